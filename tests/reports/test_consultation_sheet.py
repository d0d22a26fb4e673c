"""The consultation and expectation sheet as patient and clinic read it."""

import io
from dataclasses import replace
from datetime import date
from decimal import Decimal

from pico_tracker.domain.consultation_sheets import ConsultationSheet
from pico_tracker.domain.expectation import NO_EXPECTATION, Expectation, PublishedPoint
from pico_tracker.domain.sheet_templates import SheetTemplate
from pico_tracker.domain.words import sentence
from pico_tracker.reports.consultation_sheet import render_consultation_sheet
from tests.reports.reading import pages_of
from tests.reports.sheets.consultation_sheet import (
    AMENDED,
    BAND,
    CONSULTATION,
    EARLIER,
    PLANS,
    make_agreement,
    make_sheet,
)


def pages(sheet: ConsultationSheet) -> list[str]:
    out = io.BytesIO()
    render_consultation_sheet(sheet, out)
    return pages_of(out.getvalue())


def text_of(sheet: ConsultationSheet) -> str:
    return " ".join(pages(sheet))


def test_one_page_holds_what_the_patient_wants_what_to_expect_and_what_was_asked() -> None:
    read = pages(make_sheet())
    assert len(read) == 1
    assert "What you want Bare arms in summer; a faint trace is fine." in read[0]
    assert "8 to 12 sessions. This is what to expect, not a promise: it may take fewer or more." in read[0]
    assert "What may not be possible Red may stay as a pink shadow." in read[0]
    assert "• No treatment. • Treatment with creams. • Covering it with make-up." in read[0]
    assert "Concern and history Black and red tattoo of 2012, done by an amateur." in read[0]
    assert "Skin type (Fitzpatrick) V" in read[0]
    assert "Medicines Levothyroxine 50 µg a day." in read[0]
    assert "Allergies, as known that day lidocaine" in read[0]
    assert "Photos of the start Taken, kept elsewhere: Photo folder 2026/06" in read[0]


def test_the_patients_copy_and_the_lines_to_sign_come_before_what_is_on_record() -> None:
    text = text_of(make_sheet())
    order = [
        "What you want",
        "Agreed on 14 Jun 2026: you go ahead",
        "Date, patient",
        "Date, for the clinic",
        "On record",
    ]
    assert [text.index(one) for one in order] == sorted(text.index(one) for one in order)
    assert "You were told how to prepare for the sessions." in text
    assert "Signed by Dr S. Okafor, 14 Jun 2026 10:40" in text


def test_what_the_patient_signs_is_in_plain_words_and_the_range_stands_with_the_record() -> None:
    remark = sentence("No ink is named in what was seen; black is assumed.")
    sheet = make_sheet(expectation=Expectation(band=BAND, remarks=(remark,)))
    signed, _, record = text_of(sheet).partition("Date, for the clinic")
    assert "8 to 12 sessions." in signed
    assert "Red may stay as a pink shadow." in signed
    assert "• Treatment with creams." in signed
    for said in ("Range", "Evidence", "not sourced", "No ink is named", "Cleared"):
        assert said not in signed
        assert said in record


def test_a_guardian_may_sign() -> None:
    sheet = make_sheet()
    entry = replace(sheet.patient.entry, guardian="Mother")
    assert "Date, patient or guardian" in text_of(replace(sheet, patient=replace(sheet.patient, entry=entry)))


def test_the_range_names_its_model_how_well_it_is_founded_and_its_limits() -> None:
    text = text_of(make_sheet())
    assert "Range in published studies: black ink, 755 nm picosecond. Evidence: derived." in text
    assert "After so many sessions 2 4 6 8 10 12" in text
    # By hand: 6 and 8 % a session in the sample's range.
    assert "12 – 16 % 24 – 32 % 36 – 48 % 48 – 64 % 60 – 80 % 72 – 96 %" in text
    assert "A model, not a promise" in text
    assert "(not sourced)" in text


def test_a_clinic_can_leave_the_range_out_and_add_its_own_words() -> None:
    template = SheetTemplate(hidden=frozenset({"range"}), opening="Welcome to us.", closing="Ask us any time.")
    text = text_of(replace(make_sheet(), template=template))
    assert "Range to compare with" not in text
    assert text.index("Welcome to us.") < text.index("What you want")
    assert text.index("Ask us any time.") < text.index("Date, patient")


def test_a_single_published_result_is_told_as_such_and_remarks_stand_alone() -> None:
    point = PublishedPoint(
        sentence("Published end-point: KTP"), Decimal("4.0"), Decimal(75), (sentence("Small study."),)
    )
    text = text_of(make_sheet(expectation=Expectation(point=point)))
    assert "Published end-point: KTP: 75 % after 4 sessions." in text
    assert "Small study." in text
    remark = sentence("Melasma comes back: readings only, no range.")
    assert "Melasma comes back" in text_of(make_sheet(expectation=Expectation(remarks=(remark,))))
    assert "Range to compare with" not in text_of(make_sheet(expectation=NO_EXPECTATION))


def test_an_amendment_stands_beside_what_was_signed_with_its_author_and_reason() -> None:
    text = text_of(make_sheet(AMENDED))
    assert "Red may stay as a pink shadow." in text
    said = (
        "Corrected since it was signed Green ink at the edge may stay too. "
        "28 Jun 2026 11:05, Dr L. Meyer. Why: Seen under the lamp at the first session."
    )
    assert said in text


def test_an_earlier_consultation_stays_readable_with_all_that_was_told() -> None:
    text = text_of(make_sheet(CONSULTATION, EARLIER))
    _, _, before = text.partition("Consultation of 3 Feb 2026")
    assert "Skin type (Fitzpatrick) –" in before
    assert "Allergies, as known that day none recorded" in before
    assert "Photos of the start Not taken" in before
    assert "Sessions expected 1 session" in before
    assert "Alternatives No treatment. Treatment with creams. Covering it with make-up." in before
    assert "Agreed Does not go ahead" in before
    went_ahead = replace(EARLIER, entry=replace(EARLIER.entry, agreed=True))
    assert "Agreed Goes ahead" in text_of(make_sheet(CONSULTATION, went_ahead))


def test_who_does_not_go_ahead_reads_so() -> None:
    assert "Decided on 3 Feb 2026: you do not go ahead with the treatment." in text_of(make_sheet(EARLIER))


def test_longer_plans_stand_as_versions_and_the_newest_beside_what_was_told() -> None:
    text = text_of(replace(make_sheet(), agreements=PLANS))
    assert "Agreed on 1 Nov 2026: 8 to 14 sessions." in text
    assert "1 28 Jun 2026 8 – 12 6 – 8 – As opened Dr S. Okafor" in text
    assert "2 1 Nov 2026 8 – 14 6 – 8 after 6 months Red ink fades more slowly than hoped. Dr S. Okafor" in text


def test_a_plan_from_before_the_consultation_is_not_told_as_newer() -> None:
    before = make_agreement(1, 8, date(2026, 5, 1))
    text = text_of(replace(make_sheet(), agreements=(before,)))
    assert "Agreed on 1 May 2026" not in text.partition("On record")[0]
    assert "1 1 May 2026 8 6 – 8" in text


def test_a_long_history_is_printed_in_full() -> None:
    long = "\n".join(f"Line {number} of the history." for number in range(120))
    told = replace(CONSULTATION, entry=replace(CONSULTATION.entry, history=long))
    text = text_of(make_sheet(told))
    assert "Line 0 of the history." in text
    assert "Line 119 of the history." in text
