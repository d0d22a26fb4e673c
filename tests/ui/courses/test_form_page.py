from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from pico_tracker.domain.courses import Course
from pico_tracker.domain.inks import InkColour
from pico_tracker.domain.intervals import Interval
from pico_tracker.services.courses import edit_course, list_concerns, open_course, read_patient_page
from pico_tracker.services.drafts import list_drafts
from pico_tracker.services.patients import add_patient
from pico_tracker.ui.courses.course_form import evidence_text
from pico_tracker.ui.courses.form_page import CourseFormPage
from pico_tracker.ui.desk import Desk
from pico_tracker.ui.kit.words import said
from tests.builders import TODAY, Bench
from tests.ui.desks import Show


@pytest.fixture
def patient_id(file_bench: Bench) -> int:
    return add_patient(file_bench.practitioner, file_bench.patient()).value


@pytest.fixture
def page(desk: Desk, on_screen: Show) -> CourseFormPage:
    made = CourseFormPage(desk)
    on_screen(made)
    return made


def open_new(page: CourseFormPage, patient_id: int, qtbot: QtBot) -> None:
    page.open_new(patient_id)
    qtbot.waitUntil(page.banner.isVisible)


def figures(page: CourseFormPage) -> list[str]:
    names = ("sessions_from", "sessions_to", "earliest_weeks", "target_weeks", "late_weeks", "maintenance_months")
    return [page.form.field(name).raw_text() for name in names]


def course_of(bench: Bench, patient_id: int) -> Course:
    (progress,) = read_patient_page(bench.practitioner, patient_id).courses
    return progress.course


def said_under(page: CourseFormPage, name: str) -> list[str]:
    return [said(finding.sentence) for finding in page.form.field(name).findings]


def test_a_concern_brings_its_sessions_weeks_and_maintenance_and_says_how_sure_they_are(
    page: CourseFormPage, patient_id: int, file_bench: Bench, qtbot: QtBot
) -> None:
    open_new(page, patient_id, qtbot)
    page.form.concern.set_value(file_bench.concern_id("melasma"))
    assert figures(page) == ["3", "5", "2", "4", "6", "3"]
    assert page.form.evidence.chip.text == "Partly unsourced"
    assert page.form.evidence_text.text() == "Some of these values are unsourced: confirm with your clinician."


def test_values_that_nobody_sourced_ask_for_the_clinician_in_words() -> None:
    assert evidence_text("sourced") == "These values come from published studies."
    for evidence in ("unsourced", "derived"):
        assert evidence_text(evidence) == "These values are unsourced: confirm with your clinician."


def test_another_concern_replaces_its_values_but_never_what_was_typed(
    page: CourseFormPage, patient_id: int, file_bench: Bench, qtbot: QtBot
) -> None:
    open_new(page, patient_id, qtbot)
    page.form.concern.set_value(file_bench.concern_id("melasma"))
    page.form.field("sessions_to").set_raw_text("7")
    page.form.concern.set_value(file_bench.concern_id("solar_lentigo"))
    assert figures(page) == ["1", "7", "4", "6", "12", "12"]


