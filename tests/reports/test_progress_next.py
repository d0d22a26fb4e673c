"""How a course goes on, how what happened ended, and what the clinic adds to a report and leaves out."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from pico_tracker.domain.courses import CourseState
from pico_tracker.domain.diary import VisitKind
from pico_tracker.domain.intervals import Window
from pico_tracker.domain.printouts import SheetKind
from pico_tracker.domain.progress import Audience
from pico_tracker.domain.progress_reports import ProgressReport
from pico_tracker.domain.sheet_templates import SECTIONS, SheetTemplate
from pico_tracker.domain.side_effects import Outcome
from tests.reports.photo_samples import pictured
from tests.reports.reading import text_of
from tests.reports.samples import DARKENING, make_effect, make_report, session_day, with_course
from tests.reports.test_scores import scored

PRACTITIONER = Audience.PRACTITIONER


def ended(report: ProgressReport, outcome: Outcome) -> ProgressReport:
    """The report with one side effect, darker skin after the first session, that ended so."""
    effect = make_effect(1, DARKENING, 30)
    return with_course(report, side_effects=(replace(effect, entry=replace(effect.entry, outcome=outcome)),))


def test_how_a_side_effect_ended_is_told_to_both() -> None:
    traced, stayed = (ended(make_report(2), one) for one in (Outcome.HEALED_WITH_TRACE, Outcome.PERMANENT))
    assert "Mild darker skin, healed in 30 days, a trace is left" in text_of(traced)
    assert "Mild darker skin, has stayed" in text_of(stayed)
    assert "Skin today Mild darker skin has stayed" in text_of(stayed)
    told = text_of(replace(stayed, audience=PRACTITIONER))
    assert "28 Jun 2026 28 Jul 2026 Permanent, will not change 30 –" in told


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        (VisitKind.REVIEW, "We look at your skin on Tuesday 5 Jan 2027 at 10:15 with Dr S. Okafor."),
        (VisitKind.CALL, "We call you on Tuesday 5 Jan 2027 at 10:15 with Dr S. Okafor."),
        (VisitKind.TEST_PATCH, "We test a small spot of your skin on Tuesday 5 Jan 2027 at 10:15"),
        (VisitKind.MAINTENANCE, "Your maintenance session is on Tuesday 5 Jan 2027 at 10:15"),
        (VisitKind.CONSULTATION, "Your next visit is on Tuesday 5 Jan 2027 at 10:15"),
    ],
)
def test_the_next_visit_is_named_by_what_it_is_for(kind: VisitKind, said: str) -> None:
    report = make_report()
    visit = report.courses[0].next_visit
    assert visit is not None
    assert said in text_of(with_course(report, next_visit=replace(visit, kind=kind)))


def test_a_call_that_is_late_and_a_test_without_a_purpose_are_told_without_a_day() -> None:
    report = make_report()
    coming = replace(report.courses[0].coming, call_on=session_day(4), tests=("",))
    text = text_of(with_course(report, coming=coming))
    assert "We call you in the next days to ask how it heals." in text
    assert "At your next session we first try a small spot." in text


@pytest.mark.parametrize(
    ("earliest", "target", "said"),
    [
        (1, 15, "can be booked for any day from 23 Nov 2026 on, best by 7 Dec 2026. It is not booked yet"),
        (0, 14, "can be booked for any day from now on, best by 6 Dec 2026. It is not booked yet"),
        (-30, -16, "Your next session is due. It is not booked yet"),
    ],
)
def test_a_day_that_has_come_is_not_named_as_one_to_wait_for(earliest: int, target: int, said: str) -> None:
    report, today = make_report(), date(2026, 11, 22)
    window = Window(*(today + timedelta(days=days) for days in (earliest, target, 90)))
    course = replace(report.courses[0].course, window=window)
    text = text_of(with_course(report, course=course, next_visit=None))
    assert said in text
    assert ("Next visit From now on any day, not booked yet" in text) == (earliest < 1)


@pytest.mark.parametrize(
    ("due_on", "said"),
    [
        (date(2027, 3, 3), "A maintenance session is due on 3 Mar 2027. It is not booked yet: call us"),
        (date(2026, 9, 24), "A maintenance session is due. It is not booked yet: call us"),
    ],
)
def test_maintenance_is_told_once_with_how_to_book_it(due_on: date, said: str) -> None:
    report = make_report()
    course = replace(
        report.courses[0].course, state=CourseState.MAINTENANCE, window=None, maintenance_due_on=due_on
    )
    text = text_of(with_course(report, course=course, next_visit=None))
    assert said in text
    assert "Your next session" not in text


def test_a_long_agreement_is_printed_in_full() -> None:
    report = make_report()
    limits = "A shadow may stay. " * 200
    text = text_of(with_course(report, coming=replace(report.courses[0].coming, limits=limits)))
    assert text.count("shadow") == 200


SAID_BY_SECTION = {
    "photos": "Before and now",
    "curve": "How much has cleared",
    "scores": "How it is going",
    "sessions": "Your sessions",
    "next": "What happens next",
    "care": "Keep the area clean",
}


def test_the_clinic_leaves_sections_out_of_the_patients_version_only() -> None:
    assert set(SAID_BY_SECTION) == set(SECTIONS[SheetKind.PROGRESS_REPORT])
    full = scored(pictured(make_report()))
    for section, words in SAID_BY_SECTION.items():
        hidden = replace(full, template=SheetTemplate(hidden=frozenset({section})))
        assert words in text_of(full)
        assert words not in text_of(hidden)
        practitioners = replace(full, audience=PRACTITIONER)
        assert text_of(replace(hidden, audience=PRACTITIONER)) == text_of(practitioners)


def test_care_has_a_heading_of_its_own_where_nothing_is_said_before_it() -> None:
    hidden = SheetTemplate(hidden=frozenset({"next"}))
    assert "Caring for your skin Keep the area clean" in text_of(replace(make_report(), template=hidden))


def test_the_clinics_own_words_open_and_close_the_patients_version() -> None:
    own = SheetTemplate(opening="Thank you for your trust.", closing="See you soon.")
    text = text_of(replace(make_report(), template=own))
    assert "with Dr S. Okafor Thank you for your trust. Sessions so far" in text
    assert "call the emergency number. See you soon." in text
