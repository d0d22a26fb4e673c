"""Whether a laser is looked after and whoever fires it may: checks, authorisations, papers in date.

Nothing here is judged by the program: it compares dates and results that people entered, and the
clinic says by its policies how far each gap goes.
"""

import uuid
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from types import MappingProxyType

from pico_tracker.domain.findings import Finding, Findings, Level, check_lengths
from pico_tracker.domain.words import LINE_LIMIT, TEXT_LIMIT, Sentence, mark, sentence

SOON = timedelta(days=30)
"""How long before its end a paper or a service is announced (design choice)."""
_SOURCE = "Clinic policy"


class CheckKind(StrEnum):
    """What was done to a laser."""

    SERVICE = "service"
    OUTPUT = "output check"


class CheckResult(StrEnum):
    """How it came out."""

    PASSED = "passed"
    FAILED = "failed"


class PaperKind(StrEnum):
    """What a person has to have on file."""

    LICENCE = "licence"
    TRAINING = "training"


CHECK_NAMES = {CheckKind.SERVICE: mark("Service"), CheckKind.OUTPUT: mark("Output check")}
RESULT_NAMES = {CheckResult.PASSED: mark("Passed"), CheckResult.FAILED: mark("Failed")}
PAPER_NAMES = {PaperKind.LICENCE: mark("Licence"), PaperKind.TRAINING: mark("Training")}


@dataclass(frozen=True, slots=True, kw_only=True)
class DeviceCheckEntry:
    """A service or an output check as written down; `handpiece_id` is None for the laser itself."""

    entry_id: uuid.UUID
    device_id: int
    handpiece_id: int | None = None
    kind: CheckKind
    done_on: date
    result: CheckResult
    next_due_on: date | None = None
    done_by: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DeviceCheck:
    """A check on record."""

    id: int
    entry: DeviceCheckEntry
    recorded_by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StaffPaperEntry:
    """A licence or a training of a person; `valid_until` is None for one that does not run out."""

    entry_id: uuid.UUID
    staff_id: int
    kind: PaperKind
    title: str
    issued_on: date | None = None
    valid_until: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StaffPaper:
    """A paper on record."""

    id: int
    entry: StaffPaperEntry
    recorded_by: str


@dataclass(frozen=True, slots=True)
class Authorisation:
    """A person who may fire a laser, from the day it was said until it was taken back."""

    id: int
    device_id: int
    staff_id: int
    from_on: date
    until_on: date | None = None
    given_by: str = ""

    def holds(self, on: date) -> bool:
        """Whether it counted on that day."""
        return self.from_on <= on and (self.until_on is None or on < self.until_on)


@dataclass(frozen=True, slots=True)
class UpkeepFacts:
    """What is on file about the lasers and the people of a clinic."""

    checks: tuple[DeviceCheck, ...] = ()
    authorisations: tuple[Authorisation, ...] = ()
    papers: tuple[StaffPaper, ...] = ()
    levels: Mapping[str, Level] = field(default_factory=lambda: MappingProxyType({}))
    """How far the clinic lets each gap go, by the key of its policy."""


