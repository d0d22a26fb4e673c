"""Photos attached to a record: who may, what is kept, and what a second seat, a merge or a server makes of it."""

import json
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from sqlalchemy import text

from pico_tracker.domain.addresses import DatabaseAddress
from pico_tracker.domain.errors import FileTrouble, NotAllowed, NotFound, Refused
from pico_tracker.domain.photos import PhotoEntry
from pico_tracker.domain.reported_reactions import ReactionQuestion, ReportedReactionEntry
from pico_tracker.domain.topics import Topic
from pico_tracker.services.backups import back_up
from pico_tracker.services.clinics import open_with_key
from pico_tracker.services.courses import open_course
from pico_tracker.services.incidents import report_reaction
from pico_tracker.services.patients import add_patient
from pico_tracker.services.people import sign_in
from pico_tracker.services.photos import attach_photo, list_photos, preview_photo, read_photo, withdraw_photo
from pico_tracker.services.sessions import log_session
from pico_tracker.services.side_effects import report_side_effect
from tests.builders import TODAY, Bench


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    path = tmp_path / "arm.png"
    Image.new("RGB", (640, 480), (200, 120, 100)).save(path)
    return path


def new_course(bench: Bench, **changes: Any) -> tuple[int, int]:
    patient_id = add_patient(bench.practitioner, bench.patient(**changes)).value
    return patient_id, open_course(bench.practitioner, bench.course(patient_id)).value


def report(bench: Bench, course_id: int) -> int:
    entry = ReportedReactionEntry(
        entry_id=bench.mint(),
        course_id=course_id,
        said="There is a bubble.",
        since=TODAY,
        answers=dict.fromkeys(ReactionQuestion, False),
    )
    return report_reaction(bench.reception, entry).value


def entry_of(bench: Bench, patient_id: int, path: Path, **changes: Any) -> PhotoEntry:
    return replace(PhotoEntry(entry_id=bench.mint(), patient_id=patient_id, path=path), **changes)


def files(bench: Bench) -> list[Path]:
    assert bench.database.path is not None
    return sorted(bench.database.path.with_name("clinic.pico.photos").rglob("*.photo"))


def test_reception_attaches_a_photo_to_a_reaction_and_a_practitioner_sees_it(
    file_bench: Bench, photo: Path
) -> None:
    patient_id, course_id = new_course(file_bench)
    reaction_id = report(file_bench, course_id)
    entry = entry_of(file_bench, patient_id, photo, reaction_id=reaction_id, taken_on=TODAY, note=" Blister ")
    done = attach_photo(file_bench.reception, entry)
    assert done.changed == {Topic.PHOTOS}
    (kept,) = list_photos(file_bench.practitioner, patient_id)
    assert (kept.id, kept.course_id, kept.reaction_id) == (done.value, course_id, reaction_id)
    assert (kept.width, kept.height, kept.taken_on, kept.note) == (640, 480, TODAY, "Blister")
    assert kept.side_effect_id is None
    assert kept.thumbnail.startswith(b"\xff\xd8")
    assert read_photo(file_bench.practitioner, kept.id).startswith(b"\xff\xd8")
    assert len(files(file_bench)) == 1


def test_a_judged_reactions_photo_goes_with_the_side_effect(file_bench: Bench, photo: Path) -> None:
    patient_id, course_id = new_course(file_bench)
    session_id = log_session(file_bench.practitioner, file_bench.session(course_id)).value
    reaction_id = report(file_bench, course_id)
    attach_photo(file_bench.reception, entry_of(file_bench, patient_id, photo, reaction_id=reaction_id))
    effect = file_bench.side_effect(course_id, session_id, reaction_id=reaction_id)
    effect_id = report_side_effect(file_bench.practitioner, effect).value
    assert [one.side_effect_id for one in list_photos(file_bench.practitioner, patient_id, course_id)] == [
        effect_id
    ]


def test_reception_neither_sees_photos_nor_attaches_others_than_of_reactions(
    file_bench: Bench, photo: Path
) -> None:
    patient_id, course_id = new_course(file_bench)
    with pytest.raises(NotAllowed):
        attach_photo(file_bench.reception, entry_of(file_bench, patient_id, photo, course_id=course_id))
    key = attach_photo(file_bench.practitioner, entry_of(file_bench, patient_id, photo)).value
    with pytest.raises(NotAllowed):
        list_photos(file_bench.reception, patient_id)
    with pytest.raises(NotAllowed):
        read_photo(file_bench.reception, key)


def test_a_second_call_finds_the_photo_of_the_first_even_when_the_file_is_gone(
    file_bench: Bench, photo: Path
) -> None:
    patient_id, _ = new_course(file_bench)
    entry = entry_of(file_bench, patient_id, photo)
    key = attach_photo(file_bench.practitioner, entry).value
    photo.unlink()
    again = attach_photo(file_bench.practitioner, entry)
    assert (again.value, again.changed) == (key, frozenset())
    assert len(list_photos(file_bench.practitioner, patient_id)) == len(files(file_bench)) == 1


