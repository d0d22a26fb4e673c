"""How a sheet tells a session: in the reader's language, days and numbers as paper writes them."""

from collections.abc import Mapping

from pico_tracker.domain.session_telling import Voice
from pico_tracker.reports.formats import moment, number
from pico_tracker.reports.pen import Pen


def voice_of(pen: Pen, lasers: Mapping[int, str] | None = None, rooms: Mapping[int, str] | None = None) -> Voice:
    """The voice of a sheet; `lasers` and `rooms` are names by key."""
    return Voice(
        translate=pen.translate,
        day=pen.day,
        moment=lambda at: moment(pen.local(at), pen.translate),
        number=number,
        lasers=lasers or {},
        rooms=rooms or {},
    )
