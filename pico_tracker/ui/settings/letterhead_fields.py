"""The fields of a letterhead that are seen as much as typed: the logo and the clinic's colour."""

import re
from decimal import ROUND_FLOOR, Decimal

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QColorDialog, QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from pico_tracker.domain.letterheads import HOUSE_COLOUR, LEAST_CONTRAST, contrast_on_white
from pico_tracker.ui.kit.buttons import Button, Kind
from pico_tracker.ui.kit.decimals import said_decimal
from pico_tracker.ui.kit.field import Field
from pico_tracker.ui.kit.plain_text import Label, Role
from pico_tracker.ui.kit.style import CONTROL, LIGHT, colour, px
from pico_tracker.ui.kit.text_fields import LineInput
from pico_tracker.ui.kit.words import tr
from pico_tracker.ui.photo_files import photo_folder, remember_folder

LOGO_WIDE, LOGO_HIGH = 190, 64
"""Of the box that shows the logo, in px at 100 %."""
EASY_CONTRAST = 7.0
"""From here on even small print is read well. Source: WCAG 2.2, level AAA."""
_COLOUR = re.compile(r"#[0-9a-f]{6}")


class LogoField(Field[bytes]):
    """The logo on white, as on paper: `file_wanted(path)` follows the choice of a file, whose picture
    the page brings by `set_value`."""

    file_wanted = Signal(str)

    def __init__(self, name: str, label: str, *, hint: str = "") -> None:
        super().__init__(name, label, hint=hint)
        self._content = b""
        self.paper = _Paper()
        self.choose_button = Button(tr("Choose a picture"), run=self.ask)
        self.remove_button = Button(tr("Remove"), kind=Kind.QUIET, run=lambda: self.set_value(None))
        beside = QVBoxLayout()
        beside.setSpacing(4)
        beside.addWidget(self.choose_button)
        beside.addWidget(self.remove_button)
        beside.addStretch(1)
        box = QWidget()
        row = QHBoxLayout(box)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        row.addWidget(self.paper)
        row.addLayout(beside)
        row.addStretch(1)
        self._place(box, self.choose_button)
        self.choose_button.setAccessibleName(tr("Choose a picture for the logo"))
        self.remove_button.setAccessibleName(tr("Remove the logo"))
        self._offer()

    def ask(self) -> None:
        """Ask which file holds the logo."""
        kinds = tr("Pictures") + " (*.png *.jpg *.jpeg *.webp *.PNG *.JPG *.JPEG *.WEBP)"
        dialog = QFileDialog(self, tr("Choose the logo"), photo_folder(), f"{kinds};;{tr('All files')} (*)")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(remember_folder)
        dialog.fileSelected.connect(self.file_wanted)
        dialog.open()

    def _offer(self) -> None:
        self.remove_button.setEnabled(bool(self._content))

    def value(self) -> bytes:
        """The picture as it will be kept; empty: none."""
        return self._content

    def set_value(self, value: bytes | None) -> None:
        """Show a logo; none takes it away."""
        if (value or b"") == self._content:
            return
        self._content = value or b""
        self.paper.show_picture(QImage.fromData(self._content))
        self._offer()
        self.changed.emit()

    def raw_text(self) -> str:
        """The bytes in hexadecimal."""
        return self._content.hex()

    def set_raw_text(self, text: str) -> None:
        """Put back what `raw_text` gave."""
        self.set_value(bytes.fromhex(text))


class _Paper(QWidget):
    """A piece of white paper with a picture in its middle."""

    def __init__(self) -> None:
        super().__init__()
        self._picture = QImage()
        self.setFixedSize(px(LOGO_WIDE), px(LOGO_HIGH))
        self.setAccessibleName(tr("No logo"))

    def show_picture(self, picture: QImage) -> None:
        """Show it as large as fits; a null picture leaves the paper empty."""
        self._picture = picture
        self.setAccessibleName(tr("No logo") if picture.isNull() else tr("The logo"))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint paper, picture and a thin edge."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(LIGHT.surface))
        if not self._picture.isNull():
            room = self.rect().adjusted(px(8), px(8), -px(8), -px(8))
            size = self._picture.size().scaled(room.size(), Qt.AspectRatioMode.KeepAspectRatio)
            place = QRectF(0, 0, size.width(), size.height())
            place.moveCenter(QRectF(room).center())
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawImage(place, self._picture)
        painter.setPen(colour("line_strong"))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))


