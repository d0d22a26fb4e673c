"""Two records of one person: what differs, what is united, and how they come apart again."""

import uuid
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pico_tracker.domain.merges import (
    FIELD_NAMES,
    Difference,
    MergeSide,
    United,
    check_merge,
    find_differences,
    part,
    unite,
)
from pico_tracker.domain.patients import ContactPreference, Fitzpatrick, PatientEntry, PatientState, Sex

KEPT = PatientEntry(
    entry_id=uuid.UUID(int=1),
    record_number="P-10001",
    given_names="Amara",
    family_name="Nwosu",
    born_on=date(1992, 5, 3),
    sex=Sex.FEMALE,
    phones=("0142",),
    email="amara@example.com",
    allergies=("Lidocaine",),
    alerts=("Keloids",),
    fitzpatrick=Fitzpatrick.II,
)
GONE = PatientEntry(
    entry_id=uuid.UUID(int=2),
    record_number="P-10002",
    given_names="AMARA",
    family_name="Nwosu-Bell",
    phones=("0143",),
    address="1 High Street",
    allergies=("latex", "LIDOCAINE", "Latex"),
)


def side(entry: PatientEntry, **flags: bool) -> MergeSide:
    return MergeSide(entry=entry, **flags)


def test_only_what_both_records_fill_and_what_really_differs_is_to_be_chosen() -> None:
    assert find_differences(KEPT, GONE) == (
        Difference("family_name", "Nwosu", "Nwosu-Bell"),
        Difference("phones", ("0142",), ("0143",)),
    )
    assert find_differences(KEPT, replace(GONE, born_on=date(1992, 3, 5), sex=Sex.MALE))[1:3] == (
        Difference("born_on", date(1992, 5, 3), date(1992, 3, 5)),
        Difference("sex", Sex.FEMALE, Sex.MALE),
    )


def test_what_is_chosen_changes_places_and_nothing_is_lost() -> None:
    united = unite(side(KEPT), side(GONE), ("phones",))
    kept, gone = united.kept.entry, united.gone.entry
    assert (kept.family_name, kept.phones, kept.email) == ("Nwosu", ("0143",), "amara@example.com")
    assert (gone.family_name, gone.phones) == ("Nwosu-Bell", ("0142",))
    assert united.exchanged == ("phones", "address")


def test_an_empty_field_is_filled_and_choosing_what_does_not_differ_does_nothing() -> None:
    united = unite(side(GONE), side(KEPT), ("email", "called", "record_number"))
    kept = united.kept.entry
    assert (kept.born_on, kept.sex, kept.email, kept.fitzpatrick) == (
        KEPT.born_on,
        Sex.FEMALE,
        KEPT.email,
        Fitzpatrick.II,
    )
    assert (kept.record_number, kept.called) == ("P-10002", "")
    assert united.gone.entry.email == ""


def test_allergies_and_alerts_are_united_whatever_their_case() -> None:
    united = unite(side(KEPT), side(replace(GONE, alerts=("Faints", "keloids"))))
    assert united.kept.entry.allergies == ("Lidocaine", "latex")
    assert united.kept.entry.alerts == ("Keloids", "Faints")
    assert united.added == (("allergies", 0), ("alerts", 0))


def test_a_skin_type_that_differs_becomes_an_alert() -> None:
    united = unite(side(KEPT), side(replace(GONE, fitzpatrick=Fitzpatrick.IV)))
    assert united.kept.entry.fitzpatrick is Fitzpatrick.II
    assert united.kept.entry.alerts[1:] == ("Skin type IV in record P-10002, which was merged into this one",)
    same = unite(side(KEPT), side(replace(GONE, fitzpatrick=Fitzpatrick.II)))
    assert same.kept.entry.alerts == ("Keloids",)


def test_notes_follow_each_other() -> None:
    both = unite(side(replace(KEPT, notes="Calls early.")), side(replace(GONE, notes="Needs a lift.")))
    assert both.kept.entry.notes == "Calls early.\n\nNeeds a lift."
    filled = unite(side(KEPT), side(replace(GONE, notes="Needs a lift.")))
    assert (filled.kept.entry.notes, filled.gone.entry.notes) == ("Needs a lift.", "")
    known = unite(side(replace(KEPT, notes="Calls early.")), side(replace(GONE, notes="early")))
    assert known.kept.entry.notes == "Calls early."


@pytest.mark.parametrize(
    ("name", "mine", "theirs", "stays"),
    [
        ("consent_texts", True, False, False),
        ("consent_texts", False, True, False),
        ("consent_email", True, True, True),
        ("state", PatientState.INACTIVE, PatientState.ACTIVE, PatientState.ACTIVE),
        ("state", PatientState.DECEASED, PatientState.INACTIVE, PatientState.DECEASED),
    ],
)
def test_contact_needs_a_yes_in_both_and_the_later_state_holds(
    name: str, mine: Any, theirs: Any, stays: Any
) -> None:
    united = unite(side(replace(KEPT, **{name: mine})), side(replace(GONE, **{name: theirs})))
    assert getattr(united.kept.entry, name) == stays


