"""Beside the text of a sheet: the sheet as it would come out."""

from io import BytesIO

import pytest
from pypdf import PdfReader
from pytestqt.qtbot import QtBot

from pico_tracker.domain.printouts import SheetKind
from pico_tracker.domain.rules import RuleKind
from pico_tracker.ui.settings.page import SettingsPage
from pico_tracker.ui.settings.rule_form import RuleForm
from pico_tracker.ui.settings.rule_preview import RulePreview


@pytest.fixture
def form(qtbot: QtBot, settings: SettingsPage) -> RuleForm:
    """The form of the instruction for everyone."""
    settings.show_rules(RuleKind.INSTRUCTION)
    rules = settings.rules
    assert rules is not None
    qtbot.waitUntil(lambda: rules.table.records.rowCount() > 0)
    rules.open_rule(RuleKind.INSTRUCTION, "en.general")
    qtbot.waitUntil(lambda: rules.view.sight is not None)
    rules.view.edit_button.click()
    assert isinstance(rules.form, RuleForm)
    return rules.form


@pytest.fixture
def preview(form: RuleForm) -> RulePreview:
    """The sheet beside it."""
    assert form.preview is not None
    return form.preview


def _shown(preview: RulePreview) -> str:
    pages = PdfReader(BytesIO(preview.view._pdf)).pages if preview.view._pdf else []
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def test_a_line_that_is_typed_shows_on_the_sheet(qtbot: QtBot, form: RuleForm, preview: RulePreview) -> None:
    qtbot.waitUntil(lambda: "Wash gently with lukewarm water" in _shown(preview))
    assert "For everyone: version 2" in _shown(preview)
    form.form.field("aftercare").set_value(("Keep it dry, we say.",))
    qtbot.waitUntil(lambda: "Keep it dry, we say." in _shown(preview))
    assert "Wash gently" not in _shown(preview)
    form.reject()


def test_the_same_text_is_seen_as_the_sheet_before_a_session(
    qtbot: QtBot, form: RuleForm, preview: RulePreview
) -> None:
    preview.choice.set_value(SheetKind.PREPARATION)
    qtbot.waitUntil(lambda: "Come with clean skin" in _shown(preview))
    form.reject()


def test_a_rule_that_is_printed_nowhere_has_no_sheet_beside_it(qtbot: QtBot, settings: SettingsPage) -> None:
    settings.show_rules(RuleKind.QUESTION)
    rules = settings.rules
    assert rules is not None
    qtbot.waitUntil(lambda: rules.table.records.rowCount() > 0 and rules.book.kind is RuleKind.QUESTION)
    rules.add_button.click()
    assert rules.form is not None
    assert getattr(rules.form, "preview", None) is None
    rules.form.reject()
