"""Painting cells of a table. It paints what the model hands it and asks nobody else."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from pico_tracker.ui.kit.cells import Cell, Quiet, Struck, TwoLines, parts_of
from pico_tracker.ui.kit.chips import ChipText, chip_size, paint_chip
from pico_tracker.ui.kit.plain_text import shown
from pico_tracker.ui.kit.style import BODY, SMALL, colour, px, type_font

CELL_ROLE = Qt.ItemDataRole.UserRole + 1
"""The role under which a model hands out a `Cell`."""
STRONG_ROLE = Qt.ItemDataRole.UserRole + 2
"""Whether the cell is written in semibold."""
PARTS_ROLE = Qt.ItemDataRole.UserRole + 3
"""How many parts the row has, one under the other."""

PAD = 8

AnyIndex = QModelIndex | QPersistentModelIndex


class CellDelegate(QStyledItemDelegate):
    """Paints any `Cell`, the thin line under each row and those between the parts of a row."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        """Paint ground, lines, content and the mark of the current row."""
        box = QRect(option.rect)
        state = option.state
        painter.save()
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        if chosen:
            painter.fillRect(box, colour("brand_soft"))
        painter.setPen(colour("line"))
        painter.drawLine(box.bottomLeft(), box.bottomRight())
        cell: Cell = index.data(CELL_ROLE)
        strong = bool(index.data(STRONG_ROLE))
        right = bool(index.data(Qt.ItemDataRole.TextAlignmentRole) & Qt.AlignmentFlag.AlignRight)
        _paint_cell(painter, box, cell, strong=strong, right=right)
        if chosen and index.column() == 0 and _has_focus(option):
            painter.fillRect(QRect(box.left(), box.top(), 3, box.height()), colour("focus"))
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: AnyIndex) -> QSize:
        """The room a cell wants, in px; the view decides on heights."""
        given = index.data(Qt.ItemDataRole.SizeHintRole)
        if isinstance(given, QSize):
            return given
        cell: Cell = index.data(CELL_ROLE)
        return QSize(_width_of(cell, strong=bool(index.data(STRONG_ROLE))) + px(2 * PAD), px(BODY * 2))


def _has_focus(option: QStyleOptionViewItem) -> bool:
    view = option.widget
    return isinstance(view, QWidget) and view.hasFocus()


def _font(cell: Cell, *, strong: bool) -> QFont:
    semibold = QFont.Weight.DemiBold if strong or isinstance(cell, TwoLines) else QFont.Weight.Normal
    return type_font(SMALL + 1 if isinstance(cell, Quiet) else BODY, semibold)


def _width_of(cell: Cell, *, strong: bool) -> int:
    if isinstance(cell, ChipText):
        return chip_size(cell).width()
    metrics = QFontMetrics(_font(cell, strong=strong))
    if isinstance(cell, TwoLines):
        second = QFontMetrics(type_font(SMALL)).horizontalAdvance(shown(cell.second, 200))
        return max(metrics.horizontalAdvance(shown(cell.first, 200)), second)
    if isinstance(cell, tuple | Struck):
        lines = parts_of(cell)
    else:
        lines = (cell.text if isinstance(cell, Quiet) else cell or "",)
    return max((metrics.horizontalAdvance(shown(line, 200)) for line in lines), default=0)


def _paint_cell(painter: QPainter, box: QRect, cell: Cell, *, strong: bool, right: bool) -> None:
    inner = box.adjusted(px(PAD), 0, -px(PAD), -1)
    if isinstance(cell, ChipText):
        size = chip_size(cell)
        width = min(size.width(), inner.width())
        left = inner.right() - width + 1 if right else inner.left()
        top = inner.center().y() - size.height() / 2 + 1
        paint_chip(painter, QRectF(left, top, width, size.height()), cell)
    elif isinstance(cell, TwoLines):
        _paint_two_lines(painter, inner, cell)
    elif isinstance(cell, tuple | Struck):
        _paint_parts(painter, box, cell, strong=strong, right=right)
    elif cell is not None:
        quiet = isinstance(cell, Quiet)
        painter.setFont(_font(cell, strong=strong))
        painter.setPen(colour("ink_2" if quiet else "ink"))
        _write(painter, inner, cell.text if isinstance(cell, Quiet) else cell, right=right)


def _paint_two_lines(painter: QPainter, inner: QRect, cell: TwoLines) -> None:
    half = inner.height() // 2
    painter.setFont(type_font(BODY, QFont.Weight.DemiBold))
    painter.setPen(colour("ink"))
    flags = Qt.AlignmentFlag.AlignBottom if cell.second else Qt.AlignmentFlag.AlignVCenter
    top = QRect(inner.left(), inner.top(), inner.width(), half if cell.second else inner.height())
    _write(painter, top, cell.first, right=False, upright=flags)
    painter.setFont(type_font(SMALL))
    painter.setPen(colour("ink_2"))
    below = QRect(inner.left(), inner.top() + half + 1, inner.width(), half)
    _write(painter, below, cell.second, right=False, upright=Qt.AlignmentFlag.AlignTop)


def _paint_parts(
    painter: QPainter, box: QRect, cell: tuple[str, ...] | Struck, *, strong: bool, right: bool
) -> None:
    parts, is_struck = parts_of(cell), isinstance(cell, Struck)
    height = box.height() / max(1, len(parts))
    font = QFont(type_font(BODY, QFont.Weight.DemiBold if strong else QFont.Weight.Normal))
    font.setStrikeOut(is_struck)
    painter.setFont(font)
    for number, text in enumerate(parts):
        part = QRect(box.left(), round(box.top() + number * height), box.width(), round(height))
        if number:
            painter.setPen(QColor(colour("line")))
            painter.drawLine(part.topLeft(), part.topRight())
        painter.setPen(colour("ink_2" if is_struck else "ink"))
        _write(painter, part.adjusted(px(PAD), 0, -px(PAD), -1), text, right=right)


def _write(
    painter: QPainter,
    room: QRect,
    text: str,
    *,
    right: bool,
    upright: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignVCenter,
) -> None:
    one_line = shown(text, 400).replace("\n", " ")
    fitted = painter.fontMetrics().elidedText(one_line, Qt.TextElideMode.ElideRight, room.width() + 1)
    side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
    painter.drawText(room, int(side | upright | Qt.TextFlag.TextSingleLine), fitted)
