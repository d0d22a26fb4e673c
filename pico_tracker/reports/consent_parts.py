"""What both forms of a consent share on paper: whom it is about, the text that is read, boxes, drawn strokes."""

from reportlab.platypus import CondPageBreak, Flowable

from pico_tracker.domain.consents import ConsentText
from pico_tracker.domain.patients import Patient
from pico_tracker.domain.signatures import HIGH, SIDE, Place, Signature, curves_of
from pico_tracker.reports import styles
from pico_tracker.reports.identity import identity_line
from pico_tracker.reports.pen import NAMES_LIMIT, Pen

_TEXT_ROOM = 62.0
"""Points for a heading and three lines below it, which are not parted."""
_BOX = 9.5
_LABEL_AT = 15.0
_PEN_WIDTH = 1.3
_PAD = 4.0


def consent_head(pen: Pen, title: str, patient: Patient, course_title: str) -> list[Flowable]:
    """The title of the text, the person, and the course."""
    return [
        pen.line(title, styles.TITLE),
        pen.line(identity_line(pen, patient), styles.QUIET_LINE, NAMES_LIMIT),
        pen.line(course_title, styles.QUIET_LINE, NAMES_LIMIT),
    ]


def consent_text(pen: Pen, text: ConsentText) -> list[Flowable]:
    """Every section of the text in full, each under its heading."""
    return [part for heading, words in text.sections for part in _section(pen, heading, words)]


def kept_heading(pen: Pen, title: str) -> Flowable:
    """The marked `title` as the heading of a part that is kept together on one page.

    It brings no break that depends on room: within a kept part ReportLab would then not count the
    space above the heading, and part a signature from what it stands for.
    """
    return pen.line(pen.say(title), styles.SECTION)


def _section(pen: Pen, heading: str, words: str) -> list[Flowable]:
    head = pen.line(pen.translate(heading), styles.CONSENT_HEAD)
    return [CondPageBreak(_TEXT_ROOM), head, *pen.flow(words, styles.CONSENT_TEXT)]


class TickBox(Flowable):  # type: ignore[misc]  # ReportLab has no types
    """An empty box to tick, with its word beside it."""

    def __init__(self, pen: Pen, word: str) -> None:
        super().__init__()
        self._word = pen.line(word, styles.CELL)

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """Width and height taken, in points."""
        _wide, high = self._word.wrap(width - _LABEL_AT, height)
        self.width, self.height = width, max(high, styles.CELL.leading)
        return self.width, self.height

    def draw(self) -> None:
        """Draw the box level with the first line of its word."""
        self.canv.setStrokeColor(styles.QUIET)
        self.canv.setLineWidth(0.9)
        self.canv.roundRect(0.5, self.height - _BOX - 1.2, _BOX, _BOX, 1.5)
        self._word.drawOn(self.canv, _LABEL_AT, 0)


class DrawnSignature(Flowable):  # type: ignore[misc]  # ReportLab has no types
    """A signature as it was drawn, in a frame as large as the field was in proportion."""

    def __init__(self, signature: Signature, width: float) -> None:
        super().__init__()
        self._curves = [curves_of(stroke) for stroke in signature.strokes]
        self.width = width
        self._scale = (width - 2 * _PAD) / SIDE
        self.height = HIGH * self._scale + 2 * _PAD

    def wrap(self, _width: float, _height: float) -> tuple[float, float]:
        """Width and height taken, in points."""
        return self.width, self.height

    def draw(self) -> None:
        """Draw the frame, then each stroke as one smooth line."""
        self.canv.setLineWidth(0.6)
        self.canv.setStrokeColor(styles.HEAD_LINE)
        self.canv.roundRect(0, 0, self.width, self.height, 3)
        self.canv.setStrokeColor(styles.INK)
        self.canv.setLineWidth(_PEN_WIDTH)
        self.canv.setLineCap(1)
        self.canv.setLineJoin(1)
        for curves in self._curves:
            line = self.canv.beginPath()
            line.moveTo(*self._at(curves[0][0]))
            for _start, one, other, end in curves:
                line.curveTo(*self._at(one), *self._at(other), *self._at(end))
            self.canv.drawPath(line)

    def _at(self, place: Place) -> Place:
        across, down = place
        return _PAD + across * self._scale, self.height - _PAD - down * self._scale
