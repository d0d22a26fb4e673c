"""How an answer on record is said."""

from pico_tracker.domain.screening import ANSWER_NAMES, GivenAnswer
from pico_tracker.ui.kit.days import said_day
from pico_tracker.ui.kit.words import tr, translated


def said_before(given: GivenAnswer | None) -> str:
    """What was answered last time, on which day and to whom; empty where it was never asked."""
    if given is None:
        return ""
    answer = translated(ANSWER_NAMES[given.answer.answer]).lower()
    values = {"answer": answer, "day": said_day(given.given_on), "name": given.asked_by}
    if given.answer.note:
        return tr("Before: {answer}, {day}, asked by {name}. {note}", **values, note=given.answer.note)
    return tr("Before: {answer}, {day}, asked by {name}", **values)
