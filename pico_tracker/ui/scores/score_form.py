"""The form to score a patient on a scale, or to correct a score."""

from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from pico_tracker.domain.assessments import (
    Assessment,
    AssessmentEntry,
    AssessmentFacts,
    check_assessment,
    check_correction,
)
from pico_tracker.domain.courses import Course
from pico_tracker.domain.findings import Finding, Findings
from pico_tracker.domain.patients import Fitzpatrick, Patient
from pico_tracker.domain.scales.kirby_desai import KIRBY_DESAI
from pico_tracker.domain.scales.shape import ANSWERS, Answers, Item, Scale
from pico_tracker.domain.words import mark, sentence
from pico_tracker.services.assessments import correct_assessment, list_settled_scales, record_assessment
from pico_tracker.ui.desk import Desk
from pico_tracker.ui.kit.days import said_day
from pico_tracker.ui.kit.fields import DateField, LongTextField, TextField, TickField
from pico_tracker.ui.kit.plain_text import Label, Role
from pico_tracker.ui.kit.style import Tone, px
from pico_tracker.ui.kit.words import tr, translated
from pico_tracker.ui.scores.item_fields import answer_in, field_of, show_answers
from pico_tracker.ui.scores.live_result import LiveResult
from pico_tracker.ui.scores.score_words import to_confirm_text
from pico_tracker.ui.small_form import SmallForm

FEW, MANY = 2, 6
"""So many items stand one under the other; more than that share lines, and above many they scroll."""
NARROW, WIDE, HIGH = 720, 940, 430
"""How wide a form with few and with more items is, and how high one that scrolls, in px at 100 %."""


@dataclass(frozen=True, slots=True)
class ScoreWish:
    """Whom to score on what: a patient in a course, on a scale, perhaps in place of another score."""

    patient: Patient
    course: Course
    scale: Scale
    corrects: Assessment | None = None


