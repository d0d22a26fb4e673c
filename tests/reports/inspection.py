"""What must not be in a PDF that a clinic hands out. Each check says what it found, in a sentence."""

import io
import re
import warnings
from collections.abc import Iterator

import pikepdf
import pypdfium2

FORBIDDEN_KEYS = frozenset(
    {
        "/EmbeddedFiles",
        "/EmbeddedFile",
        "/EF",
        "/AF",
        "/Filespec",
        "/Annots",
        "/Annot",
        "/URI",
        "/A",
        "/AA",
        "/JS",
        "/JavaScript",
        "/Launch",
        "/GoToR",
        "/OpenAction",
        "/AcroForm",
        "/XFA",
        "/RichMedia",
    }
)
_SUBSET = re.compile(r"/[A-Z]{6}\+.+")
_PAGE_OF = re.compile(r"Page (\d+) of (\d+)")
_TURNED_PAGE_OF = re.compile(r"(\d+) of (\d+) Page")
"""As the second reader finds it in a line that begins with Arabic or Hebrew."""


def faults_of(pdf: bytes) -> list[str]:
    """All that is wrong with a file, whatever stands on it; empty for a good one."""
    with warnings.catch_warnings(), pikepdf.open(io.BytesIO(pdf)) as file:
        warnings.simplefilter("ignore")
        found = [f"qpdf: {said}" for said in (*file.check_pdf_syntax(), *file.get_warnings())]
        for one in _dictionaries(file):
            found += _forbidden(one)
            if one.get("/Type") == "/Font":
                found += _wrong_font(one)
        return found


def _dictionaries(file: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
    """Every dictionary in the file, whether a page uses it or not, also inside others."""
    waiting: list[pikepdf.Object] = [*file.objects, file.trailer]
    while waiting:
        one = waiting.pop()
        inner: list[object] = []
        if isinstance(one, (pikepdf.Dictionary, pikepdf.Stream)):
            yield one
            inner = [value for _, value in one.items()]
        elif isinstance(one, pikepdf.Array):
            inner = list(one)
        waiting += [each for each in inner if isinstance(each, _NESTED) and not each.is_indirect]


_NESTED = (pikepdf.Dictionary, pikepdf.Array)


def _forbidden(one: pikepdf.Object) -> list[str]:
    said = {str(key) for key in one.keys()}  # noqa: SIM118  # an object of the PDF, whose iteration is of its stream
    said |= {str(one.get(key)) for key in ("/Type", "/Subtype", "/S") if isinstance(one.get(key), pikepdf.Name)}
    return [f"holds {key}" for key in sorted(said & FORBIDDEN_KEYS)]


def _wrong_font(font: pikepdf.Object) -> list[str]:
    kind = str(font.get("/Subtype"))
    name = str(font.get("/BaseFont", "(no name)"))
    if kind == "/Type0":
        return []  # its descendant is a font of its own
    if kind not in ("/TrueType", "/CIDFontType2"):
        return [f"font {name} is {kind}, not TrueType"]
    found = []
    descriptor = font.get("/FontDescriptor", pikepdf.Dictionary())
    if "/FontFile2" not in descriptor:
        found.append(f"font {name} is not embedded")
    if not _SUBSET.fullmatch(name):
        found.append(f"font {name} is embedded whole")
    return found


def count_images(pdf: bytes) -> int:
    """How many pictures the file holds."""
    with pikepdf.open(io.BytesIO(pdf)) as file:
        return sum(1 for one in _dictionaries(file) if one.get("/Subtype") == "/Image")


def about(pdf: bytes) -> dict[str, str]:
    """What the file says of itself: `title`, `author`, `language`; empty where it says nothing."""
    with pikepdf.open(io.BytesIO(pdf)) as file:
        info = file.trailer.get("/Info", pikepdf.Dictionary())
        said = {"title": info.get("/Title", ""), "author": info.get("/Author", "")}
        return {key: str(value) for key, value in said.items()} | {"language": str(file.Root.get("/Lang", ""))}


def sizes_of(pdf: bytes) -> list[tuple[float, float]]:
    """Width and height of each page in points."""
    with pikepdf.open(io.BytesIO(pdf)) as file:
        return [(float(page.mediabox[2]), float(page.mediabox[3])) for page in file.pages]


def count_pages(pdf: bytes) -> int:
    """How many pages the file has."""
    with pikepdf.open(io.BytesIO(pdf)) as file:
        return len(file.pages)


def words_of(pdf: bytes) -> list[str]:
    """The text of each page on one line as a second reader finds it, several times faster than the other."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        texts = [page.get_textpage().get_text_bounded() for page in document]
    finally:
        document.close()
    return [" ".join(text.replace("\u00a0", " ").split()) for text in texts]


def wrong_numbers(pages: list[str]) -> list[str]:
    """The pages that do not say which of how many they are."""
    said = [_PAGE_OF.findall(text) + [one[::-1] for one in _TURNED_PAGE_OF.findall(text)] for text in pages]
    expected = [(str(number), str(len(pages))) for number in range(1, len(pages) + 1)]
    wrong = (
        number for number, (found, right) in enumerate(zip(said, expected, strict=True), 1) if right not in found
    )
    return [f"page {number} does not say so" for number in wrong]
