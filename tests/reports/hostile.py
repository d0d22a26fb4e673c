"""Texts that break programs, and the way to put one into every field of a value that is printed."""

from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass, replace
from enum import Enum
from itertools import count
from typing import Any

from pico_tracker.domain.words import Sentence

KEPT = ("time_zone", "key", "colour")
"""Fields that hold no text of a person: they are chosen from a list or checked before they are kept."""

HOSTILE = {
    "local image": '<img src="/etc/passwd">',
    "local image closed": '<img src="/etc/passwd"/>',
    "relative image": '<img src="../../resources/icons/app.png"/>',
    "image by address": '<img src="file:///etc/hostname" width="10" height="10"/>',
    "image in data": '<img src="data:image/png;base64,iVBORw0KGgo="/>',
    "bold never closed": "<b>Anna",
    "closed never opened": "Anna</b></para></font>",
    "paragraph in paragraph": "<para align=center><para>x</para></para>",
    "nested": "<b><i><u>" * 100 + "x",
    "link": '<a href="http://example.com">x</a><link href="#y">y</link>',
    "script": '<script>app.alert(1)</script><a href="javascript:app.alert(1)">x</a>',
    "address": "http://example.com/?q=1 mailto:x@example.com www.example.com",
    "anchor": '<a name="here"/>',
    "outline": '<onDraw name="x" label="y"/>',
    "index": '<index item="x"/><seq id="y"/>',
    "evaluated": "<evalString>1+1</evalString><dynamic/><greek>a</greek>",
    "colour": '<font color="nonsense" size="1e9">x</font>',
    "entity": "&nosuch; &#0; &#xD800; &amp;lt; & <",
    "entities of entities": '<!DOCTYPE a [<!ENTITY x "&y;&y;"><!ENTITY y "&x;&x;">]>&x;',
    "comment": "<!-- x --><![CDATA[ y ]]><?z?><!DOCTYPE a>",
    "format places": "{name} {0} {} {{ %s %(x)s %",
    "backslashes": r"\ \( \) \n ((((",
    "end of a string": ") Tj ET Q endstream endobj 1 0 obj << /JS (x) >>",
    "control": "a\x00b\x07c\x1b[31md\x7f",
    "only a NUL": "\x00",
    "new lines": "\n" * 5000 + "x",
    "lines": "line\n" * 25,
    "line ends": "a\r\nb\rc\n\rd\ve\ff",
    "tabs": "\t" * 1000 + "x",
    "only blanks": "   \u00a0 \u2003 ",
    "lone surrogate": "a\ud800b",
    "direction": "\u202eabc\u202c\u2066x\u2069",
    "directions never closed": "\u2067\u202b\u2068\u202d" * 80 + "abc אבג 12",
    "zero width": "a\u200b\u200d\ufeff\u2060b",
    "stacked marks": "Z" + "\u0300\u0489" * 200,
    "only marks": "\u0301\u064b\u05b0",
    "emoji": "👩\u200d👩\u200d👧\u200d👦 🏳️\u200d🌈 😀",
    "Arabic": "محمد عبد الله",
    "Arabic with marks": "مُحَمَّد (٤٢) \u0640\u0640 لا\u200cإله",
    "Hebrew": "שרה כהן",
    "Hebrew in English": "Dr כהן (שרה), room 4, 12 % של",
    "Chinese": "山田太郎",
    "Korean": "김민준 \u1100\u1161\u11a8",
    "Devanagari": "प्रिया",
    "Thai": "สมชาย",
    "mixed": "aあש" * 60,
    "private": "\ue000\U000f0000\U0010ffff",
    "not characters": "a\uffff\ufffe\ufdd0b\U0001fffe",
    "paragraph separator": "a\u2028b\u2029c\x85d",
    "formula": "=cmd|' /C calc'!A0",
    "long word": "W" * 1_000,
    "long Arabic": "م" * 500,
    "long Chinese": "山" * 500,
    "wide signs": "⸻﷽ↈ" * 40,
}
LONG = 200_000
HUGE: dict[str, Callable[[], str]] = {
    "one word": lambda: "W" * LONG,
    "words": lambda: "word " * (LONG // 5),
    "opened tags": lambda: "<b>" * (LONG // 3),
    "lines": lambda: "line\n" * 5000,
    "two fonts": lambda: "aՀ" * (LONG // 20),
    "right to left": lambda: "שלום " * (LONG // 20),
    "Chinese": lambda: "山" * (LONG // 10),
}
"""Each made when it is asked for."""


def filled(value: Any, make: Callable[[], str], kept: tuple[str, ...] = KEPT) -> Any:
    """`value` with every text inside it, however deep, replaced by what `make` gives for it."""
    if isinstance(value, Enum):
        return value
    if isinstance(value, str):
        return make()
    if isinstance(value, Sentence):  # written in the program: only its values are typed
        return replace(value, values=filled(value.values, make, kept))
    if isinstance(value, tuple):
        return tuple(filled(one, make, kept) for one in value)
    if isinstance(value, Mapping):
        return {key: filled(one, make, kept) for key, one in value.items()}
    if is_dataclass(value) and not isinstance(value, type):
        inner = {one.name: getattr(value, one.name) for one in fields(value) if one.init and one.name not in kept}
        return replace(value, **{name: filled(one, make, kept) for name, one in inner.items()})
    return value


def everywhere(value: Any, typed: str, kept: tuple[str, ...] = KEPT) -> Any:
    """`value` with every text inside it replaced by `typed`."""
    return filled(value, lambda: typed, kept)


def in_one_field(value: Any, number: int, typed: str) -> Any:
    """`value` with its text field `number`, counted in the order of the fields, replaced by `typed`.

    The others hold a plain word. Where there are fewer fields nothing is `typed`.
    """
    numbers = count()
    return filled(value, lambda: typed if next(numbers) == number else "word")


def numbered(value: Any, make: Callable[[int], str]) -> Any:
    """`value` with every text replaced by what `make` gives for the field's number."""
    numbers = count()
    return filled(value, lambda: make(next(numbers)))


_TOGETHER = 380
"""Characters of short texts that share a field: fewer than most cells print."""
_ALONE = {"only a NUL", "only blanks", "only marks"}
"""Nothing of these is left to print."""


def bundles() -> dict[str, str]:
    """All of `HOSTILE`, short ones put together line by line, so that a sheet is printed some 15 times."""
    made: dict[str, str] = {}
    names: list[str] = []
    for name, text in HOSTILE.items():
        if len(text) > _TOGETHER or name in _ALONE:
            made[name] = text
        elif sum(len(HOSTILE[one]) for one in names) + len(text) > _TOGETHER:
            made[", ".join(names)] = _joined(names)
            names = [name]
        else:
            names.append(name)
    return made | {", ".join(names): _joined(names)}


def _joined(names: list[str]) -> str:
    return "\n".join(HOSTILE[name] for name in names)
