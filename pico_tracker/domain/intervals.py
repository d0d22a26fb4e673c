"""When the next session is possible and when it is late, with the reasons; when maintenance falls due.

Source of every adjustment: reference, section 2. The figures are the clinic's rules
(`interval_rules`); nothing here knows a clock.
"""

from calendar import monthrange
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal

from pico_tracker.domain.interval_rules import Adjustments
from pico_tracker.domain.patients import Fitzpatrick
from pico_tracker.domain.side_effects import SideEffect
from pico_tracker.domain.words import Sentence, mark, sentence


@dataclass(frozen=True, slots=True)
class Interval:
    """A course's agreed spacing in whole weeks: earliest, target, late."""

    earliest_weeks: int
    target_weeks: int
    late_weeks: int


@dataclass(frozen=True, slots=True)
class Window:
    """Dates for the next session. Due from `earliest_on`, overdue after `target_on`,
    lost to follow-up after `late_on`."""

    earliest_on: date
    target_on: date
    late_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class SpacingFacts:
    """What the dates of a course follow from."""

    interval: Interval
    treated_on: date | None = None
    """Day of the last treatment session; None before the first one, and once maintenance has begun."""
    last_session_on: date | None = None
    """Day of the last session of any kind."""
    skin_type: Fitzpatrick | None = None
    effects: tuple[SideEffect, ...] = ()
    """Every side effect of the course."""
    reported_on: tuple[date, ...] = ()
    """Days on which the patient reported a reaction that nobody has judged yet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NextDates:
    """When the next session may be, and why."""

    window: Window | None = None
    """None where nothing has been treated yet, and in maintenance, which falls due by its own day."""
    not_before_on: date | None = None
    """Earliest day of any next session, in maintenance too; None where nothing has been treated yet."""
    held_from_on: date | None = None
    """First day from which there is no date because of a reaction; it may lie ahead."""
    unjudged_from_on: date | None = None
    """First day on which the patient reported a reaction that nobody has judged yet."""
    is_hold_overridable: bool = True
    """Whether a practitioner may treat with a reason although there is no date."""
    reasons: tuple[Sentence, ...] = ()
    """Clinical sentences, the deciding ones first."""

    @property
    def review_from_on(self) -> date | None:
        """First day from which there is no date until a practitioner has looked, for either reason."""
        return min((day for day in (self.held_from_on, self.unjudged_from_on) if day is not None), default=None)

    def is_held(self, day: date) -> bool:
        """Whether on that day there is no date, because a reaction has to be reviewed first."""
        return self.review_from_on is not None and self.review_from_on <= day

    def waits_for_healing(self, day: date) -> bool:
        """Whether on that day there is no date because of a reaction that a practitioner has judged."""
        return self.held_from_on is not None and self.held_from_on <= day

    def window_on(self, day: date) -> Window | None:
        """The window as it counts on that day: none while a reaction has to be reviewed first."""
        return None if self.is_held(day) else self.window


@dataclass(frozen=True, slots=True)
class Score:
    """Two results of one scale, one after the other."""

    before: Decimal
    last: Decimal
    higher_is_worse: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class MaintenanceFacts:
    """What the day of maintenance follows from."""

    last_on: date
    """Day of the last session, or the day the course ended its treatments."""
    months: int
    """The agreed interval, 1 or more."""
    scores: tuple[Score, ...] = ()
    """The last two results of each scale."""
    clearances: tuple[int, ...] = ()
    """Clearance readings in percent, oldest first."""


@dataclass(frozen=True, slots=True)
class Maintenance:
    """The day maintenance falls due, and why it is earlier than agreed, if it is."""

    due_on: date
    reasons: tuple[Sentence, ...] = ()


@dataclass(slots=True)
class _Draft:
    """Dates while rule after rule moves them: a rule can only make the earliest date later."""

    window: Window | None
    held_from: list[date] = field(default_factory=list)
    reasons: list[Sentence] = field(default_factory=list)

    def wait(self, window: Window, reason: Sentence) -> None:
        """Let no date be earlier than in `window`; the reason is kept where that moves a date."""
        known = self.window
        later = window if known is None else _later(known, window)
        if known is None or later.earliest_on > known.earliest_on:
            self.reasons.insert(0, reason)
        elif later != known:
            self.reasons.append(reason)
        self.window = later

    def hold(self, since: date, reason: Sentence) -> None:
        """Give no date from that day on."""
        self.held_from.append(since)
        self.reasons.insert(0, reason)


def _later(one: Window, other: Window) -> Window:
    return Window(
        max(one.earliest_on, other.earliest_on),
        max(one.target_on, other.target_on),
        max(one.late_on, other.late_on),
    )


_UNCONFIRMED = sentence(mark("Not every adjustment is sourced: confirm it with your clinician."))


def next_dates(facts: SpacingFacts, adjustments: Adjustments) -> NextDates:
    """The window that follows from a course's last treatment, skin type and reactions, with its reasons.

    The agreed weeks come first; every adjustment can only make the earliest date later, and where it
    does, target and late date follow. Source: reference, section 2, adjustments.
    """
    draft = _Draft(None)
    if facts.treated_on is not None:
        draft.wait(next_window(facts.treated_on, facts.interval), _said_agreed(facts.treated_on, facts.interval))
        _wait_for_skin(draft, facts, facts.treated_on, adjustments)
    for effect in facts.effects:
        _wait_for_reaction(draft, effect, facts, adjustments)
    is_adjusted = len(draft.reasons) > (facts.treated_on is not None)
    if is_adjusted and not adjustments.is_confirmed:
        draft.reasons.append(_UNCONFIRMED)
    for day in sorted(facts.reported_on, reverse=True):
        said = sentence(mark("A reaction reported on {date} has not been judged: no date until it is."), date=day)
        draft.reasons.insert(0, said)
    return NextDates(
        window=draft.window,
        not_before_on=_not_before(draft.window, facts, adjustments),
        held_from_on=min(draft.held_from, default=None),
        unjudged_from_on=min(facts.reported_on, default=None),
        is_hold_overridable=adjustments.hold_overridable,
        reasons=tuple(draft.reasons),
    )


def _not_before(window: Window | None, facts: SpacingFacts, adjustments: Adjustments) -> date | None:
    """The window's earliest date; without one, the agreed weeks after the last session of any kind."""
    last_on = facts.last_session_on
    if window is not None or last_on is None:
        return None if window is None else window.earliest_on
    agreed = next_window(last_on, facts.interval)
    return agreed.target_on if adjustments.waits(facts.skin_type) else agreed.earliest_on


