"""Amendments: what may stand in one, and what it changed in words."""

import uuid
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

import pytest

from pico_tracker.domain.amendments import AmendmentKind
from pico_tracker.domain.clinic import Clinic
from pico_tracker.domain.courses import Course, CourseEntry, CourseState
from pico_tracker.domain.devices import Device, Handpiece, PulseMode
from pico_tracker.domain.endings import Ending
from pico_tracker.domain.findings import Level
from pico_tracker.domain.intervals import Interval
from pico_tracker.domain.laser import FluenceBasis, Optic, Spot, SpotShape
from pico_tracker.domain.next_plans import NextPlanEntry, PlannedPass
from pico_tracker.domain.passes import Endpoint, LoggedPass, PassEntry
from pico_tracker.domain.patients import Patient, PatientEntry
from pico_tracker.domain.pulse_counts import PulseCount
from pico_tracker.domain.responses import Anaesthesia, Cooling
from pico_tracker.domain.safety_checks import Healing, SafetyCheck
from pico_tracker.domain.session_amendments import (
    Difference,
    amended_as,
    amendments_of,
    check_amendment,
    check_void,
    differences,
    keep_fixed,
    why_void,
)
from pico_tracker.domain.session_records import KeptFinding, SessionRecord
from pico_tracker.domain.session_telling import Voice, recorded, tell_session
from pico_tracker.domain.sessions import Session, SessionEntry, SessionFacts, SessionVersion
from pico_tracker.domain.treated_areas import BodyView, SessionArea
from pico_tracker.domain.words import in_english

TODAY = date(2026, 11, 22)
MOMENT = datetime.combine(TODAY, time(10, 18), UTC)
DEVICE = Device(
    id=1,
    name="PicoSure",
    serial="",
    is_nanosecond=False,
    modes=(PulseMode(755, 550, 850), PulseMode(532)),
    handpieces=(Handpiece(1, "Zoom", Optic.FULL_BEAM), Handpiece(2, "Focus", Optic.FRACTIONAL)),
    max_repetition_hz=Decimal(10),
)
PASS = PassEntry(
    device_id=1,
    handpiece_id=1,
    wavelength_nm=755,
    pulse_duration_ps=750,
    spot=Spot(SpotShape.ROUND, Decimal(6)),
    fluence_j_cm2=Decimal("0.71"),
    pulse_energy_mj=Decimal(200),
    repetition_hz=Decimal(5),
    pulses=800,
    endpoints=(Endpoint.ERYTHEMA,),
)
LOGGED = LoggedPass(device_name="PicoSure", handpiece_name="Zoom", entry=PASS)
ENTRY = SessionEntry(
    entry_id=uuid.UUID(int=1),
    course_id=1,
    performed_on=TODAY,
    operator_id=1,
    eye_protection="Metal shields, OD 7",
    passes=(PASS,),
    pain=4,
    cooling=Cooling.COLD_AIR,
    anaesthesia=Anaesthesia.NONE,
    healing=Healing.HEALED,
    checked=SafetyCheck(1, MOMENT, "Dr S. Okafor"),
)
SESSION = Session(
    id=1,
    number=1,
    is_maintenance=False,
    entry=ENTRY,
    passes=(LOGGED,),
    operator_name="Dr S. Okafor",
    signed_at=MOMENT,
)
COURSE = Course(
    id=1,
    version=1,
    entry=CourseEntry(
        entry_id=uuid.UUID(int=2),
        patient_id=1,
        concern_id=1,
        area="right forearm",
        sessions_from=4,
        sessions_to=10,
        interval=Interval(6, 8, 16),
        opened_on=TODAY,
    ),
    concern_key="tattoo",
    concern_name="Tattoo",
    state=CourseState.ACTIVE,
)
FACTS = SessionFacts(today=TODAY, devices={1: DEVICE}, allergies=("Lidocaine",), sessions_before=1)
VOICE = Voice(
    translate=in_english,
    day=lambda day: f"{day.day}/{day.month}",
    moment=lambda moment: f"{moment:%H:%M}",
    number=lambda number: f"{number:f}",
    lasers={1: "PicoSure"},
    rooms={2: "Room 2"},
)
AREA = SessionArea(area_id=1, outline=((0, 0), (9, 0), (9, 9)), area_cm2=Decimal("4.5"), name="Eagle")


