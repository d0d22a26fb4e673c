"""The recall list: whom to reach, harm first, with a box to tick and room to write what came of it."""

from typing import BinaryIO

from reportlab.platypus import CondPageBreak, Flowable, Table

from pico_tracker.domain.contacts import MEANS_NAMES, OUTCOME_NAMES, Reach
from pico_tracker.domain.diary import VISIT_KIND_NAMES, SafeDate, SafeWord
from pico_tracker.domain.patients import PREFERENCE_NAMES, ContactPreference
from pico_tracker.domain.recall_lists import RecallList, RecallSection, preferred_means
from pico_tracker.domain.recalls import DUE_NAMES, GROUP_NAMES, REACTION_KINDS, DueKind, RecallLine
from pico_tracker.domain.words import Translate, in_english, mark
from pico_tracker.reports import styles
from pico_tracker.reports.by_hand import TickBox
from pico_tracker.reports.formats import clock, moment, weekday
from pico_tracker.reports.page import Sheet, letterhead, open_pen, print_sheets
from pico_tracker.reports.pen import Pen
from pico_tracker.reports.tables import PLAIN, table_of
from pico_tracker.reports.wording import lower_first

_SHARES = (3, 21, 23, 23, 17, 24)
_SECTION_ROOM = 90.0
_REASONS = {
    DueKind.FOLLOW_UP_CALL: mark("Call after session {number}"),
    DueKind.TEST_PATCH_TO_READ: mark("Test-patch reading"),
    DueKind.MAINTENANCE_OVERDUE: mark("Maintenance {number}"),
    DueKind.MAINTENANCE_DUE: mark("Maintenance {number}"),
}
_ALARMING = REACTION_KINDS - {DueKind.INCIDENT_OPEN, DueKind.SIDE_EFFECT_OPEN, DueKind.REACTION_TO_RELEASE}
"""Reactions that somebody has to look at now; the others heal, or wait for a paper."""


def render_recall_list(recalls: RecallList, out: BinaryIO, translate: Translate = in_english) -> None:
    """Write `recalls` as a PDF to `out`; the same list gives the same bytes."""
    pen = open_pen(recalls.clinic, recalls.printed_at, translate, landscape=True)
    sheet = Sheet(
        paper=recalls.clinic.paper,
        title=pen.say(mark("Recall list")),
        author=recalls.clinic.name,
        record_number=pen.day(pen.today),
        made_at=recalls.printed_at.astimezone(pen.zone),
        landscape=True,
    )
    head = letterhead(pen, recalls.clinic, recalls.printed_at, recalls.printed_by)
    body = [*_heading(recalls, pen), *(part for section in recalls.sections for part in _section(section, pen))]
    notice = pen.unprinted_notice()
    print_sheets(sheet, [head, *([pen.line(notice, styles.NOTICE)] if notice else []), *body], pen, out)


def _heading(recalls: RecallList, pen: Pen) -> list[Flowable]:
    count = len(recalls.lines)
    said = pen.count(mark("{count} line, harm first"), mark("{count} lines, harm first"), count)
    parts: list[Flowable] = [
        pen.line(pen.say(mark("Recall list")), styles.TITLE),
        pen.line(said if count else pen.say(mark("Nobody is to be reached.")), styles.QUIET_LINE),
    ]
    if recalls.left_out:
        left_out = pen.count(
            mark("{count} reaction is not on this list, since the patient wishes no contact: look in Recalls."),
            mark("{count} reactions are not on this list, since the patients wish no contact: look in Recalls."),
            recalls.left_out,
        )
        parts.append(pen.line(left_out, styles.NOTICE))
    if recalls.deceased:
        died = pen.count(
            mark("{count} reaction is not on this list, since the patient has died: look in Recalls."),
            mark("{count} reactions are not on this list, since the patients have died: look in Recalls."),
            recalls.deceased,
        )
        parts.append(pen.line(died, styles.NOTICE))
    return parts


def _section(section: RecallSection, pen: Pen) -> list[Flowable]:
    name = pen.say(mark("{group}: {count}"), group=pen.say(GROUP_NAMES[section.group]), count=len(section.lines))
    return [CondPageBreak(_SECTION_ROOM), pen.line(name, styles.PART_HEAD), _table(section, pen)]


def _table(section: RecallSection, pen: Pen) -> Table:
    heads = ("", mark("Patient"), mark("How to reach"), mark("Why"), mark("Last try"), mark("Note"))
    head: list[object] = [pen.line(pen.say(text) if text else "", PLAIN.head) for text in heads]
    return table_of(pen, _SHARES, [head, *(_line(one, pen) for one in section.lines)], PLAIN)


