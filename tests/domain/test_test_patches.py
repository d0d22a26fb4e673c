"""Test patches: how long to wait, when one holds, when a new one is needed, and several placed together."""

import uuid
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pico_tracker.domain.devices import Device, PulseMode
from pico_tracker.domain.findings import Level
from pico_tracker.domain.patch_checks import (
    check_patch,
    check_patch_reading,
    check_patch_series,
    check_series_readings,
)
from pico_tracker.domain.patch_rules import read_patch_rule
from pico_tracker.domain.patients import Fitzpatrick
from pico_tracker.domain.rules import read_records
from pico_tracker.domain.screening import (
    Answer,
    GivenAnswer,
    Plan,
    ScreeningAnswer,
    ScreeningFacts,
    read_question,
)
from pico_tracker.domain.screening_gate import check_screening
from pico_tracker.domain.screening_lookups import last_tan
from pico_tracker.domain.test_patches import (
    Beam,
    Patch,
    PatchEntry,
    PatchFacts,
    PatchReading,
    PatchReadingEntry,
    PatchResult,
    PatchSeriesEntry,
    PatchState,
    TreatedBeam,
    chosen_setting,
    last_patch,
    last_spots,
    normal_settings,
    patch_state,
)
from pico_tracker.resources import find_resource

DAY = date(2026, 11, 22)
RECORD = read_records(find_resource("clinical", "test_patch.toml").read_text("utf-8"))["test_patch"]
RULE = read_patch_rule(RECORD)
BEAM = Beam(7, 1064)
DEVICE = Device(
    id=7, name="PicoWay", serial="", is_nanosecond=False, modes=(PulseMode(532), PulseMode(1064)), handpieces=()
)
ENTRY = PatchEntry(
    entry_id=uuid.UUID(int=1),
    course_id=3,
    device_id=7,
    wavelength_nm=1064,
    pulse_duration_ps=450,
    spot_width_mm=Decimal(3),
    fluence_j_cm2=Decimal("2.4"),
    placed_on=DAY - timedelta(days=10),
)
NORMAL = PatchReading(DAY - timedelta(days=2), PatchResult.NORMAL, "", "Practitioner")
PATCH = Patch(
    id=1,
    entry=ENTRY,
    device_name="PicoWay",
    area="right forearm",
    skin_type=Fitzpatrick.II,
    placed_by="Practitioner",
    readings=(NORMAL,),
)
READING = PatchReadingEntry(entry_id=uuid.UUID(int=2), patch_id=1, read_on=DAY, result=PatchResult.NORMAL)


def placed(days_ago: int, patch: Patch = PATCH) -> Patch:
    return replace(patch, entry=replace(patch.entry, placed_on=DAY - timedelta(days=days_ago)))


def state(*patches: Patch, treated: tuple[int, ...] = (), tan: int | None = None, beam: Beam = BEAM) -> PatchState:
    """The state today; `treated` and `tan` are days ago."""
    done = tuple(TreatedBeam(BEAM, DAY - timedelta(days=one)) for one in treated)
    tanned_on = None if tan is None else DAY - timedelta(days=tan)
    facts = PatchFacts(rule=RULE, patches=patches, treated=done)
    return patch_state(beam, DAY, Fitzpatrick.II, tanned_on, facts)


def test_the_wait_is_48_hours_for_types_one_to_three_and_4_weeks_for_the_others_reference_section_5() -> None:
    light = {RULE.waiting_days(one) for one in (Fitzpatrick.I, Fitzpatrick.II, Fitzpatrick.III)}
    dark = {RULE.waiting_days(one) for one in (Fitzpatrick.IV, Fitzpatrick.V, Fitzpatrick.VI, None)}
    assert light == {2}
    assert dark == {28}
    assert RULE.light_skin_hours.evidence.value == RULE.dark_skin_hours.evidence.value == "unsourced"


def test_a_patch_read_as_normal_is_enough_for_its_own_beam_only() -> None:
    assert state(PATCH) is PatchState.READY
    assert state(PATCH, beam=Beam(7, 532)) is PatchState.MISSING
    assert state(PATCH, beam=Beam(8, 1064)) is PatchState.MISSING
    assert state() is PatchState.MISSING


