"""Signing: the session first, then each side effect seen today and the next visit, all safe to repeat."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from pico_tracker.domain.diary import VisitEntry
from pico_tracker.domain.errors import PicoError
from pico_tracker.domain.sessions import SessionEntry
from pico_tracker.domain.side_effects import SideEffectEntry
from pico_tracker.domain.topics import Topics
from pico_tracker.services.context import Context
from pico_tracker.services.sessions import log_session
from pico_tracker.services.side_effects import report_side_effect
from pico_tracker.services.visits import book_visit


@dataclass(frozen=True, slots=True)
class Saved:
    """The session on record. `missing` are the side effects that could not be saved, `why` the
    first reason; `not_booked` says why the next visit was not; `changed` lets open pages ask again."""

    session_id: int
    changed: Topics
    missing: tuple[SideEffectEntry, ...] = ()
    why: PicoError | None = None
    not_booked: PicoError | None = None


def save_session(
    context: Context, entry: SessionEntry, effects: Sequence[SideEffectEntry], visit: VisitEntry | None = None
) -> Saved:
    """Log the session, then report its side effects one by one, then book the next visit.

    Raises what `log_session` raises; then nothing was saved. Once the session is saved nothing is
    raised any more for what a person can mend: what is missing is named. A repeated call with the
    same entry identifiers adds nothing twice.
    """
    logged = log_session(context, entry)
    changed, missing, why = logged.changed, [], None
    for effect in effects:
        try:
            done = report_side_effect(context, replace(effect, session_id=logged.value))
            changed |= done.changed
        except PicoError as error:
            missing.append(effect)
            why = why or error
    not_booked = None
    if visit is not None:
        try:
            changed |= book_visit(context, visit).changed
        except PicoError as error:
            not_booked = error
    return Saved(logged.value, changed, tuple(missing), why, not_booked)
