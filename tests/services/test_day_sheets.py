"""The day sheet: the practitioner's with courses and notes, reception's without, one person's alone."""

from dataclasses import replace
from datetime import timedelta

import pytest

from pico_tracker.domain.contacts import ContactAbout, ContactEntry, ContactMeans, ContactOutcome
from pico_tracker.domain.day_sheets import DayGap, DayLine, DayPart, DaySheet, DayVisit
from pico_tracker.domain.diary import Place, VisitEntry, VisitKind
from pico_tracker.domain.errors import NotFound
from pico_tracker.domain.opening_hours import AbsenceEntry, Whom
from pico_tracker.domain.patients import PatientState
from pico_tracker.services.contacts import record_contact
from pico_tracker.services.courses import open_course
from pico_tracker.services.day_sheets import gather_day_sheet, print_day_sheet
from pico_tracker.services.opening_hours import record_absence
from pico_tracker.services.patients import add_patient, edit_patient, read_patient
from pico_tracker.services.sessions import log_session
from pico_tracker.services.visits import book_visit
from tests.builders import NOON, TODAY, Bench

MONDAY = TODAY + timedelta(days=1)


def a_patient(bench: Bench, name: str = "Nwosu") -> tuple[int, int]:
    entry = bench.patient(family_name=name, allergies=("lidocaine",), alerts=("keloid",))
    patient_id = add_patient(bench.practitioner, entry).value
    return patient_id, open_course(bench.practitioner, bench.course(patient_id)).value


def book(bench: Bench, patient_id: int, hour: int, *course_ids: int, practitioner: bool = True) -> int:
    place = Place(
        starts_at=NOON.replace(hour=hour) + timedelta(days=1),
        minutes=45,
        practitioner_id=bench.practitioner.operator.id if practitioner else None,
    )
    entry = VisitEntry(
        entry_id=bench.mint(),
        patient_id=patient_id,
        course_ids=course_ids,
        kind=VisitKind.SESSION,
        place=place,
        note="Try the green.",
        desk_note="Brings her sister.",
        reason="Agreed.",
    )
    return book_visit(bench.practitioner, entry).value


def visits_of(part: DayPart) -> list[DayVisit]:
    return [line for line in part.lines if isinstance(line, DayVisit)]


def told(line: DayLine) -> str:
    return f"{line.starts_at:%H:%M} {line.reason or 'free'}" if isinstance(line, DayGap) else "visit"


def only(sheet: DaySheet) -> DayVisit:
    (found,) = (line for part in sheet.parts for line in visits_of(part))
    return found


def test_the_practitioner_reads_course_number_and_note_and_reception_only_that_there_is_a_session(
    bench: Bench,
) -> None:
    patient_id, course_id = a_patient(bench)
    log_session(bench.practitioner, bench.session(course_id))
    book(bench, patient_id, 10, course_id)
    full = gather_day_sheet(bench.practitioner, MONDAY)
    assert full.shows_clinical
    line = only(full)
    assert (line.visit.course_titles, line.numbers) == (("Tattoo removal, right forearm",), (2,))
    assert line.visit.note == "Try the green."
    bare = gather_day_sheet(bench.reception, MONDAY)
    assert not bare.shows_clinical
    line = only(bare)
    assert (line.visit.course_titles, line.numbers, line.visit.note) == ((), (0,), "")
    assert (line.visit.desk_note, line.visit.phone) == ("Brings her sister.", "+44 7700 900142")
    assert (line.allergies, line.alerts, line.born_on) == (("lidocaine",), ("keloid",), bench.patient().born_on)


def test_free_time_and_absences_stand_between_the_visits(bench: Bench) -> None:
    patient_id, _course = a_patient(bench)
    book(bench, patient_id, 10)
    away = AbsenceEntry(
        entry_id=bench.mint(),
        whom=Whom(staff_id=bench.practitioner.operator.id),
        starts_at=NOON + timedelta(days=1),
        ends_at=NOON + timedelta(days=1, hours=2),
        reason="Training",
    )
    record_absence(bench.administrator, away)
    part = next(one for one in gather_day_sheet(bench.reception, MONDAY).parts if one.name == "Practitioner")
    assert [told(line) for line in part.lines] == [
        "09:00 free",
        "visit",
        "10:45 free",
        "12:00 Training",
        "14:00 free",
    ]


def test_one_practitioners_sheet_has_that_day_alone(bench: Bench) -> None:
    first, _ = a_patient(bench)
    second, _ = a_patient(bench, "Okoro")
    book(bench, first, 10)
    book(bench, second, 10, practitioner=False)
    assert len(gather_day_sheet(bench.reception, MONDAY).visits) == 2
    own = gather_day_sheet(bench.reception, MONDAY, bench.practitioner.operator.id)
    assert own.practitioner == "Practitioner"
    assert [one.patient_name for one in own.visits] == ["Amara Nwosu"]
    none = gather_day_sheet(bench.reception, MONDAY, bench.reception.operator.id)
    assert (none.practitioner, none.visits) == ("Reception", ())
    with pytest.raises(NotFound):
        gather_day_sheet(bench.reception, MONDAY, 999)


def test_todays_sheet_names_who_is_to_be_confirmed_but_for_those_who_wish_no_contact(bench: Bench) -> None:
    first, _ = a_patient(bench)
    second, _ = a_patient(bench, "Okoro")
    book(bench, first, 10)
    book(bench, second, 12)
    assert [one.patient_name for one in gather_day_sheet(bench.reception, TODAY).to_confirm] == [
        "Amara Nwosu",
        "Amara Okoro",
    ]
    assert gather_day_sheet(bench.reception, MONDAY).to_confirm == ()
    assert gather_day_sheet(bench.reception, TODAY, bench.practitioner.operator.id).to_confirm == ()
    wish = ContactEntry(
        entry_id=bench.mint(),
        patient_id=second,
        about=ContactAbout.OTHER,
        means=ContactMeans.PHONE,
        outcome=ContactOutcome.DO_NOT_CONTACT,
        note="Said so.",
    )
    record_contact(bench.reception, wish)
    assert [one.patient_name for one in gather_day_sheet(bench.reception, TODAY).to_confirm] == ["Amara Nwosu"]


def test_a_day_without_visits_comes_out_as_pdf_too(bench: Bench) -> None:
    assert gather_day_sheet(bench.reception, MONDAY).visits == ()
    assert print_day_sheet(bench.reception, MONDAY).startswith(b"%PDF")


def test_the_visit_of_a_patient_who_died_says_so_before_anybody_calls(bench: Bench) -> None:
    patient_id, _course_id = a_patient(bench)
    book(bench, patient_id, 10)
    patient = read_patient(bench.reception, patient_id)
    edit_patient(bench.reception, patient_id, patient.version, replace(patient.entry, state=PatientState.DECEASED))
    assert only(gather_day_sheet(bench.reception, MONDAY)).alerts == ("Recorded as deceased", "keloid")
