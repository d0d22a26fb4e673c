"""What a clinic may choose for a kind of sheet, and what no choice takes off an inspector's sheet."""

import pytest

from pico_tracker.domain.printouts import SheetKind
from pico_tracker.domain.sheet_templates import (
    PLAIN_TEMPLATE,
    SECTIONS,
    WITH_TEXTS,
    SheetTemplate,
    check_template,
)
from pico_tracker.domain.words import TEXT_LIMIT


@pytest.mark.parametrize("kind", list(SheetKind))
def test_a_plain_sheet_leaves_nothing_out_and_passes(kind: SheetKind) -> None:
    assert check_template(kind, PLAIN_TEMPLATE) == ()
    assert all(PLAIN_TEMPLATE.shows(section) for section in SECTIONS.get(kind, {}))


def test_a_section_left_out_is_not_shown_and_the_others_are() -> None:
    template = SheetTemplate(hidden=frozenset({"curve"}))
    assert check_template(SheetKind.PROGRESS_REPORT, template) == ()
    assert [template.shows(one) for one in ("curve", "scores")] == [False, True]


@pytest.mark.parametrize(
    ("kind", "template", "fields"),
    [
        (SheetKind.TREATMENT_REGISTER, SheetTemplate(opening="Ours"), ["opening"]),
        (SheetKind.DAY_SHEET, SheetTemplate(closing="Ours"), ["opening"]),
        (SheetKind.INCIDENT_REPORT, SheetTemplate(hidden=frozenset({"outcome"})), ["hidden"]),
        (SheetKind.PROGRESS_REPORT, SheetTemplate(hidden=frozenset({"side effects"})), ["hidden"]),
        (SheetKind.PASSPORT, SheetTemplate(opening="x" * (TEXT_LIMIT + 1)), ["opening"]),
        (SheetKind.PASSPORT, SheetTemplate(closing="x" * (TEXT_LIMIT + 1)), ["closing"]),
    ],
)
def test_what_a_sheet_cannot_do_is_stopped(kind: SheetKind, template: SheetTemplate, fields: list[str]) -> None:
    assert [one.field for one in check_template(kind, template)] == fields


def test_what_an_inspector_reads_has_neither_words_nor_sections_to_choose() -> None:
    inspected = {SheetKind.TREATMENT_REGISTER, SheetKind.SESSION_RECORD, SheetKind.INCIDENT_REPORT}
    assert not inspected & {*SECTIONS, *WITH_TEXTS}
