import io
import os
import subprocess
import sys
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from pypdf import PdfReader

from pico_tracker.domain.clinic import Paper
from pico_tracker.domain.courses import CourseState
from pico_tracker.domain.expectation import Expectation, PublishedPoint, published_range
from pico_tracker.domain.outcomes import read_outcome
from pico_tracker.domain.progress import Audience
from pico_tracker.domain.rules import read_records
from pico_tracker.domain.side_effects import Severity
from pico_tracker.domain.words import sentence
from pico_tracker.reports.progress_report import render_progress_report
from pico_tracker.resources import find_resource
from tests.reports.reading import dictionaries_of, pages_of, printed, text_of
from tests.reports.samples import (
    DARKENING,
    WEEKS_APART,
    make_course,
    make_effect,
    make_report,
    make_session,
    renamed,
    session_day,
    with_course,
)

PRACTITIONER = Audience.PRACTITIONER
JARGON = ("J/cm²", "nm", "1064", "532", "750", "Fitzpatrick", "fluence", "Picosure", "lidocaine", "goggles")


def test_the_patient_reads_who_she_is_and_how_far_she_got() -> None:
    text = text_of(make_report())
    assert "Northgate Laser Clinic 12 Mill Lane, Leeds LS1 · 0113 496 0100" in text
    assert "Printed 22 Nov 2026 10:58 by Dr S. Okafor" in text
    assert "Your progress Amara Nwosu · born 3 May 1992 · record P-10482" in text
    assert "Tattoo removal, right forearm" in text
    assert "Sessions so far 4 about 8 to 12 in all" in text
    assert "Cleared at last look 55 % after 3 sessions" in text
    assert "Next visit 5 Jan, 10:15 Tuesday" in text
    assert "Skin today Mild redness since 22 Nov 2026" in text


def test_each_session_is_told_in_plain_words() -> None:
    text = text_of(make_report())
    assert "1 28 Jun 2026 Black ink Mild redness, healed in 2 days 20 %" in text
    assert "2 16 Aug 2026 Black ink Moderate blister, healed in 4 days 40 %" in text
    assert "3 4 Oct 2026 Black ink, red ink Nothing to note 55 %" in text
    assert "4 22 Nov 2026 Black ink, red ink Mild redness, not healed yet next visit" in text


def test_the_patient_is_told_what_happens_next_and_when_to_call() -> None:
    text = text_of(make_report())
    assert "We call you on Tuesday 24 Nov 2026 to ask how it heals." in text
    assert "Session 5 is on Tuesday 5 Jan 2027 at 10:15 with Dr S. Okafor." in text
    assert "At your next session we first try a small spot: green ink." in text
    assert "As agreed at the start: Some red and green may stay visible." in text
    assert "We expect about 8 to 12 sessions in all." in text
    assert "Call the clinic the same day for blisters, pus, spreading redness, fever, strong pain" in text
    assert "any eye symptom. Our number is 0113 496 0100." in text


@pytest.mark.parametrize("sessions", [0, 1, 4, 20])
def test_the_patients_version_has_no_settings_and_no_jargon(sessions: int) -> None:
    text = text_of(make_report(sessions))
    assert [word for word in JARGON if word in text] == []


def test_a_specialists_name_of_a_side_effect_is_put_in_plain_words() -> None:
    report = make_report()
    darker = make_effect(4, DARKENING, None, Severity.MODERATE)
    changed = with_course(report, side_effects=(darker,))
    assert "Skin today Moderate darker skin" in text_of(changed)
    assert "Post-inflammatory" not in text_of(changed)
    assert "Post-inflammatory hyperpigmentation Moderate 1 4 22 Nov 2026 – Open 0" in text_of(
        replace(changed, audience=PRACTITIONER)
    )


def test_without_a_visit_the_window_is_given_in_dates() -> None:
    report = replace(make_report(), courses=(make_course(4, booked=False),))
    text = text_of(report)
    assert "Next visit from 3 Jan not booked yet" in text
    assert "Your next session can be booked for any day from 3 Jan 2027 on, best by 17 Jan 2027." in text


