"""The appointment card as it hangs on a wall, and the label of one visit."""

import io
from dataclasses import replace

import pypdfium2
import pytest
from reportlab.lib.units import mm

from pico_tracker.domain.appointment_cards import AppointmentCard, AppointmentLabel
from pico_tracker.domain.sheet_templates import SheetTemplate
from pico_tracker.reports.appointment_card import render_appointment_card
from pico_tracker.reports.appointment_label import render_appointment_label
from tests.reports.reading import pages_of
from tests.reports.samples import PATIENT
from tests.reports.sheets.appointment_card import booked, make_card
from tests.reports.sheets.appointment_label import make_label


def pages(card: AppointmentCard) -> list[str]:
    out = io.BytesIO()
    render_appointment_card(card, out)
    return pages_of(out.getvalue())


def label(made: AppointmentLabel) -> bytes:
    out = io.BytesIO()
    render_appointment_label(made, out)
    return out.getvalue()


def test_the_card_says_when_for_how_long_with_whom_and_how_to_reach_the_clinic() -> None:
    (text,) = pages(make_card())
    for said in (
        "Amara Nwosu",
        "Record P-10482",
        "Tuesday 5 Jan 2027, 10:15",
        "Session, about 75 minutes, with Dr S. Okafor, Room 1",
        "Tuesday 16 Feb 2027, 10:15",
        "Review, about 15 minutes",
        "read the sheet on how to prepare",
        "Call us at least 24 hours before.",
        "12 Mill Lane",
        "0113 496 0100",
    ):
        assert said in text


def test_nobody_at_home_reads_what_is_treated_or_when_the_patient_was_born() -> None:
    treated = ("Tattoo removal, right forearm",)
    clinical = replace(booked(1), course_titles=treated, note="Faints.", device_name="PicoWay")
    text = " ".join(pages(replace(make_card(), visits=(clinical,))))
    for hidden in ("Tattoo", "forearm", "Faints", "PicoWay", "1992", "lidocaine", "Fitzpatrick"):
        assert hidden not in text


def test_a_call_is_told_as_a_call_and_names_no_room() -> None:
    (text,) = pages(replace(make_card(), visits=(booked(4),)))
    assert "We call you, about 15 minutes" in text
    assert "Room 1" not in text


def test_all_visits_are_on_as_many_cards_as_it_takes() -> None:
    found = pages(make_card(14))
    assert len(found) == 3
    assert sum(page.count("10:15") for page in found) == 14
    assert all("How to reach us" in page for page in found)


def test_sections_that_the_clinic_hides_are_left_out() -> None:
    bare = SheetTemplate(hidden=frozenset({"clinic", "prepare"}))
    (text,) = pages(replace(make_card(), template=bare))
    assert "prepare" not in text
    assert "How to reach us" not in text
    assert "If you cannot come" not in text


def test_words_that_are_longer_than_the_card_stand_in_full_below_it() -> None:
    words = SheetTemplate(closing=" ".join(f"word{number}" for number in range(400)))
    text = " ".join(pages(replace(make_card(), template=words)))
    assert "word0 " in text
    assert "word399" in text


def test_without_a_visit_the_card_says_so() -> None:
    (text,) = pages(make_card(0))
    assert "No visit is booked." in text


def test_the_cut_lies_148_mm_below_the_upper_edge() -> None:
    out = io.BytesIO()
    render_appointment_card(make_card(), out)
    page = pypdfium2.PdfDocument(out.getvalue())[0]
    picture = page.render(scale=4, grayscale=True).to_pil()
    row = round(148 * mm * 4)
    edge = [picture.getpixel((x, y)) for y in range(row - 3, row + 4) for x in range(100)]
    assert min(edge) < 250
    empty = [picture.getpixel((x, y)) for y in range(row - 200, row - 20) for x in range(100)]
    assert min(empty) == 255


def test_a_label_has_who_and_when_and_nothing_clinical() -> None:
    (text,) = pages_of(label(make_label()))
    assert text == "Amara Nwosu Record P-10482 · born 3 May 1992 Tuesday 5 Jan 2027, 10:15 Dr S. Okafor"


@pytest.mark.parametrize("name", ["Wilhelmina " * 36, "W" * 200])
def test_a_long_name_stays_whole_on_one_label(name: str) -> None:
    patient = replace(PATIENT, entry=replace(PATIENT.entry, given_names=name.strip()))
    (text,) = pages_of(label(make_label(patient=patient)))
    assert text.replace(" ", "").count("W") == name.count("W")
    assert "10:15" in text
    assert "Dr S. Okafor" in text


def test_without_a_birth_date_the_label_has_the_record_number_alone() -> None:
    patient = replace(PATIENT, entry=replace(PATIENT.entry, born_on=None))
    (text,) = pages_of(label(make_label(patient=patient)))
    assert "Record P-10482 Tuesday" in text
