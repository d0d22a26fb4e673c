"""How much has cleared, as a person reads it: in percent of the start, in steps of 5."""

from pico_tracker.domain.words import Sentence, mark, sentence

STEP = 5
"""Nobody tells 52 % from 53 % by eye; quartiles are such steps too."""
LOWEST, HIGHEST = -100, 100


def why_no_clearance(percent: int, sessions_before: int | None = None) -> Sentence | None:
    """What is wrong with a clearance read, None where nothing is.

    `sessions_before` counts the sessions before the look; None where that is not known yet.
    Source: clinical reference, section 7 (design choice).
    """
    if not LOWEST <= percent <= HIGHEST:
        return sentence(mark("Clearance is 0 to 100 %; below 0 means worse than at the start."))
    if percent % STEP:
        return sentence(mark("Read clearance in quarters or in steps of 5 %, such as 35 or 75."))
    if sessions_before == 0 and percent:
        return sentence(mark("Before the first session nothing has cleared: the start is 0 %."))
    return None
