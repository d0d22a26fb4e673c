"""The treatment passport as another clinic reads it."""

import io
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from pypdf import PdfReader

from pico_tracker.domain.clinic import Paper
from pico_tracker.domain.passes import Endpoint
from pico_tracker.domain.passports import Passport
from pico_tracker.domain.progress import CourseProgress
from pico_tracker.domain.responses import Cooling
from pico_tracker.domain.sheet_templates import SheetTemplate
from pico_tracker.domain.side_effects import Outcome
from pico_tracker.domain.treated_areas import BodyView
from pico_tracker.reports.passport import render_passport
from tests.reports.reading import pages_of
from tests.reports.samples import BLACK, CLINIC, DARKENING, RED, make_course, make_effect, make_session
from tests.reports.sheets.passport import (
    NOT_NUMBED,
    long_course,
    make_area,
    make_passport,
    make_passport_course,
)


def printed(passport: Passport) -> bytes:
    out = io.BytesIO()
    render_passport(passport, out)
    return out.getvalue()


def pages(passport: Passport) -> list[str]:
    return pages_of(printed(passport))


def text_of(passport: Passport) -> str:
    return " ".join(pages(passport))


def of_progress(progress: CourseProgress) -> Passport:
    return make_passport(replace(make_passport_course(), progress=progress))


def test_every_page_says_whose_it_is_what_they_must_not_get_and_where_they_were_treated() -> None:
    both = pages(make_passport(make_passport_course(), make_passport_course(3)))
    assert len(both) == 2
    for page in both:
        assert "Northgate Laser Clinic 12 Mill Lane, Leeds LS1 · 0113 496 0100" in page
        assert "Amara Nwosu · born 3 May 1992 · record P-10482 · skin type V (Fitzpatrick)" in page
        assert "Allergies: lidocaine · Alerts: keloid in family" in page


def test_who_has_no_known_allergy_reads_so() -> None:
    passport = make_passport(make_passport_course())
    entry = replace(passport.patient.entry, allergies=(), alerts=(), fitzpatrick=None)
    text = text_of(replace(passport, patient=replace(passport.patient, entry=entry)))
    assert "Allergies: none recorded" in text
    assert "skin type none recorded" in text
    assert "Alerts" not in text


def test_each_session_stands_with_all_its_settings() -> None:
    text = text_of(make_passport(make_passport_course()))
    assert "Lasers: A Picosure Pro, Zoom 2–6 mm · B Enlighten, MLA" in text
    assert "1 28 Jun 2026 A Black ink 1064 750 3.5 mm round 1.8 over the spot 173 5 412 frosting" in text
    assert "B Red ink 532 660 3 × 5.5 mm 0.65 per microbeam – 2.5 97 slight whitening, pinpoint bleeding" in text


def test_equal_passes_are_one_line_and_a_fractional_one_tells_density_and_overlap() -> None:
    cover = replace(RED.entry, density_per_cm2=400, overlap_percent=Decimal(10))
    dotted = replace(RED, entry=replace(cover, pulses=None, purpose="", endpoints=()))
    progress = replace(make_course(1), sessions=(make_session(1, 1, (BLACK, BLACK, dotted)),))
    text = text_of(of_progress(progress))
    assert "1.8 over the spot 173 5 824 in 2× frosting" in text
    assert "B – 532 660 3 × 5.5 mm, 400 foci/cm², overlap 10 % 0.65 per microbeam – 2.5 – –" in text


@pytest.mark.parametrize(
    ("changes", "said"), [({"repetition_hz": Decimal(8)}, "173 8"), ({"pulse_energy_mj": Decimal(200)}, "200 5")]
)
def test_passes_that_differ_in_one_setting_only_are_two_lines_that_show_it(
    changes: dict[str, Any], said: str
) -> None:
    other = replace(BLACK, entry=replace(BLACK.entry, **changes))
    text = text_of(of_progress(replace(make_course(1), sessions=(make_session(1, 1, (BLACK, other)),))))
    assert "1.8 over the spot 173 5 412 frosting" in text
    assert f"1.8 over the spot {said} 412 frosting" in text


def test_cooling_and_anaesthesia_that_never_changed_are_told_once() -> None:
    text = text_of(make_passport(make_passport_course()))
    assert (
        "Cooling: cold air in every session. Anaesthesia: other, tetracaine gel, 4 %, 45 min in every session."
        in text
    )
    alone = text_of(make_passport(make_passport_course(1)))
    assert "Cooling: cold air in session 1. Anaesthesia: other, tetracaine gel, 4 %, 45 min in session 1." in alone


