"""The clinic's logo on paper: as large as a letterhead allows, its proportions kept."""

import io

from PIL import UnidentifiedImageError
from reportlab.lib.utils import ImageReader
from reportlab.platypus import Flowable

from pico_tracker.reports import styles

_WIDE = 3.2
"""Times as wide as high from which on a logo stands above the name instead of beside it."""
_HIGHEST_ABOVE = 30.0


class Logo(Flowable):  # type: ignore[misc]  # ReportLab has no types
    """A picture without a name of its own: what it says, the clinic's name beside it says too."""

    def __init__(self, picture: ImageReader) -> None:
        super().__init__()
        across, up = picture.getSize()
        self.is_wide = across >= _WIDE * up
        highest = _HIGHEST_ABOVE if self.is_wide else styles.LOGO_HEIGHT
        scale = min(highest / up, styles.LOGO_WIDTH / across)
        self.width, self.height = across * scale, up * scale
        self.spaceAfter = 5 if self.is_wide else 0
        self._picture = picture

    def wrap(self, _width: float, _height: float) -> tuple[float, float]:
        """Width and height in points."""
        return self.width, self.height

    def draw(self) -> None:
        """Draw it; what is transparent shows the paper. A JPEG goes into the file as it is."""
        self.canv.drawImage(self._picture, 0, 0, self.width, self.height, mask="auto")


def read_logo(content: bytes) -> Logo | None:
    """The logo of a letterhead, None where there is none.

    `content` was cleaned when it was taken; should the record have lost some of it since, the
    clinic's name stands alone and the sheet comes out all the same.
    """
    if not content:
        return None
    try:
        picture = ImageReader(io.BytesIO(content))
        picture.getRGBData()
    except (OSError, SyntaxError, ValueError, UnidentifiedImageError):
        return None
    return Logo(picture)
