"""The identity banner: whose record is open, and what could harm them, before anything else."""

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from pico_tracker.ui.kit.chips import Chip, ChipText
from pico_tracker.ui.kit.flow_layout import FlowLayout
from pico_tracker.ui.kit.plain_text import Label, Role
from pico_tracker.ui.kit.style import Tone, px
from pico_tracker.ui.kit.words import tr

GAP = 8


@dataclass(frozen=True, slots=True)
class Identity:
    """What the banner shows: the name, a line about the person ("34 y, F · born 3 May 1992 ·
    P-10482"), allergies, alerts, and quiet facts such as skin type and consents."""

    name: str
    meta: str
    allergies: tuple[str, ...] = ()
    alerts: tuple[str, ...] = ()
    facts: tuple[ChipText, ...] = ()


class AlarmLabel(Label):
    """Filled in the colour of alarm; on one line if there is room, else wrapped, never cut."""

    def __init__(self, text: str) -> None:
        super().__init__(text, Role.ALARM, wrap=True)

    def _one_line(self) -> QSize:
        self.ensurePolished()
        metrics = self.fontMetrics()
        return QSize(metrics.horizontalAdvance(self.text()) + 28, metrics.height() + 10)

    def sizeHint(self) -> QSize:
        """The whole text on one line."""
        return self._one_line()

    def heightForWidth(self, width: int) -> int:
        """One line if that is enough, else as many as it takes."""
        line = self._one_line()
        return line.height() if width >= line.width() else super().heightForWidth(width)

    def minimumSizeHint(self) -> QSize:
        """A few words."""
        return QSize(px(80), super().minimumSizeHint().height())


class IdentityBanner(QWidget):
    """Stands on every page that concerns one patient: `banner.show_identity(Identity(…))`.

    Buttons of the page stand at its right: `IdentityBanner((print_button, log_button))`. Where there
    is no room for all on one line, the particulars go under the name.
    """

    def __init__(self, actions: tuple[QWidget, ...] = ()) -> None:
        super().__init__()
        self.name = Label("", Role.TITLE).selectable()
        self.meta = Label("", Role.QUIET, wrap=True).selectable()
        self._actions = actions
        self._chips_box = QWidget()
        self._chips = FlowLayout(self._chips_box)
        stack = QVBoxLayout(self)
        stack.setContentsMargins(0, 0, 0, 0)
        stack.setSpacing(8)
        stack.addLayout(self._first_line())
        stack.addWidget(self._chips_box)

    def _first_line(self) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(GAP)
        self.name.setWordWrap(False)
        self._who = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._who.setSpacing(GAP)
        self._who.addWidget(self.name)
        self._who.addWidget(self.meta, 1)
        line.addLayout(self._who, 1)
        for action in self._actions:
            line.addWidget(action)
        return line

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Use the room there is."""
        super().resizeEvent(event)
        self._fit()

    def event(self, event: QEvent) -> bool:
        """Look again when a name, a button or the type size has changed."""
        if event.type() == QEvent.Type.LayoutRequest:
            self._fit()
        return super().event(event)

    def _fit(self) -> None:
        parts = [one.sizeHint().width() for one in self._actions if not one.isHidden()]
        parts += [self.name.sizeHint().width(), self.meta.minimumSizeHint().width()]
        is_narrow = sum(parts) + GAP * (len(parts) - 1) > self.width()
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._who.setDirection(down if is_narrow else across)

    def show_identity(self, identity: Identity) -> None:
        """Show whose record is open."""
        self.name.setText(_short(identity.name))
        self.name.setToolTip("")
        self.meta.setText(identity.meta)
        self._chips.clear()
        for allergy in identity.allergies:
            self._chips.addWidget(AlarmLabel(tr("Allergy: {allergy}", allergy=allergy)))
        for alert in identity.alerts:
            self._chips.addWidget(Chip(ChipText(alert, Tone.WARN)))
        for fact in identity.facts:
            self._chips.addWidget(Chip(fact))
        self._chips_box.setVisible(bool(identity.allergies or identity.alerts or identity.facts))
        self.setAccessibleName(tr("Record of {name}", name=identity.name))
        self.setAccessibleDescription(_read_out(identity))


def _short(name: str) -> str:
    return name if len(name) <= 48 else name[:47] + "…"


def _read_out(identity: Identity) -> str:
    allergies = (tr("Allergy: {allergy}", allergy=allergy) for allergy in identity.allergies)
    facts = (fact.text for fact in identity.facts)
    return ". ".join((*allergies, *identity.alerts, identity.meta, *facts))