def _line(line: RecallLine, pen: Pen) -> list[object]:
    return [
        TickBox(),
        [
            pen.line(line.patient_name, styles.STRONG_CELL),
            pen.line(line.record_number, styles.QUIET_CELL),
        ],
        _reach(line, pen),
        _why(line, pen),
        _last_try(line, pen),
        "",
    ]


def _reach(line: RecallLine, pen: Pen) -> list[Flowable]:
    """The number, then how and when the patient wants to be reached, and what was agreed."""
    reach = line.reach
    phone = (reach.phone or line.phone).replace(" ", "\u00a0")
    wishes = [*_wish(reach, pen), *([reach.hours] if reach.hours else [])]
    agreed = [
        pen.say(said)
        for said, is_agreed in (
            (mark("texts agreed"), reach.consent_texts),
            (mark("e-mail agreed"), reach.consent_email),
        )
        if is_agreed
    ]
    return [
        pen.line(phone or pen.say(mark("No phone number")), styles.STRONG_CELL),
        *([pen.line(", ".join(wishes), styles.CELL)] if wishes else []),
        pen.line(", ".join(agreed) or pen.say(mark("no texts, no e-mail")), styles.QUIET_CELL),
    ]


def _wish(reach: Reach, pen: Pen) -> list[str]:
    """The means that the patient prefers and agreed to; with it the address, where it is by e-mail."""
    means = preferred_means(reach)
    if means is None:
        return []
    said = pen.say(mark("prefers {means}"), means=lower_first(pen.say(PREFERENCE_NAMES[means])))
    return [said, reach.email] if means is ContactPreference.EMAIL and reach.email else [said]


def _why(line: RecallLine, pen: Pen) -> list[Flowable]:
    style = styles.ALARM_CELL if line.kind in _ALARMING else styles.STRONG_CELL
    told = [pen.line(_reason(line, pen), style), pen.line(_when(line, pen), styles.QUIET_CELL)]
    safe = _safe(line.safe, pen)
    return [*told, *([pen.line(safe, styles.QUIET_CELL)] if safe else [])]


def _reason(line: RecallLine, pen: Pen) -> str:
    if line.kind in REACTION_KINDS:
        return pen.say(mark("Review due: {state}"), state=lower_first(pen.say(DUE_NAMES[line.kind])))
    if line.visit is not None:
        return pen.say(VISIT_KIND_NAMES[line.visit.kind])
    session = mark("Session {number}") if line.session_number else mark("Session")
    return pen.say(_REASONS.get(line.kind, session), number=line.session_number)


def _when(line: RecallLine, pen: Pen) -> str:
    """Since when, or how late, or the moment of the visit that nobody confirmed."""
    if line.visit is not None:
        starts = pen.local(line.visit.starts_at)
        return f"{weekday(starts, pen.translate)} {pen.day(starts)}, {clock(starts)}"
    day = pen.day(line.due_on)
    if line.kind in REACTION_KINDS:
        return pen.say(mark("since {day}"), day=day)
    late = line.days_late(pen.today)
    if late <= 0:
        return pen.say(mark("due {day}"), day=day)
    said = mark("due {day}, {count} day ago") if late == 1 else mark("due {day}, {count} days ago")
    return pen.say(said, day=day, count=late)


def _safe(safe: SafeDate | None, pen: Pen) -> str:
    if safe is None:
        return ""
    if safe.word is SafeWord.REVIEW:
        return pen.say(mark("Book after a review only."))
    if safe.from_on is None or safe.from_on <= pen.today:
        return pen.say(mark("Safe to book now."))
    return pen.say(mark("Safe to book from {date}."), date=pen.day(safe.from_on))


def _last_try(line: RecallLine, pen: Pen) -> list[Flowable]:
    if line.last is None:
        return [pen.line(pen.say(mark("None yet")), styles.QUIET_CELL)]
    entry, at = line.last.entry, pen.local(line.last.at)
    means = pen.say(MEANS_NAMES[entry.means])
    said = f"{means}, {lower_first(pen.say(OUTCOME_NAMES[entry.outcome]))}"
    parts = [pen.line(said, styles.CELL)]
    if line.call_back_at is not None:
        back = moment(pen.local(line.call_back_at), pen.translate)
        parts.append(pen.line(pen.say(mark("Call back {moment}"), moment=back), styles.STRONG_CELL))
    tries = pen.count(mark("{count} try"), mark("{count} tries"), line.tries)
    who = pen.say(mark("{day} · {tries} · {name}"), day=pen.day(at), tries=tries, name=line.last.by)
    return [*parts, pen.line(who, styles.QUIET_CELL)]
