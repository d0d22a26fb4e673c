"""Typed text is never read as markup, whatever it is and wherever it stands."""

import threading
from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass, replace
from enum import Enum
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest

from pico_tracker.domain.progress import Audience
from pico_tracker.domain.progress_reports import ProgressReport
from tests.reports.reading import keys_of, pages_of, printed, text_of
from tests.reports.samples import make_report, renamed

FORBIDDEN_KEYS = {"/EmbeddedFiles", "/EmbeddedFile", "/EF", "/Annots", "/URI", "/A", "/AA", "/JS", "/OpenAction"}
HOSTILE = {
    "local image": '<img src="/etc/passwd">',
    "local image closed": '<img src="/etc/passwd"/>',
    "image by address": '<img src="file:///etc/hostname" width="10" height="10"/>',
    "image in data": '<img src="data:image/png;base64,iVBORw0KGgo="/>',
    "bold never closed": "<b>Anna",
    "closed never opened": "Anna</b></para></font>",
    "paragraph in paragraph": "<para align=center><para>x</para></para>",
    "nested": "<b><i><u>" * 300 + "x",
    "link": '<a href="http://example.com">x</a><link href="#y">y</link>',
    "anchor": '<a name="here"/>',
    "outline": '<onDraw name="x" label="y"/>',
    "index": '<index item="x"/><seq id="y"/>',
    "colour": '<font color="nonsense" size="1e9">x</font>',
    "entity": "&nosuch; &#0; &#xD800; &amp;lt; & <",
    "comment": "<!-- x --><![CDATA[ y ]]><?z?><!DOCTYPE a>",
    "format places": "{name} {0} {} {{ %s %(x)s %",
    "backslashes": r"\ \( \) \n ((((",
    "control": "a\x00b\x07c\x1b[31md\x7f",
    "new lines": "\n" * 5000 + "x",
    "lines": "line\n" * 400,
    "tabs": "\t" * 1000 + "x",
    "only blanks": "   \u00a0 \u2003 ",
    "lone surrogate": "a\ud800b",
    "direction": "\u202eabc\u202c\u2066x\u2069",
    "zero width": "a\u200b\u200d\ufeff\u2060b",
    "stacked marks": "Z" + "\u0300\u0489" * 400,
    "emoji": "👩\u200d👩\u200d👧\u200d👦 🏳️\u200d🌈 😀",
    "Arabic": "محمد عبد الله",
    "Hebrew": "שרה כהן",
    "Chinese": "山田太郎",
    "Devanagari": "प्रिया",
    "mixed": "aあ" * 200,
    "private": "\ue000\U000f0000\U0010ffff",
    "paragraph separator": "a\u2028b\u2029c\x85d",
    "formula": "=cmd|' /C calc'!A0",
    "long word": "W" * 20_000,
    "wide signs": "⸻﷽ↈ" * 1000,
}


def everywhere(value: Any, typed: str, keep: tuple[str, ...] = ("time_zone", "key")) -> Any:
    """`value` with every text inside it replaced by `typed`."""
    if isinstance(value, Enum):
        return value
    if isinstance(value, str):
        return typed
    if isinstance(value, tuple):
        return tuple(everywhere(one, typed) for one in value)
    if is_dataclass(value) and not isinstance(value, type):
        inner = {one.name: getattr(value, one.name) for one in fields(value) if one.name not in keep}
        return replace(value, **{name: everywhere(one, typed) for name, one in inner.items()})
    return value


@pytest.mark.parametrize("audience", list(Audience))
@pytest.mark.parametrize("typed", HOSTILE.values(), ids=HOSTILE.keys())
def test_any_text_in_every_field_gives_a_sheet_with_nothing_hidden_in_it(typed: str, audience: Audience) -> None:
    report: ProgressReport = everywhere(make_report(3, audience), typed)
    pdf = printed(report)
    assert "Page 1 of" in pages_of(pdf)[0]
    assert keys_of(pdf) & FORBIDDEN_KEYS == set()
    assert b"root:" not in pdf


@pytest.mark.parametrize("typed", ['<img src="/etc/passwd">', "<b>Anna", "&lt;b&gt; & {name}", "O'Neil <3"])
def test_a_name_prints_as_it_was_typed(typed: str) -> None:
    assert f"{typed} · born 3 May 1992" in text_of(renamed(make_report(), given_names="", family_name=typed))


@pytest.fixture
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


def test_no_address_in_a_text_is_asked_for(listener: tuple[str, list[str]]) -> None:
    address, asked = listener
    printed(everywhere(make_report(), f'<img src="{address}" width="9" height="9"/>'))
    assert asked == []


def test_no_file_named_in_a_text_is_read(tmp_path: Path) -> None:
    canary = tmp_path / "canary.txt"
    canary.write_text("the canary sings", encoding="utf-8")
    pdf = printed(everywhere(make_report(), f'<img src="{canary}"/>'))
    assert b"the canary sings" not in pdf
    assert keys_of(pdf) & FORBIDDEN_KEYS == set()


LONG = 200_000
BLOW_UPS: dict[str, Callable[[], str]] = {
    "one word": lambda: "W" * LONG,
    "words": lambda: "word " * (LONG // 5),
    "opened tags": lambda: "<b>" * (LONG // 3),
    "lines": lambda: "line\n" * 5000,
    "two fonts": lambda: "aՀ" * (LONG // 20),
}


@pytest.mark.parametrize("make", BLOW_UPS.values(), ids=BLOW_UPS.keys())
def test_a_huge_note_is_printed_whole(make: Callable[[], str]) -> None:
    report = make_report(1, Audience.PRACTITIONER)
    course = report.courses[0]
    session = course.sessions[0]
    noted = replace(session, entry=replace(session.entry, note=make()))
    pages = pages_of(printed(replace(report, courses=(replace(course, sessions=(noted,)),))))
    letters = sum(len(page.replace(" ", "")) for page in pages)
    assert letters >= len("".join(make().split()))
    assert len(pages) < 120


def test_a_huge_text_in_a_cell_is_cut_and_says_so() -> None:
    report = make_report(1, Audience.PRACTITIONER)
    course = report.courses[0]
    session = course.sessions[0]
    one = session.passes[0]
    wide = replace(one, entry=replace(one.entry, purpose="W" * 50_000))
    text = text_of(replace(report, courses=(replace(course, sessions=(replace(session, passes=(wide,)),)),)))
    assert "W…" in text
    assert text.replace(" ", "").count("W") < 1500
