import threading
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from pico_tracker.domain.errors import NotFound, PicoError
from pico_tracker.domain.words import sentence
from pico_tracker.ui.kit.backend import Backend, CancelledError, receivers_of


@dataclass(frozen=True)
class Saved:
    value: int
    changed: frozenset[str]


def refuse() -> None:
    raise NotFound(sentence("Not there any more."))


def break_down() -> None:
    raise ZeroDivisionError


def test_work_is_done_elsewhere_and_answered_on_the_gui_thread(qtbot: QtBot, backend: Backend) -> None:
    answers: list[tuple[int, int]] = []

    def done(worker: int) -> None:
        answers.append((worker, threading.get_ident()))

    backend.run(threading.get_ident, done=done)
    qtbot.waitUntil(lambda: bool(answers))
    worker, here = answers[0]
    assert worker != here == threading.get_ident()


def test_each_kind_of_work_always_runs_on_its_own_one_thread(qtbot: QtBot, backend: Backend) -> None:
    window: list[str] = []
    long: list[str] = []

    def name() -> str:
        return threading.current_thread().name

    for _ in range(20):
        backend.run(name, done=window.append)
        backend.run(name, done=long.append, long=True)
    qtbot.waitUntil(lambda: len(window) + len(long) == 40)
    assert (len(set(window)), len(set(long))) == (1, 1)
    assert set(window) != set(long)


def test_answers_come_in_the_order_of_the_questions(qtbot: QtBot, backend: Backend) -> None:
    answers: list[int] = []
    for number in range(200):
        backend.run(int, number, done=answers.append)
    qtbot.waitUntil(lambda: len(answers) == 200)
    assert answers == list(range(200))


def test_the_latest_search_wins(qtbot: QtBot, backend: Backend) -> None:
    gate, answers = threading.Event(), list[str]()

    def find(text: str) -> str:
        gate.wait(5)
        return text

    for text in ("a", "am", "ama", "amar"):
        backend.run(find, text, done=answers.append, latest="search")
    backend.run(str, "other", done=answers.append, latest="list")
    gate.set()
    qtbot.waitUntil(lambda: "other" in answers)
    assert answers == ["amar", "other"]


def test_a_stale_search_that_never_began_is_never_run(qtbot: QtBot, backend: Backend) -> None:
    gate, run, answers = threading.Event(), list[str](), list[str]()

    def find(text: str) -> str:
        run.append(text)
        gate.wait(5)
        return text

    for text in ("a", "am", "ama"):
        backend.run(find, text, done=answers.append, latest="search")
        qtbot.waitUntil(lambda: bool(run))
    gate.set()
    qtbot.waitUntil(lambda: answers == ["ama"])
    assert run == ["a", "ama"]


def test_a_change_is_told_once_and_after_the_answer(qtbot: QtBot, backend: Backend) -> None:
    heard: list[object] = []
    backend.records_changed.connect(heard.append)
    topics = frozenset({"patients", "recalls"})
    with qtbot.waitSignal(backend.records_changed):
        backend.run(Saved, 7, topics, done=lambda saved: heard.append(saved.value))
    assert heard == [7, topics]


def test_a_change_is_told_even_when_the_page_that_asked_is_gone(qtbot: QtBot, backend: Backend) -> None:
    page = QWidget()
    called: list[object] = []
    gate = threading.Event()

    def save() -> Saved:
        gate.wait(5)
        return Saved(1, frozenset({"patients"}))

    backend.run(save, done=lambda _saved: called.append(page))
    delete(page)
    with qtbot.waitSignal(backend.records_changed):
        gate.set()
    assert called == []


def test_a_read_changes_nothing(qtbot: QtBot, backend: Backend) -> None:
    heard: list[object] = []
    backend.records_changed.connect(heard.append)
    answers: list[object] = []
    backend.run(Saved, 7, frozenset(), done=answers.append)
    qtbot.waitUntil(lambda: bool(answers))
    assert heard == []


def test_a_refusal_goes_to_the_page_that_asked(qtbot: QtBot, backend: Backend) -> None:
    refused: list[PicoError] = []
    general: list[object] = []
    backend.refused.connect(general.append)
    backend.run(refuse, failed=refused.append)
    qtbot.waitUntil(lambda: bool(refused))
    assert str(refused[0]) == "Not there any more."
    assert general == []


