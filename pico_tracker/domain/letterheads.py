"""The clinic's own paper: its logo, its colour, what stands at the foot of each sheet."""

import re
from dataclasses import dataclass

from pico_tracker.domain.findings import Finding, Findings, Level, check_lengths
from pico_tracker.domain.words import mark, sentence

HOUSE_COLOUR = "#0b6e75"
FOOTER_LIMIT = 300
LOGO_BYTES_LIMIT = 400_000
"""Bytes of a logo as it is kept."""
LOGO_SIDE = 600
"""Pixels of a logo along its longer side: as many as its largest size on paper needs at 230 to the inch."""
LEAST_CONTRAST = 4.5
"""Of the colour on white: headings are printed in it, and must be read."""
_COLOUR = re.compile(r"#[0-9a-f]{6}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Letterhead:
    """How the clinic's sheets look."""

    logo: bytes = b""
    """PNG or JPEG as it was cleaned when it was taken; empty: the name stands alone."""
    colour: str = HOUSE_COLOUR
    """As in #0b6e75: headings, the line under the letterhead, charts."""
    footer: str = ""
    """One line at the foot of each sheet, such as registration numbers."""


HOUSE_LETTERHEAD = Letterhead()


def check_letterhead(letterhead: Letterhead) -> Findings:
    """All that keeps a letterhead from being kept."""
    found = list(check_lengths(letterhead, {"footer": FOOTER_LIMIT}, "letterhead"))
    if not _COLOUR.fullmatch(letterhead.colour):
        found.append(_stop("colour", mark("Write the colour as in #0b6e75.")))
    elif contrast_on_white(letterhead.colour) < LEAST_CONTRAST:
        found.append(
            _stop("colour", mark("This colour is too light to be read on white paper. Choose a darker one."))
        )
    if len(letterhead.logo) > LOGO_BYTES_LIMIT:
        found.append(_stop("logo", mark("The logo is too large for each sheet. Choose a smaller picture.")))
    return tuple(found)


def contrast_on_white(colour: str) -> float:
    """The contrast of a colour such as #0b6e75 with white, 1 to 21. Source: WCAG 2.2, relative luminance."""
    red, green, blue = (_linear(int(colour[at : at + 2], 16) / 255) for at in (1, 3, 5))
    return 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05)


def _linear(share: float) -> float:
    return float(share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4)


def _stop(field: str, text: str) -> Finding:
    return Finding(field, sentence(text), Level.STOP, f"letterhead.{field}")
