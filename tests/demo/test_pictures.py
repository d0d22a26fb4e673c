"""The photos of the demonstration clinic: one before each session of its first patient's tattoo course."""

from pathlib import Path

import pytest

from pico_tracker.demo.clinic import GUEST, DemonstrationPlan, write_demonstration
from pico_tracker.demo.pictures import take_pictures
from pico_tracker.domain.addresses import DatabaseAddress
from pico_tracker.services.courses import read_patient_page
from pico_tracker.services.patients import find_patient_by_number
from pico_tracker.services.people import sign_in
from pico_tracker.services.photos import list_photos, read_photo
from tests.builders import TODAY, MovableClock


@pytest.mark.parametrize("passphrase", [None, "seven grey herons at dusk"])
def test_each_photo_shows_the_skin_before_a_session_and_can_be_read(tmp_path: Path, passphrase: str | None) -> None:
    made = write_demonstration(
        DatabaseAddress(path=tmp_path / "demo.pico"), DemonstrationPlan(30, 1, TODAY), passphrase
    )
    for _twice in range(2):
        take_pictures(made, MovableClock())
    context = sign_in(made.database, made.administrator_id, MovableClock())
    patient_id = find_patient_by_number(context, GUEST)
    assert patient_id is not None
    (course,) = (
        one for one in read_patient_page(context, patient_id).courses if one.course.concern_key == "tattoo"
    )
    photos = list_photos(context, patient_id)
    treated = {session.id: session.entry.performed_on for session in course.sessions}
    assert {one.session_id: one.taken_on for one in photos} == treated
    assert len(photos) >= 3
    assert {read_photo(context, one.id)[:2] for one in photos} == {b"\xff\xd8"}
    made.database.close()
