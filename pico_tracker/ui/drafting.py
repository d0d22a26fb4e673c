"""Nothing typed is lost: keeps a form's draft as somebody types, and brings it back."""

from collections.abc import Callable
from uuid import UUID

from PySide6.QtCore import QObject, Signal

from pico_tracker.domain.drafts import Draft
from pico_tracker.services.drafts import discard_draft, keep_draft
from pico_tracker.ui.desk import Desk
from pico_tracker.ui.kit.form import Form

ABOUT = "about"
"""Under this name a draft says what was typed; no field has it."""


class DraftKeeper(QObject):
    """Saves a form's raw text as a draft after each pause in typing.

    `title` names the draft for its owner, such as "Session, right forearm"; it is asked when the
    draft is kept, as is `about`, which says in a few words what was typed. `kept` goes out when a
    draft is safe. The service that saves the record drops it.
    """

    kept = Signal(object)

    def __init__(self, desk: Desk, form: Form, kind: str, subject_id: int | None, title: Callable[[], str]) -> None:
        super().__init__(form)
        self.entry_id: UUID = desk.mint_entry_id()
        self._desk, self._form, self._title = desk, form, title
        self._kind, self._subject_id = kind, subject_id
        self._stopped = False
        self.about: Callable[[], str] | None = None
        form.edited.connect(self.keep)

    def resume(self, draft: Draft) -> None:
        """Go on with a draft: same identifier, so that a save stays one record."""
        self.entry_id = draft.entry_id
        self._form.restore({name: str(text) for name, text in draft.content.items()})

    def keep(self) -> None:
        """Keep what is typed now."""
        if self._stopped:
            return
        draft = Draft(
            entry_id=self.entry_id,
            form=self._kind,
            subject_id=self._subject_id,
            title=self._title(),
            content={**self._form.raw(), **({ABOUT: self.about()} if self.about is not None else {})},
            saved_at=self._desk.context.now(),
        )
        self._desk.run(keep_draft, draft, done=lambda _done: self.kept.emit(draft))

    def stop(self) -> None:
        """The record is saved: keep nothing more."""
        self._stopped = True

    def discard(self) -> None:
        """The person gives up what was typed."""
        self._stopped = True
        self._desk.run(discard_draft, self.entry_id)
