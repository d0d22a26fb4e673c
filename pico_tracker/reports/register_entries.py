"""What a session and a test patch say in the treatment register, as lines of a ledger."""

from collections.abc import Sequence
from datetime import date
from itertools import pairwise

from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Flowable

from pico_tracker.domain.laser import Spot, SpotShape
from pico_tracker.domain.passes import LoggedPass
from pico_tracker.domain.responses import COOLING_NAMES
from pico_tracker.domain.side_effects import SEVERITY_NAMES
from pico_tracker.domain.test_patches import RESULT_NAMES
from pico_tracker.domain.treatment_registers import (
    RegisterEffect,
    RegisterEntry,
    RegisterIncident,
    RegisterLaser,
    RegisterPatch,
    RegisterPatient,
    TreatmentRegister,
)
from pico_tracker.domain.words import mark
from pico_tracker.reports import styles
from pico_tracker.reports.formats import clock, moment, number
from pico_tracker.reports.ledger import Block, Cell, Line
from pico_tracker.reports.pass_table import PASS_SETTINGS
from pico_tracker.reports.pen import Pen
from pico_tracker.reports.text import shortened
from pico_tracker.reports.wording import lower_first, spot_size

_CELL_MOST = 240
_TEXT_MOST = 900
"""Characters of a cell, and of a line over the width: more would fill a page."""
_GAP = 0.006
"""Between two columns, as a share of the width."""
_IDENTITY = (0.0, 0.05, 0.17, 0.45, 1.0)
_DETAILS, _SIGNATURE = 0.05, 0.84
_PASS_AT = (0.05, 0.07, 0.25)
_PASS_SHARES = (0.37, 0.41, 0.45, 0.53, 0.635, 0.685, 0.72, 0.79, 0.9, 1.0)
"""Where the settings of `PASS_SETTINGS` begin, and the end."""
_PATCHES = (0.0, 0.045, 0.115, 0.30, 0.48, 0.66, 0.80, 1.0)


def entry_head(pen: Pen) -> tuple[Line, ...]:
    """The two lines at the head of each page with sessions."""
    named = (mark("No."), mark("Date, time"), mark("Patient"), mark("Treatment, body area"))
    first = [pen.say(text) for text in named]
    second = ["#", pen.say(mark("Laser")), pen.say(mark("Handpiece")), *(pen.say(one[0]) for one in PASS_SETTINGS)]
    return (
        Line(cells=_cells(first, _IDENTITY, styles.SMALL_HEAD)),
        Line(cells=_cells(second, (*_PASS_AT, *_PASS_SHARES), styles.SMALL_HEAD), below=2.5),
    )


def entry_block(
    pen: Pen, register: TreatmentRegister, entry: RegisterEntry, place: Flowable | None = None
) -> Block:
    """A session: who and what, how it was signed, and a line for each pass."""
    identity = (str(entry.number), _when(pen, entry), _whom(pen, entry.patient), f"{entry.concern}, {entry.area}")
    lines = [Line(cells=_cells(identity, _IDENTITY, styles.SMALL_STRONG), above=4.5)]
    changed = _changed(pen, entry)
    if changed:
        lines.append(Line(cells=[_wide(changed, styles.SMALL_STRONG)]))
    lines.append(_signed(pen, entry))
    lines += [_pass_line(pen, register, place, one) for place, one in enumerate(entry.passes, start=1)]
    return Block(lines=(*lines[:-1], _with_foot(lines[-1])), place=place)


def patch_head(pen: Pen) -> tuple[Line, ...]:
    """The line at the head of each page with test patches."""
    named = (
        mark("No."),
        mark("Placed"),
        mark("Patient"),
        mark("Treatment, body area"),
        mark("Laser, handpiece"),
        mark("Settings"),
        mark("Placed by, reading"),
    )
    return (Line(cells=_cells([pen.say(text) for text in named], _PATCHES, styles.SMALL_HEAD), below=2.5),)


