"""A layout that sets its items side by side and starts a new line when the line is full."""

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget


class FlowLayout(QLayout):
    """Items from left to right, then on the next line; `gap` px between and under them."""

    def __init__(self, parent: QWidget | None = None, gap: int = 6) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self._gap = gap
        self.setContentsMargins(0, 0, 0, 0)

    def addItem(self, item: QLayoutItem) -> None:
        """Put one item at the end."""
        self._items.append(item)

    def count(self) -> int:
        """How many items there are."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        """The item at `index`, or none."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        """Take the item at `index` out."""
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def clear(self) -> None:
        """Take all items out and their widgets off the page."""
        while self._items:
            widget = self._items.pop().widget()
            if widget is not None:
                widget.hide()
                widget.setParent(None)
                widget.deleteLater()
        self.invalidate()

    def expandingDirections(self) -> Qt.Orientation:
        """It asks for no more than it needs."""
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        """The narrower, the taller."""
        return True

    def heightForWidth(self, width: int) -> int:
        """The height at `width` px."""
        return self._arrange(QRect(0, 0, width, 0), place=False)

    def sizeHint(self) -> QSize:
        """All items on one line."""
        sizes = [item.sizeHint() for item in self._items]
        width = sum(size.width() for size in sizes) + self._gap * max(0, len(sizes) - 1)
        return QSize(width, max((size.height() for size in sizes), default=0))

    def minimumSize(self) -> QSize:
        """The widest single item that cannot give way."""
        sizes = [item.minimumSize() for item in self._items]
        return QSize(max((s.width() for s in sizes), default=0), max((s.height() for s in sizes), default=0))

    def setGeometry(self, box: QRect) -> None:
        """Place the items inside `box`."""
        super().setGeometry(box)
        self._arrange(box, place=True)

    def _arrange(self, box: QRect, *, place: bool) -> int:
        top = box.top()
        for line in self._lines(box.width()):
            high = max(size.height() for _item, size in line)
            if place:
                self._place(line, box.left(), top, high)
            top += high + self._gap
        return max(0, top - box.top() - self._gap)

    def _lines(self, width: int) -> list[list[tuple[QLayoutItem, QSize]]]:
        lines: list[list[tuple[QLayoutItem, QSize]]] = []
        used = width + 1
        for item in self._items:
            size = self._size_of(item, width)
            if used + size.width() > width:
                lines.append([])
                used = 0
            lines[-1].append((item, size))
            used += size.width() + self._gap
        return lines

    def _place(self, line: list[tuple[QLayoutItem, QSize]], left: int, top: int, high: int) -> None:
        """Side by side, each in the middle of the height of the line."""
        for item, size in line:
            item.setGeometry(QRect(QPoint(left, top + (high - size.height()) // 2), size))
            left += size.width() + self._gap

    def _size_of(self, item: QLayoutItem, width: int) -> QSize:
        size = item.sizeHint().boundedTo(QSize(max(1, width), item.sizeHint().height()))
        if item.hasHeightForWidth():
            size.setHeight(item.heightForWidth(size.width()))
        return size
