"""Every page, large and small, light and dark: words for a screen reader, no word cut off, and the
main action within reach of the Tab key."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QLabel,
    QScrollArea,
    QSizePolicy,
    QWidget,
)

from pico_tracker.domain.diary import Place, VisitEntry, VisitKind
from pico_tracker.domain.rules import RuleKind
from pico_tracker.services.consents import record_consent
from pico_tracker.services.consultations import sign_consultation
from pico_tracker.services.courses import open_course
from pico_tracker.services.drafts import list_drafts
from pico_tracker.services.patients import add_patient
from pico_tracker.services.sessions import log_session
from pico_tracker.services.side_effects import report_side_effect
from pico_tracker.services.visits import book_visit
from pico_tracker.ui.diary.book_area import BookArea
from pico_tracker.ui.kit.buttons import Button
from pico_tracker.ui.kit.style import Look, Mode
from pico_tracker.ui.main_window import PATIENTS, SETTINGS, TODAY
from pico_tracker.ui.paper_desk import PRINT
from pico_tracker.ui.reception import RECALLS, SCHEDULE
from tests.builders import NOON, Bench
from tests.journeys.conftest import SitDown
from tests.journeys.seats import Seat

MOST_TABS = 150
LOOKS = (
    (QSize(1280, 720), Mode.LIGHT, 1.0),
    (QSize(1280, 720), Mode.DARK, 1.0),
    (QSize(1280, 720), Mode.LIGHT, 1.25),
    (QSize(1440, 900), Mode.LIGHT, 1.0),
    (QSize(1440, 900), Mode.DARK, 1.0),
    (QSize(1440, 900), Mode.DARK, 1.25),
)


@dataclass(frozen=True)
class Clinic:
    """A window whose pages all have something to show."""

    seat: Seat
    patient_id: int
    course_id: int

    def visit(self, name: str) -> QWidget:
        """Go to a page and wait until everything it asked for is there."""
        window = self.seat.window
        ways: dict[str, Callable[[], object]] = {
            "today": lambda: window.go_to(TODAY),
            "patients": lambda: window.go_to(PATIENTS),
            "schedule": lambda: window.go_to(SCHEDULE),
            "schedule of today": self.show_today,
            "recalls": lambda: window.go_to(RECALLS),
            "paper due": lambda: window.go_to(PRINT),
            "any sheet": lambda: self.show_paper("any"),
            "sheets printed": lambda: self.show_paper("printed"),
            "absences": window.reception.open_absences,
            "settings": lambda: window.go_to(SETTINGS),
            "hours and rooms": self.show_hours,
            "clinical rules": lambda: self.show_rules(""),
            "one clinical rule": lambda: self.show_rules("tattoo"),
            "patient": lambda: window.open_patient(self.patient_id, self.course_id),
            "new patient": window.new_patient,
            "edit patient": lambda: window.edit_patient(self.patient_id),
            "new course": lambda: window.new_course(self.patient_id),
            "edit course": lambda: window.edit_course(self.patient_id, self.course_id),
            "log session": lambda: window.log_session(self.patient_id, self.course_id),
            "print": lambda: window.print_report(self.patient_id),
            "consultation": lambda: self.show_part("consultation"),
            "advice": lambda: self.show_part("advice"),
            "sign consultation": lambda: window.agreeing.consult(self.patient_id, self.course_id),
            "sign consent": lambda: window.agreeing.ask_consent(self.patient_id, self.course_id),
        }
        ways[name]()
        self.seat.settle()
        self.seat.come_round()
        self.seat.settle()
        return self.seat.window

    def show_today(self) -> None:
        """One day of the schedule, with the card of its visit."""
        self.seat.window.go_to(SCHEDULE)
        page = self.seat.window.reception.schedule()
        page.show_day(NOON.date())
        self.seat.settle()
        (visit,) = (one for column in page.book.view.shown.book.columns for one in column.visits)
        page.book.view.focus_visit(visit.id)

    def show_paper(self, part: str) -> None:
        """Bring a list of sheets to the front."""
        self.seat.window.go_to(PRINT)
        self.seat.window.paper.page().strip.choose(part)

    def show_hours(self) -> None:
        """Bring hours and rooms to the front of the settings."""
        self.seat.window.go_to(SETTINGS)
        self.seat.window.settings().show_hours()

    def show_rules(self, key: str) -> None:
        """Bring the concerns, or one of them, to the front of the settings."""
        self.seat.window.go_to(SETTINGS)
        page = self.seat.window.settings()
        page.show_rules(RuleKind.CONCERN)
        self.seat.settle()
        if key and page.rules is not None:
            page.rules.open_rule(RuleKind.CONCERN, key)

    def show_part(self, name: str) -> None:
        """Bring a part of the course to the front of the patient's page."""
        self.seat.window.open_patient(self.patient_id, self.course_id)
        self.seat.window.patient().show_part(name)


