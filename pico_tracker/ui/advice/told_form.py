"""The form that writes down that preparation or aftercare was told."""

from functools import partial

from PySide6.QtWidgets import QWidget

from pico_tracker.domain.advice import ADVICE_NAMES, AdviceEntry, AdviceKind, AdviceWay, check_advice
from pico_tracker.domain.findings import Finding, Findings
from pico_tracker.domain.words import mark, sentence
from pico_tracker.services.advice import CourseAdvice, read_course_advice, record_advice
from pico_tracker.ui.desk import Desk
from pico_tracker.ui.kit.fields import DateField, TickField
from pico_tracker.ui.kit.form import AnyField
from pico_tracker.ui.kit.words import tr, translated
from pico_tracker.ui.small_form import SmallForm


class ToldForm(SmallForm):
    """When and how it was told; the version is that of the texts as they are now."""

    def __init__(self, desk: Desk, kind: AdviceKind, course_id: int, parent: QWidget) -> None:
        title = tr("{what} was told", what=translated(ADVICE_NAMES[kind]))
        super().__init__(title, tr("Save"), desk, parent)
        self._kind, self._course_id, self._entry_id = kind, course_id, desk.mint_entry_id()
        self.told_on = DateField("told_on", tr("Told on"), required=True)
        self.ways = {
            AdviceWay.SPOKEN: TickField("ways", tr("Spoken")),
            AdviceWay.PRINTED: TickField("printed", tr("Printed and handed over")),
            AdviceWay.EMAILED: TickField("emailed", tr("Sent by e-mail")),
        }
        fields: tuple[AnyField, ...] = (self.told_on, *self.ways.values())
        self.form.section("", fields, columns=1)
        for field in fields:
            field.changed.connect(partial(self.touch, field.name))
        self.form.fill({"told_on": desk.context.today(), "ways": True})
        self.wait_for(read_course_advice, course_id, done=self._show)

    def _show(self, advice: CourseAdvice) -> None:
        text = advice.preparation if self._kind is AdviceKind.PREPARATION else advice.aftercare
        lines = tr("{count} lines, version {version}.", count=len(text.lines), version=text.version)
        self.tell_about(lines)
        self._touched.clear()

    def _entry(self) -> AdviceEntry:
        return AdviceEntry(
            entry_id=self._entry_id,
            course_id=self._course_id,
            kind=self._kind,
            told_on=self.told_on.value() or self.desk.context.today(),
            ways=frozenset(way for way, field in self.ways.items() if field.value()),
        )

    def check(self) -> Findings:
        """What is missing, and what the rules say."""
        if self.told_on.value() is None and not self.told_on.problems():
            return (Finding("told_on", sentence(mark("Enter the day it was told.")), code="advice.missing"),)
        return check_advice(self._entry(), self.desk.context.today())

    def save(self) -> None:
        """Put it on record."""
        self.send(record_advice, self._entry())
