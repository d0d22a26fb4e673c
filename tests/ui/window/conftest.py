"""The real window on the real thread and a real file; only the clock is the test's."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from pico_tracker.domain.diary import Place, VisitEntry, VisitKind
from pico_tracker.services.courses import open_course
from pico_tracker.services.patients import add_patient
from pico_tracker.services.sessions import log_session
from pico_tracker.services.side_effects import report_side_effect
from pico_tracker.services.visits import book_visit
from pico_tracker.ui.desk import Desk
from pico_tracker.ui.kit.backend import Backend
from pico_tracker.ui.kit.crash import CrashHandler
from pico_tracker.ui.kit.style import Look, Mode
from pico_tracker.ui.main_window import MainWindow
from tests.builders import NOON, Bench


@pytest.fixture(scope="session")
def look(qapp: QApplication) -> Look:
    return Look(qapp)


@pytest.fixture(autouse=True)
def light(look: Look) -> None:
    look.apply(Mode.LIGHT)


@pytest.fixture
def backend(qapp: QApplication) -> Iterator[Backend]:
    made = Backend()
    errors: list[BaseException] = []
    made.crashed.connect(errors.append)
    yield made
    made.close()
    assert not errors


@pytest.fixture
def desk(backend: Backend, file_bench: Bench) -> Desk:
    return Desk(backend, file_bench.practitioner)


@pytest.fixture
def show(qtbot: QtBot) -> Callable[[QWidget], None]:
    """Shows a widget as a window of its own and waits until it is there and active."""

    def seen(widget: QWidget) -> None:
        qtbot.addWidget(widget)
        widget.resize(1280, 720)
        with qtbot.waitActive(widget):
            widget.show()
            widget.activateWindow()

    return seen


@pytest.fixture
def window(desk: Desk, look: Look, show: Callable[[QWidget], None]) -> MainWindow:
    """The main window, the practitioner at work."""
    made = MainWindow(desk, look, CrashHandler())
    show(made)
    made.start()
    return made


@dataclass(frozen=True)
class Known:
    """Keys of what is on record."""

    patient_id: int
    course_id: int


@pytest.fixture
def known(file_bench: Bench) -> Known:
    """A patient with a course, one session today and a visit this afternoon at three."""
    at_work = file_bench.practitioner
    patient = add_patient(at_work, file_bench.patient()).value
    course = open_course(at_work, file_bench.course(patient)).value
    visit = VisitEntry(
        entry_id=file_bench.mint(),
        patient_id=patient,
        course_ids=(course,),
        kind=VisitKind.SESSION,
        place=Place(starts_at=NOON.replace(hour=15), minutes=45, practitioner_id=at_work.operator.id),
    )
    book_visit(at_work, visit)
    return Known(patient, course)


@pytest.fixture
def blistered(file_bench: Bench, known: Known) -> Known:
    """The same patient after a session with a blister since that day."""
    session = log_session(file_bench.practitioner, file_bench.session(known.course_id)).value
    report_side_effect(file_bench.practitioner, file_bench.side_effect(known.course_id, session))
    return known
