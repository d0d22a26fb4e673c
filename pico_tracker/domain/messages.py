"""Texts to patients: what each is for, and the fields that are filled."""

from enum import StrEnum

from pico_tracker.domain.words import mark


class MessagePurpose(StrEnum):
    """What a text is for."""

    SESSION_DUE = "session due"
    MAINTENANCE_DUE = "maintenance due"
    FOLLOW_UP = "follow-up"
    TEST_PATCH = "test patch"
    REVIEW = "review"
    CONFIRM_VISIT = "confirm visit"
    VISIT_MOVED = "visit moved"
    FREE_TIME = "free time"


PURPOSE_NAMES = {
    MessagePurpose.SESSION_DUE: mark("Session due"),
    MessagePurpose.MAINTENANCE_DUE: mark("Maintenance due"),
    MessagePurpose.FOLLOW_UP: mark("Follow-up call"),
    MessagePurpose.TEST_PATCH: mark("Test patch to read"),
    MessagePurpose.REVIEW: mark("Review of a reaction"),
    MessagePurpose.CONFIRM_VISIT: mark("Confirm a visit"),
    MessagePurpose.VISIT_MOVED: mark("Visit moved"),
    MessagePurpose.FREE_TIME: mark("A time has come free"),
}
