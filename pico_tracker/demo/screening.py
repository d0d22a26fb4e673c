"""Answers to screening questions and test patches of the demonstration clinic, written as staff would."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from pico_tracker.demo.earlier import on_day
from pico_tracker.demo.treatments import TREATMENTS, Tool, make_pass
from pico_tracker.domain.courses import CourseState
from pico_tracker.domain.inks import InkColour
from pico_tracker.domain.passes import PassEntry
from pico_tracker.domain.patients import Patient
from pico_tracker.domain.people import Role
from pico_tracker.domain.progress import CourseProgress
from pico_tracker.domain.screening import Answer, QuestionKind, ScreeningAnswer
from pico_tracker.domain.screening_gate import TO_ASK, QuestionState
from pico_tracker.domain.test_patches import PatchEntry, PatchReadingEntry, PatchResult
from pico_tracker.services.context import Context
from pico_tracker.services.courses import read_patient_page
from pico_tracker.services.patients import find_patient_by_number
from pico_tracker.services.people import list_colleagues, sign_in
from pico_tracker.services.screening import read_screening, record_answers
from pico_tracker.services.test_patches import read_test_patch, record_test_patch

_FIRST_NUMBER, _MOST_PATIENTS = 10_001, 40
_ASKED_PATIENTS = 6
"""So many patients after the guest were asked everything when their courses began, and not since."""
_ON_THE_PHONE = timedelta(days=6)
_READ_AFTER = timedelta(days=3)
_ALERTS = {
    "Keloid tendency": ("keloid", "One thick scar after a piercing."),
    "Cold sores": ("hsv", "Now and then in winter."),
    "Photosensitive medicine": ("photosensitiser", "See the list of medicines."),
}
"""What an alert on file answers: the question and a note."""
_RED_INK = ("cosmetic_tattoo", "Red ink; told that it can turn dark.")


@dataclass(frozen=True, slots=True)
class _Desk:
    """Who asks, with what they treat, and whence the identifiers come."""

    practitioner: Context
    tools: Mapping[str, Tool]
    mint: Callable[[], UUID]


def write_screening(context: Context, patients: int, tools: Mapping[str, Tool], mint: Callable[[], UUID]) -> None:
    """Let the guest be asked lately and tested, a few others long ago, and one wait for a test patch."""
    person = next(one for one in list_colleagues(context) if one.role is Role.PRACTITIONER)
    desk = _Desk(sign_in(context.database, person.id, context.clock), tools, mint)
    found = _patients(desk.practitioner, patients)
    for patient, courses in _some(found, 1):
        _make_ready(desk, patient, courses)
    for patient, courses in _some(found, _ASKED_PATIENTS):
        for progress in courses:
            _ask(desk.practitioner, patient, progress, progress.course.entry.opened_on)
    _let_one_wait(desk, found)


def _patients(context: Context, patients: int) -> Iterator[tuple[Patient, tuple[CourseProgress, ...]]]:
    for index in range(min(patients, _MOST_PATIENTS)):
        patient_id = find_patient_by_number(context, f"P-{_FIRST_NUMBER + index}")
        if patient_id is not None:
            page = read_patient_page(context, patient_id)
            yield page.patient, page.courses


def _some(
    found: Iterator[tuple[Patient, tuple[CourseProgress, ...]]], count: int
) -> Iterator[tuple[Patient, tuple[CourseProgress, ...]]]:
    """The next so many."""
    return (one for _place, one in zip(range(count), found, strict=False))


def _make_ready(desk: _Desk, patient: Patient, courses: Iterable[CourseProgress]) -> None:
    """The guest: asked when each course began and on the phone lately, with test patches read as normal."""
    today = desk.practitioner.today()
    for progress in courses:
        _ask(desk.practitioner, patient, progress, progress.course.entry.opened_on)
        for one in progress.sessions[0].passes if progress.sessions else ():
            _test(desk, progress, one.entry, progress.course.entry.opened_on)
    for progress in courses:
        _ask(desk.practitioner, patient, progress, today - _ON_THE_PHONE)


def _ask(context: Context, patient: Patient, progress: CourseProgress, day: date) -> None:
    """All that is open or stale on a day; the questions of each visit are left to the visit."""
    then, told = on_day(context, day), _told(patient, progress)
    states = read_screening(then, progress.course.id).states
    answers = tuple(_answer(one, told) for one in states if one.standing in TO_ASK and _holds(one))
    if answers:
        record_answers(then, progress.course.id, answers)


def _holds(state: QuestionState) -> bool:
    return state.question.kind is not QuestionKind.GROUP


def _told(patient: Patient, progress: CourseProgress) -> dict[str, str]:
    """Questions that this patient says yes to, each with a note."""
    told = dict(_ALERTS[alert] for alert in patient.entry.alerts if alert in _ALERTS)
    return told | dict([_RED_INK] if InkColour.RED in progress.course.entry.inks else [])


def _answer(state: QuestionState, told: Mapping[str, str]) -> ScreeningAnswer:
    key = state.question.key
    return ScreeningAnswer(key, Answer.YES if key in told else Answer.NO, told.get(key, ""))


def _test(desk: _Desk, progress: CourseProgress, settings: PassEntry, day: date) -> int:
    """Place a test patch on a day and read it as normal once that is allowed; returns its key."""
    placed = PatchEntry(
        entry_id=desk.mint(),
        course_id=progress.course.id,
        device_id=settings.device_id,
        wavelength_nm=settings.wavelength_nm,
        pulse_duration_ps=settings.pulse_duration_ps,
        spot_width_mm=settings.spot.width_mm,
        fluence_j_cm2=settings.fluence_j_cm2,
        placed_on=day,
        note="Lower edge, five pulses.",
    )
    key = record_test_patch(on_day(desk.practitioner, day), placed).value
    read_on = day + _READ_AFTER
    if read_on <= desk.practitioner.today():
        seen = PatchReadingEntry(entry_id=desk.mint(), patch_id=key, read_on=read_on, result=PatchResult.NORMAL)
        read_test_patch(on_day(desk.practitioner, read_on), seen)
    return key


def _let_one_wait(desk: _Desk, found: Iterator[tuple[Patient, tuple[CourseProgress, ...]]]) -> None:
    """A course that is planned has had its test patch today, and waits for the reading."""
    settings = {one.concern_key: one.settings[0] for one in TREATMENTS}
    planned = (one for _patient, courses in found for one in courses if one.course.state is CourseState.PLANNED)
    progress = next(planned, None)
    if progress is not None:
        setting = settings[progress.course.concern_key]
        first = make_pass(setting, desk.tools[setting.device_key], 0, setting.pulses[0])
        _test(desk, progress, first, desk.practitioner.today())
