"""Settings: the look of this window, the lasers, and for an administrator clinic data and staff."""

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from pico_tracker import __version__
from pico_tracker.domain.permissions import Permission
from pico_tracker.domain.topics import Topic
from pico_tracker.ui.desk import Desk
from pico_tracker.ui.kit.cards import Card
from pico_tracker.ui.kit.fields import ChoiceField, Option
from pico_tracker.ui.kit.form import FieldGrid
from pico_tracker.ui.kit.notice import NoticeBoard
from pico_tracker.ui.kit.plain_text import Label, Role
from pico_tracker.ui.kit.style import Mode, px
from pico_tracker.ui.kit.words import tr
from pico_tracker.ui.settings.clinic_card import ClinicCard
from pico_tracker.ui.settings.lasers_card import LasersCard
from pico_tracker.ui.settings.staff_card import StaffCard
from pico_tracker.ui.status import storage_of

WIDE = 860
"""Width of the cards at most, in px at 100 %."""


class SettingsPage(QWidget):
    """`theme_wanted(Mode)` follows the choice of a look; the rest is saved through services."""

    topics = frozenset({Topic.CLINIC, Topic.STAFF, Topic.DEVICES})
    theme_wanted = Signal(object)

    def __init__(self, desk: Desk, mode: Mode = Mode.SYSTEM) -> None:
        super().__init__()
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setProperty("ground", "page")
        self._desk = desk
        manages = desk.may(Permission.MANAGE_CLINIC)
        self.notices = NoticeBoard()
        self.theme = _theme_field(mode)
        self.theme.changed.connect(self._choose_theme)
        self.clinic = ClinicCard(desk, self.notices) if manages else None
        self.lasers = LasersCard(desk, self.notices)
        self.staff = StaffCard(desk, self.notices) if manages else None
        self._arrange()

    def _arrange(self) -> None:
        inside = QWidget()
        inside.setProperty("ground", "clear")
        inside.setMaximumWidth(px(WIDE))
        stack = QVBoxLayout(inside)
        stack.setContentsMargins(20, 20, 20, 20)
        stack.setSpacing(12)
        stack.addWidget(Label(tr("Settings"), Role.TITLE))
        stack.addWidget(self.notices)
        look = Card(tr("Look of this window"))
        look.add(FieldGrid((self.theme,), columns=2))
        stack.addWidget(look)
        for card in (self.clinic, self.lasers, self.staff):
            if card is not None:
                stack.addWidget(card)
        stack.addWidget(_record_card(self._desk))
        if self.clinic is None:
            kept = tr("Clinic data, lasers and staff are kept by an administrator.")
            stack.addWidget(Label(kept, Role.QUIET, wrap=True))
        stack.addStretch(1)
        self._area = QScrollArea()
        self._area.setWidget(inside)
        self._area.setWidgetResizable(True)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._area)

    def refresh(self) -> None:
        """Ask again for clinic data, lasers and staff."""
        self.lasers.refresh()
        if self.clinic is not None:
            self.clinic.refresh()
        if self.staff is not None:
            self.staff.refresh()

    def show_lasers(self) -> None:
        """Bring the lasers into view, and ask for one where that is allowed."""
        self._bring(self.lasers, self.lasers.open_dialog if self.clinic is not None else None)

    def show_staff(self) -> None:
        """Bring the staff into view and ask for a person, for those who may add one."""
        if self.staff is not None:
            self._bring(self.staff, self.staff.open_dialog)

    def _bring(self, card: Card, then: Callable[[], object] | None) -> None:
        """Go there once the cards have taken their room."""

        def go() -> None:
            self._area.verticalScrollBar().setValue(card.y())
            if then is not None:
                then()

        QTimer.singleShot(0, card, go)

    def _choose_theme(self) -> None:
        if isinstance(mode := self.theme.value(), Mode):
            self.theme_wanted.emit(mode)


def _record_card(desk: Desk) -> Card:
    """Where the record is and which program reads it, to be copied when help is asked for."""
    card = Card(tr("Record and program"))
    path = desk.context.database.path
    lines = (storage_of(desk.context), str(path or ""), tr("Pico Tracker {version}", version=__version__))
    for text in lines:
        if text:
            card.add(Label(text, wrap=True).selectable())
    return card


def _theme_field(mode: Mode) -> ChoiceField:
    options = (
        Option(Mode.SYSTEM, tr("As the system has it")),
        Option(Mode.LIGHT, tr("Light")),
        Option(Mode.DARK, tr("Dark")),
    )
    field = ChoiceField("theme", tr("Colours"), options=options)
    field.set_value(mode)
    return field
