"""A field for any number of a few choices, each with its tick."""

from collections.abc import Iterable, Sequence

from PySide6.QtWidgets import QCheckBox, QWidget

from pico_tracker.ui.kit.field import Field
from pico_tracker.ui.kit.fields import Option
from pico_tracker.ui.kit.flow_layout import FlowLayout
from pico_tracker.ui.kit.plain_text import shown
from pico_tracker.ui.kit.words import tr


class SeveralField(Field[tuple[object, ...]]):
    """Any number of a few: `SeveralField("skin_types", tr("Skin types"), options)`."""

    def __init__(self, name: str, label: str, options: Sequence[Option], *, required: bool = False) -> None:
        super().__init__(name, label, required=required)
        self.ticks = {option.value: QCheckBox(shown(option.text).replace("&", "&&")) for option in options}
        box = QWidget()
        flow = FlowLayout(box, gap=14)
        for tick in self.ticks.values():
            tick.setAccessibleName(tr("{label}: {answer}", label=label, answer=tick.text()))
            tick.clicked.connect(lambda _checked: self.changed.emit())
            flow.addWidget(tick)
        self._place(box, next(iter(self.ticks.values()), None))

    def value(self) -> tuple[object, ...]:
        """What is ticked, in the order of the options."""
        return tuple(value for value, tick in self.ticks.items() if tick.isChecked())

    def set_value(self, value: Iterable[object] | None) -> None:
        """Tick these and no others."""
        before, wanted = self.value(), tuple(value or ())
        for one, tick in self.ticks.items():
            tick.setChecked(one in wanted)
        if before != self.value():
            self.changed.emit()

    def raw_text(self) -> str:
        """The values ticked, separated by commas."""
        return ",".join(str(value) for value in self.value())

    def set_raw_text(self, text: str) -> None:
        """Put back what `raw_text` gave."""
        named = text.split(",")
        self.set_value(value for value in self.ticks if str(value) in named)

    def set_read_only(self, read_only: bool) -> None:
        """Show without letting it be changed."""
        for tick in self.ticks.values():
            tick.setEnabled(not read_only)
