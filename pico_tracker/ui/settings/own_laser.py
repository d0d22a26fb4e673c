"""What is typed of a laser that is none of the known models: its wavelengths and handpieces."""

from collections.abc import Callable, Iterable
from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from pico_tracker.domain.devices import OPTIC_NAMES, DeviceEntry, HandpieceEntry, PulseMode
from pico_tracker.domain.findings import Finding
from pico_tracker.domain.laser import Optic
from pico_tracker.ui.kit.buttons import Button, Kind
from pico_tracker.ui.kit.fields import ChoiceField, NumberField, Option, TextField, WholeNumberField
from pico_tracker.ui.kit.form import FieldGrid, Form
from pico_tracker.ui.kit.words import tr, translated

MOST = 8
"""No laser has more wavelengths or handpieces than these rows."""


class _ModeRow(FieldGrid):
    """One wavelength with its shortest and longest pulse."""

    def __init__(self, form: Form, number: int) -> None:
        self.prefix = f"modes.{number}"
        self.wavelength = WholeNumberField(f"{self.prefix}.wavelength_nm", tr("Wavelength"), unit=tr("nm"))
        self.shortest = WholeNumberField(f"{self.prefix}.shortest_ps", tr("Shortest pulse"), unit=tr("ps"))
        self.longest = WholeNumberField(f"{self.prefix}.longest_ps", tr("Longest pulse"), unit=tr("ps"))
        self.first = self.wavelength
        fields = (self.wavelength, self.shortest, self.longest)
        super().__init__(fields, columns=3, narrowest=120)
        form.take(*fields)

    def is_typed(self) -> bool:
        return any(field.raw_text().strip() for field in (self.wavelength, self.shortest, self.longest))

    def value(self) -> PulseMode:
        return PulseMode(self.wavelength.value() or 0, self.shortest.value(), self.longest.value())


class _HandpieceRow(FieldGrid):
    """One handpiece and the beam it makes."""

    def __init__(self, form: Form, number: int) -> None:
        self.prefix = f"handpieces.{number}"
        self.handpiece = TextField(f"{self.prefix}.name", tr("Handpiece"))
        options = tuple(Option(optic, translated(name)) for optic, name in OPTIC_NAMES.items())
        self.optic = ChoiceField(f"{self.prefix}.optic", tr("Beam"), options=options)
        self.optic.set_value(Optic.UNKNOWN)
        self.first = self.handpiece
        super().__init__((self.handpiece, self.optic), columns=3, narrowest=120, spans={self.handpiece.name: 2})
        form.take(self.handpiece, self.optic)

    def is_typed(self) -> bool:
        return bool(self.handpiece.value())

    def value(self) -> HandpieceEntry:
        optic = self.optic.value()
        return HandpieceEntry(self.handpiece.value(), optic if isinstance(optic, Optic) else Optic.UNKNOWN)


_Row = _ModeRow | _HandpieceRow


class OwnLaser(QWidget):
    """Name, kind of pulse, fastest rate, then a row a wavelength and a row a handpiece.

    Empty rows do not count; `home(finding)` says which row a finding about the entry belongs to.
    """

    def __init__(self, form: Form) -> None:
        super().__init__()
        self.setProperty("ground", "clear")
        self._form = form
        self.laser_name = TextField("name", tr("Name"), required=True, hint=tr("As it stands in lists."))
        kinds = (Option(value=False, text=tr("Picoseconds")), Option(value=True, text=tr("Nanoseconds")))
        self.pulse_kind = ChoiceField("is_nanosecond", tr("Pulses"), options=kinds, required=True)
        self.pulse_kind.set_value(False)
        self.rate = NumberField("max_repetition_hz", tr("Fastest rate"), unit=tr("Hz"))
        fields = (self.laser_name, self.pulse_kind, self.rate)
        form.take(*fields)
        self.modes: list[_ModeRow] = []
        self.handpieces: list[_HandpieceRow] = []
        self._stack = QVBoxLayout(self)
        self._stack.setContentsMargins(0, 0, 0, 0)
        self._stack.setSpacing(10)
        self._stack.addWidget(FieldGrid(fields, columns=3, narrowest=120))
        self._add_mode_button = self._button(tr("Add a wavelength"), self.add_mode)
        self._add_handpiece_button = self._button(tr("Add a handpiece"), self.add_handpiece)
        self.add_mode()
        self.add_handpiece()
        self._stack.addStretch(1)

    def _button(self, text: str, run: Callable[[], object]) -> Button:
        button = Button(text, kind=Kind.QUIET, icon="plus", run=run)
        self._stack.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        return button

    def add_mode(self) -> None:
        """Offer a row for one more wavelength."""
        row = _ModeRow(self._form, len(self.modes))
        self.modes.append(row)
        self._insert(row, self._add_mode_button, is_full=len(self.modes) == MOST)

    def add_handpiece(self) -> None:
        """Offer a row for one more handpiece."""
        row = _HandpieceRow(self._form, len(self.handpieces))
        self.handpieces.append(row)
        self._insert(row, self._add_handpiece_button, is_full=len(self.handpieces) == MOST)

    def _insert(self, row: _Row, button: Button, *, is_full: bool) -> None:
        self._stack.insertWidget(self._stack.indexOf(button), row)
        button.setVisible(not is_full)
        if self.isVisible():
            row.first.give_focus()

    def entry(self, serial: str) -> DeviceEntry:
        """The laser as typed."""
        return DeviceEntry(
            name=self.laser_name.value(),
            serial=serial,
            is_nanosecond=self.pulse_kind.value() is True,
            modes=tuple(row.value() for row in self.modes if row.is_typed()),
            handpieces=tuple(row.value() for row in self.handpieces if row.is_typed()),
            max_repetition_hz=self.rate.value(),
        )

    def home(self, finding: Finding) -> Finding:
        """The same finding, named after the row in which its part was typed."""
        part, _, rest = finding.field.partition(".")
        if part not in ("modes", "handpieces"):
            return finding
        if not rest:
            return replace(finding, field=self.modes[0].wavelength.name)
        number, _, name = rest.partition(".")
        return replace(finding, field=f"{self._typed_rows(part)[int(number)].prefix}.{name}")

    def _typed_rows(self, part: str) -> tuple[_Row, ...]:
        rows: Iterable[_Row] = self.modes if part == "modes" else self.handpieces
        return tuple(row for row in rows if row.is_typed())
