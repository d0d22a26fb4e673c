"""The page that logs one session: opened for a course, typed with a draft, signed once."""

from collections.abc import Callable
from functools import partial
from uuid import UUID

from PySide6.QtCore import Signal, SignalInstance
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from pico_tracker.domain.drafts import Draft
from pico_tracker.domain.errors import PicoError, Refused, TimeTaken
from pico_tracker.domain.findings import Finding
from pico_tracker.domain.permissions import Permission
from pico_tracker.domain.safety_checks import SafetyCheck
from pico_tracker.domain.sessions import SessionEntry
from pico_tracker.domain.topics import Topic
from pico_tracker.services.context import Done
from pico_tracker.services.drafts import discard_draft, keep_draft
from pico_tracker.services.sessions import confirm_check
from pico_tracker.services.signing import Signing, sign_session
from pico_tracker.ui.desk import Desk
from pico_tracker.ui.drafting import DraftKeeper
from pico_tracker.ui.kit.notice import Notice
from pico_tracker.ui.kit.style import Tone
from pico_tracker.ui.kit.words import tr
from pico_tracker.ui.session_log.draft_difference import said_differences
from pico_tracker.ui.session_log.opening import FORM, Opening, read_opening
from pico_tracker.ui.session_log.page_frame import SessionFrame
from pico_tracker.ui.session_log.page_words import (
    identity_with_consent,
    said_begun,
    said_draft,
    said_no_laser,
    said_title,
    said_to_answer,
)
from pico_tracker.ui.session_log.pass_text import PassText
from pico_tracker.ui.session_log.session_form import SessionForm


