"""Finding patients: one token table and one way of asking, alike on both engines.

Order: today's and recently opened people, then whole words, then beginnings of words. Each step
stops at its limit, so that the millionth patient costs no more than the thousandth.
"""

from collections.abc import Iterable
from datetime import datetime
from functools import lru_cache

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    SQLColumnExpression,
    String,
    and_,
    bindparam,
    delete,
    exists,
    insert,
    or_,
    select,
)
from sqlalchemy.dialects import postgresql, sqlite

from pico_tracker.db.models import PatientTokenRow, RecentPatientRow, VisitRow
from pico_tracker.domain.search_words import Word, split_query

SHOWN = 50
_RECENT = 200
_LAST_SIGN = "\U0010ffff"
_SHAPES_KEPT = 256
_VISITING = (
    select(VisitRow.patient_id, VisitRow.starts_at)
    .where(VisitRow.starts_at >= bindparam("day_start"), VisitRow.starts_at < bindparam("day_end"))
    .order_by(VisitRow.starts_at)
    .limit(_RECENT)
    .subquery()
)
_OPENED = (
    select(RecentPatientRow.patient_id, RecentPatientRow.opened_at)
    .order_by(RecentPatientRow.opened_at.desc())
    .limit(_RECENT)
    .subquery()
)

Shape = tuple[int, ...]
"""How many beginnings each typed word may have: searches of one shape share their statements."""


def index_patient(connection: Connection, patient_id: int, tokens: Iterable[str]) -> None:
    """Replace what a patient is found by."""
    connection.execute(delete(PatientTokenRow).where(PatientTokenRow.patient_id == patient_id))
    rows = [{"patient_id": patient_id, "token": token} for token in sorted(tokens)]
    if rows:
        connection.execute(insert(PatientTokenRow), rows)


def note_opened(connection: Connection, patient_id: int, at: datetime) -> None:
    """Remember that a patient's record was opened, for the top of the next search."""
    add = sqlite.insert if connection.dialect.name == "sqlite" else postgresql.insert
    statement = add(RecentPatientRow).values(patient_id=patient_id, opened_at=at)
    key = [RecentPatientRow.patient_id]
    connection.execute(statement.on_conflict_do_update(index_elements=key, set_={"opened_at": at}))


def find_patient_ids(connection: Connection, typed: str, day: tuple[datetime, datetime]) -> tuple[list[int], bool]:
    """Ids of the patients that match, best first, and whether there are more than these.

    `day` is when today begins and ends; its visits come first. Empty below two letters.
    """
    words = split_query(typed)
    if not words:
        return [], False
    shape = tuple(len(word) for word in words)
    values = _values(words) | {"day_start": day[0], "day_end": day[1]}
    found: dict[int, None] = {}
    for step in (_visiting, _opened):
        found |= dict.fromkeys(connection.scalars(step(shape), values))
    for step in (_whole_words, _beginnings):
        if len(found) <= SHOWN:
            found |= dict.fromkeys(sorted(connection.scalars(step(shape), values)))
    ids = list(found)
    return ids[:SHOWN], len(ids) > SHOWN


def _values(words: tuple[Word, ...]) -> dict[str, object]:
    """What the statements of this search are given: each beginning and the end of its range."""
    values: dict[str, object] = {}
    for place, word in enumerate(words):
        for which, start in enumerate(sorted(word)):
            values[f"from_{place}_{which}"] = start
            values[f"to_{place}_{which}"] = start + _LAST_SIGN
    return values


@lru_cache(_SHAPES_KEPT)
def _visiting(shape: Shape) -> Select[int]:
    order = _VISITING.c.starts_at
    return select(_VISITING.c.patient_id).where(*_all_words(shape, _VISITING.c.patient_id)).order_by(order)


@lru_cache(_SHAPES_KEPT)
def _opened(shape: Shape) -> Select[int]:
    order = _OPENED.c.opened_at.desc()
    return select(_OPENED.c.patient_id).where(*_all_words(shape, _OPENED.c.patient_id)).order_by(order)


@lru_cache(_SHAPES_KEPT)
def _whole_words(shape: Shape) -> Select[int]:
    return _by_tokens(shape, exact=True)


@lru_cache(_SHAPES_KEPT)
def _beginnings(shape: Shape) -> Select[int]:
    return _by_tokens(shape, exact=False)


def _by_tokens(shape: Shape, *, exact: bool) -> Select[int]:
    token = PatientTokenRow
    others = (_has(place, count, token.patient_id, exact=exact) for place, count in enumerate(shape) if place > 0)
    return (
        select(token.patient_id)
        .where(_matches(token.token, 0, shape[0], exact=exact), *others)
        .distinct()
        .limit(SHOWN + 1)
    )


def _all_words(shape: Shape, patient_id: SQLColumnExpression[int]) -> list[ColumnElement[bool]]:
    return [_has(place, count, patient_id, exact=False) for place, count in enumerate(shape)]


def _has(place: int, count: int, patient_id: SQLColumnExpression[int], *, exact: bool) -> ColumnElement[bool]:
    other = PatientTokenRow.__table__.alias()
    return exists().where(other.c.patient_id == patient_id, _matches(other.c.token, place, count, exact=exact))


def _matches(token: SQLColumnExpression[str], place: int, count: int, *, exact: bool) -> ColumnElement[bool]:
    starts = [bindparam(f"from_{place}_{which}", type_=String()) for which in range(count)]
    if exact:
        return or_(*(token == start for start in starts))
    ends = [bindparam(f"to_{place}_{which}", type_=String()) for which in range(count)]
    return or_(*(and_(token >= start, token < end) for start, end in zip(starts, ends, strict=True)))
