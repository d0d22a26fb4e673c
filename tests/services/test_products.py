"""Names of products used before, on both engines."""

from datetime import timedelta

from pico_tracker.services.courses import open_course
from pico_tracker.services.patients import add_patient
from pico_tracker.services.products import list_products
from pico_tracker.services.sessions import log_session
from tests.builders import Bench


def test_the_most_used_name_comes_first(bench: Bench) -> None:
    patient_id = add_patient(bench.practitioner, bench.patient()).value
    course_id = open_course(bench.practitioner, bench.course(patient_id)).value
    assert list_products(bench.practitioner) == ()
    for weeks, names in ((24, ("Panthenol ointment",)), (12, ()), (0, ("Sunscreen 50", "Panthenol ointment"))):
        day = bench.practitioner.today() - timedelta(weeks=weeks)
        checked = None if weeks else bench.checked()
        entry = bench.session(course_id, performed_on=day, checked=checked, products=names)
        log_session(bench.practitioner, entry)
    assert list_products(bench.practitioner) == ("Panthenol ointment", "Sunscreen 50")