def test_where_a_reaction_is_reviewed_first_nobody_is_given_a_date() -> None:
    report = make_report()
    held = with_course(report, course=replace(report.courses[0].course, window=None, is_held=True), next_visit=None)
    text = text_of(held)
    assert "We look at your skin first, and then choose the day of your next session with you." in text
    assert "call us to choose a day" not in text
    assert "Next session: no date, review first" in text_of(replace(held, audience=PRACTITIONER))


def test_the_maintenance_date_is_said_to_both() -> None:
    report = make_report()
    course = replace(report.courses[0].course, maintenance_due_on=date(2027, 3, 3), state=CourseState.MAINTENANCE)
    due = with_course(report, course=course, next_visit=None)
    assert "A maintenance session is due on 3 Mar 2027." in text_of(due)
    assert "Maintenance due: 3 Mar 2027" in text_of(replace(due, audience=PRACTITIONER))


def test_maintenance_sessions_are_counted_apart() -> None:
    report = make_report()
    sessions = report.courses[0].sessions
    kept = (*sessions[:3], replace(sessions[3], is_maintenance=True))
    text = text_of(with_course(report, sessions=kept))
    assert "Sessions so far 3 and 1 for maintenance" in text
    assert "Black ink, red ink (maintenance)" in text
    assert f"M{kept[3].number} " in text


def test_a_reaction_after_maintenance_names_the_maintenance_session() -> None:
    report = make_report()
    course = report.courses[0]
    effect = course.side_effects[0]
    kept = tuple(
        replace(one, number=1, is_maintenance=True) if one.id == effect.entry.session_id else one
        for one in course.sessions
    )
    text = text_of(with_course(replace(report, audience=PRACTITIONER), sessions=kept))
    assert "Session M1 · " in text
    row = next(part for part in text.split("Side effects")[1:] if effect.kind.name in part)
    assert " M1 " in row


def test_a_completed_course_asks_nobody_to_book() -> None:
    report = make_report()
    done = replace(report.courses[0].course, state=CourseState.COMPLETED)
    text = text_of(with_course(report, course=done, next_visit=None))
    assert "This course is completed." in text
    assert "Next visit – none planned" in text
    assert "call us to choose a day" not in text


def test_a_course_without_sessions_prints_sensibly() -> None:
    text = text_of(make_report(0))
    assert "Sessions so far 0" in text
    assert "Cleared at last look – not read yet" in text
    assert "Nothing read yet. How much has cleared is read before a session or at a review." in text
    assert "No session yet." in text
    assert "Your next session is not booked yet: call us to choose a day." in text


def test_a_patient_without_a_course_still_gets_a_sheet() -> None:
    assert "No course was opened yet." in text_of(replace(make_report(), courses=()))


def test_a_reading_below_the_start_is_explained() -> None:
    report = make_report()
    worse = replace(report.courses[0].readings[0], percent=-10)
    text = text_of(with_course(report, readings=(worse,)))
    assert "Cleared at last look −10 % after 1 session" in text
    assert "Below 0 % there is more to see than at the start." in text


def compared(audience: Audience) -> str:
    """The report with the range of black ink at 1064 nm, chosen for the patient."""
    content = read_records(find_resource("clinical", "expectations.toml").read_text("utf-8"))
    outcome = read_outcome(content["tattoo_black_1064_532"])
    assert outcome.endpoint is not None
    band = published_range(outcome, outcome.endpoint, "Black", 12)
    remark = sentence("Red, 532 nm: no end-point was published, so there is no range.")
    return text_of(with_course(make_report(4, audience), expectation=Expectation(band, None, (remark,))))


def test_the_range_chosen_for_the_patient_comes_with_the_words_of_its_model_and_no_remark() -> None:
    text = compared(Audience.PATIENT)
    assert "The band: range in published studies: Black, 1064/532 nm. Published: 79 % after 6.5 sessions" in text
    assert "A model, not a promise: each session clears the same share of what is left" in text
    assert "no end-point was published" not in text
    assert "Inside the range" not in text
    assert "The band" not in text_of(make_report(4))


def test_the_practitioner_reads_status_rule_and_remarks_beneath_the_curve() -> None:
    text = compared(PRACTITIONER)
    assert "Inside the range in published studies. After three readings or more the last one counts" in text
    assert "Red, 532 nm: no end-point was published, so there is no range." in text