def test_what_is_refused_leaves_neither_a_row_nor_a_file(file_bench: Bench, photo: Path, tmp_path: Path) -> None:
    patient_id, course_id = new_course(file_bench)
    other_id, _ = new_course(file_bench, family_name="Bell")
    reaction_id = report(file_bench, course_id)
    tomorrow = TODAY + timedelta(days=1)
    letter = tmp_path / "letter.jpg"
    letter.write_text("This is a letter.")
    wrong: tuple[tuple[type[Exception], PhotoEntry], ...] = (
        (NotFound, entry_of(file_bench, other_id, photo, reaction_id=reaction_id)),
        (NotFound, entry_of(file_bench, other_id, photo, course_id=course_id)),
        (NotFound, entry_of(file_bench, 999, photo)),
        (NotFound, entry_of(file_bench, patient_id, photo, session_id=999)),
        (Refused, entry_of(file_bench, patient_id, photo, taken_on=tomorrow)),
        (FileTrouble, entry_of(file_bench, patient_id, letter)),
    )
    for error, entry in wrong:
        with pytest.raises(error):
            attach_photo(file_bench.practitioner, entry)
    assert list_photos(file_bench.practitioner, patient_id) == list_photos(file_bench.practitioner, other_id) == ()
    assert files(file_bench) == []


def test_the_database_itself_is_never_opened_as_a_photo(file_bench: Bench, tmp_path: Path) -> None:
    assert file_bench.database.path is not None
    link = tmp_path / "arm.jpg"
    link.symlink_to(file_bench.database.path)
    for path in (link, file_bench.database.path):
        with pytest.raises(FileTrouble, match=r"the clinic.s database itself"):
            preview_photo(file_bench.reception, path)


def test_looking_at_a_file_gives_its_thumbnail_and_keeps_nothing(file_bench: Bench, photo: Path) -> None:
    assert preview_photo(file_bench.reception, photo).startswith(b"\xff\xd8")
    assert files(file_bench) == []


def test_a_withdrawn_photo_is_shown_no_more_and_its_file_stays(file_bench: Bench, photo: Path) -> None:
    patient_id, _ = new_course(file_bench)
    key = attach_photo(file_bench.practitioner, entry_of(file_bench, patient_id, photo)).value
    assert withdraw_photo(file_bench.practitioner, key).changed == {Topic.PHOTOS}
    assert withdraw_photo(file_bench.practitioner, key).changed == frozenset()
    assert list_photos(file_bench.practitioner, patient_id) == ()
    assert len(files(file_bench)) == 1


def test_a_lost_file_is_said_and_the_record_still_opens(file_bench: Bench, photo: Path) -> None:
    patient_id, _ = new_course(file_bench)
    key = attach_photo(file_bench.practitioner, entry_of(file_bench, patient_id, photo)).value
    files(file_bench)[0].unlink()
    with pytest.raises(FileTrouble, match="missing or damaged"):
        read_photo(file_bench.practitioner, key)
    assert len(list_photos(file_bench.practitioner, patient_id)) == 1


def test_the_audit_names_the_thumbnail_by_its_hash(file_bench: Bench, photo: Path) -> None:
    patient_id, _ = new_course(file_bench)
    attach_photo(file_bench.practitioner, entry_of(file_bench, patient_id, photo))
    with file_bench.database.read() as work:
        contents = work.connection.scalars(text("SELECT content FROM audit_payload")).all()
    assert any('"thumbnail": [null, "sha256:' in content for content in contents)


def test_a_backup_carries_the_photos_and_opens_with_them(file_bench: Bench, photo: Path) -> None:
    patient_id, _ = new_course(file_bench)
    key = attach_photo(file_bench.practitioner, entry_of(file_bench, patient_id, photo)).value
    backup = back_up(file_bench.administrator)
    assert json.loads((backup.folder / "manifest.json").read_text("utf-8"))["photos"] == 1
    opened = open_with_key(DatabaseAddress(path=backup.database), None, file_bench.clock)
    context = sign_in(opened, file_bench.practitioner.operator.id, file_bench.clock)
    assert read_photo(context, key) == read_photo(file_bench.practitioner, key)
    opened.close()


def test_on_a_server_a_photo_is_refused_with_the_reason(bench: Bench, photo: Path) -> None:
    patient_id, _ = new_course(bench)
    entry = entry_of(bench, patient_id, photo)
    if bench.database.path is not None:
        assert attach_photo(bench.practitioner, entry).value
        return
    for try_it in (lambda: attach_photo(bench.practitioner, entry), lambda: preview_photo(bench.reception, photo)):
        with pytest.raises(FileTrouble, match="on a server they have no place yet"):
            try_it()
    assert list_photos(bench.practitioner, patient_id) == ()
    assert photo.exists()
