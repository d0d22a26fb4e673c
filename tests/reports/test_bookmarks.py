"""The outline of a long file leads to the right page and place."""

import io
from datetime import UTC, datetime

from pypdf import PdfReader
from pypdf.generic import Destination
from reportlab.platypus import Flowable, PageBreak

from pico_tracker.domain.clinic import Paper
from pico_tracker.domain.words import in_english
from pico_tracker.reports import styles
from pico_tracker.reports.bookmarks import bookmark
from pico_tracker.reports.page import Sheet, open_pen, print_sheets
from pico_tracker.reports.pen import Pen
from tests.reports.samples import CLINIC

PRINTED = datetime(2026, 11, 22, 10, 58, tzinfo=UTC)


def file_of(make_story: list[tuple[str, int]], lines: int = 3) -> bytes:
    """A file with a page for each (title, level); a story without titles has one page."""
    pen = open_pen(CLINIC, PRINTED, in_english)
    story: list[Flowable] = [pen.line("First page", styles.TITLE)]
    for title, level in make_story:
        story += [PageBreak(), *_part(pen, title, level, lines)]
    sheet = Sheet(paper=Paper.A4, title="Long", author="Clinic", record_number="P-1", made_at=PRINTED)
    out = io.BytesIO()
    print_sheets(sheet, story, pen, out)
    return out.getvalue()


def _part(pen: Pen, title: str, level: int, lines: int) -> list[Flowable]:
    before = [pen.line("a line", styles.BODY) for _ in range(lines)]
    return [*before, bookmark(pen, title, level), pen.line(title, styles.TITLE)]


def places_of(pdf: bytes) -> list[tuple[str, int]]:
    """Each entry of the outline with the page, from 0, that it leads to; nested ones flattened."""
    reader = PdfReader(io.BytesIO(pdf))

    def flat(entries: list[Destination]) -> list[Destination]:
        return [one for entry in entries for one in (flat(entry) if isinstance(entry, list) else [entry])]

    found = flat(reader.outline)  # type: ignore[arg-type]  # nested lists, typed as one union
    return [(str(one.title), reader.get_destination_page_number(one) or 0) for one in found]


def test_each_entry_leads_to_the_page_of_its_heading() -> None:
    made = [("Tattoo", 0), ("Session 1", 1), ("Melasma", 0)]
    assert places_of(file_of(made)) == [("Tattoo", 1), ("Session 1", 2), ("Melasma", 3)]


def test_a_bookmark_goes_over_the_page_with_its_heading() -> None:
    pen_lines = 52
    places = places_of(file_of([("Pushed over", 0)], lines=pen_lines))
    pages = [page.extract_text() for page in PdfReader(io.BytesIO(file_of([("Pushed over", 0)], pen_lines))).pages]
    assert len(pages) == 3
    assert [number for number, text in enumerate(pages) if "Pushed over" in text] == [places[0][1]] == [2]


def test_titles_of_one_wording_and_of_other_letters_are_entries_of_their_own() -> None:
    made = [("Anna <b>", 0), ("Anna <b>", 0), ("שרה", 0), ("山田", 0)]
    assert [title for title, _ in places_of(file_of(made))] == ["Anna <b>", "Anna <b>", "שרה", "山田"]


def test_the_outline_is_shown_where_there_is_one_and_the_same_story_gives_the_same_bytes() -> None:
    marked, plain = file_of([("Tattoo", 0)]), file_of([])
    assert PdfReader(io.BytesIO(marked)).page_mode == "/UseOutlines"
    assert PdfReader(io.BytesIO(plain)).page_mode != "/UseOutlines"
    assert places_of(plain) == []
    assert marked == file_of([("Tattoo", 0)])
