"""The recall list on paper: gather whom to reach as the desk may see it, and print it."""

from collections.abc import Iterable
from io import BytesIO

from pico_tracker.db.queries.patients import read_patients
from pico_tracker.db.unit_of_work import Work
from pico_tracker.domain.patients import PatientState
from pico_tracker.domain.permissions import Permission
from pico_tracker.domain.recall_lists import RecallList, count_left_out, sections_of
from pico_tracker.domain.recalls import REACTION_KINDS, RecallLine
from pico_tracker.services.context import Context, needs
from pico_tracker.services.letterheads import clinic_on_paper
from pico_tracker.services.recalls import list_recalls


@needs(Permission.PRINT_REPORT)
def gather_recall_list(context: Context) -> RecallList:
    """Everybody to reach, harm first, whoever prints it: nothing clinical, nobody who wishes no contact or died."""
    lines = list_recalls(context)
    with context.database.read() as work:
        clinic, deceased = clinic_on_paper(work), _deceased(work, lines)
    living = [one for one in lines if one.patient_id not in deceased]
    return RecallList(
        clinic=clinic,
        sections=sections_of(living),
        left_out=count_left_out(living),
        deceased=len(lines) - len(living),
        printed_at=context.now(),
        printed_by=context.operator.name,
    )


@needs(Permission.PRINT_REPORT)
def print_recall_list(context: Context) -> bytes:
    """The recall list as a PDF."""
    # ReportLab costs a third of a second and no window needs it before the first print.
    from pico_tracker.reports.recall_list import render_recall_list

    out = BytesIO()
    render_recall_list(gather_recall_list(context), out, context.translate)
    return out.getvalue()


def _deceased(work: Work, lines: Iterable[RecallLine]) -> frozenset[int]:
    """Patients who have died and yet have a line: an incident stays open until somebody closes it."""
    people = read_patients(work, {one.patient_id for one in lines if one.kind in REACTION_KINDS})
    return frozenset(key for key, one in people.items() if one.entry.state is PatientState.DECEASED)
