"""The safety part of the patient page: what was answered, what is to ask, test patches."""

from datetime import timedelta
from decimal import Decimal

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from pico_tracker.domain.rules import RuleKind
from pico_tracker.domain.screening import Answer
from pico_tracker.domain.test_patches import PatchEntry, PatchReadingEntry, PatchResult
from pico_tracker.services.courses import open_course, read_patient_page
from pico_tracker.services.patients import add_patient
from pico_tracker.services.rules import put_rule_in_force
from pico_tracker.services.screening import Screening, read_screening, record_answers
from pico_tracker.services.test_patches import read_patch_series, record_test_patch
from pico_tracker.ui.desk import Desk
from pico_tracker.ui.kit.chips import ChipText
from pico_tracker.ui.kit.field import FindingLine
from pico_tracker.ui.kit.plain_text import Label
from pico_tracker.ui.safety.ask_dialog import AskDialog
from pico_tracker.ui.safety.panel import SafetyPanel
from tests.builders import Bench
from tests.ui.desks import Show

PATCH_FIRST = "Nothing on record stops it; test patch first"
FIRST_PATCH = "A test patch comes before the first session with a laser and wavelength on this area."
ON_THE_DAY = "The questions of each visit are asked on the day."


@pytest.fixture
def course_id(file_bench: Bench) -> int:
    patient_id = add_patient(file_bench.practitioner, file_bench.patient()).value
    return open_course(file_bench.practitioner, file_bench.course(patient_id)).value


@pytest.fixture
def window(on_screen: Show) -> QWidget:
    """Somewhere for dialogs to belong to."""
    made = QWidget()
    on_screen(made)
    return made


class Look:
    """The panel with what it says."""

    def __init__(self, panel: SafetyPanel, bench: Bench, qtbot: QtBot) -> None:
        self.panel, self.bench, self.qtbot = panel, bench, qtbot

    def open(self, says: str) -> None:
        """Show the course and wait until the verdict says this."""
        page = read_patient_page(self.bench.practitioner, 1)
        self.panel.show_course(page.patient, page.courses[0])
        self.qtbot.waitUntil(lambda: self.panel.verdict.isVisible() and self.verdict == says)

    @property
    def verdict(self) -> str:
        return self.panel.verdict.accessibleName()

    @property
    def found(self) -> list[str]:
        return [one.accessibleName() for one in self.widgets if isinstance(one, FindingLine)]

    @property
    def texts(self) -> list[str]:
        """The sentences under the verdict that are no findings."""
        return [one.text() for one in self.widgets if isinstance(one, Label)]

    @property
    def widgets(self) -> list[QWidget | None]:
        """What stands under the verdict, from the top."""
        items = (self.panel.found.itemAt(place) for place in range(self.panel.found.count()))
        return [item.widget() for item in items if item is not None]

    def answer(self, title: str) -> tuple[str, str, str]:
        """Answer, asked and asked again of a question."""
        table = self.panel.answers
        row = next(one for one in table.records.rows if one.question.title == title)
        cells = [column.cell(row) for column in table.records.columns]
        chip = cells[1]
        assert isinstance(chip, ChipText)
        return chip.text, str(cells[2]), str(cells[3])


@pytest.fixture
def look(desk: Desk, file_bench: Bench, on_screen: Show, qtbot: QtBot, course_id: int) -> Look:
    panel = SafetyPanel(desk)
    on_screen(panel)
    return Look(panel, file_bench, qtbot)


def patch(bench: Bench, course_id: int, days_ago: int) -> int:
    entry = PatchEntry(
        entry_id=bench.mint(),
        course_id=course_id,
        device_id=bench.device_id,
        wavelength_nm=1064,
        pulse_duration_ps=450,
        spot_width_mm=Decimal(4),
        fluence_j_cm2=Decimal("2.4"),
        placed_on=bench.practitioner.today() - timedelta(days=days_ago),
    )
    return record_test_patch(bench.practitioner, entry).value


def test_a_patient_nobody_asked_yet_has_questions_to_ask(look: Look) -> None:
    look.open("Questions to ask")
    assert look.found[0].startswith("Not possible: Ask before treating: Sun or tan on the area;")
    assert look.answer("Gold treatment, ever") == ("Not asked yet", "", "Now")
    assert look.panel.patches.empty.isVisible()


