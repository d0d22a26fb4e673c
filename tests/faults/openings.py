"""Every form of the program, opened with correct values, on a real clinic: what a test may do to it.

A form that is added to the program is added to `OPENINGS`; its fields are then found by themselves.
"""

from collections.abc import Callable
from dataclasses import asdict
from decimal import Decimal
from functools import partial
from typing import Any

from pico_tracker.domain.assessments import AssessmentEntry
from pico_tracker.domain.clinic import Clinic
from pico_tracker.domain.people import Role
from pico_tracker.domain.progress import CourseProgress
from pico_tracker.domain.recovery_keys import RECOVERY_BYTES, write_recovery_key
from pico_tracker.domain.scales.clearance import CLEARANCE_QUARTILE
from pico_tracker.domain.side_effects import Severity
from pico_tracker.services.assessments import record_assessment
from pico_tracker.services.clinics import list_staff, read_clinic
from pico_tracker.services.courses import open_course
from pico_tracker.services.patients import read_patient
from pico_tracker.services.screening import record_answers
from pico_tracker.services.side_effects import report_side_effect
from pico_tracker.ui.courses.clearance_form import ClearanceForm
from pico_tracker.ui.courses.course_form import values_of as course_values
from pico_tracker.ui.courses.form_page import CourseFormPage
from pico_tracker.ui.courses.heal_form import HealForm
from pico_tracker.ui.courses.maintenance_form import MaintenanceForm
from pico_tracker.ui.courses.side_effect_form import SideEffectForm
from pico_tracker.ui.courses.state_form import StateForm
from pico_tracker.ui.kit.notice import NoticeBoard
from pico_tracker.ui.patients.fields import values_of as patient_values
from pico_tracker.ui.patients.form_page import PatientFormPage
from pico_tracker.ui.scores.score_form import ScoreForm, ScoreWish
from pico_tracker.ui.session_log.page import LogSessionPage
from pico_tracker.ui.settings.clinic_card import ClinicCard
from pico_tracker.ui.settings.person_dialog import PersonDialog
from pico_tracker.ui.sign_in.first_start import FirstStartPage
from pico_tracker.ui.sign_in.unlock import RecoveryPage, UnlockPage
from tests.builders import TODAY
from tests.faults.amend_openings import open_amended_session, open_void_session
from tests.faults.area_openings import open_area
from tests.faults.booking_openings import (
    open_cancelled_visit,
    open_moved_visit,
    open_newcomer,
    open_next_visit,
    open_other_time,
)
from tests.faults.desk_openings import open_merge, open_reaction
from tests.faults.hours_openings import open_absence, open_closed_day, open_place, open_room, open_week
from tests.faults.paper_openings import (
    open_amendment,
    open_consent,
    open_consultation,
    open_preparation_check,
    open_told,
    open_withdrawal,
)
from tests.faults.room import Opened, Room, small
from tests.faults.waiting_openings import open_away, open_waiting

PASSPHRASE = "seven quiet lanterns"


def open_patient(room: Room) -> Opened:
    page = PatientFormPage(room.desk)
    page.open_new()
    saved: list[object] = []
    page.saved.connect(saved.append)
    page.form.restore({"given_names": "Amara", "family_name": "Nwosu", "born_on": "3 May 1992"})
    context = room.bench.practitioner
    return Opened(
        page, page.form, page.save, lambda: patient_values(read_patient(context, _key(saved)).entry), saved
    )


def open_course_form(room: Room) -> Opened:
    page = CourseFormPage(room.desk)
    page.open_new(room.patient_id)
    room.settle()
    saved: list[object] = []
    page.saved.connect(lambda _patient, course: saved.append(course))
    page.form.fill({"concern_id": room.bench.concern_id(), "area": "right forearm"})
    page.form.restore({"sessions_from": "4", "sessions_to": "10", "maintenance_months": "6"})
    page.form.restore({"earliest_weeks": "6", "target_weeks": "8", "late_weeks": "16"})
    return Opened(page, page.form, page.save, lambda: course_values(room.progress(_key(saved)).course.entry), saved)


