"""Signing on the screen and on paper: what is drawn is kept, the form is printed, the scan is attached."""

from datetime import timedelta
from pathlib import Path
from typing import TypeVar

import pikepdf
import pytest
from PIL import Image
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QPointingDevice, QTabletEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from pico_tracker.domain.consent_forms import Signing
from pico_tracker.domain.consents import ConsentKind
from pico_tracker.domain.signatures import Signature
from pico_tracker.services.consent_forms import gather_signed_consent
from pico_tracker.services.consent_scans import (
    attach_consent_scan,
    list_consent_scans,
    list_signings,
    withdraw_consent_scan,
)
from pico_tracker.services.consents import list_course_consents, record_consent
from pico_tracker.services.courses import open_course, read_patient_page
from pico_tracker.services.drafts import list_drafts
from pico_tracker.services.patients import add_patient
from pico_tracker.ui.consultation.consent_page import ConsentPage
from pico_tracker.ui.consultation.panel import ConsultationPanel
from pico_tracker.ui.consultation.scan_dialog import ScanDialog
from pico_tracker.ui.consultation.signature_field import SignatureField, SignaturePad
from pico_tracker.ui.consultation.signings_card import decided_line
from pico_tracker.ui.desk import Desk
from pico_tracker.ui.kit.buttons import Button
from pico_tracker.ui.kit.chips import Chip
from pico_tracker.ui.kit.plain_text import Label
from pico_tracker.ui.kit.words import said
from pico_tracker.ui.photo_strip import Picture
from pico_tracker.ui.sheets.sheet_dialog import SheetDialog
from tests.builders import TODAY, Bench
from tests.ui.desks import Show

W = TypeVar("W", bound=QWidget)
ZIGZAG = tuple((30 + 24 * step, 60 + 30 * (step % 2)) for step in range(9))


def draw(pad: SignaturePad, places: tuple[tuple[int, int], ...] = ZIGZAG) -> None:
    """One stroke by mouse."""
    points = [QPoint(*place) for place in places]
    QTest.mousePress(pad, Qt.MouseButton.LeftButton, pos=points[0])
    for point in points[1:]:
        QTest.mouseMove(pad, point)
    QTest.mouseRelease(pad, Qt.MouseButton.LeftButton, pos=points[-1])


@pytest.fixture
def ids(file_bench: Bench) -> tuple[int, int]:
    """A patient and a tattoo's course."""
    patient_id = add_patient(file_bench.practitioner, file_bench.patient()).value
    return patient_id, open_course(file_bench.practitioner, file_bench.course(patient_id)).value


@pytest.fixture
def page(desk: Desk, on_screen: Show, ids: tuple[int, int], qtbot: QtBot) -> ConsentPage:
    made = ConsentPage(desk)
    on_screen(made)
    made.open_new(*ids)
    qtbot.waitUntil(made.banner.isVisible)
    return made


@pytest.fixture
def panel(desk: Desk, on_screen: Show) -> ConsultationPanel:
    made = ConsultationPanel(desk)
    on_screen(made)
    return made


@pytest.fixture
def field(on_screen: Show) -> SignatureField:
    made = SignatureField("signature", "Signature")
    on_screen(made)
    return made


@pytest.fixture
def scan(tmp_path: Path) -> Path:
    """A scan of two pages."""
    made = pikepdf.new()
    for _ in range(2):
        made.add_blank_page(page_size=(595, 842))
    made.save(tmp_path / "signed.pdf")
    return tmp_path / "signed.pdf"


def show(panel: ConsultationPanel, bench: Bench, qtbot: QtBot, *expected: str) -> None:
    """Show the course and wait until the chips of its signatures say what they should."""
    shown = read_patient_page(bench.practitioner, 1)
    panel.show_course(shown.patient, shown.courses[0])
    wait_for(panel, qtbot, *expected)


def wait_for(panel: ConsultationPanel, qtbot: QtBot, *expected: str) -> None:
    qtbot.waitUntil(lambda: [one.chip.text for one in visible(panel.signings, Chip)] == list(expected))


