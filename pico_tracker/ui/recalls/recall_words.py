"""A line of the recall list in words: why, since when, what was tried, and how to reach the patient."""

from datetime import date, datetime

from PySide6.QtCore import QDate, QLocale

from pico_tracker.domain.contacts import MEANS_NAMES, OUTCOME_NAMES, Contact, Reach
from pico_tracker.domain.diary import VISIT_KIND_NAMES, SafeDate, SafeWord
from pico_tracker.domain.free_times import FreeTime
from pico_tracker.domain.patients import ContactPreference
from pico_tracker.domain.recalls import DUE_NAMES, REACTION_KINDS, DueKind, RecallLine
from pico_tracker.domain.side_effects import SEVERITY_NAMES
from pico_tracker.domain.words import mark
from pico_tracker.ui.kit.cells import TwoLines
from pico_tracker.ui.kit.chips import ChipText
from pico_tracker.ui.kit.days import said_day
from pico_tracker.ui.kit.style import Tone
from pico_tracker.ui.kit.words import tr, translated

_REACTION_TONES = {
    DueKind.INCIDENT_OPEN: Tone.WARN,
    DueKind.SIDE_EFFECT_OPEN: Tone.INFO,
    DueKind.REACTION_TO_RELEASE: Tone.WARN,
}
_COUNTED = (DueKind.SIDE_EFFECT_URGENT, DueKind.SIDE_EFFECT_PROLONGED, DueKind.SIDE_EFFECT_OPEN)
"""Those whose day since they began is counted."""
_LATE_TONES = {DueKind.SESSION_LOST: Tone.DANGER}
_PREFERS = {
    ContactPreference.PHONE: mark("Phone"),
    ContactPreference.TEXT: mark("Text"),
    ContactPreference.EMAIL: mark("E-mail"),
    ContactPreference.LETTER: mark("Letter"),
}
_REASONS = {
    DueKind.FOLLOW_UP_CALL: mark("Call after session {number}"),
    DueKind.TEST_PATCH_TO_READ: mark("Test-patch reading"),
    DueKind.MAINTENANCE_OVERDUE: mark("Maintenance {number}"),
    DueKind.MAINTENANCE_DUE: mark("Maintenance {number}"),
}


def said_reason(line: RecallLine, today: date) -> TwoLines:
    """Why the patient is to be reached: "Session 5" over "Tattoo removal, shoulder"; for reception without
    the course."""
    if line.kind in REACTION_KINDS:
        parts = (part for part in (_said_day_of(line, today), line.course_title) if part)
        return TwoLines(_said_reaction(line), " · ".join(parts))
    if line.visit is not None:
        return TwoLines(translated(VISIT_KIND_NAMES[line.visit.kind]), f"{line.visit.starts_at:%H:%M}")
    reason = _REASONS.get(line.kind, mark("Session {number}"))
    return TwoLines(tr(reason, number=line.session_number), line.course_title)


def _said_reaction(line: RecallLine) -> str:
    if not line.detail:
        return tr("Review due")
    if line.severity is None:
        return translated(line.detail)
    severity = translated(SEVERITY_NAMES[line.severity]).lower()
    return tr("{kind}, {severity}", kind=translated(line.detail), severity=severity)


def _said_day_of(line: RecallLine, today: date) -> str:
    return tr("day {days}", days=line.days_late(today)) if line.kind in _COUNTED else ""


def said_due(line: RecallLine, today: date) -> str:
    """When it is due: "Today", "12 Oct"; a reaction is always due now."""
    is_now = line.kind in REACTION_KINDS or line.due_on == today
    return tr("Today") if is_now else short_day(line.due_on, today)


_OPEN = (DueKind.SESSION_DUE, DueKind.MAINTENANCE_DUE)
"""Those whose time is still running: what is open is not late."""


