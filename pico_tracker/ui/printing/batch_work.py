"""What becomes of many sheets: one file to the printer, one file saved, or one each in a folder."""

from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtPrintSupport import QPrintDialog
from PySide6.QtWidgets import QFileDialog, QWidget

from pico_tracker.domain.errors import PicoError
from pico_tracker.domain.print_entries import entry_of
from pico_tracker.domain.printouts import PrintEntry, Printout, PrintWay, SheetWish
from pico_tracker.services.context import Done
from pico_tracker.services.print_batches import Batch, Failure, MergedFile, make_batch, make_merged, save_each
from pico_tracker.services.printouts import record_prints, take_back_prints
from pico_tracker.ui.desk import Desk
from pico_tracker.ui.kit.notice import NoticeBoard
from pico_tracker.ui.kit.pdf_view import print_pdf
from pico_tracker.ui.kit.style import Tone
from pico_tracker.ui.kit.words import said, tr
from pico_tracker.ui.printing.batch_bar import BatchBar
from pico_tracker.ui.printing.sheet_words import said_for, said_sheet
from pico_tracker.ui.sheets.paper_folder import file_dialog, folder_dialog
from pico_tracker.ui.sheets.pdf_file import write_whole

NAMED = 5
"""Failures that are told by a sentence each; of more the number is told."""


class BatchWork(QObject):
    """Makes sheets with the bar and keeps on record what became of them; `kept()` follows that."""

    kept = Signal()

    def __init__(self, desk: Desk, notices: NoticeBoard, page: QWidget) -> None:
        super().__init__(page)
        self._desk, self._notices, self._page = desk, notices, page
        self.bar = BatchBar(desk)
        self.names: Mapping[SheetWish, str] = {}
        """For whom each sheet of the batch is, to name one that was left out and whom all of it is for."""
        self.print_dialog: QPrintDialog | None = None
        self.file_dialog: QFileDialog | None = None
        self.bar.failed.connect(self._refuse)
        self.bar.cancelled.connect(self._cancelled)

    def print_all(self, wishes: Sequence[SheetWish]) -> None:
        """Make one file and ask for the printer."""
        self._begin()
        self.bar.begin(make_merged, wishes, self._print)

    def save_merged(self, wishes: Sequence[SheetWish]) -> None:
        """Make one file, then ask where to save it."""
        self._begin()
        self.bar.begin(make_merged, wishes, self._ask_file)

    def save_each(self, wishes: Sequence[SheetWish]) -> None:
        """Make the sheets, then ask for the folder that they are saved in."""
        self._begin()
        self.bar.begin(make_batch, wishes, self._ask_folder)

    def set_aside(self, wishes: Sequence[SheetWish], name: str = "") -> None:
        """These are not needed; `name` is that of the patient of a single one."""
        entries = tuple(
            PrintEntry(entry_id=self._desk.mint_entry_id(), wish=one, way=PrintWay.NOT_NEEDED) for one in wishes
        )
        text = tr("{count} sheets are not needed.", count=len(entries)) if len(entries) > 1 else ""
        self._record(entries, text or tr("{sheet} is not needed.", sheet=said_for(said_sheet(wishes[0]), name)))

    def _begin(self) -> None:
        self._notices.clear()

    def _print(self, merged: MergedFile) -> None:
        self._tell_failures(merged.batch.failures)
        if merged.pdf:
            self.print_dialog = print_pdf(merged.pdf, merged.file_name, self._desk.backend, self._page)
            self.print_dialog.accepted.connect(partial(self._printed, merged.batch))

    def _printed(self, batch: Batch, _printer: object = None) -> None:
        self._keep(batch, PrintWay.PRINTED, "")

    def _ask_file(self, merged: MergedFile) -> None:
        self._tell_failures(merged.batch.failures)
        if not merged.pdf:
            return

        def write(path: str) -> None:
            done = partial(self._saved_merged, merged.batch, path)
            self._desk.backend.run(write_whole, path, merged.pdf, done=done, failed=self._refuse)

        title = tr("Save as one file")
        self.file_dialog = file_dialog(self._page, title, merged.file_name, tr("PDF files"), write)
        self.file_dialog.open()

    def _saved_merged(self, batch: Batch, path: str, _nothing: None) -> None:
        self._keep(batch, PrintWay.SAVED, tr("Saved as {name}.", name=self._said_for(Path(path).name)))

    def _ask_folder(self, batch: Batch) -> None:
        self._tell_failures(batch.failures)
        if not batch.printouts:
            return

        def write(folder: str) -> None:
            done = partial(self._saved_each, batch)
            self._desk.run(save_each, batch, Path(folder), done=done, failed=self._refuse)

        self.file_dialog = folder_dialog(self._page, tr("Choose a folder"), write)
        self.file_dialog.open()

    def _saved_each(self, batch: Batch, names: tuple[str, ...]) -> None:
        one = tr("Saved as {name}.", name=self._said_for(names[0]))
        many = tr("{count} files saved.", count=len(names))
        text = one if len(names) == 1 else many
        self._keep(batch, PrintWay.SAVED, text)

    def _said_for(self, file: str) -> str:
        """A file with whose it is, where all of it is one patient's."""
        names = set(self.names.values())
        return said_for(file, names.pop() if len(names) == 1 else "")

    def _keep(self, batch: Batch, way: PrintWay, text: str) -> None:
        entries = tuple(self._entry(one, way) for one in batch.printouts)
        one, many = tr("One sheet printed."), tr("{count} sheets printed.", count=len(entries))
        self._record(entries, text or (one if len(entries) == 1 else many))

    def _entry(self, printout: Printout, way: PrintWay) -> PrintEntry:
        return entry_of(printout, way, self._desk.mint_entry_id())

    def _record(self, entries: tuple[PrintEntry, ...], text: str) -> None:
        self._desk.run(record_prints, entries, done=partial(self._kept, text), failed=self._refuse)

    def _kept(self, text: str, done: Done[tuple[int, ...]]) -> None:
        self._notices.tell(text, Tone.OK, undo=partial(self._take_back, done.value))
        self.kept.emit()

    def _take_back(self, print_ids: tuple[int, ...]) -> None:
        self._desk.run(take_back_prints, print_ids, failed=self._refuse)

    def _tell_failures(self, failures: Sequence[Failure]) -> None:
        for one in failures[:NAMED]:
            sheet = " · ".join(part for part in (said_sheet(one.wish), self.names.get(one.wish, "")) if part)
            text = tr("{sheet} was left out: {why}", sheet=sheet, why=said(one.why))
            self._notices.tell(text, Tone.WARN)
        if len(failures) > NAMED:
            self._notices.tell(tr("{count} more were left out.", count=len(failures) - NAMED), Tone.WARN)

    def _cancelled(self) -> None:
        self._notices.tell(tr("Cancelled. Nothing was printed or saved."), Tone.INFO)

    def _refuse(self, error: PicoError) -> None:
        self._notices.refuse(error)
