"""Sentences that the demonstration clinic puts into its notes by one key."""

from collections.abc import Callable
from uuid import UUID

from pico_tracker.domain.text_blocks import TextBlockEntry
from pico_tracker.services.context import Context
from pico_tracker.services.text_blocks import add_text_block

_BLOCKS = (
    ("Even response", "Even response over the whole area, no bleeding."),
    ("Edges left", "Edges left for next time; centre treated fully."),
    ("Tolerated well", "Tolerated well with cold air, no break needed."),
    ("Aftercare gone through", "Aftercare gone through in person; questions answered."),
)


def write_text_blocks(context: Context, mint: Callable[[], UUID]) -> None:
    """Keep the clinic's text blocks."""
    for title, text in _BLOCKS:
        add_text_block(context, TextBlockEntry(entry_id=mint(), title=title, text=text))
