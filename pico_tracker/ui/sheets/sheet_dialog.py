"""One sheet as it will come out, in a dialog: seen, then printed or saved."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtPrintSupport import QPrintDialog
from PySide6.QtWidgets import QVBoxLayout, QWidget

from pico_tracker.domain.errors import PicoError
from pico_tracker.ui.kit.backend import Backend
from pico_tracker.ui.kit.buttons import Button, Kind
from pico_tracker.ui.kit.dialog import Dialog
from pico_tracker.ui.kit.notice import NoticeBoard
from pico_tracker.ui.kit.pdf_view import PdfView, print_pdf
from pico_tracker.ui.kit.style import Tone, px
from pico_tracker.ui.kit.words import tr
from pico_tracker.ui.sheets.paper_folder import file_dialog
from pico_tracker.ui.sheets.pdf_file import write_whole

WIDE, HIGH = 760, 500
"""Of the dialog and of the pages in it, in px at 100 %."""


class SheetDialog(Dialog):
    """`SheetDialog(tr("Session record"), pdf, desk.backend, page, file_name=…).open()`.

    `printed()` goes out when somebody has sent it to a printer, `stored()` when it is in a file. An
    empty `pdf` shows no page until `show_pdf` brings one.
    """

    printed = Signal()
    stored = Signal()

    def __init__(self, title: str, pdf: bytes, backend: Backend, parent: QWidget, *, file_name: str = "") -> None:
        super().__init__(title, parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumWidth(px(WIDE))
        self._backend, self._file_name, self.pdf = backend, file_name, b""
        self.notices, self.preview = NoticeBoard(), PdfView(backend)
        self.preview.setMinimumHeight(px(HIGH))
        self.above = QVBoxLayout()
        self.body.addLayout(self.above)
        self.add(self.notices)
        self.add(self.preview, 1)
        self.print_dialog: QPrintDialog | None = None
        self.close_button = self.cancel_button(tr("Close"))
        self.save_button = Button(tr("Save as PDF"), key="Ctrl+S", run=self.choose_file)
        self.print_button = Button(tr("Print"), kind=Kind.PRIMARY, key="Ctrl+P", run=self.print_now)
        self.ends_with(self.close_button, self.save_button, self.print_button)
        self._offer()
        if pdf:
            self.show_pdf(pdf)

    def _offer(self) -> None:
        for button in (self.save_button, self.print_button):
            button.setEnabled(bool(self.pdf))

    def show_pdf(self, pdf: bytes) -> None:
        """Show a sheet in place of what was there."""
        self.pdf = pdf
        self.preview.show_pdf(pdf)
        self._offer()

    def file_name(self) -> str:
        """What the file is called at first."""
        return self._file_name or tr("{title}.pdf", title=self.windowTitle())

    def print_now(self) -> None:
        """Ask for the printer, by the system's dialog, and print what is shown."""
        if self.pdf:
            self.print_dialog = print_pdf(self.pdf, self.file_name(), self._backend, self)
            self.print_dialog.accepted.connect(self.printed)

    def choose_file(self) -> None:
        """Ask where to save what is shown."""
        if self.pdf:
            file_dialog(self, tr("Save as PDF"), self.file_name(), tr("PDF files"), self.save_to).open()

    def save_to(self, path: str) -> None:
        """Write what is shown to a file, whole or not at all."""
        done = partial(self._saved, path)
        self._backend.run(write_whole, path, self.pdf, done=done, failed=self.refuse)

    def _saved(self, path: str, _nothing: None) -> None:
        self.notices.tell(tr("Saved as {name}.", name=Path(path).name), Tone.OK)
        self.stored.emit()

    def refuse(self, error: PicoError) -> None:
        """Say why something was not possible."""
        self.notices.refuse(error)
