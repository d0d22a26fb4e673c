"""What the demonstration clinic does for each concern: settings seen in published work, never advice.

Settings lie inside the plausible ranges of the clinical reference, section 1.5.
"""

from dataclasses import dataclass
from decimal import Decimal

from pico_tracker.domain.laser import FluenceBasis, Spot, SpotShape, energy_mj
from pico_tracker.domain.next_plans import PlannedPass
from pico_tracker.domain.passes import Endpoint, PassEntry


@dataclass(frozen=True, slots=True)
class Setting:
    """One pass as this clinic begins it; fluence grows by `step` J/cm² a session up to `limit`."""

    device_key: str
    handpiece: str
    wavelength_nm: int
    pulse_ps: int
    spot_mm: str
    fluence: str
    step: str
    limit: str
    hz: str
    pulses: tuple[int, int]
    endpoint: Endpoint
    purpose: str = ""
    times: int = 1
    """How often a pass goes over the area."""


@dataclass(frozen=True, slots=True)
class Treatment:
    """A concern as this clinic treats it: areas, goal, passes, clearance gained a session."""

    concern_key: str
    areas: tuple[str, ...]
    goal: str
    settings: tuple[Setting, ...]
    gain: float
    """Share of what is left that one session clears, at the middle."""


@dataclass(frozen=True, slots=True)
class Tool:
    """A device of the clinic with the keys of its handpieces by name."""

    device_id: int
    handpieces: dict[str, int]


BLACK_INK = Setting(
    "picoway", "Zoom", 1064, 450, "3", "2.4", "0.4", "4.4", "4", (180, 340), Endpoint.FROSTING, "Black ink"
)
RED_INK = Setting(
    "picoway", "Zoom", 532, 375, "3", "1.0", "0.2", "1.6", "2", (60, 130), Endpoint.SLIGHT_WHITENING, "Red ink"
)

_ARRAY = "Focus lens array, 755 nm"

TONE_1064 = Setting(
    "picoway", "Zoom", 1064, 450, "8", "0.6", "0.05", "0.75", "5", (900, 2200), Endpoint.ERYTHEMA, "Tone"
)
SPOTS_532 = Setting(
    "picoway", "Zoom", 532, 375, "4", "0.35", "0.05", "0.5", "2", (20, 160), Endpoint.SLIGHT_WHITENING, "Spots"
)
SCARS_755 = Setting(
    "picosure",
    _ARRAY,
    755,
    750,
    "6",
    "0.71",
    "0",
    "0.71",
    "5",
    (2000, 5200),
    Endpoint.PINPOINT_BLEEDING,
    "Scars",
    3,
)
LINES_755 = Setting(
    "picosure", _ARRAY, 755, 750, "6", "0.71", "0", "0.71", "5", (2200, 6000), Endpoint.ERYTHEMA, "Lines", 3
)
TONE_755 = Setting(
    "picosure", _ARRAY, 755, 750, "8", "0.4", "0", "0.4", "5", (1800, 4200), Endpoint.ERYTHEMA, "Tone"
)

TATTOO = Treatment(
    "tattoo",
    ("right forearm", "left shoulder", "ankle", "upper back", "left wrist", "calf"),
    "Fade enough for bare arms. Complete removal may not be possible.",
    (BLACK_INK, RED_INK),
    0.21,
)
MELASMA = Treatment(
    "melasma",
    ("cheeks", "forehead", "upper lip"),
    "A more even tone. It may come back; sun protection all year.",
    (TONE_1064,),
    0.13,
)
TREATMENTS = (
    TATTOO,
    MELASMA,
    Treatment("solar_lentigo", ("hands", "cheeks", "décolleté"), "Lighter spots.", (SPOTS_532,), 0.45),
    Treatment(
        "acne_scar",
        ("cheeks", "temples", "chin"),
        "Smoother cheeks; deep scars stay visible.",
        (SCARS_755,),
        0.14,
    ),
    Treatment("wrinkle", ("around the eyes", "around the mouth", "forehead"), "Softer lines.", (LINES_755,), 0.12),
    Treatment("rejuvenation", ("face", "neck", "hands"), "A fresher, more even skin.", (TONE_755,), 0.14),
)


def make_pass(setting: Setting, tool: Tool, index: int, pulses: int) -> PassEntry:
    """The pass of the session number `index`, from 0; energy is the one that belongs to the fluence."""
    fluence = min(Decimal(setting.fluence) + index * Decimal(setting.step), Decimal(setting.limit))
    spot = Spot(SpotShape.ROUND, Decimal(setting.spot_mm))
    return PassEntry(
        device_id=tool.device_id,
        handpiece_id=tool.handpieces.get(setting.handpiece),
        wavelength_nm=setting.wavelength_nm,
        pulse_duration_ps=setting.pulse_ps,
        spot=spot,
        fluence_j_cm2=fluence,
        fluence_basis=FluenceBasis.MACRO_SPOT,
        pulse_energy_mj=energy_mj(fluence, spot).quantize(Decimal("0.1")),
        repetition_hz=Decimal(setting.hz),
        pulses=pulses,
        times=setting.times,
        endpoints=(setting.endpoint,),
        purpose=setting.purpose,
    )


def plan_pass(setting: Setting, tool: Tool, index: int) -> PlannedPass:
    """The pass that this clinic's practitioners plan for the session number `index`."""
    given = make_pass(setting, tool, index, 0)
    return PlannedPass(
        purpose=given.purpose,
        device_id=given.device_id,
        handpiece_id=given.handpiece_id,
        wavelength_nm=given.wavelength_nm,
        pulse_duration_ps=given.pulse_duration_ps,
        spot_width_mm=given.spot.width_mm,
        fluence_j_cm2=given.fluence_j_cm2,
    )
