"""Somebody at the main window: mouse and keyboard go in, what stands on the screen is read."""

from collections.abc import Callable, Iterator
from typing import TypeVar

from PySide6.QtCore import QAbstractListModel, Qt, QTimer
from PySide6.QtGui import QAction, QInputMethodEvent, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot

from pico_tracker.services.context import Context
from pico_tracker.ui.desk import Desk
from pico_tracker.ui.front_window import FrontWindow
from pico_tracker.ui.kit.backend import Backend
from pico_tracker.ui.kit.crash import CrashHandler
from pico_tracker.ui.kit.delegates import CELL_ROLE
from pico_tracker.ui.kit.fields import ChoiceField
from pico_tracker.ui.kit.form import AnyField
from pico_tracker.ui.kit.style import Look
from pico_tracker.ui.main_window import MainWindow
from pico_tracker.ui.patients.patient_page import PatientPage
from pico_tracker.ui.session_log.page import LogSessionPage
from pico_tracker.ui.session_log.session_form import SessionForm
from pico_tracker.ui.small_form import SmallForm
from pico_tracker.ui.today.attention import DueRow
from tests.builders import MovableClock

P = TypeVar("P", bound=QWidget)
EYES = "Patient: metal shields. Staff: OD 7."


class Seat:
    """A person in front of a window of their own, with its own database thread."""

    def __init__(self, qtbot: QtBot, look: Look, context: Context) -> None:
        self.qtbot, self.context = qtbot, context
        self.backend = Backend()
        self.crashes: list[BaseException] = []
        self.backend.crashed.connect(self.crashes.append)
        self._busy = False
        self.backend.busy_changed.connect(self._note_busy)
        self.front = FrontWindow()
        self.window = MainWindow(Desk(self.backend, context), look, CrashHandler())
        self.front.leaving.connect(self.window.leave)
        self.front.show_page(self.window)
        qtbot.addWidget(self.front)
        self.front.resize(1440, 900)
        self.come_back()
        self.window.start()
        self.settle()

    def _note_busy(self, busy: bool) -> None:
        self._busy = busy

    def come_back(self) -> None:
        """Sit down at this window again."""
        with self.qtbot.waitActive(self.front):
            self.front.show()
            self.front.activateWindow()

    def leave(self) -> None:
        """Close the window as people do and let everything asked for finish."""
        self.front.close()
        self.backend.close()
        assert not self.crashes, self.crashes

    def settle(self) -> None:
        """Wait until nothing asked for is on its way any more."""
        self.qtbot.waitUntil(lambda: not self._busy)

    def come_round(self) -> None:
        """Let the event loop come round, so that layouts asked for are made."""
        rounds: list[None] = []
        QTimer.singleShot(0, self.front, lambda: rounds.append(None))
        self.until(lambda: bool(rounds))

    def until(self, holds: Callable[[], bool]) -> None:
        """Wait until something holds."""
        self.qtbot.waitUntil(holds)

    def pass_days(self, clock: MovableClock, days: int) -> None:
        """Let days go by; Today looks at the clock once a minute."""
        clock.pass_days(days)
        self.window.today()._clock.timeout.emit()
        self.settle()

    # Hands

    def _keys_go_to(self) -> QWidget:
        top: QWidget = self.front if self.window.dialog is None else self.window.dialog
        return top.focusWidget() or top

    def key(self, keys: str) -> None:
        """Press a key or chord where the cursor is, such as "Ctrl+K"."""
        QTest.keySequence(self._keys_go_to(), QKeySequence(keys))

    def write(self, text: str) -> None:
        """Type where the cursor is; what no key of a plain keyboard gives is composed."""
        for letter in text:
            if letter.isascii():
                QTest.keyClicks(self._keys_go_to(), letter)
            else:
                composed = QInputMethodEvent()
                composed.setCommitString(letter)
                QApplication.sendEvent(self._keys_go_to(), composed)

    def fill(self, field: AnyField, text: str) -> None:
        """Click into a field and type over what is there."""
        self.click_into(field)
        if isinstance(self._keys_go_to(), QLineEdit | QPlainTextEdit):
            self.key("Ctrl+A")
        self.write(text)
        self.key("Tab")

    def choose(self, field: ChoiceField, text: str) -> None:
        """Walk down a list until this is chosen."""
        self.click_into(field)
        self.key("Home")
        for _ in range(field.input.count()):
            if field.raw_text() != text:
                self.key("Down")
        assert field.raw_text() == text
        self.key("Tab")

    def click_into(self, field: AnyField) -> None:
        """Click where one types."""
        self.until(field.isEnabled)
        target = field.focusProxy()
        assert isinstance(target, QWidget)
        assert target.isVisible(), field.name
        if isinstance(target, QComboBox):
            target.setFocus(Qt.FocusReason.MouseFocusReason)  # a click would open its list
        else:
            QTest.mouseClick(target, Qt.MouseButton.LeftButton)

    def click(self, button: QWidget) -> None:
        """Click a button that can be seen."""
        self.until(lambda: button.isVisible() and button.isEnabled())
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)

    def answer_all_no(self) -> None:
        """Ask before treating: the questions of each visit by their key, all others in their dialog."""
        self.key("F6")
        screening = self.session_form().before.screening
        if not screening.ask_button.isVisible():
            return
        self.key("F10")
        dialog = screening.dialog
        assert dialog is not None
        self.until(dialog.isActiveWindow)
        QTest.keySequence(dialog, QKeySequence("F6"))
        QTest.keySequence(dialog, QKeySequence("Ctrl+S"))
        self.until(lambda: screening.dialog is None)
        self.come_back()

    def may_treat(self) -> None:
        """Say how it healed where that is asked, and that the patient may be treated."""
        form = self.session_form()
        if form.before.healing.isVisible() and form.before.healing.value() is None:
            self.key("H")
        self.key("F5")
        self.until(lambda: form.before.checked.value() is not None)

    # Eyes

    def page(self, kind: type[P]) -> P:
        """The page of this kind, once it is in front."""
        self.until(lambda: isinstance(self.window.pages.currentWidget(), kind))
        page = self.window.pages.currentWidget()
        assert isinstance(page, kind)
        self.settle()
        return page

    def patient_page(self, name: str) -> PatientPage:
        """The page of the patient with this name, once it is shown."""
        page = self.page(PatientPage)
        self.until(lambda: page.banner.isVisible() and page.banner.name.text() == name)
        return page

    def session_form(self) -> SessionForm:
        """The form of the session that is being logged, once the record has been read."""
        page = self.page(LogSessionPage)
        self.until(lambda: page.form is not None)
        assert page.form is not None
        return page.form

    def dialog(self) -> SmallForm:
        """The small form in front of the page, ready to type in."""
        self.until(lambda: self.window.dialog is not None and self.window.dialog.isActiveWindow())
        form = self.window.dialog
        assert isinstance(form, SmallForm)
        self.settle()
        return form

    def save_dialog(self) -> None:
        """Save the small form by its key and wait until it is gone."""
        self.key("Ctrl+S")
        self.until(lambda: self.window.dialog is None)
        self.settle()
        self.come_back()

    def due(self) -> list[str]:
        """What Today says needs attention, from the top."""
        return [row.accessibleName() for row in self.window.today().attention.rows]

    def due_row(self, said: str) -> DueRow:
        """The line that says this."""
        return next(row for row in self.window.today().attention.rows if said in row.accessibleName())


