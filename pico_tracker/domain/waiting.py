"""The waiting list: who would come sooner, or at all, when a time comes free."""

from enum import StrEnum

from pico_tracker.domain.words import mark


class WaitingState(StrEnum):
    """Whether somebody still waits for a time."""

    WAITING = "waiting"
    BOOKED = "booked"
    WITHDRAWN = "withdrawn"


WAITING_NAMES = {
    WaitingState.WAITING: mark("Waiting"),
    WaitingState.BOOKED: mark("Booked"),
    WaitingState.WITHDRAWN: mark("Withdrawn"),
}
