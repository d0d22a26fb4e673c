"""The table every list in the window is shown in."""

from collections.abc import Callable, Hashable, Sequence
from typing import Any, Generic, Protocol

from PySide6.QtCore import QEvent, QKeyCombination, QModelIndex, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QGuiApplication, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QStyleOptionViewItem, QTableView

from pico_tracker.ui.kit.cells import Column, PageWish, R, SortBy, cell_text
from pico_tracker.ui.kit.clipboard import as_tsv, copy_text
from pico_tracker.ui.kit.delegates import PAD, PARTS_ROLE, CellDelegate
from pico_tracker.ui.kit.record_model import RecordTableModel
from pico_tracker.ui.kit.style import ROW, SMALL, SUB_ROW, TWO_LINE_ROW, px, type_font

NARROWEST, WIDEST, SAMPLE = 80, 320, 50
"""Columns of words are this wide at least and at most, in px at 100 %, judged by so many rows."""

__all__ = ["Column", "PageWish", "RecordTable", "SortBy", "WidthStore"]


class WidthStore(Protocol):
    """Remembers the column widths of a table between starts; the window hands one in."""

    def load(self, table: str) -> dict[str, int]:
        """Widths in px by column key, or nothing."""
        ...

    def save(self, table: str, widths: dict[str, int]) -> None:
        """Remember widths in px by column key."""
        ...


