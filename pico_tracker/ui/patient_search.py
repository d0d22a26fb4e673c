"""The search on top of every page: a few letters, Enter, the record is open."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent

from pico_tracker.domain.patients import PatientLine, PatientMatches
from pico_tracker.services.patients import find_patients
from pico_tracker.ui.desk import Desk
from pico_tracker.ui.kit.days import in_figures, said_day
from pico_tracker.ui.kit.search_box import Hit, SearchBox
from pico_tracker.ui.kit.words import tr

LETTERS = 2
"""Fewer letters find nobody."""


class PatientSearch(SearchBox):
    """A search box that asks for patients: `patient_wanted(id)` follows Enter or a click, `left`
    the Esc that gives up searching."""

    patient_wanted = Signal(int)
    left = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__(tr("Find a patient: name, phone, date of birth or record no."))
        self._desk = desk
        self._answered, self._enter_waits = "", False
        self.query.connect(self._find)
        self.chosen.connect(lambda line: self.patient_wanted.emit(line.id))

    def _find(self, text: str) -> None:
        self._enter_waits = False
        if len(text.strip()) < LETTERS:
            self.close_hits()
            return
        self._desk.run(find_patients, in_figures(text), done=lambda found: self._show(text, found), latest="search")

    def _show(self, text: str, found: PatientMatches) -> None:
        self.show_hits(text, tuple(_hit(line) for line in found.lines), cut=found.was_cut)
        self._answered = text
        if self._enter_waits and text == self.text():
            self._enter_waits = False
            self._choose()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter waits for the answer to what is typed now; it never takes somebody found before."""
        is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if is_enter and self.text() != self._answered:
            self._enter_waits = len(self.text().strip()) >= LETTERS
            return
        super().keyPressEvent(event)
        if event.key() == Qt.Key.Key_Escape and not self.hasFocus():
            self.left.emit()


def _hit(line: PatientLine) -> Hit:
    born = said_day(line.born_on) if line.born_on is not None else ""
    provisional = tr("Provisional") if line.is_provisional else ""
    parts = (provisional, line.record_number, born, line.phone)
    return Hit(line, line.name, " · ".join(part for part in parts if part))
