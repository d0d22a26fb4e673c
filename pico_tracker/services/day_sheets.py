"""The day sheet: gather a day as the person at work may read it, and print it."""

from collections.abc import Iterable, Mapping
from datetime import date
from io import BytesIO

from pico_tracker.db.queries.day_sheets import number_sessions
from pico_tracker.db.queries.patients import read_patients
from pico_tracker.db.queries.people import list_staff
from pico_tracker.db.unit_of_work import Work
from pico_tracker.domain.day_book import Column, ColumnKind, DayBook
from pico_tracker.domain.day_sheets import DayPart, DaySheet, DayVisit, OpenTime, lay_out
from pico_tracker.domain.diary import Visit, VisitKind
from pico_tracker.domain.errors import NotFound
from pico_tracker.domain.opening_hours import span_of_day, wall
from pico_tracker.domain.patients import Patient, PatientState
from pico_tracker.domain.permissions import Permission, is_allowed
from pico_tracker.domain.printouts import SheetKind
from pico_tracker.domain.recalls import RecallLine
from pico_tracker.domain.words import mark, sentence
from pico_tracker.services.context import Context, needs
from pico_tracker.services.day_book import read_day_book
from pico_tracker.services.letterheads import clinic_on_paper, template_of
from pico_tracker.services.recalls import list_visits_to_confirm


@needs(Permission.PRINT_REPORT)
def gather_day_sheet(context: Context, day: date, practitioner_id: int | None = None) -> DaySheet:
    """Who comes on a day, to everybody or to one practitioner.

    Who may not read the clinical record gets no courses, session numbers and notes. Today's sheet of
    everybody names the visits that are to be confirmed. Raises `NotFound`.
    """
    book = read_day_book(context, day, ColumnKind.PRACTITIONER)
    is_whole = practitioner_id is None
    to_confirm = list_visits_to_confirm(context) if is_whole and day == context.today() else ()
    with context.database.read() as work:
        columns = book.columns if is_whole else _columns_of(work, book, practitioner_id)
        return DaySheet(
            clinic=clinic_on_paper(work),
            template=template_of(work, SheetKind.DAY_SHEET),
            day=day,
            parts=_parts(context, work, book, columns),
            shows_clinical=is_allowed(context.operator.role, Permission.READ_CLINICAL),
            practitioner="" if is_whole else columns[0].name,
            to_confirm=_reachable(to_confirm),
            printed_at=context.now(),
            printed_by=context.operator.name,
        )


@needs(Permission.PRINT_REPORT)
def print_day_sheet(context: Context, day: date, practitioner_id: int | None = None) -> bytes:
    """The day sheet as a PDF, as for `gather_day_sheet`; raises `NotFound`."""
    # ReportLab costs a third of a second and no window needs it before the first print.
    from pico_tracker.reports.day_sheet import render_day_sheet

    out = BytesIO()
    render_day_sheet(gather_day_sheet(context, day, practitioner_id), out, context.translate)
    return out.getvalue()


def _columns_of(work: Work, book: DayBook, practitioner_id: int | None) -> tuple[Column, ...]:
    """The one column of a person; whoever has no visit and is no practitioner has an empty one."""
    own = tuple(one for one in book.columns if one.key == practitioner_id)
    if own:
        return own
    name = next((one.name for one in list_staff(work) if one.id == practitioner_id), None)
    if name is None:
        raise NotFound(sentence(mark("This person is not on the clinic's list (any more).")))
    return (Column(day=book.first_on, key=practitioner_id, name=name),)


def _parts(context: Context, work: Work, book: DayBook, columns: Iterable[Column]) -> tuple[DayPart, ...]:
    shown = tuple(columns)
    visits = [visit for column in shown for visit in column.visits]
    people = read_patients(work, (one.patient_id for one in visits))
    numbers: Mapping[int, int] = {}
    if is_allowed(context.operator.role, Permission.READ_CLINICAL):
        numbers = number_sessions(work, (key for one in visits for key in one.course_ids), book.first_on)
    hours = _open_time(context, book)
    return tuple(
        DayPart(
            name=column.name,
            second=column.second,
            lines=lay_out(
                column, [_line(context, one, people[one.patient_id], numbers) for one in column.visits], hours
            ),
        )
        for column in shown
    )


def _line(context: Context, visit: Visit, patient: Patient, numbers: Mapping[int, int]) -> DayVisit:
    is_session = visit.kind is VisitKind.SESSION
    return DayVisit(
        visit=visit,
        born_on=patient.entry.born_on,
        allergies=patient.entry.allergies,
        alerts=(*_deceased(context, patient), *patient.entry.alerts),
        numbers=tuple(numbers.get(key, 0) if is_session else 0 for key in visit.course_ids),
    )


def _deceased(context: Context, patient: Patient) -> tuple[str, ...]:
    """What must be seen before anybody calls: a patient has died, and the visit was not cancelled yet."""
    has_died = patient.entry.state is PatientState.DECEASED
    return (context.translate(mark("Recorded as deceased")),) if has_died else ()


def _open_time(context: Context, book: DayBook) -> OpenTime:
    """From the earliest opening to the latest closing of the day."""
    day, zone = book.first_on, context.zone
    starts, ends = wall(day, book.opens, zone), wall(day, book.closes, zone)
    return OpenTime(starts.astimezone(zone), ends.astimezone(zone), whole_day=span_of_day(day, zone))


def _reachable(lines: Iterable[RecallLine]) -> tuple[RecallLine, ...]:
    return tuple(line for line in lines if not line.reach.no_contact)
