"""The treatment passport: an ordinary course, a long one of which all lies on one page, and the two together."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from pico_tracker.domain.inks import InkColour
from pico_tracker.domain.laser import Spot, SpotShape
from pico_tracker.domain.passes import Endpoint, LoggedPass
from pico_tracker.domain.passports import Passport, PassportCourse
from pico_tracker.domain.responses import Anaesthesia
from pico_tracker.domain.treated_areas import AreaEntry, AreaLayer, BodyView, Outline, TreatedArea
from pico_tracker.reports.passport import render_passport
from tests.reports.samples import BLACK, CLINIC, ENTRY_ID, PATIENT, RED, make_course, make_session
from tests.reports.sheets.patch_sheet import READ
from tests.reports.sheets.sample import SampleSheet

NOT_NUMBED: dict[str, Any] = {
    "anaesthesia": Anaesthesia.NONE,
    "anaesthesia_product": "",
    "anaesthesia_percent": None,
    "anaesthesia_minutes": None,
}
SQUARE: Outline = ((660, 400), (720, 400), (720, 460), (660, 460))
GREEN = LoggedPass(
    device_name="Picosure Pro",
    handpiece_name="Zoom 2–6 mm",
    entry=replace(
        BLACK.entry,
        wavelength_nm=755,
        pulse_duration_ps=500,
        spot=Spot(SpotShape.ROUND, Decimal("2.50")),
        fluence_j_cm2=Decimal("2.38"),
        endpoints=(Endpoint.SLIGHT_WHITENING, Endpoint.PETECHIAE),
        pulses=180,
        purpose="Green ink",
    ),
)


def make_area(number: int, view: BodyView = BodyView.FRONT, *, treated: bool = True) -> TreatedArea:
    """An outlined area of 12.5 cm²."""
    layers = (AreaLayer(on=date(2026, 10, 4), session_id=103, outline=SQUARE, area_cm2=Decimal("12.5")),)
    return TreatedArea(
        id=number,
        version=1,
        entry=AreaEntry(
            entry_id=ENTRY_ID, course_id=1, name=f"Eagle {number}", view=view, outline=SQUARE, area_cm2=None
        ),
        layers=layers if treated else (),
    )


def make_passport_course(sessions: int = 4) -> PassportCourse:
    """A course with its test patches and its area on the map."""
    progress = make_course(sessions)
    entry = replace(progress.course.entry, inks=(InkColour.BLACK, InkColour.RED))
    return PassportCourse(
        progress=replace(progress, course=replace(progress.course, entry=entry)),
        patches=tuple(one.patch for one in READ.spots),
        areas=(make_area(1),),
    )


def long_course() -> PassportCourse:
    """Sixteen sessions of three passes each, all of them different, the first without anaesthesia."""
    made = make_passport_course(16)
    dotted = replace(RED, entry=replace(RED.entry, density_per_cm2=400))
    passes = (replace(BLACK, entry=replace(BLACK.entry, overlap_percent=Decimal(10))), dotted, GREEN)
    first, *others = (make_session(number, 16, passes) for number in range(1, 17))
    sessions = (replace(first, entry=replace(first.entry, **NOT_NUMBED)), *others)
    return replace(made, progress=replace(made.progress, sessions=sessions))


def make_passport(*courses: PassportCourse) -> Passport:
    """A passport printed on 22 November 2026 at 10:58 in London."""
    return Passport(
        clinic=CLINIC,
        patient=PATIENT,
        courses=courses,
        printed_at=datetime(2026, 11, 22, 10, 58, tzinfo=UTC),
        printed_by="Dr S. Okafor",
    )


SHEETS = (
    SampleSheet("passport", render_passport, make_passport(make_passport_course())),
    SampleSheet("passport_long", render_passport, make_passport(long_course(), make_passport_course())),
)
