"""The clinic's own paper: logo, colour, line at the foot, and words of its own."""

import io
from dataclasses import replace

import pikepdf
import pytest
from reportlab.lib.colors import HexColor

from pico_tracker.domain.aftercare_sheets import AftercareSheet
from pico_tracker.domain.clinic import Clinic, Paper
from pico_tracker.domain.sheet_templates import SheetTemplate
from pico_tracker.reports import styles
from pico_tracker.reports.aftercare_sheet import render_aftercare_sheet
from pico_tracker.reports.logo import read_logo
from tests.reports.reading import pages_of
from tests.reports.samples import CLINIC
from tests.reports.sheets.aftercare_sheet import make_sheet
from tests.reports.sheets.letterhead import FOOTER, PLUM, make_logo, with_letterhead


def printed(sheet: AftercareSheet) -> bytes:
    out = io.BytesIO()
    render_aftercare_sheet(sheet, out)
    return out.getvalue()


def drawn(pdf: bytes) -> list[str]:
    """What the first page draws, operator by operator."""
    with pikepdf.open(io.BytesIO(pdf)) as file:
        parsed = pikepdf.parse_content_stream(file.pages[0])
        return [" ".join([*(str(one) for one in line.operands), str(line.operator)]) for line in parsed]


def colours(pdf: bytes) -> set[tuple[str, ...]]:
    """Every colour that the first page fills or strokes with."""
    return {tuple(line.split()[:3]) for line in drawn(pdf) if line.endswith((" rg", " RG"))}


def pictures(pdf: bytes) -> list[tuple[int, int, bool]]:
    """Width, height and whether it is seen through, of each picture in the file."""
    with pikepdf.open(io.BytesIO(pdf)) as file:
        images = [one for one in file.objects if isinstance(one, pikepdf.Stream)]
        found = [one for one in images if one.get("/Subtype") == "/Image"]
        return [(int(one.Width), int(one.Height), "/SMask" in one) for one in found]


def has(pdf: bytes, written: str) -> bool:
    wanted = [round(share, 3) for share in HexColor(written).rgb()]
    return any([round(float(share), 3) for share in one] == wanted for one in colours(pdf))


def test_the_clinics_colour_takes_the_place_of_the_houses_everywhere() -> None:
    house, own = printed(make_sheet()), printed(make_sheet(clinic=with_letterhead()))
    assert has(house, "#0b6e75")
    assert has(own, PLUM)
    assert not has(own, "#0b6e75")


def test_a_colour_nobody_can_read_as_one_leaves_the_house_colour() -> None:
    assert has(printed(make_sheet(clinic=with_letterhead(colour="plum"))), "#0b6e75")


def test_bands_are_a_light_tint_of_the_colour() -> None:
    assert styles.band_of(styles.BRAND) == styles.BAND
    assert styles.band_of(HexColor("#000000")).hexval() == "0xe4e4e4"
    notice = printed(make_sheet(clinic=with_letterhead(colour="#000000"), unserved="Polish"))
    assert not has(notice, "#e4f0f1")


def test_what_has_no_brand_in_it_keeps_its_style() -> None:
    assert styles.in_brand(styles.BODY, HexColor(PLUM)) is styles.BODY
    assert styles.in_brand(styles.SECTION, styles.BRAND) is styles.SECTION
    assert styles.in_brand(styles.SECTION, HexColor(PLUM)).textColor == HexColor(PLUM)
    assert styles.in_brand(styles.NOTICE, HexColor(PLUM)).textColor == styles.INK


def test_a_jpeg_goes_into_the_file_as_it_is_and_a_png_keeps_what_is_transparent() -> None:
    jpeg = make_logo((300, 200), "JPEG")
    with pikepdf.open(io.BytesIO(printed(make_sheet(clinic=with_letterhead(jpeg))))) as file:
        (picture,) = [one for one in file.objects if isinstance(one, pikepdf.Stream) and "/Width" in one]
        assert picture.read_raw_bytes() == jpeg
    png = pictures(printed(make_sheet(clinic=with_letterhead(make_logo((300, 200), "PNG")))))
    assert sorted(png) == [(300, 200, False), (300, 200, True)]  # the mask and the picture


@pytest.mark.parametrize(
    ("size", "width", "height"),
    [((400, 400), 38.0, 38.0), ((600, 300), 76.0, 38.0), ((100, 400), 9.5, 38.0), ((600, 60), 190.0, 19.0)],
)
def test_a_logo_keeps_its_proportions_within_the_letterhead(
    size: tuple[int, int], width: float, height: float
) -> None:
    logo = read_logo(make_logo(size, "PNG"))
    assert logo is not None
    assert (logo.width, logo.height) == pytest.approx((width, height))
    assert logo.is_wide == (size[0] > 3 * size[1])


def test_no_logo_and_a_damaged_one_leave_the_name_alone() -> None:
    assert read_logo(b"") is None
    assert read_logo(b"\x89PNG\r\n\x1a\n damaged") is None
    assert read_logo(make_logo((300, 300), "JPEG")[:200]) is None
    text = " ".join(pages_of(printed(make_sheet(clinic=with_letterhead(b"no picture")))))
    assert text.startswith("Northgate Laser Clinic 12 Mill Lane, Leeds LS1")


@pytest.mark.parametrize("paper", list(Paper))
def test_the_clinics_line_stands_at_the_foot_of_every_page(paper: Paper) -> None:
    lines = SheetTemplate(closing="\n".join(f"Line {number}" for number in range(90)))
    clinic = replace(with_letterhead(), paper=paper)
    pages = pages_of(printed(make_sheet(clinic=clinic, template=lines)))
    assert len(pages) > 1
    assert all(FOOTER in page for page in pages)
    assert f"Page {len(pages)} of {len(pages)}" in pages[-1]


def test_a_line_of_the_longest_kind_takes_three_lines_and_of_the_widest_is_cut() -> None:
    long = ("Registered office and numbers " * 10)[:300].strip()
    assert long in " ".join(pages_of(printed(make_sheet(clinic=with_letterhead(footer=long)))))
    wide = " ".join(pages_of(printed(make_sheet(clinic=with_letterhead(footer="W" * 300)))))
    assert "W" * 90 in wide.replace(" ", "")
    assert "W…" in wide


def test_the_clinics_own_words_stand_below_the_heading_and_at_the_end_as_typed() -> None:
    own = SheetTemplate(opening="Welcome <b>back</b>.", closing="Until soon.\nYour team")
    text = " ".join(pages_of(printed(make_sheet(template=own))))
    heading, _, rest = text.partition("Welcome <b>back</b>.")
    assert heading.endswith("session of 22 Nov 2026 ")
    assert rest.index("call the emergency number") < rest.index("Until soon. Your team") < rest.index("version 3")
    assert "Welcome" not in " ".join(pages_of(printed(make_sheet())))


def test_a_demonstration_says_so_beside_a_logo_too() -> None:
    clinic: Clinic = replace(with_letterhead(make_logo((300, 300), "PNG")), is_demonstration=True)
    assert "Demonstration data" in pages_of(printed(make_sheet(clinic=clinic)))[0]
    assert "Demonstration data" not in pages_of(printed(make_sheet(clinic=CLINIC)))[0]
