"""One record is made of two from the patient page, and taken apart again."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QListWidget, QWidget
from pytestqt.qtbot import QtBot

from pico_tracker.domain.patients import ContactPreference, PatientState, Sex
from pico_tracker.services.courses import open_course
from pico_tracker.services.merges import merge_patients, read_merges
from pico_tracker.services.patients import add_patient, add_provisional_patient, edit_patient, read_patient
from pico_tracker.ui.desk import Desk
from pico_tracker.ui.kit.banner import IdentityBanner
from pico_tracker.ui.kit.buttons import Button
from pico_tracker.ui.kit.chips import Chip
from pico_tracker.ui.kit.words import said
from pico_tracker.ui.patient_search import PatientSearch
from pico_tracker.ui.patients.list_page import PatientsPage
from pico_tracker.ui.patients.merge_form import MergeForm
from pico_tracker.ui.patients.patient_page import PatientPage
from pico_tracker.ui.patients.two_records import GONE, said_value
from tests.builders import Bench
from tests.ui.desks import Show

Pair = tuple[int, int]


@pytest.fixture
def pair(file_bench: Bench) -> Pair:
    """Two records of Amara, the second booked under another name."""
    kept = add_patient(file_bench.reception, file_bench.patient(allergies=("Latex",))).value
    other = file_bench.patient(family_name="Bell", phones=("+44 7700 900143",), allergies=("Lidocaine",))
    gone = add_patient(file_bench.reception, other).value
    open_course(file_bench.practitioner, file_bench.course(gone))
    return kept, gone


@pytest.fixture
def window(on_screen: Show) -> QWidget:
    made = QWidget()
    on_screen(made)
    return made


@pytest.fixture
def form(reception_desk: Desk, window: QWidget, pair: Pair, qtbot: QtBot) -> MergeForm:
    made = MergeForm(reception_desk, pair[0], window)
    with qtbot.waitActive(made):
        made.open()
    qtbot.waitUntil(lambda: made.about.text().startswith("Amara Nwosu, P-10001: choose"))
    return made


def texts(widget: QWidget) -> list[str]:
    labels = [label.text() for label in widget.findChildren(QLabel) if label.isVisible()]
    return labels + [chip.chip.text for chip in widget.findChildren(Chip) if chip.isVisible()]


def find(form: MergeForm, typed: str, qtbot: QtBot) -> None:
    """Type into the search and take the first hit."""
    QTest.keyClicks(form.search, typed)
    qtbot.waitUntil(lambda: form.search.is_open)
    QTest.keyClick(form.search, Qt.Key.Key_Return)


def test_the_other_record_is_found_and_both_are_made_one(
    form: MergeForm, file_bench: Bench, pair: Pair, qtbot: QtBot
) -> None:
    assert form.search.hasFocus()
    assert not form.save_button.isEnabled()
    find(form, "Bell", qtbot)
    qtbot.waitUntil(form.save_button.isEnabled)
    seen = {"P-10001 stays", "P-10002 is merged into it", "Amara Bell", "Lidocaine"}
    qtbot.waitUntil(lambda: seen <= set(texts(form)))
    assert list(form.records.choices) == ["family_name", "phones"]
    form.records.choices["phones"].set_value(GONE)
    form.try_to_save()
    (finding,) = form.reason.findings
    assert said(finding.sentence) == "Say how you know that both records are of one person."
    form.reason.set_value("Same face, says so herself.")
    with qtbot.waitSignal(form.merged) as merged:
        QTest.keyClick(form, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert merged.args[0] == pair[0]
    entry = read_patient(file_bench.reception, pair[0]).entry
    assert (entry.phones, entry.allergies) == (("+44 7700 900143",), ("Latex", "Lidocaine"))


def test_the_records_change_places(form: MergeForm, file_bench: Bench, pair: Pair, qtbot: QtBot) -> None:
    form.compare(pair[1])
    qtbot.waitUntil(form.swap_button.isVisible)
    form.swap_button.click()
    qtbot.waitUntil(lambda: "P-10002 stays" in texts(form))
    form.reason.set_value("Same phone.")
    with qtbot.waitSignal(form.merged) as merged:
        form.try_to_save()
    assert merged.args[0] == pair[1]
    assert read_merges(file_bench.reception, pair[0]).patient_id == pair[1]


def test_what_speaks_against_it_is_said_and_nothing_can_be_saved(
    form: MergeForm, file_bench: Bench, pair: Pair, qtbot: QtBot
) -> None:
    form.compare(pair[0])
    qtbot.waitUntil(lambda: "This is the same record. Choose the other one." in texts(form))
    assert not form.save_button.isEnabled()
    patient = read_patient(file_bench.reception, pair[1])
    edit_patient(file_bench.reception, pair[1], 1, replace(patient.entry, state=PatientState.DECEASED))
    form.compare(pair[1])
    qtbot.waitUntil(lambda: any("has died" in text for text in texts(form)))
    assert not form.save_button.isEnabled()
    form.compare(404)
    qtbot.waitUntil(lambda: any("not on record" in text for text in texts(form)))


def test_values_are_said_as_people_read_them() -> None:
    assert [said_value(one) for one in (None, "", ("a", "b"), Sex.FEMALE, ContactPreference.EMAIL)] == [
        "",
        "",
        "a\nb",
        "Female",
        "E-mail",
    ]


@pytest.fixture
def page(desk: Desk, pair: Pair, on_screen: Show) -> PatientPage:
    made = PatientPage(desk)
    on_screen(made)
    return made


def merge(bench: Bench, pair: Pair) -> int:
    return merge_patients(bench.reception, *pair, "Same phone.").value


def test_the_page_names_the_merge_and_undoes_it(
    page: PatientPage, file_bench: Bench, pair: Pair, qtbot: QtBot
) -> None:
    merge_id = merge(file_bench, pair)
    page.show_patient(pair[0])
    line = "P-10002 Amara Bell was merged into this record on 22 Nov 2026 by Reception: Same phone."
    qtbot.waitUntil(lambda: line in texts(page))
    page.tell_merged(merge_id)
    assert "Both records are one now." in texts(page)
    (undo,) = [one for one in page.merges.findChildren(Button) if one.said() == "Undo"]
    undo.click()
    qtbot.waitUntil(lambda: "Both records are as they were." in texts(page))
    qtbot.waitUntil(page.merges.isHidden)
    assert read_merges(file_bench.reception, pair[1]).put_away is None


def test_the_record_that_went_leads_to_the_other_with_a_sentence(
    page: PatientPage, file_bench: Bench, pair: Pair, qtbot: QtBot
) -> None:
    merge(file_bench, pair)
    page.show_patient(pair[1])
    text = "Record P-10002 was merged into this one; everything of it is here."
    qtbot.waitUntil(lambda: text in texts(page))
    qtbot.waitUntil(lambda: page.banner.name.text() == "Amara Nwosu")
    assert page.patient_id == pair[0]


def test_a_merge_that_cannot_be_undone_any_more_says_why(
    page: PatientPage, file_bench: Bench, pair: Pair, qtbot: QtBot
) -> None:
    merge_id = merge(file_bench, pair)
    third = add_patient(file_bench.reception, file_bench.patient(given_names="Ama")).value
    merge_patients(file_bench.reception, third, pair[0], "Same face.")
    page.show_patient(third)
    page.merges.undo(merge_id)
    qtbot.waitUntil(lambda: any("Undo that merge first" in text for text in texts(page)))


def test_the_other_record_is_asked_for_from_the_page(page: PatientPage, pair: Pair, qtbot: QtBot) -> None:
    page.show_patient(pair[0])
    qtbot.waitUntil(page.merge_button.isVisible)
    with qtbot.waitSignal(page.merge_wanted) as wish:
        page.merge_button.click()
    assert wish.args == [pair[0]]


def test_who_was_booked_by_name_and_phone_is_provisional_wherever_one_sees_them(
    page: PatientPage, desk: Desk, file_bench: Bench, on_screen: Show, qtbot: QtBot
) -> None:
    key = add_provisional_patient(file_bench.reception, file_bench.mint(), "Ana Cruz", "+44 7700 900199").value
    page.show_patient(key)
    banner = page.findChild(IdentityBanner)
    assert banner is not None
    qtbot.waitUntil(lambda: "Provisional" in texts(banner))
    people = PatientsPage(desk)
    on_screen(people)
    people.refresh()
    qtbot.waitUntil(lambda: bool(people.table.records.rows))
    state = next(column for column in people.table.records.columns if column.key == "state")
    (cell,) = [state.cell(row) for row in people.table.records.rows if row.id == key]
    assert "Provisional" in str(cell)
    search = PatientSearch(desk)
    on_screen(search)
    search.setFocus()
    QTest.keyClicks(search, "Cruz")
    qtbot.waitUntil(lambda: search.is_open)
    hits = search.window().findChild(QListWidget)
    assert hits is not None
    read_out = hits.item(0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert read_out == "Ana Cruz, Provisional · P-10003 · +44 7700 900199"
