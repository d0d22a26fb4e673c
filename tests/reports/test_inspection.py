"""The checks of every sheet find what is wrong: each is shown a file that is."""

import io
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest
from PIL import Image
from reportlab.pdfgen.canvas import Canvas

from pico_tracker.domain.clinic import Paper
from pico_tracker.reports.fonts import REGULAR, load_fonts
from tests.reports import golden
from tests.reports.all_sheets import find_sheets, on_paper, printed_sheet
from tests.reports.hostile import HOSTILE, bundles, everywhere, in_one_field, numbered
from tests.reports.inspection import count_images, faults_of, sizes_of, words_of, wrong_numbers
from tests.reports.samples import CLINIC, make_report


def file_with(draw: Callable[[Canvas], None], size: tuple[float, float] = (200, 200)) -> bytes:
    load_fonts()
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=size, initialFontName=REGULAR)
    canvas.setFont(REGULAR, 12)
    draw(canvas)
    canvas.save()
    return out.getvalue()


def good(canvas: Canvas) -> None:
    canvas.drawString(20, 20, "Page 1 of 1")


def with_link(canvas: Canvas) -> None:
    good(canvas)
    canvas.linkURL("http://example.com", (0, 0, 10, 10))


def with_other_font(canvas: Canvas) -> None:
    canvas.setFont("Helvetica", 12)
    canvas.drawString(20, 20, "a")


def changed(change: Callable[[pikepdf.Pdf], None]) -> bytes:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(file_with(good))) as file:
        change(file)
        file.save(out)
    return out.getvalue()


def attach(file: pikepdf.Pdf) -> None:
    file.attachments["x.txt"] = b"secret"


def run_script(file: pikepdf.Pdf) -> None:
    file.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=pikepdf.String("x"))


def embed_whole(file: pikepdf.Pdf) -> None:
    for one in file.objects:
        if isinstance(one, pikepdf.Dictionary) and one.get("/Type") == "/Font":
            one.BaseFont = pikepdf.Name("/Inter-Regular")


def drop_letters(file: pikepdf.Pdf) -> None:
    for one in file.objects:
        if isinstance(one, pikepdf.Dictionary) and one.get("/Type") == "/FontDescriptor":
            del one["/FontFile2"]


def test_a_good_file_has_no_fault() -> None:
    assert faults_of(file_with(good)) == []


@pytest.mark.parametrize(
    ("pdf", "fault"),
    [
        (file_with(with_link), "holds /Annots"),
        (file_with(with_link), "holds /URI"),
        (file_with(with_other_font), "font /Helvetica is /Type1, not TrueType"),
        (changed(attach), "holds /EmbeddedFiles"),
        (changed(run_script), "holds /OpenAction"),
        (changed(run_script), "holds /JavaScript"),
        (changed(embed_whole), "font /Inter-Regular is embedded whole"),
    ],
)
def test_what_must_not_be_in_a_file_is_named(pdf: bytes, fault: str) -> None:
    assert fault in faults_of(pdf)


def test_letters_that_are_not_embedded_are_named() -> None:
    (fault,) = faults_of(changed(drop_letters))
    assert fault.endswith("Inter-Regular is not embedded")


def test_a_broken_file_is_named() -> None:
    pdf = file_with(good)
    broken = pdf.replace(b"startxref\n", b"startxref\n9")
    assert any(said.startswith("qpdf:") for said in faults_of(broken))


def test_a_picture_in_the_file_is_counted(tmp_path: Path) -> None:
    path = tmp_path / "x.png"
    Image.new("RGB", (4, 4), "red").save(path)
    pdf = file_with(lambda canvas: canvas.drawImage(str(path), 0, 0))
    assert (count_images(pdf), count_images(file_with(good))) == (1, 0)


def test_sizes_and_page_numbers_are_read_from_the_page() -> None:
    pdf = file_with(good, (100, 50))
    assert sizes_of(pdf) == [(100, 50)]
    assert wrong_numbers(words_of(pdf)) == []
    assert wrong_numbers(["Page 1 of 2", "Page 1 of 2"]) == ["page 2 does not say so"]
    assert wrong_numbers(["Page 1 of 2"]) == ["page 1 does not say so"]


def test_a_line_that_moves_or_a_value_that_changes_fails_the_golden_picture() -> None:
    def drawn(text: str, up: float) -> Image.Image:
        (picture,) = golden.pictures_of(file_with(lambda canvas: canvas.drawString(20, up, text)))
        return picture

    before = drawn("Fluence 1.8 J/cm²", 100)
    assert golden.differing_pixels(before, before) == 0
    assert golden.differing_pixels(before, drawn("Fluence 1.8 J/cm²", 102)) > golden.FEW_PIXELS
    assert golden.differing_pixels(before, drawn("Fluence 7.3 J/cm²", 100)) > golden.FEW_PIXELS
    assert golden.differing_pixels(before, before.point([min(255, level + 1) for level in range(256)])) == 0
    assert golden.differing_pixels(before, before.crop((0, 0, 10, 10))) > golden.FEW_PIXELS


def test_a_picture_is_kept_as_it_looked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(golden, "FOLDER", tmp_path)
    pdf = printed_sheet(find_sheets()["progress_report_practitioner"])
    golden.keep("x", pdf)
    paths = golden.paths_of("x")
    assert [path.name for path in paths] == ["x-1.png", "x-2.png"]
    shown = golden.pictures_of(pdf)
    assert [golden.differing_pixels(*pair) for pair in zip(map(golden.load, paths), shown, strict=True)] == [0, 0]
    assert max(path.stat().st_size for path in paths) < 60_000


def test_every_text_field_is_filled_and_nothing_else() -> None:
    report = make_report()
    filled = everywhere(report, "typed")
    assert filled.clinic.name == filled.patient.entry.given_names == filled.patient.entry.allergies[0] == "typed"
    assert filled.courses[0].sessions[0].entry.note == "typed"
    assert filled.clinic.time_zone == CLINIC.time_zone
    assert filled.audience is report.audience
    names = numbered(report, str)
    assert names.clinic.name == "0"
    assert in_one_field(report, 1, "here").clinic.address == "here"


def test_no_hostile_text_is_left_out_of_the_bundles() -> None:
    whole = "\0\0".join(bundles().values())
    assert [name for name, text in HOSTILE.items() if text not in whole] == []


def test_the_paper_of_a_value_is_changed_wherever_its_clinic_stands() -> None:
    assert on_paper(make_report(), Paper.LETTER).clinic.paper is Paper.LETTER
