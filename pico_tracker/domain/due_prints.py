"""What is due to print on a day: rules over what the day holds and what was printed before.

A line says for whom and when, nothing clinical: reception works the same list.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from pico_tracker.domain.asked_answers import treatment_consent_on
from pico_tracker.domain.consents import ConsentState
from pico_tracker.domain.diary import HOLDING, TREATING, Visit, VisitKind, VisitState
from pico_tracker.domain.paper_facts import PaperFact, PaperFacts
from pico_tracker.domain.printouts import PrintRecord, SheetKind, SheetWish
from pico_tracker.domain.words import mark

AFTERNOON = time(12)
"""From then on the sheet of the next working day is due."""
PREPARE_DAYS = 7
"""How long before a treatment its preparation is printed at the latest."""
STANDS_FOR = timedelta(days=8)
"""A consent form or a preparation sheet printed within these days was printed for the same visit."""
LETTER_DAYS = 30
"""A letter older than that went out some other way."""
LOOK_BACK = timedelta(days=35)
"""Nothing printed longer ago closes a line; last month's register is printed within this month."""
_HERE = (VisitState.ARRIVED, VisitState.IN_ROOM, VisitState.DONE)
_PREPARED_FOR = (*TREATING, VisitKind.TEST_PATCH)
_ASKS_CONSENT = _PREPARED_FOR


class DueReason(StrEnum):
    """Why a sheet is due."""

    DAY = "day"
    HERE = "here"
    NEXT_VISIT = "next visit"
    VISIT = "visit"
    WRITTEN = "written"
    CHANGED = "changed"
    MONTH = "month"


DUE_REASONS = {
    DueReason.DAY: mark("Visits of {when}"),
    DueReason.HERE: mark("Here {when}"),
    DueReason.NEXT_VISIT: mark("Next visit {when}"),
    DueReason.VISIT: mark("Visit {when}"),
    DueReason.WRITTEN: mark("Written {when}"),
    DueReason.CHANGED: mark("Changed {when}"),
    DueReason.MONTH: mark("Month from {when}"),
}
"""`{when}` is a day, with the time where `at` has one that people need."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DuePrint:
    """A sheet that is due and was neither printed nor found not needed."""

    wish: SheetWish
    reason: DueReason
    at: datetime
    """What the reason tells of, on the clinic's clock; lines stand in this order."""
    since: datetime | None = None
    """A print before that closes nothing; None: any print does."""
    patient_name: str = ""
    record_number: str = ""
    course_title: str = ""
    """Empty for who may not read the clinical record."""

    @property
    def key(self) -> tuple[object, ...]:
        """What tells lines apart from one reading of the list to the next."""
        wish = self.wish
        about = (wish.patient_id, wish.course_id, wish.session_id, wish.visit_id, wish.subject_id)
        return (wish.kind, *about, wish.first_on, wish.last_on)


def due_prints(facts: PaperFacts) -> tuple[DuePrint, ...]:
    """Every sheet that is due, in order of time, then of kind and name."""
    found = {one.key: one for rule in _RULES for one in rule(facts) if not _is_closed(one, facts.prints)}
    kinds = list(SheetKind)
    order = sorted(found.values(), key=lambda one: (one.at, kinds.index(one.wish.kind), one.patient_name))
    return tuple(order)


def last_month(today: date) -> tuple[date, date]:
    """The first and the last day of the month before."""
    last = today.replace(day=1) - timedelta(days=1)
    return last.replace(day=1), last


_ABOUT: dict[SheetKind, Callable[[SheetWish], object]] = {
    SheetKind.DAY_SHEET: lambda wish: wish.first_on,
    SheetKind.TREATMENT_REGISTER: lambda wish: (wish.first_on, wish.last_on),
    SheetKind.AFTERCARE: lambda wish: wish.session_id,
    SheetKind.APPOINTMENT_CARD: lambda wish: wish.patient_id,
    SheetKind.PROGRESS_REPORT: lambda wish: (wish.patient_id, wish.audience),
    SheetKind.CONSENT_FORM: lambda wish: (wish.course_id, wish.subject_id),
    SheetKind.PREPARATION: lambda wish: wish.course_id,
    SheetKind.DOCTOR_LETTER: lambda wish: wish.subject_id,
    SheetKind.INCIDENT_REPORT: lambda wish: wish.subject_id,
}
"""What a print must share with a line, besides its kind, to close it: the clinic's own report is not the
patient's, and a copy of what was signed is no form to sign."""


