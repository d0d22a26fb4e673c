"""Where a page stands: who is at work, and the one way from a page to the services."""

from collections.abc import Callable
from typing import TypeVar, TypeVarTuple
from uuid import UUID

from PySide6.QtCore import QObject, Signal

from pico_tracker.domain.errors import PicoError
from pico_tracker.domain.permissions import Permission, is_allowed
from pico_tracker.services.context import Context
from pico_tracker.ui.kit.backend import Backend

T = TypeVar("T")
Ts = TypeVarTuple("Ts")


class Desk(QObject):
    """The person at work on the clinic's database, shared by every page of the window.

    `person_changed` goes out when somebody else takes over; pages then ask for their rights anew.
    """

    person_changed = Signal()

    def __init__(self, backend: Backend, context: Context, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.backend = backend
        self.context = context

    def take_over(self, context: Context) -> None:
        """Let another person work here."""
        self.context = context
        self.person_changed.emit()

    def may(self, permission: Permission) -> bool:
        """Whether the person at work has a permission, to show or hide a button; services decide."""
        return is_allowed(self.context.operator.role, permission)

    def mint_entry_id(self) -> UUID:
        """A new identifier for a form that opens now."""
        return self.context.mint_entry_id()

    def run(
        self,
        service: Callable[[Context, *Ts], T],
        *args: *Ts,
        done: Callable[[T], object] | None = None,
        failed: Callable[[PicoError], object] | None = None,
        latest: str = "",
        long: bool = False,
    ) -> None:
        """Call a service on the database thread: `desk.run(read_patient, 7, done=self.show_patient)`.

        `done`, `failed`, `latest` and `long` are those of `Backend.run`.
        """
        self.backend.run(service, self.context, *args, done=done, failed=failed, latest=latest, long=long)
