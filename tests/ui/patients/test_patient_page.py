from datetime import datetime, timedelta
from uuid import uuid4

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from pico_tracker.domain.diary import Place, VisitEntry, VisitKind
from pico_tracker.domain.people import Role, StaffEntry
from pico_tracker.services.courses import open_course
from pico_tracker.services.patients import add_patient
from pico_tracker.services.people import add_staff
from pico_tracker.services.side_effects import heal_side_effect
from pico_tracker.services.visits import book_visit
from pico_tracker.ui.desk import Desk
from pico_tracker.ui.kit.buttons import Button
from pico_tracker.ui.kit.cells import cell_text
from pico_tracker.ui.kit.chips import Chip
from pico_tracker.ui.kit.words import said
from pico_tracker.ui.patients.patient_page import PatientPage
from pico_tracker.ui.side_effect_steps import Step
from tests.builders import Bench
from tests.ui.desks import Show
from tests.ui.patients.stories import Story, begin_maintenance, tell


@pytest.fixture
def story(file_bench: Bench) -> Story:
    return tell(file_bench)


@pytest.fixture
def page(desk: Desk, story: Story, on_screen: Show, qtbot: QtBot) -> PatientPage:
    made = PatientPage(desk)
    on_screen(made)
    made.show_patient(story.patient_id)
    wait_for_text(made, "Redness, mild", qtbot)
    wait_for_text(made, "Fitzpatrick III", qtbot)
    return made


def texts(widget: QWidget) -> list[str]:
    """Every text that a person can read on a widget now."""
    labels = [label.text() for label in widget.findChildren(QLabel) if label.isVisible()]
    chips = [chip.chip.text for chip in widget.findChildren(Chip) if chip.isVisible()]
    buttons = [button.said() for button in widget.findChildren(Button) if button.isVisible()]
    return [text for text in (*labels, *chips, *buttons) if text]


def wait_for_text(widget: QWidget, text: str, qtbot: QtBot) -> None:
    """Wait until a text can be read: Qt shows what a layout was given at its next chance."""
    qtbot.waitUntil(lambda: text in texts(widget))


def table_texts(page: PatientPage, key: str) -> list[str]:
    table = page.view.sessions.table
    column = next(column for column in table.records.columns if column.key == key)
    return [cell_text(column.cell(row)) for row in table.records.rows]


def test_banner_says_who_it_is_with_the_allergy_before_anything_else(page: PatientPage) -> None:
    assert page.banner.name.text() == "Amara Nwosu"
    assert page.banner.meta.text().replace("\u00a0", " ") == "34 y, F · born 3 May 1992 · P-10001 · +44 7700 900142"
    read = texts(page.banner)
    assert "Allergy: lidocaine (numbing cream)" in read
    assert {"Keloid tendency", "Fitzpatrick III"} <= set(read)


def test_every_pass_of_a_session_stands_in_a_line_of_its_own(page: PatientPage) -> None:
    assert table_texts(page, "number") == ["2", "1"]
    assert table_texts(page, "nm") == ["1064 / 532", "1064"]
    assert table_texts(page, "ps") == ["450 / 375", "450"]
    assert table_texts(page, "spot") == ["4.0 / 3.0", "4.0"]
    assert table_texts(page, "fluence") == ["2.4 / 1.2", "2.4"]
    assert table_texts(page, "endpoint") == ["Frosting / Slight whitening", "Frosting"]


def test_a_reading_before_the_second_session_is_the_clearance_after_the_first(page: PatientPage) -> None:
    assert table_texts(page, "clearance") == ["Next visit", "20 %"]
    chart = page.view.curve.chart.chart
    assert chart is not None
    assert [(point.x, point.y) for point in chart.series[0].points] == [(0, 0), (1, 20)]


def test_side_effects_stand_beside_their_session_and_open_ones_count_days(page: PatientPage) -> None:
    assert table_texts(page, "effects") == ["Redness, mild", "None"]
    said_there = texts(page.side_effects)
    assert "Redness, mild" in said_there
    assert "Day 3, usual up to 2 days, prolonged after day 14" in said_there
    assert "Prolonged" not in said_there


def test_a_side_effect_open_past_its_days_is_marked_prolonged(
    page: PatientPage, file_bench: Bench, qtbot: QtBot
) -> None:
    file_bench.clock.pass_days(12)
    page.refresh()
    wait_for_text(page.side_effects, "Prolonged", qtbot)
    assert "Day 15, usual up to 2 days, prolonged after day 14" in texts(page.side_effects)