class ColourField(Field[str]):
    """A colour written as in `HOUSE_COLOUR`, with its swatch and how well it is read on white paper."""

    def __init__(self, name: str, label: str) -> None:
        super().__init__(name, label)
        self.input = LineInput(len(HOUSE_COLOUR))
        self.input.setFixedWidth(px(110))
        self.swatch = _Swatch()
        self.choose_button = Button(tr("Choose"), run=self.ask)
        self.said = Label("", Role.SMALL, wrap=True)
        box = QWidget()
        stack = QVBoxLayout(box)
        stack.setContentsMargins(0, 0, 0, 0)
        stack.setSpacing(4)
        row = QHBoxLayout()
        row.setSpacing(8)
        for one in (self.swatch, self.input, self.choose_button):
            row.addWidget(one)
        row.addStretch(1)
        stack.addLayout(row)
        stack.addWidget(self.said)
        self.input.textChanged.connect(self._show)
        self.input.textChanged.connect(self.changed)
        self._place(box, self.input)
        self.choose_button.setAccessibleName(tr("Choose the colour"))
        self._show()

    def ask(self) -> None:
        """Ask for a colour by the dialog of colours."""
        dialog = QColorDialog(QColor(self.value()), self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setWindowTitle(tr("Choose the clinic's colour"))
        dialog.colorSelected.connect(lambda chosen: self.set_value(chosen.name()))
        dialog.open()

    def _show(self) -> None:
        typed = self.value()
        is_colour = _COLOUR.fullmatch(typed) is not None
        self.swatch.show_colour(typed if is_colour else "")
        self.said.setText(said_contrast(typed) if is_colour else "")
        self.input.setAccessibleDescription(self.said.text())

    def value(self) -> str:
        """The colour in small letters, as typed where it is none."""
        return self.input.text().strip().lower()

    def set_value(self, value: str | None) -> None:
        """Show a colour; none empties the field."""
        self.input.show_text(value or "")

    def raw_text(self) -> str:
        """Exactly what was typed."""
        return self.input.text()

    def set_raw_text(self, text: str) -> None:
        """Put back what was typed."""
        self.set_value(text)

    def set_read_only(self, read_only: bool) -> None:
        """Show without letting it be changed; it can still be copied."""
        self.input.setReadOnly(read_only)
        self.choose_button.setEnabled(not read_only)


def said_contrast(written: str) -> str:
    """How well a colour is read on white paper, with its contrast."""
    contrast = contrast_on_white(written)
    # Rounded down, so that nothing too light is said to have what it lacks.
    number = said_decimal(Decimal(contrast).quantize(Decimal("0.1"), ROUND_FLOOR))
    if contrast >= EASY_CONTRAST:
        return tr("Contrast {number} : 1 on white, easy to read", number=number)
    if contrast >= LEAST_CONTRAST:
        return tr("Contrast {number} : 1 on white, readable", number=number)
    return tr("Contrast {number} : 1 on white, too light to read", number=number)


class _Swatch(QWidget):
    """A small field of a colour; crossed out where there is none."""

    def __init__(self) -> None:
        super().__init__()
        self._written = ""
        self.setFixedSize(QSize(px(CONTROL), px(CONTROL)))

    def show_colour(self, written: str) -> None:
        """Show a colour written as in `HOUSE_COLOUR`; empty: none."""
        self._written = written
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the colour with a thin edge."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(colour("line_strong"))
        painter.setBrush(QColor(self._written) if self._written else colour("surface"))
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.drawRoundedRect(box, px(5), px(5))
        if not self._written:
            painter.drawLine(box.bottomLeft(), box.topRight())
