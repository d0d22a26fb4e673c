"""What was amended in a session: who, when and why, the first value struck through beside the new one."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtWidgets import QButtonGroup, QVBoxLayout, QWidget

from pico_tracker.domain.amendments import AmendmentKind
from pico_tracker.domain.session_amendments import Amendment
from pico_tracker.domain.session_telling import Recorded, Voice
from pico_tracker.domain.sessions import Session
from pico_tracker.ui.differences_table import differences_table
from pico_tracker.ui.kit.buttons import Button
from pico_tracker.ui.kit.cards import clear
from pico_tracker.ui.kit.flow_layout import FlowLayout
from pico_tracker.ui.kit.plain_text import Label, Role
from pico_tracker.ui.kit.words import tr


class AmendmentsPart(QWidget):
    """Every amendment of a session, oldest first; hidden where there is none."""

    def __init__(self) -> None:
        super().__init__()
        self._stack = QVBoxLayout(self)
        self._stack.setContentsMargins(0, 8, 0, 0)
        self._stack.setSpacing(4)
        self.hide()

    def show_amendments(self, amendments: Sequence[Amendment], voice: Voice) -> None:
        """Show these in place of others."""
        clear(self._stack)
        for one in amendments:
            self._stack.addWidget(Label(said_amendment(one, voice), Role.STRONG, wrap=True))
            self._stack.addWidget(Label(tr("Reason: {reason}", reason=one.reason), wrap=True).selectable())
            if one.differences:
                self._stack.addWidget(differences_table(one.differences))
        self.setVisible(bool(amendments))


def said_amendment(one: Amendment, voice: Voice) -> str:
    """Who amended it, or found it void, and when."""
    values = {"moment": voice.moment(one.at), "name": one.by}
    if one.kind is AmendmentKind.VOID:
        return tr("Found void {moment} by {name}", **values)
    return tr("Amended {moment} by {name}", **values)


class VersionChoice(QWidget):
    """One button a version of a session, the one that stands last; hidden where there is only one."""

    def __init__(self, show: Callable[[Recorded], object]) -> None:
        super().__init__()
        self._show = show
        self._row = FlowLayout(self)
        self.buttons: tuple[Button, ...] = ()
        self.hide()

    def offer(self, session: Session) -> None:
        """Offer every version of a session, with the one that stands in front."""
        self._row.clear()
        group = QButtonGroup(self)
        versions = _versions(session)
        self.buttons = tuple(Button(name, run=partial(self._show, one)) for name, one in versions)
        for button in self.buttons:
            button.setCheckable(True)
            group.addButton(button)
            self._row.addWidget(button)
        self.buttons[-1].setChecked(True)
        self.setVisible(len(versions) > 1)


def _versions(session: Session) -> tuple[tuple[str, Recorded], ...]:
    """Names and versions; what was only found void is the version that stands."""
    kept = [one for one in session.earlier if one.kind is AmendmentKind.AMENDED]
    names = [tr("As signed")] + [tr("Version {number}", number=one.version) for one in kept[1:]]
    return (*zip(names[: len(kept)], kept, strict=True), (tr("As it stands"), session))
