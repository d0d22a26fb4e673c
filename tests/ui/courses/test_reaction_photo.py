"""A photo from a file goes with what a patient reports, and the report never suffers from it."""

from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from pico_tracker.domain.photos import Photo, PhotoEntry
from pico_tracker.domain.reported_reactions import ReactionQuestion, ReportedReaction, ReportedReactionEntry
from pico_tracker.services.courses import open_course
from pico_tracker.services.incidents import list_reported_reactions, report_reaction
from pico_tracker.services.patients import add_patient
from pico_tracker.services.photos import attach_photo, list_photos
from pico_tracker.ui.courses.reaction_form import DismissForm, ReactionForm
from pico_tracker.ui.courses.side_effect_form import SideEffectForm
from pico_tracker.ui.courses.side_effect_forms import form_of_step
from pico_tracker.ui.desk import Desk
from pico_tracker.ui.patients.patient_page import PatientPage
from pico_tracker.ui.photo_strip import PhotoDialog, Picture, Thumbnail
from pico_tracker.ui.side_effect_steps import Step
from tests.builders import TODAY, Bench
from tests.ui.desks import Show

SAID = "There is a bubble."


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    """Left half red, right half blue."""
    path = tmp_path / "arm.jpg"
    image = Image.new("RGB", (1600, 800), (220, 20, 20))
    image.paste((20, 20, 220), (800, 0, 1600, 800))
    image.save(path)
    return path


@pytest.fixture
def course_id(file_bench: Bench) -> int:
    patient_id = add_patient(file_bench.practitioner, file_bench.patient()).value
    return open_course(file_bench.practitioner, file_bench.course(patient_id)).value


@pytest.fixture
def window(on_screen: Show) -> QWidget:
    made = QWidget()
    on_screen(made)
    return made


@pytest.fixture
def form(reception_desk: Desk, window: QWidget, course_id: int, qtbot: QtBot) -> ReactionForm:
    """Everything answered, nothing saved."""
    made = ReactionForm(reception_desk, 1, course_id, window)
    with qtbot.waitActive(made):
        made.open()
    qtbot.waitUntil(made.form.isEnabled)
    made.since.set_value(TODAY)
    made.said.set_value(SAID)
    for question in ReactionQuestion:
        made.questions.row(question).set_value(False)
    return made


def choose(form: ReactionForm, path: Path, qtbot: QtBot) -> None:
    """Take a file in the dialog that the button opens."""
    form.photo.choose_button.click()
    (files,) = form.findChildren(QFileDialog)
    files.fileSelected.emit(str(path))
    files.close()


def pictures(form: ReactionForm) -> list[Picture]:
    return [one for one in form.photo.findChildren(Picture) if one.isVisible()]


def test_the_photo_chosen_is_shown_and_kept_with_the_report(
    form: ReactionForm, photo: Path, file_bench: Bench, qtbot: QtBot
) -> None:
    choose(form, photo, qtbot)
    qtbot.waitUntil(lambda: bool(pictures(form)))
    assert form.photo.about.text() == "arm.jpg"
    with qtbot.waitSignal(form.saved):
        form.save_button.click()
    (reaction,) = list_reported_reactions(file_bench.practitioner, 1)
    (kept,) = list_photos(file_bench.practitioner, 1)
    assert (kept.reaction_id, kept.width, kept.height) == (reaction.id, 1600, 800)


def test_a_photo_can_be_taken_away_again(form: ReactionForm, photo: Path, file_bench: Bench, qtbot: QtBot) -> None:
    choose(form, photo, qtbot)
    qtbot.waitUntil(lambda: bool(pictures(form)))
    form.photo.remove_button.click()
    assert form.photo.path is None
    qtbot.waitUntil(lambda: not pictures(form))
    with qtbot.waitSignal(form.saved):
        form.save_button.click()
    assert len(list_reported_reactions(file_bench.practitioner, 1)) == 1
    assert list_photos(file_bench.practitioner, 1) == ()


def test_what_is_no_photo_is_said_at_once_and_the_report_is_saved_without(
    form: ReactionForm, tmp_path: Path, file_bench: Bench, qtbot: QtBot
) -> None:
    letter = tmp_path / "letter.jpg"
    letter.write_text("This is a letter.")
    choose(form, letter, qtbot)
    qtbot.waitUntil(lambda: form.photo.about.text().startswith("letter.jpg is not a photo"))
    assert form.photo.path is None
    with qtbot.waitSignal(form.saved):
        form.save_button.click()
    assert [one.entry.said for one in list_reported_reactions(file_bench.practitioner, 1)] == [SAID]


