"""What can be done about a side effect from the patient page; the window knows the form for each."""

from enum import Enum


class Step(Enum):
    """One thing to do; it goes with the record it is about."""

    LOOK = "look"
    """Write a later look; with the `SideEffect`."""
    END = "end"
    """Write down how it ended; with the `SideEffect`."""
    RELEASE = "release"
    """Release the area; with the `SideEffect`."""
    INCIDENT = "incident"
    """Write an account of its incident; with the `SideEffect`."""
    STORY = "story"
    """Read everything written about the patient's side effects; with a tuple of `SideEffect`."""
    JUDGE = "judge"
    """Judge what a patient reported; with the `ReportedReaction`."""
    DISMISS = "dismiss"
    """Say that what a patient reported is no side effect; with the `ReportedReaction`."""