def test_cooling_and_anaesthesia_that_changed_are_told_with_their_sessions() -> None:
    iced = {"cooling": Cooling.ICE}
    told: list[dict[str, Any]] = [NOT_NUMBED, {}, {}, iced, {}, iced]
    sessions = [
        replace(made := make_session(number, 6), entry=replace(made.entry, **changes))
        for number, changes in enumerate(told, start=1)
    ]
    sessions[5] = replace(sessions[5], number=1, is_maintenance=True)
    text = text_of(of_progress(replace(make_course(6), sessions=tuple(sessions))))
    assert "Cooling: cold air in sessions 1–3, 5; ice in sessions 4, M1." in text
    assert "Anaesthesia: none in session 1; other, tetracaine gel, 4 %, 45 min in sessions 2–5, M1." in text


def test_a_purpose_that_is_too_long_for_its_column_ends_in_three_dots() -> None:
    wordy = replace(BLACK, entry=replace(BLACK.entry, purpose="outline " * 12))
    words = text_of(of_progress(replace(make_course(1), sessions=(make_session(1, 1, (wordy,)),))))
    # Sixty characters with the dots: seven times eight, then three.
    assert f"{'outline ' * 7}out… 1064" in words


def test_no_number_is_torn_apart_where_the_texts_are_long() -> None:
    wordy = replace(
        BLACK.entry, purpose="outline " * 6, pulse_energy_mj=Decimal("1234.56"), endpoints=tuple(Endpoint)
    )
    passes = (replace(BLACK, entry=replace(wordy, density_per_cm2=400, overlap_percent=Decimal("12.5"))),)
    text = text_of(of_progress(replace(make_course(1), sessions=(make_session(1, 1, passes),))))
    for number in ("28 Jun 2026", "1064", "750", "1234.56", "412"):
        assert f" {number} " in text


def test_a_maintenance_session_is_marked() -> None:
    kept = replace(make_session(1, 1), is_maintenance=True)
    assert "M1 28 Jun 2026 A" in text_of(of_progress(replace(make_course(1), sessions=(kept,))))


def test_where_the_course_stands_is_told_beside_the_number_of_sessions() -> None:
    text = text_of(make_passport(make_passport_course()))
    assert "Opened 28 Jun 2026, active: 4 of 8 to 12 sessions. Ink colours: black, red." in text
    assert "Cleared: 55 % after 3 sessions, read 22 Nov 2026." in text
    assert "Next session: not before 3 Jan 2027, planned for 17 Jan 2027." in text
    assert "Measured: Eagle 1 12.5 cm²." in text
    assert "after 1 session, read" in text_of(of_progress(make_course(2)))


def test_a_reaction_to_be_looked_at_and_maintenance_are_told() -> None:
    progress = make_course(2)
    held = replace(progress.course, is_held=True, window=None)
    assert "Next session: no date, a reaction is looked at first." in text_of(
        of_progress(replace(progress, course=held))
    )
    done = replace(progress.course, window=None, maintenance_due_on=date(2027, 5, 5))
    text = text_of(of_progress(replace(progress, course=done)))
    assert "Maintenance due 5 May 2027." in text
    assert "Next session" not in text
    planned = replace(progress.course, entry=replace(progress.course.entry, maintenance_months=6))
    assert "Maintenance planned after 6 months." in text_of(of_progress(replace(progress, course=planned)))


def test_open_reactions_come_before_those_that_ended() -> None:
    text = text_of(make_passport(make_passport_course()))
    open_one = "Open reactions: Redness (mild) from 22 Nov 2026, after session 4"
    ended = "Blister (moderate) from 16 Aug 2026, after session 2, healed (4 days)"
    assert text.index(open_one) < text.index(ended) < text.index("Nothing else to note")


def test_a_trace_that_stays_is_told_as_such_and_one_of_no_session_without_a_number() -> None:
    effect = make_effect(1, DARKENING, 90)
    entry = replace(effect.entry, session_id=None, outcome=Outcome.PERMANENT)
    progress = replace(make_course(1), side_effects=(replace(effect, entry=entry),))
    said = "Post-inflammatory hyperpigmentation (mild) from 28 Jun 2026, permanent, will not change (90 days)"
    assert said in text_of(of_progress(progress))


def test_skin_that_took_it_well_has_nothing_to_note() -> None:
    text = text_of(of_progress(replace(make_course(1), side_effects=())))
    assert "How the skin took it Nothing to note" in text
    assert "Open reactions" not in text


