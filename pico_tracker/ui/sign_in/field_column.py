"""Fields one below the other, as every page before the main window shows them."""

from typing import Any

from pico_tracker.ui.front_window import Threshold
from pico_tracker.ui.kit.field import Field
from pico_tracker.ui.kit.form import FieldGrid, Form


def place_fields(page: Threshold, form: Form, *fields: Field[Any]) -> None:
    """Put the fields into the page's card, under notices about them all."""
    page.add(form)
    form.take(*fields)
    page.add(FieldGrid(fields, columns=1))
