"""The narrow fields of the kit, by the name that this page knows them by."""

from pico_tracker.ui.kit.slim_fields import (
    FieldRow,
    FindingList,
    SlimChoiceField,
    SlimNumberField,
    SlimTextField,
    mark_input,
)

__all__ = ["FieldRow", "FindingList", "SlimChoiceField", "SlimNumberField", "SlimTextField", "mark_input"]
