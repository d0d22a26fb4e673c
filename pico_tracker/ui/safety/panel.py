"""The part of the patient page about safety: may this area be treated, what was answered, test patches."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from pico_tracker.domain.findings import Findings
from pico_tracker.domain.passes import PassEntry
from pico_tracker.domain.patients import Patient
from pico_tracker.domain.permissions import Permission
from pico_tracker.domain.progress import CourseProgress
from pico_tracker.domain.screening import QuestionKind
from pico_tracker.domain.screening_gate import TO_ASK, UNASKED, QuestionState, Standing
from pico_tracker.domain.test_patches import Beam
from pico_tracker.domain.topics import Topic
from pico_tracker.services.screening import Screening, read_screening
from pico_tracker.ui.desk import Desk
from pico_tracker.ui.kit.buttons import Button, Kind
from pico_tracker.ui.kit.cards import Card, clear
from pico_tracker.ui.kit.cells import Column
from pico_tracker.ui.kit.chips import Chip, ChipText
from pico_tracker.ui.kit.field import FindingLine
from pico_tracker.ui.kit.notice import NoticeBoard
from pico_tracker.ui.kit.plain_text import Label, Role
from pico_tracker.ui.kit.record_table import RecordTable
from pico_tracker.ui.kit.words import tr, translated
from pico_tracker.ui.safety.patch_card import PatchCard
from pico_tracker.ui.safety.safety_words import (
    again_text,
    answer_chip,
    asked_text,
    headline_chip,
    stands_for_itself,
    still_to_come,
)

_ORDER = {Standing.STALE: 1, Standing.OPEN: 2, Standing.ANSWERED: 3, Standing.CLOSED: 4, Standing.BEHIND: 5}


class SafetyPanel(QWidget):
    """What is known before treating: `panel.show_course(patient, progress)`.

    Wishes: `ask_wanted(Screening)`, `patch_wanted(patient_id, course_id)` and
    `reading_wanted(Patch, PatchRule | None)`.
    """

    ask_wanted = Signal(object)
    patch_wanted = Signal(int, int)
    reading_wanted = Signal(object, object)
    topics = frozenset({Topic.SCREENING, Topic.PATIENTS, Topic.COURSES, Topic.SESSIONS, Topic.RULES, Topic.PHOTOS})

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._ids = (0, 0)
        self._screening: Screening | None = None
        self.notices = NoticeBoard()
        self.verdict = Chip(ChipText(""))
        self.ask_button = Button(tr("Ask the questions"), kind=Kind.PRIMARY, run=self._ask)
        self.before = Card(tr("Before treating"), actions=(self.verdict, self.ask_button))
        self.found = QVBoxLayout()
        self.found.setSpacing(6)
        self.before.body.addLayout(self.found)
        self.answers: RecordTable[QuestionState] = RecordTable(
            "answers", _answer_columns(), key=lambda one: one.question.key
        )
        self.answers.setAccessibleName(tr("Questions and answers"))
        self.asked = Card(tr("Questions and answers"), edge_to_edge=True)
        self.asked.add(self.answers)
        self.patches = PatchCard(desk)
        self.patches.patch_wanted.connect(self._place_patch)
        self.patches.reading_wanted.connect(self.reading_wanted)
        self._lay_out()

    def _lay_out(self) -> None:
        stack = QVBoxLayout(self)
        stack.setContentsMargins(0, 0, 0, 0)
        stack.setSpacing(12)
        for part in (self.notices, self.before, self.patches, self.asked):
            stack.addWidget(part)
        stack.addStretch(1)

    def show_course(self, patient: Patient, progress: CourseProgress) -> None:
        """Ask where the course stands, for the beams of its last session."""
        ids = (patient.id, progress.course.id)
        if ids != self._ids:
            self._show_nothing()
        self._ids = ids
        last = progress.sessions[-1].entry.passes if progress.sessions else ()
        self._desk.run(
            read_screening,
            ids[1],
            _beams(last),
            done=self._show,
            failed=self.notices.refuse,
            latest=f"safety-{id(self)}",
        )

    def _show_nothing(self) -> None:
        """Never show one course's answers while another's are on their way."""
        self._screening = None
        clear(self.found)
        self.answers.show_rows(())
        self.patches.show_nothing()
        self.verdict.hide()

    def _show(self, screening: Screening) -> None:
        self._screening = screening
        may = self._desk.may(Permission.WRITE_CLINICAL)
        self.ask_button.setVisible(may)
        self._show_verdict(screening)
        self.answers.show_rows(sorted(filter(stands_for_itself, screening.states), key=_harm_first))
        self.answers.fit_height()
        self.patches.show_patches(self._ids[0], screening)

    def _show_verdict(self, screening: Screening) -> None:
        findings = _without_the_visit(screening)
        self.verdict.show_chip(headline_chip(screening, findings))
        self.verdict.show()
        clear(self.found)
        for finding in sorted(findings, key=lambda one: -one.level):
            self.found.addWidget(FindingLine(finding))
        self._say_unconfirmed(screening)
        if not findings:
            text = tr("Everything that is remembered was asked and is still valid.")
            self.found.addWidget(Label(text, Role.QUIET, wrap=True))
        for text in still_to_come(screening, findings):
            self.found.addWidget(Label(text, Role.SMALL, wrap=True))

    def _say_unconfirmed(self, screening: Screening) -> None:
        """Mark what no source supports wholly where somebody relies on it."""
        counting = [one for one in screening.states if one.triggers and one.question.key in screening.unconfirmed]
        if counting:
            titles = "; ".join(translated(one.question.title) for one in counting)
            text = tr("Not fully sourced, confirm with your clinician: {titles}", titles=titles)
            self.found.addWidget(Label(text, Role.SMALL, wrap=True))

    def _ask(self) -> None:
        if self._screening is not None:
            self.ask_wanted.emit(self._screening)

    def _place_patch(self) -> None:
        self.patch_wanted.emit(*self._ids)


def _without_the_visit(screening: Screening) -> Findings:
    """Between visits it is no news that the questions of each visit are open."""
    due = (one.question for one in screening.states if one.standing in TO_ASK)
    if any(one.kind is not QuestionKind.GROUP for one in due):
        return screening.findings
    return tuple(one for one in screening.findings if one.code != UNASKED)


def _beams(passes: tuple[PassEntry, ...]) -> tuple[Beam, ...]:
    return tuple(dict.fromkeys(Beam(one.device_id, one.wavelength_nm) for one in passes))


def _harm_first(state: QuestionState) -> tuple[int, int]:
    """What counts against treating, then what has to be asked, then the rest."""
    return (0, -state.question.level) if state.triggers else (_ORDER[state.standing], 0)


def _answer_columns() -> tuple[Column[QuestionState], ...]:
    return (
        Column(
            "title",
            tr("Question"),
            lambda one: translated(one.question.title),
            tip=lambda one: translated(one.question.text),
        ),
        Column("answer", tr("Answer"), answer_chip, keep=True),
        Column("asked", tr("Asked"), asked_text, tip=asked_text),
        Column("again", tr("Asked again"), again_text, keep=True),
    )