def next_window(last_on: date, interval: Interval) -> Window:
    """The agreed window that follows a session on `last_on`. Source: reference, section 2."""
    return Window(
        last_on + timedelta(weeks=interval.earliest_weeks),
        last_on + timedelta(weeks=interval.target_weeks),
        last_on + timedelta(weeks=interval.late_weeks),
    )


def _said_agreed(treated_on: date, interval: Interval) -> Sentence:
    text = mark("Session on {date}: {weeks} weeks from then at the earliest.")
    return sentence(text, date=treated_on, weeks=interval.earliest_weeks)


def _wait_for_skin(draft: _Draft, facts: SpacingFacts, treated_on: date, adjustments: Adjustments) -> None:
    """From a skin type on, the earliest date is the target date."""
    if adjustments.waits_from is None:
        return
    window = next_window(treated_on, facts.interval)
    if facts.skin_type is None and window.earliest_on < window.target_on:
        text = mark("The skin type is not on record: from type {type} on it would be {weeks} weeks.")
        weeks = facts.interval.target_weeks
        draft.reasons.append(sentence(text, type=adjustments.waits_from.value, weeks=weeks))
    elif adjustments.waits(facts.skin_type):
        text = mark("Skin type {type}: not before the typical interval, {weeks} weeks from {date}.")
        said = sentence(text, type=str(facts.skin_type), weeks=facts.interval.target_weeks, date=treated_on)
        draft.wait(Window(window.target_on, window.target_on, window.late_on), said)


