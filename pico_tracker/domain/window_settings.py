"""What the window remembers on this computer; never anything of a patient."""

from dataclasses import dataclass
from enum import StrEnum


class ThemeChoice(StrEnum):
    """Which colours the window takes."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


@dataclass(frozen=True, slots=True, kw_only=True)
class WindowSettings:
    """Choices that belong to the computer, not to the clinic."""

    theme: ThemeChoice = ThemeChoice.SYSTEM
    last_database: str = ""
    """The address to open next time; empty: the default file. Never one with a password."""
    last_person: int = 0
    """Key of the person who worked here last; 0: nobody yet."""
