"""The form on which a letter to the family doctor is written: drafted from the record, seen, signed."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from pico_tracker.domain.doctor_letters import ADDRESS_LIMIT, LetterEntry, check_letter
from pico_tracker.domain.drafts import Draft
from pico_tracker.domain.findings import Findings
from pico_tracker.domain.progress import CourseProgress
from pico_tracker.services.context import Context, Done
from pico_tracker.services.courses import read_patient_page
from pico_tracker.services.doctor_letters import preview_doctor_letter, read_letter_draft, write_doctor_letter
from pico_tracker.ui.desk import Desk
from pico_tracker.ui.drafting import DraftKeeper
from pico_tracker.ui.kit.buttons import Button
from pico_tracker.ui.kit.fields import ChoiceField, LongTextField, Option, TextField
from pico_tracker.ui.kit.style import px
from pico_tracker.ui.kit.words import tr
from pico_tracker.ui.sheets.sheet_dialog import SheetDialog
from pico_tracker.ui.small_form import SmallForm
from pico_tracker.ui.text_blocks.note_field import NoteField

FORM = "doctor_letter"
"""The kind of draft this form keeps; its subject is the course it was opened from."""
EVERY_COURSE = 0
WIDTH = 720
Opening = tuple[str, tuple[CourseProgress, ...], LetterEntry]
"""The patient's name, the courses, and the letter to begin with."""


class LetterForm(SmallForm):
    """`LetterForm(desk, patient_id, course_id, window, draft).open()`.

    The text begins with the record in plain sentences, of the course chosen; once somebody has typed in
    it, another choice leaves it alone. `signed(letter_id)` goes out when it is on record.
    """

    signed = Signal(int)

    def __init__(
        self, desk: Desk, patient_id: int, course_id: int, parent: QWidget, draft: Draft | None = None
    ) -> None:
        super().__init__(tr("Letter to the doctor"), tr("Sign and print"), desk, parent)
        self._patient_id, self._offered = patient_id, ""
        self.save_button.explain(tr("Signs it under your name. A signed letter never changes."))
        self.look_button = Button(tr("Preview"), icon="print", run=self.preview)
        self.look_button.explain(tr("Shows the letter as it will be printed; nobody has signed it then."))
        self.ends_with(self.close_button, self.look_button, self.save_button)
        self.addressee = LongTextField(
            "addressee", tr("Doctor's name and address"), required=True, lines=5, limit=ADDRESS_LIMIT
        )
        self.course = ChoiceField("course_id", tr("About"))
        self.subject = TextField("subject", tr("Subject"), required=True)
        self.text = NoteField(desk, "text", tr("Letter"), required=True, lines=11)
        fields = (self.addressee, self.course, self.subject, self.text)
        self.form.section("", fields, columns=2, spans={"subject": 0, "text": 0})
        for field in fields:
            field.changed.connect(partial(self.touch, field.name))
        self.setMinimumWidth(px(WIDTH))
        self.sheet: SheetDialog | None = None
        self.keeper = DraftKeeper(desk, self.form, FORM, course_id, self._draft_title)
        self.wait_for(read_opening, patient_id, course_id, done=partial(self._show, draft))

    def _show(self, draft: Draft | None, opening: Opening) -> None:
        name, courses, letter = opening
        self.tell_about(name)
        every = Option(EVERY_COURSE, tr("All courses"))
        self.course.set_options((every, *(Option(one.course.id, one.course.title) for one in courses)))
        self.form.fill({"addressee": letter.addressee, "course_id": letter.course_id or EVERY_COURSE})
        self._offer(letter)
        if draft is not None:
            self.keeper.resume(draft)
        self._touched.clear()
        self.course.changed.connect(self._ask_again)
        (self.text if self.addressee.value() else self.addressee).give_focus()

    def _offer(self, letter: LetterEntry) -> None:
        """Put a drafted letter in, where nobody has typed in the one before."""
        if self.text.raw_text() == self._offered:
            self.form.fill({"subject": letter.subject, "text": letter.text})
            self._offered = self.text.raw_text()

    def _ask_again(self) -> None:
        latest = f"letter-draft-{id(self)}"
        self.desk.run(
            read_letter_draft,
            self._patient_id,
            self._course_id(),
            done=self._offer,
            failed=self._refuse,
            latest=latest,
        )

    def _course_id(self) -> int | None:
        value = self.course.value()
        return value if isinstance(value, int) and value != EVERY_COURSE else None

    def _draft_title(self) -> str:
        subject = self.subject.value()
        return tr("Letter to the doctor, {subject}", subject=subject)[:200] if subject else self.windowTitle()

    def entry(self) -> LetterEntry:
        """What is typed, as the rules and the service take it."""
        return LetterEntry(
            entry_id=self.keeper.entry_id,
            patient_id=self._patient_id,
            course_id=self._course_id(),
            addressee=self.addressee.value(),
            subject=self.subject.value(),
            text=self.text.value(),
        )

    def check(self) -> Findings:
        """What keeps it from being signed."""
        return check_letter(self.entry())

    def preview(self) -> None:
        """Show the letter as it will be printed, as a draft; what is missing is said instead."""
        self._tried = True
        self.look()
        if self.form.focus_first_stop():
            return
        self.sheet = SheetDialog(tr("Letter to the doctor"), b"", self.desk.backend, self)
        self.desk.run(
            preview_doctor_letter, self.entry(), done=self.sheet.show_pdf, failed=self.sheet.refuse, long=True
        )
        self.sheet.open()

    def save(self) -> None:
        """Sign it."""
        self.send(write_doctor_letter, self.entry())

    def _done(self, done: object) -> None:
        self.keeper.stop()
        super()._done(done)
        if isinstance(done, Done):
            self.signed.emit(done.value)


def read_opening(context: Context, patient_id: int, course_id: int) -> Opening:
    """Whose letter it is, the courses it may be about, and the letter to begin with."""
    page = read_patient_page(context, patient_id)
    return page.patient.name, page.courses, read_letter_draft(context, patient_id, course_id)