def _wait_for_reaction(draft: _Draft, effect: SideEffect, facts: SpacingFacts, adjustments: Adjustments) -> None:
    if effect.is_open:
        if adjustments.open_holds:
            _hold_while_open(draft, effect)
    elif adjustments.after_reaction and _still_counts(effect, facts.last_session_on):
        _count_from_healing(draft, effect, facts)


def _hold_while_open(draft: _Draft, effect: SideEffect) -> None:
    """No date while it is open; an expected reaction within its days does not count as open."""
    onset_on = effect.entry.onset_on
    if not effect.is_within_expectation(onset_on):
        said = sentence(
            mark("{kind} is open since {date}: no date until it has healed."), **_about(effect, onset_on)
        )
        draft.hold(onset_on, said)
        return
    until = onset_on + timedelta(days=effect.prolonged_after_days)
    text = mark("{kind} is expected until {date}: it counts as open only if it is still there after that day.")
    draft.hold(until + timedelta(days=1), sentence(text, **_about(effect, until)))


def _still_counts(effect: SideEffect, last_session_on: date | None) -> bool:
    """Whether it asks for a longer wait, and nobody has treated since it ended."""
    ended_on = effect.entry.healed_on
    treated_since = last_session_on is not None and ended_on is not None and last_session_on > ended_on
    return effect.drives_gate and not treated_since


def _count_from_healing(draft: _Draft, effect: SideEffect, facts: SpacingFacts) -> None:
    """After a reaction that a practitioner releases, the agreed weeks count from the day it healed."""
    ended_on = effect.entry.healed_on or effect.entry.onset_on
    if effect.released_on is None:
        text = mark("{kind} healed {date} and nobody has released the area: no date until a practitioner does.")
        draft.hold(ended_on, sentence(text, **_about(effect, ended_on)))
    text = mark("{kind} healed {date}: {weeks} weeks from then at the earliest.")
    said = sentence(text, **_about(effect, ended_on), weeks=facts.interval.earliest_weeks)
    draft.wait(next_window(ended_on, facts.interval), said)


def _about(effect: SideEffect, day: date) -> dict[str, object]:
    return {"kind": effect.kind.name, "date": day}


def maintenance_due(facts: MaintenanceFacts, adjustments: Adjustments) -> Maintenance:
    """The day maintenance falls due: the agreed months after the last session, or part of that time
    where the last score worsened. Source: reference, section 2, adjustments."""
    agreed_on = add_months(facts.last_on, facts.months)
    worsened = adjustments.worsened
    if worsened is None:
        return Maintenance(agreed_on)
    reasons = []
    if any(fell_back(score, worsened.percent) for score in facts.scores):
        text = mark("The last score is worse by {percent} % or more: maintenance comes earlier.")
        reasons.append(sentence(text, percent=worsened.percent))
    if len(facts.clearances) > 1 and facts.clearances[-2] - facts.clearances[-1] >= worsened.points:
        text = mark("Clearance fell by {points} points or more: maintenance comes earlier.")
        reasons.append(sentence(text, points=worsened.points))
    if not reasons:
        return Maintenance(agreed_on)
    if not adjustments.is_confirmed:
        reasons.append(_UNCONFIRMED)
    days = (agreed_on - facts.last_on).days * worsened.part_percent // 100
    return Maintenance(facts.last_on + timedelta(days=int(days)), tuple(reasons))


def fell_back(score: Score, percent: Decimal) -> bool:
    """Whether the last result is worse than the one before by `percent` of that one, or more.

    From 0, any worse result counts.
    """
    worse_by = score.last - score.before if score.higher_is_worse else score.before - score.last
    return worse_by > 0 and worse_by * 100 >= abs(score.before) * percent


def add_months(start: date, months: int) -> date:
    """The same day `months` later, or the last day of a shorter month."""
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    return date(year, month + 1, min(start.day, monthrange(year, month + 1)[1]))
