"""What the pages share on which a record is entered or edited: draft, findings, save, conflict."""

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLayout, QScrollArea, QVBoxLayout, QWidget

from pico_tracker.domain.drafts import Draft
from pico_tracker.domain.errors import EditConflict, PicoError, Refused
from pico_tracker.domain.findings import Finding, Findings
from pico_tracker.domain.topics import Topic
from pico_tracker.services.context import Done
from pico_tracker.ui.conflicts import ConflictPanel
from pico_tracker.ui.desk import Desk
from pico_tracker.ui.drafting import DraftKeeper
from pico_tracker.ui.kit.buttons import Button, Kind
from pico_tracker.ui.kit.form import Form
from pico_tracker.ui.kit.notice import NoticeBoard
from pico_tracker.ui.kit.plain_text import Label, Role
from pico_tracker.ui.kit.words import tr


class RecordForm(Form):
    """A form about a record that others may edit meanwhile.

    `seen_version` travels with the draft, so that a draft resumed later still notices what
    somebody else saved in between; None for a new record.
    """

    def __init__(self) -> None:
        super().__init__()
        self.seen_version: int | None = None

    def raw(self) -> dict[str, str]:
        """Everything as typed, with the version that was read."""
        version = {} if self.seen_version is None else {"seen_version": str(self.seen_version)}
        return super().raw() | version

    def take_version_of(self, content: Mapping[str, object]) -> None:
        """Go on from the version that a draft was typed against."""
        version = str(content.get("seen_version", ""))
        self.seen_version = int(version) if version.isdecimal() else self.seen_version