def visible(root: QWidget, kind: type[W]) -> list[W]:
    return [one for one in root.findChildren(kind) if one.isVisible()]


def press(root: QWidget, text: str) -> None:
    (button,) = [one for one in visible(root, Button) if one.said() == text]
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def opened(kind: type[W], qtbot: QtBot) -> W:
    """The dialog that is open."""
    found: list[W] = []

    def look() -> bool:
        found[:] = [one for one in QApplication.topLevelWidgets() if isinstance(one, kind) and one.isVisible()]
        return len(found) == 1

    qtbot.waitUntil(look)
    return found[0]


def notices(panel: ConsultationPanel) -> list[str]:
    return [one.text.text() for one in panel.notices.notices]


def latest(bench: Bench, course_id: int) -> Signing:
    return list_signings(bench.practitioner, course_id)[0]


def test_each_stroke_of_the_mouse_is_kept_in_thousandths_of_the_width(field: SignatureField) -> None:
    wide = field.pad.box().width()
    draw(field.pad, ((30, 60), (130, 60)))
    draw(field.pad, ((50, 90), (150, 20)))
    drawn = field.value()
    assert drawn is not None
    first, second = drawn.strokes
    assert first == tuple((round(x / wide * 1000), round(60 / wide * 1000)) for x in (30, 130))
    assert (len(second), field.note.text()) == (2, "Signed.")


def test_what_is_drawn_can_be_cleared(field: SignatureField) -> None:
    assert not field.clear_button.isEnabled()
    draw(field.pad)
    QTest.mouseClick(field.clear_button, Qt.MouseButton.LeftButton)
    assert field.value() is None
    assert field.note.text() == "Sign with the mouse, a pen or a finger."


def test_another_button_and_a_move_without_one_draw_nothing(field: SignatureField) -> None:
    QTest.mouseClick(field.pad, Qt.MouseButton.RightButton, pos=QPoint(50, 50))
    QTest.mouseMove(field.pad, QPoint(90, 60))
    assert field.value() is None


def test_a_pen_draws_and_is_not_taken_for_a_mouse_too(field: SignatureField) -> None:
    kinds = (QEvent.Type.TabletPress, QEvent.Type.TabletMove, QEvent.Type.TabletRelease)
    for kind, place in zip(kinds, ((40, 40), (140, 90), (140, 90)), strict=True):
        at = QPointF(*place)
        event = QTabletEvent(
            kind,
            QPointingDevice.primaryPointingDevice(),
            at,
            at,
            0.5,
            0.0,
            0.0,
            0.0,
            0.0,
            0.0,
            Qt.KeyboardModifier.NoModifier,
            Qt.MouseButton.LeftButton,
            Qt.MouseButton.LeftButton,
        )
        event.setAccepted(False)
        assert QApplication.sendEvent(field.pad, event)
        assert event.isAccepted()
    drawn = field.value()
    assert drawn is not None
    assert [len(stroke) for stroke in drawn.strokes] == [2]


def test_a_finger_draws(field: SignatureField) -> None:
    screen = QTest.createTouchDevice()
    QTest.touchEvent(field.pad, screen).press(0, QPoint(40, 40), field.pad).commit()
    QTest.touchEvent(field.pad, screen).move(0, QPoint(140, 90), field.pad).commit()
    QTest.touchEvent(field.pad, screen).release(0, QPoint(140, 90), field.pad).commit()
    drawn = field.value()
    assert drawn is not None
    assert [len(stroke) for stroke in drawn.strokes] == [2]


def test_a_signature_on_the_screen_goes_on_record_with_the_consent(
    page: ConsentPage, ids: tuple[int, int], file_bench: Bench, qtbot: QtBot
) -> None:
    page.form.restore({"treatment": "yes"})
    draw(page.form.signature.pad)
    drawn = page.form.drawn()
    with qtbot.waitSignal(page.saved):
        page.save()
    signing = latest(file_bench, ids[1])
    signed = gather_signed_consent(file_bench.practitioner, signing.id)
    assert signed.drawn is not None
    assert signed.drawn.signature == drawn
    assert signed.is_as_signed


