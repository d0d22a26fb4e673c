"""What free time is looked for: as somebody wished it, not as an offer has filled it in."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from pico_tracker.domain.diary import SafeDate, SafeWord
from pico_tracker.domain.free_times import FreeTimeWish
from pico_tracker.ui.diary.booking_fields import ANY, BookingFields, day_starts

_FILLED = ("starts_at", "practitioner_id", "room_id")
"""Fields that an offer answers where the wish left them open."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WishFacts:
    """What of a wish the fields do not say."""

    now: datetime
    """In the clinic's zone."""
    zone: ZoneInfo
    safe: SafeDate
    patient_id: int | None
    may_override: bool
    """Whether this person may book before the safe date, with a reason."""
    is_walk_in: bool = False


@dataclass(slots=True)
class Wishes:
    """Remembers the wish behind an offer that was taken, so that the next search is as free as the last."""

    fields: BookingFields
    _before: dict[str, object] = field(default_factory=dict)
    _offered: dict[str, object] = field(default_factory=dict)

    def note_offer(self, values: Mapping[str, object]) -> None:
        """An offer is about to fill the fields with these values."""
        self._before = {name: self._wanted(name) for name in _FILLED}
        self._offered = {name: values[name] for name in _FILLED}

    def _wanted(self, name: str) -> object:
        values = {
            "starts_at": self.fields.day.value(),
            "practitioner_id": self.fields.practitioner.value(),
            "room_id": self.fields.room.value(),
        }
        value = values[name]
        return self._before[name] if name in self._offered and value == self._offered[name] else value

    def wish(self, facts: WishFacts) -> FreeTimeWish | None:
        """The search for offers; None where nothing can be offered."""
        kind, lengths, day = self.fields.chosen_kind(), self.fields.lengths(), self.first_day(facts)
        if kind is None or lengths is None or day is None or not self.fields.can_search():
            return None
        zone = facts.zone
        from_at = max(day_starts(day, zone), facts.now)
        return FreeTimeWish(
            kind=kind,
            minutes=lengths.minutes,
            numbing_minutes=lengths.numbing,
            clean_up_minutes=lengths.clean_up,
            practitioner_id=_chosen(self._wanted("practitioner_id")),
            room_id=_chosen(self._wanted("room_id")),
            device_id=self.fields.chosen("device_id"),
            from_at=from_at,
            until_at=day_starts(day + timedelta(days=1), zone) if facts.is_walk_in else None,
            patient_id=facts.patient_id,
        )

    def first_day(self, facts: WishFacts) -> date | None:
        """The first day to offer: the one typed, not before the safe one; None until a review."""
        today, typed = facts.now.date(), self._wanted("starts_at")
        if facts.is_walk_in:
            return today
        day = typed if isinstance(typed, date) else None
        if facts.may_override and day is not None:
            return max(day, today)
        if facts.safe.word is SafeWord.REVIEW:
            return None
        return max(day or today, facts.safe.from_on or today, today)


def _chosen(value: object) -> int | None:
    return value if isinstance(value, int) and value != ANY else None


def is_same_wish(one: FreeTimeWish, other: FreeTimeWish) -> bool:
    """Whether both look for the same from the same day on; a passing minute asks for nothing."""
    return replace(one, from_at=other.from_at) == other and one.from_at.date() == other.from_at.date()
