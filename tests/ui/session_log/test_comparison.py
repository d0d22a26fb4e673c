"""What differs from last time, against the pass of a session on record."""

from dataclasses import replace
from decimal import Decimal

import pytest

from pico_tracker.domain.laser import FluenceBasis, Spot, SpotShape
from pico_tracker.domain.passes import PassEntry
from pico_tracker.ui.session_log.comparison import (
    Difference,
    differences,
    earlier_pass,
    first_pass_alike,
    is_same_session,
    said_percent,
    without_echo,
)
from pico_tracker.ui.session_log.pass_text import PassText, from_json, settings_of, to_json

BLACK = PassEntry(
    device_id=1,
    handpiece_id=2,
    wavelength_nm=1064,
    pulse_duration_ps=450,
    spot=Spot(SpotShape.ROUND, Decimal(3)),
    fluence_j_cm2=Decimal("3.6"),
    pulse_energy_mj=Decimal("254.5"),
    repetition_hz=Decimal(4),
    pulses=312,
    purpose="Black",
)
RED = replace(BLACK, wavelength_nm=532, purpose="Red", fluence_j_cm2=Decimal(1), pulse_energy_mj=Decimal("70.7"))


def test_a_pass_as_last_time_differs_in_nothing() -> None:
    assert differences(settings_of(BLACK), BLACK) == ()


def test_the_same_number_written_otherwise_is_no_difference() -> None:
    assert differences(replace(settings_of(BLACK), fluence_j_cm2="3.60", spot_width_mm="3"), BLACK) == ()


def test_a_higher_fluence_tells_the_old_value_and_the_percent() -> None:
    (found,) = differences(replace(settings_of(BLACK), fluence_j_cm2="4.0"), BLACK)
    assert (found.field, found.before) == ("fluence_j_cm2", "3.6")
    assert said_percent(found.percent or Decimal(0)) == "+11 %"


def test_ten_times_the_fluence_is_nine_hundred_percent_more() -> None:
    (found,) = differences(replace(settings_of(BLACK), fluence_j_cm2="36"), BLACK)
    assert found.percent == 900


def test_fluences_over_different_areas_are_never_compared_in_percent() -> None:
    other = replace(settings_of(BLACK), fluence_basis=FluenceBasis.PER_MICROBEAM.value)
    found = {one.field: one for one in differences(other, BLACK)}
    assert found["fluence_j_cm2"] == Difference("fluence_j_cm2", "3.6", None)
    assert found["fluence_basis"].before == "macro spot"


def test_an_energy_that_only_follows_the_fluence_is_not_said_twice() -> None:
    text = replace(settings_of(BLACK), fluence_j_cm2="4.0", pulse_energy_mj="282.7")
    assert [one.field for one in without_echo(differences(text, BLACK))] == ["fluence_j_cm2"]


def test_what_is_still_empty_is_no_difference() -> None:
    assert differences(PassText(spot_shape="round"), BLACK) == ()


def test_a_pass_goes_on_from_the_one_for_the_same_ink_wherever_it_stood() -> None:
    assert earlier_pass(settings_of(RED), 0, (BLACK, RED)) is RED
    assert earlier_pass(settings_of(BLACK), 0, (BLACK, RED)) is BLACK


def test_a_pass_of_another_kind_goes_on_from_the_one_at_its_place() -> None:
    green = replace(settings_of(RED), wavelength_nm="785", purpose="Green")
    assert earlier_pass(green, 1, (BLACK, RED)) is RED
    assert earlier_pass(green, 2, (BLACK, RED)) is None


def test_session_1_is_compared_by_wavelength_and_ink_whatever_the_laser_was() -> None:
    on_another_laser = replace(RED, device_id=9)
    assert first_pass_alike(settings_of(RED), 0, (BLACK, on_another_laser)) is on_another_laser
    assert first_pass_alike(settings_of(RED), 0, (BLACK,)) is None
    again = replace(RED)
    assert first_pass_alike(settings_of(RED), 1, (RED, again)) is again


def test_the_last_session_is_session_1_only_if_it_is_the_very_same_one() -> None:
    assert is_same_session((BLACK, RED), (BLACK, RED))
    assert not is_same_session((BLACK,), (replace(BLACK),))
    assert not is_same_session((BLACK,), (BLACK, RED))


def test_energies_are_compared_at_one_wavelength_only() -> None:
    text = replace(settings_of(BLACK), wavelength_nm="532", pulse_energy_mj="100")
    found = {one.field: one for one in differences(text, BLACK)}
    assert (found["fluence_j_cm2"].percent, found["pulse_energy_mj"].percent) == (None, None)


@pytest.mark.parametrize(
    ("percent", "said"), [("11.1", "+11 %"), ("-20", "−20 %"), ("0.4", "+0.4 %"), ("12.5", "+13 %")]
)
def test_a_percent_is_rounded_as_people_read_it(percent: str, said: str) -> None:
    assert said_percent(Decimal(percent)) == said


def test_passes_come_back_from_a_draft_as_they_were_typed() -> None:
    typed = (replace(settings_of(BLACK), fluence_j_cm2="four", purpose="<b>ink"), PassText())
    assert from_json(to_json(typed)) == typed


@pytest.mark.parametrize("damaged", ["", "[", "7", "null", '{"a": 1}', "[1, 2]", '["x"]'])
def test_a_damaged_draft_of_passes_brings_none_back(damaged: str) -> None:
    assert from_json(damaged) == ()


def test_a_draft_with_a_choice_nobody_knows_falls_back_to_the_usual_one() -> None:
    assert from_json('[{"spot_shape": "star", "pulses": 3}]') == (PassText(pulses="3"),)
