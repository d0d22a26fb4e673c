"""The child process that decodes a scan: bytes of a picture or a PDF on its input, clean JPEG pages out.

It is run as a file and takes nothing of the program but its neighbour that decodes photos, so that
little is near what a hostile file may do. PDFium is given no way to run what a PDF asks to be run.
Arguments: pixels, pixels of a side, pixels of the thumbnail's side, pixels of a page's longer side,
pages, MiB of memory, seconds. Output: one line of JSON, `{"refused": why}` or `{"pages": [{"width",
"height", "thumbnail": bytes, "page": bytes}, …]}`, in the latter case followed by each thumbnail and
page in turn. Anything else, such as its death, is a refusal.
"""

import json
import math
import sys
from collections.abc import Iterator
from contextlib import closing

import pypdfium2
from PIL import Image, ImageChops

from pico_tracker.store.photo_decoder import Limits, Unfit, decode, encode, limit_process

PDF_MARK, MARK_WITHIN = b"%PDF-", 1024
"""A PDF says what it is somewhere in its first bytes."""
SCANNER_DOTS = 300 / 72
"""Pixels to a point at 300 to the inch: no small page is made larger than a scanner would see it."""
QUALITY, THUMBNAIL_QUALITY = 82, 80
GREY_WITHIN = 12
"""Steps of 256 by which the colours of a page without colour may differ, as a JPEG makes them."""
WRONG_PASSWORD = 4
"""PDFium's error for a document that asks for a password."""


def pages_of_pdf(content: bytes, side: int, most: int) -> Iterator[Image.Image]:
    """Each page of a PDF as a picture, at most `side` pixels along its longer side; raises `Unfit`."""
    try:
        with closing(pypdfium2.PdfDocument(content)) as document:
            if len(document) > most:
                raise Unfit("pages")
            for number in range(len(document)):
                yield page_of(document, number, side)
    except pypdfium2.PdfiumError as error:
        raise Unfit("password" if error.err_code == WRONG_PASSWORD else "damaged") from None


def page_of(document: pypdfium2.PdfDocument, number: int, side: int) -> Image.Image:
    """One page on white; raises `Unfit` where it has no size."""
    longer = max(document.get_page_size(number))
    if not math.isfinite(longer) or longer <= 0:
        raise Unfit("damaged")
    bitmap = document[number].render(scale=min(SCANNER_DOTS, side / longer), may_draw_forms=False)
    picture: Image.Image = bitmap.to_pil().convert("RGB")
    return picture


def picture_of(content: bytes, limits: Limits, side: int) -> Image.Image:
    """A photographed or scanned page, at most `side` pixels along its longer side; raises `Unfit`."""
    picture = decode(content, limits)
    picture.thumbnail((side, side))
    return picture


def without_colour(picture: Image.Image) -> Image.Image:
    """A page of greys as greys, which takes less room; any other as it is."""
    red, green, blue = picture.split()
    apart = (ImageChops.difference(one, green).getextrema()[1] for one in (red, blue))
    return green if all(isinstance(most, int) and most <= GREY_WITHIN for most in apart) else picture


def answer(content: bytes, limits: Limits, side: int, most: int) -> bytes:
    """What is written to the output for the bytes of a file."""
    Image.MAX_IMAGE_PIXELS = None  # judged from the header, before anything is decoded
    is_pdf = PDF_MARK in content[:MARK_WITHIN]
    try:
        pictures = pages_of_pdf(content, side, most) if is_pdf else [picture_of(content, limits, side)]
        pages = [packed(without_colour(one), limits.thumbnail_side) for one in pictures]
    except Unfit as why:
        return json.dumps({"refused": str(why)}).encode() + b"\n"
    if not pages:
        return json.dumps({"refused": "damaged"}).encode() + b"\n"
    heads = [head for head, _thumbnail, _page in pages]
    return json.dumps({"pages": heads}).encode() + b"\n" + b"".join(part for page in pages for part in page[1:])


def packed(picture: Image.Image, thumbnail_side: int) -> tuple[dict[str, int], bytes, bytes]:
    """What is said of a page, its thumbnail, and the page."""
    width, height = picture.size
    page = encode(picture, QUALITY)
    picture.thumbnail((thumbnail_side, thumbnail_side))
    thumbnail = encode(picture, THUMBNAIL_QUALITY)
    head = {"width": width, "height": height, "thumbnail": len(thumbnail), "page": len(page)}
    return head, thumbnail, page


def main() -> None:
    """Answer for the bytes on the input."""
    pixels, longest, thumbnail, side, most, memory, seconds = (int(one) for one in sys.argv[1:])
    limits = Limits(pixels, longest, thumbnail, side, side, memory, seconds)
    limit_process(limits)
    sys.stdout.buffer.write(answer(sys.stdin.buffer.read(), limits, side, most))


if __name__ == "__main__":
    main()
