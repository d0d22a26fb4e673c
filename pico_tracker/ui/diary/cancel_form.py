"""Cancel a visit and say why; the reason stays with it."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from pico_tracker.domain.diary import Visit, VisitState
from pico_tracker.domain.findings import Finding, Findings
from pico_tracker.domain.words import LINE_LIMIT, mark, sentence
from pico_tracker.services.context import Done
from pico_tracker.services.visits import VisitDetail, read_visit, set_visit_state
from pico_tracker.ui.desk import Desk
from pico_tracker.ui.diary.booking_words import said_when
from pico_tracker.ui.kit.fields import TextField
from pico_tracker.ui.kit.words import tr
from pico_tracker.ui.small_form import SmallForm


class CancelForm(SmallForm):
    """`CancelForm(desk, window, visit).open()`; `cancelled(step_id)` follows, for Undo."""

    cancelled = Signal(int)

    def __init__(self, desk: Desk, parent: QWidget, visit: Visit, *, hidden: bool = False) -> None:
        super().__init__(tr("Cancel visit"), tr("Cancel visit"), desk, parent)
        self.visit = visit
        self.close_button.setText(tr("Keep visit"))
        self.why = TextField("reason", tr("Why"), required=True, limit=LINE_LIMIT)
        self.form.section("", (self.why,), columns=1)
        self.why.changed.connect(lambda: self.touch("reason"))
        name = tr("Visit") if hidden else visit.patient_name
        self.tell_about(tr("{name}, {when}. The time becomes free.", name=name, when=said_when(visit.starts_at)))
        self.why.give_focus()

    def check(self) -> Findings:
        """A reason is needed."""
        if self.why.value():
            return ()
        return (Finding("reason", sentence(mark("Say why it is cancelled.")), code="visit.reason"),)

    def save(self) -> None:
        """Cancel it."""
        self.save_button.setEnabled(False)
        asked = (self.visit.id, VisitState.CANCELLED, self.visit.version, self.why.value() or "")
        self.desk.run(set_visit_state, *asked, done=self._written, failed=self._refuse)

    def _written(self, done: Done[int]) -> None:
        self.cancelled.emit(done.value)
        self._done(done)

    def read_again(self) -> None:
        """Take the version that somebody else left."""
        self.desk.run(read_visit, self.visit.id, done=self._know, failed=self._refuse)

    def _know(self, detail: VisitDetail) -> None:
        self.visit = detail.visit
