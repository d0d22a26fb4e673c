"""Words of right-to-left scripts stand in order, letters join, lines of every script break where they may."""

import io
from datetime import UTC, datetime

import pypdfium2
import pytest
from reportlab.platypus import Flowable

from pico_tracker.domain.clinic import Paper
from pico_tracker.domain.words import in_english, mark
from pico_tracker.reports import styles
from pico_tracker.reports.directions import isolated, isolated_parts, levels_of, runs_to_left, visual_order
from pico_tracker.reports.fonts import ARABIC, EAST_ASIAN, REGULAR, glyph_font, load_fonts
from pico_tracker.reports.page import Sheet, open_pen, print_sheets
from pico_tracker.reports.pen import Pen
from pico_tracker.reports.script_paragraph import ScriptParagraph
from pico_tracker.reports.text import SetLine, paragraph, runs
from pico_tracker.reports.typesetting import break_lines, segments_of, typeset
from tests.reports.inspection import faults_of
from tests.reports.samples import CLINIC

PRINTED = datetime(2026, 11, 22, 10, 58, tzinfo=UTC)
ARABIC_NOTE = "استخدمي كريم Bepanthen مرتين في اليوم (صباحاً ومساءً) لمدة 7 أيام، ولا تتعرضي للشمس قبل 4 أسابيع. " * 3


@pytest.fixture
def pen() -> Pen:
    return open_pen(CLINIC, PRINTED, in_english)


def file_of(pen: Pen, story: list[Flowable]) -> bytes:
    out = io.BytesIO()
    sheet = Sheet(paper=Paper.A4, title="Test", author="Clinic", record_number="P-1", made_at=PRINTED)
    print_sheets(sheet, story, pen, out)
    return out.getvalue()


