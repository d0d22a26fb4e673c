"""What a person or a program finds in a PDF: text, pages, fonts, and things that must not be there."""

import io

from pypdf import PdfReader
from pypdf.generic import DictionaryObject, IndirectObject

from pico_tracker.domain.progress_reports import ProgressReport
from pico_tracker.reports.progress_report import render_progress_report


def printed(report: ProgressReport) -> bytes:
    """The PDF of `report`."""
    out = io.BytesIO()
    render_progress_report(report, out)
    return out.getvalue()


def pages_of(pdf: bytes) -> list[str]:
    """The text of each page on one line, spaces that do not break made plain."""
    return [_plain(page.extract_text()) for page in PdfReader(io.BytesIO(pdf)).pages]


def text_of(report: ProgressReport) -> str:
    """The text of all pages of `report`."""
    return " ".join(pages_of(printed(report)))


def _plain(text: str) -> str:
    return " ".join(text.replace("\u00a0", " ").split())


def dictionaries_of(pdf: bytes) -> list[DictionaryObject]:
    """Every dictionary in the file, whether a page uses it or not."""
    reader = PdfReader(io.BytesIO(pdf))
    numbers = range(1, int(str(reader.trailer["/Size"])))
    found = [reader.get_object(IndirectObject(number, 0, reader)) for number in numbers]
    return [one for one in found if isinstance(one, DictionaryObject)]


def keys_of(pdf: bytes) -> set[str]:
    """Every key used anywhere in the file's dictionaries."""
    return {key for one in dictionaries_of(pdf) for key in one}
