"""The card of visits without treatment, and the forms that correct one or find it void."""

from datetime import timedelta

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from pico_tracker.domain.attendances import (
    Attendance,
    AttendanceAmendmentEntry,
    AttendanceEntry,
    AttendanceKind,
)
from pico_tracker.domain.safety_checks import Healing
from pico_tracker.services.attendances import amend_attendance, list_attendances, sign_attendance, void_attendance
from pico_tracker.services.courses import open_course, read_patient_page
from pico_tracker.services.patients import add_patient
from pico_tracker.ui.attendances.amend_forms import AttendanceAmendmentForm, VoidForm
from pico_tracker.ui.attendances.attendances_card import AttendancesCard
from pico_tracker.ui.desk import Desk
from pico_tracker.ui.kit.buttons import Button
from pico_tracker.ui.kit.chips import Chip
from pico_tracker.ui.kit.plain_text import Label
from pico_tracker.ui.kit.words import said
from pico_tracker.ui.small_form import SmallForm
from tests.builders import TODAY, Bench
from tests.ui.desks import Show


@pytest.fixture
def course_id(file_bench: Bench) -> int:
    patient_id = add_patient(file_bench.practitioner, file_bench.patient()).value
    return open_course(file_bench.practitioner, file_bench.course(patient_id)).value


@pytest.fixture
def review(file_bench: Bench, course_id: int) -> Attendance:
    """A review of two days ago, signed today."""
    entry = AttendanceEntry(
        entry_id=file_bench.mint(),
        course_id=course_id,
        held_on=TODAY - timedelta(days=2),
        kind=AttendanceKind.REVIEW,
        healing=Healing.HEALED,
        note="Pale, even.",
        satisfaction=8,
        goal_reached=6,
    )
    sign_attendance(file_bench.practitioner, entry)
    return list_attendances(file_bench.practitioner, course_id)[0]


@pytest.fixture
def window(on_screen: Show) -> QWidget:
    made = QWidget()
    on_screen(made)
    return made


def card_of(desk: Desk, bench: Bench, on_screen: Show, qtbot: QtBot, text: str) -> AttendancesCard:
    card = AttendancesCard(desk)
    on_screen(card)
    page = read_patient_page(bench.practitioner, 1)
    card.show_course(page.patient, page.courses[0])
    qtbot.waitUntil(lambda: text in texts(card))
    return card


def texts(card: QWidget) -> list[str]:
    return [label.text() for label in card.findChildren(Label)]


def struck(card: QWidget) -> list[str]:
    return [label.text() for label in card.findChildren(Label) if label.property("struck") == "true"]


def tool(card: QWidget, text: str) -> Button:
    return next(one for one in card.findChildren(Button) if one.said() == text)


def test_without_any_it_says_so_and_offers_both_kinds(
    desk: Desk, file_bench: Bench, course_id: int, on_screen: Show, qtbot: QtBot
) -> None:
    card = card_of(desk, file_bench, on_screen, qtbot, "None")
    for button, wish in (
        (card.not_treated_button, card.not_treated_wanted),
        (card.review_button, card.review_wanted),
    ):
        with qtbot.waitSignal(wish) as heard:
            button.click()
        assert heard.args == [1, course_id]


def test_a_visit_is_read_with_all_that_was_signed_and_corrected(
    desk: Desk, file_bench: Bench, review: Attendance, on_screen: Show, qtbot: QtBot
) -> None:
    amendment = AttendanceAmendmentEntry(
        entry_id=file_bench.mint(), attendance_id=review.id, text="Satisfaction 7.", reason="Misheard."
    )
    amend_attendance(file_bench.administrator, amendment)
    card = card_of(desk, file_bench, on_screen, qtbot, "20 Nov 2026")
    assert texts(card)[-8:] == [
        "20 Nov 2026",
        "Last session: healed, no event",
        "Satisfaction 8 of 10",
        "Goal reached 6 of 10",
        "Pale, even.",
        "Signed 22 Nov 2026 by Practitioner",
        "Amended 22 Nov 2026 by Administrator: Misheard.",
        "Satisfaction 7.",
    ]
    assert [chip.accessibleName() for chip in card.findChildren(Chip)] == ["Review only"]
    assert struck(card) == []
    for text, wish in (("Amend", card.amendment_wanted), ("Void", card.void_wanted)):
        with qtbot.waitSignal(wish) as heard:
            tool(card, text).click()
        assert heard.args[0].id == review.id


def test_a_void_one_is_struck_through_with_who_and_why_and_has_no_buttons(
    desk: Desk, file_bench: Bench, review: Attendance, on_screen: Show, qtbot: QtBot
) -> None:
    void_attendance(file_bench.practitioner, review.id, "Another patient.")
    card = card_of(desk, file_bench, on_screen, qtbot, "20 Nov 2026")
    assert "Found void 22 Nov 2026 by Practitioner: Another patient." in texts(card)
    assert {"20 Nov 2026", "Pale, even.", "Satisfaction 8 of 10"} <= set(struck(card))
    assert {one.said() for one in card.findChildren(Button)} == {"Not treated…", "Review only…"}


def test_a_visit_is_amended_with_text_and_reason(
    desk: Desk, file_bench: Bench, review: Attendance, window: QWidget, qtbot: QtBot
) -> None:
    form = AttendanceAmendmentForm(desk, review, window)
    form.open()
    assert form.about.text() == (
        "Review only, 20 Nov 2026. Signed 22 Nov 2026 by Practitioner. What was signed stays readable beside it."
    )
    form.try_to_save()
    assert said_under(form, "reason") == ["Say why it is corrected."]
    form.form.restore({"text": "Satisfaction 7.", "reason": "Misheard."})
    with qtbot.waitSignal(form.saved):
        form.try_to_save()
    (known,) = list_attendances(file_bench.practitioner, review.entry.course_id)
    assert [(one.text, one.reason) for one in known.amendments] == [("Satisfaction 7.", "Misheard.")]


def test_a_visit_is_found_void_with_a_reason(
    desk: Desk, file_bench: Bench, review: Attendance, window: QWidget, qtbot: QtBot
) -> None:
    form = VoidForm(desk, review, window)
    form.open()
    form.try_to_save()
    assert said_under(form, "reason") == ["Say why it is void, such as: written for the wrong patient."]
    form.reason.set_raw_text("Another patient.")
    with qtbot.waitSignal(form.saved):
        form.try_to_save()
    assert list_attendances(file_bench.practitioner, review.entry.course_id)[0].is_void


def said_under(form: SmallForm, name: str) -> list[str]:
    return [said(finding.sentence) for finding in form.form.field(name).findings]
