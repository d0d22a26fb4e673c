"""The form for a follow-up call; it holds no clinical text, so that reception may fill it in."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from pico_tracker.domain.advice import FollowUpCallEntry, check_call
from pico_tracker.domain.findings import Findings
from pico_tracker.services.advice import record_follow_up_call
from pico_tracker.services.courses import CourseSummary, list_course_summaries
from pico_tracker.ui.desk import Desk
from pico_tracker.ui.kit.fields import YesNoField
from pico_tracker.ui.kit.words import tr
from pico_tracker.ui.small_form import SmallForm


class CallForm(SmallForm):
    """Reached or not, aftercare followed, any reaction.

    `reaction_told(patient_id, course_id)` follows a saved call in which the patient tells of one.
    """

    reaction_told = Signal(int, int)

    def __init__(self, desk: Desk, patient_id: int, course_id: int, parent: QWidget) -> None:
        super().__init__(tr("Follow-up call"), tr("Save call"), desk, parent)
        self._patient_id, self._course_id = patient_id, course_id
        self._entry_id = desk.mint_entry_id()
        self.reached = YesNoField("reached", tr("Reached the patient"))
        self.followed = YesNoField("aftercare_followed", tr("Aftercare followed"))
        self.reaction = YesNoField("reaction", tr("Tells of a reaction"))
        fields = (self.reached, self.followed, self.reaction)
        self.form.section("", fields, columns=1)
        for field in fields:
            field.changed.connect(partial(self.touch, field.name))
        self.reached.changed.connect(self._adapt)
        self._adapt()
        self.wait_for(list_course_summaries, patient_id, done=self._show)

    def _show(self, courses: tuple[CourseSummary, ...]) -> None:
        title = next((one.title for one in courses if one.course_id == self._course_id), "")
        self.tell_about(title)
        self._touched.clear()
        self.reached.give_focus()

    def _adapt(self) -> None:
        for field in (self.followed, self.reaction):
            field.set_read_only(not self.reached.value())

    def _entry(self) -> FollowUpCallEntry:
        reached = self.reached.value()
        return FollowUpCallEntry(
            entry_id=self._entry_id,
            course_id=self._course_id,
            called_on=self.desk.context.today(),
            reached=reached,
            aftercare_followed=self.followed.value() if reached else None,
            reaction=self.reaction.value() if reached else None,
        )

    def check(self) -> Findings:
        """What the rules say."""
        return check_call(self._entry(), self.desk.context.today())

    def save(self) -> None:
        """Put it on record."""
        self.send(record_follow_up_call, self._entry())

    def _done(self, done: object) -> None:
        super()._done(done)
        if self._entry().reaction:
            self.reaction_told.emit(self._patient_id, self._course_id)
