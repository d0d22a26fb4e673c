"""A visit as paint: frame, edge in the tone of its state, numbing, words, clean-up."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPainterPath, QPen

from pico_tracker.domain.diary import PART_NAMES, VisitPart
from pico_tracker.ui.diary.book_layout import Placed
from pico_tracker.ui.diary.visit_words import VisitWords
from pico_tracker.ui.kit.chips import ChipText, chip_size, paint_chip
from pico_tracker.ui.kit.plain_text import shown
from pico_tracker.ui.kit.style import RADIUS, SMALL, Tone, colour, px, theme, type_font
from pico_tracker.ui.kit.words import translated

NAME = SMALL + 1
"""Type size of the first line, in px at 100 %."""
EDGE, INSET = 4, 8
"""Width of the left edge, and space between it and the words, in px at 100 %."""
NARROW = 110
"""Below this width, in px at 100 %, a name and a chip cannot share a line."""
STUMP = 48
"""Less than this of a text, in px at 100 %, says nothing: it is left to the tip."""
STRIPE = 7
"""Width of the stripes of numbing, clean-up and closed hours, in px."""


class Standing(Enum):
    """How a block stands there."""

    FIRM = "firm"
    WISHED = "wished"
    """Moved here, not yet agreed to by the record."""
    LIFTED = "lifted"
    """Being dragged, or on the pinboard: its old place."""


@dataclass(frozen=True, slots=True)
class BlockLook:
    """How one block is painted just now."""

    placed: Placed
    words: VisitWords
    standing: Standing = Standing.FIRM
    is_hovered: bool = False
    is_current: bool = False
    has_focus: bool = False


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text in one ink."""

    text: str
    token: str = "ink"
    weight: QFont.Weight = QFont.Weight.Normal

    @property
    def font(self) -> QFont:
        """The font that it is written in."""
        return type_font(SMALL, self.weight)

    @property
    def width(self) -> float:
        """How wide it is, in px."""
        return QFontMetricsF(self.font).horizontalAdvance(shown(self.text))


@dataclass(frozen=True, slots=True)
class Strips:
    """Heights in px of numbing over and clean-up under the words of a block."""

    numbing: float
    clean_up: float


