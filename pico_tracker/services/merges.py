"""Two records of one person made one, with both histories, and taken apart again."""

from collections.abc import Collection
from dataclasses import dataclass, replace

from pico_tracker.db.models import OccupancyRow, PatientMergeItemRow, PatientMergeRow, PatientRow
from pico_tracker.db.queries import merges as queries
from pico_tracker.db.queries.contacts import wants_no_contact
from pico_tracker.db.queries.patients import read_patient
from pico_tracker.db.unit_of_work import ChangeWork, Work
from pico_tracker.domain.errors import Refused
from pico_tracker.domain.findings import Finding, Findings
from pico_tracker.domain.merges import (
    Difference,
    Merge,
    MergeSide,
    PatientMerges,
    United,
    check_merge,
    find_differences,
    part,
    unite,
)
from pico_tracker.domain.patients import Patient
from pico_tracker.domain.permissions import Permission
from pico_tracker.domain.words import Sentence, clean_text, mark, sentence
from pico_tracker.services.context import Context, Done, needs
from pico_tracker.services.intervals import refresh_windows
from pico_tracker.services.patients import forget_patient, write_patient
from pico_tracker.services.refusals import refuse_stops

_EXCHANGED, _ADDED = "exchanged ", "added "
"""How a merge notes what it did to the records themselves, before the name of the field."""


@dataclass(frozen=True, slots=True)
class MergeOpening:
    """Two records side by side, and what speaks against making them one."""

    kept: Patient
    gone: Patient
    differences: tuple[Difference, ...]
    findings: Findings


@needs(Permission.EDIT_PATIENT)
def read_merge_opening(context: Context, kept_id: int, gone_id: int) -> MergeOpening:
    """Both records as the person sees them who decides; raises `NotFound`."""
    with context.database.read() as work:
        kept, gone = read_patient(work, kept_id), read_patient(work, gone_id)
        against = (one for one in check_merge(kept.entry, gone.entry, "") if one.field != "reason")
        return MergeOpening(
            kept=kept,
            gone=gone,
            differences=find_differences(kept.entry, gone.entry),
            findings=(*_check_rows(context, work, kept_id, gone_id), *against),
        )


@needs(Permission.READ_DIRECTORY)
def read_merges(context: Context, patient_id: int) -> PatientMerges:
    """Where everything of a record is now, and what was merged into that one."""
    with context.database.read() as work:
        kept_id = queries.find_kept_id(work, patient_id)
        signed = [
            queries.find_signed_since(work, kept_id, one.at) for one in queries.list_merged_into(work, kept_id)
        ]
        merges = zip(queries.list_merged_into(work, kept_id), signed, strict=True)
        return PatientMerges(
            patient_id=kept_id,
            put_away=queries.find_put_away(work, patient_id),
            merges=tuple(replace(one, can_undo=at is None) for one, at in merges),
        )


@needs(Permission.EDIT_PATIENT)
def merge_patients(
    context: Context, kept_id: int, gone_id: int, reason: str, from_gone: Collection[str] = ()
) -> Done[int]:
    """Move everything of one record to another one of the same person; returns the merge, for its undoing.

    Of the fields in `from_gone` the value of the record that goes stays. A second call finds the merge of
    the first. Raises `Refused` where both were somewhere at the same time, or `NotFound`.
    """
    reason = clean_text(reason)
    with context.database.change(context.actor()) as work:
        known = queries.find_put_away(work, gone_id)
        if known is not None and known.kept_id == kept_id:
            return Done(known.id, work.changed)
        for patient_id in sorted({kept_id, gone_id}):
            work.hold(PatientRow, patient_id)
        kept, gone = _side(work, kept_id), _side(work, gone_id)
        refuse_stops((*_check_rows(context, work, kept_id, gone_id), *check_merge(kept.entry, gone.entry, reason)))
        row = PatientMergeRow(
            kept_id=kept_id, gone_id=gone_id, at=work.at, by_id=context.operator.id, reason=reason
        )
        merge_id = work.add(row).id
        united = unite(kept, gone, from_gone, context.translate)
        _note(work, merge_id, _done_to(united, kept_id))
        _note(work, merge_id, _move_all(work, gone_id, kept_id))
        _write(work, kept_id, united.kept)
        _write(work, gone_id, united.gone)
        work.get(PatientRow, gone_id).is_merged = True
        forget_patient(work, gone_id)
        refresh_windows(work, kept_id)
        return Done(merge_id, work.changed)


@needs(Permission.EDIT_PATIENT)
def undo_merge(context: Context, merge_id: int) -> Done[int]:
    """Give the other record back what a merge moved, as far as it is still there; returns that record.

    Raises `Refused` where something was signed or written since that rests on both, or `NotFound`.
    """
    with context.database.change(context.actor()) as work:
        merge = queries.read_merge(work, merge_id)
        row = work.hold(PatientMergeRow, merge_id)
        if row.undone_at is not None:
            return Done(merge.gone_id, work.changed)
        for patient_id in sorted((merge.kept_id, merge.gone_id)):
            work.hold(PatientRow, patient_id)
        _refuse_undoing(context, work, merge)
        row.undone_at, row.undone_by_id = work.at, context.operator.id
        moved = queries.list_moved(work, merge_id)
        _move_back(work, merge, moved)
        united = _united(_side(work, merge.kept_id), _side(work, merge.gone_id), moved)
        kept, gone = part(united, context.translate)
        work.get(PatientRow, merge.gone_id).is_merged = False
        _write(work, merge.kept_id, _as_contacts_say(work, merge.kept_id, kept))
        _write(work, merge.gone_id, _as_contacts_say(work, merge.gone_id, gone))
        if queries.is_torn(work, merge.kept_id, merge.gone_id):
            _refuse(
                mark("Something was written since that belongs to both records, such as a visit for two courses.")
            )
        for patient_id in (merge.kept_id, merge.gone_id):
            refresh_windows(work, patient_id)
        return Done(merge.gone_id, work.changed)


