"""What holds for every scale."""

import tomllib

import pytest

from pico_tracker.domain.errors import NotFound
from pico_tracker.domain.evidence import Evidence
from pico_tracker.domain.scales.masi import MMASI
from pico_tracker.domain.scales.register import SCALES, scale_of, scales_for
from pico_tracker.domain.scales.shape import Item, Scale, clean_answers, print_ready
from pico_tracker.resources import find_resource
from tests.domain.scales.answering import answers, faults, scored

EVERY = pytest.mark.parametrize("scale", SCALES.values(), ids=SCALES.keys())
PER_CONCERN = {
    "tattoo": {"kirby_desai", "clearance_quartile", "pga"},
    "melasma": {"mmasi", "masi", "melasqol"},
    "acne_scar": {"goodman_baron_qualitative", "goodman_baron_quantitative", "ecca", "gais"},
    "wrinkle": {"fwcs", "glogau", "gais"},
    "rejuvenation": {"gais", "glogau", "visia"},
    "solar_lentigo": {"pga", "gais", "clearance_quartile"},
}
FOR_ALL = {"fitzpatrick_phototype", "fitzpatrick_questionnaire", "dlqi", "pain_nrs"}
REFERENCE = {*FOR_ALL, *(key for keys in PER_CONCERN.values() for key in keys)}


def answer(item: Item, *, highest: bool) -> str:
    if item.is_text:
        return "words"
    if item.choices:
        return str((max if highest else min)(one.value for one in item.choices))
    return format((item.high if highest else item.low).normalize(), "f")


def test_every_scale_of_the_reference_but_the_optional_one_is_there() -> None:
    assert set(SCALES) == REFERENCE


@EVERY
def test_a_scale_has_a_name_a_version_and_tables_with_sources(scale: Scale) -> None:
    references = tomllib.loads(find_resource("clinical", "sources.toml").read_text("utf-8"))
    assert scale.name
    assert scale.version
    assert scale.tables
    assert scale.sources
    assert set(scale.sources) <= set(references)


@EVERY
def test_what_rests_on_general_knowledge_is_never_called_sourced(scale: Scale) -> None:
    for table in scale.tables:
        if "UNS" in table.sources:
            assert table.evidence in (Evidence.UNSOURCED, Evidence.MIXED)
            assert table in scale.to_confirm


@EVERY
def test_keys_of_a_scale_are_its_own_and_only_once(scale: Scale) -> None:
    keys = [item.key for item in scale.items]
    assert len(set(keys)) == len(keys)
    assert all(item.idle_without in {"", *keys} for item in scale.items)


@EVERY
def test_the_lowest_and_highest_answers_stay_inside_the_range_of_scores(scale: Scale) -> None:
    for highest in (False, True):
        given = {item.key: answer(item, highest=highest) for item in scale.items if item.key != "left_out"}
        result = scale.score(given)
        assert result.said
        assert (result.score is None) == (scale.low == scale.high)
        assert result.score is None or scale.low <= result.score <= scale.high


@EVERY
def test_bands_follow_each_other_and_fill_the_range(scale: Scale) -> None:
    if scale.bands:
        assert (scale.bands[0].low, scale.bands[-1].high) == (scale.low, scale.high)
        assert all(later.low == one.high + 1 for one, later in zip(scale.bands, scale.bands[1:], strict=False))


@EVERY
def test_nothing_answered_is_never_scored(scale: Scale) -> None:
    assert faults(scale, {})


@pytest.mark.parametrize(("concern", "keys"), PER_CONCERN.items())
def test_each_concern_has_its_scales_first_and_all_others_after(concern: str, keys: set[str]) -> None:
    found = [scale.key for scale in scales_for(concern)]
    suited = {scale.key for scale in SCALES.values() if scale.suits(concern)}
    assert suited == keys | FOR_ALL
    assert set(found[: len(suited)]) == suited
    assert set(found) == set(SCALES)


def test_an_unknown_scale_is_not_found() -> None:
    assert scale_of("mmasi") is MMASI
    with pytest.raises(NotFound, match="does not know the scale “msi”"):
        scale_of("msi")


def test_an_answer_that_belongs_to_another_scale_is_named() -> None:
    given = answers(MMASI, *[1, 1] * 4) | {"pain": "3"}
    assert faults(MMASI, given) == {"pain": "“pain” does not belong to this scale."}


def test_answers_are_cleaned_without_losing_what_cannot_be_read() -> None:
    messy = {"forehead_area": " 2.0 ", "chin_area": "", "left_malar_area": "two", "right_malar_area": "-0"}
    assert clean_answers(MMASI, messy) == {
        "forehead_area": "2",
        "left_malar_area": "two",
        "right_malar_area": "0",
    }


def test_a_summary_is_said_in_the_language_of_the_reader() -> None:
    result = scored(MMASI, *[2, 2] * 4)
    assert print_ready(result.said) == "mMASI 4 of 24."
    assert print_ready(result.said, lambda text: text.replace("of", "von")) == "mMASI 4 von 24."