def test_a_course_is_opened_with_all_that_was_agreed(
    page: CourseFormPage, patient_id: int, file_bench: Bench, qtbot: QtBot
) -> None:
    open_new(page, patient_id, qtbot)
    page.form.concern.set_value(file_bench.concern_id("melasma"))
    page.form.restore({"area": "cheeks", "goal": "Even skin.\nNo promise.", "late_weeks": "8"})
    with qtbot.waitSignal(page.saved) as heard:
        QTest.keyClick(page, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    course = course_of(file_bench, patient_id)
    assert heard.args == [patient_id, course.id]
    entry = course.entry
    assert (entry.area, entry.goal, entry.opened_on) == ("cheeks", "Even skin.\nNo promise.", TODAY)
    assert (entry.sessions_from, entry.sessions_to, entry.maintenance_months) == (3, 5, 3)
    assert entry.interval == Interval(2, 4, 8)


def test_saving_an_empty_form_says_beside_each_field_what_is_missing(
    page: CourseFormPage, patient_id: int, qtbot: QtBot
) -> None:
    open_new(page, patient_id, qtbot)
    page.save()
    assert said_under(page, "concern_id") == ["Choose what is treated."]
    assert said_under(page, "area") == ["Enter the treated area, such as right forearm."]
    assert said_under(page, "sessions_from") == ["A course has 1 to 60 sessions."]


@pytest.mark.parametrize(
    ("name", "typed", "reason"),
    [
        ("sessions_to", "2", "The second number is smaller than the first."),
        ("target_weeks", "1", "The weeks must rise: earliest, then target, then late."),
        ("maintenance_months", "61", "Maintenance comes after 1 to 60 months, or not at all."),
        ("opened_on", "1 Jan 2099", "The course cannot begin in the future."),
        (
            "sessions_from",
            "<b>4</b>",
            "This is not a whole number. It is kept as typed; type it like 1064.",
        ),
    ],
)
def test_what_breaks_a_rule_is_said_beside_its_field_and_stays_as_typed(
    page: CourseFormPage, patient_id: int, file_bench: Bench, qtbot: QtBot, name: str, typed: str, reason: str
) -> None:
    open_new(page, patient_id, qtbot)
    page.form.concern.set_value(file_bench.concern_id("melasma"))
    page.form.restore({"area": "cheeks", name: typed})
    page.save()
    assert said_under(page, name) == [reason]
    assert page.form.field(name).raw_text() == typed


def test_an_edit_shows_the_course_and_keeps_its_own_figures(
    page: CourseFormPage, patient_id: int, file_bench: Bench, qtbot: QtBot
) -> None:
    course_id = open_course(file_bench.practitioner, file_bench.course(patient_id)).value
    page.open_existing(patient_id, course_id)
    qtbot.waitUntil(page.banner.isVisible)
    assert figures(page) == ["4", "10", "6", "8", "16", ""]
    with qtbot.assertNotEmitted(page.form.edited):
        page.leave()
    page.form.restore({"goal": "Fade it."})
    with qtbot.waitSignal(page.saved):
        page.save()
    assert course_of(file_bench, patient_id).entry.goal == "Fade it."


def test_a_conflict_is_settled_field_by_field(
    page: CourseFormPage, patient_id: int, file_bench: Bench, qtbot: QtBot
) -> None:
    course_id = open_course(file_bench.practitioner, file_bench.course(patient_id)).value
    page.open_existing(patient_id, course_id)
    qtbot.waitUntil(page.banner.isVisible)
    page.form.restore({"area": "left forearm"})
    there = course_of(file_bench, patient_id)
    theirs = replace(there.entry, area="wrist", goal="Theirs.", sessions_to=12)
    edit_course(file_bench.administrator, course_id, there.version, theirs)
    page.save()
    qtbot.waitUntil(page.conflict.isVisible)
    assert list(page.conflict.choices) == ["area"]
    assert page.form.field("goal").raw_text() == "Theirs."
    with qtbot.waitSignal(page.saved):
        page.save()
    entry = course_of(file_bench, patient_id).entry
    assert (entry.area, entry.goal, entry.sessions_to) == ("left forearm", "Theirs.", 12)


def test_a_draft_brings_back_what_was_typed_over_what_the_concern_proposes(
    page: CourseFormPage, patient_id: int, file_bench: Bench, qtbot: QtBot
) -> None:
    open_new(page, patient_id, qtbot)
    page.form.concern.set_value(file_bench.concern_id("melasma"))
    page.form.restore({"area": "cheeks", "sessions_to": "9", "maintenance_months": ""})
    page.leave()
    qtbot.waitUntil(page.discard_button.isVisible)
    (draft,) = list_drafts(file_bench.practitioner)
    assert (draft.form, draft.subject_id, draft.title) == ("course", patient_id, "Course, cheeks")
    page.open_new(patient_id, draft)
    qtbot.waitUntil(page.banner.isVisible)
    assert page.form.field("area").raw_text() == "cheeks"
    assert figures(page) == ["3", "9", "2", "4", "6", ""]


def test_every_concern_of_the_clinic_can_be_chosen(
    page: CourseFormPage, patient_id: int, file_bench: Bench, qtbot: QtBot
) -> None:
    open_new(page, patient_id, qtbot)
    for concern in list_concerns(file_bench.practitioner):
        page.form.concern.set_value(concern.id)
        assert page.form.concern.raw_text() == concern.name


def test_a_tattoo_asks_for_its_ink_colours_and_keeps_them(
    page: CourseFormPage, patient_id: int, file_bench: Bench, qtbot: QtBot
) -> None:
    open_new(page, patient_id, qtbot)
    page.form.concern.set_value(file_bench.concern_id("melasma"))
    assert page.form.inks.isHidden()
    page.form.concern.set_value(file_bench.concern_id("tattoo"))
    assert page.form.inks.isVisible()
    page.form.inks.set_value((InkColour.RED, InkColour.BLACK))
    page.form.restore({"area": "right forearm"})
    with qtbot.waitSignal(page.saved):
        QTest.keyClick(page, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    course = course_of(file_bench, patient_id)
    assert course.entry.inks == (InkColour.BLACK, InkColour.RED)
    page.open_existing(patient_id, course.id)
    qtbot.waitUntil(lambda: page.form.inks.value() == (InkColour.BLACK, InkColour.RED))
    page.form.concern.set_value(file_bench.concern_id("melasma"))
    assert page.form.entry(file_bench.mint(), patient_id, TODAY).inks == ()
