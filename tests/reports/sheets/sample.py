"""What every sheet gives to the checks that all sheets have to pass."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class SampleSheet:
    """A sheet with a value written by hand: `SampleSheet("day_sheet", render_day_sheet, make_day_sheet())`.

    Each module beside this one has a tuple `SHEETS` of them.
    """

    name: str
    """Names the golden picture; one for each look that matters."""
    render: Callable[..., None]
    """`render(value, out)`."""
    value: Any
    size: tuple[float, float] | None = None
    """Width and height in points of what is not on the clinic's own paper, such as a label."""
    is_numbered: bool = True
    """Whether each page says which of how many it is; a card or a label does not."""
