"""Golden pictures: how the first pages of each sheet looked when somebody last looked at them.

    .venv/bin/python -m tests.reports.golden                renews all, and removes those of sheets that are gone
    .venv/bin/python -m tests.reports.golden day_sheet      renews those of the samples named

Look at what changed before it is committed: that is all these pictures are for.
"""

import sys
from collections.abc import Sequence
from pathlib import Path

import pypdfium2
from PIL import Image, ImageChops

from tests.reports.all_sheets import find_sheets, printed_sheet

FOLDER = Path(__file__).parent / "golden"
PAGES = 2
"""Of each sheet, at most."""
_SCALE = 60 / 72
_STEP = 17
"""Between the 16 greys that are kept."""
CLEARLY = 64
"""Levels of 256 from which two pixels differ for the eye; smoothing of another build differs by less."""
FEW_PIXELS = 8
"""So many may differ clearly; a line that moved by one pixel changes some hundred."""


def pictures_of(pdf: bytes) -> list[Image.Image]:
    """The first pages in grey, 60 dots to the inch."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        pages = [document[number] for number in range(min(PAGES, len(document)))]
        return [page.render(scale=_SCALE, grayscale=True).to_pil().convert("L") for page in pages]
    finally:
        document.close()


def differing_pixels(one: Image.Image, other: Image.Image) -> int:
    """How many pixels differ clearly; all of them where the sizes differ."""
    if one.size != other.size:
        return one.width * one.height
    return sum(ImageChops.difference(one, other).histogram()[CLEARLY:])


def paths_of(name: str) -> list[Path]:
    """The pictures that are kept of a sample, first page first."""
    return sorted(FOLDER.glob(f"{name}-[0-9].png"))


def keep(name: str, pdf: bytes) -> None:
    """Make the pages of `pdf` the golden pictures of a sample."""
    FOLDER.mkdir(exist_ok=True)
    for path in paths_of(name):
        path.unlink()
    for number, picture in enumerate(pictures_of(pdf), start=1):
        few_greys = picture.point([round(level / _STEP) * _STEP for level in range(256)])
        few_greys.quantize(256 // _STEP + 1, dither=Image.Dither.NONE).save(
            FOLDER / f"{name}-{number}.png", optimize=True
        )


def load(path: Path) -> Image.Image:
    """A picture that was kept, in grey."""
    with Image.open(path) as picture:
        return picture.convert("RGB").convert("L")


def main(names: Sequence[str]) -> None:
    """Renew the pictures of these samples, or of all."""
    sheets = find_sheets()
    for name in names or sheets:
        keep(name, printed_sheet(sheets[name]))
    if not names:
        for path in FOLDER.glob("*.png"):
            if path.stem.rpartition("-")[0] not in sheets:
                path.unlink()


if __name__ == "__main__":
    main(sys.argv[1:])
