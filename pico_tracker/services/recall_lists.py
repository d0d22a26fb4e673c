"""The recall list on paper: gather whom to reach as the desk may see it, and print it."""

from io import BytesIO

from pico_tracker.domain.permissions import Permission
from pico_tracker.domain.recall_lists import RecallList, count_left_out, sections_of
from pico_tracker.services.context import Context, needs
from pico_tracker.services.letterheads import clinic_on_paper
from pico_tracker.services.recalls import list_recalls


@needs(Permission.PRINT_REPORT)
def gather_recall_list(context: Context) -> RecallList:
    """Everybody to reach, harm first, whoever prints it: nothing clinical, nobody who wishes no contact."""
    lines = list_recalls(context)
    with context.database.read() as work:
        clinic = clinic_on_paper(work)
    return RecallList(
        clinic=clinic,
        sections=sections_of(lines),
        left_out=count_left_out(lines),
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
