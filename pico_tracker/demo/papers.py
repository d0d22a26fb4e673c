"""Consultations, consents and advice of the demonstration clinic, written through services as staff would."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from pico_tracker.demo.earlier import on_day
from pico_tracker.domain.advice import (
    AdviceEntry,
    AdviceKind,
    AdviceWay,
    FollowUpCallEntry,
    PreparationCheckEntry,
)
from pico_tracker.domain.consents import (
    ConsentEntry,
    ConsentKind,
    ConsentState,
    SignedBy,
    days_to_think,
    latest_consents,
)
from pico_tracker.domain.consultations import BaselinePhotos, ConsultationEntry
from pico_tracker.domain.courses import Course
from pico_tracker.domain.patients import Fitzpatrick
from pico_tracker.domain.people import Role
from pico_tracker.services.advice import record_advice, record_follow_up_call, record_preparation_check
from pico_tracker.services.consents import (
    list_course_consents,
    read_consent_opening,
    record_consent,
    withdraw_consent,
)
from pico_tracker.services.consultations import read_consultation_opening, sign_consultation
from pico_tracker.services.context import Context
from pico_tracker.services.courses import read_patient_page
from pico_tracker.services.patients import find_patient_by_number
from pico_tracker.services.people import list_colleagues, sign_in

FIRST_NUMBER, MOST_PATIENTS = 10_001, 24
"""So many patients, from the first one on, have their papers on record."""
_NONE_YET, _REFUSES_TEACHING = 5, 3
"""Every so-manieth patient."""
_WITHDRAWS = 3
"""The place of the patient who did not stand by it."""
_TO_THINK = timedelta(days=2)
_VALID = timedelta(days=365)
_HISTORIES = {
    "tattoo": "Amateur and studio ink, more than 5 years old. No earlier laser.",
    "melasma": "Brown patches since the second pregnancy, darker each summer. Creams helped in part.",
    "solar_lentigo": "Spots since about 10 years, slowly more. Looked at with the dermatoscope: harmless.",
    "acne_scar": "Acne as a teenager, no active acne now. Rolling and boxcar scars.",
    "wrinkle": "Fine lines, no earlier treatment.",
    "rejuvenation": "Uneven tone and dull skin. No earlier laser.",
}
_OTHERS = {
    "tattoo": "Covering it with another tattoo.",
    "acne_scar": "Needling.",
    "wrinkle": "Botulinum toxin.",
}


TREATMENT_ONLY = {ConsentKind.TREATMENT: True}


@dataclass(frozen=True, slots=True)
class _Desk:
    """Who writes the papers, and whence the identifiers come."""

    practitioner: Context
    mint: Callable[[], UUID]


def write_papers(context: Context, patients: int, mint: Callable[[], UUID]) -> None:
    """Give the first patients of the clinic their papers; a few have none yet."""
    colleagues = list_colleagues(context)
    person = next(one for one in colleagues if one.role is Role.PRACTITIONER)
    desk = _Desk(sign_in(context.database, person.id, context.clock), mint)
    for index in range(min(patients, MOST_PATIENTS)):
        patient_id = find_patient_by_number(context, f"P-{FIRST_NUMBER + index}")
        if patient_id is not None and index % _NONE_YET != _NONE_YET - 1:
            _write_for(desk, patient_id, index)


def _write_for(desk: _Desk, patient_id: int, index: int) -> None:
    for progress in read_patient_page(desk.practitioner, patient_id).courses:
        course, last = progress.course, progress.course.last_session_on
        consult(on_day(desk.practitioner, course.entry.opened_on), course, desk.mint)
        shows = index % _REFUSES_TEACHING == 0
        decisions = dict.fromkeys(ConsentKind, True) | {
            ConsentKind.PHOTOS_TEACHING: shows,
            ConsentKind.PHOTOS_MARKETING: shows,
        }
        signed_on = min(course.entry.opened_on + _TO_THINK, desk.practitioner.today())
        agree(on_day(desk.practitioner, signed_on), course, signed_on, desk.mint, decisions)
        if index == 0:
            _renew(desk, course)
        if index == _WITHDRAWS:
            _withdraw_marketing(desk, course)
        if last is not None:
            _follow_up(desk, course, last)


def consult(context: Context, course: Course, mint: Callable[[], UUID]) -> int:
    """Sign the consultation that opens a course, on the day the course was opened."""
    opening = read_consultation_opening(context, course.id)
    known = opening.patient.entry
    entry = ConsultationEntry(
        entry_id=mint(),
        course_id=course.id,
        held_on=course.entry.opened_on,
        history=_HISTORIES.get(course.concern_key, "As told by the patient."),
        fitzpatrick=known.fitzpatrick or Fitzpatrick.II,
        medicines="None.",
        allergies=known.allergies,
        goal=course.entry.goal or "As agreed.",
        told_no_treatment=True,
        told_topical=True,
        told_other=_OTHERS.get(course.concern_key, ""),
        sessions_from=course.entry.sessions_from,
        sessions_to=course.entry.sessions_to,
        limits=opening.limits,
        photos=BaselinePhotos.ELSEWHERE,
        photos_note="Clinic camera, front and both sides.",
        preparation_told=True,
        agreed=True,
    )
    return sign_consultation(context, entry).value


def agree(
    context: Context, course: Course, on: date, mint: Callable[[], UUID], decisions: Mapping[ConsentKind, bool]
) -> int:
    """Record what the patient consents to in a course."""
    opening = read_consent_opening(context, course.id)
    patient = opening.patient
    guardian = patient.entry.guardian
    entry = ConsentEntry(
        entry_id=mint(),
        course_id=course.id,
        rule_key=opening.text.key,
        rule_version=opening.text.version,
        given_on=on,
        decisions=decisions,
        signed_by=SignedBy.GUARDIAN if guardian else SignedBy.PATIENT,
        signed_name=guardian or patient.name,
        witness_id=context.operator.id,
        thinking_days=days_to_think(opening.informed_on, on),
    )
    return record_consent(context, entry).value


def _renew(desk: _Desk, course: Course) -> None:
    """Sign the treatment consent again where it has run out since."""
    today, opened_on = desk.practitioner.today(), course.entry.opened_on
    if today - opened_on > _VALID and course.last_session_on is not None:
        agree(desk.practitioner, course, course.last_session_on, desk.mint, TREATMENT_ONLY)


def _withdraw_marketing(desk: _Desk, course: Course) -> None:
    for consent in list_course_consents(desk.practitioner, course.id):
        if consent.kind is ConsentKind.PHOTOS_MARKETING and consent.given:
            on = consent.on + timedelta(days=1)
            reason = "Does not want to be recognised."
            withdraw_consent(desk.practitioner, consent.id, min(on, desk.practitioner.today()), reason)


def _follow_up(desk: _Desk, course: Course, last: date) -> None:
    ways = frozenset({AdviceWay.SPOKEN, AdviceWay.PRINTED})
    told = AdviceEntry(
        entry_id=desk.mint(), course_id=course.id, kind=AdviceKind.AFTERCARE, told_on=last, ways=ways
    )
    record_advice(desk.practitioner, told)
    check = PreparationCheckEntry(
        entry_id=desk.mint(), course_id=course.id, checked_on=last, sun_avoided=True, products_stopped=True
    )
    record_preparation_check(desk.practitioner, check)
    called_on = last + timedelta(days=2)
    if called_on <= desk.practitioner.today():
        call = FollowUpCallEntry(
            entry_id=desk.mint(),
            course_id=course.id,
            called_on=called_on,
            reached=True,
            aftercare_followed=True,
            reaction=False,
        )
        record_follow_up_call(desk.practitioner, call)


def renew_consent(context: Context, course: Course) -> None:
    """Let the patient sign before today's session where no valid consent to the treatment is on record."""
    known = latest_consents(list_course_consents(context, course.id)).get(ConsentKind.TREATMENT)
    if known is None or known.state(context.today()) is not ConsentState.GIVEN:
        agree(context, course, context.today(), context.mint_entry_id, TREATMENT_ONLY)
