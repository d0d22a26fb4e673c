"""The recall list as it lies beside the telephone."""

import io
from dataclasses import replace
from datetime import date

from pico_tracker.domain.diary import SafeDate, SafeWord
from pico_tracker.domain.patients import ContactPreference
from pico_tracker.domain.recall_lists import RecallList
from pico_tracker.domain.recalls import DueKind
from pico_tracker.reports.recall_list import render_recall_list
from tests.reports.reading import pages_of
from tests.reports.sheets.recall_list import REACH, due, lines, make_recall_list


def text_of(recalls: RecallList) -> str:
    out = io.BytesIO()
    render_recall_list(recalls, out)
    return " ".join(pages_of(out.getvalue()))


def test_harm_stands_first_then_calls_overdue_due_maintenance_and_visits_to_confirm() -> None:
    text = text_of(make_recall_list(*lines()))
    heads = ("Reactions: 1", "Calls: 1", "Overdue: 1", "Due: 1", "Maintenance: 1", "To confirm: 1")
    places = [text.index(head) for head in heads]
    assert places == sorted(places)
    assert "6 lines, harm first" in text


def test_a_line_says_how_and_when_to_reach_why_and_what_was_tried() -> None:
    text = text_of(make_recall_list(*lines()))
    for said in (
        "Jonas Lindqvist P-10482 0113 496 0142 prefers phone, after 17:00 no texts, no e-mail",
        "Session 2 due 12 Oct 2026, 41 days ago",
        "Phone, no answer 18 Nov 2026 · 1 try · R. Diaz",
        "Call back 22 Nov 2026 14:00",
        "No phone number texts agreed",
        "prefers e-mail, leyla@example.com",
        "Safe to book from 1 Dec 2026.",
        "Safe to book now.",
        "Tuesday 24 Nov 2026, 09:30",
        "None yet",
    ):
        assert said in text


def test_an_e_mail_that_was_not_agreed_to_is_not_told_as_preferred() -> None:
    reach = replace(REACH, preference=ContactPreference.EMAIL, email="leyla@example.com", hours="")
    text = text_of(make_recall_list(due(DueKind.SESSION_DUE, "Leyla Demir", 3, date(2026, 11, 24), reach=reach)))
    assert "0113 496 0142 no texts, no e-mail" in text
    assert "prefers" not in text
    assert "leyla@example.com" not in text
    mail = replace(reach, consent_email=True, email="")
    text = text_of(make_recall_list(due(DueKind.SESSION_DUE, "Leyla Demir", 3, date(2026, 11, 24), reach=mail)))
    assert "prefers e-mail e-mail agreed" in text


def test_nothing_clinical_stands_on_it() -> None:
    text = text_of(make_recall_list(*lines()))
    for hidden in ("Melasma", "Blister", "face"):
        assert hidden not in text
    assert "Review due: prolonged since 4 Nov 2026 Book after a review only." in text


def test_who_wishes_no_contact_is_counted_and_not_named() -> None:
    text = text_of(make_recall_list(*lines()))
    assert "1 reaction is not on this list" in text
    assert "Wishes No Contact" not in text
    assert "not on this list" not in text_of(make_recall_list())


def test_an_empty_list_says_so() -> None:
    assert "Nobody is to be reached." in text_of(make_recall_list())


def test_a_day_that_was_yesterday_and_a_session_without_a_number_are_told_in_words() -> None:
    line = due(DueKind.SESSION_DUE, "A", 0, date(2026, 11, 21), safe=SafeDate(SafeWord.REVIEW))
    text = text_of(make_recall_list(line))
    assert "Session due 21 Nov 2026, 1 day ago Book after a review only." in text
