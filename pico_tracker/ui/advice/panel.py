"""The part of the patient page about preparation, aftercare and follow-up calls of one course."""

from collections.abc import Iterable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from pico_tracker.domain.advice import AdviceKind, AdviceText
from pico_tracker.domain.patients import Patient
from pico_tracker.domain.permissions import Permission
from pico_tracker.domain.progress import CourseProgress
from pico_tracker.domain.topics import Topic
from pico_tracker.services.advice import CourseAdvice, read_course_advice
from pico_tracker.ui.advice.advice_words import call_chips, call_line, check_chips, check_line, told_line
from pico_tracker.ui.desk import Desk
from pico_tracker.ui.kit.buttons import Button
from pico_tracker.ui.kit.cards import Card, clear
from pico_tracker.ui.kit.chips import Chip, ChipText
from pico_tracker.ui.kit.notice import NoticeBoard
from pico_tracker.ui.kit.plain_text import Label, Role
from pico_tracker.ui.kit.style import Tone
from pico_tracker.ui.kit.words import tr


class AdvicePanel(QWidget):
    """What the patient was told, when and in which version: `panel.show_course(patient, progress)`.

    Wishes, each with `(patient_id, course_id)`: `preparation_wanted`, `aftercare_wanted` to write
    down that it was told, `check_wanted` for the preparation, `call_wanted` for a follow-up call.
    """

    preparation_wanted = Signal(int, int)
    aftercare_wanted = Signal(int, int)
    check_wanted = Signal(int, int)
    call_wanted = Signal(int, int)
    topics = frozenset({Topic.ADVICE, Topic.RULES})

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._ids = (0, 0)
        self.notices = NoticeBoard()
        self.preparation = _TextCard(tr("Preparation"), Button(tr("Told"), run=self._want_preparation))
        self.aftercare = _TextCard(tr("Aftercare"), Button(tr("Told"), run=self._want_aftercare))
        self.check_button = Button(tr("Check preparation"), run=self._want_check)
        self.call_button = Button(tr("Follow-up call"), run=self._want_call)
        self.checks = Card(tr("Came prepared"), actions=(self.check_button,))
        self.calls = Card(tr("Follow-up calls"), actions=(self.call_button,))
        self._checks, self._calls = _box(self.checks), _box(self.calls)
        for card, name in (
            (self.preparation, tr("Preparation was told")),
            (self.aftercare, tr("Aftercare was told")),
        ):
            card.told_button.setAccessibleName(name)
        self._lay_out()

    def _lay_out(self) -> None:
        stack = QVBoxLayout(self)
        stack.setContentsMargins(0, 0, 0, 0)
        stack.setSpacing(12)
        stack.addWidget(self.notices)
        for left, right in ((self.calls, self.checks), (self.aftercare, self.preparation)):
            line = QHBoxLayout()
            line.setSpacing(12)
            line.addWidget(left, 1)
            line.addWidget(right, 1)
            stack.addLayout(line)
        stack.addStretch(1)

    def show_course(self, patient: Patient, progress: CourseProgress) -> None:
        """Ask for what was told in this course."""
        ids = (patient.id, progress.course.id)
        if ids != self._ids:
            self._forget()
        self._ids = ids
        self._desk.run(
            read_course_advice, ids[1], done=self._show, failed=self.notices.refuse, latest=f"advice-{id(self)}"
        )

    def _forget(self) -> None:
        """Never show one course's advice while another's is on its way."""
        for box in (self._checks, self._calls, self.preparation.told, self.aftercare.told):
            clear(box)

    def _show(self, advice: CourseAdvice) -> None:
        may = self._desk.may(Permission.WRITE_CLINICAL)
        for card, text in ((self.preparation, advice.preparation), (self.aftercare, advice.aftercare)):
            lines = tuple(told_line(one) for one in advice.told if one.kind is text.kind)
            card.show_text(text, lines, may=may)
        self.check_button.setVisible(may)
        _show_rows(
            self._checks, ((check_line(one), check_chips(one)) for one in advice.checks), tr("Not checked yet")
        )
        _show_rows(
            self._calls, ((call_line(one), call_chips(one)) for one in advice.calls), tr("Nobody called yet")
        )

    def _want_preparation(self) -> None:
        self.preparation_wanted.emit(*self._ids)

    def _want_aftercare(self) -> None:
        self.aftercare_wanted.emit(*self._ids)

    def _want_check(self) -> None:
        self.check_wanted.emit(*self._ids)

    def _want_call(self) -> None:
        self.call_wanted.emit(*self._ids)


class _TextCard(Card):
    """When something was told, and the text as it is now."""

    def __init__(self, title: str, told_button: Button) -> None:
        self.version, self.told_button = Chip(ChipText("")), told_button
        super().__init__(title, actions=(self.version, told_button))
        self.told, self._lines = _box(self), _box(self)
        self.body.addStretch(1)

    def show_text(self, text: AdviceText, told: tuple[str, ...], *, may: bool) -> None:
        """Show both; `may` offers to write down that it was told."""
        self.told_button.setVisible(may)
        self.version.show_chip(version_chip(text))
        clear(self.told)
        for said in told or (_untold(text.kind),):
            self.told.addWidget(Label(said, Role.STRONG if told else Role.QUIET, wrap=True))
        clear(self._lines)
        for part in text.parts:
            self._lines.addWidget(Label(_heading(part.title, is_sourced=part.is_sourced), Role.SMALL, wrap=True))
            for said in part.lines:
                self._lines.addWidget(Label(f"•  {said}", wrap=True))


def version_chip(text: AdviceText) -> ChipText:
    """The version of a text, in a tone that tells whether all of it is founded."""
    is_sourced = all(part.is_sourced for part in text.parts)
    return ChipText(tr("Version {version}", version=text.version), Tone.NEUTRAL if is_sourced else Tone.WARN)


def _heading(title: str, *, is_sourced: bool) -> str:
    if is_sourced:
        return title
    return tr("{title} (partly unsourced: confirm with your clinician)", title=title)


def _untold(kind: AdviceKind) -> str:
    if kind is AdviceKind.PREPARATION:
        return tr("The preparation is not written down as told yet.")
    return tr("The aftercare is not written down as told yet.")


def _show_rows(box: QVBoxLayout, rows: Iterable[tuple[str, tuple[ChipText, ...]]], none: str) -> None:
    clear(box)
    for text, chips in rows:
        box.addWidget(_row(text, chips))
    if not box.count():
        box.addWidget(Label(none, Role.QUIET, wrap=True))


def _row(text: str, chips: tuple[ChipText, ...]) -> QWidget:
    row = QWidget()
    stack, line = QVBoxLayout(row), QHBoxLayout()
    stack.setContentsMargins(0, 0, 0, 0)
    stack.setSpacing(4)
    line.setSpacing(6)
    for chip in chips:
        line.addWidget(Chip(chip), 0, Qt.AlignmentFlag.AlignVCenter)
    line.addStretch(1)
    stack.addLayout(line)
    stack.addWidget(Label(text, Role.SMALL, wrap=True))
    return row


def _box(card: Card) -> QVBoxLayout:
    holder = QWidget()
    stack = QVBoxLayout(holder)
    stack.setContentsMargins(0, 0, 0, 0)
    stack.setSpacing(8)
    card.add(holder)
    return stack
