"""The aftercare sheet before anybody chose anything for it."""

import uuid
from datetime import UTC, datetime

from pico_tracker.domain.advice import AdviceKind, AdviceText
from pico_tracker.domain.aftercare_sheets import AftercareSheet
from pico_tracker.domain.clinic import Clinic
from pico_tracker.domain.patients import Patient, PatientEntry
from pico_tracker.domain.sheet_templates import PLAIN_TEMPLATE


def test_a_sheet_claims_no_session_no_missing_language_and_no_words_by_itself() -> None:
    sheet = AftercareSheet(
        clinic=Clinic(name="Mill Lane"),
        patient=Patient(1, 1, PatientEntry(entry_id=uuid.UUID(int=1), family_name="Nwosu", given_names="Amara")),
        course_title="Tattoo removal, right forearm",
        text=AdviceText(AdviceKind.AFTERCARE, "en", ()),
        printed_at=datetime(2026, 11, 22, 10, 58, tzinfo=UTC),
        printed_by="Dr S. Okafor",
    )
    assert (sheet.treated_on, sheet.unserved, sheet.template) == (None, "", PLAIN_TEMPLATE)
