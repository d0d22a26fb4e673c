"""What can be done about a signed session from the patient page; the window answers."""

from enum import Enum


class SessionStep(Enum):
    """One thing to do; it goes with the `Session` it is about."""

    AMEND = "amend"
    """Say what happened, where it was signed wrong."""
    VOID = "void"
    """Say that it is another patient's, or was never given."""
    PRINT = "print"
    """Print its record."""
