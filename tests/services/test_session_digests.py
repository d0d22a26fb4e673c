"""A content hash of the real record stands through amendments, renamed people and later events."""

from dataclasses import replace
from decimal import Decimal

from pico_tracker.domain.progress import ReadingEntry
from pico_tracker.domain.session_digests import content_digest
from pico_tracker.domain.sessions import Session
from pico_tracker.domain.treated_areas import AreaEntry, BodyView, SessionArea
from pico_tracker.services.amendments import amend_session, void_session
from pico_tracker.services.courses import open_course, read_patient_page
from pico_tracker.services.patients import add_patient
from pico_tracker.services.reports import gather_session_record
from pico_tracker.services.sessions import log_session, record_clearance
from pico_tracker.services.side_effects import report_side_effect
from pico_tracker.services.treated_areas import add_area, edit_area, list_areas
from tests.builders import TODAY, Bench

SQUARE = ((100, 100), (300, 100), (300, 300), (100, 300))


def read(bench: Bench, session_id: int) -> Session:
    return gather_session_record(bench.practitioner, session_id).session


def test_every_version_keeps_its_hash_on_the_record(bench: Bench) -> None:
    patient_id = add_patient(bench.reception, bench.patient()).value
    course_id = open_course(bench.practitioner, bench.course(patient_id)).value
    session_id = log_session(
        bench.practitioner, bench.session(course_id, overlap_percent=Decimal("7.5"), note="Even.")
    ).value
    digests = [content_digest(read(bench, session_id))]
    for pain in (5, 6):
        session = read(bench, session_id)
        amend_session(
            bench.practitioner, session_id, session.version, replace(session.entry, pain=pain), "Misread."
        )
        digests.append(content_digest(read(bench, session_id)))
    void_session(bench.practitioner, session_id, 3, "Another patient's.")
    session = read(bench, session_id)
    digests.append(content_digest(session))
    assert [content_digest(session, before) for before in session.earlier] == digests[:3]
    assert len(set(digests)) == 4


def test_what_happens_later_changes_no_hash(bench: Bench) -> None:
    patient_id = add_patient(bench.reception, bench.patient()).value
    course_id = open_course(bench.practitioner, bench.course(patient_id)).value
    area = AreaEntry(entry_id=bench.mint(), course_id=course_id, name="Eagle", view=BodyView.FRONT, outline=SQUARE)
    area_id = add_area(bench.practitioner, area).value
    treated = SessionArea(area_id=area_id, outline=SQUARE, area_cm2=None)
    session_id = log_session(bench.practitioner, bench.session(course_id, areas=(treated,))).value
    before = content_digest(read(bench, session_id))
    report_side_effect(bench.practitioner, bench.side_effect(course_id, session_id))
    known = next(one for one in list_areas(bench.practitioner, course_id) if one.id == area_id)
    edit_area(bench.practitioner, area_id, known.version, replace(known.entry, name="Wing"))
    bench.clock.pass_days(30)
    today = bench.practitioner.today()
    record_clearance(
        bench.practitioner, ReadingEntry(entry_id=bench.mint(), course_id=course_id, read_on=today, percent=20)
    )
    assert today > TODAY
    assert read(bench, session_id).entry.areas[0].name == "Wing"
    assert content_digest(read(bench, session_id)) == before


def test_the_patients_page_and_the_record_read_one_content(bench: Bench) -> None:
    patient_id = add_patient(bench.reception, bench.patient()).value
    course_id = open_course(bench.practitioner, bench.course(patient_id)).value
    session_id = log_session(bench.practitioner, bench.session(course_id, aftercare_told=True)).value
    (shown,) = read_patient_page(bench.practitioner, patient_id).courses[0].sessions
    assert content_digest(shown) == content_digest(read(bench, session_id))
