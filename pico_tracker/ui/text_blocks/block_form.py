"""The small form of one text block."""

from PySide6.QtWidgets import QWidget

from pico_tracker.domain.findings import Findings
from pico_tracker.domain.text_blocks import TextBlock, TextBlockEntry, check_text_block
from pico_tracker.services.text_blocks import add_text_block, edit_text_block, list_text_blocks
from pico_tracker.ui.desk import Desk
from pico_tracker.ui.kit.fields import LongTextField, TextField
from pico_tracker.ui.kit.words import tr
from pico_tracker.ui.small_form import SmallForm


class BlockForm(SmallForm):
    """Adds a text block, or edits one; notes written with it stay as they are."""

    def __init__(self, desk: Desk, block: TextBlock | None, parent: QWidget) -> None:
        title = tr("Add a text block") if block is None else tr("Edit text block")
        super().__init__(title, tr("Add") if block is None else tr("Save"), desk, parent)
        self._block, self._entry_id = block, desk.mint_entry_id()
        self.title = TextField("title", tr("Title"), required=True, hint=tr("It is chosen by this."))
        self.text = LongTextField("text", tr("Text"), required=True, lines=5)
        self.form.section("", (self.title, self.text), columns=1)
        for field in (self.title, self.text):
            field.changed.connect(lambda name=field.name: self.touch(name))
        if block is not None:
            self.form.fill({"title": block.title, "text": block.text})
            self._touched.clear()
        self.title.give_focus()

    def _entry(self) -> TextBlockEntry:
        return TextBlockEntry(entry_id=self._entry_id, title=self.title.value(), text=self.text.value())

    def check(self) -> Findings:
        """What is missing or too long."""
        return check_text_block(self._entry())

    def save(self) -> None:
        """Add or save the block."""
        if self._block is None:
            self.send(add_text_block, self._entry())
        else:
            self.send(edit_text_block, self._block.id, self._block.version, self._entry())

    def read_again(self) -> None:
        """Hold the newest version, so that saving once more is a decision; the typing stays."""
        self.desk.run(list_text_blocks, done=self._hold)

    def _hold(self, blocks: tuple[TextBlock, ...]) -> None:
        known = self._block
        if known is not None:
            self._block = next((one for one in blocks if one.id == known.id), known)
