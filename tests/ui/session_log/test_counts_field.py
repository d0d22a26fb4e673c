"""The pulse counters of the lasers in use: a row each, read in whole pulses, never filled in."""

import pytest
from pytestqt.qtbot import QtBot

from pico_tracker.domain.devices import Device, PulseMode
from pico_tracker.domain.findings import Finding, Level
from pico_tracker.domain.pulse_counts import PulseCount
from pico_tracker.domain.words import sentence
from pico_tracker.ui.kit.style import Look
from pico_tracker.ui.session_log.counts_field import CountsField, said_count


def laser(device_id: int, name: str, serial: str = "") -> Device:
    return Device(
        id=device_id, name=name, serial=serial, is_nanosecond=False, modes=(PulseMode(1064),), handpieces=()
    )


PICOWAY, PICOSURE = laser(3, "PicoWay", "21-0447"), laser(7, "PicoSure")


@pytest.fixture
def field(look: Look, qtbot: QtBot) -> CountsField:
    made = CountsField((PICOWAY, PICOSURE), {3: 418_206})
    made.resize(600, 200)
    qtbot.addWidget(made)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    return made


def type_in(field: CountsField, place: int, start: str, end: str) -> None:
    row = field.rows()[place]
    row.start.input.setText(start)
    row.end.input.setText(end)


def test_only_the_lasers_in_use_are_asked_for(field: CountsField) -> None:
    assert field.rows() == ()
    assert not field.label.isVisible()
    field.show_devices((3,))
    (row,) = field.rows()
    assert (row.device, row.isVisible(), field.label.isVisible()) == (PICOWAY, True, True)


def test_the_last_end_on_record_is_a_hint_and_no_answer(field: CountsField) -> None:
    field.show_devices((3, 7))
    picoway, picosure = field.rows()
    assert picoway.last.text() == f"{said_count(418_206)} on record"
    assert picosure.last.text() == ""
    assert field.value() == ()
    assert field.problems() == ()


def test_a_count_is_read_with_spaces_between_its_groups(field: CountsField) -> None:
    field.show_devices((3,))
    type_in(field, 0, "418 206", said_count(418_518))
    assert field.value() == (PulseCount(3, 418_206, 418_518),)


def test_every_laser_in_use_has_its_own_count(field: CountsField) -> None:
    field.show_devices((3, 7))
    type_in(field, 0, "100", "200")
    type_in(field, 1, "5", "9")
    assert field.value() == (PulseCount(3, 100, 200), PulseCount(7, 5, 9))


def test_a_laser_taken_out_of_the_passes_keeps_its_row_while_something_is_typed_in_it(field: CountsField) -> None:
    field.show_devices((3, 7))
    type_in(field, 1, "5", "9")
    field.show_devices((3,))
    assert [row.device for row in field.rows()] == [PICOWAY, PICOSURE]
    assert field.value() == (PulseCount(7, 5, 9),)
    type_in(field, 1, "", "")
    field.show_devices((3,))
    assert [row.device for row in field.rows()] == [PICOWAY]


def test_a_missing_end_stops_but_is_said_only_once_the_person_is_sent_there(field: CountsField) -> None:
    field.show_devices((3,))
    type_in(field, 0, "418206", "")
    field.show_findings(())
    (row,) = field.rows()
    assert [one.level for one in field.findings] == [Level.STOP]
    assert not row.findings
    field.give_focus()
    assert [str(one.sentence) for one in row.findings] == ["Enter where the counter stands at the end."]
    assert row.end.input.hasFocus()


def test_a_missing_start_is_named_too(field: CountsField) -> None:
    field.show_devices((3,))
    type_in(field, 0, "", "418518")
    (found,) = field.problems()
    assert (found.field, str(found.sentence)) == ("counts.3", "Enter where the counter stood at the start.")
    field.give_focus()
    assert field.rows()[0].start.input.hasFocus()


def test_what_is_no_whole_number_is_kept_and_explained_in_its_row(field: CountsField) -> None:
    field.show_devices((3, 7))
    type_in(field, 1, "five", "9")
    field.show_findings(())
    first, second = field.rows()
    assert [str(one.sentence) for one in second.findings] == [
        "“five” is no whole number. It is kept as typed; type it like 418206."
    ]
    assert (first.findings, second.start.raw_text()) == ((), "five")
    assert field.value() == ()


def test_a_finding_goes_to_the_row_of_its_laser_and_one_of_another_laser_is_not_lost(field: CountsField) -> None:
    field.show_devices((3, 7))
    here, elsewhere = (
        Finding(name, sentence("The counter ends below its start.")) for name in ("counts.7", "counts.9")
    )
    field.show_findings((here, elsewhere))
    assert [row.findings for row in field.rows()] == [(), (here,)]
    assert field.elsewhere.findings == (elsewhere,)


def test_counters_come_back_from_a_draft_as_they_were_typed(field: CountsField) -> None:
    field.show_devices((3, 7))
    type_in(field, 0, "418 206", "")
    type_in(field, 1, "five", "9")
    raw = field.raw_text()
    field.set_value(())
    field.show_devices(())
    assert (field.raw_text(), field.rows()) == ("", ())
    field.set_raw_text(raw)
    assert [row.typed for row in field.rows()] == [("418 206", ""), ("five", "9")]


@pytest.mark.parametrize(
    "damaged", ["[", "7", '{"x": ["1", "2"]}', '{"3": 5}', '{"3": ["1"]}', '{"99": ["1", "2"]}']
)
def test_a_damaged_draft_brings_no_counter_back(field: CountsField, damaged: str) -> None:
    field.show_devices((3,))
    field.set_raw_text(damaged)
    assert field.value() == ()
    assert field.raw_text() == ""


def test_counters_on_record_are_shown_and_read_back(field: CountsField) -> None:
    counts = (PulseCount(7, 1000, 1312),)
    field.set_value(counts)
    assert field.value() == counts


def test_a_laser_put_into_service_meanwhile_is_asked_for_too(field: CountsField) -> None:
    field.show_devices((3, 8))
    type_in(field, 0, "1", "2")
    field.offer((PICOWAY, PICOSURE, laser(8, "Discovery")))
    assert [row.device.name for row in field.rows()] == ["PicoWay", "Discovery"]
    assert field.value() == (PulseCount(3, 1, 2),)


def test_a_laser_is_named_by_its_serial_number_only_where_another_is_called_the_same(field: CountsField) -> None:
    field.show_devices((3,))
    (row,) = field.rows()
    assert (row.laser.text(), row.laser.toolTip()) == ("PicoWay", "<qt>PicoWay · 21-0447</qt>")
    field.offer((laser(8, "PicoWay", "33-0001"),))
    assert row.laser.text() == "PicoWay · 21-0447"


def test_each_input_is_named_for_a_screen_reader(field: CountsField) -> None:
    field.show_devices((3,))
    (row,) = field.rows()
    assert row.start.input.accessibleName() == "Pulse counter of PicoWay · 21-0447, start"
    assert row.end.input.accessibleName() == "Pulse counter of PicoWay · 21-0447, end"


def test_a_signed_session_lets_nobody_type(field: CountsField) -> None:
    field.show_devices((3,))
    field.set_read_only(True)
    assert field.rows()[0].start.input.isReadOnly()


def test_typing_tells_the_form(field: CountsField, qtbot: QtBot) -> None:
    field.show_devices((3,))
    with qtbot.waitSignal(field.changed):
        field.rows()[0].start.input.setText("4")
