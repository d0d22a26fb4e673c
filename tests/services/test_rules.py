"""The clinic's rules: its own copy, edited version by version, ticked off, added to, retired and put back."""

import pytest

from pico_tracker.db.queries.rules import list_rules_at
from pico_tracker.domain.concern_rules import BLANK
from pico_tracker.domain.device_limits import limits_key
from pico_tracker.domain.devices import PulseMode
from pico_tracker.domain.errors import EditConflict, NotAllowed, NotFound, Refused
from pico_tracker.domain.evidence import Evidence
from pico_tracker.domain.findings import Level
from pico_tracker.domain.intervals import Interval
from pico_tracker.domain.laser import Optic
from pico_tracker.domain.own_rules import BLANK_QUESTION, BLANK_SIDE_EFFECT
from pico_tracker.domain.rule_books import RULE_BOOKS
from pico_tracker.domain.rules import Content, Rule, RuleKind, edited, part_of
from pico_tracker.domain.topics import Topic
from pico_tracker.services.catalogue import add_own_device
from pico_tracker.services.courses import list_concerns, open_course, read_patient_page
from pico_tracker.services.patients import add_patient
from pico_tracker.services.rules import (
    add_rule,
    confirm_rules,
    edit_rule,
    levels,
    list_every_rule,
    list_rule_history,
    list_rules,
    list_sources,
    put_rule_in_force,
    revision_now,
    rule_of,
    rules_of,
)
from pico_tracker.services.sessions import list_devices, log_session
from pico_tracker.services.side_effects import list_side_effect_kinds
from tests.builders import TODAY, Bench
from tests.services.test_catalogue import OWN

CONCERN = RuleKind.CONCERN
TO = "protocol.sessions_to.value"
LATE = "protocol.late_weeks.value"
WHY = "Agreed in the team."


def rule(bench: Bench, key: str, kind: RuleKind = CONCERN) -> Rule:
    return next(one for one in list_rules(bench.practitioner, kind) if one.key == key)


def warts() -> Content:
    numbers = {"sessions_from": 2, "sessions_to": 4, "earliest_weeks": 3, "target_weeks": 4, "late_weeks": 9}
    parts = {f"protocol.{name}.value": value for name, value in numbers.items()}
    return edited(BLANK, parts | {"name": "  Viral   warts ", "definition": "Rough growths of the skin."})


def said(refused: pytest.ExceptionInfo[Refused]) -> list[tuple[str, str]]:
    return [(one.field, one.sentence.said()) for one in refused.value.findings]


# The clinic's own copy


def test_a_new_clinic_has_every_rule_that_ships_as_it_ships(bench: Bench) -> None:
    every = list_every_rule(bench.practitioner)
    assert list(every) == list(RULE_BOOKS)
    assert [one.key for one in every[CONCERN]] == [
        "melasma",
        "solar_lentigo",
        "acne_scar",
        "tattoo",
        "wrinkle",
        "rejuvenation",
    ]
    assert len(every[RuleKind.SIDE_EFFECT]) == 24
    shipped = [
        one for some in every.values() for one in some if one.kind is not RuleKind.DEVICE and not one.retired
    ]
    assert {(one.version, one.written_by, one.reason, one.is_confirmed) for one in shipped} == {(1, "", "", False)}


def test_each_rule_can_be_read_by_its_book_and_its_fields_hold_what_they_say(bench: Bench) -> None:
    sources = list_sources(bench.practitioner)
    for kind, some in list_every_rule(bench.practitioner).items():
        book = RULE_BOOKS[kind]
        for one in some:
            book.read(one.content)
            assert book.name_of(one.content), one.key
            assert book.check(one.content) == (), one.key
            assert set(one.content["sources"]) <= set(sources), one.key
            needed = [field.path for field in book.fields_for(one.content) if field.required]
            assert [path for path in needed if part_of(one.content, path) in (None, "")] == [], one.key


