"""Finding a patient from anywhere: Ctrl+K, three letters, Enter."""

from datetime import date, timedelta

import pytest
from PySide6.QtWidgets import QListWidget

from pico_tracker.services.patients import add_patient
from pico_tracker.ui.kit.cells import TwoLines
from pico_tracker.ui.kit.delegates import CELL_ROLE
from pico_tracker.ui.settings.page import SettingsPage
from tests.builders import Bench
from tests.journeys.conftest import SitDown
from tests.journeys.seats import Seat, everything_said

CROWD = 120


@pytest.fixture
def seat(file_bench: Bench, sit_down: SitDown) -> Seat:
    """Three people who are told apart by three letters, the window on a page that is not theirs."""
    people = (
        ("Siobhán", "Muñoz", "+44 20 7946 0991", date(1988, 2, 29)),
        ("Munroe", "Vale", "+44 20 7946 0112", date(1990, 1, 1)),
        ("Zoë", "Łukaszewska", "+48 601 700 335", date(1975, 12, 31)),
    )
    for given, family, phone, born in people:
        entry = file_bench.patient(given_names=given, family_name=family, phones=(phone,), born_on=born)
        add_patient(file_bench.practitioner, entry)
    made = sit_down(file_bench.practitioner)
    made.key("Ctrl+,")
    made.page(SettingsPage)
    return made


def find(seat: Seat, typed: str) -> None:
    seat.key("Ctrl+K")
    assert seat.window.search.hasFocus()
    seat.write(typed)
    seat.key("Return")


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("vale", "Munroe Vale"),
        ("sio", "Siobhán Muñoz"),
        ("zoe", "Zoë Łukaszewska"),
        ("luk", "Zoë Łukaszewska"),
        ("munoz", "Siobhán Muñoz"),
        ("0991", "Siobhán Muñoz"),
        ("335", "Zoë Łukaszewska"),
        ("7946 0112", "Munroe Vale"),
        ("P-10002", "Munroe Vale"),
        ("vale mun", "Munroe Vale"),
        ("31 Dec 1975", "Zoë Łukaszewska"),
    ],
)
def test_a_few_letters_in_any_manner_open_the_right_patient(seat: Seat, typed: str, name: str) -> None:
    find(seat, typed)
    seat.patient_page(name)
    assert not seat.window.search.is_open
    assert seat.window.search.text() == ""


def test_the_arrow_keys_choose_among_several(seat: Seat) -> None:
    seat.key("Ctrl+K")
    seat.write("mun")
    seat.until(lambda: seat.window.search.is_open)
    names = hits(seat)
    assert set(names) == {"Siobhán Muñoz", "Munroe Vale"}
    seat.key("Down")
    seat.key("Return")
    seat.patient_page(names[1])


def test_who_was_opened_last_stands_first(seat: Seat, file_bench: Bench) -> None:
    for name in ("Siobhán Muñoz", "Munroe Vale"):
        file_bench.clock.moment += timedelta(minutes=1)
        find(seat, name)
        seat.patient_page(name)
        seat.key("Ctrl+K")
        seat.write("mun")
        seat.until(lambda: seat.window.search.is_open)
        assert hits(seat)[0] == name
        seat.key("Escape")
        seat.key("Escape")


def test_nobody_found_is_said_and_enter_opens_nobody(seat: Seat) -> None:
    find(seat, "qqq")
    seat.until(lambda: "Nobody found" in everything_said(seat.front))
    seat.page(SettingsPage)


def test_a_patient_entered_a_minute_ago_is_found(seat: Seat, file_bench: Bench) -> None:
    add_patient(file_bench.practitioner, file_bench.patient(given_names="Ida", family_name="Brandvold"))
    find(seat, "bra")
    seat.patient_page("Ida Brandvold")


def test_a_list_that_was_cut_says_so(seat: Seat, file_bench: Bench) -> None:
    for number in range(CROWD):
        entry = file_bench.patient(given_names=f"Test{number:03}", family_name="Harrington")
        add_patient(file_bench.practitioner, entry)
    seat.key("Ctrl+K")
    seat.write("har")
    seat.until(lambda: seat.window.search.is_open)
    shown = len(hits(seat))
    assert 0 < shown < CROWD
    assert f"Only the first {shown} are shown. Type more to narrow it down." in everything_said(seat.front)
    seat.key("Ctrl+A")
    seat.write("test077")
    seat.key("Return")
    seat.patient_page("Test077 Harrington")


def hits(seat: Seat) -> list[str]:
    """The names under the search box, from the top."""
    found = next(one for one in seat.front.findChildren(QListWidget) if one.accessibleName() == "Found")
    cells = (found.item(row).data(CELL_ROLE) for row in range(found.count()))
    return [cell.first for cell in cells if isinstance(cell, TwoLines)]