def test_without_a_signature_the_form_asks_for_it_or_for_paper(
    page: ConsentPage, ids: tuple[int, int], file_bench: Bench, qtbot: QtBot
) -> None:
    page.form.restore({"treatment": "yes"})
    page.save()
    found = [said(one.sentence) for one in page.form.signature.findings]
    assert found == ["Sign in the field, or choose that it is signed on paper."]
    assert page.form.signature.pad.hasFocus()
    page.form.restore({"signed_where": "On paper"})
    assert not page.form.signature.isVisible()
    with qtbot.waitSignal(page.saved):
        page.save()
    assert not latest(file_bench, ids[1]).is_drawn


def test_a_refused_signing_says_at_the_top_what_is_missing_and_shows_it(page: ConsentPage, qtbot: QtBot) -> None:
    page.form.restore({"treatment": "yes"})
    pad, top = page.form.signature.pad, page.form.field("treatment")
    assert not is_in_view(pad)
    page.save()
    (told,) = [one.text.text() for one in page.notices.notices]
    assert told == "Not signed yet. Sign in the field, or choose that it is signed on paper."
    qtbot.waitUntil(lambda: is_in_view(pad))
    assert pad.hasFocus()
    page.form.restore({"treatment": ""})
    page.save()
    (told,) = [one.text.text() for one in page.notices.notices]
    assert told.startswith("Not signed yet. Choose what is given or refused.")
    qtbot.waitUntil(lambda: is_in_view(top))


def test_what_is_signed_after_a_refusal_leaves_no_word_of_it(page: ConsentPage, qtbot: QtBot) -> None:
    page.form.restore({"treatment": "yes"})
    page.save()
    draw(page.form.signature.pad)
    with qtbot.waitSignal(page.saved):
        page.save()
    assert page.notices.notices == ()


def is_in_view(widget: QWidget) -> bool:
    """Whether all of it can be seen."""
    return widget.visibleRegion().boundingRect().height() >= widget.height()


def test_what_is_changed_after_signing_is_signed_again(page: ConsentPage) -> None:
    page.form.restore({"treatment": "yes"})
    draw(page.form.signature.pad)
    page.form.restore({"photos_marketing": "yes"})
    assert page.form.signature.value() is None
    assert page.form.signature.note.text() == "Something above was changed after signing. Sign again."


def test_an_earlier_day_is_signed_on_paper(page: ConsentPage) -> None:
    page.form.restore({"treatment": "yes", "given_on": "20 Nov 2026"})
    draw(page.form.signature.pad)
    page.save()
    found = [said(one.sentence) for one in page.form.signature.findings]
    assert found == ["What is signed on the screen is signed today. For another day choose on paper."]


def test_a_draft_never_holds_a_signature(
    page: ConsentPage, ids: tuple[int, int], file_bench: Bench, qtbot: QtBot
) -> None:
    page.form.restore({"treatment": "yes"})
    draw(page.form.signature.pad)
    page.leave()
    qtbot.waitUntil(page.discard_button.isVisible)
    (draft,) = list_drafts(file_bench.practitioner)
    assert draft.content["signature"] == ""
    page.open_new(*ids, draft)
    qtbot.waitUntil(page.banner.isVisible)
    assert page.form.raw()["treatment"] == "yes"
    assert page.form.signature.value() is None


def test_the_form_to_be_signed_by_hand_is_printed_from_the_page(page: ConsentPage, qtbot: QtBot) -> None:
    page.form.restore({"signed_where": "On paper"})
    qtbot.waitUntil(page.form.print_button.isVisible)
    page.form.print_button.click()
    dialog = opened(SheetDialog, qtbot)
    qtbot.waitUntil(dialog.print_button.isEnabled)
    assert dialog.pdf.startswith(b"%PDF")
    dialog.reject()


def test_the_form_is_printed_from_the_consents_too(
    panel: ConsultationPanel, ids: tuple[int, int], file_bench: Bench, qtbot: QtBot
) -> None:
    show(panel, file_bench, qtbot)
    press(panel.consents, "Print form")
    dialog = opened(SheetDialog, qtbot)
    qtbot.waitUntil(dialog.print_button.isEnabled)
    dialog.reject()


