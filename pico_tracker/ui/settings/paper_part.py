"""The tab "Paper": letterhead and what the clinic chooses for each sheet, with the sheet as it will come out."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from pico_tracker.domain.errors import PicoError, Refused
from pico_tracker.domain.findings import Finding, Findings
from pico_tracker.domain.letterheads import FOOTER_LIMIT, Letterhead, check_letterhead
from pico_tracker.domain.printouts import SheetKind
from pico_tracker.domain.sheet_templates import SheetTemplate
from pico_tracker.domain.topics import Topics
from pico_tracker.services.context import Context, Done
from pico_tracker.services.letterheads import (
    read_letterhead,
    read_logo,
    read_template,
    save_letterhead,
    save_template,
)
from pico_tracker.services.sheet_previews import preview_sheet
from pico_tracker.ui.desk import Desk
from pico_tracker.ui.kit.buttons import Button, Kind
from pico_tracker.ui.kit.cards import Card
from pico_tracker.ui.kit.fields import TextField
from pico_tracker.ui.kit.form import Form
from pico_tracker.ui.kit.notice import NoticeBoard
from pico_tracker.ui.kit.pdf_view import PdfView
from pico_tracker.ui.kit.plain_text import Label, Role
from pico_tracker.ui.kit.style import Tone, px
from pico_tracker.ui.kit.words import said, tr
from pico_tracker.ui.settings.letterhead_fields import ColourField, LogoField
from pico_tracker.ui.settings.sheet_card import CHOSEN_KINDS, SheetCard

LEFT_WIDE, CHOICE_WIDE = 420, 250
"""Width of the fields beside the preview, and of the choice of a sheet above it, in px at 100 %."""
PAUSE_MS = 250
"""Of typing, after which the preview is made anew."""


@dataclass(frozen=True, slots=True)
class Paper:
    """The clinic's paper on record, or as typed."""

    letterhead: Letterhead
    templates: Mapping[SheetKind, SheetTemplate]


