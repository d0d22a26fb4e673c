"""What the card of a course says of its plan, and when it offers a longer one."""

from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from pico_tracker.domain.agreements import AgreementEntry
from pico_tracker.domain.courses import CourseState
from pico_tracker.domain.intervals import Interval
from pico_tracker.services.agreements import agree_longer_plan
from pico_tracker.services.courses import change_course_state, open_course, read_patient_page
from pico_tracker.services.patients import add_patient
from pico_tracker.services.sessions import log_session
from pico_tracker.ui.desk import Desk
from pico_tracker.ui.kit.plain_text import Label
from pico_tracker.ui.patients.agreement_card import AgreementCard
from pico_tracker.ui.patients.patient_page import PatientPage
from tests.builders import TODAY, Bench
from tests.ui.desks import Show


@pytest.fixture
def course_id(file_bench: Bench) -> int:
    patient_id = add_patient(file_bench.practitioner, file_bench.patient()).value
    entry = file_bench.course(patient_id, sessions_from=1, sessions_to=1)
    return open_course(file_bench.practitioner, entry).value


def treat(bench: Bench, course_id: int) -> None:
    log_session(bench.practitioner, bench.session(course_id, performed_on=TODAY - timedelta(days=50)))


def agree(bench: Bench, course_id: int) -> None:
    entry = AgreementEntry(
        entry_id=bench.mint(),
        course_id=course_id,
        sessions_from=2,
        sessions_to=4,
        interval=Interval(6, 8, 16),
        agreed_on=TODAY,
        reason="Green ink fades slowly.",
    )
    known = read_patient_page(bench.practitioner, 1).courses[0].course
    agree_longer_plan(bench.practitioner, course_id, known.version, entry)


def page_of(desk: Desk, on_screen: Show, qtbot: QtBot) -> PatientPage:
    page = PatientPage(desk)
    on_screen(page)
    page.show_patient(1)
    qtbot.waitUntil(page.view.isVisible)
    return page


def texts(card: QWidget) -> list[str]:
    return [label.text() for label in card.findChildren(Label)]


def test_a_course_that_was_not_treated_is_edited_not_agreed_anew(
    desk: Desk, course_id: int, on_screen: Show, qtbot: QtBot
) -> None:
    card = page_of(desk, on_screen, qtbot).view.agreement
    assert not card.plan_button.isVisible()
    assert not card.all_given.isVisible()


def test_when_all_agreed_sessions_are_given_a_longer_plan_is_offered(
    desk: Desk, file_bench: Bench, course_id: int, on_screen: Show, qtbot: QtBot
) -> None:
    treat(file_bench, course_id)
    page = page_of(desk, on_screen, qtbot)
    card = page.view.agreement
    assert card.all_given.isVisible()
    assert card.all_given.text() == "All agreed sessions are given: 1."
    with qtbot.waitSignal(page.plan_wanted) as heard:
        card.plan_button.click()
    assert heard.args == [1, course_id]


def test_the_plan_that_counts_and_the_earlier_one_are_read(
    desk: Desk, file_bench: Bench, course_id: int, on_screen: Show, qtbot: QtBot
) -> None:
    treat(file_bench, course_id)
    agree(file_bench, course_id)
    page = page_of(desk, on_screen, qtbot)
    counts = "Plan 2, agreed 22 Nov 2026: 2 to 4 sessions, every 8 weeks. Green ink fades slowly."
    qtbot.waitUntil(lambda: counts in texts(page.view.agreement))
    assert "Earlier: plan 1, 6 May 2026: 1 to 1 sessions, every 8 weeks" in texts(page.view.agreement)
    assert not page.view.agreement.all_given.isVisible()


def test_plans_of_another_course_are_never_shown(
    desk: Desk, file_bench: Bench, course_id: int, qtbot: QtBot
) -> None:
    treat(file_bench, course_id)
    change_course_state(file_bench.practitioner, course_id, 2, CourseState.COMPLETED)
    known = read_patient_page(file_bench.practitioner, 1).courses[0].course
    card = AgreementCard()
    qtbot.addWidget(card)
    card.show_course(known, may=True)
    assert not card.all_given.isVisibleTo(card)
    card.show_course(replace(known, id=known.id + 1), may=True)
    assert not [text for text in texts(card) if text.startswith("Plan")]
