"""What can stand in a cell of a table, and how columns are described: data, no widgets."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from pico_tracker.ui.kit.chips import ChipText

R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class TwoLines:
    """A strong first line with a quiet one under it, such as a name over a record number."""

    first: str
    second: str


@dataclass(frozen=True, slots=True)
class Quiet:
    """Text that steps back, such as "Not contacted"."""

    text: str


@dataclass(frozen=True, slots=True)
class Struck:
    """Parts with a line through them: they stood on record and count no more."""

    parts: tuple[str, ...]


Cell = str | tuple[str, ...] | TwoLines | Quiet | Struck | ChipText | None
"""A text; one line for each of several parts (the passes of a session), with thin lines between
them; two lines; a quiet text; parts struck through; a chip; nothing."""


def struck(cell: Cell) -> Cell:
    """A text or its parts with a line through; what is no plain text stays as it is."""
    if isinstance(cell, str):
        return Struck((cell,))
    return Struck(cell) if isinstance(cell, tuple) else cell


@dataclass(frozen=True, slots=True)
class Column(Generic[R]):
    """One column: `Column("born", tr("Born"), lambda p: said_day(p.born), sort=lambda p: p.born)`.

    `key` names it for stored widths and sorting; `cell` makes what is shown; `sort` is what
    in-memory rows are sorted by (none: not sortable); `width` is px at 100 %, 0 shares the rest.
    """

    key: str
    title: str
    cell: Callable[[R], Cell]
    number: bool = False
    """Numbers stand at the right, their unit in the title."""
    sort: Callable[[R], Any] | None = None
    width: int = 0
    strong: bool = False
    keep: bool = False
    """Never narrower than its content, as dates and chips want it; numbers are kept anyway."""
    tip: Callable[[R], str] | None = None


@dataclass(frozen=True, slots=True)
class SortBy:
    """One step of a sort order: a column's key and a direction."""

    key: str
    descending: bool = False


@dataclass(frozen=True, slots=True)
class PageWish(Generic[R]):
    """Asks for the `size` rows after the row `after` (none: the first) in this order."""

    number: int
    after: R | None
    order: tuple[SortBy, ...]
    size: int


def cell_text(cell: Cell) -> str:
    """A cell as plain text on one line, for copying and for screen readers."""
    if cell is None:
        return ""
    if isinstance(cell, tuple | Struck):
        return " / ".join(parts_of(cell))
    if isinstance(cell, TwoLines):
        return f"{cell.first}, {cell.second}" if cell.second else cell.first
    return cell if isinstance(cell, str) else cell.text


def parts_of(cell: tuple[str, ...] | Struck) -> tuple[str, ...]:
    """The parts that stand one under the other."""
    return cell.parts if isinstance(cell, Struck) else cell


def lines_in(cell: Cell) -> int:
    """How many parts a cell shows one under the other."""
    return len(parts_of(cell)) if isinstance(cell, tuple | Struck) else 1