def test_who_wants_no_contact_in_one_record_wants_none_and_one_whole_record_is_enough() -> None:
    united = unite(side(KEPT, is_provisional=True), side(GONE, no_contact=True))
    assert (united.kept.no_contact, united.kept.is_provisional) == (True, False)
    assert (united.gone.no_contact, united.gone.is_provisional) == (False, True)


def test_what_somebody_wrote_since_stays() -> None:
    united = unite(side(KEPT), side(replace(GONE, notes="Old")), ("phones",))
    edited = replace(
        united.kept,
        entry=replace(
            united.kept.entry, allergies=("Lidocaine", "Nickel"), notes="New", alerts=("Keloids", "Faints")
        ),
    )
    kept, gone = part(replace(united, kept=edited))
    assert (kept.entry.allergies, kept.entry.alerts, kept.entry.phones) == (
        ("Lidocaine", "Nickel"),
        ("Keloids", "Faints"),
        ("0142",),
    )
    assert (gone.entry.notes, gone.entry.phones) == ("New", ("0143",))


def codes(kept: PatientEntry, gone: PatientEntry, reason: str = "Same phone.") -> list[str]:
    return [f"{one.field}: {one.sentence}" for one in check_merge(kept, gone, reason)]


def test_a_merge_needs_a_reason_of_a_readable_length() -> None:
    assert codes(KEPT, GONE) == []
    assert codes(KEPT, GONE, "") == ["reason: Say how you know that both records are of one person."]
    assert codes(KEPT, GONE, "x" * 20_001) == ["reason: This is longer than 20000 characters. Shorten it."]


def test_nobody_has_died_and_is_treated() -> None:
    dead = replace(GONE, state=PatientState.DECEASED)
    assert [one.partition(".")[0] for one in codes(KEPT, dead)] == [
        "gone_id: One record says that the patient has died, the other that treatment goes on"
    ]
    assert codes(replace(KEPT, state=PatientState.INACTIVE), dead) == []
    assert codes(replace(KEPT, state=PatientState.DECEASED), dead) == []


def test_two_long_lists_or_notes_are_shortened_first() -> None:
    many = tuple(f"Allergy {number}" for number in range(30))
    assert codes(KEPT, replace(GONE, allergies=many)) == [
        "gone_id: Together they have too many allergies or alerts. Shorten one of the lists first."
    ]
    long = codes(replace(KEPT, notes="a" * 15_000), replace(GONE, notes="b" * 15_000))
    assert long == ["gone_id: Together their notes are too long. Shorten one of them first."]


WORDS = st.sampled_from(["", "a", "A", "b", "Bell", "c\n\nd"])
LINES = st.lists(WORDS.filter(bool), max_size=4).map(tuple)
ENTRIES = st.builds(
    lambda number, family, email, notes, phones, allergies, alerts, skin, state, sex, means, consent: PatientEntry(
        entry_id=uuid.UUID(int=number),
        record_number=f"P-{number}",
        family_name=family,
        email=email,
        notes=notes,
        phones=phones,
        allergies=allergies,
        alerts=alerts,
        fitzpatrick=skin,
        state=state,
        sex=sex,
        contact_preference=means,
        consent_texts=consent,
    ),
    st.integers(1, 9),
    WORDS,
    WORDS,
    WORDS,
    LINES,
    LINES,
    LINES,
    st.none() | st.sampled_from(Fitzpatrick),
    st.sampled_from(PatientState),
    st.sampled_from(Sex),
    st.sampled_from(ContactPreference),
    st.booleans(),
)
SIDES = st.builds(MergeSide, entry=ENTRIES, is_provisional=st.booleans(), no_contact=st.booleans())


@given(SIDES, SIDES, st.sets(st.sampled_from(sorted(FIELD_NAMES))))
def test_taking_apart_gives_both_records_back_as_they_were(
    kept: MergeSide, gone: MergeSide, chosen: set[str]
) -> None:
    united: United = unite(kept, gone, chosen)
    assert part(united) == (kept, gone)


@given(SIDES, SIDES, st.sets(st.sampled_from(sorted(FIELD_NAMES))))
def test_no_allergy_and_no_alert_is_ever_dropped(kept: MergeSide, gone: MergeSide, chosen: set[str]) -> None:
    united = unite(kept, gone, chosen)
    for name in ("allergies", "alerts"):
        before = (*getattr(kept.entry, name), *getattr(gone.entry, name))
        after = {line.casefold() for line in getattr(united.kept.entry, name)}
        assert {line.casefold() for line in before} <= after
