"""The search on top of the window: type anywhere, see hits under it, choose with the keyboard."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence, QPainter, QPaintEvent, QShortcut
from PySide6.QtWidgets import QFrame, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from pico_tracker.ui.kit.buttons import key_size, key_text, paint_key
from pico_tracker.ui.kit.cells import TwoLines
from pico_tracker.ui.kit.delegates import CELL_ROLE, CellDelegate
from pico_tracker.ui.kit.plain_text import Label, Role
from pico_tracker.ui.kit.style import TWO_LINE_ROW, px, theme
from pico_tracker.ui.kit.text_fields import LineInput
from pico_tracker.ui.kit.words import tr

MOST_SHOWN = 8
"""Hits visible without scrolling."""


@dataclass(frozen=True, slots=True)
class Hit:
    """One line under the box: what it stands for, and what it says (name, then particulars)."""

    record: object
    first: str
    second: str = ""


class SearchBox(LineInput):
    """`SearchBox(tr("Find a patient: name, phone, …"))`: `query(text)` asks, as one types;
    `show_hits(text, hits, cut=…)` answers; `chosen(record)` follows Enter or a click.

    Ctrl+K comes here from anywhere in the window, Esc goes back.
    """

    query = Signal(str)
    chosen = Signal(object)

    def __init__(self, placeholder: str, key: str = "Ctrl+K") -> None:
        super().__init__()
        self._key = key
        self.setPlaceholderText(placeholder)
        self.setAccessibleName(placeholder)
        self.textChanged.connect(self._ask)
        self._panel: _Panel | None = None
        shortcut = QShortcut(QKeySequence(key), self)
        shortcut.activated.connect(self._come_here)

    def _come_here(self) -> None:
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.selectAll()
        self._ask(self.text())

    def _ask(self, text: str) -> None:
        if text.strip():
            self.query.emit(text)
        else:
            self.close_hits()

    def show_hits(self, text: str, hits: Sequence[Hit], *, cut: bool = False) -> None:
        """Show what was found for `text`; dropped when the box says something else by now."""
        if text != self.text() or not self.hasFocus():
            return
        if self._panel is None:
            self._panel = _Panel(self)
            self._panel.hits.itemClicked.connect(lambda _item: self._choose())
        self._panel.fill(hits, cut=cut)
        self._panel.place()

    @property
    def is_open(self) -> bool:
        """Whether hits are shown."""
        return self._panel is not None and not self._panel.isHidden()

    def close_hits(self) -> None:
        """Take the hits off the page."""
        if self._panel is not None:
            self._panel.hide()

    def _choose(self) -> None:
        item = self._panel.hits.currentItem() if self._panel is not None and self.is_open else None
        if item is not None:
            record = item.data(Qt.ItemDataRole.UserRole)
            self.close_hits()
            self.clear()
            self.chosen.emit(record)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up and Down walk through the hits, Enter chooses, Esc closes."""
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up) and self.is_open and self._panel is not None:
            self._panel.step(1 if event.key() == Qt.Key.Key_Down else -1)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._choose()
        elif event.key() == Qt.Key.Key_Escape:
            self._escape()
        else:
            super().keyPressEvent(event)

    def _escape(self) -> None:
        if self.is_open:
            self.close_hits()
        else:
            self.clear()
            self.clearFocus()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Leaving closes the hits, unless it is to click one."""
        super().focusOutEvent(event)
        if self._panel is None or not self._panel.underMouse():
            self.close_hits()

    def sizeHint(self) -> QSize:
        """Room for the whole placeholder."""
        wide = self.fontMetrics().horizontalAdvance(self.placeholderText()) + px(90)
        return QSize(max(px(460), wide), super().sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Show the key that comes here while nothing is typed."""
        super().paintEvent(event)
        if not self.text() and not self.hasFocus():
            size = key_size(key_text(self._key))
            left, top = self.width() - size.width() - px(10), (self.height() - size.height()) / 2
            paint_key(
                QPainter(self), QRectF(left, top, size.width(), size.height()), key_text(self._key), theme().ink_2
            )


class _Panel(QFrame):
    """The hits, over the page and under the box; the cursor stays in the box."""

    def __init__(self, box: SearchBox) -> None:
        super().__init__(box.window())
        self._box = box
        self.setProperty("part", "panel")
        stack = QVBoxLayout(self)
        stack.setContentsMargins(1, 1, 1, 1)
        stack.setSpacing(0)
        self.hits = QListWidget()
        self.hits.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.hits.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.hits.setItemDelegate(CellDelegate(self.hits))
        self.hits.setUniformItemSizes(True)
        self.hits.setAccessibleName(tr("Found"))
        self.note = Label("", Role.SMALL, wrap=True)
        self.note.setContentsMargins(10, 6, 10, 8)
        stack.addWidget(self.hits)
        stack.addWidget(self.note)

    def fill(self, hits: Sequence[Hit], *, cut: bool) -> None:
        """Put the hits in, the first marked."""
        self.hits.clear()
        for hit in hits:
            item = QListWidgetItem(self.hits)
            item.setData(CELL_ROLE, TwoLines(hit.first, hit.second))
            item.setData(Qt.ItemDataRole.TextAlignmentRole, Qt.AlignmentFlag.AlignLeft)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{hit.first}, {hit.second}")
            item.setData(Qt.ItemDataRole.UserRole, hit.record)
            item.setSizeHint(QSize(0, px(TWO_LINE_ROW)))
        self.hits.setCurrentRow(0)
        self.hits.setVisible(bool(hits))
        self.note.setText(_note(len(hits), cut=cut))
        self.note.setVisible(bool(self.note.text()))

    def step(self, by: int) -> None:
        """Go up or down one hit, staying inside the list."""
        self.hits.setCurrentRow(max(0, min(self.hits.count() - 1, self.hits.currentRow() + by)))

    def place(self) -> None:
        """Stand right under the box, as high as the hits, within the window."""
        window: QWidget = self._box.window()
        if self.parentWidget() is not window:
            self.setParent(window)
        below = self._box.mapTo(window, QPoint(0, self._box.height() + 4))
        room = (window.height() - below.y() - px(48)) // px(TWO_LINE_ROW)
        shown_hits = max(1, min(MOST_SHOWN, self.hits.count(), room))
        self.hits.setFixedHeight(shown_hits * px(TWO_LINE_ROW))
        self.setFixedWidth(self._box.width())
        self.move(below)
        self.adjustSize()
        self.show()
        self.raise_()


def _note(count: int, *, cut: bool) -> str:
    if count == 0:
        return tr("Nobody found. Try part of the name, a phone or a record number.")
    if cut:
        return tr("Only the first {count} are shown. Type more to narrow it down.", count=count)
    return ""
