"""The tab "Paper": letterhead and sheets as typed, seen at once, kept by Save."""

from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QColorDialog, QFileDialog
from pytestqt.qtbot import QtBot

from pico_tracker.domain.letterheads import HOUSE_COLOUR, HOUSE_LETTERHEAD, Letterhead
from pico_tracker.domain.printouts import SheetKind
from pico_tracker.domain.rules import RuleKind
from pico_tracker.domain.sheet_templates import SheetTemplate
from pico_tracker.services.clinics import read_clinic
from pico_tracker.services.letterheads import read_letterhead, read_template, save_letterhead
from pico_tracker.ui.kit.field import Field
from pico_tracker.ui.settings.letterhead_fields import said_contrast
from pico_tracker.ui.settings.page import PAPER, SettingsPage
from pico_tracker.ui.settings.paper_part import PaperPart
from tests.builders import Bench
from tests.ui.settings.conftest import OpenSettings

PLUM = "#7a1f5c"


@pytest.fixture
def part(qtbot: QtBot, settings: SettingsPage) -> PaperPart:
    """The administrator's tab, once it is there and shows a sheet."""
    settings.show_paper()
    made = settings.paper
    assert made is not None
    qtbot.waitUntil(lambda: made.known is not None and bool(made.preview.pages))
    return made


def _shown(part: PaperPart) -> str:
    pages = PdfReader(BytesIO(part.preview._pdf)).pages if part.preview._pdf else []
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def _said(field: Field[bytes] | Field[str]) -> list[str]:
    return [str(one.sentence) for one in field.findings]


def _notices(page: SettingsPage) -> list[str]:
    return [notice.text.text() for notice in page.notices.notices]


def _logo(folder: Path) -> Path:
    path = folder / "logo.png"
    Image.new("RGB", (900, 300), PLUM).save(path)
    return path


def test_what_is_typed_shows_at_once_and_is_kept_by_save_only(
    qtbot: QtBot, part: PaperPart, settings: SettingsPage, file_bench: Bench
) -> None:
    assert "Sample patient" in _shown(part)
    part.footer.set_value("Registered as 12-345.")
    part.sheets.closing.set_value("See you soon.")
    qtbot.waitUntil(lambda: "Registered as 12-345." in _shown(part) and "See you soon." in _shown(part))
    assert part.unsaved.text() == "Not saved yet"
    assert read_letterhead(file_bench.administrator) == HOUSE_LETTERHEAD
    part.colour.give_focus()
    QTest.keyClick(part.colour.input, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: bool(_notices(settings)))
    assert _notices(settings) == ["Saved. Every sheet printed from now on looks like this."]
    assert part.unsaved.text() == ""
    assert read_letterhead(file_bench.administrator).footer == "Registered as 12-345."
    kept = read_template(file_bench.administrator, SheetKind.PROGRESS_REPORT)
    assert kept == SheetTemplate(closing="See you soon.")


def test_while_typing_the_page_stays_where_the_eye_is_and_another_sheet_begins_at_its_top(
    qtbot: QtBot, part: PaperPart
) -> None:
    page = part.preview.pages[0]
    part.footer.set_value("Registered as 12-345.")
    qtbot.waitUntil(lambda: "Registered as 12-345." in _shown(part))
    qtbot.waitUntil(lambda: not page.picture.isNull())
    assert part.preview.pages[0] is page
    part.sheets.show_kind(SheetKind.DAY_SHEET)
    qtbot.waitUntil(lambda: part.preview.pages[0] is not page)


def test_each_sheet_has_its_own_words_and_sections_and_keeps_them_while_another_is_looked_at(
    qtbot: QtBot, part: PaperPart, settings: SettingsPage, file_bench: Bench
) -> None:
    part.sheets.sections[SheetKind.PROGRESS_REPORT].ticks["sessions"].click()
    qtbot.waitUntil(lambda: "Your sessions" not in _shown(part))
    part.sheets.show_kind(SheetKind.AFTERCARE)
    part.sheets.opening.set_value("Thank you for coming.")
    part.sheets.show_kind(SheetKind.DAY_SHEET)
    assert not part.sheets.opening.isVisible()
    qtbot.waitUntil(lambda: "Thank you" not in _shown(part) and "Sample patient" in _shown(part))
    part.sheets.show_kind(SheetKind.AFTERCARE)
    assert part.sheets.opening.value() == "Thank you for coming."
    assert part.sheets.title.text() == "Aftercare"
    part.save()
    qtbot.waitUntil(lambda: bool(_notices(settings)))
    report = read_template(file_bench.administrator, SheetKind.PROGRESS_REPORT)
    assert report == SheetTemplate(hidden=frozenset({"sessions"}))
    assert read_template(file_bench.administrator, SheetKind.AFTERCARE).opening == "Thank you for coming."
    assert read_template(file_bench.administrator, SheetKind.DAY_SHEET) == SheetTemplate()


