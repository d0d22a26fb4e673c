"""A plan for next time exactly as typed, readable or not, and as far as it can be read."""

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, fields
from decimal import Decimal

from pico_tracker.domain.findings import Finding, Findings
from pico_tracker.domain.next_plans import FIELD, PLANNED_LIMIT, NextPlanEntry, PlannedPass
from pico_tracker.domain.words import LINE_LIMIT, TEXT_LIMIT, clean_line, clean_text, mark, sentence
from pico_tracker.ui.kit.decimals import NotRead, read_decimal, read_whole, said_decimal
from pico_tracker.ui.session_log.pass_text import JSON_LIMIT, PassText, said_measure

TICKED = "yes"


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedText:
    """One planned pass as typed. Names are those of `PlannedPass`; choices are kept by key."""

    purpose: str = ""
    device_id: str = ""
    handpiece_id: str = ""
    wavelength_nm: str = ""
    pulse_duration_ps: str = ""
    spot_width_mm: str = ""
    fluence_j_cm2: str = ""
    is_patch: str = ""

    @property
    def is_blank(self) -> bool:
        """Whether nothing was entered in this row."""
        return not any(str(getattr(self, name)).strip() for name in PLANNED_FIELDS)


PLANNED_FIELDS = tuple(one.name for one in fields(PlannedText))
_COPIED = tuple(name for name in PLANNED_FIELDS if name != "is_patch")
_SETTINGS = tuple(name for name in _COPIED if name not in ("purpose", "device_id", "handpiece_id"))


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanText:
    """A whole plan as typed."""

    minutes: str = ""
    room_id: str = ""
    device_id: str = ""
    note: str = ""
    passes: tuple[PlannedText, ...] = ()

    @property
    def filled(self) -> tuple[int, ...]:
        """Places of the rows in which something was entered; findings count only these."""
        return tuple(place for place, one in enumerate(self.passes) if not one.is_blank)

    @property
    def is_blank(self) -> bool:
        """Whether nothing was entered at all."""
        return not self.filled and not any((self.minutes, self.room_id, self.device_id, self.note))


@dataclass(frozen=True, slots=True)
class ReadPlan:
    """A plan as far as it can be read; None where nothing was planned."""

    entry: NextPlanEntry | None
    unread: Findings


class _Reader:
    def __init__(self) -> None:
        self.unread: list[Finding] = []

    def decimal(self, field: str, typed: str) -> Decimal | None:
        read = read_decimal(typed.strip()) if typed.strip() else None
        if isinstance(read, NotRead):
            self._complain(field, read, Decimal("3.5"))
            return None
        return read

    def whole(self, field: str, typed: str) -> int | None:
        read = read_whole(typed.strip()) if typed.strip() else None
        if isinstance(read, NotRead):
            self._complain(field, read, Decimal(1064))
            return None
        return read

    def _complain(self, field: str, why: NotRead, example: Decimal) -> None:
        text = mark("This is not such a number. It is kept as typed; type it like {example}.")
        if why is NotRead.AMBIGUOUS:
            text = mark("This can be read in two ways. Type it without a thousands separator.")
        said = sentence(text, example=said_decimal(example))
        self.unread.append(Finding(f"{FIELD}.{field}", said, code="plan.unread"))


def read_plan(text: PlanText) -> ReadPlan:
    """The plan that was typed; rows in which nothing was entered are left out."""
    reader = _Reader()
    rows = [text.passes[place] for place in text.filled]
    entry = NextPlanEntry(
        minutes=reader.whole("minutes", text.minutes),
        room_id=_key(text.room_id),
        device_id=_key(text.device_id),
        note=clean_text(text.note),
        passes=tuple(_read_pass(reader, f"passes.{place}", one) for place, one in enumerate(rows)),
    )
    return ReadPlan(None if entry.is_empty else entry, tuple(reader.unread))


def _read_pass(reader: _Reader, at: str, text: PlannedText) -> PlannedPass:
    return PlannedPass(
        purpose=clean_line(text.purpose),
        device_id=_key(text.device_id),
        handpiece_id=_key(text.handpiece_id),
        wavelength_nm=reader.whole(f"{at}.wavelength_nm", text.wavelength_nm),
        pulse_duration_ps=reader.whole(f"{at}.pulse_duration_ps", text.pulse_duration_ps),
        spot_width_mm=reader.decimal(f"{at}.spot_width_mm", text.spot_width_mm),
        fluence_j_cm2=reader.decimal(f"{at}.fluence_j_cm2", text.fluence_j_cm2),
        is_patch=text.is_patch == TICKED,
    )


def _key(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() else None


def plan_text(entry: NextPlanEntry | None) -> PlanText:
    """A plan as it would be typed."""
    if entry is None:
        return PlanText()
    return PlanText(
        minutes=_said(entry.minutes),
        room_id=_said(entry.room_id),
        device_id=_said(entry.device_id),
        note=entry.note,
        passes=tuple(_planned_text(one) for one in entry.passes),
    )


def _planned_text(planned: PlannedPass) -> PlannedText:
    spot, fluence = planned.spot_width_mm, planned.fluence_j_cm2
    return PlannedText(
        purpose=planned.purpose,
        device_id=_said(planned.device_id),
        handpiece_id=_said(planned.handpiece_id),
        wavelength_nm=_said(planned.wavelength_nm),
        pulse_duration_ps=_said(planned.pulse_duration_ps),
        spot_width_mm="" if spot is None else said_measure(spot),
        fluence_j_cm2="" if fluence is None else said_measure(fluence),
        is_patch=TICKED if planned.is_patch else "",
    )


def _said(number: int | None) -> str:
    return "" if number is None else str(number)


def copied_from(passes: Iterable[PassText]) -> tuple[PlannedText, ...]:
    """The settings of today's passes as rows of a plan; a pass with nothing set is left out."""
    with_settings = (one for one in passes if any(getattr(one, name) for name in _SETTINGS))
    copied = (PlannedText(**{name: getattr(one, name) for name in _COPIED}) for one in with_settings)
    return tuple(copied)[:PLANNED_LIMIT]


def plan_to_json(text: PlanText) -> str:
    """The whole plan as one text, for a draft; "" while nothing is typed."""
    return "" if text.is_blank else json.dumps(asdict(text), ensure_ascii=False)


def plan_from_json(text: str) -> PlanText:
    """The plan of a draft; what is damaged in it is left out."""
    try:
        found = json.loads(text[:JSON_LIMIT]) if text else {}
    except (json.JSONDecodeError, RecursionError):  # cut or damaged: the other fields of the draft still come back
        return PlanText()
    if not isinstance(found, dict):
        return PlanText()
    rows = found.get("passes")
    rows = rows[:PLANNED_LIMIT] if isinstance(rows, list) else []
    return PlanText(
        **{name: _kept(found, name) for name in ("minutes", "room_id", "device_id")},
        note=_kept(found, "note", TEXT_LIMIT),
        passes=tuple(
            PlannedText(**{name: _kept(row, name) for name in PLANNED_FIELDS})
            for row in rows
            if isinstance(row, dict)
        ),
    )


def _kept(record: dict[str, object], name: str, limit: int = LINE_LIMIT) -> str:
    value = record.get(name, "")
    return value[:limit] if isinstance(value, str) else ""