def test_a_refusal_nobody_asked_for_goes_to_the_window(qtbot: QtBot, backend: Backend) -> None:
    with qtbot.waitSignal(backend.refused) as heard:
        backend.run(refuse)
    assert isinstance(heard.args[0], NotFound)


def test_a_bug_goes_to_the_crash_handler_and_the_next_question_is_answered(qtbot: QtBot, backend: Backend) -> None:
    refused: list[PicoError] = []
    with qtbot.waitSignal(backend.crashed) as heard:
        backend.run(break_down, failed=refused.append)
    assert isinstance(heard.args[0], ZeroDivisionError)
    assert refused == []
    answers: list[int] = []
    backend.run(int, 3, done=answers.append)
    qtbot.waitUntil(lambda: answers == [3])


def test_a_bug_in_the_answering_page_goes_to_the_crash_handler(qtbot: QtBot, backend: Backend) -> None:
    def broken(_answer: int) -> None:
        raise KeyError

    with qtbot.waitSignal(backend.crashed) as heard:
        backend.run(int, 3, done=broken)
    assert isinstance(heard.args[0], KeyError)


class Page(QWidget):
    def __init__(self, heard: list[object]) -> None:
        super().__init__()
        self.heard = heard

    def hear(self, answer: object) -> None:
        self.heard.append(answer)


def bound(page: Page) -> Callable[[object], object]:
    return page.hear


def partly(page: Page) -> Callable[[object], object]:
    return partial(Page.hear, page)


def closed_over(page: Page) -> Callable[[object], object]:
    def hear(answer: object) -> None:
        page.hear(answer)

    return hear


@pytest.mark.parametrize("answer_of", [bound, partly, closed_over])
def test_a_destroyed_page_is_not_called(
    qtbot: QtBot, backend: Backend, answer_of: Callable[[Page], Callable[[object], object]]
) -> None:
    heard: list[object] = []
    page, gate, later = Page(heard), threading.Event(), list[bool]()
    answer = answer_of(page)
    assert receivers_of(answer) == [page]
    backend.run(gate.wait, 5.0, done=answer)
    delete(page)
    gate.set()
    backend.run(bool, 1, done=later.append)
    qtbot.waitUntil(lambda: bool(later))
    assert heard == []


def test_the_window_hears_when_work_begins_and_ends(qtbot: QtBot, backend: Backend) -> None:
    heard: list[bool] = []
    backend.busy_changed.connect(heard.append)
    backend.run(int, 1)
    backend.run(int, 2)
    qtbot.waitUntil(lambda: heard == [True, False])


def test_closing_lets_a_save_finish_and_tells_it(qtbot: QtBot) -> None:
    backend = Backend()
    answers: list[int] = []
    for number in range(50):
        backend.run(int, number, done=answers.append)
    backend.close()
    assert answers == list(range(50))


def test_an_answer_that_asks_again_while_closing_is_not_an_error(qtbot: QtBot) -> None:
    backend = Backend()
    asked: list[int] = []
    crashed: list[object] = []
    backend.crashed.connect(crashed.append)

    def ask_again(number: int) -> None:
        asked.append(number)
        backend.run(int, number + 1, done=ask_again)

    backend.run(int, 1, done=ask_again)
    backend.close()
    assert asked == [1]
    assert crashed == []


def test_long_work_counts_on_the_gui_thread(qtbot: QtBot, backend: Backend) -> None:
    counts: list[tuple[int, int]] = []
    done: list[str] = []
    progress = backend.progress(lambda so_far, total: counts.append((so_far, total)))

    def work() -> str:
        for number in range(1, 1001):
            progress(number, 1000)
        return "done"

    backend.run(work, done=done.append, long=True)
    qtbot.waitUntil(lambda: bool(done))
    assert counts[-1] == (1000, 1000)
    assert counts == sorted(counts)


def test_cancelled_work_stops_and_says_that_nothing_was_changed(qtbot: QtBot, backend: Backend) -> None:
    began, refused = threading.Event(), list[PicoError]()
    progress = backend.progress(lambda _so_far, _total: None)

    def work() -> None:
        while True:
            progress(1, 2)
            began.set()

    backend.run(work, failed=refused.append, long=True)
    qtbot.waitUntil(began.is_set)
    progress.cancel()
    qtbot.waitUntil(lambda: bool(refused))
    assert isinstance(refused[0], CancelledError)
    assert str(refused[0]) == "Cancelled. Nothing was changed."
