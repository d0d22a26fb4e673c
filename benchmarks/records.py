"""Search, open a patient, log a session, boards: each against bare SQL on the same file."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import partial
from random import Random

from benchmarks import sql
from benchmarks.clinics import LARGE, SMALL, TODAY, MeasuredClinic, open_clinic
from benchmarks.measure import Call, Line, Spread, in_turns
from pico_tracker.demo.papers import renew_consent
from pico_tracker.domain.errors import Refused
from pico_tracker.domain.progress import CourseProgress
from pico_tracker.domain.responses import Anaesthesia
from pico_tracker.domain.safety_checks import Healing, SafetyCheck
from pico_tracker.domain.screening import Answer, ScreeningAnswer
from pico_tracker.domain.screening_gate import TO_ASK
from pico_tracker.domain.search_words import split_query
from pico_tracker.domain.sessions import SessionEntry
from pico_tracker.domain.test_patches import Beam
from pico_tracker.services.context import Context
from pico_tracker.services.courses import read_patient_page
from pico_tracker.services.patients import find_patients, read_patient
from pico_tracker.services.recalls import DAYS_AHEAD, list_due
from pico_tracker.services.screening import read_screening
from pico_tracker.services.sessions import log_session

_PEOPLE, _ROUNDS = 40, 3
_BOARD_ROUNDS, _LOG_ROUNDS, _LOG_COURSES = 30, 2, 40
_UNTIL = (TODAY + timedelta(days=DAYS_AHEAD)).isoformat()

Sides = tuple[Spread, Spread]


@dataclass(frozen=True, slots=True)
class _Job:
    """One job that is measured at both sizes."""

    name: str
    what: str
    measure: Callable[[MeasuredClinic], Sides]
    goal: float
    growth_goal: float
    note: str


def measure_records(wanted: Callable[[str], bool]) -> Iterator[Line]:
    """Every wanted job at both sizes, then how it grows from the one to the other."""
    jobs = [job for job in _JOBS if wanted(job.name)]
    found: dict[tuple[str, int], Sides] = {}
    for size in (SMALL, LARGE) if jobs else ():
        with open_clinic(size) as clinic:
            for job in jobs:
                found[job.name, size] = job.measure(clinic)
    for job in jobs:
        yield from _lines(job, found[job.name, SMALL], found[job.name, LARGE])


def _lines(job: _Job, small: Sides, large: Sides) -> Iterator[Line]:
    for size, (floor, ours) in ((SMALL, small), (LARGE, large)):
        yield Line(
            name=job.name,
            what=f"{job.what}, {size:,} patients",
            unit="ms",
            floor=floor,
            ours=ours,
            goal=job.goal,
            note=job.note,
        )
    yield Line(
        name=job.name,
        what=f"{job.what}, {LARGE:,} against {SMALL:,}",
        unit="ms",
        floor=small[1],
        ours=large[1],
        goal=job.growth_goal,
        note="the floor here is ours at the smaller size",
    )


def _measure_search(clinic: MeasuredClinic) -> Sides:
    pairs = [_search_pair(clinic, typed) for typed in _typed(clinic) if split_query(typed)]
    return in_turns(pairs, _ROUNDS)


def _search_pair(clinic: MeasuredClinic, typed: str) -> tuple[Call, Call]:
    raw = sql.raw_search(split_query(typed))
    return partial(raw.run, clinic.raw), partial(find_patients, clinic.context, typed)


def _typed(clinic: MeasuredClinic) -> Iterator[str]:
    """What people type to find somebody: two letters, three, both names, a phone's end, a number, a birth date."""
    for patient_id in _some_patients(clinic):
        entry = read_patient(clinic.context, patient_id).entry
        yield entry.family_name[:2]
        yield entry.family_name[:3]
        yield f"{entry.given_names} {entry.family_name[:2]}"
        yield f"{entry.family_name} {entry.given_names}"
        yield entry.record_number
        yield from (phone[-4:] for phone in entry.phones[:1])
        yield from ([f"{entry.born_on:%Y-%m-%d}"] if entry.born_on else [])


