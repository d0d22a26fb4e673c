"""What the treatment passport of a patient prints, on both engines."""

import io

import pytest
from pypdf import PdfReader

from pico_tracker.domain.errors import NotAllowed, NotFound
from pico_tracker.services.courses import open_course
from pico_tracker.services.passports import gather_passport, print_passport
from pico_tracker.services.patients import add_patient
from pico_tracker.services.sessions import log_session
from tests.builders import Bench


def test_every_course_is_a_page_with_its_sessions(bench: Bench) -> None:
    patient_id = add_patient(bench.reception, bench.patient()).value
    first = open_course(bench.practitioner, bench.course(patient_id)).value
    open_course(bench.practitioner, bench.course(patient_id, area="left calf"))
    log_session(bench.practitioner, bench.session(first))
    passport = gather_passport(bench.practitioner, patient_id)
    sessions = {one.progress.course.entry.area: len(one.progress.sessions) for one in passport.courses}
    assert sessions == {"right forearm": 1, "left calf": 0}
    pages = PdfReader(io.BytesIO(print_passport(bench.practitioner, patient_id))).pages
    assert len(pages) == 2
    text = " ".join(page.extract_text() for page in pages)
    assert "left calf" in text
    assert "2.4 over the spot" in text.replace("\n", " ").replace("\u00a0", " ")


def test_a_patient_who_is_not_there_has_none_and_reception_may_not_print_it(bench: Bench) -> None:
    with pytest.raises(NotFound):
        print_passport(bench.practitioner, 4711)
    patient_id = add_patient(bench.reception, bench.patient()).value
    with pytest.raises(NotAllowed):
        print_passport(bench.reception, patient_id)
