"""The form for a side effect that is reported."""

from datetime import date
from functools import partial

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from pico_tracker.domain.drafts import Draft
from pico_tracker.domain.findings import Finding, Findings, Level
from pico_tracker.domain.progress import CourseProgress
from pico_tracker.domain.reported_reactions import ReportedReaction
from pico_tracker.domain.sessions import Session
from pico_tracker.domain.side_effect_kinds import SideEffectKind, Urgency
from pico_tracker.domain.side_effects import (
    CAUSE_NAMES,
    OUTCOME_NAMES,
    Cause,
    Outcome,
    Severity,
    SideEffectEntry,
    check_side_effect,
)
from pico_tracker.domain.words import mark, sentence
from pico_tracker.services.context import Context
from pico_tracker.services.side_effects import list_side_effect_kinds, report_side_effect
from pico_tracker.ui.courses.grade_field import GradeField, grading_notes, management_field, severity_field
from pico_tracker.ui.courses.reaction_questions import said_report
from pico_tracker.ui.courses.reading import read_one
from pico_tracker.ui.courses.red_flags_field import RedFlagsField
from pico_tracker.ui.desk import Desk
from pico_tracker.ui.drafting import DraftKeeper
from pico_tracker.ui.kit.days import said_day
from pico_tracker.ui.kit.fields import (
    ChoiceField,
    DateField,
    LongTextField,
    Option,
    TextField,
    WholeNumberField,
)
from pico_tracker.ui.kit.form import Form
from pico_tracker.ui.kit.words import tr, translated
from pico_tracker.ui.photo_strip import PhotoStrip
from pico_tracker.ui.side_effect_words import expectation
from pico_tracker.ui.small_form import SmallForm

FORM = "side_effect"
"""The kind of draft this form keeps; its subject is the course."""
NO_SESSION = 0
WIDTH = 920


class SideEffectFields(Form):
    """The fields of a side effect; whose it is, and what it judges, travels with the draft."""

    def __init__(self, patient_id: int) -> None:
        super().__init__()
        self._patient_id = patient_id
        self.reaction_id: int | None = None

    def raw(self) -> dict[str, str]:
        """Everything as typed, with the patient."""
        judged = {} if self.reaction_id is None else {"reaction_id": str(self.reaction_id)}
        return super().raw() | {"patient_id": str(self._patient_id)} | judged


