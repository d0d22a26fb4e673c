"""A field for each item of a scale, and the answers back out of them."""

from collections.abc import Iterable
from decimal import Decimal

from pico_tracker.domain.scales.shape import ANSWERS, Answers, Choice, Item
from pico_tracker.ui.kit.choice_fields import Option
from pico_tracker.ui.kit.fields import ChoiceField, NumberField, TextField
from pico_tracker.ui.kit.words import tr, translated

ItemField = ChoiceField | NumberField | TextField


def field_of(item: Item) -> ItemField:
    """The field that an item is answered in."""
    name, label, hint = f"{ANSWERS}.{item.key}", translated(item.label), translated(item.hint) if item.hint else ""
    if item.is_text:
        return TextField(name, label, hint=hint)
    if item.choices:
        options = tuple(Option(str(one.value), _said(one)) for one in item.choices)
        return ChoiceField(name, label, options=options, hint=hint)
    return NumberField(name, label, unit=translated(item.unit) if item.unit else "", hint=hint)


def answer_in(field: ItemField) -> str:
    """What was answered, as the scale takes it; empty where nothing that can be read was."""
    value = field.value()
    return format(value, "f") if isinstance(value, Decimal) else str(value or "")


def show_answers(fields: Iterable[ItemField], answers: Answers) -> None:
    """Put answers into the fields."""
    for field in fields:
        answer = answers.get(field.name.removeprefix(f"{ANSWERS}."), "")
        if answer and isinstance(field, NumberField):
            field.set_value(Decimal(answer))
        elif answer and not isinstance(field, NumberField):
            field.set_value(answer)


def _said(choice: Choice) -> str:
    if not choice.text:
        return choice.label
    return tr("{points}: {anchor}", points=choice.label, anchor=translated(choice.text))
