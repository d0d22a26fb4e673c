"""What rows, chips and hints say about scores."""

from decimal import Decimal

from pico_tracker.domain.assessments import Assessment, ScaleTrend
from pico_tracker.domain.scales.shape import Scale
from pico_tracker.domain.words import MINUS
from pico_tracker.ui.kit.chips import ChipText
from pico_tracker.ui.kit.decimals import said_decimal
from pico_tracker.ui.kit.style import Tone
from pico_tracker.ui.kit.words import tr, translated

NO_SCORE = "\u2013"


def score_text(score: Decimal | None) -> str:
    """A score as the window writes it, a dash where there is none."""
    return NO_SCORE if score is None else said_decimal(score)


def band_text(assessment: Assessment) -> str:
    """The band's name in the language of the window."""
    return translated(assessment.band) if assessment.band else ""


def change_chip(trend: ScaleTrend, change: Decimal | None) -> ChipText | None:
    """By how much a score moved, with a word for the better or the worse and never the colour alone."""
    if change is None:
        return None
    amount = f"{'+' if change > 0 else ''}{said_decimal(change)}".replace("-", MINUS)
    worse = trend.is_worse(change)
    if worse is None:
        return ChipText(tr("unchanged") if change == 0 else amount)
    if trend.matters(change) is False:
        return ChipText(tr("{change}, too small to matter", change=amount))
    if worse:
        return ChipText(tr("{change}, worse", change=amount), Tone.WARN)
    return ChipText(tr("{change}, better", change=amount), Tone.OK)


def direction_text(scale: Scale) -> str:
    """Which end of the scale is the better one; empty where neither is."""
    if scale.higher_is_worse is None:
        return ""
    return tr("lower is better") if scale.higher_is_worse else tr("higher is better")


def to_confirm_text(scale: Scale) -> str:
    """Which parts of the scale a clinician has to confirm; empty where everything is sourced."""
    tables = ", ".join(translated(table.name) for table in scale.to_confirm)
    return tr("Not fully sourced: {tables}. Confirm with your clinician.", tables=tables) if tables else ""


def place_text(assessment: Assessment) -> str:
    """After how many sessions it was scored."""
    return tr("Start") if assessment.sessions_before == 0 else str(assessment.sessions_before)
