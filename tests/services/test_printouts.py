"""Any sheet by one wish, what became of it on record, and what is due, on both engines."""

import hashlib
from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any

import pypdf
import pytest

from pico_tracker.domain.advice import AdviceEntry, AdviceKind, AdviceWay
from pico_tracker.domain.diary import Place, VisitEntry, VisitKind, VisitState
from pico_tracker.domain.doctor_letters import LetterEntry
from pico_tracker.domain.due_prints import DuePrint
from pico_tracker.domain.errors import FileTrouble, NotAllowed, NotFound, Refused
from pico_tracker.domain.patients import PatientState
from pico_tracker.domain.printouts import PrintEntry, PrintWay, SheetKind, SheetWish
from pico_tracker.domain.progress import Audience
from pico_tracker.domain.side_effects import Severity
from pico_tracker.domain.test_patches import PatchEntry
from pico_tracker.domain.topics import Topic
from pico_tracker.services.advice import read_course_advice, record_advice
from pico_tracker.services.context import Context
from pico_tracker.services.courses import open_course
from pico_tracker.services.doctor_letters import write_doctor_letter
from pico_tracker.services.due_prints import list_due_prints
from pico_tracker.services.mail_drafts import lock, make_mail_draft, read_mail_address
from pico_tracker.services.patients import add_patient, edit_patient, read_patient
from pico_tracker.services.print_batches import make_batch, make_merged, save_each
from pico_tracker.services.printouts import (
    list_printed,
    make_printout,
    printable_kinds,
    record_print,
    record_prints,
    take_back_print,
    take_back_prints,
)
from pico_tracker.services.sessions import log_session
from pico_tracker.services.sheet_choices import list_sheet_languages, read_sheet_choices
from pico_tracker.services.side_effects import report_side_effect
from pico_tracker.services.test_patches import record_test_patch
from pico_tracker.services.visits import book_visit, move_visit, read_visit, set_visit_state
from tests.builders import NOON, TODAY, Bench


class StoppedError(Exception):
    """The person has cancelled."""


@pytest.fixture
def patient_id(bench: Bench) -> int:
    entry = bench.patient(email="amara@example.org", consent_email=True)
    return add_patient(bench.reception, entry).value


@pytest.fixture
def course_id(bench: Bench, patient_id: int) -> int:
    return open_course(bench.practitioner, bench.course(patient_id)).value


@pytest.fixture
def session_id(bench: Bench, course_id: int) -> int:
    return log_session(bench.practitioner, bench.session(course_id)).value


def an_entry(bench: Bench, wish: SheetWish, way: PrintWay = PrintWay.PRINTED, **changes: Any) -> PrintEntry:
    return replace(PrintEntry(entry_id=bench.mint(), wish=wish, way=way, pages=1, digest="ab" * 32), **changes)


def book(bench: Bench, course_id: int, patient_id: int, **changes: Any) -> int:
    starts_at = changes.pop("starts_at", NOON + timedelta(days=3))
    entry = VisitEntry(
        entry_id=bench.mint(),
        patient_id=patient_id,
        course_ids=(course_id,),
        kind=VisitKind.REVIEW,
        place=Place(starts_at=starts_at, minutes=30),
    )
    return book_visit(bench.practitioner, replace(entry, **changes)).value


def due(context: Context) -> list[DuePrint]:
    return list(list_due_prints(context, context.today()))


def due_kinds(context: Context) -> set[SheetKind]:
    return {one.wish.kind for one in due(context)}


def texts(pdf: bytes) -> str:
    return " ".join(page.extract_text() for page in pypdf.PdfReader(BytesIO(pdf)).pages)


# One sheet


def test_a_sheet_comes_with_its_name_its_file_and_its_pages(bench: Bench, patient_id: int) -> None:
    made = make_printout(bench.reception, SheetWish(kind=SheetKind.PROGRESS_REPORT, patient_id=patient_id))
    assert (made.title, made.file_name) == ("Progress report", "P-10001 progress report.pdf")
    assert made.pages == len(pypdf.PdfReader(BytesIO(made.pdf)).pages) > 0


