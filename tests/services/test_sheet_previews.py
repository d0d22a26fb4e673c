"""What Settings shows of a sheet before the choice is kept: typed letterhead, typed words, an invented patient."""

import io

import pytest
from pypdf import PdfReader

from pico_tracker.domain.errors import NotFound
from pico_tracker.domain.letterheads import HOUSE_LETTERHEAD, Letterhead
from pico_tracker.domain.printouts import SheetKind
from pico_tracker.domain.rules import RuleKind
from pico_tracker.domain.sheet_templates import PLAIN_TEMPLATE, SECTIONS, WITH_TEXTS, SheetTemplate
from pico_tracker.services.letterheads import read_letterhead, read_template
from pico_tracker.services.rules import list_rules
from pico_tracker.services.sheet_previews import PREVIEWED, preview_sheet, preview_text
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


INSTRUCTION = {
    "title": "For everyone",
    "language": "en",
    "preparation": ["Come with clean skin."],
    "aftercare": ["Keep it dry."],
    "call_same_day": ["Call us for a blister."],
    "emergency": [],
    "evidence": "unsourced",
    "sources": [],
}


def test_a_text_is_seen_on_its_sheet_while_it_is_written(bench: Bench) -> None:
    after = text_of(preview_text(bench.administrator, SheetKind.AFTERCARE, INSTRUCTION, 4))
    assert "Keep it dry." in after
    assert after.index("When to call us") < after.index("Call us for a blister.")
    assert "For everyone: version 4" in after
    assert "Come with clean skin." not in after
    before = text_of(preview_text(bench.administrator, SheetKind.PREPARATION, INSTRUCTION, 4))
    assert "Come with clean skin." in before
    assert "Keep it dry." not in before


def test_a_text_that_tells_nothing_for_a_sheet_leaves_it_without_lines(bench: Bench) -> None:
    silent = INSTRUCTION | {"preparation": []}
    text = text_of(preview_text(bench.administrator, SheetKind.PREPARATION, silent, 1))
    assert "For everyone" not in text
    assert "Sample patient" in text


def test_a_consent_text_is_seen_as_the_form_to_be_signed(bench: Bench) -> None:
    rules = list_rules(bench.administrator, RuleKind.CONSENT_TEXT)
    written = dict(rules[0].content) | {"purpose": "Our own purpose."}
    text = text_of(preview_text(bench.administrator, SheetKind.CONSENT_FORM, written, 2))
    assert "Our own purpose." in text


def test_what_is_not_written_yet_is_asked_for(bench: Bench) -> None:
    for kind in (SheetKind.AFTERCARE, SheetKind.CONSENT_FORM):
        with pytest.raises(NotFound, match="once everything that is required is typed"):
            preview_text(bench.administrator, kind, {"title": "New"}, 1)
