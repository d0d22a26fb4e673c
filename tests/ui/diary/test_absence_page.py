"""The page on which an absence is recorded and the visits it hits are solved."""

from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from pico_tracker.domain.diary import Place, VisitEntry, VisitKind
from pico_tracker.domain.opening_hours import AbsenceEntry, Whom
from pico_tracker.domain.people import Role, StaffEntry
from pico_tracker.services.absence_plans import plan_absence
from pico_tracker.services.courses import open_course
from pico_tracker.services.opening_hours import add_room, list_absences, record_absence
from pico_tracker.services.patients import add_patient
from pico_tracker.services.people import add_staff
from pico_tracker.services.sessions import log_session
from pico_tracker.services.side_effects import report_side_effect
from pico_tracker.services.visits import book_visit, move_visit, read_visit
from pico_tracker.ui.desk import Desk
from pico_tracker.ui.diary.absence_page import AbsencePage
from pico_tracker.ui.diary.absence_words import said_stretch
from pico_tracker.ui.diary.call_dialog import CallDialog
from pico_tracker.ui.kit.plain_text import Label
from tests.builders import TODAY, Bench
from tests.ui.desks import Show


@dataclass
class House:
    """A clinic with two practitioners, a room and a laser; Monday is tomorrow."""

    bench: Bench
    second_id: int
    room_id: int

    @property
    def first_id(self) -> int:
        return self.bench.practitioner.operator.id

    def patient(self, name: str, days_ago: int = 50) -> tuple[int, int]:
        bench = self.bench
        patient_id = add_patient(bench.reception, bench.patient(given_names=name)).value
        course_id = open_course(bench.practitioner, bench.course(patient_id)).value
        performed_on = TODAY - timedelta(days=days_ago)
        log_session(bench.practitioner, bench.session(course_id, performed_on=performed_on))
        return patient_id, course_id

    def at(self, days: int, hour: int) -> datetime:
        return datetime.combine(TODAY + timedelta(days=days), time(hour), self.bench.reception.zone)

    def place(self, days: int, hour: int, **changes: Any) -> Place:
        made = Place(
            starts_at=self.at(days, hour),
            minutes=45,
            practitioner_id=self.first_id,
            room_id=self.room_id,
            device_id=self.bench.device_id,
        )
        return replace(made, **changes)

    def book(self, whom: tuple[int, int], place: Place, kind: VisitKind = VisitKind.SESSION) -> int:
        entry = VisitEntry(
            entry_id=self.bench.mint(), patient_id=whom[0], course_ids=(whom[1],), kind=kind, place=place
        )
        return book_visit(self.bench.reception, entry).value

    def away(self, whom: Whom, days: int = 1) -> int:
        entry = AbsenceEntry(
            entry_id=self.bench.mint(),
            whom=whom,
            starts_at=self.at(1, 0),
            ends_at=self.at(1 + days, 0),
            reason="Ill",
        )
        return record_absence(self.bench.reception, entry).value

    def stands(self, visit_id: int) -> Place:
        return read_visit(self.bench.reception, visit_id).visit.place


@pytest.fixture
def house(file_bench: Bench) -> House:
    second = add_staff(file_bench.administrator, StaffEntry("Second", Role.PRACTITIONER)).value
    return House(file_bench, second, add_room(file_bench.administrator, "Room 1").value)


@pytest.fixture
def page(reception_desk: Desk, house: House, on_screen: Show, qtbot: QtBot) -> AbsencePage:
    made = AbsencePage(reception_desk)
    on_screen(made)
    reception_desk.backend.records_changed.connect(lambda _topics: made.refresh())
    made.refresh()
    qtbot.waitUntil(lambda: made.fields.whom.input.count() > 0)
    return made


def words(part: Any) -> str:
    return "\n".join(label.text() for label in part.findChildren(Label) if label.text())


def offered(row: Any) -> list[str]:
    return [row.choice.input.itemText(index) for index in range(row.choice.input.count())]


def told(page: AbsencePage) -> list[str]:
    return [notice.text.text() for notice in page.notices.notices]


def opened(page: AbsencePage, absence_id: int, qtbot: QtBot) -> None:
    page.open_absence(absence_id)
    qtbot.waitUntil(lambda: page.plan is not None and not page.card.isHidden())