def test_course_card_counts_sessions_and_names_the_next_window(page: PatientPage, story: Story) -> None:
    card = page.cards.cards[story.course_id].text
    assert card.state.text == "Active"
    assert card.counted == "2 done, about 4 to 10 expected"
    assert (card.done, card.expected) == (2, 10)
    assert card.lines == ("Next: 31 Dec 2026 to 14 Jan 2027",)


def test_maintenance_sessions_are_numbered_apart(
    page: PatientPage, story: Story, file_bench: Bench, qtbot: QtBot
) -> None:
    begin_maintenance(file_bench, story)
    page.refresh()
    qtbot.waitUntil(lambda: table_texts(page, "number") == ["M1", "2", "1"])
    card = page.cards.cards[story.course_id].text
    assert card.state.text == "Maintenance"
    assert card.counted == "2 done, then M1"


def test_timeline_names_sessions_side_effects_and_what_is_next(page: PatientPage) -> None:
    assert [said(item.said) for item in page.view.timeline.items] == [
        "1",
        "2",
        "Redness, open",
        "3: 31 Dec 2026 to 14 Jan 2027",
    ]


def test_standing_on_a_session_shows_every_setting_and_both_notes(page: PatientPage, qtbot: QtBot) -> None:
    page.view.sessions.table.selectRow(0)
    wait_for_text(page.view.detail, "Test the red spot first.", qtbot)
    said_there = texts(page.view.detail)
    assert "Session 2, 19 Nov 2026" in said_there
    assert "Patient: metal shields. Staff: OD 7." in said_there
    rows = page.view.detail.passes.records.rows
    columns = {column.key: column for column in page.view.detail.passes.records.columns}
    assert [cell_text(columns["purpose"].cell(row)) for row in rows] == ["Black ink", "Red ink"]
    assert [cell_text(columns["energy"].cell(row)) for row in rows] == ["301.6", "–"]


def test_enter_on_a_session_brings_its_detail_into_sight(page: PatientPage, qtbot: QtBot) -> None:
    page.view.sessions.table.selectRow(0)
    page.view.sessions.table.setFocus()
    with qtbot.waitSignal(page.view.detail_opened):
        QTest.keyClick(page.view.sessions.table, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not page.view.detail.visibleRegion().isEmpty())


def test_each_button_says_its_wish_with_patient_and_course(page: PatientPage, story: Story, qtbot: QtBot) -> None:
    both = [story.patient_id, story.course_id]
    for button, wish, said_with in (
        (page.log_button, page.log_session_wanted, both),
        (page.visit_button, page.next_visit_wanted, both),
        (page.view.curve.reading_button, page.clearance_wanted, both),
        (page.view.agreement.edit_button, page.edit_course_wanted, both),
        (page.view.agreement.state_button, page.state_wanted, both),
        (page.view.agreement.maintenance_button, page.maintenance_wanted, both),
        (page.side_effects.report_button, page.side_effect_wanted, both),
        (page.edit_button, page.edit_wanted, both[:1]),
        (page.print_button, page.print_wanted, both[:1]),
        (page.new_course_button, page.new_course_wanted, both[:1]),
    ):
        with qtbot.waitSignal(wish) as heard:
            button.click()
        assert heard.args == said_with


@pytest.mark.parametrize(("text", "step"), [("Look again", Step.LOOK), ("Ended", Step.END)])
def test_an_open_side_effect_offers_its_next_steps(
    page: PatientPage, story: Story, qtbot: QtBot, text: str, step: Step
) -> None:
    button = next(one for one in page.side_effects.findChildren(Button) if one.said() == text)
    with qtbot.waitSignal(page.step_wanted) as heard:
        button.click()
    assert (heard.args[0], heard.args[1].id) == (step, story.side_effect_id)


def test_a_healed_side_effect_leaves_the_card_and_keeps_its_days(
    page: PatientPage, story: Story, file_bench: Bench, qtbot: QtBot
) -> None:
    today = file_bench.practitioner.today()
    heal_side_effect(file_bench.practitioner, story.side_effect_id, 1, today - timedelta(days=1))
    page.refresh()
    wait_for_text(page.side_effects, "None open", qtbot)
    assert table_texts(page, "effects") == ["Redness, mild", "None"]
    records = page.view.sessions.table.records
    column = next(column for column in records.columns if column.key == "effects")
    assert column.tip is not None
    assert column.tip(records.rows[0]) == "Redness, mild, 2 d"


