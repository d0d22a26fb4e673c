"""What a draft of a session holds that a fresh page would not, in a few words for its owner."""

from collections.abc import Iterator, Mapping

from pico_tracker.ui.kit.fields import ChoiceField, DateField, NumberField, TextField, WholeNumberField
from pico_tracker.ui.kit.form import AnyField
from pico_tracker.ui.kit.words import tr
from pico_tracker.ui.session_log.pass_text import PASS_FIELDS, PassText, from_json
from pico_tracker.ui.session_log.session_form import SessionForm

NAMED = 6
"""So many differences are named, more are counted."""
SHORT = 24
"""Characters of a value that are shown."""
_SHOWN = (ChoiceField, DateField, NumberField, TextField, WholeNumberField)
_KEYS = frozenset({"device_id", "handpiece_id", "spot_shape", "fluence_basis", "endpoints"})
"""Settings of a pass whose text is a key: they are named without it."""


def said_differences(form: SessionForm, typed: Mapping[str, str]) -> str:
    """Where `typed` differs from the form as it is opened; an empty text where it does not."""
    found = [said for field in form.fields for said in _differences(form, field, typed)]
    if len(found) > NAMED:
        found = [*found[:NAMED], tr("{count} more", count=len(found) - NAMED)]
    return ", ".join(found)


def _differences(form: SessionForm, field: AnyField, typed: Mapping[str, str]) -> Iterator[str]:
    fresh, now = form.fresh.get(field.name, ""), typed.get(field.name, "")
    if field.name not in typed or now == fresh:
        return
    if field is form.passes:
        yield from _in_passes(form, from_json(fresh), from_json(now))
    elif now and isinstance(field, _SHOWN):
        yield tr("{field} {value}", field=field.label_text, value=_short(now))
    else:
        yield field.label_text if now else tr("{field} empty", field=field.label_text)


def _in_passes(form: SessionForm, fresh: tuple[PassText, ...], now: tuple[PassText, ...]) -> Iterator[str]:
    if len(fresh) != len(now):
        yield tr("{count} passes", count=len(now))
    for place, one in enumerate(now):
        before = fresh[place] if place < len(fresh) else PassText()
        for name in PASS_FIELDS:
            if getattr(one, name) != getattr(before, name):
                yield _of_pass(form, name, place + 1, getattr(one, name))


def _of_pass(form: SessionForm, name: str, number: int, value: str) -> str:
    labels = {field.name: field.label_text for field in form.passes.editor.fields}
    label = labels.get(name, name)
    if name in _KEYS or not value:
        return tr("{field} of pass {number}", field=label, number=number)
    return tr("{field} of pass {number}: {value}", field=label, number=number, value=_short(value))


def _short(text: str) -> str:
    return text if len(text) <= SHORT else f"{text[: SHORT - 1]}…"