def test_a_laser_in_the_clinic_has_its_limits_with_the_evidence_of_each(bench: Bench) -> None:
    (limits,) = list_rules(bench.practitioner, RuleKind.DEVICE)
    assert limits.key == limits_key(bench.device_id)
    assert part_of(limits.content, "modes.3.wavelength_nm") == 1064
    assert part_of(limits.content, "modes.3.max_fluence_j_cm2") == {"value": "12.73", "evidence": "derived"}
    own = add_own_device(bench.administrator, OWN).value
    written = rule(bench, limits_key(own), RuleKind.DEVICE)
    assert part_of(written.content, "modes.0.longest_ps") == {"value": 750, "evidence": "unsourced"}


# Edit


def test_an_edit_is_a_new_version_with_author_day_and_reason_and_the_old_one_stays(bench: Bench) -> None:
    before = list_rule_history(bench.practitioner, CONCERN, "melasma")
    done = edit_rule(bench.administrator, CONCERN, "melasma", 1, {TO: 6}, f"  {WHY} ")
    assert done.value == 2
    assert Topic.RULES in done.changed
    now, first = list_rule_history(bench.practitioner, CONCERN, "melasma")
    assert (now.version, now.written_by, now.reason) == (2, "Administrator", WHY)
    assert now.written_at.date() == TODAY
    assert part_of(now.content, "protocol.sessions_to") == {"value": 6, "evidence": "unsourced"}
    assert first.content == before[0].content
    assert now.revision > first.revision
    with bench.database.read() as work:
        assert revision_now(work) == now.revision
        at = {one.key: one.version for one in list_rules_at(work, CONCERN, first.revision)}
    assert at["melasma"] == 1


def test_a_session_keeps_the_number_of_the_last_edit_it_was_judged_by(bench: Bench) -> None:
    patient_id = add_patient(bench.reception, bench.patient()).value
    course_id = open_course(bench.practitioner, bench.course(patient_id)).value
    edit_rule(bench.administrator, CONCERN, "melasma", 1, {TO: 6}, WHY)
    judged_by = list_rule_history(bench.practitioner, CONCERN, "melasma")[0].revision
    log_session(bench.practitioner, bench.session(course_id))
    edit_rule(bench.administrator, CONCERN, "melasma", 2, {TO: 7}, WHY)
    (progress,) = read_patient_page(bench.practitioner, patient_id).courses
    assert [one.rules_revision for one in progress.sessions] == [judged_by]


def test_an_edited_concern_gives_a_new_course_its_new_values(bench: Bench) -> None:
    edit_rule(bench.administrator, CONCERN, "melasma", 1, {TO: 6, LATE: 8, "name": "Chloasma"}, WHY)
    concern = next(one for one in list_concerns(bench.reception) if one.key == "melasma")
    assert (concern.name, concern.sessions_to, concern.interval) == ("Chloasma", 6, Interval(2, 4, 8))


def test_an_edited_kind_of_side_effect_is_prolonged_by_its_new_days(bench: Bench) -> None:
    edit_rule(bench.administrator, RuleKind.SIDE_EFFECT, "crust", 1, {"prolonged_after_days": 10}, WHY)
    kind = next(one for one in list_side_effect_kinds(bench.practitioner) if one.key == "crust")
    assert kind.prolonged_after_days == 10


def test_an_edited_laser_makes_the_pulses_and_beams_it_now_says(bench: Bench) -> None:
    parts = {
        "modes.3.longest_ps.value": 800,
        "modes.3.is_nanosecond": True,
        "modes.3.max_repetition_hz.value": 12,
        "handpieces.4.optic": "full beam",
    }
    edit_rule(bench.administrator, RuleKind.DEVICE, limits_key(bench.device_id), 1, parts, WHY)
    device = next(one for one in list_devices(bench.practitioner) if one.id == bench.device_id)
    assert device.modes[3] == PulseMode(1064, 240, 800, is_nanosecond=True)
    assert device.max_repetition_hz == 12
    assert device.handpieces[4].optic is Optic.FULL_BEAM


