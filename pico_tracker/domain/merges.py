"""Two records of one person: what differs, what is united, and how both come apart again.

What does not stay is never thrown away: it changes places with what does, and waits in the record that
is put away. Allergies and alerts are united. So a merge can be undone from the two records and the list
of what it did.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from pico_tracker.domain.findings import Finding, Findings
from pico_tracker.domain.patients import LINES_LIMIT, ContactPreference, PatientEntry, PatientState, Sex
from pico_tracker.domain.words import TEXT_LIMIT, Translate, in_english, mark, sentence

FIELD_NAMES = {
    "title": mark("Title"),
    "given_names": mark("Given names"),
    "family_name": mark("Family name"),
    "called": mark("Called"),
    "born_on": mark("Birth date"),
    "sex": mark("Sex"),
    "phones": mark("Phones"),
    "email": mark("E-mail"),
    "address": mark("Address"),
    "language": mark("Language"),
    "contact_preference": mark("Prefers"),
    "contact_hours": mark("Best hours"),
    "guardian": mark("Guardian"),
    "family_doctor": mark("Family doctor"),
}
"""Fields of which a person chooses the one that stays, in the order of the form."""
UNITED = ("allergies", "alerts")
"""Fields of which no line is ever dropped."""
_UNKNOWN = {"sex": Sex.UNKNOWN, "contact_preference": ContactPreference.NONE}
_FILLED = (*FIELD_NAMES, "fitzpatrick", "notes")
"""Fields that the other record fills where this one has nothing."""
_STRICT = {"consent_texts": False, "consent_email": False, "no_contact": True, "is_provisional": False}
"""What holds where the records say both: contact needs a yes in each, and one whole record is enough."""
_STATES = (PatientState.INACTIVE, PatientState.ACTIVE, PatientState.DECEASED)
"""The later one holds."""
_BETWEEN_NOTES = "\n\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class MergeSide:
    """One of two records of one person."""

    entry: PatientEntry
    is_provisional: bool = False
    no_contact: bool = False


@dataclass(frozen=True, slots=True)
class Difference:
    """A field in which the records differ, with the value of each."""

    field: str
    kept: Any
    gone: Any


@dataclass(frozen=True, slots=True)
class United:
    """Both records after a merge, and what it did to them."""

    kept: MergeSide
    gone: MergeSide
    exchanged: tuple[str, ...]
    """Fields whose values changed places."""
    added: tuple[tuple[str, int], ...]
    """What was added to the kept record: the field, and the line's place in the other record."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Merge:
    """A merge on record that was not undone."""

    id: int
    kept_id: int
    gone_id: int
    gone_name: str
    gone_number: str
    at: datetime
    by: str
    reason: str
    can_undo: bool = True
    """Whether nothing was signed since with both histories in view."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PatientMerges:
    """Where a record's history is now, and what was merged into that record."""

    patient_id: int
    """The record itself, or the one that holds everything of it now."""
    put_away: Merge | None = None
    """The merge that put the record away, if one did."""
    merges: tuple[Merge, ...] = ()
    """Into the record that holds everything, latest first."""


def find_differences(kept: PatientEntry, gone: PatientEntry) -> tuple[Difference, ...]:
    """The fields that both records fill and in which they differ, in the order of the form."""
    found = (Difference(name, getattr(kept, name), getattr(gone, name)) for name in FIELD_NAMES)
    return tuple(
        one
        for one in found
        if _is_known(one.field, one.kept) and _is_known(one.field, one.gone) and _differ(one.kept, one.gone)
    )


def check_merge(kept: PatientEntry, gone: PatientEntry, reason: str) -> Findings:
    """All that speaks against making one record of two."""
    return (*_check_states(kept, gone), *_check_room(kept, gone), *_check_reason(reason))


def _check_states(kept: PatientEntry, gone: PatientEntry) -> Iterator[Finding]:
    if {kept.state, gone.state} == {PatientState.ACTIVE, PatientState.DECEASED}:
        said = mark(
            "One record says that the patient has died, the other that treatment goes on. Correct that first."
        )
        yield _stop("gone_id", said)


def _check_room(kept: PatientEntry, gone: PatientEntry) -> Iterator[Finding]:
    lines = unite(MergeSide(entry=kept), MergeSide(entry=gone)).kept.entry
    if any(len(getattr(lines, name)) > LINES_LIMIT for name in UNITED):
        yield _stop(
            "gone_id", mark("Together they have too many allergies or alerts. Shorten one of the lists first.")
        )
    if len(lines.notes) > TEXT_LIMIT:
        yield _stop("gone_id", mark("Together their notes are too long. Shorten one of them first."))


def _check_reason(reason: str) -> Iterator[Finding]:
    if not reason:
        yield _stop("reason", mark("Say how you know that both records are of one person."))
    if len(reason) > TEXT_LIMIT:
        said = sentence(mark("This is longer than {limit} characters. Shorten it."), limit=TEXT_LIMIT)
        yield Finding("reason", said, code="merge.reason")


