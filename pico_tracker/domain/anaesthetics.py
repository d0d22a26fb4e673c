"""Local anaesthetics, told by the words a clinic writes them with, and the allergies that lock them."""

import re
import unicodedata
from collections.abc import Iterable

_FAMILY = re.compile(
    r"[ck]ain"
    r"|\b(?:lido(?:[ck]|\b)|ligno[ck]|xylo[ck]|prilo[ck]|tetra[ck]a|amethoc|ametop|benzo[ck]a)"
    r"|\b(?:emla|lmx|ela[ -]?max|pliaglis|rapydan|synera|oraqix)"
    r"|\bnumb(?!ness|er)|an(?:a?e|a)sthe|betaub"
)
"""Substances and creams, misspelt and in neighbouring languages too. Most end in -caine or -kain; the word "number"
and the numbness a reaction left are no anaesthetics. Written for folded text."""
_COMMON_WORDS = frozenset(
    {"cream", "spray", "ointment", "lotion", "local", "topical", "skin", "with", "from", "after"}
    | {"allergy", "allergic", "reaction", "rash"}
)


def conflicting_allergy(product: str, allergies: Iterable[str], *, is_lidocaine: bool) -> str:
    """The first recorded allergy that numbing with this product would meet, or an empty text.

    `is_lidocaine` says that it is of the family whatever the product is called. Within the family every allergy
    counts for every product: creams are mixtures, and a missed allergy is worse than a locked cream.
    """
    product = _folded(product)
    is_family = is_lidocaine or _FAMILY.search(product) is not None
    return next((one for one in allergies if _meets(_folded(one), product, is_family=is_family)), "")


def _meets(allergy: str, product: str, *, is_family: bool) -> bool:
    if is_family and _FAMILY.search(allergy):
        return True
    words = (word for word in re.findall(r"\w+", allergy) if len(word) > 3 and word not in _COMMON_WORDS)
    return any(word in product for word in words)


def _folded(text: str) -> str:
    """Lower case without accents, so that "Lidocaïne" is met by lidocaine."""
    return "".join(c for c in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(c))
