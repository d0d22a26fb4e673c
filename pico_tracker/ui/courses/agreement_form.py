"""The form on which a longer plan of a course is agreed with the patient."""

from dataclasses import dataclass
from functools import partial
from uuid import UUID

from PySide6.QtWidgets import QWidget

from pico_tracker.domain.agreements import AgreementEntry, CourseAgreement, check_agreement
from pico_tracker.domain.courses import Course
from pico_tracker.domain.findings import Finding, Findings, Level
from pico_tracker.domain.intervals import Interval
from pico_tracker.domain.words import mark, sentence
from pico_tracker.services.agreements import agree_longer_plan, list_agreements
from pico_tracker.services.context import Context
from pico_tracker.ui.courses.reading import read_one
from pico_tracker.ui.desk import Desk
from pico_tracker.ui.kit.fields import DateField, LongTextField, WholeNumberField
from pico_tracker.ui.kit.words import tr
from pico_tracker.ui.small_form import SmallForm


@dataclass(frozen=True, slots=True)
class Agreed:
    """The course as it stands, and the plans agreed so far."""

    course: Course
    agreements: tuple[CourseAgreement, ...]

    @property
    def number(self) -> int:
        """Which plan counts now."""
        return self.agreements[-1].number if self.agreements else 1


class AgreementForm(SmallForm):
    """Agree a longer plan: it starts from the one that counts, which stays readable."""

    def __init__(self, desk: Desk, patient_id: int, course_id: int, parent: QWidget) -> None:
        super().__init__(tr("Agree longer plan"), tr("Save plan"), desk, parent)
        self._patient_id, self._course_id = patient_id, course_id
        self._entry_id: UUID = desk.mint_entry_id()
        self._agreed: Agreed | None = None
        weeks = tr("weeks")
        fields = (
            WholeNumberField("sessions_from", tr("Sessions, from"), required=True),
            WholeNumberField("sessions_to", tr("Sessions, to"), required=True),
            WholeNumberField("earliest_weeks", tr("Not before"), unit=weeks, required=True),
            WholeNumberField("target_weeks", tr("Best after"), unit=weeks, required=True),
            WholeNumberField("late_weeks", tr("Late after"), unit=weeks, required=True),
            WholeNumberField(
                "maintenance_months", tr("Maintenance every"), unit=tr("months"), hint=tr("Empty: none")
            ),
            DateField("agreed_on", tr("Agreed on"), required=True),
            LongTextField("reason", tr("Why the plan changes"), required=True, lines=2),
        )
        self.form.section("", fields, columns=3, spans={"reason": 0})
        for field in fields:
            field.changed.connect(partial(self.touch, field.name))
        self.wait_for(read_agreed, patient_id, course_id, done=self._show)

    def _show(self, agreed: Agreed) -> None:
        self._take(agreed)
        entry = agreed.course.entry
        self.form.fill(
            {
                "sessions_from": entry.sessions_from,
                "sessions_to": entry.sessions_to,
                "earliest_weeks": entry.interval.earliest_weeks,
                "target_weeks": entry.interval.target_weeks,
                "late_weeks": entry.interval.late_weeks,
                "maintenance_months": entry.maintenance_months,
                "agreed_on": self.desk.context.today(),
            }
        )
        self._touched.clear()
        self.form.field("sessions_from").give_focus()

    def _take(self, agreed: Agreed) -> None:
        self._agreed = agreed
        course = agreed.course
        self.tell_about(
            tr(
                "{course}. Plan {number} counts: {low} to {high} sessions, {done} given.",
                course=course.title,
                number=agreed.number,
                low=course.entry.sessions_from,
                high=course.entry.sessions_to,
                done=course.sessions_done,
            )
        )

    def entry(self) -> AgreementEntry:
        """What is typed, as the rules and the service take it; a missing number is 0."""
        months, agreed_on = self._value("maintenance_months"), self.form.field("agreed_on").value()
        return AgreementEntry(
            entry_id=self._entry_id,
            course_id=self._course_id,
            sessions_from=self._value("sessions_from") or 0,
            sessions_to=self._value("sessions_to") or 0,
            interval=Interval(
                self._value("earliest_weeks") or 0,
                self._value("target_weeks") or 0,
                self._value("late_weeks") or 0,
            ),
            maintenance_months=months,
            agreed_on=agreed_on or self.desk.context.today(),
            reason=str(self.form.field("reason").value()),
        )

    def _value(self, name: str) -> int | None:
        value = self.form.field(name).value()
        return value if isinstance(value, int) else None

    def check(self) -> Findings:
        """What is missing, and what the rules say."""
        if self._agreed is None:
            return ()
        unread = {finding.field for finding in self.form.problems()}
        found = (
            *self._missing(),
            *check_agreement(self.entry(), self._agreed.course, self.desk.context.today()),
        )
        return tuple(finding for finding in found if finding.field not in unread)

    def _missing(self) -> Findings:
        if self.form.field("agreed_on").value() is not None:
            return ()
        said = sentence(mark("Enter the day it was agreed."))
        return (Finding("agreed_on", said, Level.STOP, "agreement.day"),)

    def save(self) -> None:
        """Agree it."""
        if self._agreed is not None:
            self.send(agree_longer_plan, self._course_id, self._agreed.course.version, self.entry())

    def read_again(self) -> None:
        """Somebody else changed the course: say how it stands now, and keep what is typed."""
        self.desk.run(read_agreed, self._patient_id, self._course_id, done=self._take, failed=self._refuse)


def read_agreed(context: Context, patient_id: int, course_id: int) -> Agreed:
    """The course and its agreed plans; raises `NotFound`."""
    return Agreed(read_one(context, patient_id, course_id).course, list_agreements(context, course_id))
