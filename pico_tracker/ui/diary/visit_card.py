"""The visit chosen in the day book: who comes, what happened, and the keys that bring it on."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from pico_tracker.domain.diary import AHEAD, VISIT_KIND_NAMES, VISIT_STATE_NAMES, Visit, VisitState
from pico_tracker.domain.errors import EditConflict, PicoError
from pico_tracker.domain.permissions import Permission
from pico_tracker.domain.topics import Topic
from pico_tracker.domain.visit_steps import VisitStep, check_state, step_to_undo
from pico_tracker.domain.waits import read_late, read_overrun, said_late, said_overrun, waiting_minutes
from pico_tracker.domain.words import mark
from pico_tracker.services.bookings import list_visits_on
from pico_tracker.services.context import Context, Done
from pico_tracker.services.visits import VisitDetail, read_visit, set_visit_state, undo_visit_step
from pico_tracker.ui.desk import Desk
from pico_tracker.ui.diary.booking_words import said_when
from pico_tracker.ui.diary.cancel_form import CancelForm
from pico_tracker.ui.diary.move_form import MoveForm
from pico_tracker.ui.diary.visit_history import said_steps
from pico_tracker.ui.diary.visit_words import said_minutes, said_span, state_chip, visit_name
from pico_tracker.ui.kit.buttons import Button, Kind
from pico_tracker.ui.kit.cards import Card, clear, line
from pico_tracker.ui.kit.chips import Chip
from pico_tracker.ui.kit.flow_layout import FlowLayout
from pico_tracker.ui.kit.notice import NoticeBoard, ToneBox
from pico_tracker.ui.kit.plain_text import Label, Role
from pico_tracker.ui.kit.style import Tone
from pico_tracker.ui.kit.words import said, tr, translated

_STATES = (
    (VisitState.BOOKED, mark("Book again"), "B"),
    (VisitState.CONFIRMED, mark("Confirm"), "C"),
    (VisitState.ARRIVED, mark("Arrived"), "A"),
    (VisitState.IN_ROOM, mark("In room"), "I"),
    (VisitState.DONE, mark("Done"), "D"),
    (VisitState.NO_SHOW, mark("No-show"), "N"),
)
_NEXT = {
    VisitState.BOOKED: (VisitState.CONFIRMED, VisitState.ARRIVED, VisitState.IN_ROOM, VisitState.NO_SHOW),
    VisitState.CONFIRMED: (VisitState.ARRIVED, VisitState.IN_ROOM, VisitState.NO_SHOW),
    VisitState.ARRIVED: (VisitState.IN_ROOM, VisitState.DONE, VisitState.NO_SHOW),
    VisitState.IN_ROOM: (VisitState.DONE,),
    VisitState.DONE: (),
    VisitState.NO_SHOW: (VisitState.BOOKED, VisitState.ARRIVED),
    VisitState.CANCELLED: (VisitState.BOOKED,),
}
"""What usually comes next; anything else is an undo away."""
_CAN_BE_CANCELLED = (VisitState.BOOKED, VisitState.CONFIRMED, VisitState.ARRIVED)


@dataclass(frozen=True, slots=True)
class _Read:
    detail: VisitDetail
    day: tuple[Visit, ...]


class VisitCard(Card):
    """`card = VisitCard(desk); card.show_visit(7)`; `clear_visit()` empties and hides it.

    Signals: `patient_wanted(patient_id)`, `log_wanted(Visit)`, `closed`, and `stepped(step_id, said)`
    after each step, for the window's notice with Undo; `freed(Visit)` after one that lets go of its time.
    """

    patient_wanted = Signal(int)
    log_wanted = Signal(object)
    stepped = Signal(int, str)
    freed = Signal(object)
    closed = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk, self._hidden = desk, False
        self.visit: Visit | None = None
        self._steps: tuple[VisitStep, ...] = ()
        self._day: tuple[Visit, ...] = ()
        self.form: MoveForm | CancelForm | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(tr("The visit chosen"))
        self._make_labels()
        self._make_buttons()
        self._build()
        desk.backend.records_changed.connect(self._records_changed)

    def _make_labels(self) -> None:
        self.name, self.when = Label("", Role.HEADING, wrap=True), Label("", Role.STRONG, wrap=True)
        self.phone = Label("", Role.BODY).selectable()
        self.parts, self.what = Label("", Role.QUIET, wrap=True), Label("", Role.BODY, wrap=True)
        self.where, self.marks = Label("", Role.QUIET, wrap=True), Label("", Role.SMALL, wrap=True)
        self.desk_note, self.note = Label("", Role.BODY, wrap=True), Label("", Role.BODY, wrap=True)
        self.wait, self.history = Label("", Role.STRONG, wrap=True), Label("", Role.SMALL, wrap=True)
        self.notices = NoticeBoard()

    def _make_buttons(self) -> None:
        self.states = {
            state: Button(translated(text), key=key, run=partial(self._go, state)) for state, text, key in _STATES
        }
        self.cancel_button = Button(tr("Cancel visit"), kind=Kind.DANGER, key="X", run=self._cancel)
        self.move_button = Button(tr("Move to…"), key="M", run=self._move)
        self.undo_button = Button(tr("Undo last step"), key="U", icon="undo", run=self._undo)
        self.open_button = Button(tr("Open patient"), run=self._open_patient)
        self.open_button.explain(tr("Enter opens the patient while this card has the keyboard."))
        self.log_button = Button(tr("Log session"), key="L", run=self._log)
        self.close_button = Button("", kind=Kind.QUIET, icon="close", run=self._close)
        self.close_button.setAccessibleName(tr("Close the visit"))

    def _build(self) -> None:
        head, self._chip = QHBoxLayout(), QVBoxLayout()
        head.addWidget(self.name, 1)
        head.addWidget(self.close_button, 0, Qt.AlignmentFlag.AlignTop)
        self.body.addLayout(head)
        self.body.addLayout(self._chip)
        self.wait_box = ToneBox(Tone.WARN)
        inner = QVBoxLayout(self.wait_box)
        inner.setContentsMargins(12, 6, 8, 6)
        inner.addWidget(self.wait)
        details = (self.when, self.parts, self.what, self.where, self.phone, self.desk_note, self.note, self.marks)
        for part in (self.notices, self.wait_box, *details):
            self.add(part)
        areas = QWidget(), QWidget()
        self._flows = tuple(FlowLayout(area, gap=6) for area in areas)
        for area in areas:
            self.add(area)
        self.add(line())
        self.add(self.history)
        self.body.addStretch(1)

    # What is shown

    def show_visit(self, visit_id: int) -> None:
        """Show a visit with its history."""
        self._desk.run(_read, visit_id, done=self._show, failed=self._refuse, latest="visit card")

    def clear_visit(self) -> None:
        """Show none."""
        self.visit = None
        self.hide()

    def hide_details(self, hidden: bool) -> None:
        """Leave out who comes and for what, or show it again."""
        self._hidden = hidden
        self.tick()

    def tick(self) -> None:
        """Say again what depends on the moment; the day book calls it each minute."""
        if self.visit is not None:
            self._say(self.visit)

    def _show(self, read: _Read) -> None:
        if self.visit is None or self.visit.id != read.detail.visit.id:
            self.notices.clear()
        self.visit, self._steps, self._day = read.detail.visit, read.detail.steps, read.day
        self._say(self.visit)
        self.show()

    def _say(self, visit: Visit) -> None:
        now, place = self._desk.context.now(), visit.place
        self.name.setText(visit_name(visit, hidden=self._hidden))
        clear(self._chip)
        self._chip.addWidget(Chip(state_chip(visit, now)))
        span = said_span(visit.starts_at, visit.ends_at)
        self.when.setText(tr("{when}, {span}", when=said_when(visit.starts_at).rpartition(",")[0], span=span))
        parts = (
            (mark("numbing {time}"), place.numbing_minutes),
            (mark("treatment {time}"), place.minutes),
            (mark("clean-up {time}"), place.clean_up_minutes),
        )
        self.parts.setText(" · ".join(tr(text, time=said_minutes(count)) for text, count in parts if count))
        self._say_details(visit)
        self._say_wait(visit)
        self._say_history()
        self._offer_steps(visit)

    def _say_details(self, visit: Visit) -> None:
        kind = translated(VISIT_KIND_NAMES[visit.kind])
        names = (visit.practitioner_name, visit.room_name, visit.device_name)
        marks = (
            (visit.is_before_safe, tr("Before the safe date")),
            (visit.is_walk_in, tr("Walk-in")),
            (visit.tie is not None, tr("Belongs together with another visit")),
            (visit.is_provisional, tr("Provisional patient: complete the record")),
        )
        texts = {
            self.what: " · ".join((kind, *visit.course_titles)),
            self.where: " · ".join(name for name in names if name),
            self.phone: visit.phone,
            self.desk_note: visit.desk_note and tr("Desk: {note}", note=visit.desk_note),
            self.note: visit.note and tr("Clinical: {note}", note=visit.note),
            self.marks: " · ".join(text for holds, text in marks if holds),
        }
        for label, text in texts.items():
            label.setText("" if self._hidden else text)
            label.setVisible(bool(label.text()))

    def _say_wait(self, visit: Visit) -> None:
        now = self._desk.context.now()
        late, over, waits = (
            read_late(visit, self._day),
            read_overrun(visit, self._day, now),
            waiting_minutes(visit, now),
        )
        lines = []
        if late is not None:
            lines.append(said(said_late(late)))
        if over is not None:
            lines.append(said(said_overrun(over)))
        if waits:
            lines.append(tr("Waiting {time}", time=said_minutes(waits)))
        is_trouble = over is not None or (late is not None and not late.suffices)
        self.wait_box.set_tone(Tone.WARN if is_trouble else Tone.INFO)
        self.wait.setText("\n".join(lines))
        self.wait_box.setVisible(bool(lines))

    def _say_history(self) -> None:
        context = self._desk.context
        lines = () if self._hidden else said_steps(self._steps, context.now(), context.zone)
        self.history.setText("\n".join(lines) if lines else tr("No step yet: as it was booked."))

    def _offer_steps(self, visit: Visit) -> None:
        for state, button in self.states.items():
            against = check_state(visit, state, self._desk.context.now())
            button.setEnabled(not against)
            button.explain(said(against[0].sentence) if against else "")
        steps = tuple((self.states[state], state in _NEXT[visit.state]) for state in self.states)
        _flow(self._flows[0], (*steps, (self.cancel_button, visit.state in _CAN_BE_CANCELLED)))
        others = (
            (self.move_button, visit.state in AHEAD),
            (self.undo_button, step_to_undo(self._steps) is not None),
            (self.log_button, self._may_log(visit)),
            (self.open_button, True),
        )
        _flow(self._flows[1], others)

    # Steps

    def _go(self, state: VisitState) -> None:
        if self.visit is not None:
            text = tr("{name}: {state}.", name=self._called(), state=translated(VISIT_STATE_NAMES[state]).lower())
            asked = (self.visit.id, state, self.visit.version)
            gone = self.visit if state is VisitState.NO_SHOW else None
            self._desk.run(set_visit_state, *asked, done=partial(self._stepped, text, gone), failed=self._refuse)

    def _stepped(self, text: str, gone: Visit | None, done: Done[int]) -> None:
        self.notices.clear()
        self.stepped.emit(done.value, text)
        if gone is not None:
            self.freed.emit(gone)

    def _undo(self) -> None:
        step = step_to_undo(self._steps)
        if step is not None:
            self._desk.run(undo_visit_step, step.id, failed=self._refuse)

    def _cancel(self) -> None:
        if self.visit is not None:
            form = CancelForm(self._desk, self.window(), self.visit, hidden=self._hidden)
            form.cancelled.connect(partial(self._told, tr("{name}: cancelled.", name=self._called())))
            form.cancelled.connect(partial(self._let_go, self.visit))
            self._open(form)

    def _let_go(self, visit: Visit, _step_id: int) -> None:
        self.freed.emit(visit)

    def _move(self) -> None:
        if self.visit is not None:
            form = MoveForm(self._desk, self.window(), self.visit)
            form.moved.connect(partial(self._told, tr("{name}: moved.", name=self._called())))
            self._open(form)

    def _open(self, form: MoveForm | CancelForm) -> None:
        self.form = form
        form.finished.connect(self._form_finished)
        form.open()

    def _form_finished(self) -> None:
        self.form = None

    def _told(self, text: str, step_id: int) -> None:
        self.stepped.emit(step_id, text)

    def _called(self) -> str:
        return "" if self.visit is None else visit_name(self.visit, hidden=self._hidden)

    def _open_patient(self) -> None:
        if self.visit is not None:
            self.patient_wanted.emit(self.visit.patient_id)

    def _may_log(self, visit: Visit) -> bool:
        return visit.state is not VisitState.CANCELLED and self._desk.may(Permission.WRITE_CLINICAL)

    def _log(self) -> None:
        if self.visit is not None:
            self.log_wanted.emit(self.visit)

    def _close(self) -> None:
        self.clear_visit()
        self.closed.emit()

    def _refuse(self, error: PicoError) -> None:
        self.notices.clear()
        self.notices.refuse(error)
        if isinstance(error, EditConflict) and self.visit is not None:
            self.show_visit(self.visit.id)

    def _records_changed(self, topics: frozenset[Topic]) -> None:
        if Topic.VISITS in topics and self.visit is not None:
            self.show_visit(self.visit.id)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens the patient, Esc closes the card."""
        keys: dict[int, Callable[[], None]] = {
            Qt.Key.Key_Return: self._open_patient,
            Qt.Key.Key_Enter: self._open_patient,
            Qt.Key.Key_Escape: self._close,
        }
        run = keys.get(event.key())
        if run is None:
            super().keyPressEvent(event)
        else:
            run()


def _flow(flow: FlowLayout, buttons: Iterable[tuple[Button, bool]]) -> None:
    """Put the buttons that are offered side by side; those that are not take no room and no key."""
    while flow.takeAt(0) is not None:
        pass
    area = flow.parentWidget()
    for button, is_offered in buttons:
        if is_offered:
            flow.addWidget(button)
        else:
            button.setParent(area)
        button.setVisible(is_offered)


def _read(context: Context, visit_id: int) -> _Read:
    detail = read_visit(context, visit_id)
    return _Read(detail, list_visits_on(context, detail.visit.starts_at.date()))
