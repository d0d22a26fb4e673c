"""A Qt table model over frozen rows, whole in memory or fetched page by page."""

from collections.abc import Callable, Hashable, Sequence
from typing import Any, Generic

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from pico_tracker.ui.kit.cells import Cell, Column, PageWish, R, SortBy, TwoLines, cell_text, lines_in
from pico_tracker.ui.kit.delegates import CELL_ROLE, PARTS_ROLE, STRONG_ROLE
from pico_tracker.ui.kit.plain_text import tip

PAGE = 256
"""Rows asked for at a time."""

AnyIndex = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()


class RecordTableModel(QAbstractTableModel, Generic[R]):
    """Rows of one kind under columns that are data; `key` tells a row's identity.

    Either `show_rows(rows)` with everything, sorted here, or `ask_pages(request)`: `request`
    is handed a `PageWish` and answers, later, through `add_page`.
    """

    def __init__(
        self, columns: Sequence[Column[R]], key: Callable[[R], Hashable], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.columns, self.key = tuple(columns), key
        self._rows: list[R] = []
        self._request: Callable[[PageWish[R]], object] | None = None
        self._wish: PageWish[R] | None = None
        self._wishes, self._more = 0, False
        self.order: tuple[SortBy, ...] = ()

    @property
    def rows(self) -> tuple[R, ...]:
        """The rows there are now, in the order shown."""
        return tuple(self._rows)

    def row_at(self, number: int) -> R:
        """The row at a line of the table."""
        return self._rows[number]

    def line_of(self, key: Hashable) -> int:
        """The line of the row with that key, or -1."""
        return next((line for line, row in enumerate(self._rows) if self.key(row) == key), -1)

    def show_rows(self, rows: Sequence[R]) -> None:
        """Show these rows, all of them."""
        self._request, self._wish, self._more = None, None, False
        self._replace(self._sorted(list(rows)))

    def ask_pages(self, request: Callable[[PageWish[R]], object]) -> None:
        """Start over, asking `request` for the first page."""
        self._request = request
        self._ask(None)

    def add_page(self, wish: PageWish[R], rows: Sequence[R]) -> None:
        """The answer to a wish; an answer to an older wish is dropped."""
        if self._wish is None or wish.number != self._wish.number:
            return
        self._wish, self._more = None, len(rows) >= wish.size
        if wish.after is None:
            self._replace(list(rows))
        elif rows:
            first = len(self._rows)
            self.beginInsertRows(_NOWHERE, first, first + len(rows) - 1)
            self._rows.extend(rows)
            self.endInsertRows()

    def set_order(self, order: Sequence[SortBy]) -> None:
        """Sort by these columns, the first counting most."""
        self.order = tuple(order)
        if self._request is not None:
            self._ask(None)
        else:
            self._replace(self._sorted(self._rows))

    def _replace(self, rows: list[R]) -> None:
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()

    def _sorted(self, rows: list[R]) -> list[R]:
        by_key = {column.key: column for column in self.columns}
        for step in reversed(self.order):
            sort = by_key[step.key].sort
            if sort is not None:
                rows = sorted(rows, key=_none_last(sort, descending=step.descending), reverse=step.descending)
        return rows

    def _ask(self, after: R | None) -> None:
        self._wishes += 1
        self._wish = PageWish(self._wishes, after, self.order, PAGE)
        if self._request is not None:
            self._request(self._wish)

    def canFetchMore(self, parent: AnyIndex = _NOWHERE) -> bool:
        """Whether there are rows beyond those here and none are on their way."""
        return self._more and self._wish is None and not parent.isValid()

    def fetchMore(self, parent: AnyIndex = _NOWHERE) -> None:
        """Ask for the next page."""
        if self.canFetchMore(parent):
            self._ask(self._rows[-1])

    def rowCount(self, parent: AnyIndex = _NOWHERE) -> int:
        """Rows here now."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: AnyIndex = _NOWHERE) -> int:
        """Columns."""
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """What the view and the delegate ask for."""
        column, row = self.columns[index.column()], self._rows[index.row()]
        if role == CELL_ROLE:
            return column.cell(row)
        if role == STRONG_ROLE:
            return column.strong
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(column)
        if role == PARTS_ROLE:
            return max(lines_in(each.cell(row)) for each in self.columns)
        return self._text(column, row, role)

    def _text(self, column: Column[R], row: R, role: int) -> str | None:
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return cell_text(column.cell(row))
        if role == Qt.ItemDataRole.ToolTipRole:
            return tip(column.tip(row) if column.tip else cell_text(column.cell(row)))
        return None

    def has_two_lines(self) -> bool:
        """Whether rows are as high as a name over a number."""
        cells: list[Cell] = [column.cell(self._rows[0]) for column in self.columns] if self._rows else []
        return any(isinstance(cell, TwoLines) for cell in cells)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Titles of columns, with an arrow where the table is sorted."""
        if orientation is Qt.Orientation.Vertical or not 0 <= section < len(self.columns):
            return None
        column = self.columns[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return column.title + self._arrow(column.key)
        return _alignment(column) if role == Qt.ItemDataRole.TextAlignmentRole else None

    def _arrow(self, key: str) -> str:
        for place, step in enumerate(self.order, start=1):
            if step.key == key:
                return (" ↓" if step.descending else " ↑") + (str(place) if len(self.order) > 1 else "")
        return ""


def _alignment(column: Column[Any]) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignRight if column.number else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter


def _none_last(sort: Callable[[R], Any], *, descending: bool) -> Callable[[R], tuple[bool, Any]]:
    """A sort key that puts what is unknown at the end in both directions."""

    def key(row: R) -> tuple[bool, Any]:
        value = sort(row)
        return ((value is None) != descending, 0 if value is None else value)

    return key