@dataclass(frozen=True, slots=True)
class Suspect:
    """A laser or a handpiece whose last check failed, and the sessions to look back on."""

    device_id: int
    handpiece_id: int | None
    kind: CheckKind
    failed_on: date
    sound_on: date | None
    """The last check before that passed; None where none is on file. Sessions after it are in doubt."""
    mended_on: date | None = None
    """The check after it that passed; None while it is out of order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LookBackLine:
    """A session given with a laser in doubt."""

    session_id: int
    performed_on: date
    patient_id: int
    course_id: int
    patient_name: str
    record_number: str
    course_title: str


@dataclass(frozen=True, slots=True)
class UpkeepLine:
    """One thing of laser or staff that runs out or is out of date."""

    field: str
    """`device` or `staff`."""
    record_id: int
    handpiece_id: int | None
    what: str
    """Marked."""
    due_on: date | None
    """None: nothing is on file."""

    def is_past(self, today: date) -> bool:
        """Whether it is out of date, or was never there."""
        return self.due_on is None or self.due_on < today


def check_device_check(entry: DeviceCheckEntry, today: date) -> Findings:
    """Everything wrong with a check as written down."""
    found = []
    if entry.done_on > today:
        found.append(_stop("done_on", sentence(mark("This day is still to come. Check the date."))))
    if entry.next_due_on is not None and entry.next_due_on <= entry.done_on:
        found.append(_stop("next_due_on", sentence(mark("The next one comes after this one."))))
    if entry.result is CheckResult.FAILED and not entry.note:
        found.append(_stop("note", sentence(mark("Say what was found and what is done about it."))))
    return (*found, *check_lengths(entry, {"done_by": LINE_LIMIT, "note": TEXT_LIMIT}, "upkeep"))


def check_staff_paper(entry: StaffPaperEntry, today: date) -> Findings:
    """Everything wrong with a paper as written down."""
    found = []
    if not entry.title:
        found.append(_stop("title", sentence(mark("Say what it is, such as its number or the course."))))
    if entry.issued_on is not None and entry.issued_on > today:
        found.append(_stop("issued_on", sentence(mark("This day is still to come. Check the date."))))
    if entry.issued_on and entry.valid_until and entry.valid_until < entry.issued_on:
        found.append(_stop("valid_until", sentence(mark("It ends before it begins. Check both dates."))))
    return (*found, *check_lengths(entry, {"title": LINE_LIMIT}, "upkeep"))


def list_suspects(checks: Iterable[DeviceCheck]) -> tuple[Suspect, ...]:
    """Every failed check with the span in which it leaves sessions in doubt, newest first."""
    found: list[Suspect] = []
    for (device_id, handpiece_id, kind), entries in _by_object(checks).items():
        sound_on: date | None = None
        open_: Suspect | None = None
        for entry in entries:
            if entry.result is CheckResult.FAILED:
                open_ = open_ or Suspect(device_id, handpiece_id, kind, entry.done_on, sound_on)
            else:
                found += [_mended(open_, entry.done_on)] if open_ else []
                open_, sound_on = None, entry.done_on
        found += [open_] if open_ else []
    return tuple(sorted(found, key=lambda one: one.failed_on, reverse=True))


def check_upkeep(
    operator_id: int, tools: Iterable[tuple[int, int | None]], on: date, facts: UpkeepFacts
) -> Findings:
    """What stands against this person firing these lasers (device and handpiece) on that day."""
    found = [*_check_papers(operator_id, on, facts)]
    pairs = tuple(dict.fromkeys(tools))
    for device_id in dict.fromkeys(device_id for device_id, _ in pairs):
        found += _check_service(device_id, on, facts)
        found += _check_authorised(operator_id, device_id, on, facts)
    for device_id, handpiece_id in pairs:
        found += _check_sound(device_id, handpiece_id, on, facts)
    return tuple(found)


def list_upkeep_due(
    devices: Iterable[int], people: Iterable[int], facts: UpkeepFacts, today: date
) -> tuple[UpkeepLine, ...]:
    """What of these lasers and these practitioners is out of date or ends soon, the oldest first.

    A laser without any check on file is not listed: a clinic that keeps them elsewhere is left alone.
    """
    lines = [line for device_id in devices for line in _device_lines(device_id, facts)]
    lines += [line for staff_id in people for line in _staff_lines(staff_id, facts)]
    due = (line for line in lines if line.due_on is None or line.due_on < today + SOON)
    return tuple(sorted(due, key=lambda line: line.due_on or date.min))


def _by_object(
    checks: Iterable[DeviceCheck],
) -> dict[tuple[int, int | None, CheckKind], list[DeviceCheckEntry]]:
    found: dict[tuple[int, int | None, CheckKind], list[DeviceCheckEntry]] = {}
    for one in sorted(checks, key=lambda check: (check.entry.done_on, check.id)):
        entry = one.entry
        found.setdefault((entry.device_id, entry.handpiece_id, entry.kind), []).append(entry)
    return found


def _mended(suspect: Suspect, on: date) -> Suspect:
    return Suspect(suspect.device_id, suspect.handpiece_id, suspect.kind, suspect.failed_on, suspect.sound_on, on)


def _check_papers(operator_id: int, on: date, facts: UpkeepFacts) -> Iterator[Finding]:
    """A paper that was never on file is Today's business, unless the clinic lets it go further."""
    for kind in PaperKind:
        until = _best_paper(operator_id, kind, on, facts)
        if until is None and _level(f"{kind.value}_out_of_date", facts) is Level.NOTE:
            continue
        if until is None:
            said = sentence(mark("No {paper} is on file for whoever treats."), paper=kind.value)
        elif until < on:
            said = sentence(mark("The {paper} of whoever treats ended on {day}."), paper=kind.value, day=until)
        else:
            continue
        yield from _policy(f"{kind.value}_out_of_date", "operator_id", said, facts)


