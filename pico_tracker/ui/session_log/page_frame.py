"""What stands around the form of a session: the banner with its buttons, the title, notices, the scroll."""

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from pico_tracker.ui.kit.banner import IdentityBanner
from pico_tracker.ui.kit.buttons import Button, Kind
from pico_tracker.ui.kit.notice import NoticeBoard
from pico_tracker.ui.kit.plain_text import Label, Role
from pico_tracker.ui.kit.words import tr


class SessionFrame(QWidget):
    """`frame.show_part(form)` puts a form into the scroll; subclasses answer the buttons."""

    def __init__(self) -> None:
        super().__init__()
        self.notices = NoticeBoard()
        self.setProperty("ground", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._make_buttons()
        self._lay_out()

    def _make_buttons(self) -> None:
        QShortcut(QKeySequence("Esc"), self).activated.connect(self.close_page)
        self.not_treated_button = Button(tr("Not treated…"))
        self.not_treated_button.explain(
            tr("The visit counts, no session is logged. What is typed is kept as a draft.")
        )
        self.keep_button = Button(tr("Keep draft"), key="Ctrl+S", run=self.keep_draft)
        self.keep_button.explain(tr("Leaves the page; nothing is signed."))
        self.sign_button = Button(tr("Sign and finish"), kind=Kind.PRIMARY, key="Ctrl+Enter", run=self.sign)
        self.sign_button.explain(tr("Saves the session under your name. Signing cannot be undone."))
        QShortcut(QKeySequence("Ctrl+Return"), self).activated.connect(self.sign)

    def _lay_out(self) -> None:
        actions = (self.not_treated_button, self.keep_button, self.sign_button)
        self.banner = IdentityBanner(actions)
        self.title = Label("", Role.STRONG)
        self.state = Label("", Role.SMALL, elide=True)
        line = QHBoxLayout()
        line.setSpacing(14)
        line.addWidget(self.title)
        line.addWidget(self.state, 1)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        stack = QVBoxLayout(self)
        stack.setContentsMargins(20, 16, 20, 12)
        stack.setSpacing(10)
        stack.addWidget(self.banner)
        stack.addLayout(line)
        stack.addWidget(self.notices)
        stack.addWidget(self._scroll, 1)

    def show_part(self, part: QWidget | None) -> None:
        """Show a form in place of the one before, or none."""
        old = self._scroll.takeWidget()
        if old is not None:
            old.deleteLater()
        if part is not None:
            part.setProperty("ground", "clear")
            self._scroll.setWidget(part)

    def show_focused(self) -> None:
        """Scroll to where the cursor went, once notices and findings have taken their room."""
        QTimer.singleShot(0, self, self._scroll_to_focus)

    def _scroll_to_focus(self) -> None:
        here, part = self.focusWidget(), self._scroll.widget()
        if part is not None and here is not None and part.isAncestorOf(here):
            self._scroll.ensureWidgetVisible(here, 40, 120)

    def close_page(self) -> None:
        """Leave the page."""
        raise NotImplementedError

    def keep_draft(self) -> None:
        """Keep a draft and leave the page."""
        raise NotImplementedError

    def sign(self) -> None:
        """Sign what is typed."""
        raise NotImplementedError
