"""Products recommended to the patient, one a line, names used before offered while typing."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCompleter

from pico_tracker.ui.kit.lines_field import LinesField
from pico_tracker.ui.kit.words import tr


class ProductsField(LinesField):
    """`ProductsField(used_before)`: a tuple of lines named "products"."""

    def __init__(self, used_before: Sequence[str] = ()) -> None:
        super().__init__("products", tr("Products recommended"), add=tr("Another product"))
        self.used_before = tuple(dict.fromkeys(used_before))
        self._adapt()
        self.changed.connect(self._adapt)

    def _adapt(self) -> None:
        """Offer another line once there is something in the first, and the names in every line."""
        self._add.setVisible(len(self._rows) > 1 or bool(self.value()))
        self._offer()

    def _offer(self) -> None:
        if not self.used_before:
            return
        for row in self._rows:
            if row.input.completer() is None:
                completer = QCompleter(list(self.used_before), row.input)
                completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
                completer.setFilterMode(Qt.MatchFlag.MatchContains)
                row.input.setCompleter(completer)
