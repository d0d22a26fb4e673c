"""All scales, in the order lists show them, and which of them fit a concern."""

from collections.abc import Mapping

from pico_tracker.domain.errors import NotFound
from pico_tracker.domain.scales.clearance import CLEARANCE_QUARTILE
from pico_tracker.domain.scales.dlqi import DLQI
from pico_tracker.domain.scales.ecca import ECCA
from pico_tracker.domain.scales.fitzpatrick import PHOTOTYPE, QUESTIONNAIRE
from pico_tracker.domain.scales.gais import GAIS
from pico_tracker.domain.scales.global_assessment import PHYSICIANS_GLOBAL
from pico_tracker.domain.scales.glogau import GLOGAU
from pico_tracker.domain.scales.goodman_baron import QUALITATIVE, QUANTITATIVE
from pico_tracker.domain.scales.kirby_desai import KIRBY_DESAI
from pico_tracker.domain.scales.masi import MASI, MMASI
from pico_tracker.domain.scales.melasqol import MELASQOL
from pico_tracker.domain.scales.pain import PAIN
from pico_tracker.domain.scales.shape import Scale
from pico_tracker.domain.scales.visia import VISIA
from pico_tracker.domain.scales.wrinkles import WRINKLES
from pico_tracker.domain.words import mark, sentence

SCALES: Mapping[str, Scale] = {
    scale.key: scale
    for scale in (
        KIRBY_DESAI,
        MMASI,
        MASI,
        MELASQOL,
        QUALITATIVE,
        QUANTITATIVE,
        ECCA,
        WRINKLES,
        GLOGAU,
        GAIS,
        PHYSICIANS_GLOBAL,
        CLEARANCE_QUARTILE,
        VISIA,
        PHOTOTYPE,
        QUESTIONNAIRE,
        DLQI,
        PAIN,
    )
}


def scale_of(key: str) -> Scale:
    """The scale of that key; raises `NotFound`."""
    scale = SCALES.get(key)
    if scale is None:
        raise NotFound(sentence(mark("This program does not know the scale “{key}”."), key=key[:40]))
    return scale


def scales_for(concern_key: str) -> tuple[Scale, ...]:
    """Every scale, those that fit the concern first."""
    return tuple(sorted(SCALES.values(), key=lambda scale: not scale.suits(concern_key)))