def test_each_signature_says_where_it_is(
    panel: ConsultationPanel, ids: tuple[int, int], file_bench: Bench, scan: Path, qtbot: QtBot
) -> None:
    assert not panel.signings.isVisible()
    early = file_bench.consent(ids[1], given_on=TODAY - timedelta(days=3))
    scanned = record_consent(file_bench.practitioner, early).value
    attach_consent_scan(file_bench.practitioner, scanned, scan)
    record_consent(file_bench.practitioner, file_bench.consent(ids[1], given_on=TODAY - timedelta(days=1)))
    drawn = Signature((((10, 10), (400, 200)),))
    record_consent(file_bench.practitioner, file_bench.consent(ids[1]), drawn)
    show(panel, file_bench, qtbot, "Signed on screen", "On paper, not scanned yet", "On paper, 2 pages")
    told = [label.text() for label in visible(panel.signings, Label)]
    assert "22 Nov 2026, Amara Nwosu (the patient)" in told
    assert "For: Treatment" in told


@pytest.mark.parametrize(
    ("treatment", "marketing", "told"),
    [
        (True, False, "For: Treatment; refused: Photos for marketing"),
        (True, True, "For: Treatment, Photos for marketing"),
        (False, False, "Refused: Treatment, Photos for marketing"),
    ],
)
def test_what_was_refused_stands_apart_from_what_was_given(
    ids: tuple[int, int], file_bench: Bench, treatment: bool, marketing: bool, told: str
) -> None:
    decisions = {ConsentKind.TREATMENT: treatment, ConsentKind.PHOTOS_MARKETING: marketing}
    record_consent(file_bench.practitioner, file_bench.consent(ids[1], decisions=decisions))
    assert decided_line(latest(file_bench, ids[1])) == told


def test_a_scan_is_attached_and_taken_back(
    panel: ConsultationPanel, ids: tuple[int, int], file_bench: Bench, scan: Path, qtbot: QtBot
) -> None:
    signing_id = record_consent(file_bench.practitioner, file_bench.consent(ids[1])).value
    show(panel, file_bench, qtbot, "On paper, not scanned yet")
    press(panel.signings, "Attach scan")
    dialog = opened(QFileDialog, qtbot)
    assert dialog.windowTitle() == "Choose the scan"
    dialog.fileSelected.emit(str(scan))
    dialog.reject()
    wait_for(panel, qtbot, "On paper, 2 pages")
    assert notices(panel) == ["2 pages are attached."]
    press(panel.notices, "Undo")
    wait_for(panel, qtbot, "On paper, not scanned yet")
    press(panel.notices, "Put it back")
    wait_for(panel, qtbot, "On paper, 2 pages")
    panel.signings.attach(signing_id, str(scan))
    qtbot.waitUntil(lambda: notices(panel) == ["This scan is attached already. Nothing was added."])


def test_what_is_no_scan_is_refused_on_the_page(
    panel: ConsultationPanel, ids: tuple[int, int], file_bench: Bench, tmp_path: Path, qtbot: QtBot
) -> None:
    signing_id = record_consent(file_bench.practitioner, file_bench.consent(ids[1])).value
    show(panel, file_bench, qtbot, "On paper, not scanned yet")
    path = tmp_path / "letter.pdf"
    path.write_text("This is a letter.")
    panel.signings.attach(signing_id, str(path))
    qtbot.waitUntil(lambda: notices(panel)[:1] != ["letter.pdf is being read."])
    (told,) = notices(panel)
    assert told.startswith("letter.pdf is not a scan in PDF, JPEG, PNG or WebP")


