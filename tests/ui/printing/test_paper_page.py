"""The page of all paper: due today with ticks and a batch, any sheet, and what was printed for whom."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from pico_tracker.domain.diary import Place, VisitEntry, VisitKind
from pico_tracker.domain.printouts import PrintWay, SheetKind
from pico_tracker.services.advice import read_course_advice
from pico_tracker.services.courses import open_course
from pico_tracker.services.patients import add_patient
from pico_tracker.services.printouts import list_printed
from pico_tracker.services.sessions import log_session
from pico_tracker.services.visits import book_visit
from pico_tracker.ui.desk import Desk
from pico_tracker.ui.kit.days import said_day
from pico_tracker.ui.kit.pdf_view import PrintJob
from pico_tracker.ui.kit.words import said
from pico_tracker.ui.printing.paper_page import ANY, PRINTED, PaperPage
from pico_tracker.ui.printing.send_form import MailForm
from tests.builders import NOON, TODAY, Bench
from tests.ui.desks import Show

OpenPage = Callable[[Desk], PaperPage]


@pytest.fixture
def course_ids(file_bench: Bench) -> tuple[int, ...]:
    """Two patients treated today; the first comes again in six weeks."""
    made = []
    for given_names in ("Amara", "Zoe"):
        entry = file_bench.patient(given_names=given_names, email="a@example.org", consent_email=True)
        patient_id = add_patient(file_bench.reception, entry).value
        course_id = open_course(file_bench.practitioner, file_bench.course(patient_id)).value
        log_session(file_bench.practitioner, file_bench.session(course_id))
        made.append(course_id)
    book_visit(
        file_bench.practitioner,
        VisitEntry(
            entry_id=file_bench.mint(),
            patient_id=1,
            course_ids=(made[0],),
            kind=VisitKind.REVIEW,
            place=Place(starts_at=NOON + timedelta(days=42), minutes=30),
        ),
    )
    return tuple(made)


@pytest.fixture
def open_page(on_screen: Show, qtbot: QtBot) -> OpenPage:
    """Shows the page with its lines, as the window does: asked again after every change."""

    def opened(desk: Desk) -> PaperPage:
        page = PaperPage(desk)
        desk.backend.records_changed.connect(page.refresh)
        on_screen(page)
        with qtbot.waitSignal(page.count_changed):
            page.refresh()
        return page

    return opened


@pytest.fixture
def page(desk: Desk, course_ids: tuple[int, ...], open_page: OpenPage, qtbot: QtBot) -> PaperPage:
    made = open_page(desk)
    qtbot.waitUntil(lambda: made.output.printout is not None)
    keys = (made.needless_button, made.due.print_button, made.output.print_button)
    qtbot.waitUntil(
        lambda: all(one.isVisible() and one.isEnabled() for one in keys)
    )  # a key of what is hidden is lost
    return made


def kinds(page: PaperPage) -> list[SheetKind]:
    return [one.wish.kind for one in page.due.lines or ()]


def print_into(dialog_owner: PaperPage, path: Path, qtbot: QtBot) -> None:
    """Accept the system's dialog with a printer that writes a file."""
    page = dialog_owner
    qtbot.waitUntil(lambda: page.work.print_dialog is not None)
    dialog = page.work.print_dialog
    assert dialog is not None
    printer = dialog.printer()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(path))
    (job,) = page.findChildren(PrintJob)
    with qtbot.waitSignal(job.finished):
        dialog.accepted.emit(printer)
    dialog.close()


def first_notice(page: PaperPage) -> str:
    return page.notices.notices[0].text.text() if page.notices.notices else ""


def test_what_is_due_stands_ticked_with_the_first_sheet_in_the_preview(page: PaperPage, qtbot: QtBot) -> None:
    assert kinds(page) == [SheetKind.AFTERCARE, SheetKind.AFTERCARE, SheetKind.APPOINTMENT_CARD]
    assert len(page.due.table.ticked()) == 3
    assert page.due.print_button.said() == "Print 3 ticked"
    assert page.output.printout is not None
    assert page.output.printout.title == "Aftercare"
    qtbot.waitUntil(lambda: bool(page.output.preview.pages))
    assert page.summary.text() == "3 due to print. The list is done when it is empty."


