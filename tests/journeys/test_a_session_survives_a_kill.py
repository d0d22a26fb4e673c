"""The process is killed while a session is typed, and while it is saved: nothing is lost, nothing twice."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest

from pico_tracker.domain.sessions import Session
from pico_tracker.services.courses import open_course, read_patient_page
from pico_tracker.services.drafts import list_drafts
from pico_tracker.services.patients import add_patient
from pico_tracker.services.screening import record_answers
from pico_tracker.services.sessions import log_session
from pico_tracker.ui.kit.form import LONGEST_MS
from tests.builders import Bench
from tests.journeys.conftest import SitDown

ROOT = Path(__file__).parents[2]
KEPT_ENOUGH = 3
"""So many times a draft was seen to grow before the process is killed."""


@dataclass(frozen=True)
class Chairside:
    """A course with one session, and a way to log the next in a process that is killed."""

    bench: Bench
    patient_id: int
    course_id: int
    start: Callable[..., subprocess.Popen[str]]

    def sessions(self) -> tuple[Session, ...]:
        """What is on record."""
        (progress,) = read_patient_page(self.bench.practitioner, self.patient_id).courses
        return progress.sessions

    def effects(self) -> list[str]:
        """The side effects on record."""
        (progress,) = read_patient_page(self.bench.practitioner, self.patient_id).courses
        return [one.kind.name for one in progress.side_effects]

    def run(self, moment: str) -> subprocess.Popen[str]:
        """The process that logs the next session until `moment`."""
        return self.start(str(self.patient_id), str(self.course_id), moment)


@pytest.fixture
def chairside(file_bench: Bench, clinic_file: Path, tmp_path: Path) -> Iterator[Chairside]:
    practitioner = file_bench.practitioner
    patient_id = add_patient(practitioner, file_bench.patient()).value
    course_id = open_course(practitioner, file_bench.course(patient_id)).value
    day = practitioner.today() - timedelta(days=56)
    log_session(practitioner, file_bench.session(course_id, performed_on=day))
    record_answers(practitioner, course_id, file_bench.all_no())
    own = {name: str(tmp_path) for name in ("HOME", "XDG_DATA_HOME", "XDG_STATE_HOME")}
    environment = os.environ | own | {"QT_QPA_PLATFORM": "offscreen"}
    started: list[subprocess.Popen[str]] = []

    def start(*arguments: str) -> subprocess.Popen[str]:
        command = [sys.executable, "-m", "tests.journeys.chairside", str(clinic_file), *arguments]
        pipe = subprocess.PIPE
        started.append(subprocess.Popen(command, cwd=ROOT, env=environment, text=True, stdout=pipe))
        return started[-1]

    yield Chairside(file_bench, patient_id, course_id, start)
    for one in started:
        with one:  # waits for it and closes its output
            one.kill()


def test_a_draft_is_due_within_a_second_however_long_one_types() -> None:
    assert LONGEST_MS < 1_000


def test_killed_while_typing_all_that_was_kept_is_offered_again(chairside: Chairside, sit_down: SitDown) -> None:
    process = chairside.run("typing")
    assert process.stdout is not None
    grown: list[int] = []
    for line in process.stdout:
        letters = int(line.removeprefix("kept "))
        if not grown or letters > grown[-1]:
            grown.append(letters)
        if len(grown) >= KEPT_ENOUGH:
            break
    process.send_signal(signal.SIGKILL)
    process.wait()
    assert len(grown) == KEPT_ENOUGH, "a draft is kept while typing goes on without a pause"
    (draft,) = list_drafts(chairside.bench.practitioner)
    note = str(draft.content["note"])
    assert set(note) == {"x"}
    assert len(note) >= grown[-1]
    seat = sit_down(chairside.bench.practitioner)
    seat.window.resume(draft)
    form = seat.session_form()
    seat.until(lambda: form.note.raw_text() == note)
    assert len(chairside.sessions()) == 1


@pytest.mark.parametrize("moment", ["asked", "begun", "saved"])
def test_killed_while_saving_a_session_is_on_record_once_or_still_a_draft(
    chairside: Chairside, sit_down: SitDown, moment: str
) -> None:
    process = chairside.run(moment)
    assert process.wait() == -signal.SIGKILL
    drafts = list_drafts(chairside.bench.practitioner)
    on_record = chairside.sessions()
    assert (len(on_record), len(drafts)) in {(1, 1), (2, 0)}
    assert moment != "saved" or not drafts
    assert len(chairside.effects()) == len(on_record) - 1, "what was seen goes with its session"
    if drafts:
        seat = sit_down(chairside.bench.practitioner)
        seat.window.resume(drafts[0])
        form = seat.session_form()
        seat.until(lambda: form.before.checked.value() is not None)
        seat.key("Ctrl+Return")
        seat.patient_page("Amara Nwosu")
    last = chairside.sessions()[-1]
    assert len(chairside.sessions()) == 2
    assert (last.entry.note, last.entry.pain, last.passes[0].entry.pulses) == ("Even frosting.", 3, 312)
    assert chairside.effects() == ["Redness"]
    assert list_drafts(chairside.bench.practitioner) == ()
