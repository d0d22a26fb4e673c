"""Photos on paper: side by side, equally high, each with its caption, the JPEG taken over as it is."""

from collections.abc import Sequence
from io import BytesIO

from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import CondPageBreak, Flowable

from pico_tracker.domain.course_photos import ReportPhoto
from pico_tracker.domain.words import mark
from pico_tracker.reports import styles
from pico_tracker.reports.pen import Pen

MOST_HEIGHT, LEAST_HEIGHT = 150.0, 90.0
"""Of a photo, in points; less than the most only where the sheet is one page then."""
_WIDEST = 2.5
"""Width over height from which a photo is as wide as its place, however low that makes it."""
_RADIUS = 3.0
_ABOVE_CAPTION = 2.0
_ANY_HEIGHT = 10_000.0


class PhotoRow(Flowable):  # type: ignore[misc]  # ReportLab has no types
    """One photo or two, each in its half of the width; none is ever cut or stretched.

    Where it is told what follows on the sheet, it makes room for that on the same page if it can.
    """

    def __init__(self, pen: Pen, photos: Sequence[ReportPhoto]) -> None:
        super().__init__()
        self._photos = [(Jpeg(one.jpeg), one.width / one.height) for one in photos]
        self._followed_by: Sequence[Flowable] = ()
        self._captions = [pen.line(photo_caption(pen, one), styles.QUIET_LINE) for one in photos]

    def make_room_for(self, flowables: Sequence[Flowable]) -> None:
        """Tell it all that follows on the sheet."""
        self._followed_by = flowables

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """Width and height taken, in points."""
        self.width = width
        self._place = (width - styles.GAP) / 2
        widest = max(min(shape, _WIDEST) for _jpeg, shape in self._photos)
        below = _ABOVE_CAPTION + max(one.wrap(self._place, height)[1] for one in self._captions)
        self._high = min(MOST_HEIGHT, self._place / widest)
        left = height - below - _height_of(self._followed_by, width)
        if LEAST_HEIGHT <= left < self._high:
            self._high = left
        self.height = self._high + below
        return self.width, self.height

    def draw(self) -> None:
        """Draw each photo from the top of its place, and its caption below."""
        for index, (jpeg, shape) in enumerate(self._photos):
            left, wide = index * (self._place + styles.GAP), min(self._place, self._high * shape)
            _draw_rounded(self.canv, jpeg, (left, self.height - wide / shape, wide, wide / shape))
            caption = self._captions[index]
            caption.drawOn(self.canv, left, self.height - self._high - _ABOVE_CAPTION - caption.height)


def _height_of(flowables: Sequence[Flowable], width: float) -> float:
    """What flowables take one below the other, as a page adds them up: of two spaces the larger counts."""
    height = after = 0.0
    for one in flowables:
        if not isinstance(one, CondPageBreak):
            height += after + max(one.getSpaceBefore() - after, 0) + one.wrap(width, _ANY_HEIGHT)[1]
            after = one.getSpaceAfter()
    return height


class Jpeg(ImageReader):  # type: ignore[misc]  # ReportLab has no types
    """A JPEG that is never decoded: ReportLab would do so only to tell one picture from another."""

    def __init__(self, content: bytes) -> None:
        self._content = content
        self._dataA = None  # no picture of what is transparent: a JPEG has none

    def getRGBData(self) -> bytes:
        """What tells this picture from others."""
        return self._content

    def jpeg_fh(self) -> BytesIO:
        """The file that goes into the PDF as it is."""
        return BytesIO(self._content)


def _draw_rounded(canvas: Canvas, jpeg: Jpeg, box: tuple[float, float, float, float]) -> None:
    canvas.saveState()
    edge = canvas.beginPath()
    edge.roundRect(*box, _RADIUS)
    canvas.clipPath(edge, stroke=0, fill=0)
    canvas.drawImage(jpeg, *box)
    canvas.restoreState()


def photo_caption(pen: Pen, photo: ReportPhoto) -> str:
    """As in `After 3 sessions, 22 Nov 2026`."""
    if photo.taken_on is None or photo.sessions_before is None:
        return pen.say(mark("The day is not known"))
    if photo.sessions_before == 0:
        return pen.say(mark("At the start, {day}"), day=pen.day(photo.taken_on))
    said = (
        mark("After {count} session, {day}")
        if photo.sessions_before == 1
        else mark("After {count} sessions, {day}")
    )
    return pen.say(said, count=photo.sessions_before, day=pen.day(photo.taken_on))
