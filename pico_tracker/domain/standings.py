"""How a patient stands today over all courses: when a treatment is safe, what is overdue, who is hurt."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType

from pico_tracker.domain.diary import TREATING, SafeDate, SafeWord, VisitKind, later_safe_date

_NO_DATE = SafeDate(SafeWord.FREE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """One patient as a list of many sees them; nothing in it is clinical text."""

    safe_dates: Mapping[int, SafeDate] = field(default_factory=lambda: MappingProxyType({}))
    """By course, as they count today."""
    open_course_ids: tuple[int, ...] = ()
    """Courses in which a session may be logged."""
    overdue_since: Mapping[int, date] = field(default_factory=lambda: MappingProxyType({}))
    """By course: the day by which it was to be treated; only those that are past it."""
    has_reaction: bool = False
    """Whether a side effect is open, or a reported reaction has not been judged."""

    def safe_date(self, kind: VisitKind, course_ids: Collection[int]) -> SafeDate:
        """From when a visit of this kind is safe; over all open courses where none is named."""
        if kind not in TREATING:
            return _NO_DATE
        return later_safe_date(self.safe_dates.get(key, _NO_DATE) for key in course_ids or self.open_course_ids)

    def overdue_on(self, kind: VisitKind, course_ids: Collection[int]) -> date | None:
        """Since when the treatment of a visit of this kind is overdue; None where it is not, or does not treat."""
        if kind not in TREATING:
            return None
        wanted = course_ids or self.open_course_ids
        return min((self.overdue_since[key] for key in wanted if key in self.overdue_since), default=None)