def test_a_photo_that_fails_at_last_leaves_the_report_and_says_so(
    form: ReactionForm, photo: Path, file_bench: Bench, qtbot: QtBot
) -> None:
    choose(form, photo, qtbot)
    qtbot.waitUntil(lambda: bool(pictures(form)))
    again = photo.read_bytes()
    photo.unlink()
    form.save_button.click()
    qtbot.waitUntil(lambda: bool(form.form.notices.notices))
    (notice,) = form.form.notices.notices
    assert notice.text.text().startswith("The report is on record, but without the photo. arm.jpg cannot be read")
    assert [one.entry.said for one in list_reported_reactions(file_bench.practitioner, 1)] == [SAID]
    assert not form.said.isEnabled()
    photo.write_bytes(again)
    choose(form, photo, qtbot)
    qtbot.waitUntil(lambda: bool(pictures(form)))
    with qtbot.waitSignal(form.saved):
        form.save_button.click()
    assert len(list_reported_reactions(file_bench.practitioner, 1)) == 1
    assert len(list_photos(file_bench.practitioner, 1)) == 1


def test_closing_after_a_failed_photo_tells_that_the_report_is_there(
    form: ReactionForm, photo: Path, file_bench: Bench, qtbot: QtBot
) -> None:
    choose(form, photo, qtbot)
    qtbot.waitUntil(lambda: bool(pictures(form)))
    photo.unlink()
    form.save_button.click()
    qtbot.waitUntil(lambda: bool(form.form.notices.notices))
    with qtbot.waitSignal(form.saved):
        QTest.keyClick(form, Qt.Key.Key_Escape)
    assert len(list_reported_reactions(file_bench.practitioner, 1)) == 1


@pytest.fixture
def reaction(file_bench: Bench, course_id: int, photo: Path) -> ReportedReaction:
    """What a patient reported, with a photo."""
    entry = ReportedReactionEntry(
        entry_id=file_bench.mint(),
        course_id=course_id,
        said=SAID,
        since=TODAY,
        answers=dict.fromkeys(ReactionQuestion, False),
    )
    key = report_reaction(file_bench.reception, entry).value
    attach_photo(
        file_bench.reception, PhotoEntry(entry_id=file_bench.mint(), patient_id=1, reaction_id=key, path=photo)
    )
    (found,) = list_reported_reactions(file_bench.practitioner, 1)
    return found


def thumbnails(widget: QWidget) -> list[Thumbnail]:
    return [one for one in widget.findChildren(Thumbnail) if one.isVisible()]


@pytest.mark.parametrize("step", [Step.JUDGE, Step.DISMISS])
def test_who_judges_sees_the_photo_and_opens_it_large(
    desk: Desk, window: QWidget, reaction: ReportedReaction, step: Step, qtbot: QtBot
) -> None:
    form = form_of_step(step, reaction, desk, window)
    assert isinstance(form, (SideEffectForm, DismissForm))
    with qtbot.waitActive(form):
        form.open()
    qtbot.waitUntil(lambda: len(thumbnails(form)) == 1)
    check_large(thumbnails(form)[0], form, qtbot)


def check_large(small: Thumbnail, at: QWidget, qtbot: QtBot) -> None:
    """Clicked, it opens whole, larger and in its colours."""
    small.click()
    (dialog,) = at.window().findChildren(PhotoDialog)
    qtbot.waitUntil(lambda: dialog.picture is not None and dialog.picture.isVisible())
    assert dialog.picture is not None
    image = dialog.picture.grab().toImage()
    assert (dialog.picture.width(), dialog.picture.height()) == (880, 440)
    assert image.pixelColor(200, 200).red() > 180 > image.pixelColor(200, 200).blue()
    assert image.pixelColor(680, 200).blue() > 180 > image.pixelColor(680, 200).red()
    dialog.close()


def test_the_card_of_side_effects_shows_the_photo_of_what_was_reported(
    desk: Desk, on_screen: Show, reaction: ReportedReaction, qtbot: QtBot
) -> None:
    page = PatientPage(desk)
    on_screen(page)
    page.show_patient(1)
    qtbot.waitUntil(lambda: len(thumbnails(page.side_effects)) == 1)
    check_large(thumbnails(page.side_effects)[0], page, qtbot)


def test_a_lost_file_is_said_where_the_photo_would_stand(
    desk: Desk, window: QWidget, reaction: ReportedReaction, file_bench: Bench, qtbot: QtBot
) -> None:
    assert file_bench.database.path is not None
    (file,) = file_bench.database.path.with_name("clinic.pico.photos").rglob("*.photo")
    file.unlink()
    photo: Photo = list_photos(file_bench.practitioner, 1)[0]
    dialog = PhotoDialog(desk, photo, window)
    dialog.open()
    qtbot.waitUntil(lambda: dialog.about.text().startswith("The file of this photo is missing or damaged."))
