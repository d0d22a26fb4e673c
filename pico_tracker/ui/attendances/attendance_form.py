"""The form that signs a visit without treatment: not treated after all, or a review only."""

from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from pico_tracker.domain.attendances import ATTENDANCE_NAMES, AttendanceEntry, AttendanceKind, check_attendance
from pico_tracker.domain.drafts import Draft
from pico_tracker.domain.findings import Finding, Findings, Level
from pico_tracker.domain.next_plans import NextPlanEntry
from pico_tracker.domain.rooms import Room
from pico_tracker.domain.safety_checks import Healing
from pico_tracker.domain.sessions import Session
from pico_tracker.domain.topics import Topic, Topics
from pico_tracker.domain.words import mark, sentence
from pico_tracker.services.attendances import AttendanceOpening, read_attendance_opening, sign_attendance
from pico_tracker.services.context import Context, Done
from pico_tracker.services.courses import read_patient_page
from pico_tracker.services.drafts import discard_draft, list_drafts
from pico_tracker.services.opening_hours import list_rooms
from pico_tracker.services.side_effects import end_healed_effects
from pico_tracker.ui.attendances.attendance_fields import QuestionsField, ReasonChoices, ScoreField, read_answers
from pico_tracker.ui.attendances.attendance_words import last_time_lines
from pico_tracker.ui.desk import Desk
from pico_tracker.ui.drafting import DraftKeeper
from pico_tracker.ui.identity import identity_of
from pico_tracker.ui.kit.banner import IdentityBanner
from pico_tracker.ui.kit.dialog_place import centre_dialog, keep_on_screen
from pico_tracker.ui.kit.fields import DateField, LongTextField
from pico_tracker.ui.kit.form import Form
from pico_tracker.ui.kit.words import tr, translated
from pico_tracker.ui.session_log.healing_field import HealingField
from pico_tracker.ui.session_log.opening import is_session_of
from pico_tracker.ui.session_log.plan_field import NextPlanField
from pico_tracker.ui.small_form import SmallForm

FORM = "attendance"
"""The kind of draft this form keeps; its subject is the course."""
WIDTH = 920
KIND = "kind"
TITLES = {AttendanceKind.NOT_TREATED: mark("Not treated"), AttendanceKind.REVIEW: mark("Review only")}


@dataclass(frozen=True, slots=True)
class Opened:
    """What the form shows: whose visit it is, the last session, and the rooms a plan may name."""

    opening: AttendanceOpening
    last: Session | None
    rooms: tuple[Room, ...]
    begun: Draft | None = None
    """The session of this course that the person at work began today and did not sign."""


class AttendanceFields(Form):
    """The fields of a visit without treatment; whose it is and of which kind travels with the draft."""

    def __init__(self, patient_id: int, kind: AttendanceKind) -> None:
        super().__init__()
        self._patient_id, self._kind = patient_id, kind

    def raw(self) -> dict[str, str]:
        """Everything as typed, with patient and kind."""
        return super().raw() | {"patient_id": str(self._patient_id), KIND: self._kind.value}