def test_the_pages_are_read_and_one_is_taken_away_and_put_back(
    panel: ConsultationPanel, ids: tuple[int, int], file_bench: Bench, scan: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    signing_id = record_consent(file_bench.practitioner, file_bench.consent(ids[1])).value
    attach_consent_scan(file_bench.practitioner, signing_id, scan)
    Image.new("L", (600, 800), 90).save(tmp_path / "third.png")
    attach_consent_scan(file_bench.practitioner, signing_id, tmp_path / "third.png")
    show(panel, file_bench, qtbot, "On paper, 3 pages")
    press(panel.signings, "Show pages")
    dialog = opened(ScanDialog, qtbot)
    qtbot.waitUntil(lambda: dialog.area.widget() is not None)
    assert dialog.about.text() == "Page 1 of 3, scanned 22 Nov 2026, Practitioner"
    assert not dialog.back_button.isEnabled()
    dialog.on_button.click()
    dialog.on_button.click()
    assert not dialog.on_button.isEnabled()
    qtbot.waitUntil(lambda: [one.width() for one in visible(dialog.area, Picture)] == [600])
    dialog.take_away_button.click()
    qtbot.waitUntil(lambda: dialog.about.text().startswith("Page 2 of 2"))
    assert len(list_consent_scans(file_bench.practitioner, signing_id)) == 2
    press(dialog.notices, "Undo")
    qtbot.waitUntil(lambda: dialog.about.text().startswith("Page 2 of 3"))
    dialog.reject()
    wait_for(panel, qtbot, "On paper, 3 pages")


def test_a_page_taken_away_can_be_put_back_long_after(
    panel: ConsultationPanel, ids: tuple[int, int], file_bench: Bench, scan: Path, qtbot: QtBot
) -> None:
    signing_id = record_consent(file_bench.practitioner, file_bench.consent(ids[1])).value
    for one in attach_consent_scan(file_bench.practitioner, signing_id, scan).value:
        withdraw_consent_scan(file_bench.practitioner, one)
    show(panel, file_bench, qtbot, "On paper, not scanned yet")
    press(panel.signings, "Show pages")
    dialog = opened(ScanDialog, qtbot)
    qtbot.waitUntil(dialog.away.isVisible)
    assert dialog.away_text.text() == "2 pages taken away"
    qtbot.waitUntil(lambda: any(one.said() == "Put page 2 back" for one in visible(dialog.away, Button)))
    press(dialog.away, "Put page 2 back")
    qtbot.waitUntil(lambda: dialog.about.text().startswith("Page 1 of 1"))
    qtbot.waitUntil(lambda: dialog.away_text.text() == "1 page taken away")
    qtbot.waitUntil(lambda: [one.text.text() for one in dialog.notices.notices] == ["The page is back."])
    qtbot.waitUntil(lambda: any(one.said() == "Put back" for one in visible(dialog.away, Button)))
    press(dialog.away, "Put back")
    qtbot.waitUntil(lambda: dialog.about.text().startswith("Page 1 of 2"))
    qtbot.waitUntil(lambda: not dialog.away.isVisible())
    dialog.take_away_button.click()
    qtbot.waitUntil(dialog.away.isVisible)
    told = ["Page 1 is taken away. It can be put back below."]
    qtbot.waitUntil(lambda: [one.text.text() for one in dialog.notices.notices] == told)
    dialog.reject()
    wait_for(panel, qtbot, "On paper, 1 page")


def test_what_was_signed_is_printed_with_its_pages(
    panel: ConsultationPanel, ids: tuple[int, int], file_bench: Bench, scan: Path, qtbot: QtBot
) -> None:
    signing_id = record_consent(file_bench.practitioner, file_bench.consent(ids[1])).value
    attach_consent_scan(file_bench.practitioner, signing_id, scan)
    show(panel, file_bench, qtbot, "On paper, 2 pages")
    press(panel.signings, "Print")
    dialog = opened(SheetDialog, qtbot)
    qtbot.waitUntil(dialog.print_button.isEnabled)
    assert dialog.pdf.startswith(b"%PDF")
    dialog.reject()


def test_nothing_is_signed_by_pressing_twice(
    page: ConsentPage, ids: tuple[int, int], file_bench: Bench, qtbot: QtBot
) -> None:
    page.form.restore({"treatment": "yes"})
    draw(page.form.signature.pad)
    with qtbot.waitSignal(page.saved):
        page.save()
        page.save()
    assert len(list_course_consents(file_bench.practitioner, ids[1])) == 1