class SideEffectForm(SmallForm):
    """Report a side effect of a course: kind with what is expected of it, red flags, severity, grade.

    After `judge(reaction)` it is the judgement of what a patient reported.
    """

    def __init__(
        self, desk: Desk, patient_id: int, course_id: int, parent: QWidget, draft: Draft | None = None
    ) -> None:
        fields = SideEffectFields(patient_id)
        super().__init__(tr("Report a side effect"), tr("Save side effect"), desk, parent, fields)
        self._fields = fields
        self._course_id, self._concern_key = course_id, ""
        self._reaction: ReportedReaction | None = None
        self.photos = PhotoStrip(desk, self)
        self.body.insertWidget(1, self.photos)
        self._kinds: dict[int, SideEffectKind] = {}
        self._sessions: dict[int, Session] = {}
        self._make_fields()
        self._place_fields()
        self.keeper = DraftKeeper(desk, self.form, FORM, course_id, self._draft_title)
        done = partial(self._show, draft)
        self.wait_for(_read, patient_id, course_id, done=done)

    def judge(self, reaction: ReportedReaction) -> None:
        """Start from what a patient reported."""
        self._reaction = reaction
        self._fields.reaction_id = reaction.id
        self.photos.show_reaction(reaction)

    def _make_fields(self) -> None:
        self.kind = ChoiceField("kind_id", tr("Kind"), required=True)
        self.session = ChoiceField("session_id", tr("After session"))
        self.onset_on = DateField("onset_on", tr("Began on"), required=True)
        self.area = TextField("area", tr("Where on the area"))
        self.severity, self.grade = severity_field(), GradeField()
        self.red_flags = RedFlagsField()
        causes = tuple(Option(one, translated(name)) for one, name in CAUSE_NAMES.items())
        self.cause = ChoiceField("cause", tr("Cause"), options=causes)
        self.management = management_field()
        self.management_text = TextField("management_text", tr("How exactly"))
        outcomes = tuple(Option(one, translated(name)) for one, name in OUTCOME_NAMES.items())
        self.outcome = ChoiceField("outcome", tr("Outcome"), options=outcomes)
        self.healed_on = DateField("healed_on", tr("Ended on, if it has"))
        hint = tr("From work or people, as far as it is known")
        self.downtime = WholeNumberField("downtime_days", tr("Days stayed away"), unit=tr("days"), hint=hint)
        self.note = LongTextField("note", tr("Note"), lines=2)

    def _place_fields(self) -> None:
        left, right = QVBoxLayout(), QVBoxLayout()
        left_fields = (self.kind, self.session, self.onset_on, self.severity, self.area, self.grade, self.note)
        spans = {"kind_id": 0, "grade": 0, "note": 0}
        self.form.section("", left_fields, columns=2, spans=spans, into=left)
        after = (self.cause, self.management, self.management_text, self.outcome, self.healed_on, self.downtime)
        self.form.section("", (self.red_flags,), columns=1, into=right)
        self.form.section("", after, columns=2, spans={"management_text": 0}, into=right)
        left.addStretch(1)
        right.addStretch(1)
        columns = QWidget()
        row = QHBoxLayout(columns)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addLayout(left, 1)
        row.addLayout(right, 1)
        _place_in(self.form, columns)
        self.setMinimumWidth(WIDTH)
        self.kind.changed.connect(self._adapt)
        for field in (*left_fields, self.red_flags, *after):
            field.changed.connect(partial(self.touch, field.name))
        for dated in (self.kind, self.onset_on, self.healed_on):
            dated.changed.connect(self.look)

    def _adapt(self) -> None:
        """Offer what belongs to the kind: its grades and its questions."""
        kind = self._chosen_kind()
        self.grade.grade_by(kind)
        self.red_flags.ask_about(kind)

    def _show(self, draft: Draft | None, read: tuple[CourseProgress, tuple[SideEffectKind, ...]]) -> None:
        progress, kinds = read
        self._concern_key = progress.course.concern_key
        self._kinds = {kind.id: kind for kind in kinds}
        self._sessions = {session.id: session for session in progress.sessions}
        self.kind.set_options(tuple(Option(kind.id, kind.name) for kind in kinds))
        latest = progress.sessions[-1].id if progress.sessions else NO_SESSION
        self.session.set_options(_session_options(progress.sessions))
        self.form.fill(
            {
                "session_id": latest,
                "onset_on": self.desk.context.today(),
                "cause": Cause.TREATMENT if progress.sessions else Cause.UNKNOWN,
                "outcome": Outcome.OPEN,
            }
        )
        self._start_from_reaction(progress.course.title)
        if draft is not None:
            self.keeper.resume(draft)
            self._fields.reaction_id = _whole(draft.content.get("reaction_id"))
        self._touched.clear()
        self.kind.give_focus()

    def _start_from_reaction(self, title: str) -> None:
        if self._reaction is None:
            self.tell_about(title)
            return
        self.tell_about(f"{title}\n{said_report(self._reaction)}")
        meant = self._session_of(self._reaction.entry.treated_on)
        self.form.fill(
            {"onset_on": self._reaction.entry.since, "note": self._reaction.entry.said, "session_id": meant}
        )

    def _session_of(self, day: date | None) -> object:
        """The session of the day that the patient means; the one offered where there is none."""
        of_day = (key for key, session in self._sessions.items() if session.entry.performed_on == day)
        return next(of_day, self.session.value())

    def _chosen_kind(self) -> SideEffectKind | None:
        value = self.kind.value()
        return self._kinds.get(value) if isinstance(value, int) else None

    def _draft_title(self) -> str:
        kind = self._chosen_kind()
        return tr("Side effect") if kind is None else tr("Side effect, {kind}", kind=kind.name)

    def entry(self) -> SideEffectEntry:
        """What is typed, as the rules and the service take it."""
        kind, severity, session = self._chosen_kind(), self.severity.value(), self.session.value()
        cause, outcome, management = self.cause.value(), self.outcome.value(), self.management.value()
        return SideEffectEntry(
            entry_id=self.keeper.entry_id,
            course_id=self._course_id,
            session_id=session if isinstance(session, int) and session != NO_SESSION else None,
            kind_id=0 if kind is None else kind.id,
            severity=severity if isinstance(severity, Severity) else Severity.MILD,
            grade=self.grade.grade,
            onset_on=self.onset_on.value() or self.desk.context.today(),
            healed_on=self.healed_on.value(),
            outcome=outcome if isinstance(outcome, Outcome) else Outcome.OPEN,
            cause=cause if isinstance(cause, Cause) else Cause.UNKNOWN,
            area=self.area.value(),
            management=management if isinstance(management, Urgency) else None,
            management_text=self.management_text.value(),
            red_flags=self.red_flags.value(),
            note=self.note.value(),
            reaction_id=self._fields.reaction_id,
            downtime_days=self.downtime.value(),
        )

    def check(self) -> Findings:
        """What is missing, and what the rules say."""
        entry, kind = self.entry(), self._chosen_kind()
        session = self._sessions.get(entry.session_id or NO_SESSION)
        session_on = None if session is None else session.entry.performed_on
        unread = {finding.field for finding in self.form.problems()}
        found = (*self._missing(), *check_side_effect(entry, self.desk.context.today(), session_on, kind))
        notes = (*self._expected(), *grading_notes(kind))
        return (*notes, *(finding for finding in found if finding.field not in unread))

    def look(self) -> None:
        """Say what the rules find, beside the field; what helps to choose is always said."""
        self.form.show_findings(
            one for one in self.check() if self._tried or one.level is Level.NOTE or one.field in self._touched
        )

    def _expected(self) -> Findings:
        """A note beside the kind: what it is, which day it is, how long it may last here."""
        kind = self._chosen_kind()
        if kind is None:
            return ()
        began = self.onset_on.value()
        ended = self.healed_on.value() or self.desk.context.today()
        days = None if began is None else (ended - began).days
        said = sentence(mark("{expected}"), expected=expectation(kind, self._concern_key, days))
        return (Finding("kind_id", said, Level.NOTE, "side_effect.expected"),)

    def _missing(self) -> Findings:
        asked = {
            "kind_id": mark("Choose the kind of side effect."),
            "severity": mark("Choose how severe it is."),
            "onset_on": mark("Enter the day it began."),
        }
        found = [
            Finding(name, sentence(text), code="side_effect.missing")
            for name, text in asked.items()
            if self.form.field(name).value() is None
        ]
        if self.red_flags.unanswered:
            said = sentence(mark("Answer each question, yes or no."))
            found.append(Finding("red_flags", said, code="side_effect.missing"))
        return tuple(found)

    def save(self) -> None:
        """Put it on record."""
        self.send(report_side_effect, self.entry())

    def _done(self, done: object) -> None:
        self.keeper.stop()
        super()._done(done)


def _place_in(form: Form, part: QWidget) -> None:
    stack = form.layout()
    if stack is not None:
        stack.addWidget(part)


def _whole(text: object) -> int | None:
    return int(text) if isinstance(text, str) and text.isdigit() else None


def _session_options(sessions: tuple[Session, ...]) -> tuple[Option, ...]:
    found = [Option(NO_SESSION, tr("None of the sessions"))]
    for session in reversed(sessions):
        number = f"M{session.number}" if session.is_maintenance else str(session.number)
        text = tr("{number}, {date}", number=number, date=said_day(session.entry.performed_on))
        found.append(Option(session.id, text))
    return tuple(found)


def _read(context: Context, patient_id: int, course_id: int) -> tuple[CourseProgress, tuple[SideEffectKind, ...]]:
    return read_one(context, patient_id, course_id), list_side_effect_kinds(context)
