"""Each hostile text by itself, in a patient's report; `test_hostile_sheets` puts them into all sheets."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from pico_tracker.domain.progress import Audience
from tests.reports.hostile import HOSTILE, HUGE, everywhere
from tests.reports.inspection import faults_of, words_of, wrong_numbers
from tests.reports.reading import printed, text_of
from tests.reports.samples import make_report, renamed


@pytest.mark.parametrize("typed", HOSTILE.values(), ids=HOSTILE.keys())
def test_any_text_in_every_field_gives_a_sheet_with_nothing_hidden_in_it(typed: str) -> None:
    pdf = printed(everywhere(make_report(3), typed))
    assert wrong_numbers(words_of(pdf)) == []
    assert faults_of(pdf) == []
    assert b"root:" not in pdf


@pytest.mark.parametrize("typed", ['<img src="/etc/passwd">', "<b>Anna", "&lt;b&gt; & {name}", "O'Neil <3"])
def test_a_name_prints_as_it_was_typed(typed: str) -> None:
    assert f"{typed} · born 3 May 1992" in text_of(renamed(make_report(), given_names="", family_name=typed))


@pytest.mark.parametrize("make", HUGE.values(), ids=HUGE.keys())
def test_a_huge_note_is_printed_whole(make: Callable[[], str]) -> None:
    report = make_report(1, Audience.PRACTITIONER)
    course = report.courses[0]
    session = course.sessions[0]
    noted = replace(session, entry=replace(session.entry, note=make()))
    pages = words_of(printed(replace(report, courses=(replace(course, sessions=(noted,)),))))
    letters = sum(len(page.replace(" ", "")) for page in pages)
    assert letters >= len("".join(make().split()))
    assert len(pages) < 120


def test_a_huge_text_in_a_cell_is_cut_and_says_so() -> None:
    report = make_report(1, Audience.PRACTITIONER)
    course = report.courses[0]
    session = course.sessions[0]
    one = session.passes[0]
    wide = replace(one, entry=replace(one.entry, purpose="W" * 50_000))
    text = text_of(replace(report, courses=(replace(course, sessions=(replace(session, passes=(wide,)),)),)))
    assert "W…" in text
    assert text.replace(" ", "").count("W") < 1500
