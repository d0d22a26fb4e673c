"""One session in full: every setting of every pass, how the skin took it, what was written."""

from collections.abc import Callable
from datetime import date, tzinfo
from decimal import Decimal

from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from pico_tracker.domain.laser import BASIS_NAMES
from pico_tracker.domain.passes import ENDPOINT_NAMES, LoggedPass
from pico_tracker.domain.responses import ANAESTHESIA_NAMES, COOLING_NAMES
from pico_tracker.domain.sessions import Session, SessionEntry
from pico_tracker.ui.kit.buttons import Button, Kind
from pico_tracker.ui.kit.cards import Card, clear
from pico_tracker.ui.kit.cells import Column
from pico_tracker.ui.kit.days import said_day
from pico_tracker.ui.kit.plain_text import Label, Role
from pico_tracker.ui.kit.record_table import RecordTable
from pico_tracker.ui.kit.words import tr, translated
from pico_tracker.ui.patients.course_words import aligned_number, session_name, short_number, spot_size

_FACTS_A_LINE = 4
_DASH = "–"


class SessionDetail(Card):
    """All that is on record of one session: `detail.show_session(session, zone)`; hidden until then."""

    def __init__(self) -> None:
        super().__init__(tr("Session"))
        self.session: Session | None = None
        close = Button("", kind=Kind.QUIET, icon="close", run=self.put_away)
        close.setAccessibleName(tr("Close this session"))
        self.set_actions(close)
        facts = QWidget()
        self._facts = QGridLayout(facts)
        self._facts.setContentsMargins(0, 0, 0, 4)
        self._facts.setHorizontalSpacing(20)
        self._facts.setVerticalSpacing(8)
        for column in range(_FACTS_A_LINE):
            self._facts.setColumnStretch(column, 1)
        self.add(facts)
        self.passes: RecordTable[tuple[int, LoggedPass]] = RecordTable(
            "session_passes", _pass_columns(), key=lambda numbered: numbered[0]
        )
        self.passes.setAccessibleName(tr("Passes of the session"))
        self.add(self.passes)
        self._texts_box = QWidget()
        self._texts = QVBoxLayout(self._texts_box)
        self._texts.setContentsMargins(0, 4, 0, 0)
        self._texts.setSpacing(2)
        self.add(self._texts_box)
        self.hide()

    def show_session(self, session: Session, zone: tzinfo) -> None:
        """Show a session; `zone` is the clinic's, for the moment of signing."""
        self.session = session
        number = session_name(session.number, is_maintenance=session.is_maintenance)
        day = said_day(session.entry.performed_on)
        self.title.setText(tr("Session {number}, {date}", number=number, date=day))
        clear(self._facts)
        for place, (name, text) in enumerate(session_facts(session, zone)):
            self._facts.addWidget(_fact(name, text), place // _FACTS_A_LINE, place % _FACTS_A_LINE)
        self.show()
        self.passes.show_rows(tuple(enumerate(session.passes, start=1)))
        self.passes.fit_height()
        clear(self._texts)
        self._add_text(tr("Why it went ahead"), session.entry.reason)
        self._add_text(tr("Note"), session.entry.note)
        self._add_text(tr("Note for next time"), session.entry.note_for_next_time)

    def put_away(self) -> None:
        """Take the session off the page."""
        self.session = None
        self.hide()

    def _add_text(self, title: str, text: str) -> None:
        if text:
            self._texts.addWidget(Label(title, Role.SMALL))
            self._texts.addWidget(Label(text, wrap=True).selectable())


def session_facts(session: Session, zone: tzinfo) -> tuple[tuple[str, str], ...]:
    """What was recorded besides passes and notes: name and text, in the order of the form."""
    entry = session.entry
    cleared = None if entry.clearance_percent is None else tr("{percent} %", percent=entry.clearance_percent)
    facts = (
        (tr("Practitioner"), session.operator_name),
        (tr("Eye protection"), entry.eye_protection),
        (tr("Pain, 0 to 10"), _DASH if entry.pain is None else str(entry.pain)),
        (tr("Cooling"), translated(COOLING_NAMES[entry.cooling])),
        (tr("Anaesthesia"), _anaesthesia(entry)),
        (tr("Clearance read that day"), cleared or _DASH),
        (tr("Treated area"), _measured(entry.area_cm2, "cm²")),
        (tr("Overlap of spots"), _measured(entry.overlap_percent, "%")),
        (tr("Signed"), _signed(session, zone)),
        (tr("Entered"), tr("Later than the session") if session.entered_later else tr("On the day")),
        (tr("Judged by"), _judged_by(session)),
    )
    return tuple((name, text or _DASH) for name, text in facts)


def _anaesthesia(entry: SessionEntry) -> str:
    parts = [translated(ANAESTHESIA_NAMES[entry.anaesthesia]), entry.anaesthesia_product]
    if entry.anaesthesia_percent is not None:
        parts.append(tr("{percent} %", percent=short_number(entry.anaesthesia_percent)))
    if entry.anaesthesia_minutes is not None:
        parts.append(tr("{minutes} min", minutes=entry.anaesthesia_minutes))
    return ", ".join(part for part in parts if part)


def _measured(value: Decimal | None, unit: str) -> str:
    return "" if value is None else tr("{value} {unit}", value=short_number(value), unit=unit)


def _judged_by(session: Session) -> str:
    """Which state of the rules: each version in Settings tells the number of its edit."""
    if session.rules_revision is None:
        return tr("No rule: brought in")
    return tr("Your rules as of edit {number}", number=session.rules_revision)


def _signed(session: Session, zone: tzinfo) -> str:
    if session.signed_at is None:
        return tr("Not signed")
    moment = session.signed_at.astimezone(zone)
    day = date(moment.year, moment.month, moment.day)
    return tr("{date} {time}", date=said_day(day), time=f"{moment:%H:%M}")


def _fact(name: str, text: str) -> QWidget:
    box = QWidget()
    stack = QVBoxLayout(box)
    stack.setContentsMargins(0, 0, 0, 0)
    stack.setSpacing(1)
    stack.addWidget(Label(name, Role.SMALL))
    stack.addWidget(Label(text, wrap=True).selectable())
    stack.addStretch(1)
    return box


def _pass_columns() -> tuple[Column[tuple[int, LoggedPass]], ...]:
    def of(said: Callable[[LoggedPass], str]) -> Callable[[tuple[int, LoggedPass]], str]:
        return lambda numbered: said(numbered[1])

    return (
        Column("pass", "#", lambda numbered: str(numbered[0]), width=40, strong=True),
        Column("laser", tr("Laser"), of(lambda one: one.device_name)),
        Column("handpiece", tr("Handpiece"), of(lambda one: one.handpiece_name or _DASH)),
        Column("nm", "nm", of(lambda one: str(one.entry.wavelength_nm)), number=True),
        Column("ps", "ps", of(lambda one: str(one.entry.pulse_duration_ps)), number=True),
        Column("spot", tr("Spot, mm"), of(lambda one: spot_size(one.entry.spot)), number=True),
        Column("fluence", tr("J/cm²"), of(lambda one: aligned_number(one.entry.fluence_j_cm2)), number=True),
        Column("basis", tr("Fluence basis"), of(lambda one: translated(BASIS_NAMES[one.entry.fluence_basis]))),
        Column("energy", "mJ", of(_energy), number=True),
        Column("rate", "Hz", of(lambda one: short_number(one.entry.repetition_hz)), number=True),
        Column("times", tr("Times"), of(lambda one: str(one.entry.times)), number=True),
        Column("pulses", tr("Pulses"), of(lambda one: str(one.entry.pulses or _DASH)), number=True),
        Column("endpoint", tr("Endpoint"), of(_endpoints)),
        Column("purpose", tr("Purpose"), of(lambda one: one.entry.purpose or _DASH)),
    )


def _energy(one: LoggedPass) -> str:
    return _DASH if one.entry.pulse_energy_mj is None else short_number(one.entry.pulse_energy_mj)


def _endpoints(one: LoggedPass) -> str:
    return ", ".join(translated(ENDPOINT_NAMES[endpoint]) for endpoint in one.entry.endpoints) or _DASH
