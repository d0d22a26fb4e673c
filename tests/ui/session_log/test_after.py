"""The card "3 After": side effects by one key, numbing with its area, products, and the aftercare sheet."""

from collections.abc import Iterator
from decimal import Decimal
from functools import partial

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from pico_tracker.domain.advice import AdviceWay
from pico_tracker.domain.responses import Anaesthesia
from pico_tracker.domain.side_effects import Severity
from pico_tracker.services.advice import read_course_advice
from pico_tracker.services.courses import open_course
from pico_tracker.services.patients import add_patient
from pico_tracker.services.sessions import log_session
from pico_tracker.services.side_effects import list_side_effect_kinds
from pico_tracker.ui.desk import Desk
from pico_tracker.ui.kit.backend import Backend
from pico_tracker.ui.kit.style import Look
from pico_tracker.ui.session_log.after import AfterCard, Extras
from pico_tracker.ui.session_log.aftercare_line import AftercareLine
from pico_tracker.ui.session_log.photos_field import PhotosField
from pico_tracker.ui.session_log.side_effects_field import SeenNow, SideEffectsField
from pico_tracker.ui.sheets.aftercare import AftercareDialog
from tests.builders import Bench


class Chair:
    """The card in a window of its own, 260 px wide, for a patient who speaks Somali."""

    def __init__(self, bench: Bench, backend: Backend, qtbot: QtBot) -> None:
        self.bench, self.qtbot = bench, qtbot
        desk = Desk(backend, bench.practitioner, backend)
        patient_id = add_patient(bench.practitioner, bench.patient(language="Somali")).value
        self.course_id = open_course(bench.practitioner, bench.course(patient_id)).value
        used = ("Panthenol ointment", "Mineral sunscreen")
        log_session(bench.practitioner, bench.session(self.course_id, products=used))
        photos = PhotosField(desk, patient_id, self.course_id)
        sheet = AftercareLine(desk, self.course_id, bench.mint())
        extras = Extras(photos=photos, sheet=sheet, used_before=("Panthenol ointment", "Shea butter"))
        kinds = list_side_effect_kinds(bench.practitioner)
        self.card = AfterCard(kinds, concern_key="tattoo", extras=extras)
        self.card.resize(260, 800)
        qtbot.addWidget(self.card)
        with qtbot.waitActive(self.card):
            self.card.show()
            self.card.activateWindow()
        self.sheet = extras.sheet
        qtbot.waitUntil(self.sheet.isVisible)

    @property
    def effects(self) -> SideEffectsField:
        return self.card.effects

    def kind(self, key: str) -> int:
        return self.bench.kind_id(key)

    def key(self, *keys: Qt.Key) -> None:
        """Press keys where the cursor is."""
        for key in keys:
            QTest.keyClick(focused(), key)

    def texts(self) -> list[str]:
        return [word.text() for word in self.effects.words]


def has_told(dialog: AftercareDialog, times: int) -> bool:
    return len(dialog.notices.notices) == times


def focused() -> QWidget:
    found = QApplication.focusWidget()
    assert found is not None
    return found


@pytest.fixture
def chair(file_bench: Bench, backend: Backend, look: Look, qtbot: QtBot) -> Iterator[Chair]:
    made = Chair(file_bench, backend, qtbot)
    yield made
    if made.sheet.dialog is not None:
        made.sheet.dialog.close()


COMMON = ["Redness", "Swelling", "Pinpoint bleeding", "Blister", "Hives", "Other…"]


def test_the_common_kinds_of_a_tattoo_stand_first_and_nothing_is_preset(chair: Chair) -> None:
    assert chair.texts() == COMMON
    assert chair.effects.value() == ()
    assert chair.effects.raw_text() == ""


def test_other_concerns_have_other_common_kinds_and_a_concern_of_the_clinics_own_the_usual_ones(
    file_bench: Bench, look: Look, qtbot: QtBot
) -> None:
    kinds = list_side_effect_kinds(file_bench.practitioner)
    for concern, second in (("acne_scar", "Bruise"), ("a concern of our own", "Blister")):
        field = SideEffectsField(kinds, concern)
        qtbot.addWidget(field)
        assert field.words[3].text() == second