def test_a_wish_about_a_session_finds_patient_course_and_the_language_of_the_sheet(
    bench: Bench, patient_id: int, course_id: int, session_id: int
) -> None:
    wish = SheetWish(kind=SheetKind.AFTERCARE, course_id=course_id, session_id=session_id)
    made = make_printout(bench.reception, wish)
    assert made.file_name == f"P-10001 aftercare {TODAY.isoformat()}.pdf"
    assert made.wish == replace(wish, patient_id=patient_id, language="en")


def test_a_sheet_of_days_is_nobodys(bench: Bench) -> None:
    made = make_printout(bench.reception, SheetWish(kind=SheetKind.DAY_SHEET, first_on=TODAY, last_on=TODAY))
    assert made.file_name == f"Day sheet {TODAY.isoformat()}.pdf"
    assert made.wish.patient_id is None


def test_every_kind_is_made_but_the_key_that_is_shown_once() -> None:
    assert printable_kinds() == set(SheetKind) - {SheetKind.RECOVERY_KEY}


def test_a_letter_is_due_from_the_day_it_is_signed_until_it_went_out(
    bench: Bench, patient_id: int, course_id: int
) -> None:
    letter = LetterEntry(
        entry_id=bench.mint(),
        patient_id=patient_id,
        course_id=course_id,
        addressee="Dr A. Hill",
        subject="Laser treatment",
        text="Dear colleague",
    )
    letter_id = write_doctor_letter(bench.practitioner, letter).value
    (line,) = (one for one in due(bench.practitioner) if one.wish.kind is SheetKind.DOCTOR_LETTER)
    assert (line.wish.subject_id, line.wish.patient_id) == (letter_id, patient_id)
    assert SheetKind.DOCTOR_LETTER not in due_kinds(bench.reception)
    assert make_printout(bench.practitioner, line.wish).file_name == "P-10001 letter to the family doctor.pdf"
    record_print(bench.practitioner, an_entry(bench, line.wish))
    assert SheetKind.DOCTOR_LETTER not in due_kinds(bench.practitioner)


def test_an_incident_is_due_with_its_report_and_found_by_patient(
    bench: Bench, patient_id: int, course_id: int, session_id: int
) -> None:
    effect = bench.side_effect(course_id, session_id, severity=Severity.SEVERE)
    report_side_effect(bench.practitioner, effect)
    (line,) = (one for one in due(bench.practitioner) if one.wish.kind is SheetKind.INCIDENT_REPORT)
    assert line.patient_name == "Amara Nwosu"
    made = make_printout(bench.practitioner, SheetWish(kind=line.wish.kind, subject_id=line.wish.subject_id))
    assert (made.wish.patient_id, made.wish.course_id) == (patient_id, course_id)
    choices = read_sheet_choices(bench.practitioner, patient_id)
    assert [one.incident_id for one in choices.incidents] == [line.wish.subject_id]
    assert [one.session_id for one in choices.sessions] == [session_id]
    assert read_sheet_choices(bench.reception, patient_id).incidents == ()
    bench.clock.pass_days(2)
    assert SheetKind.INCIDENT_REPORT in due_kinds(bench.practitioner)
    record_print(bench.practitioner, an_entry(bench, line.wish))
    assert SheetKind.INCIDENT_REPORT not in due_kinds(bench.practitioner)


def test_advice_comes_in_the_languages_that_the_clinic_has(bench: Bench, course_id: int) -> None:
    assert list_sheet_languages(bench.reception, SheetKind.AFTERCARE, course_id) == ("en",)
    assert list_sheet_languages(bench.reception, SheetKind.PREPARATION, course_id) == ("en",)
    assert list_sheet_languages(bench.reception, SheetKind.PASSPORT, course_id) == ()


def test_what_a_sheet_lacks_is_said(bench: Bench) -> None:
    with pytest.raises(NotFound, match="Choose the course first"):
        make_printout(bench.practitioner, SheetWish(kind=SheetKind.AFTERCARE))
    with pytest.raises(NotFound):
        make_printout(bench.practitioner, SheetWish(kind=SheetKind.PROGRESS_REPORT, patient_id=999))


