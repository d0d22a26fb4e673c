"""Before and now on the progress report."""

import io
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from pypdf import PdfReader

from pico_tracker.domain.clinic import Paper
from pico_tracker.domain.consents import ConsentState
from pico_tracker.domain.course_photos import CoursePhotos, Withheld
from pico_tracker.domain.progress import Audience
from tests.reports.photo_samples import make_photo, pictured
from tests.reports.reading import pages_of, printed, text_of
from tests.reports.samples import make_report, with_course

PRACTITIONER = Audience.PRACTITIONER


def test_before_and_now_stand_side_by_side_with_the_sessions_before_each() -> None:
    text = text_of(pictured(make_report(4)))
    assert "Before and now At the start, 28 Jun 2026 After 3 sessions, 22 Nov 2026 How much has cleared" in text
    assert text_of(pictured(make_report(1))).count("At the start, 28 Jun 2026") == 1
    assert "Before and now" not in text_of(make_report(4))


def test_a_photo_of_an_unknown_day_says_so() -> None:
    only = CoursePhotos(photos=(make_photo(None, None, 1.0, (80, 60)),))
    assert "Photo The day is not known" in text_of(with_course(make_report(1), photos=only))


@pytest.mark.parametrize("size", [(960, 720), (540, 720), (1050, 300), (80, 4000)])
def test_photos_are_equally_high_and_never_stretched(size: tuple[int, int]) -> None:
    page = PdfReader(io.BytesIO(printed(pictured(make_report(4), size)))).pages[0]
    boxes: list[tuple[float, float]] = []

    def note(operator: bytes, _operands: Any, matrix: Any, _text: Any) -> None:
        if operator == b"Do":
            boxes.append((matrix[0], matrix[3]))

    page.extract_text(visitor_operand_before=note)
    assert len(boxes) == 2
    assert boxes[0] == pytest.approx(boxes[1])
    assert boxes[0][0] / boxes[0][1] == pytest.approx(size[0] / size[1], rel=0.01)
    assert boxes[0][1] <= 150
    assert boxes[0][0] <= 252


def test_four_sessions_with_photos_and_all_that_is_next_are_one_page() -> None:
    assert len(pages_of(printed(pictured(make_report(4))))) == 1
    assert len(pages_of(printed(make_report(4, paper=Paper.LETTER)))) == 1


def test_a_photo_that_cannot_be_read_is_said_to_both() -> None:
    unread = with_course(make_report(4), photos=CoursePhotos(unread=2))
    assert "2 photos could not be read." in text_of(unread)
    assert "2 photos could not be read." in text_of(replace(unread, audience=PRACTITIONER))


def test_only_the_practitioner_is_told_why_no_photo_is_printed() -> None:
    day = date(2026, 11, 1)
    for state, words in {
        None: "no decision about photos for the record is written down.",
        ConsentState.REFUSED: "photos for the record were refused on 1 Nov 2026.",
        ConsentState.WITHDRAWN: "the consent to photos for the record was withdrawn on 1 Nov 2026.",
        ConsentState.EXPIRED: "the consent to photos for the record was valid until 1 Nov 2026.",
    }.items():
        withheld = CoursePhotos(withheld=Withheld(state, day if state else None))
        report = with_course(make_report(4), photos=withheld)
        assert f"Photos Not printed: {words}" in text_of(replace(report, audience=PRACTITIONER))
        assert "photo" not in text_of(report).casefold()
