"""Drafts: what was typed and not saved yet, kept for its owner."""

import uuid
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """One form as typed. `content` is field name to raw text, also where it is not valid yet."""

    entry_id: uuid.UUID
    form: str
    """Which form, such as `patient` or `session`."""
    subject_id: int | None
    """The patient or course it is about, if there is one yet."""
    title: str
    content: dict[str, object]
    saved_at: datetime
