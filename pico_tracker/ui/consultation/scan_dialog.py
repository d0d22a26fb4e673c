"""The scanned pages of a consent that was signed on paper, large enough to be read."""

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QWidget

from pico_tracker.domain.consent_forms import ConsentScan
from pico_tracker.domain.errors import PicoError
from pico_tracker.domain.permissions import Permission
from pico_tracker.services.consent_scans import (
    list_consent_scans,
    list_scans_taken_away,
    read_consent_scan,
    reinstate_consent_scan,
    withdraw_consent_scan,
)
from pico_tracker.services.context import Context
from pico_tracker.ui.desk import Desk
from pico_tracker.ui.kit.buttons import Button, Kind
from pico_tracker.ui.kit.days import said_day
from pico_tracker.ui.kit.dialog import Dialog
from pico_tracker.ui.kit.flow_layout import FlowLayout
from pico_tracker.ui.kit.notice import NoticeBoard
from pico_tracker.ui.kit.plain_text import Label, Role
from pico_tracker.ui.kit.style import Tone, px
from pico_tracker.ui.kit.words import tr
from pico_tracker.ui.photo_strip import Picture

WIDE, HIGH = 760, 440
"""Of a page, and of the part of it that is seen at once, in px at 100 %."""
_AROUND = 64
"""The dialog's margins and the scroll bar, in px at 100 %."""


class ScanDialog(Dialog):
    """`ScanDialog(desk, signing_id, parent).open()`: page by page, each as wide as the dialog."""

    def __init__(self, desk: Desk, signing_id: int, parent: QWidget) -> None:
        super().__init__(tr("Signed paper"), parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._desk, self._signing_id = desk, signing_id
        self._pages: tuple[ConsentScan, ...] = ()
        self._at = 0
        self.notices, self.about = NoticeBoard(), Label("", Role.QUIET, wrap=True)
        self.back_button = Button("", icon="chevron-left", run=partial(self._turn, -1))
        self.back_button.setAccessibleName(tr("Previous page"))
        self.on_button = Button("", icon="chevron-right", run=partial(self._turn, 1))
        self.on_button.setAccessibleName(tr("Next page"))
        self.area = QScrollArea()
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.area.setMinimumHeight(px(HIGH))
        self.setMinimumWidth(px(WIDE + _AROUND))
        self.area.setAccessibleName(tr("Scanned page"))
        self.add(self.notices)
        self.body.addLayout(self._head())
        self.add(self.area, 1)
        self.add(self._taken_away())
        self.take_away_button = Button(
            tr("Take this page away"), kind=Kind.QUIET, icon="trash", run=self._take_away
        )
        self.ends_with(self.take_away_button, self.cancel_button(tr("Close")))
        self.take_away_button.setVisible(desk.may(Permission.WRITE_CLINICAL))
        self._ask()

    def _head(self) -> QHBoxLayout:
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self.about, 1)
        for button in (self.back_button, self.on_button):
            head.addWidget(button)
        return head

    def _taken_away(self) -> QWidget:
        """What was taken away, each page with the button that puts it back."""
        self.away = QWidget()
        flow = FlowLayout(self.away, gap=8)
        self.away_text = Label("", Role.QUIET)
        flow.addWidget(self.away_text)
        self._away_flow, self.put_back_buttons = flow, list[Button]()
        self.away.setVisible(False)
        return self.away

    def _ask(self) -> None:
        if self._desk.may(Permission.WRITE_CLINICAL):
            self._desk.run(
                list_scans_taken_away,
                self._signing_id,
                done=self._show_away,
                failed=self.notices.refuse,
                latest=f"scans-away-{id(self)}",
            )
        latest = f"scans-{id(self)}"
        self._desk.run(
            list_consent_scans, self._signing_id, done=self._show, failed=self.notices.refuse, latest=latest
        )

    def _show(self, pages: tuple[ConsentScan, ...]) -> None:
        self._pages = pages
        self._at = max(0, min(self._at, len(pages) - 1))
        self._show_page()

    def _show_away(self, pages: tuple[ConsentScan, ...]) -> None:
        for button in self.put_back_buttons:
            self._away_flow.removeWidget(button)
            button.hide()
            button.deleteLater()
        self.put_back_buttons = [self._put_back_button(one, len(pages)) for one in pages]
        for button in self.put_back_buttons:
            self._away_flow.addWidget(button)
            button.show()  # at once; Qt shows it a moment later
        count = len(pages)
        said = tr("1 page taken away") if count == 1 else tr("{count} pages taken away", count=count)
        self.away_text.setText(said)
        self.away.setVisible(bool(pages))

    def _put_back_button(self, page: ConsentScan, count: int) -> Button:
        said = tr("Put back") if count == 1 else tr("Put page {number} back", number=page.page)
        button = Button(said, kind=Kind.QUIET, run=partial(self._put_back, page))
        button.setAccessibleName(tr("Put page {number} back", number=page.page))
        return button

    def _turn(self, by: int) -> None:
        self._at += by
        self._show_page()

    def _show_page(self) -> None:
        self.back_button.setEnabled(self._at > 0)
        self.on_button.setEnabled(self._at < len(self._pages) - 1)
        self.take_away_button.setEnabled(bool(self._pages))
        if not self._pages:
            self.about.setText(tr("No page is on record. Attach the scan again, or close."))
            self.area.takeWidget()
            return
        page = self._pages[self._at]
        day = said_day(page.added_at.astimezone(self._desk.context.zone).date())
        values = {"number": page.page, "count": len(self._pages), "day": day, "name": page.added_by}
        self.about.setText(tr("Page {number} of {count}, scanned {day}, {name}", **values))
        self._desk.run(
            read_page_picture,
            page.id,
            px(WIDE),
            done=self._paint,
            failed=self._refuse,
            latest=f"scan-{id(self)}",
            long=True,
        )

    def _paint(self, picture: QImage) -> None:
        if self._pages:
            self.area.setWidget(Picture(picture, picture.size()))

    def _refuse(self, error: PicoError) -> None:
        self.area.takeWidget()
        self.notices.refuse(error)

    def _take_away(self) -> None:
        if not self._pages:
            return
        page = self._pages[self._at]
        done = partial(self._told_away, page)
        self._desk.run(withdraw_consent_scan, page.id, done=done, failed=self.notices.refuse)

    def _told_away(self, page: ConsentScan, _done: object) -> None:
        said = tr("Page {number} is taken away. It can be put back below.", number=page.page)
        self.notices.clear()
        self.notices.tell(said, Tone.OK, undo=partial(self._put_back, page))
        self._ask()

    def _put_back(self, page: ConsentScan) -> None:
        self._desk.run(reinstate_consent_scan, page.id, done=self._told_back, failed=self.notices.refuse)

    def _told_back(self, _done: object) -> None:
        self.notices.clear()
        self.notices.tell(tr("The page is back."), Tone.OK)
        self._ask()


def read_page_picture(context: Context, scan_id: int, wide: int) -> QImage:
    """A page as a picture `wide` px wide, or as it is where it is narrower; on the thread of long work."""
    picture = QImage.fromData(read_consent_scan(context, scan_id))
    if picture.width() <= wide:
        return picture
    return picture.scaledToWidth(wide, Qt.TransformationMode.SmoothTransformation)
