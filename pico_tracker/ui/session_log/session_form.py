"""The whole form of one session in three columns, with the rules speaking as somebody types."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from pico_tracker.domain.findings import Findings
from pico_tracker.domain.responses import Anaesthesia
from pico_tracker.domain.screening_gate import question_states
from pico_tracker.domain.sessions import SessionEntry, SessionFacts, check_session, plan_of, unanswered
from pico_tracker.domain.side_effects import SideEffectEntry
from pico_tracker.domain.test_patches import Patch, last_patch
from pico_tracker.ui.kit.buttons import Button, Kind
from pico_tracker.ui.kit.cards import Card
from pico_tracker.ui.kit.fields import LongTextField, NumberField
from pico_tracker.ui.kit.form import FieldGrid, Form
from pico_tracker.ui.kit.words import tr
from pico_tracker.ui.session_log.after import AfterCard
from pico_tracker.ui.session_log.before import BeforeCard
from pico_tracker.ui.session_log.columns import GAP, Columns, Part
from pico_tracker.ui.session_log.dose_panel import DoseGround
from pico_tracker.ui.session_log.entry import judge, needs_reason, read_session
from pico_tracker.ui.session_log.opening import Opening
from pico_tracker.ui.session_log.passes_field import PassesField


class SessionForm(Form):
    """One session as it is typed: `form.check(asked=False)` says what the rules find."""

    def __init__(self, opening: Opening, entry_id: UUID, operator_id: int) -> None:
        super().__init__()
        self.opening, self.entry_id = opening, entry_id
        self.facts: SessionFacts = opening.facts
        self.asked = False
        """Whether the person has asked to sign, so that missing things are named."""
        to_before = self._jump("Alt+1", tr("Go to what comes before treating"), self._to_before)
        to_after = self._jump("Alt+3", tr("Go to what comes after treating"), self._to_after)
        self.before = BeforeCard(opening, (to_before,))
        self.passes = PassesField(opening.devices, opening.last_passes)
        self.after = AfterCard(opening.kinds, (to_after,))
        self.after.show_aftercare(opening.aftercare_version)
        self.note = LongTextField("note", tr("Note"), lines=3)
        self.next_time = LongTextField("note_for_next_time", tr("Note for next time"), lines=3)
        self.area = NumberField("area_cm2", tr("Treated area"), unit=tr("cm²"))
        self.reason = LongTextField("reason", tr("Why it goes ahead"), lines=2)
        self.reason_card = Card(tr("Reason"))
        self._lay_out()
        treatment = (self.passes, self.area)
        fields = (*self.before.fields, *treatment, self.reason, self.note, self.next_time, *self.after.fields)
        self.take(*fields)
        self.fill({"performed_on": opening.facts.today, "operator_id": operator_id})
        self.changed.connect(self.check)
        self.check()

    def _jump(self, key: str, name: str, run: Callable[[], object]) -> Button:
        """A small key at the head of a card that goes to its first field."""
        button = Button("", kind=Kind.QUIET, key=key, run=run)
        button.setAccessibleName(name)
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        return button

    def _to_before(self) -> None:
        self.before.clearance.give_focus()

    def _to_passes(self) -> None:
        self.passes.editor.focus_first_stop()

    def _to_after(self) -> None:
        self.after.pain.give_focus()

    def _lay_out(self) -> None:
        columns = Columns(
            Part(self.before, 28, 210, 226), Part(self._middle(), 55, 500, 550), Part(self.after, 23, 215, 215)
        )
        stack = self.layout()
        if isinstance(stack, QVBoxLayout):
            stack.addWidget(columns)
            stack.addStretch(1)

    def _middle(self) -> QWidget:
        middle = QWidget()
        stack = QVBoxLayout(middle)
        stack.setContentsMargins(0, 0, 0, 0)
        stack.setSpacing(GAP)
        stack.addWidget(self._treatment())
        self.reason_card.add(self.reason)
        stack.addWidget(self.reason_card)
        notes = QHBoxLayout()
        notes.setSpacing(GAP)
        for field in (self.note, self.next_time):
            card = Card(field.label_text)
            field.label.hide()
            card.add(field)
            notes.addWidget(card, 1)
        stack.addLayout(notes)
        return middle

    def _treatment(self) -> Card:
        self.repeat_button = Button(tr("As last time"), key="Ctrl+D", run=self.passes.fill_as_last)
        self.repeat_button.explain(
            tr("Takes the settings of every pass of the last session. Pulses and endpoints are entered today.")
        )
        self.repeat_button.setEnabled(bool(self.opening.last_passes))
        self.add_button = Button(tr("Add pass"), key="F7", run=self.passes.add)
        jump = self._jump("Alt+2", tr("Go to the chosen pass"), self._to_passes)
        card = Card(tr("2 Treatment"), actions=(self.repeat_button, self.add_button, jump), edge_to_edge=True)
        card.add(self.passes)
        card.add(self._whole_area())
        return card

    def _whole_area(self) -> QWidget:
        """What holds for all passes together, with the same margins as their fields."""
        whole = QWidget()
        stack = QVBoxLayout(whole)
        stack.setContentsMargins(15, 0, 15, 14)
        stack.addWidget(FieldGrid((self.area,), columns=4, narrowest=120))
        return whole

    def check(self) -> Findings:
        """Say what the rules find in what is typed, and return it."""
        read = read_session(self, self.entry_id, self.opening.progress.course.id, self.facts.today)
        self._show_questions(read.entry)
        found = judge(read, self.facts, asked=self.asked)
        self.reason_card.setVisible(needs_reason(found) or bool(self.reason.raw_text()))
        is_said = any(one.code == "session.allergy" for one in found)
        self.after.show_lock("" if is_said else locking_allergy(read.entry, self.facts))
        own = self.problems()  # each field says these by itself
        self.show_findings(one for one in found if one not in own)
        self._entry = read.entry
        self.passes.show_against(DoseGround(self.facts.dose, read.entry.area_cm2))
        return found

    def _show_questions(self, entry: SessionEntry) -> None:
        """Ask what applies to the day, the beams and the numbing as they stand."""
        plan = plan_of(entry)
        self.before.screening.show_states(question_states(plan, self.facts.screening))
        self.before.show_wavelengths(sorted({beam.wavelength_nm for beam in plan.beams}))

    def unread_patch(self) -> Patch | None:
        """The newest test patch of the beams in use that nobody has read yet."""
        plan, patches = plan_of(self._entry), self.facts.screening.patches
        newest = (last_patch(beam, plan.on, patches) for beam in plan.beams)
        return next((one for one in newest if one is not None and not one.readings), None)

    def ask(self) -> SessionEntry | None:
        """The entry, if it can be signed; else every reason why not is said, and the cursor is there."""
        self.asked = True
        if unanswered(self.check(), self._entry.reason):
            self.focus_first_stop()
            return None
        return self._entry

    def refuse(self, findings: Findings) -> None:
        """Say why the session was refused, and go to the first field that stops."""
        self.asked = True
        self.reason_card.setVisible(needs_reason(findings) or bool(self.reason.raw_text()))
        self.show_findings(findings)
        self.focus_first_stop()

    def renew(self, facts: SessionFacts) -> None:
        """Go on with what is on record now; what is typed stays."""
        self.facts = facts
        self.passes.offer(tuple(facts.devices.values()))
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
        for button in (self.repeat_button, self.add_button):
            button.setEnabled(not read_only)


def locking_allergy(entry: SessionEntry, facts: SessionFacts) -> str:
    """The allergy on record that rules out lidocaine on the skin, or an empty text."""
    numbed = replace(entry, anaesthesia=Anaesthesia.TOPICAL_LIDOCAINE, anaesthesia_product="")
    found = (one for one in check_session(numbed, facts) if one.code == "session.allergy")
    return next((str(one.sentence.values["allergy"]) for one in found), "")
