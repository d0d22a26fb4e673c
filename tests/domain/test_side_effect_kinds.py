"""The 24 kinds as they ship, against the reference; how a kind is read, edited and judged by days."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pico_tracker.domain.evidence import Evidence
from pico_tracker.domain.rule_books import RULE_BOOKS
from pico_tracker.domain.rule_checks import check_rule
from pico_tracker.domain.rules import RuleKind, edited, read_records
from pico_tracker.domain.side_effect_kinds import (
    FIELDS,
    OTHER_SPECIFY,
    REVIEW_NOW,
    SERIOUS,
    URGENCY_ACTIONS,
    URGENCY_NAMES,
    SideEffectKind,
    Urgency,
    check_side_effect_kind,
    read_side_effect_kind,
)
from pico_tracker.resources import find_resource

RECORDS = read_records(find_resource("clinical", "side_effects.toml").read_text("utf-8"))
KINDS = {key: read_side_effect_kind(content) for key, content in RECORDS.items()}

OTHER = (OTHER_SPECIFY, ("10040785",), (1, 2, 3, 4, 5))
# key: category, usual days, prolonged after, CTCAE term, MedDRA, grades that the term has
REFERENCE_4: dict[str, tuple[str, int | None, int, str, tuple[str, ...], tuple[int, ...]]] = {
    "erythema": ("expected", 2, 4, *OTHER),
    "oedema": ("expected", 3, 7, "Edema face / Localized edema", ("10014222", "10062466"), (1, 2, 3)),
    "pain": ("expected", 1, 2, "Pain of skin", ("10033474",), (1, 2, 3)),
    "pruritus": ("monitor", 7, 14, "Pruritus", ("10037087",), (1, 2, 3)),
    "petechiae": ("expected", 7, 10, "Purpura", ("10037549",), (1, 2, 3)),
    "bruise": ("monitor", 14, 14, "Bruising / Purpura", ("10006504", "10037549"), (1, 2)),
    "whitening": ("endpoint", 0, 1, OTHER_SPECIFY, ("10040785",), ()),
    "crust": ("expected", 7, 14, *OTHER),
    "blister": ("contact clinic", 7, 7, "Bullous dermatitis", ("10006556",), (1, 2, 3, 4)),
    "burn": ("urgent", None, 0, "Burn", ("10006634",), (1, 2, 3, 4, 5)),
    "pih": ("contact clinic", None, 180, "Skin hyperpigmentation", ("10040865",), (1, 2)),
    "hypopigmentation": ("practitioner review", None, 180, "Skin hypopigmentation", ("10040868",), (1, 2)),
    "paradoxical_darkening": ("practitioner review", None, 0, *OTHER),
    "chrysiasis": ("urgent", None, 0, *OTHER),
    "melasma_flare": ("practitioner review", None, 90, "Skin hyperpigmentation", ("10040865",), (1, 2)),
    "acneiform": ("monitor", 14, 21, "Rash acneiform", ("10037847",), (1, 2, 3, 4)),
    "hsv": ("urgent", 10, 0, "Herpes simplex reactivation", ("10080137",), (1, 2, 3, 4)),
    "infection": ("urgent", None, 0, "Skin infection", ("10040872",), (1, 2, 3, 4, 5)),
    "urticaria": ("urgent", 1, 2, "Urticaria", ("10046735",), (1, 2, 3)),
    "allergic": ("urgent", None, 0, "Allergic reaction / Anaphylaxis", ("10001718", "10002218"), (1, 2, 3, 4, 5)),
    "scar": ("practitioner review", None, 0, *OTHER),
    "ulcer": ("urgent", None, 0, "Skin ulceration", ("10040947",), (1, 2, 3, 4)),
    "eye": ("emergency", None, 0, "Vision decreased / Eye disorders - Other", ("10047516", "10015919"), (2, 3, 4)),
    "syncope": (
        "monitor",
        0,
        0,
        "Presyncope / Syncope / Vasovagal reaction",
        ("10036653", "10042772", "10047166"),
        (2, 3),
    ),
}


def test_every_kind_of_reference_section_4_ships_and_no_other() -> None:
    assert list(KINDS) == list(REFERENCE_4)


@pytest.mark.parametrize("key", REFERENCE_4)
def test_category_days_term_and_grades_are_those_of_reference_section_4(key: str) -> None:
    kind = KINDS[key]
    found = (
        kind.urgency.value,
        kind.expected_days,
        kind.prolonged_after_days,
        kind.grading_term,
        kind.meddra,
        tuple(kind.grades),
    )
    assert found == REFERENCE_4[key]


@pytest.mark.parametrize("key", REFERENCE_4)
def test_each_kind_says_what_it_is_when_it_begins_and_how_well_that_is_founded(key: str) -> None:
    kind = KINDS[key]
    assert kind.definition.endswith(".")
    assert kind.onset.endswith(".")
    assert kind.duration.endswith(".")
    assert kind.sources
    assert all(text.endswith(".") for text in kind.grades.values())
    assert {one.source for one in kind.incidence} <= set(kind.sources)


def test_expected_reactions_are_the_five_of_reference_section_4() -> None:
    expected = {key for key, kind in KINDS.items() if kind.is_expected_reaction}
    assert expected == {"erythema", "oedema", "pain", "petechiae", "crust"}


def test_redness_is_prolonged_after_day_4_and_on_a_tattoo_after_day_14_as_reference_section_4_says() -> None:
    redness = KINDS["erythema"]
    assert [redness.prolonged_after(concern) for concern in ("melasma", "tattoo", "")] == [4, 14, 4]
    assert [redness.is_too_long(days, "melasma") for days in (4, 5)] == [False, True]
    assert [redness.is_too_long(days, "tattoo") for days in (14, 15)] == [False, True]
    others = (kind for key, kind in KINDS.items() if key != "erythema")
    assert not any(kind.prolonged_after_days_by_concern for kind in others)


def test_a_limit_of_0_means_at_once() -> None:
    at_once = {key for key, kind in KINDS.items() if kind.is_too_long(0, "tattoo")}
    assert at_once == {key for key, known in REFERENCE_4.items() if known[2] == 0}
    assert KINDS["burn"].expected_days is None
    assert KINDS["syncope"].expected_days is not None


def test_blister_burn_and_pigment_change_drive_the_gates_and_so_does_what_is_reviewed_first() -> None:
    gates = {key for key, kind in KINDS.items() if kind.drives_gate}
    reviewed = {key for key, kind in KINDS.items() if kind.urgency in REVIEW_NOW}
    assert gates == {"blister", "pih"} | reviewed
    assert {"burn", "hypopigmentation", "paradoxical_darkening", "melasma_flare"} <= reviewed


def test_what_raises_an_alarm_wherever_it_occurs_is_what_the_reference_calls_any() -> None:
    assert {key for key, kind in KINDS.items() if kind.is_always_alarming} == {
        "burn",
        "paradoxical_darkening",
        "chrysiasis",
        "infection",
        "ulcer",
        "eye",
    }


@pytest.mark.parametrize(
    ("key", "questions"),
    [
        ("erythema", ["Is it spreading?", "Does it feel hot?"]),
        ("blister", ["Is it on the face?", "Is it larger than 2 cm?", "Is it cloudy?", "Is it painful?"]),
        ("urticaria", ["Are face or tongue swollen?", "Is there wheezing?"]),
        ("syncope", ["Is there chest pain?", "Was the patient injured?"]),
    ],
)
def test_red_flags_are_questions_that_yes_or_no_answers(key: str, questions: list[str]) -> None:
    assert [flag.question for flag in KINDS[key].red_flags] == questions


def test_every_kind_has_questions_or_is_alarming_by_itself() -> None:
    without = {key for key, kind in KINDS.items() if not kind.red_flags and not kind.is_always_alarming}
    assert without == set()
    asked = [flag for kind in KINDS.values() for flag in kind.red_flags]
    assert all("?" in flag.question for flag in asked)
    assert all(" " not in flag.key for flag in asked)


def test_hives_with_a_swollen_face_or_wheezing_are_an_emergency_as_reference_section_4_says() -> None:
    assert {flag.urgency for flag in KINDS["urticaria"].red_flags} == {Urgency.EMERGENCY}
    assert {flag.urgency for flag in KINDS["erythema"].red_flags} == {Urgency.URGENT}


def test_terms_that_grade_by_body_surface_are_known() -> None:
    by_surface = {key for key, kind in KINDS.items() if kind.grades_by_surface}
    assert by_surface == {
        key for key, kind in KINDS.items() if any("body's surface" in text for text in kind.grades.values())
    }
    assert "blister" in by_surface


def test_a_kind_without_a_term_of_its_own_is_graded_as_other() -> None:
    without = {key for key, kind in KINDS.items() if not kind.has_own_term}
    assert without == {"erythema", "whitening", "crust", "paradoxical_darkening", "chrysiasis", "scar"}


def test_darkening_after_532_nm_is_told_with_its_numbers_as_the_base_rates_of_section_4_say() -> None:
    told = {(one.source, str(one.percent)): str(one.percent_to) for one in KINDS["pih"].incidence if one.percent}
    assert told[("NEG2018", "4.65")] == "None"
    assert told[("KORPS", "5")] == "None"
    assert told[("KORPS", "30")] == "None"
    assert told[("NEGQS", "23.18")] == "33.33"
    assert told[("NEGQS", "7.47")] == "8.47"


def test_evidence_is_that_of_the_reference() -> None:
    sourced = {key for key, kind in KINDS.items() if kind.evidence is Evidence.SOURCED}
    assert sourced == {"pain", "burn", "chrysiasis", "allergic", "eye"}
    assert KINDS["bruise"].evidence is Evidence.UNSOURCED


def test_every_urgency_has_a_name_and_an_action_and_the_serious_ones_are_the_last() -> None:
    assert set(URGENCY_NAMES) == set(URGENCY_ACTIONS) == set(Urgency)
    assert tuple(Urgency)[-2:] == SERIOUS


def with_parts(**parts: Any) -> dict[str, Any]:
    return dict(edited(RECORDS["erythema"], {name.replace("__", "."): value for name, value in parts.items()}))


def test_the_clinic_edits_days_and_a_late_limit_within_the_usual_days_is_refused() -> None:
    book = RULE_BOOKS[RuleKind.SIDE_EFFECT]
    assert (book.fields, book.file) == (FIELDS, "side_effects.toml")
    fine = with_parts(expected_days=3, prolonged_after_days=5)
    assert check_rule(book, fine, "Our leaflet.") == ()
    assert read_side_effect_kind(fine).expected_days == 3
    wrong = with_parts(expected_days=6)
    assert [one.field for one in check_rule(book, wrong, "Our leaflet.")] == ["prolonged_after_days"]
    assert check_side_effect_kind(with_parts(expected_days=6, prolonged_after_days=0)) == ()
    assert read_side_effect_kind(with_parts(expected_days=None)).expected_days is None


def test_a_word_that_is_no_urgency_or_a_name_nobody_knows_is_refused() -> None:
    with pytest.raises(ValueError, match="perhaps"):
        read_side_effect_kind({**RECORDS["burn"], "urgency": "perhaps"})
    with pytest.raises(TypeError, match="prolonged_days"):
        read_side_effect_kind({**RECORDS["burn"], "prolonged_days": 3})


@given(st.sampled_from(list(KINDS.values())), st.integers(0, 400), st.sampled_from(["tattoo", "melasma", ""]))
def test_what_lasts_too_long_stays_too_long(kind: SideEffectKind, days: int, concern: str) -> None:
    assert kind.is_too_long(days + 1, concern) or not kind.is_too_long(days, concern)
