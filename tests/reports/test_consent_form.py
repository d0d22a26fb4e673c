"""The consent form and the signed consent as a patient and an inspector read them."""

import io
from dataclasses import replace

import pytest
from pypdf import PdfReader

from pico_tracker.domain.clinic import Paper
from pico_tracker.domain.consent_forms import ConsentForm, SignedConsent
from pico_tracker.domain.consents import ConsentKind, SignedBy
from pico_tracker.reports.consent_form import render_consent_form
from pico_tracker.reports.signed_consent import render_signed_consent
from tests.reports.reading import pages_of
from tests.reports.samples import CLINIC
from tests.reports.sheets.consent_form import (
    DECIDED,
    TEMPLATE,
    TEXT,
    TREATMENT,
    WITHDRAWN,
    make_form,
    make_scan,
    make_scanned,
    make_signed,
)


def form_pages(form: ConsentForm) -> list[str]:
    out = io.BytesIO()
    render_consent_form(form, out)
    return pages_of(out.getvalue())


def signed_pdf(consent: SignedConsent) -> bytes:
    out = io.BytesIO()
    render_signed_consent(consent, out)
    return out.getvalue()


def signed_text(consent: SignedConsent) -> str:
    return " ".join(pages_of(signed_pdf(consent)))


def test_the_form_says_whose_it_is_and_about_which_course() -> None:
    first = form_pages(make_form())[0]
    assert first.startswith("Northgate Laser Clinic")
    assert "Consent to laser treatment of a tattoo Amara Nwosu · born 3 May 1992 · record P-10482" in first
    assert "Tattoo removal, right forearm" in first


def test_every_section_stands_under_its_heading_in_order_and_in_full() -> None:
    text = " ".join(form_pages(make_form()))
    at = -1
    for heading, words in TEXT.sections:
        plain = f"{heading} {words}"
        assert text.count(plain) == 1, heading
        assert text.index(plain) > at
        at = text.index(plain)


def test_treatment_and_each_use_of_photos_are_decided_apart() -> None:
    last = form_pages(make_form())[-1]
    decided = last.partition("What is decided")[2].partition("Signature")[0]
    names = ("Treatment", "Photos for the record", "Photos for teaching", "Photos for marketing")
    assert len(names) == len(ConsentKind)
    for name in names:
        assert f"{name} I agree I do not agree" in decided


def test_there_are_lines_for_signer_day_witness_interpreter_and_time_to_think() -> None:
    last = form_pages(make_form())[-1]
    signing = last.rpartition("With this signature I confirm")[2]
    for label in (
        "The patient The guardian",
        "Name in capital letters Day",
        "Days to think since 12 Nov 2026",
        "Witness of the staff: name Signature of the witness",
        "Interpreter, if any: name or service Signature of the interpreter",
    ):
        assert label in signing
    assert "Days to think since informed" in form_pages(make_form(informed_on=None))[-1]


def test_decisions_and_signature_stand_on_one_page() -> None:
    for paper in Paper:
        pages = form_pages(make_form(clinic=replace(CLINIC, paper=paper)))
        assert len(pages) == 2
        assert "What is decided" in pages[1]
        assert "Signature of the interpreter" in pages[1]


def test_the_page_that_is_signed_names_the_person() -> None:
    whose = "Amara Nwosu · born 3 May 1992 · record P-10482"
    for paper in Paper:
        last = form_pages(make_form(clinic=replace(CLINIC, paper=paper)))[-1]
        assert f"What is decided {whose}" in last
    for signed in (make_signed(), make_scanned(pages=())):
        assert f"Signature Patient {whose} Signed by" in pages_of(signed_pdf(signed))[-1]


def test_no_paper_names_a_text_by_its_key() -> None:
    for pdf_text in (" ".join(form_pages(make_form())), signed_text(make_signed())):
        assert "text tattoo" not in pdf_text
    assert "P-10482 · Consent signed 22 Nov 2026 · version 3 of the text" in signed_text(make_signed())


def test_a_minor_s_form_asks_the_guardian_and_nobody_else() -> None:
    last = form_pages(make_form(is_minor=True))[-1]
    assert "The patient is under 18: the guardian signs." in last
    assert "The patient The guardian" not in last


def test_another_language_asks_for_an_interpreter() -> None:
    text = form_pages(make_form(reads="polski"))[0]
    assert "The patient's language on record is Polish." in text
    assert "language on record" not in form_pages(make_form())[0]


def test_the_clinics_words_come_below_the_heading_and_at_the_end() -> None:
    pages = form_pages(make_form(template=TEMPLATE))
    assert "Take this form home and read it in peace. What it is for" in pages[0]
    assert pages[-1].index("Signature of the interpreter") < pages[-1].index("You get a copy of this form")


def test_each_page_names_the_version_of_the_text() -> None:
    for page in form_pages(make_form()):
        assert "P-10482 · Consent form · version 3 of the text" in page


