"""The treatment register on paper: each field that authorities ask for, on each page under its head."""

import io
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from pypdf import PdfReader

from pico_tracker.domain.clinic import Paper
from pico_tracker.domain.laser import Spot, SpotShape
from pico_tracker.domain.treatment_registers import TreatmentRegister
from pico_tracker.reports.treatment_register import render_treatment_register
from tests.reports.reading import pages_of
from tests.reports.samples import BLACK
from tests.reports.sheets.treatment_register import (
    AMENDED,
    FIRST,
    SECOND,
    SPOT,
    VOID,
    make_empty_register,
    make_register,
)

HEAD = (
    "No. Date, time Patient Treatment, body area # Laser Handpiece nm ps Spot J/cm² mJ Hz Pulses Endpoint Purpose"
)


def printed(register: TreatmentRegister) -> bytes:
    out = io.BytesIO()
    render_treatment_register(register, out)
    return out.getvalue()


def text_of(register: TreatmentRegister) -> str:
    return " ".join(pages_of(printed(register)))


def titles_of(outline: Any) -> list[Any]:
    """The titles of a file's outline, those below another in a list of their own."""
    return [titles_of(one) if isinstance(one, list) else one.title for one in outline]


@pytest.mark.parametrize("paper", list(Paper))
def test_a_session_stands_with_every_field_of_the_reference(paper: Paper) -> None:
    text = text_of(make_register(paper=paper))
    for said in (
        "Treatment register 1 Nov 2026 to 30 Nov 2026",
        "Printed 30 Nov 2026 17:58 by Dr S. Okafor",
        "1041 3 Nov 2026 10:02 P-10482, Amara Nwosu, born 3 May 1992 Tattoo removal, right forearm",
        "Treated by Dr S. Okafor · signed 3 Nov 2026 10:42 by Dr S. Okafor",
        "Eye protection: metal shields, OD 7+ goggles · Cooling: cold air",
        "Test patch: T7, 1 Nov 2026, normal · Adverse incident: no",
        "1 Picosure Pro, Cynosure, serial PS-20417 Zoom 2–6 mm 1064 750 3.5 mm round 1.8 over the spot 173 5 412",
        "2 Enlighten, Cutera, serial EN-0093 MLA 532 660 3 × 5.5 mm 0.65 per microbeam – 2.5 97",
    ):
        assert said in text


def test_what_is_not_on_record_says_so_and_incidents_bear_their_number() -> None:
    text = text_of(make_register())
    for said in (
        "P-10490, Jonas Weber, date of birth not recorded",
        "Test patch: none on record · Adverse incident: yes, incident 4, open",
        "Side effects: Burn (severe), Redness (mild)",
        "–, 2 times over",
        "20 Nov 2026, no time",
        "Adverse incident: yes, incident 3, closed",
    ):
        assert said in text


def test_void_and_amended_sessions_stay_listed_with_their_numbers() -> None:
    text = text_of(make_register())
    assert "1043 9 Nov 2026, no time" in text
    assert "Void, counts nowhere. Found 12 Nov 2026 10:02 by Dr L. Meyer: Another patient's." in text
    assert "signed 11 Nov 2026 10:02 by Dr S. Okafor, entered later" in text
    assert "Amended 21 Nov 2026 10:02 by Dr L. Meyer, 2 in all: Pulses misread." in text
    assert "not signed" in text
    assert "Sessions 3 and 1 void Passes 4 Pulses 509 2 passes were not counted Test patches 1" in text


def test_lasers_checks_and_test_patches_follow_the_sessions() -> None:
    text = text_of(make_register())
    sections = [
        "T7 1 Nov 2026 P-10482, Amara Nwosu, born 3 May 1992 Tattoo removal, right forearm, inner edge",
        "Enlighten, Cutera, serial EN-0093 1 1 97 0 0 Picosure Pro, Cynosure, serial PS-20417 3 3 412 2 1",
        "2 Nov 2026 Picosure Pro, Cynosure, serial PS-20417, Zoom 2–6 mm Output check Passed Laser service",
    ]
    places = [text.index(said) for said in sections]
    assert places == sorted(places)
    assert "1064 nm, 750 ps, 3.5 mm round, 1.2 J/cm² Dr S. Okafor; read 3 Nov 2026 by Dr S. Okafor: normal" in text


