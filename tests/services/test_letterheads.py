"""The clinic's own paper: its letterhead and its choice for each sheet, kept and refused."""

import pytest

from pico_tracker.domain.clinic import Clinic
from pico_tracker.domain.errors import Refused
from pico_tracker.domain.letterheads import HOUSE_LETTERHEAD, Letterhead
from pico_tracker.domain.printouts import SheetKind
from pico_tracker.domain.sheet_templates import PLAIN_TEMPLATE, SheetTemplate
from pico_tracker.domain.words import TEXT_LIMIT
from pico_tracker.services.letterheads import (
    clinic_on_paper,
    read_letterhead,
    read_template,
    save_letterhead,
    save_template,
    template_of,
)
from tests.builders import Bench


def test_a_clinic_that_chose_nothing_prints_on_the_house_paper(bench: Bench) -> None:
    assert read_letterhead(bench.reception) == HOUSE_LETTERHEAD
    assert read_template(bench.reception, SheetKind.AFTERCARE) == PLAIN_TEMPLATE


def test_what_was_chosen_is_printed_from_then_on_and_may_be_chosen_again(bench: Bench) -> None:
    for colour in ("#1F3A93", "#7a1f5c"):
        save_letterhead(bench.administrator, Letterhead(logo=b"\x89PNG", colour=colour, footer=" Reg.  no. 12 "))
    assert read_letterhead(bench.reception) == Letterhead(logo=b"\x89PNG", colour="#7a1f5c", footer="Reg. no. 12")
    with bench.database.read() as work:
        clinic = clinic_on_paper(work)
    assert isinstance(clinic, Clinic)
    assert clinic.letterhead.colour == "#7a1f5c"


def test_a_colour_nobody_can_read_is_refused_and_the_old_one_kept(bench: Bench) -> None:
    for colour in ("#ffff00", "teal", "#12345"):
        with pytest.raises(Refused):
            save_letterhead(bench.administrator, Letterhead(colour=colour))
    assert read_letterhead(bench.reception) == HOUSE_LETTERHEAD


def test_a_template_is_kept_by_kind(bench: Bench) -> None:
    for closing in ("Until soon.", "See you soon."):
        chosen = SheetTemplate(opening="Welcome.", closing=closing, hidden=frozenset({"curve", "photos"}))
        save_template(bench.administrator, SheetKind.PROGRESS_REPORT, chosen)
    with bench.database.read() as work:
        kept = template_of(work, SheetKind.PROGRESS_REPORT)
        assert template_of(work, SheetKind.AFTERCARE) == PLAIN_TEMPLATE
    assert kept == SheetTemplate(opening="Welcome.", closing="See you soon.", hidden=frozenset({"photos", "curve"}))
    assert [kept.shows(one) for one in ("photos", "curve", "sessions")] == [False, False, True]


@pytest.mark.parametrize(
    ("kind", "template"),
    [
        (SheetKind.TREATMENT_REGISTER, SheetTemplate(opening="Ours")),
        (SheetKind.PROGRESS_REPORT, SheetTemplate(hidden=frozenset({"side effects"}))),
        (SheetKind.PASSPORT, SheetTemplate(closing="x" * (TEXT_LIMIT + 1))),
    ],
)
def test_what_a_sheet_cannot_do_is_refused(bench: Bench, kind: SheetKind, template: SheetTemplate) -> None:
    with pytest.raises(Refused):
        save_template(bench.administrator, kind, template)
    assert read_template(bench.reception, kind) == PLAIN_TEMPLATE
