"""The whole form of one session in three columns, with the rules speaking as somebody types."""

from collections.abc import Mapping
from dataclasses import replace
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from pico_tracker.domain.findings import Findings
from pico_tracker.domain.safety_checks import SafetyCheck
from pico_tracker.domain.screening_gate import question_states
from pico_tracker.domain.sessions import SessionEntry, SessionFacts, plan_of, unanswered
from pico_tracker.domain.side_effects import SideEffectEntry
from pico_tracker.domain.test_patches import Patch, last_patch
from pico_tracker.ui.body_map.areas_field import AreasField
from pico_tracker.ui.desk import Desk
from pico_tracker.ui.kit.buttons import Button
from pico_tracker.ui.kit.cards import Card
from pico_tracker.ui.kit.fields import NumberField
from pico_tracker.ui.kit.form import AnyField, FieldGrid, Form
from pico_tracker.ui.kit.words import tr
from pico_tracker.ui.session_log.after import AfterCard, make_extras
from pico_tracker.ui.session_log.as_last import AsLastLine
from pico_tracker.ui.session_log.before import BeforeCard
from pico_tracker.ui.session_log.check_field import CheckGround, ground_of
from pico_tracker.ui.session_log.columns import GAP, Columns, Part, keep_whole
from pico_tracker.ui.session_log.counts_field import CountsField
from pico_tracker.ui.session_log.dose_panel import DoseGround
from pico_tracker.ui.session_log.ending_part import EndingPart
from pico_tracker.ui.session_log.enter_flow import EnterFlow, EnterGoesOn, goes_on
from pico_tracker.ui.session_log.entry import (
    Asked,
    before_only,
    judge,
    locking_allergy,
    needs_reason,
    read_session,
)
from pico_tracker.ui.session_log.next_visit_card import NextVisitCard
from pico_tracker.ui.session_log.opening import Opening
from pico_tracker.ui.session_log.passes_field import PassesField
from pico_tracker.ui.session_log.plan_field import NextPlanField
from pico_tracker.ui.text_blocks.note_field import NoteField

CHECKED = "checked"


