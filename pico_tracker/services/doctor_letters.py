"""Letters to the family doctor: drafted from the record, signed as they stand, printed as they were signed."""

from dataclasses import replace
from io import BytesIO

from pico_tracker.db.models import DoctorLetterRow
from pico_tracker.db.queries import consultations, courses, patients
from pico_tracker.db.queries import doctor_letters as queries
from pico_tracker.db.queries.merges import find_kept_id
from pico_tracker.db.unit_of_work import ChangeWork, Work
from pico_tracker.domain.doctor_letters import DoctorLetter, LetterEntry, check_letter
from pico_tracker.domain.errors import NotFound
from pico_tracker.domain.letter_drafts import LetterCourse, LetterFacts, draft_letter
from pico_tracker.domain.letter_sheets import LetterSheet
from pico_tracker.domain.permissions import Permission
from pico_tracker.domain.printouts import SheetKind
from pico_tracker.domain.progress import CourseProgress
from pico_tracker.domain.session_telling import Voice
from pico_tracker.domain.words import clean_line, clean_text, mark, sentence
from pico_tracker.reports import formats
from pico_tracker.services.context import Context, Done, needs, require
from pico_tracker.services.courses import read_progress
from pico_tracker.services.drafts import drop_draft
from pico_tracker.services.letterheads import clinic_on_paper, template_of
from pico_tracker.services.refusals import refuse_stops


@needs(Permission.WRITE_CLINICAL)
def read_letter_draft(context: Context, patient_id: int, course_id: int | None = None) -> LetterEntry:
    """A letter to begin with, in plain sentences from the record; raises `NotFound`.

    `course_id` None tells all courses of the patient.
    """
    with context.database.read() as work:
        told = tuple(
            _told(work, one)
            for one in read_progress(context, work, patient_id)
            if course_id is None or one.course.id == course_id
        )
        if course_id is not None and not told:
            raise NotFound(_NOT_THEIRS)
        facts = LetterFacts(patient=patients.read_patient(work, patient_id), courses=told, course_id=course_id)
    return draft_letter(facts, context.mint_entry_id(), _voice(context))


_NOT_THEIRS = sentence(mark("This course is not one of the patient's. Choose it again."))


def _told(work: Work, progress: CourseProgress) -> LetterCourse:
    """A course with the medicines of its last consultation, unless that was amended: a person reads what holds."""
    last = next(iter(consultations.list_consultations(work, progress.course.id)), None)
    if last is None or last.amendments:
        return LetterCourse(progress=progress)
    return LetterCourse(progress=progress, medicines=last.entry.medicines, told_on=last.entry.held_on)


def _voice(context: Context) -> Voice:
    """Days and numbers as paper writes them."""
    return Voice(
        translate=context.translate,
        day=lambda day: formats.day(day, context.translate),
        moment=lambda at: formats.moment(at.astimezone(context.zone), context.translate),
        number=formats.number,
    )


@needs(Permission.READ_CLINICAL)
def list_doctor_letters(context: Context, patient_id: int) -> tuple[DoctorLetter, ...]:
    """The letters that were signed about a patient, latest first."""
    with context.database.read() as work:
        return queries.list_letters(work, patient_id)


@needs(Permission.WRITE_CLINICAL)
def write_doctor_letter(context: Context, entry: LetterEntry) -> Done[int]:
    """Sign a letter; from then on it never changes, and a correction is another letter.

    A second call with the same `entry_id` finds the letter of the first. Raises `Refused` or `NotFound`.
    """
    entry = _cleaned(entry)
    refuse_stops(check_letter(entry))
    with context.database.change(context.actor()) as work:
        known = queries.find_by_entry_id(work, entry.entry_id)
        if known is None:
            known = _write(context, work, entry)
        drop_draft(work, entry.entry_id)
        return Done(known, work.changed)


def _write(context: Context, work: ChangeWork, entry: LetterEntry) -> int:
    patient_id = find_kept_id(work, entry.patient_id)
    _check_theirs(work, entry, patient_id)
    row = DoctorLetterRow(
        entry_id=entry.entry_id,
        created_at=work.at,
        patient_id=patient_id,
        course_id=entry.course_id,
        addressee=entry.addressee,
        subject=entry.subject,
        text=entry.text,
        written_on=context.today(),
        written_by_id=context.operator.id,
    )
    return work.add(row).id


def _check_theirs(work: Work, entry: LetterEntry, patient_id: int) -> None:
    """Raise `NotFound` where there is no such patient, or the course is another one's."""
    patients.read_patient(work, patient_id)
    if entry.course_id is not None and courses.read_course(work, entry.course_id).entry.patient_id != patient_id:
        raise NotFound(_NOT_THEIRS)


@needs(Permission.PRINT_REPORT)
def gather_doctor_letter(context: Context, letter_id: int) -> LetterSheet:
    """Everything that a signed letter prints; raises `NotFound`."""
    require(context, Permission.READ_CLINICAL)
    with context.database.read() as work:
        return _sheet(context, work, queries.read_letter(work, letter_id))


@needs(Permission.PRINT_REPORT)
def print_doctor_letter(context: Context, letter_id: int) -> bytes:
    """A signed letter as a PDF; raises `NotFound`."""
    return _print(context, gather_doctor_letter(context, letter_id))


@needs(Permission.WRITE_CLINICAL)
def preview_doctor_letter(context: Context, entry: LetterEntry) -> bytes:
    """A letter that nobody signed yet as a PDF that says so; nothing is kept. Raises `Refused` or `NotFound`."""
    entry = _cleaned(entry)
    refuse_stops(check_letter(entry))
    letter = DoctorLetter(id=0, entry=entry, written_on=context.today(), written_by=context.operator.name)
    with context.database.read() as work:
        _check_theirs(work, entry, entry.patient_id)
        sheet = replace(_sheet(context, work, letter), is_draft=True)
    return _print(context, sheet)


def _sheet(context: Context, work: Work, letter: DoctorLetter) -> LetterSheet:
    return LetterSheet(
        clinic=clinic_on_paper(work),
        patient=patients.read_patient(work, letter.entry.patient_id),
        letter=letter,
        printed_at=context.now(),
        printed_by=context.operator.name,
        template=template_of(work, SheetKind.DOCTOR_LETTER),
    )


def _print(context: Context, sheet: LetterSheet) -> bytes:
    # ReportLab costs a third of a second and no window needs it before the first print.
    from pico_tracker.reports.doctor_letter import render_doctor_letter

    out = BytesIO()
    render_doctor_letter(sheet, out, context.translate)
    return out.getvalue()


def _cleaned(entry: LetterEntry) -> LetterEntry:
    return replace(
        entry,
        addressee=clean_text(entry.addressee),
        subject=clean_line(entry.subject),
        text=clean_text(entry.text),
    )
