"""The card of what a patient takes to other doctors: letters that were signed, and the treatment passport."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from pico_tracker.domain.doctor_letters import DoctorLetter
from pico_tracker.domain.patients import Patient
from pico_tracker.domain.permissions import Permission
from pico_tracker.domain.printouts import SheetKind, SheetWish
from pico_tracker.domain.progress import CourseProgress
from pico_tracker.services.doctor_letters import list_doctor_letters
from pico_tracker.ui.desk import Desk
from pico_tracker.ui.kit.buttons import Button, Kind
from pico_tracker.ui.kit.cards import Card, clear, line
from pico_tracker.ui.kit.days import said_day
from pico_tracker.ui.kit.notice import NoticeBoard
from pico_tracker.ui.kit.plain_text import Label, Role
from pico_tracker.ui.kit.words import tr
from pico_tracker.ui.sheets.logged_sheet import LoggedSheetDialog


class LettersCard(Card):
    """`card.show_course(patient, progress)`. Wish: `letter_wanted(patient_id, course_id)`."""

    letter_wanted = Signal(int, int)

    def __init__(self, desk: Desk) -> None:
        super().__init__(tr("For other doctors"))
        self._desk = desk
        self._ids = (0, 0)
        self.passport_button = Button(tr("Treatment passport"), icon="print", run=self._print_passport)
        self.passport_button.explain(
            tr("Every course with all its settings, for the patient to keep and to show to another clinic.")
        )
        self.write_button = Button(tr("Letter to the doctor"), run=self._want_letter)
        self.set_actions(self.passport_button, self.write_button)
        self.notices = NoticeBoard()
        self.add(self.notices)
        rows = QWidget()
        self._rows = QVBoxLayout(rows)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(8)
        self.add(rows)
        self.dialog: LoggedSheetDialog | None = None

    def show_course(self, patient: Patient, progress: CourseProgress) -> None:
        """Ask for the letters about the patient; a new one begins with this course."""
        ids = (patient.id, progress.course.id)
        if ids[0] != self._ids[0]:
            clear(self._rows)
        self._ids = ids
        self.write_button.setVisible(self._desk.may(Permission.WRITE_CLINICAL))
        latest = f"letters-{id(self)}"
        self._desk.run(list_doctor_letters, patient.id, done=self._show, failed=self.notices.refuse, latest=latest)

    def _show(self, letters: tuple[DoctorLetter, ...]) -> None:
        clear(self._rows)
        if not letters:
            self._rows.addWidget(Label(tr("No letter to the family doctor yet."), Role.QUIET, wrap=True))
        for number, letter in enumerate(letters):
            if number:
                self._rows.addWidget(line())
            self._rows.addWidget(self._row(letter))

    def _row(self, letter: DoctorLetter) -> QWidget:
        row = QWidget()
        across = QHBoxLayout(row)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(8)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(Label(letter.entry.subject, Role.STRONG, wrap=True))
        words.addWidget(Label(letter_line(letter), Role.SMALL, wrap=True))
        across.addLayout(words, 1)
        button = Button(tr("Print"), kind=Kind.QUIET, icon="print", run=partial(self.print_letter, letter.id))
        day = said_day(letter.written_on)
        button.setAccessibleName(tr("Print the letter of {day}", day=day))
        across.addWidget(button)
        return row

    def print_letter(self, letter_id: int) -> None:
        """Show a signed letter as it is printed."""
        wish = SheetWish(kind=SheetKind.DOCTOR_LETTER, patient_id=self._ids[0], subject_id=letter_id)
        self._open(tr("Letter to the doctor"), wish)

    def _print_passport(self) -> None:
        wish = SheetWish(kind=SheetKind.PASSPORT, patient_id=self._ids[0])
        self._open(tr("Treatment passport"), wish)

    def _open(self, title: str, wish: SheetWish) -> None:
        self.dialog = LoggedSheetDialog(self._desk, title, wish, self)
        self.dialog.open()

    def _want_letter(self) -> None:
        self.letter_wanted.emit(*self._ids)


def letter_line(letter: DoctorLetter) -> str:
    """To whom, when and by whom."""
    first = letter.entry.addressee.splitlines()[0]
    day = said_day(letter.written_on)
    return tr("To {doctor}, signed {day} by {name}", doctor=first, day=day, name=letter.written_by)
