"""Signatures of consents: drawn on the screen or put on paper, and the scanned pages of the paper."""

from collections import defaultdict

from sqlalchemy import ColumnElement, Select, func, select

from pico_tracker.db.models import (
    ConsentDecisionRow,
    ConsentScanRow,
    ConsentSignatureRow,
    ConsentSigningRow,
    StaffRow,
)
from pico_tracker.db.queries.consents import list_consents
from pico_tracker.db.unit_of_work import Work
from pico_tracker.domain.consent_forms import ConsentScan, Signing
from pico_tracker.domain.consents import Consent, ConsentKind

_KINDS = tuple(ConsentKind)


def list_signings(work: Work, course_id: int) -> tuple[Signing, ...]:
    """Every signature of a course with its decisions, latest first."""
    decided = _decided(work, course_id)
    of_these = ConsentScanRow.signing_id.in_(decided)
    pages = _numbers(work, _counted(ConsentScanRow.withdrawn.is_(False), of_these))
    away = _numbers(work, _counted(ConsentScanRow.withdrawn.is_(True), of_these))
    drawn = set(
        work.connection.scalars(
            select(ConsentSignatureRow.signing_id).where(ConsentSignatureRow.signing_id.in_(decided))
        )
    )
    signings = (
        Signing(
            id=key,
            consents=consents,
            is_drawn=key in drawn,
            pages=pages.get(key, 0),
            taken_away=away.get(key, 0),
        )
        for key, consents in decided.items()
    )
    return tuple(sorted(signings, key=lambda one: (one.first.on, one.id), reverse=True))


def read_decisions(work: Work, signing: ConsentSigningRow) -> tuple[Consent, ...]:
    """What was decided with one signature, in the order of the form."""
    return _decided(work, signing.course_id)[signing.id]


def _decided(work: Work, course_id: int) -> dict[int, tuple[Consent, ...]]:
    consents = {one.id: one for one in list_consents(work, course_id)}
    wanted = (
        select(ConsentDecisionRow.id, ConsentDecisionRow.signing_id)
        .join(ConsentSigningRow, ConsentSigningRow.id == ConsentDecisionRow.signing_id)
        .where(ConsentSigningRow.course_id == course_id)
    )
    found = defaultdict[int, list[Consent]](list)
    for decision_id, signing_id in work.connection.execute(wanted):
        found[signing_id].append(consents[decision_id])
    return {key: tuple(sorted(ones, key=lambda one: _KINDS.index(one.kind))) for key, ones in found.items()}


def list_scans(work: Work, signing_id: int, *, taken_away: bool = False) -> tuple[ConsentScan, ...]:
    """The scanned pages of a signing in their order, without those taken away; or only those."""
    wanted = (
        select(
            ConsentScanRow.id,
            ConsentScanRow.page,
            ConsentScanRow.width,
            ConsentScanRow.height,
            ConsentScanRow.thumbnail,
            ConsentScanRow.created_at,
            StaffRow.name,
        )
        .join(StaffRow, StaffRow.id == ConsentScanRow.added_by_id)
        .where(ConsentScanRow.signing_id == signing_id, ConsentScanRow.withdrawn.is_(taken_away))
        .order_by(ConsentScanRow.page, ConsentScanRow.id)
    )
    return tuple(
        ConsentScan(
            id=row.id,
            signing_id=signing_id,
            page=row.page if taken_away else number,
            width=row.width,
            height=row.height,
            thumbnail=row.thumbnail,
            added_at=row.created_at,
            added_by=row.name,
        )
        for number, row in enumerate(work.connection.execute(wanted), start=1)
    )


def list_scan_files(work: Work, signing_id: int) -> dict[str, int]:
    """The sealed files of a signing's pages that are not taken away, with the keys of the pages."""
    wanted = select(ConsentScanRow.file_name, ConsentScanRow.id).where(
        ConsentScanRow.signing_id == signing_id, ConsentScanRow.withdrawn.is_(False)
    )
    return {row.file_name: row.id for row in work.connection.execute(wanted)}


def count_pages(work: Work, signing_id: int) -> int:
    """How many pages were ever attached to a signing, those taken away too."""
    return _numbers(work, _counted(ConsentScanRow.signing_id == signing_id)).get(signing_id, 0)


def _counted(*conditions: ColumnElement[bool]) -> Select[int, int]:
    counted = select(ConsentScanRow.signing_id, func.count().label("pages")).where(*conditions)
    return counted.group_by(ConsentScanRow.signing_id)


def _numbers(work: Work, wanted: Select[int, int]) -> dict[int, int]:
    return {row.signing_id: row.pages for row in work.connection.execute(wanted)}
