"""What a new clinic is told to do first."""

from pico_tracker.domain.addresses import DatabaseAddress
from pico_tracker.domain.clinic import FirstStep
from pico_tracker.domain.people import Role, StaffEntry
from pico_tracker.services.catalogue import add_device, retire_device
from pico_tracker.services.clinics import create_clinic
from pico_tracker.services.first_steps import list_first_steps
from pico_tracker.services.patients import add_patient
from pico_tracker.services.people import add_staff, sign_in
from tests.builders import Bench, MovableClock
from tests.clinics import CLINIC


def test_the_steps_of_a_new_clinic_go_one_by_one(empty_address: DatabaseAddress) -> None:
    clock = MovableClock()
    made = create_clinic(empty_address, CLINIC, "Administrator", None, clock)
    context = sign_in(made.database, made.administrator_id, clock)
    assert list_first_steps(context) == tuple(FirstStep)
    device_id = add_device(context, "picoway", "1").value
    assert list_first_steps(context) == (FirstStep.ADD_STAFF, FirstStep.ADD_PATIENT)
    add_staff(context, StaffEntry("Practitioner", Role.PRACTITIONER))
    assert list_first_steps(context) == (FirstStep.ADD_PATIENT,)
    retire_device(context, device_id)
    assert list_first_steps(context) == (FirstStep.ADD_LASER, FirstStep.ADD_PATIENT)
    made.database.close()


def test_a_clinic_with_a_laser_and_a_patient_has_begun(bench: Bench) -> None:
    add_patient(bench.reception, bench.patient())
    assert list_first_steps(bench.reception) == ()