def test_a_red_flag_of_the_clinics_own_is_asked(bench: Bench) -> None:
    known = rule(bench, "crust", RuleKind.SIDE_EFFECT)
    at = len(known.content.get("red_flags", ()))
    parts = {f"red_flags.{at}.question": "Does it smell?"}
    edit_rule(bench.administrator, RuleKind.SIDE_EFFECT, "crust", 1, parts, WHY)
    kind = next(one for one in list_side_effect_kinds(bench.practitioner) if one.key == "crust")
    assert kind.red_flags[-1].question == "Does it smell?"


def test_what_is_wrong_is_told_by_its_part_and_nothing_changes(bench: Bench) -> None:
    for parts, reason, expected in (
        ({TO: 2}, WHY, [(TO, "This is smaller than the number before it.")]),
        ({TO: 500, "name": ""}, WHY, [("name", "This is needed."), (TO, "This is 1 to 60.")]),
        ({TO: 6}, " ", [("reason", "Say why the rule changes.")]),
        ({"name": "TATTOO removal"}, WHY, [("name", "There is a rule of this name already. Choose another name.")]),
    ):
        with pytest.raises(Refused) as refused:
            edit_rule(bench.administrator, CONCERN, "melasma", 1, parts, reason)
        assert said(refused) == expected
    assert len(list_rule_history(bench.practitioner, CONCERN, "melasma")) == 1


def test_who_edits_an_old_version_gets_both_values_and_overwrites_nothing(bench: Bench) -> None:
    edit_rule(bench.administrator, CONCERN, "melasma", 1, {TO: 6}, WHY)
    with pytest.raises(EditConflict):
        edit_rule(bench.administrator, CONCERN, "melasma", 1, {TO: 7}, WHY)
    assert part_of(rule(bench, "melasma").content, TO) == 6
    with pytest.raises(NotFound):
        edit_rule(bench.administrator, CONCERN, "nothing", 1, {}, WHY)


def test_only_an_administrator_edits_and_only_who_treats_confirms(bench: Bench) -> None:
    with pytest.raises(NotAllowed):
        edit_rule(bench.practitioner, CONCERN, "melasma", 1, {TO: 6}, WHY)
    with pytest.raises(NotAllowed):
        confirm_rules(bench.reception, CONCERN, {"melasma": 1})


# Confirm


def test_a_rule_is_ticked_off_with_name_and_day_and_an_edit_asks_again(bench: Bench) -> None:
    assert rule(bench, "melasma").needs_confirming
    assert confirm_rules(bench.practitioner, CONCERN, {"melasma": 1}).value == 1
    ticked = rule(bench, "melasma")
    assert (ticked.confirmed_by, ticked.confirmed_on) == ("Practitioner", TODAY)
    assert ticked.level_for(Evidence.UNSOURCED, Level.STOP) is Level.STOP
    assert next(one for one in list_concerns(bench.practitioner) if one.key == "melasma").is_confirmed
    edit_rule(bench.administrator, CONCERN, "melasma", 1, {TO: 6}, WHY)
    assert rule(bench, "melasma").needs_confirming
    assert list_rule_history(bench.practitioner, CONCERN, "melasma")[1].is_confirmed


def test_only_the_version_that_was_read_is_ticked_off_and_only_once(bench: Bench) -> None:
    edit_rule(bench.administrator, CONCERN, "melasma", 1, {TO: 6}, WHY)
    assert confirm_rules(bench.practitioner, CONCERN, {"melasma": 1, "tattoo": 1}).value == 1
    assert not rule(bench, "melasma").is_confirmed
    assert confirm_rules(bench.administrator, CONCERN, {"tattoo": 1}).value == 0
    assert rule(bench, "tattoo").confirmed_by == "Practitioner"


# Add


