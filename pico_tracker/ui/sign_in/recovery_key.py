"""The recovery key, shown once: copied, printed or saved, then typed back."""

from pathlib import Path
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFont
from PySide6.QtPrintSupport import QPrintDialog
from PySide6.QtWidgets import QFileDialog, QHBoxLayout

from pico_tracker.domain.errors import FileTrouble, NotAllowed, PicoError
from pico_tracker.domain.findings import Finding
from pico_tracker.domain.recovery_key_sheets import RecoveryKeySheet
from pico_tracker.domain.recovery_keys import read_recovery_key
from pico_tracker.domain.words import mark, sentence
from pico_tracker.services.recovery_key_sheets import print_recovery_key_sheet
from pico_tracker.ui.front_window import Threshold
from pico_tracker.ui.kit.backend import Backend
from pico_tracker.ui.kit.buttons import Button, Kind
from pico_tracker.ui.kit.clipboard import copy_text
from pico_tracker.ui.kit.days import said_day
from pico_tracker.ui.kit.fields import TextField
from pico_tracker.ui.kit.form import Form
from pico_tracker.ui.kit.notice import NoticeBoard
from pico_tracker.ui.kit.pdf_view import print_pdf
from pico_tracker.ui.kit.plain_text import Label, Role
from pico_tracker.ui.kit.style import Tone
from pico_tracker.ui.kit.words import tr, translated
from pico_tracker.ui.sign_in.field_column import place_fields


class RecoveryKeyPage(Threshold):
    """Shows the key and asks for it back: `confirmed` follows when it was typed as shown."""

    confirmed = Signal()

    def __init__(self, backend: Backend, sheet: RecoveryKeySheet) -> None:
        super().__init__(
            tr("Keep the recovery key"),
            tr(
                "It opens the clinic when the passphrase is lost. It is shown only now. "
                "Without passphrase and key nobody can read the record, we neither. "
                "Keep it apart from the computer."
            ),
            width=600,
        )
        self._backend, self._sheet = backend, sheet
        self.print_dialog: QPrintDialog | None = None
        self.notices = NoticeBoard()
        self.shown = Label(_in_two_lines(sheet.groups), Role.TITLE).selectable()
        self.shown.setFont(_typewriter(self.shown.font()))
        self.shown.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.shown.setAccessibleName(tr("Recovery key {key}", key=sheet.key))
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
        row.addWidget(Button(tr("Save as a file"), icon="save", run=self._save))
        row.addStretch(1)
        self.card.body.addLayout(row)

    def _copy(self) -> None:
        copy_text(self._sheet.key)
        self.notices.tell(tr("Copied. Paste it where only you can read it, then copy something else."), Tone.INFO)

    def _print(self) -> None:
        self._backend.run(print_recovery_key_sheet, self._sheet, translated, done=self._ask_printer)

    def _ask_printer(self, pdf: bytes) -> None:
        self.print_dialog = print_pdf(pdf, tr("Recovery key"), self._backend, self)

    def _save(self) -> None:
        dialog = QFileDialog(self, tr("Save the recovery key"))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilters([tr("PDF files") + " (*.pdf)", tr("Text files") + " (*.txt)"])
        dialog.setDefaultSuffix("pdf")
        dialog.selectFile(tr("Pico Tracker recovery key.pdf"))
        dialog.fileSelected.connect(self.save_to)
        dialog.open()

    def save_to(self, path: str) -> None:
        """Write the sheet into a file, closed to everybody else: as text where its name ends so, else as PDF."""
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
            same = read_recovery_key(self.typed.value()) == read_recovery_key(self._sheet.key)
        except NotAllowed as error:
            return Finding("key", error.sentence)
        said = mark("This is another recovery key. Type the one shown above.")
        return None if same else Finding("key", sentence(said))


def write_sheet(path: Path, sheet: RecoveryKeySheet) -> Path:
    """Write a file that only its owner may read: a PDF or plain text, as its name ends.

    Raises `FileTrouble`; under another ending nothing is written, the name could be the database's.
    """
    if path.suffix.lower() not in (".pdf", ".txt"):
        said = mark("{file} is no name for the key. Nothing was written. End the name in .pdf or .txt.")
        raise FileTrouble(sentence(said, file=path.name))
    is_text = path.suffix.lower() == ".txt"
    content = said_sheet(sheet).encode() if is_text else print_recovery_key_sheet(sheet, translated)
    try:
        path.touch(mode=0o600)
        path.chmod(0o600)
        path.write_bytes(content)
    except OSError as error:
        said = mark("{file} cannot be written ({reason}). Choose another folder.")
        raise FileTrouble(sentence(said, file=path.name, reason=error.strerror)) from error
    return path


def said_sheet(sheet: RecoveryKeySheet) -> str:
    """The sheet in plain text: which clinic, which database, the key, what it is for."""
    return tr(
        "Pico Tracker: recovery key\n\nClinic: {clinic}\nDatabase: {database}\nMade on: {day}\n\n{key}\n\n"
        "This key opens the record when the passphrase is lost, and lets a new passphrase be set. "
        "Who has it and the database can read every patient. Keep it locked away, apart from the computer.\n",
        clinic=sheet.clinic.name,
        database=sheet.database,
        day=said_day(sheet.made_at.astimezone(ZoneInfo(sheet.clinic.time_zone)).date()),
        key=sheet.key,
    )


def _in_two_lines(groups: tuple[str, ...]) -> str:
    half = len(groups) // 2
    return "-".join(groups[:half]) + "\n" + "-".join(groups[half:])


def _typewriter(font: QFont) -> QFont:
    made = QFont(font)
    made.setFamilies(["Noto Sans Mono", "DejaVu Sans Mono", "Consolas", "Menlo", "monospace"])
    return made
