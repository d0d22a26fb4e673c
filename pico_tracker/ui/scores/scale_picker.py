"""The dialog in which one picks the scale to score on."""

from collections.abc import Iterable
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from pico_tracker.domain.scales.register import scales_for
from pico_tracker.domain.scales.shape import Scale
from pico_tracker.ui.kit.buttons import Button
from pico_tracker.ui.kit.dialog import Dialog
from pico_tracker.ui.kit.flow_layout import FlowLayout
from pico_tracker.ui.kit.plain_text import Label, Role
from pico_tracker.ui.kit.words import tr, translated


class ScalePicker(Dialog):
    """Every scale as a button, those that fit the concern first; `picked(scale)` follows a click."""

    picked = Signal(object)

    def __init__(self, concern_key: str, parent: QWidget) -> None:
        super().__init__(tr("Record a score"), parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.buttons: dict[str, Button] = {}
        scales = scales_for(concern_key)
        own = [scale for scale in scales if scale.concerns and scale.suits(concern_key)]
        always = [scale for scale in scales if scale.concerns is None]
        self._group(tr("For this concern"), own)
        self._group(tr("For every course"), always)
        self._group(tr("Others"), [scale for scale in scales if not scale.suits(concern_key)])
        self.ends_with(self.cancel_button())

    def _group(self, title: str, scales: Iterable[Scale]) -> None:
        made = {scale.key: self._button(scale) for scale in scales}
        if not made:
            return
        self.add(Label(title, Role.SMALL))
        row = QWidget()
        flow = FlowLayout(row, gap=8)
        for button in made.values():
            flow.addWidget(button)
        self.add(row)
        self.buttons |= made

    def _button(self, scale: Scale) -> Button:
        return Button(translated(scale.name), run=partial(self._pick, scale))

    def _pick(self, scale: Scale) -> None:
        self.accept()
        self.picked.emit(scale)
