"""What a patient says about a reaction: written down by anybody, judged by a practitioner."""

from collections.abc import Iterable
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget

from pico_tracker.domain.errors import PicoError
from pico_tracker.domain.findings import Finding, Findings
from pico_tracker.domain.photos import PhotoEntry
from pico_tracker.domain.reported_reactions import (
    ReactionOpening,
    ReportedReaction,
    ReportedReactionEntry,
    Treatment,
    check_judgement,
    check_reported_reaction,
)
from pico_tracker.domain.words import mark, sentence
from pico_tracker.services.context import Done
from pico_tracker.services.incidents import dismiss_reaction, read_reaction_opening, report_reaction
from pico_tracker.services.photos import attach_photo
from pico_tracker.ui.courses.photo_picker import PhotoPicker
from pico_tracker.ui.courses.reaction_questions import ReactionQuestions, WhatFollows, said_report
from pico_tracker.ui.desk import Desk
from pico_tracker.ui.kit.days import said_day
from pico_tracker.ui.kit.field import Field
from pico_tracker.ui.kit.fields import ChoiceField, DateField, LongTextField, Option
from pico_tracker.ui.kit.style import Tone
from pico_tracker.ui.kit.words import said, tr
from pico_tracker.ui.photo_strip import PhotoStrip
from pico_tracker.ui.small_form import SmallForm

Meant = tuple[int, date | None]
"""Course and day that the patient means; None: nobody can tell the day."""
WIDTH = 720