class RecordFormPage(QWidget):
    """A page with one form; nothing typed in it is lost.

    Subclasses lay out their head with `build`, begin each record with `begin` and `take_form`, end
    reading it with `let_type`, and say what is checked (`check`), what Save does (`send`), how the
    record is read after a conflict (`read_again`), and what the window hears (`tell_saved`,
    `tell_closed`).
    """

    topics: frozenset[Topic] = frozenset()
    form: RecordForm
    keeper: DraftKeeper | None

    def __init__(self, desk: Desk, save_text: str) -> None:
        super().__init__()
        self.setProperty("ground", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.desk, self.keeper = desk, None
        self._base: dict[str, str] = {}
        self._tried, self.touched = False, set[str]()
        self.save_button = Button(save_text, kind=Kind.PRIMARY, key="Ctrl+S", run=self.save)
        self.close_button = Button(tr("Close"), key="Esc", run=self.close_form)
        self.close_button.explain(tr("What is typed stays as a draft."))
        self.discard_button = Button(tr("Discard"), icon="trash", kind=Kind.QUIET, run=self.discard)
        self.title, self.kept = Label("", Role.TITLE), Label("", Role.SMALL)
        self.notices, self.conflict = NoticeBoard(), ConflictPanel()
        self._area = QScrollArea()

    def build(self, *head: QLayout) -> None:
        """Lay the page out: the head's lines, then notices, a conflict, and the form."""
        stack = QVBoxLayout(self)
        stack.setContentsMargins(20, 16, 20, 0)
        stack.setSpacing(12)
        for line in head:
            stack.addLayout(line)
        stack.addWidget(self.notices)
        stack.addWidget(self.conflict)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        stack.addWidget(self._area, 1)

    def begin(self, title: str) -> None:
        """Forget the record before."""
        self._base, self._tried = {}, False
        self.touched.clear()
        self.notices.clear()
        self.conflict.hide()
        self.title.setText(title)
        self._mark_kept("")

    def take_form(self, kind: str, subject_id: int | None) -> None:
        """Show `form`, fresh, with a draft of that kind and subject; it waits for `let_type`."""
        holder = QWidget()
        holder.setProperty("ground", "clear")
        inner = QVBoxLayout(holder)
        inner.setContentsMargins(0, 0, 8, 20)
        inner.addWidget(self.form)
        inner.addStretch(1)
        self.keeper = DraftKeeper(self.desk, self.form, kind, subject_id, self.draft_title)
        self.keeper.kept.connect(self._on_kept)
        self.form.edited.connect(self.look)
        for field in self.form.fields:
            field.changed.connect(partial(self.touched.add, field.name))
        self._area.setWidget(holder)
        self._area.setEnabled(False)

    def show_values(self, values: Mapping[str, object], version: int) -> None:
        """Show the record as it was read."""
        self.form.seen_version = version
        self.form.fill(values)
        self._base = self.form.raw()

    def let_type(self, draft: Draft | None = None) -> None:
        """The form shows what it should: go on with a draft if there is one."""
        self._area.setEnabled(True)
        self.touched.clear()
        if draft is not None and self.keeper is not None:
            self._resume(draft, self.keeper)

    def _resume(self, draft: Draft, keeper: DraftKeeper) -> None:
        keeper.resume(draft)
        before = self.form.seen_version
        self.form.take_version_of(draft.content)
        if self.form.seen_version != before:
            self._base = {}
        self._on_kept(draft)
        self.look()

    def _on_kept(self, draft: object) -> None:
        if isinstance(draft, Draft):
            at = draft.saved_at.astimezone(self.desk.context.zone)
            self._mark_kept(tr("Draft kept {time}", time=f"{at:%H:%M}"))

    def _mark_kept(self, text: str) -> None:
        self.kept.setText(text)
        self.discard_button.setVisible(bool(text))

    def refresh(self) -> None:
        """A form never changes under the hands of who types; a conflict is told when saving."""

    def leave(self) -> None:
        """Keep what is typed before the page is left."""
        self.form.flush()

    def draft_title(self) -> str:
        """What the draft is called for its owner; subclasses override."""
        raise NotImplementedError

    def check(self, keeper: DraftKeeper) -> Findings:
        """What the rules say about the form as it is; subclasses override."""
        raise NotImplementedError

    def send(self, keeper: DraftKeeper) -> None:
        """Send what is typed to its service, ending in `done` or `refuse`; subclasses override."""
        raise NotImplementedError

    def read_again(self) -> None:
        """Read the record that somebody else saved, then `settle`; subclasses override."""
        raise NotImplementedError

    def tell_saved(self, key: int) -> None:
        """The record is saved under this key; subclasses override."""
        raise NotImplementedError

    def tell_closed(self) -> None:
        """The page is left without saving; subclasses override."""
        raise NotImplementedError

    def _findings(self) -> Findings:
        if self.keeper is None:
            return ()
        unread = {finding.field for finding in self.form.problems()}
        return tuple(finding for finding in self.check(self.keeper) if finding.field not in unread)

    def look(self) -> None:
        """Say what the rules find about what was touched."""
        self.form.show_findings(finding for finding in self._findings() if self.is_due(finding))

    def is_due(self, finding: Finding) -> bool:
        """Whether a finding is told already: its field was touched, or somebody tried to save."""
        return self._tried or finding.field in self.touched

    def save(self) -> None:
        """Save, or say beside each field why not."""
        if self.keeper is None or not self._area.isEnabled():
            return
        self._tried = True
        self.form.flush()
        self.form.show_findings(self._findings())
        if not self.form.focus_first_stop():
            self.save_button.setEnabled(False)
            self.send(self.keeper)

    def done(self, done: Done[int]) -> None:
        """The service has saved."""
        self.save_button.setEnabled(True)
        if self.keeper is not None:
            self.keeper.stop()
        self._mark_kept("")
        self.tell_saved(done.value)

    def refuse(self, error: PicoError) -> None:
        """The service has refused; the form stays as typed."""
        self.save_button.setEnabled(True)
        if isinstance(error, Refused):
            self.form.show_findings(error.findings)
            self.form.focus_first_stop()
        elif isinstance(error, EditConflict) and self.form.seen_version is not None:
            self.read_again()
        else:
            self.notices.refuse(error)

    def settle(self, values: Mapping[str, object], version: int) -> None:
        """Show what somebody else saved beside what is typed, and go on from there."""
        self.conflict.show_conflict(self.form, self._base, values)
        typed = self.form.raw()
        self.show_values(values, version)
        self.form.restore(typed)

    def discard(self) -> None:
        """Give up what was typed."""
        if self.keeper is not None:
            self.keeper.discard()
        self.tell_closed()

    def close_form(self) -> None:
        """Leave the form; what is typed stays as a draft."""
        self.leave()
        self.tell_closed()
