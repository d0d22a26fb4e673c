"""Under which signature consents stand: on the screen, on paper and scanned, or on paper only."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QStandardPaths, Qt, Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from pico_tracker.domain.consent_forms import Signing
from pico_tracker.domain.consents import CONSENT_NAMES, SIGNED_BY_NAMES
from pico_tracker.domain.errors import PicoError
from pico_tracker.domain.permissions import Permission
from pico_tracker.services.consent_scans import (
    attach_consent_scan,
    reinstate_consent_scan,
    withdraw_consent_scan,
)
from pico_tracker.services.context import Done
from pico_tracker.ui.consultation.consent_sheets import show_signed_consent
from pico_tracker.ui.consultation.scan_dialog import ScanDialog
from pico_tracker.ui.desk import Desk
from pico_tracker.ui.kit.buttons import Button, Kind
from pico_tracker.ui.kit.cards import Card, clear, line
from pico_tracker.ui.kit.chips import Chip, ChipText
from pico_tracker.ui.kit.days import said_day
from pico_tracker.ui.kit.flow_layout import FlowLayout
from pico_tracker.ui.kit.notice import NoticeBoard
from pico_tracker.ui.kit.plain_text import Label, Role
from pico_tracker.ui.kit.style import Tone
from pico_tracker.ui.kit.words import tr, translated


class SigningsCard(Card):
    """Every signature of a course, hidden while there is none: `card.show_signings(signings)`.

    It opens the scanned pages, attaches a scan and prints what was signed. `changed()` follows when
    pages were attached or taken away.
    """

    changed = Signal()

    def __init__(self, desk: Desk, notices: NoticeBoard) -> None:
        super().__init__(tr("Signatures"))
        self._desk, self._notices = desk, notices
        holder = QWidget()
        self._rows = QVBoxLayout(holder)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(8)
        self.add(holder)
        self.hide()

    def show_signings(self, signings: tuple[Signing, ...]) -> None:
        """Show these in place of what was there, the latest first."""
        clear(self._rows)
        for number, one in enumerate(signings):
            if number:
                self._rows.addWidget(line())
            self._rows.addWidget(self._row(one))
        self.setVisible(bool(signings))

    def _row(self, signing: Signing) -> QWidget:
        row = QWidget()
        stack = QVBoxLayout(row)
        stack.setContentsMargins(0, 0, 0, 0)
        stack.setSpacing(4)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(Label(signed_line(signing), Role.STRONG, wrap=True), 1)
        head.addWidget(Chip(signing_chip(signing)), 0, Qt.AlignmentFlag.AlignVCenter)
        stack.addLayout(head)
        stack.addWidget(Label(decided_line(signing), Role.SMALL, wrap=True))
        holder = QWidget()
        flow = FlowLayout(holder, gap=6)
        for button in self._buttons(signing):
            flow.addWidget(button)
        stack.addWidget(holder)
        return row

    def _buttons(self, signing: Signing) -> list[Button]:
        day = said_day(signing.first.on)
        show = Button(tr("Show pages"), kind=Kind.QUIET, icon="search", run=partial(self.show_pages, signing.id))
        show.setAccessibleName(tr("Show the scanned pages of {day}", day=day))
        attach = Button(tr("Attach scan"), kind=Kind.QUIET, icon="plus", run=partial(self.choose_scan, signing.id))
        attach.setAccessibleName(tr("Attach a scan to what was signed {day}", day=day))
        print_ = Button(tr("Print"), kind=Kind.QUIET, icon="print", run=partial(self.print_signed, signing.id))
        print_.setAccessibleName(tr("Print what was signed {day}", day=day))
        may_write = self._desk.may(Permission.WRITE_CLINICAL)
        has_pages = signing.pages > 0 or (may_write and signing.taken_away > 0)
        return [*([show] if has_pages else []), *([attach] if may_write else []), print_]

    def show_pages(self, signing_id: int) -> None:
        """Open the scanned pages."""
        dialog = ScanDialog(self._desk, signing_id, self.window())
        dialog.finished.connect(self.changed)
        dialog.open()

    def print_signed(self, signing_id: int) -> None:
        """Open what was signed, to be printed."""
        show_signed_consent(self._desk, signing_id, self.window())

    def choose_scan(self, signing_id: int) -> None:
        """Ask which file is the scan."""
        kinds = tr("Scans") + " (*.pdf *.jpg *.jpeg *.png *.webp *.PDF *.JPG *.JPEG *.PNG *.WEBP)"
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        dialog = QFileDialog(self, tr("Choose the scan"), folder, f"{kinds};;{tr('All files')} (*)")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(partial(self.attach, signing_id))
        dialog.open()

    def attach(self, signing_id: int, path: str) -> None:
        """Attach the scan in the file at `path`; reading it takes a moment."""
        self._notices.tell(tr("{file} is being read.", file=Path(path).name))
        self._desk.run(
            attach_consent_scan,
            signing_id,
            Path(path),
            done=self._attached,
            failed=self._refuse,
            long=True,
        )

    def _refuse(self, error: PicoError) -> None:
        self._notices.clear()
        self._notices.refuse(error)

    def _attached(self, done: Done[tuple[int, ...]]) -> None:
        self._notices.clear()
        if not done.changed:
            self._notices.tell(tr("This scan is attached already. Nothing was added."))
            return
        count = len(done.value)
        said = tr("1 page is attached.") if count == 1 else tr("{count} pages are attached.", count=count)
        self._notices.tell(said, Tone.OK, undo=partial(self._take_back, done.value))
        self.changed.emit()

    def _take_back(self, pages: tuple[int, ...]) -> None:
        done = partial(self._taken_back, pages)
        self._desk.run(withdraw_consent_scan, *pages, done=done, failed=self._notices.refuse)

    def _taken_back(self, pages: tuple[int, ...], _done: object) -> None:
        redo = partial(self._put_back, pages)
        self._notices.tell(tr("The scan is taken away."), Tone.OK, undo=redo, action=tr("Put it back"))
        self.changed.emit()

    def _put_back(self, pages: tuple[int, ...]) -> None:
        self._desk.run(reinstate_consent_scan, *pages, done=self._back_again, failed=self._notices.refuse)

    def _back_again(self, _done: object) -> None:
        self._notices.tell(tr("The scan is back."), Tone.OK)
        self.changed.emit()


def signed_line(signing: Signing) -> str:
    """When and by whom, as in `22 Nov 2026, Amara Nwosu (the patient)`."""
    first = signing.first
    role = translated(SIGNED_BY_NAMES[first.signed_by]).lower()
    return tr("{day}, {name} ({role})", day=said_day(first.on), name=first.signed_name, role=role)


def decided_line(signing: Signing) -> str:
    """What was given by it, and apart from that what was refused."""
    given, refused = (_names(signing, given=given) for given in (True, False))
    if not refused:
        return tr("For: {names}", names=given)
    if not given:
        return tr("Refused: {names}", names=refused)
    return tr("For: {given}; refused: {refused}", given=given, refused=refused)


def _names(signing: Signing, *, given: bool) -> str:
    return ", ".join(translated(CONSENT_NAMES[one.kind]) for one in signing.consents if one.given is given)


def signing_chip(signing: Signing) -> ChipText:
    """Where the signature is."""
    if signing.pages:
        where = tr("1 page") if signing.pages == 1 else tr("{count} pages", count=signing.pages)
        if signing.is_drawn:
            return ChipText(tr("Signed on screen, {pages}", pages=where), Tone.OK)
        return ChipText(tr("On paper, {pages}", pages=where), Tone.OK)
    if signing.is_drawn:
        return ChipText(tr("Signed on screen"), Tone.OK)
    return ChipText(tr("On paper, not scanned yet"), Tone.WARN)