PAGES = (
    "today",
    "patients",
    "schedule",
    "schedule of today",
    "recalls",
    "paper due",
    "any sheet",
    "sheets printed",
    "absences",
    "settings",
    "hours and rooms",
    "clinical rules",
    "one clinical rule",
    "patient",
    "new patient",
    "edit patient",
    "new course",
    "edit course",
    "log session",
    "print",
    "consultation",
    "advice",
    "sign consultation",
    "sign consent",
)


@pytest.fixture
def clinic(file_bench: Bench, sit_down: SitDown) -> Clinic:
    at_work = file_bench.practitioner
    entry = file_bench.patient(allergies=("Latex", "Lidocaine"), alerts=("Keloid tendency",))
    patient = add_patient(at_work, entry).value
    course = open_course(at_work, file_bench.course(patient, goal="As clear as it gets.")).value
    passes = (file_bench.one_pass(), file_bench.one_pass(purpose="Second pass"))
    session = log_session(at_work, file_bench.session(course, passes=passes, note="Faded.")).value
    report_side_effect(at_work, file_bench.side_effect(course, session))
    book_today(file_bench, patient, course)
    sign_consultation(at_work, file_bench.consultation(course, preparation_told=True))
    record_consent(at_work, file_bench.consent(course))
    return Clinic(sit_down(at_work), patient, course)


def book_today(bench: Bench, patient: int, course: int) -> None:
    visit = VisitEntry(
        entry_id=bench.mint(),
        patient_id=patient,
        course_ids=(course,),
        kind=VisitKind.REVIEW,
        place=Place(starts_at=NOON.replace(hour=15), minutes=45, practitioner_id=bench.practitioner.operator.id),
        reason="A look at the blister.",
    )
    book_visit(bench.practitioner, visit)


def seen(top: QWidget) -> Iterator[QWidget]:
    """Everything that can be seen."""
    return (one for one in top.findChildren(QWidget) if one.isVisible() and one.width() > 0 and one.height() > 0)


def said_of(widget: QWidget) -> str:
    """Which widget it is, for a message."""
    text = widget.text() if isinstance(widget, QLabel | QAbstractButton) else widget.accessibleName()
    parents: list[str] = []
    parent = widget.parentWidget()
    while parent is not None and len(parents) < 3:
        parents.append(type(parent).__name__)
        parent = parent.parentWidget()
    return f"{type(widget).__name__} “{text[:60]}” in {' in '.join(parents)}"


def has_words(widget: QWidget) -> bool:
    """Whether a screen reader has a name to say."""
    found = QAccessible.queryAccessibleInterface(widget)
    return bool(found is not None and found.text(QAccessible.Text.Name).strip())


def takes_focus(widget: QWidget) -> bool:
    """Whether Tab stops here."""
    policy = widget.focusPolicy() & Qt.FocusPolicy.TabFocus
    return bool(policy) and widget.isEnabled() and widget.focusProxy() is None


@pytest.mark.parametrize("page", PAGES)
def test_whatever_takes_the_focus_has_words(clinic: Clinic, page: str) -> None:
    window = clinic.visit(page)
    silent = [said_of(one) for one in seen(window) if takes_focus(one) and not has_words(one)]
    assert not silent


def is_cut(label: QLabel) -> bool:
    """Whether a label has less room than its words need."""
    room = label.contentsRect()
    if label.wordWrap():
        return label.heightForWidth(label.width()) > label.height() + 1
    lines = label.text().split("\n")
    wide = max(label.fontMetrics().horizontalAdvance(line) for line in lines)
    high = label.fontMetrics().height() * len(lines)
    return wide > room.width() + 1 or high > room.height() + label.fontMetrics().descent()


def gives_way(label: QLabel) -> bool:
    """Whether a label elides, with the whole text in its tooltip."""
    return label.sizePolicy().horizontalPolicy() is QSizePolicy.Policy.Ignored


