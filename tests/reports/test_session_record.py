"""The record of one session on paper, and what the practitioner's report says of amended ones."""

import io
from dataclasses import replace
from decimal import Decimal

import pytest

from pico_tracker.domain.amendments import AmendmentKind
from pico_tracker.domain.asked_answers import AskedAnswer
from pico_tracker.domain.clinic import Paper
from pico_tracker.domain.progress import Audience
from pico_tracker.domain.screening import Answer
from pico_tracker.domain.session_digests import content_digest, grouped
from pico_tracker.domain.session_records import SessionRecord
from pico_tracker.reports import styles
from pico_tracker.reports.session_record import render_session_record
from pico_tracker.reports.text import paragraph
from tests.reports.reading import pages_of, text_of
from tests.reports.samples import make_report
from tests.reports.sheets.session_record import DOUBT, THIRD, amended, make_record, recorded_session


def _printed(record: SessionRecord) -> bytes:
    out = io.BytesIO()
    render_session_record(record, out)
    return out.getvalue()


def _text(record: SessionRecord) -> str:
    return " ".join(pages_of(_printed(record)))


@pytest.mark.parametrize("paper", list(Paper))
def test_a_session_stands_on_one_page_with_all_that_was_recorded(paper: Paper) -> None:
    pages = pages_of(_printed(make_record(recorded_session(), paper, (DOUBT,))))
    assert len(pages) == 1
    for said in (
        "Northgate Laser Clinic 12 Mill Lane, Leeds LS1 · 0113 496 0100",
        "Session record Amara Nwosu · born 3 May 1992 · record P-10482",
        "Allergies: lidocaine Alerts: keloid in family",
        "Tattoo removal, right forearm, session 3, 4 Oct 2026",
        "1 Picosure Pro, Zoom 2–6 mm 1064 750 3.5 mm round 1.8 over the spot 173 5 412 Frosting Black ink",
        "2 Enlighten, MLA 532 660 3 × 5.5 mm 0.65 per microbeam – 2.5 97",
        "Treated by Dr S. Okafor",
        "Checked, may treat Dr S. Okafor, 4 Oct 2026 11:02",
        "Healed, no event",
        "Stopped early",
        "Too sore to go on.",
        "To come again 1 Dec 2026",
        "Other, tetracaine gel, 4 %, 45 min, 20 cm²",
        "Eagle, front, 12.5 cm²",
        "Picosure Pro 120400 to 120812, 412 pulses",
        "Sunscreen 50+",
        "45 min; Room 1; Picosure Pro, 1064 nm",
        "7 Oct 2026",
        "Note Even frosting over the whole outline.",
        "Note for next time Try a small test on the green.",
        "Why it went ahead Agreed.",
        "Consent to treatment Signed by Amara Nwosu (the patient), 2 Jan 2026, valid to 2 Jan 2027",
        "Photos 2",
        "Asked that day Cold sores near the area before: Unsure (Once, 2019); all else no; asked by Dr S. Okafor",
        "Answered no Sun or tan on the area; Pregnant, or could be",
        "1.8 J/cm² is 25 % above last time.",
        "Signed by Dr S. Okafor, 4 Oct 2026 12:00",
    ):
        assert said in pages[0]
    assert "Amend" not in pages[0]
    assert "Void" not in pages[0]


def test_a_session_without_answers_consent_and_photos_says_so() -> None:
    bare = replace(make_record(recorded_session()), asked=(), consent=None, photos=())
    text = _text(bare)
    assert "Asked that day No answer of that day is on record" in text
    assert "Consent to treatment None on record" in text
    assert "Answered no" not in text
    assert "Photos" not in text


def test_what_was_asked_and_is_longer_than_a_cell_is_printed_in_full() -> None:
    asked = tuple(
        AskedAnswer(title=f"Question {one} " + "x" * 90, answer=Answer.NO, asked_by="N") for one in range(9)
    )
    text = _text(replace(make_record(recorded_session()), asked=asked))
    assert "Asked that day all no; asked by N" in text
    assert all(f"Question {one} " in text for one in range(9))


def test_density_overlap_and_times_stand_where_they_say_something() -> None:
    assert "times over" not in _text(make_record(recorded_session()))
    first = THIRD.passes[0]
    entry = replace(first.entry, density_per_cm2=150, overlap_percent=Decimal("7.5"), times=2, pulses=None)
    text = _text(make_record(replace(recorded_session(), passes=(replace(first, entry=entry), THIRD.passes[1]))))
    assert "1064 750 3.5 mm round, 150 foci/cm², overlap 7.5 % 1.8 over the spot 173 5 –, 2 times over" in text


def test_the_same_record_gives_the_same_bytes() -> None:
    record = make_record(amended(recorded_session(), pain=6), findings=(DOUBT,))
    assert _printed(record) == _printed(record)


