"""The form for a later look at a side effect: what was written before stays as it is."""

from functools import partial

from PySide6.QtWidgets import QWidget

from pico_tracker.domain.findings import Finding, Findings, Level
from pico_tracker.domain.side_effect_kinds import Urgency
from pico_tracker.domain.side_effects import (
    CHANGE_NAMES,
    Change,
    FollowUpEntry,
    Severity,
    SideEffect,
    check_follow_up,
)
from pico_tracker.domain.words import mark, sentence
from pico_tracker.services.side_effects import follow_up_side_effect
from pico_tracker.ui.courses.effect_reading import read_effect
from pico_tracker.ui.courses.grade_field import GradeField, grading_notes, management_field, severity_field
from pico_tracker.ui.courses.red_flags_field import RedFlagsField
from pico_tracker.ui.desk import Desk
from pico_tracker.ui.kit.fields import ChoiceField, DateField, LongTextField, Option, TextField
from pico_tracker.ui.kit.words import tr, translated
from pico_tracker.ui.side_effect_words import day_counter
from pico_tracker.ui.small_form import SmallForm

WIDTH = 760


class LookForm(SmallForm):
    """Write down how a side effect has gone on: better, worse, another grade, or a correction."""

    def __init__(self, desk: Desk, effect: SideEffect, parent: QWidget) -> None:
        super().__init__(tr("{kind}, how it goes", kind=effect.kind.name), tr("Save"), desk, parent)
        self._effect = effect
        self._entry_id = desk.mint_entry_id()
        self.tell_about(day_counter(effect, desk.context.today()))
        self._make_fields()
        self.form.fill({"seen_on": desk.context.today(), "severity": effect.now.severity})
        self.look()
        self.change.give_focus()

    def _make_fields(self) -> None:
        self.seen_on = DateField("seen_on", tr("Seen on"), required=True)
        changes = tuple(Option(one, translated(name)) for one, name in CHANGE_NAMES.items())
        self.change = ChoiceField("change", tr("Since last time"), options=changes, required=True)
        self.severity, self.grade = severity_field(), GradeField()
        self.grade.grade_by(self._effect.kind)
        self.red_flags = RedFlagsField()
        self.red_flags.ask_about(self._effect.kind)
        self.management = management_field()
        self.management_text = TextField("management_text", tr("How exactly"))
        self.note = LongTextField("note", tr("Note"), lines=2)
        fields = (
            *(self.seen_on, self.change, self.severity, self.grade, self.red_flags),
            *(self.management, self.management_text, self.note),
        )
        spans = {"grade": 0, "red_flags": 0, "management_text": 2, "note": 0}
        self.form.section("", fields, columns=3, spans=spans)
        self.setMinimumWidth(WIDTH)
        for field in fields:
            field.changed.connect(partial(self.touch, field.name))

    @property
    def version(self) -> int:
        """The version that Save will name."""
        return self._effect.version

    def entry(self) -> FollowUpEntry:
        """What is typed, as the rules and the service take it."""
        change, severity, management = self.change.value(), self.severity.value(), self.management.value()
        return FollowUpEntry(
            entry_id=self._entry_id,
            side_effect_id=self._effect.id,
            seen_on=self.seen_on.value() or self.desk.context.today(),
            change=change if isinstance(change, Change) else Change.SAME,
            severity=severity if isinstance(severity, Severity) else Severity.MILD,
            grade=self.grade.grade,
            management=management if isinstance(management, Urgency) else None,
            management_text=self.management_text.value(),
            red_flags=self.red_flags.value(),
            note=self.note.value(),
        )

    def check(self) -> Findings:
        """What is missing, and what the rules say."""
        asked = {
            "seen_on": mark("Enter the day it was seen."),
            "change": mark("Choose how it has gone on."),
            "severity": mark("Choose how severe it is."),
        }
        unread = {finding.field for finding in self.form.problems()}
        found = [
            Finding(name, sentence(text), code="side_effect.missing")
            for name, text in asked.items()
            if self.form.field(name).value() is None
        ]
        if self.red_flags.unanswered:
            said = sentence(mark("Answer each question, yes or no."))
            found.append(Finding("red_flags", said, code="side_effect.missing"))
        found += check_follow_up(self.entry(), self._effect, self.desk.context.today())
        return (*grading_notes(self._effect.kind), *(one for one in found if one.field not in unread))

    def look(self) -> None:
        """Say what the rules find, beside the field; what helps to choose is always said."""
        self.form.show_findings(
            one for one in self.check() if self._tried or one.level is Level.NOTE or one.field in self._touched
        )

    def save(self) -> None:
        """Put the look on record."""
        self.send(follow_up_side_effect, self.entry(), self._effect.version)

    def read_again(self) -> None:
        """Take the version that somebody else saved, so that a second Save can go through."""
        self.desk.run(read_effect, self._effect, done=self._take)

    def _take(self, effect: SideEffect) -> None:
        self._effect = effect
