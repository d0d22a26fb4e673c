"""The preparation sheet with the texts as they ship: before a booked session, and with the clinic's own words."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from pico_tracker.domain.advice import AdviceKind, AdvicePart, AdviceText, advice_text
from pico_tracker.domain.preparation_sheets import PreparationSheet
from pico_tracker.domain.sheet_templates import SheetTemplate
from pico_tracker.reports.preparation_sheet import render_preparation_sheet
from tests.reports.samples import CLINIC, PATIENT, make_visit
from tests.reports.sheets.aftercare_sheet import RULES
from tests.reports.sheets.sample import SampleSheet

TATTOO = advice_text(RULES, AdviceKind.PREPARATION, "tattoo")
OWN = SheetTemplate(
    opening="Welcome back. We look forward to your visit.",
    closing="There is parking behind the house.\nThe door is open from 8:30.",
)


def make_preparation(**changes: Any) -> PreparationSheet:
    """The preparation of a tattoo course, in English, with these values changed."""
    made = PreparationSheet(
        clinic=CLINIC,
        patient=PATIENT,
        course_title="Tattoo removal, right forearm",
        text=TATTOO,
        visit=make_visit(),
        printed_at=datetime(2026, 11, 22, 10, 58, tzinfo=UTC),
        printed_by="Dr S. Okafor",
    )
    return replace(made, **changes)


ARABIC = AdviceText(
    AdviceKind.PREPARATION,
    "ar",
    (
        AdvicePart(
            "ar.general",
            2,
            "للجميع",
            ("لا تتعرضي للشمس قبل الجلسة بأربعة أسابيع.", "تعالي ببشرة نظيفة."),
            is_sourced=False,
        ),
    ),
)

SHEETS = (
    SampleSheet("preparation_sheet", render_preparation_sheet, make_preparation()),
    SampleSheet("preparation_sheet_arabic", render_preparation_sheet, make_preparation(text=ARABIC)),
    SampleSheet(
        "preparation_sheet_own_words",
        render_preparation_sheet,
        make_preparation(template=OWN, unserved="Polish", visit=None),
    ),
)
