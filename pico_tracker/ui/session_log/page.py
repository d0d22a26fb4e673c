"""The page that logs one session: opened for a course, typed with a draft, signed once."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from uuid import UUID

from PySide6.QtCore import Qt, QTimer, Signal, SignalInstance
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from pico_tracker.domain.drafts import Draft
from pico_tracker.domain.errors import PicoError, Refused
from pico_tracker.domain.permissions import Permission
from pico_tracker.domain.safety_checks import SafetyCheck
from pico_tracker.domain.sessions import SessionEntry
from pico_tracker.domain.side_effects import SideEffectEntry
from pico_tracker.domain.topics import Topic
from pico_tracker.services.drafts import discard_draft, keep_draft
from pico_tracker.services.sessions import confirm_check
from pico_tracker.ui.desk import Desk
from pico_tracker.ui.drafting import DraftKeeper
from pico_tracker.ui.identity import identity_of
from pico_tracker.ui.kit.banner import IdentityBanner
from pico_tracker.ui.kit.buttons import Button, Kind
from pico_tracker.ui.kit.days import said_day
from pico_tracker.ui.kit.notice import Notice, NoticeBoard
from pico_tracker.ui.kit.plain_text import Label, Role
from pico_tracker.ui.kit.style import Tone
from pico_tracker.ui.kit.words import said, tr, translated
from pico_tracker.ui.session_log.consent_line import consent_chip
from pico_tracker.ui.session_log.draft_difference import said_differences
from pico_tracker.ui.session_log.next_visit_card import said_not_booked
from pico_tracker.ui.session_log.opening import FORM, Opening, read_opening
from pico_tracker.ui.session_log.pass_text import PassText
from pico_tracker.ui.session_log.saving import Saved, save_session
from pico_tracker.ui.session_log.session_form import SessionForm


class LogSessionPage(QWidget):
    """Logs a session of one or more passes: `page.open_new(patient_id, course_id, draft)`.

    `saved(patient_id, course_id)` follows the signing, and `not_booked(text)` where the next visit was
    not; `closed(patient_id, course_id)` Esc; what
    is typed is kept as a draft all along. `draft_kept(patient_id, course_id, take_back)` follows "Keep
    draft"; `take_back()` makes the draft what it was before, or none.

    Wishes, each with patient and course: `event_wanted` (something happened since last time),
    `consent_wanted`, `not_treated_wanted`, `patch_wanted`; `patch_reading_wanted(Patch, PatchRule | None)`;
    `lasers_wanted()` goes to where lasers are added.
    """

    saved = Signal(int, int)
    closed = Signal(int, int)
    draft_kept = Signal(int, int, object)
    not_booked = Signal(str)
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
        self._saved: Saved | None = None
        self._saving = False
        self.notices = NoticeBoard()
        self._no_laser: Notice | None = None
        self.setProperty("ground", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._make_buttons()
        self._lay_out()

    def _make_buttons(self) -> None:
        self.close_button = Button(tr("Close"), run=self.close_page)
        self.close_button.explain(tr("The session is signed and saved."))
        self.close_button.hide()
        QShortcut(QKeySequence("Esc"), self).activated.connect(self.close_page)
        self.not_treated_button = Button(tr("Not treated…"), run=self._want_not_treated)
        self.not_treated_button.explain(
            tr("The visit counts, no session is logged. What is typed is kept as a draft.")
        )
        self.keep_button = Button(tr("Keep draft"), key="Ctrl+S", run=self.keep_draft)
        self.keep_button.explain(tr("Leaves the page; nothing is signed."))
        self.sign_button = Button(tr("Sign and finish"), kind=Kind.PRIMARY, key="Ctrl+Enter", run=self.sign)
        self.sign_button.explain(tr("Saves the session under your name. Signing cannot be undone."))
        QShortcut(QKeySequence("Ctrl+Return"), self).activated.connect(self.sign)

    def _lay_out(self) -> None:
        actions = (self.close_button, self.not_treated_button, self.keep_button, self.sign_button)
        self.banner = IdentityBanner(actions)
        self.title = Label("", Role.STRONG)
        self.state = Label("", Role.SMALL, elide=True)
        line = QHBoxLayout()
        line.setSpacing(14)
        line.addWidget(self.title)
        line.addWidget(self.state, 1)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        stack = QVBoxLayout(self)
        stack.setContentsMargins(20, 16, 20, 12)
        stack.setSpacing(10)
        stack.addWidget(self.banner)
        stack.addLayout(line)
        stack.addWidget(self.notices)
        stack.addWidget(self._scroll, 1)

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
        self._show_identity(opening)
        self.state.setText(tr("Draft kept as you type, also if the power goes"))
        self._draft_before = draft
        if draft is not None:
            keeper.resume(draft)
            self._say_kept(draft)
            self._say_resumed(form)
        elif opening.unfinished is not None:
            self._offer_unfinished(opening.unfinished)
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

    def _wish(self, wish: SignalInstance) -> None:
        wish.emit(self._patient_id, self._course_id)

    def _want_not_treated(self) -> None:
        self.leave()
        self._wish(self.not_treated_wanted)

    def _show_identity(self, opening: Opening) -> None:
        """Whose record it is, and where the consent to the treatment stands."""
        identity = identity_of(opening.patient, opening.facts.today)
        consent = consent_chip(opening.facts.agreement, opening.facts.today)
        self.banner.show_identity(replace(identity, facts=(*identity.facts, consent)))

    def _want_patch(self, is_reading: bool) -> None:
        patch = self.form.unread_patch() if is_reading and self.form is not None else None
        if patch is None or self.form is None:
            self.patch_wanted.emit(self._patient_id, self._course_id)
        else:
            self.patch_reading_wanted.emit(patch, self.form.facts.screening.patches.rule)

    def _offer_unfinished(self, unfinished: Draft) -> None:
        """The same session was begun before: go on with it, lest it be logged twice."""
        begun = f"{said_day(unfinished.saved_at.date())} {unfinished.saved_at:%H:%M}"
        text = tr("A session of this course was begun on {begun} and not signed.", begun=begun)
        if self.form is not None and (held := self._said_held(self.form, unfinished)):
            text = f"{text} {tr('It holds: {held}.', held=held)}"
        patient_id, course_id = self._patient_id, self._course_id
        self.notices.tell(
            text,
            Tone.INFO,
            undo=lambda: self.open_new(patient_id, course_id, unfinished),
            action=tr("Go on with it"),
        )

    def _said_held(self, form: SessionForm, draft: Draft) -> str:
        """What a draft holds that a fresh page would not."""
        return said_differences(form, {name: str(text) for name, text in draft.content.items()})

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
        if self._desk.may(Permission.MANAGE_CLINIC):
            text = tr(
                "The clinic has no laser in service. Add the clinic's laser in Settings; what is typed is kept."
            )
            go, action = self.lasers_wanted.emit, tr("Add a laser")
            self._no_laser = self.notices.tell(text, Tone.WARN, undo=go, action=action)
        else:
            text = tr("The clinic has no laser in service. An administrator adds it in Settings.")
            self._no_laser = self.notices.tell(text, Tone.WARN)

    def _show_form(self, form: SessionForm | None, keeper: DraftKeeper | None = None) -> None:
        old = self._scroll.takeWidget()
        if old is not None:
            old.deleteLater()
        self.form, self._keeper, self._saved = form, keeper, None
        self._show_saving(saving=False)
        if form is not None:
            form.setProperty("ground", "clear")
            self._scroll.setWidget(form)

    def _cannot_open(self, error: PicoError) -> None:
        self.state.setText("")
        self.notices.refuse(error)

    def _say_title(self) -> None:
        if self.form is None:
            return
        opening = self.form.opening
        number = opening.number_on(self.form.before.day.value() or opening.facts.today)
        course = opening.progress.course
        title = f"{in_a_sentence(translated(course.concern_name))}, {course.entry.area}"
        if opening.is_maintenance:
            self.title.setText(tr("Maintenance {number}, {course}", number=number, course=title))
        else:
            self.title.setText(tr("Session {number}, {course}", number=number, course=title))

    def _draft_title(self) -> str:
        if self.form is None:
            return ""
        opening = self.form.opening
        area = opening.progress.course.entry.area
        return tr("Session, {area}, {patient}", area=area, patient=opening.patient.name)

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
        saved = self._saved
        wish = self.closed if saved is None else self.saved
        self._show_form(None)
        wish.emit(self._patient_id, self._course_id)
        if saved is not None and saved.not_booked is not None:
            self.not_booked.emit(said_not_booked(saved.not_booked))

    def refresh(self) -> None:
        """Judge by what is on record now, such as an allergy just added; what is typed stays."""
        if self.form is not None:
            ids = (self._patient_id, self._course_id)
            self._desk.run(read_opening, *ids, done=self._renew, latest="session log")

    def _renew(self, opening: Opening) -> None:
        if self.form is not None:
            self._show_identity(opening)
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
            self._show_focused()
            return
        done = partial(self._confirmed, form, entry)
        self._desk.run(confirm_check, entry, done=done, failed=partial(self._not_confirmed, form), latest="check")

    def _confirmed(self, form: SessionForm, entry: SessionEntry, check: SafetyCheck) -> None:
        if form is self.form:
            form.stamp(check, entry)
            form.go_on()

    def _not_confirmed(self, form: SessionForm, error: PicoError) -> None:
        if form is not self.form:
            return
        if isinstance(error, Refused):
            form.refuse(error.findings)
        self.notices.refuse(error)
        self._show_focused()

    def sign(self) -> None:
        """Sign and save, or say beside the fields why that is not possible yet."""
        if self.form is None or not self.sign_button.isEnabled():
            return
        self.notices.clear()
        entry = self.form.ask()
        if entry is None:
            text = tr("Not signed yet: see what is marked. Nothing was saved, your typing is kept.")
            self.notices.tell(text, Tone.WARN)
            self._show_focused()
            return
        self.form.flush()
        self._save(entry, self.form.effects(self._effect_ids))

    def _show_focused(self) -> None:
        """Scroll to where the cursor went, once notices and findings have taken their room."""
        QTimer.singleShot(0, self, self._scroll_to_focus)

    def _scroll_to_focus(self) -> None:
        here = self.focusWidget()
        if self.form is not None and here is not None and self.form.isAncestorOf(here):
            self._scroll.ensureWidgetVisible(here, 40, 120)

    def _save(self, entry: SessionEntry, effects: tuple[SideEffectEntry, ...]) -> None:
        self._show_saving(saving=True)
        visit = None if self.form is None else self.form.visit.wish()
        self._desk.run(save_session, entry, effects, visit, done=self._after_saving, failed=self._refused)

    def _show_saving(self, *, saving: bool) -> None:
        """Lock the form while it is being saved, and for good once it is signed."""
        self._saving = saving
        can_type = self.form is not None and not saving and self._saved is None
        for button in (self.sign_button, self.keep_button, self.not_treated_button):
            button.setEnabled(can_type)
        self.close_button.setVisible(self._saved is not None and not saving)
        if self.form is not None:
            self.form.setEnabled(can_type)

    def _after_saving(self, saved: Saved) -> None:
        if self._keeper is not None:
            self._keeper.stop()
        self._saved = saved
        self._show_saving(saving=False)
        if saved.missing:
            self._say_missing(saved)
        else:
            self.close_page()

    def _say_missing(self, saved: Saved) -> None:
        """The session is safe, a side effect is not: say which, why, and how to go on."""
        if self.form is None:
            return
        names = {kind.id: translated(kind.name) for kind in self.form.opening.kinds}
        text = tr(
            "The session is signed and saved. Not saved: {kinds}. {why} "
            "Try again, or report it on the patient's page.",
            kinds=", ".join(names[one.kind_id] for one in saved.missing),
            why=said(saved.why.sentence) if saved.why else "",
        )
        self.notices.clear()
        self.notices.tell(text, Tone.DANGER, undo=self._try_again, action=tr("Try again"))

    def _try_again(self) -> None:
        if self.form is not None and (entry := self.form.ask()) is not None:
            self._save(entry, self.form.effects(self._effect_ids))

    def _refused(self, error: PicoError) -> None:
        self._show_saving(saving=False)
        if self._saved is not None:
            self._say_missing(replace(self._saved, why=error))
        elif self.form is not None and isinstance(error, Refused):
            self.form.refuse(error.findings)
            self.notices.refuse(error)
            self._show_focused()
        else:
            self.notices.refuse(error)


def in_a_sentence(name: str) -> str:
    """A concern's name as it stands inside a sentence: "Tattoo" becomes "tattoo", "IPL" stays."""
    return name[:1].lower() + name[1:] if name[1:2].islower() else name
