"""One sheet in the preview, and what becomes of it: printed, saved, locked, put into an e-mail draft."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtPrintSupport import QPrintDialog
from PySide6.QtWidgets import QVBoxLayout, QWidget

from pico_tracker.domain.errors import PicoError
from pico_tracker.domain.print_entries import entry_of
from pico_tracker.domain.printouts import PRINT_WAY_NAMES, Printout, PrintWay, SheetWish
from pico_tracker.services.context import Done
from pico_tracker.services.mail_drafts import DraftFile
from pico_tracker.services.printouts import make_printout, record_prints, take_back_prints
from pico_tracker.ui.desk import Desk
from pico_tracker.ui.kit.buttons import Button, Kind
from pico_tracker.ui.kit.cards import EmptyState
from pico_tracker.ui.kit.flow_layout import FlowLayout
from pico_tracker.ui.kit.notice import NoticeBoard
from pico_tracker.ui.kit.pdf_view import PdfView, print_pdf
from pico_tracker.ui.kit.style import Tone
from pico_tracker.ui.kit.words import said, tr, translated
from pico_tracker.ui.printing.send_form import LockForm, MailForm
from pico_tracker.ui.printing.sheet_words import said_for
from pico_tracker.ui.sheets.paper_folder import file_dialog
from pico_tracker.ui.sheets.pdf_file import write_whole

PDF, DRAFT = ".pdf", ".eml"


class SheetOutput(QWidget):
    """`output.show_wish(wish)` makes the sheet and shows it; `shown()` follows, or `missing()`.

    `kept()` goes out when it is on record what became of it; notices go to the page's board.
    """

    shown = Signal()
    missing = Signal()
    kept = Signal()

    def __init__(self, desk: Desk, notices: NoticeBoard, empty: str, kind: Kind = Kind.SECONDARY) -> None:
        super().__init__()
        self._desk, self._notices = desk, notices
        self.printout: Printout | None = None
        self._wish: SheetWish | None = None
        self._names: dict[int, str] = {}
        """Of the patients whose sheets were shown, by their keys, to tell for whom one was."""
        self.dialog: QPrintDialog | None = None
        self.form: LockForm | MailForm | None = None
        self.preview, self.empty = PdfView(desk.backend), EmptyState(empty)
        self.print_button = Button(tr("Print"), kind=kind, key="Ctrl+P", run=self.print_now)
        self.save_button = Button(tr("Save as PDF"), key="Ctrl+S", run=self.choose_file)
        self.mail_button = Button(tr("E-mail draft…"), key="Ctrl+E", run=self.ask_mail)
        self.lock_button = Button(tr("Save with password…"), run=self.ask_lock)
        self.buttons = (self.print_button, self.save_button, self.mail_button, self.lock_button)
        self.row = FlowLayout(gap=8)
        self._build()
        self.show_wish(None)

    def _build(self) -> None:
        for button in self.buttons:
            self.row.addWidget(button)
        stack = QVBoxLayout(self)
        stack.setContentsMargins(0, 0, 0, 0)
        stack.setSpacing(8)
        stack.addLayout(self.row)
        stack.addWidget(self.preview, 1)
        stack.addWidget(self.empty, 1)

    def show_wish(self, wish: SheetWish | None, name: str = "") -> None:
        """Make the sheet of a wish and show it; None: nothing is chosen. The sheet that stands there stays
        until it is made anew. `name` is the patient's, for what is told of it."""
        before, self._wish = self._wish, wish
        if wish is None or wish != before:
            self._take(None)
        if wish is None:
            return
        done = partial(self._made, wish, name)
        self._desk.run(make_printout, wish, done=done, failed=self._cannot, latest=f"sheet-{id(self)}")

    def _made(self, wish: SheetWish, name: str, printout: Printout) -> None:
        if self._wish == wish:
            if printout.wish.patient_id is not None:
                self._names[printout.wish.patient_id] = name
            self._take(printout)
            self.shown.emit()

    def _cannot(self, error: PicoError) -> None:
        if self._wish is not None:
            self._take(None)
            self.empty.text.setText(said(error.sentence))
            self.missing.emit()

    def _take(self, printout: Printout | None) -> None:
        self.printout = printout
        is_there = printout is not None
        self.preview.setVisible(is_there)
        self.empty.setVisible(not is_there)
        for button in self.buttons:
            button.setEnabled(is_there)
        if printout is not None:
            self.preview.show_pdf(printout.pdf)

    def explain_empty(self, text: str) -> None:
        """What stands here while nothing is shown."""
        self.empty.text.setText(text)

    # What becomes of it

    def print_now(self) -> None:
        """Ask for the printer, by the system's dialog, and print what is shown."""
        if self.printout is not None:
            self.dialog = print_pdf(self.printout.pdf, self.printout.file_name, self._desk.backend, self)
            self.dialog.accepted.connect(partial(self._printed, self.printout))

    def _printed(self, printout: Printout, _printer: object = None) -> None:
        self.keep((printout,), PrintWay.PRINTED)

    def choose_file(self) -> None:
        """Ask where to save what is shown."""
        if self.printout is not None:
            self._ask_path(self.printout.file_name, PDF, self.save_to)

    def save_to(self, path: str) -> None:
        """Write what is shown to a file, whole or not at all."""
        if self.printout is not None:
            self._write(path, self.printout, self.printout.pdf, PrintWay.SAVED)

    def ask_lock(self) -> None:
        """Ask for a password, then where to save."""
        if self.printout is not None:
            self.form = LockForm(self._desk, self.printout, self)
            self.form.ready.connect(partial(self._locked, self.printout))
            self.form.open()

    def _locked(self, printout: Printout, pdf: bytes) -> None:
        def write(path: str) -> None:
            self._write(path, printout, pdf, PrintWay.SAVED)

        self._ask_path(printout.file_name, PDF, write)

    def ask_mail(self) -> None:
        """Ask whether to lock the sheet, then where to save the draft."""
        if self.printout is not None:
            self.form = MailForm(self._desk, self.printout, self)
            self.form.ready.connect(partial(self._drafted, self.printout))
            self.form.open()

    def _drafted(self, printout: Printout, draft: DraftFile) -> None:
        def write(path: str) -> None:
            self._write(path, printout, draft.content, PrintWay.EMAILED)

        self._ask_path(draft.file_name, DRAFT, write)

    def _ask_path(self, name: str, ending: str, write: Callable[[str], None]) -> None:
        kinds = tr("PDF files") if ending == PDF else tr("E-mail drafts")
        title = tr("Save as PDF") if ending == PDF else tr("Save e-mail draft")
        file_dialog(self, title, name, kinds, write).open()

    def _write(self, path: str, printout: Printout, content: bytes, way: PrintWay) -> None:
        ending = DRAFT if way is PrintWay.EMAILED else PDF
        done = partial(self._saved, path, printout, way)
        self._desk.backend.run(write_whole, path, content, ending, done=done, failed=self._notices.refuse)

    def _saved(self, path: str, printout: Printout, way: PrintWay, _nothing: None) -> None:
        self.keep((printout,), way, tr("Saved as {name}.", name=self._said_for(Path(path).name, printout)))

    def _said_for(self, sheet: str, printout: Printout) -> str:
        return said_for(sheet, self._names.get(printout.wish.patient_id or 0, ""))

    def keep(self, printouts: Sequence[Printout], way: PrintWay, text: str = "") -> None:
        """Put on record what became of these sheets, and say so with a way back."""
        entries = tuple(entry_of(one, way, self._desk.mint_entry_id()) for one in printouts)
        sheet = self._said_for(printouts[0].title, printouts[0])
        told = text or tr("{sheet}: {way}.", sheet=sheet, way=translated(PRINT_WAY_NAMES[way]).lower())
        done = partial(self._kept, told)
        self._desk.run(record_prints, entries, done=done, failed=self._notices.refuse)

    def _kept(self, text: str, done: Done[tuple[int, ...]]) -> None:
        self._notices.clear()
        self._notices.tell(text, Tone.OK, undo=partial(self._take_back, done.value))
        self.kept.emit()

    def _take_back(self, print_ids: tuple[int, ...]) -> None:
        self._desk.run(take_back_prints, print_ids, failed=self._notices.refuse)
