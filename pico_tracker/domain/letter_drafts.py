"""What a letter to the family doctor begins with: the record in plain sentences, for a practitioner to edit."""

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from pico_tracker.domain.courses import Course, CourseState
from pico_tracker.domain.doctor_letters import LETTER_LIMIT, LetterEntry
from pico_tracker.domain.patients import Patient
from pico_tracker.domain.progress import CourseProgress
from pico_tracker.domain.session_telling import Voice
from pico_tracker.domain.sessions import Session
from pico_tracker.domain.side_effects import OUTCOME_NAMES, SEVERITY_NAMES, SideEffect
from pico_tracker.domain.words import LINE_LIMIT, mark

DAYS_NAMED = 6
"""So many sessions are named by their days; of more the first and the last are."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterCourse:
    """A course that a letter tells."""

    progress: CourseProgress
    medicines: str = ""
    """As told at the last consultation that was not amended since."""
    told_on: date | None = None
    """Day of that consultation."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterFacts:
    """What a letter is drafted from."""

    patient: Patient
    courses: tuple[LetterCourse, ...]
    course_id: int | None = None
    """The course that it is about; None: the patient."""


def draft_letter(facts: LetterFacts, entry_id: uuid.UUID, voice: Voice) -> LetterEntry:
    """A letter to begin with; nothing in it proposes a treatment, and all of it may be edited."""
    titles = [one.progress.course.title for one in facts.courses]
    subject = voice.say(mark("Laser treatment: {courses}"), courses="; ".join(titles) or facts.patient.name)
    return LetterEntry(
        entry_id=entry_id,
        patient_id=facts.patient.id,
        course_id=facts.course_id,
        addressee=facts.patient.entry.family_doctor,
        subject=subject[:LINE_LIMIT].strip(),
        text="\n\n".join(_paragraphs(facts, voice))[:LETTER_LIMIT].strip(),
    )


def _paragraphs(facts: LetterFacts, voice: Voice) -> list[str]:
    told = [
        voice.say(mark("Dear colleague,")),
        _about(facts.patient, voice),
        *(" ".join(_sentences(one, voice)) for one in facts.courses),
        " ".join(_safety(facts, voice)),
        voice.say(mark("Kind regards")),
    ]
    return [one for one in told if one]


def _about(patient: Patient, voice: Voice) -> str:
    name = f"{patient.entry.title} {patient.name}".strip()
    if patient.entry.born_on is None:
        return voice.say(mark("I am writing about your patient {name}."), name=name)
    born = voice.day(patient.entry.born_on)
    return voice.say(mark("I am writing about your patient {name}, born {born}."), name=name, born=born)


def _sentences(one: LetterCourse, voice: Voice) -> list[str]:
    """One course in sentences: what, sessions, reading, side effects, what is next."""
    progress = one.progress
    course = progress.course
    said = mark("{concern} ({area}): under our care since {day}.")
    told = [
        voice.say(said, concern=course.concern_name, area=course.entry.area, day=voice.day(course.entry.opened_on)),
        _sessions(progress.sessions, voice),
        _lasers(progress.sessions, voice),
        _reading(progress, voice),
        _effects(progress, voice),
        _next(progress, voice),
    ]
    return [part for part in told if part]


def _sessions(sessions: Sequence[Session], voice: Voice) -> str:
    days = [voice.day(one.entry.performed_on) for one in sessions]
    if not days:
        return voice.say(mark("No session has been given yet."))
    if len(days) == 1:
        return voice.say(mark("One session was given, on {day}."), day=days[0])
    if len(days) > DAYS_NAMED:
        said = mark("{count} sessions were given, the first on {first} and the last on {last}.")
        return voice.say(said, count=len(days), first=days[0], last=days[-1])
    return voice.say(mark("{count} sessions were given, on {days}."), count=len(days), days=", ".join(days))


def _lasers(sessions: Iterable[Session], voice: Voice) -> str:
    """Which lasers, at which wavelengths; settings are for the passport."""
    used: dict[str, dict[int, None]] = {}
    for one in (each for session in sessions for each in session.passes):
        used.setdefault(one.device_name, {})[one.entry.wavelength_nm] = None
    names = [f"{name} ({_waves(waves)})" for name, waves in used.items()]
    return voice.say(mark("Laser: {lasers}."), lasers=", ".join(names)) if names else ""


def _waves(waves: Iterable[int]) -> str:
    return ", ".join(f"{one}\u00a0nm" for one in waves)


def _reading(progress: CourseProgress, voice: Voice) -> str:
    readings = list(progress.latest_readings.values())
    if not readings:
        return ""
    last = readings[-1]
    said = mark("At the last look, on {day} after {count} sessions, {percent} % had cleared.")
    if last.sessions_before == 1:
        said = mark("At the last look, on {day} after the first session, {percent} % had cleared.")
    return voice.say(said, day=voice.day(last.read_on), count=last.sessions_before, percent=last.percent)


def _effects(progress: CourseProgress, voice: Voice) -> str:
    if progress.told_side_effects:
        told = "; ".join(_effect(one, voice) for one in progress.told_side_effects)
        return voice.say(mark("Side effects: {effects}."), effects=told)
    return voice.say(mark("No side effects were reported.")) if progress.sessions else ""


def _effect(one: SideEffect, voice: Voice) -> str:
    values = {
        "kind": one.kind.name,
        "severity": voice.say(SEVERITY_NAMES[one.now.gravest]).lower(),
        "day": voice.day(one.entry.onset_on),
    }
    if one.entry.healed_on is None:
        return voice.say(mark("{kind} ({severity}) from {day}, still open"), **values)
    outcome = voice.say(OUTCOME_NAMES[one.outcome]).lower()
    said = mark("{kind} ({severity}) from {day}, {outcome} on {ended}")
    return voice.say(said, outcome=outcome, ended=voice.day(one.entry.healed_on), **values)


_ENDED = {
    CourseState.PAUSED: mark("The course is paused."),
    CourseState.COMPLETED: mark("The course is completed."),
    CourseState.DISCONTINUED: mark("The course was discontinued."),
}


def _next(progress: CourseProgress, voice: Voice) -> str:
    """What happens next, as far as it is agreed."""
    course, visit = progress.course, progress.next_visit
    if visit is not None:
        day = voice.moment(visit.starts_at)
        return voice.say(mark("The next visit is booked for {moment}."), moment=day)
    if course.state in _ENDED:
        return " ".join(part for part in (voice.say(_ENDED[course.state]), _maintenance(course, voice)) if part)
    if course.is_held:
        return voice.say(mark("We look at the skin before another session is planned."))
    if course.window is not None:
        return voice.say(mark("The next session is planned for {day}."), day=voice.day(course.window.target_on))
    return _maintenance(course, voice)


def _maintenance(course: Course, voice: Voice) -> str:
    due_on = course.maintenance_due_on
    return "" if due_on is None else voice.say(mark("Maintenance is due {day}."), day=voice.day(due_on))


def _safety(facts: LetterFacts, voice: Voice) -> list[str]:
    """Allergies on record, and the medicines as the patient told them last."""
    allergies = ", ".join(facts.patient.entry.allergies)
    none = voice.say(mark("No allergies are on our record."))
    told = [voice.say(mark("Allergies on our record: {names}."), names=allergies) if allergies else none]
    known = [one for one in facts.courses if one.told_on is not None and one.medicines]
    last = max(known, key=lambda one: one.told_on or date.min, default=None)
    if last is not None and last.told_on is not None:
        said = mark("Medicines, as told on {day}: {medicines}")
        told.append(voice.say(said, day=voice.day(last.told_on), medicines=last.medicines))
    return told
