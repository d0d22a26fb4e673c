"""What a course may be compared with: a range from published studies, or from the clinic's own courses.

Source: clinical reference, section 7. The model behind a published range is an assumption and says
so; nothing here promises a result, and no range is ever modelled for melasma, which comes back.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from statistics import quantiles

from pico_tracker.domain.evidence import Evidence
from pico_tracker.domain.inks import TATTOO, InkColour, inks_named
from pico_tracker.domain.outcomes import EndPoint, Outcome, clearance_after
from pico_tracker.domain.words import Sentence, mark, sentence

FEWEST_COURSES = 30
"""Finished courses of a kind from which a clinic's own quantiles take the place of studies."""
FEWEST_READINGS = 10
"""Below so many readings after the same number of sessions a tenth of them means nothing."""
READINGS_FOR_STATUS = 3
PLATEAU_POINTS = 5
MELASMA = "melasma"


@dataclass(frozen=True, slots=True)
class PassUse:
    """What a pass tells about the ink it was meant for."""

    wavelength_nm: int
    purpose: str


Uses = Sequence[Sequence[PassUse]]
"""The passes of each session, oldest session first."""
History = Mapping[int, int]
"""A finished course's readings: sessions before the look to percent cleared."""


@dataclass(frozen=True, slots=True)
class CourseKind:
    """Courses that may be compared: same concern, same ink, same wavelengths."""

    concern_key: str
    ink: InkColour | None
    wavelengths_nm: frozenset[int]


@dataclass(frozen=True, slots=True)
class RangeStep:
    """The range after so many sessions, in percent cleared."""

    sessions: int
    lower: Decimal
    upper: Decimal
    middle: Decimal | None = None
    """The median, where the clinic's own courses tell it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExpectedRange:
    """A range to compare with, from 0 sessions on, with its name and the words that belong beneath."""

    name: Sentence
    steps: tuple[RangeStep, ...]
    limits: tuple[Sentence, ...]
    is_own: bool = False

    def step_after(self, sessions: int) -> RangeStep | None:
        """The range after so many sessions, None where it does not reach."""
        return next((step for step in self.steps if step.sessions == sessions), None)


@dataclass(frozen=True, slots=True)
class PublishedPoint:
    """A single end-point that was published, drawn as a point and never as a curve."""

    name: Sentence
    sessions: Decimal
    percent: Decimal
    limits: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class Expectation:
    """All that a course may be compared with; `remarks` say what is missing and what stands out."""

    band: ExpectedRange | None = None
    point: PublishedPoint | None = None
    remarks: tuple[Sentence, ...] = ()

    @property
    def limits(self) -> tuple[Sentence, ...]:
        """The words that belong beneath whatever is drawn."""
        drawn = self.band or self.point
        return () if drawn is None else drawn.limits


NO_EXPECTATION = Expectation()


@dataclass(frozen=True, slots=True)
class Status:
    """How a course gets on, in a neutral word, with the rule that the word follows."""

    said: Sentence
    rule: Sentence


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """What is known when a course is compared."""

    concern_key: str
    inks: tuple[InkColour, ...]
    uses: Uses
    until: int
    """As many sessions as the chart reaches."""
    outcomes: tuple[Outcome, ...]
    histories_of: Callable[[CourseKind], Sequence[History]]
    """The finished courses of a kind."""
    names: Mapping[InkColour, str]
    """The colours in the reader's language."""


def expect(facts: Comparison) -> Expectation:
    """What a course may be compared with: the first of its inks for which there is a range."""
    if facts.concern_key == TATTOO and not facts.inks:
        return Expectation(remarks=(sentence(_NO_INKS),))
    kinds = kinds_of(facts)
    bands = [(kind, _band(facts, kind)) for kind in kinds if kind.wavelengths_nm]
    band = next((found for _, found in bands if found is not None), None)
    missing = [kind for kind, found in bands if found is None]
    low = [_low_remark(facts, kind) for kind in kinds]
    point = None if band else next(filter(None, (_point(facts, kind) for kind in kinds)), None)
    remarks = (*(_missing_remark(facts, kind) for kind in missing), *low)
    return Expectation(band, point, tuple(one for one in remarks if one is not None))


_NO_INKS = mark("Record the ink colours of this tattoo to compare it with published studies.")
_NO_ENDPOINT = mark("{kind}: no end-point was published, so there is no range.")
_RELAPSES = mark("Melasma comes back: readings only, no range.")
_LOW = mark(
    "{kind}: published clearance with this wavelength is low, {percent} % after {sessions} sessions ({paper})."
)


