"""The recovery key, shown once: copied, printed or saved, then typed back."""

from datetime import date
from pathlib import Path

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QFont, QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QFileDialog, QHBoxLayout

from pico_tracker.domain.errors import FileTrouble, NotAllowed, PicoError
from pico_tracker.domain.findings import Finding
from pico_tracker.domain.recovery_keys import read_recovery_key
from pico_tracker.domain.words import mark, sentence
from pico_tracker.ui.front_window import Threshold
from pico_tracker.ui.kit.backend import Backend
from pico_tracker.ui.kit.buttons import Button, Kind
from pico_tracker.ui.kit.clipboard import copy_text
from pico_tracker.ui.kit.days import said_day
from pico_tracker.ui.kit.fields import TextField
from pico_tracker.ui.kit.form import Form
from pico_tracker.ui.kit.notice import NoticeBoard
from pico_tracker.ui.kit.plain_text import Label, Role
from pico_tracker.ui.kit.style import Tone
from pico_tracker.ui.kit.words import tr
from pico_tracker.ui.sign_in.field_column import place_fields


class RecoveryKeyPage(Threshold):
    """Shows the key and asks for it back: `confirmed` follows when it was typed as shown."""

    confirmed = Signal()

    def __init__(self, backend: Backend, key: str, sheet: str) -> None:
        super().__init__(
            tr("Keep the recovery key"),
            tr(
                "It opens the clinic when the passphrase is lost. It is shown only now. "
                "Without passphrase and key nobody can read the record, we neither. "
                "Keep it apart from the computer."
            ),
            width=600,
        )
        self._backend, self._key, self._sheet = backend, key, sheet
        self.notices = NoticeBoard()
        self.shown = Label(_in_two_lines(key), Role.TITLE).selectable()
        self.shown.setFont(_typewriter(self.shown.font()))
        self.shown.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.shown.setAccessibleName(tr("Recovery key {key}", key=key))
        self.add(self.shown)
        self._place_ways_to_keep()
        self.add(self.notices)
        self.form = Form()
        self.typed = TextField("key", tr("Type it back from your copy"), required=True)
        self.typed.input.returnPressed.connect(self._confirm)
        place_fields(self, self.form, self.typed)
        self.add_buttons(Button(tr("I have kept it"), kind=Kind.PRIMARY, run=self._confirm))

    def _place_ways_to_keep(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addStretch(1)
        row.addWidget(Button(tr("Copy"), icon="copy", run=self._copy))
        row.addWidget(Button(tr("Print"), icon="print", run=self._print))
        row.addWidget(Button(tr("Save as text"), icon="save", run=self._save))
        row.addStretch(1)
        self.card.body.addLayout(row)

    def _copy(self) -> None:
        copy_text(self._key)
        self.notices.tell(tr("Copied. Paste it where only you can read it, then copy something else."), Tone.INFO)

    def _print(self) -> None:
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        dialog = QPrintDialog(printer, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(lambda: self._paint(printer))
        QDialog.open(dialog)  # QPrintDialog's own `open` wants a receiver

    def _paint(self, printer: QPrinter) -> None:
        painter = QPainter(printer)
        font = QFont("Inter")
        font.setPointSize(13)
        painter.setFont(font)
        page = QRectF(printer.pageRect(QPrinter.Unit.DevicePixel))
        edge = page.width() / 10
        flags = int(Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextWordWrap)
        painter.drawText(page.adjusted(edge, edge, -edge, -edge), flags, self._sheet)
        painter.end()

    def _save(self) -> None:
        dialog = QFileDialog(self, tr("Save the recovery key"))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("txt")
        dialog.selectFile(tr("Pico Tracker recovery key.txt"))
        dialog.fileSelected.connect(self.save_to)
        dialog.open()

    def save_to(self, path: str) -> None:
        """Write the sheet into a file, closed to everybody else."""
        self._backend.run(write_sheet, Path(path), self._sheet, done=self._saved, failed=self._not_saved)

    def _saved(self, path: Path) -> None:
        self.notices.tell(tr("Saved as {file}. Move it off this computer.", file=path.name), Tone.OK)

    def _not_saved(self, error: PicoError) -> None:
        self.notices.refuse(error)

    def _confirm(self) -> None:
        finding = self._check()
        self.form.show_findings((finding,) if finding else ())
        if not self.form.focus_first_stop():
            self.confirmed.emit()

    def _check(self) -> Finding | None:
        try:
            same = read_recovery_key(self.typed.value()) == read_recovery_key(self._key)
        except NotAllowed as error:
            return Finding("key", error.sentence)
        said = mark("This is another recovery key. Type the one shown above.")
        return None if same else Finding("key", sentence(said))


def write_sheet(path: Path, sheet: str) -> Path:
    """Write a text file that only its owner may read; raises `FileTrouble`."""
    try:
        path.touch(mode=0o600)
        path.write_text(sheet, "utf-8")
    except OSError as error:
        said = mark("{file} cannot be written ({reason}). Choose another folder.")
        raise FileTrouble(sentence(said, file=path.name, reason=error.strerror)) from error
    return path


def recovery_sheet(clinic: str, database: str, key: str, today: date) -> str:
    """What is printed or saved: which clinic, which database, the key, what it is for."""
    return tr(
        "Pico Tracker: recovery key\n\nClinic: {clinic}\nDatabase: {database}\nMade on: {day}\n\n{key}\n\n"
        "This key opens the record when the passphrase is lost, and lets a new passphrase be set. "
        "Who has it and the database can read every patient. Keep it locked away, apart from the computer.\n",
        clinic=clinic,
        database=database,
        day=said_day(today),
        key=key,
    )


def _in_two_lines(key: str) -> str:
    groups = key.split("-")
    half = len(groups) // 2
    return "-".join(groups[:half]) + "\n" + "-".join(groups[half:])


def _typewriter(font: QFont) -> QFont:
    made = QFont(font)
    made.setFamilies(["Noto Sans Mono", "DejaVu Sans Mono", "Consolas", "Menlo", "monospace"])
    return made