def test_a_patch_has_to_wait_and_then_to_be_read() -> None:
    unread = replace(PATCH, readings=())
    assert state(placed(1, unread)) is PatchState.WAITING
    assert state(placed(2, unread)) is PatchState.NOT_READ
    dark = replace(unread, skin_type=Fitzpatrick.V)
    assert state(placed(27, dark)) is PatchState.WAITING
    assert state(placed(28, dark)) is PatchState.NOT_READ


def test_the_last_reading_counts() -> None:
    reaction = PatchReading(DAY, PatchResult.REACTION, "Blister", "Practitioner")
    assert state(replace(PATCH, readings=(NORMAL, reaction))) is PatchState.REACTED
    assert state(replace(PATCH, readings=(reaction, replace(NORMAL, read_on=DAY)))) is PatchState.READY


def test_the_newest_patch_counts_and_one_of_tomorrow_not_at_all() -> None:
    newer = replace(placed(5), id=2, readings=())
    tomorrow = replace(placed(-1), id=3)
    facts = PatchFacts(rule=RULE, patches=(PATCH, newer, tomorrow))
    assert last_patch(BEAM, DAY, facts) == newer
    assert state(PATCH, newer, tomorrow) is PatchState.NOT_READ


def test_an_area_treated_before_with_the_same_beam_needs_no_patch() -> None:
    assert state(treated=(56,)) is PatchState.TREATED
    assert state(treated=(-1,)) is PatchState.MISSING
    assert state(placed(60), treated=(56, 5)) is PatchState.TREATED


def test_a_patch_placed_after_the_last_session_is_waited_for() -> None:
    assert state(placed(1, replace(PATCH, readings=())), treated=(56,)) is PatchState.WAITING


def test_a_tan_reported_since_makes_a_new_patch_necessary() -> None:
    assert state(PATCH, tan=9) is PatchState.TANNED
    assert state(PATCH, tan=10) is PatchState.READY
    assert state(treated=(56,), tan=20) is PatchState.TANNED
    assert state(treated=(56,), tan=60) is PatchState.TREATED


def test_another_skin_type_makes_a_new_patch_necessary_unless_the_clinic_says_otherwise() -> None:
    darker = replace(PATCH, skin_type=Fitzpatrick.I)
    assert state(darker) is PatchState.SKIN_CHANGED
    assert state(darker, treated=(5,)) is PatchState.SKIN_CHANGED
    lenient = replace(RULE, redo_when_skin_type_changes=False)
    facts = PatchFacts(rule=lenient, patches=(darker,))
    assert patch_state(BEAM, DAY, Fitzpatrick.II, None, facts) is PatchState.READY


def test_a_test_of_long_ago_holds_to_its_last_day() -> None:
    assert state(placed(365)) is PatchState.READY
    assert state(placed(366)) is PatchState.EXPIRED
    assert state(treated=(366,)) is PatchState.EXPIRED


def test_where_the_clinic_keeps_no_rule_no_patch_is_asked_for() -> None:
    assert patch_state(BEAM, DAY, None, DAY, PatchFacts()) is PatchState.TREATED
    assert last_tan(Plan(on=DAY), ScreeningFacts()) is None


@given(st.sampled_from(Fitzpatrick), st.integers(0, 60))
def test_no_patch_counts_as_read_before_its_wait_is_over(skin_type: Fitzpatrick, days: int) -> None:
    patch = replace(placed(days), skin_type=skin_type, readings=())
    wait = 2 if skin_type in (Fitzpatrick.I, Fitzpatrick.II, Fitzpatrick.III) else 28
    refused = bool(check_patch_reading(READING, patch, RULE, DAY))
    assert refused is (days < wait)


def test_a_reaction_may_be_written_down_at_any_time() -> None:
    early = placed(1, replace(PATCH, skin_type=Fitzpatrick.VI, readings=()))
    (only,) = check_patch_reading(READING, early, RULE, DAY)
    assert only.field == "result"
    assert "waits 28 days, 27 are still to go" in str(only.sentence)
    assert check_patch_reading(replace(READING, result=PatchResult.REACTION), early, RULE, DAY) == ()
    assert check_patch_reading(READING, early, None, DAY) == ()


