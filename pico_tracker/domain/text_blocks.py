"""Text blocks: sentences that a clinic writes often, put into a note with one key."""

from dataclasses import dataclass
from uuid import UUID

from pico_tracker.domain.findings import Finding, Findings, check_lengths
from pico_tracker.domain.words import LINE_LIMIT, TEXT_LIMIT, mark, sentence


@dataclass(frozen=True, slots=True, kw_only=True)
class TextBlockEntry:
    """A text block as it is typed."""

    entry_id: UUID
    title: str
    """What it is chosen by."""
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TextBlock:
    """A text block of the clinic; `version` is what a form has seen."""

    id: int
    version: int
    title: str
    text: str


def check_text_block(entry: TextBlockEntry) -> Findings:
    """All that keeps a text block from being saved."""
    missing = (
        ("title", entry.title, sentence(mark("Enter a title. The block is chosen by it."))),
        ("text", entry.text, sentence(mark("Enter the text that the block puts into a note."))),
    )
    empty = (Finding(name, said, code=f"text_block.{name}") for name, value, said in missing if not value)
    return (*empty, *check_lengths(entry, {"title": LINE_LIMIT, "text": TEXT_LIMIT}, "text_block"))
