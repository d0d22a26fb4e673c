"""A paragraph that is quick where it is short: most texts on a sheet are one line in one font."""

from reportlab.lib.enums import TA_LEFT, TA_RIGHT
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph
from reportlab.platypus.paraparser import ParaFrag

_ROUNDING = 1e-6


class QuickParagraph(Paragraph):  # type: ignore[misc]  # ReportLab has no types
    """As `Paragraph`, of fragments that are made already, at a third of the time.

    ReportLab breaks a paragraph into lines each time it is asked for its height, and a table asks
    twice; here it is done once a width. A single line is drawn where it stands, without the
    coordinate system of its own that every other flowable gets.
    """

    _wrapped_to: float | None = None
    _is_one_line = False
    _length = 0.0

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """Width and height taken, in points."""
        if width != self._wrapped_to:
            self._wrapped_to = width
            self._is_one_line = _is_plain(self.style, self.frags) and self._fits(width)
            if not self._is_one_line:
                size: tuple[float, float] = super().wrap(width, height)
                return size
            self.width, self.height = width, self.style.leading
        return self.width, self.height

    def split(self, width: float, height: float) -> list[Paragraph]:
        """The paragraph in two, the first at most `height` high; empty where not even a line fits."""
        if self._wrapped_to is None:  # a table's row names its whole width here, its padding not taken off
            self.wrap(width, height)
        if self._is_one_line:
            return [self] if self.height <= height else []
        self._wrapped_to = None  # splitting may drop the lines that were found
        parts: list[Paragraph] = super().split(width, height)
        return parts

    def drawOn(self, canvas: Canvas, x: float, y: float, **spare: float) -> None:
        """Draw it with its lower left corner at `x`, `y`; it fills the width, so that none is spare."""
        if not self._is_one_line:
            super().drawOn(canvas, x, y, **spare)
            return
        letters, style = self.frags[0], self.style
        left = x + style.leftIndent + style.firstLineIndent
        if style.alignment == TA_RIGHT:
            left = x + self.width - style.rightIndent - self._length
        line = canvas.beginText(left, y + self.height - letters.fontSize)
        line.setFont(letters.fontName, letters.fontSize)
        line.setFillColor(letters.textColor)
        line.textOut(letters.text)
        canvas.drawText(line)

    def _fits(self, width: float) -> bool:
        """Whether the only stretch of letters fits on one line."""
        letters, style = self.frags[0], self.style
        self._length = stringWidth(letters.text, letters.fontName, letters.fontSize)
        room = width - style.leftIndent - style.firstLineIndent - style.rightIndent
        return bool(self._length <= room + _ROUNDING)


def make_paragraph(style: ParagraphStyle, frags: list[ParaFrag]) -> Paragraph:
    """A paragraph of fragments: ReportLab's parser, which would read markup, never sees their text."""
    return QuickParagraph("", style, frags=frags)


def _is_plain(style: ParagraphStyle, frags: list[ParaFrag]) -> bool:
    """Whether the fragments are one stretch of letters that nothing is drawn behind, through or around."""
    if len(frags) != 1 or style.alignment not in (TA_LEFT, TA_RIGHT):
        return False
    text = getattr(frags[0], "text", "")  # a line break that was cut off has none
    if not text or text[0] == " " or text[-1] == " " or "  " in text:
        return False  # ReportLab makes one space of many
    return not (frags[0].us_lines or style.backColor or style.wordWrap or getattr(style, "shaping", False))
