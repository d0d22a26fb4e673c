"""Rows that grow with what stands in them, and scroll once they are higher than a dialog can be."""

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from pico_tracker.ui.kit.style import px


class GrowingArea(QScrollArea):
    """As high as `inner`, up to `limit` px at 100 %: `GrowingArea(rows, 320)`."""

    def __init__(self, inner: QWidget, limit: int) -> None:
        super().__init__()
        self._inner, self._limit = inner, limit
        self.setWidget(inner)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        inner.setAutoFillBackground(False)  # the ground of the card shows through
        self.viewport().setAutoFillBackground(False)
        inner.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Fit when what is inside has changed, and keep the row in sight where the cursor is."""
        handled = super().eventFilter(watched, event)
        if watched is self._inner and event.type() is QEvent.Type.LayoutRequest:
            self.fit()
            at = self._inner.focusWidget()
            if at is not None and at.hasFocus():
                self.ensureWidgetVisible(at)
        return handled

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit to the new width."""
        super().resizeEvent(event)
        self.fit()

    def fit(self) -> None:
        """Take the height that the rows need at this width."""
        layout = self._inner.layout()
        wide = self.viewport().width()
        wanted = layout.totalHeightForWidth(wide) if layout is not None and layout.hasHeightForWidth() else 0
        high = min(max(wanted, self._inner.sizeHint().height()), px(self._limit))
        if high != self.height():
            self.setFixedHeight(high)

    def sizeHint(self) -> QSize:
        """As wide as the rows."""
        return QSize(self._inner.sizeHint().width(), self.height())
