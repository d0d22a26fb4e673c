"""The report of a burn that healed and was closed after two accounts, and of one just opened."""

import uuid
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from pico_tracker.domain.incident_reports import IncidentReport
from pico_tracker.domain.incidents import Account, Incident, IncidentEntry
from pico_tracker.domain.side_effect_kinds import SideEffectKind, Urgency
from pico_tracker.domain.side_effects import (
    Cause,
    Change,
    FollowUp,
    FollowUpEntry,
    Outcome,
    RedFlagAnswer,
    Severity,
    SideEffect,
    SideEffectEntry,
    Standing,
)
from pico_tracker.reports.incident_report import render_incident_report
from tests.reports.samples import CLINIC, ENTRY_ID, PATIENT, make_course
from tests.reports.sheets.sample import SampleSheet
from tests.reports.sheets.session_record import recorded_session
from tests.reports.sheets.treatment_register import LASERS

COURSE = make_course(4)
DAY = date(2026, 10, 4)
BURN = SideEffectKind(7, "burn", "Burn", Urgency.URGENT, None, 0, grading_term="Burn")
EFFECT = SideEffect(
    id=9,
    version=3,
    kind=BURN,
    patient_id=PATIENT.id,
    entry=SideEffectEntry(
        entry_id=ENTRY_ID,
        course_id=1,
        session_id=103,
        kind_id=7,
        severity=Severity.MODERATE,
        grade=2,
        onset_on=DAY,
        healed_on=date(2026, 11, 6),
        outcome=Outcome.HEALED_WITH_TRACE,
        cause=Cause.TREATMENT,
        area="inner edge",
        management=Urgency.URGENT,
        management_text="Cooled, silicone dressing.",
        red_flags=(
            RedFlagAnswer("white", "Is the skin white or leathery?", is_yes=True),
            RedFlagAnswer("fever", "Is there a fever?", is_yes=False),
        ),
        note="Grey-white, 12 × 4 mm.",
        downtime_days=3,
    ),
    treated_on=DAY,
    standing=Standing(Severity.MILD, Severity.SEVERE, 1, ("white",)),
    follow_ups=(
        FollowUp(
            id=1,
            entry=FollowUpEntry(
                entry_id=ENTRY_ID,
                side_effect_id=9,
                seen_on=date(2026, 10, 6),
                change=Change.WORSE,
                severity=Severity.SEVERE,
                grade=3,
                management=Urgency.PRACTITIONER_REVIEW,
                management_text="Dressing changed.",
                note="Blister at the edge.",
            ),
            written_by="Dr S. Okafor",
            written_at=datetime(2026, 10, 6, 9, 30, tzinfo=UTC),
        ),
        FollowUp(
            id=2,
            entry=FollowUpEntry(
                entry_id=ENTRY_ID,
                side_effect_id=9,
                seen_on=date(2026, 10, 20),
                change=Change.BETTER,
                severity=Severity.MILD,
            ),
            written_by="Dr L. Meyer",
            written_at=datetime(2026, 10, 20, 15, tzinfo=UTC),
        ),
    ),
    reported_by="Dr S. Okafor",
    released_on=date(2026, 11, 20),
    released_by="Dr S. Okafor",
    release_finding="Closed skin, faint pink.",
    incident_id=4,
)
ENTRY = IncidentEntry(
    entry_id=uuid.UUID(int=3),
    incident_id=4,
    happened="Grey-white skin after the third pass.",
    device="Picosure Pro PS-20417",
    settings="1064 nm, 1.8 J/cm²",
    action="Stopped, cooled for 20 minutes.",
    informed="Clinical lead",
    informed_on=DAY,
)
LATER = replace(
    ENTRY,
    happened="Grey-white skin after the third pass, over a scar that was not seen before.",
    reported_to="Yellow Card",
    reported_on=date(2026, 10, 7),
)
INCIDENT = Incident(
    id=4,
    version=3,
    side_effect_id=9,
    opened_on=DAY,
    accounts=(
        Account(entry=ENTRY, written_by="Dr S. Okafor", written_at=datetime(2026, 10, 4, 12, tzinfo=UTC)),
        Account(entry=LATER, written_by="Dr L. Meyer", written_at=datetime(2026, 10, 7, 8, 15, tzinfo=UTC)),
    ),
    session_id=103,
    closed_by="Dr L. Meyer",
    closed_on=date(2026, 11, 20),
)


def make_report(**changes: Any) -> IncidentReport:
    """The report of the closed incident, with these values changed."""
    made = IncidentReport(
        clinic=CLINIC,
        patient=PATIENT,
        course=COURSE.course,
        effect=EFFECT,
        incident=INCIDENT,
        session=recorded_session(),
        signed_by="Dr S. Okafor",
        lasers=LASERS,
        rooms={1: "Room 1"},
        printed_at=datetime(2026, 11, 22, 10, 58, tzinfo=UTC),
        printed_by="Dr S. Okafor",
    )
    return replace(made, **changes)


def make_opened_report() -> IncidentReport:
    """A burn reported today, tied to no session, of which nobody has written an account."""
    entry = SideEffectEntry(
        entry_id=ENTRY_ID,
        course_id=1,
        session_id=None,
        kind_id=7,
        severity=Severity.MODERATE,
        onset_on=date(2026, 11, 21),
    )
    effect = SideEffect(id=9, version=1, kind=BURN, patient_id=PATIENT.id, entry=entry, reported_by="Dr S. Okafor")
    incident = Incident(id=5, version=1, side_effect_id=9, opened_on=date(2026, 11, 22))
    nobody = replace(PATIENT, entry=replace(PATIENT.entry, born_on=None, fitzpatrick=None, allergies=(), alerts=()))
    return make_report(patient=nobody, effect=effect, incident=incident, session=None, signed_by="")


SHEETS = (
    SampleSheet("incident_report", render_incident_report, make_report()),
    SampleSheet("incident_report_opened", render_incident_report, make_opened_report()),
)
