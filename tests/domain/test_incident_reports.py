"""What the report of an incident derives: initials, age, the lasers of its session; the duties it names."""

from dataclasses import replace
from datetime import date

import pytest

from pico_tracker.domain.evidence import Evidence
from pico_tracker.domain.incident_reports import REPORTING_DUTIES
from tests.reports.sheets.incident_report import make_opened_report, make_report


def test_the_patient_is_named_by_initials_for_a_copy_without_the_name() -> None:
    assert make_report().initials == "A.N."


@pytest.mark.parametrize(("born_on", "age"), [(date(1992, 10, 4), 34), (date(1992, 10, 5), 33), (None, None)])
def test_the_age_is_that_of_the_day_it_began(born_on: date | None, age: int | None) -> None:
    report = make_report()
    entry = replace(report.patient.entry, born_on=born_on)
    assert replace(report, patient=replace(report.patient, entry=entry)).age == age


@pytest.mark.parametrize(
    ("place", "where"),
    [
        ("", "Tattoo removal, right forearm"),
        ("right forearm", "Tattoo removal, right forearm"),
        (" Right forearm ", "Tattoo removal, right forearm"),
        ("inner edge", "Tattoo removal, right forearm, inner edge"),
    ],
)
def test_the_area_of_the_course_is_told_once(place: str, where: str) -> None:
    report = make_report()
    entry = replace(report.effect.entry, area=place)
    assert replace(report, effect=replace(report.effect, entry=entry)).where == where


def test_each_laser_of_the_session_stands_once_in_the_order_of_its_passes() -> None:
    report = make_report()
    assert report.session is not None
    assert [one.serial for one in report.devices] == ["PS-20417", "EN-0093"]
    first, second = report.session.passes
    turned = replace(report.session, passes=(second, first, second))
    assert [one.id for one in replace(report, session=turned).devices] == [2, 1]
    assert [one.id for one in replace(report, lasers={2: report.lasers[2]}).devices] == [2]
    assert make_opened_report().devices == ()


def test_a_duty_without_a_source_says_so_and_any_other_names_it() -> None:
    for one in REPORTING_DUTIES:
        assert (one.evidence is Evidence.UNSOURCED) == (one.source == "")
    unsourced = [one.said for one in REPORTING_DUTIES if one.evidence is Evidence.UNSOURCED]
    assert [next(word for word in ("803.3", "RQIA") if word in said) for said in unsourced] == ["803.3", "RQIA"]
    assert "10 work days" in REPORTING_DUTIES[0].said