def unite(
    kept: MergeSide, gone: MergeSide, from_gone: Collection[str] = (), translate: Translate = in_english
) -> United:
    """Make one record of two; of the fields in `from_gone` the other record's value stays.

    An empty field is filled, allergies, alerts and notes are united, a skin type that differs becomes an
    alert. `translate` says that alert in the clinic's language.
    """
    exchanged = tuple(_exchanged(kept, gone, from_gone))
    kept, gone = _exchange(kept, gone, exchanged)
    added = tuple(_missing(kept.entry, gone.entry))
    for name, line in ((name, _line(gone.entry, name, place, translate)) for name, place in added):
        kept = replace(kept, entry=_with(kept.entry, name, line))
    return United(kept, gone, exchanged, added)


def part(united: United, translate: Translate = in_english) -> tuple[MergeSide, MergeSide]:
    """Both records as they were; what somebody wrote into the kept one since stays there."""
    kept, gone = united.kept, united.gone
    for name, place in reversed(united.added):
        kept = replace(kept, entry=_without(kept.entry, name, _line(gone.entry, name, place, translate)))
    return _exchange(kept, gone, united.exchanged)


def _exchanged(kept: MergeSide, gone: MergeSide, from_gone: Collection[str]) -> Iterator[str]:
    chosen = {one.field for one in find_differences(kept.entry, gone.entry) if one.field in from_gone}
    for name in _FILLED:
        mine, theirs = getattr(kept.entry, name), getattr(gone.entry, name)
        if name in chosen or (_is_known(name, theirs) and not _is_known(name, mine)):
            yield name
    for name, strict in _STRICT.items():
        if _value(kept, name) != strict and _value(gone, name) == strict:
            yield name
    if _STATES.index(gone.entry.state) > _STATES.index(kept.entry.state):
        yield "state"


def _exchange(one: MergeSide, other: MergeSide, names: Collection[str]) -> tuple[MergeSide, MergeSide]:
    mine = {name: _value(one, name) for name in names}
    theirs = {name: _value(other, name) for name in names}
    return _changed(one, theirs), _changed(other, mine)


def _changed(side: MergeSide, values: dict[str, Any]) -> MergeSide:
    flags = {name: value for name, value in values.items() if name in MergeSide.__slots__}
    fields = {name: value for name, value in values.items() if name not in flags}
    return replace(side, entry=replace(side.entry, **fields), **flags)


def _value(side: MergeSide, name: str) -> Any:
    return getattr(side if name in MergeSide.__slots__ else side.entry, name)


def _missing(kept: PatientEntry, gone: PatientEntry) -> Iterator[tuple[str, int]]:
    """What of the other record is not in the kept one."""
    for name in UNITED:
        known = {line.casefold() for line in getattr(kept, name)}
        for place, line in enumerate(getattr(gone, name)):
            if line.casefold() not in known:
                known.add(line.casefold())
                yield name, place
    if gone.fitzpatrick is not None and gone.fitzpatrick != kept.fitzpatrick:
        yield "fitzpatrick", 0
    if gone.notes and gone.notes not in kept.notes:
        yield "notes", 0


def _line(gone: PatientEntry, name: str, place: int, translate: Translate) -> str:
    """The words of something that is added."""
    if name == "notes":
        return gone.notes
    if name != "fitzpatrick":
        lines: tuple[str, ...] = getattr(gone, name)
        return lines[place]
    text = mark("Skin type {type} in record {number}, which was merged into this one")
    values = {"type": str(gone.fitzpatrick), "number": gone.record_number}
    return sentence(text, **values).said(translate)


def _with(kept: PatientEntry, name: str, line: str) -> PatientEntry:
    if name == "notes":
        return replace(kept, notes=kept.notes + _BETWEEN_NOTES + line)
    if name == "allergies":
        return replace(kept, allergies=(*kept.allergies, line))
    return replace(kept, alerts=(*kept.alerts, line))


def _without(kept: PatientEntry, name: str, line: str) -> PatientEntry:
    """The entry without what was added; where somebody has rewritten it since, it stays."""
    if name == "notes":
        return replace(kept, notes=kept.notes.removesuffix(_BETWEEN_NOTES + line))
    if name == "allergies":
        return replace(kept, allergies=_less(kept.allergies, line))
    return replace(kept, alerts=_less(kept.alerts, line))


def _less(lines: tuple[str, ...], line: str) -> tuple[str, ...]:
    places = [place for place, one in enumerate(lines) if one == line]
    return tuple(one for place, one in enumerate(lines) if place not in places[-1:])


def _is_known(name: str, value: Any) -> bool:
    return bool(value) and value != _UNKNOWN.get(name)


def _differ(one: Any, other: Any) -> bool:
    if isinstance(one, str) and isinstance(other, str):
        return one.casefold() != other.casefold()
    return bool(one != other)


def _stop(field: str, text: str) -> Finding:
    return Finding(field, sentence(text), code=f"merge.{field}")