def _now(**changes: Any) -> Session:
    return replace(SESSION, entry=replace(ENTRY, **changes))


def _told(**changes: Any) -> dict[str, str]:
    return {one.key: _plain(one.text) for one in recorded(tell_session(_now(**changes), VOICE))}


def _plain(text: str) -> str:
    """The spaces that hold a number and its unit together made plain."""
    return text.replace("\u00a0", " ")


def _differences(after: Session, before: Session = SESSION) -> list[tuple[str, str, str]]:
    return [(one.label, _plain(one.before), _plain(one.after)) for one in differences(before, after, VOICE)]


@pytest.mark.parametrize(
    ("changes", "field", "level"),
    [
        ({"pain": 11}, "pain", Level.STOP),
        ({"passes": ()}, "passes", Level.STOP),
        ({"eye_protection": ""}, "eye_protection", Level.STOP),
        ({"performed_on": TODAY + timedelta(days=1), "checked": None}, "performed_on", Level.STOP),
        ({"call_on": TODAY}, "call_on", Level.STOP),
        ({"performed_on": TODAY - timedelta(days=1)}, "performed_on", Level.CAUTION),
        ({"anaesthesia": Anaesthesia.TOPICAL_LIDOCAINE}, "anaesthesia", Level.CAUTION),
        ({}, "", Level.STOP),
    ],
)
def test_an_amendment_must_be_possible_and_its_reason_answers_doubts(
    changes: dict[str, Any], field: str, level: Level
) -> None:
    found = check_amendment(replace(ENTRY, **changes), ENTRY, FACTS, "Typed wrong.")
    assert [(one.field, one.level) for one in found] == [(field, level)]


def test_a_paper_record_has_no_check_to_lie_on_another_day() -> None:
    paper = replace(ENTRY, checked=None)
    assert check_amendment(replace(paper, performed_on=date(2026, 11, 2)), paper, FACTS, "Wrong day.") == ()


def test_an_amendment_without_a_reason_says_so_after_all_else() -> None:
    found = check_amendment(replace(ENTRY, pain=11), ENTRY, FACTS, "")
    assert [one.field for one in found] == ["pain", "reason"]


def test_nothing_is_asked_again_that_only_comes_before_treating() -> None:
    """No healing, no check, a date far too early: those were settled before it was signed."""
    before = replace(ENTRY, healing=None, checked=None)
    assert check_amendment(replace(before, pain=5), before, FACTS, "Five.") == ()


def test_what_was_settled_before_treating_is_not_amended() -> None:
    typed = replace(ENTRY, course_id=9, entry_id=uuid.UUID(int=9), checked=None, reason="x", visit_id=3, pain=6)
    assert keep_fixed(ENTRY, typed) == replace(ENTRY, pain=6)


@pytest.mark.parametrize(
    ("is_void", "reason", "said"),
    [
        (True, "Why.", "This session was found void. It stays readable and is not changed any more."),
        (False, "", "Write why it is void. The session stays readable, with the reason."),
        (False, "x" * 20_001, "A reason has at most 20000 characters."),
    ],
)
def test_a_session_is_found_void_once_and_with_a_reason(is_void: bool, reason: str, said: str) -> None:
    (found,) = check_void(replace(SESSION, is_void=is_void), reason)
    assert found.sentence.said() == said


def test_a_reason_is_enough_to_find_a_session_void() -> None:
    assert check_void(SESSION, "Another patient's.") == ()


def test_a_session_is_told_fact_by_fact_without_what_was_not_recorded() -> None:
    assert _told() == {
        "performed_on": "22/11",
        "operator": "Dr S. Okafor",
        "checked": "Dr S. Okafor, 10:18",
        "healing": "Healed, no event",
        "eyes": "Metal shields, OD 7",
        "ending": "As planned",
        "pain": "4 of 10",
        "cooling": "Cold air",
        "anaesthesia": "None",
    }


def test_a_paper_record_without_answers_tells_neither_check_nor_healing_nor_pain() -> None:
    told = _told(checked=None, healing=None, pain=None)
    assert not {"checked", "healing", "pain"} & set(told)


