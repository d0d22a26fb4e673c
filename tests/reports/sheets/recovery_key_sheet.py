"""The sheet of a recovery key that opens nothing."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from pico_tracker.domain.recovery_key_sheets import RecoveryKeySheet
from pico_tracker.domain.recovery_keys import write_recovery_key
from pico_tracker.reports.recovery_key_sheet import render_recovery_key_sheet
from tests.reports.samples import CLINIC
from tests.reports.sheets.sample import SampleSheet

KEY = write_recovery_key(bytes(range(20)))


def make_key_sheet(**changes: Any) -> RecoveryKeySheet:
    """The sheet of a clinic set up on 22 November 2026, with these values changed."""
    made = RecoveryKeySheet(
        clinic=CLINIC,
        database="/clinic/northgate.pico",
        key=KEY,
        made_at=datetime(2026, 11, 22, 10, 58, tzinfo=UTC),
    )
    return replace(made, **changes)


SHEETS = (SampleSheet("recovery_key_sheet", render_recovery_key_sheet, make_key_sheet()),)
