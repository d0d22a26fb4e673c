"""Summary tiles: a row of rounded boxes, each with a label, a value in large type and a caption."""

from collections.abc import Sequence
from dataclasses import dataclass

from reportlab.platypus import Flowable, Paragraph

from pico_tracker.reports import styles
from pico_tracker.reports.pen import Pen

_PADDING = 9.0
_RADIUS = 4.5
_VALUE_LIMIT = 60


@dataclass(frozen=True, slots=True)
class Tile:
    """What one tile says, in the reader's language."""

    label: str
    value: str
    caption: str = ""


class TileRow(Flowable):  # type: ignore[misc]  # ReportLab has no types
    """Tiles side by side over the full width, all as high as the highest."""

    def __init__(self, pen: Pen, tiles: Sequence[Tile]) -> None:
        super().__init__()
        self._texts = [_paragraphs(pen, tile) for tile in tiles]
        self.spaceBefore = 10

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """Width and height taken, in points."""
        self.width = width
        self._tile = (width - styles.GAP * (len(self._texts) - 1)) / len(self._texts)
        inner = self._tile - 2 * _PADDING
        self._heights = [[text.wrap(inner, height)[1] for text in texts] for texts in self._texts]
        self.height = max(map(sum, self._heights)) + 2 * _PADDING - 3
        return self.width, self.height

    def draw(self) -> None:
        """Draw each box with its lines from the top."""
        for index, texts in enumerate(self._texts):
            left = index * (self._tile + styles.GAP)
            self.canv.setStrokeColor(styles.LINE)
            self.canv.setLineWidth(0.8)
            self.canv.roundRect(left, 0, self._tile, self.height, _RADIUS)
            self._draw_texts(texts, self._heights[index], left + _PADDING)

    def _draw_texts(self, texts: list[Paragraph], heights: list[float], left: float) -> None:
        top = self.height - _PADDING + 2
        for text, height in zip(texts, heights, strict=True):
            top -= height
            text.drawOn(self.canv, left, top)


def _paragraphs(pen: Pen, tile: Tile) -> list[Paragraph]:
    return [
        pen.line(tile.label, styles.TILE_LABEL, _VALUE_LIMIT),
        pen.line(tile.value, styles.TILE_VALUE, _VALUE_LIMIT),
        pen.line(tile.caption, styles.TILE_CAPTION, _VALUE_LIMIT),
    ]
