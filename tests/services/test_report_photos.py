"""Photos on the progress report: sealed files, decisions of the patient, files that are gone."""

import io
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from pico_tracker.domain.consents import ConsentKind, ConsentState
from pico_tracker.domain.course_photos import CoursePhotos
from pico_tracker.domain.photos import PhotoEntry
from pico_tracker.domain.printouts import SheetKind
from pico_tracker.domain.progress import Audience
from pico_tracker.domain.sheet_templates import SheetTemplate
from pico_tracker.services.amendments import void_session
from pico_tracker.services.consents import list_course_consents, record_consent, withdraw_consent
from pico_tracker.services.courses import open_course
from pico_tracker.services.letterheads import save_template
from pico_tracker.services.patients import add_patient
from pico_tracker.services.photos import attach_photo, list_photos, withdraw_photo
from pico_tracker.services.reports import gather_progress_report, print_progress_report
from pico_tracker.services.sessions import log_session
from tests.builders import TODAY, Bench
from tests.reports.reading import pages_of

WEEKS = timedelta(weeks=1)
Attach = Callable[..., int]


@pytest.fixture
def course_id(file_bench: Bench) -> int:
    """A course with sessions 20 and 10 weeks ago, its patient asked for nothing yet."""
    bench = file_bench
    patient_id = add_patient(bench.practitioner, bench.patient()).value
    course_id = open_course(bench.practitioner, bench.course(patient_id)).value
    for weeks in (20, 10):
        entry = bench.session(course_id, performed_on=TODAY - weeks * WEEKS, reason="From paper.")
        log_session(bench.practitioner, entry)
    return course_id


@pytest.fixture
def attach(file_bench: Bench, course_id: int, tmp_path: Path) -> Attach:
    """Attaches a photo of so many weeks ago."""

    def attach_one(weeks_ago: int, **changes: Any) -> int:
        path = tmp_path / f"{weeks_ago}.png"
        Image.new("RGB", (1600, 1200), (200, 120, weeks_ago)).save(path)
        entry = PhotoEntry(
            entry_id=file_bench.mint(),
            patient_id=1,
            path=path,
            course_id=course_id,
            taken_on=TODAY - weeks_ago * WEEKS,
            **changes,
        )
        return attach_photo(file_bench.practitioner, entry).value

    return attach_one


def decide(bench: Bench, course_id: int, given: bool = True) -> None:
    decisions = {ConsentKind.PHOTOS_CLINICAL: given}
    record_consent(bench.practitioner, bench.consent(course_id, decisions=decisions))


def photos(bench: Bench) -> CoursePhotos:
    (course,) = gather_progress_report(bench.practitioner, 1, Audience.PATIENT).courses
    return course.photos


def paper(bench: Bench, audience: Audience = Audience.PATIENT) -> str:
    return " ".join(pages_of(print_progress_report(bench.practitioner, 1, audience)))


def files(bench: Bench, ending: str) -> list[Path]:
    assert bench.database.path is not None
    return sorted(bench.database.path.with_name("clinic.pico.photos").rglob(f"*{ending}"))


def test_before_and_now_are_printed_where_the_patient_agreed(
    file_bench: Bench, course_id: int, attach: Attach
) -> None:
    for weeks in (1, 21, 15):
        attach(weeks)
    decide(file_bench, course_id)
    before, now = photos(file_bench).photos
    assert (before.taken_on, before.sessions_before) == (TODAY - 21 * WEEKS, 0)
    assert (now.taken_on, now.sessions_before) == (TODAY - WEEKS, 2)
    for one in (before, now):
        assert Image.open(io.BytesIO(one.jpeg)).size == (960, 720)
    text = paper(file_bench)
    assert "Before and now At the start, 28 Jun 2026 After 2 sessions, 15 Nov 2026" in text


def test_the_photos_on_paper_are_the_kept_jpegs_byte_for_byte(
    file_bench: Bench, course_id: int, attach: Attach
) -> None:
    attach(21)
    attach(1)
    decide(file_bench, course_id)
    kept = [one.jpeg for one in photos(file_bench).photos]
    pdf = print_progress_report(file_bench.practitioner, 1, Audience.PATIENT)
    assert pdf.count(b"/DCTDecode") == 2
    assert all(jpeg in pdf for jpeg in kept)


