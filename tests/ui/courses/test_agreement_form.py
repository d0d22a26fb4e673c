"""The form on which a longer plan is agreed."""

from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from pico_tracker.domain.courses import Course
from pico_tracker.services.agreements import list_agreements
from pico_tracker.services.courses import edit_course, open_course, read_patient_page
from pico_tracker.services.patients import add_patient
from pico_tracker.services.sessions import log_session
from pico_tracker.ui.courses.agreement_form import AgreementForm
from pico_tracker.ui.desk import Desk
from pico_tracker.ui.kit.words import said
from tests.builders import TODAY, Bench
from tests.ui.desks import Show


@pytest.fixture
def course_id(file_bench: Bench) -> int:
    """A course of 1 to 1 sessions, all of them given."""
    patient_id = add_patient(file_bench.practitioner, file_bench.patient()).value
    entry = file_bench.course(patient_id, sessions_from=1, sessions_to=1)
    made = open_course(file_bench.practitioner, entry).value
    log_session(file_bench.practitioner, file_bench.session(made, performed_on=TODAY - timedelta(days=50)))
    return made


@pytest.fixture
def window(on_screen: Show) -> QWidget:
    made = QWidget()
    on_screen(made)
    return made


@pytest.fixture
def form(desk: Desk, window: QWidget, course_id: int, qtbot: QtBot) -> AgreementForm:
    made = AgreementForm(desk, 1, course_id, window)
    made.open()
    qtbot.waitUntil(made.form.isEnabled)
    return made


def course_of(bench: Bench) -> Course:
    return read_patient_page(bench.practitioner, 1).courses[0].course


def said_under(form: AgreementForm, name: str) -> list[str]:
    return [said(finding.sentence) for finding in form.form.field(name).findings]


def test_it_starts_from_the_plan_that_counts(form: AgreementForm) -> None:
    assert form.about.text() == "Tattoo removal, right forearm. Plan 1 counts: 1 to 1 sessions, 1 given."
    raw = form.form.raw()
    assert (raw["sessions_from"], raw["sessions_to"], raw["maintenance_months"]) == ("1", "1", "")
    assert (raw["earliest_weeks"], raw["target_weeks"], raw["late_weeks"]) == ("6", "8", "16")
    assert raw["agreed_on"] == "22 Nov 2026"


def test_saving_too_early_says_what_is_missing(form: AgreementForm) -> None:
    form.form.restore({"agreed_on": ""})
    form.try_to_save()
    assert said_under(form, "sessions_to") == ["This is what is agreed already. Change it, or close."]
    assert said_under(form, "agreed_on") == ["Enter the day it was agreed."]
    assert said_under(form, "reason") == ["Say why the plan changes."]
    form.form.restore({"sessions_from": "two"})
    form.try_to_save()
    assert len(said_under(form, "sessions_from")) == 1


def test_a_longer_plan_is_agreed(form: AgreementForm, file_bench: Bench, course_id: int, qtbot: QtBot) -> None:
    form.form.restore({"sessions_from": "2", "sessions_to": "4", "reason": "Green ink."})
    with qtbot.waitSignal(form.saved):
        form.try_to_save()
    plans = list_agreements(file_bench.practitioner, course_id)
    assert [(one.number, one.entry.sessions_to) for one in plans] == [(1, 1), (2, 4)]
    assert course_of(file_bench).entry.sessions_to == 4


def test_after_somebody_else_changed_the_course_it_goes_on_from_there(
    form: AgreementForm, file_bench: Bench, qtbot: QtBot
) -> None:
    known = course_of(file_bench)
    edit_course(file_bench.administrator, known.id, known.version, replace(known.entry, area="left hand"))
    form.form.restore({"sessions_to": "4", "reason": "Green ink."})
    form.try_to_save()
    qtbot.waitUntil(lambda: "left hand" in form.about.text())
    assert form.form.raw()["sessions_to"] == "4"
    with qtbot.waitSignal(form.saved):
        form.try_to_save()
    assert course_of(file_bench).entry.area == "left hand"
