"""The forms of consultation, consents and advice, opened with correct values."""

from dataclasses import asdict
from datetime import timedelta
from typing import Any

from pico_tracker.domain.advice import AdviceKind
from pico_tracker.services.advice import read_course_advice
from pico_tracker.services.consents import list_course_consents, record_consent
from pico_tracker.services.consultations import list_consultations, sign_consultation
from pico_tracker.ui.advice.check_form import PreparationCheckForm
from pico_tracker.ui.advice.told_form import ToldForm
from pico_tracker.ui.consultation.amendment_form import AmendmentForm
from pico_tracker.ui.consultation.consent_page import ConsentPage
from pico_tracker.ui.consultation.consultation_page import ConsultationPage
from pico_tracker.ui.consultation.withdrawal_form import WithdrawalForm
from tests.builders import TODAY
from tests.faults.room import Opened, Room, small


def open_consultation(room: Room) -> Opened:
    course_id = room.course()
    page = ConsultationPage(room.desk)
    page.open_new(room.patient_id, course_id)
    room.settle()
    saved: list[object] = []
    page.saved.connect(lambda _patient, course: saved.append(course))
    page.form.restore({"history": "Black ink.", "fitzpatrick": "III", "medicines": "None.", "goal": "Fade it."})
    page.form.restore({"told_no_treatment": "yes", "told_topical": "yes", "agreed": "yes", "allergies": ""})
    context = room.bench.practitioner
    return Opened(
        page, page.form, page.save, lambda: asdict(list_consultations(context, course_id)[0].entry), saved
    )


def open_consent(room: Room) -> Opened:
    course_id = room.course()
    page = ConsentPage(room.desk)
    page.open_new(room.patient_id, course_id)
    room.settle()
    saved: list[object] = []
    page.saved.connect(lambda _patient, course: saved.append(course))
    page.form.restore({"treatment": "yes", "signed_where": "On paper"})

    def read() -> dict[str, Any]:
        (consent,) = list_course_consents(room.bench.practitioner, course_id)
        return asdict(consent) | {"given_on": consent.on}

    return Opened(page, page.form, page.save, read, saved)


def open_amendment(room: Room) -> Opened:
    course_id, context = room.course(), room.bench.practitioner
    sign_consultation(context, room.bench.consultation(course_id))
    (known,) = list_consultations(context, course_id)
    form = AmendmentForm(room.desk, known, room.parent_widget)
    opened = small(form, room, lambda: asdict(list_consultations(context, course_id)[0].amendments[0]))
    form.form.restore({"text": "Skin type IV.", "reason": "Misread."})
    return opened


def open_withdrawal(room: Room) -> Opened:
    course_id, context = room.course(), room.bench.practitioner
    record_consent(context, room.bench.consent(course_id, given_on=TODAY - timedelta(days=3)))
    (known,) = list_course_consents(context, course_id)
    form = WithdrawalForm(room.desk, known, room.parent_widget)

    def read() -> dict[str, Any]:
        withdrawal = list_course_consents(context, course_id)[0].withdrawal
        return {} if withdrawal is None else asdict(withdrawal)

    opened = small(form, room, read)
    form.form.restore({"reason": "Changed her mind."})
    return opened


def open_preparation_check(room: Room) -> Opened:
    course_id, context = room.course(), room.bench.practitioner
    form = PreparationCheckForm(room.desk, course_id, room.parent_widget)
    opened = small(form, room, lambda: asdict(read_course_advice(context, course_id).checks[0]))
    form.form.restore({"sun_avoided": "yes", "products_stopped": "yes"})
    return opened


def open_told(room: Room) -> Opened:
    course_id, context = room.course(), room.bench.practitioner
    form = ToldForm(room.desk, AdviceKind.AFTERCARE, course_id, room.parent_widget)
    return small(form, room, lambda: asdict(read_course_advice(context, course_id).told[0]))