def test_reception_makes_no_clinical_sheet_and_keeps_none(bench: Bench, patient_id: int, session_id: int) -> None:
    for wish in (
        SheetWish(kind=SheetKind.SESSION_RECORD, session_id=session_id),
        SheetWish(kind=SheetKind.PROGRESS_REPORT, patient_id=patient_id, audience=Audience.PRACTITIONER),
    ):
        with pytest.raises(NotAllowed):
            make_printout(bench.reception, wish)
        with pytest.raises(NotAllowed):
            record_print(bench.reception, an_entry(bench, wish))
    assert make_printout(bench.practitioner, SheetWish(kind=SheetKind.SESSION_RECORD, session_id=session_id)).pdf


# What became of it


def test_a_print_is_kept_with_whom_when_and_for_whom_newest_first(
    bench: Bench, patient_id: int, course_id: int
) -> None:
    wish = SheetWish(kind=SheetKind.PROGRESS_REPORT, patient_id=patient_id, course_id=course_id, with_range=True)
    done = record_print(bench.reception, an_entry(bench, wish))
    assert done.changed == {Topic.PAPER}
    bench.clock.moment += timedelta(minutes=1)
    record_print(bench.practitioner, an_entry(bench, SheetWish(kind=SheetKind.RECALL_LIST), PrintWay.SAVED))
    later, first = list_printed(bench.practitioner, TODAY, TODAY)
    assert (first.id, first.wish, first.way, first.pages) == (done.value, wish, PrintWay.PRINTED, 1)
    assert (first.printed_by, first.printed_at) == ("Reception", NOON)
    assert (first.patient_name, first.record_number) == ("Amara Nwosu", "P-10001")
    assert (later.way, later.patient_name) == (PrintWay.SAVED, "")
    assert [one.id for one in list_printed(bench.practitioner, TODAY, TODAY, patient_id)] == [first.id]
    assert list_printed(bench.practitioner, TODAY - timedelta(days=9), TODAY - timedelta(days=1)) == ()


def test_the_same_print_sent_twice_is_kept_once(bench: Bench, course_id: int) -> None:
    entry = an_entry(bench, SheetWish(kind=SheetKind.AFTERCARE, course_id=course_id))
    assert record_print(bench.practitioner, entry).value == record_print(bench.practitioner, entry).value
    assert len(list_printed(bench.practitioner, TODAY, TODAY)) == 1
    assert len(read_course_advice(bench.practitioner, course_id).told) == 1


def test_a_print_that_is_taken_back_stands_nowhere(bench: Bench, patient_id: int) -> None:
    wish = SheetWish(kind=SheetKind.APPOINTMENT_CARD, patient_id=patient_id)
    print_id = record_print(bench.reception, an_entry(bench, wish)).value
    assert take_back_print(bench.reception, print_id).changed == {Topic.PAPER}
    assert take_back_prints(bench.reception, (print_id,)).changed == frozenset()
    assert list_printed(bench.reception, TODAY, TODAY) == ()
    with pytest.raises(NotFound):
        take_back_print(bench.reception, 999)


def test_of_several_prints_all_are_kept_or_none(bench: Bench, patient_id: int) -> None:
    good = an_entry(bench, SheetWish(kind=SheetKind.APPOINTMENT_CARD, patient_id=patient_id))
    bad = an_entry(bench, SheetWish(kind=SheetKind.APPOINTMENT_CARD, patient_id=999))
    with pytest.raises(NotFound):
        record_prints(bench.reception, (good, bad))
    assert list_printed(bench.reception, TODAY, TODAY) == ()


def test_reception_is_not_told_of_clinical_sheets(bench: Bench, session_id: int) -> None:
    record_print(
        bench.practitioner, an_entry(bench, SheetWish(kind=SheetKind.SESSION_RECORD, session_id=session_id))
    )
    assert len(list_printed(bench.practitioner, TODAY, TODAY)) == 1
    assert list_printed(bench.reception, TODAY, TODAY) == ()


# Advice on paper


@pytest.mark.parametrize("kind", [AdviceKind.AFTERCARE, AdviceKind.PREPARATION])
def test_printing_a_sheet_of_advice_puts_on_record_that_it_was_given_on_paper(
    bench: Bench, course_id: int, kind: AdviceKind
) -> None:
    wish = SheetWish(kind=SheetKind(kind.value), course_id=course_id)
    record_print(bench.practitioner, an_entry(bench, wish))
    (told,) = read_course_advice(bench.practitioner, course_id).told
    assert (told.kind, told.ways, told.language) == (kind, frozenset({AdviceWay.PRINTED}), "en")


