"""Bookmarks: the outline of a long file, by which a reader finds a place without turning pages."""

from reportlab.platypus import Flowable

from pico_tracker.reports.pen import Pen
from pico_tracker.reports.text import printable, shortened

_TITLE_LIMIT = 120


class _Bookmark(Flowable):  # type: ignore[misc]  # ReportLab has no types
    """Takes no room; kept with what follows, so that it leads to the page of its heading."""

    def __init__(self, title: str, level: int) -> None:
        super().__init__()
        self.width = self.height = 0
        self.keepWithNext = 1
        self._title, self._level = title, level

    def draw(self) -> None:
        """Tell the page which place this is; pages are written only once all are known."""
        top = self.canv.absolutePosition(0, 0)[1]
        self.canv.note_place(self._title, self._level, top)


def bookmark(pen: Pen, title: str, level: int = 0) -> Flowable:
    """An entry `title`, in the reader's language, in the file's outline, that leads to this place.

    Put it right before the heading's own line, after any break of the page, so that both come on
    one page. The first entry of a file has level 0, and none is more than one
    level below the entry before it.
    """
    return _Bookmark(shortened(printable(title), _TITLE_LIMIT), level)
