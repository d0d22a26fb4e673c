"""The page of recalls on a desk with a real clinic file, asked again whenever records change."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from pico_tracker.services.clinics import edit_clinic, read_clinic
from pico_tracker.services.courses import open_course
from pico_tracker.services.patients import add_patient
from pico_tracker.services.sessions import log_session
from pico_tracker.ui.desk import Desk
from pico_tracker.ui.recalls.page import RecallsPage
from tests.builders import NOON, Bench
from tests.ui.desks import Show, desk, on_screen, page_backend, page_in_light, page_look, reception_desk

__all__ = ["desk", "on_screen", "page_backend", "page_in_light", "page_look", "reception_desk"]

AddOverdue = Callable[..., int]
OpenPage = Callable[[Desk], RecallsPage]


@pytest.fixture
def add_overdue(file_bench: Bench) -> AddOverdue:
    """Puts somebody on record whose second session is late by some days; returns the course."""
    clinic = read_clinic(file_bench.database)
    assert clinic is not None
    edit_clinic(file_bench.administrator, replace(clinic, phone="+44 20 7946 0000"))

    def add(given_names: str, days: int = 14, **patient: Any) -> int:
        file_bench.clock.moment = NOON - timedelta(days=56 + days)
        entry = file_bench.patient(given_names=given_names, family_name="Saleh", **patient)
        patient_id = add_patient(file_bench.reception, entry).value
        course_id = open_course(file_bench.practitioner, file_bench.course(patient_id)).value
        log_session(file_bench.practitioner, file_bench.session(course_id))
        file_bench.clock.moment = NOON
        return course_id

    return add


@pytest.fixture
def open_page(on_screen: Show, qtbot: QtBot) -> OpenPage:
    """Shows the page with its lines, as the window does: asked again after every change."""

    def opened(desk: Desk) -> RecallsPage:
        page = RecallsPage(desk)
        desk.backend.records_changed.connect(page.refresh)
        on_screen(page)
        with qtbot.waitSignal(page.count_changed):
            page.refresh()
        return page

    return opened