@pytest.mark.parametrize("way", [PrintWay.SAVED, PrintWay.EMAILED, PrintWay.NOT_NEEDED])
def test_a_sheet_in_a_file_was_given_to_nobody_yet(bench: Bench, course_id: int, way: PrintWay) -> None:
    record_print(bench.practitioner, an_entry(bench, SheetWish(kind=SheetKind.AFTERCARE, course_id=course_id), way))
    assert read_course_advice(bench.practitioner, course_id).told == ()


def test_reception_prints_aftercare_and_writes_no_clinical_record(bench: Bench, course_id: int) -> None:
    record_print(bench.reception, an_entry(bench, SheetWish(kind=SheetKind.AFTERCARE, course_id=course_id)))
    assert read_course_advice(bench.practitioner, course_id).told == ()


# What is due


def test_aftercare_is_due_after_a_session_until_it_was_printed_and_again_when_that_is_taken_back(
    bench: Bench, session_id: int
) -> None:
    (line,) = (one for one in due(bench.practitioner) if one.wish.kind is SheetKind.AFTERCARE)
    assert (line.wish.session_id, line.patient_name) == (session_id, "Amara Nwosu")
    assert line.course_title == "Tattoo removal, right forearm"
    print_id = record_print(bench.reception, an_entry(bench, line.wish)).value
    assert SheetKind.AFTERCARE not in due_kinds(bench.practitioner)
    take_back_print(bench.reception, print_id)
    assert SheetKind.AFTERCARE in due_kinds(bench.practitioner)


def test_aftercare_and_preparation_that_a_practitioner_takes_back_are_due_again(
    bench: Bench, course_id: int, patient_id: int
) -> None:
    log_session(bench.practitioner, bench.session(course_id, performed_on=TODAY))
    book(bench, course_id, patient_id, kind=VisitKind.TEST_PATCH, starts_at=NOON + timedelta(days=2))
    for kind in (SheetKind.AFTERCARE, SheetKind.PREPARATION):
        (line,) = (one for one in due(bench.practitioner) if one.wish.kind is kind)
        print_id = record_print(bench.practitioner, an_entry(bench, line.wish)).value
        assert kind not in due_kinds(bench.practitioner)
        assert [one.kind.value for one in read_course_advice(bench.practitioner, course_id).told] == [kind.value]
        assert take_back_print(bench.practitioner, print_id).changed == {Topic.PAPER, Topic.ADVICE}
        assert kind in due_kinds(bench.practitioner)
        assert read_course_advice(bench.practitioner, course_id).told == ()


def test_nothing_is_printed_for_the_visits_of_a_patient_who_died(
    bench: Bench, course_id: int, patient_id: int
) -> None:
    book(bench, course_id, patient_id, starts_at=NOON + timedelta(days=1))
    assert SheetKind.APPOINTMENT_CARD in due_kinds(bench.reception)
    patient = read_patient(bench.reception, patient_id)
    died = replace(patient.entry, state=PatientState.DECEASED)
    edit_patient(bench.reception, patient_id, patient.version, died)
    assert due(bench.practitioner) == []


def test_a_month_with_test_patches_only_asks_for_its_register(bench: Bench, course_id: int) -> None:
    entry = PatchEntry(
        entry_id=bench.mint(),
        course_id=course_id,
        device_id=bench.device_id,
        wavelength_nm=1064,
        pulse_duration_ps=450,
        spot_width_mm=Decimal(4),
        fluence_j_cm2=Decimal("1.2"),
        placed_on=TODAY,
    )
    record_test_patch(bench.practitioner, entry)
    assert SheetKind.TREATMENT_REGISTER not in due_kinds(bench.practitioner)
    bench.clock.pass_days(15)
    assert SheetKind.TREATMENT_REGISTER in due_kinds(bench.practitioner)


def test_reception_takes_back_no_print_of_which_it_is_not_told(bench: Bench, session_id: int) -> None:
    wish = SheetWish(kind=SheetKind.SESSION_RECORD, session_id=session_id)
    print_id = record_print(bench.practitioner, an_entry(bench, wish)).value
    with pytest.raises(NotAllowed):
        take_back_print(bench.reception, print_id)
    assert [one.id for one in list_printed(bench.practitioner, TODAY, TODAY)] == [print_id]


