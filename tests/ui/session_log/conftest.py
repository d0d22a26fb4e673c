"""The page for logging a session, in a window of its own, on a real thread and a real file."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from pico_tracker.domain.drafts import Draft
from pico_tracker.domain.progress import CourseProgress
from pico_tracker.domain.safety_checks import Healing
from pico_tracker.services.courses import open_course, read_patient_page
from pico_tracker.services.patients import add_patient
from pico_tracker.services.screening import record_answers
from pico_tracker.ui.desk import Desk
from pico_tracker.ui.kit.backend import Backend
from pico_tracker.ui.kit.style import BODY, LIGHT, Look, Mode, theme
from pico_tracker.ui.session_log.page import LogSessionPage
from pico_tracker.ui.session_log.pass_editor import PassEditor
from pico_tracker.ui.session_log.session_form import SessionForm
from tests.builders import Bench


@pytest.fixture
def look(qapp: QApplication) -> Look:
    made = Look(qapp)
    if theme() is not LIGHT or qapp.font().pixelSize() != BODY:
        made.apply(Mode.LIGHT)
    return made


class Chair:
    """A patient with a tattoo course, and the page as the practitioner sees it."""

    def __init__(self, bench: Bench, backend: Backend, qtbot: QtBot) -> None:
        self.bench, self.qtbot = bench, qtbot
        self.desk = Desk(backend, bench.practitioner, backend)
        self.patient_id = add_patient(bench.practitioner, bench.patient()).value
        self.course_id = open_course(bench.practitioner, bench.course(self.patient_id)).value
        record_answers(bench.practitioner, self.course_id, bench.all_no())
        self.page = self.new_page()

    def new_page(self) -> LogSessionPage:
        """A page in a window of its own, shown and active."""
        page = LogSessionPage(self.desk)
        page.resize(1244, 814)
        self.qtbot.addWidget(page)
        with self.qtbot.waitActive(page):
            page.show()
            page.activateWindow()
        self.page = page
        return page

    def open(self, draft: Draft | None = None) -> SessionForm:
        """The form, once the record has been read."""
        self.page.open_new(self.patient_id, self.course_id, draft)
        self.qtbot.waitUntil(lambda: self.page.form is not None)
        return self.form

    @property
    def form(self) -> SessionForm:
        """The form now on the page."""
        assert self.page.form is not None
        return self.page.form

    @property
    def editor(self) -> PassEditor:
        """The fields of the chosen pass."""
        return self.form.passes.editor

    def key(self, key: Qt.Key, with_: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Press a key where the cursor is."""
        QTest.keyClick(self._focused(), key, with_)

    def tab(self, times: int = 1) -> None:
        """Go on so many fields."""
        for _ in range(times):
            self.key(Qt.Key.Key_Tab)

    def type(self, *texts: str) -> None:
        """Type each text where the cursor is, Tab between them."""
        for place, text in enumerate(texts):
            if place:
                self.tab()
            QTest.keyClicks(self._focused(), text)

    def _focused(self) -> QWidget:
        focused = QApplication.focusWidget()
        assert focused is not None
        return focused

    def check(self) -> None:
        """Say that the patient may be treated, and wait until it is stamped."""
        self.page.confirm()
        self.qtbot.waitUntil(lambda: self.form.before.checked.value() is not None)

    def fill_around(self) -> None:
        """Answer all that is asked besides the settings of the passes, and confirm the check."""
        self.see_endpoints()
        if self.form.opening.last is not None:
            self.form.before.healing.set_value(Healing.HEALED)
        self.form.before.screening.answer_no()
        self.form.fill({"eye_protection": "Patient: metal shields. Staff: OD 7.", "pain": 4})
        self.form.field("cooling").set_raw_text("Cold air")
        self.form.field("anaesthesia").set_raw_text("None")
        self.check()

    def see_endpoints(self) -> None:
        """Tick what the skin showed, in every pass where nothing is ticked yet."""
        passes = self.form.passes.value()
        self.form.passes.set_value(tuple(replace(one, endpoints=one.endpoints or "frosting") for one in passes))

    def sign(self) -> None:
        """Sign with the keyboard and wait until it is saved."""
        with self.qtbot.waitSignal(self.page.saved):
            self.key(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)

    def course(self) -> CourseProgress:
        """The course as it is in the database."""
        page = read_patient_page(self.bench.practitioner, self.patient_id)
        return next(one for one in page.courses if one.course.id == self.course_id)


@pytest.fixture
def backend(qapp: QApplication) -> Iterator[Backend]:
    made = Backend()
    crashes: list[BaseException] = []
    made.crashed.connect(crashes.append)
    yield made
    made.close()
    assert not crashes


@pytest.fixture
def chair(file_bench: Bench, backend: Backend, look: Look, qtbot: QtBot) -> Chair:
    return Chair(file_bench, backend, qtbot)