def _measure_page(clinic: MeasuredClinic) -> Sides:
    pairs: list[tuple[Call, Call]] = [
        (partial(sql.read_page, clinic.raw, one), partial(read_patient_page, clinic.context, one))
        for one in _some_patients(clinic)
    ]
    return in_turns(pairs, _ROUNDS)


def _some_patients(clinic: MeasuredClinic) -> list[int]:
    return Random(1).sample(range(1, clinic.patients + 1), _PEOPLE)


def _measure_boards(clinic: MeasuredClinic) -> Sides:
    pair = partial(sql.read_boards, clinic.raw, _UNTIL), partial(list_due, clinic.context)
    floor, ours = in_turns([pair], _BOARD_ROUNDS)
    lines = len(list_due(clinic.context)) / 100
    return _per(floor, lines), _per(ours, lines)


def _per(whole: Spread, parts: float) -> Spread:
    return Spread(whole.p50 / parts, whole.p95 / parts, whole.runs)


def _measure_log(clinic: MeasuredClinic) -> Sides:
    entries = _entries(clinic)
    return in_turns([_log_pair(clinic, entry) for entry in entries], _LOG_ROUNDS)


def _log_pair(clinic: MeasuredClinic, entry: SessionEntry) -> tuple[Call, Call]:
    before = sql.last_audit(clinic.raw)
    rows = sql.read_session(clinic.raw, _log_again(clinic.context, entry), before)
    return partial(sql.write_session, clinic.raw, rows), partial(_log_again, clinic.context, entry)


def _log_again(context: Context, entry: SessionEntry) -> int:
    return log_session(context, replace(entry, entry_id=context.mint_entry_id())).value


def _entries(clinic: MeasuredClinic) -> list[SessionEntry]:
    """Sessions like the last one of courses that go on, given today."""
    found: list[SessionEntry] = []
    for line in list_due(clinic.context):
        for progress in read_patient_page(clinic.context, line.patient_id).courses:
            if progress.course.id == line.course_id and progress.sessions and line.session_number:
                found += _loggable(clinic.context, progress)
        if len(found) >= _LOG_COURSES:
            break
    return found


def _loggable(context: Context, progress: CourseProgress) -> list[SessionEntry]:
    """The last session of a course once more, with every question answered; none where the gates stop it."""
    renew_consent(context, progress.course)
    last = progress.sessions[-1]
    beams = tuple(Beam(one.entry.device_id, one.entry.wavelength_nm) for one in last.passes)
    numbs = last.entry.anaesthesia is not Anaesthesia.NONE
    states = read_screening(context, progress.course.id, beams, numbs=numbs).states
    asked = tuple(ScreeningAnswer(one.question.key, Answer.NO) for one in states if one.standing in TO_ASK)
    is_open = any(one.is_open for one in progress.side_effects)
    entry = replace(
        last.entry,
        performed_on=TODAY,
        reason="Agreed with the patient.",
        answers=asked,
        healing=Healing.EVENT if is_open else Healing.HEALED,
        checked=SafetyCheck(context.operator.id, context.now(), context.operator.name),
        areas=(),
        next_plan=None,
    )
    try:
        _log_again(context, entry)
    except Refused:
        return []
    return [entry]


_JOBS = (
    _Job("search", "search", _measure_search, 4, 2, "floor: one statement, hits in no order"),
    _Job("open", "open a patient", _measure_page, 4, 1.3, "floor: nine statements, raw rows"),
    _Job("boards", "boards, 100 lines", _measure_boards, 3, 1.2, "floor: three statements; time for 100 lines"),
    _Job("log", "log a session", _measure_log, 4, 1.3, "floor: the same rows and audit rows, one flush to disk"),
)
