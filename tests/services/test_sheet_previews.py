"""What Settings shows of a sheet before the choice is kept: typed letterhead, typed words, an invented patient."""

import io

import pytest
from pypdf import PdfReader

from pico_tracker.domain.letterheads import HOUSE_LETTERHEAD, Letterhead
from pico_tracker.domain.printouts import SheetKind
from pico_tracker.domain.sheet_templates import PLAIN_TEMPLATE, SECTIONS, WITH_TEXTS, SheetTemplate
from pico_tracker.services.letterheads import read_letterhead, read_template
from pico_tracker.services.sheet_previews import PREVIEWED, preview_sheet
from tests.builders import Bench

OWN = SheetTemplate(opening="Welcome to our house.", closing="See you soon.")


def text_of(pdf: bytes) -> str:
    return " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages).split())


@pytest.mark.parametrize("kind", sorted(PREVIEWED))
def test_each_sheet_shows_what_is_typed_for_an_invented_patient(bench: Bench, kind: SheetKind) -> None:
    typed = Letterhead(colour="#7a1f5c", footer="Registered as 12-345.")
    template = OWN if kind in WITH_TEXTS else PLAIN_TEMPLATE
    text = text_of(preview_sheet(bench.administrator, kind, typed, template))
    assert "Sample patient" in text
    assert "Registered as 12-345." in text
    if kind in WITH_TEXTS:
        assert "Welcome to our house." in text
        assert "See you soon." in text


def test_every_sheet_with_a_choice_of_its_own_can_be_seen() -> None:
    assert {*SECTIONS, *WITH_TEXTS} - PREVIEWED == set()


def test_a_section_left_out_is_gone_at_once(bench: Bench) -> None:
    def shown(*hidden: str) -> str:
        template = SheetTemplate(hidden=frozenset(hidden))
        return text_of(preview_sheet(bench.administrator, SheetKind.PROGRESS_REPORT, HOUSE_LETTERHEAD, template))

    assert "Your sessions" in shown()
    assert "Your sessions" not in shown("sessions")


def test_looking_keeps_nothing(bench: Bench) -> None:
    preview_sheet(bench.administrator, SheetKind.AFTERCARE, Letterhead(footer="Typed only."), OWN)
    assert read_letterhead(bench.administrator) == HOUSE_LETTERHEAD
    assert read_template(bench.administrator, SheetKind.AFTERCARE) == PLAIN_TEMPLATE


def test_the_clinics_own_lines_are_those_shown(bench: Bench) -> None:
    text = text_of(preview_sheet(bench.administrator, SheetKind.PREPARATION, HOUSE_LETTERHEAD, PLAIN_TEMPLATE))
    assert "Keep the area out of the sun for 4 weeks before" in text
