"""A test of several spots: placed, photographed and read in two forms, and said on the patient's page."""

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QStyle, QStyleOptionComboBox, QWidget
from pytestqt.qtbot import QtBot

from pico_tracker.domain.test_patches import Patch, PatchEntry, PatchReadingEntry, PatchResult, PatchSeriesEntry
from pico_tracker.services.courses import open_course, read_patient_page
from pico_tracker.services.patients import add_patient
from pico_tracker.services.photos import list_photos
from pico_tracker.services.screening import read_screening
from pico_tracker.services.test_patches import read_patch_series, record_patch_series
from pico_tracker.ui.desk import Desk
from pico_tracker.ui.kit.chips import ChipText
from pico_tracker.ui.kit.fields import Option
from pico_tracker.ui.kit.plain_text import Label
from pico_tracker.ui.kit.words import said
from pico_tracker.ui.photo_strip import Thumbnail
from pico_tracker.ui.safety.panel import SafetyPanel
from pico_tracker.ui.safety.patch_form import PatchForm
from pico_tracker.ui.safety.patch_reading_form import PatchReadingForm
from pico_tracker.ui.safety.spot_row import SpotRow
from tests.builders import TODAY, Bench
from tests.ui.desks import Show

NORMAL, REACTION = PatchResult.NORMAL, PatchResult.REACTION
OpenReading = Callable[[], PatchReadingForm]


@pytest.fixture
def course_id(file_bench: Bench) -> int:
    patient_id = add_patient(file_bench.practitioner, file_bench.patient()).value
    return open_course(file_bench.practitioner, file_bench.course(patient_id)).value


@pytest.fixture
def window(on_screen: Show) -> QWidget:
    made = QWidget()
    on_screen(made)
    return made


@pytest.fixture
def form(desk: Desk, window: QWidget, course_id: int, qtbot: QtBot) -> PatchForm:
    made = PatchForm(desk, 1, course_id, window)
    with qtbot.waitActive(made):
        made.open()
    qtbot.waitUntil(lambda: bool(made.spots.rows) and made.form.isEnabled())
    return made


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    path = tmp_path / "spot.png"
    Image.new("RGB", (64, 48), (200, 120, 100)).save(path)
    return path


def fill(row: SpotRow, fluence: str, wavelength: str = "1064 nm", place: str = "") -> None:
    """Type a spot: 450 ps at 1064 nm, 375 ps at 532 nm, 4 mm."""
    row.wavelength.set_raw_text(wavelength)
    row.pulse.set_raw_text("450" if wavelength == "1064 nm" else "375")
    row.spot.set_raw_text("4")
    row.fluence.set_raw_text(fluence)
    row.place.set_raw_text(place)


def on_record(bench: Bench, course_id: int) -> tuple[Patch, ...]:
    return read_screening(bench.practitioner, course_id).facts.patches.patches


def placed(bench: Bench, course_id: int, *fluences: str, days_ago: int = 10) -> tuple[int, ...]:
    """Spots at 1064 nm with these fluences."""
    spots = tuple(
        PatchEntry(
            entry_id=bench.mint(),
            course_id=course_id,
            device_id=bench.device_id,
            handpiece_id=bench.handpiece_id(),
            wavelength_nm=1064,
            pulse_duration_ps=450,
            spot_width_mm=Decimal(4),
            fluence_j_cm2=Decimal(one),
            placed_on=TODAY,
            place="Inner edge",
        )
        for one in fluences
    )
    entry = PatchSeriesEntry(
        entry_id=bench.mint(), course_id=course_id, placed_on=TODAY - timedelta(days=days_ago), spots=spots
    )
    return record_patch_series(bench.practitioner, entry).value


def said_in(row: SpotRow) -> list[str]:
    return [said(one.sentence) for one in row.found.findings]


# Placing


def test_a_row_a_spot_is_placed_and_the_next_one_copies_the_settings_above(
    form: PatchForm, file_bench: Bench, course_id: int, qtbot: QtBot
) -> None:
    (first,) = form.spots.rows
    assert first.device.raw_text().startswith("PicoWay")
    first.handpiece.set_raw_text("Zoom")
    fill(first, "2", place="Inner edge")
    form.add_button.click()
    second = form.spots.rows[1]
    assert second.fluence.input.hasFocus()
    assert second.raw() == {**first.raw(), "place": ""}
    second.fluence.set_raw_text("3")
    form.day.set_value(TODAY - timedelta(days=10))
    form.note.set_value("Slight frosting")
    with qtbot.waitSignal(form.saved):
        form.try_to_save()
    one, two = on_record(file_bench, course_id)
    assert (one.entry.fluence_j_cm2, two.entry.fluence_j_cm2) == (Decimal(2), Decimal(3))
    assert (one.handpiece_name, two.handpiece_name) == ("Zoom", "Zoom")
    assert (one.entry.place, two.entry.place) == ("Inner edge", "")
    assert one.entry.together == two.entry.together
    assert {one.entry.note, two.entry.note} == {"Slight frosting"}


