""" "1 Before": what was done last time and how the skin took it, and what is read today."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCompleter, QHBoxLayout, QVBoxLayout, QWidget

from pico_tracker.domain.attendances import ATTENDANCE_NAMES
from pico_tracker.domain.findings import Findings
from pico_tracker.domain.laser import FluenceBasis, SpotShape
from pico_tracker.domain.passes import ENDPOINT_NAMES, LoggedPass
from pico_tracker.domain.responses import COOLING_NAMES, Cooling
from pico_tracker.domain.screening import Plan
from pico_tracker.domain.screening_gate import question_states
from pico_tracker.domain.sessions import Session
from pico_tracker.domain.side_effects import SEVERITY_NAMES, SideEffect
from pico_tracker.ui.alongside.alongside_words import said_alongside
from pico_tracker.ui.kit.buttons import Button, Kind
from pico_tracker.ui.kit.cards import Card, line
from pico_tracker.ui.kit.days import said_day
from pico_tracker.ui.kit.decimals import said_decimal
from pico_tracker.ui.kit.fields import (
    ChoiceField,
    DateField,
    LongTextField,
    Option,
    TextField,
    WholeNumberField,
)
from pico_tracker.ui.kit.flow_layout import FlowLayout
from pico_tracker.ui.kit.form import AnyField, FieldGrid
from pico_tracker.ui.kit.plain_text import Label, Role
from pico_tracker.ui.kit.slim_fields import FindingList
from pico_tracker.ui.kit.words import tr, translated
from pico_tracker.ui.session_log.check_field import CheckField
from pico_tracker.ui.session_log.columns import keep_whole
from pico_tracker.ui.session_log.consent_line import ConsentLine
from pico_tracker.ui.session_log.healing_field import HealingField
from pico_tracker.ui.session_log.opening import Opening, weeks_between
from pico_tracker.ui.session_log.pass_text import said_measure
from pico_tracker.ui.session_log.plan_words import said_plan
from pico_tracker.ui.session_log.screening_part import ScreeningField

_TOO_EARLY = ("session.early", "session.review_first", "session.reaction_unjudged")
"""What keeps the day from being one to treat on: known before anybody types."""


class BeforeCard(Card):
    """Shows the last session and holds all that is settled before treating, down to the check."""

    def __init__(self, opening: Opening) -> None:
        self.checked = CheckField()
        super().__init__(tr("1 Before"), actions=(self.checked.chip,))
        keep_whole(self.title)
        self._worn = opening.last.entry.eye_protection if opening.last else ""
        self._make_fields(opening)
        self.add(self.early)
        self._show_last(opening)
        self.healing.setVisible(False)
        if opening.last is not None:
            self.add(self.healing)
            self.healing.show()
        self.healing.show_facts(opening.facts.healing)
        self.add(line())
        self.add(self.screening)
        self.add(line())
        self.add(self._eyes_row())
        typed = FieldGrid(self._typed, columns=2, narrowest=104, spans={"performed_on": 0})
        for part in (self.consent, typed, self.paper):
            self.add(part)
        self._reason()
        self.add(self.checked)
        self.checked.setVisible(True)
        self._remember_eyes(opening)
        self.body.addStretch(1)

    def _make_fields(self, opening: Opening) -> None:
        self.healing = HealingField()
        self.screening = ScreeningField()
        first = Plan(on=opening.facts.today)  # at once, so that Tab comes to them in reading order
        self.screening.show_states(question_states(first, opening.facts.screening))
        self.consent = ConsentLine()
        self.eyes = TextField("eye_protection", tr("Eye protection"))
        self.eyes.input.setPlaceholderText(tr("By patient and staff"))
        self.clearance = WholeNumberField("clearance_percent", tr("Clearance"), unit=tr("%"))
        self.day = DateField("performed_on", tr("Date"))
        staff = tuple(Option(one.id, one.name) for one in opening.operators)
        self.operator = ChoiceField("operator_id", tr("Treated by"), options=staff)
        self.reason = LongTextField("reason", tr("Why it goes ahead"), lines=2)
        self.early = FindingList()
        self.paper = Label(tr("Entered later, from a paper record."), Role.SMALL, wrap=True)
        self.paper.set_tone("info")
        self.paper.hide()

    @property
    def fields(self) -> tuple[AnyField, ...]:
        """The fields in reading order."""
        return (
            *(self.healing, self.screening, self.eyes, self.consent),
            *(*self._typed, self.reason, self.checked),
        )

    @property
    def _typed(self) -> tuple[AnyField, ...]:
        return self.clearance, self.operator, self.day

    def _eyes_row(self) -> QWidget:
        """Eye protection, with one key to say that it was what it was last time."""
        row = QWidget()
        stack = QVBoxLayout(row)
        stack.setContentsMargins(0, 0, 0, 0)
        stack.setSpacing(2)
        head = QHBoxLayout()
        self.same_eyes = Button(tr("As last time"), kind=Kind.QUIET, key="E", run=self._wear_the_same)
        self.same_eyes.explain(tr("Patient and staff wear today: {worn}", worn=self._worn))
        self.same_eyes.setAccessibleName(tr("Eye protection as last time"))
        self.eyes.label.setParent(row)
        head.addWidget(self.eyes.label, 1)
        head.addWidget(self.same_eyes)
        stack.addLayout(head)
        stack.addWidget(self.eyes)
        self.same_eyes.setVisible(bool(self._worn))
        return row

    def _wear_the_same(self) -> None:
        self.eyes.set_value(self._worn)

    def _reason(self) -> None:
        """Asked near what it answers; its name is that of who signs."""
        self.reason_card = QWidget()
        stack = QVBoxLayout(self.reason_card)
        stack.setContentsMargins(0, 0, 0, 0)
        stack.setSpacing(4)
        self.answers_for = Label("", Role.SMALL, wrap=True)
        stack.addWidget(self.reason)
        stack.addWidget(self.answers_for)
        self.add(self.reason_card)
        self.reason_card.hide()

    def show_reason(self, *, asked: bool, signer: str) -> None:
        """Ask why it goes ahead in spite of what is marked; `signer` answers for it."""
        self.answers_for.setText(
            tr("Kept with the session, with what it answers and the name {name}.", name=signer)
        )
        self.reason_card.setVisible(asked)

    def show_day(self, day: date, today: date) -> None:
        """A day before today means a paper record: nobody checks it here any more."""
        self.paper.setVisible(day < today)
        self.checked.show_paper(day < today)

    def show_early(self, found: Findings) -> None:
        """Say above all else that this day is one on which the course may not be treated yet."""
        self.early.show_findings(one for one in found if one.code in _TOO_EARLY)

    def show_wavelengths(self, wavelengths_nm: Sequence[int]) -> None:
        """Remind beside the eye protection of every wavelength it has to cover; nobody judges it but a person."""
        if wavelengths_nm:
            named = ", ".join(str(one) for one in wavelengths_nm)
            self.eyes.input.setPlaceholderText(tr("Each for {named} nm", named=named))
        else:
            self.eyes.input.setPlaceholderText(tr("By patient and staff"))

    def _remember_eyes(self, opening: Opening) -> None:
        """Let a person who begins to type what was worn before finish it with one key."""
        worn = dict.fromkeys(one.entry.eye_protection for one in reversed(opening.progress.sessions))
        completer = QCompleter(list(worn), self.eyes)
        completer.setCompletionMode(QCompleter.CompletionMode.InlineCompletion)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.eyes.input.setCompleter(completer)

    def _show_last(self, opening: Opening) -> None:
        last = opening.last
        if last is None:
            self.add(Label(tr("First session"), Role.STRONG))
            self.add(Label(tr("Nothing was logged in this course before."), Role.SMALL, wrap=True))
            return
        self.add(_head(last, opening))
        for one in last.passes:
            self.add(Label(said_pass(one), Role.SMALL, wrap=True))
        self.add(Label(said_response(last), Role.SMALL, wrap=True))
        for text in said_for_today(opening, last):
            self.add(Label(text, wrap=True))
        self._show_effects(opening)
        for text in said_since(opening):
            self.add(Label(text, Role.SMALL, wrap=True))

    def _show_effects(self, opening: Opening) -> None:
        effects = opening.effects_since()
        if not effects:
            self.add(Label(tr("No side effect on record since."), Role.SMALL, wrap=True))
        for one in effects:
            label = Label(said_effect(one), Role.SMALL, wrap=True)
            label.set_tone("danger" if one.is_open else "warn")
            self.add(label)


def said_since(opening: Opening) -> tuple[str, ...]:
    """What else is new since the last session: visits without treatment, and what the patient has alongside."""
    visits = (
        tr(
            "{kind} on {date}: {why}",
            kind=translated(ATTENDANCE_NAMES[one.entry.kind]),
            date=said_day(one.entry.held_on),
            why=one.entry.reason or one.entry.note or tr("no reason written"),
        )
        for one in opening.visits_since
    )
    begun = (tr("New: {what}", what=said_alongside(one, opening.facts.today)) for one in opening.alongside)
    return (*visits, *begun)


def said_for_today(opening: Opening, last: Session) -> tuple[str, ...]:
    """What was planned or noted last time for this visit."""
    plan = () if opening.plan is None else said_plan(opening.plan, opening.devices, opening.rooms)
    lines = [tr("Planned: {plan}", plan=unbroken(plan[0])), *map(unbroken, plan[1:])] if plan else []
    if last.entry.note_for_next_time:
        lines.append(tr("For today: {note}", note=last.entry.note_for_next_time))
    return tuple(lines)


def _head(last: Session, opening: Opening) -> QWidget:
    head = QWidget()
    row = FlowLayout(head, gap=8)
    row.addWidget(Label(tr("Last time"), Role.STRONG))
    weeks = weeks_between(last.entry.performed_on, opening.facts.today)
    day = said_day(last.entry.performed_on)
    ago = tr("{date}, {count} weeks ago", date=day, count=weeks) if weeks > 1 else day
    row.addWidget(Label(ago, Role.SMALL))
    return head


def said_pass(one: LoggedPass) -> str:
    """One pass of last time on a line: what for, settings, endpoints."""
    entry = one.entry
    spot = said_measure(entry.spot.width_mm)
    if entry.spot.shape is SpotShape.RECTANGULAR and entry.spot.height_mm is not None:
        spot = f"{spot} × {said_measure(entry.spot.height_mm)}"
    settings = tr(
        "{wavelength} nm, {pulse} ps, {spot} mm, {fluence} J/cm², {rate} Hz",
        wavelength=entry.wavelength_nm,
        pulse=entry.pulse_duration_ps,
        spot=spot,
        fluence=said_measure(entry.fluence_j_cm2),
        rate=said_decimal(entry.repetition_hz),
    )
    times = tr("{count} times", count=entry.times) if entry.times > 1 else ""
    basis = tr("per microbeam") if entry.fluence_basis is FluenceBasis.PER_MICROBEAM else ""
    endpoints = ", ".join(translated(ENDPOINT_NAMES[each]).lower() for each in entry.endpoints)
    return " · ".join(part for part in (entry.purpose, unbroken(settings), times, basis, endpoints) if part)


def unbroken(settings: str) -> str:
    """Settings that only break after a comma, never inside a number with its unit."""
    return settings.replace(" ", "\u00a0").replace(",\u00a0", ", ").replace("/", "/\u2060")


def said_response(last: Session) -> str:
    """Pain, cooling and clearance of last time on a line."""
    entry = last.entry
    parts = [tr("Pain {pain}", pain=entry.pain)] if entry.pain is not None else []
    if entry.cooling is not Cooling.NONE:
        parts.append(translated(COOLING_NAMES[entry.cooling]).lower())
    parts.append(tr("by {name}", name=last.operator_name))
    return ", ".join(parts)


def said_effect(one: SideEffect) -> str:
    """A side effect since then: what, how severe, and whether it has healed."""
    values = {
        "kind": translated(one.kind.name),
        "severity": translated(SEVERITY_NAMES[one.entry.severity]).lower(),
        "onset": said_day(one.entry.onset_on),
    }
    if one.entry.healed_on is None:
        return tr("{kind}, {severity}, since {onset}, not healed yet", **values)
    return tr("{kind}, {severity}, {onset} to {healed}, healed", **values, healed=said_day(one.entry.healed_on))