class AttendanceForm(SmallForm):
    """Sign a visit at which nothing was treated: `AttendanceForm(desk, patient_id, course_id, kind, parent)`.

    `resume(draft)` goes on with what was typed. `side_effect_wanted(patient_id, course_id)` follows
    "Something happened…"; once that is on record the question answers itself.
    `signed(patient_id, course_id)` follows the signing.
    """

    side_effect_wanted = Signal(int, int)
    signed = Signal(int, int)

    def __init__(self, desk: Desk, patient_id: int, course_id: int, kind: AttendanceKind, parent: QWidget) -> None:
        fields = AttendanceFields(patient_id, kind)
        super().__init__(translated(TITLES[kind]), tr("Sign visit"), desk, parent, fields)
        self.save_button.explain(tr("Saves it under your name. It is amended from then on, never changed."))
        self._patient_id, self._course_id, self._kind = patient_id, course_id, kind
        self._opened: Opened | None = None
        self._draft: Draft | None = None
        self._to_centre = False
        self.banner = IdentityBanner(())
        self.banner.hide()
        self.body.insertWidget(0, self.banner)
        self._make_fields()
        self._place_fields()
        self.keeper = DraftKeeper(desk, self.form, FORM, course_id, self._draft_title)
        self.wait_for(read_opened, patient_id, course_id, done=self._show)
        desk.backend.records_changed.connect(self._on_records)

    def resume(self, draft: Draft) -> None:
        """Go on with a draft, once the form is there."""
        self._draft = draft
        if self._opened is not None:
            self.keeper.resume(draft)

    def _make_fields(self) -> None:
        needs_reason = self._kind is AttendanceKind.NOT_TREATED
        self.healing, self.questions = HealingField(), QuestionsField()
        self.healing.event_wanted.connect(self._want_side_effect)
        self.held_on = DateField("held_on", tr("Date"), required=True)
        why = tr("Why nothing was treated") if needs_reason else tr("Why the patient came")
        self.reason = LongTextField("reason", why, required=needs_reason, lines=2)
        self.return_on = DateField("return_on", tr("Comes again on"), required=needs_reason)
        self.satisfaction = ScoreField("satisfaction", tr("How satisfied is the patient?"))
        self.goal = ScoreField("goal_reached", tr("How far is the goal reached?"))
        self.note = LongTextField("note", tr("Note"), lines=3)
        self.plan = NextPlanField((), ())
        self.reasons = ReasonChoices(self._take_reason)

    def _place_fields(self) -> None:
        left, right = QVBoxLayout(), QVBoxLayout()
        self.form.section("", (self.healing, self.questions), columns=1, into=left)
        scores = (self.satisfaction, self.goal) if self._kind is AttendanceKind.REVIEW else ()
        visit = (self.reason, self.held_on, self.return_on, *scores, self.note)
        spans = {"reason": 0, "note": 0}
        asked = self.form.section("", visit, columns=2, spans=spans, into=right)
        asked.body.insertWidget(0, self.reasons)
        self.reasons.setVisible(self._kind is AttendanceKind.NOT_TREATED)
        self.form.section("", (self.plan,), columns=1, into=left)
        left.addStretch(1)
        right.addStretch(1)
        _lay_out(self.form, left, right)
        self.setMinimumWidth(WIDTH)
        for field in self.form.fields:
            field.changed.connect(partial(self.touch, field.name))
        for field in (self.note, self.held_on, self.healing):
            field.changed.connect(self.look)

    def _show(self, opened: Opened) -> None:
        self._opened = opened
        opening = opened.opening
        self.banner.show_identity(identity_of(opening.patient, opening.facts.today))
        self.banner.show()
        self.tell_about("\n".join(last_time_lines(opening.course, opened.last)))
        self.healing.show_facts(opening.facts.healing)
        self.healing.setVisible(opening.facts.last_session_on is not None)
        self.questions.show_states(opening.states)
        self.questions.setVisible(bool(self.questions.rows))
        self.plan.offer(tuple(opening.facts.devices.values()), opened.rooms)
        self.form.fill({"held_on": opening.facts.today, "next_plan": self._standing_plan()})
        self._take_over(opened)
        if self._draft is not None:
            self.keeper.resume(self._draft)
        self._touched.clear()
        self._begin()
        self._to_centre = True
        self._soon.start(0)

    def _fit(self) -> None:
        """It was placed before it held anything: over its window again, and its buttons stay on the screen."""
        super()._fit()
        if self._to_centre:
            centre_dialog(self)
        self._to_centre = False
        keep_on_screen(self)

    def _begin(self) -> None:
        if self._kind is AttendanceKind.NOT_TREATED:
            self.reason.give_focus()
        elif self.healing.isVisibleTo(self):
            self.healing.give_focus()
        else:
            self.satisfaction.give_focus()

    def _take_over(self, opened: Opened) -> None:
        """Whoever is not treated after all was asked already: go on from the answers of the session begun."""
        begun = self._put_away(opened)
        if begun is None:
            return
        healing = {one.value: one for one in Healing}.get(str(begun.content.get("healing", "")))
        answers = read_answers(str(begun.content.get("screening", "")))
        self.form.fill({"healing": healing, "screening": answers})
        said = tr("What was asked for the session begun today is taken over; its draft ends with this visit.")
        self.tell_about("\n".join((*last_time_lines(opened.opening.course, opened.last), said)))

    def _put_away(self, opened: Opened) -> Draft | None:
        return opened.begun if self._kind is AttendanceKind.NOT_TREATED else None

    def _standing_plan(self) -> NextPlanEntry | None:
        """What is planned already, which stays unless it is changed here."""
        plan = self._opened.opening.next_plan if self._opened else None
        return plan.entry if plan else None

    def _on_records(self, topics: Topics) -> None:
        if self._opened is not None and Topic.SIDE_EFFECTS in topics:
            self.desk.run(read_opened, self._patient_id, self._course_id, done=self._renew)

    def _renew(self, opened: Opened) -> None:
        """Something was written about a side effect meanwhile; what is typed stays."""
        self._opened = opened
        self.healing.show_facts(opened.opening.facts.healing)
        self.look()

    def _want_side_effect(self) -> None:
        self.side_effect_wanted.emit(self._patient_id, self._course_id)

    def _take_reason(self, text: str) -> None:
        known = self.reason.value()
        self.reason.set_value(f"{known}. {text}" if known else text)
        self.reason.give_focus()

    def _draft_title(self) -> str:
        course = self._opened.opening.course.title if self._opened else ""
        return tr("{kind}, {course}", kind=translated(ATTENDANCE_NAMES[self._kind]), course=course)[:200]

    def entry(self) -> AttendanceEntry:
        """What is typed, as the rules and the service take it."""
        return AttendanceEntry(
            entry_id=self.keeper.entry_id,
            course_id=self._course_id,
            held_on=self.held_on.value() or self.desk.context.today(),
            kind=self._kind,
            healing=self.healing.value(),
            answers=self.questions.value(),
            reason=self.reason.value(),
            note=self.note.value(),
            return_on=self.return_on.value(),
            satisfaction=self.satisfaction.value(),
            goal_reached=self.goal.value(),
            next_plan=self._changed_plan(),
        )

    def _changed_plan(self) -> NextPlanEntry | None:
        """The plan where it is another one than that on record; an empty one takes that back."""
        typed, standing = self.plan.value(), self._standing_plan()
        return None if typed == standing else typed or NextPlanEntry()

    def check(self) -> Findings:
        """What is missing, and what the rules say."""
        if self._opened is None:
            return ()
        unread = {finding.field for finding in self.form.problems()}
        found = (*self._missing(), *check_attendance(self.entry(), self._opened.opening.facts))
        return tuple(finding for finding in found if finding.field not in unread)

    def _missing(self) -> Findings:
        if self.held_on.value() is not None:
            return ()
        return (Finding("held_on", sentence(mark("Enter the day of the visit.")), Level.STOP, "attendance.day"),)

    def save(self) -> None:
        """Sign it."""
        begun = self._put_away(self._opened) if self._opened else None
        self.send(sign_visit, self.entry(), begun)

    def _done(self, done: object) -> None:
        self.keeper.stop()
        super()._done(done)
        self.signed.emit(self._patient_id, self._course_id)


