"""Visits at which nothing was treated: not treated after all, or a review only."""

from enum import StrEnum

from pico_tracker.domain.words import mark


class AttendanceKind(StrEnum):
    """Why there was no session."""

    NOT_TREATED = "not treated"
    REVIEW = "review"


ATTENDANCE_NAMES = {AttendanceKind.NOT_TREATED: mark("Not treated"), AttendanceKind.REVIEW: mark("Review only")}
