"""What stands over a page while names and details are hidden from whoever looks over a shoulder."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from pico_tracker.ui.kit.cards import EmptyState
from pico_tracker.ui.kit.words import tr


class Curtain(QWidget):
    """Covers a widget wholly: `Curtain(pages, "F9").draw(shut=True)`, and nothing under it is seen.

    What is under it stays as it was, typing included, and gets no key and no click meanwhile.
    """

    def __init__(self, over: QWidget, key: str) -> None:
        super().__init__(over)
        self._over = over
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setProperty("ground", "page")
        stack = QVBoxLayout(self)
        self.text = EmptyState(tr("Names and details are hidden. {key} shows them again.", key=key))
        stack.addStretch(1)
        stack.addWidget(self.text)
        stack.addStretch(1)
        self.hide()
        over.installEventFilter(self)

    def draw(self, *, shut: bool) -> None:
        """Cover the page, or show it."""
        if shut:
            self.setGeometry(self._over.rect())
            self.raise_()
            self.show()
            self.setFocus()
        else:
            self.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay as large as what is covered."""
        if event.type() == QEvent.Type.Resize:
            self.setGeometry(self._over.rect())
        return super().eventFilter(watched, event)