def test_a_mistyped_year_finds_nothing(bench: Bench) -> None:
    assert list_printed(bench.reception, date.max, date.max) == ()
    assert list_printed(bench.reception, date.min, date.max) == ()


def test_aftercare_that_was_given_on_paper_during_the_session_is_not_due(
    bench: Bench, course_id: int, session_id: int
) -> None:
    told = AdviceEntry(
        entry_id=bench.mint(),
        course_id=course_id,
        kind=AdviceKind.AFTERCARE,
        told_on=TODAY,
        ways=frozenset({AdviceWay.PRINTED}),
        session_id=session_id,
    )
    record_advice(bench.practitioner, told)
    assert SheetKind.AFTERCARE not in due_kinds(bench.practitioner)


def test_reception_sees_what_it_hands_out_and_nothing_clinical(bench: Bench, session_id: int) -> None:
    (line,) = (one for one in due(bench.reception) if one.wish.kind is SheetKind.AFTERCARE)
    assert line.course_title == ""
    assert not due_kinds(bench.reception) & {SheetKind.DOWNTIME_PACK, SheetKind.TREATMENT_REGISTER}


def test_day_sheet_and_downtime_pack_are_due_on_a_day_with_visits(
    bench: Bench, course_id: int, patient_id: int
) -> None:
    book(bench, course_id, patient_id, starts_at=NOON + timedelta(hours=2))
    assert {SheetKind.DAY_SHEET, SheetKind.DOWNTIME_PACK} <= due_kinds(bench.practitioner)
    record_print(
        bench.reception, an_entry(bench, SheetWish(kind=SheetKind.DAY_SHEET, first_on=TODAY, last_on=TODAY))
    )
    assert SheetKind.DAY_SHEET not in due_kinds(bench.practitioner)


def test_a_card_is_due_for_a_visit_booked_today_and_again_once_it_is_moved(
    bench: Bench, course_id: int, patient_id: int
) -> None:
    visit_id = book(bench, course_id, patient_id, starts_at=NOON + timedelta(days=40))
    (line,) = (one for one in due(bench.reception) if one.wish.kind is SheetKind.APPOINTMENT_CARD)
    assert line.at == NOON + timedelta(days=40)
    record_print(bench.reception, an_entry(bench, line.wish))
    assert SheetKind.APPOINTMENT_CARD not in due_kinds(bench.reception)
    bench.clock.moment += timedelta(hours=1)
    visit = read_visit(bench.practitioner, visit_id).visit
    place = replace(visit.place, starts_at=NOON + timedelta(days=41))
    move_visit(bench.practitioner, visit_id, place, visit.version)
    assert SheetKind.APPOINTMENT_CARD in due_kinds(bench.reception)


def test_who_was_here_today_needs_a_card_for_a_visit_booked_long_ago_unless_there_is_one(
    bench: Bench, course_id: int, patient_id: int
) -> None:
    bench.clock.pass_days(-10)
    book(bench, course_id, patient_id, starts_at=NOON + timedelta(days=40))
    today = book(bench, course_id, patient_id, starts_at=NOON - timedelta(hours=1))
    bench.clock.pass_days(10)
    assert SheetKind.APPOINTMENT_CARD not in due_kinds(bench.reception)
    set_visit_state(bench.reception, today, VisitState.ARRIVED, read_visit(bench.reception, today).visit.version)
    assert SheetKind.APPOINTMENT_CARD in due_kinds(bench.reception)


def test_a_visit_of_tomorrow_without_preparation_asks_for_its_sheet_until_it_was_told(
    bench: Bench, course_id: int, patient_id: int
) -> None:
    starts_at = NOON + timedelta(days=2)
    book(bench, course_id, patient_id, kind=VisitKind.TEST_PATCH, starts_at=starts_at)
    assert SheetKind.PREPARATION in due_kinds(bench.reception)
    told = AdviceEntry(
        entry_id=bench.mint(),
        course_id=course_id,
        kind=AdviceKind.PREPARATION,
        told_on=TODAY,
        ways=frozenset({AdviceWay.SPOKEN}),
    )
    record_advice(bench.practitioner, told)
    assert SheetKind.PREPARATION not in due_kinds(bench.reception)


