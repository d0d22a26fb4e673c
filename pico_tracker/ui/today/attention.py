"""What needs attention, harm first, and what the person at work left unfinished."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QDate, QLocale, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from pico_tracker.domain.drafts import Draft
from pico_tracker.domain.recalls import DUE_NAMES, DueKind, DueLine
from pico_tracker.domain.side_effects import SEVERITY_NAMES
from pico_tracker.domain.words import mark
from pico_tracker.ui.drafting import ABOUT
from pico_tracker.ui.kit.buttons import Button, Kind
from pico_tracker.ui.kit.cards import Card, EmptyState, clear, line
from pico_tracker.ui.kit.chips import Chip, ChipText
from pico_tracker.ui.kit.days import said_day
from pico_tracker.ui.kit.plain_text import Label, Role, tip
from pico_tracker.ui.kit.style import BODY, Tone, colour, px
from pico_tracker.ui.kit.words import tr, translated
from pico_tracker.ui.today.painted_row import PaintedRow, RowText

AT_ONCE = 30
"""Lines shown before one asks for more."""
DRAFTS_AT_ONCE = 3

TONES = {
    DueKind.REACTION_ALARMING: Tone.DANGER,
    DueKind.REACTION_REPORTED: Tone.DANGER,
    DueKind.SIDE_EFFECT_URGENT: Tone.DANGER,
    DueKind.SIDE_EFFECT_PROLONGED: Tone.DANGER,
    DueKind.INCIDENT_OPEN: Tone.WARN,
    DueKind.SIDE_EFFECT_OPEN: Tone.INFO,
    DueKind.REACTION_TO_RELEASE: Tone.WARN,
    DueKind.SESSION_LOST: Tone.DANGER,
    DueKind.SESSION_OVERDUE: Tone.WARN,
    DueKind.SESSION_DUE: Tone.NEUTRAL,
    DueKind.MAINTENANCE_OVERDUE: Tone.WARN,
    DueKind.MAINTENANCE_DUE: Tone.NEUTRAL,
}
_REACTIONS = (
    DueKind.REACTION_ALARMING,
    DueKind.REACTION_REPORTED,
    DueKind.SIDE_EFFECT_URGENT,
    DueKind.SIDE_EFFECT_PROLONGED,
    DueKind.INCIDENT_OPEN,
    DueKind.SIDE_EFFECT_OPEN,
    DueKind.REACTION_TO_RELEASE,
)
_COUNTED = (DueKind.SIDE_EFFECT_URGENT, DueKind.SIDE_EFFECT_PROLONGED, DueKind.SIDE_EFFECT_OPEN)
"""Those whose day since they began is counted; of the others the date is told."""
_HARM = (
    DueKind.REACTION_ALARMING,
    DueKind.REACTION_REPORTED,
    DueKind.SIDE_EFFECT_URGENT,
    DueKind.SIDE_EFFECT_PROLONGED,
)


def said_due(due: DueLine, today: date) -> RowText:
    """One line that needs attention, in words."""
    late = due.days_late(today)
    when = tr("Day {days}", days=late) if due.kind in _COUNTED else _short_day(due.due_on, today)
    second = " · ".join((when, due.patient_name, due.course_title))
    chip = ChipText(translated(DUE_NAMES[due.kind]), TONES[due.kind])
    return RowText(_first_line(due, late), second, chip, Tone.DANGER if due.kind in _HARM else None)


def _short_day(day: date, today: date) -> str:
    """A day without its year where that is this one: "12 Oct"."""
    if day.year != today.year:
        return said_day(day)
    return QLocale().toString(QDate(day.year, day.month, day.day), "d MMM")


def _is_overdue(due: DueLine) -> bool:
    return due.kind in (DueKind.SESSION_LOST, DueKind.SESSION_OVERDUE, DueKind.MAINTENANCE_OVERDUE)


def _first_line(due: DueLine, late: int) -> str:
    if due.kind in _REACTIONS:
        if not due.detail or due.severity is None:
            return translated(due.detail) if due.detail else tr("Review due")
        values = {
            "kind": translated(due.detail),
            "severity": translated(SEVERITY_NAMES[due.severity]).lower(),
        }
        if due.has_red_flag:
            return tr("{kind}, {severity}, red flag", **values)
        return tr("{kind}, {severity}", **values)
    is_maintenance = due.kind in (DueKind.MAINTENANCE_OVERDUE, DueKind.MAINTENANCE_DUE)
    text = mark("Maintenance {number}") if is_maintenance else mark("Session {number}")
    name = tr(text, number=due.session_number)
    if late <= 0:
        return name
    if _is_overdue(due):
        return tr("{session}, {days} d late", session=name, days=late)
    return tr("{session}, open for {days} d", session=name, days=late)


class DueRow(PaintedRow):
    """One thing that needs attention."""

    def __init__(self, due: DueLine, today: date) -> None:
        super().__init__(said_due(due, today))
        self.due = due

    def sizeHint(self) -> QSize:
        """Two lines with air."""
        return QSize(px(260), px(60))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the red edge of harm, then the words."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.underMouse():
            painter.fillRect(self.rect(), colour("raised"))
        if self.row.edge is not None:
            painter.fillRect(0, 0, 4, self.height(), self.edge_colour())
        box = QRectF(self.rect()).adjusted(px(16), px(9), -px(13), 0)
        self.paint_words(painter, box, BODY)
        self.paint_focus(painter, QRectF(self.rect()).adjusted(2, 1, -2, -1), 5)


class AttentionCard(Card):
    """The list "Needs attention, harm first": `opened(DueLine)`."""

    opened = Signal(object)

    def __init__(self) -> None:
        self._count = Chip(ChipText("0"))
        super().__init__(tr("Needs attention, harm first"), actions=(self._count,), edge_to_edge=True)
        self._most = AT_ONCE
        self._lines: tuple[DueLine, ...] = ()
        self._today = date.min
        inside = QWidget()
        inside.setProperty("ground", "clear")
        self._stack = QVBoxLayout(inside)
        self._stack.setContentsMargins(0, 0, 0, 0)
        self._stack.setSpacing(0)
        self._area = QScrollArea()
        self._area.setWidget(inside)
        self._area.setWidgetResizable(True)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.add(self._area, 1)

    @property
    def rows(self) -> tuple[DueRow, ...]:
        """The lines on the page, from the top."""
        found = (self._stack.itemAt(i) for i in range(self._stack.count()))
        return tuple(row for item in found if item is not None and isinstance(row := item.widget(), DueRow))

    def show_lines(self, lines: Sequence[DueLine], today: date) -> None:
        """Show what is due; the focus stays on its line."""
        self._lines, self._today = tuple(lines), today
        at = next((row.due for row in self.rows if row.hasFocus()), None)
        offset = self._area.verticalScrollBar().value()
        clear(self._stack)
        self._count.show_chip(ChipText(str(len(lines)), _loudest(lines)))
        for due in self._lines[: self._most]:
            self._add(due)
        if len(lines) > self._most:
            rest = tr("Show {count} more", count=len(lines) - self._most)
            self._stack.addWidget(
                Button(rest, kind=Kind.QUIET, run=self._show_more), 0, Qt.AlignmentFlag.AlignHCenter
            )
        if not lines:
            self._stack.addWidget(
                EmptyState(
                    tr("Nothing waits. Reactions, late sessions and maintenance will stand here, harm first.")
                )
            )
        self._stack.addStretch(1)
        self._area.verticalScrollBar().setValue(offset)
        self._focus_again(at)

    def _add(self, due: DueLine) -> None:
        row = DueRow(due, self._today)
        row.clicked.connect(lambda: self.opened.emit(due))
        self._stack.addWidget(row)
        self._stack.addWidget(line())

    def _show_more(self) -> None:
        self._most = len(self._lines)
        self.show_lines(self._lines, self._today)

    def _focus_again(self, at: DueLine | None) -> None:
        same = (row for row in self.rows if at is not None and row.due.course_id == at.course_id)
        row = next((row for row in same if at is not None and row.due.kind == at.kind), None)
        if row is not None:
            row.setFocus()


class DraftsCard(Card):
    """What was typed and not saved: `go_on(Draft)`, `thrown_away(Draft)`. Hidden when empty."""

    go_on = Signal(object)
    thrown_away = Signal(object)

    def __init__(self) -> None:
        super().__init__(tr("Unfinished"), edge_to_edge=True)
        self._stack = QVBoxLayout()
        self._stack.setSpacing(0)
        self.body.addLayout(self._stack)
        self.drafts: tuple[Draft, ...] = ()
        self._shows_all = False
        self.hide()

    def show_drafts(self, drafts: Sequence[Draft], today: date) -> None:
        """Show the drafts of the person at work."""
        self.drafts = tuple(drafts)
        clear(self._stack)
        most = len(drafts) if self._shows_all else DRAFTS_AT_ONCE
        for number, draft in enumerate(drafts[:most]):
            if number:
                self._stack.addWidget(line())
            self._stack.addWidget(self._row(draft, today))
        if len(drafts) > most:
            rest = Button(tr("Show {count} more", count=len(drafts) - most), kind=Kind.QUIET)
            rest.clicked.connect(lambda: self._show_all(today))
            self._stack.addWidget(rest, 0, Qt.AlignmentFlag.AlignHCenter)
        self.setVisible(bool(drafts))

    def _show_all(self, today: date) -> None:
        self._shows_all = True
        self.show_drafts(self.drafts, today)

    def _row(self, draft: Draft, today: date) -> QWidget:
        box = QWidget()
        stack = QVBoxLayout(box)
        stack.setContentsMargins(16, 9, 12, 9)
        stack.setSpacing(2)
        stack.addWidget(Label(draft.title or tr("Without a title"), Role.STRONG, elide=True))
        about = str(draft.content.get(ABOUT, ""))
        if about:
            said = Label(about, Role.SMALL, elide=True)
            said.setToolTip(tip(about))
            stack.addWidget(said)
        row = QHBoxLayout()
        row.setSpacing(6)
        row.addWidget(Label(_typed(draft, today), Role.SMALL, elide=True), 1)
        throw = Button(tr("Throw away"), kind=Kind.QUIET, run=lambda: self.thrown_away.emit(draft))
        row.addWidget(throw)
        row.addWidget(Button(tr("Go on"), run=lambda: self.go_on.emit(draft)))
        stack.addLayout(row)
        return box


def _typed(draft: Draft, today: date) -> str:
    time = f"{draft.saved_at:%H:%M}"
    if draft.saved_at.date() == today:
        return tr("typed {time}", time=time)
    return tr("typed {day}, {time}", day=said_day(draft.saved_at.date()), time=time)


def _loudest(lines: Sequence[DueLine]) -> Tone:
    return Tone.DANGER if any(one.kind in _HARM for one in lines) else Tone.NEUTRAL
