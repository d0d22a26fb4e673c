"""A sheet of the record in a dialog: made, seen, printed or saved, and on record as such."""

from functools import partial
from uuid import UUID

from PySide6.QtWidgets import QWidget

from pico_tracker.domain.print_entries import entry_of
from pico_tracker.domain.printouts import Printout, PrintWay, SheetWish
from pico_tracker.services.context import Done
from pico_tracker.services.printouts import make_printout, record_prints
from pico_tracker.ui.desk import Desk
from pico_tracker.ui.sheets.sheet_dialog import SheetDialog


class LoggedSheetDialog(SheetDialog):
    """`LoggedSheetDialog(desk, tr("Session record"), wish, page).open()`.

    Printing is kept once, under `print_id` where one is given; saving each time. Without a wish a
    subclass asks for the sheet when it knows what it needs.
    """

    def __init__(
        self, desk: Desk, title: str, wish: SheetWish | None, parent: QWidget, print_id: UUID | None = None
    ) -> None:
        super().__init__(title, b"", desk.backend, parent)
        self._desk, self._print_id = desk, print_id or desk.mint_entry_id()
        self.printout: Printout | None = None
        self.printed.connect(partial(self._keep, PrintWay.PRINTED))
        self.stored.connect(partial(self._keep, PrintWay.SAVED))
        if wish is not None:
            self.ask_for(wish)

    def ask_for(self, wish: SheetWish) -> None:
        """Make a sheet and show it in place of what is there."""
        latest = f"logged-sheet-{id(self)}"
        self._desk.run(make_printout, wish, done=self.take, failed=self.refuse, latest=latest)

    def take(self, printout: Printout) -> None:
        """Show a sheet that is made."""
        self.printout = printout
        self.show_pdf(printout.pdf)

    def file_name(self) -> str:
        """What the file is called at first."""
        return super().file_name() if self.printout is None else self.printout.file_name

    def _keep(self, way: PrintWay) -> None:
        if self.printout is None:
            return
        entry_id = self._print_id if way is PrintWay.PRINTED else self._desk.mint_entry_id()
        entry = entry_of(self.printout, way, entry_id)
        done = partial(self.tell_kept, way)
        self._desk.run(record_prints, (entry,), done=done, failed=self.refuse)

    def tell_kept(self, way: PrintWay, done: Done[tuple[int, ...]]) -> None:
        """Called when it is on record; subclasses say so where it means more than a print."""
