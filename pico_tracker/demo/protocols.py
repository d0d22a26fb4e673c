"""The dose protocols that the demonstration clinic has adopted: made up, for no patient."""

from typing import Any

from pico_tracker.domain.ranges import blank_protocol
from pico_tracker.domain.rules import RuleKind
from pico_tracker.services.context import Context
from pico_tracker.services.rules import add_rule

_REASON = "Adopted for the demonstration."
_PROTOCOLS: tuple[dict[str, Any], ...] = (
    {
        "name": "Black ink, types I to IV, 1064 nm",
        "concern": "tattoo",
        "skin_to": "IV",
        "wavelength_nm": 1064,
        "fluence_from_j_cm2": "1.6",
        "fluence_to_j_cm2": "4.4",
        "spot_from_mm": "3",
        "spot_to_mm": "5",
        "rate_from_hz": "1",
        "rate_to_hz": "5",
        "start_fluence_j_cm2": "2.4",
        "start_spot_mm": "3",
        "start_rate_hz": "4",
    },
    {
        "name": "Melasma, types II to IV, 1064 nm",
        "concern": "melasma",
        "skin_from": "II",
        "skin_to": "IV",
        "wavelength_nm": 1064,
        "fluence_from_j_cm2": "0.5",
        "fluence_to_j_cm2": "0.8",
        "spot_from_mm": "8",
        "spot_to_mm": "8",
    },
)


def adopt_protocols(context: Context) -> None:
    """Write down what this clinic treats by; the second ink of a tattoo has no protocol."""
    for number, parts in enumerate(_PROTOCOLS, start=1):
        add_rule(context, RuleKind.DOSE_PROTOCOL, f"protocol_{number}", {**blank_protocol(), **parts}, _REASON)
