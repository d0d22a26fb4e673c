"""An e-mail draft with a sheet, and a file locked by a password. Nothing is sent and no password is kept."""

import hashlib
from dataclasses import dataclass

from pico_tracker.db.queries import patients
from pico_tracker.db.queries.contacts import read_reaches
from pico_tracker.db.unit_of_work import Work
from pico_tracker.domain.contacts import ContactMeans
from pico_tracker.domain.mail_drafts import MailDraft, check_draft, check_password, mail_body, mail_subject
from pico_tracker.domain.permissions import Permission
from pico_tracker.domain.printouts import Printout, SheetWish
from pico_tracker.domain.sheet_rights import is_handed_out
from pico_tracker.exchange.mail_files import is_address, write_mail_draft
from pico_tracker.services.context import Context, needs
from pico_tracker.services.letterheads import clinic_on_paper
from pico_tracker.services.refusals import refuse_stops

ENDING = ".eml"


@dataclass(frozen=True, slots=True)
class DraftFile:
    """A draft to be saved."""

    content: bytes
    file_name: str
    to: str
    """Empty: whoever sends it writes the address."""


@needs(Permission.PRINT_REPORT)
def read_mail_address(context: Context, wish: SheetWish) -> str:
    """Where a draft with a sheet goes; empty where the patient did not agree to e-mail or has none, and for
    a sheet that patients do not get."""
    with context.database.read() as work:
        return _address(work, _reader(wish))


@needs(Permission.PRINT_REPORT)
def make_mail_draft(context: Context, printout: Printout, password: str = "", again: str = "") -> DraftFile:
    """A draft that a mail program opens, the sheet attached; with a password that was typed twice, locked.

    Raises `Refused` for a password that is too short or differs, and for a sheet that names several
    patients without one.
    """
    refuse_stops(check_draft(printout.wish, password, again))
    pdf = lock(context, printout.pdf, password, again) if password or again else printout.pdf
    with context.database.read() as work:
        reader = _reader(printout.wish)
        clinic, to, called = clinic_on_paper(work), _address(work, reader), _called(work, reader)
    translate = context.translate
    is_locked = pdf is not printout.pdf
    body = mail_body(
        called, clinic.name, clinic.phone, title=printout.title, is_locked=is_locked, translate=translate
    )
    now = context.now()
    mark_of = hashlib.sha256(pdf + now.isoformat().encode()).hexdigest()[:32]
    draft = MailDraft(
        message_id=f"{mark_of}@pico-tracker",
        written_at=now,
        to=to,
        subject=mail_subject(clinic.name, translate),
        body=body,
        file_name=printout.file_name,
        pdf=pdf,
    )
    return DraftFile(write_mail_draft(draft), printout.file_name.removesuffix(".pdf") + ENDING, to)


@needs(Permission.PRINT_REPORT)
def lock(context: Context, pdf: bytes, password: str, again: str) -> bytes:
    """The file, to be opened with the password only (AES-256). Raises `Refused` as `make_mail_draft`."""
    refuse_stops(check_password(password, again))
    # pikepdf costs a tenth of a second and no window needs it before the first print.
    from pico_tracker.exchange.pdf_files import lock_pdf

    return lock_pdf(pdf, password)


def _reader(wish: SheetWish) -> int | None:
    """The patient who gets the sheet."""
    return wish.patient_id if is_handed_out(wish) else None


def _address(work: Work, patient_id: int | None) -> str:
    if patient_id is None:
        return ""
    reach = read_reaches(work, (patient_id,))[patient_id]
    may_write = reach.agrees_to(ContactMeans.EMAIL) and not reach.no_contact
    return reach.email if may_write and is_address(reach.email) else ""


def _called(work: Work, patient_id: int | None) -> str:
    """How the patient is called; as in the clinic's other texts."""
    if patient_id is None:
        return ""
    entry = patients.read_patient(work, patient_id).entry
    return entry.called or entry.given_names or entry.family_name
