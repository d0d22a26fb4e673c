"""The cards under the sessions on the patient's page: each wish opens its form over the window."""

from datetime import timedelta

import pytest
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from pico_tracker.domain.alongside import AlongsideEntry, AlongsideKind
from pico_tracker.domain.attendances import AttendanceEntry, AttendanceKind
from pico_tracker.domain.drafts import Draft
from pico_tracker.services.alongside import add_alongside
from pico_tracker.services.attendances import sign_attendance
from pico_tracker.services.courses import open_course
from pico_tracker.services.patients import add_patient
from pico_tracker.services.sessions import log_session
from pico_tracker.ui.alongside.alongside_card import AlongsideCard
from pico_tracker.ui.attendances.attendance_form import AttendanceForm
from pico_tracker.ui.attendances.attendances_card import AttendancesCard
from pico_tracker.ui.course_parts import CourseParts
from pico_tracker.ui.desk import Desk
from pico_tracker.ui.kit.buttons import Button
from pico_tracker.ui.kit.dialog import Dialog
from pico_tracker.ui.patients.patient_page import PatientPage
from pico_tracker.ui.small_form import SmallForm
from tests.builders import TODAY, Bench
from tests.ui.desks import Show


class Opened:
    """The patient's page with its parts, and the form that was opened last."""

    def __init__(self, desk: Desk, on_screen: Show) -> None:
        self.forms: list[Dialog] = []
        self.window = QWidget()
        self.parts = CourseParts(desk, self.window, self._ask)
        self.page = PatientPage(desk, (), self.parts.beneath())
        QVBoxLayout(self.window).addWidget(self.page)
        self.page.plan_wanted.connect(self.parts.agree_plan)
        on_screen(self.window)

    def _ask(self, form: Dialog) -> None:
        self.forms.append(form)
        form.open()

    def last(self) -> SmallForm:
        form = self.forms.pop()
        assert isinstance(form, SmallForm)
        return form


@pytest.fixture
def course_id(file_bench: Bench) -> int:
    """A treated course with a visit without treatment and a cream."""
    patient_id = add_patient(file_bench.practitioner, file_bench.patient()).value
    made = open_course(file_bench.practitioner, file_bench.course(patient_id)).value
    log_session(file_bench.practitioner, file_bench.session(made, performed_on=TODAY - timedelta(days=50)))
    entry = AttendanceEntry(
        entry_id=file_bench.mint(),
        course_id=made,
        held_on=TODAY,
        kind=AttendanceKind.NOT_TREATED,
        reason="Not healed yet",
        return_on=TODAY,
    )
    sign_attendance(file_bench.practitioner, entry)
    cream = AlongsideEntry(
        entry_id=file_bench.mint(), patient_id=patient_id, kind=AlongsideKind.CREAM, what="Hydroquinone 4 %"
    )
    add_alongside(file_bench.practitioner, cream)
    return made


@pytest.fixture
def opened(desk: Desk, on_screen: Show, course_id: int, qtbot: QtBot) -> Opened:
    made = Opened(desk, on_screen)
    made.page.show_patient(1)
    qtbot.waitUntil(lambda: bool(buttons(made, AttendancesCard, "Void") and buttons(made, AlongsideCard, "Edit")))
    return made


def buttons(opened: Opened, kind: type[AttendancesCard] | type[AlongsideCard], text: str) -> list[Button]:
    return [
        one for card in opened.page.findChildren(kind) for one in card.findChildren(Button) if one.said() == text
    ]


@pytest.mark.parametrize(
    ("card", "button", "title"),
    [
        (AttendancesCard, "Not treated…", "Not treated"),
        (AttendancesCard, "Review only…", "Review only"),
        (AttendancesCard, "Amend", "Amend visit"),
        (AttendancesCard, "Void", "Void the visit"),
        (AlongsideCard, "Add…", "Treatment alongside"),
        (AlongsideCard, "Edit", "Edit treatment alongside"),
    ],
)
def test_each_button_opens_its_form(
    opened: Opened, card: type[AttendancesCard] | type[AlongsideCard], button: str, title: str, qtbot: QtBot
) -> None:
    buttons(opened, card, button)[0].click()
    form = opened.last()
    assert form.windowTitle() == title
    qtbot.waitUntil(form.form.isEnabled)


def test_a_longer_plan_is_asked_for_from_the_course(opened: Opened, qtbot: QtBot) -> None:
    opened.page.view.agreement.plan_button.click()
    form = opened.last()
    assert form.windowTitle() == "Agree longer plan"
    qtbot.waitUntil(form.form.isEnabled)


def test_a_visit_that_was_begun_is_gone_on_with_and_tells_of_a_side_effect(
    opened: Opened, file_bench: Bench, course_id: int, qtbot: QtBot
) -> None:
    draft = Draft(
        entry_id=file_bench.mint(),
        form="attendance",
        subject_id=course_id,
        title="Review only",
        content={"kind": "review", "note": "Pale"},
        saved_at=file_bench.clock.moment,
    )
    opened.parts.resume_attendance(1, course_id, draft)
    form = opened.last()
    assert isinstance(form, AttendanceForm)
    qtbot.waitUntil(lambda: form.note.value() == "Pale")
    with qtbot.waitSignal(opened.parts.side_effect_wanted) as heard:
        form.healing.event_button.click()
    assert heard.args == [1, course_id]
    form.form.restore({"healing": "healed", "satisfaction": "9", "goal_reached": "7"})
    with qtbot.waitSignal(opened.parts.attended) as told:
        form.try_to_save()
    assert told.args == [1, course_id]
