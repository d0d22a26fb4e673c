"""The table of the recall list, with a box to tick before each person for whom texts are wanted."""

from collections.abc import Sequence

from pico_tracker.domain.recalls import RecallLine
from pico_tracker.ui.desk import Desk
from pico_tracker.ui.kit.cells import Column, Quiet, TwoLines
from pico_tracker.ui.kit.tick_table import TickTable
from pico_tracker.ui.kit.words import tr
from pico_tracker.ui.recalls.recall_words import (
    said_due,
    said_last,
    said_preference,
    said_reason,
    said_status,
)


class RecallTable(TickTable[RecallLine]):
    """Lines one can walk, open and tick."""

    def __init__(self, desk: Desk) -> None:
        super().__init__("recalls", _columns(desk), key=lambda line: line.key, tip=tr("Tick for texts"))
        self.setAccessibleName(tr("People to reach"))

    def show_lines(self, lines: Sequence[RecallLine]) -> None:
        """Show these lines; where the chosen one has gone, the next one is chosen."""
        self.show_ticked(lines)


def _columns(desk: Desk) -> tuple[Column[RecallLine], ...]:
    context = desk.context
    return (
        Column(
            "patient",
            tr("Patient"),
            lambda line: TwoLines(line.patient_name, line.record_number),
            sort=lambda line: line.patient_name.casefold(),
        ),
        Column("reason", tr("Reason"), lambda line: said_reason(line, context.today())),
        Column(
            "due",
            tr("Due"),
            lambda line: said_due(line, context.today()),
            number=True,
            keep=True,
            sort=lambda line: line.due_on,
        ),
        Column(
            "status",
            tr("Status"),
            lambda line: said_status(line, context.today()),
            keep=True,
            sort=lambda line: line.kind,
        ),
        Column("tries", tr("Tries"), lambda line: str(line.tries), number=True, sort=lambda line: line.tries),
        Column(
            "last",
            tr("Last contact"),
            lambda line: said_last(line, context.now()) or Quiet(tr("Not contacted")),
            sort=lambda line: None if line.last is None else line.last.at,
        ),
        Column("prefers", tr("Prefers"), lambda line: said_preference(line.reach), keep=True),
    )
