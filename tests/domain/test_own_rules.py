"""What the clinic may edit and add: concerns, limits of lasers, questions, side effects, texts."""

from decimal import Decimal
from typing import Any

import pytest

from pico_tracker.domain.catalogue import read_concern
from pico_tracker.domain.concern_rules import BLANK, facts_of_concern, notes_of_concern
from pico_tracker.domain.device_rules import check_device_rule, facts_of_device, fields_of_device
from pico_tracker.domain.own_rules import (
    BLANK_CONSENT_TEXT,
    BLANK_INSTRUCTION,
    BLANK_QUESTION,
    BLANK_SIDE_EFFECT,
    facts_of_question,
    facts_of_side_effect,
    fields_of_consent_text,
    fields_of_question,
    fields_of_side_effect,
)
from pico_tracker.domain.rule_books import RULE_BOOKS
from pico_tracker.domain.rule_checks import check_rule
from pico_tracker.domain.rules import Content, RuleKind, edited, part_of, read_records
from pico_tracker.resources import find_resource


def shipped(file: str, key: str) -> Content:
    return read_records(find_resource("clinical", f"{file}.toml").read_text("utf-8"))[key]


def own_concern(**others: object) -> Content:
    numbers = {"sessions_from": 2, "sessions_to": 4, "earliest_weeks": 3, "target_weeks": 4, "late_weeks": 9}
    parts: dict[str, Any] = {f"protocol.{name}.value": value for name, value in (numbers | others).items()}
    return edited({**BLANK, "key": "own"}, parts | {"name": "Warts"})


# Concerns


def test_a_concern_says_its_protocol_in_a_line() -> None:
    tattoo = facts_of_concern(shipped("concerns", "tattoo")).said()
    assert tattoo == "4 to 10 sessions; weeks: earliest 6, target 8, late 16"
    wrinkle = facts_of_concern(shipped("concerns", "wrinkle")).said()
    assert wrinkle == "4 sessions; weeks: earliest 2, target 4, late 8"


def test_a_concern_gives_a_course_its_definition_and_what_its_protocol_says() -> None:
    notes = notes_of_concern(shipped("concerns", "solar_lentigo"))
    assert notes[0] == "Solar lentigines: sunspots and age spots."
    assert len(notes) == 4
    assert notes_of_concern(own_concern()) == ()


def test_a_concern_of_the_clinics_own_is_read_like_one_that_ships_and_nothing_in_it_is_sourced() -> None:
    read = read_concern(own_concern())
    assert read.protocol.sessions_to.whole == 4
    assert read.protocol.maintenance_from_months is None
    assert read.protocol.late_weeks.evidence == read.evidence == "unsourced"
    assert check_rule(RULE_BOOKS[RuleKind.CONCERN], own_concern(), "Why not.") == ()
    falling = check_rule(RULE_BOOKS[RuleKind.CONCERN], own_concern(target_weeks=2), "Why not.")
    assert [one.field for one in falling] == ["protocol.target_weeks.value"]


# Lasers


def test_each_wavelength_handpiece_and_use_of_a_laser_has_its_own_fields() -> None:
    fields = fields_of_device(shipped("devices", "picosure"))
    groups = list(dict.fromkeys(one.group for one in fields))
    assert groups[:2] == ["532 nm", "755 nm"]
    assert groups[2:5] == ["Zoom and fixed, 755 nm", "Focus lens array, 755 nm", "532 nm delivery head"]
    assert groups[-1] == ""
    foci = [one.group for one in fields if one.path.endswith("share_in_foci.value")]
    assert foci == ["Focus lens array, 755 nm"]
    new = [one for one in fields if one.path.startswith("clearances.3.")]
    assert [(one.path.rpartition(".")[2], one.required) for one in new] == [
        ("use", False),
        ("skin_types", False),
        ("concerns", False),
    ]


