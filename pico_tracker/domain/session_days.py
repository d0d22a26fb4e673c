"""The day of a session: whether it can be, and whether the course may be treated on it."""

from datetime import date

from pico_tracker.domain.findings import Finding, Findings, Level
from pico_tracker.domain.intervals import NextDates
from pico_tracker.domain.words import Sentence, mark, sentence

EARLIEST_RECORD = date(1990, 1, 1)
_SOURCE = "Clinical reference 1.4"


def check_possible_day(day: date, today: date) -> Findings:
    """Whether a session can have been given on that day at all."""
    if day > today:
        return (_stop(sentence(mark("A session cannot be logged for a day in the future."))),)
    if day < EARLIEST_RECORD:
        return (_stop(sentence(mark("Check the year of the session."))),)
    return ()


def check_unjudged(day: date, since: date | None) -> Findings:
    """Whether the patient reported a reaction by then that nobody has judged; what was treated before stands."""
    if since is None or day < since:
        return ()
    said = sentence(mark("A reaction reported on {date} has not been judged yet. Judge it first."), date=since)
    return (Finding("performed_on", said, Level.STOP, "session.reaction_unjudged", _SOURCE, overridable=True),)


def check_dates(day: date, dates: NextDates, last_session_on: date | None) -> Findings:
    """Whether that day is one on which the course may be treated; a session of an earlier day is past it."""
    window = dates.window
    if last_session_on is not None and day < last_session_on:
        return ()
    if dates.waits_for_healing(day):
        said = sentence(mark("There is no date yet: a reaction is open or nobody has released the area."))
        return (_outside(said, "session.review_first", overridable=dates.is_hold_overridable),)
    if dates.not_before_on is not None and day < dates.not_before_on:
        text = mark("{days} days before the earliest date. Outside your interval; a reason is needed.")
        said = sentence(text, days=(dates.not_before_on - day).days)
        return (_outside(said, "session.early", overridable=True),)
    if window is not None and day > window.late_on:
        text = mark("{days} days past the late date. Look again whether the plan still holds.")
        said = sentence(text, days=(day - window.late_on).days)
        return (Finding("performed_on", said, Level.NOTE, "session.late", "course interval"),)
    return ()


def _outside(said: Sentence, code: str, *, overridable: bool) -> Finding:
    return Finding("performed_on", said, Level.STOP, code, "course interval", overridable=overridable)


def _stop(said: Sentence) -> Finding:
    return Finding("performed_on", said, Level.STOP, "session.performed_on", source=_SOURCE)
