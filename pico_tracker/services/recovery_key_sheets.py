"""The recovery key on paper, before anybody has signed in: nothing of it is kept or logged."""

from io import BytesIO

from pico_tracker.domain.recovery_key_sheets import RecoveryKeySheet
from pico_tracker.domain.words import Translate


def print_recovery_key_sheet(sheet: RecoveryKeySheet, translate: Translate) -> bytes:
    """The sheet as a PDF. It holds the key, so it goes to a printer or where somebody chooses, never on record."""
    # ReportLab costs a third of a second and no window needs it before the first print.
    from pico_tracker.reports.recovery_key_sheet import render_recovery_key_sheet

    out = BytesIO()
    render_recovery_key_sheet(sheet, out, translate)
    return out.getvalue()