def test_a_colour_says_how_well_it_is_read_and_a_light_one_is_refused_beside_it(
    part: PaperPart, file_bench: Bench
) -> None:
    assert part.colour.said.text() == "Contrast 5.9 : 1 on white, readable"
    part.colour.set_value("#FFCC00")
    assert part.colour.said.text() == "Contrast 1.5 : 1 on white, too light to read"
    part.footer.set_value("Kept while it is refused.")
    part.save()
    assert _said(part.colour) == ["This colour is too light to be read on white paper. Choose a darker one."]
    part.colour.set_value("teal")
    assert part.colour.said.text() == ""
    part.save()
    assert _said(part.colour) == ["Write the colour as in #0b6e75."]
    assert part.footer.value() == "Kept while it is refused."
    assert read_letterhead(file_bench.administrator) == HOUSE_LETTERHEAD


def test_words_about_a_colour_follow_the_guideline() -> None:
    """#767676 has 4.54 : 1 and #777777 has 4.48 : 1; black has 21 : 1."""
    assert said_contrast("#767676") == "Contrast 4.5 : 1 on white, readable"
    assert said_contrast("#777777") == "Contrast 4.4 : 1 on white, too light to read"
    assert said_contrast("#000000") == "Contrast 21.0 : 1 on white, easy to read"


def test_a_colour_is_chosen_in_the_dialog_of_colours(part: PaperPart) -> None:
    part.colour.choose_button.click()
    (dialog,) = part.colour.findChildren(QColorDialog)
    dialog.colorSelected.emit(QColor(PLUM))
    dialog.close()
    assert part.colour.value() == PLUM


def test_a_logo_is_cleaned_seen_saved_and_removed(
    qtbot: QtBot, part: PaperPart, settings: SettingsPage, file_bench: Bench, tmp_path: Path
) -> None:
    part.logo.choose_button.click()
    (files,) = part.logo.findChildren(QFileDialog)
    files.fileSelected.emit(str(_logo(tmp_path)))
    files.close()
    qtbot.waitUntil(lambda: bool(part.logo.value()))
    qtbot.waitUntil(lambda: b"/Image" in part.preview._pdf)
    part.save()
    qtbot.waitUntil(lambda: bool(_notices(settings)))
    kept = read_letterhead(file_bench.administrator).logo
    assert Image.open(BytesIO(kept)).size == (600, 200)
    part.logo.set_raw_text(part.logo.raw_text())
    assert part.unsaved.text() == ""
    part.logo.remove_button.click()
    assert part.logo.value() == b""
    assert not part.logo.remove_button.isEnabled()
    assert part.unsaved.text() == "Not saved yet"


def test_a_file_that_is_no_picture_is_refused_beside_the_logo(
    qtbot: QtBot, part: PaperPart, tmp_path: Path
) -> None:
    path = tmp_path / "logo.svg"
    path.write_text("<svg/>")
    part.logo.file_wanted.emit(str(path))
    qtbot.waitUntil(lambda: bool(part.logo.findings))
    assert _said(part.logo)[0].startswith("logo.svg is not a picture in PNG, JPEG or WebP")


def test_what_is_typed_stays_when_somebody_else_changes_the_paper(
    qtbot: QtBot, part: PaperPart, file_bench: Bench
) -> None:
    part.footer.set_value("Mine.")
    save_letterhead(file_bench.administrator, Letterhead(footer="Theirs."))
    part.refresh()
    qtbot.waitUntil(lambda: "Mine." in _shown(part))
    assert part.footer.value() == "Mine."


def test_without_changes_the_tab_follows_the_record(qtbot: QtBot, part: PaperPart, file_bench: Bench) -> None:
    save_letterhead(file_bench.administrator, Letterhead(footer="Theirs.", colour=PLUM))
    part.refresh()
    qtbot.waitUntil(lambda: part.footer.value() == "Theirs.")
    assert part.colour.value() == PLUM


def test_a_sheet_whose_lines_are_rules_leads_to_them(qtbot: QtBot, part: PaperPart, settings: SettingsPage) -> None:
    assert not part.sheets.rules_button.isVisible()
    part.sheets.show_kind(SheetKind.CONSENT_FORM)
    assert part.sheets.rules_button.isVisible()
    part.sheets.rules_button.click()
    assert settings.rules is not None
    rules = settings.rules
    qtbot.waitUntil(lambda: rules.book.kind is RuleKind.CONSENT_TEXT)


def test_others_have_no_such_tab(open_settings: OpenSettings, file_bench: Bench) -> None:
    page = open_settings(file_bench.practitioner)
    page.show_paper()
    assert page.paper is None
    assert PAPER not in page.parts.strip.names


def test_the_house_colour_stands_there_at_first(part: PaperPart) -> None:
    assert part.colour.value() == HOUSE_COLOUR
    assert not part.is_changed()


def test_the_version_of_the_local_rules_is_kept_with_the_clinic(
    qtbot: QtBot, settings: SettingsPage, file_bench: Bench
) -> None:
    card = settings.clinic
    assert card is not None
    settings.refresh()
    qtbot.waitUntil(lambda: card._known is not None)
    field = card.form.field("local_rules")
    field.set_value("3 of 1 March 2026, laser protection adviser")
    card.save()
    qtbot.waitUntil(lambda: bool(_notices(settings)))
    clinic = read_clinic(file_bench.database)
    assert clinic is not None
    assert clinic.local_rules == "3 of 1 March 2026, laser protection adviser"
    card.form.field("phone").set_value("0113 496 0999")
    card.save()
    qtbot.waitUntil(lambda: len(_notices(settings)) > 1)
    again = read_clinic(file_bench.database)
    assert again is not None
    assert again.local_rules == clinic.local_rules
