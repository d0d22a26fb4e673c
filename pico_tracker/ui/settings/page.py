"""Settings in tabs: this window, clinic and staff, paper, hours and rooms, lasers, checks, clinical rules."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from pico_tracker import __version__
from pico_tracker.domain.permissions import Permission
from pico_tracker.domain.rules import RuleKind
from pico_tracker.domain.topics import Topic
from pico_tracker.ui.desk import Desk
from pico_tracker.ui.kit.cards import Card
from pico_tracker.ui.kit.fields import ChoiceField, Option
from pico_tracker.ui.kit.form import FieldGrid
from pico_tracker.ui.kit.notice import NoticeBoard
from pico_tracker.ui.kit.plain_text import Label, Role
from pico_tracker.ui.kit.style import Mode
from pico_tracker.ui.kit.tabs import Tab, TabbedParts
from pico_tracker.ui.kit.words import tr
from pico_tracker.ui.settings.card_column import card_column
from pico_tracker.ui.settings.clinic_card import ClinicCard
from pico_tracker.ui.settings.hours_part import HoursPart
from pico_tracker.ui.settings.lasers_card import LasersCard
from pico_tracker.ui.settings.paper_part import PaperPart
from pico_tracker.ui.settings.rules_part import RulesPart
from pico_tracker.ui.settings.staff_card import StaffCard
from pico_tracker.ui.settings.upkeep_part import UpkeepPart
from pico_tracker.ui.status import storage_of
from pico_tracker.ui.text_blocks.card import TextBlocksCard

WINDOW, CLINIC, LASERS, RULES, UPKEEP, HOURS = "window", "clinic", "lasers", "rules", "upkeep", "hours"
PAPER = "paper"
"""Names of the tabs."""


class SettingsPage(QWidget):
    """`theme_wanted(Mode)` follows the choice of a look, `course_wanted(patient, course)` a session to
    look back on; the rest is saved through services.

    A tab is one line in `_tabs`: its name, its word, what makes it.
    """

    topics = frozenset({Topic.CLINIC, Topic.STAFF, Topic.DEVICES, Topic.RULES, Topic.TEXT_BLOCKS, Topic.PAPER})
    theme_wanted = Signal(object)
    course_wanted = Signal(int, int)

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
        self.text_blocks = TextBlocksCard(desk, self.notices) if manages else None
        self.rules: RulesPart | None = None
        self.upkeep: UpkeepPart | None = None
        self.hours: HoursPart | None = None
        self.paper: PaperPart | None = None
        self._arrange()

    def _arrange(self) -> None:
        stack = QVBoxLayout(self)
        stack.setContentsMargins(20, 20, 20, 16)
        stack.setSpacing(12)
        stack.addWidget(Label(tr("Settings"), Role.TITLE))
        stack.addWidget(self.notices)
        self.parts = TabbedParts(self._tabs())
        stack.addWidget(self.parts, 1)

    def _tabs(self) -> tuple[Tab, ...]:
        tabs = [Tab(WINDOW, tr("Window"), self._make_window)]
        if self.clinic is not None:
            tabs.append(Tab(CLINIC, tr("Clinic and staff"), self._make_clinic))
        tabs.append(Tab(HOURS, tr("Hours and rooms"), self._make_hours))
        tabs.append(Tab(LASERS, tr("Lasers"), lambda: card_column(self.lasers)))
        if self.clinic is not None:
            tabs.append(Tab(PAPER, tr("Paper"), self._make_paper))
        if self._desk.may(Permission.READ_CLINICAL):
            tabs.append(Tab(UPKEEP, tr("Checks and papers"), self._make_upkeep))
            tabs.append(Tab(RULES, tr("Clinical rules"), self._make_rules))
        return tuple(tabs)

    def _make_window(self) -> QWidget:
        look = Card(tr("Look of this window"))
        look.add(FieldGrid((self.theme,), columns=2))
        kept = Label(tr("Clinic data, lasers and staff are kept by an administrator."), Role.QUIET, wrap=True)
        shown = (kept,) if self.clinic is None else ()
        return card_column(look, _record_card(self._desk), *shown)

    def _make_clinic(self) -> QWidget:
        return card_column(*(card for card in (self.clinic, self.staff, self.text_blocks) if card is not None))

    def _make_upkeep(self) -> QWidget:
        self.upkeep = UpkeepPart(self._desk, self.notices)
        self.upkeep.session_wanted.connect(self.course_wanted)
        self.upkeep.refresh()
        return self.upkeep

    def _make_paper(self) -> QWidget:
        self.paper = PaperPart(self._desk, self.notices)
        self.paper.rules_wanted.connect(self.show_rules)
        self.paper.refresh()
        return self.paper

    def _make_hours(self) -> QWidget:
        self.hours = HoursPart(self._desk, self.notices)
        self.hours.refresh()
        return self.hours

    def _make_rules(self) -> QWidget:
        self.rules = RulesPart(self._desk, self.notices)
        self.rules.refresh()
        return self.rules

    def refresh(self) -> None:
        """Ask again for clinic data, lasers, staff and rules."""
        cards = (self.lasers, self.clinic, self.staff, self.text_blocks)
        for part in (*cards, self.hours, self.upkeep, self.rules, self.paper):
            if part is not None:
                part.refresh()

    def show_lasers(self) -> None:
        """Bring the lasers into view, and ask for one where that is allowed."""
        self.parts.choose(LASERS)
        if self.clinic is not None:
            QTimer.singleShot(0, self.lasers, self.lasers.open_dialog)

    def show_staff(self) -> None:
        """Bring the staff into view and ask for a person, for those who may add one."""
        if self.staff is not None:
            self.parts.choose(CLINIC)
            QTimer.singleShot(0, self.staff, self.staff.open_dialog)

    def show_upkeep(self) -> None:
        """Bring checks and papers into view, for those who may read them."""
        if self._desk.may(Permission.READ_CLINICAL):
            self.parts.choose(UPKEEP)

    def show_paper(self) -> None:
        """Bring letterhead and sheets into view, for those who may change them."""
        if self.clinic is not None:
            self.parts.choose(PAPER)

    def show_hours(self) -> None:
        """Bring opening hours, absences and rooms into view."""
        self.parts.choose(HOURS)

    def show_rules(self, kind: RuleKind) -> None:
        """Bring the rules of a kind into view, for those who may read them."""
        if self._desk.may(Permission.READ_CLINICAL):
            self.parts.choose(RULES)
            if self.rules is not None:
                self.rules.show_kind(kind)

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
