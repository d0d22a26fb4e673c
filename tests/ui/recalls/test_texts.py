"""Texts for those ticked: looked at, copied, opened as drafts, saved; each marked once, and sent by a person."""

import csv
from pathlib import Path
from typing import cast

import pytest
from PySide6.QtCore import QObject, QUrl, Slot
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from pico_tracker.domain.contacts import ContactMeans, ContactOutcome
from pico_tracker.domain.messages import Message
from pico_tracker.services.contacts import list_contacts
from pico_tracker.ui.desk import Desk
from pico_tracker.ui.recalls.page import RecallsPage
from pico_tracker.ui.recalls.texts_dialog import TextsDialog, mail_draft
from tests.builders import Bench
from tests.ui.recalls.conftest import AddOverdue, OpenPage


@pytest.fixture
def page(desk: Desk, add_overdue: AddOverdue, open_page: OpenPage) -> RecallsPage:
    """Amir agreed to texts and e-mail, Sofia to nothing, and no address of hers is on record."""
    add_overdue("Amir", 41, consent_texts=True, consent_email=True, email="amir@example.org")
    add_overdue("Sofia", 14)
    return open_page(desk)


@pytest.fixture
def dialog(page: RecallsPage, qtbot: QtBot) -> TextsDialog:
    """Both are ticked."""
    for line in page.table.records.rows:
        page.table.toggle(line)
    page.texts_button.click()
    (opened,) = page.findChildren(TextsDialog)
    qtbot.waitUntil(lambda: all(card.prepared is not None for card in opened.cards))
    return opened


def outcomes(bench: Bench, dialog: TextsDialog, card: int = 0) -> list[tuple[ContactMeans, ContactOutcome]]:
    contacts = list_contacts(bench.reception, dialog.cards[card]._line.patient_id)
    return [(one.entry.means, one.entry.outcome) for one in contacts]


def test_each_text_is_shown_or_why_there_is_none(dialog: TextsDialog) -> None:
    amir, sofia = dialog.cards
    assert amir.means.value() is ContactMeans.TEXT
    assert amir.to.text() == "To +44 7700 900142"
    assert amir.text.text().startswith("Test Clinic: hello Amir, your next visit can be booked now.")
    assert sofia.to.text() == "No postal address is on record."
    assert not sofia.copy_button.isEnabled()
    sofia.means.set_value(ContactMeans.TEXT)
    assert sofia.means.value() is not ContactMeans.TEXT


def test_a_copied_text_is_marked_as_prepared_once(dialog: TextsDialog, file_bench: Bench, qtbot: QtBot) -> None:
    card = dialog.cards[0]
    with qtbot.waitSignal(dialog.marked):
        card.copy_button.click()
    assert QGuiApplication.clipboard().text() == card.text.text()
    card.copy_button.click()
    with qtbot.waitSignal(dialog.marked):
        card.sent_button.click()
    assert outcomes(file_bench, dialog) == [
        (ContactMeans.TEXT, ContactOutcome.SENT),
        (ContactMeans.TEXT, ContactOutcome.PREPARED),
    ]
    assert not card.sent_button.isEnabled()


def test_what_is_said_on_the_phone_is_no_text_that_was_prepared(
    dialog: TextsDialog, file_bench: Bench, qtbot: QtBot
) -> None:
    card = dialog.cards[0]
    card.means.set_value(ContactMeans.PHONE)
    card.means.changed.emit()
    qtbot.waitUntil(lambda: card.text.text().startswith("This is Test Clinic."))
    card.copy_button.click()
    assert outcomes(file_bench, dialog) == []
    assert not card.sent_button.isVisible()


class _MailProgram(QObject):
    """Takes the drafts that the system would open."""

    def __init__(self) -> None:
        super().__init__()
        self.drafts: list[QUrl] = []

    @Slot(QUrl)
    def take(self, draft: QUrl) -> None:
        self.drafts.append(draft)


def test_an_email_is_opened_as_a_draft(dialog: TextsDialog, file_bench: Bench, qtbot: QtBot) -> None:
    program = _MailProgram()
    QDesktopServices.setUrlHandler(
        "mailto", program, cast(bytes, "take")
    )  # PySide takes text where it asks for bytes
    card = dialog.cards[0]
    card.means.set_value(ContactMeans.EMAIL)
    card.means.changed.emit()
    qtbot.waitUntil(lambda: card.subject.text() == "Your next visit at Test Clinic")
    assert card.draft_button.isVisible()
    with qtbot.waitSignal(dialog.marked):
        card.draft_button.click()
    QDesktopServices.unsetUrlHandler("mailto")
    (draft,) = program.drafts
    assert draft.path() == "amir@example.org"
    assert outcomes(file_bench, dialog) == [(ContactMeans.EMAIL, ContactOutcome.PREPARED)]


def test_a_draft_keeps_its_lines_and_signs() -> None:
    url = mail_draft(Message("5 & 6?", "Hello Amir,\n\n50 % off #1", "a+b@example.org"))
    assert url.toString(QUrl.ComponentFormattingOption.FullyEncoded) == (
        "mailto:a%2Bb@example.org?subject=5%20%26%206%3F&body=Hello%20Amir%2C%0D%0A%0D%0A50%20%25%20off%20%231"
    )


def test_all_texts_are_saved_as_a_table_and_marked(
    dialog: TextsDialog, file_bench: Bench, tmp_path: Path, qtbot: QtBot
) -> None:
    path = tmp_path / "texts.csv"
    with qtbot.waitSignal(dialog.marked):
        dialog.save_to(str(path))
    assert dialog.notices.notices[0].text.text() == "Saved as texts.csv: one text."
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    assert [row[0] for row in rows] == ["Name", "Amir Saleh"]
    assert outcomes(file_bench, dialog) == [(ContactMeans.TEXT, ContactOutcome.PREPARED)]
    assert outcomes(file_bench, dialog, 1) == []


def test_a_table_that_cannot_be_written_marks_nothing(
    dialog: TextsDialog, file_bench: Bench, tmp_path: Path, qtbot: QtBot
) -> None:
    dialog.save_to(str(tmp_path / "nowhere" / "texts.csv"))
    qtbot.waitUntil(lambda: bool(dialog.notices.notices))
    assert dialog.notices.notices[0].text.text().startswith("The table could not be saved:")
    assert outcomes(file_bench, dialog) == []


def test_the_systems_dialog_asks_for_the_file(dialog: TextsDialog) -> None:
    dialog.choose_file()
    (files,) = dialog.findChildren(QFileDialog)
    assert files.isVisible()
    files.reject()


def test_ticks_are_gone_when_the_texts_are_closed(page: RecallsPage, dialog: TextsDialog) -> None:
    dialog.reject()
    assert page.table.ticked() == ()


def test_a_prepared_text_can_be_said_to_be_sent_later(
    page: RecallsPage, dialog: TextsDialog, file_bench: Bench, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(dialog.marked):
        dialog.cards[0].copy_button.click()
    dialog.reject()
    qtbot.waitUntil(lambda: ContactOutcome.SENT in page.person.buttons)
    page.take_outcome(ContactOutcome.SENT)
    qtbot.waitUntil(lambda: len(page.table.records.rows) == 1)
    contacts = list_contacts(file_bench.reception, 1)
    assert [(one.entry.means, one.entry.outcome) for one in contacts] == [
        (ContactMeans.TEXT, ContactOutcome.SENT),
        (ContactMeans.TEXT, ContactOutcome.PREPARED),
    ]
