"""What to say on the phone about a time: the number, the clinic's words, both to copy."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from pico_tracker.domain.messages import Message, MessageWish
from pico_tracker.services.messages import prepare_message
from pico_tracker.ui.desk import Desk
from pico_tracker.ui.kit.buttons import Button, Kind
from pico_tracker.ui.kit.clipboard import copy_text
from pico_tracker.ui.kit.dialog import Dialog
from pico_tracker.ui.kit.notice import NoticeBoard
from pico_tracker.ui.kit.plain_text import Label, Role
from pico_tracker.ui.kit.words import tr


class CallDialog(Dialog):
    """`CallDialog(desk, whom, wish, page).open()`, `whom` is name and number; nothing is sent or written
    down by it.
    """

    def __init__(self, desk: Desk, whom: tuple[str, str], wish: MessageWish, parent: QWidget) -> None:
        name, phone = whom
        super().__init__(tr("Call {name}", name=name), parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.notices = NoticeBoard()
        self.number = Label(phone or tr("No phone number"), Role.TITLE).selectable()
        self.text = Label("", wrap=True).selectable()
        for part in (self.notices, self.number, self.text):
            self.add(part)
        self.copy_button = Button(tr("Copy text"), icon="copy", run=lambda: copy_text(self.text.text()))
        self.number_button = Button(tr("Copy number"), icon="copy", run=lambda: copy_text(phone))
        self.copy_button.setEnabled(False)
        self.number_button.setEnabled(bool(phone))
        close = Button(tr("Close"), kind=Kind.PRIMARY, run=self.accept)
        self.ends_with(self.number_button, self.copy_button, close)
        desk.run(prepare_message, wish, done=self.show_message, failed=self.notices.refuse)

    def show_message(self, message: Message) -> None:
        """Show what to say."""
        self.text.setText(message.body)
        self.copy_button.setEnabled(bool(message.body))
