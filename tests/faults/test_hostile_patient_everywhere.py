"""A patient whose every text is hostile, on every page: the same text back, never read as markup."""

import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtCore import QAbstractItemModel, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractItemView, QLabel, QTextBrowser, QTextEdit, QWidget
from pytestqt.qtbot import QtBot
from sqlalchemy import text

from pico_tracker.domain.diary import Place, VisitEntry, VisitKind
from pico_tracker.domain.progress import Audience
from pico_tracker.domain.words import clean_line, clean_text
from pico_tracker.exchange.csv_cells import CSV_ENCODING, write_rows
from pico_tracker.services.courses import open_course
from pico_tracker.services.imports import ImportWish, import_patients
from pico_tracker.services.patients import add_patient, find_patients, read_patient
from pico_tracker.services.recalls import list_due
from pico_tracker.services.reports import print_progress_report
from pico_tracker.services.sessions import log_session
from pico_tracker.services.side_effects import report_side_effect
from pico_tracker.services.visits import book_visit
from pico_tracker.ui.desk import Desk
from pico_tracker.ui.kit.crash import CrashHandler
from pico_tracker.ui.kit.style import Look
from pico_tracker.ui.main_window import PATIENTS, SETTINGS, TODAY, MainWindow
from tests.builders import NOON, Bench
from tests.faults.hostile import SHORT
from tests.faults.room import Room

NAMES = {
    "markup": "<b>x<img src=/etc/passwd>",
    "link": SHORT["link"],
    "places": SHORT["places"] + SHORT["percents"],
    "formula": SHORT["formula"],
    "ampersand": SHORT["ampersand"],
    "right to left": SHORT["right to left"] + SHORT["emoji"],
    "marks": SHORT["marks"],
    "long": "Wolfeschlegelsteinhausenbergerdorff" * 5,
}
EVERY = pytest.mark.parametrize("what", NAMES)


class Hostile:
    """The patient on record, with a course, a session, a side effect and visits."""

    def __init__(self, bench: Bench, typed: str) -> None:
        self.typed, at_work = typed, bench.practitioner
        lists = {"allergies": (typed, "latex"), "alerts": (typed,)}
        words = dict.fromkeys(("title", "called", "language", "contact_hours", "guardian"), typed)
        longer = dict.fromkeys(("address", "family_doctor", "notes"), f"{typed}\n{typed}")
        entry = bench.patient(given_names=typed, family_name=f"Okafor {typed}"[:200], **words, **longer, **lists)
        self.patient_id = add_patient(at_work, entry).value
        self.entry = read_patient(at_work, self.patient_id).entry
        self.name = f"{self.entry.given_names} {self.entry.family_name}"
        course = bench.course(self.patient_id, area=typed, goal=typed)
        self.course_id = open_course(at_work, course).value
        session = bench.session(
            self.course_id, eye_protection=typed, note=typed, note_for_next_time=typed, passes=(bench.one_pass(),)
        )
        session_id = log_session(at_work, session).value
        report_side_effect(at_work, bench.side_effect(self.course_id, session_id, note=typed))
        book_visit(at_work, self._visit(bench))

    def _visit(self, bench: Bench) -> VisitEntry:
        return VisitEntry(
            entry_id=bench.mint(),
            patient_id=self.patient_id,
            course_ids=(),
            kind=VisitKind.REVIEW,
            place=Place(
                starts_at=NOON.replace(hour=15), minutes=30, practitioner_id=bench.practitioner.operator.id
            ),
            note=self.typed,
        )


@pytest.fixture
def hostile(what: str, file_bench: Bench) -> Hostile:
    return Hostile(file_bench, NAMES[what])


@pytest.fixture
def window(desk: Desk, page_look: Look, qtbot: QtBot) -> MainWindow:
    """The main window on the screen, the practitioner at work."""
    made = MainWindow(desk, page_look, CrashHandler())
    qtbot.addWidget(made)
    made.resize(1280, 720)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    made.start()
    return made


def labels(root: QWidget) -> list[str]:
    """Everything that labels say."""
    return [label.text() for label in root.findChildren(QLabel)]


def cells(root: QWidget) -> list[str]:
    """Everything that lists and tables say."""
    models = [view.model() for view in root.findChildren(QAbstractItemView)]
    return [said for model in models if model is not None for said in _cells(model)]


def _cells(model: QAbstractItemModel) -> list[str]:
    places = [(row, column) for row in range(model.rowCount()) for column in range(model.columnCount())]
    return [str(model.index(*place).data(Qt.ItemDataRole.DisplayRole)) for place in places]


def look_for_markup(root: QWidget) -> None:
    """Paint everything, then see that nothing is read as markup, nor any picture asked for."""
    assert not root.grab().isNull()
    assert not root.findChildren(QTextEdit)
    assert not root.findChildren(QTextBrowser)
    for label in root.findChildren(QLabel):
        assert label.textFormat() is Qt.TextFormat.PlainText, label.text()[:80]
    for widget in root.findChildren(QWidget):
        tip = widget.toolTip().removeprefix("<qt>").removesuffix("</qt>").replace("<br>", "")
        assert "<" not in tip, tip[:80]
        assert "/etc/passwd" not in widget.windowTitle()


