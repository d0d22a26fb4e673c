"""The tools over the day book: other days, other columns, names hidden, a new visit."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QWidget

from pico_tracker.domain.day_book import COLUMN_NAMES, ColumnKind
from pico_tracker.ui.kit.buttons import Button, Kind
from pico_tracker.ui.kit.words import tr, translated

HIDE_KEY = "F9"


class BookTools(QWidget):
    """`stepped(int)` goes on (1) or back (-1), 0 to today; `kind_chosen(ColumnKind)`,
    `hide_wanted()`, `book_wanted()`."""

    stepped = Signal(int)
    kind_chosen = Signal(object)
    hide_wanted = Signal()
    book_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.back = Button("", icon="chevron-left", run=lambda: self.stepped.emit(-1))
        self.back.setAccessibleName(tr("Earlier"))
        self.today = Button(tr("Today"), run=lambda: self.stepped.emit(0))
        self.on = Button("", icon="chevron-right", run=lambda: self.stepped.emit(1))
        self.on.setAccessibleName(tr("Later"))
        self.columns = Button(translated(COLUMN_NAMES[ColumnKind.PRACTITIONER]), run=self._open_kinds)
        self.columns.explain(tr("Columns by practitioner, by room or by laser"))
        self.hide_button = Button(tr("Hide details"), key=HIDE_KEY, run=self.hide_wanted.emit)
        self.hide_button.explain(tr("Hides names and details on the screen until it is pressed again"))
        self.book_button = Button(tr("Book visit"), kind=Kind.PRIMARY, key="Ctrl+B", run=self.book_wanted.emit)
        self.menu: QMenu | None = None
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(0, 0, 0, 0)
        self.row.setSpacing(8)
        for button in (self.back, self.today, self.on, self.columns, self.hide_button, self.book_button):
            self.row.addWidget(button)

    def _open_kinds(self) -> None:
        self.menu = menu = QMenu(self)
        menu.aboutToHide.connect(menu.deleteLater)
        for kind, name in COLUMN_NAMES.items():
            menu.addAction(translated(name), partial(self.choose_kind, kind))
        menu.popup(self.columns.mapToGlobal(self.columns.rect().bottomLeft()))

    def choose_kind(self, kind: ColumnKind) -> None:
        """Say which columns there are from now on."""
        self.columns.setText(translated(COLUMN_NAMES[kind]))
        self.kind_chosen.emit(kind)

    def show_hidden(self, *, hidden: bool) -> None:
        """Say what the key does next."""
        self.hide_button.setText(tr("Show details") if hidden else tr("Hide details"))
