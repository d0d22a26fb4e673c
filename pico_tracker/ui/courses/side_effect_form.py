"""The form for a side effect that is reported."""

from functools import partial

from PySide6.QtWidgets import QWidget

from pico_tracker.domain.drafts import Draft
from pico_tracker.domain.findings import Finding, Findings, Level
from pico_tracker.domain.progress import CourseProgress
from pico_tracker.domain.sessions import Session
from pico_tracker.domain.side_effect_kinds import SideEffectKind, Urgency
from pico_tracker.domain.side_effects import SEVERITY_NAMES, Severity, SideEffectEntry, check_side_effect
from pico_tracker.domain.words import mark, sentence
from pico_tracker.services.context import Context
from pico_tracker.services.side_effects import list_side_effect_kinds, report_side_effect
from pico_tracker.ui.courses.reading import read_one
from pico_tracker.ui.desk import Desk
from pico_tracker.ui.drafting import DraftKeeper
from pico_tracker.ui.kit.choice_fields import Option
from pico_tracker.ui.kit.days import said_day
from pico_tracker.ui.kit.fields import ChoiceField, DateField, LongTextField, WholeNumberField
from pico_tracker.ui.kit.form import Form
from pico_tracker.ui.kit.words import tr, translated
from pico_tracker.ui.small_form import SmallForm

FORM = "side_effect"
"""The kind of draft this form keeps; its subject is the course."""
NO_SESSION = 0


class SideEffectFields(Form):
    """The fields of a side effect; whose it is travels with the draft."""

    def __init__(self, patient_id: int) -> None:
        super().__init__()
        self._patient_id = patient_id

    def raw(self) -> dict[str, str]:
        """Everything as typed, with the patient."""
        return super().raw() | {"patient_id": str(self._patient_id)}


