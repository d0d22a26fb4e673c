"""The card of what a patient has beside the laser: what goes on first, then what ended."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from pico_tracker.domain.alongside import Alongside
from pico_tracker.domain.patients import Patient
from pico_tracker.domain.permissions import Permission
from pico_tracker.domain.progress import CourseProgress
from pico_tracker.domain.topics import Topic
from pico_tracker.services.alongside import list_alongside
from pico_tracker.ui.alongside.alongside_words import said_days_of, said_what
from pico_tracker.ui.desk import Desk
from pico_tracker.ui.kit.buttons import Button, Kind
from pico_tracker.ui.kit.cards import Card, clear
from pico_tracker.ui.kit.plain_text import Label, Role
from pico_tracker.ui.kit.words import tr


class AlongsideCard(Card):
    """Creams, tablets, peels and treatment elsewhere of a patient: `card.show_course(patient, progress)`.

    Wishes: `add_wanted(patient_id)`, `edit_wanted(alongside)`.
    """

    add_wanted = Signal(int)
    edit_wanted = Signal(object)
    topics = frozenset({Topic.SESSIONS})

    def __init__(self, desk: Desk) -> None:
        self.add_button = Button(tr("Add…"), kind=Kind.QUIET, run=self._want_new)
        self.add_button.setAccessibleName(tr("Add a treatment alongside"))
        super().__init__(tr("Treatment alongside"), actions=(self.add_button,))
        self._desk = desk
        self._patient_id = 0
        self._rows = QVBoxLayout()
        self._rows.setSpacing(8)
        self.body.addLayout(self._rows)
        self.body.addStretch(1)

    def show_course(self, patient: Patient, progress: CourseProgress) -> None:
        """Ask for what the patient has alongside, whichever course is shown."""
        if patient.id != self._patient_id:
            clear(self._rows)
        self._patient_id = patient.id
        self.add_button.setVisible(self._desk.may(Permission.WRITE_CLINICAL))
        self._desk.run(list_alongside, patient.id, done=self._show, latest=f"alongside-{id(self)}")

    def _show(self, alongside: tuple[Alongside, ...]) -> None:
        clear(self._rows)
        today = self._desk.context.today()
        going_on = [one for one in alongside if one.goes_on(today)]
        ended = [one for one in alongside if not one.goes_on(today)]
        for one in going_on:
            self._rows.addWidget(self._row(one, Role.BODY))
        if not going_on:
            self._rows.addWidget(Label(tr("Nothing going on"), Role.QUIET))
        if ended:
            self._rows.addWidget(Label(tr("Ended"), Role.SMALL))
        for one in ended:
            self._rows.addWidget(self._row(one, Role.QUIET))

    def _row(self, alongside: Alongside, role: Role) -> QWidget:
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(8)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(Label(said_what(alongside.entry), role, wrap=True))
        days = said_days_of(alongside.entry, self._desk.context.today())
        words.addWidget(Label(days, Role.SMALL, wrap=True))
        if alongside.entry.note:
            words.addWidget(Label(alongside.entry.note, Role.SMALL, wrap=True))
        line.addLayout(words, 1)
        if self._desk.may(Permission.WRITE_CLINICAL):
            line.addWidget(self._edit_button(alongside), 0, Qt.AlignmentFlag.AlignTop)
        return row

    def _edit_button(self, alongside: Alongside) -> Button:
        button = Button(tr("Edit"), kind=Kind.QUIET, run=partial(self.edit_wanted.emit, alongside))
        button.setAccessibleName(tr("Edit {what}", what=said_what(alongside.entry)))
        return button

    def _want_new(self) -> None:
        self.add_wanted.emit(self._patient_id)