@pytest.mark.parametrize(
    ("reading", "field"),
    [
        (replace(READING, result=None), "result"),
        (replace(READING, read_on=DAY + timedelta(days=1)), "read_on"),
        (replace(READING, read_on=DAY - timedelta(days=11), result=PatchResult.REACTION), "read_on"),
        (replace(READING, note="x" * 20_001), "note"),
    ],
)
def test_an_impossible_reading_is_refused(reading: PatchReadingEntry, field: str) -> None:
    assert [one.field for one in check_patch_reading(reading, PATCH, RULE, DAY)] == [field]


@pytest.mark.parametrize(
    ("entry", "field"),
    [
        (replace(ENTRY, wavelength_nm=755), "wavelength_nm"),
        (replace(ENTRY, fluence_j_cm2=Decimal(21)), "fluence_j_cm2"),
        (replace(ENTRY, spot_width_mm=Decimal("0.5")), "spot_width_mm"),
        (replace(ENTRY, pulse_duration_ps=99), "pulse_duration_ps"),
        (replace(ENTRY, placed_on=DAY + timedelta(days=1)), "placed_on"),
        (replace(ENTRY, note="x" * 20_001), "note"),
    ],
)
def test_an_impossible_patch_is_refused(entry: PatchEntry, field: str) -> None:
    assert field in {one.field for one in check_patch(entry, DEVICE, DAY)}


def test_a_correct_patch_is_taken_and_one_without_a_laser_is_not() -> None:
    assert check_patch(ENTRY, DEVICE, DAY) == ()
    assert [one.field for one in check_patch(ENTRY, None, DAY)] == ["device_id"]


# Series


def spot(number: int, *, wavelength_nm: int = 1064, reads: tuple[PatchReading, ...] = ()) -> Patch:
    """One of the spots placed together ten days ago."""
    entry = replace(
        ENTRY,
        entry_id=uuid.UUID(int=100 + number),
        series=uuid.UUID(int=99),
        position=number,
        wavelength_nm=wavelength_nm,
        fluence_j_cm2=Decimal(number + 1),
    )
    return replace(PATCH, id=10 + number, entry=entry, readings=reads)


def seen(result: PatchResult, number: int, *, chosen: bool = False, days_ago: int = 2) -> PatchReading:
    return PatchReading(DAY - timedelta(days=days_ago), result, "", "Practitioner", chosen, number)


GOOD, BAD = PatchResult.NORMAL, PatchResult.REACTION


def ready_at(*patches: Patch, beam: Beam = BEAM) -> tuple[Decimal, ...]:
    """The fluences at which the beam is ready today."""
    facts = PatchFacts(rule=RULE, patches=patches)
    return tuple(one.entry.fluence_j_cm2 for one in normal_settings(beam, DAY, facts))


def test_spots_that_are_all_normal_open_the_beam_and_each_of_their_settings_is_named() -> None:
    both = (spot(0, reads=(seen(GOOD, 1),)), spot(1, reads=(seen(GOOD, 2),)))
    assert state(*both) is PatchState.READY
    assert ready_at(*both) == (Decimal(1), Decimal(2))
    assert chosen_setting(both) is None


def test_a_reaction_beside_a_normal_spot_keeps_the_beam_shut_until_a_setting_is_chosen() -> None:
    mild, strong = spot(0, reads=(seen(GOOD, 1),)), spot(1, reads=(seen(BAD, 2),))
    assert state(mild, strong) is PatchState.REACTED
    assert ready_at(mild, strong) == ()
    assert last_patch(BEAM, DAY, PatchFacts(patches=(mild, strong))) == strong
    chosen = replace(mild, readings=(seen(GOOD, 3, chosen=True),))
    assert state(chosen, strong) is PatchState.READY
    assert ready_at(chosen, strong) == (Decimal(1),)
    assert last_patch(BEAM, DAY, PatchFacts(patches=(strong, chosen))) == chosen


def test_a_reaction_written_down_after_the_choice_takes_it_back() -> None:
    chosen = spot(0, reads=(seen(GOOD, 3, chosen=True),))
    late = spot(1, reads=(seen(GOOD, 2), seen(BAD, 4)))
    assert chosen_setting((chosen, late)) is None
    assert state(chosen, late) is PatchState.REACTED
    elsewhere = spot(1, wavelength_nm=532, reads=(seen(BAD, 4),))
    assert chosen_setting((chosen, elsewhere)) == chosen


