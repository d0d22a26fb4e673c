"""One line: which aftercare sheet the patient gets, and printing it."""

from uuid import UUID, uuid5

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from pico_tracker.domain.languages import language_name
from pico_tracker.services.advice_sheets import AdviceOffer
from pico_tracker.services.aftercare_sheets import read_aftercare_offer
from pico_tracker.ui.desk import Desk
from pico_tracker.ui.kit.buttons import Button, Kind
from pico_tracker.ui.kit.plain_text import Label, Role, tip
from pico_tracker.ui.kit.words import in_a_sentence, tr, translated
from pico_tracker.ui.sheets.aftercare import AftercareDialog


class AftercareLine(QWidget):
    """ "Aftercare sheet: tattoo, English, v3 Print", hidden where the clinic has no text for the concern.

    `AftercareLine(desk, course_id, entry_id)` takes the identifier of the session being logged: however
    often its sheet is printed, it is on record once that it was given. The button opens the sheet;
    `aftercare_print_wanted()` says that it did.
    """

    aftercare_print_wanted = Signal()

    def __init__(self, desk: Desk, course_id: int, entry_id: UUID) -> None:
        super().__init__()
        self._desk, self._course_id = desk, course_id
        self._given_id = uuid5(entry_id, "aftercare sheet")
        self.dialog: AftercareDialog | None = None
        self.label = Label("", Role.SMALL, wrap=True)
        self.button = Button(tr("Print"), kind=Kind.QUIET, run=self.open_sheet)
        self.button.setAccessibleName(tr("Print the aftercare sheet"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        row.addWidget(self.label, 1)
        row.addWidget(self.button)
        self.hide()
        self.refresh()

    def refresh(self) -> None:
        """Ask again which sheet the patient gets."""
        latest = f"aftercare-line-{id(self)}"
        self._desk.run(read_aftercare_offer, self._course_id, done=self._show, latest=latest)

    def _show(self, offer: AdviceOffer) -> None:
        values = {
            "concern": in_a_sentence(translated(offer.concern_name)),
            "language": translated(language_name(offer.choice.language)),
            "version": offer.version,
        }
        self.label.setText(tr("Aftercare sheet: {concern}, {language}, v{version}", **values))
        wanted = offer.choice.unserved
        self.label.setToolTip(
            tip(tr("The clinic has no complete text in {language}.", language=wanted) if wanted else "")
        )
        self.setVisible(bool(offer.version))

    def open_sheet(self) -> None:
        """Show the sheet as it will come out."""
        self.dialog = AftercareDialog(self._desk, self._course_id, self._given_id, self.window())
        self.dialog.open()
        self.aftercare_print_wanted.emit()
