"""The versions of an agreed plan, one row each: what was agreed when, why, and by whom it was written down."""

from collections.abc import Sequence

from reportlab.platypus import Table

from pico_tracker.domain.agreements import FIRST, AgreementEntry, CourseAgreement
from pico_tracker.domain.words import mark
from pico_tracker.reports.pen import Pen
from pico_tracker.reports.tables import PLAIN, Column, quiet_table


def plan_table(pen: Pen, agreements: Sequence[CourseAgreement]) -> Table:
    """The versions in their order."""
    columns = [
        Column("#", 4),
        Column(pen.say(mark("Agreed on")), 13),
        Column(pen.say(mark("Sessions")), 10),
        Column(pen.say(mark("Weeks apart")), 11),
        Column(pen.say(mark("Maintenance")), 14),
        Column(pen.say(mark("Why")), 32),
        Column(pen.say(mark("Written by")), 16),
    ]
    return quiet_table(pen, columns, [_row(pen, one) for one in agreements], PLAIN)


def _row(pen: Pen, one: CourseAgreement) -> list[str]:
    entry = one.entry
    why = pen.say(mark("As opened")) if one.number == FIRST else entry.reason
    return [
        str(one.number),
        pen.day(entry.agreed_on),
        _span(entry.sessions_from, entry.sessions_to),
        _span(entry.interval.earliest_weeks, entry.interval.target_weeks),
        _maintenance(pen, entry),
        why,
        one.written_by,
    ]


def _span(low: int, high: int) -> str:
    return str(low) if low == high else f"{low}\u00a0–\u00a0{high}"


def _maintenance(pen: Pen, entry: AgreementEntry) -> str:
    if entry.maintenance_months is None:
        return "–"
    return pen.count(mark("after {count} month"), mark("after {count} months"), entry.maintenance_months)
