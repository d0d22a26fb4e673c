"""What the page of an absence says: who is away when, what is offered, what came of it."""

from collections.abc import Sequence
from datetime import datetime, time, timedelta

from pico_tracker.domain.absence_plans import HIT_NAMES, NO_OFFER_NAMES, HitReason, PlannedVisit
from pico_tracker.domain.diary import VISIT_KIND_NAMES, Visit
from pico_tracker.domain.free_times import FreeTime
from pico_tracker.domain.opening_hours import Absence
from pico_tracker.ui.diary.booking_words import said_offer, said_short_day, said_when
from pico_tracker.ui.kit.chips import ChipText
from pico_tracker.ui.kit.style import Tone
from pico_tracker.ui.kit.words import tr, translated

_HIT_TONES = {HitReason.HARM: Tone.DANGER, HitReason.OVERDUE: Tone.WARN}


def said_absence(absence: Absence) -> str:
    """Who or what is away, when and why: "Dr Okafor: Tue 24 Nov, 09:00 to 17:00, ill"."""
    name = absence.name or tr("The whole clinic")
    span = said_stretch(absence.entry.starts_at, absence.entry.ends_at)
    if not absence.entry.reason:
        return tr("{name}: {span}", name=name, span=span)
    return tr("{name}: {span}, {reason}", name=name, span=span, reason=absence.entry.reason)


def said_stretch(start: datetime, end: datetime) -> str:
    """From when to when, the day said once where it is one, and no times for whole days."""
    if start.time() == end.time() == time() and start < end:
        first, last = said_short_day(start.date()), said_short_day(end.date() - timedelta(days=1))
        return first if first == last else tr("{start} to {end}", start=first, end=last)
    if start.date() == end.date():
        values = {"start": f"{start:%H:%M}", "end": f"{end:%H:%M}"}
        return tr("{day}, {start} to {end}", day=said_short_day(start.date()), **values)
    return tr("{start} to {end}", start=said_when(start), end=said_when(end))


def hit_chip(one: PlannedVisit) -> ChipText | None:
    """Why a visit stands before others; none for a planned one."""
    tone = _HIT_TONES.get(one.reason)
    return None if tone is None else ChipText(translated(HIT_NAMES[one.reason]), tone)


def said_visit(visit: Visit) -> str:
    """What for, with whom, where and by which laser."""
    parts = (translated(VISIT_KIND_NAMES[visit.kind]), visit.practitioner_name, visit.room_name, visit.device_name)
    return " · ".join(part for part in parts if part)


def said_choice(one: PlannedVisit, offer: FreeTime) -> str:
    """An offer as it is chosen: "Same time, Dr Costa · Room 2" or "Wed 25 Nov, 09:00, Dr Costa · Room 2"."""
    when, where = said_offer(offer)
    if one.keeps_time(offer):
        return tr("Same time, {where}", where=where)
    return tr("{when}, {where}", when=when, where=where)


def said_no_offer(one: PlannedVisit) -> str:
    """Why nothing is offered; "" where something is."""
    return "" if one.why_none is None else translated(NO_OFFER_NAMES[one.why_none])


def said_solved(one: PlannedVisit, offer: FreeTime) -> str:
    """Where a visit went."""
    when, where = said_offer(offer)
    if one.keeps_time(offer):
        return tr("Stays when it was: {where}", where=where)
    return tr("Moved to {when}: {where}", when=when, where=where)


def said_count(open_visits: int, solved: int) -> str:
    """How many are still to be solved."""
    if not open_visits and not solved:
        return tr("No visit is hit. The absence is on file.")
    if not open_visits:
        return tr("Every visit is solved.")
    return tr("{count} to solve, harm first; {solved} solved.", count=open_visits, solved=solved)


def said_moved(moved: Sequence[tuple[PlannedVisit, FreeTime]]) -> str:
    """What was done, and how many have to be called."""
    calls = sum(not one.keeps_time(offer) for one, offer in moved)
    if len(moved) == 1:
        one, offer = moved[0]
        name = one.visit.patient_name
        text = tr("{name}: {what}.", name=name, what=said_solved(one, offer))
        return text if one.keeps_time(offer) else tr("{done} Call to say so.", done=text)
    if not calls:
        return tr("{count} visits solved; nobody's time has changed.", count=len(moved))
    return tr("{count} visits solved. Call {calls} whose time has changed.", count=len(moved), calls=calls)