def _check_rows(context: Context, work: Work, kept_id: int, gone_id: int) -> Findings:
    """What speaks against a merge beside what is typed in the records."""
    if kept_id == gone_id:
        return (_against(sentence(mark("This is the same record. Choose the other one."))),)
    for patient_id in (kept_id, gone_id):
        merge = queries.find_put_away(work, patient_id)
        if merge is not None:
            said = mark("Record {number} was merged into another one already. Choose that one.")
            return (_against(sentence(said, number=merge.gone_number)),)
    at = queries.find_overlap(work, kept_id, gone_id)
    if at is None:
        return ()
    text = mark(
        "Both records hold a visit on {date} at {time}. Nobody is in two places: move or cancel one of them first."
    )
    local = at.astimezone(context.zone)
    return (_against(sentence(text, date=local.date(), time=f"{local:%H:%M}")),)


def _refuse_undoing(context: Context, work: Work, merge: Merge) -> None:
    later = queries.find_put_away(work, merge.kept_id)
    if later is not None:
        _refuse(mark("The record was itself merged into another one since. Undo that merge first."))
    signed_at = queries.find_signed_since(work, merge.kept_id, merge.at)
    if signed_at is not None:
        text = mark("Something was signed on {date} with both histories in view. The records stay together.")
        day = signed_at.astimezone(context.zone).date()
        raise Refused((_against(sentence(text, date=day)),))


def _refuse(text: str) -> None:
    raise Refused((_against(sentence(text)),))


def _against(said: Sentence) -> Finding:
    return Finding("gone_id", said, code="merge.rows")


def _side(work: Work, patient_id: int) -> MergeSide:
    row = work.get(PatientRow, patient_id)
    return MergeSide(
        entry=read_patient(work, patient_id).entry, is_provisional=row.is_provisional, no_contact=row.no_contact
    )


def _write(work: ChangeWork, patient_id: int, side: MergeSide) -> None:
    """Write a record as it is now: a form that somebody has open on it sees that it changed."""
    row = work.get(PatientRow, patient_id)
    row.is_provisional, row.no_contact = side.is_provisional, side.no_contact
    row.version += 1
    write_patient(work, row, side.entry)


def _as_contacts_say(work: Work, patient_id: int, side: MergeSide) -> MergeSide:
    """Whether a patient wants no contact is said by contacts, also by those written down since the merge."""
    return replace(side, no_contact=wants_no_contact(work, patient_id))


def _done_to(united: United, kept_id: int) -> list[queries.Moved]:
    exchanged = (queries.Moved(_EXCHANGED + name, kept_id) for name in united.exchanged)
    return [*exchanged, *(queries.Moved(_ADDED + name, place) for name, place in united.added)]


def _united(kept: MergeSide, gone: MergeSide, moved: Collection[queries.Moved]) -> United:
    """What a merge did to the records, from its notes."""
    return United(
        kept,
        gone,
        tuple(one.table.removeprefix(_EXCHANGED) for one in moved if one.table.startswith(_EXCHANGED)),
        tuple((one.table.removeprefix(_ADDED), one.row_id) for one in moved if one.table.startswith(_ADDED)),
    )


def _note(work: ChangeWork, merge_id: int, moved: Collection[queries.Moved]) -> None:
    work.add_all([PatientMergeItemRow(merge_id=merge_id, table_name=one.table, row_id=one.row_id) for one in moved])


def _move_all(work: ChangeWork, from_id: int, to_id: int) -> list[queries.Moved]:
    moved = []
    for owned in queries.owned_tables():
        for key in queries.list_owned(work, owned, from_id):
            setattr(work.get(owned.row_type, key), owned.column, to_id)
            moved.append(queries.Moved(owned.row_type.__tablename__, key))
    return moved


def _move_back(work: ChangeWork, merge: Merge, moved: Collection[queries.Moved]) -> None:
    """Exactly the rows that the merge moved, and what their visits hold by now."""
    owned = {one.row_type.__tablename__: one for one in queries.owned_tables()}
    del owned[OccupancyRow.__tablename__]  # a key of its may be another visit's by now
    for one in moved:
        table = owned.get(one.table)
        row = None if table is None else work.find(table.row_type, one.row_id)
        if table is not None and row is not None and getattr(row, table.column) == merge.kept_id:
            setattr(row, table.column, merge.gone_id)
    visit_ids = [one.row_id for one in moved if one.table == "visit"]
    for key in queries.list_holdings_of(work, visit_ids):
        work.get(OccupancyRow, key).patient_id = merge.gone_id
