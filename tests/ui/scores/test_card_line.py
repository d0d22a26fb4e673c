"""The course's card says the score on the scale made for its concern."""

import pytest

from pico_tracker.ui.kit.style import Look
from pico_tracker.ui.patients.course_words import card_of
from tests.builders import TODAY, Bench
from tests.ui.scores.charts import Chart, mmasi, open_chart


@pytest.fixture
def chart(file_bench: Bench, page_look: Look) -> Chart:
    return open_chart(file_bench)


def test_a_first_score_stands_alone_and_a_later_one_beside_it(chart: Chart) -> None:
    chart.score("mmasi", mmasi(2, 4), 60)
    assert card_of(chart.progress, TODAY).lines[0] == "mMASI 8"
    chart.score("mmasi", mmasi(2, 2))
    assert card_of(chart.progress, TODAY).lines[0] == "mMASI 8 to 4"


def test_scores_for_every_course_and_of_other_concerns_do_not_stand_on_the_card(chart: Chart) -> None:
    chart.score("dlqi", {"total": "14"})
    chart.score("gais", {"grade": "2"})
    assert not any("DLQI" in line or "GAIS" in line for line in card_of(chart.progress, TODAY).lines)