class SessionForm(Form):
    """One session as it is typed: `form.check()` says what the rules find.

    `form.ask_before()` is the entry where the patient may be treated as far as the window knows, and
    `form.stamp(check)` keeps who said so; `form.ask()` is the entry to sign. `went_on()` follows Enter.
    """

    went_on = Signal()

    def __init__(self, opening: Opening, entry_id: UUID, desk: Desk) -> None:
        super().__init__()
        self.opening, self.entry_id, self._desk = opening, entry_id, desk
        self.facts: SessionFacts = opening.facts
        self.asked = Asked.NOTHING
        """What the person has asked for, so that what is missing of it is named."""
        self._is_restoring = False
        self._make_parts(opening)
        self._lay_out()
        self.take(*self._all_fields())
        self._flow = EnterFlow(self, self.passes)
        EnterGoesOn(self.reason.input, self.go_on)
        self._set_keys()
        self._fill_in(opening)
        self.changed.connect(self.check)
        self.check()
        self.fresh = self.raw()
        """The form as it is before anybody typed."""

    def _make_parts(self, opening: Opening) -> None:
        self.before = BeforeCard(opening)
        course, last = opening.progress.course, opening.last
        self.passes = PassesField(
            opening.devices,
            opening.last_passes,
            opening.first_passes,
            None if opening.plan is None else opening.plan.entry,
            None if last is None else last.entry.performed_on,
        )
        self.counts = CountsField(opening.devices, opening.facts.last_counts)
        extras = make_extras(self._desk, opening.patient.id, course.id, self.entry_id)
        self.after = AfterCard(opening.kinds, concern_key=course.concern_key, extras=extras)
        self.after.show_aftercare(opening.aftercare_version)
        self.ending = EndingPart()
        self.note = NoteField(self._desk, "note", tr("Note"), lines=3)
        self.plan = NextPlanField(opening.devices, opening.rooms, self.passes.value)
        self.visit = NextVisitCard(self._desk, opening.patient.id, course.id)
        self.areas = AreasField(self._desk, course.id, opening.areas)
        self.area = NumberField("area_cm2", tr("Treated area"), unit=tr("cm²"))
        self.areas.changed.connect(self._measure)
        self.reason, self.reason_card = self.before.reason, self.before.reason_card

    def _all_fields(self) -> tuple[AnyField, ...]:
        treatment = (self.passes, self.counts, self.note, self.plan, self.areas, self.area)
        return (*self.before.fields, *treatment, *self.after.fields, *self.ending.fields, *self.visit.fields)

    def _fill_in(self, opening: Opening) -> None:
        """What is known before anybody types: day and person, and the settings of last time."""
        self.fill({"performed_on": opening.facts.today, "operator_id": self._desk.context.operator.id})
        last = opening.last
        if last is None:
            return
        entry = last.entry
        known = {
            "cooling": entry.cooling,
            "anaesthesia": entry.anaesthesia,
            "anaesthesia_product": entry.anaesthesia_product,
            "anaesthesia_percent": entry.anaesthesia_percent,
            "anaesthesia_minutes": entry.anaesthesia_minutes,
            "area_cm2": entry.area_cm2,
        }
        self.fill(known)
        as_last = AsLastLine((self.after.cooling, self.after.numbing))
        self.after.body.insertWidget(self.after.body.indexOf(self.after.numbing) + 1, as_last)
        as_last.show_names()

    def _measure(self) -> None:
        """What was measured on the maps is the treated area."""
        if (total := self.areas.total_cm2()) is not None:
            self.area.set_value(total)

    def _set_keys(self) -> None:
        """Alt with the number of a part goes there."""
        for key, go in (("Alt+1", self.start), ("Alt+2", self._to_passes), ("Alt+3", self._to_after)):
            QShortcut(QKeySequence(key), self).activated.connect(go)

    def _to_passes(self) -> None:
        self.passes.editor.focus_first_stop()

    def _to_after(self) -> None:
        self.after.pain.give_focus()

    def _lay_out(self) -> None:
        columns = Columns(
            Part(self._stacked(self.before), 28, 226, 246),
            Part(self._middle(), 55, 500, 540),
            Part(self._right(), 26, 215, 215),
        )
        stack = self.layout()
        if isinstance(stack, QVBoxLayout):
            stack.addWidget(columns)
            stack.addStretch(1)

    def _stacked(self, *parts: QWidget) -> QWidget:
        """Cards one under the other."""
        column = QWidget()
        stack = QVBoxLayout(column)
        stack.setContentsMargins(0, 0, 0, 0)
        stack.setSpacing(GAP)
        for part in parts:
            stack.addWidget(part)
        return column

    def _middle(self) -> QWidget:
        notes = QWidget()
        row = QHBoxLayout(notes)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GAP)
        for field, actions in ((self.note, (self.note.block_button,)), (self.plan, ())):
            card = Card(field.label_text, actions=actions)
            field.label.hide()
            card.add(field)
            row.addWidget(card, 1)
        return self._stacked(self._treatment(), notes, self._area_card())

    def _right(self) -> QWidget:
        ending = Card()
        ending.add(self.ending)
        return self._stacked(self.after, self.visit, ending)

    def _treatment(self) -> Card:
        self.repeat_button = Button(tr("As last time"), key="Ctrl+D", run=self.passes.fill_as_last)
        self.repeat_button.explain(
            tr("Takes the settings of every pass of the last session. Pulses and endpoints are entered today.")
        )
        self.repeat_button.setEnabled(self.passes.can_fill_as_last)
        self.planned_button = Button(tr("As planned"), run=self.passes.fill_as_planned)
        self.planned_button.explain(tr("Takes the passes that were planned last time for this visit."))
        self.planned_button.setEnabled(self.passes.can_fill_as_planned)
        self.add_button = Button(tr("Add pass"), key="F7", run=self.passes.add)
        actions = (self.planned_button, self.repeat_button, self.add_button)
        card = Card(tr("2 Treatment"), actions=actions, edge_to_edge=True)
        keep_whole(card.title)
        card.add(self.passes)
        counted = QWidget()
        stack = QVBoxLayout(counted)
        stack.setContentsMargins(15, 0, 15, 14)
        stack.addWidget(self.counts)
        card.add(counted)
        return card

    def _area_card(self) -> Card:
        """Where it is treated, on the map, and how large."""
        card = Card()
        card.add(self.areas)
        card.add(FieldGrid((self.area,), columns=2, narrowest=86))
        return card

    # What the rules say

    def check(self) -> Findings:
        """Say what the rules find in what is typed, and return it."""
        if self._is_restoring:
            return ()
        read = read_session(self, self.entry_id, self.opening.progress.course.id, self.facts.today)
        self._entry = read.entry
        self.before.show_day(read.entry.performed_on, self.facts.today)
        self.before.consent.show_agreement(self.facts.agreement, read.entry.performed_on)
        self._show_questions(read.entry)
        self.before.checked.hold_against(self._ground())
        found = judge(read, self.facts, asked=self.asked)
        self._show_reason(found)
        is_said = any(one.code == "session.allergy" for one in found)
        self.after.show_lock("" if is_said else locking_allergy(read.entry, self.facts))
        self.before.show_early(found)
        own = self.problems()  # each field says these by itself
        self.show_findings(one for one in found if one not in own)
        self.passes.show_against(DoseGround(self.facts.dose, read.entry.area_cm2))
        used = tuple(dict.fromkeys(one.device_id for one in read.entry.passes if one.device_id))
        self.counts.show_devices(used)
        self.visit.follow(read.entry.performed_on, read.entry.next_plan, next(iter(used), None))
        return found

    def _ground(self) -> CheckGround:
        return ground_of(self.to_check(), self.facts)

    def to_check(self) -> SessionEntry:
        """The entry as far as it is known before treating: without passes whose laser is still open."""
        return replace(self._entry, passes=tuple(one for one in self._entry.passes if one.device_id))

    def _show_reason(self, found: Findings) -> None:
        asked = needs_reason(found) or bool(self.reason.raw_text())
        self.before.show_reason(asked=asked, signer=self._desk.context.operator.name)

    def _show_questions(self, entry: SessionEntry) -> None:
        """Ask what applies to the day, the beams and the numbing as they stand."""
        plan = plan_of(entry)
        self.before.screening.show_states(question_states(plan, self.facts.screening))
        self.before.show_wavelengths(sorted({beam.wavelength_nm for beam in plan.beams}))

    def missing(self) -> tuple[str, ...]:
        """Names of the fields that still keep the session from being signed, and of pulses not counted."""
        read = read_session(self, self.entry_id, self.opening.progress.course.id, self.facts.today)
        found = unanswered(judge(read, self.facts, asked=Asked.SIGN), read.entry.reason)
        uncounted = (f"passes.{place}.pulses" for place, one in enumerate(read.entry.passes) if one.pulses is None)
        return (*(one.field for one in found), *uncounted)

    def unread_patch(self) -> Patch | None:
        """The newest test patch of the beams in use that nobody has read yet."""
        plan, patches = plan_of(self._entry), self.facts.screening.patches
        newest = (last_patch(beam, plan.on, patches) for beam in plan.beams)
        return next((one for one in newest if one is not None and not one.readings), None)

    def ask_before(self) -> SessionEntry | None:
        """The entry, if the patient may be treated as far as the window knows; else what is in the way
        is said, and the cursor is there."""
        self.asked = max(self.asked, Asked.CHECK)
        found = self.check()
        read = read_session(self, self.entry_id, self.opening.progress.course.id, self.facts.today)
        if unanswered(before_only(found, read, self.facts), read.entry.reason):
            self.focus_first_stop()
            return None
        return self.to_check()

    def stamp(self, check: SafetyCheck, entry: SessionEntry) -> None:
        """Keep who said that this entry may be treated; what was typed since is held against it."""
        self.before.checked.stamp(check, ground_of(entry, self.facts))

    def ask(self) -> SessionEntry | None:
        """The entry, if it can be signed; else every reason why not is said, and the cursor is there."""
        self.asked = Asked.SIGN
        if unanswered(self.check(), self._entry.reason):
            self.focus_first_stop()
            return None
        return self._entry

    def refuse(self, findings: Findings) -> None:
        """Say why it was refused, and go to the first field that stops."""
        self._show_reason(findings)
        self.show_findings(findings)
        self.focus_first_stop()

    def renew(self, facts: SessionFacts) -> None:
        """Go on with what is on record now; what is typed stays."""
        self.facts = facts
        self.before.healing.show_facts(facts.healing)
        self.passes.offer(tuple(facts.devices.values()))
        self.counts.offer(tuple(facts.devices.values()))
        self.counts.show_last(facts.last_counts)
        self.plan.offer(tuple(facts.devices.values()), self.opening.rooms)
        self.check()

    # Keys, drafts

    def start(self) -> None:
        """Put the cursor where the person begins."""
        self._flow.go_to_first()

    def go_on(self) -> None:
        """Go to what has to be filled in next."""
        self._flow.go_on()
        self.went_on.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes to the next field that is still needed."""
        if goes_on(event):
            self.go_on()
        else:
            super().keyPressEvent(event)

    def restore(self, raw: Mapping[str, str]) -> None:
        """Put a draft back; the check comes last, so that it is held against all that it rests on."""
        self._is_restoring = True
        try:
            super().restore({name: text for name, text in raw.items() if name != CHECKED})
            super().restore({CHECKED: raw[CHECKED]} if CHECKED in raw else {})
        finally:
            self._is_restoring = False
        self.check()

    def effects(self, ids: Mapping[int, UUID]) -> tuple[SideEffectEntry, ...]:
        """The side effects seen now, each under the identifier minted for its kind."""
        return tuple(
            SideEffectEntry(
                entry_id=ids[one.kind_id],
                course_id=self._entry.course_id,
                session_id=None,
                kind_id=one.kind_id,
                severity=one.severity,
                onset_on=self._entry.performed_on,
            )
            for one in self.after.effects.value()
            if one.severity is not None
        )

    def set_read_only(self, read_only: bool) -> None:
        """Show without letting it be changed, once it is signed."""
        for field in self.fields:
            field.set_read_only(read_only)
        for button in (self.planned_button, self.repeat_button, self.add_button):
            button.setEnabled(not read_only)
