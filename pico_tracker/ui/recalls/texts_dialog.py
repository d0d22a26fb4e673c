"""Texts for those ticked: looked at one by one, copied, opened as e-mail drafts or saved as a table.

Nothing is sent by the program. Whoever takes a text out marks it as prepared; that it was sent is said
by a person.
"""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from urllib.parse import quote

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from pico_tracker.domain.contacts import MEANS_NAMES, ContactEntry, ContactMeans, ContactOutcome
from pico_tracker.domain.messages import MESSAGE_MEANS, Message, MessageWish, Prepared, means_for, wish_for
from pico_tracker.domain.recalls import RecallLine
from pico_tracker.services.contacts import record_contact
from pico_tracker.services.messages import ENDING, prepare_messages, save_messages
from pico_tracker.ui.desk import Desk
from pico_tracker.ui.kit.buttons import Button, Kind
from pico_tracker.ui.kit.cards import Card
from pico_tracker.ui.kit.choice_fields import Option
from pico_tracker.ui.kit.clipboard import copy_text
from pico_tracker.ui.kit.dialog import Dialog
from pico_tracker.ui.kit.fields import ChoiceField
from pico_tracker.ui.kit.notice import NoticeBoard
from pico_tracker.ui.kit.plain_text import Label, Role
from pico_tracker.ui.kit.style import Tone, px
from pico_tracker.ui.kit.words import said, tr, translated

WIDE, HIGH = 640, 420
"""Size of the list of texts in px at 100 %."""


class TextsDialog(Dialog):
    """`TextsDialog(desk, lines, page).open()`; `marked()` follows each contact that it records."""

    marked = Signal()

    def __init__(self, desk: Desk, lines: Sequence[RecallLine], parent: QWidget) -> None:
        super().__init__(tr("Texts"), parent, WIDE)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._desk = desk
        self.notices = NoticeBoard()
        self.add(
            Label(
                tr("Nothing is sent from here. Copy a text, or open it as a draft, then say that you sent it."),
                Role.QUIET,
                wrap=True,
            )
        )
        self.add(self.notices)
        self.cards = tuple(TextCard(desk, line) for line in lines)
        inside = QWidget()
        inside.setProperty("ground", "clear")
        stack = QVBoxLayout(inside)
        stack.setContentsMargins(0, 0, 8, 0)
        stack.setSpacing(10)
        for card in self.cards:
            stack.addWidget(card)
            card.marked.connect(self.marked)
            card.told.connect(self.notices.tell)
            card.refused.connect(self.notices.refuse)
        stack.addStretch(1)
        area = QScrollArea()
        area.setWidget(inside)
        area.setWidgetResizable(True)
        area.setMinimumHeight(px(HIGH))
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.add(area, 1)
        self.save_button = Button(tr("Save all as CSV…"), key="Ctrl+S", run=self.choose_file)
        self.ends_with(self.save_button, self.cancel_button(tr("Close")))

    def choose_file(self) -> None:
        """Ask where the table goes."""
        dialog = QFileDialog(self, tr("Save texts"), tr("Texts") + ENDING, tr("Tables") + f" (*{ENDING})")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(ENDING.removeprefix("."))
        dialog.fileSelected.connect(self.save_to)
        dialog.open()

    def save_to(self, path: str) -> None:
        """Write every text there is to a table; each is then marked as prepared."""
        ready = tuple(card.prepared for card in self.cards if card.prepared is not None)
        done = partial(self._saved, Path(path).name)
        self._desk.run(save_messages, ready, Path(path), done=done, failed=self.notices.refuse)

    def _saved(self, name: str, count: int) -> None:
        for card in self.cards:
            card.mark_prepared()
        text = tr("Saved as {name}: {count} texts.", name=name, count=count)
        self.notices.tell(tr("Saved as {name}: one text.", name=name) if count == 1 else text)


