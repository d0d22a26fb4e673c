"""Paper: make any sheet, keep what became of it, tell what was printed for whom."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta

from pico_tracker.db.models import (
    AdviceRow,
    CourseRow,
    PatientRow,
    PrintRow,
    SessionRow,
    VisitRow,
)
from pico_tracker.db.queries import advice as advice_queries
from pico_tracker.db.queries import printouts as queries
from pico_tracker.db.queries.merges import find_kept_id
from pico_tracker.db.unit_of_work import ChangeWork, Work
from pico_tracker.domain.advice import AdviceEntry, AdviceKind, AdviceWay
from pico_tracker.domain.errors import NotFound
from pico_tracker.domain.permissions import Permission, is_allowed
from pico_tracker.domain.printouts import (
    SHEET_NAMES,
    PrintEntry,
    Printout,
    PrintRecord,
    PrintWay,
    SheetKind,
    SheetWish,
)
from pico_tracker.domain.progress import Audience
from pico_tracker.domain.sheet_files import sheet_file_name
from pico_tracker.domain.sheet_rights import FIRST_DAY, LAST_DAY, is_clinical, refuse_incomplete
from pico_tracker.domain.words import mark, sentence
from pico_tracker.services.advice import write_advice
from pico_tracker.services.advice_sheets import offer_of
from pico_tracker.services.aftercare_sheets import print_aftercare_sheet
from pico_tracker.services.appointment_cards import print_appointment_card, print_appointment_label
from pico_tracker.services.consent_forms import print_consent_form, print_signed_consent
from pico_tracker.services.consultation_sheets import print_consultation_sheet
from pico_tracker.services.context import Context, Done, needs, require
from pico_tracker.services.day_sheets import print_day_sheet
from pico_tracker.services.doctor_letters import print_doctor_letter
from pico_tracker.services.downtime_packs import print_downtime_pack
from pico_tracker.services.incident_reports import print_incident_report
from pico_tracker.services.passports import print_passport
from pico_tracker.services.patch_sheets import print_patch_sheet
from pico_tracker.services.preparation_sheets import print_preparation_sheet
from pico_tracker.services.recall_lists import print_recall_list
from pico_tracker.services.reports import print_progress_report, print_session_record
from pico_tracker.services.treatment_registers import print_treatment_register

Make = Callable[[Context, SheetWish], bytes]


def _named(key: int | None) -> int:
    """A key that `refuse_incomplete` has seen."""
    assert key is not None
    return key


def _day(day: date | None) -> date:
    assert day is not None
    return day


def _make_consent(context: Context, wish: SheetWish) -> bytes:
    """The consent as it was signed where a signing is named, else the form to sign."""
    if wish.subject_id is not None:
        return print_signed_consent(context, wish.subject_id)
    return print_consent_form(context, _named(wish.course_id), wish.language)


_MAKERS: Mapping[SheetKind, Make] = {
    SheetKind.PROGRESS_REPORT: lambda context, wish: print_progress_report(
        context, _named(wish.patient_id), wish.audience, wish.course_id, with_range=wish.with_range
    ),
    SheetKind.AFTERCARE: lambda context, wish: print_aftercare_sheet(
        context, _named(wish.course_id), wish.language, wish.session_id
    ),
    SheetKind.PREPARATION: lambda context, wish: print_preparation_sheet(
        context, _named(wish.course_id), wish.language, wish.visit_id
    ),
    SheetKind.APPOINTMENT_CARD: lambda context, wish: print_appointment_card(context, _named(wish.patient_id)),
    SheetKind.APPOINTMENT_LABEL: lambda context, wish: print_appointment_label(context, _named(wish.visit_id)),
    SheetKind.DAY_SHEET: lambda context, wish: print_day_sheet(context, _day(wish.first_on)),
    SheetKind.RECALL_LIST: lambda context, _wish: print_recall_list(context),
    SheetKind.DOWNTIME_PACK: lambda context, wish: print_downtime_pack(
        context, _day(wish.first_on), _day(wish.last_on)
    ),
    SheetKind.TREATMENT_REGISTER: lambda context, wish: print_treatment_register(
        context, _day(wish.first_on), _day(wish.last_on)
    ),
    SheetKind.CONSENT_FORM: _make_consent,
    SheetKind.CONSULTATION: lambda context, wish: print_consultation_sheet(context, _named(wish.course_id)),
    SheetKind.TEST_PATCH: lambda context, wish: print_patch_sheet(context, _named(wish.course_id)),
    SheetKind.DOCTOR_LETTER: lambda context, wish: print_doctor_letter(context, _named(wish.subject_id)),
    SheetKind.INCIDENT_REPORT: lambda context, wish: print_incident_report(context, _named(wish.subject_id)),
    SheetKind.PASSPORT: lambda context, wish: print_passport(context, _named(wish.patient_id)),
    SheetKind.SESSION_RECORD: lambda context, wish: print_session_record(context, _named(wish.session_id)),
}
_TOLD_ON_PAPER: Mapping[SheetKind, AdviceKind] = {
    SheetKind.AFTERCARE: AdviceKind.AFTERCARE,
    SheetKind.PREPARATION: AdviceKind.PREPARATION,
}
"""Sheets whose printing is a way of telling the patient."""


def printable_kinds() -> frozenset[SheetKind]:
    """The kinds that `make_printout` makes."""
    return frozenset(_MAKERS)


@needs(Permission.PRINT_REPORT)
def make_printout(context: Context, wish: SheetWish) -> Printout:
    """The sheet as it will come out; the wish in it names the patient and the language it is in.

    Raises `NotFound` with a clear sentence where the wish lacks what its kind asks, `NotAllowed` where
    the sheet shows clinical content to who may not read it.
    """
    _refuse(context, wish)
    with context.database.read() as work:
        wish = _complete(work, wish)
        number, day = _record_number(work, wish), _day_of(work, wish)
    # pikepdf costs a tenth of a second and no window needs it before the first print.
    from pico_tracker.exchange.pdf_files import count_pages

    pdf = _MAKERS[wish.kind](context, wish)
    return Printout(
        wish=wish,
        title=context.translate(SHEET_NAMES[wish.kind]),
        file_name=sheet_file_name(wish, number, day, context.translate),
        pdf=pdf,
        pages=count_pages(pdf),
    )


@needs(Permission.PRINT_REPORT)
def record_print(context: Context, entry: PrintEntry) -> Done[int]:
    """Keep what became of one sheet, as `record_prints`."""
    done = record_prints(context, (entry,))
    return Done(done.value[0], done.changed)


@needs(Permission.PRINT_REPORT)
def record_prints(context: Context, entries: Sequence[PrintEntry]) -> Done[tuple[int, ...]]:
    """Keep what became of these sheets: all of them or none; the keys stand in their order.

    Where somebody who writes the record has printed aftercare or preparation, it is also on record that
    the patient was told on paper. A second call with the same `entry_id` finds the print of the first.
    Raises `NotFound` or `NotAllowed`.
    """
    for entry in entries:
        _refuse(context, entry.wish)
    with context.database.change(context.actor()) as work:
        return Done(tuple(_keep(context, work, one) for one in entries), work.changed)


@needs(Permission.PRINT_REPORT)
def take_back_print(context: Context, print_id: int) -> Done[None]:
    """A sheet never came out, or is needed after all, as `take_back_prints`."""
    return take_back_prints(context, (print_id,))


@needs(Permission.PRINT_REPORT)
def take_back_prints(context: Context, print_ids: Sequence[int]) -> Done[None]:
    """Take these prints back: they count for nothing and what was due is due again.

    Raises `NotFound`, or `NotAllowed` for clinical sheets of which somebody is not told.

    What was put on record as told to the patient by such a print is taken back with it.
    """
    with context.database.change(context.actor()) as work:
        for print_id in print_ids:
            row = work.hold(PrintRow, print_id)
            kind, audience = SheetKind(row.kind), Audience(row.audience)
            _refuse_clinical(context, SheetWish(kind=kind, audience=audience, subject_id=row.subject_id))
            if not row.withdrawn:
                row.withdrawn = True
                row.version += 1
                _take_back_told(work, row)
        return Done(None, work.changed)


@needs(Permission.PRINT_REPORT)
def list_printed(
    context: Context, first_on: date, last_on: date, patient_id: int | None = None
) -> tuple[PrintRecord, ...]:
    """What was printed on these days, for everybody or for one patient, newest first, on the clinic's clock.

    Who may not read the clinical record is not told of clinical sheets.
    """
    start = datetime.combine(max(first_on, FIRST_DAY), time(), context.zone)
    end = datetime.combine(min(last_on, LAST_DAY) + timedelta(days=1), time(), context.zone)
    with context.database.read() as work:
        found = queries.list_prints(work, start, end, patient_id)
    may_read = is_allowed(context.operator.role, Permission.READ_CLINICAL)
    return tuple(
        replace(one, printed_at=one.printed_at.astimezone(context.zone))
        for one in found
        if may_read or not is_clinical(one.wish)
    )


def _refuse(context: Context, wish: SheetWish) -> None:
    refuse_incomplete(wish)
    _refuse_clinical(context, wish)
    if wish.kind not in _MAKERS:
        said = mark("This sheet cannot be printed yet: {sheet}.")
        raise NotFound(sentence(said, sheet=context.translate(SHEET_NAMES[wish.kind])))


def _refuse_clinical(context: Context, wish: SheetWish) -> None:
    if is_clinical(wish):
        require(context, Permission.READ_CLINICAL)


def _complete(work: Work, wish: SheetWish) -> SheetWish:
    """With the keys of patient and course, and the language in which advice comes out."""
    for row_type, key in (
        (PatientRow, wish.patient_id),
        (CourseRow, wish.course_id),
        (SessionRow, wish.session_id),
        (VisitRow, wish.visit_id),
    ):
        if key is not None:
            work.get(row_type, key)
    patient_id, course_id = queries.read_about(work, wish)
    kept_id = None if patient_id is None else find_kept_id(work, patient_id)
    wish = replace(wish, patient_id=kept_id, course_id=course_id)
    kind = _TOLD_ON_PAPER.get(wish.kind)
    if kind is None or course_id is None or wish.language:
        return wish
    return replace(wish, language=offer_of(work, course_id, kind).choice.language or None)


def _record_number(work: Work, wish: SheetWish) -> str:
    return "" if wish.patient_id is None else work.get(PatientRow, wish.patient_id).record_number


def _day_of(work: Work, wish: SheetWish) -> date | None:
    return None if wish.session_id is None else work.get(SessionRow, wish.session_id).performed_on


def _keep(context: Context, work: ChangeWork, entry: PrintEntry) -> int:
    known = queries.find_by_entry_id(work, entry.entry_id)
    if known is not None:
        return known
    wish = _complete(work, entry.wish)
    row = PrintRow(
        entry_id=entry.entry_id,
        created_at=work.at,
        kind=wish.kind.value,
        way=entry.way.value,
        patient_id=wish.patient_id,
        course_id=wish.course_id,
        session_id=wish.session_id,
        visit_id=wish.visit_id,
        subject_id=wish.subject_id,
        first_on=wish.first_on,
        last_on=wish.last_on,
        audience=wish.audience.value,
        with_range=wish.with_range,
        language=wish.language,
        pages=entry.pages,
        digest=entry.digest,
        printed_at=work.at,
        printed_by_id=context.operator.id,
    )
    work.add(row)
    if entry.way is PrintWay.PRINTED:
        _write_told(context, work, entry, wish)
    return row.id


def _take_back_told(work: ChangeWork, row: PrintRow) -> None:
    """The sheet told nobody anything: it never came out."""
    key = advice_queries.find_by_entry_id(work, AdviceRow, row.entry_id)
    if key is not None:
        told = work.hold(AdviceRow, key)
        told.withdrawn, told.version = True, told.version + 1


def _write_told(context: Context, work: ChangeWork, entry: PrintEntry, wish: SheetWish) -> None:
    """That the patient was told on paper, once, by whoever writes the record; a file told nobody yet."""
    kind = _TOLD_ON_PAPER.get(wish.kind)
    if kind is None or wish.course_id is None or not is_allowed(context.operator.role, Permission.WRITE_CLINICAL):
        return
    if advice_queries.find_by_entry_id(work, AdviceRow, entry.entry_id) is not None:
        return
    told = AdviceEntry(
        entry_id=entry.entry_id,
        course_id=wish.course_id,
        kind=kind,
        told_on=context.today(),
        ways=frozenset({AdviceWay.PRINTED}),
        language=wish.language or "en",
        session_id=wish.session_id,
    )
    write_advice(work, told, context.operator.id)
