"""Finds a packaged file, in a checkout and in an installed wheel. Any room may import it."""

from pathlib import Path

_PACKED = Path(__file__).parent / "_resources"
_CHECKOUT = Path(__file__).parent.parent / "resources"


def find_resource(*parts: str) -> Path:
    """Return the path of `resources/<parts>`.

    Raises `FileNotFoundError` when neither the wheel nor the checkout has it.
    """
    for root in (_PACKED, _CHECKOUT):
        path = root.joinpath(*parts)
        if path.exists():
            return path
    raise FileNotFoundError("/".join(("resources", *parts)))
