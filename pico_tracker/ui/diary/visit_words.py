"""What a visit says in the day book: in its block, in its tip and to a screen reader."""

from dataclasses import dataclass
from datetime import date, datetime

from PySide6.QtCore import QDate, QLocale

from pico_tracker.domain.diary import VISIT_KIND_NAMES, VISIT_STATE_NAMES, Visit, VisitState
from pico_tracker.ui.kit.chips import ChipText
from pico_tracker.ui.kit.style import Tone
from pico_tracker.ui.kit.words import tr, translated

STATE_TONES = {
    VisitState.BOOKED: Tone.NEUTRAL,
    VisitState.CONFIRMED: Tone.NEUTRAL,
    VisitState.ARRIVED: Tone.INFO,
    VisitState.IN_ROOM: Tone.BRAND,
    VisitState.DONE: Tone.OK,
    VisitState.NO_SHOW: Tone.DANGER,
    VisitState.CANCELLED: Tone.NEUTRAL,
}


@dataclass(frozen=True, slots=True)
class VisitWords:
    """The words of one visit; with details hidden only its time and its state are left."""

    first: str
    """Time and name."""
    chip: ChipText
    span: str
    """From when to when."""
    details: tuple[str, ...] = ()
    marks: tuple[str, ...] = ()
    """What reception keeps in mind, such as a walk-in."""
    cautions: tuple[str, ...] = ()

    @property
    def spoken(self) -> str:
        """All of it as sentences, for a screen reader."""
        return ". ".join((self.first, self.chip.text, self.span, *self.cautions, *self.details, *self.marks))

    @property
    def tip(self) -> str:
        """All of it, a line each, for a tip."""
        lines = (self.first, f"{self.chip.text} · {self.span}", " · ".join(self.cautions))
        return "\n".join(one for one in (*lines, " · ".join(self.details), " · ".join(self.marks)) if one)


def visit_words(visit: Visit, now: datetime, *, hidden: bool) -> VisitWords:
    """Say a visit as of `now`; `hidden` leaves out who comes and for what."""
    chip = state_chip(visit, now)
    time = f"{visit.starts_at:%H:%M}"
    if hidden:
        return VisitWords(tr("{time} Visit", time=time), chip, said_span(visit.starts_at, visit.ends_at))
    first = tr("{time} {name}", time=time, name=visit.patient_name)
    cautions = (tr("Before the safe date"),) if visit.is_before_safe else ()
    return VisitWords(first, chip, _said_parts(visit), _details(visit), _marks(visit), cautions)


def visit_name(visit: Visit, *, hidden: bool) -> str:
    """Who comes, or that somebody does."""
    return tr("Visit") if hidden else visit.patient_name


def state_chip(visit: Visit, now: datetime) -> ChipText:
    """The state in words: since when somebody waits, how far a room is over its time."""
    name = translated(VISIT_STATE_NAMES[visit.state])
    tone = STATE_TONES[visit.state]
    if visit.state is VisitState.BOOKED:
        return ChipText(tr("Not confirmed"), tone)
    over = int((now - visit.ends_at).total_seconds() // 60)
    if visit.state is VisitState.IN_ROOM and over > 0:
        return ChipText(tr("{state}, {time} over", state=name, time=said_minutes(over)), Tone.WARN)
    if visit.state in (VisitState.ARRIVED, VisitState.IN_ROOM) and visit.state_at is not None:
        since = visit.state_at.astimezone(visit.starts_at.tzinfo)
        return ChipText(tr("{state} {time}", state=name, time=f"{since:%H:%M}"), tone)
    return ChipText(name, tone)


def said_minutes(minutes: int) -> str:
    """A length: "11 min", "1 h 20 min"."""
    if minutes < 60:
        return tr("{minutes} min", minutes=minutes)
    if minutes % 60 == 0:
        return tr("{hours} h", hours=minutes // 60)
    return tr("{hours} h {minutes} min", hours=minutes // 60, minutes=minutes % 60)


def said_span(starts_at: datetime, ends_at: datetime) -> str:
    """From when to when on the wall clock."""
    return tr("{start} to {end}", start=f"{starts_at:%H:%M}", end=f"{ends_at:%H:%M}")


def said_weekday(day: date) -> str:
    """A day of the week shown: "Sun 22 Nov", in the reader's language."""
    return QLocale().toString(QDate(day.year, day.month, day.day), "ddd d MMM")


def said_date(day: date) -> str:
    """A day without its weekday: "22 Nov", in the reader's language."""
    return QLocale().toString(QDate(day.year, day.month, day.day), "d MMM")


def _said_parts(visit: Visit) -> str:
    place = visit.place
    parts = [said_span(visit.starts_at, visit.ends_at)]
    if place.numbing_minutes:
        parts.append(tr("numbing {time}", time=said_minutes(place.numbing_minutes)))
    if place.clean_up_minutes:
        parts.append(tr("clean-up {time}", time=said_minutes(place.clean_up_minutes)))
    return ", ".join(parts)


def _details(visit: Visit) -> tuple[str, ...]:
    kind = translated(VISIT_KIND_NAMES[visit.kind])
    said = (kind, *visit.course_titles, visit.device_name, visit.desk_note, visit.note)
    return tuple(one for one in said if one)


def _marks(visit: Visit) -> tuple[str, ...]:
    marks = (
        (visit.is_walk_in, tr("Walk-in")),
        (visit.tie is not None, tr("Tied to another visit")),
        (visit.is_provisional, tr("Provisional patient")),
    )
    return tuple(text for holds, text in marks if holds)