def test_a_concern_of_the_clinics_own_is_chosen_for_a_course(bench: Bench) -> None:
    add_rule(bench.administrator, CONCERN, "own_warts", warts(), "Asked for often.")
    concern = next(one for one in list_concerns(bench.practitioner) if one.key == "own_warts")
    assert (concern.name, concern.sessions_from, concern.sessions_to) == ("Viral warts", 2, 4)
    assert (concern.interval, concern.maintenance_months) == (Interval(3, 4, 9), None)
    assert (concern.evidence, concern.is_confirmed) == ("unsourced", False)
    assert concern.notes == ("Rough growths of the skin.",)
    patient = add_patient(bench.reception, bench.patient()).value
    assert open_course(bench.practitioner, bench.course(patient, concern_id=concern.id)).value
    assert rule(bench, "own_warts").needs_confirming


def test_a_rule_of_a_name_that_is_taken_is_refused_beside_its_name(bench: Bench) -> None:
    add_rule(bench.administrator, CONCERN, "own_warts", warts(), WHY)
    for key in ("own_warts", "own_warts_2"):
        with pytest.raises(Refused) as refused:
            add_rule(bench.administrator, CONCERN, key, warts(), WHY)
        assert said(refused) == [("name", "There is a rule of this name already. Choose another name.")]


def test_a_rule_without_what_it_needs_is_refused(bench: Bench) -> None:
    with pytest.raises(Refused) as refused:
        add_rule(bench.administrator, CONCERN, "own", BLANK, WHY)
    fields = [field for field, _text in said(refused)]
    assert fields[0] == "name"
    assert "protocol.late_weeks.value" in fields


def test_a_question_and_a_side_effect_of_the_clinics_own_stand_beside_those_that_ship(bench: Bench) -> None:
    asked = edited(BLANK_QUESTION, {"title": "Piercing", "question": "Is there a piercing in this area?"})
    add_rule(bench.administrator, RuleKind.QUESTION, "own_piercing", asked, WHY)
    assert rule(bench, "own_piercing", RuleKind.QUESTION).needs_confirming
    kind = edited(BLANK_SIDE_EFFECT, {"name": "Peeling", "definition": "Flakes.", "prolonged_after_days": 9})
    add_rule(bench.administrator, RuleKind.SIDE_EFFECT, "own_peeling", kind, WHY)
    assert "Peeling" in [one.name for one in list_side_effect_kinds(bench.practitioner)]


# Retire and put back


def test_a_retired_concern_opens_no_course_until_it_is_back(bench: Bench) -> None:
    put_rule_in_force(bench.administrator, CONCERN, "wrinkle", 1, "Not treated here.", in_force=False)
    known = rule(bench, "wrinkle")
    assert (known.retired, known.version, known.reason) == (True, 2, "Not treated here.")
    with bench.database.read() as work:
        assert "wrinkle" not in [one.key for one in rules_of(work, CONCERN)]
        assert rule_of(work, CONCERN, "wrinkle").retired
    patient = add_patient(bench.reception, bench.patient()).value
    entry = bench.course(patient, concern_id=bench.concern_id("wrinkle"))
    with pytest.raises(Refused) as refused:
        open_course(bench.practitioner, entry)
    assert said(refused)[0][0] == "concern_id"
    put_rule_in_force(bench.administrator, CONCERN, "wrinkle", 2, "Back again.", in_force=True)
    assert open_course(bench.practitioner, entry).value


def test_nothing_is_retired_without_a_reason(bench: Bench) -> None:
    with pytest.raises(Refused) as refused:
        put_rule_in_force(bench.administrator, CONCERN, "wrinkle", 1, " ", in_force=False)
    assert said(refused) == [("reason", "Say why the rule changes.")]


def test_a_policy_the_clinic_decides_counts_at_once(bench: Bench) -> None:
    known = rule(bench, "aftercare_untold", RuleKind.POLICY)
    edit_rule(bench.administrator, RuleKind.POLICY, known.key, known.version, {"level": "stop"}, WHY)
    with bench.database.read() as work:
        assert levels(work)["aftercare_untold"] is Level.STOP
