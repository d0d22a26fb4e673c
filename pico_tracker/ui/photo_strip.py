"""Photos on a page: small ones in a row, each opening in a dialog of its own."""

from collections.abc import Iterable

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRect, QSize, Qt
from PySide6.QtGui import QImage, QImageReader, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QAbstractButton, QWidget

from pico_tracker.domain.errors import PicoError
from pico_tracker.domain.photos import Photo
from pico_tracker.domain.reported_reactions import ReportedReaction
from pico_tracker.services.context import Context
from pico_tracker.services.photos import list_photos, read_photo
from pico_tracker.ui.desk import Desk
from pico_tracker.ui.kit.days import said_day
from pico_tracker.ui.kit.dialog import Dialog
from pico_tracker.ui.kit.flow_layout import FlowLayout
from pico_tracker.ui.kit.plain_text import Label, Role, tip
from pico_tracker.ui.kit.style import colour, px
from pico_tracker.ui.kit.words import said, tr

SIDE = 96
"""The longer one of a thumbnail, in px at 100 %."""
SMALLEST = 24
"""What can still be hit, in px at 100 %."""
LARGE = QSize(880, 600)
"""A photo opened large, in px at 100 %."""


class Picture(QWidget):
    """A picture in the middle of its place, never larger than it is nor than its place."""

    def __init__(self, picture: QImage, size: QSize) -> None:
        super().__init__()
        self.picture = QPixmap.fromImage(picture)
        fitted = self.picture.size()
        if fitted.width() > size.width() or fitted.height() > size.height():
            fitted = fitted.scaled(size, Qt.AspectRatioMode.KeepAspectRatio)
        self.setFixedSize(fitted)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint it."""
        paint_picture(QPainter(self), self.rect(), self.picture)


class Thumbnail(QAbstractButton):
    """A small photo that opens large when it is clicked; `side` is its longer one in px at 100 %."""

    def __init__(self, photo: Photo, side: int = SIDE) -> None:
        super().__init__()
        self._picture = QPixmap.fromImage(QImage.fromData(photo.thumbnail))
        box = QSize(px(side), px(side))
        fitted = self._picture.size().scaled(box, Qt.AspectRatioMode.KeepAspectRatio)
        self.setFixedSize(fitted.expandedTo(QSize(px(SMALLEST), px(SMALLEST))))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(title_of(photo))
        self.setToolTip(tip(tr("{title}. Click to see it large.", title=title_of(photo))))

    def paintEvent(self, event: QPaintEvent) -> None:
        """The photo, and a frame where the keyboard is."""
        painter = QPainter(self)
        paint_picture(painter, self.rect(), self._picture)
        if self.hasFocus():
            painter.setPen(QPen(colour("brand"), px(2)))
            painter.drawRect(self.rect().adjusted(1, 1, -1, -1))


class PhotoStrip(QWidget):
    """Photos in a row, hidden where there are none: `strip.show_photos(photos)`."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk = desk
        self._flow = FlowLayout(self, gap=6)
        self.hide()

    def show_photos(self, photos: Iterable[Photo]) -> None:
        """Show these in place of what was there."""
        self._flow.clear()
        for photo in photos:
            small = Thumbnail(photo)
            small.clicked.connect(lambda _checked=False, photo=photo: self._open(photo))
            self._flow.addWidget(small)
        self.setVisible(bool(self._flow.count()))

    def show_reaction(self, reaction: ReportedReaction) -> None:
        """Ask for the photos of what a patient reported, and show them."""

        def show(photos: tuple[Photo, ...]) -> None:
            self.show_photos(one for one in photos if one.reaction_id == reaction.id)

        self._desk.run(list_photos, reaction.patient_id, reaction.entry.course_id, done=show)

    def show_session(self, patient_id: int, course_id: int, session_id: int) -> None:
        """Ask for the photos of a session, and show them."""

        def show(photos: tuple[Photo, ...]) -> None:
            self.show_photos(one for one in photos if one.session_id == session_id)

        self._desk.run(list_photos, patient_id, course_id, done=show, latest=f"photos-{id(self)}")

    def _open(self, photo: Photo) -> None:
        PhotoDialog(self._desk, photo, self.window()).open()


class PhotoDialog(Dialog):
    """One photo, large."""

    def __init__(self, desk: Desk, photo: Photo, parent: QWidget) -> None:
        super().__init__(title_of(photo), parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.about = Label(tr("The photo is being read."), Role.QUIET, wrap=True)
        self.add(self.about)
        self.picture: Picture | None = None
        if photo.note:
            self.add(Label(photo.note, wrap=True).selectable())
        self.ends_with(self.cancel_button(tr("Close")))
        self._size = QSize(px(LARGE.width()), px(LARGE.height()))
        desk.run(read_large, photo.id, self._size, done=self._show, failed=self._refuse, long=True)

    def _show(self, picture: QImage) -> None:
        self.about.hide()
        self.picture = Picture(picture, self._size)
        self.body.insertWidget(0, self.picture, 0, Qt.AlignmentFlag.AlignHCenter)

    def _refuse(self, error: PicoError) -> None:
        self.about.setText(said(error.sentence))


def read_large(context: Context, photo_id: int, size: QSize) -> QImage:
    """A photo, decoded no larger than `size` needs; on the thread of long work."""
    buffer = QBuffer()
    buffer.setData(QByteArray(read_photo(context, photo_id)))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer, QByteArray(b"jpeg"))
    whole = reader.size()
    if whole.width() > size.width() or whole.height() > size.height():
        reader.setScaledSize(whole.scaled(size, Qt.AspectRatioMode.KeepAspectRatio))
    return reader.read()


def title_of(photo: Photo) -> str:
    """What a photo is called."""
    return tr("Photo") if photo.taken_on is None else tr("Photo of {date}", date=said_day(photo.taken_on))


def paint_picture(painter: QPainter, box: QRect, picture: QPixmap) -> None:
    """Paint a picture into the middle of a box, as large as fits."""
    size = picture.size().scaled(box.size(), Qt.AspectRatioMode.KeepAspectRatio)
    target = QRect(box.topLeft(), size)
    target.moveCenter(box.center())
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    painter.drawPixmap(target, picture)