def everything_said(top: QWidget) -> str:
    """Every word that stands on the screen or that a screen reader would say, hidden parts left out."""
    widgets = [top, *(one for one in top.findChildren(QWidget) if one.isVisibleTo(top))]
    return "\n".join(text for widget in widgets for text in _said_by(widget) if text)


def _said_by(widget: QWidget) -> Iterator[str]:
    yield from (widget.accessibleName(), widget.accessibleDescription(), widget.toolTip())
    if isinstance(widget, QLabel | QLineEdit | QAbstractButton | QAction):
        yield widget.text()
    elif isinstance(widget, QPlainTextEdit):
        yield widget.toPlainText()
    elif isinstance(widget, QComboBox):
        yield from (widget.itemText(place) for place in range(widget.count()))
    elif isinstance(widget, QAbstractItemView):
        yield from _said_in(widget)


def _said_in(view: QAbstractItemView) -> Iterator[str]:
    model = view.model()
    for row in range(model.rowCount()):
        for column in range(1 if isinstance(model, QAbstractListModel) else model.columnCount()):
            index = model.index(row, column)
            for role in (
                Qt.ItemDataRole.DisplayRole,
                Qt.ItemDataRole.AccessibleTextRole,
                Qt.ItemDataRole.ToolTipRole,
                CELL_ROLE,
            ):
                yield str(index.data(role) or "")