def test_answers_stand_with_their_age_and_when_they_are_asked_again(look: Look, course_id: int) -> None:
    bench = look.bench
    record_answers(bench.practitioner, course_id, bench.all_no(keloid=Answer.YES))
    look.open("With a reason")
    assert look.found == [
        "Caution: Keloid or thick scars. Outside your rules. Go gently, and only after a test patch."
    ]
    assert look.answer("Keloid or thick scars") == ("Yes", "22 Nov 2026, Practitioner", "23 Nov 2027")
    assert look.answer("Isotretinoin in the last 6 months")[2] == "21 Feb 2027"
    assert look.answer("Sun or tan on the area")[2] == "Each visit"
    assert look.panel.answers.records.rows[0].question.key == "keloid"


def test_what_is_stale_is_said_to_be_asked_again(look: Look, course_id: int) -> None:
    record_answers(look.bench.practitioner, course_id, look.bench.all_no())
    look.open("May be treated")
    look.bench.clock.pass_days(91)
    look.open("Questions to ask")
    assert look.answer("Isotretinoin in the last 6 months") == ("Ask again", "22 Nov 2026, Practitioner", "Now")


def test_between_visits_the_questions_of_each_visit_alarm_nobody(look: Look, course_id: int) -> None:
    record_answers(look.bench.practitioner, course_id, look.bench.all_no(orbital_rim=Answer.UNSURE))
    look.bench.clock.pass_days(1)
    look.open("Stop")
    (only,) = look.found
    assert only.startswith("Only with a reason: Area inside the bony rim of the eye: unsure")
    assert look.texts == [
        "Not fully sourced, confirm with your clinician: Area inside the bony rim of the eye",
        ON_THE_DAY,
    ]


def test_the_headline_says_no_more_than_holds_while_a_test_patch_and_the_visit_come_first(
    look: Look, course_id: int
) -> None:
    put_rule_in_force(look.bench.administrator, RuleKind.QUESTION, "test_patch", 2, "We test.", in_force=True)
    record_answers(look.bench.practitioner, course_id, look.bench.all_no())
    look.bench.clock.pass_days(1)
    look.open(PATCH_FIRST)
    assert look.texts[-2:] == [FIRST_PATCH, ON_THE_DAY]
    key = patch(look.bench, course_id, 10)
    today = look.bench.practitioner.today()
    seen = PatchReadingEntry(entry_id=look.bench.mint(), patch_id=key, read_on=today, result=PatchResult.NORMAL)
    read_patch_series(look.bench.practitioner, (seen,))
    look.open("Nothing on record stops it; still to ask")
    assert look.texts[-1] == ON_THE_DAY
    assert FIRST_PATCH not in look.texts
    record_answers(look.bench.practitioner, course_id, look.bench.all_no())
    look.open("May be treated")


def test_all_that_applies_is_asked_in_a_dialog_and_recorded(
    look: Look, desk: Desk, window: QWidget, course_id: int, qtbot: QtBot
) -> None:
    look.open("Questions to ask")
    with qtbot.waitSignal(look.panel.ask_wanted) as wish:
        look.panel.ask_button.click()
    assert wish.args is not None
    dialog = AskDialog(desk, wish.args[0], window)
    dialog.open()
    asked = [row.question.key for row in dialog.asked()]
    assert asked[:5] == ["visit_sun", "visit_pregnant", "visit_changes", "visit_infection", "visit_marks"]
    assert "tan" not in asked
    dialog.rows[0].answer.set_value(Answer.UNSURE)
    assert "tan" in [row.question.key for row in dialog.asked()]
    dialog.answer_rest()
    with qtbot.waitSignal(dialog.accepted):
        dialog.finish()
    look.open("May be treated")


def test_a_refused_answer_is_said_in_the_dialog(
    desk: Desk, file_bench: Bench, window: QWidget, course_id: int, qtbot: QtBot
) -> None:
    screening: Screening = read_screening(file_bench.practitioner, course_id)
    dialog = AskDialog(desk, screening, window)
    dialog.open()
    dialog.rows[0].answer.set_value(Answer.NO)
    dialog._course_id = 404
    dialog.finish()
    qtbot.waitUntil(lambda: bool(dialog.notices.notices))
    assert dialog.save_button.isEnabled()
    dialog.reject()


def test_a_patch_that_waits_says_until_when_and_an_older_one_is_replaced(look: Look, course_id: int) -> None:
    patch(look.bench, course_id, 9)
    patch(look.bench, course_id, 1)
    look.open("Questions to ask")
    table = look.panel.patches.table
    newest, older = (table.records.columns[-1].cell(one) for one in table.records.rows)
    assert isinstance(newest, ChipText)
    assert isinstance(older, ChipText)
    assert (newest.text, older.text) == ("Wait until 23 Nov 2026", "Replaced")
