"""The clinic's paper: its letterhead, and what it chose for each kind of sheet."""

from dataclasses import replace
from pathlib import Path

from pico_tracker.db.engine import FILE_ENDINGS
from pico_tracker.db.models import LetterheadRow
from pico_tracker.db.queries import paper as queries
from pico_tracker.db.queries import people
from pico_tracker.db.unit_of_work import Work
from pico_tracker.domain.clinic import Clinic
from pico_tracker.domain.letterheads import HOUSE_COLOUR, HOUSE_LETTERHEAD, Letterhead, check_letterhead
from pico_tracker.domain.permissions import Permission
from pico_tracker.domain.printouts import SheetKind
from pico_tracker.domain.sheet_templates import SECTIONS, SheetTemplate, check_template
from pico_tracker.domain.words import clean_line, clean_text
from pico_tracker.services.context import Context, Done, needs
from pico_tracker.services.refusals import refuse_stops
from pico_tracker.store.logo_files import read_logo_file


def clinic_on_paper(work: Work) -> Clinic:
    """The clinic as its sheets show it, with its letterhead."""
    clinic = people.read_clinic(work) or Clinic(name="")
    return replace(clinic, letterhead=queries.read_letterhead(work) or HOUSE_LETTERHEAD)


def template_of(work: Work, kind: SheetKind) -> SheetTemplate:
    """What the clinic chose for a kind of sheet."""
    return queries.read_template(work, kind)


@needs(Permission.PRINT_REPORT)
def read_letterhead(context: Context) -> Letterhead:
    """The letterhead as it is now."""
    with context.database.read() as work:
        return queries.read_letterhead(work) or HOUSE_LETTERHEAD


@needs(Permission.MANAGE_CLINIC)
def save_letterhead(context: Context, letterhead: Letterhead) -> Done[None]:
    """Change the letterhead; sheets that were printed stay as they are. Raises `Refused`."""
    letterhead = replace(letterhead, footer=clean_line(letterhead.footer), colour=letterhead.colour.strip().lower())
    refuse_stops(check_letterhead(letterhead))
    with context.database.change(context.actor()) as work:
        row = work.find(LetterheadRow, 1)
        if row is None:
            row = work.add(LetterheadRow(id=1, logo=b"", colour=HOUSE_COLOUR, footer=""))
        row.logo, row.colour, row.footer = letterhead.logo, letterhead.colour, letterhead.footer
        return Done(None, work.changed)


@needs(Permission.MANAGE_CLINIC)
def read_logo(context: Context, path: Path) -> bytes:
    """The picture in a file as it would be kept as a logo; nothing is saved yet. Raises `FileTrouble`."""
    database = context.database.path
    never = () if database is None else tuple(Path(f"{database}{ending}") for ending in FILE_ENDINGS)
    return read_logo_file(path, never)


@needs(Permission.PRINT_REPORT)
def read_template(context: Context, kind: SheetKind) -> SheetTemplate:
    """What the clinic chose for a kind of sheet."""
    with context.database.read() as work:
        return queries.read_template(work, kind)


@needs(Permission.MANAGE_CLINIC)
def save_template(context: Context, kind: SheetKind, template: SheetTemplate) -> Done[None]:
    """Change what the clinic chose for a kind of sheet. Raises `Refused`."""
    template = replace(template, opening=clean_text(template.opening), closing=clean_text(template.closing))
    refuse_stops(check_template(kind, template))
    with context.database.change(context.actor()) as work:
        row = queries.hold_template(work, kind)
        row.opening, row.closing = template.opening, template.closing
        row.hidden = " ".join(key for key in SECTIONS.get(kind, {}) if key in template.hidden)
        return Done(None, work.changed)
