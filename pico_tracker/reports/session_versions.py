"""What was amended in a signed session: who, when and why, the first value struck through beside the new one."""

from collections.abc import Sequence

from reportlab.platypus import CondPageBreak, Flowable, Table

from pico_tracker.domain.amendments import AmendmentKind
from pico_tracker.domain.session_amendments import Amendment, Difference
from pico_tracker.domain.session_digests import grouped
from pico_tracker.domain.session_records import KeptFinding
from pico_tracker.domain.words import mark
from pico_tracker.reports import styles
from pico_tracker.reports.formats import moment
from pico_tracker.reports.pen import CELL_LIMIT, Pen
from pico_tracker.reports.tables import ROOMY, table_of

_SHARES = (28, 36, 36)
_ROOM = 90.0
"""Points for the line, the reason and the first row of the table, which stay together."""


def hash_line(pen: Pen, version: int, digest: str) -> str:
    """The content hash of one version, in groups of four."""
    return pen.say(mark("Content hash of version {number}: {digest}"), number=version, digest=grouped(digest))


def amendment_parts(
    pen: Pen, amendment: Amendment, doubts: Sequence[KeptFinding] = (), digest: str = ""
) -> list[Flowable]:
    """One amendment: its line, its reason, what it changed, what was doubtful about it.

    `digest` is the line with the hash of the version before it, where it is printed.
    """
    parts: list[Flowable] = [CondPageBreak(_ROOM), pen.line(_who(pen, amendment), styles.SUBSECTION)]
    parts += pen.flow(pen.say(mark("Reason: {reason}"), reason=amendment.reason), styles.NOTE)
    short = [one for one in amendment.differences if _is_short(one)]
    if short:
        parts.append(_table(pen, short))
    for one in amendment.differences:
        if not _is_short(one):
            parts += _in_full(pen, one)
    for doubt in doubts:
        parts += pen.flow(doubt.said, styles.NOTE)
    return [*parts, pen.line(digest, styles.NOTE)] if digest else parts


def _who(pen: Pen, amendment: Amendment) -> str:
    said = {
        AmendmentKind.AMENDED: mark("Amended {moment} by {name}"),
        AmendmentKind.VOID: mark("Found void {moment} by {name}"),
    }
    at = moment(pen.local(amendment.at), pen.translate)
    return pen.say(said[amendment.kind], moment=at, name=amendment.by)


def _is_short(one: Difference) -> bool:
    """Whether both texts fit into a cell; longer ones run over pages instead of being cut."""
    return max(len(one.before), len(one.after)) <= CELL_LIMIT // 2 and "\n" not in one.before + one.after


def _table(pen: Pen, changed: Sequence[Difference]) -> Table:
    none = pen.say(mark("Not recorded"))
    heads = (mark("What"), mark("As it was"), mark("As amended"))
    head = [pen.line(pen.say(text), ROOMY.head) for text in heads]
    rows = [
        [
            pen.line(one.label, styles.CELL),
            pen.line(one.before or none, styles.STRUCK if one.before else styles.CELL_HEAD),
            pen.line(one.after or none, styles.CELL if one.after else styles.CELL_HEAD),
        ]
        for one in changed
    ]
    return table_of(pen, _SHARES, [head, *rows], ROOMY)


def _in_full(pen: Pen, one: Difference) -> list[Flowable]:
    none = pen.say(mark("Not recorded"))
    parts: list[Flowable] = [pen.line(pen.say(mark("{what}, as it was"), what=one.label), styles.SUBSECTION)]
    parts += pen.flow(one.before, styles.STRUCK_NOTE) if one.before else [pen.line(none, styles.NOTE)]
    parts.append(pen.line(pen.say(mark("{what}, as amended"), what=one.label), styles.SUBSECTION))
    parts += pen.flow(one.after or none, styles.NOTE)
    return parts
