"""The aftercare sheet of a course: seen in a language, printed, and written down as given on paper."""

from dataclasses import replace
from uuid import UUID

from PySide6.QtCore import QSignalBlocker
from PySide6.QtWidgets import QWidget

from pico_tracker.domain.languages import language_name
from pico_tracker.domain.permissions import Permission
from pico_tracker.domain.printouts import Printout, PrintWay, SheetKind, SheetWish
from pico_tracker.services.aftercare_sheets import list_aftercare_languages
from pico_tracker.services.context import Done
from pico_tracker.ui.desk import Desk
from pico_tracker.ui.kit.fields import ChoiceField, Option
from pico_tracker.ui.kit.style import Tone
from pico_tracker.ui.kit.words import tr, translated
from pico_tracker.ui.sheets.logged_sheet import LoggedSheetDialog


class AftercareDialog(LoggedSheetDialog):
    """`AftercareDialog(desk, course_id, given_id, parent).open()`.

    The sheet comes in the patient's language where the clinic has all of it; another language can be
    chosen where there are several. Printing writes down once, under `given_id`, that it was given on
    paper; a sheet that is only saved as a file was given to nobody yet.
    """

    def __init__(
        self, desk: Desk, course_id: int, given_id: UUID, parent: QWidget, session_id: int | None = None
    ) -> None:
        self._wish = SheetWish(kind=SheetKind.AFTERCARE, course_id=course_id, session_id=session_id)
        super().__init__(desk, tr("Aftercare sheet"), None, parent, given_id)
        self.language = ChoiceField("language", tr("Language"))
        self.above.addWidget(self.language)
        self.language.hide()
        desk.run(list_aftercare_languages, course_id, done=self._offer_languages, failed=self.refuse)
        self.ask_for(self._wish)

    def take(self, printout: Printout) -> None:
        """Show the sheet and say in which language it is."""
        super().take(printout)
        self._show_language()

    def _offer_languages(self, languages: tuple[str, ...]) -> None:
        """The first sheet says which of them it is in."""
        self.language.set_options(Option(one, translated(language_name(one))) for one in languages)
        self._show_language()
        self.language.setVisible(len(languages) > 1)
        self.language.changed.connect(self._choose)

    def _show_language(self) -> None:
        if self.printout is not None and not self.language.raw_text():
            with QSignalBlocker(self.language):
                self.language.set_value(self.printout.wish.language)

    def _choose(self) -> None:
        if isinstance(language := self.language.value(), str):
            self.ask_for(replace(self._wish, language=language))

    def tell_kept(self, way: PrintWay, done: Done[tuple[int, ...]]) -> None:
        """For those who write the record: that the patient got it on paper is on record, too."""
        if way is PrintWay.PRINTED and self._desk.may(Permission.WRITE_CLINICAL):
            self.notices.tell(
                tr("Sent to the printer. It is on record that aftercare was given on paper."), Tone.OK
            )
