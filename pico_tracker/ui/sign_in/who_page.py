"""Who is working: one card a person, chosen by mouse, arrows or first letter."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from pico_tracker.domain.people import ROLE_NAMES, StaffMember
from pico_tracker.ui.front_window import Threshold
from pico_tracker.ui.kit.cards import ChoiceCard
from pico_tracker.ui.kit.notice import NoticeBoard
from pico_tracker.ui.kit.plain_text import Label, Role
from pico_tracker.ui.kit.style import HEADING, colour, px, type_font
from pico_tracker.ui.kit.words import tr, translated

_TITLES = ("Dr", "Prof")
ROOM = 6
"""So many people are seen without scrolling."""
CARD_HIGH = 62


class WhoPage(Threshold):
    """`WhoPage(clinic_name, staff, last_id)`: `chosen(staff_id)` follows a click or Enter."""

    chosen = Signal(int)

    def __init__(self, clinic_name: str, staff: Sequence[StaffMember], last_id: int = 0) -> None:
        super().__init__(tr("Who is working?"), clinic_name)
        self._people = PeopleList([person for person in staff if person.active], last_id)
        self._people.chosen.connect(self.chosen)
        self.notices = NoticeBoard()
        self.add(self.notices)
        self.add(_scrolling(self._people))
        self.add(Label(tr("Arrow keys or a first letter to choose, Enter to begin."), Role.SMALL, wrap=True))
        self.setFocusProxy(self._people)

    @property
    def cards(self) -> tuple["PersonCard", ...]:
        """The people to choose from, from the top."""
        return tuple(self._people.cards)


class PeopleList(QWidget):
    """The cards of those at work. Up and Down walk, a letter goes to the next person one of whose
    names begins with it; who worked here last has the focus first."""

    chosen = Signal(int)

    def __init__(self, people: Sequence[StaffMember], last_id: int) -> None:
        super().__init__()
        self.setProperty("ground", "clear")
        self.cards = [self._card(person) for person in people]
        stack = QVBoxLayout(self)
        stack.setContentsMargins(0, 0, 0, 0)
        stack.setSpacing(8)
        for card in self.cards:
            stack.addWidget(card)
        stack.addStretch(1)
        self._first = next((i for i, person in enumerate(people) if person.id == last_id), 0)
        if self.cards:
            self.setFocusProxy(self.cards[self._first])

    def _card(self, person: StaffMember) -> "PersonCard":
        card = PersonCard(person)
        card.chosen.connect(lambda: self.chosen.emit(person.id))
        return card

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walk by arrows, jump by letters."""
        at = next((i for i, card in enumerate(self.cards) if card.hasFocus()), self._first)
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Right):
            self._go(at + 1)
        elif event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Left):
            self._go(at - 1)
        elif event.text().strip():
            self._go(self._next_with(event.text(), at))
        else:
            super().keyPressEvent(event)

    def _next_with(self, letter: str, at: int) -> int:
        count = len(self.cards)
        order = [(at + step) % count for step in range(1, count + 1)]
        wanted = letter.casefold()
        return next((i for i in order if _begins(self.cards[i].person.name, wanted)), at)

    def _go(self, to: int) -> None:
        if self.cards:
            self.cards[max(0, min(len(self.cards) - 1, to))].setFocus(Qt.FocusReason.TabFocusReason)


class PersonCard(ChoiceCard):
    """One person: initials, name, role."""

    def __init__(self, person: StaffMember) -> None:
        role = translated(ROLE_NAMES[person.role])
        super().__init__(tr("{name}, {role}", name=person.name, role=role))
        self.person = person
        self.setMinimumHeight(px(CARD_HIGH))
        self.body.setContentsMargins(12, 9, 12, 9)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(Initials(person.name))
        words = QVBoxLayout()
        words.setSpacing(1)
        words.addWidget(Label(person.name, Role.STRONG, elide=True))
        words.addWidget(Label(role, Role.SMALL, elide=True))
        row.addLayout(words, 1)
        self.body.addLayout(row)


class Initials(QWidget):
    """The first letters of a name on a round ground."""

    def __init__(self, name: str) -> None:
        super().__init__()
        words = [word for word in name.replace(".", " ").split() if word[:1].isalpha() and word not in _TITLES]
        picked = words[:1] + words[1:][-1:]
        self._letters = "".join(word[0] for word in picked).upper()

    def sizeHint(self) -> QSize:
        """A circle."""
        return QSize(px(38), px(38))

    def minimumSizeHint(self) -> QSize:
        """It never shrinks."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint ground and letters."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        side = self.sizeHint().width()
        box = QRectF((self.width() - side) / 2, (self.height() - side) / 2, side, side)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour("brand_soft"))
        painter.drawEllipse(box)
        painter.setPen(colour("brand"))
        painter.setFont(type_font(HEADING - 1, QFont.Weight.DemiBold))
        painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), self._letters)


def _begins(name: str, letter: str) -> bool:
    return any(word.casefold().startswith(letter) for word in name.split())


def _scrolling(people: PeopleList) -> QScrollArea:
    area = QScrollArea()
    area.setWidget(people)
    area.setWidgetResizable(True)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    seen = min(ROOM, max(1, len(people.cards)))
    area.setFixedHeight(seen * px(CARD_HIGH) + (seen - 1) * 8)
    return area
