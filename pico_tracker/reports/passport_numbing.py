"""How the skin was cooled and numbed over a course, told once for all sessions that were alike."""

from collections.abc import Callable, Sequence
from itertools import groupby

from pico_tracker.domain.responses import COOLING_NAMES
from pico_tracker.domain.session_telling import tell_numbing
from pico_tracker.domain.sessions import Session
from pico_tracker.domain.words import mark
from pico_tracker.reports.pen import Pen
from pico_tracker.reports.text import shortened
from pico_tracker.reports.voice import voice_of
from pico_tracker.reports.wording import lower_first, number_of

_LIMIT = 90
"""Characters of how one session was numbed: a product's name may have 200."""


def cooling_and_numbing(pen: Pen, sessions: Sequence[Session]) -> str:
    """As in `Cooling: cold air in every session. Anaesthesia: none in session 1; ice in sessions 2–5.`"""
    voice = voice_of(pen)
    cooled = _alike(pen, sessions, lambda one: pen.say(COOLING_NAMES[one.entry.cooling]))
    numbed = _alike(pen, sessions, lambda one: tell_numbing(one.entry, voice))
    return pen.say(mark("Cooling: {cooling}. Anaesthesia: {numbing}."), cooling=cooled, numbing=numbed)


def _alike(pen: Pen, sessions: Sequence[Session], told: Callable[[Session], str]) -> str:
    """Each thing told once, with the sessions it is true of, in the order of first use."""
    said = [lower_first(shortened(told(session), _LIMIT)) for session in sessions]
    return "; ".join(
        _of_sessions(pen, what, [place for place, one in enumerate(said) if one == what], sessions)
        for what in dict.fromkeys(said)
    )


def _of_sessions(pen: Pen, what: str, places: Sequence[int], sessions: Sequence[Session]) -> str:
    if len(places) == 1:
        return pen.say(mark("{what} in session {number}"), what=what, number=number_of(sessions[places[0]]))
    if len(places) == len(sessions):
        return pen.say(mark("{what} in every session"), what=what)
    return pen.say(mark("{what} in sessions {numbers}"), what=what, numbers=_runs(places, sessions))


def _runs(places: Sequence[int], sessions: Sequence[Session]) -> str:
    """As in `1–4, 6, M1`; a run never leads from a session of the course to one of maintenance."""
    by_run = groupby(enumerate(places), lambda one: (one[1] - one[0], sessions[one[1]].is_maintenance))
    runs = [[number_of(sessions[place]) for _, place in run] for _, run in by_run]
    return ", ".join(run[0] if len(run) == 1 else f"{run[0]}–{run[-1]}" for run in runs)
