"""A whole name in one cell taken apart: "Dr. Anna Smith", "Smith, Anna", "van der Berg, Jan, Dr."."""

from dataclasses import dataclass


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_OPENING = _words("dr prof professor doctor doktor mr mrs ms miss mx sir dame herr frau")
# Only with their dot: without it these are given names somewhere.
_OPENING_WITH_DOT = _words("mag ing dipl pd priv-doz hr fr rev univ-prof dipl-ing")
_FOLLOWING = _words("med dent rer nat phil jur habil vet h c mult pol oec ing dipl mag univ")
_DEGREES = _words("md phd dds dmd rn mba msc bsc ma ba frcp frcs")
_GENERATION = _words("jr sr jun sen ii iii iv")
_PARTICLES = _words(
    """van von vom der den de del della dello di da das do dos du des la le las los zu zum zur ter ten te af
    av auf bin ibn al el 't 's"""
)


@dataclass(frozen=True, slots=True)
class NameParts:
    """A person's name in the parts in which it is kept."""

    title: str
    given_names: str
    family_name: str


def split_name(text: str) -> NameParts:
    """Take a whole name apart, already on one line.

    With a comma the family name comes first; without one the last word is the family name,
    together with the `van der` before it.
    """
    parts = [part.strip() for part in text.split(",") if part.strip()]
    titles = [part for part in parts[1:] if _is_title(part)]
    names = [parts[0], *(part for part in parts[1:] if part not in titles)] if parts else [""]
    generation = names.pop(1) if len(names) > 1 and _bare(names[1]) in _GENERATION else ""
    if len(names) == 1:
        given, family = _at_family(cut_title(names[0])[1])
        opening = cut_title(names[0])[0]
    else:
        opening, given = cut_title(" ".join(names[1:]))
        before, family = cut_title(names[0])
        opening = _joined(opening, before)
    return NameParts(_joined(opening, *titles), given, _joined(family, generation))


def cut_title(text: str) -> tuple[str, str]:
    """The titles at the beginning and the rest; at least one word is always left as a name."""
    words = text.split()
    count = 0
    while count < len(words) - 1 and _continues_title(words[count], count > 0):
        count += 1
    return " ".join(words[:count]), " ".join(words[count:])


def _continues_title(word: str, has_begun: bool) -> bool:
    pieces = [piece for piece in word.casefold().split(".") if piece]
    known = _OPENING | _FOLLOWING if has_begun else _OPENING
    if pieces and pieces[0] in known:
        return all(piece in _OPENING | _FOLLOWING for piece in pieces)
    return word.endswith(".") and ".".join(pieces).replace(".-", "-") in _OPENING_WITH_DOT


def _is_title(part: str) -> bool:
    words = part.split()
    if all(_bare(word) in _DEGREES for word in words):
        return True
    return all(_continues_title(word, place > 0) for place, word in enumerate(words))


def _at_family(text: str) -> tuple[str, str]:
    words = text.split()
    end = len(words)
    if end > 2 and _bare(words[-1]) in _GENERATION:
        end -= 1
    start = max(end - 1, 0)
    while start > 0 and words[start - 1].casefold() in _PARTICLES:
        start -= 1
    return " ".join(words[:start]), " ".join(words[start:])


def _bare(word: str) -> str:
    return word.casefold().replace(".", "")


def _joined(*parts: str) -> str:
    return " ".join(part for part in parts if part)
