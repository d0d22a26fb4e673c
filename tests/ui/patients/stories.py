"""Records that several tests of the patient pages tell about."""

from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal

from pico_tracker.domain.courses import CourseState
from pico_tracker.domain.laser import Spot, SpotShape
from pico_tracker.domain.passes import Endpoint
from pico_tracker.domain.patients import Fitzpatrick
from pico_tracker.services.courses import change_course_state, open_course, read_patient_page
from pico_tracker.services.patients import add_patient
from pico_tracker.services.sessions import log_session
from pico_tracker.services.side_effects import report_side_effect
from tests.builders import Bench


@dataclass(frozen=True)
class Story:
    """One patient with one tattoo course of two sessions, the second with two passes and redness."""

    patient_id: int
    course_id: int
    session_ids: tuple[int, int]
    side_effect_id: int


def tell(bench: Bench) -> Story:
    """Write the story: sessions 60 and 3 days ago, redness since the second one."""
    context = bench.practitioner
    entry = bench.patient(
        allergies=("lidocaine (numbing cream)",), alerts=("Keloid tendency",), fitzpatrick=Fitzpatrick.III
    )
    patient_id = add_patient(context, entry).value
    course = bench.course(patient_id, goal="Fade enough for bare arms.")
    course_id = open_course(context, course).value
    today = context.today()
    first = bench.session(course_id, performed_on=today - timedelta(days=60), note="Skin calm.")
    red = bench.one_pass(
        wavelength_nm=532,
        pulse_duration_ps=375,
        spot=Spot(SpotShape.ROUND, Decimal(3)),
        fluence_j_cm2=Decimal("1.2"),
        pulse_energy_mj=None,
        endpoints=(Endpoint.SLIGHT_WHITENING,),
        purpose="Red ink",
    )
    second = bench.session(
        course_id,
        performed_on=today - timedelta(days=3),
        passes=(bench.one_pass(), red),
        clearance_percent=20,
        note_for_next_time="Test the red spot first.",
    )
    ids = (log_session(context, first).value, log_session(context, second).value)
    redness = bench.side_effect(
        course_id, ids[1], kind_id=bench.kind_id("erythema"), onset_on=today - timedelta(days=3)
    )
    return Story(patient_id, course_id, ids, report_side_effect(context, redness).value)


def begin_maintenance(bench: Bench, story: Story) -> None:
    """Move the course to maintenance and log one maintenance session today."""
    context = bench.practitioner
    version = read_patient_page(context, story.patient_id).courses[0].course.version
    change_course_state(context, story.course_id, version, CourseState.MAINTENANCE)
    entry = bench.session(story.course_id, reason="The patient travels.")
    log_session(context, entry)