def test_a_chosen_spot_that_reacts_later_is_chosen_no_more() -> None:
    turned = spot(0, reads=(seen(GOOD, 3, chosen=True), seen(BAD, 4, chosen=True, days_ago=0)))
    assert chosen_setting((turned,)) is None
    assert chosen_setting((turned,), DAY - timedelta(days=1)) == turned
    assert state(turned) is PatchState.REACTED


def test_the_last_of_two_choices_counts() -> None:
    first, second = spot(0, reads=(seen(GOOD, 3, chosen=True),)), spot(1, reads=(seen(GOOD, 5, chosen=True),))
    assert chosen_setting((second, first)) == second
    assert ready_at(first, second) == (Decimal(2),)


def test_every_spot_of_the_beam_has_to_be_read() -> None:
    read = spot(0, reads=(seen(GOOD, 1, chosen=True),))
    assert state(read, spot(1)) is PatchState.NOT_READ
    assert ready_at(read, spot(1)) == ()
    assert last_patch(BEAM, DAY, PatchFacts(patches=(read, spot(1)))) == spot(1)
    assert state(read, spot(1, wavelength_nm=532)) is PatchState.READY


def test_an_early_reaction_is_said_while_the_other_spots_still_wait() -> None:
    early = placed(1, spot(0, reads=(seen(BAD, 1, days_ago=0),)))
    assert state(early, placed(1, spot(1))) is PatchState.REACTED
    assert state(placed(1, spot(0)), placed(1, spot(1))) is PatchState.WAITING


def test_a_series_opens_no_other_wavelength_and_no_other_laser() -> None:
    both = (spot(0, reads=(seen(GOOD, 1, chosen=True),)), spot(1, wavelength_nm=532, reads=(seen(BAD, 2),)))
    assert state(*both) is PatchState.READY
    assert state(*both, beam=Beam(7, 532)) is PatchState.REACTED
    assert state(*both, beam=Beam(7, 730)) is PatchState.MISSING
    assert state(*both, beam=Beam(8, 1064)) is PatchState.MISSING
    assert ready_at(*both, beam=Beam(8, 1064)) == ()
    assert normal_settings(BEAM, DAY, PatchFacts(patches=both)) == ()


def test_a_newer_series_replaces_all_spots_of_an_older_one_in_its_places() -> None:
    older = placed(20, replace(PATCH, id=1))
    newer = (spot(1), spot(0))
    assert last_spots(BEAM, DAY, PatchFacts(patches=(older, *newer))) == (spot(0), spot(1))
    assert state(older, *newer) is PatchState.NOT_READ


SERIES = PatchSeriesEntry(
    entry_id=uuid.UUID(int=50), course_id=3, placed_on=DAY, spots=(ENTRY, replace(ENTRY, entry_id=uuid.UUID(int=4)))
)


def test_the_spots_of_a_series_share_their_course_their_day_and_their_series() -> None:
    first, second = replace(SERIES, course_id=9).patches
    assert (first.course_id, first.placed_on, first.together, first.position) == (9, DAY, SERIES.entry_id, 0)
    assert (second.together, second.position) == (SERIES.entry_id, 1)
    assert ENTRY.together == ENTRY.entry_id


def test_each_spot_keeps_the_rules_of_its_laser_and_its_findings_say_which_it_is() -> None:
    wrong = replace(ENTRY, fluence_j_cm2=Decimal(21), handpiece_id=5, place="x" * 201)
    found = check_patch_series(replace(SERIES, spots=(ENTRY, wrong, replace(ENTRY, device_id=8))), {7: DEVICE}, DAY)
    assert [one.field for one in found] == [
        "spots.1.handpiece_id",
        "spots.1.fluence_j_cm2",
        "spots.1.place",
        "spots.2.device_id",
    ]
    assert check_patch_series(SERIES, {7: DEVICE}, DAY) == ()


@pytest.mark.parametrize("count", [0, 13])
def test_a_series_has_one_to_twelve_spots_and_does_not_lie_in_the_future(count: int) -> None:
    tomorrow = replace(SERIES, spots=(ENTRY,) * count, placed_on=DAY + timedelta(days=1))
    assert [one.field for one in check_patch_series(tomorrow, {7: DEVICE}, DAY)] == ["placed_on", "spots"]
    assert check_patch_series(replace(SERIES, spots=(ENTRY,) * 12), {7: DEVICE}, DAY) == ()


