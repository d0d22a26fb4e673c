"""The one window of the program, painted before anything heavy is loaded."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QCloseEvent, QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from pico_tracker.domain.errors import PicoError
from pico_tracker.ui.kit.buttons import Button, Kind
from pico_tracker.ui.kit.cards import Card
from pico_tracker.ui.kit.icons import icon
from pico_tracker.ui.kit.plain_text import Label, Role
from pico_tracker.ui.kit.rail import Logo
from pico_tracker.ui.kit.style import px
from pico_tracker.ui.kit.words import said, tr

USUAL, SMALLEST = QSize(1440, 900), QSize(960, 600)


class FrontWindow(QMainWindow):
    """Holds one page after the other: opening, passphrase, "Who is working?", the main window.

    `leaving` goes out before the window closes, while pages can still keep what was typed.
    """

    leaving = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._stack = QStackedWidget()
        self.setCentralWidget(self._stack)
        self.setMinimumSize(SMALLEST)
        self.name_page("")
        self.setWindowIcon(icon("logo", "brand"))
        screen = QGuiApplication.primaryScreen()
        room = screen.availableSize() if screen is not None else USUAL
        self.resize(USUAL.boundedTo(room))

    def name_page(self, name: str) -> None:
        """Put a page's name into the title; never a patient's."""
        self.setWindowTitle(tr("{page} · Pico Tracker", page=name) if name else tr("Pico Tracker"))

    @property
    def page(self) -> QWidget | None:
        """What fills the window now."""
        return self._stack.currentWidget()

    def show_page(self, page: QWidget, *, keep: bool = False) -> None:
        """Fill the window with `page`; the one before is destroyed unless it is to be kept."""
        before = self.page
        if self._stack.indexOf(page) < 0:
            self._stack.addWidget(page)
        self._stack.setCurrentWidget(page)
        if before is not None and before is not page and not keep:
            self._stack.removeWidget(before)
            before.deleteLater()

    def come_forward(self) -> None:
        """Come to the front, also from where it was minimised."""
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.show()
        self.raise_()
        self.activateWindow()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Let pages keep what was typed, then close."""
        self.leaving.emit()
        super().closeEvent(event)


class Threshold(QWidget):
    """The ground of every page before the main window: the program's mark above one card."""

    def __init__(self, title: str, text: str = "", width: int = 460) -> None:
        super().__init__()
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setProperty("ground", "page")
        self.card = Card()
        self.card.body.setContentsMargins(28, 24, 28, 24)
        self.card.body.setSpacing(14)
        self.title = Label(title, Role.TITLE, wrap=True)
        self.text = Label(text, Role.QUIET, wrap=True)
        self.text.setVisible(bool(text))
        self.card.add(self.title)
        self.card.add(self.text)
        self._middle = QVBoxLayout()
        self._middle.setSpacing(16)
        self._middle.addStretch(2)
        self._middle.addLayout(_mark())
        self._middle.addWidget(self.card)
        self._middle.addStretch(3)
        self.card.setFixedWidth(px(width))
        inside = QWidget()
        inside.setProperty("ground", "clear")
        across = QHBoxLayout(inside)
        across.setContentsMargins(24, 16, 24, 16)
        across.addStretch(1)
        across.addLayout(self._middle)
        across.addStretch(1)
        area = QScrollArea()  # a small screen must still reach the button at the bottom
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(inside)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(area)

    def add(self, part: QWidget) -> QWidget:
        """Put a widget under what is in the card; returns the widget."""
        return self.card.add(part)

    def add_buttons(self, *buttons: QWidget) -> None:
        """Put buttons at the bottom right of the card, the one that matters last."""
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addStretch(1)
        for button in buttons:
            row.addWidget(button)
        self.card.body.addLayout(row)


class OpeningPage(Threshold):
    """What is seen while the program and the database open."""

    def __init__(self) -> None:
        super().__init__(tr("Opening the clinic"), tr("This takes a moment."))


class TroublePage(Threshold):
    """Why the database cannot be opened; `again` asks to try once more, `given_up` to close."""

    again = Signal()
    given_up = Signal()

    def __init__(self, error: PicoError) -> None:
        super().__init__(tr("The clinic could not be opened"), width=540)
        self.why = Label(said(error.sentence), wrap=True).selectable()
        self.add(self.why)
        retry = Button(tr("Try again"), kind=Kind.PRIMARY, run=self.again.emit)
        self.add_buttons(Button(tr("Close"), run=self.given_up.emit), retry)
        retry.setFocus()


def _mark() -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(10)
    row.addStretch(1)
    row.addWidget(Logo())
    row.addWidget(Label(tr("Pico Tracker"), Role.TITLE))
    row.addStretch(1)
    return row
