"""Side effects of the demonstration clinic that somebody followed, written through services as staff would."""

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from pico_tracker.demo.earlier import on_day
from pico_tracker.domain.courses import CourseState
from pico_tracker.domain.incidents import IncidentEntry
from pico_tracker.domain.people import Role
from pico_tracker.domain.progress import CourseProgress
from pico_tracker.domain.reported_reactions import ReactionQuestion, ReportedReactionEntry
from pico_tracker.domain.side_effect_kinds import SideEffectKind, Urgency
from pico_tracker.domain.side_effects import (
    Cause,
    Change,
    FollowUpEntry,
    Outcome,
    RedFlagAnswer,
    Severity,
    SideEffectEntry,
)
from pico_tracker.services.context import Context
from pico_tracker.services.courses import read_patient_page
from pico_tracker.services.incidents import report_reaction, write_account
from pico_tracker.services.patients import find_patient_by_number
from pico_tracker.services.people import list_colleagues, sign_in
from pico_tracker.services.side_effects import (
    follow_up_side_effect,
    heal_side_effect,
    list_side_effect_kinds,
    release_reaction,
    report_side_effect,
)
from pico_tracker.services.visits import list_today_visits

_FIRST_NUMBER, _MOST_PATIENTS = 10_001, 40
_FRESH = timedelta(days=14)
"""After a session so lately, a reaction is still followed."""


@dataclass(frozen=True, slots=True)
class _Clinic:
    """Who writes, and whence the identifiers come."""

    practitioner: Context
    reception: Context
    kinds: dict[str, SideEffectKind]
    mint: Callable[[], UUID]


def write_reactions(context: Context, patients: int, mint: Callable[[], UUID]) -> None:
    """Let the guest have a blister that was followed to its release, and three others an open end."""
    people = {one.role: one for one in reversed(list_colleagues(context))}
    clinic = _Clinic(
        practitioner=sign_in(context.database, people[Role.PRACTITIONER].id, context.clock),
        reception=sign_in(context.database, people[Role.RECEPTION].id, context.clock),
        kinds={one.key: one for one in list_side_effect_kinds(context)},
        mint=mint,
    )
    found = _patients(context, patients)
    guest = next(found, None)
    if guest is not None:
        _follow_to_release(clinic, guest)
    here = {visit.patient_id for visit in list_today_visits(context)}
    others = [one for courses in found for one in courses if _is_calm(one, here)]
    fresh = [one for one in others if _age(one, context.today()) <= _FRESH]
    waiting = [one for one in others if _age(one, context.today()) > _FRESH]
    for ending, courses in ((_burn, fresh[:1]), (_words, fresh[1:][-1:]), (_to_release, waiting[:1])):
        for progress in courses:
            ending(clinic, progress)


def _patients(context: Context, patients: int) -> Iterator[tuple[CourseProgress, ...]]:
    for index in range(min(patients, _MOST_PATIENTS)):
        patient_id = find_patient_by_number(context, f"P-{_FIRST_NUMBER + index}")
        if patient_id is not None:
            yield read_patient_page(context, patient_id).courses


def _is_calm(progress: CourseProgress, here: Collection[int]) -> bool:
    """Whether a course is under way with nothing open and nothing booked, of nobody who is here today."""
    is_away = progress.course.entry.patient_id not in here
    is_free = is_away and progress.next_visit is None and not any(one.is_open for one in progress.side_effects)
    return progress.course.state is CourseState.ACTIVE and is_free and bool(progress.sessions)


def _age(progress: CourseProgress, today: date) -> timedelta:
    return today - progress.sessions[-1].entry.performed_on


def _blister(clinic: _Clinic, progress: CourseProgress, place: int) -> SideEffectEntry:
    """A blister that began the day after the session at that place."""
    session = progress.sessions[place]
    kind = clinic.kinds["blister"]
    return SideEffectEntry(
        entry_id=clinic.mint(),
        course_id=progress.course.id,
        session_id=session.id,
        kind_id=kind.id,
        severity=Severity.MILD,
        grade=1,
        onset_on=session.entry.performed_on + timedelta(days=1),
        cause=Cause.TREATMENT,
        area="Inner edge",
        management=Urgency.CONTACT_CLINIC,
        management_text="Non-stick dressing, keep the blister whole.",
        red_flags=_no_to_all(kind),
        note="One blister of 4 mm, clear fluid.",
    )


