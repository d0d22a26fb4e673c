"""The recovery key on paper: what its sheet prints."""

from dataclasses import dataclass
from datetime import datetime

from pico_tracker.domain.clinic import Clinic


@dataclass(frozen=True, slots=True, kw_only=True)
class RecoveryKeySheet:
    """Everything the sheet prints. It is nowhere kept: the key is shown once."""

    clinic: Clinic
    database: str
    """The record that it opens, as people call it."""
    key: str
    """Eight groups of five signs with dashes between."""
    made_at: datetime
    """When the key was made, with time zone."""

    @property
    def groups(self) -> tuple[str, ...]:
        """The groups of the key, as they are typed back."""
        return tuple(self.key.split("-"))
