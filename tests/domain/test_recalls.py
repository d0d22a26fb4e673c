"""The due list in the order to work it."""

from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from pico_tracker.domain.recalls import DUE_NAMES, DueKind, DueLine, harm_first

LINE = DueLine(
    kind=DueKind.SESSION_DUE,
    patient_id=1,
    patient_name="A",
    record_number="P-10001",
    phone="",
    course_id=1,
    course_title="Melasma, face",
    due_on=date(2026, 3, 10),
)


def test_days_late_count_from_the_due_date() -> None:
    assert LINE.days_late(date(2026, 3, 15)) == 5
    assert LINE.days_late(date(2026, 3, 10)) == 0
    assert LINE.days_late(date(2026, 3, 1)) == -9


def test_harm_comes_before_waiting_and_waiting_before_names() -> None:
    burn = replace(LINE, kind=DueKind.SIDE_EFFECT_URGENT, due_on=date(2026, 3, 12))
    longer = replace(LINE, due_on=date(2026, 2, 1), patient_name="Z")
    named = replace(LINE, patient_name="B")
    maintenance = replace(LINE, kind=DueKind.MAINTENANCE_OVERDUE, due_on=date(2020, 1, 1))
    assert harm_first([maintenance, named, LINE, longer, burn]) == (burn, longer, LINE, named, maintenance)


@given(st.permutations([replace(LINE, kind=kind) for kind in DueKind]))
def test_the_order_does_not_depend_on_where_the_lines_came_from(lines: list[DueLine]) -> None:
    assert [line.kind for line in harm_first(lines)] == list(DueKind)


def test_every_kind_has_a_name_to_read() -> None:
    assert set(DUE_NAMES) == set(DueKind)
