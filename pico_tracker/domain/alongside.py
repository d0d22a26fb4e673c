"""Treatment alongside: creams, tablets, peels, treatment elsewhere, each with its days."""

from enum import StrEnum

from pico_tracker.domain.words import mark


class AlongsideKind(StrEnum):
    """What a patient has beside the laser."""

    CREAM = "cream"
    TABLET = "tablet"
    PEEL = "peel"
    ELSEWHERE = "elsewhere"
    OTHER = "other"


ALONGSIDE_NAMES = {
    AlongsideKind.CREAM: mark("Cream"),
    AlongsideKind.TABLET: mark("Tablet"),
    AlongsideKind.PEEL: mark("Peel"),
    AlongsideKind.ELSEWHERE: mark("Treatment elsewhere"),
    AlongsideKind.OTHER: mark("Other"),
}