def test_everything_that_can_be_recorded_is_told() -> None:
    told = _told(
        clearance_percent=35,
        area_cm2=Decimal(12),
        overlap_percent=Decimal("10.5"),
        areas=(AREA, replace(AREA, area_id=2, name="Band", view=BodyView.LEFT, area_cm2=None)),
        counts=(PulseCount(1, 100, 900), PulseCount(7, 0, 5)),
        ending=Ending.STOPPED_EARLY,
        ending_reason="Too sore.",
        return_on=date(2026, 12, 1),
        anaesthesia=Anaesthesia.TOPICAL_LIDOCAINE,
        anaesthesia_product="EMLA",
        anaesthesia_percent=Decimal(5),
        anaesthesia_minutes=45,
        anaesthesia_area_cm2=Decimal(20),
        products=("Sunscreen 50", "Ointment"),
        call_on=date(2026, 11, 25),
        note="A note.",
        note_for_next_time="Try less.",
        reason="Agreed.",
    )
    assert told["clearance"] == "35 %"
    assert (told["area"], told["overlap"]) == ("12 cm²", "10.5 %")
    assert told["areas"] == "Eagle, front, 4.5 cm²; Band, left side"
    assert told["counts"] == "PicoSure 100 to 900, 800 pulses; laser 7 0 to 5, 5 pulses"
    assert (told["ending"], told["ending_reason"], told["return_on"]) == ("Stopped early", "Too sore.", "1/12")
    assert told["anaesthesia"] == "Topical lidocaine, EMLA, 5 %, 45 min, 20 cm²"
    assert (told["products"], told["call_on"]) == ("Sunscreen 50, Ointment", "25/11")
    assert (told["note"], told["note_for_next_time"], told["reason"]) == ("A note.", "Try less.", "Agreed.")


def test_a_plan_for_next_time_is_told_on_a_line() -> None:
    planned = PlannedPass(
        purpose="Red",
        device_id=1,
        wavelength_nm=532,
        pulse_duration_ps=660,
        spot_width_mm=Decimal(3),
        fluence_j_cm2=Decimal("1.5"),
        is_patch=True,
    )
    full = NextPlanEntry(minutes=45, room_id=2, device_id=1, note="Numb first.", passes=(planned, PlannedPass()))
    assert _told(next_plan=full)["next_plan"] == (
        "45 min; Room 2; PicoSure; Red, PicoSure, 532 nm, 660 ps, 3 mm, 1.5 J/cm², test patch only; Numb first."
    )
    assert _told(next_plan=NextPlanEntry(room_id=9))["next_plan"] == "room 9"


def test_each_fact_that_differs_is_named_with_both_values() -> None:
    after = replace(_now(pain=6, note="Even."), operator_name="Dr L. Meyer")
    assert _differences(after) == [
        ("Treated by", "Dr S. Okafor", "Dr L. Meyer"),
        ("Pain", "4 of 10", "6 of 10"),
        ("Note", "", "Even."),
    ]


def _with_passes(*passes: LoggedPass) -> Session:
    return replace(SESSION, passes=passes, entry=replace(ENTRY, passes=tuple(one.entry for one in passes)))


def test_each_setting_that_differs_is_named_with_its_pass() -> None:
    changed = replace(
        PASS,
        handpiece_id=2,
        spot=Spot(SpotShape.SQUARE, Decimal(5)),
        fluence_basis=FluenceBasis.PER_MICROBEAM,
        pulse_energy_mj=None,
        pulses=None,
        times=2,
        density_per_cm2=120,
        overlap_percent=Decimal(10),
        endpoints=(Endpoint.ERYTHEMA, Endpoint.OEDEMA),
        purpose="Black",
    )
    after = _with_passes(replace(LOGGED, handpiece_name="Focus", entry=changed))
    assert _differences(after) == [
        ("Pass 1, Purpose", "", "Black"),
        ("Pass 1, Handpiece", "Zoom", "Focus"),
        ("Pass 1, Spot", "6 mm round", "5 mm square"),
        ("Pass 1, Fluence basis", "Over the spot", "Per microbeam"),
        ("Pass 1, Pulse energy", "200 mJ", ""),
        ("Pass 1, Times over the area", "1", "2"),
        ("Pass 1, Pulses", "800", ""),
        ("Pass 1, Density", "", "120 /cm²"),
        ("Pass 1, Overlap", "", "10 %"),
        ("Pass 1, Endpoint", "Erythema", "Erythema, Oedema"),
    ]


