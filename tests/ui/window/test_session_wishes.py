"""One key on a visit of the day book opens what the visit is for."""

from datetime import timedelta

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from pico_tracker.domain.diary import Place, Visit, VisitKind, VisitState
from pico_tracker.ui.advice.call_form import CallForm
from pico_tracker.ui.attendances.attendance_form import AttendanceForm
from pico_tracker.ui.consultation.consultation_page import ConsultationPage
from pico_tracker.ui.main_window import MainWindow
from pico_tracker.ui.safety.patch_form import PatchForm
from pico_tracker.ui.session_log.page import LogSessionPage
from tests.builders import NOON
from tests.ui.window.conftest import Known


def _visit(known: Known, kind: VisitKind) -> Visit:
    return Visit(
        id=1,
        version=1,
        patient_id=known.patient_id,
        patient_name="",
        record_number="",
        kind=kind,
        state=VisitState.ARRIVED,
        place=Place(starts_at=NOON + timedelta(minutes=30), minutes=30),
        course_ids=(known.course_id,),
    )


@pytest.mark.parametrize(
    ("kind", "opened"),
    [
        (VisitKind.SESSION, LogSessionPage),
        (VisitKind.MAINTENANCE, LogSessionPage),
        (VisitKind.TEST_PATCH, PatchForm),
        (VisitKind.REVIEW, AttendanceForm),
        (VisitKind.CALL, CallForm),
        (VisitKind.CONSULTATION, ConsultationPage),
    ],
)
def test_what_a_visit_is_for_is_opened(
    qtbot: QtBot, window: MainWindow, blistered: Known, kind: VisitKind, opened: type[QWidget]
) -> None:
    window.sessions.log_for(_visit(blistered, kind))
    qtbot.waitUntil(lambda: isinstance(window.dialog or window.pages.currentWidget(), opened))
    if window.dialog is not None:
        assert window.patient().patient_id == blistered.patient_id
        window.dialog.reject()
