"""The curve on the patient's page beside what it may be compared with."""

from dataclasses import replace
from datetime import timedelta

import pytest
from pytestqt.qtbot import QtBot

from pico_tracker.domain.courses import CourseState
from pico_tracker.domain.expectation import Expectation
from pico_tracker.domain.histories import CourseHistory, PatientHistory
from pico_tracker.domain.inks import InkColour
from pico_tracker.services.courses import read_patient_page
from pico_tracker.services.histories import load_histories
from pico_tracker.ui.desk import Desk
from pico_tracker.ui.kit.chips import Chip
from pico_tracker.ui.patients.curve_card import CurveCard
from pico_tracker.ui.patients.patient_page import PatientPage
from tests.builders import TODAY, Bench
from tests.ui.desks import Show


@pytest.fixture
def patient_id(file_bench: Bench) -> int:
    """A tattoo in black and red with four sessions: 0, 20, 40 and 50 % read before them."""
    red = file_bench.one_pass(wavelength_nm=532, pulse_duration_ps=375, purpose="Red ink", pulse_energy_mj=None)
    sessions = tuple(
        file_bench.session(
            0,
            performed_on=TODAY - timedelta(days=250 - 60 * count),
            clearance_percent=percent,
            passes=(file_bench.one_pass(), red),
        )
        for count, percent in enumerate((0, 20, 40, 50))
    )
    entry = file_bench.course(0, inks=(InkColour.BLACK, InkColour.RED))
    course = CourseHistory(entry=entry, state=CourseState.ACTIVE, sessions=sessions)
    history = PatientHistory(entry=file_bench.patient(), courses=(course,))
    return load_histories(file_bench.administrator, [history], "test").value[0]


@pytest.fixture
def card(desk: Desk, patient_id: int, on_screen: Show, qtbot: QtBot) -> CurveCard:
    """The card on the patient's page, once the range is there."""
    page = PatientPage(desk)
    on_screen(page)
    page.show_patient(patient_id)
    qtbot.waitUntil(lambda: bool(page.view.curve.limits.text()))
    return page.view.curve


def test_the_range_stands_in_the_chart_with_its_limits_beneath(card: CurveCard) -> None:
    shown = card.chart.chart
    assert shown is not None
    assert [str(one) for one in shown.legend] == ["Range in published studies: Black, 1064/532 nm"]
    assert shown.x.highest == 10
    assert card.limits.text().startswith(
        "Published: 79 % after 6.5 sessions (Bernstein 2015, 31 tattoos). A model, not"
    )
    assert card.remarks.text() == "Red, 532 nm: no end-point was published, so there is no range."
    assert "A band shows the range in published studies" in card.chart.accessibleDescription()


def test_how_it_gets_on_is_a_neutral_word_with_its_rule(card: CurveCard) -> None:
    (chip,) = card.findChildren(Chip)
    assert chip.accessibleName() == "Inside the range in published studies"
    assert "50 % after 3 sessions lies inside 29 to 69 %." in chip.accessibleDescription()


def test_another_course_never_shows_the_range_of_the_one_before(
    card: CurveCard, file_bench: Bench, patient_id: int
) -> None:
    progress = read_patient_page(file_bench.practitioner, patient_id).courses[0]
    other = replace(progress, course=replace(progress.course, id=404))
    card.show_course(other, may=True)
    assert card.chart.chart is not None
    assert card.chart.chart.bands == ()
    assert card.limits.isHidden()
    card.show_expectation(progress.course.id, Expectation())
    assert card.chart.chart.bands == ()


def test_a_card_without_a_course_takes_no_expectation(qtbot: QtBot) -> None:
    card = CurveCard()
    qtbot.addWidget(card)
    card.show_expectation(1, Expectation())
    assert card.chart.chart is None
