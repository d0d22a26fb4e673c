"""Signing at the chair: the session, the side effects seen at it and the next visit are one thing, or nothing."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace

from pico_tracker.domain.diary import VisitEntry
from pico_tracker.domain.errors import Refused
from pico_tracker.domain.permissions import Permission
from pico_tracker.domain.sessions import SessionEntry
from pico_tracker.domain.side_effects import SideEffectEntry
from pico_tracker.services.context import Context, Done, needs
from pico_tracker.services.sessions import write_session
from pico_tracker.services.side_effects import write_report
from pico_tracker.services.visits import write_visit


@dataclass(frozen=True, slots=True, kw_only=True)
class Signing:
    """All that "Sign and finish" puts on record."""

    session: SessionEntry
    effects: tuple[SideEffectEntry, ...] = ()
    """Seen at it; the key of their session is given when it has one."""
    next_visit: VisitEntry | None = None


@needs(Permission.WRITE_CLINICAL)
def sign_session(context: Context, signing: Signing) -> Done[int]:
    """Log and sign a session with the side effects seen at it, book the next visit, and return its key.

    In one transaction: a power cut leaves all of it or none, and what is refused refuses all of it, under
    the fields `side_effects` and `next_visit` where it is not the session's own. A second call with the
    same identifiers finds what the first wrote. Raises `Refused`, `NotFound` or `TimeTaken`.
    """
    with context.database.change(context.actor()) as work:
        session_id = write_session(context, work, signing.session)
        with _refused_at("side_effects"):
            for effect in _of_session(signing.effects, session_id):
                write_report(context, work, effect)
        if signing.next_visit is not None:
            with _refused_at("next_visit"):
                write_visit(context, work, signing.next_visit)
        return Done(session_id, work.changed)


def _of_session(effects: Sequence[SideEffectEntry], session_id: int) -> Iterator[SideEffectEntry]:
    for one in effects:
        yield replace(one, session_id=session_id)


@contextmanager
def _refused_at(field: str) -> Iterator[None]:
    """Name the field of the page where a person can answer what is refused inside."""
    try:
        yield
    except Refused as error:
        raise Refused(tuple(replace(one, field=field) for one in error.findings)) from None
