"""What a patient says about a reaction: written down by anybody, judged by a practitioner."""

from functools import partial

from PySide6.QtWidgets import QWidget

from pico_tracker.domain.findings import Finding, Findings
from pico_tracker.domain.reported_reactions import (
    ReportedReaction,
    ReportedReactionEntry,
    check_judgement,
    check_reported_reaction,
)
from pico_tracker.domain.words import mark, sentence
from pico_tracker.services.incidents import dismiss_reaction, report_reaction
from pico_tracker.ui.desk import Desk
from pico_tracker.ui.kit.days import said_day
from pico_tracker.ui.kit.fields import DateField, LongTextField
from pico_tracker.ui.kit.words import tr
from pico_tracker.ui.small_form import SmallForm


class ReactionForm(SmallForm):
    """Write down what a patient says; a practitioner judges it."""

    def __init__(self, desk: Desk, course_id: int, parent: QWidget) -> None:
        super().__init__(tr("What the patient reports"), tr("Save"), desk, parent)
        self._course_id, self._entry_id = course_id, desk.mint_entry_id()
        self.tell_about(
            tr(
                "A practitioner judges it. Fetch one now for trouble breathing, a swollen face or tongue, "
                "anything about an eye, blisters, pus or a fever."
            )
        )
        self.said = LongTextField("said", tr("In the patient's words"), required=True, lines=4)
        self.since = DateField("since", tr("Since"), required=True)
        self.form.section("", (self.said, self.since), columns=2, spans={"said": 0})
        for field in (self.said, self.since):
            field.changed.connect(partial(self.touch, field.name))
        self.form.fill({"since": desk.context.today()})
        self.said.give_focus()

    def entry(self) -> ReportedReactionEntry:
        """What is typed, as the rules and the service take it."""
        since = self.since.value() or self.desk.context.today()
        return ReportedReactionEntry(
            entry_id=self._entry_id, course_id=self._course_id, said=self.said.value().strip(), since=since
        )

    def check(self) -> Findings:
        """What is missing, and what the rules say."""
        found = check_reported_reaction(self.entry(), self.desk.context.today())
        if self.since.problems():
            return tuple(one for one in found if one.field != "since")
        if self.since.value() is None:
            said = sentence(mark("Enter the day it began."))
            return (*found, Finding("since", said, code="reaction.missing"))
        return found

    def save(self) -> None:
        """Put it on record."""
        self.send(report_reaction, self.entry())


class DismissForm(SmallForm):
    """Say why what a patient reported is no side effect."""

    def __init__(self, desk: Desk, reaction: ReportedReaction, parent: QWidget) -> None:
        super().__init__(tr("No side effect"), tr("Save"), desk, parent)
        self._reaction = reaction
        values = {"name": reaction.reported_by, "date": said_day(reaction.entry.since)}
        self.tell_about(tr("The patient said to {name}, since {date}: {said}", said=reaction.entry.said, **values))
        self.finding = LongTextField("finding", tr("Why it is none"), required=True, lines=2)
        self.form.section("", (self.finding,), columns=1)
        self.finding.changed.connect(lambda: self.touch("finding"))
        self.finding.give_focus()

    def check(self) -> Findings:
        """What is missing."""
        return check_judgement(self.finding.value().strip())

    def save(self) -> None:
        """Settle the report."""
        self.send(dismiss_reaction, self._reaction.id, self.finding.value())
