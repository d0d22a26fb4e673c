"""A sheet in a dialog: seen, printed, saved; and the aftercare sheet in the language chosen."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from pico_tracker.domain.rules import RuleKind
from pico_tracker.services.advice import read_course_advice
from pico_tracker.services.aftercare_sheets import print_aftercare_sheet
from pico_tracker.services.courses import open_course
from pico_tracker.services.patients import add_patient
from pico_tracker.services.rules import add_rule
from pico_tracker.ui.desk import Desk
from pico_tracker.ui.kit.pdf_view import PrintJob
from pico_tracker.ui.sheets.aftercare import AftercareDialog
from pico_tracker.ui.sheets.sheet_dialog import SheetDialog
from tests.builders import Bench
from tests.ui.desks import Show


@pytest.fixture
def course_id(file_bench: Bench) -> int:
    patient_id = add_patient(file_bench.practitioner, file_bench.patient(language="polski")).value
    return open_course(file_bench.practitioner, file_bench.course(patient_id)).value


@pytest.fixture
def page(on_screen: Show) -> QWidget:
    made = QWidget()
    on_screen(made)
    return made


@pytest.fixture
def dialog(desk: Desk, file_bench: Bench, course_id: int, page: QWidget, qtbot: QtBot) -> Iterator[SheetDialog]:
    pdf = print_aftercare_sheet(file_bench.practitioner, course_id)
    made = SheetDialog("Aftercare", pdf, desk.backend, page, file_name="sheet.pdf")
    with qtbot.waitActive(made):
        made.open()
    yield made
    made.close()


def text_of(pdf: bytes) -> str:
    return " ".join(" ".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages).split())


def test_the_sheet_is_seen_before_it_is_printed(dialog: SheetDialog, tmp_path: Path, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: bool(dialog.preview.pages) and not dialog.preview.pages[0].picture.isNull())
    assert dialog.print_button.isEnabled()
    dialog.print_now()
    assert dialog.print_dialog is not None
    printer = dialog.print_dialog.printer()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    (job,) = dialog.findChildren(PrintJob)
    with qtbot.waitSignals([dialog.printed, job.finished]):
        dialog.print_dialog.accepted.emit(printer)
    dialog.print_dialog.close()
    assert (tmp_path / "printed.pdf").read_bytes().startswith(b"%PDF")


def test_the_sheet_is_saved_as_it_is_shown(dialog: SheetDialog, tmp_path: Path, qtbot: QtBot) -> None:
    dialog.save_button.click()
    (files,) = dialog.findChildren(QFileDialog)
    assert files.selectedFiles()[0].endswith("sheet.pdf")
    path = tmp_path / "sheet.pdf"
    with qtbot.waitSignal(dialog.stored):
        files.fileSelected.emit(str(path))
    files.close()
    assert path.read_bytes() == dialog.pdf


def test_without_a_sheet_nothing_can_be_printed(desk: Desk, page: QWidget) -> None:
    empty = SheetDialog("Record", b"", desk.backend, page)
    assert not empty.print_button.isEnabled()
    empty.print_now()
    empty.choose_file()
    assert empty.print_dialog is None
    assert empty.file_name() == "Record.pdf"


def test_the_patients_language_comes_first_and_another_can_be_chosen(
    desk: Desk, file_bench: Bench, course_id: int, page: QWidget, qtbot: QtBot
) -> None:
    for concern in ("", "tattoo"):
        key = f"pl.{concern or 'general'}"
        content = {
            "key": key,
            "title": "Po zabiegu",
            "language": "pl",
            "concern": concern,
            "device": "",
            "preparation": [],
            "aftercare": ["Chłodzić."],
            "evidence": "unsourced",
            "sources": ["UNS"],
        }
        add_rule(file_bench.administrator, RuleKind.INSTRUCTION, key, content, "Our own.")
    dialog = AftercareDialog(desk, course_id, file_bench.mint(), page)
    dialog.open()
    qtbot.waitUntil(lambda: bool(dialog.pdf))
    assert dialog.language.isVisible()
    assert dialog.language.raw_text() == "Polish"
    assert "Chłodzić." in text_of(dialog.pdf)
    dialog.language.set_value("en")
    qtbot.waitUntil(lambda: "Redness, warmth" in text_of(dialog.pdf))
    dialog.printed.emit()
    practitioner = file_bench.practitioner
    qtbot.waitUntil(lambda: bool(read_course_advice(practitioner, course_id).told))
    assert read_course_advice(practitioner, course_id).told[0].language == "en"
    dialog.close()


def test_reception_prints_it_and_writes_no_clinical_record(
    reception_desk: Desk, file_bench: Bench, course_id: int, page: QWidget, qtbot: QtBot
) -> None:
    dialog = AftercareDialog(reception_desk, course_id, file_bench.mint(), page)
    dialog.open()
    qtbot.waitUntil(lambda: bool(dialog.pdf))
    dialog.printed.emit()
    dialog.close()
    assert read_course_advice(file_bench.practitioner, course_id).told == ()
