"""What a course may be compared with."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pico_tracker.domain.evidence import Evidence, Figure
from pico_tracker.domain.expectation import (
    Comparison,
    CourseKind,
    ExpectedRange,
    History,
    PassUse,
    expect,
    own_range,
    published_range,
    statuses,
    wavelengths_for,
)
from pico_tracker.domain.inks import INK_NAMES, TATTOO, InkColour, in_order, inks_named
from pico_tracker.domain.outcomes import EndPoint, check_outcome, clearance_after, read_outcome
from pico_tracker.domain.rule_books import RULE_BOOKS
from pico_tracker.domain.rules import RuleKind, read_records
from pico_tracker.resources import find_resource

RECORDS = read_records(find_resource("clinical", "expectations.toml").read_text("utf-8"))
OUTCOMES = {key: read_outcome(content) for key, content in RECORDS.items()}
BLACK, RED = PassUse(1064, "Black ink"), PassUse(532, "Red ink")
FACTS = Comparison(
    concern_key=TATTOO,
    inks=(InkColour.BLACK,),
    uses=((BLACK,),),
    until=12,
    outcomes=tuple(OUTCOMES.values()),
    histories_of=lambda kind: (),
    names=INK_NAMES,
)


def endpoint(key: str) -> EndPoint:
    found = OUTCOMES[key].endpoint
    assert found is not None
    return found


def range_of(key: str, until: int = 12) -> ExpectedRange:
    return published_range(OUTCOMES[key], endpoint(key), "Ink", until)


@pytest.mark.parametrize(
    ("key", "residual"),
    [
        ("tattoo_black_1064_532", "0.7865"),
        ("tattoo_purple_785", "0.6223"),
        ("tattoo_blue_785", "0.6602"),
        ("tattoo_green_785", "0.7141"),
        ("tattoo_black_785", "0.7903"),
        ("tattoo_red_785", "0.9713"),
        ("tattoo_yellow_785", "0.9873"),
        ("tattoo_black_730", "0.7401"),
        ("tattoo_green_730", "0.6925"),
        ("tattoo_blue_730", "0.6421"),
        ("tattoo_purple_730", "0.6421"),
        ("tattoo_red_730", "0.9275"),
        ("tattoo_yellow_730", "0.9794"),
    ],
)
def test_residual_of_a_session_as_reference_section_7_derives_it_from_bern2015_bern2018_bern2020(
    key: str, residual: str
) -> None:
    assert endpoint(key).residual == Decimal(residual)


@pytest.mark.parametrize(
    ("key", "expected"),
    [
        ("tattoo_black_1064_532", {1: "21.4", 2: "38.1", 3: "51.3", 4: "61.7", 6: "76.3", 8: "85.4"}),
        ("tattoo_green_785", {1: "28.6", 2: "49.0", 3: "63.6", 4: "74.0"}),
        ("tattoo_red_785", {1: "2.9", 2: "5.7", 3: "8.4", 4: "11.0"}),
    ],
)
def test_clearance_after_n_sessions_as_worked_in_reference_section_7_from_bern2015_and_bern2018(
    key: str, expected: dict[int, str]
) -> None:
    found = {n: str(clearance_after(endpoint(key).residual, n).quantize(Decimal("0.1"))) for n in expected}
    assert found == expected


def test_red_at_785_nm_is_hinted_at_as_reference_section_7_asks_and_no_dose_is_named() -> None:
    found = expect(replace(FACTS, inks=(InkColour.RED,), uses=((PassUse(785, "Red ink"),),)))
    assert [one.said() for one in found.remarks] == [
        "Red, 785 nm: published clearance with this wavelength is low, 11 % after 4 sessions (Bernstein 2018)."
    ]
    assert [key for key, one in OUTCOMES.items() if one.endpoint and one.endpoint.is_low] == [
        "tattoo_red_785",
        "tattoo_yellow_785",
        "tattoo_yellow_730",
    ]


def test_the_band_lies_half_of_a_session_s_clearance_to_either_side() -> None:
    first = range_of("tattoo_black_1064_532").steps[1]
    assert (round(first.lower, 3), round(first.upper, 3)) == (Decimal("10.675"), Decimal("32.025"))
    assert range_of("tattoo_black_1064_532").steps[0].upper == 0


@given(
    st.decimals(0, 99, places=1),
    st.decimals(1, 20, places=1),
    st.decimals(0, 100, places=0),
    st.integers(0, 40),
)
def test_a_band_never_crosses_never_falls_and_stays_within_0_to_100(
    percent: Decimal, sessions: Decimal, spread: Decimal, until: int
) -> None:
    outcome = replace(OUTCOMES["tattoo_black_1064_532"], spread=Figure(spread, Evidence.UNSOURCED))
    steps = published_range(outcome, EndPoint(percent, sessions), "Black", until).steps
    assert [step.sessions for step in steps] == list(range(until + 1))
    assert all(0 <= step.lower <= step.upper <= 100 for step in steps)
    assert all(a.lower <= b.lower and a.upper <= b.upper for a, b in pairwise(steps))


def test_black_with_1064_has_the_range_of_bern2015_with_its_words() -> None:
    band = expect(FACTS).band
    assert band is not None
    assert not band.is_own
    assert band.name.said() == "Range in published studies: Black, 1064/532 nm"
    assert [one.said() for one in band.limits] == [
        "Published: 79 % after 6.5 sessions (Bernstein 2015, 31 tattoos).",
        (
            "A model, not a promise: each session clears the same share of what is left, give or take 50 % of "
            "that share (not sourced)."
        ),
        "No ink is named in what was seen; black is assumed.",
    ]


def test_a_sourced_or_missing_spread_says_no_more_than_it_is() -> None:
    black = OUTCOMES["tattoo_black_785"]
    sourced = replace(black, spread=Figure(Decimal(10), Evidence.SOURCED), studied="")
    said = [one.said() for one in published_range(sourced, endpoint("tattoo_black_785"), "Black", 1).limits]
    assert said[0] == "Published: 61 % after 4 sessions (Bernstein 2018)."
    assert said[-1].endswith("what is left, give or take 10 % of that share.")
    none = published_range(replace(black, spread=None), endpoint("tattoo_black_785"), "Black", 1)
    assert none.steps[1].lower == none.steps[1].upper
    assert len(none.limits) == 2


def test_the_first_ink_with_an_end_point_gives_the_band_and_the_others_are_named() -> None:
    found = expect(replace(FACTS, inks=(InkColour.RED, InkColour.BLACK), uses=((BLACK, RED),)))
    assert found.band is not None
    assert found.limits == found.band.limits
    assert [one.said() for one in found.remarks] == [
        "Red, 532 nm: no end-point was published, so there is no range."
    ]


@pytest.mark.parametrize("wavelengths", [(755,), (1064, 755)])
def test_without_an_end_point_at_every_wavelength_used_there_are_points_only(wavelengths: tuple[int, ...]) -> None:
    found = expect(replace(FACTS, uses=(tuple(PassUse(one, "Black ink") for one in wavelengths),)))
    assert (found.band, found.point, found.limits) == (None, None, ())
    assert len(found.remarks) == 1


def test_a_tattoo_without_inks_asks_for_them_and_one_without_sessions_says_nothing() -> None:
    assert [one.said() for one in expect(replace(FACTS, inks=())).remarks] == [
        "Record the ink colours of this tattoo to compare it with published studies."
    ]
    nothing = expect(replace(FACTS, uses=()))
    assert (nothing.band, nothing.remarks) == (None, ())


def test_melasma_is_never_modelled_even_if_an_end_point_is_entered() -> None:
    entered = replace(OUTCOMES["melasma_1064_toning"], endpoint=EndPoint(Decimal(40), Decimal(5)))
    facts = replace(FACTS, concern_key="melasma", inks=(), outcomes=(entered,))
    found = expect(facts)
    assert (found.band, found.point) == (None, None)
    assert [one.said() for one in found.remarks] == ["Melasma comes back: readings only, no range."]
    assert not any(one.endpoint for one in OUTCOMES.values() if one.concern_key == "melasma")


def test_another_concern_shows_its_end_point_as_a_single_point_as_in_rej2022() -> None:
    facts = replace(FACTS, concern_key="rejuvenation", inks=(), uses=((PassUse(1064, "Tone"),),))
    found = expect(facts)
    assert found.band is None
    assert found.point is not None
    assert (str(found.point.sessions), str(found.point.percent)) == ("3", "40")
    assert [one.said() for one in found.limits] == [
        "Published: 40 % after 3 sessions (Dermatol Surg 2022, 18 people).",
        "Pigment only, and about 40 %; one point, no curve.",
    ]
    assert expect(replace(facts, until=2)).point is None
    plain = replace(OUTCOMES["rejuvenation_532_1064"], limits="")
    assert len(expect(replace(facts, outcomes=(plain,))).limits) == 1
    assert expect(replace(facts, concern_key="wrinkle")).remarks == ()


@pytest.mark.parametrize(
    ("ink", "uses", "expected"),
    [
        (InkColour.BLACK, ((BLACK, RED),), {1064}),
        (InkColour.RED, ((BLACK, RED), (BLACK,)), {532}),
        (InkColour.RED, ((BLACK, PassUse(532, "")),), {532}),
        (InkColour.GREEN, ((BLACK, RED),), set()),
        (None, ((BLACK,), (BLACK, RED)), {1064, 532}),
        (InkColour.BLACK, ((BLACK,), (PassUse(755, "Rest"),)), {755}),
        (InkColour.BLACK, (), set()),
    ],
)
def test_the_wavelength_of_an_ink_is_that_of_the_last_session_that_treated_it(
    ink: InkColour | None, uses: Sequence[Sequence[PassUse]], expected: set[int]
) -> None:
    assert wavelengths_for(ink, uses, INK_NAMES) == expected


def test_a_purpose_names_inks_by_whole_words_in_either_language() -> None:
    german = {**INK_NAMES, InkColour.RED: "Rot"}
    assert inks_named("Black and red ink") == {InkColour.BLACK, InkColour.RED}
    assert inks_named("Reduced glare") == frozenset()
    assert inks_named("Rot, Rand", german) == {InkColour.RED}
    assert in_order([InkColour.RED, InkColour.BLACK, InkColour.RED]) == (InkColour.BLACK, InkColour.RED)


def histories(count: int, sessions: int = 4) -> list[History]:
    """Courses whose readings rise by 10, 11 ... percent a session."""
    return [{n: n * (10 + place) for n in range(1, sessions + 1)} for place in range(count)]


def test_below_30_finished_courses_studies_are_shown_and_from_30_on_the_clinic_s_own() -> None:
    asked: list[CourseKind] = []

    def of(count: int) -> ExpectedRange | None:
        def find(kind: CourseKind) -> Sequence[History]:
            asked.append(kind)
            return histories(count)

        return expect(replace(FACTS, histories_of=find)).band

    published, own = of(29), of(30)
    assert published is not None
    assert own is not None
    assert (published.is_own, own.is_own) == (False, True)
    assert asked[0] == CourseKind(TATTOO, InkColour.BLACK, frozenset({1064}))
    assert own.name.said() == "Middle 80 % of 30 finished courses here: Black, 1064 nm"
    assert (
        own.limits[0].said().startswith("From the readings of 30 finished courses of this clinic: 10 % lie below")
    )


def test_own_quantiles_are_those_worked_by_hand() -> None:
    # 31 courses read 10, 11 ... 40 after 1 session: 10, 50 and 90 % of the way are 13, 25 and 37.
    band = own_range(histories(31, 1), "Black", 5)
    assert band is not None
    found = [
        [one.sessions, *(int(edge or -1) for edge in (one.lower, one.middle, one.upper))] for one in band.steps
    ]
    assert found[1] == [1, 13, 25, 37]
    assert band.steps[0].upper == 0
    assert band.step_after(1) == band.steps[1]
    assert band.step_after(2) is None


def test_own_range_ends_where_fewer_than_ten_were_read_and_is_none_where_it_cannot_begin() -> None:
    few_later = [*histories(21, 1), *histories(9, 2)]
    band = own_range(few_later, "Black", 5)
    assert band is not None
    assert [one.sessions for one in band.steps] == [0, 1]
    assert own_range([{} for _ in range(30)], "Black", 5) is None


@given(st.lists(st.integers(-20, 20).map(lambda step: 5 * step), min_size=30, max_size=60))
def test_own_quantiles_never_cross_nor_leave_what_was_read(read: list[int]) -> None:
    band = own_range([{1: percent} for percent in read], "Black", 1)
    assert band is not None
    step = band.steps[1]
    assert step.middle is not None
    assert min(read) <= step.lower <= step.middle <= step.upper <= max(read)


BAND = range_of("tattoo_black_1064_532")
"""After 3 sessions 28.7 to 68.6 %."""


@pytest.mark.parametrize(
    ("last", "said"),
    [
        (25, "Slower than the range in published studies"),
        (50, "Inside the range in published studies"),
        (75, "Faster than the range in published studies"),
    ],
)
def test_three_readings_tell_where_the_last_one_lies_with_the_rule(last: int, said: str) -> None:
    found = statuses({0: 0, 1: 5, 2: 15, 3: last}, BAND)
    assert [one.said.said() for one in found] == [said]
    assert found[0].rule.said().startswith(f"After three readings or more the last one counts: {last} % after 3")
    assert found[0].rule.said().endswith("29 to 69 %.")


def test_the_clinic_s_own_range_is_called_by_its_name() -> None:
    own = own_range(histories(30), "Black", 4)
    assert [one.said.said() for one in statuses({1: 5, 2: 15, 3: 20}, own)] == ["Slower than our finished courses"]


def test_nothing_is_said_before_three_readings_after_a_session() -> None:
    assert statuses({0: 0, 1: 5, 2: 5}, BAND) == ()
    assert statuses({1: 10, 2: 20, 3: 30}, None) == ()
    assert statuses({1: 10, 2: 20, 30: 40}, BAND) == ()


@pytest.mark.parametrize(
    ("read", "plateau"),
    [
        ({1: 50, 2: 50, 3: 50}, True),
        ({1: 50, 2: 45, 3: 45}, True),
        ({1: 50, 2: 55, 3: 55}, False),
        ({1: 50, 2: 50, 3: 55}, False),
        ({1: 100, 2: 100, 3: 100}, False),
        ({1: 20, 2: 50, 3: 50, 4: 50}, True),
    ],
)
def test_a_plateau_is_two_gains_under_5_points_as_the_reference_s_plateau_rule_says(
    read: dict[int, int], plateau: bool
) -> None:
    found = statuses(read, None)
    assert [one.said.said() for one in found] == (["No further gain at the last two readings"] if plateau else [])
    if plateau:
        assert found[0].rule.said().startswith("Three readings, and the last two gains under 5 points each: ")


def test_every_published_result_is_read_and_a_band_exists_for_tattoo_inks_only() -> None:
    assert RULE_BOOKS[RuleKind.EXPECTATION].file == "expectations.toml"
    assert len(OUTCOMES) == 40
    banded = {key for key, one in OUTCOMES.items() if one.has_band}
    assert all(key.startswith("tattoo_") for key in banded)
    assert len(banded) == 13
    assert not replace(OUTCOMES["tattoo_black_785"], inks=frozenset()).has_band
    assert all(one.spread and one.spread.value == 50 for key, one in OUTCOMES.items() if key in banded)


@pytest.mark.parametrize(
    ("parts", "field"),
    [
        ({}, []),
        ({"clearance_percent": {"value": "79"}, "sessions": {"value": "4"}}, []),
        ({"clearance_percent": {"value": "79"}}, ["sessions.value"]),
        ({"sessions": {"value": "4"}}, ["clearance_percent.value"]),
    ],
)
def test_half_an_end_point_is_none(parts: dict[str, object], field: list[str]) -> None:
    assert [one.field for one in check_outcome(parts)] == field