def form_of_draft(desk: Desk, patient_id: int, course_id: int, parent: QWidget, draft: Draft) -> AttendanceForm:
    """The form of a visit without treatment that somebody began and did not sign."""
    kinds = {one.value: one for one in AttendanceKind}
    kind = kinds.get(str(draft.content.get(KIND)), AttendanceKind.NOT_TREATED)
    form = AttendanceForm(desk, patient_id, course_id, kind, parent)
    form.resume(draft)
    return form


def sign_visit(context: Context, entry: AttendanceEntry, begun: Draft | None) -> Done[int]:
    """Sign a visit in place of the session begun, whose draft ends.

    "Healed, no event" then ends the normal answers of the skin that were open.
    """
    signed = sign_attendance(context, entry)
    if begun is not None:
        discard_draft(context, begun.entry_id)
    if entry.healing is not Healing.HEALED:
        return signed
    return Done(signed.value, signed.changed | end_healed_effects(context, entry.course_id).changed)


def read_opened(context: Context, patient_id: int, course_id: int) -> Opened:
    """What the form shows; raises `NotFound`."""
    opening = read_attendance_opening(context, course_id)
    courses = read_patient_page(context, patient_id).courses
    sessions = next((one.sessions for one in courses if one.course.id == course_id), ())
    begun = (one for one in list_drafts(context) if is_session_of(one, course_id) and _is_of_today(context, one))
    return Opened(opening, sessions[-1] if sessions else None, list_rooms(context), next(begun, None))


def _is_of_today(context: Context, draft: Draft) -> bool:
    return draft.saved_at.astimezone(context.zone).date() == context.today()


def _lay_out(form: Form, left: QVBoxLayout, right: QVBoxLayout) -> None:
    columns = QWidget()
    row = QHBoxLayout(columns)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(12)
    row.addLayout(left, 1)
    row.addLayout(right, 1)
    stack = form.layout()
    if stack is not None:
        stack.addWidget(columns)
