"""Finding a patient, alike on both engines."""

import random
from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from pico_tracker.domain.diary import Place, VisitEntry, VisitKind
from pico_tracker.domain.histories import PatientHistory
from pico_tracker.services.histories import load_histories
from pico_tracker.services.patients import (
    add_patient,
    edit_patient,
    find_patient_by_number,
    find_patients,
    list_recent_patients,
    note_patient_opened,
)
from pico_tracker.services.visits import book_visit
from tests.builders import Bench

HOSTILE = (
    "*\"'%_\\()[]{}^$?+-/|:;,.<>&~`´’ \t\n\0\x1f\u200f\u202e\ufeff\U0010ffff\ud800"
    "É ß İ ı Ａ １ 王 김 が ﷺ 👩\u200d⚕️ 01 0000 99"
)


def _names(bench: Bench, typed: str) -> list[str]:
    return [line.name for line in find_patients(bench.reception, typed).lines]


def _add(bench: Bench, given: str, family: str, **changes: object) -> int:
    changes = {"born_on": date(1980, 1, 1), "phones": ()} | changes
    return add_patient(bench.reception, bench.patient(given_names=given, family_name=family, **changes)).value


FOUND = [
    (("José", "Álvarez"), ["jose", "JOSÉ", "alvarez", "álv", "alvarez jose", "jo al", "jo  AL "]),
    (("Jörg", "Müller"), ["müller", "muller", "mueller", "MÜLL", "joerg", "jorg mueller"]),
    (("Joerg", "Mueller"), ["mueller", "müller", "jörg", "jörg müller"]),
    (("Siobhán", "O'Brien"), ["o'brien", "o’brien", "obrien", "brien", "o brien", "siobhan obrien", "O`Brien"]),
    (("Anne-Marie", "Smith-Jones"), ["anne-marie", "annemarie", "anne marie", "smith", "jones", "smith-jones"]),
    (("Søren", "Ødegård"), ["soren", "søren", "odegard", "ødegård", "oedegaard"]),
    (("Łukasz", "Weiß"), ["lukasz", "łukasz", "weiss", "weiß", "WEISS"]),
    (("İpek", "Yıldız"), ["ipek", "yildiz", "yıldız", "İPEK"]),
    (("민수", "김"), ["민수", "김민수", "민수 김"]),
    (("小明", "王"), ["王小", "小明", "王小明", "小明王", "明小"]),
    (("Олег", "Фёдоров"), ["федоров", "фёдоров", "олег ф"]),
    (("Li", "Xu"), ["li", "xu", "xu li"]),
]


@pytest.mark.parametrize(("name", "queries"), FOUND, ids=["-".join(name) for name, _ in FOUND])
def test_a_name_is_found_however_it_is_typed(bench: Bench, name: tuple[str, str], queries: list[str]) -> None:
    _add(bench, "Somebody", "Else")
    _add(bench, *name)
    for typed in queries:
        assert _names(bench, typed) == [" ".join(name)], typed


@pytest.mark.parametrize("stored", ["+44 7700 900142", "07700 900142", "+44 (0)7700 900142", "0044 7700 900142"])
def test_a_phone_is_found_by_its_parts_with_and_without_country_code(bench: Bench, stored: str) -> None:
    _add(bench, "Ada", "One", phones=("0131 496 0999",))
    _add(bench, "Ben", "Two", phones=(stored,))
    for typed in (
        "+44 7700 900142",
        "+447700900142",
        "07700900142",
        "07700 900142",
        "7700 900142",
        "0044 7700 900142",
        "+44 (0)7700 900142",
        "900142",
        "900 142",
        "0142",
        "142",
        "7700-900",
        "two 142",
    ):
        assert _names(bench, typed) == ["Ben Two"], typed


def test_a_record_number_is_found_by_its_parts(bench: Bench) -> None:
    numbers = ("P-10441", "P-20007", "MK/77-3")
    for number in numbers:
        _add(bench, "Name", number.replace("/", "").replace("-", ""), record_number=number)
    wanted = {
        "P-10441": ["P-10441", "p10441", "p-104", "10441", "441", "0441"],
        "P-20007": ["20007", "007", "0007", "P 20007"],
        "MK/77-3": ["mk77", "mk/77", "773"],
    }
    for number, queries in wanted.items():
        for typed in queries:
            lines = find_patients(bench.reception, typed).lines
            assert [line.record_number for line in lines] == [number], typed
    assert find_patient_by_number(bench.reception, " p-10441 ") is not None
    assert find_patient_by_number(bench.reception, "P-99999") is None


def test_a_record_number_with_an_accent_is_found_in_either_case(bench: Bench) -> None:
    patient_id = _add(bench, "Ada", "One", record_number="ÄB-7")
    assert find_patient_by_number(bench.reception, "ÄB-7") == patient_id
    assert find_patient_by_number(bench.reception, "Äb-7") == patient_id


@pytest.mark.parametrize(
    "typed",
    ["1992-05-03", "3.5.1992", "03.05.1992", "03/05/1992", "05/03/1992", "03051992", "19920503", "nwosu 3.5.1992"],
)
def test_a_birth_date_is_found_in_every_usual_spelling(bench: Bench, typed: str) -> None:
    _add(bench, "Ada", "One", born_on=date(1992, 5, 4))
    _add(bench, "Amara", "Nwosu", born_on=date(1992, 5, 3))
    assert _names(bench, typed) == ["Amara Nwosu"]


