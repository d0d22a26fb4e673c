"""The course form's fields, the values a concern brings along, and the entry they make."""

from collections.abc import Mapping
from datetime import date
from uuid import UUID

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from pico_tracker.domain.courses import Concern, CourseEntry
from pico_tracker.domain.inks import INK_NAMES, TATTOO, InkColour
from pico_tracker.domain.intervals import Interval
from pico_tracker.ui.kit.cards import Card
from pico_tracker.ui.kit.chips import Chip, ChipText
from pico_tracker.ui.kit.choice_fields import Option
from pico_tracker.ui.kit.fields import ChoiceField, DateField, LongTextField, TextField, WholeNumberField
from pico_tracker.ui.kit.plain_text import Label, Role
from pico_tracker.ui.kit.style import Tone
from pico_tracker.ui.kit.toggles_field import TogglesField
from pico_tracker.ui.kit.words import tr, translated
from pico_tracker.ui.record_form_page import RecordForm

SOURCED = "sourced"
_FIGURES = ("sessions_from", "sessions_to", "earliest_weeks", "target_weeks", "late_weeks", "maintenance_months")


class CourseForm(RecordForm):
    """Concern, area and what is agreed. Choosing a concern fills sessions, weeks and maintenance
    as long as nobody typed there, and says how well founded those values are.

    `extra` travels with the draft: the patient.
    """

    def __init__(self, extra: dict[str, str]) -> None:
        super().__init__()
        self.extra = extra
        self._concerns: dict[int, Concern] = {}
        self._proposed: dict[str, str] = {}
        self._filling = False
        self.concern = ChoiceField("concern_id", tr("Concern"), required=True)
        area = TextField("area", tr("Area, such as right forearm"), required=True)
        opened = DateField("opened_on", tr("Opened on"), required=True)
        inks = tuple(Option(ink, translated(name)) for ink, name in INK_NAMES.items())
        self.inks = TogglesField("inks", tr("Ink colours"), inks)
        treated = (self.concern, area, opened, self.inks)
        self.section(tr("What is treated"), treated, columns=3, spans={"inks": 0})
        self.inks.hide()
        self.plan = self.section(tr("Plan"), _plan_fields(), columns=3)
        self._add_evidence(self.plan)
        goal = LongTextField("goal", tr("What the patient wants and what was agreed"), lines=4)
        self.section(tr("Goal and agreement"), (goal,), columns=1)
        self.concern.changed.connect(self._propose)

    def _add_evidence(self, plan: Card) -> None:
        self.evidence = Chip(ChipText(""))
        self.evidence_text = Label("", Role.QUIET, wrap=True)
        self.notes = Label("", Role.QUIET, wrap=True)
        box = QWidget()
        row = QHBoxLayout(box)
        row.setContentsMargins(0, 4, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.evidence)
        row.addWidget(self.evidence_text, 1)
        self._evidence_box = plan.add(box)
        self._evidence_box.hide()
        plan.add(self.notes)
        self.notes.hide()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep room for the notes at the new width."""
        super().resizeEvent(event)
        self._give_room()

    def _give_room(self) -> None:
        """The page asks for the height at its own width, where the narrower form needs more lines."""
        margins = self.plan.body.contentsMargins()
        width = self.width() - margins.left() - margins.right() - 2
        self.notes.setMinimumHeight(self.notes.heightForWidth(width) if self.notes.text() else 0)

    def raw(self) -> dict[str, str]:
        """Everything as typed, with what travels along."""
        return super().raw() | self.extra

    def offer_concerns(self, concerns: tuple[Concern, ...], has: int = 0) -> None:
        """Offer what the clinic treats; a retired concern only where the course `has` it already."""
        self._concerns = {concern.id: concern for concern in concerns}
        offered = (one for one in concerns if not one.retired or one.id == has)
        self.concern.set_options(tuple(Option(one.id, one.name) for one in offered))

    def fill(self, values: Mapping[str, object]) -> None:
        """Show these values; a concern among them proposes nothing."""
        self._filling = True
        super().fill(values)
        self._filling = False
        self._remember_proposal()

    def _propose(self) -> None:
        self._explain()
        concern = self._chosen()
        if concern is None or self._filling:
            return
        values, raw = figures_of(concern), self.raw()
        super().fill({name: values[name] for name in _FIGURES if raw[name] in ("", self._proposed.get(name))})
        self._remember_proposal()

    def _remember_proposal(self) -> None:
        concern = self._chosen()
        values = {} if concern is None else figures_of(concern)
        self._proposed = {name: "" if value is None else str(value) for name, value in values.items()}

    def _explain(self) -> None:
        concern = self._chosen()
        self.inks.setVisible(concern is not None and concern.key == TATTOO)
        self._evidence_box.setVisible(concern is not None)
        self.notes.setVisible(concern is not None and bool(concern.notes))
        if concern is not None:
            self.evidence.show_chip(confirmed_chip() if concern.is_confirmed else evidence_chip(concern.evidence))
            self.evidence_text.setText(
                confirmed_text() if concern.is_confirmed else evidence_text(concern.evidence)
            )
            self.notes.setText("\n".join(concern.notes))
            self._give_room()

    def _chosen(self) -> Concern | None:
        value = self.concern.value()
        return self._concerns.get(value) if isinstance(value, int) else None

    def entry(self, entry_id: UUID, patient_id: int, today: date) -> CourseEntry:
        """What is typed, as the rules and the service take it; a missing number is 0."""
        concern = self._chosen()
        number = {name: self._whole(name) for name in _FIGURES}
        weeks = (number["earliest_weeks"] or 0, number["target_weeks"] or 0, number["late_weeks"] or 0)
        opened_on = self.field("opened_on").value()
        return CourseEntry(
            entry_id=entry_id,
            patient_id=patient_id,
            concern_id=0 if concern is None else concern.id,
            area=str(self.field("area").value() or ""),
            sessions_from=number["sessions_from"] or 0,
            sessions_to=number["sessions_to"] or 0,
            interval=Interval(*weeks),
            maintenance_months=number["maintenance_months"],
            opened_on=opened_on if isinstance(opened_on, date) else today,
            goal=str(self.field("goal").value() or ""),
            inks=self._inks(concern),
        )

    def _inks(self, concern: Concern | None) -> tuple[InkColour, ...]:
        if concern is None or concern.key != TATTOO:
            return ()
        return tuple(ink for ink in self.inks.value() if isinstance(ink, InkColour))

    def _whole(self, name: str) -> int | None:
        value = self.field(name).value()
        return value if isinstance(value, int) else None


def values_of(entry: CourseEntry) -> dict[str, object]:
    """A course's entry as the form's fields take it."""
    return {
        "concern_id": entry.concern_id,
        "area": entry.area,
        "opened_on": entry.opened_on,
        "sessions_from": entry.sessions_from,
        "sessions_to": entry.sessions_to,
        "earliest_weeks": entry.interval.earliest_weeks,
        "target_weeks": entry.interval.target_weeks,
        "late_weeks": entry.interval.late_weeks,
        "maintenance_months": entry.maintenance_months,
        "goal": entry.goal,
        "inks": entry.inks,
    }


def evidence_chip(evidence: str) -> ChipText:
    """How well founded the proposed values are, in a word."""
    words = {
        SOURCED: ChipText(tr("Sourced"), Tone.OK),
        "mixed": ChipText(tr("Partly unsourced"), Tone.WARN),
        "derived": ChipText(tr("Derived, unsourced"), Tone.WARN),
    }
    return words.get(evidence, ChipText(tr("Unsourced"), Tone.WARN))


def evidence_text(evidence: str) -> str:
    """What that means for who opens the course."""
    if evidence == SOURCED:
        return tr("These values come from published studies.")
    if evidence == "mixed":
        return tr("Some of these values are unsourced: confirm with your clinician.")
    return tr("These values are unsourced: confirm with your clinician.")


def confirmed_chip() -> ChipText:
    """The clinic ticked the proposed values off."""
    return ChipText(tr("Confirmed"), Tone.OK)


def confirmed_text() -> str:
    """What that means for who opens the course."""
    return tr("Your clinic has confirmed these values.")


def figures_of(concern: Concern) -> dict[str, int | None]:
    """What a concern proposes, field name to number."""
    return {
        "sessions_from": concern.sessions_from,
        "sessions_to": concern.sessions_to,
        "earliest_weeks": concern.interval.earliest_weeks,
        "target_weeks": concern.interval.target_weeks,
        "late_weeks": concern.interval.late_weeks,
        "maintenance_months": concern.maintenance_months,
    }


def _plan_fields() -> tuple[WholeNumberField, ...]:
    weeks, empty = tr("weeks"), tr("Empty: no maintenance")
    return (
        WholeNumberField("sessions_from", tr("Sessions expected, from"), required=True),
        WholeNumberField("sessions_to", tr("Sessions expected, to"), required=True),
        WholeNumberField("maintenance_months", tr("Maintenance after"), unit=tr("months"), hint=empty),
        WholeNumberField("earliest_weeks", tr("Next session, not before"), unit=weeks, required=True),
        WholeNumberField("target_weeks", tr("Next session, planned after"), unit=weeks, required=True),
        WholeNumberField("late_weeks", tr("Next session, late after"), unit=weeks, required=True),
    )