def read_of(patch: Patch, result: PatchResult | None = GOOD, *, chosen: bool = False) -> PatchReadingEntry:
    return replace(READING, patch_id=patch.id, result=result, is_chosen=chosen)


def wrong_in(*pairs: tuple[Patch, PatchReadingEntry]) -> list[str]:
    found = check_series_readings([entry for _, entry in pairs], [patch for patch, _ in pairs], RULE, DAY)
    return [one.field for one in found]


def test_a_series_is_read_spot_by_spot_and_one_setting_a_beam_is_chosen() -> None:
    first, second, green = spot(0), spot(1), spot(2, wavelength_nm=532)
    assert wrong_in((first, read_of(first, chosen=True)), (second, read_of(second, BAD))) == []
    assert wrong_in((first, read_of(first, chosen=True)), (green, read_of(green, chosen=True))) == []
    assert wrong_in((first, read_of(first, chosen=True)), (second, read_of(second, chosen=True))) == [
        "readings.1.is_chosen"
    ]


@pytest.mark.parametrize("result", [BAD, None])
def test_only_a_spot_that_shows_normal_can_be_chosen(result: PatchResult | None) -> None:
    found = wrong_in((spot(0), read_of(spot(0))), (spot(1), read_of(spot(1), result, chosen=True)))
    assert found[-1] == "readings.1.is_chosen"


def test_readings_of_nothing_of_one_spot_twice_or_of_two_series_are_refused() -> None:
    assert wrong_in() == ["readings"]
    assert wrong_in((spot(0), read_of(spot(0))), (spot(0), read_of(spot(0)))) == ["readings"]
    assert wrong_in((spot(0), read_of(spot(0))), (PATCH, read_of(PATCH))) == ["readings"]


# The gate


QUESTION = read_question(read_records(find_resource("clinical", "screening.toml").read_text("utf-8"))["test_patch"])
FACTS = ScreeningFacts(
    questions=(QUESTION,),
    course_id=3,
    skin_type=Fitzpatrick.II,
    devices={7: DEVICE},
    patches=PatchFacts(rule=RULE),
)


def test_the_first_session_without_a_patch_needs_a_reason_reference_section_5() -> None:
    (only,) = check_screening(Plan(on=DAY, beams=(BEAM, BEAM)), FACTS)
    assert (only.level, only.code) == (Level.CAUTION, "screening.test_patch.missing")
    assert str(only.sentence) == "No test patch with PicoWay at 1064 nm is on record for this area."
    tested = replace(FACTS, patches=PatchFacts(rule=RULE, patches=(PATCH,)))
    assert check_screening(Plan(on=DAY, beams=(BEAM,)), tested) == ()
    assert check_screening(Plan(on=DAY, beams=(Beam(404, 1064),)), FACTS) == ()


def test_a_tan_told_today_or_on_record_voids_the_patch() -> None:
    tested = replace(FACTS, patches=PatchFacts(rule=RULE, patches=(PATCH,)))
    told = Plan(on=DAY, beams=(BEAM,), answers=(ScreeningAnswer("tan", Answer.UNSURE),))
    assert [one.code for one in check_screening(told, tested)] == ["screening.test_patch.tanned"]

    def tan(answer: Answer, course_id: int, days_ago: int = 3) -> GivenAnswer:
        day = DAY - timedelta(days=days_ago)
        moment = datetime(day.year, day.month, day.day, 9, tzinfo=UTC)
        given = ScreeningAnswer("tan", answer)
        return GivenAnswer(answer=given, given_on=day, recorded_at=moment, course_id=course_id)

    plan = Plan(on=DAY, beams=(BEAM,))
    assert last_tan(plan, replace(tested, given=(tan(Answer.YES, 3),))) == DAY - timedelta(days=3)
    assert last_tan(plan, replace(tested, given=(tan(Answer.NO, 3), tan(Answer.YES, 99)))) is None
    assert last_tan(plan, replace(tested, given=(tan(Answer.YES, 3, days_ago=-1),))) is None