def kinds_of(facts: Comparison) -> tuple[CourseKind, ...]:
    """The kinds a course belongs to: one for each ink of a tattoo, else a single one."""
    inks = facts.inks if facts.concern_key == TATTOO else (None,)
    return tuple(CourseKind(facts.concern_key, ink, wavelengths_for(ink, facts.uses, facts.names)) for ink in inks)


def wavelengths_for(ink: InkColour | None, uses: Uses, names: Mapping[InkColour, str]) -> frozenset[int]:
    """The wavelengths of the last session that treated this ink.

    A pass is meant for the inks its purpose names; one that names none may be meant for any.
    """
    for passes in reversed(uses):
        named = {one.wavelength_nm for one in passes if ink is None or ink in inks_named(one.purpose, names)}
        free = {one.wavelength_nm for one in passes if not inks_named(one.purpose, names)}
        if named or free:
            return frozenset(named or free)
    return frozenset()


def _band(facts: Comparison, kind: CourseKind) -> ExpectedRange | None:
    own = own_range(facts.histories_of(kind), _said_kind(facts, kind), facts.until)
    found = _published_for(facts, kind)
    if own is not None or found is None or not found[0].has_band:
        return own
    return published_range(*found, _said_ink(facts, kind), facts.until)


def _published_for(facts: Comparison, kind: CourseKind) -> tuple[Outcome, EndPoint] | None:
    """The published result for this kind that has an end-point."""
    for outcome in facts.outcomes:
        if outcome.endpoint and outcome.is_about(kind.concern_key, kind.ink, kind.wavelengths_nm):
            return outcome, outcome.endpoint
    return None


def published_range(outcome: Outcome, endpoint: EndPoint, ink: str, until: int) -> ExpectedRange:
    """The range around one published end-point, from 0 up to `until` sessions."""
    share = (outcome.spread.value if outcome.spread else Decimal(0)) / 100
    steps = tuple(
        RangeStep(
            count,
            clearance_after(endpoint.residual, count, 1 - share),
            clearance_after(endpoint.residual, count, 1 + share),
        )
        for count in range(until + 1)
    )
    return ExpectedRange(
        name=sentence(mark("Range in published studies: {ink}, {device}"), ink=ink, device=outcome.device),
        steps=steps,
        limits=(_said_endpoint(outcome, endpoint), *_model_limits(outcome)),
    )


def _said_endpoint(outcome: Outcome, endpoint: EndPoint) -> Sentence:
    paper = ", ".join(part for part in (outcome.paper, outcome.studied) if part)
    said = mark("Published: {percent} % after {sessions} sessions ({paper}).")
    return sentence(said, percent=endpoint.percent, sessions=endpoint.sessions, paper=paper)


def _model_limits(outcome: Outcome) -> tuple[Sentence, ...]:
    if outcome.spread is None:
        model = sentence(mark("A model, not a promise: each session clears the same share of what is left."))
        return (model, *_written_limits(outcome))
    unsourced = mark(
        "A model, not a promise: each session clears the same share of what is left, give or take {spread} % of "
        "that share (not sourced)."
    )
    sourced = mark(
        "A model, not a promise: each session clears the same share of what is left, give or take {spread} % of "
        "that share."
    )
    text = sourced if outcome.spread.evidence is Evidence.SOURCED else unsourced
    return (sentence(text, spread=outcome.spread.value), *_written_limits(outcome))


def _written_limits(outcome: Outcome) -> tuple[Sentence, ...]:
    return (_as_written(outcome.limits),) if outcome.limits else ()


def _as_written(text: str) -> Sentence:
    return Sentence("{written}", {"written": text})


def own_range(histories: Sequence[History], kind: str, until: int) -> ExpectedRange | None:
    """The 10, 50 and 90 % quantiles of the clinic's finished courses, None below 30 of them.

    After each number of sessions the readings taken there count, as long as there are 10.
    """
    if len(histories) < FEWEST_COURSES:
        return None
    steps = [RangeStep(0, Decimal(0), Decimal(0), Decimal(0))]
    for count in range(1, until + 1):
        read = [history[count] for history in histories if count in history]
        if len(read) < FEWEST_READINGS:
            break
        tenths = [Decimal(str(one)) for one in quantiles(read, n=10, method="inclusive")]
        steps.append(RangeStep(count, tenths[0], tenths[8], tenths[4]))
    if len(steps) == 1:
        return None
    name = mark("Middle 80 % of {count} finished courses here: {kind}")
    rule = mark(
        "From the readings of {count} finished courses of this clinic: 10 % lie below, 10 % above, the line in "
        "the middle halves them. It ends where fewer than {fewest} were read; courses that ended earlier are "
        "missing further on."
    )
    return ExpectedRange(
        name=sentence(name, count=len(histories), kind=kind),
        steps=tuple(steps),
        limits=(sentence(rule, count=len(histories), fewest=FEWEST_READINGS),),
        is_own=True,
    )