class ReactionForm(SmallForm):
    """Write down what a patient says, in 30 seconds and by the keyboard alone; a practitioner judges it.

    `course_id` is the course one came from; its last treatment is then offered. Nothing else is preset.
    A photo is attached once the report is on record, which it stays whatever becomes of the photo.
    """

    def __init__(self, desk: Desk, patient_id: int, course_id: int | None, parent: QWidget) -> None:
        super().__init__(tr("A patient reports a reaction"), tr("Save"), desk, parent)
        self._course_id, self._entry_id = course_id, desk.mint_entry_id()
        self._patient_id, self._photo_id = patient_id, desk.mint_entry_id()
        self._opening: ReactionOpening | None = None
        self._reaction_id: int | None = None
        self._is_attaching = False
        self.photo = PhotoPicker(desk)
        self.treatment = ChoiceField("treated_on", tr("After the treatment of"), required=True)
        self.since = DateField("since", tr("Since"), required=True)
        self.said = LongTextField("said", tr("In the patient's words"), required=True, lines=2)
        self.questions = ReactionQuestions(self.save_button.setFocus, self)
        self.follows = WhatFollows()
        self._place()
        self.wait_for(read_reaction_opening, patient_id, done=self._show)

    def _place(self) -> None:
        fields: tuple[Field[Any], ...] = (self.treatment, self.since, self.said)
        self.form.section("", fields, columns=3, spans={"treated_on": 2, "said": 0})
        self.form.section(tr("Ask the patient"), self.questions.fields, columns=1)
        self.add(self.photo)
        self._buttons.insertWidget(0, self.photo.choose_button)
        self.add(self.follows)
        self.setMinimumWidth(WIDTH)
        self._follow()
        for field in (*fields, *self.questions.fields):
            field.changed.connect(partial(self.touch, field.name))
        for question in self.questions.fields:
            question.changed.connect(self._follow)

    def _follow(self) -> None:
        opening = self._opening
        advice, review_by = ("", None) if opening is None else (opening.advice, opening.review_by)
        self.follows.show_answers(self.questions.answers(), advice, review_by)

    def _show(self, opening: ReactionOpening) -> None:
        self._opening = opening
        self.tell_about(tr("{name}, {number}", name=opening.patient_name, number=opening.record_number))
        self.treatment.set_options(_options(opening.treatments))
        last = next((one for one in opening.treatments if one.course_id == self._course_id), None)
        self.treatment.set_value(None if last is None else _last_of(last))
        if not opening.treatments:
            said = sentence(mark("No course is on record here to write it down for. Tell a practitioner now."))
            self.form.show_findings((Finding("treated_on", said, code="reaction.course"),))
            self.save_button.setEnabled(False)
        self._touched.clear()
        self._follow()
        (self.treatment if last is None else self.since).give_focus()

    def _meant(self) -> Meant | None:
        value = self.treatment.value()
        return value if isinstance(value, tuple) else None

    def entry(self) -> ReportedReactionEntry:
        """What is typed, as the rules and the service take it."""
        course_id, treated_on = self._meant() or (0, None)
        return ReportedReactionEntry(
            entry_id=self._entry_id,
            course_id=course_id,
            said=self.said.value().strip(),
            since=self.since.value() or self.desk.context.today(),
            treated_on=treated_on,
            answers=self.questions.answers(),
        )

    def check(self) -> Findings:
        """What is missing, and what the rules say."""
        found = check_reported_reaction(self.entry(), self.desk.context.today())
        if self.since.value() is None:
            found = tuple(one for one in found if one.field != "since" and one.code != "reaction.before")
        return (*self._missing(), *found)

    def _missing(self) -> Iterable[Finding]:
        if self._meant() is None:
            said = sentence(mark("Choose the treatment that the patient means."))
            yield Finding("treated_on", said, code="reaction.missing")
        if self.since.value() is None and not self.since.problems():
            yield Finding("since", sentence(mark("Enter the day it began.")), code="reaction.missing")

    def save(self) -> None:
        """Put it on record, then the photo beside it."""
        if self._reaction_id is None:
            self.send(report_reaction, self.entry())
        else:
            self._attach(self._reaction_id)

    def _done(self, done: object) -> None:
        if isinstance(done, Done):
            self._reaction_id = done.value
            self._attach(done.value)

    def _attach(self, reaction_id: int) -> None:
        if self.photo.path is None:
            super()._done(None)
            return
        self._set_attaching(is_attaching=True)
        entry = PhotoEntry(
            entry_id=self._photo_id, patient_id=self._patient_id, reaction_id=reaction_id, path=self.photo.path
        )
        self.desk.run(attach_photo, entry, done=super()._done, failed=self._keep_report, long=True)

    def _keep_report(self, error: PicoError) -> None:
        """Say that the report is kept and the photo is not; another one may be chosen."""
        self._set_attaching(is_attaching=False)
        self.photo.remove()
        text = tr("The report is on record, but without the photo. {reason}", reason=said(error.sentence))
        self.form.notices.clear()
        self.form.notices.tell(text, Tone.WARN)
        self.save_button.setText(tr("Done"))

    def _set_attaching(self, *, is_attaching: bool) -> None:
        self._is_attaching = is_attaching
        for part in (self.photo, self.photo.choose_button, self.save_button):
            part.setEnabled(not is_attaching)
        for field in self.form.fields:
            field.setEnabled(False)

    def reject(self) -> None:
        """Close; what is on record already is told, and a photo on its way is waited for."""
        if self._is_attaching:
            return
        if self._reaction_id is not None:
            self.saved.emit()
        super().reject()


def _options(treatments: Iterable[Treatment]) -> Iterable[Option]:
    for one in treatments:
        for day in one.days:
            text = tr("{date} · {course}", date=said_day(day), course=one.title)
            yield Option((one.course_id, day), text)
        yield Option((one.course_id, None), tr("{course}, day not known", course=one.title))


def _last_of(treatment: Treatment) -> Meant:
    return treatment.course_id, treatment.days[0] if treatment.days else None


class DismissForm(SmallForm):
    """Say why what a patient reported is no side effect."""

    def __init__(self, desk: Desk, reaction: ReportedReaction, parent: QWidget) -> None:
        super().__init__(tr("No side effect"), tr("Save"), desk, parent)
        self._reaction = reaction
        self.tell_about(said_report(reaction))
        self.photos = PhotoStrip(desk, self)
        self.body.insertWidget(1, self.photos)
        self.photos.show_reaction(reaction)
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
