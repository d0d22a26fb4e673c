"""What is said of a photo while a session is logged, and taking a withdrawal back."""

from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from pico_tracker.domain.errors import NotFound, Refused
from pico_tracker.domain.photos import PhotoEntry
from pico_tracker.domain.topics import Topic
from pico_tracker.domain.words import TEXT_LIMIT
from pico_tracker.services.courses import open_course
from pico_tracker.services.patients import add_patient
from pico_tracker.services.photos import attach_photo, list_photos, withdraw_photo
from pico_tracker.services.session_photos import describe_photo, reinstate_photo
from pico_tracker.services.sessions import log_session
from tests.builders import Bench


@pytest.fixture
def photo_id(file_bench: Bench, tmp_path: Path) -> int:
    path = tmp_path / "arm.png"
    Image.new("RGB", (64, 48), (200, 120, 100)).save(path)
    patient_id = add_patient(file_bench.practitioner, file_bench.patient()).value
    entry = PhotoEntry(entry_id=file_bench.mint(), patient_id=patient_id, path=path)
    return attach_photo(file_bench.practitioner, entry).value


def test_a_photo_gets_a_note_that_can_be_changed(file_bench: Bench, photo_id: int) -> None:
    assert describe_photo(file_bench.practitioner, photo_id, " Front ").changed == {Topic.PHOTOS}
    assert describe_photo(file_bench.practitioner, photo_id, "Front").changed == frozenset()
    (photo,) = list_photos(file_bench.practitioner, 1)
    assert (photo.note, photo.version) == ("Front", 2)


def test_a_note_that_is_too_long_is_refused(file_bench: Bench, photo_id: int) -> None:
    with pytest.raises(Refused):
        describe_photo(file_bench.practitioner, photo_id, "x" * (TEXT_LIMIT + 1))


def test_a_photo_taken_away_comes_back(file_bench: Bench, photo_id: int) -> None:
    withdraw_photo(file_bench.practitioner, photo_id)
    assert list_photos(file_bench.practitioner, 1) == ()
    reinstate_photo(file_bench.practitioner, photo_id)
    assert reinstate_photo(file_bench.practitioner, photo_id).changed == frozenset()
    assert [one.id for one in list_photos(file_bench.practitioner, 1)] == [photo_id]


def test_a_photo_of_a_signed_session_or_of_another_course_is_not_taken_over(
    file_bench: Bench, photo_id: int
) -> None:
    bench = file_bench
    course_id, other_id = (open_course(bench.practitioner, bench.course(1)).value for _ in range(2))
    first = log_session(bench.practitioner, bench.session(course_id, photo_ids=(photo_id,))).value
    for wrong in (bench.session(course_id, photo_ids=(photo_id,), reason="Again."), bench.session(other_id)):
        with pytest.raises(NotFound, match="another session"):
            log_session(bench.practitioner, replace(wrong, photo_ids=(photo_id,)))
    assert [one.session_id for one in list_photos(bench.practitioner, 1)] == [first]


def test_a_photo_that_is_not_there_is_not_found(bench: Bench) -> None:
    with pytest.raises(NotFound):
        describe_photo(bench.practitioner, 7, "Front")
    with pytest.raises(NotFound):
        reinstate_photo(bench.practitioner, 7)