def _point(facts: Comparison, kind: CourseKind) -> PublishedPoint | None:
    """The one end-point of a concern whose course is not modelled."""
    found = _published_for(facts, kind)
    if found is None or kind.concern_key in (TATTOO, MELASMA) or found[1].sessions > facts.until:
        return None
    outcome, endpoint = found
    return PublishedPoint(
        sentence(mark("Published end-point: {device}"), device=outcome.device),
        endpoint.sessions,
        endpoint.percent,
        (_said_endpoint(outcome, endpoint), *_written_limits(outcome)),
    )


def _missing_remark(facts: Comparison, kind: CourseKind) -> Sentence | None:
    if kind.concern_key == MELASMA:
        return sentence(_RELAPSES)
    return sentence(_NO_ENDPOINT, kind=_said_kind(facts, kind)) if kind.ink else None


def _low_remark(facts: Comparison, kind: CourseKind) -> Sentence | None:
    found = _published_for(facts, kind)
    if found is None or not found[1].is_low:
        return None
    outcome, endpoint = found
    values = {"percent": endpoint.percent, "sessions": endpoint.sessions, "paper": outcome.paper}
    return sentence(_LOW, kind=_said_kind(facts, kind), **values)


def _said_ink(facts: Comparison, kind: CourseKind) -> str:
    return facts.names[kind.ink] if kind.ink else ""


def _said_kind(facts: Comparison, kind: CourseKind) -> str:
    wavelengths = "/".join(str(one) for one in sorted(kind.wavelengths_nm, reverse=True))
    return ", ".join(part for part in (_said_ink(facts, kind), f"{wavelengths} nm") if part)


def statuses(latest: Mapping[int, int], band: ExpectedRange | None) -> tuple[Status, ...]:
    """How a course gets on, from its latest reading after each number of sessions.

    Nothing is said before three readings after a session. Source: reference, `plateau_rule`.
    """
    read = [(count, percent) for count, percent in sorted(latest.items()) if count > 0]
    if len(read) < READINGS_FOR_STATUS:
        return ()
    return (*_pace(*read[-1], band), *_plateau([percent for _, percent in read[-3:]]))


def _pace(sessions: int, percent: int, band: ExpectedRange | None) -> Iterable[Status]:
    step = band.step_after(sessions) if band else None
    if band is None or step is None:
        return
    place = "below" if percent < step.lower else "above" if percent > step.upper else "inside"
    word, rule = _PACES[place]
    values = {"percent": percent, "sessions": sessions, "low": round(step.lower), "high": round(step.upper)}
    yield Status(sentence(word[band.is_own]), sentence(rule, **values))


_PACES = {
    "below": (
        (mark("Slower than the range in published studies"), mark("Slower than our finished courses")),
        mark(
            "After three readings or more the last one counts: {percent} % after {sessions} sessions lies below "
            "{low} to {high} %."
        ),
    ),
    "inside": (
        (mark("Inside the range in published studies"), mark("Inside the middle of our finished courses")),
        mark(
            "After three readings or more the last one counts: {percent} % after {sessions} sessions lies inside "
            "{low} to {high} %."
        ),
    ),
    "above": (
        (mark("Faster than the range in published studies"), mark("Faster than our finished courses")),
        mark(
            "After three readings or more the last one counts: {percent} % after {sessions} sessions lies above "
            "{low} to {high} %."
        ),
    ),
}
"""The word for published studies and for the clinic's own courses, and the rule it follows."""


def _plateau(last_three: Sequence[int]) -> Iterable[Status]:
    first, second, third = last_three
    if third == 100 or second - first >= PLATEAU_POINTS or third - second >= PLATEAU_POINTS:
        return
    rule = mark("Three readings, and the last two gains under {points} points each: {first}, {second}, {third} %.")
    values = {"first": first, "second": second, "third": third}
    yield Status(
        sentence(mark("No further gain at the last two readings")), sentence(rule, points=PLATEAU_POINTS, **values)
    )
