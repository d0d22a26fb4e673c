"""Scans of signed forms: pictures and PDFs become clean pages, and no hostile PDF breaks more than its reader."""

import io
import sys
from pathlib import Path

import pikepdf
import pytest
from PIL import Image, ImageDraw

from pico_tracker.domain.errors import FileTrouble
from pico_tracker.store import scan_files
from pico_tracker.store.scan_files import CleanPage, read_scan_file

A4 = (595, 842)


def sheet(width: int = 2480, height: int = 3508, ink: str = "black") -> Image.Image:
    """A white page with a bar of ink across its upper part."""
    page = Image.new("RGB", (width, height), "white")
    ImageDraw.Draw(page).rectangle((width // 10, height // 10, width // 2, height // 5), fill=ink)
    return page


def opened(page: CleanPage) -> Image.Image:
    image = Image.open(io.BytesIO(page.content))
    image.load()
    return image


def saved(path: Path, document: pikepdf.Pdf, **how: object) -> Path:
    document.save(path, **how)  # type: ignore[arg-type]  # each test names an option of its type
    return path


def document(*sizes: tuple[float, float], drawn: bytes = b"0.2 g 60 700 300 60 re f") -> pikepdf.Pdf:
    """A PDF with pages of these sizes in points, a bar of ink on each."""
    made = pikepdf.new()
    for width, height in sizes:
        page = made.add_blank_page(page_size=A4)
        page.obj.MediaBox = pikepdf.Array([0, 0, round(width), round(height)])
        page.obj.Contents = made.make_stream(drawn)
    return made


def refusal(path: Path) -> str:
    with pytest.raises(FileTrouble) as refused:
        read_scan_file(path)
    said = str(refused.value)
    assert "Nothing was kept." in said
    assert path.name in said
    return said


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_scan_at_300_dots_an_inch_stays_legible_and_grey(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "scan"
    sheet().convert("L").save(path, kind)
    (page,) = read_scan_file(path)
    image = opened(page)
    assert (image.format, image.mode, image.size, page.height) == ("JPEG", "L", (1767, 2500), 2500)
    assert image.getpixel((300, 300)) in range(10)
    assert image.getpixel((1500, 2000)) in range(245, 256)
    assert len(page.content) < 400_000
    assert Image.open(io.BytesIO(page.thumbnail)).size == (226, 320)


def test_a_page_in_black_and_white_is_read_too(tmp_path: Path) -> None:
    path = tmp_path / "fax.png"
    sheet(1240, 1754).convert("1").save(path)
    (page,) = read_scan_file(path)
    assert (opened(page).mode, opened(page).size) == ("L", (1240, 1754))


def test_blue_ink_stays_blue(tmp_path: Path) -> None:
    path = tmp_path / "scan.jpg"
    sheet(1240, 1754, "#1030b0").save(path, "JPEG")
    image = opened(read_scan_file(path)[0])
    assert image.mode == "RGB"
    assert image.getpixel((300, 300)) == pytest.approx((16, 48, 176), abs=8)


def test_each_page_of_a_pdf_becomes_a_picture_in_its_order(tmp_path: Path) -> None:
    pages = read_scan_file(saved(tmp_path / "scan.jpg", document(A4, (842, 595), (200, 100))))
    assert [(one.width, one.height) for one in pages] == [(1767, 2500), (2500, 1767), (834, 417)]
    image = opened(pages[0])
    assert image.mode == "L"
    assert image.getpixel((500, 300)) == pytest.approx(51, abs=3)


def test_twenty_pages_are_taken_and_twenty_one_are_not(tmp_path: Path) -> None:
    assert len(read_scan_file(saved(tmp_path / "a.pdf", document(*[(200, 200)] * 20)))) == 20
    assert "more than 20 pages" in refusal(saved(tmp_path / "b.pdf", document(*[(200, 200)] * 21)))


def test_ten_thousand_pages_are_refused(tmp_path: Path) -> None:
    one = document(A4)
    for _ in range(9_999):
        one.pages.append(one.pages[0])
    assert "more than 20 pages" in refusal(saved(tmp_path / "long.pdf", one))


def test_a_page_tree_that_counts_more_than_it_holds_breaks_nothing(tmp_path: Path) -> None:
    one = document(A4)
    one.Root.Pages.Count = 2_000_000_000
    assert len(read_scan_file(saved(tmp_path / "lie.pdf", one))) == 1


@pytest.mark.parametrize("share", [0.05, 0.3, 0.6])
def test_a_pdf_that_is_cut_off_is_refused_or_read_as_far_as_it_goes(tmp_path: Path, share: float) -> None:
    path = saved(tmp_path / "cut.pdf", document(A4, A4))
    path.write_bytes(path.read_bytes()[: int(path.stat().st_size * share)])
    assert "damaged or incomplete" in refusal(path)


@pytest.mark.parametrize(
    ("size", "pixels"), [((1e9, 1e9), (2500, 2500)), ((1e9, 3), (2500, 1)), ((3, 1e9), (1, 2500))]
)
def test_a_page_of_a_thousand_kilometres_is_drawn_no_larger_than_any_other(
    tmp_path: Path, size: tuple[float, float], pixels: tuple[int, int]
) -> None:
    (page,) = read_scan_file(saved(tmp_path / "wide.pdf", document(size)))
    assert opened(page).size == (page.width, page.height) == pixels


def test_a_pdf_with_scripts_and_files_is_a_picture_afterwards(tmp_path: Path) -> None:
    one = document(A4)
    script = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert('SecretScript'); while (true) {}")
    one.Root.OpenAction = one.make_indirect(script)
    one.attachments["secret.txt"] = b"SecretFile"
    one.docinfo["/Author"] = "SecretAuthor"
    path = saved(tmp_path / "script.pdf", one, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    assert b"SecretScript" in path.read_bytes()
    (page,) = read_scan_file(path)
    assert (page.width, page.height) == (1767, 2500)
    assert b"Secret" not in page.content + page.thumbnail


def test_a_pdf_with_a_password_is_refused_in_so_many_words(tmp_path: Path) -> None:
    locked = pikepdf.Encryption(user="open", owner="sesame")
    said = refusal(saved(tmp_path / "locked.pdf", document(A4), encryption=locked))
    assert "opens only with a password" in said
    assert "Save it without a password" in said


def test_a_pdf_that_may_be_read_without_its_password_is_read(tmp_path: Path) -> None:
    locked = pikepdf.Encryption(user="", owner="sesame")
    assert len(read_scan_file(saved(tmp_path / "owned.pdf", document(A4), encryption=locked))) == 1


@pytest.mark.parametrize("content", [b"", b"This is a letter.", b"GIF89a" + bytes(40)])
def test_what_is_no_scan_is_refused_whatever_its_name(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "scan.pdf"
    path.write_bytes(content)
    assert "not a scan in PDF, JPEG, PNG or WebP" in refusal(path)


@pytest.mark.parametrize("content", [b"%PDF-1.7", b"%PDF-1.7\n" + bytes(range(256)) * 40])
def test_what_only_says_it_is_a_pdf_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "scan.pdf"
    path.write_bytes(content)
    assert "damaged or incomplete" in refusal(path)


def test_a_pdf_without_a_page_is_refused(tmp_path: Path) -> None:
    assert "damaged or incomplete" in refusal(saved(tmp_path / "empty.pdf", pikepdf.new()))


def test_a_picture_of_too_many_pixels_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "huge.png"
    Image.new("1", (20_100, 20)).save(path)
    assert "larger than 60 million pixels or 20000 pixels on a side" in refusal(path)


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux keeps a limit on memory reliably")
def test_a_pdf_that_asks_for_too_much_memory_ends_its_reader_only(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(scan_files, "MEMORY_MIB", 64)
    assert "damaged or incomplete" in refusal(saved(tmp_path / "scan.pdf", document(A4)))


def test_a_reader_that_never_ends_is_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    decoder = tmp_path / "decoder.py"
    decoder.write_text("while True: pass")
    monkeypatch.setattr(scan_files, "DECODER", decoder)
    monkeypatch.setattr(scan_files, "SECONDS", 0.2)
    assert "takes too long" in refusal(saved(tmp_path / "scan.pdf", document(A4)))
