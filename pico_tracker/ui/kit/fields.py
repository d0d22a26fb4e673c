"""All form fields in one place to import from."""

from pico_tracker.ui.kit.choice_fields import ChoiceField, Option, TickField, YesNoField
from pico_tracker.ui.kit.date_field import DateField
from pico_tracker.ui.kit.field import Field
from pico_tracker.ui.kit.lines_field import LinesField
from pico_tracker.ui.kit.number_fields import NumberField, WholeNumberField
from pico_tracker.ui.kit.text_fields import LongTextField, TextField

__all__ = [
    "ChoiceField",
    "DateField",
    "Field",
    "LinesField",
    "LongTextField",
    "NumberField",
    "Option",
    "TextField",
    "TickField",
    "WholeNumberField",
    "YesNoField",
]
