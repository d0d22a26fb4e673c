"""What may stand in an amendment of a signed session, and what it changed, in words."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import zip_longest

from pico_tracker.domain.amendments import AmendmentKind, check_reason
from pico_tracker.domain.devices import Device
from pico_tracker.domain.findings import Finding, Findings, Level
from pico_tracker.domain.passes import LoggedPass, PassEntry
from pico_tracker.domain.session_days import check_possible_day
from pico_tracker.domain.session_telling import Recorded, Told, Voice, tell_pass, tell_session, tell_whole_pass
from pico_tracker.domain.sessions import (
    Session,
    SessionEntry,
    SessionFacts,
    check_eyes,
    check_record,
)
from pico_tracker.domain.words import mark, sentence

VOID_ALREADY = Finding(
    "",
    sentence(mark("This session was found void. It stays readable and is not changed any more.")),
    Level.STOP,
    "amendment.void",
)
_LOCK = "session.allergy"


@dataclass(frozen=True, slots=True)
class Difference:
    """One fact as it was and as it is now; a text is empty where nothing is recorded."""

    label: str
    before: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Amendment:
    """One amendment of a session with all that it changed; a session found void is changed in nothing."""

    kind: AmendmentKind
    by: str
    at: datetime
    reason: str
    differences: tuple[Difference, ...]


def keep_fixed(before: SessionEntry, typed: SessionEntry) -> SessionEntry:
    """The typed entry with what no amendment changes: whose course it is, what was asked and said before treating.

    The advice told and the photos are records of their own.
    """
    return replace(
        typed,
        entry_id=before.entry_id,
        course_id=before.course_id,
        answers=before.answers,
        checked=before.checked,
        reason=before.reason,
        aftercare_told=before.aftercare_told,
        photo_ids=before.photo_ids,
        visit_id=before.visit_id,
    )


def check_amendment(entry: SessionEntry, before: SessionEntry, facts: SessionFacts, reason: str) -> Findings:
    """All that is wrong or doubtful with an amended entry, in the order of the form.

    It states what happened, so the values must be possible and nothing more is asked; every caution, and an
    allergy that the anaesthesia met, is answered by the reason.
    """
    found = [*check_possible_day(entry.performed_on, facts.today), *_check_checked_day(entry), *check_eyes(entry)]
    found += [_as_happened(one) for one in check_record(entry, facts)]
    if entry == before:
        said = sentence(mark("Nothing was changed. Change what was wrong, or leave it as it is."))
        found.append(Finding("", said, Level.STOP, "amendment.nothing"))
    return (*found, *check_reason(reason))


def check_void(session: Session, reason: str) -> Findings:
    """What keeps a session from being found void: it says why, once."""
    if session.is_void:
        return (VOID_ALREADY,)
    if not reason:
        said = sentence(mark("Write why it is void. The session stays readable, with the reason."))
        return (Finding("reason", said, Level.STOP, "amendment.reason"),)
    return check_reason(reason)


def _check_checked_day(entry: SessionEntry) -> Findings:
    checked = entry.checked
    if checked is None or checked.checked_at.date() == entry.performed_on:
        return ()
    said = sentence(
        mark("It was checked before treating on {checked}; the session is said to be of another day."),
        checked=checked.checked_at.date(),
    )
    return (Finding("performed_on", said, Level.CAUTION, "session.checked_day"),)


def _as_happened(finding: Finding) -> Finding:
    """What locks an anaesthesia before it is given is a caution once it was given."""
    return replace(finding, level=Level.CAUTION) if finding.code == _LOCK else finding


def differences(before: Recorded, after: Recorded, voice: Voice) -> tuple[Difference, ...]:
    """Every fact and every setting that differs between two versions, in the order of the form."""
    facts = _between(tell_session(before, voice), tell_session(after, voice))
    passes = zip_longest(before.passes, after.passes)
    settings = (
        one for number, pair in enumerate(passes, start=1) for one in _pass_differences(number, *pair, voice)
    )
    return (*facts, *_outline_difference(before, after, voice), *settings)


def _between(before: tuple[Told, ...], after: tuple[Told, ...], prefix: str = "") -> Iterator[Difference]:
    for old, new in zip(before, after, strict=True):
        if old.text != new.text:
            yield Difference(prefix + new.label, old.text, new.text)


def _outline_difference(before: Recorded, after: Recorded, voice: Voice) -> Iterator[Difference]:
    """An area drawn anew, whose name and size stayed."""
    drawn = {one.area_id: one.outline for one in before.entry.areas}
    for one in after.entry.areas:
        if drawn.get(one.area_id, one.outline) != one.outline:
            label = voice.say(mark("Outline of {area}"), area=one.name)
            yield Difference(label, voice.say(mark("As drawn first")), voice.say(mark("Drawn anew")))


def _pass_differences(
    number: int, before: LoggedPass | None, after: LoggedPass | None, voice: Voice
) -> Iterator[Difference]:
    named = voice.say(mark("Pass {number}"), number=number)
    if before is not None and after is not None:
        yield from _between(tell_pass(before, voice), tell_pass(after, voice), f"{named}, ")
    else:
        whole = ["" if one is None else tell_whole_pass(one, voice) for one in (before, after)]
        yield Difference(named, *whole)


def amendments_of(session: Session, voice: Voice) -> tuple[Amendment, ...]:
    """What was done to a session since it was signed, oldest first, each with what it changed."""
    after: tuple[Recorded, ...] = (*session.earlier[1:], session)
    return tuple(
        Amendment(
            kind=one.kind,
            by=one.amended_by,
            at=one.amended_at,
            reason=one.reason,
            differences=differences(one, following, voice),
        )
        for one, following in zip(session.earlier, after, strict=False)
    )


def why_void(session: Session) -> str:
    """Why a session was found void, empty where it was not."""
    return next((one.reason for one in session.earlier if one.kind is AmendmentKind.VOID), "")


def amended_as(session: Session, entry: SessionEntry, operator_name: str, devices: Mapping[int, Device]) -> Session:
    """The session as it would stand with this entry; `devices` name what its passes were given with."""
    passes = tuple(_named(one, devices.get(one.device_id)) for one in entry.passes)
    return replace(session, entry=entry, passes=passes, operator_name=operator_name)


def _named(entry: PassEntry, device: Device | None) -> LoggedPass:
    pieces = () if device is None else device.handpieces
    handpiece = next((one.name for one in pieces if one.id == entry.handpiece_id), "")
    return LoggedPass(device_name="" if device is None else device.name, handpiece_name=handpiece, entry=entry)
