"""Print: what is due today, any sheet, and what was printed for whom."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from pico_tracker.domain.due_prints import DuePrint
from pico_tracker.domain.errors import PicoError
from pico_tracker.domain.printouts import PrintRecord, SheetWish
from pico_tracker.domain.topics import Topic
from pico_tracker.services.context import Context
from pico_tracker.services.due_prints import list_due_prints
from pico_tracker.ui.desk import Desk
from pico_tracker.ui.kit.buttons import Button
from pico_tracker.ui.kit.notice import NoticeBoard
from pico_tracker.ui.kit.plain_text import Label, Role
from pico_tracker.ui.kit.tabs import Tab, TabStrip
from pico_tracker.ui.kit.words import tr
from pico_tracker.ui.printing.any_part import AnyPart
from pico_tracker.ui.printing.batch_work import BatchWork
from pico_tracker.ui.printing.due_part import DuePart
from pico_tracker.ui.printing.printed_part import PrintedPart
from pico_tracker.ui.printing.sheet_output import SheetOutput
from pico_tracker.ui.printing.sheet_words import said_missing

DUE, ANY, PRINTED = "due", "any", "printed"


class PaperPage(QWidget):
    """Three lists over one preview. `count_changed(sheets)` is for the rail; `patient_wanted(id, course)`
    follows a double click.
    """

    topics = frozenset(
        {
            Topic.PAPER,
            Topic.VISITS,
            Topic.SESSIONS,
            Topic.COURSES,
            Topic.CONSENTS,
            Topic.ADVICE,
            Topic.PATIENTS,
            Topic.SIDE_EFFECTS,
            Topic.LETTERS,
            Topic.CLINIC,
        }
    )
    count_changed = Signal(int)
    patient_wanted = Signal(int, int)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setProperty("ground", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._desk = desk
        self._wishes: dict[str, tuple[SheetWish | None, str]] = {}
        self.summary = Label("", Role.QUIET, elide=True)
        self.notices = NoticeBoard()
        self.due, self.any, self.printed = DuePart(desk), AnyPart(desk), PrintedPart(desk)
        self.output = SheetOutput(desk, self.notices, tr("Choose a sheet to see it here."))
        self.work = BatchWork(desk, self.notices, self)
        self.strip = TabStrip(
            (
                Tab(DUE, tr("Due today"), lambda: self.due),
                Tab(ANY, tr("Any sheet"), lambda: self.any),
                Tab(PRINTED, tr("Printed"), lambda: self.printed),
            )
        )
        self.strip.setAccessibleName(tr("Lists of sheets"))
        self._parts = QStackedWidget()
        self.needless_button = Button(tr("Not needed"), key="Ctrl+D", run=self._set_marked_aside)
        self.needless_button.explain(tr("Takes what is marked in the list off it. It can be undone."))
        self._build()
        self._connect()

    def _build(self) -> None:
        for part in (self.due, self.any, self.printed):
            self._parts.addWidget(part)
        self.output.row.addWidget(self.needless_button)
        stack = QVBoxLayout(self)
        stack.setContentsMargins(20, 16, 20, 12)
        stack.setSpacing(10)
        head = QHBoxLayout()
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(Label(tr("Print"), Role.TITLE))
        words.addWidget(self.summary)
        head.addLayout(words, 1)
        head.addWidget(self.strip, 0, Qt.AlignmentFlag.AlignBottom)
        stack.addLayout(head)
        stack.addWidget(self.notices)
        stack.addWidget(self.work.bar)
        columns = QHBoxLayout()
        columns.setSpacing(16)
        columns.addWidget(self._parts)
        columns.addWidget(self.output, 1)
        stack.addLayout(columns, 1)

    def _connect(self) -> None:
        self.strip.chosen.connect(self._show_part)
        self.due.chosen.connect(self._show_due)
        self.due.table.opened.connect(self._open)
        self.due.print_wanted.connect(partial(self._batch, self.work.print_all))
        self.due.merged_wanted.connect(partial(self._batch, self.work.save_merged))
        self.due.each_wanted.connect(partial(self._batch, self.work.save_each))
        self.any.wanted.connect(self._show_any)
        self.any.refused.connect(self._refuse)
        self.printed.chosen.connect(self._show_printed)
        self.printed.refused.connect(self._refuse)
        self.printed.taken_back.connect(self.notices.tell)
        self.setFocusProxy(self._parts)
        self._show_part(DUE)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the width: the list needs a little less than the sheet."""
        super().resizeEvent(event)
        self._parts.setFixedWidth(round(self.width() * 0.47))

    def refresh(self) -> None:
        """Ask again what is due, and what the part in front shows."""
        self._desk.run(list_due_today, done=self.show_due, failed=self._refuse, latest="due prints")
        if self.strip.name == ANY:
            self.any.refresh()
        elif self.strip.name == PRINTED:
            self.printed.refresh()

    def show_due(self, lines: Sequence[DuePrint]) -> None:
        """Show what is due."""
        is_first = self.due.lines is None
        self.summary.setText(
            tr("{count} due to print. The list is done when it is empty.", count=len(lines))
            if lines
            else tr("Nothing is due to print.")
        )
        self.due.show_lines(lines)
        if is_first and self.due.isVisible():
            self.due.table.setFocus()
        self.count_changed.emit(len(lines))

    def _show_part(self, name: str) -> None:
        parts: dict[str, QWidget] = {DUE: self.due, ANY: self.any, PRINTED: self.printed}
        self._parts.setCurrentWidget(parts[name])
        self.needless_button.setVisible(name == DUE)
        if name == ANY:
            self.any.tell()
        elif name == PRINTED:
            self.printed.refresh()
        self._preview(*self._wishes.get(name, (None, "")))

    # What is shown

    def _show_due(self, line: DuePrint | None) -> None:
        self.needless_button.setEnabled(line is not None)
        self._show_wish(DUE, *((None, "") if line is None else (line.wish, line.patient_name)))

    def _show_any(self, wish: SheetWish | None) -> None:
        self._show_wish(ANY, wish, self.any.patient_name)

    def _show_printed(self, record: PrintRecord | None) -> None:
        self._show_wish(PRINTED, *((None, "") if record is None else (record.wish, record.patient_name)))

    def _show_wish(self, part: str, wish: SheetWish | None, name: str) -> None:
        """The same line after a refresh keeps its sheet, unless the record of what it shows has changed."""
        self._wishes[part] = wish, name
        if part == self.strip.name:
            self._preview(wish, name)

    def _preview(self, wish: SheetWish | None, name: str) -> None:
        if wish is None:
            self.output.explain_empty(self._why_empty())
        self.output.show_wish(wish, name)

    def _why_empty(self) -> str:
        if self.strip.name != ANY:
            return tr("Choose a sheet to see it here.")
        if trouble := self.any.choice.trouble():
            return trouble
        if self.any.choice.needs_patient:
            return tr("Find the patient whose sheet it is.")
        return said_missing(self.any.choice.chosen_kind)

    # What becomes of it

    def _batch(self, what: Callable[[Sequence[SheetWish]], None], lines: Sequence[DuePrint]) -> None:
        if self.work.bar.is_busy:
            return
        self.work.names = {one.wish: one.patient_name for one in lines}
        what(tuple(one.wish for one in lines))

    def _set_marked_aside(self) -> None:
        """While a key is held, the table may mark nothing: then it is the line one stands on."""
        current = self.due.table.current()
        if marked := self.due.table.marked() or (() if current is None else (current,)):
            self.work.set_aside([one.wish for one in marked], marked[0].patient_name)

    def _open(self, line: DuePrint) -> None:
        if line.wish.patient_id is not None:
            self.patient_wanted.emit(line.wish.patient_id, line.wish.course_id or 0)

    def _refuse(self, error: PicoError) -> None:
        self.notices.refuse(error)


def list_due_today(context: Context) -> tuple[DuePrint, ...]:
    """What is due to print today."""
    return list_due_prints(context, context.today())
