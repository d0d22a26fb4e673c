"""No text in any field of any sheet is read as anything but text, and none keeps the sheet from being printed."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from tests.reports.all_sheets import find_sheets, printed_sheet
from tests.reports.hostile import HUGE, bundles, everywhere, in_one_field, numbered
from tests.reports.inspection import count_images, count_pages, faults_of, words_of, wrong_numbers
from tests.reports.sheets.sample import SampleSheet

SHEETS = find_sheets()
BUNDLES = bundles()
MANY_PAGES = 60
"""Of a sheet whose every field is long: its work is bounded by what is printed, which this bounds."""
HUGE_PAGES = 250
each_sheet = pytest.mark.parametrize("sheet", SHEETS.values(), ids=SHEETS.keys())


@each_sheet
@pytest.mark.parametrize("typed", BUNDLES.values(), ids=BUNDLES.keys())
def test_any_text_in_every_field_is_printed_as_text(sheet: SampleSheet, typed: str) -> None:
    pdf = printed_sheet(sheet, everywhere(sheet.value, typed))
    assert faults_of(pdf) == []
    assert count_images(pdf) <= count_images(printed_sheet(sheet))
    assert 0 < count_pages(pdf) <= MANY_PAGES
    if sheet.is_numbered:
        assert wrong_numbers(words_of(pdf)) == []


@pytest.fixture(scope="module")
def listener() -> Iterator[tuple[str, list[str]]]:
    """A web server on this machine that writes down what is asked of it."""
    asked: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_error(404)

    server = HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/x.png", asked
    server.shutdown()
    thread.join()
    server.server_close()


@each_sheet
def test_no_address_is_asked_and_no_file_is_read(
    sheet: SampleSheet, listener: tuple[str, list[str]], tmp_path: Path
) -> None:
    address, asked = listener
    canary = tmp_path / "canary.txt"
    canary.write_text("the canary sings", encoding="utf-8")
    images = (
        f'<img src="{address}" width="9" height="9"/>',
        f'<img src="{canary}"/>',
        f'<img src="{canary.as_uri()}"/>',
    )
    links = (f'<a href="{address}">x</a>', f'<img src="{address}"', f"{address}")
    for typed in ("".join(images), "".join(links)):
        pdf = printed_sheet(sheet, everywhere(sheet.value, typed))
        assert faults_of(pdf) == []
        assert b"the canary sings" not in pdf
        assert count_images(pdf) <= count_images(printed_sheet(sheet))
    assert asked == []


def fields_printed_whole(sheet: SampleSheet) -> list[int]:
    """The numbers of the text fields that are printed to their last word, however long."""
    pdf = printed_sheet(sheet, numbered(sheet.value, lambda number: f"{'word ' * 500} end{number}end"))
    text = " ".join(words_of(pdf)).replace(" ", "")
    return [number for number in range(2000) if f"end{number}end" in text]


HUGE_EVERYWHERE = ("one word", "lines")
"""Of these every renderer gets each; of the others, which go the same way, one in turn."""
BY_RENDERER = list({sheet.render: sheet for sheet in SHEETS.values()}.values())


@pytest.mark.parametrize(("turn", "sheet"), list(enumerate(BY_RENDERER)), ids=[sheet.name for sheet in BY_RENDERER])
def test_a_huge_text_is_printed_whole_where_texts_are_and_cut_elsewhere(turn: int, sheet: SampleSheet) -> None:
    whole = fields_printed_whole(sheet)
    others = [name for name in HUGE if name not in HUGE_EVERYWHERE]
    for at, name in enumerate((*HUGE_EVERYWHERE, others[turn % len(others)])):
        typed = HUGE[name]()
        number = whole[at % len(whole)] if whole else at
        pages = words_of(printed_sheet(sheet, in_one_field(sheet.value, number, typed)))
        assert len(pages) <= HUGE_PAGES
        if whole:
            assert sum(len(page.replace(" ", "")) for page in pages) >= len("".join(typed.split()))
