"""PDF files as they leave the program: counted, put together, locked. The one room that knows pikepdf."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from io import BytesIO

import pikepdf

Part = tuple[str, bytes]
"""The title of a file and the file."""


def count_pages(pdf: bytes) -> int:
    """How many pages a file has."""
    with _opened(pdf) as document:
        return len(document.pages)


def merge_pdfs(parts: Iterable[Part], title: str, language: str, author: str = "") -> bytes:
    """All files one after the other, a bookmark to the first page of each; the same parts, the same bytes.

    `language` is that of the first file, as in "en"; `author` is the clinic, empty where it has no name.
    """
    with pikepdf.new() as whole:
        starts: list[tuple[str, int]] = []
        for name, pdf in parts:
            starts.append((name, len(whole.pages)))
            with _opened(pdf) as document:
                whole.pages.extend(document.pages)
        with whole.open_outline() as outline:
            outline.root.extend(pikepdf.OutlineItem(name, page) for name, page in starts)
        whole.Root.PageMode = pikepdf.Name.UseOutlines
        whole.Root.Lang = pikepdf.String(language)
        whole.docinfo["/Title"] = title
        if author:
            whole.docinfo["/Author"] = author
        out = BytesIO()
        whole.save(out, deterministic_id=True)
    return out.getvalue()


def lock_pdf(pdf: bytes, password: str) -> bytes:
    """The file, to be opened with the password only: AES with 256 bits (revision 6). Never the same bytes."""
    with _opened(pdf) as document:
        out = BytesIO()
        document.save(out, encryption=pikepdf.Encryption(owner=password, user=password, R=6, aes=True))
    return out.getvalue()


@contextmanager
def _opened(pdf: bytes) -> Iterator[pikepdf.Pdf]:
    with pikepdf.open(BytesIO(pdf)) as document:
        yield document
