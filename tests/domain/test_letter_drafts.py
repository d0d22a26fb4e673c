"""What a letter to the family doctor begins with."""

import uuid
from dataclasses import replace
from datetime import date
from typing import Any

from pico_tracker.domain.courses import CourseState
from pico_tracker.domain.letter_drafts import LetterCourse, LetterFacts, draft_letter
from pico_tracker.domain.letter_sheets import address_lines
from pico_tracker.domain.progress import CourseProgress
from pico_tracker.domain.session_telling import Voice
from pico_tracker.domain.words import in_english
from tests.reports.samples import PATIENT, make_course

ENTRY_ID = uuid.UUID(int=8)
VOICE = Voice(
    translate=in_english,
    day=lambda day: day.isoformat(),
    moment=lambda at: f"{at:%Y-%m-%d %H:%M}",
    number=str,
)


def letter(*courses: CourseProgress, **patient: Any) -> str:
    entry = replace(PATIENT.entry, family_doctor="Dr J. Hargreaves\nMill Lane", **patient)
    told = tuple(LetterCourse(progress=one) for one in courses)
    facts = LetterFacts(patient=replace(PATIENT, entry=entry), courses=told)
    return draft_letter(facts, ENTRY_ID, VOICE).text


def standing(progress: CourseProgress, **changes: Any) -> CourseProgress:
    """The course with other values and no visit booked."""
    return replace(progress, next_visit=None, course=replace(progress.course, **changes))


def test_it_goes_to_the_family_doctor_and_names_the_courses() -> None:
    entry = replace(PATIENT.entry, family_doctor="Dr J. Hargreaves\nMill Lane")
    facts = LetterFacts(
        patient=replace(PATIENT, entry=entry), courses=(LetterCourse(progress=make_course(1)),), course_id=1
    )
    drafted = draft_letter(facts, ENTRY_ID, VOICE)
    assert drafted.entry_id == ENTRY_ID
    assert (drafted.patient_id, drafted.course_id) == (1, 1)
    assert drafted.addressee == "Dr J. Hargreaves\nMill Lane"
    assert drafted.subject == "Laser treatment: Tattoo removal, right forearm"


def test_a_letter_about_no_course_names_the_patient_and_long_subjects_are_cut() -> None:
    facts = LetterFacts(patient=PATIENT, courses=())
    assert draft_letter(facts, ENTRY_ID, VOICE).subject == "Laser treatment: Amara Nwosu"
    many = LetterFacts(patient=PATIENT, courses=tuple(LetterCourse(progress=make_course(0)) for _ in range(20)))
    assert len(draft_letter(many, ENTRY_ID, VOICE).subject) <= 200


def test_it_tells_who_the_patient_is() -> None:
    assert "I am writing about your patient Amara Nwosu, born 1992-05-03." in letter(title="")
    assert "I am writing about your patient Ms Amara Nwosu." in letter(title="Ms", born_on=None)


def test_it_tells_concern_area_sessions_and_lasers_in_sentences() -> None:
    text = letter(make_course(4))
    said = (
        "Tattoo removal (right forearm): under our care since 2026-06-28. 4 sessions were given, on 2026-06-28, "
        "2026-08-16, 2026-10-04, 2026-11-22. Laser: Picosure Pro (1064\u00a0nm), Enlighten (532\u00a0nm)."
    )
    assert said in text
    assert "At the last look, on 2026-11-22 after 3 sessions, 55 % had cleared." in text
    assert "J/cm²" not in text


def test_one_session_none_and_many_are_told_differently() -> None:
    assert "One session was given, on 2026-06-28." in letter(make_course(1))
    assert "No session has been given yet." in letter(make_course(0))
    assert "7 sessions were given, the first on 2026-06-28 and the last on 2027-04-18." in letter(make_course(7))
    assert "after the first session, 20 % had cleared" in letter(make_course(2))


def test_side_effects_are_told_with_their_outcome() -> None:
    text = letter(make_course(4))
    assert "Blister (moderate) from 2026-08-16, healed on 2026-08-20" in text
    assert "Redness (mild) from 2026-11-22, still open." in text
    assert "No side effects were reported." in letter(replace(make_course(1), side_effects=()))
    assert "side effects" not in letter(make_course(0)).lower()


def test_it_tells_what_happens_next() -> None:
    progress = make_course(2)
    assert "The next visit is booked for 2027-01-05 10:15." in letter(progress)
    assert "The next session is planned for 2026-10-11." in letter(standing(progress))
    held = letter(standing(progress, is_held=True, window=None))
    assert "We look at the skin before another session is planned." in held
    done = standing(progress, state=CourseState.COMPLETED, maintenance_due_on=date(2027, 5, 5))
    assert "The course is completed. Maintenance is due 2027-05-05." in letter(done)
    assert "The course is paused." in letter(standing(progress, state=CourseState.PAUSED))
    kept_up = standing(progress, state=CourseState.MAINTENANCE, window=None, maintenance_due_on=date(2027, 5, 5))
    assert "Maintenance is due 2027-05-05." in letter(kept_up)
    assert "Maintenance" not in letter(standing(progress, state=CourseState.MAINTENANCE, window=None))


def test_allergies_are_told_and_that_none_are_known() -> None:
    assert "Allergies on our record: lidocaine." in letter()
    assert "No allergies are on our record." in letter(allergies=())


def test_medicines_are_those_of_the_latest_consultation() -> None:
    courses = (
        LetterCourse(progress=make_course(1), medicines="Older.", told_on=date(2026, 1, 1)),
        LetterCourse(progress=make_course(1), medicines="Levothyroxine.", told_on=date(2026, 6, 14)),
        LetterCourse(progress=make_course(1)),
    )
    text = draft_letter(LetterFacts(patient=PATIENT, courses=courses), ENTRY_ID, VOICE).text
    assert "Medicines, as told on 2026-06-14: Levothyroxine." in text
    assert "Older" not in text
    assert "Medicines" not in letter(make_course(1))


def test_it_opens_and_closes_as_a_letter() -> None:
    text = letter(make_course(1))
    assert text.startswith("Dear colleague,\n\nI am writing")
    assert text.endswith("\n\nKind regards")


def test_an_address_of_more_lines_than_a_window_shows_ends_on_its_last_line() -> None:
    assert address_lines(" Dr J. Hargreaves \n\n3 Mill Lane\n") == ("Dr J. Hargreaves", "3 Mill Lane")
    assert address_lines("\n".join("abcdefgh")) == ("a", "b", "c", "d", "e", "f, g, h")
    assert address_lines("") == ()
