"""The card of an area's test patches: every spot with its reading, what it means today, and its photos."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from pico_tracker.domain.permissions import Permission
from pico_tracker.domain.photos import Photo
from pico_tracker.domain.printouts import SheetKind, SheetWish
from pico_tracker.domain.test_patches import Patch
from pico_tracker.services.photos import list_photos
from pico_tracker.services.screening import Screening
from pico_tracker.ui.desk import Desk
from pico_tracker.ui.kit.buttons import Button
from pico_tracker.ui.kit.cards import Card, EmptyState
from pico_tracker.ui.kit.cells import Column, TwoLines
from pico_tracker.ui.kit.chips import ChipText
from pico_tracker.ui.kit.days import said_day
from pico_tracker.ui.kit.plain_text import Label, Role
from pico_tracker.ui.kit.record_table import RecordTable
from pico_tracker.ui.kit.words import tr
from pico_tracker.ui.photo_strip import PhotoStrip
from pico_tracker.ui.safety.patch_words import (
    chosen_text,
    patch_chip,
    patch_note,
    patch_reading,
    patch_settings,
    patch_tool,
    spot_number,
)
from pico_tracker.ui.sheets.logged_sheet import LoggedSheetDialog


class PatchCard(Card):
    """`card.show_patches(patient_id, screening)`.

    Wishes: `patch_wanted()`, and `reading_wanted(Patch, PatchRule | None)` for the spots placed together
    with a patch.
    """

    patch_wanted = Signal()
    reading_wanted = Signal(object, object)

    def __init__(self, desk: Desk) -> None:
        super().__init__(tr("Test patches"), edge_to_edge=True)
        self._desk = desk
        self._screening: Screening | None = None
        self._photos: tuple[Photo, ...] = ()
        self.read_button = Button(tr("Read"), run=self._read)
        self.read_button.setAccessibleName(tr("Read the chosen test patch"))
        self.patch_button = Button(tr("Record test patch"), run=self.patch_wanted.emit)
        self.sheet_button = Button(tr("Print"), icon="print", run=self._print)
        self.sheet_button.explain(tr("All test patches of this area, with lines to read the rest by hand."))
        self.sheet: LoggedSheetDialog | None = None
        self.set_actions(self.sheet_button, self.read_button, self.patch_button)
        self.table: RecordTable[Patch] = RecordTable("test patches", self._columns(), key=lambda one: one.id)
        self.table.setAccessibleName(tr("Test patches"))
        self.table.opened.connect(lambda _patch: self._read())
        self.table.chosen.connect(lambda _patch: self._follow())
        self.empty = EmptyState(
            tr("No test patch yet. One comes before the first session with a laser and wavelength on this area.")
        )
        self.chosen = Label("", wrap=True).selectable()
        self.shows = Label("", Role.SMALL)
        self.foot = QWidget()
        self.strip = PhotoStrip(desk, self.foot)
        self._lay_out()

    def _lay_out(self) -> None:
        self.add(self.table)
        self.add(self.empty)
        stack = QVBoxLayout(self.foot)
        stack.setContentsMargins(15, 8, 15, 12)
        stack.setSpacing(6)
        for part in (self.chosen, self.shows, self.strip):
            stack.addWidget(part)
        self.add(self.foot)
        self.foot.hide()

    def show_nothing(self) -> None:
        """Never show one course's patches while another's are on their way."""
        self._screening, self._photos = None, ()
        self.table.show_rows(())
        self.strip.show_photos(())
        self.foot.hide()

    def show_patches(self, patient_id: int, screening: Screening) -> None:
        """The spots on record for the area, the newest series first, and their photos."""
        self._screening = screening
        self.patch_button.setVisible(self._desk.may(Permission.WRITE_CLINICAL))
        patches = sorted(screening.facts.patches.patches, key=lambda one: one.entry.position)
        self.table.show_rows(sorted(patches, key=lambda one: one.entry.placed_on, reverse=True))
        self.table.fit_height()
        self.table.setVisible(bool(patches))
        self.empty.setVisible(not patches)
        self.sheet_button.setVisible(bool(patches))
        self.chosen.setText(chosen_text(screening))
        self._follow()
        latest = f"patch-photos-{id(self)}"
        self._desk.run(list_photos, patient_id, done=self._show_photos, latest=latest)

    def _show_photos(self, photos: tuple[Photo, ...]) -> None:
        self._photos = photos
        self._follow()

    def _follow(self) -> None:
        """Offer to read, and show the photos of the spot one stands on, else of all of them."""
        screening = self._screening
        if screening is None:
            return
        self.read_button.setVisible(self._desk.may(Permission.WRITE_CLINICAL) and self._to_read() is not None)
        current = self.table.current()
        shown = (current,) if current is not None else screening.facts.patches.patches
        keys = {one.id for one in shown}
        photos = tuple(one for one in self._photos if one.test_patch_id in keys)
        self.strip.show_photos(photos)
        number = "" if current is None else spot_number(current)
        self.shows.setText(tr("Photos of spot {number}", number=number) if number else tr("Photos"))
        self.shows.setVisible(bool(photos))
        self.chosen.setVisible(bool(self.chosen.text()))
        self.foot.setVisible(bool(photos or self.chosen.text()))

    def _print(self) -> None:
        if self._screening is not None:
            wish = SheetWish(kind=SheetKind.TEST_PATCH, course_id=self._screening.facts.course_id)
            self.sheet = LoggedSheetDialog(self._desk, tr("Test patches"), wish, self)
            self.sheet.open()

    def _columns(self) -> tuple[Column[Patch], ...]:
        return (
            Column(
                "placed",
                tr("Placed"),
                lambda one: said_day(one.entry.placed_on),
                sort=lambda one: one.id,
                keep=True,
            ),
            Column("spot", "#", spot_number, number=True, sort=lambda one: one.entry.position, width=36),
            Column("laser", tr("Laser"), lambda one: TwoLines(one.device_name, one.handpiece_name), tip=patch_tool),
            Column("nm", "nm", lambda one: str(one.entry.wavelength_nm), number=True),
            Column(
                "settings",
                tr("Settings, place"),
                lambda one: TwoLines(patch_settings(one), one.entry.place),
                tip=patch_note,
            ),
            Column("reading", tr("Read"), patch_reading, keep=True),
            Column("state", tr("Now"), self._state_of, keep=True),
        )

    def _state_of(self, patch: Patch) -> ChipText | None:
        return None if self._screening is None else patch_chip(patch, self._screening)

    def _to_read(self) -> Patch | None:
        """The spot one stands on, else the newest that nobody read yet."""
        if self._screening is None:
            return None
        unread = (one for one in reversed(self._screening.facts.patches.patches) if not one.readings)
        return self.table.current() or next(unread, None)

    def _read(self) -> None:
        patch = self._to_read()
        if patch is not None and self._screening is not None and self._desk.may(Permission.WRITE_CLINICAL):
            self.reading_wanted.emit(patch, self._screening.facts.patches.rule)
