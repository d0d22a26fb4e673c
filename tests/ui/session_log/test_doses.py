"""What stands under a dose while it is typed: the first session, the protocol, the laser, what it amounts to."""

from datetime import timedelta
from decimal import Decimal

from pico_tracker.domain.findings import Level
from pico_tracker.domain.laser import Spot, SpotShape
from pico_tracker.domain.ranges import blank_protocol
from pico_tracker.domain.rules import RuleKind
from pico_tracker.services.catalogue import add_device
from pico_tracker.services.rules import add_rule
from pico_tracker.services.sessions import log_session
from pico_tracker.ui.session_log.session_form import SessionForm
from tests.ui.session_log.conftest import Chair


def had_a_session(chair: Chair, fluence: str, weeks_ago: int) -> None:
    bench = chair.bench
    day = bench.practitioner.today() - timedelta(weeks=weeks_ago)
    dose = bench.one_pass(fluence_j_cm2=Decimal(fluence), pulse_energy_mj=None)
    log_session(bench.practitioner, bench.session(chair.course_id, performed_on=day, passes=(dose,), reason="Now."))


def adopt(chair: Chair, highest: str) -> None:
    numbers = {"wavelength_nm": 1064, "fluence_from_j_cm2": "1", "fluence_to_j_cm2": highest}
    content = {**blank_protocol("Black ink", "tattoo"), "skin_to": "VI", **numbers}
    add_rule(chair.bench.administrator, RuleKind.DOSE_PROTOCOL, "black", content, "Adopted at the meeting.")


def with_last_settings(chair: Chair) -> SessionForm:
    form = chair.open()
    form.passes.fill_as_last()
    return form


def test_nothing_stands_there_while_the_dose_cannot_be_read(chair: Chair) -> None:
    chair.open()
    assert chair.editor.dose.texts == ()
    assert not chair.editor.dose.isVisible()


def test_only_an_adopted_protocol_says_inside(chair: Chair) -> None:
    had_a_session(chair, "2.4", 12)
    with_last_settings(chair)
    assert "No protocol adopted for 1064 nm, full beam" in chair.editor.dose.texts
    assert not any("nside" in text for text in chair.editor.dose.texts)


def test_a_dose_inside_the_adopted_protocol_says_so(chair: Chair) -> None:
    adopt(chair, "3")
    had_a_session(chair, "2.4", 12)
    with_last_settings(chair)
    assert "Inside your protocol “Black ink”" in chair.editor.dose.texts


def test_a_dose_outside_the_protocol_says_so_and_asks_for_a_reason(chair: Chair) -> None:
    had_a_session(chair, "2.4", 12)
    adopt(chair, "2")
    form = with_last_settings(chair)
    chair.fill_around()
    assert "Outside your protocol “Black ink”" in chair.editor.dose.texts
    assert form.reason_card.isVisible()


def test_the_lasers_limits_stand_beside_the_dose_and_say_what_no_source_states(chair: Chair) -> None:
    had_a_session(chair, "2.4", 12)
    with_last_settings(chair)
    expected = "Device limit at 1064 nm: 400 mJ, 12.73 J/cm² (calculated), 10 Hz"
    assert expected in chair.editor.dose.texts


def test_total_energy_and_expected_pulses_follow_what_is_typed(chair: Chair) -> None:
    """312 pulses of 301.6 mJ are 94.1 J; 38 cm² on 4 mm (0.12566 cm²) with 10 % overlap are 336 pulses."""
    had_a_session(chair, "2.4", 12)
    form = with_last_settings(chair)
    chair.editor.fluence.input.setText("2.40")
    chair.editor.pulses.input.setText("312")
    assert "94.1 J in all" in chair.editor.dose.texts
    form.area.input.setText("38")
    chair.editor.overlap.input.setText("10")
    assert "About 336 pulses expected for 38 cm²" in chair.editor.dose.texts


def test_the_energy_of_each_focus_of_an_array_of_lenses_is_told(chair: Chair) -> None:
    """200 mJ on 6 mm, 70 % in 131 to 113 foci (reference, sections 1.2 and 1.3)."""
    picosure = add_device(chair.bench.administrator, "picosure", "PS-1").value
    chair.open()
    editor = chair.editor
    editor.device.set_value(str(picosure))
    array = next(one for one in chair.form.facts.devices[picosure].handpieces if "lens array" in one.name)
    editor.handpiece.set_value(str(array.id))
    editor.wavelength.set_value("755")
    editor.basis.set_value("macro spot")
    for field, text in ((editor.pulse, "750"), (editor.width_mm, "6"), (editor.fluence, "0.71")):
        field.input.setText(text)
    for field, text in ((editor.energy, "200"), (editor.rate, "5")):
        field.input.setText(text)
    assert "1.07 to 1.24 mJ in each focus" in editor.dose.texts


def test_6_0_for_0_6_is_named_while_it_is_typed(chair: Chair) -> None:
    bench = chair.bench
    day = bench.practitioner.today() - timedelta(weeks=12)
    red = bench.one_pass(
        wavelength_nm=532,
        fluence_j_cm2=Decimal("0.6"),
        pulse_energy_mj=None,
        spot=Spot(SpotShape.ROUND, Decimal(2)),
    )
    log_session(bench.practitioner, bench.session(chair.course_id, performed_on=day, passes=(red,)))
    with_last_settings(chair)
    chair.editor.fluence.input.setText("6.0")
    texts = [str(one.sentence) for one in chair.editor.fluence.findings]
    assert any("It reads like 0.6 entered ten times too high." in text for text in texts)
    assert {one.level for one in chair.editor.fluence.findings} == {Level.CAUTION}


def test_an_impossible_fluence_leaves_no_energy_of_another_one(chair: Chair) -> None:
    had_a_session(chair, "2.4", 12)
    with_last_settings(chair)
    chair.editor.fluence.input.setText("2.5")
    assert chair.editor.energy.raw_text() == "314.2"
    chair.editor.fluence.input.setText("250")
    assert chair.editor.energy.raw_text() == ""
    assert chair.editor.dose.texts == ()


def test_an_endpoint_left_open_is_asked_for_when_somebody_signs(chair: Chair) -> None:
    had_a_session(chair, "2.4", 12)
    form = with_last_settings(chair)
    chair.fill_around()
    form.passes.set_value(form.passes.value()[:1])
    chair.editor.endpoints.set_value(())
    assert not chair.editor.endpoints.findings
    with chair.qtbot.assertNotEmitted(chair.page.saved):
        chair.page.sign()
    (said,) = chair.editor.endpoints.findings
    assert str(said.sentence) == "Choose what the skin showed after the pass, or none."
