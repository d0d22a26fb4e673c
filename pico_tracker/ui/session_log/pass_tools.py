"""The line under the grid of passes: where they come from, and what can be done with the chosen one."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from pico_tracker.ui.kit.buttons import Button, Kind
from pico_tracker.ui.kit.plain_text import Label, Role
from pico_tracker.ui.kit.words import tr
from pico_tracker.ui.session_log.pass_filling import Start


class PassTools(QWidget):
    """Buttons that work on the chosen pass, beside the words that say what the passes were filled from."""

    def __init__(
        self,
        from_protocol: Callable[[], object],
        copy: Callable[[], object],
        remove: Callable[[], object],
        move: Callable[[int], object],
    ) -> None:
        super().__init__()
        self._read_only = False
        self.source = Label("", Role.SMALL, wrap=True)
        self.patches = Label("", Role.SMALL, wrap=True)
        self.protocol_button = Button(tr("From protocol"), kind=Kind.QUIET, run=from_protocol)
        self.copy_button = _tool("copy", tr("Copy the pass"), copy, key="F8")
        self.remove_button = _tool("trash", tr("Remove the pass"), remove)
        self.up_button = _tool("chevron-up", tr("Move the pass up"), lambda: move(-1))
        self.down_button = _tool("chevron-down", tr("Move the pass down"), lambda: move(1))
        self._lay_out()

    def _lay_out(self) -> None:
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self.source)
        words.addWidget(self.patches)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2)
        row.addLayout(words, 1)
        for button in self.buttons:
            row.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)

    @property
    def buttons(self) -> tuple[Button, ...]:
        """All of them, from left to right."""
        return (self.protocol_button, self.copy_button, self.remove_button, self.up_button, self.down_button)

    def show_source(self, text: str) -> None:
        """Say where the passes come from; a line without words keeps its room, so that nothing jumps."""
        self.source.setText(text)

    def show_patches(self, texts: Sequence[str]) -> None:
        """Say which test patches were planned: they are no passes of the treatment."""
        self.patches.setText("\n".join(texts))
        self.patches.setVisible(bool(texts))

    def show_start(self, start: Start) -> None:
        """Offer the starting values of a protocol, or say why there are none."""
        self.protocol_button.setEnabled(start.protocol is not None and not self._read_only)
        if start.protocol is None:
            self.protocol_button.explain(start.why)
        else:
            name = start.protocol.name
            self.protocol_button.explain(
                tr("Fills in what the clinic entered to start from in “{name}”; nothing else.", name=name)
            )

    def show_place(self, place: int, count: int, limit: int) -> None:
        """Offer what can be done with the pass at `place` of `count`."""
        can = (0 < count < limit, count > 0, place > 0, place < count - 1)
        for button, is_possible in zip(self.buttons[1:], can, strict=True):
            button.setEnabled(is_possible and not self._read_only)

    def set_read_only(self, read_only: bool) -> None:
        """Offer nothing while the passes cannot be changed."""
        self._read_only = read_only
        for button in self.buttons:
            button.setEnabled(not read_only)


def _tool(icon: str, name: str, run: Callable[[], object], key: str = "") -> Button:
    button = Button("", kind=Kind.QUIET, icon=icon, key=key, run=run)
    button.explain(name)
    button.setAccessibleName(name)
    return button