def places_of(pdf: bytes) -> list[tuple[str, float, float]]:
    """Each letter on the first page with its left and right edge, in the order a reader finds them."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        page = document[0].get_textpage()
        boxes = [(page.get_text_range(at, 1), page.get_charbox(at)) for at in range(page.count_chars())]
    finally:
        document.close()
    return [(letter, box[0], box[2]) for letter, box in boxes]


def left_of(pdf: bytes, letter: str) -> float:
    """Where the only such letter of the page begins, in points."""
    (found,) = [left for one, left, _ in places_of(pdf) if one == letter]
    return found


def in_order(pdf: bytes, letters: str) -> str:
    """Those letters of the page, each of which stands on it once, from left to right."""
    return "".join(sorted(letters, key=lambda one: left_of(pdf, one)))


def test_a_hebrew_name_is_read_from_the_right_word_by_word_and_what_follows_stays_at_its_right(pen: Pen) -> None:
    pdf = file_of(pen, [pen.line("שמוא כהן · Zq 3", styles.BODY)])
    assert in_order(pdf, "שכןZq") == "ןכשZq"
    assert left_of(pdf, "ן") == pytest.approx(styles.MARGIN, abs=2)


def test_a_name_in_a_sentence_keeps_the_sentence_in_order(pen: Pen) -> None:
    pdf = file_of(pen, [pen.line(pen.say(mark("{name}, 57 Kxyz"), name="גד"), styles.BODY)])
    assert in_order(pdf, "גד57K") == "דג57K"


def test_a_note_in_arabic_stands_at_the_right_and_its_second_line_below_goes_on(pen: Pen) -> None:
    lines = pen.flow(ARABIC_NOTE, styles.BODY)
    pdf = file_of(pen, lines)
    lefts = [left for letter, left, _ in places_of(pdf) if letter.strip()]
    rights = [right for letter, _, right in places_of(pdf) if letter.strip()]
    assert max(rights) == pytest.approx(styles.MARGIN + pen.width, abs=2)
    assert min(lefts) >= styles.MARGIN - 1
    assert faults_of(pdf) == []


def test_a_single_line_keeps_its_column_and_goes_right_on_a_sheet_in_arabic(pen: Pen) -> None:
    assert left_of(file_of(pen, [pen.line("גד", styles.BODY)]), "ד") < styles.MARGIN + 2
    arabic = pen.in_language("ar")
    assert left_of(file_of(pen, [arabic.line("גד", styles.BODY)]), "ג") > styles.MARGIN + pen.width - 12
    assert left_of(file_of(pen, [arabic.line("Jx", styles.BODY)]), "J") > styles.MARGIN + pen.width - 14


def test_a_bullet_in_hebrew_stands_at_the_right_of_its_lines(pen: Pen) -> None:
    pdf = file_of(pen, pen.flow("•\u00a0\u00a0" + "שמש " * 60, styles.TO_TAKE_HOME))
    lines = [right for letter, _, right in places_of(pdf) if letter == "ש"]
    assert left_of(pdf, "•") > max(lines)
    assert max(lines) == pytest.approx(styles.MARGIN + pen.width - styles.TO_TAKE_HOME.leftIndent, abs=6)


def test_arabic_letters_take_their_joined_forms() -> None:
    alone = [glyph_font(ARABIC).shape(letter, to_left=True)[0].sign for letter in "محمد"]
    joined = [glyph.sign for glyph in glyph_font(ARABIC).shape("محمد", to_left=True)]
    assert len(joined) == 4
    assert not set(alone) & set(joined)


def test_brackets_open_on_the_side_that_is_read_first() -> None:
    load_fonts()
    found = typeset(runs("שר (גד)", REGULAR, set()), to_left=True)
    (line,) = break_lines(found, 10, 500, 500)
    assert [text for _, _, text in segments_of(found, line)] == ["(", "גד", ") ", "שר"]


def test_the_levels_and_the_order_are_those_of_the_annex() -> None:
    # Worked out by hand by rules W2 to W7, N0 to N2, I1, I2 and L2.
    assert levels_of("ab גד 12, e", to_left=False) == [0, 0, 0, 1, 1, 1, 2, 2, 0, 0, 0]
    assert levels_of("גד ab", to_left=True) == [1, 1, 1, 2, 2]
    assert visual_order([1, 1, 1, 2, 2, 1]) == [5, 3, 4, 2, 1, 0]
    assert visual_order([0, 1, 1, 0]) == [0, 2, 1, 3]
    assert visual_order([]) == []


def test_what_is_read_from_right_to_left_as_a_whole() -> None:
    assert runs_to_left("שרה כהן")
    assert runs_to_left("استخدمي كريم Bepanthen مرتين")
    assert not runs_to_left("שרה is a patient of this clinic")
    assert not runs_to_left("Dr כהן")
    assert not runs_to_left(isolated("שרה") + ", 4 May")
    assert not runs_to_left("12")


def test_only_what_needs_it_is_isolated() -> None:
    assert isolated("Anna") == "Anna"
    assert isolated("\u202eשרה\u2066") == "\u2068שרה\u2069"
    assert isolated_parts("שרה · 3 May") == "\u2068שרה\u2069 · 3 May"
    assert isolated_parts("שרה 3") == "שרה 3"


def test_joiners_are_kept_between_arabic_letters_only() -> None:
    assert "".join(text for _, text in runs("می\u200cخواهم", REGULAR, set())) == "می\u200cخواهم"
    assert runs("a\u200cb\u200d", REGULAR, set()) == [(REGULAR, "ab")]


def broken(text: str, width: float) -> list[str]:
    load_fonts()
    found = typeset(runs(text, REGULAR, set()), to_left=runs_to_left(text))
    return [text[line.start : line.end] for line in break_lines(found, 10, width, width)]


def test_lines_break_between_words_or_between_characters_as_the_script_has_it() -> None:
    assert broken("山田太郎さん", 30.5) == ["山田太", "郎さん"]
    assert broken("山田。太郎", 20.5) == ["山", "田。", "太郎"]
    assert broken("山「太郎」", 20.5) == ["山", "「太", "郎」"]
    assert broken("김민준 박서연", 40) == ["김민준", "박서연"]
    assert broken("שרה כהן", 20) == ["שרה", "כהן"]
    assert broken("שרה\n\nכהן", 90) == ["שרה", "", "כהן"]
    assert broken("山山山", 1) == ["山", "山", "山"]
    assert broken("", 10) == [""]


def test_no_line_is_wider_than_its_room() -> None:
    load_fonts()
    found = typeset(runs(ARABIC_NOTE, REGULAR, set()), to_left=True)
    lines = break_lines(found, 9, 120, 200)
    assert lines[0].width <= 120
    assert max(line.width for line in lines) <= 200
    assert "".join(ARABIC_NOTE[line.start : line.end] for line in lines).replace(" ", "") == ARABIC_NOTE.replace(
        " ", ""
    )


def test_a_paragraph_is_divided_between_pages_without_losing_a_line() -> None:
    made = paragraph("山" * 400, styles.BODY, set())
    assert isinstance(made, ScriptParagraph)
    _, height = made.wrap(200, 1000)
    above, below = made.split(200, height / 3)
    assert above.wrap(200, 1000)[1] <= height / 3
    assert above.wrap(200, 1000)[1] + below.wrap(200, 1000)[1] == height
    assert made.split(200, 5) == []
    assert made.split(200, height) == [made]


def test_a_line_for_the_foot_of_a_page_knows_its_width() -> None:
    load_fonts()
    alone, both = (SetLine(text, REGULAR, 10, set()).width for text in ("山", "山山"))
    assert alone == pytest.approx(10)
    assert both == pytest.approx(2 * alone)


def test_a_struck_text_and_a_text_on_a_band_are_drawn(pen: Pen) -> None:
    story = [
        *pen.flow("שרה כהן", styles.STRUCK),
        *pen.flow("שרה כהן", styles.NOTICE),
        *pen.flow("שרה", styles.KEY_GROUP),
    ]
    pdf = file_of(pen, story)
    assert faults_of(pdf) == []
    centre = [left for letter, left, _ in places_of(pdf) if letter == "ר"][-1]
    assert centre == pytest.approx(styles.MARGIN + pen.width / 2, abs=20)


def test_a_font_is_read_again_for_each_file_the_same_way(pen: Pen) -> None:
    def story() -> list[Flowable]:
        return [pen.line("محمد 山田 שרה 김", styles.BODY)]

    first = file_of(pen, story())
    file_of(pen, [pen.line("فاطمة 太郎", styles.BODY)])
    assert file_of(pen, story()) == first
    assert EAST_ASIAN.encode() not in first  # the name of the file stays here, the font's own goes with it
