"""Reception prints all that is due in one file until the list is empty, and finds it all under Printed."""

from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtPrintSupport import QPrinter
from pytestqt.qtbot import QtBot

from pico_tracker.domain.diary import Place, VisitEntry, VisitKind
from pico_tracker.domain.printouts import PrintWay, SheetKind
from pico_tracker.services.courses import open_course
from pico_tracker.services.patients import add_patient
from pico_tracker.services.printouts import list_printed
from pico_tracker.services.sessions import log_session
from pico_tracker.services.visits import book_visit
from pico_tracker.ui.kit.pdf_view import PrintJob
from pico_tracker.ui.paper_desk import PRINT
from pico_tracker.ui.printing.paper_page import PaperPage
from tests.builders import TODAY, Bench
from tests.journeys.conftest import SitDown
from tests.journeys.seats import Seat


@dataclass(frozen=True)
class PaperDay:
    """Reception's window on a day with a session, a visit and a next date."""

    bench: Bench
    seat: Seat

    def go_to_print(self) -> PaperPage:
        """By the key of the rail."""
        self.seat.key("Ctrl+5")
        page = self.seat.page(PaperPage)
        self.seat.until(lambda: page.due.lines is not None)
        self.seat.settle()
        return page


@pytest.fixture
def day(file_bench: Bench, sit_down: SitDown) -> PaperDay:
    at_work = file_bench.practitioner
    patient_id = add_patient(at_work, file_bench.patient()).value
    course_id = open_course(at_work, file_bench.course(patient_id)).value
    log_session(at_work, file_bench.session(course_id))
    for hours in (2, 24 * 42):
        entry = VisitEntry(
            entry_id=file_bench.mint(),
            patient_id=patient_id,
            course_ids=(course_id,),
            kind=VisitKind.REVIEW,
            place=Place(starts_at=file_bench.clock() + timedelta(hours=hours), minutes=30),
        )
        book_visit(at_work, entry)
    return PaperDay(file_bench, sit_down(file_bench.reception))


def test_reception_prints_the_day_down_to_an_empty_list(day: PaperDay, tmp_path: Path, qtbot: QtBot) -> None:
    page = day.go_to_print()
    assert {one.wish.kind for one in page.due.lines or ()} == {
        SheetKind.DAY_SHEET,
        SheetKind.AFTERCARE,
        SheetKind.APPOINTMENT_CARD,
    }
    day.seat.key("Ctrl+Shift+P")
    day.seat.until(lambda: page.work.print_dialog is not None)
    dialog = page.work.print_dialog
    assert dialog is not None
    printer = dialog.printer()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "out.pdf"))
    (job,) = page.findChildren(PrintJob)
    with qtbot.waitSignal(job.finished) as printed:
        dialog.accepted.emit(printer)
    assert printed.args is not None
    assert printed.args[0] >= 3
    dialog.close()
    day.seat.until(lambda: page.due.lines == ())
    assert page.due.empty.isVisible()
    kept = list_printed(day.bench.reception, TODAY, TODAY)
    assert sorted(one.wish.kind for one in kept) == ["aftercare", "appointment card", "day sheet"]
    assert {(one.way, one.printed_by) for one in kept} == {(PrintWay.PRINTED, "Reception")}
    page.strip.choose("printed")
    day.seat.until(lambda: len(page.printed.table.records.rows) == 3)


def test_the_rail_counts_what_is_due_while_somebody_works_elsewhere(day: PaperDay) -> None:
    rail = day.seat.window.rail
    day.seat.until(lambda: rail._entries[PRINT].accessibleDescription() == "3 waiting")


def test_cancel_in_the_middle_leaves_the_list_as_it_was(day: PaperDay) -> None:
    page = day.go_to_print()
    day.seat.key("Ctrl+Shift+P")
    day.seat.click(page.work.bar.cancel_button)
    day.seat.until(lambda: not page.work.bar.is_busy)
    day.seat.settle()
    assert page.work.print_dialog is None
    assert list_printed(day.bench.reception, TODAY, TODAY) == ()
    assert len(page.due.lines or ()) == 3
