"""The clinic's own data."""

from dataclasses import replace

import pytest

from pico_tracker.domain.clinic import Clinic, FirstStep, check_clinic, first_steps

CLINIC = Clinic(name="Skin Clinic", time_zone="Europe/London")


def test_a_complete_clinic_has_nothing_wrong() -> None:
    assert check_clinic(CLINIC) == ()


def test_a_clinic_needs_a_name_and_a_time_zone_that_exists() -> None:
    found = check_clinic(replace(CLINIC, name="", time_zone="Mars/Olympus"))
    assert [(finding.field, str(finding.sentence)) for finding in found] == [
        ("name", "Enter the clinic's name."),
        ("time_zone", "“Mars/Olympus” is not a time zone. Write it as in Europe/London."),
    ]


@pytest.mark.parametrize(
    ("clinic", "field", "limit"),
    [
        (replace(CLINIC, name="x" * 201), "name", "200"),
        (replace(CLINIC, address="x" * 1001), "address", "1000"),
        (replace(CLINIC, phone="1" * 201), "phone", "200"),
    ],
)
def test_texts_have_a_limit(clinic: Clinic, field: str, limit: str) -> None:
    assert [(finding.field, str(finding.sentence)) for finding in check_clinic(clinic)] == [
        (field, f"This is longer than {limit} characters. Shorten it.")
    ]


def test_a_new_clinic_adds_a_laser_then_staff_then_a_patient() -> None:
    steps = first_steps(has_laser=False, has_colleagues=False, has_patients=False)
    assert steps == (FirstStep.ADD_LASER, FirstStep.ADD_STAFF, FirstStep.ADD_PATIENT)


def test_who_works_alone_is_not_asked_for_staff_for_ever() -> None:
    assert first_steps(has_laser=True, has_colleagues=False, has_patients=True) == ()
    assert first_steps(has_laser=True, has_colleagues=True, has_patients=False) == (FirstStep.ADD_PATIENT,)
