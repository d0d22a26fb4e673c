"""What a user can understand and act on. Everything else is a bug and reaches the crash handler."""

from pico_tracker.domain.findings import Findings
from pico_tracker.domain.words import Sentence, mark, sentence


class PicoError(Exception):
    """Base of all refusals: a sentence that says what is wrong, what was kept, what to do.

    `str(error)` is that sentence in English; it never carries a patient's data.
    """

    def __init__(self, said: Sentence) -> None:
        super().__init__(said.said())
        self.sentence = said


class Refused(PicoError):
    """The entry breaks rules; `findings` names each field. Nothing was saved."""

    def __init__(self, findings: Findings) -> None:
        first = findings[0].sentence if findings else sentence(mark("This cannot be saved."))
        super().__init__(first)
        self.findings = findings


class TimeTaken(PicoError):
    """The patient, a person, a room or a laser is held by another visit at that time. Nothing was saved."""

    def __init__(self) -> None:
        super().__init__(
            sentence(
                mark(
                    "Somebody else has just taken this time. Nothing was saved and your typing is kept. "
                    "Choose another time."
                )
            )
        )


class NotAllowed(PicoError):
    """The person at work has not the permission."""


class NotFound(PicoError):
    """What was asked for is not in the record (any more)."""


class EditConflict(PicoError):
    """Somebody else saved the same record meanwhile; `theirs` and `yours` list what differs,
    field name to (value saved by them, value typed by you)."""

    def __init__(self, differences: dict[str, tuple[str, str]]) -> None:
        super().__init__(
            sentence(
                mark(
                    "Somebody else changed this record while you were typing. "
                    "Nothing was overwritten and your typing is kept. Compare both, then save again."
                )
            )
        )
        self.differences = differences


class DatabaseTrouble(PicoError):
    """The database cannot be used as it is: locked, read-only, newer, damaged, no database,
    wrong key, disk full, server away. Nothing was written."""


class FileTrouble(PicoError):
    """A file of the user's cannot be read or written."""
