"""The way from the window to the work and back: plain functions out, one signal home.

Two threads, one for what the window waits for and one for long work, each of one worker, so
that each has one database connection. Nothing here knows what the functions do.
"""

import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from queue import Empty, SimpleQueue
from types import CellType, MethodType
from typing import Protocol, TypeVar, TypeVarTuple, runtime_checkable

from PySide6.QtCore import QObject, Qt, Signal, Slot
from shiboken6 import isValid

from pico_tracker.domain.errors import PicoError
from pico_tracker.domain.words import mark, sentence

T = TypeVar("T")
Ts = TypeVarTuple("Ts")


@runtime_checkable
class Change(Protocol):
    """What a changing service returns: it names the topics it changed."""

    @property
    def changed(self) -> frozenset[str]:
        """The topics, such as those in `domain/topics.py`."""
        ...


class CancelledError(PicoError):
    """The person stopped a long piece of work; it undoes itself."""

    def __init__(self) -> None:
        super().__init__(sentence(mark("Cancelled. Nothing was changed.")))


@dataclass(frozen=True, slots=True)
class _Job:
    done: Callable[..., object] | None
    failed: Callable[[PicoError], object] | None
    latest: str
    number: int


@dataclass(frozen=True, slots=True)
class _Outcome:
    job: _Job
    value: object = None
    error: BaseException | None = None


class Backend(QObject):
    """Runs functions off the GUI thread and answers on it:
    `backend.run(find_patients, text, done=self.show_found, latest="search")`.

    A `PicoError` goes to `failed`, or to the signal `refused`; any other exception to `crashed`.
    When the result is a `Change`, `records_changed` follows `done`, once.
    """

    records_changed = Signal(object)
    refused = Signal(object)
    crashed = Signal(object)
    busy_changed = Signal(bool)
    _arrived = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._window = ThreadPoolExecutor(1, "pico-window")
        self._long = ThreadPoolExecutor(1, "pico-long")
        self._home: SimpleQueue[Callable[[], None]] = SimpleQueue()
        self._newest: dict[str, tuple[int, Future[None]]] = {}
        self._number = self._running = 0
        self._closed = False
        self._arrived.connect(self._empty, Qt.ConnectionType.QueuedConnection)

    def run(
        self,
        function: Callable[[*Ts], T],
        *args: *Ts,
        done: Callable[[T], object] | None = None,
        failed: Callable[[PicoError], object] | None = None,
        latest: str = "",
        long: bool = False,
    ) -> None:
        """Call `function(*args)` on the thread of the window, or of long work.

        Of all jobs with the same `latest`, only the answer to the last is delivered. Answers to
        a destroyed receiver are dropped. After `close` nothing is begun any more.
        """
        if self._closed:
            return
        self._number += 1
        job = _Job(done, failed, latest, self._number)
        self._drop_older(latest)
        self._count(1)
        worker = self._long if long else self._window
        future = worker.submit(self._work, job, partial(function, *args))
        if latest:
            self._newest[latest] = (job.number, future)

    def progress(self, show: Callable[[int, int], object]) -> "Progress":
        """A counter to hand to long work; `show(done, total)` is called on the GUI thread."""
        return Progress(show, self._send)

    def close(self) -> None:
        """Let what was begun or asked for finish, deliver it, and end both threads."""
        self._closed = True
        for _number, future in self._newest.values():
            future.cancel()
        self._window.shutdown(wait=True)
        self._long.shutdown(wait=True)
        self._empty()

    def _drop_older(self, latest: str) -> None:
        if latest in self._newest and self._newest[latest][1].cancel():
            self._count(-1)

    def _count(self, step: int) -> None:
        was_busy, self._running = self._running > 0, self._running + step
        if was_busy != (self._running > 0):
            self.busy_changed.emit(self._running > 0)

    def _work(self, job: _Job, function: Callable[[], object]) -> None:
        try:
            outcome = _Outcome(job, value=function())
        except BaseException as error:  # noqa: BLE001 - whatever it is, the GUI thread must hear of it
            outcome = _Outcome(job, error=error)
        self._send(partial(self._deliver, outcome))

    def _send(self, message: Callable[[], None]) -> None:
        self._home.put(message)
        self._arrived.emit()

    @Slot()
    def _empty(self) -> None:
        while True:
            try:
                message = self._home.get_nowait()
            except Empty:
                return
            message()

    def _deliver(self, outcome: _Outcome) -> None:
        self._count(-1)
        job = outcome.job
        stale = bool(job.latest) and self._newest[job.latest][0] != job.number
        if outcome.error is not None:
            self._deliver_error(outcome.error, job, stale)
            return
        if job.done is not None and not stale:
            self._call(job.done, outcome.value)
        changed = outcome.value.changed if isinstance(outcome.value, Change) else frozenset()
        if changed:
            self.records_changed.emit(changed)

    def _deliver_error(self, error: BaseException, job: _Job, stale: bool) -> None:
        if not isinstance(error, PicoError):
            self.crashed.emit(error)
        elif stale:
            return
        elif job.failed is None:
            self.refused.emit(error)
        else:
            self._call(job.failed, error)

    def _call(self, answer: Callable[..., object], value: object) -> None:
        if not all(isValid(receiver) for receiver in receivers_of(answer)):
            return
        try:
            answer(value)
        except Exception as error:  # noqa: BLE001 - a bug in a page must not stop the other answers
            self.crashed.emit(error)


class Progress:
    """Counts for long work: the work calls it, the window shows it and may cancel it."""

    def __init__(self, show: Callable[[int, int], object], send: Callable[[Callable[[], None]], None]) -> None:
        self._show, self._send = show, send
        self._lock, self._stopped = threading.Lock(), threading.Event()
        self._last: tuple[int, int] | None = None

    def __call__(self, done: int, total: int) -> None:
        """Tell how far the work is; raises `CancelledError` once the person has cancelled."""
        if self._stopped.is_set():
            raise CancelledError
        with self._lock:
            on_its_way = self._last is not None
            self._last = (done, total)
        if not on_its_way:
            self._send(self._tell)

    def cancel(self) -> None:
        """Stop the work at its next count."""
        self._stopped.set()

    def _tell(self) -> None:
        with self._lock:
            last, self._last = self._last, None
        if last is not None and all(isValid(receiver) for receiver in receivers_of(self._show)):
            self._show(*last)


def receivers_of(answer: object) -> list[QObject]:
    """The Qt objects a callable would touch: its owner, what it was bound to, what it closes over."""
    held: list[object] = [getattr(answer, "__self__", None)]
    if isinstance(answer, partial):
        held += [answer.func, *answer.args, *answer.keywords.values()]
    held += [_contents(cell) for cell in getattr(answer, "__closure__", None) or ()]
    found = [one for one in held if isinstance(one, QObject)]
    for one in held:
        if isinstance(one, partial | MethodType):
            found += receivers_of(one)
    return found


def _contents(cell: CellType) -> object:
    try:
        return cell.cell_contents
    except ValueError:  # named in a function, not yet given a value
        return None
