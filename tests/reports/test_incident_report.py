"""The report of an incident on paper: the fields of form 3500A, the course, every account."""

import io
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from pico_tracker.domain.clinic import Paper
from pico_tracker.domain.incident_reports import IncidentReport
from pico_tracker.domain.session_telling import Told
from pico_tracker.domain.words import in_english
from pico_tracker.reports.facts import fact_lines, fact_pairs
from pico_tracker.reports.incident_report import render_incident_report
from pico_tracker.reports.page import open_pen
from tests.reports.reading import pages_of
from tests.reports.samples import CLINIC
from tests.reports.sheets.incident_report import EFFECT, INCIDENT, LATER, make_opened_report, make_report


def printed(report: IncidentReport) -> bytes:
    out = io.BytesIO()
    render_incident_report(report, out)
    return out.getvalue()


def text_of(report: IncidentReport) -> str:
    return " ".join(pages_of(printed(report)))


@pytest.mark.parametrize("paper", list(Paper))
def test_patient_event_device_operator_and_outcome_stand_on_the_report(paper: Paper) -> None:
    text = text_of(make_report(clinic=replace(CLINIC, paper=paper)))
    for said in (
        "Incident report Amara Nwosu · born 3 May 1992 · record P-10482",
        "Incident 4, opened 4 Oct 2026, closed 20 Nov 2026 by Dr L. Meyer",
        "Event Burn severe at its gravest Began 4 Oct 2026 on the day of treatment",
        "Outcome Healed with a trace 6 Nov 2026, after 33 days Incident Closed 2 accounts",
        "Patient's number P-10482",
        "Initials, for forms without a name A.N.",
        "Age when it began 34",
        "Severity as reported Moderate",
        "Gravest Severe",
        "Grade as reported 2",
        "Where Tattoo removal, right forearm, inner edge Red flags Is the skin white or leathery?",
        "Management Cooled, silicone dressing. Note Grey-white, 12 × 4 mm.",
        "Area released 20 Nov 2026 by Dr S. Okafor: Closed skin, faint pink.",
        "Tattoo removal, right forearm, session 3, 4 Oct 2026, version 1",
        "Device Picosure Pro, Cynosure, serial PS-20417 Device Enlighten, Cutera, serial EN-0093",
        "1 Picosure Pro, Zoom 2–6 mm 1064 750 3.5 mm round 1.8 over the spot 173 5 412 Frosting Black ink",
        "Treated by Dr S. Okafor",
        "Signed 4 Oct 2026 12:00 by Dr S. Okafor",
        "Written by: name and signature Responsible: name and signature Day",
    ):
        assert said in text


def test_each_later_look_stands_with_grade_author_and_moment() -> None:
    text = text_of(make_report())
    assert (
        "6 Oct 2026 Worse Severe 3 Appointment with a practitioner · Dressing changed. · Blister at the edge."
        in text
    )
    assert "Dr S. Okafor, 6 Oct 2026 10:30 20 Oct 2026 Better Mild – – Dr L. Meyer, 20 Oct 2026 16:00" in text


def test_every_account_stands_as_it_was_written_and_the_last_one_counts() -> None:
    text = text_of(make_report())
    first = text.index(
        "Account 1, 4 Oct 2026 13:00 by Dr S. Okafor What happened Grey-white skin after the third pass."
    )
    last = text.index("Account 2, 7 Oct 2026 09:15 by Dr L. Meyer, the one that counts")
    assert "Reported to Not said Not reported because Not said" in text[first:last]
    assert "Who was told Clinical lead, 4 Oct 2026 Reported to Yellow Card, 7 Oct 2026 Written by" in text[last:]
    assert "Not reported because" not in text[last:]


def test_why_it_was_not_reported_stands_on_the_report() -> None:
    entry = replace(LATER, reported_to="", reported_on=None, not_reported_because="No fault of the device.")
    accounts = (INCIDENT.accounts[0], replace(INCIDENT.accounts[1], entry=entry))
    text = text_of(make_report(incident=replace(INCIDENT, accounts=accounts)))
    assert "Reported to Not said Not reported because No fault of the device." in text


def test_an_incident_just_opened_stands_on_one_page_and_says_what_is_missing() -> None:
    (page,) = pages_of(printed(make_opened_report()))
    for said in (
        "Incident 5, opened 22 Nov 2026, open",
        "Began 21 Nov 2026 not tied to a session Outcome Open for 1 day so far Incident Open 0 accounts",
        "Age when it began Not recorded",
        "Nobody has written a later look.",
        "It was written to no session.",
        "Nobody has written an account yet.",
    ):
        assert said in page


def test_duties_are_facts_with_their_evidence_and_the_law_of_the_reader_comes_first() -> None:
    text = text_of(make_report())
    assert "Check your own law, it comes first. USA: A user facility reports a death" in text
    assert "within 10 work days, on form 3500A. Clinicians may report on form 3500. (sourced: 21 CFR 803.20" in text
    assert "Physician offices are said to be no user facilities under 803.3. (not sourced)" in text


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"is_maintenance": True, "number": 2}, "right forearm, session M2, 4 Oct 2026, version 1"),
        ({"is_void": True, "version": 2}, "right forearm, void session of 4 Oct 2026, version 2"),
        ({"signed_at": None}, "Signed Not signed"),
    ],
)
def test_what_its_session_is_stands_on_the_report(changes: dict[str, Any], said: str) -> None:
    report = make_report()
    assert report.session is not None
    assert said in text_of(replace(report, session=replace(report.session, **changes)))


def test_days_to_the_onset_are_counted_and_answers_without_a_yes_are_said() -> None:
    flags = tuple(replace(one, is_yes=False) for one in EFFECT.entry.red_flags)
    entry = replace(EFFECT.entry, onset_on=date(2026, 10, 6), red_flags=flags)
    text = text_of(make_report(effect=replace(EFFECT, entry=entry)))
    assert "Began 6 Oct 2026 2 days after treatment" in text
    assert "Red flags all answered no" in text


def test_long_accounts_are_printed_in_full() -> None:
    entry = replace(LATER, happened="First word. " + "and then " * 400 + "Last word.")
    account = replace(INCIDENT.accounts[0], entry=entry)
    text = text_of(make_report(incident=replace(INCIDENT, accounts=(account,))))
    assert "What happened First word. and then" in text
    assert "and then Last word." in text


def test_letters_that_no_font_draws_are_named() -> None:
    entry = replace(EFFECT.entry, note="\U00010380")
    assert "cannot be printed" in text_of(make_report(effect=replace(EFFECT, entry=entry)))


def test_the_same_report_gives_the_same_bytes() -> None:
    assert printed(make_report()) == printed(make_report())


def test_no_facts_take_no_room() -> None:
    pen = open_pen(CLINIC, make_report().printed_at, in_english)
    assert (fact_pairs(pen, ()), fact_lines(pen, ())) == ([], [])
    assert len(fact_lines(pen, (Told("a", "A", "short"), Told("b", "B", "two\nlines")))) == 3
