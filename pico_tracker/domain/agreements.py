"""What was agreed about a course: a longer plan is a new agreed version, the earlier ones stay readable."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime

from pico_tracker.domain.courses import Course, CourseEntry, check_course
from pico_tracker.domain.findings import Finding, Findings, Level, check_lengths
from pico_tracker.domain.intervals import Interval
from pico_tracker.domain.words import TEXT_LIMIT, Sentence, mark, sentence

FIRST = 1
"""Number of the plan a course was opened with."""
AGREED_FIELDS = ("sessions_from", "sessions_to", "earliest_weeks", "target_weeks", "maintenance_months")
"""Fields of a plan in which `check_course` finds what is wrong."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreementEntry:
    """A plan as it is agreed anew with the patient."""

    entry_id: uuid.UUID
    course_id: int
    sessions_from: int
    sessions_to: int
    interval: Interval
    maintenance_months: int | None = None
    """None: no maintenance is planned."""
    agreed_on: date
    reason: str
    """Why another plan than before."""

    def of_course(self, course: CourseEntry) -> CourseEntry:
        """The course's entry as it reads once this is agreed."""
        return replace(
            course,
            sessions_from=self.sessions_from,
            sessions_to=self.sessions_to,
            interval=self.interval,
            maintenance_months=self.maintenance_months,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class CourseAgreement:
    """One version of what was agreed about a course."""

    number: int
    """1 for the plan the course was opened with."""
    entry: AgreementEntry
    written_by: str
    written_at: datetime


def first_agreement(course: CourseEntry, entry_id: uuid.UUID, course_id: int) -> AgreementEntry:
    """The plan a course stands with before another one is agreed, as its first version."""
    return AgreementEntry(
        entry_id=entry_id,
        course_id=course_id,
        sessions_from=course.sessions_from,
        sessions_to=course.sessions_to,
        interval=course.interval,
        maintenance_months=course.maintenance_months,
        agreed_on=course.opened_on,
        reason="",
    )


def check_agreement(entry: AgreementEntry, course: Course, today: date) -> Findings:
    """All that keeps a plan from being agreed, in the order of the form."""
    planned = entry.of_course(course.entry)
    found = [one for one in check_course(planned, today) if one.field in AGREED_FIELDS]
    if not found and planned == course.entry:
        found.append(_stop("sessions_to", sentence(mark("This is what is agreed already. Change it, or close."))))
    elif not found and entry.sessions_to < course.sessions_done:
        said = sentence(
            mark("{count} sessions were given already. Agree on as many at least."), count=course.sessions_done
        )
        found.append(_stop("sessions_to", said))
    return (*found, *_check_words(entry, course, today))


def _check_words(entry: AgreementEntry, course: Course, today: date) -> Findings:
    found = []
    if entry.agreed_on > today:
        found.append(_stop("agreed_on", sentence(mark("It cannot have been agreed in the future."))))
    elif entry.agreed_on < course.entry.opened_on:
        found.append(_stop("agreed_on", sentence(mark("It was agreed before the course was opened."))))
    if not entry.reason:
        found.append(_stop("reason", sentence(mark("Say why the plan changes."))))
    return (*found, *check_lengths(entry, {"reason": TEXT_LIMIT}, "agreement"))


def check_not_longer(sessions_to: int, course: Course, agreed: Iterable[CourseAgreement]) -> Findings:
    """Once a session was given a course is not made longer by editing it: that is agreed with the patient."""
    latest = max(agreed, key=lambda one: one.number, default=None)
    most = max(course.entry.sessions_to, latest.entry.sessions_to if latest else 0)
    if course.sessions_done == 0 or sessions_to <= most:
        return ()
    said = sentence(
        mark(
            "At most {count} are agreed and treatment has begun. A longer plan is agreed anew: "
            "choose “Agree longer plan” on the course."
        ),
        count=most,
    )
    return (_stop("sessions_to", said),)


def _stop(field: str, said: Sentence) -> Finding:
    return Finding(field, said, Level.STOP, f"agreement.{field}")