def test_all_ticked_are_printed_in_one_file_and_the_list_is_empty(
    page: PaperPage, file_bench: Bench, course_ids: tuple[int, ...], tmp_path: Path, qtbot: QtBot
) -> None:
    QTest.keyClick(page, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    print_into(page, tmp_path / "out.pdf", qtbot)
    qtbot.waitUntil(lambda: page.due.lines == ())
    assert page.due.empty.isVisible()
    assert first_notice(page) == "3 sheets printed."
    kept = list_printed(file_bench.practitioner, TODAY, TODAY)
    assert {(one.wish.kind, one.way) for one in kept} == {
        (SheetKind.AFTERCARE, PrintWay.PRINTED),
        (SheetKind.APPOINTMENT_CARD, PrintWay.PRINTED),
    }
    assert all(one.pages >= 1 and len(one.digest) == 64 for one in kept)
    assert len(read_course_advice(file_bench.practitioner, course_ids[0]).told) == 1
    page.notices.notices[0].undo_button.click()
    qtbot.waitUntil(lambda: len(page.due.lines or ()) > 0)


def test_a_group_is_ticked_and_unticked_by_its_chip_and_new_lines_come_ticked(page: PaperPage) -> None:
    chip = page.due.groups[SheetKind.AFTERCARE]
    assert chip.isChecked()
    chip.click()
    assert [one.wish.kind for one in page.due.table.ticked()] == [SheetKind.APPOINTMENT_CARD]
    assert not chip.isChecked()
    lines = page.due.lines
    assert lines is not None
    page.due.show_lines(lines)
    assert len(page.due.table.ticked()) == 1
    chip.click()
    assert len(page.due.table.ticked()) == 3


def test_what_is_not_needed_leaves_the_list_and_comes_back_with_undo(page: PaperPage, qtbot: QtBot) -> None:
    page.due.table.clearSelection()
    page.needless_button.click()
    qtbot.waitUntil(lambda: len(page.due.lines or ()) == 2)
    assert first_notice(page) == "Aftercare for Amara Nwosu is not needed."
    page.notices.notices[0].undo_button.click()
    qtbot.waitUntil(lambda: len(page.due.lines or ()) == 3)


def test_cancel_in_the_middle_leaves_nothing_half_done(page: PaperPage, file_bench: Bench, qtbot: QtBot) -> None:
    page.work.print_all([one.wish for one in page.due.lines or ()] * 10)
    assert page.work.bar.isVisible()
    page.work.bar.cancel_button.click()
    qtbot.waitUntil(lambda: not page.work.bar.is_busy)
    assert page.work.print_dialog is None
    assert first_notice(page) == "Cancelled. Nothing was printed or saved."
    assert list_printed(file_bench.practitioner, TODAY, TODAY) == ()
    assert len(page.due.lines or ()) == 3


def test_each_is_saved_in_a_folder_and_a_name_that_is_taken_gets_a_number(
    page: PaperPage, file_bench: Bench, tmp_path: Path, qtbot: QtBot
) -> None:
    folder = tmp_path / "paper"
    folder.mkdir()
    (folder / "P-10001 appointment card.pdf").write_bytes(b"mine")
    page.due.each_button.click()
    qtbot.waitUntil(lambda: page.work.file_dialog is not None)
    assert page.work.file_dialog is not None
    page.work.file_dialog.fileSelected.emit(str(folder))
    qtbot.waitUntil(lambda: page.due.lines == ())
    assert (folder / "P-10001 appointment card.pdf").read_bytes() == b"mine"
    assert (folder / "P-10001 appointment card (2).pdf").read_bytes().startswith(b"%PDF")
    assert first_notice(page) == "3 files saved."
    assert {one.way for one in list_printed(file_bench.practitioner, TODAY, TODAY)} == {PrintWay.SAVED}
    page.work.file_dialog.close()


def test_all_are_saved_as_one_file(page: PaperPage, tmp_path: Path, qtbot: QtBot) -> None:
    page.due.merged_button.click()
    qtbot.waitUntil(lambda: page.work.file_dialog is not None)
    dialog = page.work.file_dialog
    assert dialog is not None
    assert dialog.selectedFiles()[0].endswith(f"3 sheets {TODAY.isoformat()}.pdf")
    dialog.fileSelected.emit(str(tmp_path / "all.pdf"))
    qtbot.waitUntil(lambda: page.due.lines == ())
    assert (tmp_path / "all.pdf").read_bytes().startswith(b"%PDF")
    assert first_notice(page) == "Saved as all.pdf."
    dialog.close()


def test_a_sheet_that_cannot_be_made_is_named_and_the_others_go_on(page: PaperPage, qtbot: QtBot) -> None:
    lines = page.due.lines
    assert lines is not None
    missing = replace(lines[0].wish, course_id=999, session_id=None)
    page.work.names = {missing: "Amara Nwosu"}
    page.work.save_merged((missing, lines[2].wish))
    qtbot.waitUntil(lambda: page.work.file_dialog is not None)
    assert first_notice(page).startswith("Aftercare · Amara Nwosu was left out: ")
    assert page.work.file_dialog is not None
    page.work.file_dialog.close()


def test_the_sheet_in_the_preview_is_printed_alone(
    page: PaperPage, file_bench: Bench, tmp_path: Path, qtbot: QtBot
) -> None:
    page.output.print_button.click()
    dialog = page.output.dialog
    assert dialog is not None
    printer = dialog.printer()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "one.pdf"))
    (job,) = page.output.findChildren(PrintJob)
    with qtbot.waitSignal(job.finished):
        dialog.accepted.emit(printer)
    dialog.close()
    qtbot.waitUntil(lambda: len(page.due.lines or ()) == 2)
    assert first_notice(page) == "Aftercare for Amara Nwosu: printed."
    assert len(list_printed(file_bench.practitioner, TODAY, TODAY)) == 1