def said_status(line: RecallLine, today: date) -> ChipText:
    """How urgent it is, in a word and a colour: "41 d late", "In 2 d", "Prolonged"."""
    if line.kind in REACTION_KINDS:
        return ChipText(translated(DUE_NAMES[line.kind]), _REACTION_TONES.get(line.kind, Tone.DANGER))
    late = line.days_late(today)
    if late > 0 and line.kind in _OPEN:
        return ChipText(tr("Open for {days} d", days=late))
    if late > 0:
        return ChipText(tr("{days} d late", days=late), _LATE_TONES.get(line.kind, Tone.WARN))
    return ChipText(tr("Today") if late == 0 else tr("In {days} d", days=-late))


def said_last(line: RecallLine, now: datetime) -> str:
    """The last contact about it: "18 Nov, no answer"; "" where there is none."""
    if line.last is None:
        return ""
    outcome = translated(OUTCOME_NAMES[line.last.entry.outcome])
    when, back = short_day(line.last.at.date(), now.date()), line.call_back_at
    if back is not None:
        return tr("Call back {time}", time=f"{short_day(back.date(), now.date())} {back:%H:%M}")
    return tr("{day}, {outcome}", day=when, outcome=outcome.lower())


def said_preference(reach: Reach) -> str:
    """How the patient wants to be reached, in a word; "" without a wish."""
    return tr(_PREFERS[reach.preference]) if reach.preference in _PREFERS else ""


def said_reach(line: RecallLine) -> str:
    """How and when to reach the patient: "+44 … · phone, after 17:00 · texts agreed"."""
    reach = line.reach
    wish = ", ".join(part for part in (said_preference(reach).lower(), reach.hours) if part)
    agreed = [
        text
        for text, is_agreed in (
            (tr("texts agreed"), reach.consent_texts),
            (tr("e-mail agreed"), reach.consent_email),
        )
        if is_agreed
    ]
    parts = (line.phone or tr("No phone number"), wish, *(agreed or [tr("no texts, no e-mail")]))
    return " · ".join(part for part in parts if part)


def said_window(line: RecallLine, today: date) -> str:
    """From when until when the session is due: "Window 28 Sep to 12 Oct."; "" where it is about none."""
    if line.window is None:
        return ""
    first, last = line.window.earliest_on, line.window.target_on
    return tr("Window {first} to {last}.", first=short_day(first, today), last=short_day(last, today))


def said_safe(safe: SafeDate | None, today: date) -> tuple[str, Tone]:
    """The one date that is safe to book from, and its colour."""
    if safe is None:
        return "", Tone.NEUTRAL
    if safe.word is SafeWord.REVIEW:
        return tr("Book after a review only."), Tone.DANGER
    if safe.word is SafeWord.FREE or safe.from_on is None or safe.from_on <= today:
        return tr("Safe to book now."), Tone.OK
    return tr("Safe to book from {date}.", date=said_day(safe.from_on)), Tone.WARN


def said_contact(contact: Contact, today: date) -> str:
    """One line of the history: "18 Nov 17:20 · phone · no answer · R. Diaz"."""
    entry = contact.entry
    at = f"{short_day(contact.at.date(), today)} {contact.at:%H:%M}"
    parts = (at, translated(MEANS_NAMES[entry.means]).lower(), translated(OUTCOME_NAMES[entry.outcome]).lower())
    undone = tr("undone") if contact.is_withdrawn else ""
    return " · ".join(part for part in (*parts, contact.by, entry.note, undone) if part)


def said_free_time(free: FreeTime) -> tuple[str, str]:
    """A time that can be booked, and what it holds: "Mon 23 Nov 12:30" and "Dr Okafor · Room 1"."""
    at = free.place.starts_at
    day = QLocale().toString(QDate(at.year, at.month, at.day), "ddd d MMM")
    held = (free.practitioner_name, free.room_name, free.device_name)
    return f"{day} {at:%H:%M}", " · ".join(part for part in held if part)


def short_day(day: date, today: date) -> str:
    """A day without its year where that is this one: "12 Oct"."""
    if day.year != today.year:
        return said_day(day)
    return QLocale().toString(QDate(day.year, day.month, day.day), "d MMM")