def _is_closed(line: DuePrint, prints: Iterable[PrintRecord]) -> bool:
    return any(
        one.wish.kind is line.wish.kind
        and _is_about(line, one)
        and (line.since is None or one.printed_at >= line.since)
        for one in prints
    )


def _is_about(line: DuePrint, printed: PrintRecord) -> bool:
    """Whether a print of the same kind is of what the line asks for.

    Aftercare printed before the session was signed names the course only: it is that day's.
    """
    wish = printed.wish
    if line.wish.kind is SheetKind.DOWNTIME_PACK:
        return _covers(wish, line.wish)
    about = _ABOUT[line.wish.kind]
    if line.wish.kind is SheetKind.AFTERCARE and wish.session_id is None:
        is_today = printed.printed_at.astimezone(line.at.tzinfo).date() == line.at.date()
        return wish.course_id == line.wish.course_id and is_today
    return about(wish) == about(line.wish)


def _covers(printed: SheetWish, wanted: SheetWish) -> bool:
    """Whether a print has all the days that are wanted."""
    days = (printed.first_on, wanted.first_on, wanted.last_on, printed.last_on)
    named = [day for day in days if day is not None]
    return named == sorted(named)


# Sheets of a day


def _day_sheets(facts: PaperFacts) -> Iterator[DuePrint]:
    """Of today; of the next working day from the afternoon on; never of a day without visits."""
    days = [facts.today]
    if facts.next_day is not None and facts.now.time() >= AFTERNOON:
        days.append(facts.next_day)
    for day in days:
        visits = _visits_on(facts, day)
        if visits:
            wish = SheetWish(kind=SheetKind.DAY_SHEET, first_on=day, last_on=day)
            at = facts.midnight if day == facts.today else visits[0].starts_at
            yield DuePrint(wish=wish, reason=DueReason.DAY, at=at)


def _downtime_packs(facts: PaperFacts) -> Iterator[DuePrint]:
    """Once a day, for today and the next working day: a machine that fails now fails today's patients too."""
    last = facts.next_day or facts.today
    if any(_visits_on(facts, day) for day in {facts.today, last}):
        wish = SheetWish(kind=SheetKind.DOWNTIME_PACK, first_on=facts.today, last_on=last)
        yield DuePrint(wish=wish, reason=DueReason.DAY, at=facts.midnight, since=facts.midnight)


def _registers(facts: PaperFacts) -> Iterator[DuePrint]:
    """Last month's, until it was printed once after the month was over."""
    if facts.month_was_worked:
        first, last = last_month(facts.today)
        wish = SheetWish(kind=SheetKind.TREATMENT_REGISTER, first_on=first, last_on=last)
        at, over = (datetime.combine(day, time(), facts.now.tzinfo) for day in (first, last + timedelta(days=1)))
        yield DuePrint(wish=wish, reason=DueReason.MONTH, at=at, since=over)


# Sheets of a patient


def _aftercare(facts: PaperFacts) -> Iterator[DuePrint]:
    for one in facts.sessions:
        wish = _wish(SheetKind.AFTERCARE, one, session_id=one.record_id)
        yield _line(wish, DueReason.HERE, one)


def _cards(facts: PaperFacts) -> Iterator[DuePrint]:
    """Whoever has a card with the visit as it stands needs no other."""
    for one in facts.coming:
        wish = SheetWish(kind=SheetKind.APPOINTMENT_CARD, patient_id=one.patient_id)
        yield _line(wish, DueReason.NEXT_VISIT, one, at=one.visit_at, since=_known_since(facts, one.at))


def _consent_forms(facts: PaperFacts) -> Iterator[DuePrint]:
    """For courses treated today or on the next working day whose consent will not hold on that day."""
    for visit in facts.visits:
        if _is_open(visit) and visit.kind in _ASKS_CONSENT and _is_near(facts, visit):
            for course_id, title in _courses(visit):
                if not _is_consented(facts, course_id, visit.starts_at.date()):
                    yield _of_visit(facts, SheetKind.CONSENT_FORM, visit, course_id, title)


def _preparations(facts: PaperFacts) -> Iterator[DuePrint]:
    """For treatments from tomorrow on whose preparation nobody has told since the last session."""
    until = facts.today + timedelta(days=PREPARE_DAYS)
    for visit in facts.visits:
        if not (_is_open(visit) and visit.kind in _PREPARED_FOR):
            continue
        if facts.today < visit.starts_at.date() <= until:
            for course_id, title in _courses(visit):
                if course_id not in facts.prepared:
                    yield _of_visit(facts, SheetKind.PREPARATION, visit, course_id, title)