def patch_block(pen: Pen, register: TreatmentRegister, spot: RegisterPatch) -> Block:
    """A test patch on a line."""
    entry, patch = spot.patch.entry, spot.patch
    settings = (
        f"{entry.wavelength_nm}\u00a0nm",
        f"{entry.pulse_duration_ps}\u00a0ps",
        spot_size(pen, Spot(SpotShape.ROUND, entry.spot_width_mm)).replace(" ", "\u00a0"),
        f"{number(entry.fluence_j_cm2)}\u00a0J/cm²",
    )
    texts = (
        patch_number(spot),
        pen.day(entry.placed_on),
        _whom(pen, spot.patient),
        _listed(spot.concern, patch.area, entry.place),
        _listed(_laser(pen, register, entry.device_id, patch.device_name), patch.handpiece_name),
        _listed(*settings),
        f"{patch.placed_by}; {_reading(pen, spot)}",
    )
    return Block(lines=(Line(cells=_cells(texts, _PATCHES, styles.SMALL), above=3.0, below=3.0),))


def patch_number(spot: RegisterPatch) -> str:
    """As in T7, so that no test patch is taken for a session."""
    return f"T{spot.number}"


def laser_line(pen: Pen, laser: RegisterLaser) -> str:
    """Model, maker and serial number."""
    serial = pen.say(mark("serial {serial}"), serial=laser.serial) if laser.serial else ""
    return _listed(laser.model, laser.make, serial or pen.say(mark("no serial number on record")))


def incident_row(pen: Pen, one: RegisterIncident) -> list[str]:
    """An incident with the session it followed, as the cells of a table."""
    session = mark("No. {number}, {day}") if one.performed_on else mark("none named")
    state = mark("open") if one.is_open else mark("closed")
    return [
        str(one.id),
        pen.day(one.opened_on),
        _whom(pen, one.patient),
        _listed(one.concern, one.area),
        f"{one.kind} ({lower_first(pen.say(SEVERITY_NAMES[one.severity]))})",
        pen.say(session, number=one.session, day=pen.day(one.performed_on) if one.performed_on else ""),
        pen.say(state),
    ]


def _cells(texts: Sequence[str], at: Sequence[float], style: ParagraphStyle) -> list[Cell]:
    spans = zip(texts, pairwise(at), strict=True)
    return [Cell(shortened(text, _CELL_MOST), left, end - left - _GAP, style) for text, (left, end) in spans]


def _wide(text: str, style: ParagraphStyle) -> Cell:
    return Cell(shortened(text, _TEXT_MOST), _DETAILS, _SIGNATURE - _DETAILS - 2 * _GAP, style)


def _with_foot(line: Line) -> Line:
    return Line(cells=line.cells, above=line.above, below=4.5, rule=line.rule)


def _listed(*texts: str) -> str:
    return ", ".join(text for text in texts if text)


def _when(pen: Pen, entry: RegisterEntry) -> str:
    """The day, and at what time treating was released; a session entered later may have none."""
    day = pen.day(entry.performed_on)
    if entry.began_at is None:
        return pen.say(mark("{day}, no time"), day=day)
    return f"{day} {clock(pen.local(entry.began_at))}"


def _whom(pen: Pen, patient: RegisterPatient) -> str:
    born = mark("born {day}") if patient.born_on else mark("date of birth not recorded")
    said = pen.say(born, day="" if patient.born_on is None else pen.day(patient.born_on))
    return _listed(patient.record_number, patient.name, said)


def _changed(pen: Pen, entry: RegisterEntry) -> str:
    change = entry.change
    if change is None:
        return ""
    text = mark("Amended {at} by {name}, {count} in all: {reason} Both versions stand in the session's record.")
    if entry.is_void:
        text = mark("Void, counts nowhere. Found {at} by {name}: {reason}")
    at = moment(pen.local(change.at), pen.translate)
    reason = shortened(change.reason, _CELL_MOST)
    return pen.say(text, at=at, name=change.by, count=change.times, reason=reason)


