"""The fields of a signed session, as they were signed, to be amended."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from pico_tracker.domain.endings import Ending
from pico_tracker.domain.findings import Finding, Findings, Level
from pico_tracker.domain.passes import PassEntry
from pico_tracker.domain.people import StaffMember
from pico_tracker.domain.responses import ANAESTHESIA_NAMES, COOLING_NAMES, Anaesthesia, Cooling
from pico_tracker.domain.rooms import Room
from pico_tracker.domain.safety_checks import HEALING_NAMES
from pico_tracker.domain.session_amendments import check_amendment, keep_fixed
from pico_tracker.domain.session_records import SessionRecord
from pico_tracker.domain.sessions import SessionEntry, SessionFacts
from pico_tracker.domain.treated_areas import TreatedArea
from pico_tracker.domain.words import Sentence, clean_text, mark, sentence
from pico_tracker.ui.body_map.areas_field import AreasField
from pico_tracker.ui.desk import Desk
from pico_tracker.ui.kit.cards import Card
from pico_tracker.ui.kit.fields import (
    ChoiceField,
    DateField,
    LongTextField,
    NumberField,
    Option,
    TextField,
    WholeNumberField,
)
from pico_tracker.ui.kit.form import FieldGrid
from pico_tracker.ui.kit.style import px
from pico_tracker.ui.kit.words import tr, translated
from pico_tracker.ui.record_form_page import RecordForm
from pico_tracker.ui.session_log.counts_field import CountsField
from pico_tracker.ui.session_log.ending_part import EndingPart
from pico_tracker.ui.session_log.entry import ReadPass, read_pass
from pico_tracker.ui.session_log.pass_text import PassText, settings_of
from pico_tracker.ui.session_log.passes_field import PassesField
from pico_tracker.ui.session_log.plan_field import NextPlanField
from pico_tracker.ui.session_log.products_field import ProductsField

_NUMBING = ("anaesthesia_product", "anaesthesia_percent", "anaesthesia_minutes", "anaesthesia_area_cm2")
_ENDING_WIDTH = 420
"""In px at 100 %."""
_BY_RULE = ("handpiece_id",)
"""Settings that only some lasers ask for; the rules say so."""
_ASKED: Mapping[str, str] = {
    "performed_on": mark("Enter the day of the session."),
    "operator_id": mark("Choose who treated."),
    "cooling": mark("Choose how the skin was cooled, or none."),
    "anaesthesia": mark("Choose how the skin was numbed, or none."),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class AmendGround:
    """What the form shows and is judged by."""

    record: SessionRecord
    facts: SessionFacts
    operators: tuple[StaffMember, ...]
    rooms: tuple[Room, ...]
    areas: tuple[TreatedArea, ...]


class AmendForm(RecordForm):
    """Every field of a signed session that may be amended, and why."""

    def __init__(self, desk: Desk, ground: AmendGround) -> None:
        super().__init__()
        self.ground = ground
        devices = tuple(ground.facts.devices.values())
        self.reason = LongTextField("reason", tr("Why it is amended"), required=True, lines=2)
        self.section(tr("Reason"), (self.reason,), columns=1)
        self._add_session(ground)
        self.passes = PassesField(devices)
        self.passes.tools.protocol_button.hide()  # what was given is no matter of a protocol
        self.counts = CountsField(devices)
        self.areas = AreasField(desk, ground.record.course.id, ground.areas)
        self._add_treatment()
        self._add_response()
        self.plan = NextPlanField(devices, ground.rooms, self.passes.value)
        self.products = ProductsField((), desk)
        call = DateField("call_on", tr("Follow-up call on"))
        self.section(tr("What comes next"), (self.plan, self.products, call), columns=3)
        note = LongTextField("note", tr("Note"), lines=3)
        next_time = LongTextField("note_for_next_time", tr("Note for next time"), lines=3)
        self.section(tr("Notes"), (note, next_time), columns=2)
        self.passes.changed.connect(self._ask_counts)

    def _add_session(self, ground: AmendGround) -> None:
        staff = tuple(Option(one.id, one.name) for one in ground.operators)
        healed = tuple(Option(one, translated(text)) for one, text in HEALING_NAMES.items())
        fields = (
            DateField("performed_on", tr("Date"), required=True),
            ChoiceField("operator_id", tr("Treated by"), options=staff, required=True),
            ChoiceField("healing", tr("How the last one healed"), options=healed),
            WholeNumberField("clearance_percent", tr("Clearance read that day"), unit=tr("%")),
            TextField("eye_protection", tr("Eye protection"), required=True),
        )
        self.section(tr("Session"), fields, columns=3)

    def _add_treatment(self) -> None:
        area = NumberField("area_cm2", tr("Treated area"), unit=tr("cm²"))
        card = Card(tr("Treatment"), edge_to_edge=True)
        card.add(self.passes)
        self._stack.addWidget(card)
        self.take(self.passes)
        self.section(tr("Area and counters"), (self.areas, area, self.counts), columns=3)

    def _add_response(self) -> None:
        cooled = tuple(Option(one, translated(text)) for one, text in COOLING_NAMES.items())
        numbed = tuple(Option(one, translated(text)) for one, text in ANAESTHESIA_NAMES.items())
        fields = (
            WholeNumberField("pain", tr("Pain"), unit=tr("/ 10"), required=True),
            ChoiceField("cooling", tr("Cooling"), options=cooled, required=True),
            ChoiceField("anaesthesia", tr("Anaesthesia"), options=numbed, required=True),
        )
        details = (
            TextField("anaesthesia_product", tr("Product")),
            NumberField("anaesthesia_percent", tr("Strength"), unit=tr("%")),
            WholeNumberField("anaesthesia_minutes", tr("Time"), unit=tr("min")),
            NumberField("anaesthesia_area_cm2", tr("Numbed area"), unit=tr("cm²")),
        )
        card = self.section(tr("Response"), fields, columns=4)
        self._details = FieldGrid(details, columns=4)
        card.add(self._details)
        self.take(*details)
        self.field("anaesthesia").changed.connect(self._show_details)
        self._show_details()
        self.ending = EndingPart()
        self.ending.setMaximumWidth(px(_ENDING_WIDTH))
        card.add(self.ending)
        self.take(*self.ending.fields)

    def _show_details(self) -> None:
        """Ask how strong and how long only where the skin was numbed."""
        self._details.setVisible(self.field("anaesthesia").value() not in (None, Anaesthesia.NONE))

    def _ask_counts(self) -> None:
        used = {one.entry.device_id for one in self._read_passes()}
        kept = {one.device_id for one in self.ground.record.session.entry.counts}
        self.counts.show_devices(sorted((used | kept) - {0}))

    def _read_passes(self) -> list[ReadPass]:
        return [read_pass(one) for one in self.passes.value() or ()]

    def entry(self) -> SessionEntry:
        """The session as typed; what has no field here stays as it was signed."""
        before = self.ground.record.session.entry
        values: dict[str, Any] = {field.name: field.value() for field in self.fields}
        numbed = values["anaesthesia"] or Anaesthesia.NONE
        if numbed is Anaesthesia.NONE:
            values |= {"anaesthesia_product": ""} | dict.fromkeys(_NUMBING[1:])
        if values["ending"] is not Ending.STOPPED_EARLY:
            values |= {"ending": Ending.COMPLETE, "ending_reason": "", "return_on": None}
        typed = {name: values[name] for name in _SAME_NAMES if name in values}
        return keep_fixed(
            before,
            replace(
                before,
                **typed,
                performed_on=values["performed_on"] or before.performed_on,
                operator_id=values["operator_id"] or 0,
                passes=tuple(one.entry for one in self._read_passes()),
                cooling=values["cooling"] or Cooling.NONE,
                anaesthesia=numbed,
                counts=tuple(values["counts"] or ()),
                areas=tuple(sorted(values["areas"] or (), key=lambda one: one.area_id)),
                products=tuple(values["products"] or ()),
            ),
        )

    def why(self) -> str:
        """The reason as typed, cleaned."""
        return clean_text(self.reason.value() or "")

    def check(self) -> Findings:
        """What is missing or cannot be, and what the reason answers."""
        blank = [*self._blank(), *self._blank_settings()]
        missing = {one.field for one in blank}
        found = check_amendment(self.entry(), self.ground.record.session.entry, self.ground.facts, self.why())
        return (*blank, *(_answered(one) for one in found if one.field not in missing))

    def _blank(self) -> list[Finding]:
        return [
            _missing(name, sentence(text))
            for name, text in _ASKED.items()
            if not self.field(name).raw_text().strip()
        ]

    def _blank_settings(self) -> list[Finding]:
        return [
            finding
            for place, one in enumerate(self._read_passes())
            for finding in (*_blank_in(one, place), *_unread_in(one, place))
        ]


_SAME_NAMES = (
    *("eye_protection", "healing", "clearance_percent", "area_cm2", "pain", *_NUMBING),
    *("ending", "ending_reason", "return_on", "next_plan", "call_on", "note", "note_for_next_time"),
)
"""Fields whose value stands in the entry as it is."""


def values_of(entry: SessionEntry) -> dict[str, object]:
    """A session's entry as the values of the form's fields."""
    same = {name: getattr(entry, name) for name in _SAME_NAMES}
    return same | {
        "performed_on": entry.performed_on,
        "operator_id": entry.operator_id,
        "passes": tuple(text_of(one) for one in entry.passes),
        "cooling": entry.cooling,
        "anaesthesia": entry.anaesthesia,
        "counts": entry.counts,
        "areas": entry.areas,
        "products": entry.products,
    }


def text_of(entry: PassEntry) -> PassText:
    """A pass on record with everything it had, pulses and endpoints too."""
    pulses = "" if entry.pulses is None else str(entry.pulses)
    return replace(settings_of(entry), pulses=pulses, endpoints=",".join(one.value for one in entry.endpoints))


def _blank_in(one: ReadPass, place: int) -> list[Finding]:
    said = sentence(mark("Enter what it was."))
    return [_missing(f"passes.{place}.{name}", said) for name in sorted(one.blank) if name not in _BY_RULE]


def _unread_in(one: ReadPass, place: int) -> list[Finding]:
    return [replace(finding, field=f"passes.{place}.{finding.field}") for finding in one.unread]


def _missing(field: str, said: Sentence) -> Finding:
    return Finding(field, said, Level.STOP, "form.missing")


def _answered(finding: Finding) -> Finding:
    """What a reason can answer is answered: an amendment always has one."""
    return replace(finding, level=Level.CAUTION) if finding.overridable else finding