def test_an_absence_is_recorded_and_its_visits_are_shown(page: AbsencePage, house: House, qtbot: QtBot) -> None:
    house.book(house.patient("Amara"), house.place(1, 10))
    fields = page.fields
    offered_whom = [fields.whom.input.itemText(index) for index in range(fields.whom.input.count())]
    assert offered_whom == ["Administrator", "Practitioner", "Second", "Room 1", "PicoWay", "The whole clinic"]
    fields.whom.set_value(Whom(staff_id=house.first_id))
    fields.first_on.set_value(TODAY + timedelta(days=1))
    assert fields.last_on.value() == TODAY + timedelta(days=1)
    fields.from_time.set_value("9")
    fields.until_time.set_value("12:30")
    fields.reason.set_value("ill")
    fields.button.click()
    qtbot.waitUntil(lambda: len(page.visit_rows) == 1)
    (absence,) = list_absences(house.bench.reception, TODAY, TODAY + timedelta(days=2))
    assert (absence.entry.starts_at, absence.entry.ends_at.hour) == (house.at(1, 9), 12)
    assert page.card.title.text() == "Practitioner: Mon 23 Nov, 09:00 to 12:30, ill"
    assert page.count.text() == "1 to solve, harm first; 0 solved."
    (row,) = page.visit_rows
    assert "Mon 23 Nov, 10:00 Amara Nwosu" in words(row)
    assert "Session · Practitioner · Room 1 · PicoWay" in words(row)
    assert "+44 7700 900142" in words(row)
    assert offered(row)[0] == "Same time, Second · Room 1 · PicoWay"
    assert offered(row)[1].startswith("Mon 23 Nov, 09:00, Second")
    assert page.fields.isHidden()


def test_an_absence_that_hits_nobody_says_so(page: AbsencePage, house: House, qtbot: QtBot) -> None:
    opened(page, house.away(Whom(staff_id=house.first_id)), qtbot)
    assert page.count.text() == "No visit is hit. The absence is on file."
    assert "Nobody has to be called." in words(page.card)
    assert not page.accept_button.isEnabled()


def test_what_is_missing_or_wrong_is_said_in_place(page: AbsencePage, house: House) -> None:
    page.fields.from_time.set_value("noon")
    page.fields.button.click()
    assert [one.field for one in page.fields.whom.findings] == ["whom"]
    assert [one.field for one in page.fields.first_on.findings] == ["starts_at"]
    assert [one.field for one in page.fields.from_time.findings] == ["from_time"]
    page.fields.whom.set_value(Whom())
    page.fields.from_time.set_value("12:00")
    page.fields.until_time.set_value("11:00")
    page.fields.first_on.set_value(TODAY)
    page.fields.button.click()
    assert [one.field for one in page.fields.last_on.findings] == ["ends_at"]
    assert list_absences(house.bench.reception, TODAY, TODAY) == ()


def test_one_visit_is_accepted_and_stays_on_the_page_as_solved(
    page: AbsencePage, house: House, qtbot: QtBot
) -> None:
    visits = [house.book(house.patient(name), house.place(1, hour)) for name, hour in (("A", 10), ("B", 11))]
    opened(page, house.away(Whom(staff_id=house.first_id)), qtbot)
    page.visit_rows[0].accept_button.click()
    qtbot.waitUntil(lambda: len(page.solved_rows) == 1)
    assert house.stands(visits[0]) == house.place(1, 10, practitioner_id=house.second_id)
    assert told(page) == ["A Nwosu: Stays when it was: Second · Room 1 · PicoWay."]
    assert page.count.text() == "1 to solve, harm first; 1 solved."
    (solved,) = page.solved_rows
    assert "Stays when it was: Second · Room 1 · PicoWay" in words(solved)
    assert solved.accessibleName() == "Mon 23 Nov, 10:00 A Nwosu, Solved"
    solved.undo_button.click()
    qtbot.waitUntil(lambda: len(page.visit_rows) == 2)
    assert house.stands(visits[0]) == house.place(1, 10)
    assert told(page) == ["The visit stands again where it stood."]


def test_another_offer_may_be_chosen_and_is_kept_while_others_are_solved(
    page: AbsencePage, house: House, qtbot: QtBot
) -> None:
    visits = [house.book(house.patient(name), house.place(1, hour)) for name, hour in (("A", 10), ("B", 11))]
    opened(page, house.away(Whom(staff_id=house.first_id)), qtbot)
    second = page.visit_rows[1]
    assert offered(second)[-1] == "Tue 24 Nov, 09:00, Practitioner · Room 1 · PicoWay"
    second.choice.input.setCurrentIndex(len(offered(second)) - 1)
    page.visit_rows[0].accept_button.click()
    qtbot.waitUntil(lambda: len(page.solved_rows) == 1)
    (left,) = page.visit_rows
    assert left.chosen is not None
    assert left.chosen.place.starts_at == house.at(2, 9)
    left.accept_button.click()
    qtbot.waitUntil(lambda: len(page.solved_rows) == 2)
    assert house.stands(visits[1]).starts_at == house.at(2, 9)
    assert told(page)[0].endswith("Moved to Tue 24 Nov, 09:00: Practitioner · Room 1 · PicoWay. Call to say so.")
    assert page.count.text() == "Every visit is solved."


