"""The consent form on paper: to be signed by hand, and as it was signed."""

from datetime import datetime
from io import BytesIO

from pico_tracker.db.models import ConsentSignatureRow, ConsentSigningRow
from pico_tracker.db.queries import consent_scans as scan_queries
from pico_tracker.db.queries import consultations, courses, patients
from pico_tracker.db.unit_of_work import Work
from pico_tracker.domain.consent_forms import (
    ConsentForm,
    ConsentScan,
    Drawn,
    ScannedPage,
    SignedConsent,
    needs_guardian,
    other_language,
)
from pico_tracker.domain.errors import FileTrouble
from pico_tracker.domain.permissions import Permission
from pico_tracker.domain.printouts import SheetKind
from pico_tracker.domain.signatures import read_strokes
from pico_tracker.services.consent_scans import read_page
from pico_tracker.services.consents import consent_text_for, signed_text_of
from pico_tracker.services.context import Context, needs, require
from pico_tracker.services.letterheads import clinic_on_paper, template_of


@needs(Permission.PRINT_REPORT)
def gather_consent_form(context: Context, course_id: int, language: str | None = None) -> ConsentForm:
    """The form for a course in the current version of its text; `language`: None, the patient's.

    The clinic keeps one text for a concern; where the language is another than the one the texts ship
    in, the form asks for an interpreter. Raises `NotFound`.
    """
    with context.database.read() as work:
        course = courses.read_course(work, course_id)
        patient = patients.read_patient(work, course.entry.patient_id)
        shown = consent_text_for(work, course.concern_key)
        held = consultations.list_consultations(work, course_id)
        return ConsentForm(
            clinic=clinic_on_paper(work),
            template=template_of(work, SheetKind.CONSENT_FORM),
            patient=patient,
            course_title=course.title,
            text=shown.text,
            rule_key=shown.key,
            rule_version=shown.version,
            is_minor=needs_guardian(patient, context.today()),
            informed_on=held[0].entry.held_on if held else None,
            reads=other_language(patient.entry.language if language is None else language),
            printed_at=context.now(),
            printed_by=context.operator.name,
        )


@needs(Permission.PRINT_REPORT)
def print_consent_form(context: Context, course_id: int, language: str | None = None) -> bytes:
    """The form of `gather_consent_form` as a PDF, to be signed by hand; raises `NotFound`."""
    # ReportLab costs a third of a second and no window needs it before the first print.
    from pico_tracker.reports.consent_form import render_consent_form

    out = BytesIO()
    render_consent_form(gather_consent_form(context, course_id, language), out, context.translate)
    return out.getvalue()


@needs(Permission.PRINT_REPORT)
def gather_signed_consent(context: Context, signing_id: int) -> SignedConsent:
    """One signature with the text in the version that was signed and all its pages; raises `NotFound`.

    A scanned page whose file is missing or damaged stops nothing; the sheet says so. Long work where
    there are many pages.
    """
    require(context, Permission.READ_CLINICAL)
    with context.database.read() as work:
        signing = work.get(ConsentSigningRow, signing_id)
        course = courses.read_course(work, signing.course_id)
        return SignedConsent(
            clinic=clinic_on_paper(work),
            patient=patients.read_patient(work, course.entry.patient_id),
            course_title=course.title,
            text=signed_text_of(work, signing.rule_key, signing.rule_version),
            consents=scan_queries.read_decisions(work, signing),
            drawn=_drawn(work, signing_id),
            pages=tuple(_page(context, work, one) for one in scan_queries.list_scans(work, signing_id)),
            printed_at=context.now(),
            printed_by=context.operator.name,
        )


@needs(Permission.PRINT_REPORT)
def print_signed_consent(context: Context, signing_id: int) -> bytes:
    """The sheet of `gather_signed_consent` as a PDF; raises `NotFound`."""
    # ReportLab costs a third of a second and no window needs it before the first print.
    from pico_tracker.reports.signed_consent import render_signed_consent

    out = BytesIO()
    render_signed_consent(gather_signed_consent(context, signing_id), out, context.translate)
    return out.getvalue()


def _drawn(work: Work, signing_id: int) -> Drawn | None:
    row = work.find(ConsentSignatureRow, signing_id)
    if row is None:
        return None
    drawn_at: datetime = row.drawn_at
    return Drawn(signature=read_strokes(row.strokes), digest=row.digest, at=drawn_at)


def _page(context: Context, work: Work, scan: ConsentScan) -> ScannedPage:
    try:
        jpeg: bytes | None = read_page(context, work, scan.id)
    except FileTrouble:
        jpeg = None
    return ScannedPage(page=scan.page, added_at=scan.added_at, jpeg=jpeg, width=scan.width, height=scan.height)
