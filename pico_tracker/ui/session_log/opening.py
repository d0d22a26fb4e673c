"""What the page must know before a session can be typed, read in one go on the database thread."""

from dataclasses import dataclass
from datetime import date, timedelta

from pico_tracker.domain.alongside import Alongside
from pico_tracker.domain.attendances import Attendance
from pico_tracker.domain.courses import CourseState
from pico_tracker.domain.devices import Device
from pico_tracker.domain.drafts import Draft
from pico_tracker.domain.errors import NotFound
from pico_tracker.domain.next_plans import NextPlan
from pico_tracker.domain.passes import PassEntry
from pico_tracker.domain.patients import Patient
from pico_tracker.domain.people import Role, StaffMember
from pico_tracker.domain.progress import CourseProgress
from pico_tracker.domain.rooms import Room
from pico_tracker.domain.sessions import Session, SessionFacts
from pico_tracker.domain.side_effect_kinds import SideEffectKind
from pico_tracker.domain.side_effects import SideEffect
from pico_tracker.domain.treated_areas import TreatedArea
from pico_tracker.domain.words import mark, sentence
from pico_tracker.services.advice import read_course_advice
from pico_tracker.services.alongside import list_begun_since
from pico_tracker.services.attendances import list_attendances
from pico_tracker.services.context import Context
from pico_tracker.services.courses import read_patient_page
from pico_tracker.services.drafts import list_drafts
from pico_tracker.services.next_plans import read_next_plan
from pico_tracker.services.opening_hours import list_rooms
from pico_tracker.services.people import list_colleagues
from pico_tracker.services.sessions import read_session_facts
from pico_tracker.services.side_effects import list_side_effect_kinds
from pico_tracker.services.treated_areas import list_areas

FORM = "session"
"""What a draft of this page is called."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """The patient, the course with all that happened in it, and what can be chosen."""

    patient: Patient
    progress: CourseProgress
    facts: SessionFacts
    kinds: tuple[SideEffectKind, ...]
    operators: tuple[StaffMember, ...]
    aftercare_version: str = ""
    """Of the aftercare text for this course as it is now."""
    plan: NextPlan | None = None
    """What was planned for this visit."""
    alongside: tuple[Alongside, ...] = ()
    """Creams, tablets and the like begun since the last session."""
    visits_since: tuple[Attendance, ...] = ()
    """Visits without treatment since the last session, the latest first."""
    areas: tuple[TreatedArea, ...] = ()
    rooms: tuple[Room, ...] = ()
    unfinished: Draft | None = None
    """A session of this course that the person at work has begun and not signed."""

    @property
    def last(self) -> Session | None:
        """The last session of the course, none before the first."""
        return self.progress.sessions[-1] if self.progress.sessions else None

    @property
    def last_passes(self) -> tuple[PassEntry, ...]:
        """The passes of the last session."""
        return tuple(one.entry for one in self.last.passes) if self.last else ()

    @property
    def first_passes(self) -> tuple[PassEntry, ...]:
        """The passes of the first session."""
        return tuple(one.entry for one in self.progress.sessions[0].passes) if self.progress.sessions else ()

    @property
    def devices(self) -> tuple[Device, ...]:
        """The clinic's lasers."""
        return tuple(self.facts.devices.values())

    def effects_since(self) -> tuple[SideEffect, ...]:
        """Side effects that began at or after the last session, or have not healed yet."""
        since = self.last.entry.performed_on if self.last else date.min
        return tuple(one for one in self.progress.side_effects if one.is_open or one.entry.onset_on >= since)

    def number_on(self, day: date) -> int:
        """Which number a session on `day` gets: its order by date among those of its kind."""
        is_maintenance = self.is_maintenance
        alike = (one for one in self.progress.sessions if one.is_maintenance == is_maintenance)
        return 1 + sum(one.entry.performed_on <= day for one in alike)

    @property
    def is_maintenance(self) -> bool:
        """Whether the session to come is one of maintenance."""
        return self.progress.course.state is CourseState.MAINTENANCE


def read_opening(context: Context, patient_id: int, course_id: int) -> Opening:
    """Read everything the page shows; raises `NotFound` and whatever services raise."""
    page = read_patient_page(context, patient_id)
    progress = next((one for one in page.courses if one.course.id == course_id), None)
    if progress is None:
        raise NotFound(sentence(mark("This course is not on record (any more). Choose it again.")))
    people = list_colleagues(context)
    since = progress.sessions[-1].entry.performed_on if progress.sessions else date.max
    attended = list_attendances(context, course_id)
    return Opening(
        patient=page.patient,
        progress=progress,
        facts=read_session_facts(context, course_id),
        kinds=list_side_effect_kinds(context),
        operators=tuple(one for one in people if one.active and one.role is not Role.RECEPTION),
        plan=read_next_plan(context, course_id),
        alongside=list_begun_since(context, patient_id, since),
        visits_since=tuple(one for one in attended if one.entry.held_on >= since and not one.is_void),
        areas=list_areas(context, course_id),
        rooms=list_rooms(context),
        aftercare_version=read_course_advice(context, course_id).aftercare.version,
        unfinished=next((one for one in list_drafts(context) if is_session_of(one, course_id)), None),
    )


def is_session_of(draft: Draft, course_id: int) -> bool:
    """Whether a draft is a session of this course."""
    return draft.form == FORM and draft.subject_id == course_id


def weeks_between(earlier: date, later: date) -> int:
    """Whole weeks from one day to another."""
    return (later - earlier) // timedelta(weeks=1)
