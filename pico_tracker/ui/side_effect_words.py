"""What the window says of a side effect: its day, its chips, what was written about it and by whom."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, tzinfo

from pico_tracker.domain.side_effect_kinds import URGENCY_ACTIONS, SideEffectKind
from pico_tracker.domain.side_effects import (
    CAUSE_NAMES,
    CHANGE_NAMES,
    MANAGEMENT_NAMES,
    OUTCOME_NAMES,
    SEVERITY_NAMES,
    Cause,
    FollowUp,
    FollowUpEntry,
    RedFlagAnswer,
    SideEffect,
    SideEffectEntry,
)
from pico_tracker.ui.kit.chips import ChipText
from pico_tracker.ui.kit.days import said_day
from pico_tracker.ui.kit.style import Tone
from pico_tracker.ui.kit.words import tr, translated


def said_days(days: int) -> str:
    """A number of days: "1 day", "2 days"."""
    return tr("1 day") if days == 1 else tr("{days} days", days=days)


def usual_days(kind: SideEffectKind, concern_key: str) -> str:
    """How long a kind may last in a course: "usual up to 2 days, prolonged after day 14"."""
    limit = kind.prolonged_after(concern_key)
    if kind.expected_days is None:
        usual = tr("never expected")
    elif kind.expected_days == 0:
        usual = tr("usual for minutes to hours")
    else:
        usual = tr("usual up to {days}", days=said_days(kind.expected_days))
    late = tr("needs attention at once") if limit == 0 else tr("prolonged after day {limit}", limit=limit)
    return tr("{usual}, {late}", usual=usual, late=late)


def day_counter(effect: SideEffect, today: date) -> str:
    """How long it lasts against what is usual for its concern: "Day 3, usual up to 2 days, …"."""
    usual = usual_days(effect.kind, effect.concern_key)
    return tr("Day {days}, {usual}", days=effect.days(today), usual=usual)


def expectation(kind: SideEffectKind, concern_key: str, days: int | None) -> str:
    """What a kind looks like, how long it may last here and what is done about it."""
    usual = usual_days(kind, concern_key)
    counted = usual[:1].upper() + usual[1:]
    if days is not None and days >= 0:
        counted = tr("Day {days}, {usual}", days=days, usual=usual)
    return f"{translated(kind.definition)} {counted}. {translated(URGENCY_ACTIONS[kind.urgency])}"


def chips_of(effect: SideEffect, today: date) -> tuple[ChipText, ...]:
    """What stands out about a side effect, harm first; one word at least."""
    marks = (
        (effect.is_alarming, ChipText(tr("Red flag"), Tone.DANGER)),
        (effect.is_open and effect.needs_review, ChipText(tr("Review now"), Tone.DANGER)),
        (effect.is_prolonged(today), ChipText(tr("Prolonged"), Tone.DANGER)),
        (effect.awaits_release, ChipText(tr("To release"), Tone.WARN)),
        (effect.is_incident_open, ChipText(tr("Incident open"), Tone.WARN)),
    )
    found = tuple(chip for holds, chip in marks if holds)
    return found or (_calm_chip(effect, today),)


def _calm_chip(effect: SideEffect, today: date) -> ChipText:
    if not effect.is_open:
        return ChipText(translated(OUTCOME_NAMES[effect.outcome]), Tone.OK)
    if effect.is_within_expectation(today) and effect.days(today) <= (effect.kind.expected_days or 0):
        return ChipText(tr("Expected"), Tone.OK)
    return ChipText(tr("Healing"), Tone.INFO)


def harm_order(effects: Iterable[SideEffect], today: date) -> tuple[SideEffect, ...]:
    """The side effects by harm, then the longest lasting."""
    return tuple(sorted(effects, key=lambda one: (*_calm(one, today), -one.days(today))))


def _calm(effect: SideEffect, today: date) -> tuple[bool, ...]:
    return (
        not (effect.is_open and effect.needs_review),
        not effect.is_prolonged(today),
        not effect.is_open_reaction(today),
        not effect.awaits_release,
    )


@dataclass(frozen=True, slots=True)
class Told:
    """One thing written about a side effect: when and by whom, and what."""

    head: str
    body: str


def story_of(effect: SideEffect, zone: tzinfo) -> tuple[Told, ...]:
    """Everything written about a side effect, oldest first."""
    told = [_report(effect), *(_look(one, zone) for one in effect.follow_ups)]
    if effect.entry.healed_on is not None:
        head = tr("Ended {date}", date=said_day(effect.entry.healed_on))
        told.append(Told(head, translated(OUTCOME_NAMES[effect.outcome])))
    if effect.released_on is not None:
        values = {"date": said_day(effect.released_on), "name": effect.released_by}
        told.append(Told(tr("Area released {date}, {name}", **values), effect.release_finding))
    return tuple(told)


def _report(effect: SideEffect) -> Told:
    entry, day = effect.entry, effect.onset_day
    began = tr("Began {date}", date=said_day(entry.onset_on))
    if day is not None:
        began = tr("Began {date}, day {day} after treatment", date=said_day(entry.onset_on), day=day)
    head = tr("{began}, reported by {name}", began=began, name=effect.reported_by) if effect.reported_by else began
    cause = "" if entry.cause is Cause.UNKNOWN else tr("Cause: {cause}", cause=translated(CAUSE_NAMES[entry.cause]))
    return Told(head, _joined(_graded(entry), entry.area, cause, said_downtime(entry), *_common(entry)))


def said_downtime(entry: SideEffectEntry) -> str:
    """How long the patient stayed away because of it: "Stayed away 3 days", or nothing."""
    if entry.downtime_days is None:
        return ""
    return tr("Stayed away {days}", days=said_days(entry.downtime_days))


def _look(look: FollowUp, zone: tzinfo) -> Told:
    entry = look.entry
    written = look.written_at.astimezone(zone).date()
    seen = tr("Seen {date}", date=said_day(entry.seen_on))
    if written != entry.seen_on:
        seen = tr("Seen {date}, written {written}", date=said_day(entry.seen_on), written=said_day(written))
    head = tr("{seen}, {name}", seen=seen, name=look.written_by)
    return Told(head, _joined(translated(CHANGE_NAMES[entry.change]), _graded(entry), *_common(entry)))


def _graded(entry: SideEffectEntry | FollowUpEntry) -> str:
    severity = translated(SEVERITY_NAMES[entry.severity])
    if entry.grade is None:
        return severity
    return tr("{severity}, CTCAE grade {grade}", severity=severity, grade=entry.grade)


def _common(entry: SideEffectEntry | FollowUpEntry) -> tuple[str, ...]:
    done = "" if entry.management is None else translated(MANAGEMENT_NAMES[entry.management])
    return (_answers(entry.red_flags), done, entry.management_text, entry.note)


def _answers(answers: Iterable[RedFlagAnswer]) -> str:
    yes, no = tr("Yes"), tr("No")
    said = (f"{translated(one.question)} {yes if one.is_yes else no}" for one in answers)
    return "; ".join(said)


def _joined(*parts: str) -> str:
    """The parts that say something, each on its own line."""
    return "\n".join(part for part in parts if part)
