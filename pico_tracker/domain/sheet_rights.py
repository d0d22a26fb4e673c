"""Which sheets show clinical content, and what each kind has to be told before it can be made."""

from collections.abc import Mapping
from datetime import date

from pico_tracker.domain.errors import NotFound
from pico_tracker.domain.printouts import SHEET_NAMES, SheetKind, SheetWish
from pico_tracker.domain.progress import Audience
from pico_tracker.domain.words import in_english, mark, sentence

FIRST_DAY, LAST_DAY = date(1900, 1, 1), date(2999, 12, 31)
"""No sheet is about another day: a year beside these was mistyped."""
CLINICAL_SHEETS = frozenset(
    {
        SheetKind.TREATMENT_REGISTER,
        SheetKind.SESSION_RECORD,
        SheetKind.CONSULTATION,
        SheetKind.TEST_PATCH,
        SheetKind.DOCTOR_LETTER,
        SheetKind.INCIDENT_REPORT,
        SheetKind.PASSPORT,
        SheetKind.DOWNTIME_PACK,
    }
)
"""Sheets for those who may read the clinical record; the others are handed to patients by everybody."""

_KEPT_INSIDE = frozenset(
    {
        SheetKind.APPOINTMENT_LABEL,
        SheetKind.DAY_SHEET,
        SheetKind.DOCTOR_LETTER,
        SheetKind.DOWNTIME_PACK,
        SheetKind.INCIDENT_REPORT,
        SheetKind.RECALL_LIST,
        SheetKind.SESSION_RECORD,
        SheetKind.TREATMENT_REGISTER,
    }
)
"""Sheets for the clinic, a doctor or an authority."""

ASKS: Mapping[SheetKind, tuple[str, ...]] = {
    SheetKind.PROGRESS_REPORT: ("patient_id",),
    SheetKind.AFTERCARE: ("course_id",),
    SheetKind.APPOINTMENT_CARD: ("patient_id",),
    SheetKind.APPOINTMENT_LABEL: ("visit_id",),
    SheetKind.CONSENT_FORM: ("course_id",),
    SheetKind.DAY_SHEET: ("first_on",),
    SheetKind.TREATMENT_REGISTER: ("first_on", "last_on"),
    SheetKind.SESSION_RECORD: ("session_id",),
    SheetKind.CONSULTATION: ("course_id",),
    SheetKind.PREPARATION: ("course_id",),
    SheetKind.TEST_PATCH: ("course_id",),
    SheetKind.RECALL_LIST: (),
    SheetKind.DOCTOR_LETTER: ("subject_id",),
    SheetKind.INCIDENT_REPORT: ("subject_id",),
    SheetKind.PASSPORT: ("patient_id",),
    SheetKind.DOWNTIME_PACK: ("first_on", "last_on"),
}
"""What a wish must name, by its kind. The recovery key is printed only where it is made."""
ASKED = {
    "patient_id": mark("This sheet is about a patient. Choose the patient first."),
    "course_id": mark("This sheet is about a course. Choose the course first."),
    "session_id": mark("This sheet is about a session. Choose the session first."),
    "visit_id": mark("This sheet is about a visit. Choose the visit first."),
    "subject_id": mark("This sheet is about one record. Choose it first."),
    "first_on": mark("This sheet is about a day. Choose the day first."),
    "last_on": mark("This sheet is about several days. Choose the last day, too."),
}


def is_clinical(wish: SheetWish) -> bool:
    """Whether a sheet is for those only who may read the clinical record."""
    is_inside = wish.kind is SheetKind.PROGRESS_REPORT and wish.audience is Audience.PRACTITIONER
    return is_inside or is_signed_consent(wish) or wish.kind in CLINICAL_SHEETS


def is_handed_out(wish: SheetWish) -> bool:
    """Whether patients get it: an e-mail draft with any other sheet is not addressed to the patient."""
    is_inside = wish.kind is SheetKind.PROGRESS_REPORT and wish.audience is Audience.PRACTITIONER
    return wish.kind not in _KEPT_INSIDE and not is_inside


def is_signed_consent(wish: SheetWish) -> bool:
    """Whether it is a consent as it was signed, not the form to sign."""
    return wish.kind is SheetKind.CONSENT_FORM and wish.subject_id is not None


def refuse_incomplete(wish: SheetWish) -> None:
    """Raise `NotFound` where a wish lacks what its kind asks, its days run backwards or a year is mistyped."""
    if wish.kind not in ASKS:
        said = mark("This sheet is printed only in the moment in which it is made: {sheet}.")
        raise NotFound(sentence(said, sheet=in_english(SHEET_NAMES[wish.kind])))
    asked = () if is_signed_consent(wish) else ASKS[wish.kind]
    missing = next((name for name in asked if getattr(wish, name) is None), None)
    if missing is not None:
        raise NotFound(sentence(ASKED[missing]))
    if wish.first_on is not None and wish.last_on is not None and wish.last_on < wish.first_on:
        raise NotFound(sentence(mark("The last day is before the first one. Check the days.")))
    if any(day is not None and not FIRST_DAY <= day <= LAST_DAY for day in (wish.first_on, wish.last_on)):
        raise NotFound(sentence(mark("Check the year of the day.")))
