"""Names of files that sheets are saved under: whose they are by number, never by name."""

from collections.abc import Container
from datetime import date

from pico_tracker.domain.printouts import SHEET_NAMES, SheetKind, SheetWish
from pico_tracker.domain.words import Translate, mark

NUMBER_LIMIT, NAME_LIMIT = 60, 80
"""Characters of a record number and of a sheet's name that a file name keeps."""
_PERIODS = (SheetKind.TREATMENT_REGISTER, SheetKind.DOWNTIME_PACK)
_OF_DAY = (SheetKind.DAY_SHEET, *_PERIODS)


def sheet_file_name(wish: SheetWish, record_number: str, day: date | None, translate: Translate) -> str:
    """As in "P-10001 aftercare 2026-11-22.pdf" or "Day sheet 2026-11-22.pdf"; any system takes it.

    `day` is that of what the sheet is about; None leaves it out.
    """
    name = _safe(translate(SHEET_NAMES[wish.kind]), NAME_LIMIT)
    number = _safe(record_number, NUMBER_LIMIT)
    parts = [number, name[:1].lower() + name[1:]] if number else [name]
    days = (wish.first_on, wish.last_on) if wish.kind in _PERIODS else (wish.first_on or day,)
    parts += [one.isoformat() for one in dict.fromkeys(days) if one is not None]
    return " ".join(parts) + ".pdf"


def free_name(name: str, taken: Container[str]) -> str:
    """The name, or the first with a count before its ending that is not taken: "sheet (2).pdf".

    `taken` holds names in lower case: some systems tell no capitals apart.
    """
    stem, dot, ending = name.rpartition(".")
    number, found = 1, name
    while found.lower() in taken:
        number += 1
        found = f"{stem} ({number}){dot}{ending}"
    return found


def merged_name(count: int, day: date, translate: Translate) -> str:
    """Of one file with several sheets."""
    text = mark("One sheet") if count == 1 else mark("{count} sheets")
    said = translate(text).format(count=count)
    return f"{_safe(said, NAME_LIMIT)} {day.isoformat()}.pdf"


def asks_day(kind: SheetKind) -> bool:
    """Whether a sheet is about days and nobody's."""
    return kind in _OF_DAY


def _safe(text: str, limit: int) -> str:
    """Letters, digits, blanks and a few signs; no dot or blank at the ends, which hide or lose a file."""
    kept = "".join(sign if sign.isalnum() or sign in " -_." else "-" for sign in text)
    return " ".join(kept.split())[:limit].strip(". ")