def test_one_key_says_that_it_is_seen_and_mild(chair: Chair) -> None:
    chair.effects.give_focus()
    chair.key(Qt.Key.Key_1)
    assert chair.effects.value() == (SeenNow(chair.kind("erythema"), Severity.MILD),)
    assert chair.texts()[0] == "Redness, mild ×"
    chair.key(Qt.Key.Key_Right, Qt.Key.Key_2)
    assert chair.texts()[:2] == ["Redness, mild ×", "Swelling, moderate ×"]


def test_space_asks_how_severe_with_mild_ready(chair: Chair) -> None:
    chair.effects.give_focus()
    chair.key(Qt.Key.Key_Space)
    assert chair.effects.value() == (SeenNow(chair.kind("erythema")),)
    assert chair.effects.severity.about.text() == "Redness: how severe?"
    chair.key(Qt.Key.Key_Return)
    assert chair.effects.value() == (SeenNow(chair.kind("erythema"), Severity.MILD),)
    assert chair.effects.severity.isHidden()
    assert focused() is chair.effects.chip(chair.kind("erythema"))


@pytest.mark.parametrize(
    ("keys", "severity"),
    [
        ((Qt.Key.Key_Space,), Severity.MILD),
        ((Qt.Key.Key_M,), Severity.MILD),
        ((Qt.Key.Key_3,), Severity.SEVERE),
        ((Qt.Key.Key_S,), Severity.SEVERE),
        ((Qt.Key.Key_Right, Qt.Key.Key_Return), Severity.MODERATE),
        ((Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Return), Severity.SEVERE),
    ],
)
def test_how_severe_is_said_by_cursor_digit_or_first_letter(
    chair: Chair, keys: tuple[Qt.Key, ...], severity: Severity
) -> None:
    chair.effects.give_focus()
    chair.key(Qt.Key.Key_Space, *keys)
    chair.qtbot.waitUntil(lambda: chair.effects.value() == (SeenNow(chair.kind("erythema"), severity),))


