"""Treated areas of a course: name one, change it, retire it, and read them with what sessions outlined."""

from dataclasses import replace
from typing import Any

from pico_tracker.db.models import CourseRow, TreatedAreaRow
from pico_tracker.db.queries import areas as queries
from pico_tracker.db.unit_of_work import ChangeWork, StaleVersion
from pico_tracker.domain.errors import EditConflict, NotFound
from pico_tracker.domain.permissions import Permission
from pico_tracker.domain.treated_areas import (
    AreaEntry,
    TreatedArea,
    check_area,
    check_name_free,
    check_same_map,
    write_outline,
)
from pico_tracker.domain.words import clean_line, mark, sentence
from pico_tracker.services.context import Context, Done, needs
from pico_tracker.services.refusals import conflict_between, refuse_stops


@needs(Permission.READ_CLINICAL)
def list_areas(context: Context, course_id: int) -> tuple[TreatedArea, ...]:
    """The named areas of a course, retired ones too, each with what its sessions outlined, oldest first.

    What a void session outlined is left out.
    """
    with context.database.read() as work:
        return queries.list_areas(work, course_id)


@needs(Permission.WRITE_CLINICAL)
def add_area(context: Context, entry: AreaEntry) -> Done[int]:
    """Name an area of a course and return its key; a second call with the same `entry_id` finds the first.

    Raises `Refused`, also for a name that another area of the course has, or `NotFound`.
    """
    entry = _cleaned(entry)
    refuse_stops(check_area(entry))
    with context.database.change(context.actor()) as work:
        work.hold(CourseRow, entry.course_id)
        known = queries.find_by_entry_id(work, entry.entry_id)
        return Done(_write(work, entry) if known is None else known, work.changed)


@needs(Permission.WRITE_CLINICAL)
def edit_area(context: Context, area_id: int, seen_version: int, entry: AreaEntry) -> Done[None]:
    """Rename, outline or measure an area anew; what sessions outlined stays as it was.

    Raises `Refused`, `NotFound`, or `EditConflict` when somebody else was faster.
    """
    entry = _cleaned(entry)
    refuse_stops(check_area(entry))
    with context.database.change(context.actor()) as work:
        known = _known(work, area_id, entry)
        row = _take(work, known, seen_version, entry)
        others = [one for one in queries.list_areas(work, entry.course_id) if one.id != area_id]
        refuse_stops((*check_name_free(entry.name, others), *check_same_map(known, entry)))
        for column, value in area_columns(entry).items():
            setattr(row, column, value)
        return Done(None, work.changed)


@needs(Permission.WRITE_CLINICAL)
def retire_area(context: Context, area_id: int, seen_version: int) -> Done[None]:
    """Offer an area no more; what sessions outlined stays. Raises `NotFound` or `EditConflict`."""
    return _set_retired(context, area_id, seen_version, retired=True)


@needs(Permission.WRITE_CLINICAL)
def reinstate_area(context: Context, area_id: int, seen_version: int) -> Done[None]:
    """Offer a retired area again.

    Raises `Refused` where another area has its name by now, `NotFound` or `EditConflict`.
    """
    return _set_retired(context, area_id, seen_version, retired=False)


def _cleaned(entry: AreaEntry) -> AreaEntry:
    return replace(entry, name=clean_line(entry.name))


def _write(work: ChangeWork, entry: AreaEntry) -> int:
    refuse_stops(check_name_free(entry.name, queries.list_areas(work, entry.course_id)))
    row = TreatedAreaRow(entry_id=entry.entry_id, created_at=work.at, **area_columns(entry))
    return work.add(row).id


def _known(work: ChangeWork, area_id: int, entry: AreaEntry) -> TreatedArea:
    """The area on record; it must be of the course that the form names."""
    work.get(CourseRow, entry.course_id)
    found = next((one for one in queries.list_areas(work, entry.course_id) if one.id == area_id), None)
    if found is None:
        raise NotFound(sentence(mark("This area is not of this course. Choose it again.")))
    return found


def _take(work: ChangeWork, known: TreatedArea, seen_version: int, entry: AreaEntry) -> TreatedAreaRow:
    try:
        return work.take(TreatedAreaRow, known.id, seen_version)
    except StaleVersion:
        raise conflict_between(known.entry, replace(entry, entry_id=known.entry.entry_id)) from None


def _set_retired(context: Context, area_id: int, seen_version: int, *, retired: bool) -> Done[None]:
    with context.database.change(context.actor()) as work:
        try:
            row = work.take(TreatedAreaRow, area_id, seen_version)
        except StaleVersion:
            raise EditConflict({}) from None
        if not retired:
            others = [one for one in queries.list_areas(work, row.course_id) if one.id != area_id]
            refuse_stops(check_name_free(row.name, others))
        row.retired = retired
        return Done(None, work.changed)


def area_columns(entry: AreaEntry) -> dict[str, Any]:
    """A named area as the columns of its row."""
    return {
        "course_id": entry.course_id,
        "name": entry.name,
        "view": entry.view.value,
        "outline": write_outline(entry.outline),
        "area_cm2": entry.area_cm2,
    }
