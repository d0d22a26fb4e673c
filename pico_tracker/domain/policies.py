"""How far the clinic lets a missing paper or an outdated certificate go."""

from collections.abc import Iterable, Mapping

from pico_tracker.domain.findings import Level
from pico_tracker.domain.rules import Content, Rule
from pico_tracker.domain.words import mark

LEVELS: Mapping[str, Level] = {"note": Level.NOTE, "caution": Level.CAUTION, "stop": Level.STOP}
LEVEL_NAMES = {"note": mark("Note: shown only"), "caution": mark("Caution: needs a reason"), "stop": mark("Stop")}


def read_policy(content: Content) -> Level:
    """The level of a policy; raises `KeyError` for a word that is none."""
    return LEVELS[content["level"]]


def levels_of(rules: Iterable[Rule]) -> Mapping[str, Level]:
    """Every policy's level by its key. What the clinic decides itself holds from the first day."""
    return {rule.key: read_policy(rule.content) for rule in rules if not rule.retired}