def test_a_single_end_point_is_called_a_ring() -> None:
    point = PublishedPoint(sentence("Published end-point: 532 and 1064 nm"), Decimal(3), Decimal(40), ())
    assert "The ring: published end-point: 532 and 1064 nm." in text_of(
        with_course(make_report(4), expectation=Expectation(None, point))
    )


def test_each_pass_with_every_setting_is_in_the_practitioners_version() -> None:
    text = text_of(make_report(4, PRACTITIONER))
    black = "1 Picosure Pro, Zoom 2–6 mm 1064 750 3.5 mm round 1.8 over the spot 173 5 412 Frosting Black ink"
    red = (
        "2 Enlighten, MLA 532 660 3 × 5.5 mm 0.65 per microbeam – 2.5 97 "
        "Slight whitening, Pinpoint bleeding Red ink"
    )
    assert text.count(black) == 4
    assert text.count(red) == 2
    assert text.count("# Device, handpiece nm ps Spot J/cm² mJ Hz Pulses Endpoint Purpose") == 4


def test_what_was_recorded_besides_the_passes_is_in_the_practitioners_version() -> None:
    text = text_of(make_report(1, PRACTITIONER))
    assert "Session 1 · 28 Jun 2026 Operator Dr S. Okafor" in text
    assert "Operator Dr S. Okafor · Pain 4 / 10 · Cooling: cold air" in text
    assert "Eye protection: metal shields, OD 7+ goggles" in text
    assert "Anaesthesia: other, tetracaine gel, 4 %, 45 min" in text
    assert "Signed 28 Jun 2026 12:00" in text, "11:00 UTC is noon in a London summer"
    assert "Note: Even frosting over the whole outline." in text
    assert "Note for next time: Try a small test on the green." in text


def test_the_practitioner_sees_allergies_alerts_and_skin_type_first() -> None:
    first = pages_of(printed(make_report(20, PRACTITIONER)))[0]
    assert "Fitzpatrick skin type: V Allergies: lidocaine Alerts: keloid in family" in first


def test_side_effects_have_kind_severity_grade_dates_and_days() -> None:
    text = text_of(make_report(4, PRACTITIONER))
    assert "Kind Severity Grade Session Onset Ended Outcome Days Days away" in text
    assert "Redness Mild 1 1 28 Jun 2026 30 Jun 2026 Healed 2 –" in text
    assert "Blister Moderate 1 2 16 Aug 2026 20 Aug 2026 Healed 4 –" in text
    assert "Redness Mild 1 4 22 Nov 2026 – Open 0 –" in text
    assert "Blister, 16 Aug 2026: Seen on a photo sent by the patient." in text


def test_the_days_a_patient_stayed_away_stand_beside_the_side_effect() -> None:
    effect = make_effect(1, DARKENING, 30)
    away = replace(effect, entry=replace(effect.entry, downtime_days=6))
    text = text_of(with_course(make_report(1, PRACTITIONER), side_effects=(away,)))
    assert "28 Jul 2026 Healed 30 6" in text


def test_a_side_effect_of_no_session_is_told_to_the_patient_too() -> None:
    report = make_report(1)
    effect = make_effect(1, DARKENING, 30)
    apart = replace(effect, entry=replace(effect.entry, session_id=None))
    text = text_of(with_course(report, side_effects=(apart,)))
    assert "28 Jun 2026: Mild darker skin, healed in 30 days" in text


def test_many_sessions_flow_over_pages_with_their_table_heads() -> None:
    pages = pages_of(printed(make_report(40)))
    heads = [page for page in pages if "# Date What we did How your skin took it Cleared after" in page]
    assert len(heads) >= 2
    for number in range(1, 41):
        day = session_day(number)
        assert sum(f"{number} {day.day} {day:%b %Y}" in page for page in pages) == 1
    assert WEEKS_APART == 7


def test_a_session_of_twenty_passes_keeps_all_of_them() -> None:
    report = make_report(1, PRACTITIONER)
    session = make_session(1, 1, report.courses[0].sessions[0].passes * 20)
    text = text_of(with_course(report, sessions=(session,)))
    assert text.count("3.5 mm round 1.8 over the spot") == 20