@EVERY
def test_every_page_and_every_form_shows_the_text_as_typed(
    window: MainWindow, hostile: Hostile, room: Room
) -> None:
    patient, course = hostile.patient_id, hostile.course_id
    walk: dict[str, Callable[[], object]] = {
        "patient": lambda: window.open_patient(patient, course),
        "edit": lambda: window.edit_patient(patient),
        "course": lambda: window.new_course(patient),
        "edit course": lambda: window.edit_course(patient, course),
        "log": lambda: window.log_session(patient, course),
        "print": lambda: window.print_report(patient),
        "patients": lambda: window.go_to(PATIENTS),
        "settings": lambda: window.go_to(SETTINGS),
        "today": lambda: window.go_to(TODAY),
    }
    for where, go in walk.items():
        go()
        room.settle()
        look_for_markup(window)
        if where not in ("patients", "settings", "today"):
            page = window.pages.currentWidget() or window
            assert any(said.startswith(hostile.name[:40]) for said in labels(page)), where
            assert any(hostile.entry.allergies[0] in said for said in labels(page)), where
    window.report_side_effect(patient, course)
    room.settle()
    look_for_markup(window)
    assert window.dialog is not None
    window.dialog.reject()


@EVERY
def test_the_form_and_the_patient_page_give_back_exactly_what_is_on_record(
    window: MainWindow, hostile: Hostile, room: Room
) -> None:
    typed = hostile.typed
    window.edit_patient(hostile.patient_id)
    room.settle()
    form = window.patient_form().form
    assert form.field("given_names").value() == clean_line(typed)
    assert form.field("notes").value() == clean_text(f"{typed}\n{typed}")
    assert form.field("allergies").value() == (clean_line(typed), "latex")
    assert form.entry(hostile.entry.entry_id) == hostile.entry
    window.edit_course(hostile.patient_id, hostile.course_id)
    room.settle()
    assert window.course_form().form.field("area").value() == clean_line(typed)


@EVERY
def test_search_list_and_due_list_name_the_patient_as_typed(
    window: MainWindow, hostile: Hostile, room: Room, file_bench: Bench, qtbot: QtBot
) -> None:
    window.open_patient(hostile.patient_id)
    room.settle()
    QTest.keyClick(window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(window.search.hasFocus)
    window.search.setText("okafor")
    qtbot.waitUntil(lambda: window.search.is_open)
    look_for_markup(window)
    window.search.close_hits()
    window.go_to(PATIENTS)
    room.settle()
    assert any(hostile.name in said for said in cells(window.patients()))
    (line,) = find_patients(file_bench.practitioner, "okafor").lines
    assert line.name == hostile.name
    file_bench.clock.pass_days(150)
    window.go_to(TODAY)
    window.today().refresh()
    room.settle()
    look_for_markup(window)
    assert hostile.name in {due.patient_name for due in list_due(file_bench.practitioner)}


@EVERY
def test_a_search_for_the_text_itself_finds_or_does_not_but_never_fails(
    window: MainWindow, hostile: Hostile, room: Room
) -> None:
    window.go_to(PATIENTS)
    for typed in (hostile.typed, *SHORT.values(), hostile.typed[:2]):
        window.patients().search.set_raw_text(typed)
        room.settle()
        window.search.setText(typed)
        room.settle()


@EVERY
def test_the_report_is_printed_and_the_audit_keeps_the_text(what: str, hostile: Hostile, file_bench: Bench) -> None:
    for audience in Audience:
        pdf = print_progress_report(file_bench.practitioner, hostile.patient_id, audience)
        pages = PdfReader(io.BytesIO(pdf)).pages
        assert len(pages) >= 1
        if what in ("markup", "link", "places", "formula", "ampersand"):
            printed = "".join("".join(page.extract_text().split()) for page in pages)
            assert "".join(hostile.entry.given_names.split()) in printed
    with file_bench.database.read() as work:
        kept = work.connection.execute(text("SELECT content FROM audit_payload")).scalars().all()
    assert any(hostile.entry.given_names in _words_in(json.loads(one)) for one in kept)


def _words_in(value: object) -> set[str]:
    """Every text inside an audit row's content."""
    if isinstance(value, dict):
        return {word for one in value.values() for word in _words_in(one)}
    if isinstance(value, list):
        return {word for one in value for word in _words_in(one)}
    return {value} if isinstance(value, str) else set()


def test_a_table_of_hostile_names_comes_back_by_import(file_bench: Bench, tmp_path: Path) -> None:
    names = {what: clean_line(typed) for what, typed in {**SHORT, **NAMES}.items() if clean_line(typed)}
    path = tmp_path / "patients.csv"
    with path.open("w", encoding=CSV_ENCODING, newline="") as file:
        write_rows(("Family name", "Given names"), [(name, "Ida") for name in names.values()], file)
    wish = ImportWish(path.read_bytes(), (), None)
    done = import_patients(file_bench.administrator, wish)
    assert [one.entry.family_name for one in done.value.entries] == list(names.values())
