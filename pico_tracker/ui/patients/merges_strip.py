"""What was merged into the record that is open, and where a record went that was merged into another."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from pico_tracker.domain.errors import PicoError
from pico_tracker.domain.merges import Merge, PatientMerges
from pico_tracker.domain.permissions import Permission
from pico_tracker.services.merges import read_merges, undo_merge
from pico_tracker.ui.desk import Desk
from pico_tracker.ui.kit.buttons import Button, Kind
from pico_tracker.ui.kit.cards import clear
from pico_tracker.ui.kit.days import said_day
from pico_tracker.ui.kit.notice import ToneBox
from pico_tracker.ui.kit.plain_text import Label
from pico_tracker.ui.kit.style import Tone
from pico_tracker.ui.kit.words import tr


class MergesStrip(QWidget):
    """`strip.show_patient(patient_id)`: a line for each merge, with Undo while it is possible; empty, it
    takes no room.

    Wishes: `led_away(patient_id, text)` where another record holds everything now, `undone(patient_id)`
    with the record that is back, `refused(error)`.
    """

    led_away = Signal(int, str)
    undone = Signal(int)
    refused = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._stack = QVBoxLayout(self)
        self._stack.setContentsMargins(0, 0, 0, 0)
        self._stack.setSpacing(6)
        self.hide()

    def show_patient(self, patient_id: int) -> None:
        """Ask what was merged into this record."""
        done = partial(self._show, patient_id)
        self._desk.run(read_merges, patient_id, done=done, failed=self._refuse, latest=f"merges-{id(self)}")

    def forget(self) -> None:
        """Show nothing of the record before."""
        clear(self._stack)
        self.hide()

    def _show(self, patient_id: int, merges: PatientMerges) -> None:
        clear(self._stack)
        for merge in merges.merges:
            self._stack.addWidget(self._line(merge))
        self.setVisible(bool(merges.merges))
        if merges.put_away is not None and merges.patient_id != patient_id:
            self.led_away.emit(merges.patient_id, _said_away(merges.put_away))

    def _line(self, merge: Merge) -> QWidget:
        box = ToneBox(Tone.INFO)
        row = QHBoxLayout(box)
        row.setContentsMargins(14, 4, 6, 4)
        values = {"name": merge.gone_name, "number": merge.gone_number, "by": merge.by, "reason": merge.reason}
        day = said_day(merge.at.astimezone(self._desk.context.zone).date())
        text = tr("{number} {name} was merged into this record on {date} by {by}: {reason}", date=day, **values)
        row.addWidget(Label(text, wrap=True).selectable(), 1)
        if merge.can_undo and self._desk.may(Permission.EDIT_PATIENT):
            undo = Button(tr("Undo"), kind=Kind.QUIET, run=partial(self.undo, merge.id))
            undo.setAccessibleName(tr("Undo the merge of {number}", number=merge.gone_number))
            row.addWidget(undo)
        return box

    def undo(self, merge_id: int) -> None:
        """Take two records apart again."""
        self._desk.run(undo_merge, merge_id, done=lambda done: self.undone.emit(done.value), failed=self._refuse)

    def _refuse(self, error: PicoError) -> None:
        self.refused.emit(error)


def _said_away(merge: Merge) -> str:
    return tr("Record {number} was merged into this one; everything of it is here.", number=merge.gone_number)
