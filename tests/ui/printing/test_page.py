from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrintDialog
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from pico_tracker.domain.errors import FileTrouble
from pico_tracker.domain.inks import InkColour
from pico_tracker.domain.printouts import SheetKind
from pico_tracker.domain.progress import Audience
from pico_tracker.services.courses import open_course
from pico_tracker.services.patients import add_patient
from pico_tracker.services.sessions import log_session
from pico_tracker.ui.desk import Desk
from pico_tracker.ui.printing.page import PrintPage
from pico_tracker.ui.sheets.pdf_file import write_whole
from tests.builders import Bench
from tests.ui.desks import Show


@pytest.fixture
def patient_id(file_bench: Bench) -> int:
    patient_id = add_patient(file_bench.practitioner, file_bench.patient()).value
    for area in ("right forearm", "left wrist"):
        course_id = open_course(file_bench.practitioner, file_bench.course(patient_id, area=area)).value
        log_session(file_bench.practitioner, file_bench.session(course_id))
    return patient_id


@pytest.fixture
def page(desk: Desk, patient_id: int, on_screen: Show, qtbot: QtBot) -> PrintPage:
    made = PrintPage(desk)
    on_screen(made)
    with qtbot.waitSignal(made.shown):
        made.show_patient(patient_id)
    return made


def test_the_report_stands_on_the_page_before_it_is_printed(page: PrintPage, qtbot: QtBot) -> None:
    assert page.pdf.startswith(b"%PDF")
    qtbot.waitUntil(lambda: bool(page.output.preview.pages) and not page.output.preview.pages[0].picture.isNull())
    assert page.banner.name.text() == "Amara Nwosu"
    assert page.choice.audience.value() is Audience.PATIENT


def test_audience_and_course_change_the_report(page: PrintPage, qtbot: QtBot) -> None:
    before = page.pdf
    with qtbot.waitSignal(page.shown):
        page.choice.audience.set_value(Audience.PRACTITIONER)
    for_practitioner = page.pdf
    assert for_practitioner != before
    with qtbot.waitSignal(page.shown):
        page.choice.course.set_raw_text("Tattoo removal, left wrist")
    assert page.pdf != for_practitioner


def test_the_range_is_off_for_the_patient_until_it_is_chosen_and_off_again_for_the_next(
    desk: Desk, file_bench: Bench, on_screen: Show, qtbot: QtBot
) -> None:
    patient_id = add_patient(file_bench.practitioner, file_bench.patient()).value
    entry = file_bench.course(patient_id, inks=(InkColour.BLACK,))
    course_id = open_course(file_bench.practitioner, entry).value
    log_session(file_bench.practitioner, file_bench.session(course_id, clearance_percent=0))
    page = PrintPage(desk)
    on_screen(page)
    with qtbot.waitSignal(page.shown):
        page.show_patient(patient_id)
    assert "The band" not in text_of_pdf(page.pdf)
    with qtbot.waitSignal(page.shown):
        page.choice.with_range.set_value(True)
    assert "The band: range in published studies: Black, 1064/532 nm." in text_of_pdf(page.pdf)
    with qtbot.waitSignal(page.shown):
        page.choice.audience.set_value(Audience.PRACTITIONER)
    assert page.choice.with_range.isHidden()
    page.show_patient(add_patient(file_bench.practitioner, file_bench.patient()).value)
    assert not page.choice.with_range.value()


def text_of_pdf(pdf: bytes) -> str:
    """What stands on all pages, on one line."""
    return " ".join(" ".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages).split())


def test_reception_prints_only_the_patients_version(
    reception_desk: Desk, patient_id: int, on_screen: Show, qtbot: QtBot
) -> None:
    page = PrintPage(reception_desk)
    on_screen(page)
    with qtbot.waitSignal(page.shown):
        page.show_patient(patient_id)
    page.choice.audience.set_value(Audience.PRACTITIONER)
    assert page.choice.audience.value() is not Audience.PRACTITIONER


def test_the_report_is_saved_as_it_is_shown(page: PrintPage, tmp_path: Path, qtbot: QtBot) -> None:
    path = tmp_path / "report.pdf"
    page.output.save_to(str(path))
    qtbot.waitUntil(lambda: bool(page.notices.notices))
    assert page.notices.notices[0].text.text() == "Saved as report.pdf for Amara Nwosu."
    assert path.read_bytes() == page.pdf


def test_a_folder_that_is_not_there_is_named_and_nothing_is_left(
    page: PrintPage, tmp_path: Path, qtbot: QtBot
) -> None:
    page.output.save_to(str(tmp_path / "nowhere" / "report.pdf"))
    qtbot.waitUntil(lambda: bool(page.notices.notices))
    assert page.notices.notices[0].text.text().startswith("The file could not be saved:")
    assert list(tmp_path.glob("**/*.pdf")) == []


def test_an_older_file_stays_until_the_new_one_is_complete(tmp_path: Path) -> None:
    path = tmp_path / "report.pdf"
    write_whole(str(path), b"new")
    assert path.read_bytes() == b"new"
    with pytest.raises(FileTrouble):
        write_whole(str(tmp_path), b"a folder is no file")


def test_keys_open_the_dialogs_of_the_system(page: PrintPage, qtbot: QtBot) -> None:
    QTest.keyClick(page, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: bool(page.findChildren(QFileDialog)))
    (files,) = page.findChildren(QFileDialog)
    assert files.isVisible()
    files.reject()
    page.output.print_now()
    qtbot.waitUntil(lambda: bool(page.findChildren(QPrintDialog)))
    page.findChildren(QPrintDialog)[0].reject()


def test_the_file_name_says_the_record_number_and_never_the_name(page: PrintPage) -> None:
    assert page.output.printout is not None
    assert page.output.printout.file_name == "P-10001 progress report.pdf"


def test_without_a_letter_the_page_says_where_one_is_written(page: PrintPage) -> None:
    page.choice.kind.set_value(SheetKind.DOCTOR_LETTER)
    assert page.output.printout is None
    assert page.output.empty.text.text() == (
        "No letter is on record. Write one on the patient's page, under Consultation, For other doctors."
    )
    page.choice.kind.set_value(SheetKind.INCIDENT_REPORT)
    assert page.output.empty.text.text().startswith("Nothing of this patient is on record for this sheet.")


def test_escape_goes_back_to_the_patient(page: PrintPage, patient_id: int, qtbot: QtBot) -> None:
    with qtbot.waitSignal(page.closed) as heard:
        QTest.keyClick(page, Qt.Key.Key_Escape)
    assert heard.args == [patient_id]
