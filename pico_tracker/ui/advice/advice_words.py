"""What lines and chips say about advice, checks and calls."""

from pico_tracker.domain.advice import WAY_NAMES, Advice, AdviceWay, FollowUpCall, PreparationCheck
from pico_tracker.ui.kit.chips import ChipText
from pico_tracker.ui.kit.days import said_day
from pico_tracker.ui.kit.style import Tone
from pico_tracker.ui.kit.words import tr, translated


def told_line(advice: Advice) -> str:
    """When it was told, by whom, how and in which version."""
    ways = ", ".join(translated(WAY_NAMES[way]) for way in AdviceWay if way in advice.ways)
    return tr(
        "Told {date} by {name}, {ways}, version {version}",
        date=said_day(advice.told_on),
        name=advice.told_by,
        ways=ways,
        version=advice.version,
    )


def check_line(check: PreparationCheck) -> str:
    """When it was checked, and by whom."""
    line = tr("Checked {date} by {name}", date=said_day(check.checked_on), name=check.checked_by)
    return tr("{line}: {note}", line=line, note=check.note) if check.note else line


def check_chips(check: PreparationCheck) -> tuple[ChipText, ...]:
    """Whether sun and products were kept away."""
    sun = ChipText(tr("Out of the sun"), Tone.OK) if check.sun_avoided else ChipText(tr("Sun"), Tone.WARN)
    kept = ChipText(tr("Products stopped"), Tone.OK)
    products = kept if check.products_stopped else ChipText(tr("Products used"), Tone.WARN)
    return sun, products


def call_line(call: FollowUpCall) -> str:
    """When somebody called, and who."""
    return tr("Called {date} by {name}", date=said_day(call.called_on), name=call.called_by)


def call_chips(call: FollowUpCall) -> tuple[ChipText, ...]:
    """What came of a call."""
    if not call.reached:
        return (ChipText(tr("Not reached"), Tone.NEUTRAL),)
    followed = ChipText(tr("Aftercare followed"), Tone.OK)
    aftercare = followed if call.aftercare_followed else ChipText(tr("Aftercare not followed"), Tone.WARN)
    calm = ChipText(tr("No reaction"), Tone.OK)
    return aftercare, ChipText(tr("Tells of a reaction"), Tone.DANGER) if call.reaction else calm
