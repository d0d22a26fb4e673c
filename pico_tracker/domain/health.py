"""What a check of the database found, and what a backup is."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from pico_tracker.domain.words import Sentence


@dataclass(frozen=True, slots=True)
class HealthReport:
    """The state of a database; `problems` is empty when it is sound."""

    schema_version: str
    problems: tuple[Sentence, ...]
    rows: Mapping[str, int]
    """Rows of each table."""
    digest: str
    """SHA-256 over the content of the record: the same clinic gives the same digest on any engine."""


@dataclass(frozen=True, slots=True)
class Backup:
    """A verified copy: the folder with database, vault and manifest."""

    folder: Path
    database: Path
    rows: Mapping[str, int]
