"""The aftercare sheet of a course: seen in a language, printed, and written down as given on paper."""

from functools import partial
from uuid import UUID

from PySide6.QtWidgets import QWidget

from pico_tracker.domain.advice import AdviceEntry, AdviceKind, AdviceWay
from pico_tracker.domain.languages import language_name
from pico_tracker.domain.permissions import Permission
from pico_tracker.services.advice import record_advice
from pico_tracker.services.advice_sheets import AdviceOffer
from pico_tracker.services.aftercare_sheets import print_aftercare_sheet, read_aftercare_offer
from pico_tracker.services.context import Context, Done
from pico_tracker.ui.desk import Desk
from pico_tracker.ui.kit.fields import ChoiceField, Option
from pico_tracker.ui.kit.style import Tone
from pico_tracker.ui.kit.words import tr, translated
from pico_tracker.ui.sheets.sheet_dialog import SheetDialog


class AftercareDialog(SheetDialog):
    """`AftercareDialog(desk, course_id, given_id, parent).open()`.

    The sheet comes in the patient's language where the clinic has all of it; another language can be
    chosen where there are several. Printing writes down once, under `given_id`, that it was given on
    paper; a sheet that is only saved as a file was given to nobody yet.
    """

    def __init__(
        self, desk: Desk, course_id: int, given_id: UUID, parent: QWidget, session_id: int | None = None
    ) -> None:
        super().__init__(tr("Aftercare sheet"), b"", desk.backend, parent, file_name=tr("aftercare.pdf"))
        self._desk, self._course_id, self._session_id, self._given_id = desk, course_id, session_id, given_id
        self._printed_in = ""
        self.language = ChoiceField("language", tr("Language"))
        self.above.addWidget(self.language)
        self.language.hide()
        self.printed.connect(self._write_down)
        self._ask_for("")

    def _ask_for(self, language: str) -> None:
        """Print it in a language; empty: the patient's, else the clinic's own."""
        self._desk.run(
            partial(_read, language=language or None, session_id=self._session_id),
            self._course_id,
            done=self._show,
            failed=self.refuse,
            latest=f"aftercare-{id(self)}",
        )

    def _show(self, read: tuple[AdviceOffer, str, bytes]) -> None:
        offer, language, pdf = read
        if not self.language.raw_text():
            names = (Option(one, translated(language_name(one))) for one in offer.languages)
            self.language.set_options(tuple(names))
            self.language.set_value(language)
            self.language.setVisible(len(offer.languages) > 1)
            self.language.changed.connect(self._choose)
        self._printed_in = language
        self.show_pdf(pdf)

    def _choose(self) -> None:
        if isinstance(language := self.language.value(), str):
            self._ask_for(language)

    def _write_down(self) -> None:
        """Put on record that the patient got it on paper, for those who write the record."""
        if not self._desk.may(Permission.WRITE_CLINICAL):
            return
        entry = AdviceEntry(
            entry_id=self._given_id,
            course_id=self._course_id,
            kind=AdviceKind.AFTERCARE,
            told_on=self._desk.context.today(),
            ways=frozenset({AdviceWay.PRINTED}),
            language=self._printed_in,
            session_id=self._session_id,
        )
        self._desk.run(record_advice, entry, done=self._written, failed=self.refuse)

    def _written(self, _done: Done[int]) -> None:
        self.notices.tell(tr("Sent to the printer. It is on record that aftercare was given on paper."), Tone.OK)


def _read(
    context: Context, course_id: int, *, language: str | None, session_id: int | None
) -> tuple[AdviceOffer, str, bytes]:
    """What can be printed, the language it is printed in, and the sheet."""
    offer = read_aftercare_offer(context, course_id)
    pdf = print_aftercare_sheet(context, course_id, language, session_id)
    return offer, language or offer.choice.language, pdf