@pytest.mark.parametrize("typed", ["", " ", "a", "7", "a ", "-", "''", "99999999", "31.02.1990", "zz"])
def test_nobody_is_found_by_too_little_or_by_nonsense(bench: Bench, typed: str) -> None:
    _add(bench, "Amara", "Nwosu")
    assert _names(bench, typed) == []


def test_todays_visitors_and_opened_records_come_first_then_whole_words_then_beginnings(bench: Bench) -> None:
    beginning = _add(bench, "Tom", "Annable")
    whole = _add(bench, "Ann", "Miller")
    opened = _add(bench, "Annika", "Berg")
    today = _add(bench, "Anneke", "Visser")
    bench.clock.pass_days(1)
    start = datetime.combine(bench.reception.today(), time(15), bench.reception.zone)
    visit = VisitEntry(
        entry_id=bench.mint(),
        patient_id=today,
        course_ids=(),
        kind=VisitKind.CONSULTATION,
        place=Place(starts_at=start, minutes=30),
    )
    book_visit(bench.reception, visit)
    for patient_id in (beginning, whole):
        _forget(bench, patient_id)
    note_patient_opened(bench.reception, opened)
    found = [line.id for line in find_patients(bench.reception, "ann").lines]
    assert found == [today, opened, whole, beginning]
    assert list_recent_patients(bench.reception)[0].id == opened


def _forget(bench: Bench, patient_id: int) -> None:
    with bench.database.change(bench.reception.actor()) as work:
        work.connection.execute(text("DELETE FROM recent_patient WHERE patient_id = :id"), {"id": patient_id})


def test_an_edited_patient_is_found_by_what_is_true_now(bench: Bench) -> None:
    entry = bench.patient(phones=("+44 7700 900142",))
    patient_id = add_patient(bench.reception, entry).value
    changed = bench.patient(entry_id=entry.entry_id, family_name="Bello", phones=("+44 7700 900777",))
    edit_patient(bench.reception, patient_id, 1, changed)
    assert _names(bench, "nwosu") == _names(bench, "900142") == []
    assert _names(bench, "bello 777") == ["Amara Bello"]


def _crowd(bench: Bench, count: int) -> None:
    dice = random.Random(7)
    syllables = ("ka", "lo", "mi", "ren", "sa", "tor", "an", "be")

    def name() -> str:
        return "".join(dice.choices(syllables, k=3)).capitalize()

    load_histories(
        bench.administrator,
        [
            PatientHistory(
                entry=bench.patient(
                    given_names=name(),
                    family_name=name(),
                    phones=(f"+44 7700 9{dice.randrange(100_000):05d}",),
                    born_on=date(1950, 1, 1) + timedelta(days=dice.randrange(20_000)),
                )
            )
            for _ in range(count)
        ],
        "crowd",
    )


def test_a_patient_entered_a_minute_ago_is_found_in_three_keys_among_many(bench: Bench) -> None:
    _crowd(bench, 3000)
    patient_id = _add(bench, "Kalo", "Kalomi")
    matches = find_patients(bench.reception, "kal")
    assert matches.lines[0].id == patient_id
    assert matches.was_cut
    assert len(matches.lines) == 50


def test_a_list_that_is_complete_says_so(bench: Bench) -> None:
    for index in range(50):
        _add(bench, f"Quentin{index}", "Quist")
    matches = find_patients(bench.reception, "quist")
    assert (len(matches.lines), matches.was_cut) == (50, False)
    _add(bench, "Quentin51", "Quist")
    matches = find_patients(bench.reception, "quist")
    assert (len(matches.lines), matches.was_cut) == (50, True)


def test_both_words_must_match_the_same_patient(bench: Bench) -> None:
    _add(bench, "Ada", "One")
    _add(bench, "Ben", "Two")
    assert _names(bench, "ada two") == []
    assert _names(bench, "two be") == ["Ben Two"]


def test_five_thousand_hostile_queries_are_answered(file_bench: Bench) -> None:
    _crowd(file_bench, 200)
    dice = random.Random(11)
    for _ in range(5000):
        typed = "".join(dice.choices(HOSTILE, k=dice.randrange(0, 30)))
        assert len(find_patients(file_bench.reception, typed).lines) <= 50


def test_hostile_queries_are_answered_on_a_server_too(bench: Bench) -> None:
    _crowd(bench, 200)
    dice = random.Random(12)
    for _ in range(300):
        find_patients(bench.reception, "".join(dice.choices(HOSTILE, k=dice.randrange(0, 30))))
    for typed in ("x" * 10_000_000, "7" * 300, "a " * 300, "'; DROP TABLE patient; --"):
        find_patients(bench.reception, typed)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=40))
def test_no_typed_text_raises(file_bench: Bench, typed: str) -> None:
    find_patients(file_bench.reception, typed)


def test_both_engines_find_the_same_people_in_the_same_order(bench: Bench, request: pytest.FixtureRequest) -> None:
    _crowd(bench, 400)
    found = {
        typed: [line.record_number for line in find_patients(bench.reception, typed).lines]
        for typed in ("kalo", "ren ka", "torbe", "77009", "P-1000", "1961-03-04", "be be", "anan", "mi 9 7")
        if not find_patients(bench.reception, typed).was_cut
    }
    cache = request.config.stash.setdefault(FOUND_BY_ENGINE, [])
    cache.append(found)
    assert all(one == cache[0] for one in cache)
    assert any(found.values())


FOUND_BY_ENGINE: pytest.StashKey[list[dict[str, list[str]]]] = pytest.StashKey()
