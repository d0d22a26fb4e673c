"""How far the clinic lets a missing paper or an outdated certificate go."""

from collections.abc import Iterable, Mapping

from pico_tracker.domain.findings import Level
from pico_tracker.domain.rules import Content, Rule
from pico_tracker.domain.words import mark

LEVELS: Mapping[str, Level] = {"note": Level.NOTE, "caution": Level.CAUTION, "stop": Level.STOP}
LEVEL_NAMES = {
    "note": mark("Note: shown only"),
    "caution": mark("Caution: needs a reason"),
    "stop": mark("Stop: no reason answers it"),
}


def read_policy(content: Content) -> Level:
    """The level of a policy; raises `KeyError` for a word that is none."""
    return LEVELS[content["level"]]


def levels_of(rules: Iterable[Rule]) -> Mapping[str, Level]:
    """Every policy's level by its key. What the clinic decided itself holds from the first day; as it
    ships, an unticked one without a source stops nobody."""
    return {rule.key: _level(rule) for rule in rules if not rule.retired}


def _level(rule: Rule) -> Level:
    level = read_policy(rule.content)
    return level if rule.written_by else rule.level_for(rule.evidence, level)