@pytest.mark.parametrize("given", [False, None], ids=["refused", "not asked"])
def test_without_consent_no_photo_leaves_the_record(
    file_bench: Bench, course_id: int, attach: Attach, given: bool | None
) -> None:
    attach(1)
    if given is not None:
        decide(file_bench, course_id, given)
    assert photos(file_bench).photos == ()
    assert "Photo" not in paper(file_bench)
    why = "were refused on 22 Nov 2026" if given is False else "no decision about photos for the record is written"
    assert why in paper(file_bench, Audience.PRACTITIONER)


def test_a_consent_taken_back_takes_the_photos_off_the_next_report(
    file_bench: Bench, course_id: int, attach: Attach
) -> None:
    attach(1)
    decide(file_bench, course_id)
    assert len(photos(file_bench).photos) == 1
    (consent,) = list_course_consents(file_bench.practitioner, course_id)
    withdraw_consent(file_bench.practitioner, consent.id, TODAY, "She changed her mind.")
    withheld = photos(file_bench).withheld
    assert withheld is not None
    assert (withheld.state, withheld.on) == (ConsentState.WITHDRAWN, TODAY)
    assert "the consent to photos for the record was withdrawn on 22 Nov 2026" in paper(
        file_bench, Audience.PRACTITIONER
    )


def test_withdrawn_photos_and_those_of_void_sessions_are_not_printed(
    file_bench: Bench, course_id: int, attach: Attach
) -> None:
    bench = file_bench
    withdraw_photo(bench.practitioner, attach(21))
    session = log_session(bench.practitioner, bench.session(course_id, reason="Sooner.")).value
    attach(0, session_id=session)
    attach(3)
    decide(bench, course_id)
    assert [one.taken_on for one in photos(bench).photos] == [TODAY - 3 * WEEKS, TODAY]
    void_session(bench.practitioner, session, 1, "Another patient's.")
    assert [one.taken_on for one in photos(bench).photos] == [TODAY - 3 * WEEKS]


def test_the_small_form_is_made_with_the_photo_and_anew_where_it_is_gone(
    file_bench: Bench, course_id: int, attach: Attach
) -> None:
    attach(1)
    decide(file_bench, course_id)
    (small,) = files(file_bench, ".paper")
    (first,) = photos(file_bench).photos
    small.write_bytes(b"damaged")
    assert photos(file_bench).photos[0].width == first.width
    assert small.read_bytes() != b"damaged"
    small.unlink()
    (again,) = photos(file_bench).photos
    assert Image.open(io.BytesIO(again.jpeg)).size == (960, 720)
    assert files(file_bench, ".paper") == [small]


def test_a_file_that_is_gone_or_damaged_stops_no_report(file_bench: Bench, course_id: int, attach: Attach) -> None:
    attach(21)
    attach(1)
    decide(file_bench, course_id)
    for path in files(file_bench, ".paper"):
        path.unlink()
    first, second = files(file_bench, ".photo")
    first.unlink()
    assert photos(file_bench).unread == 1
    assert "1 photo could not be read." in paper(file_bench)
    second.write_bytes(b"damaged")
    assert photos(file_bench).unread == 1, "its small form is sound"
    files(file_bench, ".paper")[0].unlink()
    shown = photos(file_bench)
    assert (shown.photos, shown.unread) == ((), 2)
    assert "2 photos could not be read." in paper(file_bench)
    assert len(list_photos(file_bench.practitioner, 1)) == 2


def test_a_clinic_that_leaves_photos_out_keeps_them_out_of_the_patients_report(
    file_bench: Bench, course_id: int, attach: Attach
) -> None:
    attach(1)
    decide(file_bench, course_id)
    template = SheetTemplate(hidden=frozenset({"photos"}))
    save_template(file_bench.administrator, SheetKind.PROGRESS_REPORT, template)
    assert photos(file_bench).photos == ()
    assert "Photo" not in paper(file_bench)
    assert "Photo After 2 sessions, 15 Nov 2026" in paper(file_bench, Audience.PRACTITIONER)