def open_session(room: Room) -> Opened:
    course_id = open_course(room.bench.practitioner, room.bench.course(room.patient_id)).value
    record_answers(room.bench.practitioner, course_id, room.bench.all_no())
    page = LogSessionPage(room.desk)
    page.open_new(room.patient_id, course_id)
    room.settle()
    form = page.form
    assert form is not None
    saved: list[object] = []
    page.saved.connect(lambda _patient, course: saved.append(course))
    form.fill({"eye_protection": "Patient: metal shields. Staff: OD 7.", "pain": 4})
    form.restore({"cooling": "Cold air", "anaesthesia": "Topical lidocaine"})
    form.restore({"anaesthesia_product": "LMX 4", "anaesthesia_percent": "4", "anaesthesia_minutes": "30"})
    typed = {"wavelength_nm": "1064 nm", "pulse_duration_ps": "450", "spot_width_mm": "4", "purpose": "Black"}
    typed |= {"fluence_j_cm2": "2.4", "repetition_hz": "4", "pulses": "312"}
    editor = form.passes.editor
    editor.handpiece.set_raw_text("Zoom")
    for name, text in typed.items():
        next(one for one in editor.fields if one.name == name).set_raw_text(text)
    editor.endpoints.set_raw_text("frosting")

    def read() -> dict[str, Any]:
        progress = room.progress(course_id)
        entry = progress.sessions[-1].entry
        percent = progress.readings[-1].percent if progress.readings else None
        first = entry.passes[0]
        return asdict(entry) | asdict(first) | {"clearance_percent": percent, "spot_width_mm": first.spot.width_mm}

    def sign() -> None:
        """Sign; what was checked and has changed since is checked again."""
        if form.before.checked.value() is None:
            page.confirm()
            room.settle()
        page.sign()

    page.confirm()
    room.settle()
    return Opened(page, form, sign, read, saved)


def open_side_effect(room: Room) -> Opened:
    course_id = room.course()
    form = SideEffectForm(room.desk, room.patient_id, course_id, room.parent_widget)
    opened = small(form, room, lambda: asdict(room.progress(course_id).side_effects[0].entry))
    form.form.fill({"kind_id": room.bench.kind_id("blister"), "severity": Severity.MILD})
    for row in form.red_flags.rows.values():
        row.set_value(False)
    return opened


def open_heal(room: Room) -> Opened:
    course_id = room.course()
    report_side_effect(room.bench.practitioner, room.bench.side_effect(course_id, None))
    (effect,) = room.progress(course_id).side_effects
    form = HealForm(room.desk, effect, room.parent_widget)
    return small(form, room, lambda: asdict(room.progress(course_id).side_effects[0].entry))


def open_maintenance(room: Room) -> Opened:
    course_id = room.course()
    form = MaintenanceForm(room.desk, room.patient_id, course_id, room.parent_widget)
    return small(form, room, lambda: {"maintenance_due_on": room.progress(course_id).course.maintenance_due_on})


def open_clearance(room: Room) -> Opened:
    course_id = room.course()
    form = ClearanceForm(room.desk, room.patient_id, course_id, room.parent_widget)

    def read() -> dict[str, Any]:
        (reading,) = room.progress(course_id).readings
        return {"percent": reading.percent, "read_on": reading.read_on}

    opened = small(form, room, read)
    form.form.restore({"percent": "40"})
    return opened


def open_state(room: Room) -> Opened:
    course_id = room.course()
    form = StateForm(room.desk, room.patient_id, course_id, room.parent_widget)
    opened = small(form, room, lambda: {"state": room.progress(course_id).course.state})
    form.form.restore({"state": "Paused", "reason": "Pregnancy"})
    return opened


def open_score(room: Room) -> Opened:
    """The correction of a score: it has texts, numbers, a day and a reason."""
    course_id = room.course()
    entry = AssessmentEntry(
        entry_id=room.bench.mint(),
        patient_id=room.patient_id,
        course_id=course_id,
        scale_key=CLEARANCE_QUARTILE.key,
        answers={"measure": "Melanin index", "baseline": "12.04", "now": "6.82"},
        assessed_on=TODAY,
    )
    record_assessment(room.bench.practitioner, entry)
    course, patient = room.progress(course_id), read_patient(room.bench.practitioner, room.patient_id)
    wish = ScoreWish(patient, course.course, CLEARANCE_QUARTILE, course.assessments[-1])
    form = ScoreForm(room.desk, wish, room.parent_widget)
    opened = small(form, room, lambda: _last_score(room.progress(course_id)))
    form.form.restore({"reason": "Misread", "answers.now": "6.28"})
    return opened


