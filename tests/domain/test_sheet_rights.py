"""What a wish must name, and which sheets are for those only who read the clinical record."""

from datetime import date
from typing import Any

import pytest

from pico_tracker.domain.errors import NotFound
from pico_tracker.domain.printouts import SheetKind, SheetWish
from pico_tracker.domain.progress import Audience
from pico_tracker.domain.sheet_rights import (
    ASKED,
    ASKS,
    is_clinical,
    is_handed_out,
    is_signed_consent,
    refuse_incomplete,
)

DAY = date(2026, 11, 23)


def wish_with(kind: SheetKind, given: dict[str, Any]) -> SheetWish:
    return SheetWish(kind=kind, **given)


@pytest.mark.parametrize("kind", ASKS)
def test_a_wish_that_lacks_what_its_kind_asks_is_refused_with_what_is_missing(kind: SheetKind) -> None:
    for name in ASKS[kind]:
        given = {other: DAY if other.endswith("_on") else 1 for other in ASKS[kind] if other != name}
        with pytest.raises(NotFound) as refused:
            refuse_incomplete(wish_with(kind, given))
        assert str(refused.value) == ASKED[name]
    whole = {name: DAY if name.endswith("_on") else 1 for name in ASKS[kind]}
    refuse_incomplete(wish_with(kind, whole))


def test_the_recovery_key_is_no_sheet_that_is_printed_again() -> None:
    with pytest.raises(NotFound, match="only in the moment in which it is made: Recovery key"):
        refuse_incomplete(SheetWish(kind=SheetKind.RECOVERY_KEY))
    assert set(SheetKind) - set(ASKS) == {SheetKind.RECOVERY_KEY}


def test_days_that_run_backwards_are_refused() -> None:
    with pytest.raises(NotFound, match="The last day is before the first one"):
        refuse_incomplete(SheetWish(kind=SheetKind.TREATMENT_REGISTER, first_on=DAY, last_on=DAY.replace(day=1)))


def test_the_patients_report_is_for_everybody_and_the_practitioners_is_not() -> None:
    assert not is_clinical(SheetWish(kind=SheetKind.PROGRESS_REPORT, patient_id=1))
    assert is_clinical(SheetWish(kind=SheetKind.PROGRESS_REPORT, patient_id=1, audience=Audience.PRACTITIONER))
    assert is_clinical(SheetWish(kind=SheetKind.SESSION_RECORD, session_id=1))
    assert not is_clinical(SheetWish(kind=SheetKind.AFTERCARE, course_id=1))


def test_a_signed_consent_is_named_by_its_signing_alone_and_is_clinical() -> None:
    signed = SheetWish(kind=SheetKind.CONSENT_FORM, subject_id=1)
    refuse_incomplete(signed)
    assert is_signed_consent(signed)
    assert is_clinical(signed)
    assert not is_clinical(SheetWish(kind=SheetKind.CONSENT_FORM, course_id=1))


@pytest.mark.parametrize("day", [date(9999, 12, 31), date(1, 1, 1)])
def test_a_day_of_a_mistyped_year_is_refused(day: date) -> None:
    with pytest.raises(NotFound, match="Check the year"):
        refuse_incomplete(SheetWish(kind=SheetKind.DAY_SHEET, first_on=day, last_on=day))


def test_what_is_for_a_doctor_or_an_authority_is_not_addressed_to_the_patient() -> None:
    assert not is_handed_out(SheetWish(kind=SheetKind.INCIDENT_REPORT, subject_id=1))
    assert not is_handed_out(SheetWish(kind=SheetKind.DOCTOR_LETTER, subject_id=1))
    assert not is_handed_out(
        SheetWish(kind=SheetKind.PROGRESS_REPORT, patient_id=1, audience=Audience.PRACTITIONER)
    )
    assert is_handed_out(SheetWish(kind=SheetKind.PROGRESS_REPORT, patient_id=1))
    assert is_handed_out(SheetWish(kind=SheetKind.PASSPORT, patient_id=1))