def test_an_amended_session_shows_both_values_who_when_and_why() -> None:
    doubt = replace(DOUBT, said="Odd.", reason="Reason 2.", is_of_amendment=True)
    session = amended(amended(recorded_session(), pain=6), note="Even.")
    text = _text(make_record(session, findings=(DOUBT, doubt)))
    assert "session 3, 4 Oct 2026, as amended" in text
    assert "Amended 5 Oct 2026 11:02 by Dr L. Meyer Reason: Reason 1." in text
    assert "What As it was As amended Pain 6 of 10 4 of 10" in text
    assert "Amended 6 Oct 2026 11:02 by Dr L. Meyer Reason: Reason 2." in text
    assert text.index("Even. Even frosting over the whole outline.") < text.index("Odd.")


def test_long_texts_are_printed_in_full_in_both_versions() -> None:
    old = "First word. " + "x" * 90 + " " + "y " * 300 + "Last word."
    text = _text(make_record(amended(recorded_session(), note=old, ending_reason="")))
    assert "Note, as it was First word." in text
    assert "Last word. Note, as amended Even frosting over the whole outline." in text
    assert "Why it was stopped Not recorded Too sore to go on." in text
    empty = _text(
        make_record(
            replace(amended(recorded_session(), note=""), entry=replace(recorded_session().entry, note=old))
        )
    )
    assert "Note, as it was Not recorded Note, as amended First word." in empty


def test_a_void_session_is_plainly_marked_with_its_reason() -> None:
    text = _text(make_record(amended(recorded_session(), AmendmentKind.VOID)))
    assert "Void: this session counts nowhere. Reason: Reason 1." in text
    assert "Tattoo removal, right forearm, void session of 4 Oct 2026" in text
    assert "Found void 5 Oct 2026 11:02 by Dr L. Meyer" in text


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"is_maintenance": True, "number": 2}, "right forearm, maintenance session M2, 4 Oct 2026"),
        ({"signed_at": None}, "Not signed"),
        ({"entered_later": True}, "Signed by Dr S. Okafor, 4 Oct 2026 12:00, entered later than the session"),
    ],
)
def test_what_a_session_is_stands_on_its_record(changes: dict[str, object], said: str) -> None:
    assert said in _text(make_record(replace(recorded_session(), **changes)))  # type: ignore[arg-type]  # the table's values


def test_letters_that_no_font_draws_are_named() -> None:
    session = replace(recorded_session(), entry=replace(recorded_session().entry, note="\U00010380"))
    assert "▯ stands for letters that cannot be printed yet" in _text(make_record(session))


def test_what_an_amendment_replaced_has_a_line_through_it() -> None:
    struck = paragraph("6 of 10\nand more", styles.STRUCK, set())
    plain = paragraph("6 of 10\nand more", styles.CELL, set())
    assert [bool(one.us_lines) for one in struck.frags if one.text] == [True, True]
    assert [bool(one.us_lines) for one in plain.frags if one.text] == [False, False]


def test_the_practitioners_report_shows_both_versions_and_what_was_found_void() -> None:
    report = make_report(3, Audience.PRACTITIONER)
    (course,) = report.courses
    first = amended(course.sessions[0], pain=9)
    void = amended(course.sessions[1], AmendmentKind.VOID)
    changed = replace(course, sessions=(first, course.sessions[2]), void_sessions=(replace(void, number=0),))
    text = text_of(replace(report, courses=(changed,)))
    assert "Session 1 · 28 Jun 2026 · amended Operator Dr S. Okafor" in text
    assert (
        "Amended 5 Oct 2026 11:02 by Dr L. Meyer Reason: Reason 1. What As it was As amended Pain 9 of 10" in text
    )
    assert "Void session · 16 Aug 2026 Operator Dr S. Okafor" in text
    assert "Found void 5 Oct 2026 11:02 by Dr L. Meyer Reason: Reason 1." in text


def test_a_course_with_void_sessions_only_still_shows_them() -> None:
    report = make_report(1, Audience.PRACTITIONER)
    (course,) = report.courses
    void = replace(amended(course.sessions[0], AmendmentKind.VOID), number=0, is_maintenance=True)
    text = text_of(replace(report, courses=(replace(course, sessions=(), void_sessions=(void,)),)))
    assert "Settings, session by session Void session · 28 Jun 2026" in text


def test_a_signed_session_has_lines_for_ink_and_the_hash_that_the_screen_shows() -> None:
    session = recorded_session()
    text = _text(make_record(session))
    assert "Treated by Dr S. Okafor: signature Patient Amara Nwosu, where asked: signature Day" in text
    assert f"Content hash of version 1: {grouped(content_digest(session))} The record on screen shows" in text


def test_each_amendment_shows_the_hash_of_the_version_before_it() -> None:
    session = amended(amended(recorded_session(), pain=6), note="Even.")
    text = _text(make_record(session))
    digests = [content_digest(session, before) for before in session.earlier]
    for number, digest in enumerate((*digests, content_digest(session)), start=1):
        assert text.count(f"Content hash of version {number}: {grouped(digest)}") == 1
