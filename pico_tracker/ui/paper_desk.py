"""What printing asks of the window: the page of all paper, a patient's sheets, and the count in the rail."""

from collections.abc import Callable, Sequence
from typing import Protocol, TypeVar

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from pico_tracker.domain.due_prints import DuePrint
from pico_tracker.domain.topics import Topics
from pico_tracker.ui.desk import Desk
from pico_tracker.ui.kit.rail import Rail
from pico_tracker.ui.others import Others
from pico_tracker.ui.page_shelf import PageShelf
from pico_tracker.ui.printing.page import PrintPage
from pico_tracker.ui.printing.paper_page import PaperPage, list_due_today

PRINT = "print"
"""Entry of the rail."""
P = TypeVar("P", bound=QWidget)


class Rooms(Protocol):
    """What is needed of the window."""

    desk: Desk
    pages: PageShelf
    rail: Rail
    others: Others

    def open_patient(self, patient_id: int, course_id: int = 0) -> None:
        """Open a patient's record, at a course if one is named."""
        ...

    def open_form(self, page: Callable[[], P], fill: Callable[[P], object]) -> None:
        """Go to a page with a form and fill it."""
        ...

    def close_form(self) -> None:
        """Go back from a form."""
        ...


class PaperDesk(QObject):
    """Answers the wishes of both pages of printing."""

    def __init__(self, window: Rooms) -> None:
        super().__init__()
        self._window = window
        window.desk.backend.records_changed.connect(self._count_after)
        window.others.changed.connect(self._count_after)

    def page(self) -> PaperPage:
        """The page of all paper."""
        return self._window.pages.take(PaperPage, self._make_page)

    def _make_page(self) -> PaperPage:
        page = PaperPage(self._window.desk)
        page.count_changed.connect(self._show_count)
        page.patient_wanted.connect(self._window.open_patient)
        return page

    def printing(self) -> PrintPage:
        """The page of a patient's sheets."""
        return self._window.pages.take(PrintPage, self._make_printing)

    def _make_printing(self) -> PrintPage:
        page = PrintPage(self._window.desk)
        page.closed.connect(lambda _patient_id: self._window.close_form())
        return page

    def print_report(self, patient_id: int) -> None:
        """Open the preview of a patient's sheets."""
        self._window.open_form(self.printing, lambda page: page.show_patient(patient_id))

    def count(self) -> None:
        """Ask how many sheets are due, for the rail."""
        self._window.desk.run(list_due_today, done=self._count_lines, latest="due print count")

    def _count_after(self, topics: Topics) -> None:
        """The page itself counts while it is in front: it asks again for the same list."""
        in_front = isinstance(self._window.pages.currentWidget(), PaperPage)
        if topics & PaperPage.topics and not in_front:
            self.count()

    def _count_lines(self, lines: Sequence[DuePrint]) -> None:
        self._show_count(len(lines))

    def _show_count(self, count: int) -> None:
        self._window.rail.wait_for(PRINT, count)
