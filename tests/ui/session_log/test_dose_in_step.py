"""Energy, fluence and spot of a full beam: hand arithmetic on a round spot of 3 mm (0.070686 cm²)."""

import pytest

from pico_tracker.ui.session_log.dose_in_step import keep_in_step
from pico_tracker.ui.session_log.pass_text import PassText


def test_energy_gives_the_fluence_to_a_hundredth() -> None:
    text = keep_in_step(PassText(spot_width_mm="3", pulse_energy_mj="283"), "pulse_energy_mj")
    assert text.fluence_j_cm2 == "4.00"


def test_fluence_gives_the_energy_to_a_tenth() -> None:
    text = keep_in_step(PassText(spot_width_mm="3", fluence_j_cm2="4.0", pulse_energy_mj="1"), "fluence_j_cm2")
    assert (text.fluence_j_cm2, text.pulse_energy_mj) == ("4.0", "282.7")


def test_a_new_spot_keeps_the_fluence() -> None:
    text = PassText(spot_width_mm="6", fluence_j_cm2="4.0", pulse_energy_mj="282.7")
    assert keep_in_step(text, "spot_width_mm").pulse_energy_mj == "1131.0"


def test_a_rectangle_of_five_by_four_has_a_fifth_of_a_square_centimetre() -> None:
    text = PassText(
        spot_shape="rectangular", spot_width_mm="5", spot_height_mm="4", pulse_energy_mj="200", fluence_j_cm2="9"
    )
    assert keep_in_step(text, "pulse_energy_mj").fluence_j_cm2 == "1.00"


def test_another_field_fills_only_what_is_empty() -> None:
    both = PassText(spot_width_mm="3", fluence_j_cm2="4.0", pulse_energy_mj="9")
    assert keep_in_step(both, "handpiece_id") == both
    assert keep_in_step(PassText(spot_width_mm="3", fluence_j_cm2="4.0"), "handpiece_id").pulse_energy_mj == "282.7"


@pytest.mark.parametrize("typed", ["", "abc", "0", "99999999999999999999999", "1,064", "NaN"])
def test_what_is_no_possible_fluence_leaves_no_energy_of_another_one(typed: str) -> None:
    text = PassText(spot_width_mm="3", fluence_j_cm2=typed, pulse_energy_mj="283")
    moved = keep_in_step(text, "fluence_j_cm2")
    assert (moved.fluence_j_cm2, moved.pulse_energy_mj) == (typed, "")


@pytest.mark.parametrize("typed", ["spot_width_mm", "fluence_j_cm2"])
def test_a_spot_that_no_laser_makes_leaves_no_energy_standing(typed: str) -> None:
    text = PassText(spot_width_mm="30", fluence_j_cm2="4.0", pulse_energy_mj="1")
    assert keep_in_step(text, typed) == PassText(spot_width_mm="30", fluence_j_cm2="4.0")
