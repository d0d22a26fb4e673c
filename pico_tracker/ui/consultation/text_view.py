"""A consent text to be read in full: on the page that signs, and as it was signed."""

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from pico_tracker.domain.consents import Consent, ConsentText
from pico_tracker.services.consents import VersionedText, read_signed_text
from pico_tracker.ui.desk import Desk
from pico_tracker.ui.kit.cards import Card
from pico_tracker.ui.kit.chips import Chip, ChipText
from pico_tracker.ui.kit.dialog import Dialog
from pico_tracker.ui.kit.notice import NoticeBoard
from pico_tracker.ui.kit.plain_text import Label, Role
from pico_tracker.ui.kit.style import Tone, px
from pico_tracker.ui.kit.words import tr, translated


class ConsentTextView(QWidget):
    """Every section of a text, one under the other."""

    def __init__(self, text: ConsentText) -> None:
        super().__init__()
        stack = QVBoxLayout(self)
        stack.setContentsMargins(0, 0, 0, 0)
        stack.setSpacing(4)
        for heading, words in text.sections:
            stack.addWidget(Label(translated(heading), Role.STRONG, wrap=True))
            body = Label(words, wrap=True).selectable()
            body.setContentsMargins(0, 0, 0, 8)
            stack.addWidget(body)


def text_card(shown: VersionedText) -> Card:
    """The text as it is now, with its version and how well it is founded."""
    chips = [Chip(ChipText(tr("Version {version}", version=shown.version)))]
    if not shown.is_sourced:
        chips.append(Chip(ChipText(tr("Partly unsourced"), Tone.WARN)))
    card = Card(shown.text.title, actions=tuple(chips))
    if not shown.is_sourced:
        note = tr("Parts of this text are unsourced: confirm with your clinician.")
        card.add(Label(note, Role.SMALL, wrap=True))
    card.add(ConsentTextView(shown.text))
    return card


class SignedTextDialog(Dialog):
    """The text that somebody signed, in the version that was signed."""

    def __init__(self, desk: Desk, consent: Consent, parent: QWidget) -> None:
        super().__init__(tr("Text, version {version}", version=consent.rule_version), parent, width=640)
        self.about = Label("", Role.STRONG, wrap=True)
        self.notices = NoticeBoard()
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setMinimumSize(QSize(px(560), px(420)))
        for part in (self.about, self.notices):
            self.add(part)
        self.add(self.area, 1)
        self.ends_with(self.cancel_button(tr("Close")))
        key, version = consent.rule_key, consent.rule_version
        desk.run(read_signed_text, key, version, done=self._show, failed=self.notices.refuse)

    def _show(self, text: ConsentText) -> None:
        self.about.setText(text.title)
        view = ConsentTextView(text)
        view.setProperty("ground", "clear")
        self.area.setWidget(view)
