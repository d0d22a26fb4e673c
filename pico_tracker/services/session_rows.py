"""A session's entry as rows: written when it is logged, and again when it is amended."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import tzinfo
from typing import Any

from pico_tracker.db.models import (
    PassEndpointRow,
    PhotoRow,
    PulseCountRow,
    SessionAreaRow,
    SessionCheckRow,
    SessionPassRow,
    TreatedAreaRow,
)
from pico_tracker.db.unit_of_work import ChangeWork
from pico_tracker.domain.errors import NotFound
from pico_tracker.domain.passes import PassEntry
from pico_tracker.domain.pulse_counts import PulseCount
from pico_tracker.domain.safety_checks import SafetyCheck
from pico_tracker.domain.sessions import SessionEntry
from pico_tracker.domain.treated_areas import SessionArea, write_outline
from pico_tracker.domain.words import clean_line, clean_text, mark, sentence
from pico_tracker.services.next_plans import clean_plan
from pico_tracker.services.screening import clean_answers


def clean_session(entry: SessionEntry) -> SessionEntry:
    """The entry with every typed text cleaned once."""
    return replace(
        entry,
        passes=tuple(replace(one, purpose=clean_line(one.purpose)) for one in entry.passes),
        eye_protection=clean_line(entry.eye_protection),
        anaesthesia_product=clean_line(entry.anaesthesia_product),
        note=clean_text(entry.note),
        note_for_next_time=clean_text(entry.note_for_next_time),
        answers=clean_answers(entry.answers),
        reason=clean_text(entry.reason),
        ending_reason=clean_text(entry.ending_reason),
        products=tuple(line for one in entry.products if (line := clean_line(one))),
        next_plan=None if entry.next_plan is None else clean_plan(entry.next_plan),
    )


def on_the_clock(entry: SessionEntry, zone: tzinfo) -> SessionEntry:
    """The entry with the moment of its check in `zone`, that of the clinic, as its day is meant."""
    checked = entry.checked
    if checked is None:
        return entry
    return replace(entry, checked=replace(checked, checked_at=checked.checked_at.astimezone(zone)))


def session_columns(entry: SessionEntry) -> dict[str, Any]:
    """An entry as the columns of its row, without passes and reading."""
    return {
        "entry_id": entry.entry_id,
        "course_id": entry.course_id,
        "performed_on": entry.performed_on,
        "operator_id": entry.operator_id,
        "eye_protection": entry.eye_protection,
        "pain": entry.pain,
        "cooling": entry.cooling.value,
        "anaesthesia": entry.anaesthesia.value,
        "anaesthesia_product": entry.anaesthesia_product,
        "anaesthesia_percent": entry.anaesthesia_percent,
        "anaesthesia_minutes": entry.anaesthesia_minutes,
        "anaesthesia_area_cm2": entry.anaesthesia_area_cm2,
        "area_cm2": entry.area_cm2,
        "overlap_percent": entry.overlap_percent,
        "note": entry.note,
        "note_for_next_time": entry.note_for_next_time,
        "healing": entry.healing and entry.healing.value,
        "ending": entry.ending.value,
        "ending_reason": entry.ending_reason,
        "return_on": entry.return_on,
        "products": "\n".join(entry.products),
        "call_on": entry.call_on,
    }


def pass_columns(entry: PassEntry, position: int) -> dict[str, Any]:
    """One pass as the columns of its row, without its endpoints."""
    return {
        "position": position,
        "device_id": entry.device_id,
        "handpiece_id": entry.handpiece_id,
        "wavelength_nm": entry.wavelength_nm,
        "pulse_duration_ps": entry.pulse_duration_ps,
        "spot_shape": entry.spot.shape.value,
        "spot_width_mm": entry.spot.width_mm,
        "spot_height_mm": entry.spot.height_mm,
        "fluence_j_cm2": entry.fluence_j_cm2,
        "fluence_basis": entry.fluence_basis.value,
        "pulse_energy_mj": entry.pulse_energy_mj,
        "repetition_hz": entry.repetition_hz,
        "pulses": entry.pulses,
        "times": entry.times,
        "purpose": entry.purpose,
        "density_per_cm2": entry.density_per_cm2,
        "overlap_percent": entry.overlap_percent,
    }


def write_passes(work: ChangeWork, session_id: int, passes: Iterable[PassEntry]) -> None:
    """Add the passes of a session with their endpoints."""
    entries = tuple(passes)
    rows = [SessionPassRow(session_id=session_id, **pass_columns(one, at)) for at, one in enumerate(entries)]
    work.add_all(rows)
    work.add_all(
        [
            PassEndpointRow(pass_id=row.id, endpoint=endpoint.value)
            for row, one in zip(rows, entries, strict=True)
            for endpoint in dict.fromkeys(one.endpoints)
        ]
    )


def write_parts(work: ChangeWork, session_id: int, entry: SessionEntry) -> None:
    """Add the counters and areas of a session."""
    work.add_all([PulseCountRow(**count_columns(one, session_id)) for one in entry.counts])
    for area in entry.areas:
        if work.get(TreatedAreaRow, area.area_id).course_id != entry.course_id:
            raise NotFound(sentence(mark("This area belongs to another course. Choose it again.")))
    work.add_all([SessionAreaRow(**session_area_columns(one, session_id)) for one in entry.areas])


def session_area_columns(area: SessionArea, session_id: int) -> dict[str, Any]:
    """An area treated in a session as the columns of its row."""
    return {
        "session_id": session_id,
        "area_id": area.area_id,
        "outline": write_outline(area.outline),
        "area_cm2": area.area_cm2,
    }


def count_columns(count: PulseCount, session_id: int) -> dict[str, Any]:
    """A pulse counter as the columns of its row."""
    return {
        "session_id": session_id,
        "device_id": count.device_id,
        "starts_at": count.starts_at,
        "ends_at": count.ends_at,
    }


def check_columns(checked: SafetyCheck, session_id: int) -> dict[str, Any]:
    """Who said that the patient may be treated, as the columns of its row."""
    return {"session_id": session_id, "checked_by_id": checked.checked_by_id, "checked_at": checked.checked_at}


def write_check(work: ChangeWork, session_id: int, entry: SessionEntry) -> None:
    """Keep who said that the patient may be treated, and when."""
    if entry.checked is not None:
        work.add(SessionCheckRow(**check_columns(entry.checked, session_id)))


def claim_photos(work: ChangeWork, session_id: int, entry: SessionEntry, patient_id: int) -> None:
    """Say of the photos attached while it was logged that they are the session's."""
    for photo_id in entry.photo_ids:
        row = work.hold(PhotoRow, photo_id)
        if row.patient_id != patient_id:
            raise NotFound(sentence(mark("A photo belongs to another patient. Take it off, then sign.")))
        if row.session_id is not None or row.course_id not in (None, entry.course_id):
            raise NotFound(sentence(mark("A photo belongs to another session. Take it off, then sign.")))
        row.session_id, row.course_id = session_id, entry.course_id
        row.version += 1
