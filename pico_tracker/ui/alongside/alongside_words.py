"""What the window says of a treatment alongside, such as "Cream: hydroquinone 4 %, since 3 Nov 2026"."""

from datetime import date

from pico_tracker.domain.alongside import ALONGSIDE_NAMES, Alongside, AlongsideEntry
from pico_tracker.ui.kit.days import said_day
from pico_tracker.ui.kit.words import tr, translated


def said_what(entry: AlongsideEntry) -> str:
    """Kind and name: "Cream: hydroquinone 4 %"."""
    return tr("{kind}: {what}", kind=translated(ALONGSIDE_NAMES[entry.kind]), what=entry.what)


def said_days_of(entry: AlongsideEntry, today: date) -> str:
    """From when to when, as far as it is known; "from" where it has not begun yet."""
    begins, ends = entry.from_on, entry.until_on
    if begins is None:
        return tr("start not known") if ends is None else tr("until {until}", until=said_day(ends))
    if ends is not None:
        return tr("{begins} to {ends}", begins=said_day(begins), ends=said_day(ends))
    if begins > today:
        return tr("from {begins}", begins=said_day(begins))
    return tr("since {begins}", begins=said_day(begins))


def said_alongside(alongside: Alongside, today: date) -> str:
    """One treatment alongside on a line, as the card before a session shows what is new."""
    entry = alongside.entry
    return tr("{what}, {days}", what=said_what(entry), days=said_days_of(entry, today))