def test_a_period_without_treatment_says_so_and_still_shows_the_checks() -> None:
    (page,) = pages_of(printed(make_empty_register()))
    assert "No treatment in this period." in page
    assert page.endswith("None on record. 1 Nov 2026 to 30 Nov 2026 · Treatment register Page 1 of 1")
    (page,) = pages_of(printed(replace(make_empty_register(), checks=make_register().checks)))
    assert "Output check Passed" in page


def test_one_day_is_named_once_and_a_laser_without_a_number_says_so() -> None:
    spot = replace(SPOT, patch=replace(SPOT.patch, entry=replace(SPOT.patch.entry, device_id=3), readings=()))
    day = FIRST.performed_on
    text = text_of(replace(make_register(patches=(spot,)), first_on=day, last_on=day))
    assert "Treatment register 3 Nov 2026 Sessions" in text
    assert "Old laser, no serial number on record" in text
    assert "Dr S. Okafor; not read yet" in text
    unknown = text_of(replace(make_register(), lasers={}, handpieces={}))
    assert "1 Picosure Pro Zoom 2–6 mm 1064" in unknown


def test_a_patch_that_was_read_after_the_session_was_not_read_then() -> None:
    late = replace(SPOT, patch=replace(SPOT.patch, readings=()))
    assert "Test patch: T7, 1 Nov 2026, not read ·" in text_of(make_register(replace(FIRST, patches=(late,))))


def test_a_long_register_repeats_its_head_and_leads_to_each_month_and_day() -> None:
    days = [date(2026, 10, 31) + timedelta(days=place // 20) for place in range(60)]
    entries = [replace(FIRST, number=place, performed_on=day) for place, day in enumerate(days, start=1)]
    pdf = printed(make_register(*entries))
    pages = pages_of(pdf)
    assert all(HEAD in page for page in pages[:-1])
    assert titles_of(PdfReader(io.BytesIO(pdf)).outline) == [
        "Sessions, Oct 2026",
        ["31 Oct 2026"],
        "Sessions, Nov 2026",
        ["1 Nov 2026", "2 Nov 2026"],
        "Test patches",
    ]
    assert PdfReader(io.BytesIO(printed(make_register()))).outline == []


def test_no_session_is_torn_apart_unless_it_is_longer_than_half_a_page() -> None:
    pages = pages_of(printed(make_register(*(replace(FIRST, number=number) for number in range(101, 130)))))
    for number in range(101, 130):
        (page,) = [page for page in pages if f" {number} 3 Nov 2026 10:02" in page]
        assert page.count("PS-20417 Zoom") >= page.count("3 Nov 2026 10:02")


def test_a_session_with_very_many_passes_goes_on_under_its_own_name() -> None:
    wide = replace(BLACK.entry, spot=Spot(SpotShape.ROUND, Decimal(4)), purpose="Black ink of the upper half " * 5)
    passes = tuple(replace(BLACK, entry=wide) for _ in range(20))
    pages = pages_of(printed(make_register(SECOND, replace(FIRST, passes=passes), VOID, AMENDED)))
    with_it = [page for page in pages if "1041 3 Nov 2026 10:02" in page]
    assert len(with_it) >= 2
    assert sum(page.count("Black ink of the upper half Black") for page in with_it) >= 20


def test_a_text_that_would_fill_a_page_is_cut_where_its_line_ends() -> None:
    wide = replace(FIRST.patient, name="\u2e3b" * 200, record_number="\u2e3b" * 24)
    pages = pages_of(printed(make_register(replace(FIRST, concern="\u2e3b" * 200, patient=wide))))
    assert len(pages) <= 3
    assert any("…" in page for page in pages)


def test_letters_that_no_font_draws_are_named_though_pages_are_set_later() -> None:
    strange = replace(FIRST, patient=replace(FIRST.patient, name="Am\U00010380ra"))
    assert "cannot be printed" in text_of(make_register(strange))


def test_the_same_register_gives_the_same_bytes() -> None:
    assert printed(make_register()) == printed(make_register())


def test_the_version_of_the_local_rules_stands_on_it_or_is_asked_for_by_hand() -> None:
    register = make_register()
    unknown = replace(register, clinic=replace(register.clinic, local_rules=""))
    assert "The clinic has not entered the version of its local rules." in text_of(unknown)
    known = replace(register, clinic=replace(register.clinic, local_rules="Version 3 of 12 January 2026"))
    assert "Local rules on the day of printing: Version 3 of 12 January 2026." in text_of(known)