def test_a_spot_is_typed_by_the_keyboard_alone(
    form: PatchForm, file_bench: Bench, course_id: int, qtbot: QtBot
) -> None:
    def press(*keys: Qt.Key | str) -> None:
        for key in keys:
            at = QApplication.focusWidget()
            assert at is not None
            if isinstance(key, str):
                QTest.keyClicks(at, key)
            else:
                QTest.keyClick(at, key)

    tab = Qt.Key.Key_Tab
    assert form.spots.rows[0].device.input.hasFocus()
    press(tab, tab, "1064", tab, "450", tab, "4", tab, "2.4", tab, "Inner edge")
    QTest.keyClick(form, Qt.Key.Key_F7)
    press("3", tab, "Outer edge")
    with qtbot.waitSignal(form.saved):
        QTest.keyClick(form, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    found = [(one.entry.fluence_j_cm2, one.entry.place) for one in on_record(file_bench, course_id)]
    assert found == [(Decimal("2.4"), "Inner edge"), (Decimal(3), "Outer edge")]


def test_what_is_missing_or_impossible_is_said_in_its_row_and_nothing_is_lost(form: PatchForm) -> None:
    fill(form.spots.rows[0], "2")
    form.spots.add()
    fill(form.spots.rows[1], "2400")
    form.spots.add()
    form.spots.rows[2].fluence.set_raw_text("two")
    form.spots.rows[2].spot.set_raw_text("")
    form.try_to_save()
    first, second, third = form.spots.rows
    assert said_in(first) == []
    assert said_in(second)[0].startswith("Fluence: A fluence is 0.05 to 20 J/cm². 2400 reads like mJ/cm²")
    assert said_in(third) == [
        "Fluence: This is not a number. It is kept as typed; type it like 3.5.",
        "Spot: This is needed.",
    ]
    assert second.fluence.input.hasFocus()
    assert third.fluence.raw_text() == "two"


def test_a_spot_is_removed_and_the_only_one_stays(form: PatchForm) -> None:
    assert not form.spots.rows[0].remove_button.isEnabled()
    fill(form.spots.rows[0], "2")
    form.spots.add()
    form.spots.rows[1].fluence.set_raw_text("3")
    form.spots.rows[0].remove_button.click()
    (left,) = form.spots.rows
    assert left.fluence.raw_text() == "3"
    assert left.number.text() == "1"
    form.spots.remove(left)
    assert form.spots.rows == [left]


def test_no_more_than_twelve_spots_are_offered(form: PatchForm) -> None:
    for _ in range(14):
        form.spots.add()
    assert len(form.spots.rows) == 12
    assert not form.add_button.isEnabled()


def test_rows_are_put_back_exactly_as_typed(form: PatchForm) -> None:
    fill(form.spots.rows[0], "2")
    form.spots.add()
    form.spots.rows[1].fluence.set_raw_text("about 3")
    kept = form.form.raw()
    form.spots.rows[0].fluence.set_raw_text("9")
    form.spots.remove(form.spots.rows[1])
    form.form.restore(kept)
    assert [row.fluence.raw_text() for row in form.spots.rows] == ["2", "about 3"]
    assert form.spots.rows[1].wavelength.raw_text() == "1064 nm"


def test_every_input_of_every_spot_is_named_for_a_screen_reader(form: PatchForm) -> None:
    form.spots.add()
    names = [field.input.accessibleName() for field in form.spots.rows[1].fields]
    assert names == [
        "Spot 2: Laser",
        "Spot 2: Optic",
        "Spot 2: Wavelength",
        "Spot 2: Pulse",
        "Spot 2: Spot",
        "Spot 2: Fluence",
        "Spot 2: Where on the area",
    ]
    assert form.spots.rows[1].photo.choose_button.accessibleName() == "Choose a photo of spot 2"
    assert form.spots.rows[1].remove_button.accessibleName() == "Remove spot 2"


def test_a_long_optic_is_read_whole_in_its_column_and_in_a_tip(form: PatchForm) -> None:
    (row,) = form.spots.rows
    row.handpiece.set_options((Option(1, "Zoom and fixed, 755 nm"),))
    row.handpiece.set_value(1)
    wide = row.handpiece.input.fontMetrics().horizontalAdvance("Zoom and fixed, 755 nm")
    option = QStyleOptionComboBox()
    row.handpiece.input.initStyleOption(option)
    style = row.handpiece.input.style()
    room = style.subControlRect(
        QStyle.ComplexControl.CC_ComboBox, option, QStyle.SubControl.SC_ComboBoxEditField, row.handpiece.input
    )
    assert room.width() >= wide
    assert "Zoom and fixed, 755 nm" in row.handpiece.input.toolTip()


def test_a_photo_goes_with_its_spot_and_is_shown_on_the_page(
    form: PatchForm, photo: Path, desk: Desk, on_screen: Show, file_bench: Bench, course_id: int, qtbot: QtBot
) -> None:
    fill(form.spots.rows[0], "2")
    form.spots.add()
    second = form.spots.rows[1].photo
    second.choose_button.click()
    (files,) = second.findChildren(QFileDialog)
    files.fileSelected.emit(str(photo))
    files.close()
    qtbot.waitUntil(second.remove_button.isVisible)
    with qtbot.waitSignal(form.saved):
        form.try_to_save()
    (kept,) = list_photos(file_bench.practitioner, 1, course_id)
    assert kept.test_patch_id == on_record(file_bench, course_id)[1].id
    panel = shown_panel(desk, on_screen, file_bench)
    qtbot.waitUntil(lambda: len(panel.patches.strip.findChildren(Thumbnail)) == 1)
    panel.patches.table.go_to(on_record(file_bench, course_id)[0].id)
    qtbot.waitUntil(lambda: not panel.patches.strip.isVisible())
    panel.patches.table.go_to(kept.test_patch_id)
    qtbot.waitUntil(panel.patches.strip.isVisible)
    assert panel.patches.shows.text() == "Photos of spot 2"


def test_a_file_that_is_no_photo_is_refused_in_its_row(form: PatchForm, tmp_path: Path, qtbot: QtBot) -> None:
    wrong = tmp_path / "notes.jpg"
    wrong.write_text("no photo")
    row = form.spots.rows[0]
    fill(row, "2400")
    form.try_to_save()
    (about_fluence,) = said_in(row)
    row.photo.take(str(wrong))
    qtbot.waitUntil(lambda: len(said_in(row)) == 2)
    assert said_in(row)[0] == about_fluence
    assert row.photo.path is None


def test_the_spots_stay_on_record_where_a_photo_cannot_be_kept(
    form: PatchForm, photo: Path, file_bench: Bench, course_id: int, qtbot: QtBot
) -> None:
    fill(form.spots.rows[0], "2")
    form.spots.rows[0].photo.take(str(photo))
    qtbot.waitUntil(form.spots.rows[0].photo.remove_button.isVisible)
    photo.unlink()
    form.try_to_save()
    qtbot.waitUntil(lambda: bool(form.form.notices.notices))
    assert len(on_record(file_bench, course_id)) == 1
    assert form.save_button.said() == "Done"
    assert not form.add_button.isEnabled()
    with qtbot.waitSignal(form.saved):
        form.try_to_save()
    assert len(on_record(file_bench, course_id)) == 1


# Reading


@pytest.fixture
def reading(desk: Desk, window: QWidget, file_bench: Bench, course_id: int, qtbot: QtBot) -> OpenReading:
    """Opens the form on the newest spot, and waits for it."""

    def open_it() -> PatchReadingForm:
        facts = read_screening(file_bench.practitioner, course_id).facts.patches
        form = PatchReadingForm(desk, facts.patches[-1], facts.rule, window)
        with qtbot.waitActive(form):
            form.open()
        qtbot.waitUntil(lambda: bool(form.readings.rows))
        return form

    return open_it


def test_all_spots_of_a_series_are_read_in_one_form_and_one_setting_is_chosen(
    reading: OpenReading, file_bench: Bench, course_id: int, desk: Desk, on_screen: Show, qtbot: QtBot
) -> None:
    placed(file_bench, course_id, "2", "3", "4")
    form = reading()
    assert form.about.text() == (
        "PicoWay 1064 nm · Zoom, placed 12 Nov 2026. May be read as normal from 14 Nov 2026. "
        "A spot that nobody looked at stays empty."
    )
    first, second, third = form.readings.rows
    assert [one.text() for one in first.findChildren(Label)[:3]] == [
        "1",
        "Inner edge",
        "450 ps, 4 mm, 2 J/cm² · PicoWay 1064 nm · Zoom",
    ]
    assert first.accessibleName() == "Spot 1, Inner edge, 450 ps, 4 mm, 2 J/cm²"
    assert first.result.segment(NORMAL).hasFocus()
    QTest.mouseClick(first.result.segment(REACTION), Qt.MouseButton.LeftButton)
    assert first.result.value() is REACTION
    QTest.keyClick(first.result.segment(REACTION), Qt.Key.Key_Space)
    assert first.result.value() is None
    QTest.keyClicks(first.result.segment(NORMAL), "n")
    second.result.set_value(NORMAL)
    third.result.set_value(REACTION)
    third.note.set_value("Blister")
    assert not third.chosen.isVisible()
    first.chosen.input.click()
    second.chosen.input.click()
    assert (first.chosen.value(), second.chosen.value()) == (False, True)
    with qtbot.waitSignal(form.saved):
        form.try_to_save()
    panel = shown_panel(desk, on_screen, file_bench)
    qtbot.waitUntil(lambda: bool(panel.patches.table.records.rows))
    assert states(panel) == ["Normal, not chosen", "Chosen", "Reaction"]
    assert panel.patches.chosen.text() == "Chosen: PicoWay 1064 nm · Zoom, 450 ps, 4 mm, 3 J/cm²"


def test_a_spot_that_nobody_looked_at_stays_to_be_read(
    reading: OpenReading, file_bench: Bench, course_id: int, desk: Desk, on_screen: Show, qtbot: QtBot
) -> None:
    placed(file_bench, course_id, "2", "3")
    form = reading()
    form.readings.rows[1].result.set_value(REACTION)
    with qtbot.waitSignal(form.saved):
        form.try_to_save()
    panel = shown_panel(desk, on_screen, file_bench)
    qtbot.waitUntil(lambda: bool(panel.patches.table.records.rows))
    assert states(panel) == ["To be read", "Reaction"]
    assert not panel.patches.chosen.text()


def test_normal_before_its_day_is_refused_in_its_row_and_a_form_with_nothing_said_is_not_saved(
    reading: OpenReading, file_bench: Bench, course_id: int
) -> None:
    placed(file_bench, course_id, "2", "3", days_ago=1)
    form = reading()
    form.try_to_save()
    assert [said(one.sentence) for one in form.readings.findings] == ["Say of at least one spot what it shows."]
    form.readings.rows[1].result.set_value(NORMAL)
    form.try_to_save()
    first, second = form.readings.rows
    assert not first.found.findings
    assert "Too early to call it normal" in said(second.found.findings[0].sentence)
    form.day.set_value(TODAY + timedelta(days=1))
    form.try_to_save()
    assert [said(one.sentence) for one in form.day.findings] == ["A test patch cannot be read in the future."]
    kept = form.form.raw()
    second.result.set_value(None)
    form.form.restore(kept)
    assert second.result.value() is NORMAL
    form.reject()


def test_a_note_without_a_result_asks_what_the_spot_shows(
    reading: OpenReading, file_bench: Bench, course_id: int
) -> None:
    placed(file_bench, course_id, "2")
    form = reading()
    form.readings.rows[0].note.set_value("Pink")
    form.try_to_save()
    assert [said(one.sentence) for one in form.readings.rows[0].found.findings] == [
        "Choose what the test patch shows."
    ]
    form.reject()


def test_a_reaction_beside_a_normal_spot_says_that_none_is_chosen(
    file_bench: Bench, course_id: int, desk: Desk, on_screen: Show, qtbot: QtBot
) -> None:
    mild, strong = placed(file_bench, course_id, "2", "3")
    seen = tuple(
        PatchReadingEntry(entry_id=file_bench.mint(), patch_id=key, read_on=TODAY, result=result)
        for key, result in ((mild, NORMAL), (strong, REACTION))
    )
    read_patch_series(file_bench.practitioner, seen)
    panel = shown_panel(desk, on_screen, file_bench)
    qtbot.waitUntil(lambda: bool(panel.patches.table.records.rows))
    assert states(panel) == ["Normal, none chosen", "Reaction"]
    panel.patches.table.go_to(mild)
    with qtbot.waitSignal(panel.reading_wanted) as wish:
        panel.patches.table.opened.emit(panel.patches.table.records.rows[0])
    assert wish.args is not None
    assert wish.args[0].id == mild


def shown_panel(desk: Desk, on_screen: Show, bench: Bench) -> SafetyPanel:
    panel = SafetyPanel(desk)
    on_screen(panel)
    page = read_patient_page(bench.practitioner, 1)
    panel.show_course(page.patient, page.courses[0])
    return panel


def states(panel: SafetyPanel) -> list[str]:
    """What the last column says, from the top."""
    table = panel.patches.table
    cells = (table.records.columns[-1].cell(row) for row in table.records.rows)
    return [cell.text for cell in cells if isinstance(cell, ChipText)]