def _last_score(progress: CourseProgress) -> dict[str, Any]:
    last = max(progress.assessments, key=lambda one: one.id)
    numbers = {f"answers.{key}": Decimal(last.entry.answers[key]) for key in ("baseline", "now")}
    return numbers | {
        "answers.measure": last.entry.answers.get("measure", ""),
        "assessed_on": last.entry.assessed_on,
        "note": last.entry.note,
        "reason": last.correction_reason,
    }


def open_first_start(room: Room) -> Opened:
    page = FirstStartPage("/clinic.pico")
    saved: list[tuple[Clinic, str, str]] = []
    page.wanted.connect(lambda clinic, name, passphrase: saved.append((clinic, name, passphrase)))
    typed = {"name": "Mill Lane", "administrator": "A. Keeper", "passphrase": PASSPHRASE, "again": PASSPHRASE}
    page.form.restore(typed)

    def read() -> dict[str, Any]:
        clinic, name, passphrase = saved[0]
        return asdict(clinic) | {"administrator": name, "passphrase": passphrase}

    return Opened(page, page.form, page.create_button.click, read, saved)


def open_unlock(room: Room) -> Opened:
    page = UnlockPage("/clinic.pico")
    saved: list[object] = []
    page.typed.connect(saved.append)
    page.form.restore({"passphrase": PASSPHRASE})
    return Opened(page, page.form, page.open_button.click, lambda: {"passphrase": saved[0]}, saved)


def open_recovery(room: Room) -> Opened:
    page = RecoveryPage()
    saved: list[tuple[str, str]] = []
    page.typed.connect(lambda key, passphrase: saved.append((key, passphrase)))
    key = write_recovery_key(bytes(range(RECOVERY_BYTES)))
    page.form.restore({"key": key, "passphrase": PASSPHRASE, "again": PASSPHRASE})
    return Opened(page, page.form, page.open_button.click, lambda: {"passphrase": saved[0][1]}, saved)


def open_clinic_data(room: Room) -> Opened:
    board = NoticeBoard()
    card = ClinicCard(room.boss, board)
    board.setParent(card)
    card.refresh()
    room.settle()
    card.form.restore({"phone": f"0113 496 {next(room.numbers):04}"})
    saved: list[object] = []
    room.desk.backend.records_changed.connect(saved.append)
    return Opened(card, card.form, card.save, partial(_clinic_data, room), saved)


def _clinic_data(room: Room) -> dict[str, Any]:
    clinic = read_clinic(room.bench.database)
    assert clinic is not None
    return asdict(clinic)


def open_person(room: Room) -> Opened:
    dialog = PersonDialog(room.boss, room.parent_widget)
    saved: list[object] = []
    dialog.added.connect(saved.append)
    people = len(list_staff(room.bench.database))
    dialog.form.fill({"name": f"E. Newman {people}", "role": Role.RECEPTION})

    def read() -> dict[str, Any]:
        return asdict(max(list_staff(room.bench.database), key=lambda one: one.id))

    return Opened(dialog, dialog.form, dialog.save, read, saved)


def _key(saved: list[object]) -> int:
    assert isinstance(saved[0], int)
    return saved[0]


def open_form(name: str, room: Room) -> Opened:
    """Open a form of `OPENINGS`; it goes with the window it stands in."""
    opened = OPENINGS[name](room)
    if opened.root.parentWidget() is None:
        opened.root.setParent(room.parent_widget)
    return opened


OPENINGS: dict[str, Callable[[Room], Opened]] = {
    "area": open_area,
    "patient": open_patient,
    "course": open_course_form,
    "session": open_session,
    "amended session": open_amended_session,
    "void session": open_void_session,
    "side effect": open_side_effect,
    "heal": open_heal,
    "next visit": open_next_visit,
    "other time": open_other_time,
    "visit of somebody new": open_newcomer,
    "moved visit": open_moved_visit,
    "cancelled visit": open_cancelled_visit,
    "waiting": open_waiting,
    "somebody away": open_away,
    "maintenance": open_maintenance,
    "clearance": open_clearance,
    "state": open_state,
    "score": open_score,
    "consultation": open_consultation,
    "consent": open_consent,
    "amendment": open_amendment,
    "withdrawal": open_withdrawal,
    "preparation check": open_preparation_check,
    "told": open_told,
    "first start": open_first_start,
    "unlock": open_unlock,
    "recovery": open_recovery,
    "clinic data": open_clinic_data,
    "person": open_person,
    "reaction": open_reaction,
    "merge": open_merge,
    "week": open_week,
    "closed day": open_closed_day,
    "absence": open_absence,
    "room": open_room,
    "laser's place": open_place,
}
