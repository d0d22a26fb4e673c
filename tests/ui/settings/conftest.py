"""Settings on a real clinic file."""

from collections.abc import Callable

import pytest

from pico_tracker.services.context import Context
from pico_tracker.ui.desk import Desk
from pico_tracker.ui.kit.backend import Backend
from pico_tracker.ui.settings.page import SettingsPage
from tests.builders import Bench
from tests.ui.desks import Show, on_screen, page_backend, page_in_light, page_look

__all__ = ["on_screen", "page_backend", "page_in_light", "page_look"]

OpenSettings = Callable[[Context], SettingsPage]


@pytest.fixture
def open_settings(page_backend: Backend, on_screen: Show) -> OpenSettings:
    """Opens Settings for a person; what others change is asked for again, as in the window."""

    def opened(context: Context) -> SettingsPage:
        page = SettingsPage(Desk(page_backend, context))
        page_backend.records_changed.connect(lambda _topics: page.refresh())
        on_screen(page)
        return page

    return opened


@pytest.fixture
def settings(open_settings: OpenSettings, file_bench: Bench) -> SettingsPage:
    """The administrator's settings."""
    return open_settings(file_bench.administrator)
