"""How sheets are said on the page of printing: what they are about, when, and what became of them."""

from datetime import date, datetime

from PySide6.QtCore import QDate, QLocale

from pico_tracker.domain.due_prints import DUE_REASONS, DuePrint, DueReason
from pico_tracker.domain.printouts import PRINT_WAY_NAMES, SHEET_NAMES, PrintRecord, PrintWay, SheetKind, SheetWish
from pico_tracker.domain.progress import Audience
from pico_tracker.ui.kit.chips import ChipText
from pico_tracker.ui.kit.days import said_day
from pico_tracker.ui.kit.style import Tone
from pico_tracker.ui.kit.words import tr, translated

_TIMED = (DueReason.NEXT_VISIT, DueReason.VISIT, DueReason.HERE, DueReason.CHANGED)
"""Reasons whose time of day people need."""
_WAY_TONES = {PrintWay.PRINTED: Tone.OK, PrintWay.NOT_NEEDED: Tone.NEUTRAL}


def said_sheet(wish: SheetWish) -> str:
    """The sheet by name: "Progress report, for a practitioner"."""
    name = translated(SHEET_NAMES[wish.kind])
    if wish.kind is SheetKind.PROGRESS_REPORT and wish.audience is Audience.PRACTITIONER:
        return tr("{sheet}, for a practitioner", sheet=name)
    return name


def said_for(sheet: str, name: str) -> str:
    """A sheet or a file with whose it is: "Aftercare for Amara Nwosu"; as it is where it is the clinic's."""
    return tr("{sheet} for {name}", sheet=sheet, name=name) if name else sheet


def said_about(wish: SheetWish) -> str:
    """The days that a sheet covers; "" where it is about none."""
    if wish.first_on is None:
        return ""
    if wish.last_on is None or wish.last_on == wish.first_on:
        return said_day(wish.first_on)
    return tr("{first} to {last}", first=said_day(wish.first_on), last=said_day(wish.last_on))


def said_reason(line: DuePrint, today: date) -> str:
    """Why it is due, with the time where that is needed: "Visit tomorrow, 09:30"."""
    if line.reason in (DueReason.DAY, DueReason.MONTH):
        return said_about(line.wish)
    return tr(DUE_REASONS[line.reason], when=_when(line, today))


def _when(line: DuePrint, today: date) -> str:
    day = _near_day(line.at.date(), today)
    return tr("{day}, {time}", day=day, time=f"{line.at:%H:%M}") if line.reason in _TIMED else day


def _near_day(day: date, today: date) -> str:
    if day == today:
        return tr("today")
    if (day - today).days == 1:
        return tr("tomorrow")
    if day.year != today.year:
        return said_day(day)
    return QLocale().toString(QDate(day.year, day.month, day.day), "ddd d MMM")


def said_way(record: PrintRecord) -> ChipText:
    """What became of it, in a chip."""
    return ChipText(translated(PRINT_WAY_NAMES[record.way]), _WAY_TONES.get(record.way, Tone.INFO))


def said_moment(at: datetime, today: date) -> str:
    """When it was: "14:05" today, else with the day before it."""
    if at.date() == today:
        return f"{at:%H:%M}"
    return tr("{day}, {time}", day=said_day(at.date()), time=f"{at:%H:%M}")


def said_count(kind: SheetKind, count: int) -> str:
    """A kind with how many of it are due: "Aftercare 3"."""
    return tr("{sheet} {count}", sheet=translated(SHEET_NAMES[kind]), count=count)


def said_left(seconds: float) -> str:
    """How long it will take still, roughly."""
    if seconds < 60:
        return tr("about {count} s left", count=max(1, round(seconds)))
    return tr("about {count} min left", count=round(seconds / 60))


def said_missing(kind: SheetKind) -> str:
    """Why there is no sheet of a kind for a patient, and where what it prints is written."""
    if kind is SheetKind.DOCTOR_LETTER:
        return tr("No letter is on record. Write one on the patient's page, under Consultation, For other doctors.")
    return tr("Nothing of this patient is on record for this sheet. Choose another patient or sheet.")


def said_kind(kind: SheetKind, audience: object) -> str:
    """What stands on a sheet, where its name does not say so."""
    if kind is not SheetKind.PROGRESS_REPORT:
        return ""
    if audience is Audience.PRACTITIONER:
        return tr("Every setting of every pass, side effects and notes, and the range to compare with.")
    return tr("In plain words: what was done, how the skin took it, what happens next.")