class PaperPart(QWidget):
    """Edit the clinic's paper and see it: what is typed shows in the preview and is kept by Save only.

    `rules_wanted(kind)` follows the button that leads to a sheet's lines.
    """

    rules_wanted = Signal(object)

    def __init__(self, desk: Desk, notices: NoticeBoard) -> None:
        super().__init__()
        self.setProperty("ground", "clear")
        self._desk, self._notices = desk, notices
        self.known: Paper | None = None
        self._sent: Paper | None = None
        self._is_other = True
        self.form = Form()
        self.logo = LogoField("logo", tr("Logo"), hint=tr("PNG keeps it sharp. It is printed about 13 mm high."))
        self.colour = ColourField("colour", tr("Colour of headings, lines and charts"))
        self.footer = TextField(
            "footer",
            tr("Line at the foot of each page"),
            hint=tr("Such as registration numbers, three lines at most"),
            limit=FOOTER_LIMIT,
        )
        self.form.take(self.logo, self.colour, self.footer)
        self.sheets = SheetCard(self.form)
        self.preview, self.problem = PdfView(desk.backend), NoticeBoard()
        self.unsaved = Label("", Role.QUIET)
        self.save_button = Button(tr("Save paper"), kind=Kind.PRIMARY, key="Ctrl+S", run=self.save)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self._ask_preview)
        self._arrange()
        self._connect()

    def _connect(self) -> None:
        self.logo.file_wanted.connect(self._take_logo)
        for field in (self.logo, self.colour, self.footer):
            field.changed.connect(self._edited)
        self.sheets.changed.connect(self._edited)
        self.sheets.kind_changed.connect(self._show_other)
        self.sheets.rules_wanted.connect(self.rules_wanted)

    def _arrange(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(self._left())
        card = Card(tr("As it comes out for a sample patient"), edge_to_edge=True)
        self.sheets.choice.setFixedWidth(px(CHOICE_WIDE))
        card.set_actions(self.sheets.choice)
        card.body.setContentsMargins(12, 8, 12, 8)
        card.add(self.problem)
        card.add(self.preview, 1)
        row.addWidget(card, 1)

    def _left(self) -> QWidget:
        letterhead = Card(tr("Letterhead"))
        letterhead.body.setSpacing(12)
        for part in (self.logo, self.colour, self.footer, self.form):
            letterhead.add(part)
        fields = QWidget()
        fields.setProperty("ground", "clear")
        stack = QVBoxLayout(fields)
        stack.setContentsMargins(0, 0, 0, 0)
        stack.setSpacing(12)
        stack.addWidget(letterhead)
        stack.addWidget(self.sheets)
        stack.addStretch(1)
        below = QHBoxLayout()
        below.setContentsMargins(0, 0, 10, 0)
        below.addWidget(self.unsaved, 1)
        below.addWidget(self.save_button)
        left = QWidget()
        left.setFixedWidth(px(LEFT_WIDE))
        whole = QVBoxLayout(left)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(8)
        whole.addWidget(_scrolling(fields), 1)
        whole.addLayout(below)
        return left

    # Reading

    def refresh(self) -> None:
        """Read the paper on record; what is being typed stays."""
        self._desk.run(_read, done=self._show, latest="settings paper")

    def _show(self, paper: Paper) -> None:
        if self.is_changed():
            return
        self.known = paper
        self.form.fill({"logo": paper.letterhead.logo, "colour": paper.letterhead.colour})
        self.form.fill({"footer": paper.letterhead.footer})
        self.sheets.fill(paper.templates)
        self._edited()
        self._ask_preview()

    def typed(self) -> Paper:
        """The paper as typed."""
        letterhead = Letterhead(
            logo=self.logo.value(), colour=self.colour.value() or "", footer=self.footer.value()
        )
        return Paper(letterhead, dict(self.sheets.templates))

    def is_changed(self) -> bool:
        """Whether something is typed that is not kept."""
        return self.known is not None and self.typed() != self.known

    # The preview

    def _edited(self) -> None:
        self.unsaved.setText(tr("Not saved yet") if self.is_changed() else "")
        self._soon.start(PAUSE_MS)

    def _show_other(self) -> None:
        self._is_other = True
        self._ask_preview()

    def _ask_preview(self) -> None:
        self._soon.stop()
        kind = self.sheets.kind
        self._desk.run(
            preview_sheet,
            kind,
            self.typed().letterhead,
            self.sheets.templates[kind],
            done=self._show_preview,
            failed=self._miss_preview,
            latest="paper preview",
        )

    def _show_preview(self, pdf: bytes) -> None:
        self.problem.clear()
        self.preview.show_pdf(pdf, again=not self._is_other)
        self._is_other = False

    def _miss_preview(self, error: PicoError) -> None:
        self.problem.clear()
        self.problem.tell(said(error.sentence), Tone.WARN)

    # The logo

    def _take_logo(self, path: str) -> None:
        self._desk.run(read_logo, Path(path), done=self._show_logo, failed=self._refuse_logo, latest="logo")

    def _show_logo(self, logo: bytes) -> None:
        self.logo.show_findings(())
        self.logo.set_value(logo)

    def _refuse_logo(self, error: PicoError) -> None:
        self.logo.show_findings((Finding("logo", error.sentence),))

    # Saving

    def findings(self) -> Findings:
        """All that keeps what is typed from being kept."""
        return check_letterhead(self.typed().letterhead)

    def save(self) -> None:
        """Keep what is typed: the letterhead, and each sheet that was changed."""
        self.form.show_findings(self.findings())
        if self.known is None or self.form.focus_first_stop():
            return
        self._sent = self.typed()
        self.save_button.setEnabled(False)
        self._desk.run(_save, self.known, self._sent, done=self._saved, failed=self._refuse)

    def _saved(self, _done: Done[None]) -> None:
        self.save_button.setEnabled(True)
        self.known = self._sent
        self._edited()
        self._notices.tell(tr("Saved. Every sheet printed from now on looks like this."), Tone.OK)

    def _refuse(self, error: PicoError) -> None:
        self.save_button.setEnabled(True)
        if isinstance(error, Refused):
            self.form.show_findings(error.findings)
        else:
            self._notices.refuse(error)


def _read(context: Context) -> Paper:
    return Paper(read_letterhead(context), {kind: read_template(context, kind) for kind in CHOSEN_KINDS})


def _save(context: Context, before: Paper, after: Paper) -> Done[None]:
    """Save what differs, one sheet after the other."""
    changed: Topics = frozenset()
    if after.letterhead != before.letterhead:
        changed |= save_letterhead(context, after.letterhead).changed
    for kind, template in after.templates.items():
        if template != before.templates.get(kind):
            changed |= save_template(context, kind, template).changed
    return Done(None, changed)


def _scrolling(inside: QWidget) -> QScrollArea:
    area = QScrollArea()
    area.setWidget(inside)
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    return area