def test_test_patches_stand_with_setting_answer_and_choice() -> None:
    text = text_of(make_passport(make_passport_course()))
    said = "4 Oct 2026, 2 cm above, Picosure Pro, 1064 nm, 450 ps, 3 mm, 2 J/cm²: normal on 2 Nov 2026, chosen"
    assert said in text
    assert "2.4 J/cm²: reaction on 2 Nov 2026" in text
    made = make_passport_course()
    unread = replace(made.patches[0], readings=())
    assert "1.6 J/cm²: not read" in text_of(make_passport(replace(made, patches=(unread,))))
    assert "Test patches" not in text_of(make_passport(replace(made, patches=())))


def test_it_says_what_the_numbers_are_and_proposes_none() -> None:
    text = text_of(make_passport(make_passport_course()))
    assert "nm is the wavelength, the colour of the light" in text
    assert "They tell what was done with the lasers named here, not how another laser has to be set." in text


@pytest.mark.parametrize("paper", list(Paper))
def test_sixteen_sessions_of_three_passes_lie_on_one_page(paper: Paper) -> None:
    passport = replace(make_passport(long_course()), clinic=replace(CLINIC, paper=paper))
    read = pages(passport)
    assert len(read) == 1
    assert "16 2 Jul 2028 A Black ink 1064 750 3.5 mm round, overlap 10 % 1.8 over the spot 173 5 412" in read[0]
    assert "Anaesthesia: none in session 1; other, tetracaine gel, 4 %, 45 min in sessions 2–16." in read[0]
    assert "goes on on the next page" not in read[0]


@pytest.mark.parametrize("paper", list(Paper))
@pytest.mark.parametrize("sessions", [4, 6, 10, 11, 12, 13, 15])
def test_an_ordinary_course_lies_on_one_page(paper: Paper, sessions: int) -> None:
    passport = make_passport(make_passport_course(sessions))
    assert len(pages(replace(passport, clinic=replace(CLINIC, paper=paper)))) == 1


def test_a_course_that_no_page_holds_runs_on_with_its_heads_and_says_so() -> None:
    made = make_passport_course(40)
    sessions = tuple(make_session(number, 40, (BLACK, RED)) for number in range(1, 41))
    read = pages(make_passport(replace(made, progress=replace(made.progress, sessions=sessions))))
    assert len(read) == 2
    assert "This course goes on on the next page." in read[0]
    assert read[1].startswith("# Date Laser For nm ps Spot J/cm² mJ Hz Pulses What the skin showed at once")
    assert "goes on on the next page" not in read[1]


def test_each_course_has_a_bookmark() -> None:
    outline = PdfReader(io.BytesIO(printed(make_passport(make_passport_course(), make_passport_course(3))))).outline
    assert [str(one.title) for one in outline if not isinstance(one, list)] == ["Tattoo removal, right forearm"] * 2


def test_a_course_without_sessions_and_a_patient_without_courses_say_so() -> None:
    progress = make_course(0)
    text = text_of(make_passport(replace(make_passport_course(), progress=progress, patches=(), areas=())))
    assert "No session was given yet." in text
    assert "How the skin took it" not in text
    assert "No course was opened yet." in text_of(make_passport())


def test_the_clinics_own_words_stand_on_the_first_and_the_last_page() -> None:
    passport = make_passport(make_passport_course(), make_passport_course(3))
    template = SheetTemplate(opening="Show this to whoever treats you.", closing="Call us any time.")
    read = pages(replace(passport, template=template))
    assert "Show this to whoever treats you." in read[0]
    assert "Show this" not in read[1]
    assert "Call us any time." in read[1]


def test_the_areas_are_drawn_as_lines_each_map_named_and_at_most_four() -> None:
    made = make_passport_course()
    areas = tuple(make_area(number, view) for number, view in enumerate(BodyView, start=1))
    text = text_of(make_passport(replace(made, areas=areas)))
    assert "Front Back Left side Right side" in text
    assert "Hands" not in text
    plain = printed(make_passport(replace(made, areas=())))
    drawn = printed(make_passport(made))
    lines = b" c\n"

    def curves(pdf: bytes) -> int:
        contents = PdfReader(io.BytesIO(pdf)).pages[0].get_contents()
        return 0 if contents is None else contents.get_data().count(lines)

    assert curves(drawn) > curves(plain)
    assert "Front" not in " ".join(pages_of(plain))


def test_an_area_nobody_measured_has_no_size() -> None:
    made = make_passport_course()
    bare = replace(make_area(1, treated=False), entry=replace(make_area(1).entry, area_cm2=Decimal(7)))
    assert "Measured: Eagle 1 7 cm²." in text_of(make_passport(replace(made, areas=(bare,))))
    assert "Measured" not in text_of(make_passport(replace(made, areas=(make_area(1, treated=False),))))
