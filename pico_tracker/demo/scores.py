"""Scores of the guest of the demonstration clinic: how hard the tattoo is, how the melasma went."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

from pico_tracker.domain.assessments import AssessmentEntry
from pico_tracker.domain.histories import CourseHistory
from pico_tracker.domain.scales.dlqi import DLQI
from pico_tracker.domain.scales.kirby_desai import KIRBY_DESAI, sessions_range
from pico_tracker.domain.scales.masi import MMASI
from pico_tracker.domain.scales.shape import Answers, total

_LOCATIONS = {"left shoulder": "4", "upper back": "2"}
_DISTAL = "5"
_TATTOO = {"fitzpatrick": "3", "colour": "2", "ink": "3", "scarring": "0", "layering": "0"}
_REGIONS = ("forehead", "left_malar", "right_malar", "chin")
_LOOKS = (
    ((2, 3), (3, 3), (3, 3), (2, 3)),
    ((2, 3), (3, 2), (3, 3), (1, 2)),
    ((2, 2), (3, 2), (3, 2), (1, 1)),
    ((2, 2), (3, 3), (3, 2), (1, 1)),
    ((2, 2), (2, 2), (3, 2), (1, 1)),
)
"""Area and darkness of each region, look by look; melasma comes back a little in between."""
_BURDEN = ("14", "9")
_AFTER = timedelta(weeks=4)

Mint = Callable[[], UUID]


def score_tattoo(course: CourseHistory, mint: Mint) -> CourseHistory:
    """The course with its Kirby-Desai score, whose range of sessions was taken over."""
    answers = _TATTOO | {"location": _LOCATIONS.get(course.entry.area, _DISTAL)}
    low, high = sessions_range(total(answers, answers))
    score = replace(_entry(mint, KIRBY_DESAI.key, answers, course.entry.opened_on), take_over=True)
    agreed = replace(course.entry, sessions_from=low, sessions_to=high)
    return replace(course, entry=agreed, assessments=(score,))


def score_melasma(course: CourseHistory, today: date, mint: Mint) -> CourseHistory:
    """The course with its mMASI before each session and a last one after, and the DLQI at its two ends."""
    *earlier, last = _LOOKS
    days = [session.performed_on for session in course.sessions][: len(earlier)]
    after = min(today, course.sessions[-1].performed_on + _AFTER)
    seen = (*zip(days, earlier, strict=False), (after, last))
    looks = [_entry(mint, MMASI.key, _mmasi(look), day) for day, look in seen]
    ends = zip(_BURDEN, (days[0], after), strict=True)
    burden = [_entry(mint, DLQI.key, {"total": score}, day) for score, day in ends]
    return replace(course, assessments=(*looks, *burden))


def _mmasi(look: tuple[tuple[int, int], ...]) -> Answers:
    return dict(_pairs(look))


def _pairs(look: tuple[tuple[int, int], ...]) -> Iterator[tuple[str, str]]:
    for region, (area, darkness) in zip(_REGIONS, look, strict=True):
        yield f"{region}_area", str(area)
        yield f"{region}_darkness", str(darkness)


def _entry(mint: Mint, scale_key: str, answers: Mapping[str, str], day: date) -> AssessmentEntry:
    return AssessmentEntry(
        entry_id=mint(), patient_id=0, course_id=0, scale_key=scale_key, answers=answers, assessed_on=day
    )
