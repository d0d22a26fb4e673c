"""Beside a text that is being written: the sheet it is printed on, as it would come out."""

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QVBoxLayout, QWidget

from pico_tracker.domain.errors import PicoError
from pico_tracker.domain.printouts import SHEET_NAMES, SheetKind
from pico_tracker.domain.rules import Content, RuleKind
from pico_tracker.services.sheet_previews import PREVIEWED_RULES, preview_text
from pico_tracker.ui.desk import Desk
from pico_tracker.ui.kit.fields import ChoiceField, Option
from pico_tracker.ui.kit.notice import NoticeBoard
from pico_tracker.ui.kit.pdf_view import PdfView
from pico_tracker.ui.kit.style import Tone
from pico_tracker.ui.kit.words import said, tr, translated

PAUSE_MS = 250
"""Of typing, after which the sheet is made anew."""


class RulePreview(QWidget):
    """`RulePreview(desk, kind).show_text(content, version)` for a kind of `PREVIEWED_RULES`: the sheet
    follows after a pause; while the text lacks something, the last one stays."""

    def __init__(self, desk: Desk, kind: RuleKind) -> None:
        super().__init__()
        self._desk, self._is_other = desk, True
        self._text: tuple[Content, int] | None = None
        sheets = PREVIEWED_RULES[kind]
        options = tuple(Option(one, translated(SHEET_NAMES[one])) for one in sheets)
        self.choice = ChoiceField("sheet", tr("As it comes out for a sample patient"), options=options)
        self.choice.set_value(sheets[0])
        self.choice.changed.connect(self._show_other)
        self.problem, self.view = NoticeBoard(), PdfView(desk.backend)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self._ask)
        stack = QVBoxLayout(self)
        stack.setContentsMargins(0, 0, 0, 0)
        stack.setSpacing(6)
        stack.addWidget(self.choice)
        stack.addWidget(self.problem)
        stack.addWidget(self.view, 1)

    def show_text(self, content: Content, version: int) -> None:
        """Show the text as it is typed now, in a moment."""
        self._text = (content, version)
        self._soon.start(PAUSE_MS)

    def _show_other(self) -> None:
        self._is_other = True
        self._ask()

    def _ask(self) -> None:
        kind = self.choice.value()
        if self._text is not None and isinstance(kind, SheetKind):
            asked = f"rule preview {id(self)}"
            self._desk.run(preview_text, kind, *self._text, done=self._show, failed=self._miss, latest=asked)

    def _show(self, pdf: bytes) -> None:
        self.problem.clear()
        self.view.show_pdf(pdf, again=not self._is_other)
        self._is_other = False

    def _miss(self, error: PicoError) -> None:
        self.problem.clear()
        self.problem.tell(said(error.sentence), Tone.WARN)
