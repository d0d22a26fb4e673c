"""The frame around every page: rail, search, notices, status line, and the way back."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from pico_tracker.domain.people import ROLE_NAMES
from pico_tracker.domain.topics import Topics
from pico_tracker.services.context import Context
from pico_tracker.ui.desk import Desk
from pico_tracker.ui.kit.buttons import Button, Kind
from pico_tracker.ui.kit.cards import line
from pico_tracker.ui.kit.notice import NoticeBoard
from pico_tracker.ui.kit.rail import Place, Rail
from pico_tracker.ui.kit.words import tr, translated
from pico_tracker.ui.others import Others
from pico_tracker.ui.page_shelf import PageShelf, leave
from pico_tracker.ui.patient_search import PatientSearch
from pico_tracker.ui.status import SavedLine


@dataclass(frozen=True, slots=True)
class Stop:
    """A place on the way: under which entry of the rail, how "Back" calls it, how to get there.

    A form is gone once it is left; a record's page has loaded itself when `prepare` returns.
    """

    place: str
    back: str
    prepare: Callable[[], QWidget]
    is_form: bool = False
    patient_id: int = 0


class Frame(QWidget):
    """Shows one page at a time and remembers the way to it; knows no page by name.

    `person_wanted` asks for "Who is working?", `title_changed(str)` names the page, never a patient.
    """

    person_wanted = Signal()
    title_changed = Signal(str)

    def __init__(self, desk: Desk, places: tuple[Place, ...]) -> None:
        super().__init__()
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setProperty("ground", "page")
        self.desk = desk
        self._way: list[Stop] = []
        self._names = {place.name: place.text for place in places}
        self.rail = Rail(places)
        self.search = PatientSearch(desk)
        self.pages = PageShelf()
        self.notices = NoticeBoard()
        self.status = SavedLine()
        self.others = Others(desk, self)
        self.back_button = Button("", kind=Kind.QUIET, icon="arrow-left", run=self.go_back)
        self.back_button.explain(tr("Esc"))
        self.tools = QHBoxLayout()
        self._arrange()
        self.rail.person_wanted.connect(self._change_person)
        self.search.left.connect(self._focus_page)
        desk.backend.records_changed.connect(self._on_change)
        desk.backend.refused.connect(self.notices.refuse)
        self.others.changed.connect(self.pages.touch)
        self.others.trouble.connect(self.status.note_trouble)

    def _arrange(self) -> None:
        across = QHBoxLayout(self)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(0)
        across.addWidget(self.rail)
        across.addWidget(line(upright=True))
        stack = QVBoxLayout()
        stack.setSpacing(0)
        stack.addWidget(self._top())
        stack.addWidget(line())
        board = QVBoxLayout()
        board.setContentsMargins(20, 0, 20, 0)
        board.addWidget(self.notices)
        self.notices.setContentsMargins(0, 12, 0, 0)
        stack.addLayout(board)
        stack.addWidget(self.pages, 1)
        stack.addWidget(self.status)
        across.addLayout(stack, 1)

    def _top(self) -> QWidget:
        top = QWidget()
        top.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        top.setProperty("ground", "card")
        row = QHBoxLayout(top)
        row.setContentsMargins(20, 10, 20, 10)
        row.setSpacing(12)
        row.addWidget(self.search)
        row.addStretch(1)
        row.addWidget(self.back_button)
        row.addLayout(self.tools)
        return top

    def show_person(self) -> None:
        """Show who works and where the record is."""
        operator = self.desk.context.operator
        self.rail.show_person(operator.name, translated(ROLE_NAMES[operator.role]))
        self.status.start(self.desk.context)

    def take_over(self, context: Context) -> None:
        """Let another person work here; nothing of the one before stays open."""
        self.leave()
        self._way = []
        self.pages.empty()
        self.notices.clear()
        self.search.clear()
        self.desk.take_over(context)

    def leave(self) -> None:
        """Let the page in front keep what was typed."""
        leave(self.pages.currentWidget())

    def _change_person(self) -> None:
        self.leave()
        self.person_wanted.emit()

    def showEvent(self, event: QShowEvent) -> None:
        """Somebody is at work: look what others change."""
        super().showEvent(event)
        self.others.start()

    def hideEvent(self, event: QHideEvent) -> None:
        """Nobody looks: do not ask."""
        super().hideEvent(event)
        self.others.stop()

    def _on_change(self, topics: Topics) -> None:
        self.others.note_own(topics)
        self.status.note_saved(topics, self.desk.context.now())
        self.pages.touch(topics)

    @property
    def current(self) -> Stop | None:
        """Where we are."""
        return self._way[-1] if self._way else None

    def begin_at(self, stop: Stop) -> None:
        """Forget the way and go to one of the rail's places."""
        self._way = []
        self.go(stop)

    def go(self, stop: Stop) -> None:
        """Go one step further. A form makes room for what comes after it, a record's page for
        the same patient's."""
        while self._way and (self._way[-1].is_form or _is_same_patient(self._way[-1], stop)):
            self._way.pop()
        self._way.append(stop)
        self._show(stop)

    def go_back(self) -> None:
        """Go back one step; from the first one there is none."""
        if len(self._way) > 1:
            self._way.pop()
            self._show(self._way[-1])

    def close_form(self) -> None:
        """Go back from a form, if that is where we are."""
        if self._way and self._way[-1].is_form:
            self.go_back()

    def _show(self, stop: Stop) -> None:
        self.leave()
        self.notices.clear()
        page = stop.prepare()
        self.pages.show_page(page, is_fresh=stop.is_form or bool(stop.patient_id))
        self.rail.go_to(stop.place)
        self.back_button.setVisible(len(self._way) > 1)
        if len(self._way) > 1:
            self.back_button.setText(tr("Back to {page}", page=self._way[-2].back))
        self.note_page(page)
        self._focus_page()
        self.title_changed.emit(self._names[stop.place])

    def _focus_page(self) -> None:
        """Keys go to the page in front, unless one of its fields has them already."""
        page, focus = self.pages.currentWidget(), self.window().focusWidget()
        if page is not None and not (focus is not None and focus.isVisible() and page.isAncestorOf(focus)):
            page.setFocus(Qt.FocusReason.OtherFocusReason)

    def note_page(self, page: QWidget) -> None:
        """Called with the page that now shows; the main window adapts its tools."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc that nobody else wanted goes back."""
        if event.key() == Qt.Key.Key_Escape:
            self.go_back()
        else:
            super().keyPressEvent(event)


def _is_same_patient(before: Stop, stop: Stop) -> bool:
    return bool(stop.patient_id) and before.patient_id == stop.patient_id
