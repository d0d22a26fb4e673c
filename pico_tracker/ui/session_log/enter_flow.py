"""Enter goes from what has just been filled in to what has to be filled in next."""

from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from pico_tracker.ui.kit.form import AnyField
from pico_tracker.ui.session_log.passes_field import PassesField

PASSES = "passes"


def goes_on(event: QKeyEvent) -> bool:
    """Whether it is Enter alone, of either key; with Shift it breaks a line, with Ctrl it signs."""
    is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
    return is_enter and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier


class EnterGoesOn(QObject):
    """`EnterGoesOn(field.input, form.go_on)`: Enter leaves a text of several lines like any other field."""

    def __init__(self, text: QWidget, go_on: Callable[[], object]) -> None:
        super().__init__(text)
        self._go_on = go_on
        text.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take Enter alone from the text."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and goes_on(event):
            self._go_on()
            return True
        return super().eventFilter(watched, event)


class Typed(Protocol):
    """What is needed of the form."""

    @property
    def fields(self) -> tuple[AnyField, ...]:
        """All fields in reading order."""
        ...

    def field(self, name: str) -> AnyField:
        """The field of that name."""
        ...

    def missing(self) -> tuple[str, ...]:
        """Names of the fields that still have to be filled in."""
        ...

    def focusWidget(self) -> QWidget | None:
        """What has the cursor."""
        ...


class EnterFlow:
    """`flow.go_on()` goes to the next field that is still needed, in reading order, then to the first.

    A field of a pass is named `passes.1.pulses`, as findings are; the check stands as the last field
    of what comes before treating.
    """

    def __init__(self, form: Typed, passes: PassesField) -> None:
        self._form, self._passes = form, passes

    def go_to_first(self) -> None:
        """Go to the first field where it is open, so that no letter of a key is typed into a field further
        down; else to the first that is needed, or to the first there is."""
        wanted, first = self._wanted(), self._form.fields[0]
        if not first.raw_text() and self._can_be_gone_to(first.name):
            wanted = [first.name]
        self._go(wanted[0] if wanted else first.name)

    def go_on(self) -> None:
        """Go to what is needed next; where nothing is, the cursor stays."""
        wanted, here = self._wanted(), self._here()
        order = self._order()
        after = [name for name in wanted if order.index(name) > here]
        if after or wanted:
            self._go((after or wanted)[0])

    def _order(self) -> list[str]:
        """The names of all fields in reading order, with those of every pass."""
        order: list[str] = []
        for field in self._form.fields:
            order.append(field.name)
            if field.name == PASSES:
                order += [
                    f"{PASSES}.{place}.{one.name}"
                    for place in range(len(self._passes.value()))
                    for one in self._passes.editor.fields
                ]
        return order

    def _wanted(self) -> list[str]:
        missing, order = set(self._form.missing()), self._order()
        return [name for name in order if name in missing and self._can_be_gone_to(name)]

    def _can_be_gone_to(self, name: str) -> bool:
        if name.startswith(f"{PASSES}."):
            return True
        field = self._form.field(name)
        return field.isVisibleTo(field.window())

    def _here(self) -> int:
        """The place of the cursor among the names, -1 where it is in none of them."""
        focus, order = self._form.focusWidget(), self._order()
        if focus is None:
            return -1
        if self._passes.isAncestorOf(focus):
            own = (one.name for one in self._passes.editor.fields if one.isAncestorOf(focus))
            name = next(own, "")
            full = f"{PASSES}.{self._passes.selected}.{name}"
            return order.index(full) if full in order else order.index(PASSES)
        holding = (one.name for one in self._form.fields if one.isAncestorOf(focus))
        return order.index(next(holding, order[0]))

    def _go(self, name: str) -> None:
        parts = name.split(".")
        if len(parts) < 3:
            self._form.field(name).give_focus()
            return
        self._passes.table.go_to(int(parts[1]))
        own = (one for one in self._passes.editor.fields if one.name == parts[2])
        for field in own:
            field.give_focus()