@pytest.mark.parametrize(("height", "said"), [(Decimal(5), "3 × 5 mm"), (None, "3 ×  mm")])
def test_a_pass_added_or_taken_out_is_told_whole(height: Decimal | None, said: str) -> None:
    slim = Spot(SpotShape.RECTANGULAR, Decimal(3), height)
    second = replace(LOGGED, entry=replace(PASS, spot=slim, pulse_energy_mj=None))
    line = f"PicoSure, Zoom, 755 nm, 750 ps, {said}, 0.71 J/cm², Over the spot, 5 Hz, 800, Erythema"
    assert _differences(_with_passes(LOGGED, second)) == [("Pass 2", "", line)]
    assert _differences(SESSION, _with_passes(LOGGED, second)) == [("Pass 2", line, "")]


def test_an_area_drawn_anew_is_named_though_its_name_and_size_stayed() -> None:
    other = replace(AREA, outline=((0, 0), (9, 0), (5, 5)))
    before, after = _now(areas=(AREA,)), _now(areas=(other, replace(AREA, area_id=2, name="New")))
    assert ("Outline of Eagle", "As drawn first", "Drawn anew") in _differences(after, before)
    assert _differences(before, before) == []


def test_every_amendment_is_told_with_what_it_changed_oldest_first() -> None:
    def earlier(version: int, kind: AmendmentKind, pain: int) -> SessionVersion:
        return SessionVersion(
            version=version,
            kind=kind,
            entry=replace(ENTRY, pain=pain),
            passes=(LOGGED,),
            reason=f"Reason {version}",
            amended_by="Dr S. Okafor",
            amended_at=MOMENT + timedelta(hours=version),
            operator_name="Dr S. Okafor",
        )

    kept = (
        earlier(1, AmendmentKind.AMENDED, 2),
        earlier(2, AmendmentKind.AMENDED, 3),
        earlier(3, AmendmentKind.VOID, 4),
    )
    first, second, third = amendments_of(replace(SESSION, earlier=kept, version=4, is_void=True), VOICE)
    assert first.differences == (Difference("Pain", "2 of 10", "3 of 10"),)
    assert second.differences == (Difference("Pain", "3 of 10", "4 of 10"),)
    assert (third.kind, third.differences, third.reason) == (AmendmentKind.VOID, (), "Reason 3")
    assert (first.by, first.at) == ("Dr S. Okafor", MOMENT + timedelta(hours=1))
    assert amendments_of(SESSION, VOICE) == ()
    assert (why_void(replace(SESSION, earlier=kept)), why_void(SESSION)) == ("Reason 3", "")


def test_doubts_at_the_signing_stand_apart_from_those_of_an_amendment() -> None:
    first = KeptFinding(said="Odd.", reason="Agreed.", level=Level.CAUTION)
    later = KeptFinding(said="Odder.", reason="Typed wrong.", level=Level.CAUTION, is_of_amendment=True)
    record = SessionRecord(
        clinic=Clinic(name="Northgate"),
        patient=Patient(1, 1, PatientEntry(entry_id=ENTRY.entry_id)),
        course=COURSE,
        session=SESSION,
        signed_by="Dr S. Okafor",
        findings=(first, later),
        printed_at=MOMENT,
        printed_by="Dr S. Okafor",
    )
    assert record.first_verdict == (first,)
    assert (record.verdict_on("Typed wrong."), record.verdict_on("Another.")) == ((later,), ())


def test_a_session_as_it_is_typed_is_named_by_what_was_chosen() -> None:
    other = replace(PASS, handpiece_id=2)
    gone = replace(PASS, device_id=9)
    now = amended_as(SESSION, replace(ENTRY, passes=(other, gone)), "Dr L. Meyer", {1: DEVICE})
    assert [(one.device_name, one.handpiece_name) for one in now.passes] == [("PicoSure", "Focus"), ("", "")]
    assert (now.operator_name, now.entry.passes) == ("Dr L. Meyer", (other, gone))
