"""A walk through every page that leaves a picture of each, driven by the application's event loop."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from itertools import cycle
from pathlib import Path

from PySide6.QtCore import QObject, QSize, QTimer, Signal
from PySide6.QtWidgets import QScrollArea, QWidget

from pico_tracker.domain.courses import CourseState
from pico_tracker.domain.passes import Endpoint
from pico_tracker.domain.responses import Anaesthesia, Cooling
from pico_tracker.domain.rules import RuleKind
from pico_tracker.domain.safety_checks import Healing
from pico_tracker.services.context import Context
from pico_tracker.services.courses import list_course_summaries
from pico_tracker.services.drafts import discard_draft
from pico_tracker.services.patients import find_patient_by_number
from pico_tracker.services.recalls import list_due
from pico_tracker.ui.course_parts import ADVICE, AREAS, CONSULTATION, SAFETY, SCORES
from pico_tracker.ui.kit.style import Mode
from pico_tracker.ui.main_window import PATIENTS, SETTINGS, TODAY, MainWindow
from pico_tracker.ui.paper_desk import PRINT
from pico_tracker.ui.patients.patient_page import PROGRESS
from pico_tracker.ui.reception import RECALLS, SCHEDULE
from pico_tracker.ui.session_log.entry import needs_reason
from pico_tracker.ui.settings.page import HOURS, LASERS, PAPER, RULES, UPKEEP, WINDOW

TICK_MS, CALM_TICKS, MOST_TICKS = 60, 3, 100
"""A picture is taken after so many ticks without work, or after the most, whatever is going on."""
PATIENT_PARTS = (SCORES, AREAS, SAFETY, CONSULTATION, ADVICE)
"""Tabs of the patient page beside the one that stands in front."""
SETTINGS_PARTS = (LASERS, UPKEEP, HOURS, RULES, PAPER)
"""Tabs of Settings beside the one that stands in front."""
RULE = (RuleKind.QUESTION, "isotretinoin")
"""The clinical rule that is pictured in full."""
SEEN: tuple[dict[str, str], ...] = (
    {"pulses": "312", "endpoints": Endpoint.FROSTING.value},
    {"pulses": "148", "endpoints": Endpoint.SLIGHT_WHITENING.value},
)
"""Pulses and endpoint of one pass after the other in the session that is pictured."""
REASON = "Thick scar far from the area, red ink tested: talked through, both agree."
"""What is typed there where a rule asks for a reason."""
SIZES = (QSize(1440, 900), QSize(1280, 720))
MODES = (Mode.LIGHT, Mode.DARK)


@dataclass(frozen=True, slots=True)
class Step:
    """One page to look at: its name in the file name, how to get there, what to type once there."""

    name: str
    go: Callable[[], object]
    fill: Callable[[], object] | None = None


@dataclass(frozen=True, slots=True)
class Guest:
    """The patient and course to look at; zeros where the clinic has nobody yet."""

    patient_id: int = 0
    course_id: int = 0


def find_guest(context: Context, record_number: str) -> Guest:
    """The patient with this record number and the course treated last, else whose session is due."""
    patient_id = find_patient_by_number(context, record_number) if record_number else None
    if patient_id is not None:
        courses = [one for one in list_course_summaries(context, patient_id) if one.state is CourseState.ACTIVE]
        return Guest(patient_id, courses[0].course_id if courses else 0)
    sessions = (line for line in list_due(context) if line.session_number)
    line = max(sessions, key=lambda one: one.session_number, default=None)
    return Guest() if line is None else Guest(line.patient_id, line.course_id)


class Tour(QObject):
    """Takes the pictures; `finished(list of files)` follows the last one."""

    finished = Signal(object)

    def __init__(self, window: MainWindow, out: Path, guest: str) -> None:
        super().__init__(window)
        self._window, self._out, self._guest = window, out, guest
        self._steps = self._every_step()
        self._busy, self._calm, self._waited = False, 0, 0
        self._name = ""
        self._fill: Callable[[], object] | None = None
        self._patient_id = self._course_id = 0
        self.files: list[Path] = []
        window.desk.backend.busy_changed.connect(self._note_busy)
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._tick)

    def start(self) -> None:
        """Find a patient worth looking at, then begin with the first page."""
        self._out.mkdir(parents=True, exist_ok=True)
        self._window.desk.run(find_guest, self._guest, done=self._begin)

    def _begin(self, guest: Guest) -> None:
        self._patient_id, self._course_id = guest.patient_id, guest.course_id
        self._next()
        self._timer.start(TICK_MS)

    def _note_busy(self, busy: bool) -> None:
        self._busy, self._calm = busy, 0

    def _every_step(self) -> Iterator[Step]:
        """The pages in every look; what stands behind tabs in two of the four, so that nobody waits long."""
        for place, size in enumerate(SIZES):
            for number, mode in enumerate(MODES):
                self._top().resize(size)
                self._window.look.apply(mode)
                for step in self._pages(with_parts=place == number):
                    yield replace(step, name=f"{step.name}-{mode.value}-{size.width()}")

    def _pages(self, *, with_parts: bool) -> Iterator[Step]:
        window = self._window
        yield Step("today", lambda: window.go_to(TODAY), self._throw_drafts_away)
        yield Step("patients", lambda: window.go_to(PATIENTS))
        yield Step("schedule", lambda: window.go_to(SCHEDULE))
        yield Step("recalls", lambda: window.go_to(RECALLS))
        yield Step("print-due", lambda: window.go_to(PRINT))
        yield Step("new-patient", window.new_patient)
        if self._patient_id:
            yield from self._pages_of_patient(with_parts=with_parts)
        if with_parts:
            yield from self._parts_of_the_desk()
        yield Step("settings", lambda: window.go_to(SETTINGS))
        if with_parts:
            yield from self._parts_of_settings()

    def _pages_of_patient(self, *, with_parts: bool) -> Iterator[Step]:
        window, patient, course = self._window, self._patient_id, self._course_id
        yield Step("patient", lambda: window.open_patient(patient, course))
        if with_parts:
            parts = window.patient().parts
            for name in PATIENT_PARTS:
                yield Step(f"patient-{name}", partial(parts.choose, name))
            parts.choose(PROGRESS)
        yield Step("edit-patient", lambda: window.edit_patient(patient))
        yield Step("new-course", lambda: window.new_course(patient))
        yield Step("consultation", lambda: window.agreeing.consult(patient, course))
        yield Step("consent", lambda: window.agreeing.ask_consent(patient, course))
        yield Step("log-session", lambda: window.log_session(patient, course), self._fill_session)
        yield Step("log-session-below", self._scroll_session)
        yield Step("print", lambda: window.print_report(patient))

    def _parts_of_the_desk(self) -> Iterator[Step]:
        window = self._window
        yield Step("absence", window.reception.open_absences)
        yield Step("book-visit", self._open_booking)

    def _open_booking(self) -> None:
        """Over the schedule, for the guest where there is one."""
        self._window.go_to(SCHEDULE)
        self._window.reception.book_for(self._patient_id, self._course_id)

    def _parts_of_settings(self) -> Iterator[Step]:
        settings = self._window.settings()
        for name in (one for one in SETTINGS_PARTS if one in settings.parts.strip.names):
            yield Step(f"settings-{name}", partial(settings.parts.choose, name))
        if settings.rules is not None:
            yield Step("settings-rule", partial(settings.rules.open_rule, *RULE))
            settings.rules.show_list()
        settings.parts.choose(WINDOW)

    def _top(self) -> QWidget:
        return self._window.window()

    def _tick(self) -> None:
        self._waited += 1
        self._calm += 0 if self._busy else 1
        if self._calm < CALM_TICKS and self._waited < MOST_TICKS:
            return
        if self._fill is not None:
            fill, self._fill = self._fill, None
            self._calm = self._waited = 0
            fill()
        else:
            self._take()
            self._next()

    def _throw_drafts_away(self) -> None:
        """Those that this walk left the last time round."""
        for draft in self._window.today().drafts.drafts:
            self._window.desk.run(discard_draft, draft.entry_id)

    def _fill_session(self) -> None:
        form = self._window.session_log().form
        if form is None:
            return
        form.before.healing.set_value(Healing.HEALED)
        passes = (replace(one, **seen) for one, seen in zip(form.passes.value(), cycle(SEEN), strict=False))
        form.passes.set_value(tuple(passes))
        form.restore(
            {"eye_protection": "Patient: metal shields. Staff: OD 7.", "pain": "4", "clearance_percent": "65"}
        )
        form.before.screening.answer_no()
        form.after.cooling.set_value(Cooling.COLD_AIR)
        form.after.numbing.set_value(Anaesthesia.NONE)
        if needs_reason(form.check()):
            form.reason.set_value(REASON)
        self._window.session_log().confirm()

    def _scroll_session(self) -> None:
        """To what stands under the passes and under the response."""
        for area in self._window.session_log().findChildren(QScrollArea):
            bar = area.verticalScrollBar()
            bar.setValue(bar.maximum())

    def _take(self) -> None:
        file = self._out / f"{self._name}.png"
        seen = self._window.dialog or self._top()
        seen.grab().save(str(file))
        if self._window.dialog is not None:
            self._window.dialog.reject()
        self.files.append(file)

    def _next(self) -> None:
        step = next(self._steps, None)
        if step is None:
            self._timer.stop()
            self.finished.emit(self.files)
            return
        self._name, self._fill, self._calm, self._waited = step.name, step.fill, 0, 0
        step.go()


def take_pictures(window: MainWindow, out: Path, guest: str = "") -> Tour:
    """Walk through every page in light and dark and two sizes; one PNG each into `out`.

    `guest` is the record number of the patient to look at; without it one whose session is due.
    """
    tour = Tour(window, out, guest)
    tour.start()
    return tour
