"""What was written of an incident, account by account, and where incidents are reported."""

from collections.abc import Iterator, Sequence
from datetime import date

from reportlab.platypus import CondPageBreak, Flowable, Spacer

from pico_tracker.domain.evidence import EVIDENCE_NAMES
from pico_tracker.domain.incident_reports import REPORTING_DUTIES, ReportingDuty
from pico_tracker.domain.incidents import Account
from pico_tracker.domain.session_telling import Told
from pico_tracker.domain.words import mark
from pico_tracker.reports import styles
from pico_tracker.reports.facts import fact_lines
from pico_tracker.reports.formats import moment
from pico_tracker.reports.pen import Pen
from pico_tracker.reports.wording import lower_first

_ACCOUNT_ROOM = 90.0
_DUTIES_ROOM = 128.0
_DUTY_GAP = 3.0
_LAW = mark(
    "Facts from published texts; they may be out of date or not meant for your clinic. "
    "Check your own law, it comes first."
)


def account_parts(pen: Pen, accounts: Sequence[Account]) -> list[Flowable]:
    """Every account as it was written, oldest first; the last one counts."""
    heading = pen.section(mark("Accounts, as they were written"), _ACCOUNT_ROOM)
    if not accounts:
        return [*heading, pen.line(pen.say(mark("Nobody has written an account yet.")), styles.QUIET_LINE)]
    parts = list(heading)
    for place, one in enumerate(accounts, start=1):
        text = mark("Account {number}, {at} by {name}, the one that counts")
        if place < len(accounts):
            text = mark("Account {number}, {at} by {name}")
        at = moment(pen.local(one.written_at), pen.translate)
        named = pen.say(text, number=place, at=at, name=one.written_by)
        parts += [CondPageBreak(_ACCOUNT_ROOM), pen.line(named, styles.SUBSECTION)]
        parts += fact_lines(pen, list(_account(one, pen)))
    return parts


def _account(one: Account, pen: Pen) -> Iterator[Told]:
    entry, none = one.entry, pen.say(mark("Not said"))
    told = (
        (mark("What happened"), entry.happened),
        (mark("Device"), entry.device),
        (mark("Session and settings"), entry.settings),
        (mark("Done at once"), entry.action),
        (mark("Who was told"), _dated(entry.informed, entry.informed_on, pen)),
        (mark("Reported to"), _dated(entry.reported_to, entry.reported_on, pen)),
        (mark("Not reported because"), entry.not_reported_because),
    )
    for label, text in told:
        # Why it was not reported is asked only where it was not.
        if text or not entry.reported_to or label != told[-1][0]:
            yield Told(label, pen.say(label), text or none)


def _dated(text: str, on: date | None, pen: Pen) -> str:
    return ", ".join(part for part in (text, "" if on is None else pen.day(on)) if part)


def duty_parts(pen: Pen) -> list[Flowable]:
    """Where incidents are reported, for whoever has to find out; never advice in law."""
    law = pen.line(pen.say(_LAW), styles.NOTE, len(_LAW))
    heading = pen.section(mark("Where incidents are reported"), _DUTIES_ROOM)
    return [*heading, law, Spacer(0, _DUTY_GAP), *(_duty(pen, one) for one in REPORTING_DUTIES)]


def _duty(pen: Pen, one: ReportingDuty) -> Flowable:
    """A fact with its source and how well it is founded."""
    evidence = lower_first(pen.say(EVIDENCE_NAMES[one.evidence]))
    founded = f"{evidence}: {one.source}" if one.source else evidence
    said = pen.say(
        mark("{where}: {said} ({founded})"), where=pen.say(one.where), said=pen.say(one.said), founded=founded
    )
    return pen.line(said, styles.SMALL)