class LogSessionPage(SessionFrame):
    """Logs a session of one or more passes: `page.open_new(patient_id, course_id, draft)`.

    `saved(patient_id, course_id)` follows the signing, `closed(patient_id, course_id)` Esc; what is
    typed is kept as a draft all along. `draft_kept(patient_id, course_id, take_back)` follows "Keep
    draft"; `take_back()` makes the draft what it was before, or none.

    Wishes, each with patient and course: `event_wanted` (something happened since last time),
    `consent_wanted`, `not_treated_wanted`, `patch_wanted`; `patch_reading_wanted(Patch, PatchRule | None)`;
    `lasers_wanted()` goes to where lasers are added.
    """

    saved = Signal(int, int)
    closed = Signal(int, int)
    draft_kept = Signal(int, int, object)
    event_wanted = Signal(int, int)
    consent_wanted = Signal(int, int)
    not_treated_wanted = Signal(int, int)
    lasers_wanted = Signal()
    patch_wanted = Signal(int, int)
    patch_reading_wanted = Signal(object, object)
    topics = frozenset(
        {
            *(Topic.PATIENTS, Topic.COURSES, Topic.DEVICES, Topic.STAFF, Topic.SCREENING),
            *(Topic.SIDE_EFFECTS, Topic.CONSENTS, Topic.CONSULTATIONS),
        }
    )

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._patient_id = self._course_id = 0
        self.form: SessionForm | None = None
        self._keeper: DraftKeeper | None = None
        self._effect_ids: dict[int, UUID] = {}
        self._draft_before: Draft | None = None
        self._is_signed = False
        self._cursor: QWidget | None = None
        self._saving = False
        self._no_laser: Notice | None = None
        self.not_treated_button.clicked.connect(self._want_not_treated)

    def open_new(self, patient_id: int, course_id: int, draft: Draft | None = None) -> None:
        """Begin a session of this course, or go on with a draft."""
        self.leave()
        self._show_form(None)
        self._patient_id, self._course_id = patient_id, course_id
        self.notices.clear()
        self.title.setText("")
        self.state.setText(tr("Opening the record"))
        self._desk.run(
            read_opening,
            patient_id,
            course_id,
            done=lambda opening: self._open(opening, draft),
            failed=self._cannot_open,
            latest="session log",
        )

    def _open(self, opening: Opening, draft: Draft | None) -> None:
        entry_id = draft.entry_id if draft else self._desk.mint_entry_id()
        form = SessionForm(opening, entry_id, self._desk)
        keeper = DraftKeeper(self._desk, form, FORM, self._course_id, self._draft_title)
        keeper.entry_id, keeper.about = entry_id, partial(self._said_typed, form)
        keeper.kept.connect(self._say_kept)
        form.passes.replaced.connect(self._offer_undo)
        self._connect(form)
        form.changed.connect(self._say_title)
        self._effect_ids = {kind.id: self._desk.mint_entry_id() for kind in opening.kinds}
        self._show_form(form, keeper)
        self.banner.show_identity(identity_with_consent(opening))
        self.state.setText(tr("Draft kept as you type, also if the power goes"))
        self._draft_before = draft
        if draft is not None:
            keeper.resume(draft)
            self._say_kept(draft)
            self._say_resumed(form)
        elif opening.unfinished is not None:
            self._offer_unfinished(form, opening.unfinished)
        self._say_title()
        self._say_lasers(opening)
        form.start()

    def _connect(self, form: SessionForm) -> None:
        """Answer what the form wishes."""
        before = form.before
        before.screening.patch_wanted.connect(self._want_patch)
        before.healing.event_wanted.connect(partial(self._wish, self.event_wanted))
        before.consent.consent_wanted.connect(partial(self._wish, self.consent_wanted))
        before.checked.button.clicked.connect(self.confirm)
        form.went_on.connect(self.show_focused)

    def _wish(self, wish: SignalInstance) -> None:
        wish.emit(self._patient_id, self._course_id)

    def _want_not_treated(self) -> None:
        self.leave()
        self._wish(self.not_treated_wanted)

    def _want_patch(self, is_reading: bool) -> None:
        patch = self.form.unread_patch() if is_reading and self.form is not None else None
        if patch is None or self.form is None:
            self.patch_wanted.emit(self._patient_id, self._course_id)
        else:
            self.patch_reading_wanted.emit(patch, self.form.facts.screening.patches.rule)

    def _offer_unfinished(self, form: SessionForm, unfinished: Draft) -> None:
        """The same session was begun before: go on with it, lest it be logged twice."""
        held = said_differences(form, {name: str(text) for name, text in unfinished.content.items()})
        go_on = partial(self.open_new, self._patient_id, self._course_id, unfinished)
        self.notices.tell(said_begun(unfinished, held), Tone.INFO, undo=go_on, action=tr("Go on with it"))

    def _said_typed(self, form: SessionForm) -> str:
        """What has been typed, for whoever is offered the draft later."""
        return said_differences(form, form.raw())

    def _say_resumed(self, form: SessionForm) -> None:
        if held := self._said_typed(form):
            self.notices.tell(tr("Gone on with what was typed: {held}.", held=held), Tone.INFO)

    def _say_lasers(self, opening: Opening) -> None:
        """Without a laser no session can be signed: say where one is added, and by whom."""
        if self._no_laser in self.notices.notices and self._no_laser is not None:
            self._no_laser.close_notice()
        self._no_laser = None
        if any(device.active for device in opening.devices):
            return
        may_add = self._desk.may(Permission.MANAGE_CLINIC)
        go, action = (self.lasers_wanted.emit, tr("Add a laser")) if may_add else (None, "")
        text = said_no_laser(may_add=may_add)
        self._no_laser = self.notices.tell(text, Tone.WARN, undo=go, action=action)

    def _show_form(self, form: SessionForm | None, keeper: DraftKeeper | None = None) -> None:
        self.show_part(form)
        self.form, self._keeper, self._is_signed, self._cursor = form, keeper, False, None
        self._show_saving(saving=False)

    def _cannot_open(self, error: PicoError) -> None:
        self.state.setText("")
        self.notices.refuse(error)

    def _say_title(self) -> None:
        if self.form is not None:
            self.title.setText(said_title(self.form.opening, self.form.before.day.value()))

    def _draft_title(self) -> str:
        return "" if self.form is None else said_draft(self.form.opening)

    def _say_kept(self, draft: Draft) -> None:
        at = draft.saved_at.astimezone(self._desk.context.zone)
        self.state.setText(tr("Draft kept at {time}, also if the power goes", time=f"{at:%H:%M}"))

    def _offer_undo(self, text: str, before: tuple[PassText, ...]) -> None:
        form = self.form
        if form is not None:
            self.notices.tell(text, Tone.INFO, undo=lambda: form.passes.set_value(before))

    def keep_draft(self) -> None:
        """Keep what is typed now as a draft and leave the page; for a while that can be taken back."""
        if self.form is None or self._keeper is None or not self.keep_button.isEnabled():
            return
        self._keeper.keep()
        self._keeper.stop()
        ids, take_back = (self._patient_id, self._course_id), self._way_back(self._keeper.entry_id)
        self._show_form(None)
        self.draft_kept.emit(*ids, take_back)

    def _way_back(self, entry_id: UUID) -> Callable[[], object]:
        if self._draft_before is None:
            return partial(self._desk.run, discard_draft, entry_id)
        return partial(self._desk.run, keep_draft, self._draft_before)

    def leave(self) -> None:
        """Keep what was typed and not kept yet, before another page is shown."""
        if self.form is not None:
            self.form.flush()

    def close_page(self) -> None:
        """Leave the page; what is typed stays a draft, what is signed is on record."""
        if self._saving:
            return
        self.leave()
        wish = self.saved if self._is_signed else self.closed
        self._show_form(None)
        wish.emit(self._patient_id, self._course_id)

    def refresh(self) -> None:
        """Judge by what is on record now, such as an allergy just added; what is typed stays."""
        if self.form is not None:
            ids = (self._patient_id, self._course_id)
            self._desk.run(read_opening, *ids, done=self._renew, latest="session log")

    def _renew(self, opening: Opening) -> None:
        if self.form is not None:
            self.banner.show_identity(identity_with_consent(opening))
            self.form.renew(opening.facts)
            self._say_lasers(opening)

    def confirm(self) -> None:
        """Say that the patient may be treated, or say beside the fields what is in the way."""
        form = self.form
        if form is None or self._saving:
            return
        self.notices.clear()
        entry = form.ask_before()
        if entry is None:
            self.notices.tell(tr("Not checked yet: see what is marked. Your typing is kept."), Tone.WARN)
            self.show_focused()
            return
        done = partial(self._confirmed, form, entry)
        self._desk.run(confirm_check, entry, done=done, failed=partial(self._not_confirmed, form), latest="check")

    def _confirmed(self, form: SessionForm, entry: SessionEntry, check: SafetyCheck) -> None:
        if form is self.form:
            form.stamp(check, entry)
            form.go_on()
            self._say_reason_asked(form)

    def _say_reason_asked(self, form: SessionForm) -> None:
        """Say why the cursor goes to the reason although the check is done; gone as soon as one is typed."""
        if what := said_to_answer(form.check(), form.reason.value()):
            text = tr("Checked. A reason is needed. {what}", what=what)
            asked = self.notices.tell(text, Tone.WARN)
            form.reason.changed.connect(asked.close_notice)

    def _not_confirmed(self, form: SessionForm, error: PicoError) -> None:
        if form is not self.form:
            return
        if isinstance(error, Refused):
            form.refuse(error.findings)
        self.notices.refuse(error)
        self.show_focused()

    def sign(self) -> None:
        """Sign and save, or say beside the fields why that is not possible yet."""
        if self.form is None or not self.sign_button.isEnabled():
            return
        self.notices.clear()
        entry = self.form.ask()
        if entry is None:
            text = tr("Not signed yet: see what is marked. Nothing was saved, your typing is kept.")
            self.notices.tell(text, Tone.WARN)
            self.show_focused()
            return
        self.form.flush()
        effects, visit = self.form.effects(self._effect_ids), self.form.visit.wish()
        self._cursor = self.focusWidget()
        self._show_saving(saving=True)
        signing = Signing(session=entry, effects=effects, next_visit=visit)
        self._desk.run(sign_session, signing, done=self._after_saving, failed=self._refused)

    def _show_saving(self, *, saving: bool) -> None:
        """Lock the form while it is being saved."""
        self._saving = saving
        can_type = self.form is not None and not saving
        for button in (self.sign_button, self.keep_button, self.not_treated_button):
            button.setEnabled(can_type)
        if self.form is not None:
            self.form.setEnabled(can_type)

    def _after_saving(self, _done: Done[int]) -> None:
        if self._keeper is not None:
            self._keeper.stop()
        self._is_signed = True
        self._show_saving(saving=False)
        self.close_page()

    def _refused(self, error: PicoError) -> None:
        """Nothing was saved: say why beside the field that can mend it, and keep everything typed."""
        self._show_saving(saving=False)
        if self._cursor is not None and isValid(self._cursor):
            self._cursor.setFocus()
        if self.form is not None and isinstance(error, TimeTaken):
            self.form.refuse((Finding("next_visit", error.sentence, code="visit.taken"),))
        if self.form is not None and isinstance(error, Refused):
            self.form.refuse(error.findings)
        self.notices.refuse(error)
        self.show_focused()
