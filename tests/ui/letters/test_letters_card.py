"""The card with the letters that were signed, and the treatment passport."""

import pytest
from pytestqt.qtbot import QtBot

from pico_tracker.domain.doctor_letters import LetterEntry
from pico_tracker.services.courses import open_course, read_patient_page
from pico_tracker.services.doctor_letters import write_doctor_letter
from pico_tracker.services.patients import add_patient
from pico_tracker.ui.desk import Desk
from pico_tracker.ui.kit.buttons import Button
from pico_tracker.ui.kit.plain_text import Label
from pico_tracker.ui.letters.letters_card import LettersCard
from tests.builders import Bench
from tests.ui.desks import Show


@pytest.fixture
def course_id(file_bench: Bench) -> int:
    """A course without letters."""
    patient_id = add_patient(file_bench.practitioner, file_bench.patient()).value
    return open_course(file_bench.practitioner, file_bench.course(patient_id)).value


@pytest.fixture
def card(desk: Desk, on_screen: Show) -> LettersCard:
    made = LettersCard(desk)
    on_screen(made)
    return made


def texts(card: LettersCard) -> list[str]:
    return [label.text() for label in card.findChildren(Label) if label.isVisible()]


def show(card: LettersCard, bench: Bench, qtbot: QtBot, expected: str) -> None:
    page = read_patient_page(bench.practitioner, 1)
    card.show_course(page.patient, page.courses[0])
    qtbot.waitUntil(lambda: expected in texts(card))


def write(bench: Bench, course_id: int, subject: str) -> int:
    entry = LetterEntry(
        entry_id=bench.mint(),
        patient_id=1,
        course_id=course_id,
        addressee="Dr J. Hargreaves\nLeeds",
        subject=subject,
        text="Dear colleague.",
    )
    return write_doctor_letter(bench.practitioner, entry).value


def test_without_letters_it_says_so_and_offers_the_first(
    card: LettersCard, file_bench: Bench, course_id: int, qtbot: QtBot
) -> None:
    show(card, file_bench, qtbot, "No letter to the family doctor yet.")
    with qtbot.waitSignal(card.letter_wanted) as heard:
        card.write_button.click()
    assert heard.args == [1, course_id]


def test_each_letter_stands_with_doctor_day_and_writer_and_can_be_printed_again(
    card: LettersCard, file_bench: Bench, course_id: int, qtbot: QtBot
) -> None:
    write(file_bench, course_id, "First")
    write(file_bench, course_id, "Second")
    show(card, file_bench, qtbot, "Second")
    shown = texts(card)
    assert shown.index("Second") < shown.index("First")
    name = file_bench.practitioner.operator.name
    assert f"To Dr J. Hargreaves, signed 22 Nov 2026 by {name}" in shown
    (button, _other) = [
        one for one in card.findChildren(Button) if one.accessibleName() == "Print the letter of 22 Nov 2026"
    ]
    button.click()
    dialog = card.dialog
    assert dialog is not None
    qtbot.waitUntil(lambda: dialog.pdf.startswith(b"%PDF"))
    dialog.close_button.click()


def test_the_passport_opens_to_be_printed(
    card: LettersCard, file_bench: Bench, course_id: int, qtbot: QtBot
) -> None:
    show(card, file_bench, qtbot, "No letter to the family doctor yet.")
    card.passport_button.click()
    dialog = card.dialog
    assert dialog is not None
    qtbot.waitUntil(lambda: dialog.pdf.startswith(b"%PDF"))
    assert dialog.windowTitle() == "Treatment passport"
    dialog.close_button.click()