class RecordTable(QTableView, Generic[R]):
    """Rows one can sort, walk, open and copy:
    `RecordTable("patients", columns, key=lambda p: p.patient_id, widths=store)`.

    Enter or a double click emits `opened(row)`; `chosen(row)` follows the current row. Ctrl+C
    copies the marked rows; a click on a title sorts, with Shift as a further order.
    """

    opened = Signal(object)
    chosen = Signal(object)

    def __init__(
        self,
        name: str,
        columns: Sequence[Column[R]],
        *,
        key: Callable[[R], Hashable],
        widths: WidthStore | None = None,
    ) -> None:
        super().__init__()
        self._name, self._widths, self._kept = name, widths, widths.load(name) if widths else {}
        self.records: RecordTableModel[R] = RecordTableModel(columns, key, self)
        self.setModel(self.records)
        self.setItemDelegate(CellDelegate(self))
        self._set_up_view()
        self._natural: dict[str, int] = {}
        self._set_up_header()
        self.records.modelReset.connect(self._measure)
        self.records.modelReset.connect(self._size_rows)
        self.records.rowsInserted.connect(lambda _parent, first, last: self._size_rows(first, last))
        self.doubleClicked.connect(self._open)
        self.selectionModel().currentRowChanged.connect(self._choose)

    def _set_up_view(self) -> None:
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)

    def _set_up_header(self) -> None:
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionsClickable(True)
        header.setMinimumSectionSize(px(36))
        header.setStretchLastSection(False)
        header.sectionClicked.connect(self._click_title)
        header.sectionResized.connect(self._remember)
        self._share_width()

    def show_rows(self, rows: Sequence[R]) -> None:
        """Show these rows; what was marked stays marked if it is still there."""
        self._refreshed(lambda: self.records.show_rows(rows))

    def show_column(self, key: str, *, shown: bool) -> None:
        """Show a column or leave it out, its width to the others."""
        section = next(at for at, column in enumerate(self.records.columns) if column.key == key)
        if self.isColumnHidden(section) is shown:
            self._sharing = True  # no width that a person gave
            self.setColumnHidden(section, not shown)
            self._share_width()

    def ask_pages(self, request: Callable[[PageWish[R]], object]) -> None:
        """Show rows page by page, as `request` answers through `add_page`."""
        self.records.ask_pages(request)

    def add_page(self, wish: PageWish[R], rows: Sequence[R]) -> None:
        """The answer to a wish for a page."""
        self._refreshed(lambda: self.records.add_page(wish, rows))

    def current(self) -> R | None:
        """The row one stands on, or none."""
        index = self.currentIndex()
        return self.records.row_at(index.row()) if index.isValid() else None

    def marked(self) -> tuple[R, ...]:
        """The rows marked, from top to bottom."""
        lines = sorted(index.row() for index in self.selectionModel().selectedRows())
        return tuple(self.records.row_at(line) for line in lines)

    def go_to(self, key: Hashable) -> bool:
        """Stand on the row with that key; tells whether it is here."""
        line = self.records.line_of(key)
        if line >= 0:
            self.selectRow(line)
        return line >= 0

    def fit_height(self) -> None:
        """Be exactly as high as the rows, so that the page scrolls and not the table."""
        rows = sum(self.rowHeight(line) for line in range(self.records.rowCount()))
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        bar = (
            self.horizontalScrollBar().sizeHint().height() if self.horizontalHeader().length() > self.width() else 0
        )
        self.setFixedHeight(rows + self.horizontalHeader().sizeHint().height() + 2 + bar)

    def _refreshed(self, refresh: Callable[[], None]) -> None:
        marked = {self.records.key(row) for row in self.marked()}
        row = self.current()
        current = None if row is None else self.records.key(row)
        offset = self.verticalScrollBar().value()
        refresh()
        if self.selectionModel().hasSelection() or not (marked or current is not None):
            return
        self._mark_again(marked, current)
        self.verticalScrollBar().setValue(offset)

    def _mark_again(self, marked: set[Hashable], current: Hashable) -> None:
        selection = self.selectionModel()
        flags = selection.SelectionFlag.Select | selection.SelectionFlag.Rows
        for line, row in enumerate(self.records.rows):
            key = self.records.key(row)
            if key == current:
                selection.setCurrentIndex(self.records.index(line, 0), selection.SelectionFlag.NoUpdate)
            if key in marked:
                selection.select(self.records.index(line, 0), flags)

    def _size_rows(self, first: int = 0, last: int = -1) -> None:
        plain = px(TWO_LINE_ROW if self.records.has_two_lines() else ROW)
        self.verticalHeader().setDefaultSectionSize(plain)
        for line in range(first, (last if last >= 0 else self.records.rowCount() - 1) + 1):
            parts = self.records.data(self.records.index(line, 0), PARTS_ROLE)
            if parts > 1:
                self.setRowHeight(line, max(plain, parts * px(SUB_ROW)))

    def _share_width(self) -> None:
        """Columns as people left them, or as wide as their content; what is left over is shared
        by the columns nobody gave a width, what is missing is taken from the widest of them."""
        columns = [column for at, column in enumerate(self.records.columns) if not self.isColumnHidden(at)]
        wanted = {column.key: self._wanted_width(column) for column in columns}
        loose = [c.key for c in columns if not (c.width or c.number or c.key in self._kept)]
        over = self.viewport().width() - sum(wanted.values())
        if over > 0:
            wanted |= {key: wanted[key] + part for key, part in zip(loose, _parts(over, len(loose)), strict=True)}
        else:
            kept = {column.key for column in columns if column.keep}
            wanted |= _narrowed({key: wanted[key] for key in loose if key not in kept}, -over, px(NARROWEST))
        self._sharing = True
        for section, column in enumerate(self.records.columns):
            if column.key in wanted:
                self.horizontalHeader().resizeSection(section, wanted[column.key])
        self._sharing = False

    def _wanted_width(self, column: Column[R]) -> int:
        return self._kept.get(column.key) or px(column.width) or self._natural.get(column.key, px(NARROWEST))

    def _measure(self) -> None:
        """How wide each column would like to be, by its title and the first rows."""
        delegate, option = self.itemDelegate(), QStyleOptionViewItem()
        titles = QFontMetrics(type_font(SMALL, QFont.Weight.DemiBold))
        for section, column in enumerate(self.records.columns):
            cells = (self.records.index(line, section) for line in range(min(SAMPLE, self.records.rowCount())))
            widest = max((delegate.sizeHint(option, cell).width() for cell in cells), default=0)
            self._natural[column.key] = min(
                px(WIDEST),
                max(widest, titles.horizontalAdvance(column.title) + px(2 * PAD + (14 if column.sort else 2))),
            )
        self._share_width()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the new width."""
        super().resizeEvent(event)
        self._share_width()

    def changeEvent(self, event: QEvent) -> None:
        """Measure again when the look or the type size has changed."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and self.records.rowCount():
            self._measure()
            self._size_rows()

    def _remember(self, section: int, _old: int, new: int) -> None:
        if self._sharing:
            return
        self._kept[self.records.columns[section].key] = new
        if self._widths is not None:
            self._widths.save(self._name, dict(self._kept))

    def _click_title(self, section: int) -> None:
        further = bool(QGuiApplication.keyboardModifiers() & Qt.KeyboardModifier.ShiftModifier)
        self.sort_by(self.records.columns[section].key, further=further)

    def sort_by(self, key: str, *, further: bool = False) -> None:
        """Sort by a column, the other way round the second time; `further` keeps the order there is."""
        column = next(column for column in self.records.columns if column.key == key)
        if column.sort is None:
            return
        before = {step.key: step for step in self.records.order}
        step = SortBy(key, descending=key in before and not before[key].descending)
        kept = [other for other in self.records.order if other.key != key] if further else []
        self._refreshed(lambda: self.records.set_order((*kept, step)))

    def _open(self, index: QModelIndex) -> None:
        if index.isValid():
            self.opened.emit(self.records.row_at(index.row()))

    def _choose(self, index: QModelIndex) -> None:
        if index.isValid():
            self.chosen.emit(self.records.row_at(index.row()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens, Ctrl+C copies, Ctrl+Shift+S sorts by the column one stands in."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self._open(self.currentIndex())
        elif event.matches(QKeySequence.StandardKey.Copy):
            self.copy_marked()
        elif event.keyCombination() == _SORT_KEY and self.currentIndex().isValid():
            self.sort_by(self.records.columns[self.currentIndex().column()].key)
        else:
            super().keyPressEvent(event)

    def copy_marked(self) -> None:
        """Copy the marked rows with their titles, for a spreadsheet."""
        columns = self.records.columns
        rows: list[list[Any]] = [[column.title for column in columns]]
        rows += [[cell_text(column.cell(row)) for column in columns] for row in self.marked()]
        if len(rows) > 1:
            copy_text(as_tsv(rows))


def _parts(whole: int, count: int) -> list[int]:
    """`whole` px in `count` parts that differ by one at most."""
    return [whole * (part + 1) // count - whole * part // count for part in range(count)]


def _narrowed(widths: dict[str, int], by: int, least: int) -> dict[str, int]:
    """Take `by` px from the widest, evenly, leaving each at least `least` (or what it had)."""
    level, taken = max(widths.values(), default=0), 0
    while taken < by and level > least:
        level -= 1
        taken += sum(1 for width in widths.values() if width > level)
    return {key: min(width, level) for key, width in widths.items()}


_SORT_KEY = QKeyCombination(Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier, Qt.Key.Key_S)
