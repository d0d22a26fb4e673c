"""A note with the clinic's text blocks at hand."""

from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QMenu

from pico_tracker.domain.text_blocks import TextBlock
from pico_tracker.services.text_blocks import list_text_blocks
from pico_tracker.ui.desk import Desk
from pico_tracker.ui.kit.buttons import Button, Kind, key_text
from pico_tracker.ui.kit.fields import LongTextField
from pico_tracker.ui.kit.plain_text import first_units, shown
from pico_tracker.ui.kit.words import tr

KEY = "Ctrl+T"
TITLE_LENGTH = 60
"""Letters of a block's title in the menu."""


class NoteField(LongTextField):
    """`NoteField(desk, "note", tr("Note"))`: Ctrl+T or the button lists the blocks, one goes in at the cursor.

    The button stands under the text; a page may put it elsewhere, such as into the head of a card.
    """

    def __init__(
        self, desk: Desk, name: str, label: str, *, required: bool = False, hint: str = "", lines: int = 3
    ) -> None:
        super().__init__(name, label, required=required, hint=hint, lines=lines)
        self._desk = desk
        self.menu: QMenu | None = None
        self.block_button = Button(tr("Text block"), kind=Kind.QUIET, icon="plus", run=self.ask)
        self.block_button.explain(tr("Puts a text of the clinic in at the cursor. {key}", key=key_text(KEY)))
        self.block_button.setAccessibleName(tr("Text block into {label}", label=label))
        self.block_button.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._stack.insertWidget(self._stack.indexOf(self.input) + 1, self.block_button)
        self._stack.setAlignment(self.block_button, Qt.AlignmentFlag.AlignLeft)
        self.input.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The key belongs to the note that has the cursor, of several on a page."""
        if event.type() is QEvent.Type.ShortcutOverride and _is_key(event):
            event.accept()
            return True
        if event.type() is QEvent.Type.KeyPress and _is_key(event):
            self.ask()
            return True
        return super().eventFilter(watched, event)

    def ask(self) -> None:
        """List the clinic's blocks."""
        if not self.input.isReadOnly():
            self._desk.run(list_text_blocks, done=self._offer, latest=f"text-blocks-{id(self)}")

    def _offer(self, blocks: tuple[TextBlock, ...]) -> None:
        self.menu = menu = QMenu(self)
        menu.aboutToHide.connect(menu.deleteLater)
        for block in blocks:
            title = shown(block.title, TITLE_LENGTH).replace("&", "&&")
            menu.addAction(title, partial(self.insert, block.text))
        if blocks:
            menu.setActiveAction(menu.actions()[0])
        else:
            menu.addAction(tr("No text block yet. An administrator adds them in Settings.")).setEnabled(False)
        menu.popup(self.input.mapToGlobal(self.input.cursorRect().bottomLeft()))

    def insert(self, text: str) -> None:
        """Put a text in at the cursor, with a space between it and what stands before."""
        cursor = self.input.textCursor()
        start = cursor.selectionStart()
        gap = " " if start and not str(self.input.document().characterAt(start - 1)).isspace() else ""
        wanted = gap + text
        fitting = first_units(wanted, self.input.room())
        cursor.insertText(fitting)
        if len(fitting) < len(wanted):
            self._note_cut()
        self.give_focus()

    def set_read_only(self, read_only: bool) -> None:
        """Show without letting it be changed; it can still be copied."""
        super().set_read_only(read_only)
        self.block_button.setEnabled(not read_only)


def _is_key(event: QEvent) -> bool:
    return isinstance(event, QKeyEvent) and QKeySequence(event.keyCombination()) == QKeySequence(KEY)
