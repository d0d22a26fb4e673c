"""What published studies report of a treatment's result, and the model fitted to one end-point.

Source: clinical reference, section 7.
"""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from pico_tracker.domain.evidence import Evidence, Figure, read_figure
from pico_tracker.domain.findings import Finding, Findings
from pico_tracker.domain.inks import TATTOO, InkColour
from pico_tracker.domain.rules import Content, RuleField, ValueKind, part_of
from pico_tracker.domain.words import mark, sentence

PLACES = Decimal("0.0001")
"""The residual of a session is kept as the reference prints it."""
LOW_CLEARANCE = Decimal("0.05")
"""Below this share a session, published clearance is called low (design choice, not sourced)."""


@dataclass(frozen=True, slots=True)
class EndPoint:
    """How much had cleared, in percent, after so many sessions; a mean may have a decimal."""

    percent: Decimal
    sessions: Decimal

    @property
    def residual(self) -> Decimal:
        """The share of what is there that a session leaves, 0 to 1.

        Remaining pigment after n sessions is taken as r to the power of n, an assumption.
        """
        left = 1 - self.percent / 100
        return (left ** (1 / self.sessions)).quantize(PLACES, ROUND_HALF_UP)

    @property
    def is_low(self) -> bool:
        """Whether what a session clears is close to nothing."""
        return 1 - self.residual < LOW_CLEARANCE


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """One published result; without an end-point it is only told."""

    name: str
    concern_key: str
    device: str
    wavelengths_nm: frozenset[int]
    inks: frozenset[InkColour]
    studied: str
    """How many people, lesions or tattoos, as far as the paper was seen to say so."""
    paper: str
    """Author and year, as people name it."""
    result: str
    limits: str
    """What this one study cannot tell."""
    endpoint: EndPoint | None
    spread: Figure | None
    """How far the clearance of a session may lie from the fitted one, in percent of it."""
    evidence: Evidence

    @property
    def has_band(self) -> bool:
        """Whether a band may be drawn from it: tattoo ink only, since other concerns relapse or
        are not read as clearance."""
        return self.endpoint is not None and self.concern_key == TATTOO and bool(self.inks)

    def is_about(self, concern_key: str, ink: InkColour | None, wavelengths_nm: frozenset[int]) -> bool:
        """Whether it reports this concern and ink at the wavelengths used, at all of them."""
        same = self.concern_key == concern_key and (ink in self.inks if ink else not self.inks)
        return same and bool(wavelengths_nm) and wavelengths_nm <= self.wavelengths_nm


def clearance_after(residual: Decimal, sessions: int, share: Decimal = Decimal(1)) -> Decimal:
    """Clearance in percent after so many sessions; `share` widens or narrows what one session clears."""
    cleared = min((1 - residual) * share, Decimal(1))
    return 100 * (1 - (1 - cleared) ** sessions) if sessions else Decimal(0)


def read_outcome(content: Content) -> Outcome:
    """A record of `expectations.toml`; raises `ValueError`, `KeyError` or `ArithmeticError`."""
    return Outcome(
        name=content["name"],
        concern_key=content["concern"],
        device=content["device"],
        wavelengths_nm=frozenset(int(one) for one in content.get("wavelengths_nm", ())),
        inks=frozenset(InkColour(one) for one in content.get("inks", ())),
        studied=content.get("studied", ""),
        paper=content["paper"],
        result=content["result"],
        limits=content.get("limits", ""),
        endpoint=_read_endpoint(content),
        spread=read_figure(content.get("spread_percent")),
        evidence=Evidence(content["evidence"]),
    )


def _read_endpoint(content: Content) -> EndPoint | None:
    cleared, sessions = read_figure(content.get("clearance_percent")), read_figure(content.get("sessions"))
    return EndPoint(cleared.value, sessions.value) if cleared and sessions else None


def check_outcome(content: Content) -> Findings:
    """An end-point is a clearance and the sessions it took: one without the other says nothing."""
    cleared, sessions = part_of(content, "clearance_percent.value"), part_of(content, "sessions.value")
    if (cleared is None) == (sessions is None):
        return ()
    missing = "sessions.value" if sessions is None else "clearance_percent.value"
    said = sentence(mark("An end-point needs both: how much had cleared, and after how many sessions."))
    return (Finding(missing, said, code="outcome.endpoint"),)


FIELDS = (
    RuleField(path="name", label=mark("Name"), kind=ValueKind.LINE),
    RuleField(path="paper", label=mark("Author and year"), kind=ValueKind.LINE),
    RuleField(path="result", label=mark("Result"), kind=ValueKind.TEXT),
    RuleField(path="studied", label=mark("How many were studied"), kind=ValueKind.LINE, required=False),
    RuleField(
        path="clearance_percent.value",
        label=mark("Cleared at the end"),
        kind=ValueKind.DECIMAL,
        unit="%",
        required=False,
        low=Decimal(0),
        high=Decimal(99),
    ),
    RuleField(
        path="sessions.value",
        label=mark("After sessions"),
        kind=ValueKind.DECIMAL,
        required=False,
        low=Decimal(1),
        high=Decimal(60),
    ),
    RuleField(
        path="spread_percent.value",
        label=mark("Half width of the band, of what one session clears"),
        kind=ValueKind.DECIMAL,
        unit="%",
        required=False,
        low=Decimal(0),
        high=Decimal(100),
    ),
    RuleField(path="limits", label=mark("What it cannot tell"), kind=ValueKind.TEXT, required=False),
)
"""What the clinic may edit of a published result."""