@pytest.mark.parametrize(
    ("parts", "path"),
    [
        ({"smallest_spot_mm.value": Decimal(11)}, "largest_spot_mm.value"),
        ({"modes.1.longest_ps.value": 500}, "modes.1.longest_ps.value"),
        ({"handpieces.1.foci_to_per_cm2.value": 399}, "handpieces.1.foci_to_per_cm2.value"),
    ],
)
def test_an_end_of_a_laser_below_its_beginning_is_told(parts: dict[str, object], path: str) -> None:
    picosure = shipped("devices", "picosure")
    assert check_device_rule(picosure) == ()
    assert [one.field for one in check_device_rule(edited(picosure, parts))] == [path]


def test_a_further_cleared_use_needs_its_name() -> None:
    book = RULE_BOOKS[RuleKind.DEVICE]
    unnamed = edited(shipped("devices", "picosure"), {"clearances.3.skin_types": ["I"]})
    assert [one.field for one in check_rule(book, unnamed, "Why not.")] == ["clearances.3.use"]
    wrong = edited(shipped("devices", "picosure"), {"clearances.0.skin_types": ["VII"]})
    assert [one.field for one in check_rule(book, wrong, "Why not.")] == ["clearances.0.skin_types"]


def test_a_laser_says_its_wavelengths_and_how_many_uses_are_cleared() -> None:
    assert facts_of_device(shipped("devices", "picosure")).said() == "532, 755 nm; cleared uses: 3"
    assert facts_of_device(shipped("devices", "picowon")).said() == "755 nm; no cleared use listed"


# Questions


def test_a_question_says_what_a_yes_means_and_how_long_it_is_remembered() -> None:
    assert facts_of_question(BLANK_QUESTION).said() == "A yes needs a reason; asked at each session"
    remembered = edited(BLANK_QUESTION, {"action": "block", "validity_days.value": 30})
    assert facts_of_question(remembered).said() == "A yes stops; remembered for 30 days"


def test_a_question_of_the_clinics_own_is_asked_for_every_concern_or_those_chosen() -> None:
    book = RULE_BOOKS[RuleKind.QUESTION]
    content = {**edited(BLANK_QUESTION, {"title": "Piercing", "question": "Is there one?"}), "key": "own"}
    assert check_rule(book, content, "Why not.") == ()
    assert book.read(content)
    chosen = edited(content, {"concerns": ["tattoo", "own_warts"]})
    assert check_rule(book, chosen, "Why not.") == ()
    assert [one.path for one in fields_of_question(content)] == ["concerns"]


# Side effects


def test_a_side_effect_says_what_the_clinic_does_and_has_room_for_one_more_red_flag() -> None:
    burn = shipped("side_effects", "burn")
    assert facts_of_side_effect(burn).said().startswith("Urgent")
    redness = shipped("side_effects", "erythema")
    asked = [one for one in fields_of_side_effect(redness) if one.path.endswith("question")]
    assert [one.required for one in asked] == [True, True, False]
    own = {**BLANK_SIDE_EFFECT, "key": "own", "name": "Peeling", "definition": "Flakes."}
    flagged = edited(own, {"prolonged_after_days": 9, "red_flags.0.question": "Does it bleed?"})
    assert check_rule(RULE_BOOKS[RuleKind.SIDE_EFFECT], flagged, "Why not.") == ()
    assert part_of(flagged, "red_flags.0.question") == "Does it bleed?"


# Texts


def test_a_new_consent_text_says_for_which_concern_and_one_that_is_there_does_not_change_it() -> None:
    assert [one.path for one in fields_of_consent_text(BLANK_CONSENT_TEXT)] == ["concern"]
    assert fields_of_consent_text(shipped("consents", "general")) == ()


def test_every_book_with_a_blank_makes_a_rule_that_can_be_read_once_it_is_filled_in() -> None:
    filled = {
        RuleKind.INSTRUCTION: edited(BLANK_INSTRUCTION, {"title": "Cool it", "aftercare": ["Cool it."]}),
        RuleKind.CONSENT_TEXT: {**shipped("consents", "general"), "key": "own_warts", "concern": "own_warts"},
    }
    for kind, content in filled.items():
        book = RULE_BOOKS[kind]
        assert check_rule(book, content, "Why not.") == (), kind
        assert book.read({**content, "key": "own_warts"})
    assert {kind for kind, book in RULE_BOOKS.items() if book.blank} >= {RuleKind.CONCERN, *filled}
