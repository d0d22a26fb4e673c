"""The pages of the window: made when first wanted, fresh when shown, asked again when touched."""

from collections.abc import Callable
from typing import Protocol, TypeVar, runtime_checkable

from PySide6.QtWidgets import QStackedWidget, QWidget

from pico_tracker.domain.topics import Topics

P = TypeVar("P", bound=QWidget)


@runtime_checkable
class Refreshable(Protocol):
    """A page that shows records of some topics and can ask for them again."""

    topics: Topics

    def refresh(self) -> None:
        """Ask again."""
        ...


@runtime_checkable
class Leavable(Protocol):
    """A page that keeps what was typed before somebody goes elsewhere."""

    def leave(self) -> None:
        """Keep it."""
        ...


class PageShelf(QStackedWidget):
    """One page of each kind: `shelf.take(TodayPage, make)`, then `shelf.show_page(page)`."""

    def __init__(self) -> None:
        super().__init__()
        self._pages: dict[type[QWidget], QWidget] = {}
        self._stale: set[QWidget] = set()

    def take(self, kind: type[P], make: Callable[[], P]) -> P:
        """The page of this kind, made now if it is wanted for the first time."""
        page = self._pages.get(kind)
        if not isinstance(page, kind):
            page = make()
            self._pages[kind] = page
            self._stale.add(page)
            self.addWidget(page)
        return page

    def known(self, kind: type[P]) -> P | None:
        """The page of this kind if it was made already."""
        page = self._pages.get(kind)
        return page if isinstance(page, kind) else None

    def show_page(self, page: QWidget, *, is_fresh: bool) -> None:
        """Bring a page to the front; it asks again if it is stale, unless it has just done so."""
        before = self.currentWidget()
        if before is not page:
            leave(before)
        if not is_fresh and page in self._stale and isinstance(page, Refreshable):
            page.refresh()
        self._stale.discard(page)
        self.setCurrentWidget(page)

    def touch(self, topics: Topics) -> None:
        """Records of these topics changed: the visible page asks again, the others later."""
        for page in self._pages.values():
            if isinstance(page, Refreshable) and page.topics & topics:
                if page is self.currentWidget():
                    page.refresh()
                else:
                    self._stale.add(page)

    def empty(self) -> None:
        """Let go of every page, so that nobody sees what the person before had open."""
        leave(self.currentWidget())
        for page in self._pages.values():
            self.removeWidget(page)
            page.deleteLater()
        self._pages, self._stale = {}, set()


def leave(page: QWidget | None) -> None:
    """Let a page keep what was typed."""
    if isinstance(page, Leavable):
        page.leave()
