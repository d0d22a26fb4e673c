"""The program where nobody looks: a day's main job, then a picture of every page."""

from collections.abc import Iterator
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from pico_tracker.db.database import Database
from pico_tracker.demo.clinic import GUEST
from pico_tracker.demo.day import DayDone, work_a_day
from pico_tracker.domain.progress import Audience
from pico_tracker.domain.words import Sentence, mark, sentence
from pico_tracker.services.context import Clock, Context
from pico_tracker.services.patients import find_patient_by_number
from pico_tracker.services.people import find_person, sign_in
from pico_tracker.services.reports import print_progress_report
from pico_tracker.ui.kit.pdf_pages import render_page
from pico_tracker.ui.main_window import MainWindow
from pico_tracker.ui.tour import Tour, take_pictures

PICTURE_DOTS_PER_INCH = 100


class LonelyDay(QObject):
    """Works a day at a demonstration clinic and walks through its window.

    `said(Sentence)` tells what was done, `failed(PicoError)` why it was not, `finished` ends it.
    """

    said = Signal(object)
    failed = Signal(object)
    finished = Signal()

    def __init__(self, window: MainWindow, out: Path) -> None:
        super().__init__(window)
        self._window, self._out = window, out
        self._tour: Tour | None = None

    def start(self, *, with_work: bool) -> None:
        """Begin; without work only the pictures are taken."""
        self._out.mkdir(parents=True, exist_ok=True)
        if not with_work:
            self._look_around()
            return
        desk = self._window.desk
        desk.backend.run(
            _work,
            desk.context.database,
            desk.context.clock,
            self._out,
            done=self._worked,
            failed=self.failed.emit,
        )

    def _worked(self, day: DayDone) -> None:
        self.said.emit(_told(day, self._out))
        self._look_around()

    def _look_around(self) -> None:
        self._tour = take_pictures(self._window, self._out, GUEST)
        self._tour.finished.connect(self._looked)

    def _looked(self, files: list[Path]) -> None:
        said = mark("{count} pictures of the pages are in {folder}.")
        self.said.emit(sentence(said, count=len(files), folder=str(self._out)))
        self.finished.emit()


def _work(database: Database, clock: Clock, out: Path) -> DayDone:
    administrator = find_person(database, "")
    context = sign_in(database, administrator.id, clock)
    day = work_a_day(context, out)
    guest_id = find_patient_by_number(context, GUEST)
    for paper in (*day.reports, *_print_guest(context, guest_id, out)):
        picture = render_page(paper.read_bytes(), 0, PICTURE_DOTS_PER_INCH)
        picture.save(str(paper.with_suffix(".png")))
    return day


def _print_guest(context: Context, guest_id: int | None, out: Path) -> Iterator[Path]:
    """The report of the patient whom the pictures show."""
    if guest_id is not None:
        path = out / "progress-guest.pdf"
        path.write_bytes(print_progress_report(context, guest_id, Audience.PATIENT))
        yield path


def _told(day: DayDone, out: Path) -> Sentence:
    return sentence(
        mark("Imported {imported} patients from a table, logged a session, printed {reports} into {folder}."),
        imported=day.imported,
        reports=", ".join(path.name for path in day.reports),
        folder=str(out),
    )
