import io
import subprocess
import sys
import unicodedata

import pytest

from pico_tracker.reports.fonts import (
    ARABIC_STRONG,
    FALLBACK,
    HEBREW,
    REGULAR,
    STRONG,
    font_for,
    is_shaped,
    letters_of,
    load_fonts,
)
from pico_tracker.reports.styles import BODY
from pico_tracker.reports.text import PIECE_CHARACTERS, STAND_IN, paragraph, pieces, runs, shortened
from pico_tracker.resources import find_resource
from tests.reports.reading import pages_of, printed, text_of
from tests.reports.samples import make_report, renamed

NAMES = [
    "Zoë Đorđević-Ångström",
    "Łukasz Żółć",
    "Nguyễn Thị Ánh",
    "Ελένη Παπαδοπούλου",
    "Дмитрий Ёлкин",
    "Ґалаґан Їжакевич",
    "Հայկ Գրիգորյան",
    "გიორგი ბერიძე",
]


@pytest.mark.parametrize("name", NAMES)
def test_a_name_can_be_read_and_copied_as_it_is_spelled(name: str) -> None:
    text = text_of(renamed(make_report(), given_names="", family_name=name))
    assert unicodedata.normalize("NFC", name) in text
    assert STAND_IN not in text


@pytest.mark.parametrize(
    "name",
    ["محمد", "الله", "فاطمة", "שרה", "山田太郎", "さくら", "パトリシア", "王秀英", "김민준", "뷁", "ﭏ"],
)
def test_a_word_of_another_script_is_printed_and_copied_as_it_is_spelled(name: str) -> None:
    first = pages_of(printed(renamed(make_report(), given_names="", family_name=name)))[0]
    assert f"{unicodedata.normalize('NFC', name)} · born 3 May 1992" in first
    assert "cannot be printed" not in first


@pytest.mark.parametrize(
    ("name", "script"),
    [
        ("प्रिया", "Devanagari"),
        ("สมชาย", "Thai"),
        ("ዓለም", "Ethiopic"),
        ("ܫܡܐ", "Syriac"),
        ("𠮷", "Chinese or Japanese"),
        ("😀", "picture signs"),
    ],
)
def test_letters_without_a_font_are_marked_and_the_sheet_says_so(name: str, script: str) -> None:
    first = pages_of(printed(renamed(make_report(), family_name=name)))[0]
    assert f"Amara {STAND_IN}" in first
    said = f"{STAND_IN} stands for letters that cannot be printed yet ({script}). The record keeps them."
    assert said in first


def test_a_sheet_that_prints_every_letter_says_nothing_of_it() -> None:
    assert "cannot be printed" not in text_of(make_report())


def test_a_run_of_text_changes_its_font_only_where_it_must() -> None:
    unprinted: set[str] = set()
    assert runs("Anna Հայկ x", REGULAR, unprinted) == [
        (REGULAR, "Anna "),
        (FALLBACK, "Հայկ"),
        (REGULAR, " x"),
    ]
    assert unprinted == set()


def test_markup_is_text_and_lines_are_kept() -> None:
    load_fonts()
    made = paragraph("a <b>&amp;\nՀ", BODY, set()).frags
    shown = [(one.fontName, "\n" if getattr(one, "lineBreak", False) else one.text) for one in made]
    assert [one for one in shown if one[1]] == [
        (REGULAR, "a <b>&amp;"),
        (REGULAR, "\n"),
        (FALLBACK, "Հ"),
    ]


def test_right_to_left_letters_never_come_from_the_fallback_which_would_not_join_them() -> None:
    assert {ord("ש"), ord("م")} <= letters_of(FALLBACK)
    assert (font_for("ש", REGULAR), font_for("م", STRONG)) == (HEBREW, ARABIC_STRONG)
    assert font_for("߀", REGULAR) is None  # N'Ko, which the fallback has


def test_pieces_lose_no_letter_and_none_is_long() -> None:
    text = "W" * 5000 + " " + "word " * 2000 + "\n" + "line\n" * 500
    cut = list(pieces(text))
    assert max(map(len, cut)) <= PIECE_CHARACTERS + 40
    assert "".join("".join(cut).split()) == "".join(text.split())


@pytest.mark.parametrize(
    ("text", "limit", "short"),
    [("Anna", 4, "Anna"), ("Annabel", 5, "Anna…"), ("a  b\nc", 9, "a b c"), ("", 3, ""), ("ab cd", 4, "ab…")],
)
def test_a_line_is_cut_only_past_its_limit(text: str, limit: int, short: str) -> None:
    assert shortened(text, limit) == short


def test_a_value_and_its_unit_stay_on_one_line() -> None:
    assert shortened("55\u00a0%", 10) == "55\u00a0%"


def test_both_weights_have_the_letters_of_europe() -> None:
    needed = [*range(0x20, 0x7F), *range(0xA0, 0x180), *range(0x410, 0x450), *range(0x3B1, 0x3CA)]
    for name in (REGULAR, STRONG):
        assert [chr(code) for code in needed if code not in letters_of(name) and code not in (0xAD, 0x149)] == []


def test_each_font_comes_with_its_licence_and_all_are_smaller_than_one_photo_library() -> None:
    folder = find_resource("fonts")
    assert sum(file.stat().st_size for file in folder.iterdir()) < 8_000_000
    for file in folder.glob("*.ttf"):
        licences = [one for one in folder.glob("*-LICENSE.txt") if file.name.startswith(one.name.partition("-")[0])]
        assert [len(one.read_text(encoding="utf-8")) > 1000 for one in licences] == [True], file.name


def test_a_sheet_in_plain_letters_reads_no_other_font() -> None:
    code = (
        "import io; from tests.reports.samples import make_report; from tests.reports.reading import printed; "
        "from reportlab.pdfbase.pdfmetrics import getRegisteredFontNames; "
        "printed(make_report()); print(*getRegisteredFontNames())"
    )
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert {REGULAR, STRONG} <= set(said.split())
    assert not [name for name in said.split() if is_shaped(name)]


def test_the_file_stays_small() -> None:
    assert len(printed(make_report())) < 60_000
    assert io.BytesIO(printed(make_report())).read(5) == b"%PDF-"
