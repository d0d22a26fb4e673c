"""The clipboard, which forgets what this program put there after a minute."""

from PySide6.QtCore import QTimer
from PySide6.QtGui import QGuiApplication

FORGET_MS = 60_000


def copy_text(text: str) -> None:
    """Put `text` on the clipboard; after `FORGET_MS` it is taken off, unless replaced by then."""
    clipboard = QGuiApplication.clipboard()
    clipboard.setText(text)

    def forget() -> None:
        if clipboard.text() == text:
            clipboard.clear()

    QTimer.singleShot(FORGET_MS, clipboard, forget)


def as_tsv(rows: list[list[str]]) -> str:
    """Rows of cells as text that pastes into a spreadsheet: tabs between, a line each."""
    return "\n".join("\t".join(" ".join(cell.split()) for cell in row) for row in rows)