def test_any_sheet_of_the_clinic_and_of_a_patient_is_made_from_what_it_asks(page: PaperPage, qtbot: QtBot) -> None:
    page.strip.choose(ANY)
    page.any.choice.kind.set_value(SheetKind.RECALL_LIST)
    qtbot.waitUntil(lambda: page.output.printout is not None and page.output.printout.title == "Recall list")
    page.any.choice.kind.set_value(SheetKind.SESSION_RECORD)
    assert page.output.printout is None
    assert page.output.empty.text.text() == "Find the patient whose sheet it is."
    assert page.any.search.isVisible()
    page.any.search.patient_wanted.emit(1)
    qtbot.waitUntil(lambda: page.output.printout is not None and page.output.printout.title == "Session record")
    assert page.any.whose.text() == "Amara Nwosu · P-10001"
    page.any.choice.kind.set_value(SheetKind.DOCTOR_LETTER)
    where = "Write one on the patient's page, under Consultation, For other doctors."
    assert page.output.empty.text.text() == f"No letter is on record. {where}"
    page.any.other_button.click()
    assert page.any.search.isVisible()


def buttons_on(page: PaperPage) -> list[bool]:
    return [one.isEnabled() for one in page.output.buttons]


def test_while_the_sheet_typed_is_no_sheet_nothing_of_the_old_one_can_leave(page: PaperPage, qtbot: QtBot) -> None:
    page.strip.choose(ANY)
    qtbot.waitUntil(lambda: page.output.printout is not None and page.output.printout.title == "Day sheet")
    page.any.choice.kind.set_raw_text("Day shee")
    assert page.output.printout is None
    assert buttons_on(page) == [False] * 4
    assert page.output.empty.text.text() == "This is no sheet. Choose one from the list."
    page.refresh()
    page.any.choice.kind.set_raw_text("Day sheet")
    qtbot.waitUntil(lambda: page.output.printout is not None)
    assert buttons_on(page) == [True] * 4


def test_a_wrong_date_says_beside_the_field_how_a_date_is_written(page: PaperPage, qtbot: QtBot) -> None:
    page.strip.choose(ANY)
    qtbot.waitUntil(lambda: page.output.printout is not None and page.output.printout.title == "Day sheet")
    day = page.any.choice.first
    day.give_focus()
    for typed in ("24.11.", ""):
        day.set_raw_text(typed)
        QTest.keyClick(day.input, Qt.Key.Key_Return)
        assert page.output.printout is None
        assert buttons_on(page) == [False] * 4
        assert page.output.empty.text.text() == f"Write the date as in {said_day(TODAY)}."
        assert [said(one.sentence) for one in day.findings] == ([page.output.empty.text.text()] if typed else [])
    day.set_value(TODAY)
    qtbot.waitUntil(lambda: page.output.printout is not None)
    assert day.findings == ()