def _no_to_all(kind: SideEffectKind) -> tuple[RedFlagAnswer, ...]:
    return tuple(RedFlagAnswer(flag.key, flag.question, is_yes=False) for flag in kind.red_flags)


def _follow_to_release(clinic: _Clinic, courses: tuple[CourseProgress, ...]) -> None:
    """After the guest's first session on the tattoo, settled long before the next one."""
    progress = next((one for one in courses if one.course.concern_key == "tattoo" and len(one.sessions) > 1), None)
    if progress is None:
        return
    entry = _blister(clinic, progress, 0)
    key = report_side_effect(on_day(clinic.practitioner, entry.onset_on), entry).value
    worse = FollowUpEntry(
        entry_id=clinic.mint(),
        side_effect_id=key,
        seen_on=entry.onset_on + timedelta(days=2),
        change=Change.WORSE,
        severity=Severity.MODERATE,
        grade=1,
        red_flags=entry.red_flags,
        note="Grew to 8 mm, not infected.",
    )
    follow_up_side_effect(on_day(clinic.practitioner, worse.seen_on), worse, 1)
    healed_on = entry.onset_on + timedelta(days=8)
    seen_on = entry.onset_on + timedelta(days=20)
    heal_side_effect(on_day(clinic.practitioner, seen_on), key, 2, healed_on, Outcome.HEALED_WITH_TRACE)
    release_reaction(on_day(clinic.practitioner, seen_on), key, 3, "Skin closed, faint pink mark, no induration.")


def _burn(clinic: _Clinic, progress: CourseProgress) -> None:
    """A burn with its incident, still open."""
    session, kind = progress.sessions[-1], clinic.kinds["burn"]
    day = session.entry.performed_on
    entry = SideEffectEntry(
        entry_id=clinic.mint(),
        course_id=progress.course.id,
        session_id=session.id,
        kind_id=kind.id,
        severity=Severity.MODERATE,
        grade=2,
        onset_on=day,
        cause=Cause.TREATMENT,
        management=Urgency.URGENT,
        management_text="Cooled for 20 minutes, dressing, seen by the practitioner.",
        note="Grey-white skin of 6 by 4 mm that stayed.",
    )
    key = report_side_effect(on_day(clinic.practitioner, day), entry).value
    page = read_patient_page(clinic.practitioner, progress.course.entry.patient_id)
    (incident_id,) = (one.incident_id for course in page.courses for one in course.side_effects if one.id == key)
    account = IncidentEntry(
        entry_id=clinic.mint(),
        incident_id=incident_id or 0,
        happened="Grey-white skin after the second pass at the upper edge.",
        device=session.passes[0].device_name,
        settings=f"Session {session.number}",
        action="Stopped, cooled for 20 minutes, dressing.",
        informed="Clinical lead and the patient",
        informed_on=day,
    )
    write_account(on_day(clinic.practitioner, day), account, 1)


def _words(clinic: _Clinic, progress: CourseProgress) -> None:
    """What a patient told reception, not judged yet."""
    entry = ReportedReactionEntry(
        entry_id=clinic.mint(),
        course_id=progress.course.id,
        said="It itches at night and there is a small bubble.",
        since=progress.sessions[-1].entry.performed_on,
        treated_on=progress.sessions[-1].entry.performed_on,
        answers=dict.fromkeys(ReactionQuestion, False),
    )
    report_reaction(clinic.reception, entry)


def _to_release(clinic: _Clinic, progress: CourseProgress) -> None:
    """A blister that has healed and waits for somebody to release the area."""
    entry = _blister(clinic, progress, -1)
    key = report_side_effect(on_day(clinic.practitioner, entry.onset_on), entry).value
    healed_on = entry.onset_on + timedelta(days=9)
    heal_side_effect(on_day(clinic.practitioner, healed_on), key, 1, healed_on)