class SideEffectForm(SmallForm):
    """Report a side effect of a course: kind with what is expected of it, severity, grade, dates."""

    def __init__(
        self, desk: Desk, patient_id: int, course_id: int, parent: QWidget, draft: Draft | None = None
    ) -> None:
        form = SideEffectFields(patient_id)
        super().__init__(tr("Report a side effect"), tr("Save side effect"), desk, parent, form)
        self._patient_id, self._course_id = patient_id, course_id
        self._kinds: dict[int, SideEffectKind] = {}
        self._sessions: dict[int, Session] = {}
        self._make_fields()
        self.keeper = DraftKeeper(desk, self.form, FORM, course_id, self._draft_title)
        done = partial(self._show, draft)
        self.wait_for(_read, patient_id, course_id, done=done)

    def _make_fields(self) -> None:
        self.kind = ChoiceField("kind_id", tr("Kind"), required=True)
        severities = tuple(Option(one, translated(name)) for one, name in SEVERITY_NAMES.items())
        self.severity = ChoiceField("severity", tr("Severity"), options=severities, required=True)
        self.grade = WholeNumberField("grade", tr("Grade 1 to 5, if graded (CTCAE)"))
        self.session = ChoiceField("session_id", tr("After session"))
        self.onset_on = DateField("onset_on", tr("Began on"), required=True)
        self.healed_on = DateField("healed_on", tr("Healed on, if it has"))
        self.note = LongTextField("note", tr("Note"), lines=3)
        fields = (self.kind, self.severity, self.session, self.grade, self.onset_on, self.healed_on, self.note)
        self.form.section("", fields, columns=2, spans={"note": 0})
        for field in fields:
            field.changed.connect(partial(self.touch, field.name))
        self.kind.changed.connect(self.look)

    def _show(self, draft: Draft | None, read: tuple[CourseProgress, tuple[SideEffectKind, ...]]) -> None:
        progress, kinds = read
        self.tell_about(progress.course.title)
        self._kinds = {kind.id: kind for kind in kinds}
        self._sessions = {session.id: session for session in progress.sessions}
        self.kind.set_options(tuple(Option(kind.id, kind.name) for kind in kinds))
        latest = progress.sessions[-1].id if progress.sessions else NO_SESSION
        self.session.set_options(_session_options(progress.sessions))
        self.form.fill({"session_id": latest, "onset_on": self.desk.context.today()})
        if draft is not None:
            self.keeper.resume(draft)
        self._touched.clear()
        self.kind.give_focus()

    def _chosen_kind(self) -> SideEffectKind | None:
        value = self.kind.value()
        return self._kinds.get(value) if isinstance(value, int) else None

    def _draft_title(self) -> str:
        kind = self._chosen_kind()
        return tr("Side effect") if kind is None else tr("Side effect, {kind}", kind=kind.name)

    def entry(self) -> SideEffectEntry:
        """What is typed, as the rules and the service take it."""
        kind, severity, session = self._chosen_kind(), self.severity.value(), self.session.value()
        return SideEffectEntry(
            entry_id=self.keeper.entry_id,
            course_id=self._course_id,
            session_id=session if isinstance(session, int) and session != NO_SESSION else None,
            kind_id=0 if kind is None else kind.id,
            severity=severity if isinstance(severity, Severity) else Severity.MILD,
            grade=self.grade.value(),
            onset_on=self.onset_on.value() or self.desk.context.today(),
            healed_on=self.healed_on.value(),
            note=self.note.value(),
        )

    def check(self) -> Findings:
        """What is missing, and what the rules say."""
        entry = self.entry()
        session = self._sessions.get(entry.session_id or NO_SESSION)
        session_on = None if session is None else session.entry.performed_on
        unread = {finding.field for finding in self.form.problems()}
        found = (*self._missing(), *check_side_effect(entry, self.desk.context.today(), session_on))
        return (*self._expected(), *(finding for finding in found if finding.field not in unread))

    def _expected(self) -> Findings:
        """A note beside the kind: how long it may last and what is done about it."""
        kind = self._chosen_kind()
        if kind is None:
            return ()
        said = sentence(mark("{expected}"), expected=expectation(kind))
        return (Finding("kind_id", said, Level.NOTE, "side_effect.expected"),)

    def _missing(self) -> Findings:
        asked = {
            "kind_id": mark("Choose the kind of side effect."),
            "severity": mark("Choose how severe it is."),
            "onset_on": mark("Enter the day it began."),
        }
        return tuple(
            Finding(name, sentence(text), code="side_effect.missing")
            for name, text in asked.items()
            if self.form.field(name).value() is None
        )

    def save(self) -> None:
        """Put it on record."""
        self.send(report_side_effect, self.entry())

    def _done(self, done: object) -> None:
        self.keeper.stop()
        super()._done(done)


def expectation(kind: SideEffectKind) -> str:
    """What is expected of a kind and what to do about it, in a sentence or two."""
    days = kind.expected_days
    if days:
        usual = tr(
            "Expected for up to {days} days, prolonged after {long}.", days=days, long=kind.prolonged_after_days
        )
    else:
        usual = tr("Never expected.")
    advice = {
        Urgency.MONITOR: tr("Keep an eye on it."),
        Urgency.CONTACT_CLINIC: tr("The patient contacts the clinic."),
        Urgency.PRACTITIONER_REVIEW: tr("A practitioner looks at it."),
        Urgency.URGENT: tr("Urgent: a practitioner looks at it today."),
        Urgency.EMERGENCY: tr("Emergency: call for help now."),
    }
    return " ".join((usual, advice.get(kind.urgency, ""))).strip()


def _session_options(sessions: tuple[Session, ...]) -> tuple[Option, ...]:
    found = [Option(NO_SESSION, tr("None of the sessions"))]
    for session in reversed(sessions):
        number = f"M{session.number}" if session.is_maintenance else str(session.number)
        text = tr("{number}, {date}", number=number, date=said_day(session.entry.performed_on))
        found.append(Option(session.id, text))
    return tuple(found)


def _read(context: Context, patient_id: int, course_id: int) -> tuple[CourseProgress, tuple[SideEffectKind, ...]]:
    return read_one(context, patient_id, course_id), list_side_effect_kinds(context)