def _progress_reports(facts: PaperFacts) -> Iterator[DuePrint]:
    """For whoever came to a review today, and for a course completed today; not after every session."""
    for visit in _visits_on(facts, facts.today):
        if visit.kind is VisitKind.REVIEW and visit.state in _HERE:
            wish = SheetWish(kind=SheetKind.PROGRESS_REPORT, patient_id=visit.patient_id)
            yield _with_name(wish, DueReason.HERE, visit, since=facts.midnight)
    for one in facts.completed:
        wish = SheetWish(kind=SheetKind.PROGRESS_REPORT, patient_id=one.patient_id)
        yield _line(wish, DueReason.HERE, one, since=facts.midnight)


def _letters(facts: PaperFacts) -> Iterator[DuePrint]:
    for one in facts.letters:
        yield _line(_wish(SheetKind.DOCTOR_LETTER, one, subject_id=one.record_id), DueReason.WRITTEN, one)


def _incidents(facts: PaperFacts) -> Iterator[DuePrint]:
    """Until it was printed, and as often as somebody writes on: an earlier report lacks what was added since."""
    for one in facts.incidents:
        wish = _wish(SheetKind.INCIDENT_REPORT, one, subject_id=one.record_id)
        yield _line(wish, DueReason.CHANGED, one, since=_known_since(facts, one.at))


_RULES: tuple[Callable[[PaperFacts], Iterator[DuePrint]], ...] = (
    _day_sheets,
    _downtime_packs,
    _registers,
    _aftercare,
    _cards,
    _consent_forms,
    _preparations,
    _progress_reports,
    _letters,
    _incidents,
)


def _known_since(facts: PaperFacts, changed_at: datetime) -> datetime:
    """The moment from which on a print has a change.

    A change later than now was written by a seat whose clock is ahead. Nobody can tell what was printed
    before it, and no print of now could ever be after it: any print of today has it.
    """
    return changed_at if changed_at <= facts.now else facts.midnight


def _visits_on(facts: PaperFacts, day: date) -> list[Visit]:
    """Those of a day that nobody cancelled or missed, in order of time."""
    return [one for one in facts.visits if one.starts_at.date() == day and one.state in HOLDING]


def _is_open(visit: Visit) -> bool:
    return visit.state in HOLDING and visit.state is not VisitState.DONE


def _is_near(facts: PaperFacts, visit: Visit) -> bool:
    return visit.starts_at.date() in (facts.today, facts.next_day)


def _courses(visit: Visit) -> Iterator[tuple[int, str]]:
    titles = visit.course_titles or ("",) * len(visit.course_ids)
    return zip(visit.course_ids, titles, strict=True)


def _is_consented(facts: PaperFacts, course_id: int, day: date) -> bool:
    of_course = (one for one in facts.consents if one.course_id == course_id)
    last = treatment_consent_on(of_course, day)
    return last is not None and last.state(day) is ConsentState.GIVEN


def _wish(
    kind: SheetKind, fact: PaperFact, *, session_id: int | None = None, subject_id: int | None = None
) -> SheetWish:
    return SheetWish(
        kind=kind,
        patient_id=fact.patient_id,
        course_id=fact.course_id,
        session_id=session_id,
        subject_id=subject_id,
    )


def _line(
    wish: SheetWish,
    reason: DueReason,
    fact: PaperFact,
    *,
    at: datetime | None = None,
    since: datetime | None = None,
) -> DuePrint:
    return DuePrint(
        wish=wish,
        reason=reason,
        at=at or fact.at,
        since=since,
        patient_name=fact.patient_name,
        record_number=fact.record_number,
        course_title=fact.course_title,
    )


def _of_visit(facts: PaperFacts, kind: SheetKind, visit: Visit, course_id: int, title: str) -> DuePrint:
    wish = SheetWish(kind=kind, patient_id=visit.patient_id, course_id=course_id, visit_id=visit.id)
    return _with_name(wish, DueReason.VISIT, visit, since=facts.midnight - STANDS_FOR, title=title)


def _with_name(wish: SheetWish, reason: DueReason, visit: Visit, *, since: datetime, title: str = "") -> DuePrint:
    return DuePrint(
        wish=wish,
        reason=reason,
        at=visit.starts_at,
        since=since,
        patient_name=visit.patient_name,
        record_number=visit.record_number,
        course_title=title,
    )
