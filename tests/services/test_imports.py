"""Patients out of a table: all of them, or none, or the good ones."""

import pytest

from pico_tracker.services.backups import check_database
from pico_tracker.services.imports import ImportRefused, ImportWish, import_patients, plan_import
from pico_tracker.services.patients import add_patient, find_patient_by_number, find_patients, read_patient
from tests.builders import Bench

GOOD = """Record number,First name,Last name,Date of birth,Phone
,Amara,Nwosu,1992-05-03,+44 7700 900142
P-10001,Ben,Two,1980-01-31,
,Jörg,Müller,1975-12-24,
K-7,O'Brien,Siobhán,1990-02-28,
"""
ONE_BAD = GOOD + ",Cem,Three,1980-02-31,\n"


def _wish(text: str) -> ImportWish:
    return ImportWish(text.encode())


def test_every_row_is_taken_and_given_a_number_that_nobody_has(bench: Bench) -> None:
    add_patient(bench.reception, bench.patient(given_names="Eva", family_name="First", record_number="P-10002"))
    done = import_patients(bench.administrator, _wish(GOOD))
    assert len(done.value.entries) == 4
    numbers = {
        line.name: line.record_number
        for word in ("amara", "ben", "jorg", "obrien", "eva")
        for line in find_patients(bench.reception, word).lines
    }
    assert numbers == {
        "Amara Nwosu": "P-10003",
        "Ben Two": "P-10001",
        "Jörg Müller": "P-10004",
        "O'Brien Siobhán": "K-7",
        "Eva First": "P-10002",
    }
    next_id = add_patient(bench.reception, bench.patient(given_names="Fay", family_name="Last")).value
    assert read_patient(bench.reception, next_id).entry.record_number == "P-10005"


def test_one_bad_row_keeps_all_of_them_out_and_is_named(bench: Bench) -> None:
    before = check_database(bench.administrator)
    with pytest.raises(ImportRefused) as refused:
        import_patients(bench.administrator, _wish(ONE_BAD))
    (problem,) = refused.value.plan.problems
    assert (problem.line, problem.column) == (6, "Date of birth")
    assert check_database(bench.administrator) == before


def test_the_good_rows_are_taken_when_the_bad_are_to_be_skipped(bench: Bench) -> None:
    done = import_patients(bench.administrator, _wish(ONE_BAD), skip_bad=True)
    assert (len(done.value.entries), done.value.bad_rows) == (4, 1)
    assert check_database(bench.administrator).rows["patient"] == 4


def test_a_second_import_of_the_same_file_finds_everybody_on_record(bench: Bench) -> None:
    import_patients(bench.administrator, _wish(GOOD))
    before = check_database(bench.administrator)
    plan = plan_import(bench.administrator, _wish(GOOD))
    assert (plan.entries, plan.bad_rows) == ((), 4)
    assert "already on record" in str(plan.problems[0].reason)
    with pytest.raises(ImportRefused):
        import_patients(bench.administrator, _wish(GOOD))
    assert import_patients(bench.administrator, _wish(GOOD), skip_bad=True).value.entries == ()
    after = check_database(bench.administrator)
    assert after.digest == before.digest


def test_a_plan_writes_nothing(bench: Bench) -> None:
    before = check_database(bench.administrator)
    assert len(plan_import(bench.administrator, _wish(GOOD)).entries) == 4
    assert check_database(bench.administrator) == before


def test_a_file_may_take_the_numbers_that_the_clinic_would_give_next(bench: Bench) -> None:
    rows = "".join(
        f"P-{number},Name{number},Surname{number}\n,Other{number},Own{number}\n" for number in range(10_001, 10_031)
    )
    import_patients(bench.administrator, _wish("Record number,First name,Last name\n" + rows))
    for number in (10_001, 10_030, 10_060):
        assert find_patient_by_number(bench.reception, f"p-{number}") is not None
    assert check_database(bench.administrator).rows["patient"] == 60


def test_an_empty_file_takes_nobody(bench: Bench) -> None:
    with pytest.raises(Exception, match=r".+") as refused:
        import_patients(bench.administrator, _wish(""))
    assert "PicoError" in {kind.__name__ for kind in type(refused.value).__mro__}
