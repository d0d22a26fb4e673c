"""Lasers and people in date: dates and results are compared, the clinic says how far a gap goes."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest

from pico_tracker.domain.findings import Level
from pico_tracker.domain.upkeep import (
    Authorisation,
    CheckKind,
    CheckResult,
    DeviceCheck,
    DeviceCheckEntry,
    PaperKind,
    StaffPaper,
    StaffPaperEntry,
    Suspect,
    UpkeepFacts,
    check_device_check,
    check_staff_paper,
    check_upkeep,
    list_suspects,
    list_upkeep_due,
)

TODAY = date(2026, 11, 22)
LASER, OTHER_LASER, PIECE, PERSON = 1, 2, 10, 7
PASSED, FAILED = CheckResult.PASSED, CheckResult.FAILED


def entry(**changes: Any) -> DeviceCheckEntry:
    made = DeviceCheckEntry(
        entry_id=UUID(int=1), device_id=LASER, kind=CheckKind.OUTPUT, done_on=date(2026, 11, 1), result=PASSED
    )
    return replace(made, **changes)


def check(day: date, result: CheckResult = PASSED, **changes: Any) -> DeviceCheck:
    return DeviceCheck(id=day.toordinal(), entry=entry(done_on=day, result=result, **changes), recorded_by="A")


def paper(kind: PaperKind, until: date | None, issued: date | None = None) -> StaffPaper:
    made = StaffPaperEntry(
        entry_id=UUID(int=2), staff_id=PERSON, kind=kind, title="No. 4", issued_on=issued, valid_until=until
    )
    return StaffPaper(id=1, entry=made, recorded_by="A")


PAPERS = (paper(PaperKind.LICENCE, None), paper(PaperKind.TRAINING, date(2027, 5, 1)))


def said(facts: UpkeepFacts, *, piece: int | None = None, on: date = TODAY) -> list[str]:
    return [str(one.sentence) for one in check_upkeep(PERSON, [(LASER, piece)], on, facts)]


def test_nothing_stands_against_a_person_with_papers_in_date_at_a_laser_nobody_keeps_checks_of() -> None:
    assert said(UpkeepFacts(papers=PAPERS)) == []


def test_a_person_without_papers_is_named_where_the_clinic_lets_it_go_past_a_note() -> None:
    strict = {"licence_out_of_date": Level.CAUTION, "training_out_of_date": Level.STOP}
    assert said(UpkeepFacts()) == []
    assert said(UpkeepFacts(levels=strict)) == [
        "No licence is on file for whoever treats.",
        "No training is on file for whoever treats.",
    ]


def test_a_paper_counts_until_its_last_day_and_not_before_it_was_issued() -> None:
    training = PAPERS[1]
    last_day = UpkeepFacts(papers=(paper(PaperKind.LICENCE, TODAY), training))
    assert said(last_day) == []
    assert said(last_day, on=TODAY + timedelta(days=1)) == ["The licence of whoever treats ended on 2026-11-22."]
    later = UpkeepFacts(papers=(paper(PaperKind.LICENCE, None, TODAY + timedelta(days=1)), training))
    strict = replace(later, levels={"licence_out_of_date": Level.CAUTION})
    assert said(strict) == ["No licence is on file for whoever treats."]


def test_the_clinic_says_how_far_a_gap_goes_and_no_reason_answers_its_stop() -> None:
    facts = UpkeepFacts(papers=PAPERS[1:], levels={"licence_out_of_date": Level.STOP})
    (found,) = check_upkeep(PERSON, [(LASER, None)], TODAY, facts)
    assert (found.level, found.overridable, found.field) == (Level.STOP, False, "operator_id")
    ended = replace(facts, papers=(paper(PaperKind.LICENCE, date(2026, 1, 1)), PAPERS[1]), levels={})
    (noted,) = check_upkeep(PERSON, [(LASER, None)], TODAY, ended)
    assert noted.level is Level.NOTE


def test_a_service_is_overdue_from_the_day_after_it_was_due_and_the_newest_check_counts() -> None:
    old = check(date(2026, 1, 5), kind=CheckKind.SERVICE, next_due_on=date(2026, 7, 5))
    facts = UpkeepFacts(papers=PAPERS, checks=(old,))
    assert said(facts, on=date(2026, 7, 5)) == []
    assert said(facts) == ["Service of this laser was due on 2026-07-05."]
    new = check(date(2026, 7, 1), kind=CheckKind.SERVICE, next_due_on=date(2027, 7, 1))
    assert said(replace(facts, checks=(old, new))) == []
    assert said(replace(facts, checks=(check(date(2026, 7, 1), kind=CheckKind.SERVICE),))) == []


def test_where_people_are_authorised_for_a_laser_everybody_else_is_named() -> None:
    not_listed = "Whoever treats is not among the people authorised for this laser."
    other = Authorisation(1, LASER, 99, date(2026, 1, 1))
    facts = UpkeepFacts(papers=PAPERS, authorisations=(other,))
    assert said(facts) == [not_listed]
    mine = Authorisation(2, LASER, PERSON, date(2026, 3, 1), until_on=TODAY)
    facts = replace(facts, authorisations=(other, mine))
    assert said(facts, on=date(2026, 2, 28)) == [not_listed]
    assert said(facts, on=date(2026, 3, 1)) == []
    assert said(facts) == [not_listed], "taken back today"


def test_a_failed_check_holds_until_one_of_the_same_kind_passes() -> None:
    failed = check(date(2026, 11, 10), FAILED)
    facts = UpkeepFacts(papers=PAPERS, checks=(failed,))
    assert said(facts, on=date(2026, 11, 9)) == []
    assert said(facts) == ["Output check failed on 2026-11-10 and none has passed since."]
    serviced = check(date(2026, 11, 12), kind=CheckKind.SERVICE)
    assert said(replace(facts, checks=(failed, serviced))) != []
    assert said(replace(facts, checks=(failed, check(date(2026, 11, 20))))) == []


def test_a_failed_check_of_a_handpiece_concerns_that_handpiece_only_and_one_of_the_laser_all_of_them() -> None:
    piece = UpkeepFacts(papers=PAPERS, checks=(check(date(2026, 11, 10), FAILED, handpiece_id=PIECE),))
    assert len(said(piece, piece=PIECE)) == 1
    assert said(piece, piece=PIECE + 1) == []
    assert len(said(piece)) == 1, "whoever names no handpiece may hold this one"
    laser = UpkeepFacts(papers=PAPERS, checks=(check(date(2026, 11, 10), FAILED),))
    assert len(said(laser, piece=PIECE)) == 1
    other = UpkeepFacts(papers=PAPERS, checks=(check(date(2026, 11, 10), FAILED, device_id=OTHER_LASER),))
    assert said(other, piece=PIECE) == []


def test_sessions_are_in_doubt_from_the_last_sound_check_to_the_next_one() -> None:
    checks = (
        check(date(2026, 1, 5)),
        check(date(2026, 3, 5), FAILED),
        check(date(2026, 3, 6), FAILED),
        check(date(2026, 3, 9)),
        check(date(2026, 9, 1), FAILED),
        check(date(2026, 2, 1), FAILED, handpiece_id=PIECE),
    )
    first = Suspect(LASER, None, CheckKind.OUTPUT, date(2026, 3, 5), date(2026, 1, 5), date(2026, 3, 9))
    second = Suspect(LASER, None, CheckKind.OUTPUT, date(2026, 9, 1), date(2026, 3, 9))
    piece = Suspect(LASER, PIECE, CheckKind.OUTPUT, date(2026, 2, 1), None)
    assert list_suspects(checks) == (second, first, piece)


def test_what_ends_within_30_days_or_is_past_or_was_never_there_is_due_the_oldest_first() -> None:
    checks = (
        check(date(2026, 1, 5), next_due_on=TODAY + timedelta(days=29)),
        check(date(2026, 1, 5), kind=CheckKind.SERVICE, next_due_on=TODAY + timedelta(days=30)),
        check(date(2026, 1, 5), device_id=OTHER_LASER, next_due_on=date(2026, 11, 1)),
    )
    facts = UpkeepFacts(checks=checks, papers=(paper(PaperKind.TRAINING, date(2026, 12, 1)),))
    lines = list_upkeep_due((LASER, OTHER_LASER), (PERSON,), facts, TODAY)
    assert [(line.field, line.record_id, line.what, line.due_on) for line in lines] == [
        ("staff", PERSON, "Licence", None),
        ("device", OTHER_LASER, "Output check", date(2026, 11, 1)),
        ("staff", PERSON, "Training", date(2026, 12, 1)),
        ("device", LASER, "Output check", date(2026, 12, 21)),
    ]
    assert [line.is_past(TODAY) for line in lines] == [True, True, False, False]


def test_a_paper_that_does_not_run_out_is_never_due() -> None:
    papers = (paper(PaperKind.LICENCE, None), paper(PaperKind.TRAINING, None))
    assert list_upkeep_due((), (PERSON,), UpkeepFacts(papers=papers), TODAY) == ()


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({}, None),
        ({"done_on": TODAY + timedelta(days=1)}, "done_on"),
        ({"next_due_on": date(2026, 11, 1)}, "next_due_on"),
        ({"next_due_on": date(2026, 11, 2)}, None),
        ({"result": FAILED}, "note"),
        ({"result": FAILED, "note": "Energy 20 % low; sent to the maker."}, None),
        ({"done_by": "x" * 201}, "done_by"),
    ],
)
def test_a_check_is_written_down_whole(changes: dict[str, Any], field: str | None) -> None:
    assert [one.field for one in check_device_check(entry(**changes), TODAY)] == ([field] if field else [])


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({}, None),
        ({"title": ""}, "title"),
        ({"title": "x" * 201}, "title"),
        ({"issued_on": TODAY + timedelta(days=1)}, "issued_on"),
        ({"issued_on": date(2026, 5, 2), "valid_until": date(2026, 5, 1)}, "valid_until"),
        ({"issued_on": date(2026, 5, 1), "valid_until": date(2026, 5, 1)}, None),
    ],
)
def test_a_paper_is_written_down_whole(changes: dict[str, Any], field: str | None) -> None:
    made = replace(PAPERS[0].entry, **changes)
    assert [one.field for one in check_staff_paper(made, TODAY)] == ([field] if field else [])
