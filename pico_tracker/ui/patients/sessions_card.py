"""The table of a course's sessions, every pass in a row of its own."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from PySide6.QtCore import Signal

from pico_tracker.domain.endings import Ending
from pico_tracker.domain.passes import ENDPOINT_NAMES, LoggedPass
from pico_tracker.domain.progress import ClearanceReading, CourseProgress
from pico_tracker.domain.sessions import Session
from pico_tracker.domain.side_effects import SideEffect
from pico_tracker.ui.kit.cards import Card, EmptyState
from pico_tracker.ui.kit.cells import Cell, Column, Quiet, struck
from pico_tracker.ui.kit.chips import ChipText
from pico_tracker.ui.kit.days import said_day
from pico_tracker.ui.kit.record_table import RecordTable
from pico_tracker.ui.kit.style import Tone
from pico_tracker.ui.kit.words import tr, translated
from pico_tracker.ui.patients.course_words import aligned_number, session_name, side_effect_name, spot_size


class SessionsCard(Card):
    """Sessions of the chosen course, the latest first; `chosen(session)` and `opened(session)`
    follow the row one stands on and Enter."""

    chosen = Signal(object)
    opened = Signal(object)

    def __init__(self) -> None:
        super().__init__(tr("Sessions"), edge_to_edge=True)
        self._effects: dict[int, tuple[SideEffect, ...]] = {}
        self._last_id, self._today = 0, date.min
        self._readings: dict[int, ClearanceReading] = {}
        self.table: RecordTable[Session] = RecordTable("sessions", self._columns(), key=lambda one: one.id)
        self.table.chosen.connect(self.chosen)
        self.table.opened.connect(self.opened)
        self.table.setAccessibleName(tr("Sessions"))
        self.empty = EmptyState(tr("No session yet. Each session will stand here with every pass."))
        self.add(self.table)
        self.add(self.empty)

    def show_sessions(self, progress: CourseProgress, today: date) -> None:
        """Show the sessions of a course."""
        self._today = today
        self._effects = _by_session(progress.side_effects)
        counted = enumerate(progress.sessions, start=1)
        self._readings = {
            one.id: reading for count, one in counted if (reading := progress.latest_readings.get(count))
        }
        self._last_id = progress.sessions[-1].id if progress.sessions else 0
        everything = sorted((*progress.sessions, *progress.void_sessions), key=_by_day, reverse=True)
        self.table.show_rows(tuple(everything))
        self.table.fit_height()
        self.table.setVisible(bool(everything))
        self.empty.setVisible(not everything)

    def _columns(self) -> tuple[Column[Session], ...]:
        return tuple(replace(one, cell=_struck_if_void(one.cell)) for one in self._plain_columns())

    def _plain_columns(self) -> tuple[Column[Session], ...]:
        return (
            Column("number", "#", _number, strong=True, width=40),
            Column("on", tr("Date"), _date, sort=lambda one: one.entry.performed_on, keep=True),
            Column("laser", tr("Laser"), lambda one: _each(one, lambda p: p.device_name), tip=_lasers),
            Column("nm", "nm", lambda one: _each(one, lambda p: str(p.entry.wavelength_nm)), number=True),
            Column("ps", "ps", lambda one: _each(one, lambda p: str(p.entry.pulse_duration_ps)), number=True),
            Column("spot", tr("mm"), lambda one: _each(one, lambda p: spot_size(p.entry.spot)), number=True),
            Column("fluence", tr("J/cm²"), lambda one: _each(one, _fluence), number=True),
            Column("endpoint", tr("Endpoint"), lambda one: _each(one, _endpoints)),
            Column("clearance", tr("Cleared"), self._clearance, number=True, tip=self._read_by),
            Column("effects", tr("Side effects"), self._side_effects, tip=self._effects_tip, keep=True),
            Column("note", tr("Note"), _note, keep=True, tip=_why),
        )

    def _clearance(self, session: Session) -> Cell:
        if session.is_void:
            return None
        if session.clearance_after is not None:
            return tr("{percent} %", percent=session.clearance_after)
        return Quiet(tr("Next visit") if session.id == self._last_id else tr("Not read"))

    def _read_by(self, session: Session) -> str:
        reading = self._readings.get(session.id)
        if reading is None or not reading.read_by:
            return ""
        return tr("Read by {name} on {date}", name=reading.read_by, date=said_day(reading.read_on))

    def _side_effects(self, session: Session) -> Cell:
        effects = self._effects.get(session.id, ())
        if session.is_void and not effects:
            return None
        if not effects:
            return Quiet(tr("None"))
        text = side_effect_name(effects[0])  # how long each lasted stands in the tip and below
        if len(effects) > 1:
            text = tr("{first} +{count}", first=text, count=len(effects) - 1)
        prolonged = any(effect.is_prolonged(self._today) for effect in effects)
        return ChipText(text, Tone.DANGER if prolonged else Tone.NEUTRAL)

    def _effects_tip(self, session: Session) -> str:
        return "\n".join(_lasting(effect, self._today) for effect in self._effects.get(session.id, ()))


def _by_session(effects: tuple[SideEffect, ...]) -> dict[int, tuple[SideEffect, ...]]:
    found: dict[int, tuple[SideEffect, ...]] = {}
    for effect in sorted(effects, key=lambda one: not one.is_open):
        if effect.entry.session_id is not None:
            found[effect.entry.session_id] = (*found.get(effect.entry.session_id, ()), effect)
    return found


def _lasting(effect: SideEffect, today: date) -> str:
    name = side_effect_name(effect)
    return name if effect.is_open else tr("{name}, {days} d", name=name, days=effect.days(today))


def _each(session: Session, said: Callable[[LoggedPass], str]) -> Cell:
    return tuple(said(one) for one in session.passes)


def _by_day(session: Session) -> tuple[date, int]:
    return session.entry.performed_on, session.id


def _struck_if_void(cell: Callable[[Session], Cell]) -> Callable[[Session], Cell]:
    """What was found void stands in its place with a line through it."""
    return lambda session: struck(cell(session)) if session.is_void else cell(session)


def _number(session: Session) -> Cell:
    if session.is_void:
        return Quiet("–")
    return session_name(session.number, is_maintenance=session.is_maintenance)


def _date(session: Session) -> Cell:
    return said_day(session.entry.performed_on)


def _lasers(session: Session) -> str:
    return "\n".join(dict.fromkeys(f"{one.device_name}, {one.handpiece_name}" for one in session.passes))


def _fluence(one: LoggedPass) -> str:
    return aligned_number(one.entry.fluence_j_cm2)


def _endpoints(one: LoggedPass) -> str:
    return ", ".join(translated(ENDPOINT_NAMES[endpoint]) for endpoint in one.entry.endpoints) or "–"


def _note(session: Session) -> Cell:
    if session.is_void:
        return ChipText(tr("Void"), Tone.DANGER)
    if session.signed_at is None:
        return ChipText(tr("Not signed"), Tone.WARN)
    if session.entry.ending is Ending.STOPPED_EARLY:
        return ChipText(_stopped(session), Tone.WARN)
    if session.earlier:
        return ChipText(tr("Signed, amended"), Tone.INFO)
    if session.entered_later:
        return ChipText(tr("Signed, entered later"), Tone.OK)
    return ChipText(tr("Signed"), Tone.OK)


def _stopped(session: Session) -> str:
    return tr("Amended, stopped early") if session.earlier else tr("Signed, stopped early")


def _why(session: Session) -> str:
    """Why it was amended last or found void, and why it was stopped early."""
    amended = session.earlier[-1].reason if session.earlier else ""
    return "\n".join(line for line in (amended, session.entry.ending_reason) if line)
