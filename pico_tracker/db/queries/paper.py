"""The clinic's letterhead and what it chose for each kind of sheet."""

import uuid

from sqlalchemy import select

from pico_tracker.db.models import LetterheadRow, SheetTemplateRow
from pico_tracker.db.unit_of_work import ChangeWork, Work
from pico_tracker.domain.letterheads import Letterhead
from pico_tracker.domain.printouts import SheetKind
from pico_tracker.domain.sheet_templates import PLAIN_TEMPLATE, SheetTemplate


def read_letterhead(work: Work) -> Letterhead | None:
    """The letterhead that the clinic chose; None: none."""
    row = work.find(LetterheadRow, 1)
    return None if row is None else Letterhead(logo=row.logo, colour=row.colour, footer=row.footer)


def read_template(work: Work, kind: SheetKind) -> SheetTemplate:
    """What the clinic chose for a kind of sheet."""
    chosen = SheetTemplateRow.opening, SheetTemplateRow.closing, SheetTemplateRow.hidden
    row = work.connection.execute(select(*chosen).where(SheetTemplateRow.kind == kind)).one_or_none()
    if row is None:
        return PLAIN_TEMPLATE
    return SheetTemplate(opening=row.opening, closing=row.closing, hidden=frozenset(row.hidden.split()))


def hold_template(work: ChangeWork, kind: SheetKind) -> SheetTemplateRow:
    """The row of a kind of sheet, to be changed; made where there is none."""
    found = work.connection.execute(select(SheetTemplateRow.id).where(SheetTemplateRow.kind == kind)).scalar()
    if found is not None:
        return work.hold(SheetTemplateRow, found)
    row = SheetTemplateRow(entry_id=uuid.uuid4(), created_at=work.at, kind=kind, opening="", closing="", hidden="")
    work.add(row)
    return row