def paint_block(painter: QPainter, box: QRectF, look: BlockLook) -> None:
    """Paint a visit into its box; words that do not fit end in an ellipsis or stay in the tip."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if look.standing is Standing.LIFTED:
        painter.setOpacity(0.45)
    path = QPainterPath()
    path.addRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), RADIUS, RADIUS)
    painter.fillPath(path, colour(_ground(look)))
    painter.setClipPath(path, Qt.ClipOperation.IntersectClip)
    strips = strips_of(look.placed, box.height())
    _paint_strips(painter, box, strips)
    said_state = _paint_words(painter, _words_box(box, strips), look.words)
    edge = look.words.chip.tone if said_state else Tone.NEUTRAL
    painter.fillRect(QRectF(box.left(), box.top(), px(EDGE), box.height()), _edge_colour(edge))
    painter.restore()
    _paint_frame(painter, path, look)


def _ground(look: BlockLook) -> str:
    return "raised" if look.is_hovered else "surface"


def _edge_colour(tone: Tone) -> QColor:
    return colour("control") if tone is Tone.NEUTRAL else QColor(theme().tone(tone)[0])


def _paint_frame(painter: QPainter, path: QPainterPath, look: BlockLook) -> None:
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    pen = QPen(colour("control"), 1)
    if look.standing is not Standing.FIRM:
        pen = QPen(colour("brand"), 1.5, Qt.PenStyle.DashLine)
    if look.is_current:
        pen = QPen(colour("focus"), 3 if look.has_focus else 2)  # half of it lies outside the clip
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPath(path)
    painter.restore()


def strips_of(placed: Placed, height: float) -> Strips:
    """How high numbing and clean-up are painted: for their word, if one line of the visit stays free."""
    whole = max(1, placed.bottom - placed.top)
    least = QFontMetricsF(type_font(SMALL - 1)).height()
    numbing = clean = 0.0
    if placed.treated > placed.top:
        numbing = max(least, height * (placed.treated - placed.top) / whole)
    if placed.visit.place.clean_up_minutes and placed.bottom > placed.leaves:
        clean = max(least, height * (placed.bottom - placed.leaves) / whole)
    spare = max(0.0, height - _line_height() - px(4))
    clean = min(clean, spare)
    return Strips(min(numbing, spare - clean), clean)


def _line_height() -> float:
    return QFontMetricsF(type_font(NAME, QFont.Weight.DemiBold)).height()


def _words_box(box: QRectF, strips: Strips) -> QRectF:
    inner = box.adjusted(px(EDGE + INSET), strips.numbing, -px(INSET), -strips.clean_up)
    spare = inner.height() - _line_height()
    return inner.adjusted(0, min(float(px(3)), max(0.0, spare / 2)), 0, 0)


def _paint_strips(painter: QPainter, box: QRectF, strips: Strips) -> None:
    if strips.numbing >= 2:
        upper = QRectF(box.left(), box.top(), box.width(), strips.numbing)
        _paint_strip(painter, upper, translated(PART_NAMES[VisitPart.NUMBING]))
        painter.fillRect(QRectF(box.left(), upper.bottom() - 1, box.width(), 1), colour("line"))
    if strips.clean_up >= 2:
        lower = QRectF(box.left(), box.bottom() - strips.clean_up, box.width(), strips.clean_up)
        _paint_strip(painter, lower, translated(PART_NAMES[VisitPart.CLEAN_UP]))
        painter.fillRect(QRectF(box.left(), lower.top(), box.width(), 1), colour("line"))


def _paint_strip(painter: QPainter, strip: QRectF, text: str) -> None:
    paint_stripes(painter, strip)
    font = type_font(SMALL - 1)
    if strip.height() >= QFontMetricsF(font).height() - 1:
        line = strip.adjusted(px(EDGE + INSET), 0, -px(INSET), 0)
        line.setHeight(min(strip.height(), QFontMetricsF(font).height() + px(2)))
        paint_line(painter, line, text, font, "ink_2")


def paint_stripes(painter: QPainter, box: QRectF) -> None:
    """Stripes over a box; they stand still when the grid is scrolled."""
    painter.save()
    painter.setClipRect(box, Qt.ClipOperation.IntersectClip)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(colour("neutral_soft"), STRIPE))
    step = 2 * STRIPE * 1.42
    at = box.left() + box.top() - (box.left() + box.top()) % step
    while at < box.right() + box.bottom() + step:
        start, end = QPointF(at - box.bottom() - STRIPE, box.bottom() + STRIPE), QPointF(at - box.top(), box.top())
        painter.drawLine(QLineF(start, end + QPointF(STRIPE, -STRIPE)))
        at += step
    painter.restore()


def paint_line(painter: QPainter, box: QRectF, text: str, font: QFont, token: str) -> None:
    """One line of text, with an ellipsis where it is too long."""
    fitted = QFontMetricsF(font).elidedText(shown(text), Qt.TextElideMode.ElideRight, max(0.0, box.width()))
    painter.setFont(font)
    painter.setPen(colour(token))
    painter.drawText(box, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), fitted)


def _paint_words(painter: QPainter, box: QRectF, words: VisitWords) -> bool:
    """Paint first line, chip and the lines under it; tells whether the state is said."""
    strong = type_font(NAME, QFont.Weight.DemiBold)
    high = _line_height()
    first = QRectF(box.left(), box.top(), box.width(), high)
    below = _lines_under(first, box)
    wide = _chip_width(words.chip)
    name = QFontMetricsF(strong).horizontalAdvance(shown(words.first))
    if name + wide + px(8) > box.width() and below:
        paint_line(painter, first, words.first, strong, "ink")
        _paint_chip(painter, below[0], words.chip, min(wide, box.width()), at_right=False)
        below[0].setLeft(below[0].left() + min(wide, box.width()) + px(6))
        _paint_runs(painter, below, _runs(words))
        return True
    says_state = box.width() >= px(NARROW)
    if says_state:
        room = wide if name + wide + px(8) <= box.width() else min(wide, box.width() / 2)
        _paint_chip(painter, first, words.chip, room, at_right=True)
        first.setRight(first.right() - room - px(6))
    paint_line(painter, first, words.first, strong, "ink")
    if below:
        _paint_runs(painter, below, _runs(words))
    else:
        _paint_beside(painter, first.adjusted(name + px(10), 0, 0, 0), words)
    return says_state


def _lines_under(first: QRectF, box: QRectF) -> list[QRectF]:
    """The lines of small text that fit whole under the first line."""
    high = QFontMetricsF(type_font(SMALL)).height()
    count = int((box.bottom() - first.bottom()) // high)
    return [QRectF(box.left(), first.bottom() + number * high, box.width(), high) for number in range(count)]


def _chip_width(chip: ChipText) -> float:
    return float(chip_size(chip).width())


def _paint_chip(painter: QPainter, line: QRectF, chip: ChipText, wide: float, *, at_right: bool) -> None:
    high = min(float(chip_size(chip).height()), float(px(17)))
    left = line.right() - wide if at_right else line.left()
    paint_chip(painter, QRectF(left, line.center().y() - high / 2, wide, high), chip)


def _runs(words: VisitWords) -> list[Run]:
    details = [Run(text) for text in words.details]
    marks = [Run(text, "ink_2", QFont.Weight.DemiBold) for text in words.marks]
    return details[:1] + _cautions(words) + marks + details[1:]


def _cautions(words: VisitWords) -> list[Run]:
    return [Run(text, "warn", QFont.Weight.DemiBold) for text in words.cautions]


def _paint_runs(painter: QPainter, lines: Sequence[QRectF], runs: Sequence[Run]) -> None:
    """Fill the lines run by run; a run too long for what is left of its line goes to the next."""
    dot = Run(" · ", "ink_2")
    at, left = 0, lines[0].left()
    for number, run in enumerate(runs):
        joint = dot.width if number and left > lines[at].left() else 0.0
        if left + joint + run.width > lines[at].right() and at + 1 < len(lines):
            at, joint = at + 1, 0.0
            left = lines[at].left()
        room = lines[at].right() - left - joint
        if room < min(run.width, px(STUMP)):
            return
        if joint:
            paint_line(painter, _part(lines[at], left, joint + 1), dot.text, dot.font, dot.token)
        paint_line(painter, _part(lines[at], left + joint, room), run.text, run.font, run.token)
        left += joint + min(run.width, room)


def _part(line: QRectF, left: float, width: float) -> QRectF:
    return QRectF(left, line.top(), width, line.height())


def _paint_beside(painter: QPainter, room: QRectF, words: VisitWords) -> None:
    """In a block of one line, whatever comes next stands beside the name whole or not at all."""
    for run in (*_cautions(words), *_runs(words)[:1]):
        if run.width <= room.width():
            paint_line(painter, room, run.text, run.font, run.token)
            return
