"""How the screen tells a session: in the language of the window, days and numbers as it writes them."""

from collections.abc import Mapping
from datetime import datetime, tzinfo
from decimal import Decimal

from pico_tracker.domain.session_telling import Voice
from pico_tracker.ui.kit.days import said_day
from pico_tracker.ui.kit.decimals import said_decimal
from pico_tracker.ui.kit.words import tr, translated


def screen_voice(zone: tzinfo, lasers: Mapping[int, str], rooms: Mapping[int, str] | None = None) -> Voice:
    """The voice of the screen; `zone` is the clinic's, `lasers` and `rooms` are names by key."""
    return Voice(
        translate=translated,
        day=said_day,
        moment=lambda at: _moment(at, zone),
        number=_number,
        lasers=lasers,
        rooms=rooms or {},
    )


def _moment(at: datetime, zone: tzinfo) -> str:
    here = at.astimezone(zone)
    return tr("{date} {time}", date=said_day(here.date()), time=f"{here:%H:%M}")


def _number(number: Decimal) -> str:
    plain = number.normalize()
    return said_decimal(plain.quantize(Decimal(1)) if plain == plain.to_integral() else plain)
