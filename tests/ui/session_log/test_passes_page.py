"""Passes on the page: several lasers signed in one session, fractional settings, the clinic's starting values."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from pico_tracker.domain.errors import Refused
from pico_tracker.domain.findings import Level
from pico_tracker.domain.ranges import blank_protocol
from pico_tracker.domain.rules import Content, RuleKind
from pico_tracker.services.catalogue import add_device
from pico_tracker.services.rules import add_rule
from pico_tracker.services.sessions import log_session
from tests.ui.session_log.conftest import Chair


def had_a_session(chair: Chair) -> None:
    bench = chair.bench
    day = bench.practitioner.today() - timedelta(weeks=12)
    log_session(bench.practitioner, bench.session(chair.course_id, performed_on=day))


def protocol(start: str) -> Content:
    """1 to 4 J/cm² at 1064 nm on a full beam, for every skin type."""
    numbers = {"wavelength_nm": 1064, "fluence_from_j_cm2": "1", "fluence_to_j_cm2": "4"}
    return {**blank_protocol("Black ink", "tattoo"), "skin_to": "VI", **numbers, "start_fluence_j_cm2": start}


def test_a_start_outside_the_protocols_own_range_is_refused_when_the_rule_is_saved(chair: Chair) -> None:
    with pytest.raises(Refused) as refused:
        add_rule(chair.bench.administrator, RuleKind.DOSE_PROTOCOL, "black", protocol("4.5"), "Meeting.")
    assert [one.field for one in refused.value.findings] == ["start_fluence_j_cm2"]


def test_what_the_clinic_entered_to_start_from_is_filled_in_and_can_be_undone(chair: Chair) -> None:
    """1.5 J/cm² on 4 mm (0.125664 cm²) are 188.5 mJ."""
    had_a_session(chair)
    add_rule(chair.bench.administrator, RuleKind.DOSE_PROTOCOL, "black", protocol("1.5"), "Meeting.")
    form = chair.open()
    before = form.passes.value()
    form.passes.tools.protocol_button.click()
    (filled,) = form.passes.value()
    assert filled == replace(before[0], fluence_j_cm2="1.5", pulse_energy_mj="188.5")
    chair.page.notices.notices[0].undo_button.click()
    assert form.passes.value() == before


def test_two_lasers_are_signed_in_one_session_each_with_its_own_settings(chair: Chair) -> None:
    had_a_session(chair)
    picosure = add_device(chair.bench.administrator, "picosure", "PS-1").value
    form = chair.open()
    chair.editor.pulses.input.setText("312")
    form.passes.add()
    chair.editor.device.set_value(str(picosure))
    array = next(one for one in form.facts.devices[picosure].handpieces if "lens array" in one.name)
    chair.editor.handpiece.set_value(str(array.id))
    chair.editor.wavelength.set_value("755")
    chair.editor.basis.set_value("macro spot")
    typed = {"pulse_duration_ps": "750", "spot_width_mm": "6", "fluence_j_cm2": "0.71", "pulse_energy_mj": "200"}
    for name, text in (typed | {"repetition_hz": "5", "density_per_cm2": "462", "overlap_percent": "10"}).items():
        chair.editor.field(name).set_raw_text(text)
    chair.fill_around()
    form.reason.set_value("Green left for the other wavelength.")
    chair.sign()
    first, second = (one.entry for one in chair.course().sessions[-1].passes)
    assert (first.device_id, first.density_per_cm2, first.overlap_percent) == (chair.bench.device_id, None, None)
    assert (second.device_id, second.handpiece_id, second.wavelength_nm) == (picosure, array.id, 755)
    assert (second.density_per_cm2, second.overlap_percent) == (462, Decimal(10))
    assert (second.fluence_j_cm2, second.pulse_energy_mj) == (Decimal("0.71"), Decimal(200))


def test_an_overlap_is_noted_past_10_percent_needs_a_reason_past_30_and_stops_past_50(chair: Chair) -> None:
    had_a_session(chair)
    chair.open()
    for typed, level in (("11", Level.NOTE), ("31", Level.CAUTION), ("51", Level.STOP)):
        chair.editor.overlap.input.setText(typed)
        assert [one.level for one in chair.editor.overlap.findings] == [level]