class ScoreForm(SmallForm):
    """One scale with its items, the score while they are answered, the day and a note."""

    def __init__(self, desk: Desk, wish: ScoreWish, parent: QWidget) -> None:
        name = translated(wish.scale.name)
        title = name if wish.corrects is None else tr("Correct {scale}", scale=name)
        super().__init__(title, tr("Save score"), desk, parent)
        self._wish, self._entry_id = wish, desk.mint_entry_id()
        self.setMinimumWidth(px(WIDE if len(wish.scale.items) > FEW else NARROW))
        self._confirm()
        self.items = tuple(field_of(item) for item in wish.scale.items)
        self._lay_out_items(wish.scale.items)
        self.outcome = LiveResult()
        self.add(self.outcome)
        self._make_rest()
        self._area = self._scroll() if len(wish.scale.items) > MANY else None
        self._fill()
        self.form.changed.connect(self._live)
        self._live()
        self._touched = {"scale_key"}
        self.items[0].give_focus()

    def _scroll(self) -> QScrollArea:
        """Many items and what is said beneath each of them would be higher than the screen."""
        area = QScrollArea()
        self.body.replaceWidget(self.form, area)
        area.setWidget(self.form)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFixedHeight(px(HIGH))
        return area

    def try_to_save(self) -> None:
        """Save unless something stops it, and bring what does into sight."""
        super().try_to_save()
        stopped = self.form.focusWidget()
        if self._area is not None and stopped is not None:
            self._area.ensureWidgetVisible(stopped)

    def _confirm(self) -> None:
        """Say what is not sourced until it is known that the clinic has ticked it off."""
        self.tell_about(_about(self._wish))
        self.to_confirm = Label(to_confirm_text(self._wish.scale), Role.SMALL, wrap=True)
        self.to_confirm.set_tone(Tone.WARN.value)
        self.to_confirm.setVisible(bool(self._wish.scale.to_confirm))
        self.body.insertWidget(1, self.to_confirm)
        self.desk.run(list_settled_scales, done=self._settle)

    def _settle(self, settled: frozenset[str]) -> None:
        self.to_confirm.setVisible(self._wish.scale.key not in settled)

    def _lay_out_items(self, items: tuple[Item, ...]) -> None:
        columns = 1 if len(items) <= FEW else _columns(items)
        self.form.section("", self.items, columns=columns)
        for field in self.items:
            field.changed.connect(partial(self.touch, field.name))

    def _make_rest(self) -> None:
        self.assessed_on = DateField("assessed_on", tr("Scored on"), required=True)
        self.note = TextField("note", tr("Note"))
        self.take_over = TickField("take_over", translated(self._wish.scale.takes_over or mark("Take over")))
        self.take_over.setVisible(bool(self._wish.scale.takes_over))
        self.reason = LongTextField("reason", tr("Why it is corrected"), required=True, lines=2)
        self.reason.setVisible(self._wish.corrects is not None)
        fields = (self.assessed_on, self.note, self.take_over, self.reason)
        self.form.section("", fields, columns=2, spans={"take_over": 0, "reason": 0})
        for field in fields:
            field.changed.connect(partial(self.touch, field.name))

    def _fill(self) -> None:
        self.form.fill({"assessed_on": self.desk.context.today()})
        old = self._wish.corrects
        if old is not None:
            show_answers(self.items, old.entry.answers)
            self.form.fill({"assessed_on": old.entry.assessed_on, "note": old.entry.note})
        elif self._wish.scale is KIRBY_DESAI and self._wish.patient.entry.fitzpatrick is not None:
            known = tuple(Fitzpatrick).index(self._wish.patient.entry.fitzpatrick) + 1
            show_answers(self.items, {"fitzpatrick": str(known)})

    def _live(self) -> None:
        self.outcome.show_answers(self._wish.scale, self._answers())

    def _answers(self) -> Answers:
        answers = {field.name.removeprefix(f"{ANSWERS}."): answer_in(field) for field in self.items}
        return {key: answer for key, answer in answers.items() if answer}

    def entry(self) -> AssessmentEntry:
        """What is typed, as the rules and the service take it."""
        return AssessmentEntry(
            entry_id=self._entry_id,
            patient_id=self._wish.patient.id,
            course_id=self._wish.course.id,
            scale_key=self._wish.scale.key,
            answers=self._answers(),
            assessed_on=self.assessed_on.value() or self.desk.context.today(),
            note=self.note.value(),
            take_over=self.take_over.value(),
        )

    def check(self) -> Findings:
        """What is missing, and what the rules say."""
        entry, patient = self.entry(), self._wish.patient.entry
        facts = AssessmentFacts(
            today=self.desk.context.today(), born_on=patient.born_on, skin_type=patient.fitzpatrick
        )
        found = [*check_assessment(entry, facts)]
        if self._wish.corrects is not None:
            found += check_correction(entry, self._wish.corrects, self.reason.value())
        if self.assessed_on.value() is None:
            found.append(
                Finding("assessed_on", sentence(mark("Enter the day of the score.")), code="assessment.day")
            )
        unread = {finding.field for finding in self.form.problems()}
        return tuple(finding for finding in found if finding.field not in unread)

    def save(self) -> None:
        """Put the score on record."""
        if self._wish.corrects is None:
            self.send(record_assessment, self.entry())
        else:
            self.send(correct_assessment, self._wish.corrects.id, self.entry(), self.reason.value())


def _columns(items: tuple[Item, ...]) -> int:
    """Grades by region stand three in a row, or two where there are two of each; others as they fit."""
    grouped = sum(1 for item in items if item.idle_without)
    return 2 if grouped and grouped * 2 == len(items) else 3


def _about(wish: ScoreWish) -> str:
    about = translated(wish.scale.about) if wish.scale.about else ""
    if wish.corrects is None:
        return f"{wish.course.title}. {about}" if about else wish.course.title
    day = said_day(wish.corrects.entry.assessed_on)
    return tr(
        "{course}. The score of {date} by {name} stays readable.",
        course=wish.course.title,
        date=day,
        name=wish.corrects.rated_by,
    )