class TextCard(Card):
    """The text for one person; the means can be changed as far as the patient agreed to it."""

    marked = Signal()
    told = Signal(str, object)
    refused = Signal(object)

    def __init__(self, desk: Desk, line: RecallLine) -> None:
        super().__init__(line.patient_name)
        self._desk, self._line = desk, line
        self.prepared: Prepared | None = None
        self._marks: set[tuple[ContactMeans, ContactOutcome]] = set()
        means = tuple(one for one in MESSAGE_MEANS if line.reach.agrees_to(one))
        self.means = ChoiceField(
            "means", tr("By"), options=tuple(Option(one, translated(MEANS_NAMES[one])) for one in means)
        )
        self.means.set_value(means_for(line.reach))
        self.to = Label("", Role.SMALL, wrap=True).selectable()
        self.subject = Label("", Role.STRONG, wrap=True).selectable()
        self.text = Label("", wrap=True).selectable()
        self.copy_button = Button(tr("Copy"), icon="copy", run=self.copy)
        self.draft_button = Button(tr("Open as e-mail draft"), run=self.open_draft)
        self.sent_button = Button(tr("I sent it"), kind=Kind.QUIET, icon="check", run=self.mark_sent)
        for part in (self.means, self.to, self.subject, self.text):
            self.add(part)
        self._add_buttons()
        self.means.changed.connect(self.prepare)
        self.prepare()

    def _add_buttons(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(8)
        for button in (self.copy_button, self.draft_button, self.sent_button):
            row.addWidget(button)
        row.addStretch(1)
        self.body.addLayout(row)

    @property
    def wish(self) -> MessageWish:
        """Which text is wanted."""
        chosen = self.means.value()
        means = chosen if isinstance(chosen, ContactMeans) else means_for(self._line.reach)
        return wish_for(self._line, means)

    @property
    def message(self) -> Message | None:
        """The filled text; none while it is asked for and where there is none."""
        return None if self.prepared is None else self.prepared.message

    def prepare(self) -> None:
        """Ask for the text by the means that is chosen."""
        self._show(None)
        self._desk.run(prepare_messages, (self.wish,), done=self._take, failed=self.refused.emit)

    def _take(self, prepared: tuple[Prepared, ...]) -> None:
        if prepared[0].wish == self.wish:
            self._show(prepared[0])

    def _show(self, prepared: Prepared | None) -> None:
        self.prepared = prepared
        message, means = self.message, self.wish.means
        why_not = said(prepared.why_not) if prepared is not None and prepared.why_not is not None else ""
        self.to.setText(tr("To {address}", address=message.to) if message is not None else why_not)
        self.subject.setText(message.subject if message is not None else "")
        self.subject.setVisible(message is not None and bool(message.subject))
        self.text.setText(message.body if message is not None else "")
        is_ready = message is not None
        self.copy_button.setEnabled(is_ready)
        self.draft_button.setVisible(is_ready and means is ContactMeans.EMAIL)
        self.sent_button.setVisible(is_ready and means is not ContactMeans.PHONE)

    def copy(self) -> None:
        """Put the text on the clipboard."""
        if self.message is not None:
            copy_text(self.message.body)
            self.told.emit(tr("Copied. It stays on the clipboard for a minute."), Tone.OK)
            self.mark_prepared()

    def open_draft(self) -> None:
        """Open the text as a draft in the e-mail program of this machine."""
        if self.message is None:
            return
        if QDesktopServices.openUrl(mail_draft(self.message)):
            self.mark_prepared()
        else:
            self.told.emit(tr("No e-mail program answered. Copy the text instead."), Tone.WARN)

    def mark_prepared(self) -> None:
        """Record that the text was taken out, once for each means; what is said on the phone is none."""
        if self.message is not None and self.wish.means is not ContactMeans.PHONE:
            self._record(ContactOutcome.PREPARED)

    def mark_sent(self) -> None:
        """Record that the person at work sent it."""
        self._record(ContactOutcome.SENT)
        self.sent_button.setEnabled(False)

    def _record(self, outcome: ContactOutcome) -> None:
        means = self.wish.means
        if (means, outcome) in self._marks:
            return
        self._marks.add((means, outcome))
        entry = replace(entry_for(self._desk, self._line, outcome), means=means)
        self._desk.run(record_contact, entry, done=lambda _done: self.marked.emit(), failed=self.refused.emit)


def entry_for(desk: Desk, line: RecallLine, outcome: ContactOutcome) -> ContactEntry:
    """A contact about a line, by phone."""
    return ContactEntry(
        entry_id=desk.mint_entry_id(),
        patient_id=line.patient_id,
        course_id=line.course_id or None,
        visit_id=None if line.visit is None else line.visit.id,
        about=line.about,
        means=ContactMeans.PHONE,
        outcome=outcome,
    )


def mail_draft(message: Message) -> QUrl:
    """What opens a draft in an e-mail program."""
    body = message.body.replace("\n", "\r\n")
    address = quote(message.to, safe="@")
    return QUrl(f"mailto:{address}?subject={quote(message.subject)}&body={quote(body)}")