def _best_paper(staff_id: int, kind: PaperKind, on: date, facts: UpkeepFacts) -> date | None:
    """The last day a paper of this kind counts; None where none is on file that had begun."""
    return max(
        (
            paper.entry.valid_until or date.max
            for paper in facts.papers
            if paper.entry.staff_id == staff_id
            and paper.entry.kind is kind
            and (paper.entry.issued_on is None or paper.entry.issued_on <= on)
        ),
        default=None,
    )


def _check_service(device_id: int, on: date, facts: UpkeepFacts) -> Iterator[Finding]:
    for line in _device_lines(device_id, facts):
        if line.due_on is not None and line.due_on < on:
            said = sentence(mark("{what} of this laser was due on {day}."), what=line.what, day=line.due_on)
            yield from _policy("device_check_overdue", "passes", said, facts)


def _check_authorised(operator_id: int, device_id: int, on: date, facts: UpkeepFacts) -> Iterator[Finding]:
    kept = [one for one in facts.authorisations if one.device_id == device_id]
    if kept and not any(one.staff_id == operator_id and one.holds(on) for one in kept):
        said = sentence(mark("Whoever treats is not among the people authorised for this laser."))
        yield from _policy("operator_not_authorised", "operator_id", said, facts)


def _check_sound(device_id: int, handpiece_id: int | None, on: date, facts: UpkeepFacts) -> Iterator[Finding]:
    """A handpiece that nobody named may be any of that laser."""
    for suspect in list_suspects(facts.checks):
        same = handpiece_id is None or suspect.handpiece_id in (None, handpiece_id)
        same = same and suspect.device_id == device_id
        if same and suspect.failed_on <= on and (suspect.mended_on is None or on < suspect.mended_on):
            said = sentence(
                mark("{what} failed on {day} and none has passed since."),
                what=CHECK_NAMES[suspect.kind],
                day=suspect.failed_on,
            )
            yield from _policy("device_check_failed", "passes", said, facts)


def _level(key: str, facts: UpkeepFacts) -> Level:
    return facts.levels.get(key, Level.NOTE)


def _policy(key: str, name: str, said: Sentence, facts: UpkeepFacts) -> Iterator[Finding]:
    """A stop that the clinic decided stands; where a reason shall answer it, the clinic says caution."""
    yield Finding(name, said, _level(key, facts), f"upkeep.{key}", key, _SOURCE)


def _device_lines(device_id: int, facts: UpkeepFacts) -> Iterator[UpkeepLine]:
    """The day each kind of check is due next, as the newest one on file of each part says."""
    for (owner_id, handpiece_id, kind), entries in _by_object(facts.checks).items():
        newest = entries[-1]
        if owner_id == device_id and newest.next_due_on is not None:
            yield UpkeepLine("device", device_id, handpiece_id, CHECK_NAMES[kind], newest.next_due_on)


def _staff_lines(staff_id: int, facts: UpkeepFacts) -> Iterator[UpkeepLine]:
    for kind in PaperKind:
        until = _best_paper(staff_id, kind, date.max, facts)
        if until != date.max:
            yield UpkeepLine("staff", staff_id, None, PAPER_NAMES[kind], until)


def _stop(name: str, said: Sentence) -> Finding:
    return Finding(name, said, Level.STOP, f"upkeep.{name}")
