"""The clinic's lasers: put into service from the models or as typed, retired, and put back."""

from dataclasses import replace
from decimal import Decimal

import pytest

from pico_tracker.domain.devices import Device, DeviceEntry, HandpieceEntry, PulseMode
from pico_tracker.domain.errors import NotFound, Refused
from pico_tracker.domain.laser import Optic
from pico_tracker.domain.topics import Topic
from pico_tracker.services.backups import check_database
from pico_tracker.services.catalogue import (
    add_device,
    add_own_device,
    list_models,
    reinstate_device,
    retire_device,
)
from pico_tracker.services.courses import open_course
from pico_tracker.services.patients import add_patient
from pico_tracker.services.sessions import list_devices, log_session
from tests.builders import Bench

OWN = DeviceEntry(
    name="  Own   laser ",
    serial=" 7 ",
    modes=(PulseMode(1064, 300, 750), PulseMode(532)),
    handpieces=(HandpieceEntry(" Zoom ", Optic.FULL_BEAM),),
    max_repetition_hz=Decimal("10.25"),
)


def on_record(bench: Bench, device_id: int) -> Device:
    return next(one for one in list_devices(bench.practitioner) if one.id == device_id)


def test_the_models_say_what_a_clinician_has_to_confirm(file_bench: Bench) -> None:
    models = {model.key: model for model in list_models(file_bench.administrator)}
    assert len(models) > 8
    assert models["picosure_pro"].needs_confirming
    assert models["picoway"].wavelengths_nm == (532, 730, 785, 1064)
    makers = [model.manufacturer for model in list_models(file_bench.administrator)]
    assert makers == sorted(makers)


def test_a_laser_of_ones_own_stands_in_the_list_as_typed(bench: Bench) -> None:
    done = add_own_device(bench.administrator, OWN)
    assert done.changed == {Topic.DEVICES, Topic.RULES}
    device = on_record(bench, done.value)
    assert (device.name, device.serial, device.max_repetition_hz) == ("Own laser", "7", Decimal("10.25"))
    assert device.modes == (PulseMode(1064, 300, 750), PulseMode(532))
    assert [(piece.name, piece.optic) for piece in device.handpieces] == [("Zoom", Optic.FULL_BEAM)]
    assert device.active


def test_a_wrong_entry_leaves_nothing_behind(bench: Bench) -> None:
    before = check_database(bench.administrator).digest
    with pytest.raises(Refused) as refused:
        add_own_device(bench.administrator, replace(OWN, name=" ", modes=()))
    assert [one.field for one in refused.value.findings] == ["name", "modes"]
    assert check_database(bench.administrator).digest == before


@pytest.mark.parametrize(
    ("key", "serial", "field"), [("picoway", "s" * 201, "serial"), ("no_such", "", "catalogue_key")]
)
def test_a_model_that_is_none_and_a_serial_too_long_are_refused(
    file_bench: Bench, key: str, serial: str, field: str
) -> None:
    with pytest.raises(Refused) as refused:
        add_device(file_bench.administrator, key, serial)
    assert refused.value.findings[0].field == field


def test_a_laser_stands_on_the_list_once_retired_or_not(bench: Bench) -> None:
    with pytest.raises(Refused):
        add_device(bench.administrator, "picoway", "21-0447")
    retire_device(bench.administrator, bench.device_id)
    with pytest.raises(Refused) as refused:
        add_own_device(bench.administrator, replace(OWN, name="PICOWAY", serial="21-0447"))
    assert refused.value.findings[0].field == "serial"
    assert add_device(bench.administrator, "picoway", "21-0448").value != bench.device_id


def test_a_retired_laser_treats_nobody_until_it_is_put_back(bench: Bench) -> None:
    patient_id = add_patient(bench.reception, bench.patient()).value
    course_id = open_course(bench.practitioner, bench.course(patient_id)).value
    assert retire_device(bench.administrator, bench.device_id).changed == {Topic.DEVICES}
    assert not on_record(bench, bench.device_id).active
    with pytest.raises(Refused) as refused:
        log_session(bench.practitioner, bench.session(course_id))
    assert refused.value.findings[0].field == "passes.0.device_id"
    reinstate_device(bench.administrator, bench.device_id)
    assert log_session(bench.practitioner, bench.session(course_id)).value


def test_a_laser_that_is_not_there_cannot_be_retired(bench: Bench) -> None:
    with pytest.raises(NotFound):
        retire_device(bench.administrator, 999_999)
