"""Finished files: counted, put together with a bookmark each, locked."""

from io import BytesIO

import pypdf
import pytest
from reportlab.pdfgen.canvas import Canvas

from pico_tracker.exchange.pdf_files import count_pages, lock_pdf, merge_pdfs


def a_pdf(*texts: str) -> bytes:
    """A page for each text."""
    out = BytesIO()
    canvas = Canvas(out, invariant=1)
    for text in texts:
        canvas.drawString(72, 720, text)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


PARTS = (("P-10001 aftercare", a_pdf("One", "Two")), ("Ω 漢字", a_pdf("Three")))


def bookmarks(reader: pypdf.PdfReader) -> list[tuple[str | None, int | None]]:
    return [
        (one.title, reader.get_destination_page_number(one))
        for one in reader.outline
        if isinstance(one, pypdf.generic.Destination)
    ]


def read(pdf: bytes) -> pypdf.PdfReader:
    return pypdf.PdfReader(BytesIO(pdf))


def test_pages_are_counted() -> None:
    assert [count_pages(pdf) for _name, pdf in PARTS] == [2, 1]


def test_one_file_holds_all_pages_in_order_with_a_bookmark_to_each_sheet() -> None:
    reader = read(merge_pdfs(PARTS, "2 sheets", "en", "Harbour Laser"))
    assert [page.extract_text().strip() for page in reader.pages] == ["One", "Two", "Three"]
    assert bookmarks(reader) == [("P-10001 aftercare", 0), ("Ω 漢字", 2)]
    assert reader.metadata is not None
    assert (reader.metadata.title, reader.metadata.author) == ("2 sheets", "Harbour Laser")
    assert str(reader.root_object["/Lang"]) == "en"
    assert reader.page_mode == "/UseOutlines"


def test_the_same_sheets_give_the_same_file() -> None:
    assert merge_pdfs(PARTS, "2 sheets", "en") == merge_pdfs(PARTS, "2 sheets", "en")


def test_a_hundred_sheets_become_one_file() -> None:
    assert count_pages(merge_pdfs([("Sheet", a_pdf("Page"))] * 100, "100 sheets", "en")) == 100


@pytest.mark.parametrize("password", ["geheim12", "пароль 漢字", "x" * 127])
def test_a_locked_file_opens_with_its_password_only(password: str) -> None:
    reader = read(lock_pdf(PARTS[0][1], password))
    assert reader.is_encrypted
    assert reader.decrypt("another one") == pypdf.PasswordType.NOT_DECRYPTED
    assert reader.decrypt(password) != pypdf.PasswordType.NOT_DECRYPTED
    assert reader.pages[0].extract_text().strip() == "One"
    encryption = reader.trailer["/Encrypt"].get_object()
    assert isinstance(encryption, pypdf.generic.DictionaryObject)
    assert (str(encryption["/R"]), str(encryption["/Length"])) == ("6", "256")
