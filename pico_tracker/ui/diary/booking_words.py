"""What the booking form says: safe dates, offers, the time to tell the patient, what would help."""

from collections.abc import Iterable
from datetime import date, datetime

from PySide6.QtCore import QDate, QLocale

from pico_tracker.domain.diary import SAFE_NAMES, SafeDate, SafeWord, Visit
from pico_tracker.domain.free_times import FreeTime, FreeTimeWish
from pico_tracker.domain.intervals import Window
from pico_tracker.domain.words import Sentence, mark, sentence
from pico_tracker.services.courses import CourseSummary
from pico_tracker.ui.diary.visit_words import said_minutes
from pico_tracker.ui.kit.chips import ChipText
from pico_tracker.ui.kit.days import said_day
from pico_tracker.ui.kit.style import Tone
from pico_tracker.ui.kit.words import said, tr, translated


def said_short_day(day: date) -> str:
    """A day as it is told on the phone: "Tue 5 Jan"."""
    return QLocale().toString(QDate(day.year, day.month, day.day), "ddd d MMM")


def said_when(moment: datetime) -> str:
    """A day and a time as they are told on the phone: "Tue 5 Jan, 10:15"."""
    return tr("{day}, {time}", day=said_short_day(moment.date()), time=f"{moment:%H:%M}")


def said_offer(offer: FreeTime) -> tuple[str, str]:
    """When, and with whom, where and by which laser."""
    names = (offer.practitioner_name, offer.room_name, offer.device_name)
    return said_when(offer.place.starts_at), " · ".join(name for name in names if name)


def safe_chip(safe: SafeDate, today: date) -> ChipText:
    """The one word that reception is told about a treatment."""
    if safe.word is SafeWord.REVIEW:
        return ChipText(translated(SAFE_NAMES[safe.word]), Tone.WARN)
    if safe.word is SafeWord.FREE or safe.from_on is None:
        return ChipText(translated(SAFE_NAMES[SafeWord.FREE]), Tone.OK)
    tone = Tone.OK if safe.allows(today) else Tone.INFO
    return ChipText(tr(SAFE_NAMES[SafeWord.SAFE], date=said_day(safe.from_on)), tone)


def said_courses(courses: Iterable[CourseSummary]) -> str:
    """By when each course is planned, and for whom it is meant why its dates are as they are."""
    lines = []
    for course in courses:
        if course.window is not None and not course.is_held:
            lines.append(_said_planned(course.title, course.window))
        lines += [said(reason) for reason in course.reasons]
    return "\n".join(lines)


def _said_planned(title: str, window: Window) -> str:
    return tr("{course}: planned by {target}.", course=title, target=said_day(window.target_on))


def said_length(whole: int, present: int) -> str:
    """How long the patient is here, and how long the room is held."""
    if whole == present:
        return tr("The patient is here for {time}.", time=said_minutes(present))
    return tr("Here for {time}, the room is held {whole}.", time=said_minutes(present), whole=said_minutes(whole))


def said_nothing_fits(wish: FreeTimeWish) -> str:
    """No offer, and what would help."""
    helps = []
    if wish.practitioner_id is not None:
        helps.append(tr("whoever is free"))
    if wish.room_id is not None:
        helps.append(tr("any room"))
    if wish.device_id is not None:
        helps.append(tr("another laser"))
    helps.append(tr("a shorter visit"))
    if wish.until_at is not None:
        return tr("Nothing that fits is free today any more. What would help: {helps}.", helps=", ".join(helps))
    return tr("No free time in these four months fits. What would help: {helps}.", helps=", ".join(helps))


def said_beside(visit: Visit) -> str:
    """Another patient's visit to come together with."""
    return tr("{time} {name}", time=f"{visit.starts_at:%H:%M}", name=visit.patient_name)


def said_early(safe: SafeDate, *, may: bool) -> Sentence:
    """A word while typing; `may` says that a reason of this person counts."""
    if safe.from_on is None:
        text = mark("There is no date yet: review first. A reason is needed.")
        return sentence(text if may else mark("There is no date yet: a practitioner reviews it first."))
    text = mark("Safe to book from {date}. Earlier needs a practitioner and a reason.")
    if may:
        text = mark("Outside the agreed interval: safe from {date}. A reason is needed.")
    return sentence(text, date=safe.from_on)
