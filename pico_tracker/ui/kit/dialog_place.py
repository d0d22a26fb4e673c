"""Where a dialog stands: over the middle of its window, and wholly on the screen."""

from PySide6.QtCore import QPoint, QRect, QSize
from PySide6.QtWidgets import QDialog


def centre_dialog(dialog: QDialog) -> None:
    """Put a dialog over the middle of the window it belongs to, inside its screen."""
    parent = dialog.parentWidget()
    over = dialog.screen().availableGeometry() if parent is None else parent.window().frameGeometry()
    frame = QRect(QPoint(), dialog.frameGeometry().size())
    frame.moveCenter(over.center())
    _put(dialog, frame)


def keep_on_screen(dialog: QDialog) -> None:
    """Move a dialog that grew past an edge of its screen back inside; another one stays where it is."""
    _put(dialog, dialog.frameGeometry())


def _put(dialog: QDialog, frame: QRect) -> None:
    at = place_inside(frame, dialog.screen().availableGeometry())
    if at != dialog.pos():
        dialog.move(at)


def place_inside(frame: QRect, room: QRect) -> QPoint:
    """The place nearest to a frame's own at which it lies in the room; what is larger begins at its edge."""
    spare = (room.size() - frame.size()).expandedTo(QSize(0, 0))
    across = min(max(frame.left(), room.left()), room.left() + spare.width())
    down = min(max(frame.top(), room.top()), room.top() + spare.height())
    return QPoint(across, down)
