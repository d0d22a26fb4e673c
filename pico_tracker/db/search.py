"""Finding patients: one token table and one way of asking, alike on both engines.

Order: today's and recently opened people, then whole words, then beginnings of words. Each step
stops at its limit, so that the millionth patient costs no more than the thousandth.
"""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    SQLColumnExpression,
    and_,
    delete,
    exists,
    insert,
    or_,
    select,
)

from pico_tracker.db.models import PatientRow, PatientTokenRow, RecentPatientRow, VisitRow
from pico_tracker.domain.search_words import Word, split_query

SHOWN = 50
_RECENT = 200
_LAST_SIGN = "\U0010ffff"


def index_patient(connection: Connection, patient_id: int, tokens: Iterable[str]) -> None:
    """Replace what a patient is found by."""
    connection.execute(delete(PatientTokenRow).where(PatientTokenRow.patient_id == patient_id))
    rows = [{"patient_id": patient_id, "token": token} for token in sorted(tokens)]
    if rows:
        connection.execute(insert(PatientTokenRow), rows)


def note_opened(connection: Connection, patient_id: int, at: datetime) -> None:
    """Remember that a patient's record was opened, for the top of the next search."""
    connection.execute(delete(RecentPatientRow).where(RecentPatientRow.patient_id == patient_id))
    connection.execute(insert(RecentPatientRow), {"patient_id": patient_id, "opened_at": at})


def find_patient_ids(connection: Connection, typed: str, day: tuple[datetime, datetime]) -> tuple[list[int], bool]:
    """Ids of the patients that match, best first, and whether there are more than these.

    `day` is when today begins and ends; its visits come first. Empty below two letters.
    """
    words = split_query(typed)
    if not words:
        return [], False
    found = dict.fromkeys(_near(connection, words, day))
    for exact in (True, False):
        if len(found) <= SHOWN:
            found |= dict.fromkeys(_by_tokens(connection, words, exact=exact))
    ids = list(found)
    return ids[:SHOWN], len(ids) > SHOWN


def _near(connection: Connection, words: tuple[Word, ...], day: tuple[datetime, datetime]) -> list[int]:
    recent = select(RecentPatientRow.patient_id).order_by(RecentPatientRow.opened_at.desc()).limit(_RECENT)
    visiting = (
        select(VisitRow.patient_id)
        .where(VisitRow.starts_at >= day[0], VisitRow.starts_at < day[1])
        .order_by(VisitRow.starts_at)
        .limit(_RECENT)
    )
    candidates: dict[int, None] = {}
    for statement in (visiting, recent):
        candidates |= dict.fromkeys(connection.scalars(statement))
    if not candidates:
        return []
    matching = select(PatientRow.id).where(
        PatientRow.id.in_(list(candidates)),
        *(_has(word, exact=False, patient_id=PatientRow.id) for word in words),
    )
    hits = set(connection.scalars(matching))
    return [patient_id for patient_id in candidates if patient_id in hits]


def _by_tokens(connection: Connection, words: tuple[Word, ...], *, exact: bool) -> list[int]:
    return list(connection.scalars(_token_query(words, exact=exact)))


def _token_query(words: tuple[Word, ...], *, exact: bool) -> Select[int]:
    first, *others = words
    token = PatientTokenRow
    return (
        select(token.patient_id)
        .where(_matches(token.token, first, exact=exact))
        .where(*(_has(word, exact=exact, patient_id=token.patient_id) for word in others))
        .distinct()
        .limit(SHOWN + 1)
    )


def _has(word: Word, *, exact: bool, patient_id: SQLColumnExpression[int]) -> ColumnElement[bool]:
    other = PatientTokenRow.__table__.alias()
    return exists().where(other.c.patient_id == patient_id, _matches(other.c.token, word, exact=exact))


def _matches(token: SQLColumnExpression[str], word: Word, *, exact: bool) -> ColumnElement[bool]:
    starts = sorted(word)
    if exact:
        return or_(*(token == start for start in starts))
    return or_(*(and_(token >= start, token < start + _LAST_SIGN) for start in starts))
