"""Products recommended to the patient, one a line, names used before offered while typing."""

from collections.abc import Sequence

from PySide6.QtCore import QStringListModel, Qt
from PySide6.QtWidgets import QCompleter

from pico_tracker.services.products import list_products
from pico_tracker.ui.desk import Desk
from pico_tracker.ui.kit.lines_field import LinesField
from pico_tracker.ui.kit.words import tr


class ProductsField(LinesField):
    """`ProductsField(used_before, desk)`: a tuple of lines named "products".

    Names used in the course come first, then those of the clinic; without a desk only the first.
    """

    def __init__(self, used_before: Sequence[str] = (), desk: Desk | None = None) -> None:
        super().__init__("products", tr("Products recommended"), add=tr("Another product"))
        self._names = QStringListModel(list(dict.fromkeys(used_before)), self)
        if desk is not None:
            desk.run(list_products, done=self._add_names)
        self._adapt()
        self.changed.connect(self._adapt)

    @property
    def used_before(self) -> tuple[str, ...]:
        """The names that are offered."""
        return tuple(self._names.stringList())

    def _add_names(self, names: tuple[str, ...]) -> None:
        self._names.setStringList(list(dict.fromkeys((*self.used_before, *names))))

    def _adapt(self) -> None:
        """Offer another line once there is something in the first, and the names in every line."""
        self._add.setVisible(len(self._rows) > 1 or bool(self.value()))
        for row in self._rows:
            if row.input.completer() is None:
                completer = QCompleter(self._names, row.input)
                completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
                completer.setFilterMode(Qt.MatchFlag.MatchContains)
                row.input.setCompleter(completer)
