"""The treatment passport that a patient keeps: every setting of every course, so that another clinic can go on."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from pico_tracker.domain.clinic import Clinic
from pico_tracker.domain.passes import LoggedPass, PassEntry
from pico_tracker.domain.patients import Patient
from pico_tracker.domain.progress import CourseProgress
from pico_tracker.domain.sessions import Session
from pico_tracker.domain.sheet_templates import PLAIN_TEMPLATE, SheetTemplate
from pico_tracker.domain.side_effects import SideEffect
from pico_tracker.domain.test_patches import Patch
from pico_tracker.domain.treated_areas import SessionArea, TreatedArea, as_treated


@dataclass(frozen=True, slots=True, kw_only=True)
class PassportCourse:
    """One course: a page of the passport."""

    progress: CourseProgress
    patches: tuple[Patch, ...] = ()
    """Test patches of the course, oldest first."""
    areas: tuple[TreatedArea, ...] = ()
    """What was outlined on the map."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Passport:
    """All that a patient takes to another clinic."""

    clinic: Clinic
    patient: Patient
    courses: tuple[PassportCourse, ...]
    """Latest first."""
    printed_at: datetime
    printed_by: str
    template: SheetTemplate = PLAIN_TEMPLATE


@dataclass(frozen=True, slots=True, kw_only=True)
class MergedPass:
    """Passes of one session with equal settings, as one line."""

    device_name: str
    handpiece_name: str
    entry: PassEntry
    """The settings; pulses, times and what the skin showed are those of all together."""

    @property
    def tool(self) -> str:
        """The laser, and its handpiece where one was named."""
        return tool_of(self.device_name, self.handpiece_name)


def tool_of(device_name: str, handpiece_name: str) -> str:
    """A laser with its handpiece, as the passport's key names it."""
    return ", ".join(name for name in (device_name, handpiece_name) if name)


def merged_passes(session: Session) -> tuple[MergedPass, ...]:
    """The passes of a session in their order, those with equal settings and purpose told as one."""
    found: dict[tuple[str, str, PassEntry], PassEntry] = {}
    for one in session.passes:
        key = (one.device_name, one.handpiece_name, _settings(one))
        found[key] = _together(found[key], one.entry) if key in found else one.entry
    return tuple(
        MergedPass(device_name=device, handpiece_name=handpiece, entry=entry)
        for (device, handpiece, _), entry in found.items()
    )


def _settings(one: LoggedPass) -> PassEntry:
    """A pass without what differs from one time over the area to the next."""
    return replace(one.entry, pulses=None, times=1, endpoints=())


def _together(first: PassEntry, second: PassEntry) -> PassEntry:
    counted = first.pulses is not None and second.pulses is not None
    return replace(
        first,
        pulses=(first.pulses or 0) + (second.pulses or 0) if counted else None,
        times=first.times + second.times,
        endpoints=tuple(dict.fromkeys((*first.endpoints, *second.endpoints))),
    )


def tools_of(sessions: Iterable[Session]) -> tuple[str, ...]:
    """Every laser with its handpiece, once, in the order of first use."""
    passes = (one for session in sessions for one in session.passes)
    return tuple(dict.fromkeys(tool_of(one.device_name, one.handpiece_name) for one in passes))


def letter_of(place: int) -> str:
    """The letter of a place in the key, from 0: A to Z, then AA."""
    first, last = divmod(place, 26)
    return ("" if first == 0 else letter_of(first - 1)) + chr(ord("A") + last)


def lines_of(progress: CourseProgress) -> int:
    """How many lines the table of a course has."""
    return sum(len(merged_passes(session)) for session in progress.sessions)


def noted_effects(progress: CourseProgress) -> tuple[SideEffect, ...]:
    """The side effects in the order they began."""
    return tuple(sorted(progress.told_side_effects, key=lambda one: (one.entry.onset_on, one.id)))


def areas_to_draw(areas: Iterable[TreatedArea]) -> tuple[SessionArea, ...]:
    """The areas as they were treated last, else as they were outlined; without what was retired untreated."""
    return tuple(
        as_treated(area, area.layers[-1] if area.layers else None)
        for area in areas
        if area.layers or not area.retired
    )
