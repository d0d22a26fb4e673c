"""What happened to a visit, a line a step, in words: when, who, what."""

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from pico_tracker.domain.diary import VISIT_STATE_NAMES
from pico_tracker.domain.visit_lengths import lengths_of
from pico_tracker.domain.visit_steps import VisitStep, read_place
from pico_tracker.ui.diary.booking_words import said_when
from pico_tracker.ui.kit.words import tr, translated


def said_steps(steps: Sequence[VisitStep], now: datetime, zone: ZoneInfo) -> tuple[str, ...]:
    """The steps of a visit, the latest first; `now` in the clinic's zone tells which were today."""
    undone = {step.undoes_id for step in steps}
    return tuple(_said_step(step, now, zone, is_undone=step.id in undone) for step in reversed(steps))


def _said_step(step: VisitStep, now: datetime, zone: ZoneInfo, *, is_undone: bool) -> str:
    at = step.at.astimezone(zone)
    when = f"{at:%H:%M}" if at.date() == now.date() else said_when(at)
    line = tr("{when} {who}: {what}", when=when, who=step.by, what=_said_what(step, zone))
    if step.reason:
        line = tr("{line} ({reason})", line=line, reason=step.reason)
    return tr("{line}, undone later", line=line) if is_undone else line


def _said_what(step: VisitStep, zone: ZoneInfo) -> str:
    if step.undoes_id is not None:
        return tr("undone, back to {state}", state=translated(VISIT_STATE_NAMES[step.to_state]).lower())
    if not step.after:
        return translated(VISIT_STATE_NAMES[step.to_state]).lower()
    before, after = read_place(step.before), read_place(step.after)
    if before.starts_at != after.starts_at:
        start, end = (said_when(one.starts_at.astimezone(zone)) for one in (before, after))
        return tr("moved from {before} to {after}", before=start, after=end)
    if lengths_of(before) != lengths_of(after):
        return tr("length changed from {before} to {after} min", before=before.minutes, after=after.minutes)
    return tr("moved to another person, room or laser")
