"""Two records of one person are made one and taken apart again, on both engines."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from pico_tracker.db.base import Base
from pico_tracker.db.queries.merges import HANDLED_APART, owned_tables
from pico_tracker.domain.contacts import ContactAbout, ContactEntry, ContactMeans, ContactOutcome
from pico_tracker.domain.diary import Place, VisitEntry, VisitKind, VisitState
from pico_tracker.domain.errors import NotFound, Refused
from pico_tracker.domain.merges import FIELD_NAMES, Difference
from pico_tracker.domain.patients import Fitzpatrick, PatientEntry, PatientState
from pico_tracker.domain.waiting import WaitingEntry
from pico_tracker.services.contacts import list_contacts, record_contact, withdraw_contact
from pico_tracker.services.courses import list_course_summaries, open_course, read_patient_page
from pico_tracker.services.merges import merge_patients, read_merge_opening, read_merges, undo_merge
from pico_tracker.services.patients import (
    add_patient,
    add_provisional_patient,
    edit_patient,
    find_patient_by_number,
    find_patients,
    list_recent_patients,
    read_patient,
)
from pico_tracker.services.sessions import log_session
from pico_tracker.services.visits import book_visit, list_patient_visits, move_visit, read_visit, set_visit_state
from pico_tracker.services.waiting import add_to_waiting_list, list_waiting
from tests.builders import NOON, Bench

NOT_COMPARED = {"audit_event", "audit_payload", "patient_merge", "patient_merge_item", "alembic_version"}
REASON = "Same phone and birth date."


@pytest.fixture
def pair(bench: Bench) -> tuple[int, int]:
    """The record to keep, and the one that goes: each with a course, a session and a visit ahead."""
    kept = add_patient(bench.reception, bench.patient(allergies=("Latex",), fitzpatrick=Fitzpatrick.II)).value
    gone = add_patient(
        bench.reception,
        bench.patient(
            family_name="Nwosu-Bell",
            phones=("+44 7700 900143",),
            email="bell@example.com",
            allergies=("Lidocaine", "latex"),
            alerts=("Faints",),
            fitzpatrick=Fitzpatrick.IV,
        ),
    ).value
    for patient_id, hours in ((kept, 24), (gone, 48)):
        course_id = open_course(bench.practitioner, bench.course(patient_id)).value
        log_session(bench.practitioner, bench.session(course_id))
        call(bench, patient_id, course_id, book(bench, patient_id, course_id, hours))
    bench.clock.pass_days(1)
    return kept, gone


def book(bench: Bench, patient_id: int, course_id: int, hours: int) -> int:
    entry = VisitEntry(
        entry_id=bench.mint(),
        patient_id=patient_id,
        course_ids=(course_id,),
        kind=VisitKind.REVIEW,
        place=Place(starts_at=NOON + timedelta(days=9, hours=hours), minutes=45),
    )
    return book_visit(bench.reception, entry).value


def call(bench: Bench, patient_id: int, course_id: int, visit_id: int) -> None:
    """A contact about the visit, and a place on the waiting list for a sooner one."""
    contact = ContactEntry(
        entry_id=bench.mint(),
        patient_id=patient_id,
        course_id=course_id,
        visit_id=visit_id,
        about=ContactAbout.VISIT,
        means=ContactMeans.PHONE,
        outcome=ContactOutcome.NO_ANSWER,
    )
    record_contact(bench.reception, contact)
    waiting = WaitingEntry(
        entry_id=bench.mint(),
        patient_id=patient_id,
        course_ids=(course_id,),
        kind=VisitKind.REVIEW,
        minutes=45,
        visit_id=visit_id,
    )
    add_to_waiting_list(bench.reception, waiting)


def dump(bench: Bench) -> dict[str, list[dict[str, Any]]]:
    """Every row of every table but the audit and the merges; versions only ever grow."""
    with bench.database.read() as work:
        return {
            table.name: [
                {name: value for name, value in row._mapping.items() if name != "version"}
                for row in work.connection.execute(select(table).order_by(*table.primary_key.columns))
            ]
            for table in Base.metadata.sorted_tables
            if table.name not in NOT_COMPARED
        }


def test_every_table_that_names_a_patient_is_moved_or_handled_apart() -> None:
    moved = {one.row_type.__tablename__ for one in owned_tables()}
    named = {
        table.name
        for table in Base.metadata.sorted_tables
        if any(key.column.table.name == "patient" for key in table.foreign_keys)
    }
    assert named == moved | set(HANDLED_APART)
    assert {"course", "visit", "occupancy", "contact", "waiting", "assessment", "screening_answer"} <= moved


def test_everything_of_one_record_belongs_to_the_other_and_both_histories_are_read(
    bench: Bench, pair: tuple[int, int]
) -> None:
    kept, gone = pair
    merge_patients(bench.reception, kept, gone, f"  {REASON} ", {"phones"})
    page = read_patient_page(bench.practitioner, kept)
    assert [len(course.sessions) for course in page.courses] == [1, 1]
    assert [one.state for one in list_patient_visits(bench.reception, kept)] == [VisitState.BOOKED] * 2
    assert [one.entry.patient_id for one in list_contacts(bench.reception, kept)] == [kept] * 2
    assert [one.entry.patient_id for one in list_waiting(bench.reception)] == [kept] * 2
    assert read_patient_page(bench.practitioner, gone).courses == ()
    entry = page.patient.entry
    assert (entry.family_name, entry.phones, entry.email) == ("Nwosu", ("+44 7700 900143",), "bell@example.com")
    assert (entry.allergies, entry.fitzpatrick) == (("Latex", "Lidocaine"), Fitzpatrick.II)
    assert entry.alerts == ("Faints", "Skin type IV in record P-10002, which was merged into this one")


def test_the_record_that_went_leaves_search_and_lists_and_its_number_leads_to_the_other(
    bench: Bench, pair: tuple[int, int]
) -> None:
    kept, gone = pair
    merge_patients(bench.reception, kept, gone, REASON)
    for typed in ("Nwosu", "P-10002", "Bell"):
        found = [line.id for line in find_patients(bench.reception, typed).lines]
        assert found == ([] if typed == "Bell" else [kept])
    assert [line.id for line in list_recent_patients(bench.reception)] == [kept]
    assert find_patient_by_number(bench.reception, "p-10002") == kept
    merges = read_merges(bench.reception, gone)
    assert merges.patient_id == kept
    assert merges.put_away is not None
    assert (merges.put_away.gone_number, merges.put_away.by, merges.put_away.reason) == (
        "P-10002",
        "Reception",
        REASON,
    )
    (merge,) = read_merges(bench.reception, kept).merges
    assert (merge.gone_id, merge.gone_name, merge.can_undo) == (gone, "Amara Nwosu-Bell", True)


def test_the_old_number_is_still_found_after_the_record_was_edited(bench: Bench, pair: tuple[int, int]) -> None:
    kept, gone = pair
    merge_patients(bench.reception, kept, gone, REASON)
    patient = read_patient(bench.reception, kept)
    edit_patient(bench.reception, kept, patient.version, replace(patient.entry, called="Ama"))
    assert [line.id for line in find_patients(bench.reception, "P-10002").lines] == [kept]


def test_undoing_gives_back_every_row_as_it_was(bench: Bench, pair: tuple[int, int]) -> None:
    before = dump(bench)
    merge_id = merge_patients(bench.reception, *pair, REASON, {"phones", "family_name"}).value
    assert dump(bench) != before
    assert undo_merge(bench.reception, merge_id).value == pair[1]
    assert dump(bench) == before
    assert undo_merge(bench.reception, merge_id).value == pair[1]
    assert read_merges(bench.reception, pair[1]).put_away is None
    assert find_patient_by_number(bench.reception, "P-10002") == pair[1]
    again = merge_patients(bench.reception, *pair, REASON).value
    assert again != merge_id


WORDS = st.sampled_from(["", "Ama", "ama", "Bell"])


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    values=st.lists(
        st.fixed_dictionaries(
            {
                "called": WORDS,
                "notes": WORDS,
                "email": st.sampled_from(["", "a@example.com", "b@example.com"]),
                "allergies": st.lists(WORDS.filter(bool), max_size=2).map(tuple),
                "alerts": st.lists(WORDS.filter(bool), max_size=2).map(tuple),
                "fitzpatrick": st.none() | st.sampled_from(Fitzpatrick),
                "consent_texts": st.booleans(),
                "state": st.sampled_from([PatientState.ACTIVE, PatientState.INACTIVE]),
            }
        ),
        min_size=2,
        max_size=2,
    ),
    chosen=st.sets(st.sampled_from(sorted(FIELD_NAMES))),
)
def test_whatever_the_records_say_undoing_gives_them_back(
    file_bench: Bench, values: list[dict[str, Any]], chosen: set[str]
) -> None:
    bench = file_bench
    kept, gone = (add_patient(bench.reception, bench.patient(**changes)).value for changes in values)
    open_course(bench.practitioner, bench.course(gone))
    before = dump(bench)
    merge_id = merge_patients(bench.reception, kept, gone, REASON, chosen).value
    undo_merge(bench.reception, merge_id)
    assert dump(bench) == before


def test_a_second_call_finds_the_merge_of_the_first(bench: Bench, pair: tuple[int, int]) -> None:
    first = merge_patients(bench.reception, *pair, REASON).value
    assert merge_patients(bench.reception, *pair, REASON).value == first


def test_one_person_is_in_one_place(bench: Bench, pair: tuple[int, int]) -> None:
    kept, gone = pair
    (course,) = list_course_summaries(bench.reception, gone)
    visit_id = book(bench, gone, course.course_id, 24)
    before = dump(bench)
    with pytest.raises(Refused, match="Both records hold a visit on 2026-12-02 at 12:00"):
        merge_patients(bench.reception, kept, gone, REASON)
    assert dump(bench) == before
    assert len(read_merge_opening(bench.reception, kept, gone).findings) == 1
    seen = read_visit(bench.reception, visit_id).visit.version
    set_visit_state(bench.reception, visit_id, VisitState.CANCELLED, seen, "Booked twice.")
    merge_patients(bench.reception, kept, gone, REASON)


def test_the_opening_shows_what_differs(bench: Bench, pair: tuple[int, int]) -> None:
    opening = read_merge_opening(bench.reception, *pair)
    assert (opening.kept.id, opening.gone.id, opening.findings) == (*pair, ())
    assert opening.differences == (
        Difference("family_name", "Nwosu", "Nwosu-Bell"),
        Difference("phones", ("+44 7700 900142",), ("+44 7700 900143",)),
    )


def test_what_cannot_be_merged_is_refused_in_words(bench: Bench, pair: tuple[int, int]) -> None:
    kept, gone = pair
    with pytest.raises(Refused, match="the same record"):
        merge_patients(bench.reception, kept, kept, REASON)
    with pytest.raises(Refused, match="how you know"):
        merge_patients(bench.reception, kept, gone, " ")
    with pytest.raises(NotFound):
        merge_patients(bench.reception, kept, 404, REASON)
    with pytest.raises(NotFound):
        undo_merge(bench.reception, 404)
    third = add_patient(bench.reception, bench.patient(state=PatientState.DECEASED)).value
    with pytest.raises(Refused, match="has died"):
        merge_patients(bench.reception, kept, third, REASON)
    merge_patients(bench.reception, kept, gone, REASON)
    with pytest.raises(Refused, match="P-10002 was merged into another one already"):
        merge_patients(bench.reception, gone, kept, REASON)
    patient = read_patient(bench.reception, gone)
    with pytest.raises(Refused, match="P-10002 was merged into another one"):
        edit_patient(bench.reception, gone, patient.version, patient.entry)


def test_what_was_signed_since_with_both_histories_in_view_keeps_them_together(
    bench: Bench, pair: tuple[int, int]
) -> None:
    kept, gone = pair
    merge_id = merge_patients(bench.reception, kept, gone, REASON).value
    bench.clock.pass_days(60)
    course = read_patient_page(bench.practitioner, kept).courses[0].course
    log_session(bench.practitioner, bench.session(course.id))
    assert not read_merges(bench.reception, kept).merges[0].can_undo
    with pytest.raises(Refused, match="Something was signed on 2027-01-22 with both histories in view"):
        undo_merge(bench.reception, merge_id)


def test_a_visit_booked_since_for_a_course_of_the_other_record_keeps_them_together(
    bench: Bench, pair: tuple[int, int]
) -> None:
    kept, gone = pair
    (course,) = list_course_summaries(bench.reception, gone)
    merge_id = merge_patients(bench.reception, kept, gone, REASON).value
    book(bench, kept, course.course_id, 72)
    with pytest.raises(Refused, match="belongs to both records"):
        undo_merge(bench.reception, merge_id)
    assert find_patient_by_number(bench.reception, "P-10002") == kept


def test_a_visit_moved_since_goes_back_with_what_it_holds(bench: Bench, pair: tuple[int, int]) -> None:
    kept, gone = pair
    (visit,) = list_patient_visits(bench.reception, gone)
    merge_id = merge_patients(bench.reception, kept, gone, REASON).value
    seen = read_visit(bench.reception, visit.id).visit
    later = replace(seen.place, starts_at=seen.place.starts_at + timedelta(hours=2), numbing_minutes=30)
    move_visit(bench.reception, visit.id, later, seen.version)
    undo_merge(bench.reception, merge_id)
    (back,) = list_patient_visits(bench.reception, gone)
    assert (back.id, back.starts_at) == (visit.id, later.starts_at)
    held = [row for row in dump(bench)["occupancy"] if row["visit_id"] == visit.id]
    assert {row["patient_id"] for row in held} == {gone}


def test_keys_of_what_a_moved_visit_let_go_of_are_no_others(bench: Bench) -> None:
    """A key that was deleted is given again: it is not taken for the visit that it belonged to."""
    kept = add_patient(bench.reception, bench.patient()).value
    gone = add_patient(bench.reception, bench.patient(given_names="Amara J.")).value
    visit_id = numbed(bench, gone, NOON + timedelta(days=2), 30)
    merge_id = merge_patients(bench.reception, kept, gone, REASON).value
    seen = read_visit(bench.reception, visit_id).visit
    move_visit(bench.reception, visit_id, replace(seen.place, numbing_minutes=0), seen.version)
    since = [numbed(bench, kept, NOON + timedelta(days=3 + number), 0) for number in range(3)]
    undo_merge(bench.reception, merge_id)
    assert [one.id for one in list_patient_visits(bench.reception, kept)] == since
    held = {row["visit_id"]: row["patient_id"] for row in dump(bench)["occupancy"]}
    assert held == {visit_id: gone, **dict.fromkeys(since, kept)}


def numbed(bench: Bench, patient_id: int, starts_at: datetime, minutes: int) -> int:
    entry = VisitEntry(
        entry_id=bench.mint(),
        patient_id=patient_id,
        course_ids=(),
        kind=VisitKind.REVIEW,
        place=Place(starts_at=starts_at, minutes=30, numbing_minutes=minutes),
    )
    return book_visit(bench.reception, entry).value


@pytest.mark.parametrize("who", ["kept", "gone"])
def test_who_asked_since_not_to_be_contacted_is_not_contacted_after_undoing(bench: Bench, who: str) -> None:
    asked_since = who == "kept"
    kept = add_patient(bench.reception, bench.patient()).value
    gone = add_patient(bench.reception, bench.patient(given_names="Amara J.")).value
    contact_id = leave_alone(bench, gone)
    merge_id = merge_patients(bench.reception, kept, gone, REASON).value
    leave_alone(bench, kept) if asked_since else withdraw_contact(bench.reception, contact_id)
    undo_merge(bench.reception, merge_id)
    silent = {row["id"]: row["no_contact"] for row in dump(bench)["patient"]}
    assert silent == {kept: asked_since, gone: asked_since}


def leave_alone(bench: Bench, patient_id: int) -> int:
    contact = ContactEntry(
        entry_id=bench.mint(),
        patient_id=patient_id,
        about=ContactAbout.OTHER,
        means=ContactMeans.PHONE,
        outcome=ContactOutcome.DO_NOT_CONTACT,
        note="Wants no calls.",
    )
    return record_contact(bench.reception, contact).value


def test_merges_that_follow_each_other_lead_to_the_last_and_are_undone_from_there(
    bench: Bench, pair: tuple[int, int]
) -> None:
    kept, gone = pair
    third = add_patient(bench.reception, bench.patient(given_names="Ama")).value
    before = dump(bench)
    first = merge_patients(bench.reception, kept, gone, REASON).value
    second = merge_patients(bench.reception, third, kept, REASON).value
    assert len(read_patient_page(bench.practitioner, third).courses) == 2
    assert read_merges(bench.reception, gone).patient_id == third
    assert [line.id for line in find_patients(bench.reception, "P-10002").lines] == [third]
    with pytest.raises(Refused, match="Undo that merge first"):
        undo_merge(bench.reception, first)
    undo_merge(bench.reception, second)
    undo_merge(bench.reception, first)
    assert dump(bench) == before


def test_a_course_opened_for_the_record_that_went_belongs_to_the_other(bench: Bench, pair: tuple[int, int]) -> None:
    kept, gone = pair
    merge_patients(bench.reception, kept, gone, REASON)
    open_course(bench.practitioner, bench.course(gone, area="left calf"))
    assert len(read_patient_page(bench.practitioner, kept).courses) == 3


def test_dates_follow_the_skin_type_of_the_record_that_stays(bench: Bench) -> None:
    kept = add_patient(bench.reception, bench.patient(fitzpatrick=Fitzpatrick.V)).value
    gone = add_patient(bench.reception, bench.patient(fitzpatrick=None)).value
    course_id = open_course(bench.practitioner, bench.course(gone)).value
    log_session(bench.practitioner, bench.session(course_id))

    def earliest() -> Any:
        row = next(row for row in dump(bench)["course"] if row["id"] == course_id)
        return row["window_earliest_on"]

    before = earliest()
    merge_id = merge_patients(bench.reception, kept, gone, REASON).value
    assert earliest() == before + timedelta(weeks=2)
    bench.clock.pass_days(1)
    undo_merge(bench.reception, merge_id)
    assert earliest() == before


def provisional(bench: Bench, name: str = "Ana de la Cruz", phone: str = "+44 7700 900199") -> int:
    return add_provisional_patient(bench.reception, bench.mint(), name, phone).value


def test_a_name_and_a_phone_are_enough_until_the_birth_date_is_known(bench: Bench) -> None:
    entry_id = bench.mint()
    key = add_provisional_patient(bench.reception, entry_id, " Ana  de la Cruz", "+44 7700 900199").value
    assert add_provisional_patient(bench.reception, entry_id, "Ana Cruz", "+44 7700 900199").value == key
    (line,) = find_patients(bench.reception, "cruz").lines
    assert (line.name, line.phone, line.is_provisional) == ("Ana de la Cruz", "+44 7700 900199", True)
    patient = read_patient(bench.reception, key)
    assert (patient.is_provisional, patient.entry.family_name) == (True, "Cruz")
    edit_patient(bench.reception, key, 1, replace(patient.entry, called="Ana"))
    assert read_patient(bench.reception, key).is_provisional
    born = replace(read_patient(bench.reception, key).entry, born_on=bench.patient().born_on)
    edit_patient(bench.reception, key, 2, born)
    assert not read_patient(bench.reception, key).is_provisional
    with pytest.raises(Refused) as refused:
        provisional(bench, "", "none")
    assert [one.field for one in refused.value.findings] == ["name", "phone"]


def test_who_was_booked_by_name_and_phone_becomes_the_patient_on_record(bench: Bench) -> None:
    whole: PatientEntry = bench.patient()
    kept, gone = add_patient(bench.reception, whole).value, provisional(bench)
    merge_id = merge_patients(bench.reception, gone, kept, REASON).value
    united = read_patient(bench.reception, gone)
    assert (united.is_provisional, united.entry.born_on) == (False, whole.born_on)
    undo_merge(bench.reception, merge_id)
    assert read_patient(bench.reception, gone).is_provisional
    assert not read_patient(bench.reception, kept).is_provisional


def test_what_a_window_still_books_for_the_put_away_record_belongs_to_the_kept_one(bench: Bench) -> None:
    """Somebody had the other record open while a colleague merged it."""
    kept = add_patient(bench.reception, bench.patient()).value
    gone = add_patient(bench.reception, bench.patient(given_names="Amara J.")).value
    merge_patients(bench.reception, kept, gone, "The same phone number.")
    late = VisitEntry(
        entry_id=bench.mint(),
        patient_id=gone,
        course_ids=(),
        kind=VisitKind.REVIEW,
        place=Place(starts_at=NOON + timedelta(days=1), minutes=30),
    )
    visit_id = book_visit(bench.reception, late).value
    assert read_visit(bench.reception, visit_id).visit.patient_id == kept
