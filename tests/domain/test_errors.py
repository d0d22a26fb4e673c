"""Refusals say what is wrong, what was kept and what to do."""

from pico_tracker.domain.errors import TimeTaken


def test_a_time_that_somebody_took_a_moment_before_says_what_to_do() -> None:
    assert str(TimeTaken()) == (
        "Somebody else has just taken this time. Nothing was saved and your typing is kept. Choose another time."
    )
