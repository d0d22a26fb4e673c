"""A session's entry: what is impossible, what needs a reason, what is fine."""

import uuid
from dataclasses import replace
from datetime import UTC, date, datetime, time
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pico_tracker.domain.devices import Device, Handpiece, PulseMode
from pico_tracker.domain.doses import DoseFacts, EarlierDose
from pico_tracker.domain.findings import Finding, Level
from pico_tracker.domain.intervals import NextDates, Window
from pico_tracker.domain.laser import FluenceBasis, FociArray, Optic, Spot, SpotShape
from pico_tracker.domain.passes import ENDPOINT_NAMES, Endpoint, PassEntry, check_pass, suggest_basis
from pico_tracker.domain.responses import ANAESTHESIA_NAMES, COOLING_NAMES, Anaesthesia, Cooling
from pico_tracker.domain.safety_checks import Healing, SafetyCheck
from pico_tracker.domain.sessions import SessionEntry, SessionFacts, check_session, unanswered
from pico_tracker.domain.words import sentence

TODAY = date(2026, 11, 22)
DEVICE = Device(
    id=1,
    name="PicoSure",
    serial="",
    is_nanosecond=False,
    modes=(PulseMode(755, 550, 850), PulseMode(532)),
    handpieces=(Handpiece(1, "Zoom", Optic.FULL_BEAM), Handpiece(2, "Focus lens array", Optic.FRACTIONAL)),
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
ENTRY = SessionEntry(
    entry_id=uuid.UUID(int=1),
    course_id=1,
    performed_on=TODAY,
    operator_id=1,
    eye_protection="Patient: metal shields. Operator: 755 nm, OD 7",
    passes=(PASS,),
    pain=4,
    cooling=Cooling.COLD_AIR,
    anaesthesia=Anaesthesia.NONE,
    healing=Healing.HEALED,
    checked=SafetyCheck(1, datetime.combine(TODAY, time(10, 18), UTC), "Practitioner"),
)
FACTS = SessionFacts(today=TODAY, devices={1: DEVICE})
WINDOW = NextDates(
    window=Window(date(2026, 12, 1), date(2026, 12, 15), date(2027, 2, 1)), not_before_on=date(2026, 12, 1)
)
NUMBERS = st.decimals(allow_nan=True, allow_infinity=True)


def on(day: date) -> SessionEntry:
    """The session on another day, checked that day."""
    return replace(ENTRY, performed_on=day, checked=SafetyCheck(1, datetime.combine(day, time(9), UTC)))


def said(entry: SessionEntry, facts: SessionFacts = FACTS) -> list[tuple[str, str]]:
    return [(finding.field, str(finding.sentence)) for finding in check_session(entry, facts)]


def said_of(entry: PassEntry, device: Device | None = DEVICE) -> list[tuple[str, str]]:
    return [(finding.field, str(finding.sentence)) for finding in check_pass(entry, device)]


def fields_of(entry: PassEntry, device: Device | None = DEVICE) -> list[str]:
    return [field for field, _ in said_of(entry, device)]


def test_a_published_setting_has_nothing_wrong() -> None:
    assert said(ENTRY) == []


# The day


def test_a_session_lies_neither_ahead_nor_in_another_age() -> None:
    assert said(on(date(2026, 11, 23))) == [("performed_on", "A session cannot be logged for a day in the future.")]
    assert said(on(date(1989, 12, 31))) == [("performed_on", "Check the year of the session.")]
    assert said(on(date(1990, 1, 1))) == []


def test_a_reaction_that_nobody_judged_stops_from_the_day_it_was_reported_and_a_reason_answers_it() -> None:
    (finding,) = check_session(ENTRY, replace(FACTS, unjudged_since=TODAY))
    assert str(finding.sentence) == "A reaction reported on 2026-11-22 has not been judged yet. Judge it first."
    assert (finding.field, finding.code, finding.level) == (
        "performed_on",
        "session.reaction_unjudged",
        Level.STOP,
    )
    assert unanswered((finding,), "") == (finding,)
    assert unanswered((finding,), "Seen today, only dry skin.") == ()
    assert said(ENTRY, replace(FACTS, unjudged_since=date(2026, 11, 1))) != []
    assert said(on(date(2026, 11, 21)), replace(FACTS, unjudged_since=TODAY)) == []


def test_a_session_before_the_agreed_date_is_stopped_but_a_reason_answers_it() -> None:
    facts = replace(FACTS, dates=WINDOW, last_session_on=date(2026, 10, 20))
    (finding,) = check_session(ENTRY, facts)
    assert str(finding.sentence) == ("9 days before the earliest date. Outside your interval; a reason is needed.")
    assert (finding.level, finding.overridable) == (Level.STOP, True)
    assert unanswered((finding,), "") == (finding,)
    assert unanswered((finding,), "travels abroad") == ()


def test_a_session_on_the_earliest_day_is_not_early() -> None:
    facts = replace(FACTS, today=date(2026, 12, 1), dates=WINDOW, last_session_on=date(2026, 10, 20))
    assert said(on(date(2026, 12, 1)), facts) == []


def test_a_session_entered_later_for_a_day_before_the_last_one_is_not_early() -> None:
    facts = replace(FACTS, dates=WINDOW, last_session_on=date(2026, 10, 20))
    assert said(on(date(2026, 10, 19)), facts) == []


def test_the_first_session_of_a_course_is_never_early() -> None:
    assert said(ENTRY, replace(FACTS, dates=NextDates())) == []


def test_a_session_past_the_late_date_is_noted_only() -> None:
    facts = replace(FACTS, today=date(2027, 2, 4), dates=WINDOW, last_session_on=date(2026, 10, 20))
    (finding,) = check_session(on(date(2027, 2, 4)), facts)
    assert (finding.level, finding.code) == (Level.NOTE, "session.late")
    assert str(finding.sentence) == "3 days past the late date. Look again whether the plan still holds."
    on_it = replace(facts, today=date(2027, 2, 1))
    assert said(on(date(2027, 2, 1)), on_it) == []


@pytest.mark.parametrize("overridable", [True, False])
def test_a_reaction_to_review_first_stops_and_a_reason_answers_it_where_the_clinic_says_so(
    overridable: bool,
) -> None:
    held = NextDates(held_from_on=date(2026, 11, 20), is_hold_overridable=overridable)
    (finding,) = check_session(ENTRY, replace(FACTS, dates=held))
    assert (finding.level, finding.code, finding.overridable) == (Level.STOP, "session.review_first", overridable)
    assert str(finding.sentence) == ("There is no date yet: a reaction is open or nobody has released the area.")
    assert bool(unanswered((finding,), "Seen and calm.")) is not overridable
    before = on(date(2026, 11, 19))
    assert said(before, replace(FACTS, dates=held)) == []


# Passes


@pytest.mark.parametrize("count", [1, 20])
def test_one_to_twenty_passes_are_possible(count: int) -> None:
    assert said(replace(ENTRY, passes=(PASS,) * count)) == []


@pytest.mark.parametrize("count", [0, 21])
def test_no_pass_and_too_many_are_refused(count: int) -> None:
    assert said(replace(ENTRY, passes=(PASS,) * count)) == [("passes", "A session has 1 to 20 passes.")]


def test_the_field_of_a_finding_names_its_pass() -> None:
    wrong = replace(PASS, wavelength_nm=1064)
    assert said(replace(ENTRY, passes=(PASS, wrong))) == [
        ("passes.1.wavelength_nm", "PicoSure has no 1064 nm; it gives 532, 755 nm.")
    ]


def test_a_device_must_be_known_and_in_service() -> None:
    found = [("device_id", "Choose a device that is in service.")]
    assert said_of(PASS, None) == found
    assert said_of(PASS, replace(DEVICE, active=False)) == found
    assert said(replace(ENTRY, passes=(replace(PASS, device_id=7),)))[0][0] == "passes.0.device_id"


def test_reference_1_4_a_session_names_the_handpiece_of_a_laser_that_has_any() -> None:
    nameless = replace(ENTRY, passes=(replace(PASS, handpiece_id=None),))
    assert said(nameless) == [("passes.0.handpiece_id", "Choose the handpiece.")]
    bare = replace(FACTS, devices={1: replace(DEVICE, handpieces=())})
    assert all(one.field != "passes.0.handpiece_id" for one in check_session(nameless, bare))


def test_a_handpiece_belongs_to_its_device() -> None:
    assert said_of(replace(PASS, handpiece_id=9)) == [
        ("handpiece_id", "This handpiece does not belong to PicoSure.")
    ]


def test_a_purpose_has_a_limit() -> None:
    assert fields_of(replace(PASS, purpose="x" * 200)) == []
    assert fields_of(replace(PASS, purpose="x" * 201)) == ["purpose"]


@pytest.mark.parametrize(("pulse", "nanosecond"), [(100, False), (2000, False), (20_000, True), (5000, True)])
def test_a_pulse_within_the_bounds_of_its_class_is_possible(pulse: int, nanosecond: bool) -> None:
    assert fields_of(replace(PASS, pulse_duration_ps=pulse), replace(DEVICE, is_nanosecond=nanosecond)) == []


@pytest.mark.parametrize(("pulse", "nanosecond"), [(99, False), (2001, False), (20_001, True), (0, True)])
def test_a_pulse_past_the_bounds_of_its_class_is_refused(pulse: int, nanosecond: bool) -> None:
    device = replace(DEVICE, is_nanosecond=nanosecond)
    assert fields_of(replace(PASS, pulse_duration_ps=pulse), device) == ["pulse_duration_ps"]


@pytest.mark.parametrize(
    ("spot", "wrong"),
    [
        (Spot(SpotShape.ROUND, Decimal(1)), []),
        (Spot(SpotShape.SQUARE, Decimal(15)), []),
        (Spot(SpotShape.RECTANGULAR, Decimal(5), Decimal(8)), []),
        (Spot(SpotShape.ROUND, Decimal("0.9")), ["spot_width_mm"]),
        (Spot(SpotShape.ROUND, Decimal("15.1")), ["spot_width_mm"]),
        (Spot(SpotShape.ROUND, Decimal(-6)), ["spot_width_mm"]),
        (Spot(SpotShape.ROUND, Decimal("NaN")), ["spot_width_mm"]),
        (Spot(SpotShape.ROUND, Decimal("1E+999999")), ["spot_width_mm"]),
        (Spot(SpotShape.RECTANGULAR, Decimal(5)), ["spot_height_mm"]),
        (Spot(SpotShape.RECTANGULAR, Decimal(0), Decimal(16)), ["spot_width_mm", "spot_height_mm"]),
    ],
)
def test_a_spot_is_1_to_15_mm_wide_and_high(spot: Spot, wrong: list[str]) -> None:
    assert fields_of(replace(PASS, spot=spot, pulse_energy_mj=None)) == wrong
    assert set(fields_of(replace(PASS, spot=spot))) - {"fluence_j_cm2"} == set(wrong)


@pytest.mark.parametrize("fluence", ["0.05", "20"])
def test_a_fluence_within_the_hard_bounds_is_possible(fluence: str) -> None:
    assert fields_of(replace(PASS, fluence_j_cm2=Decimal(fluence), pulse_energy_mj=None)) == []


@pytest.mark.parametrize("fluence", ["0.04", "20.1", "0", "-1", "NaN", "Infinity"])
def test_a_fluence_past_the_hard_bounds_is_refused_and_not_compared(fluence: str) -> None:
    assert said_of(replace(PASS, fluence_j_cm2=Decimal(fluence))) == [
        ("fluence_j_cm2", "A fluence is 0.05 to 20 J/cm². Check the decimal point.")
    ]


@pytest.mark.parametrize("energy", ["0", "-5", "5000.1", "NaN"])
def test_a_pulse_energy_is_above_0_and_at_most_5000_mj(energy: str) -> None:
    assert said_of(replace(PASS, pulse_energy_mj=Decimal(energy))) == [
        ("pulse_energy_mj", "A pulse has more than 0 and at most 5000 mJ.")
    ]


def test_a_lost_decimal_point_is_stopped_and_no_reason_answers_it() -> None:
    (finding,) = check_pass(replace(PASS, fluence_j_cm2=Decimal("7.1")), DEVICE)
    assert str(finding.sentence) == "200 mJ on this spot is 0.71 J/cm², but 7.1 J/cm² is entered."
    assert (finding.level, finding.overridable) == (Level.STOP, False)
    assert unanswered((finding,), "the device showed it") == (finding,)


def test_a_fluence_that_is_off_by_a_fifth_needs_a_reason() -> None:
    (finding,) = check_pass(replace(PASS, fluence_j_cm2=Decimal("0.85")), DEVICE)
    assert finding.level is Level.CAUTION
    assert unanswered((finding,), "") == (finding,)
    assert unanswered((finding,), "the device showed it") == ()


def test_a_fluence_typed_in_mj_per_cm2_is_named_with_both_readings() -> None:
    (finding,) = check_pass(replace(PASS, fluence_j_cm2=Decimal(710), pulse_energy_mj=None), DEVICE)
    assert str(finding.sentence) == (
        "A fluence is 0.05 to 20 J/cm². 710 reads like mJ/cm²; 710 mJ/cm² is 0.71 J/cm². Check the unit."
    )
    assert (finding.level, finding.overridable) == (Level.STOP, False)


@pytest.mark.parametrize("fluence", ["0.71", "0.05"])
def test_an_energy_typed_in_j_is_named_with_both_readings(fluence: str) -> None:
    (finding,) = check_pass(replace(PASS, pulse_energy_mj=Decimal("0.2"), fluence_j_cm2=Decimal(fluence)), DEVICE)
    assert str(finding.sentence) == (
        "0.2 mJ on this spot is less than 0.05 J/cm². It reads like 0.2 J, which is 200 mJ."
    )
    assert (finding.field, finding.level, finding.overridable) == ("pulse_energy_mj", Level.STOP, False)


def test_a_weak_pulse_that_is_no_possible_one_in_j_either_is_held_against_the_fluence() -> None:
    found = said_of(replace(PASS, pulse_energy_mj=Decimal(10)))
    assert found == [("fluence_j_cm2", "10 mJ on this spot is 0.04 J/cm², but 0.71 J/cm² is entered.")]


@pytest.mark.parametrize("array", [FociArray.LENSES, FociArray.HOLOGRAPHIC, None])
def test_an_average_over_the_spot_is_held_against_the_energy_for_every_beam(array: FociArray | None) -> None:
    piece = Handpiece(3, "Array", Optic.FRACTIONAL, array)
    entry = replace(PASS, handpiece_id=3, fluence_j_cm2=Decimal("7.1"))
    assert fields_of(entry, replace(DEVICE, handpieces=(piece,))) == ["fluence_j_cm2"]
    shown = replace(entry, fluence_basis=FluenceBasis.PER_MICROBEAM)
    assert fields_of(shown, replace(DEVICE, handpieces=(piece,))) == []


@pytest.mark.parametrize(("times", "wrong"), [(1, []), (20, []), (0, ["times"]), (21, ["times"])])
def test_settings_go_over_an_area_1_to_20_times(times: int, wrong: list[str]) -> None:
    assert fields_of(replace(PASS, times=times)) == wrong


def test_what_the_skin_showed_is_never_left_out() -> None:
    assert said(replace(ENTRY, passes=(replace(PASS, endpoints=()),))) == [
        ("passes.0.endpoints", "Choose what the skin showed after the pass, or none.")
    ]
    assert said(replace(ENTRY, passes=(replace(PASS, endpoints=(Endpoint.NONE,)),))) == []


def test_a_missing_endpoint_hides_nothing_else_about_the_dose() -> None:
    last = EarlierDose(wavelength_nm=755, fluence_basis=PASS.fluence_basis, fluence_j_cm2=Decimal("0.4"))
    facts = replace(FACTS, dose=DoseFacts(earlier=(last,)))
    entry = replace(ENTRY, passes=(replace(PASS, endpoints=()),))
    assert [field for field, _ in said(entry, facts)] == ["passes.0.endpoints", "passes.0.fluence_j_cm2"]


@pytest.mark.parametrize(
    ("area", "overlap", "wrong"),
    [
        (None, None, []),
        ("0.1", "0", []),
        ("2000", "50", []),
        ("0", "51", ["area_cm2", "overlap_percent"]),
        ("NaN", "-1", ["area_cm2", "overlap_percent"]),
        ("38.25", "10.25", ["area_cm2", "overlap_percent"]),
    ],
)
def test_area_and_overlap_have_bounds(area: str | None, overlap: str | None, wrong: list[str]) -> None:
    entry = replace(
        ENTRY,
        area_cm2=None if area is None else Decimal(area),
        overlap_percent=None if overlap is None else Decimal(overlap),
    )
    assert [field for field, _ in said(entry)] == wrong


@pytest.mark.parametrize(
    ("density", "overlap", "wrong"),
    [
        (None, None, []),
        (1, "0", []),
        (20_000, "50", []),
        (0, "50.1", ["density_per_cm2", "overlap_percent"]),
        (20_001, "-1", ["density_per_cm2", "overlap_percent"]),
        (400, "NaN", ["overlap_percent"]),
        (400, "10.25", ["overlap_percent"]),
    ],
)
def test_reference_1_4_density_and_overlap_of_a_pass_have_bounds(
    density: int | None, overlap: str | None, wrong: list[str]
) -> None:
    share = None if overlap is None else Decimal(overlap)
    found = check_pass(replace(PASS, density_per_cm2=density, overlap_percent=share), DEVICE)
    assert [one.field for one in found] == wrong
    assert all(one.level is Level.STOP for one in found)


def test_a_fluence_per_microbeam_is_not_compared_with_the_spot() -> None:
    entry = replace(PASS, fluence_basis=FluenceBasis.PER_MICROBEAM, fluence_j_cm2=Decimal(2))
    assert said_of(entry) == []


def test_without_a_pulse_energy_there_is_nothing_to_compare() -> None:
    assert said_of(replace(PASS, pulse_energy_mj=None, fluence_j_cm2=Decimal(5))) == []


@pytest.mark.parametrize("rate", ["0", "-1", "20.5", "NaN"])
def test_a_rate_past_the_hard_bound_is_refused(rate: str) -> None:
    assert said_of(replace(PASS, repetition_hz=Decimal(rate))) == [
        ("repetition_hz", "A repetition rate is above 0 and at most 20 Hz.")
    ]


@pytest.mark.parametrize(
    ("pulses", "wrong"), [(None, []), (1, []), (20_000, []), (0, ["pulses"]), (20_001, ["pulses"])]
)
def test_pulses_are_1_to_20000_or_not_counted(pulses: int | None, wrong: list[str]) -> None:
    assert fields_of(replace(PASS, pulses=pulses)) == wrong


@given(NUMBERS, NUMBERS, NUMBERS, NUMBERS)
def test_any_typed_number_gets_a_sentence_and_no_error(
    width: Decimal, fluence: Decimal, energy: Decimal, rate: Decimal
) -> None:
    entry = replace(
        PASS,
        spot=Spot(SpotShape.ROUND, width),
        fluence_j_cm2=fluence,
        pulse_energy_mj=energy,
        repetition_hz=rate,
    )
    assert all(text for _, text in said_of(entry))


# How the skin took it


def test_eye_protection_is_always_written_down() -> None:
    assert said(replace(ENTRY, eye_protection="")) == [
        ("eye_protection", "Write down the eye protection that patient and staff wore.")
    ]


@pytest.mark.parametrize("pain", [0, 10])
def test_pain_is_0_to_10(pain: int) -> None:
    assert said(replace(ENTRY, pain=pain)) == []


@pytest.mark.parametrize("pain", [None, -1, 11])
def test_pain_is_not_left_out(pain: int | None) -> None:
    assert said(replace(ENTRY, pain=pain)) == [("pain", "Pain is a whole number from 0 to 10.")]


@pytest.mark.parametrize(("percent", "wrong"), [(-100, False), (100, False), (-101, True), (101, True)])
def test_clearance_runs_from_worse_to_clear(percent: int, wrong: bool) -> None:
    assert bool(said(replace(ENTRY, clearance_percent=percent))) is wrong


# Anaesthesia


@pytest.mark.parametrize(
    ("percent", "minutes", "wrong"),
    [
        ("23", 60, []),
        ("100", 0, []),
        ("0", 240, ["anaesthesia_percent"]),
        ("100.1", 30, ["anaesthesia_percent"]),
        ("NaN", 30, ["anaesthesia_percent"]),
        ("5.125", 30, ["anaesthesia_percent"]),
        ("5", 241, ["anaesthesia_minutes"]),
        ("5", -1, ["anaesthesia_minutes"]),
    ],
)
def test_strength_and_time_have_bounds(percent: str, minutes: int, wrong: list[str]) -> None:
    entry = replace(
        ENTRY,
        anaesthesia=Anaesthesia.OTHER,
        anaesthesia_percent=Decimal(percent),
        anaesthesia_minutes=minutes,
    )
    assert [field for field, _ in said(entry)] == wrong


@pytest.mark.parametrize(
    "allergy",
    [
        "Lidocaine",
        "lidocaine (rash)",
        "lidocaine/prilocaine",
        "Lidocaïne",
        "Lidocain-Salbe",
        "Lignocaine",
        "Xylocaine",
        "EMLA",
        "numbing cream",
        "local anaesthetics",
        "Local anesthetic",
        "Lidokain",
        "Xylokain",
        "LMX 4",
        "Pliaglis",
        "tetracaine",
        "Benzocaine",
    ],
)
def test_an_allergy_to_lidocaine_locks_the_numbing_cream_however_it_is_written(allergy: str) -> None:
    entry = replace(ENTRY, anaesthesia=Anaesthesia.TOPICAL_LIDOCAINE)
    (finding,) = check_session(entry, replace(FACTS, allergies=("nickel", allergy)))
    assert str(finding.sentence) == f"Allergy on record: {allergy}. This anaesthesia is locked."
    assert (finding.level, finding.overridable) == (Level.STOP, False)
    assert unanswered((finding,), "patient insists") == (finding,)


@pytest.mark.parametrize(
    "allergy", ["Nickel", "sun cream", "penicillin, rash", "tetracycline", "xylometazoline", "number 5 dye", ""]
)
def test_another_allergy_does_not_lock_the_numbing_cream(allergy: str) -> None:
    entry = replace(ENTRY, anaesthesia=Anaesthesia.TOPICAL_LIDOCAINE, anaesthesia_product="LMX cream")
    assert said(entry, replace(FACTS, allergies=(allergy,))) == []


def test_an_allergy_to_another_product_locks_that_product() -> None:
    entry = replace(ENTRY, anaesthesia=Anaesthesia.OTHER, anaesthesia_product="Tetracaine gel 4 %")
    assert len(said(entry, replace(FACTS, allergies=("tetracaine",)))) == 1
    assert said(entry, replace(FACTS, allergies=("latex",))) == []


@pytest.mark.parametrize(
    ("product", "allergy"),
    [
        ("EMLA cream", "Lidocaine"),
        ("lidocaine 5 %", "Xylocaine"),
        ("LMX4", "numbing cream"),
        ("Pliaglis", "tetracaine"),
        ("Ametop gel", "local anaesthetics"),
        ("Betäubungscreme", "Lidokain"),
        ("Numb 520", "Prilocain"),
        ("Tetracaine gel 4 %", "lidocaine"),
    ],
)
def test_an_allergy_to_one_local_anaesthetic_locks_every_product_of_that_family(product: str, allergy: str) -> None:
    entry = replace(ENTRY, anaesthesia=Anaesthesia.OTHER, anaesthesia_product=product)
    (finding,) = check_session(entry, replace(FACTS, allergies=("nickel", allergy)))
    assert (finding.code, finding.level, finding.overridable) == ("session.allergy", Level.STOP, False)
    assert str(finding.sentence) == f"Allergy on record: {allergy}. This anaesthesia is locked."


@pytest.mark.parametrize("product", ["Ice spray", "Nitrous oxide", "Cold air, local", "Forehead cooling", ""])
@pytest.mark.parametrize("allergy", ["lidocaine", "Lidocaine spray", "local anaesthetics"])
def test_an_allergy_to_lidocaine_leaves_what_is_no_local_anaesthetic(product: str, allergy: str) -> None:
    entry = replace(ENTRY, anaesthesia=Anaesthesia.OTHER, anaesthesia_product=product)
    assert said(entry, replace(FACTS, allergies=(allergy,))) == []


def test_an_allergy_says_nothing_where_nothing_numbs() -> None:
    assert said(ENTRY, replace(FACTS, allergies=("lidocaine",))) == []


# The rest


@pytest.mark.parametrize(
    ("entry", "field"),
    [
        (replace(ENTRY, eye_protection="x" * 201), "eye_protection"),
        (replace(ENTRY, anaesthesia_product="x" * 201), "anaesthesia_product"),
        (replace(ENTRY, reason="x" * 20_001), "reason"),
        (replace(ENTRY, note="x" * 20_001), "note"),
        (replace(ENTRY, note_for_next_time="x" * 20_001), "note_for_next_time"),
    ],
)
def test_every_text_has_a_limit(entry: SessionEntry, field: str) -> None:
    assert [found for found, _ in said(entry)] == [field]


def test_everything_wrong_is_said_at_once_in_the_order_of_the_form() -> None:
    entry = replace(
        ENTRY, performed_on=date(2027, 1, 1), passes=(), eye_protection="", pain=None, note="x" * 20_001
    )
    fields = [field for field, _ in said(entry)]
    assert fields == ["performed_on", "eye_protection", "checked", "passes", "pain", "note"]


def test_a_note_keeps_nothing_from_being_saved() -> None:
    note = Finding("pain", sentence("a note"), Level.NOTE)
    caution = Finding("pain", sentence("a caution"), Level.CAUTION)
    assert unanswered((note, caution), "") == (caution,)
    assert unanswered((note, caution), "because") == ()


def test_only_a_full_beam_has_its_basis_for_sure() -> None:
    assert suggest_basis(Optic.FULL_BEAM) is FluenceBasis.MACRO_SPOT
    assert suggest_basis(Optic.FRACTIONAL) is None
    assert suggest_basis(Optic.UNKNOWN) is None


def test_every_choice_has_a_name_to_read() -> None:
    assert set(ENDPOINT_NAMES) == set(Endpoint)
    assert set(COOLING_NAMES) == set(Cooling)
    assert set(ANAESTHESIA_NAMES) == set(Anaesthesia)


def test_products_fit_a_note() -> None:
    """20 000 characters are kept, a line break after each product."""
    found = check_session(replace(ENTRY, products=("x" * 9_999, "y" * 10_001)), FACTS)
    assert [one.field for one in found] == ["products"]
    assert check_session(replace(ENTRY, products=("x" * 9_999, "y" * 10_000)), FACTS) == ()