def _signed(pen: Pen, entry: RegisterEntry) -> Line:
    """Who treated and signed, what protected, cooled and was tested, what went wrong; room for ink."""
    facts = (
        pen.say(mark("Treated by {name}"), name=entry.operator),
        _signature(pen, entry),
        pen.say(mark("Eye protection: {value}"), value=entry.eye_protection or "–"),
        pen.say(mark("Cooling: {value}"), value=lower_first(pen.say(COOLING_NAMES[entry.cooling]))),
        pen.say(mark("Test patch: {value}"), value=_tested(pen, entry)),
        pen.say(mark("Adverse incident: {value}"), value=_incidents(pen, entry)),
        *_effects(pen, entry.effects),
    )
    ink = Cell(pen.say(mark("Signature")), _SIGNATURE, 1 - _SIGNATURE, styles.SMALL_HEAD)
    return Line(cells=[_wide(" · ".join(facts), styles.SMALL), ink], above=1.5, below=4.0, rule=(_SIGNATURE, 1.0))


def _signature(pen: Pen, entry: RegisterEntry) -> str:
    if entry.signed_at is None:
        return pen.say(mark("not signed"))
    at = moment(pen.local(entry.signed_at), pen.translate)
    text = mark("signed {at} by {name}, entered later") if entry.entered_later else mark("signed {at} by {name}")
    return pen.say(text, at=at, name=entry.signed_by or "–")


def _tested(pen: Pen, entry: RegisterEntry) -> str:
    """Each patch by number and day, with how it was last read up to the session."""
    told = (
        _listed(f"{patch_number(one)}, {pen.day(one.patch.entry.placed_on)}", _result(pen, one, entry.performed_on))
        for one in entry.patches
    )
    return "; ".join(told) or pen.say(mark("none on record"))


def _result(pen: Pen, spot: RegisterPatch, on: date) -> str:
    last = spot.patch.reading_on(on)
    return lower_first(pen.say(mark("Not read") if last is None else RESULT_NAMES[last.result]))


def _incidents(pen: Pen, entry: RegisterEntry) -> str:
    opened = [one for one in entry.effects if one.incident_id is not None]
    text = {True: mark("yes, incident {number}, open"), False: mark("yes, incident {number}, closed")}
    told = (pen.say(text[one.is_incident_open], number=one.incident_id) for one in opened)
    return "; ".join(told) or pen.say(mark("no"))


def _effects(pen: Pen, effects: Sequence[RegisterEffect]) -> tuple[str, ...]:
    if not effects:
        return ()
    told = (f"{one.kind} ({lower_first(pen.say(SEVERITY_NAMES[one.severity]))})" for one in effects)
    return (pen.say(mark("Side effects: {names}"), names=", ".join(told)),)


def _pass_line(pen: Pen, register: TreatmentRegister, place: int, one: LoggedPass) -> Line:
    device_id = one.entry.device_id
    texts = (
        str(place),
        _laser(pen, register, device_id, one.device_name),
        one.handpiece_name or "–",
        *(said(pen, one.entry) for _, _, said in PASS_SETTINGS),
    )
    return Line(cells=_cells(texts, (*_PASS_AT, *_PASS_SHARES), styles.SMALL), above=1.0)


def _laser(pen: Pen, register: TreatmentRegister, device_id: int, name: str) -> str:
    laser = register.lasers.get(device_id)
    return name if laser is None else laser_line(pen, laser)


def _reading(pen: Pen, spot: RegisterPatch) -> str:
    if not spot.patch.readings:
        return pen.say(mark("not read yet"))
    last = spot.patch.readings[-1]
    return pen.say(
        mark("read {day} by {name}: {result}"),
        day=pen.day(last.read_on),
        name=last.read_by,
        result=lower_first(pen.say(RESULT_NAMES[last.result])),
    )