def test_what_is_seen_is_taken_out_by_its_cross_or_by_delete(chair: Chair) -> None:
    blister = chair.kind("blister")
    chair.effects.set_value((SeenNow(blister, Severity.SEVERE), SeenNow(chair.kind("urticaria"), Severity.MILD)))
    chip = chair.effects.chip(blister)
    QTest.mouseClick(chip, Qt.MouseButton.LeftButton, pos=QPoint(chip.width() - 8, chip.height() // 2))
    assert chair.effects.value() == (SeenNow(chair.kind("urticaria"), Severity.MILD),)
    chair.effects.chip(chair.kind("urticaria")).setFocus()
    chair.key(Qt.Key.Key_Delete)
    assert chair.texts() == COMMON


def test_a_click_on_a_word_asks_again_how_severe(chair: Chair) -> None:
    redness = chair.kind("erythema")
    chair.effects.set_value((SeenNow(redness, Severity.MILD),))
    QTest.mouseClick(chair.effects.chip(redness), Qt.MouseButton.LeftButton, pos=QPoint(12, 12))
    chair.effects.severity.buttons[Severity.MODERATE].click()
    assert chair.effects.value() == (SeenNow(redness, Severity.MODERATE),)


def test_a_rare_kind_is_found_by_typing_and_stands_before_other(chair: Chair) -> None:
    chair.effects.give_focus()
    QTest.keyClicks(focused(), "F")
    QTest.keyClicks(focused(), "aint")
    chair.key(Qt.Key.Key_Return, Qt.Key.Key_2)
    assert chair.texts()[-2:] == ["Faint, moderate ×", "Other…"]
    assert chair.effects.add_choice.isHidden()
    chair.key(Qt.Key.Key_Delete)
    assert chair.texts() == COMMON


def test_letters_and_digits_belong_to_the_words_before_they_are_keys_of_the_page(chair: Chair) -> None:
    pressed: list[str] = []
    for key in ("H", "M", "1"):
        QShortcut(QKeySequence(key), chair.card).activated.connect(partial(pressed.append, key))
    chair.effects.give_focus()
    chair.key(Qt.Key.Key_1)
    chair.key(Qt.Key.Key_Right, Qt.Key.Key_Space, Qt.Key.Key_M)
    assert [one.severity for one in chair.effects.value()] == [Severity.MILD, Severity.MILD]
    chair.key(Qt.Key.Key_H)
    assert chair.effects.add_choice.raw_text() == "h"
    assert pressed == []
    chair.card.aftercare.give_focus()
    chair.key(Qt.Key.Key_M)
    assert pressed == ["M"]


def test_other_opens_the_search_and_closes_it_again(chair: Chair) -> None:
    chair.effects.other.click()
    assert chair.effects.add_choice.isVisible()
    QTest.keyClicks(focused(), "nothing like it")
    assert "from the list" in str(chair.effects.problems()[0].sentence)
    chair.effects.other.click()
    assert chair.effects.add_choice.isHidden()
    assert chair.effects.problems() == ()


def test_a_draft_brings_back_what_was_seen_and_asks_what_is_missing(chair: Chair) -> None:
    seen = (SeenNow(chair.kind("syncope"), Severity.MILD), SeenNow(chair.kind("blister")))
    chair.effects.set_value(seen)
    kept = chair.effects.raw_text()
    chair.effects.set_raw_text("")
    assert chair.texts() == COMMON
    chair.effects.set_raw_text(kept)
    assert chair.effects.value() == seen
    assert chair.effects.severity.about.text() == "Blister: how severe?"
    chair.effects.set_raw_text("[[1]")
    assert chair.effects.value() == ()


def test_read_only_nothing_can_be_changed(chair: Chair) -> None:
    chair.effects.set_read_only(True)
    assert not any(word.isEnabled() for word in chair.effects.words)


def test_numbing_asks_for_product_percent_minutes_and_area(chair: Chair) -> None:
    assert not chair.card.numbed_area.isVisible()
    chair.card.numbing.set_value(Anaesthesia.OTHER)
    fields = (chair.card.product, chair.card.percent, chair.card.minutes, chair.card.numbed_area)
    assert all(field.isVisible() for field in fields)
    chair.card.numbed_area.set_raw_text("38")
    assert chair.card.numbed_area.value() == Decimal(38)
    assert chair.card.numbed_area.name == "anaesthesia_area_cm2"


def test_pain_is_one_digit(chair: Chair) -> None:
    chair.card.pain.give_focus()
    chair.key(Qt.Key.Key_4)
    assert chair.card.pain.value() == 4


def test_products_are_lines_and_names_used_before_are_offered(chair: Chair) -> None:
    products = chair.card.products
    names = ("Panthenol ointment", "Shea butter", "Mineral sunscreen")
    chair.qtbot.waitUntil(lambda: products.used_before == names)
    assert products.name == "products"
    products.set_value(("Panthenol ointment", "Sunscreen 50"))
    assert products.value() == ("Panthenol ointment", "Sunscreen 50")
    inputs = [row.input for row in products._rows]
    assert all(one.completer() is not None and one.completer().completionCount() == 3 for one in inputs)


def test_the_fields_are_named_as_the_entry_and_in_reading_order(chair: Chair) -> None:
    assert [field.name for field in chair.card.fields] == [
        "pain",
        "cooling",
        "anaesthesia",
        "anaesthesia_product",
        "anaesthesia_percent",
        "anaesthesia_minutes",
        "anaesthesia_area_cm2",
        "side_effects",
        "products",
        "photo_ids",
        "aftercare_told",
    ]


def test_the_sheet_is_named_seen_and_written_down_once_however_often_it_is_printed(chair: Chair) -> None:
    assert chair.sheet.label.text() == "Aftercare sheet: tattoo removal, English, v1.1"
    assert "no complete text in Somali" in chair.sheet.label.toolTip()
    with chair.qtbot.waitSignal(chair.card.aftercare_print_wanted):
        chair.sheet.button.click()
    dialog = chair.sheet.dialog
    assert dialog is not None
    chair.qtbot.waitUntil(lambda: dialog.pdf.startswith(b"%PDF"))
    assert dialog.language.isHidden()
    for told in (1, 2):
        dialog.print_now()
        assert dialog.print_dialog is not None
        dialog.print_dialog.close()
        dialog.printed.emit()
        chair.qtbot.waitUntil(partial(has_told, dialog, told))
    (told_once,) = read_course_advice(chair.bench.practitioner, chair.course_id).told
    assert (told_once.ways, told_once.version) == (frozenset({AdviceWay.PRINTED}), "1.1")
