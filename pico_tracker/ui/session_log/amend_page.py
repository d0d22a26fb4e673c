"""The page that amends a signed session: every field as it was signed, the reason, and what changes."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from pico_tracker.domain.drafts import Draft
from pico_tracker.domain.findings import Findings
from pico_tracker.domain.people import Role as StaffRole
from pico_tracker.domain.session_amendments import amended_as, differences
from pico_tracker.domain.sessions import Session
from pico_tracker.services.amendments import amend_session, read_amendment_facts
from pico_tracker.services.context import Context
from pico_tracker.services.opening_hours import list_rooms
from pico_tracker.services.people import list_colleagues
from pico_tracker.services.reports import gather_session_record
from pico_tracker.services.treated_areas import list_areas
from pico_tracker.ui.desk import Desk
from pico_tracker.ui.differences_table import differences_table
from pico_tracker.ui.drafting import DraftKeeper
from pico_tracker.ui.identity import identity_of
from pico_tracker.ui.kit.banner import IdentityBanner
from pico_tracker.ui.kit.cards import Card, clear
from pico_tracker.ui.kit.days import said_day
from pico_tracker.ui.kit.words import tr
from pico_tracker.ui.record_form_page import RecordForm, RecordFormPage
from pico_tracker.ui.session_log.amend_form import AmendForm, AmendGround, values_of
from pico_tracker.ui.session_voice import screen_voice

FORM = "amendment"
"""What a draft of this page is called; its subject is the session."""


class AmendPage(RecordFormPage):
    """`page.open_session(session_id, draft)`.

    `saved(patient_id, course_id)` follows the signing, `closed()` Esc; what is typed stays as a draft.
    """

    saved = Signal(int, int)
    closed = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, tr("Sign amendment"))
        self.save_button.explain(tr("Keeps both versions, yours under your name with the reason."))
        self._session_id = 0
        self.amending: AmendForm | None = None
        self.form = RecordForm()
        self.banner = IdentityBanner((self.discard_button, self.close_button, self.save_button))
        self.changes = Card(tr("What changes"))
        self._table = QVBoxLayout()
        self.changes.body.addLayout(self._table)
        self.changes.hide()
        head, line, below = QVBoxLayout(), QHBoxLayout(), QVBoxLayout()
        head.addWidget(self.banner)
        line.addWidget(self.title)
        line.addSpacing(8)
        line.addWidget(self.kept)
        line.addStretch(1)
        below.addWidget(self.changes)
        self.build(head, line, below)

    def open_session(self, session_id: int, draft: Draft | None = None) -> None:
        """Amend a signed session, going on with a draft if there is one."""
        self._session_id, self.amending, self.keeper = session_id, None, None
        self.begin(tr("Amend session"))
        self.banner.hide()
        self.changes.hide()
        old = self._area.takeWidget()
        if old is not None:
            old.deleteLater()
        done = partial(self._show, draft)
        self.desk.run(_read, session_id, done=done, failed=self.refuse, latest=f"amendment-{id(self)}")

    def _show(self, draft: Draft | None, ground: AmendGround) -> None:
        self.form = self.amending = form = AmendForm(self.desk, ground)
        self.take_form(FORM, self._session_id)
        session = ground.record.session
        self.title.setText(tr("Amend the session of {date}", date=said_day(session.entry.performed_on)))
        self.banner.show_identity(identity_of(ground.record.patient, self.desk.context.today()))
        self.banner.show()
        self.show_values(values_of(session.entry), session.version)
        form.edited.connect(self._say_changes)
        self.let_type(draft)
        self._say_changes()
        form.reason.give_focus()

    def _say_changes(self) -> None:
        """Say what would be struck through, and what would stand instead."""
        if self.amending is None:
            return
        record = self.amending.ground.record
        now = _as_typed(record.session, self.amending)
        voice = screen_voice(self.desk.context.zone, record.lasers, record.rooms)
        changed = differences(record.session, now, voice)
        clear(self._table)
        if changed:
            self._table.addWidget(differences_table(changed))
        self.changes.setVisible(bool(changed))

    def draft_title(self) -> str:
        """Whose session of which day."""
        if self.amending is None:
            return tr("Amendment")
        record = self.amending.ground.record
        day = said_day(record.session.entry.performed_on)
        return tr("Amendment, session of {date}, {patient}", date=day, patient=record.patient.name)[:200]

    def check(self, keeper: DraftKeeper) -> Findings:
        """What cannot have been."""
        return () if self.amending is None else self.amending.check()

    def send(self, keeper: DraftKeeper) -> None:
        """Sign the amendment."""
        form = self.amending
        if form is not None and form.seen_version is not None:
            what = (self._session_id, form.seen_version, form.entry(), form.why(), keeper.entry_id)
            self.desk.run(amend_session, *what, done=self.done, failed=self.refuse)

    def read_again(self) -> None:
        """Read the session that somebody else amended."""
        self.desk.run(_read, self._session_id, done=self._settle, failed=self.refuse)

    def _settle(self, ground: AmendGround) -> None:
        if self.amending is not None:
            self.amending.ground = ground
            self.settle(values_of(ground.record.session.entry), ground.record.session.version)
            self._say_changes()

    def tell_saved(self, key: int) -> None:
        """Back to the patient, who has a new version of the session."""
        if self.amending is not None:
            record = self.amending.ground.record
            self.saved.emit(record.patient.id, record.course.id)

    def tell_closed(self) -> None:
        """Back to where one came from."""
        self.closed.emit()


def _as_typed(session: Session, form: AmendForm) -> Session:
    """The session as it would stand, with the names of what was chosen."""
    entry = form.entry()
    names = {one.id: one.name for one in form.ground.operators}
    return amended_as(session, entry, names.get(entry.operator_id, ""), form.ground.facts.devices)


def _read(context: Context, session_id: int) -> AmendGround:
    record = gather_session_record(context, session_id)
    treated = record.session.entry.operator_id
    people = list_colleagues(context)
    return AmendGround(
        record=record,
        facts=read_amendment_facts(context, session_id),
        operators=tuple(
            one for one in people if (one.active and one.role is not StaffRole.RECEPTION) or one.id == treated
        ),
        rooms=list_rooms(context),
        areas=list_areas(context, record.course.id),
    )
