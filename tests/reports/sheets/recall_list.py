"""Six lines of a recall list: a reaction, a call back, three that are due, a visit to confirm."""

import uuid
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from pico_tracker.domain.contacts import (
    Contact,
    ContactAbout,
    ContactEntry,
    ContactMeans,
    ContactOutcome,
    Reach,
)
from pico_tracker.domain.diary import SafeDate, SafeWord, VisitKind
from pico_tracker.domain.patients import ContactPreference
from pico_tracker.domain.recall_lists import RecallList, count_left_out, sections_of
from pico_tracker.domain.recalls import DueKind, DueLine, DueVisit, RecallLine, recall_line
from pico_tracker.reports.recall_list import render_recall_list
from tests.reports.samples import CLINIC
from tests.reports.sheets.sample import SampleSheet

REACH = Reach(patient_id=1, phone="0113 496 0142", hours="after 17:00", preference=ContactPreference.PHONE)
TRIED = Contact(
    id=1,
    entry=ContactEntry(
        entry_id=uuid.UUID(int=1),
        patient_id=1,
        about=ContactAbout.SESSION,
        means=ContactMeans.PHONE,
        outcome=ContactOutcome.NO_ANSWER,
    ),
    at=datetime(2026, 11, 18, 17, 20, tzinfo=UTC),
    by="R. Diaz",
)


def due(kind: DueKind, name: str, number: int, due_on: date, **changes: Any) -> RecallLine:
    """A line about a patient with the clinical text that never reaches the paper."""
    line = DueLine(
        kind=kind,
        patient_id=number,
        patient_name=name,
        record_number=f"P-{10480 + number}",
        phone="0113 496 0142",
        course_id=number,
        course_title="Melasma, face",
        detail="Blister",
        due_on=due_on,
        session_number=number,
    )
    contacts, reach = changes.pop("contacts", ()), changes.pop("reach", REACH)
    return replace(recall_line(line, contacts, reach), **changes)


def to_confirm() -> RecallLine:
    """A visit on Tuesday 24 November at 9:30 that nobody confirmed."""
    starts = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)
    visit = DueVisit(id=7, version=1, kind=VisitKind.SESSION, starts_at=starts, treated_from=starts)
    return due(DueKind.VISIT_TO_CONFIRM, "Tomás Ferreira", 7, starts.date(), visit=visit)


def lines() -> tuple[RecallLine, ...]:
    """The six, not in their order, and one of a patient who wishes no contact."""
    back = replace(
        TRIED.entry, outcome=ContactOutcome.CALL_BACK, call_back_at=datetime(2026, 11, 22, 14, tzinfo=UTC)
    )
    mail = replace(
        REACH, preference=ContactPreference.EMAIL, email="leyla@example.com", consent_email=True, hours=""
    )
    return (
        to_confirm(),
        due(DueKind.SESSION_OVERDUE, "Jonas Lindqvist", 2, date(2026, 10, 12), contacts=(TRIED,)),
        due(DueKind.SESSION_DUE, "Leyla Demir", 3, date(2026, 11, 24), reach=mail, safe=SafeDate(SafeWord.FREE)),
        due(
            DueKind.MAINTENANCE_DUE,
            "Μαρία Παπαδοπούλου",
            4,
            date(2026, 11, 30),
            safe=SafeDate(SafeWord.SAFE, date(2026, 12, 1)),
        ),
        due(
            DueKind.FOLLOW_UP_CALL,
            "Ines Costa",
            5,
            date(2026, 11, 21),
            contacts=(replace(TRIED, entry=back),),
            reach=replace(REACH, phone="", consent_texts=True, preference=ContactPreference.NONE, hours=""),
            phone="",
        ),
        due(DueKind.SIDE_EFFECT_PROLONGED, "Amara Nwosu", 2, date(2026, 11, 4), contacts=(TRIED,)),
        due(
            DueKind.SIDE_EFFECT_OPEN,
            "Wishes No Contact",
            9,
            date(2026, 11, 4),
            reach=replace(REACH, no_contact=True),
        ),
    )


def make_recall_list(*shown: RecallLine, **changes: Any) -> RecallList:
    """A list of these lines, printed on 22 November 2026."""
    made = RecallList(
        clinic=CLINIC,
        sections=sections_of(shown),
        left_out=count_left_out(shown),
        printed_at=datetime(2026, 11, 22, 10, 58, tzinfo=UTC),
        printed_by="R. Diaz",
    )
    return replace(made, **changes)


SHEETS = (
    SampleSheet("recall_list", render_recall_list, make_recall_list(*lines())),
    SampleSheet("recall_list_empty", render_recall_list, make_recall_list()),
)
