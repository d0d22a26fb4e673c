"""The fields of a consultation and the entry they make."""

from datetime import date
from uuid import UUID

from pico_tracker.domain.advice import AdviceText
from pico_tracker.domain.consultations import BASELINE_PHOTO_NAMES, BaselinePhotos, ConsultationEntry
from pico_tracker.domain.patients import Fitzpatrick
from pico_tracker.ui.kit.choice_fields import Option
from pico_tracker.ui.kit.fields import (
    ChoiceField,
    DateField,
    LinesField,
    LongTextField,
    TextField,
    TickField,
    WholeNumberField,
    YesNoField,
)
from pico_tracker.ui.kit.plain_text import Label, Role
from pico_tracker.ui.kit.words import tr, translated
from pico_tracker.ui.record_form_page import RecordForm


class ConsultationForm(RecordForm):
    """What is asked, told and agreed, in the order of a conversation."""

    def __init__(self) -> None:
        super().__init__()
        self._ask()
        self._tell()
        self.told = self.section(tr("Preparation"), (TickField("preparation_told", tr("Told")),), columns=1)
        photos = tuple(Option(one, translated(name)) for one, name in BASELINE_PHOTO_NAMES.items())
        start = self.section(
            tr("At the start"),
            (
                ChoiceField("photos", tr("Photos of the start"), options=photos),
                TextField("photos_note", tr("Where the photos are")),
            ),
            columns=2,
        )
        start.add(
            Label(tr("Scores of the start are entered under Scores on the patient's page."), Role.SMALL, wrap=True)
        )
        self.section(tr("Agreement"), (YesNoField("agreed", tr("The patient goes ahead")),), columns=1)

    def _ask(self) -> None:
        types = tuple(Option(one, one.value) for one in Fitzpatrick)
        fields = (
            LongTextField("history", tr("Concern and history"), required=True, lines=4),
            DateField("held_on", tr("Held on"), required=True),
            ChoiceField("fitzpatrick", tr("Skin type (Fitzpatrick)"), options=types, required=True),
            LongTextField("medicines", tr("Medicines, or none"), required=True, lines=2),
            LinesField("allergies", tr("Allergies"), add=tr("Add an allergy")),
            LongTextField("goal", tr("What the patient wants"), required=True, lines=2),
        )
        spans = {"history": 0, "goal": 0}
        self.section(tr("What is asked"), fields, columns=2, spans=spans)

    def _tell(self) -> None:
        fields = (
            TickField("told_no_treatment", tr("No treatment is an alternative")),
            TickField("told_topical", tr("Topical treatment is an alternative")),
            LongTextField("told_other", tr("Other alternatives"), lines=2),
            WholeNumberField("sessions_from", tr("Sessions expected, from"), required=True),
            WholeNumberField("sessions_to", tr("Sessions expected, to"), required=True),
            LongTextField("limits", tr("What may not be possible"), required=True, lines=3),
        )
        self.section(tr("What is told"), fields, columns=2, spans={"told_other": 0, "limits": 0})

    def show_preparation(self, text: AdviceText) -> None:
        """Show what is told about the preparation, and in which version."""
        tick = self.field("preparation_told")
        for number, said in enumerate(text.lines):
            self.told.body.insertWidget(number, Label(f"•  {said}", wrap=True))
        if isinstance(tick, TickField):
            tick.input.setText(tr("Told, version {version}", version=text.version))

    def entry(self, entry_id: UUID, course_id: int, today: date) -> ConsultationEntry:
        """What is typed, as the rules and the service take it; a missing number is 0."""
        held_on, photos = self._value("held_on"), self._value("photos")
        skin_type, agreed = self._value("fitzpatrick"), self._value("agreed")
        allergies = self._value("allergies")
        return ConsultationEntry(
            entry_id=entry_id,
            course_id=course_id,
            held_on=held_on if isinstance(held_on, date) else today,
            history=self._text("history"),
            fitzpatrick=skin_type if isinstance(skin_type, Fitzpatrick) else None,
            medicines=self._text("medicines"),
            allergies=allergies if isinstance(allergies, tuple) else (),
            goal=self._text("goal"),
            told_no_treatment=bool(self._value("told_no_treatment")),
            told_topical=bool(self._value("told_topical")),
            told_other=self._text("told_other"),
            sessions_from=self._whole("sessions_from"),
            sessions_to=self._whole("sessions_to"),
            limits=self._text("limits"),
            photos=photos if isinstance(photos, BaselinePhotos) else BaselinePhotos.NONE,
            photos_note=self._text("photos_note"),
            preparation_told=bool(self._value("preparation_told")),
            agreed=agreed if isinstance(agreed, bool) else None,
        )

    def _value(self, name: str) -> object:
        return self.field(name).value()

    def _text(self, name: str) -> str:
        return str(self._value(name) or "")

    def _whole(self, name: str) -> int:
        value = self._value(name)
        return value if isinstance(value, int) else 0
