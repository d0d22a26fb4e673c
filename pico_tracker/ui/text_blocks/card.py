"""The clinic's text blocks in Settings."""

from functools import partial

from pico_tracker.domain.text_blocks import TextBlock
from pico_tracker.services.context import Done
from pico_tracker.services.text_blocks import list_text_blocks, reinstate_text_block, retire_text_block
from pico_tracker.ui.desk import Desk
from pico_tracker.ui.kit.buttons import Button
from pico_tracker.ui.kit.cards import Card, EmptyState
from pico_tracker.ui.kit.cells import Column
from pico_tracker.ui.kit.notice import NoticeBoard
from pico_tracker.ui.kit.record_table import RecordTable
from pico_tracker.ui.kit.words import tr
from pico_tracker.ui.text_blocks.block_form import BlockForm


class TextBlocksCard(Card):
    """The blocks by title; add one, edit or retire the one marked. For those who manage the clinic."""

    def __init__(self, desk: Desk, notices: NoticeBoard) -> None:
        super().__init__(tr("Text blocks"), edge_to_edge=True)
        self._desk, self._notices = desk, notices
        self.dialog: BlockForm | None = None
        self.edit_button = Button(tr("Edit"), run=self._edit)
        self.retire_button = Button(tr("Retire block"), run=self._retire).explain(
            tr("It is not offered any more. Notes written with it stay as they are.")
        )
        self.add_button = Button(tr("Add a text block"), icon="plus", run=self.open_dialog)
        self.set_actions(self.edit_button, self.retire_button, self.add_button)
        self.table: RecordTable[TextBlock] = RecordTable("text blocks", _columns(), key=lambda block: block.id)
        self.table.setAccessibleName(tr("Text blocks"))
        self.table.chosen.connect(self._mark)
        self.table.opened.connect(self._ask)
        self.empty = EmptyState(tr("No text block yet. They are put into notes with Ctrl+T."))
        self.add(self.table)
        self.add(self.empty)
        self.table.hide()
        self._mark(None)

    def refresh(self) -> None:
        """Ask again which blocks there are."""
        self._desk.run(list_text_blocks, done=self._show, latest="settings text blocks")

    def _show(self, blocks: tuple[TextBlock, ...]) -> None:
        self.table.show_rows(blocks)
        self.table.setVisible(bool(blocks))
        self.empty.setVisible(not blocks)
        self.table.fit_height()
        self._mark(self.table.current())

    def _mark(self, block: object) -> None:
        for button in (self.edit_button, self.retire_button):
            button.setEnabled(isinstance(block, TextBlock))

    def open_dialog(self) -> None:
        """Ask for a new block."""
        self._ask(None)

    def _edit(self) -> None:
        if (block := self.table.current()) is not None:
            self._ask(block)

    def _ask(self, block: TextBlock | None) -> None:
        self.dialog = BlockForm(self._desk, block, self)
        self.dialog.open()

    def _retire(self) -> None:
        if (block := self.table.current()) is not None:
            self._desk.run(retire_text_block, block.id, done=partial(self._retired, block))

    def _retired(self, block: TextBlock, _done: Done[None]) -> None:
        undo = partial(self._desk.run, reinstate_text_block, block.id)
        self._notices.tell(tr("“{title}” is not offered any more.", title=block.title), undo=undo)


def _columns() -> tuple[Column[TextBlock], ...]:
    return (
        Column("title", tr("Title"), lambda block: block.title, sort=lambda block: block.title, strong=True),
        Column("text", tr("Text"), lambda block: " ".join(block.text.split())),
    )
