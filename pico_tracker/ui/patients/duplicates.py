"""Hints while a new patient is typed: who is on record already under this name, birth date or phone."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from pico_tracker.domain.patients import PatientEntry, PatientLine, PatientMatches, full_name
from pico_tracker.services.patients import find_patients
from pico_tracker.ui.desk import Desk
from pico_tracker.ui.kit.buttons import Button, Kind
from pico_tracker.ui.kit.cards import clear
from pico_tracker.ui.kit.days import said_day
from pico_tracker.ui.kit.notice import ToneBox
from pico_tracker.ui.kit.plain_text import Label, Role
from pico_tracker.ui.kit.style import Tone
from pico_tracker.ui.kit.words import tr

MOST_SHOWN = 4
_SHORTEST_PHONE = 6
_SHORTEST_NAME = 4
_NAME_START = 3


class DuplicateHints(ToneBox):
    """People on record who may be the one being typed; a click on a line opens that record.

    `look(entry)` asks anew; `own_id` is left out when somebody on record is edited.
    """

    patient_wanted = Signal(int)

    def __init__(self, desk: Desk) -> None:
        super().__init__(Tone.WARN)
        self.own_id: int | None = None
        self._desk = desk
        self._asked: dict[str, str] = {}
        self._found: dict[str, tuple[PatientLine, ...]] = {}
        stack = QVBoxLayout(self)
        stack.setContentsMargins(16, 10, 12, 10)
        stack.setSpacing(4)
        title = Label(tr("Already on record"), Role.STRONG)
        title.set_tone("warn")
        stack.addWidget(title)
        self._box = QWidget()
        self._lines = QVBoxLayout(self._box)
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setSpacing(2)
        stack.addWidget(self._box)
        self.hide()

    @property
    def lines(self) -> tuple[PatientLine, ...]:
        """Who is shown, each once."""
        by_id = {line.id: line for lines in self._found.values() for line in lines}
        by_id.pop(self.own_id or 0, None)
        return tuple(by_id.values())[:MOST_SHOWN]

    def look(self, entry: PatientEntry) -> None:
        """Ask for people with the same phone, birth date or name."""
        before, self._asked = self._asked, queries_for(entry)
        for way, query in self._asked.items():
            if not query:
                self._found.pop(way, None)
            elif query != before.get(way):
                self._ask(way, query)
        self._show()

    def _ask(self, way: str, query: str) -> None:
        done = partial(self._take, way, query)
        self._desk.run(find_patients, query, done=done, latest=f"duplicates-{id(self)}-{way}")

    def _take(self, way: str, query: str, found: PatientMatches) -> None:
        if query != self._asked.get(way):
            return
        self._found[way] = found.lines[: MOST_SHOWN + 1]
        self._show()

    def _show(self) -> None:
        clear(self._lines)
        for line in self.lines:
            self._lines.addWidget(self._button(line), 0, Qt.AlignmentFlag.AlignLeft)
        self.setVisible(bool(self.lines))

    def _button(self, line: PatientLine) -> Button:
        born = tr("born {date}", date=said_day(line.born_on)) if line.born_on else ""
        parts = (line.name, born, line.record_number, line.phone)
        text = " · ".join(part for part in parts if part)
        button = Button(text, kind=Kind.QUIET, icon="person", run=lambda: self.patient_wanted.emit(line.id))
        return button.explain(tr("Open this record. What is typed here is kept as a draft."))


def queries_for(entry: PatientEntry) -> dict[str, str]:
    """What to search by, way of knowing a person to typed text; empty where too little is typed."""
    name = full_name(entry.given_names, entry.family_name)
    start = (entry.family_name or entry.given_names)[:_NAME_START]
    born = f"{entry.born_on.isoformat()} {start}" if entry.born_on else ""
    phone = next((one for one in entry.phones if sum(c.isdigit() for c in one) >= _SHORTEST_PHONE), "")
    return {"phone": phone, "born": born, "name": name if len(name) >= _SHORTEST_NAME else ""}
