"""A field for a date: typed the way people type dates, or picked from a calendar."""

from datetime import date

from PySide6.QtCore import QDate, QPoint, Qt
from PySide6.QtGui import QKeyEvent, QTextCharFormat
from PySide6.QtWidgets import QCalendarWidget, QFrame, QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from pico_tracker.domain.findings import Findings
from pico_tracker.domain.words import mark, sentence
from pico_tracker.ui.kit.buttons import Button
from pico_tracker.ui.kit.days import read_day, said_day
from pico_tracker.ui.kit.field import Field
from pico_tracker.ui.kit.icons import icon
from pico_tracker.ui.kit.style import colour, px
from pico_tracker.ui.kit.text_fields import LineInput
from pico_tracker.ui.kit.words import tr

LINE = 40


class DateField(Field[date]):
    """A date: `DateField("born", tr("Date of birth"))`; F4 or Alt+Down opens the calendar."""

    def __init__(self, name: str, label: str, *, required: bool = False, hint: str = "") -> None:
        super().__init__(name, label, required=required, hint=hint)
        self.input = _DateInput(self)
        self.input.textChanged.connect(self._on_text)
        self.input.editingFinished.connect(self.settle)
        self.button = Button("", icon="calendar", run=self.open_calendar)
        self.button.setAccessibleName(tr("Calendar for {field}", field=label))
        self.button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        row = QWidget()
        inner = QHBoxLayout(row)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(4)
        inner.addWidget(self.input, 1)
        inner.addWidget(self.button)
        self._calendar: _Calendar | None = None
        self._place(row, self.input)

    def _on_text(self) -> None:
        if self.findings and not self.problems():
            self.show_findings(())
        self.changed.emit()

    def settle(self) -> None:
        """Write a readable date the usual way; explain one that is not."""
        day = self.value()
        if day is not None and self.input.text() != said_day(day):
            self.input.setText(said_day(day))
        self.show_findings(f for f in self.findings if f.code)

    def open_calendar(self) -> None:
        """Show the calendar under the field."""
        self._calendar = _Calendar(self, self.value())
        self._calendar.move(self.input.mapToGlobal(QPoint(0, self.input.height() + 2)))
        self._calendar.show()

    def value(self) -> date | None:
        """The date, or none when empty or not readable."""
        return read_day(self.input.text())

    def set_value(self, value: date | None) -> None:
        """Show a date."""
        self.input.setText("" if value is None else said_day(value))

    def raw_text(self) -> str:
        """Exactly what was typed."""
        return self.input.text()

    def set_raw_text(self, text: str) -> None:
        """Put back what was typed."""
        self.input.setText(text[:LINE])

    def problems(self) -> Findings:
        """Why the text is no date, and how to type one."""
        if not self.input.text().strip() or self.value() is not None:
            return ()
        text = mark("This is not a date. It is kept as typed; type it like {example}, the year with four digits.")
        return (self.stop(sentence(text, example=said_day(date(1992, 5, 3)))),)

    def set_read_only(self, read_only: bool) -> None:
        """Show without letting it be changed; it can still be copied."""
        self.input.setReadOnly(read_only)
        self.button.setVisible(not read_only)


class _DateInput(LineInput):
    def __init__(self, field: DateField) -> None:
        super().__init__(LINE)
        self._field = field

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """F4 and Alt+Down open the calendar."""
        alt_down = event.key() == Qt.Key.Key_Down and event.modifiers() & Qt.KeyboardModifier.AltModifier
        if (event.key() == Qt.Key.Key_F4 or alt_down) and not self.isReadOnly():
            self._field.open_calendar()
        else:
            super().keyPressEvent(event)


class _Calendar(QFrame):
    def __init__(self, field: DateField, day: date | None) -> None:
        super().__init__(field, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._field = field
        stack = QVBoxLayout(self)
        stack.setContentsMargins(1, 1, 1, 1)
        self.calendar = QCalendarWidget()
        self.calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        if day is not None:
            self.calendar.setSelectedDate(QDate(day.year, day.month, day.day))
        self._dress()
        self.calendar.clicked.connect(self._take)
        self.calendar.activated.connect(self._take)
        stack.addWidget(self.calendar)
        self.setFocusProxy(self.calendar)

    def _dress(self) -> None:
        """Weekends in the colour of the other days, arrows of our own, days easy to hit."""
        plain = QTextCharFormat()
        plain.setForeground(colour("ink"))
        for weekend in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
            self.calendar.setWeekdayTextFormat(weekend, plain)
        arrows = (("prev", "left", tr("Month before")), ("next", "right", tr("Month after")))
        for place, side, name in arrows:
            button = self.calendar.findChild(QToolButton, f"qt_calendar_{place}month")
            if button is not None:
                button.setIcon(icon(f"chevron-{side}", "ink"))
                button.setAccessibleName(name)
        self.calendar.setMinimumSize(px(300), px(260))

    def _take(self, day: QDate) -> None:
        self._field.set_value(date(day.year(), day.month(), day.day()))
        self.close()
        self._field.give_focus()
