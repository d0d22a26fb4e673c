"""The aftercare sheet with the texts as they ship."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from pico_tracker.domain.advice import AdviceKind, AdvicePart, AdviceText, advice_text
from pico_tracker.domain.aftercare_sheets import AftercareSheet
from pico_tracker.domain.rules import Rule, RuleKind, read_records
from pico_tracker.reports.aftercare_sheet import render_aftercare_sheet
from pico_tracker.resources import find_resource
from tests.reports.samples import CLINIC, PATIENT
from tests.reports.sheets.sample import SampleSheet

SHIPPED = read_records(find_resource("clinical", "advice.toml").read_text("utf-8"))
RULES = tuple(
    Rule(
        kind=RuleKind.INSTRUCTION,
        key=key,
        version=3,
        revision=1,
        content=content,
        written_at=datetime(2026, 1, 1, tzinfo=UTC),
    )
    for key, content in SHIPPED.items()
)
TATTOO = advice_text(RULES, AdviceKind.AFTERCARE, "tattoo")


def make_sheet(**changes: Any) -> AftercareSheet:
    """The aftercare of a tattoo course, in English, with these values changed."""
    made = AftercareSheet(
        clinic=CLINIC,
        patient=PATIENT,
        course_title="Tattoo removal, right forearm",
        text=TATTOO,
        treated_on=date(2026, 11, 22),
        printed_at=datetime(2026, 11, 22, 10, 58, tzinfo=UTC),
        printed_by="Dr S. Okafor",
    )
    return replace(made, **changes)


ARABIC = AdviceText(
    AdviceKind.AFTERCARE,
    "ar",
    (
        AdvicePart(
            "ar.general",
            2,
            "للجميع",
            (
                "حافظي على نظافة الجلد وجفافه بعد العلاج بالليزر، ولا تنزعي القشور.",
                "استخدمي كريم Bepanthen مرتين في اليوم (صباحاً ومساءً) لمدة 7 أيام، ولا تتعرضي للشمس مباشرة.",
                "اتصلي بالعيادة في اليوم نفسه إذا ظهرت فقاعات أو زاد الألم.",
            ),
            is_sourced=False,
            call_same_day=("اتصلي بالعيادة في اليوم نفسه إذا ظهرت فقاعات أو زاد الألم.",),
        ),
    ),
)

SHEETS = (
    SampleSheet("aftercare_sheet", render_aftercare_sheet, make_sheet()),
    SampleSheet("aftercare_sheet_arabic", render_aftercare_sheet, make_sheet(text=ARABIC)),
)
