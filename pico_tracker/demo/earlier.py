"""Work of earlier moments, as the demonstration clinic's people would have done it then."""

from dataclasses import replace
from datetime import date, datetime, time

from pico_tracker.services.context import Context

_NOON = time(12)


def on_day(context: Context, day: date, at: time = _NOON) -> Context:
    """The same person on an earlier day, at noon if nothing else is said."""
    moment = datetime.combine(day, at, context.zone)
    return replace(context, clock=lambda: moment)
