"""Where the demonstration clinic treats: outlines on the maps of body and face, and their size."""

from decimal import Decimal

from pico_tracker.domain.treated_areas import BodyView, Outline

SITES: dict[str, tuple[BodyView, int, Outline]] = {
    "right forearm": (BodyView.FRONT, 38, ((193, 412), (153, 478), (123, 478), (130, 445), (149, 412))),
    "left shoulder": (
        BodyView.FRONT,
        52,
        (
            (655, 193),
            (702, 199),
            (727, 203),
            (741, 207),
            (751, 212),
            (758, 218),
            (769, 236),
            (742, 236),
            (714, 226),
            (683, 198),
        ),
    ),
    "ankle": (BodyView.FRONT, 14, ((408, 927), (412, 949), (353, 949), (365, 938), (362, 927))),
    "upper back": (
        BodyView.BACK,
        64,
        (
            (629, 203),
            (664, 208),
            (696, 237),
            (710, 258),
            (709, 260),
            (702, 258),
            (696, 260),
            (697, 276),
            (695, 288),
            (549, 288),
            (549, 209),
        ),
    ),
    "left wrist": (BodyView.FRONT, 9, ((883, 495), (886, 505), (891, 511), (856, 511), (858, 504), (853, 495))),
    "calf": (
        BodyView.BACK,
        40,
        (
            (424, 763),
            (431, 797),
            (431, 810),
            (408, 878),
            (357, 878),
            (336, 834),
            (326, 806),
            (326, 788),
            (333, 763),
        ),
    ),
    "cheeks": (
        BodyView.FACE,
        60,
        (
            (770, 440),
            (766, 488),
            (759, 525),
            (752, 554),
            (745, 581),
            (663, 600),
            (614, 569),
            (609, 538),
            (587, 518),
            (577, 478),
            (579, 448),
            (609, 476),
            (644, 486),
            (682, 481),
            (707, 464),
            (714, 440),
        ),
    ),
    "forehead": (
        BodyView.FACE,
        80,
        (
            (333, 239),
            (388, 213),
            (445, 204),
            (500, 207),
            (555, 204),
            (612, 213),
            (667, 239),
            (648, 290),
            (630, 308),
            (585, 311),
            (550, 322),
            (450, 322),
            (415, 311),
            (370, 308),
            (352, 290),
        ),
    ),
    "hands": (
        BodyView.HANDS,
        90,
        (
            (232, 380),
            (228, 371),
            (221, 361),
            (213, 348),
            (192, 324),
            (214, 279),
            (217, 277),
            (218, 267),
            (243, 240),
            (279, 240),
            (309, 249),
            (334, 271),
            (329, 289),
            (326, 317),
            (321, 342),
            (311, 380),
        ),
    ),
    "neck": (
        BodyView.FACE,
        110,
        (
            (650, 751),
            (650, 833),
            (730, 887),
            (850, 924),
            (150, 952),
            (193, 903),
            (332, 866),
            (352, 784),
            (356, 759),
            (445, 812),
            (555, 812),
            (644, 759),
        ),
    ),
}
"""By the words of a course's area: the map, the size in cm², the outline."""


def outline_at(name: str, session: int) -> Outline:
    """The outline in the session number `session`, from 0: what has cleared is left out."""
    _view, _size, outline = SITES[name]
    share = _share(session)
    across = sum(corner[0] for corner in outline) / len(outline)
    down = sum(corner[1] for corner in outline) / len(outline)
    return tuple((round(across + (x - across) * share), round(down + (y - down) * share)) for x, y in outline)


def size_at(name: str, session: int) -> Decimal:
    """Its size in cm² in that session."""
    return (SITES[name][1] * Decimal(str(_share(session))) ** 2).quantize(Decimal(1))


def _share(session: int) -> float:
    """How wide it still is."""
    return max(0.8, 1 - 0.05 * session)
