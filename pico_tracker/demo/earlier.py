"""Work of earlier days, as the demonstration clinic's people would have done it then."""

from dataclasses import replace
from datetime import date, datetime, time

from pico_tracker.services.context import Context


def on_day(context: Context, day: date) -> Context:
    """The same person at noon of an earlier day."""
    moment = datetime.combine(day, time(12), context.zone)
    return replace(context, clock=lambda: moment)