def test_each_course_begins_with_its_own_heading() -> None:
    second = make_course(1)
    face = replace(second.course, concern_name="Melasma", entry=replace(second.course.entry, area="face"))
    report = replace(make_report(), courses=(make_course(4), replace(second, course=face)))
    text = text_of(report)
    assert text.index("Tattoo removal, right forearm") < text.index("Melasma, face")
    assert text.count("Sessions so far") == 2
    assert text.count("Call the clinic the same day") == 1


@pytest.mark.parametrize("audience", list(Audience))
@pytest.mark.parametrize("sessions", [0, 4, 20])
def test_each_page_has_record_number_title_and_page_of_pages(audience: Audience, sessions: int) -> None:
    pages = pages_of(printed(make_report(sessions, audience)))
    title = "Your progress" if audience is Audience.PATIENT else "Progress report"
    for number, page in enumerate(pages, start=1):
        assert f"P-10482 · {title}" in page
        assert f"Page {number} of {len(pages)}" in page


@pytest.mark.parametrize(
    ("paper", "size"), [(Paper.A4, (595.28, 841.89)), (Paper.LETTER, (612, 792))], ids=["A4", "Letter"]
)
def test_the_sheet_has_the_clinics_paper_size(paper: Paper, size: tuple[float, float]) -> None:
    reader = PdfReader(io.BytesIO(printed(make_report(20, PRACTITIONER, paper))))
    for page in reader.pages:
        assert (float(page.mediabox.width), float(page.mediabox.height)) == pytest.approx(size, abs=0.01)


def test_the_document_names_itself_its_author_and_its_language() -> None:
    reader = PdfReader(io.BytesIO(printed(make_report())))
    assert reader.metadata is not None
    assert reader.metadata.title == "Your progress · P-10482"
    assert reader.metadata.author == "Northgate Laser Clinic"
    assert str(reader.metadata["/CreationDate"]) == "D:20261122105800+00'00'"
    assert str(reader.root_object["/Lang"]) == "en"


@pytest.mark.parametrize("audience", list(Audience))
def test_the_same_report_gives_the_same_bytes(audience: Audience) -> None:
    first = printed(make_report(20, audience))
    printed(renamed(make_report(), family_name="Дмитриев գ"))
    assert printed(make_report(20, audience)) == first


def test_every_font_is_embedded_as_a_subset() -> None:
    pdf = printed(renamed(make_report(4, PRACTITIONER), family_name="Հայկ"))
    fonts = [one for one in dictionaries_of(pdf) if one.get("/Type") == "/Font"]
    names = {str(font["/BaseFont"]) for font in fonts}
    assert all("+" in name for name in names), names
    assert {name.split("+")[1] for name in names} == {"Inter-Regular", "Inter-SemiBold", "DejaVuSans"}
    descriptors = [one for one in dictionaries_of(pdf) if one.get("/Type") == "/FontDescriptor"]
    assert len(descriptors) == len(fonts)
    assert all("/FontFile2" in descriptor for descriptor in descriptors)


def test_the_text_is_in_the_language_that_the_translator_speaks() -> None:
    from_english = {"Your progress": "Ihr Verlauf", "Nov": "Nov.", "record {number}": "Akte {number}"}
    out = io.BytesIO()
    render_progress_report(make_report(), out, lambda text: from_english.get(text, text))
    first = pages_of(out.getvalue())[0]
    assert "Ihr Verlauf" in first
    assert "Akte P-10482" in first
    assert "Printed 22 Nov. 2026" in first


def test_the_bytes_do_not_depend_on_the_run_of_the_program() -> None:
    program = (
        "import hashlib; from tests.reports.reading import printed; from tests.reports.samples import *; "
        "report = renamed(make_report(4, Audience.PRACTITIONER), family_name='山田 محمد สม 😀 Հ'); "
        "print(hashlib.sha256(printed(report)).hexdigest())"
    )
    digests = {_output_of(program, seed) for seed in ("1", "2")}
    assert len(digests) == 1


def _output_of(program: str, hash_seed: str) -> str:
    environment = os.environ | {"PYTHONHASHSEED": hash_seed, "PYTHONPATH": os.pathsep.join(sys.path)}
    done = subprocess.run(
        [sys.executable, "-c", program], env=environment, capture_output=True, text=True, check=True
    )
    return done.stdout.strip()