def test_a_review_that_took_place_asks_for_a_progress_report(bench: Bench, course_id: int, patient_id: int) -> None:
    visit_id = book(bench, course_id, patient_id, starts_at=NOON + timedelta(hours=1))
    assert SheetKind.PROGRESS_REPORT not in due_kinds(bench.reception)
    seen = read_visit(bench.reception, visit_id).visit.version
    set_visit_state(bench.reception, visit_id, VisitState.ARRIVED, seen)
    assert SheetKind.PROGRESS_REPORT in due_kinds(bench.reception)


def test_the_register_of_last_month_is_due_where_somebody_was_treated_in_it(bench: Bench, course_id: int) -> None:
    log_session(bench.practitioner, bench.session(course_id, performed_on=TODAY - timedelta(days=40)))
    (line,) = (one for one in due(bench.practitioner) if one.wish.kind is SheetKind.TREATMENT_REGISTER)
    assert (line.wish.first_on, line.wish.last_on) == (
        TODAY.replace(month=10, day=1),
        TODAY.replace(month=10, day=31),
    )
    record_print(bench.practitioner, an_entry(bench, line.wish, PrintWay.NOT_NEEDED))
    assert SheetKind.TREATMENT_REGISTER not in due_kinds(bench.practitioner)


def test_another_day_is_looked_at_from_its_beginning(bench: Bench, course_id: int, patient_id: int) -> None:
    tomorrow = TODAY + timedelta(days=1)
    book(bench, course_id, patient_id, starts_at=NOON + timedelta(days=1))
    lines = list_due_prints(bench.practitioner, tomorrow)
    assert SheetKind.DAY_SHEET in {one.wish.kind for one in lines}
    assert min(one.at for one in lines) == datetime.combine(tomorrow, datetime.min.time(), bench.practitioner.zone)


# Many at once


def test_one_sheet_that_cannot_be_made_is_named_and_the_others_go_on(bench: Bench, patient_id: int) -> None:
    card = SheetWish(kind=SheetKind.APPOINTMENT_CARD, patient_id=patient_id)
    missing = replace(card, patient_id=999)
    report = SheetWish(kind=SheetKind.PROGRESS_REPORT, patient_id=patient_id)
    told: list[tuple[int, int]] = []
    merged = make_merged(bench.reception, (report, missing), lambda done, total: told.append((done, total)))
    assert [one.wish.kind for one in merged.batch.printouts] == [SheetKind.PROGRESS_REPORT]
    assert [one.wish for one in merged.batch.failures] == [missing]
    assert told == [(0, 2), (1, 2), (2, 2)]
    assert merged.file_name == f"One sheet {TODAY.isoformat()}.pdf"
    nothing = make_merged(bench.reception, (missing,), lambda _done, _total: None)
    assert (nothing.pdf, len(nothing.batch.failures)) == (b"", 1)


def test_all_sheets_stand_in_one_file_in_their_order(bench: Bench, patient_id: int) -> None:
    other = add_patient(bench.reception, bench.patient(given_names="Zoe", family_name="Adler")).value
    wishes = [SheetWish(kind=SheetKind.PROGRESS_REPORT, patient_id=key) for key in (other, patient_id)]
    merged = make_merged(bench.reception, wishes, lambda _done, _total: None)
    assert b"Test Clinic" in merged.pdf  # the author
    said = texts(merged.pdf)
    assert said.index("Zoe Adler") < said.index("Amara Nwosu")


def test_a_batch_that_is_cancelled_keeps_nothing(bench: Bench, patient_id: int) -> None:
    def stop(done: int, _total: int) -> None:
        if done == 1:
            raise StoppedError

    wishes = [SheetWish(kind=SheetKind.PROGRESS_REPORT, patient_id=patient_id)] * 3
    with pytest.raises(StoppedError):
        make_merged(bench.reception, wishes, stop)
    assert list_printed(bench.reception, TODAY, TODAY) == ()


