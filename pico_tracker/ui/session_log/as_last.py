"""Says which fields stand as they did last time, until somebody changes them."""

from collections.abc import Sequence
from functools import partial

from pico_tracker.ui.kit.form import AnyField
from pico_tracker.ui.kit.plain_text import Label, Role
from pico_tracker.ui.kit.words import tr


class AsLastLine(Label):
    """`line = AsLastLine((cooling, anaesthesia))`, placed near them, then `line.show_names()`."""

    def __init__(self, fields: Sequence[AnyField]) -> None:
        super().__init__("", Role.SMALL, wrap=True)
        self._fields = list(fields)
        for field in fields:
            field.changed.connect(partial(self._drop, field))

    def _drop(self, field: AnyField) -> None:
        if field in self._fields:
            self._fields.remove(field)
            self.show_names()

    def show_names(self) -> None:
        """Name those that nobody changed."""
        named = ", ".join(field.label_text for field in self._fields)
        self.setText(tr("As last time: {fields}", fields=named))
        self.setVisible(bool(named))