def test_choosing_another_course_shows_that_one_and_a_refresh_stays_on_it(
    page: PatientPage, story: Story, file_bench: Bench, qtbot: QtBot
) -> None:
    other = open_course(
        file_bench.practitioner, file_bench.course(story.patient_id, area="left cheek", goal="Even skin.")
    ).value
    page.refresh()
    qtbot.waitUntil(lambda: other in page.cards.cards)
    QTest.mouseClick(page.cards.cards[other], Qt.MouseButton.LeftButton)
    assert page.view.agreement.goal.text() == "Even skin."
    assert table_texts(page, "number") == []
    page.refresh()
    qtbot.waitUntil(lambda: page.cards.cards[other].property("chosen") == "true")
    assert page.course_id == other


def test_another_patient_is_never_shown_under_the_name_of_the_one_before(
    page: PatientPage, file_bench: Bench, qtbot: QtBot
) -> None:
    other = add_patient(file_bench.practitioner, file_bench.patient(given_names="Ida", phones=())).value
    page.show_patient(other)
    assert not page.banner.isVisible()
    assert texts(page) == []
    qtbot.waitUntil(page.banner.isVisible)
    assert page.banner.name.text() == "Ida Nwosu"
    assert page.no_course.isVisible()
    assert not page.log_button.isVisible()


def test_reception_sees_dates_and_states_and_no_clinical_text(
    reception_desk: Desk, story: Story, on_screen: Show, qtbot: QtBot
) -> None:
    page = PatientPage(reception_desk)
    on_screen(page)
    page.show_patient(story.patient_id)
    wait_for_text(page, "Too early until 31 Dec 2026", qtbot)
    wait_for_text(page, "2 sessions done", qtbot)
    wait_for_text(page.reception, "+44 7700 900142", qtbot)
    read = "\n".join(texts(page))
    assert "Safe to book from 31 Dec 2026" in read
    assert "Too early until 31 Dec 2026" in read
    assert "2 sessions done" in read
    for clinical in ("Redness", "Frosting", "1064", "Fade enough", "20 %", "Log session", "New course"):
        assert clinical not in read
    assert page.visit_button.isVisible()


def test_reception_sees_what_is_booked_already(
    reception_desk: Desk, story: Story, file_bench: Bench, on_screen: Show, qtbot: QtBot
) -> None:
    okafor = add_staff(file_bench.administrator, StaffEntry("Dr S. Okafor", Role.PRACTITIONER)).value
    visit = VisitEntry(
        entry_id=uuid4(),
        patient_id=story.patient_id,
        course_ids=(story.course_id,),
        kind=VisitKind.SESSION,
        place=Place(
            starts_at=datetime(2027, 1, 5, 10, 15, tzinfo=file_bench.reception.zone),
            minutes=45,
            practitioner_id=okafor,
        ),
    )
    book_visit(file_bench.reception, visit)
    page = PatientPage(reception_desk)
    on_screen(page)
    page.show_patient(story.patient_id)
    booked = "Safe to book from 31 Dec 2026\nBooked Tue 5 Jan 2027 10:15, Dr S. Okafor"
    wait_for_text(page.reception, booked, qtbot)
    assert not any("Too early" in text or "Due now" in text for text in texts(page))


def test_hostile_names_are_shown_as_they_were_typed(
    desk: Desk, file_bench: Bench, on_screen: Show, qtbot: QtBot
) -> None:
    hostile = "<img src=file:///etc/passwd><b>Ñandú</b> مريم 🦊 and more"
    entry = file_bench.patient(entry_id=uuid4(), given_names=hostile, family_name="", alerts=("<b>bold</b>",))
    patient_id = add_patient(file_bench.practitioner, entry).value
    page = PatientPage(desk)
    on_screen(page)
    page.show_patient(patient_id)
    wait_for_text(page.banner, "<b>bold</b>", qtbot)
    assert page.banner.name.text() == hostile[:47] + "…"
    assert page.banner.name.textFormat() is Qt.TextFormat.PlainText


def test_a_patient_who_is_gone_is_said_in_a_notice(desk: Desk, on_screen: Show, qtbot: QtBot) -> None:
    page = PatientPage(desk)
    on_screen(page)
    page.show_patient(999)
    qtbot.waitUntil(lambda: bool(page.notices.notices))
    assert not page.banner.isVisible()
