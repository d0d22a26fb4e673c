"""Believable entries for tests: each function gives a correct one, keyword arguments change it."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from pico_tracker.db.database import Database
from pico_tracker.domain.consents import ConsentEntry, ConsentKind, SignedBy
from pico_tracker.domain.consultations import ConsultationEntry
from pico_tracker.domain.courses import CourseEntry
from pico_tracker.domain.intervals import Interval
from pico_tracker.domain.laser import Spot, SpotShape
from pico_tracker.domain.passes import Endpoint, PassEntry
from pico_tracker.domain.patients import Fitzpatrick, PatientEntry, Sex
from pico_tracker.domain.responses import Anaesthesia, Cooling
from pico_tracker.domain.rules import RuleKind
from pico_tracker.domain.safety_checks import Healing, SafetyCheck
from pico_tracker.domain.screening import Answer, ScreeningAnswer, asked_questions, read_question
from pico_tracker.domain.sessions import SessionEntry
from pico_tracker.domain.side_effects import Severity, SideEffectEntry
from pico_tracker.services.context import Context
from pico_tracker.services.courses import list_concerns
from pico_tracker.services.rules import list_rules, put_rule_in_force
from pico_tracker.services.sessions import list_devices
from pico_tracker.services.side_effects import list_side_effect_kinds

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
"""The moment of every test that does not move its clock."""
TODAY = NOON.date()


PAPERS = ("consultation_missing", "consent_missing", "consent_expired")
"""Policies out of force in the clinic of tests; `Bench.judge_papers` puts them back."""


class MovableClock:
    """A clock that a test sets."""

    def __init__(self, moment: datetime = NOON) -> None:
        self.moment = moment

    def __call__(self) -> datetime:
        return self.moment

    def pass_days(self, days: int) -> None:
        """Let days go by."""
        self.moment += timedelta(days=days)


@dataclass
class Bench:
    """A clinic with one person in each role, a PicoWay and a movable clock."""

    database: Database
    clock: MovableClock
    administrator: Context
    practitioner: Context
    reception: Context
    device_id: int
    reopen: Callable[[], Database]
    """Opens the same database once more, as another window would."""

    def mint(self) -> UUID:
        """A new entry identifier."""
        return self.practitioner.mint_entry_id()

    def concern_id(self, key: str = "tattoo") -> int:
        """The key of a concern."""
        return next(one.id for one in list_concerns(self.practitioner) if one.key == key)

    def kind_id(self, key: str = "blister") -> int:
        """The key of a kind of side effect."""
        return next(one.id for one in list_side_effect_kinds(self.practitioner) if one.key == key)

    def handpiece_id(self) -> int:
        """The PicoWay's zoom handpiece."""
        device = next(one for one in list_devices(self.practitioner) if one.id == self.device_id)
        return next(piece.id for piece in device.handpieces if piece.name == "Zoom")

    def patient(self, **changes: Any) -> PatientEntry:
        """A correct patient's entry."""
        entry = PatientEntry(
            entry_id=self.mint(),
            given_names="Amara",
            family_name="Nwosu",
            born_on=date(1992, 5, 3),
            sex=Sex.FEMALE,
            fitzpatrick=Fitzpatrick.II,
            phones=("+44 7700 900142",),
        )
        return replace(entry, **changes)

    def course(self, patient_id: int, **changes: Any) -> CourseEntry:
        """A correct tattoo course: 4 to 10 sessions, 6, 8 and 16 weeks."""
        entry = CourseEntry(
            entry_id=self.mint(),
            patient_id=patient_id,
            concern_id=self.concern_id(),
            area="right forearm",
            sessions_from=4,
            sessions_to=10,
            interval=Interval(6, 8, 16),
            opened_on=self.practitioner.today() - timedelta(days=200),
        )
        return replace(entry, **changes)

    def one_pass(self, **changes: Any) -> PassEntry:
        """A correct pass: 1064 nm, 450 ps, 4 mm round, 2.4 J/cm², 301.6 mJ."""
        entry = PassEntry(
            device_id=self.device_id,
            handpiece_id=self.handpiece_id(),
            wavelength_nm=1064,
            pulse_duration_ps=450,
            spot=Spot(SpotShape.ROUND, Decimal(4)),
            fluence_j_cm2=Decimal("2.4"),
            pulse_energy_mj=Decimal("301.6"),
            repetition_hz=Decimal(4),
            pulses=312,
            endpoints=(Endpoint.FROSTING,),
            purpose="Black ink",
        )
        return replace(entry, **changes)

    def session(self, course_id: int, **changes: Any) -> SessionEntry:
        """A correct session of one pass, today."""
        entry = SessionEntry(
            entry_id=self.mint(),
            course_id=course_id,
            performed_on=self.practitioner.today(),
            operator_id=self.practitioner.operator.id,
            eye_protection="Patient: metal shields. Staff: OD 7.",
            passes=(self.one_pass(),),
            pain=4,
            cooling=Cooling.COLD_AIR,
            anaesthesia=Anaesthesia.NONE,
            answers=self.all_no(),
            healing=Healing.HEALED,
            checked=self.checked(),
        )
        entry = replace(entry, **changes)
        is_paper = entry.performed_on != self.practitioner.today() and "checked" not in changes
        return replace(entry, checked=None) if is_paper else entry

    def checked(self) -> SafetyCheck:
        """The practitioner's word, given now, that the patient may be treated."""
        at_work = self.practitioner
        return SafetyCheck(at_work.operator.id, at_work.now(), at_work.operator.name)

    def all_no(self, **others: Answer) -> tuple[ScreeningAnswer, ...]:
        """A no to every question a person is asked, but for those named."""
        questions = (read_question(rule.content) for rule in list_rules(self.practitioner, RuleKind.QUESTION))
        asked = asked_questions(questions)
        return tuple(ScreeningAnswer(one.key, others.get(one.key, Answer.NO)) for one in asked)

    def side_effect(self, course_id: int, session_id: int | None, **changes: Any) -> SideEffectEntry:
        """A correct side effect: a mild blister from today on."""
        entry = SideEffectEntry(
            entry_id=self.mint(),
            course_id=course_id,
            session_id=session_id,
            kind_id=self.kind_id(),
            severity=Severity.MILD,
            onset_on=self.practitioner.today(),
        )
        return replace(entry, **changes)

    def consultation(self, course_id: int, **changes: Any) -> ConsultationEntry:
        """A correct consultation of today after which the patient goes ahead."""
        entry = ConsultationEntry(
            entry_id=self.mint(),
            course_id=course_id,
            held_on=self.practitioner.today(),
            history="Black tattoo of 2012, no earlier laser.",
            fitzpatrick=Fitzpatrick.III,
            medicines="None.",
            goal="Bare arms in summer.",
            told_no_treatment=True,
            told_topical=True,
            sessions_from=4,
            sessions_to=10,
            limits="A shadow may stay.",
            agreed=True,
        )
        return replace(entry, **changes)

    def consent(self, course_id: int, **changes: Any) -> ConsentEntry:
        """A correct consent of today to the treatment of a tattoo, by the patient herself."""
        entry = ConsentEntry(
            entry_id=self.mint(),
            course_id=course_id,
            rule_key="tattoo",
            rule_version=1,
            given_on=self.practitioner.today(),
            decisions={ConsentKind.TREATMENT: True},
            signed_by=SignedBy.PATIENT,
            signed_name="Amara Nwosu",
            witness_id=self.reception.operator.id,
        )
        return replace(entry, **changes)

    def judge_papers(self) -> None:
        """Ask for consultation and consent before a session, as a clinic does from the first day."""
        for key in PAPERS:
            put_rule_in_force(self.administrator, RuleKind.POLICY, key, 2, "Asked for.", in_force=True)