def test_all_are_accepted_with_one_key_and_undone_as_one(page: AbsencePage, house: House, qtbot: QtBot) -> None:
    visits = [house.book(house.patient(name), house.place(1, hour)) for name, hour in (("A", 10), ("B", 11))]
    opened(page, house.away(Whom()), qtbot)
    QTest.keyClick(page, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: len(page.solved_rows) == 2)
    assert all(house.stands(key).starts_at.date() == TODAY + timedelta(days=2) for key in visits)
    assert told(page) == ["2 visits solved. Call 2 whose time has changed."]
    page.notices.notices[0].undo_button.click()
    qtbot.waitUntil(lambda: len(page.visit_rows) == 2)
    assert [house.stands(key) for key in visits] == [house.place(1, 10), house.place(1, 11)]
    assert told(page) == ["2 visits stand again where they stood."]


def test_harm_stands_first_with_why_nothing_is_offered_and_no_clinical_word(
    page: AbsencePage, house: House, qtbot: QtBot
) -> None:
    house.book(house.patient("Calm"), house.place(1, 9))
    hurt = house.patient("Hurt")
    house.book(hurt, house.place(1, 10))
    report_side_effect(house.bench.practitioner, house.bench.side_effect(hurt[1], None))
    opened(page, house.away(Whom(staff_id=house.first_id)), qtbot)
    first, second = page.visit_rows
    assert first.accessibleName() == "Mon 23 Nov, 10:00 Hurt Nwosu, Review due"
    assert "No time before a practitioner has looked: book a review." in words(first)
    assert not first.accept_button.isEnabled()
    assert second.accept_button.isEnabled()
    assert "Blister" not in words(page)
    assert "Tattoo" not in words(page)


def test_what_somebody_else_moved_meanwhile_is_said_and_the_list_is_fresh(
    page: AbsencePage, house: House, qtbot: QtBot
) -> None:
    visits = [house.book(house.patient(name), house.place(1, hour)) for name, hour in (("A", 10), ("B", 11))]
    opened(page, house.away(Whom(staff_id=house.first_id)), qtbot)
    move_visit(house.bench.practitioner, visits[0], house.place(3, 10), 1)
    page.accept_button.click()
    qtbot.waitUntil(lambda: len(page.visit_rows) == 1)
    assert told(page) == ["A visit was changed meanwhile. Nothing was moved. Look at the list again."]
    assert house.stands(visits[1]) == house.place(1, 11)


def test_call_record_and_back_are_one_click(page: AbsencePage, house: House, qtbot: QtBot) -> None:
    whom = house.patient("Amara")
    house.book(whom, house.place(1, 10))
    opened(page, house.away(Whom(staff_id=house.first_id)), qtbot)
    (row,) = page.visit_rows
    row.call_button.click()
    (dialog,) = page.findChildren(CallDialog)
    assert dialog.number.text() == "+44 7700 900142"
    qtbot.waitUntil(lambda: len(dialog.notices.notices) == 1)  # the clinic of the tests has no number of its own
    dialog.accept()
    with qtbot.waitSignal(page.patient_wanted) as wanted:
        row.record_button.click()
    assert wanted.args == [whom[0]]
    with qtbot.waitSignal(page.closed):
        page.back_button.click()


def test_an_absence_can_be_withdrawn_and_the_next_one_entered(
    page: AbsencePage, house: House, qtbot: QtBot
) -> None:
    house.book(house.patient("Amara"), house.place(1, 10))
    absence_id = house.away(Whom(staff_id=house.first_id))
    opened(page, absence_id, qtbot)
    page.withdraw_button.click()
    qtbot.waitUntil(lambda: not page.fields.isHidden())
    assert plan_absence(house.bench.reception, absence_id).visits == ()
    assert page.card.isHidden()
    assert page.fields.whom.value() is None


def test_one_comes_back_to_an_absence_on_file(page: AbsencePage, house: House, qtbot: QtBot) -> None:
    house.book(house.patient("Amara"), house.place(1, 10))
    absence_id = house.away(Whom(staff_id=house.first_id))
    page.refresh()
    qtbot.waitUntil(lambda: absence_id in page.on_file.buttons)
    assert "Practitioner: Mon 23 Nov, Ill" in words(page.on_file)
    page.on_file.buttons[absence_id].click()
    qtbot.waitUntil(lambda: len(page.visit_rows) == 1)
    assert page.on_file.isHidden()
    page.next_button.click()
    assert not page.on_file.isHidden()


@pytest.mark.parametrize(
    ("start", "end", "said"),
    [
        ((1, 9), (1, 17), "Mon 23 Nov, 09:00 to 17:00"),
        ((1, 0), (2, 0), "Mon 23 Nov"),
        ((1, 0), (6, 0), "Mon 23 Nov to Fri 27 Nov"),
        ((1, 12), (2, 0), "Mon 23 Nov, 12:00 to Tue 24 Nov, 00:00"),
    ],
)
def test_a_stretch_is_said_with_as_little_as_it_needs(
    start: tuple[int, int], end: tuple[int, int], said: str, house: House, page: AbsencePage
) -> None:
    assert said_stretch(house.at(*start), house.at(*end)) == said
