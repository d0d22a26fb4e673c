"""Treatment alongside: written down once, edited by who saw the latest, never deleted."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from pico_tracker.domain.alongside import AlongsideEntry, AlongsideKind
from pico_tracker.domain.errors import EditConflict, NotFound, Refused
from pico_tracker.services.alongside import add_alongside, edit_alongside, list_alongside, list_begun_since
from pico_tracker.services.merges import merge_patients
from pico_tracker.services.patients import add_patient
from tests.builders import TODAY, Bench


@pytest.fixture
def patient_id(bench: Bench) -> int:
    return add_patient(bench.reception, bench.patient()).value


def cream(bench: Bench, patient_id: int, **changes: Any) -> AlongsideEntry:
    entry = AlongsideEntry(
        entry_id=bench.mint(),
        patient_id=patient_id,
        kind=AlongsideKind.CREAM,
        what="Hydroquinone 4 %",
        from_on=TODAY - timedelta(days=19),
    )
    return replace(entry, **changes)


def test_it_is_read_back_with_who_wrote_it_down_and_when(bench: Bench, patient_id: int) -> None:
    entry = cream(bench, patient_id, note="At night.")
    key = add_alongside(bench.practitioner, entry).value
    assert add_alongside(bench.practitioner, entry).value == key
    (known,) = list_alongside(bench.practitioner, patient_id)
    assert (known.id, known.version, known.entry) == (key, 1, entry)
    assert (known.recorded_by, known.recorded_on) == ("Practitioner", TODAY)


def test_an_edit_gives_it_its_last_day(bench: Bench, patient_id: int) -> None:
    entry = cream(bench, patient_id)
    key = add_alongside(bench.practitioner, entry).value
    edit_alongside(bench.administrator, key, 1, replace(entry, what="  Hydroquinone   5 %", until_on=TODAY))
    (known,) = list_alongside(bench.practitioner, patient_id)
    assert (known.version, known.entry.what, known.entry.until_on) == (2, "Hydroquinone 5 %", TODAY)


def test_who_saves_second_gets_a_conflict_about_what_differs(bench: Bench, patient_id: int) -> None:
    entry = cream(bench, patient_id)
    key = add_alongside(bench.practitioner, entry).value
    edit_alongside(bench.practitioner, key, 1, replace(entry, until_on=TODAY))
    with pytest.raises(EditConflict) as conflict:
        edit_alongside(bench.administrator, key, 1, cream(bench, patient_id))
    assert list(conflict.value.differences) == ["until_on"]


def test_what_is_new_since_last_time_is_told(bench: Bench, patient_id: int) -> None:
    add_alongside(
        bench.practitioner, cream(bench, patient_id, what="Sunscreen", from_on=TODAY - timedelta(days=60))
    )
    add_alongside(bench.practitioner, cream(bench, patient_id))
    new = list_begun_since(bench.practitioner, patient_id, TODAY - timedelta(days=50))
    assert [one.entry.what for one in new] == ["Hydroquinone 4 %"]
    both = list_alongside(bench.practitioner, patient_id)
    assert [one.entry.what for one in both] == ["Hydroquinone 4 %", "Sunscreen"]


def test_it_goes_to_the_record_that_is_kept(bench: Bench, patient_id: int) -> None:
    other = add_patient(bench.reception, bench.patient(given_names="Amara Joy")).value
    key = add_alongside(bench.practitioner, cream(bench, other)).value
    merge_patients(bench.administrator, patient_id, other, "Same phone and birth date.")
    assert [one.id for one in list_alongside(bench.practitioner, patient_id)] == [key]
    late = add_alongside(bench.practitioner, cream(bench, other, what="Peel")).value
    assert {one.id for one in list_alongside(bench.practitioner, patient_id)} == {key, late}


def test_what_is_wrong_or_nobody_s_is_refused(bench: Bench, patient_id: int) -> None:
    with pytest.raises(Refused):
        add_alongside(bench.practitioner, cream(bench, patient_id, what=" "))
    with pytest.raises(NotFound):
        add_alongside(bench.practitioner, cream(bench, 404))
    with pytest.raises(NotFound):
        edit_alongside(bench.practitioner, 404, 1, cream(bench, patient_id))
    assert list_alongside(bench.practitioner, patient_id) == ()