def test_the_form_says_nothing_of_how_well_the_text_is_founded() -> None:
    text = " ".join(form_pages(make_form())).lower()
    for word in ("unsourced", "derived", "confirm with your clinician"):
        assert word not in text


def test_what_was_signed_says_who_when_before_whom_and_how_long_they_thought() -> None:
    told = signed_text(make_signed())
    for said in (
        "Signed by Amara Nwosu (the patient)",
        "Signed on 22 Nov 2026",
        "Witness of the staff M. Hart",
        "Interpreter none",
        "Time to think 10 days",
        "Text Consent to laser treatment of a tattoo, version 3",
        "Signature Drawn on the screen 22 Nov 2026 11:04.",
    ):
        assert said in told
    by_guardian = replace(
        TREATMENT,
        signed_by=SignedBy.GUARDIAN,
        signed_name="Ada Nwosu",
        interpreter="S. Rossi",
        thinking_days=1,
    )
    told = signed_text(make_signed((by_guardian,)))
    for said in ("Ada Nwosu (the guardian)", "Interpreter S. Rossi", "Time to think 1 day"):
        assert said in told
    assert (
        "Time to think"
        not in signed_text(make_signed((replace(TREATMENT, thinking_days=None),))).partition(
            "Witness of the staff"
        )[2]
    )


def test_each_decision_says_how_long_it_is_valid_and_what_was_refused() -> None:
    endless = replace(DECIDED[1], expires_on=None)
    told = signed_text(make_signed((TREATMENT, endless, DECIDED[2])))
    assert "Treatment Given to 22 Nov 2027" in told
    assert "Photos for the record Given until withdrawn" in told
    assert "Photos for teaching Refused –" in told
    assert "Photos for marketing Not asked –" in told


def test_a_withdrawal_is_told_at_the_top_and_in_full_with_its_reason() -> None:
    pages = pages_of(signed_pdf(make_signed((TREATMENT, WITHDRAWN))))
    assert "Withdrawn on 23 Nov 2026: Photos for the record." in pages[0]
    assert "Photos for the record Given to 21 Nov 2031 23 Nov 2026" in pages[-1]
    assert "told to Dr S. Okafor. Reason: Does not want to be photographed any more." in pages[-1]
    assert "Withdrawn on" not in signed_text(make_signed())


def test_the_drawn_signature_is_lines_and_its_digest_stands_below() -> None:
    consent = make_signed()
    assert consent.drawn is not None
    pdf = signed_pdf(consent)
    assert consent.drawn.digest in "".join(pages_of(pdf)).replace(" ", "")
    assert not any(page.images for page in PdfReader(io.BytesIO(pdf)).pages)
    last = PdfReader(io.BytesIO(pdf)).pages[-1].get_contents()
    assert last is not None
    assert last.get_data().count(b" c ") + last.get_data().count(b" c\n") > 96


def test_a_text_that_is_not_the_signed_one_is_told_before_all_else() -> None:
    consent = make_signed()
    assert consent.drawn is not None
    changed = replace(consent, drawn=replace(consent.drawn, digest="0" * 64))
    first = pages_of(signed_pdf(changed))[0]
    assert first.index("not those that this signature was put under") < first.index("What it is for")


@pytest.mark.parametrize("paper", list(Paper))
def test_a_scanned_page_is_taken_over_as_it_is_on_a_page_of_its_own(paper: Paper) -> None:
    pdf = signed_pdf(make_scanned(clinic=replace(CLINIC, paper=paper)))
    assert make_scan() in pdf
    pages = pages_of(pdf)
    assert "Signature On paper. 1 scanned page follows." in pages[-2]
    assert pages[-1].startswith("Signed paper, page 1 of 1, scanned 22 Nov 2026 15:00")
    (picture,) = PdfReader(io.BytesIO(pdf)).pages[-1].images
    assert picture.image is not None
    assert picture.image.size == (1240, 1754)


def test_paper_that_is_not_scanned_or_whose_file_is_gone_is_told() -> None:
    assert "On paper. No scan of it is on record." in signed_text(make_scanned(pages=()))
    lost = make_scanned()
    lost = replace(lost, pages=(replace(lost.pages[0], jpeg=None), replace(lost.pages[0], page=2)))
    pages = pages_of(signed_pdf(lost))
    assert "2 scanned pages follow." in pages[-3]
    assert "The file of this page is missing or damaged." in pages[-2]


def test_what_is_drawn_and_scanned_too_says_both() -> None:
    both = replace(make_signed(), pages=make_scanned().pages)
    assert "Drawn on the screen 22 Nov 2026 11:04. 1 scanned page follows." in signed_text(both)


def test_a_reason_of_many_pages_is_printed_whole() -> None:
    assert WITHDRAWN.withdrawal is not None
    long = replace(WITHDRAWN, withdrawal=replace(WITHDRAWN.withdrawal, reason="Because so. " * 1_600 + "The end."))
    told = signed_text(make_signed((TREATMENT, long)))
    assert told.count("Because so.") == 1_600
    assert "The end." in told