def is_day_book(area: QScrollArea) -> bool:
    """Whether it shows days side by side: a full week needs more than a small screen has."""
    return isinstance(area, BookArea)


def cut_words(window: QWidget) -> list[str]:
    """Every label and button that is too small for its words, and every page that scrolls sideways."""
    found = []
    for one in seen(window):
        if isinstance(one, QLabel) and one.text() and not gives_way(one) and is_cut(one):
            found.append(f"{said_of(one)}: {one.size().toTuple()}, needs {one.sizeHint().toTuple()}")
        elif isinstance(one, Button) and one.sizeHint().width() > one.width() + 1:
            found.append(f"{said_of(one)}: {one.width()}, needs {one.sizeHint().width()}")
        elif isinstance(one, QScrollArea) and one.horizontalScrollBar().maximum() > 0 and not is_day_book(one):
            found.append(f"{said_of(one)} scrolls sideways by {one.horizontalScrollBar().maximum()}")
        if not isinstance(one.parentWidget(), QAbstractScrollArea) and sticks_out(one):
            found.append(f"{said_of(one)} sticks out of its parent: {one.geometry().getRect()}")
    return found


def sticks_out(widget: QWidget) -> bool:
    """Whether the right edge lies beyond what the parent shows."""
    parent = widget.parentWidget()
    if parent is None or widget.isWindow() or isinstance(parent.parentWidget(), QAbstractScrollArea):
        return False
    return widget.geometry().right() > parent.width() + 1


@pytest.mark.parametrize(
    ("size", "mode", "scale"), LOOKS, ids=lambda one: f"{one.width()}" if isinstance(one, QSize) else str(one)
)
def test_no_word_is_cut_off(clinic: Clinic, look: Look, size: QSize, mode: Mode, scale: float) -> None:
    look.apply(mode, scale)
    clinic.seat.front.resize(size)
    clinic.seat.settle()
    found = [f"{page}: {cut}" for page in PAGES for cut in cut_words(clinic.visit(page))]
    assert not found, "\n".join(found)


MAIN_ACTIONS = {
    "today": "New patient",
    "patients": "New patient",
    "patient": "Log session",
    "new patient": "Save patient",
    "edit patient": "Save patient",
    "new course": "Save course",
    "edit course": "Save course",
    "log session": "Sign and finish",
    "print": "Print",
    "consultation": "Record consent",
    "advice": "Follow-up call",
    "sign consultation": "Sign consultation",
    "sign consent": "Sign consent",
}


@pytest.mark.parametrize(("page", "action"), MAIN_ACTIONS.items())
def test_tab_reaches_the_main_action(clinic: Clinic, page: str, action: str) -> None:
    clinic.visit(page)
    reached = []
    for _ in range(MOST_TABS):
        clinic.seat.key("Tab")
        focus = clinic.seat.front.focusWidget()
        assert focus is not None
        if isinstance(focus, Button) and focus.said() == action:
            return
        reached.append(said_of(focus))
    pytest.fail("\n".join(reached))


def open_question(clinic: Clinic, name: str) -> QWidget:
    """Ask one of the questions about a course in its small form."""
    clinic.visit("patient")
    page = clinic.seat.window.patient()
    wishes = {
        "next visit": page.next_visit_wanted,
        "side effect": page.side_effect_wanted,
        "clearance": page.clearance_wanted,
        "state": page.state_wanted,
        "maintenance": page.maintenance_wanted,
    }
    wishes[name].emit(clinic.patient_id, clinic.course_id)
    return clinic.seat.dialog()


@pytest.mark.parametrize("scale", [1.0, 1.25])
@pytest.mark.parametrize("question", ["next visit", "side effect", "clearance", "state", "maintenance"])
def test_no_small_form_is_silent_or_cut(clinic: Clinic, look: Look, question: str, scale: float) -> None:
    look.apply(Mode.LIGHT, scale)
    form = open_question(clinic, question)
    clinic.seat.until(lambda: not cut_words(form))
    silent = [said_of(one) for one in seen(form) if takes_focus(one) and not has_words(one)]
    clinic.seat.key("Escape")
    clinic.seat.until(lambda: clinic.seat.window.dialog is None)
    assert not silent


def test_looking_at_every_page_leaves_no_draft(clinic: Clinic) -> None:
    for page in PAGES:
        clinic.visit(page)
    clinic.visit("today")
    assert list_drafts(clinic.seat.context) == ()