def test_what_was_printed_is_found_by_patient_looked_at_and_taken_back(page: PaperPage, qtbot: QtBot) -> None:
    lines = page.due.lines
    assert lines is not None
    page.work.set_aside([one.wish for one in lines])
    qtbot.waitUntil(lambda: page.due.lines == ())
    page.strip.choose(PRINTED)
    qtbot.waitUntil(lambda: len(page.printed.table.records.rows) == 3)
    page.printed.patient.set_value("zoe")
    assert [one.patient_name for one in page.printed.table.records.rows] == ["Zoe Nwosu"]
    qtbot.waitUntil(lambda: page.output.printout is not None)
    page.printed.back_button.click()
    qtbot.waitUntil(lambda: len(page.due.lines or ()) == 1)
    taken_back = "Taken back: Aftercare for Zoe Nwosu. It is due again where it was due."
    qtbot.waitUntil(lambda: first_notice(page) == taken_back)
    qtbot.waitUntil(page.printed.empty.isVisible)
    page.printed.patient.set_value("")
    assert len(page.printed.table.records.rows) == 2
    page.printed.table.selectAll()
    page.printed.back_button.click()
    told = "2 sheets taken back. They are due again where they were due."
    qtbot.waitUntil(lambda: first_notice(page) == told)


def test_a_draft_is_saved_where_it_is_wished_and_kept_on_record(
    page: PaperPage, file_bench: Bench, tmp_path: Path, qtbot: QtBot
) -> None:
    page.output.mail_button.click()
    form = page.output.form
    assert form is not None
    qtbot.waitUntil(lambda: form.about.text().startswith("To a@example.org."))
    form.save_button.click()
    qtbot.waitUntil(lambda: bool(page.output.findChildren(QFileDialog)))
    (files,) = page.output.findChildren(QFileDialog)
    files.fileSelected.emit(str(tmp_path / "draft.eml"))
    files.close()
    qtbot.waitUntil(lambda: len(page.due.lines or ()) == 2)
    qtbot.waitUntil(lambda: first_notice(page) == "Saved as draft.eml for Amara Nwosu.")
    assert b"X-Unsent: 1" in (tmp_path / "draft.eml").read_bytes()
    (kept,) = list_printed(file_bench.practitioner, TODAY, TODAY)
    assert kept.way is PrintWay.EMAILED


def test_a_list_of_patients_is_not_drafted_without_a_password(page: PaperPage, qtbot: QtBot) -> None:
    page.strip.choose(ANY)
    page.any.choice.kind.set_value(SheetKind.RECALL_LIST)
    qtbot.waitUntil(lambda: page.output.printout is not None and page.output.printout.title == "Recall list")
    page.output.ask_mail()
    form = page.output.form
    assert isinstance(form, MailForm)
    qtbot.waitUntil(lambda: form.about.text().startswith("Without an address"))
    form.save_button.click()
    said_beside = [said(one.sentence) for one in form.locked.findings]
    assert said_beside == ["This sheet names several patients. Give it a password."]
    form.locked.set_value(True)
    form.password.set_raw_text("geheim 1234")
    form.again.set_raw_text("geheim 1234")
    form.save_button.click()
    qtbot.waitUntil(lambda: bool(page.output.findChildren(QFileDialog)))
    page.output.findChildren(QFileDialog)[0].close()


def test_a_password_that_differs_is_refused_in_place(page: PaperPage, qtbot: QtBot) -> None:
    page.output.lock_button.click()
    form = page.output.form
    assert form is not None
    form.password.set_raw_text("geheim 1234")
    form.again.set_raw_text("geheim 123")
    form.save_button.click()
    assert [one.code for one in form.again.findings] == ["password.again"]
    assert form.isVisible()
    form.again.set_raw_text("geheim 1234")
    form.save_button.click()
    qtbot.waitUntil(lambda: bool(page.output.findChildren(QFileDialog)))
    page.output.findChildren(QFileDialog)[0].close()


def test_reception_sees_no_course_and_no_clinical_kind(
    reception_desk: Desk, course_ids: tuple[int, ...], open_page: OpenPage
) -> None:
    page = open_page(reception_desk)
    assert all(one.course_title == "" for one in page.due.lines or ())
    page.any.choice.kind.set_value(SheetKind.SESSION_RECORD)
    assert page.any.choice.kind.value() is not SheetKind.SESSION_RECORD


def test_with_nothing_due_the_page_says_what_will_stand_here(desk: Desk, open_page: OpenPage) -> None:
    page = open_page(desk)
    assert page.due.empty.isVisible()
    assert not page.due.print_button.isEnabled()
    assert page.summary.text() == "Nothing is due to print."
    assert page.output.empty.isVisible()