def test_sheets_saved_one_each_replace_nothing(bench: Bench, patient_id: int, tmp_path: Path) -> None:
    (tmp_path / "P-10001 Progress Report.pdf").write_bytes(b"mine")
    wishes = [SheetWish(kind=SheetKind.PROGRESS_REPORT, patient_id=patient_id)] * 2
    batch = make_batch(bench.reception, wishes, lambda _done, _total: None)
    names = save_each(bench.reception, batch, tmp_path)
    assert names == ("P-10001 progress report (2).pdf", "P-10001 progress report (3).pdf")
    assert (tmp_path / "P-10001 Progress Report.pdf").read_bytes() == b"mine"
    assert (tmp_path / names[1]).read_bytes() == batch.printouts[1].pdf


def test_where_a_sheet_cannot_be_saved_none_is_left(bench: Bench, patient_id: int, tmp_path: Path) -> None:
    folder = tmp_path / "sheets"
    folder.mkdir()
    wishes = [SheetWish(kind=SheetKind.PROGRESS_REPORT, patient_id=patient_id)] * 2
    batch = make_batch(bench.reception, wishes, lambda _done, _total: None)
    unwritable = replace(batch.printouts[1], file_name="no/folder.pdf")
    with pytest.raises(FileTrouble, match="None was kept"):
        save_each(bench.reception, replace(batch, printouts=(batch.printouts[0], unwritable)), folder)
    assert list(folder.iterdir()) == []
    with pytest.raises(FileTrouble):
        save_each(bench.reception, batch, tmp_path / "nowhere")


# Drafts and passwords


def test_a_draft_goes_to_whom_it_is_about_if_e_mail_was_agreed_to(bench: Bench, patient_id: int) -> None:
    made = make_printout(bench.reception, SheetWish(kind=SheetKind.PROGRESS_REPORT, patient_id=patient_id))
    draft = make_mail_draft(bench.reception, made)
    assert (draft.to, draft.file_name) == ("amara@example.org", "P-10001 progress report.eml")
    assert draft == make_mail_draft(bench.reception, made)
    entry = bench.patient(email="zoe@example.org", consent_email=False)
    silent = add_patient(bench.reception, entry).value
    report = SheetWish(kind=SheetKind.PROGRESS_REPORT, patient_id=silent)
    assert read_mail_address(bench.reception, report) == ""


def test_a_letter_to_a_doctor_is_not_addressed_to_the_patient(bench: Bench, patient_id: int) -> None:
    letter = SheetWish(kind=SheetKind.DOCTOR_LETTER, patient_id=patient_id, subject_id=1)
    assert read_mail_address(bench.practitioner, letter) == ""
    assert read_mail_address(bench.practitioner, SheetWish(kind=SheetKind.RECALL_LIST)) == ""
    made = make_printout(bench.reception, SheetWish(kind=SheetKind.PROGRESS_REPORT, patient_id=patient_id))
    draft = make_mail_draft(bench.practitioner, replace(made, wish=letter))
    assert draft.to == ""
    assert b"Hello,\r\n" in draft.content


def test_a_draft_of_a_sheet_that_is_nobodys_has_no_address(bench: Bench) -> None:
    made = make_printout(bench.reception, SheetWish(kind=SheetKind.RECALL_LIST))
    assert make_mail_draft(bench.reception, made, "geheim 1234", "geheim 1234").to == ""
    with pytest.raises(Refused, match="This sheet names several patients"):
        make_mail_draft(bench.reception, made)


def test_a_password_locks_the_attached_file_and_stands_nowhere_in_the_draft(bench: Bench, patient_id: int) -> None:
    made = make_printout(bench.reception, SheetWish(kind=SheetKind.PROGRESS_REPORT, patient_id=patient_id))
    draft = make_mail_draft(bench.reception, made, "geheim 1234", "geheim 1234")
    assert b"geheim" not in draft.content
    assert b"another way" in draft.content
    with pytest.raises(Refused, match="The two passwords differ"):
        make_mail_draft(bench.reception, made, "geheim 1234", "")
    locked = pypdf.PdfReader(BytesIO(lock(bench.reception, made.pdf, "geheim 1234", "geheim 1234")))
    assert locked.is_encrypted
    assert locked.decrypt("geheim 1234")
    assert hashlib.sha256(made.pdf).hexdigest() not in draft.content.decode("ascii")
