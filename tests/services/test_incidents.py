"""Incidents open by themselves and stay until somebody closes them; what patients say is judged."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from pico_tracker.domain.diary import SafeWord, VisitKind
from pico_tracker.domain.errors import EditConflict, NotAllowed, NotFound, Refused
from pico_tracker.domain.incidents import IncidentEntry
from pico_tracker.domain.recalls import DueKind
from pico_tracker.domain.reported_reactions import ReactionQuestion, ReportedReactionEntry
from pico_tracker.domain.side_effects import Change, FollowUpEntry, RedFlagAnswer, Severity
from pico_tracker.services.clinics import edit_clinic, read_clinic
from pico_tracker.services.courses import list_course_summaries, open_course, read_patient_page
from pico_tracker.services.incidents import (
    dismiss_reaction,
    list_reported_reactions,
    read_incident,
    read_reaction_opening,
    report_reaction,
    write_account,
)
from pico_tracker.services.patients import add_patient
from pico_tracker.services.recalls import list_due
from pico_tracker.services.safe_dates import read_safe_date
from pico_tracker.services.sessions import log_session
from pico_tracker.services.side_effects import follow_up_side_effect, heal_side_effect, report_side_effect
from tests.builders import NOON, TODAY, Bench


@pytest.fixture
def treated(bench: Bench) -> tuple[int, int]:
    """A course and its session of today."""
    patient_id = add_patient(bench.reception, bench.patient()).value
    course_id = open_course(bench.practitioner, bench.course(patient_id)).value
    return course_id, log_session(bench.practitioner, bench.session(course_id)).value


@pytest.fixture
def burn(bench: Bench, treated: tuple[int, int]) -> int:
    """A mild burn of today."""
    return report_side_effect(bench.practitioner, bench.side_effect(*treated, kind_id=bench.kind_id("burn"))).value


def incident_id(bench: Bench) -> int | None:
    return read_patient_page(bench.practitioner, 1).courses[0].side_effects[0].incident_id


def account(bench: Bench, **changes: Any) -> IncidentEntry:
    """A complete account of the first incident."""
    entry = IncidentEntry(
        entry_id=bench.mint(),
        incident_id=1,
        happened="Grey-white skin after the third pass.",
        device="PicoWay 21-0447",
        settings="1064 nm, 2.4 J/cm²",
        action="Stopped, cooled for 20 minutes.",
        informed="Clinical lead",
        informed_on=TODAY,
        reported_to="Yellow Card",
        reported_on=TODAY,
    )
    return replace(entry, **changes)


def kinds(bench: Bench) -> list[DueKind]:
    return [line.kind for line in list_due(bench.practitioner)]


def test_a_burn_opens_an_incident_that_knows_its_laser(bench: Bench, burn: int, treated: tuple[int, int]) -> None:
    incident = read_incident(bench.practitioner, incident_id(bench) or 0)
    assert (incident.side_effect_id, incident.opened_on, incident.is_open) == (burn, TODAY, True)
    assert (incident.device, incident.session_id, incident.latest) == ("PicoWay 21-0447", treated[1], None)
    assert kinds(bench) == [DueKind.SIDE_EFFECT_URGENT, DueKind.INCIDENT_OPEN]


@pytest.mark.parametrize(
    ("changes", "opens"),
    [
        ({"severity": Severity.MODERATE}, False),
        ({"severity": Severity.SEVERE}, True),
        ({"red_flags": (RedFlagAnswer("large", "Is it larger than 2 cm?", is_yes=True),)}, True),
        ({"red_flags": (RedFlagAnswer("large", "Is it larger than 2 cm?", is_yes=False),)}, False),
    ],
)
def test_a_blister_opens_one_when_it_is_severe_or_shows_a_red_flag(
    bench: Bench, treated: tuple[int, int], changes: dict[str, Any], opens: bool
) -> None:
    report_side_effect(bench.practitioner, bench.side_effect(*treated, **changes))
    assert (incident_id(bench) is not None) is opens


def test_a_look_that_finds_it_severe_opens_one_incident_only(bench: Bench, treated: tuple[int, int]) -> None:
    key = report_side_effect(bench.practitioner, bench.side_effect(*treated)).value
    for version in (1, 2):
        look = FollowUpEntry(
            entry_id=bench.mint(),
            side_effect_id=key,
            seen_on=TODAY,
            change=Change.WORSE,
            severity=Severity.SEVERE,
        )
        follow_up_side_effect(bench.practitioner, look, version)
    assert kinds(bench).count(DueKind.INCIDENT_OPEN) == 1


def test_an_incident_stays_open_after_healing_until_it_is_closed(bench: Bench, burn: int) -> None:
    heal_side_effect(bench.practitioner, burn, 1, TODAY)
    assert DueKind.INCIDENT_OPEN in kinds(bench)
    write_account(bench.practitioner, account(bench), 1, close=True)
    assert DueKind.INCIDENT_OPEN not in kinds(bench)
    incident = read_incident(bench.practitioner, 1)
    assert (incident.closed_by, incident.closed_on) == ("Practitioner", TODAY)
    assert not read_patient_page(bench.practitioner, 1).courses[0].side_effects[0].is_incident_open
    with pytest.raises(Refused, match="closed"):
        write_account(bench.practitioner, account(bench), 2)


def test_every_account_stays_readable_with_its_author(bench: Bench, burn: int) -> None:
    first = account(bench, informed="", informed_on=None)
    done = write_account(bench.practitioner, first, 1)
    assert write_account(bench.practitioner, first, 1).value == done.value
    write_account(bench.administrator, account(bench), 2)
    incident = read_incident(bench.practitioner, 1)
    assert [(one.entry.informed, one.written_by) for one in incident.accounts] == [
        ("", "Practitioner"),
        ("Clinical lead", "Administrator"),
    ]
    assert incident.accounts[0].entry == first


def test_closing_needs_a_whole_account(bench: Bench, burn: int) -> None:
    with pytest.raises(Refused) as refused:
        write_account(bench.practitioner, account(bench, reported_to="", informed=""), 1, close=True)
    assert [one.field for one in refused.value.findings] == ["informed", "not_reported_because"]
    assert read_incident(bench.practitioner, 1).accounts == ()


def test_who_writes_second_gets_a_conflict(bench: Bench, burn: int) -> None:
    write_account(bench.practitioner, account(bench), 1)
    with pytest.raises(EditConflict) as conflict:
        write_account(bench.administrator, account(bench, action="Cooled."), 1)
    assert conflict.value.differences["action"] == ("Stopped, cooled for 20 minutes.", "Cooled.")


def test_an_incident_is_read_by_who_may_and_only_where_there_is_one(bench: Bench, burn: int) -> None:
    with pytest.raises(NotFound):
        read_incident(bench.practitioner, 404)
    with pytest.raises(NotAllowed):
        read_incident(bench.reception, 1)


NO = dict.fromkeys(ReactionQuestion, False)


def words(bench: Bench, course_id: int, **changes: Any) -> ReportedReactionEntry:
    entry = ReportedReactionEntry(
        entry_id=bench.mint(),
        course_id=course_id,
        said="It stings.",
        since=TODAY,
        treated_on=TODAY,
        answers=NO,
    )
    return replace(entry, **changes)


def test_reception_writes_down_what_a_patient_says_and_a_practitioner_judges_it(
    bench: Bench, treated: tuple[int, int]
) -> None:
    entry = words(bench, treated[0], said="  There is a bubble. ")
    key = report_reaction(bench.reception, entry).value
    assert report_reaction(bench.reception, entry).value == key
    (line,) = list_due(bench.reception)
    assert (line.kind, line.detail) == (DueKind.REACTION_REPORTED, "")
    assert list_due(bench.practitioner)[0].detail == "There is a bubble."
    (reaction,) = list_reported_reactions(bench.practitioner, 1)
    assert (reaction.entry.said, reaction.reported_by) == ("There is a bubble.", "Reception")
    blister = bench.side_effect(*treated, reaction_id=reaction.id)
    report_side_effect(bench.practitioner, blister)
    assert list_reported_reactions(bench.practitioner, 1) == ()
    assert kinds(bench) == [DueKind.SIDE_EFFECT_OPEN]
    with pytest.raises(Refused, match="judged this report meanwhile"):
        dismiss_reaction(bench.practitioner, key, "Nothing to see.")


def test_what_is_no_side_effect_is_settled_with_the_reason(bench: Bench, treated: tuple[int, int]) -> None:
    key = report_reaction(bench.reception, words(bench, treated[0])).value
    with pytest.raises(Refused, match="why it is no side effect"):
        dismiss_reaction(bench.practitioner, key, " ")
    dismiss_reaction(bench.practitioner, key, "A mosquito bite.")
    assert kinds(bench) == []


def test_a_report_that_nobody_judged_stops_the_next_session_of_its_course(
    bench: Bench, treated: tuple[int, int]
) -> None:
    key = report_reaction(bench.reception, words(bench, treated[0])).value
    report_reaction(bench.reception, words(bench, treated[0], said="And it itches."))
    bench.clock.pass_days(60)
    with pytest.raises(Refused, match=f"reported on {TODAY} has not been judged") as refused:
        log_session(bench.practitioner, bench.session(treated[0]))
    assert [one.code for one in refused.value.findings] == ["session.reaction_unjudged"]
    other = open_course(bench.practitioner, bench.course(1)).value
    log_session(bench.practitioner, bench.session(other))
    for report in (key, key + 1):
        dismiss_reaction(bench.practitioner, report, "A mosquito bite.")
    log_session(bench.practitioner, bench.session(treated[0]))


def test_a_reason_answers_that_a_report_is_not_judged(bench: Bench, treated: tuple[int, int]) -> None:
    report_reaction(bench.reception, words(bench, treated[0]))
    bench.clock.pass_days(60)
    log_session(bench.practitioner, bench.session(treated[0], reason="Looked at it today, only dry skin."))


def test_a_report_needs_words_and_a_past_day_and_a_course(bench: Bench, treated: tuple[int, int]) -> None:
    wrong = words(bench, treated[0], said=" ", since=TODAY + timedelta(days=1))
    with pytest.raises(Refused) as refused:
        report_reaction(bench.reception, wrong)
    assert [one.field for one in refused.value.findings] == ["since", "said"]
    with pytest.raises(NotFound):
        report_reaction(bench.reception, words(bench, 404))
    with pytest.raises(Refused, match="Ask the patient"):
        report_reaction(bench.reception, words(bench, treated[0], answers={}))


def test_the_form_starts_from_the_days_of_treatment_and_the_clinics_instruction(
    bench: Bench, treated: tuple[int, int]
) -> None:
    other = open_course(bench.practitioner, bench.course(1, area="left calf")).value
    log_session(bench.practitioner, bench.session(treated[0], performed_on=TODAY - timedelta(days=60)))
    opening = read_reaction_opening(bench.reception, 1)
    assert (opening.patient_name, opening.record_number, opening.advice) == ("Amara Nwosu", "P-10001", "")
    assert [(one.course_id, one.days) for one in opening.treatments] == [
        (treated[0], (TODAY, TODAY - timedelta(days=60))),
        (other, ()),
    ]
    assert opening.treatments[0].title.endswith(", right forearm")
    clinic = read_clinic(bench.database)
    assert clinic is not None
    edit_clinic(bench.administrator, replace(clinic, reaction_advice=" Call the doctor on duty. "))
    assert read_reaction_opening(bench.reception, 1).advice == "Call the doctor on duty."


def test_what_alarms_is_due_at_once_and_stands_before_everything_else(
    bench: Bench, burn: int, treated: tuple[int, int]
) -> None:
    report_reaction(bench.reception, words(bench, treated[0]))
    alarming = words(bench, treated[0], said="I cannot see.", answers=NO | {ReactionQuestion.EYE: True})
    report_reaction(bench.reception, alarming)
    first, second = list_reported_reactions(bench.practitioner, 1)
    assert (first.entry.said, first.entry.alarms, first.due_at) == ("I cannot see.", (ReactionQuestion.EYE,), NOON)
    assert (second.entry, second.due_at) == (replace(second.entry, answers=NO), NOON + timedelta(hours=2))
    assert kinds(bench)[:3] == [
        DueKind.REACTION_ALARMING,
        DueKind.REACTION_REPORTED,
        DueKind.SIDE_EFFECT_URGENT,
    ]
    assert all(not line.detail and line.severity is None for line in list_due(bench.reception))


def test_on_a_working_day_a_practitioner_is_due_when_the_clinic_closes(
    bench: Bench, treated: tuple[int, int]
) -> None:
    bench.clock.pass_days(1)
    report_reaction(bench.reception, words(bench, treated[0]))
    (reaction,) = list_reported_reactions(bench.practitioner, 1)
    assert reaction.due_at == NOON + timedelta(days=1, hours=6)


def test_reception_books_after_review_until_somebody_has_judged(bench: Bench, treated: tuple[int, int]) -> None:
    bench.clock.pass_days(60)

    def word(kind: VisitKind = VisitKind.SESSION) -> SafeWord:
        return read_safe_date(bench.reception, 1, (treated[0],), kind).word

    assert word() is SafeWord.SAFE
    assert kinds(bench) == [DueKind.SESSION_OVERDUE]
    key = report_reaction(bench.reception, words(bench, treated[0])).value
    assert (word(), word(VisitKind.REVIEW)) == (SafeWord.REVIEW, SafeWord.FREE)
    assert list_course_summaries(bench.reception, 1)[0].is_held
    assert kinds(bench) == [DueKind.REACTION_REPORTED]
    (reason, *_) = read_patient_page(bench.practitioner, 1).courses[0].course.reasons
    assert str(reason) == "A reaction reported on 2027-01-21 has not been judged: no date until it is."
    dismiss_reaction(bench.practitioner, key, "A mosquito bite.")
    assert word() is SafeWord.SAFE
    assert kinds(bench) == [DueKind.SESSION_OVERDUE]
