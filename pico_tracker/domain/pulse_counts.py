"""What the counter of a laser shows before and after a session, held against the pulses of its passes."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from pico_tracker.domain.findings import Finding, Findings, Level
from pico_tracker.domain.passes import PassEntry
from pico_tracker.domain.words import mark, sentence

COUNT_LIMIT = 1_000_000_000


@dataclass(frozen=True, slots=True)
class PulseCount:
    """The counter of one laser, in pulses."""

    device_id: int
    starts_at: int
    ends_at: int

    @property
    def fired(self) -> int:
        """Pulses given in between, those beside the skin included."""
        return self.ends_at - self.starts_at


def check_counts(
    counts: Iterable[PulseCount], passes: Sequence[PassEntry], last_ends: Mapping[int, int]
) -> Findings:
    """What is wrong or odd about the counters; `last_ends` are where those lasers stood last, by their keys."""
    read = tuple(counts)
    twice = [key for key, times in Counter(one.device_id for one in read).items() if times > 1]
    said = sentence(mark("The counter of this laser stands here twice. Take one of the two out."))
    return (
        *(Finding(f"counts.{key}", said, Level.STOP, "session.count_twice") for key in twice),
        *(finding for one in read for finding in _check_one(one, passes, last_ends.get(one.device_id))),
    )


def _check_one(count: PulseCount, passes: Sequence[PassEntry], last_end: int | None) -> Findings:
    field = f"counts.{count.device_id}"
    if not (0 <= count.starts_at <= COUNT_LIMIT and 0 <= count.ends_at <= COUNT_LIMIT):
        said = sentence(mark("A pulse counter shows 0 to {limit}."), limit=COUNT_LIMIT)
        return (Finding(field, said, Level.STOP, "session.count"),)
    if count.ends_at < count.starts_at:
        said = sentence(
            mark("The counter ends at {end}, below its start at {start}."), end=count.ends_at, start=count.starts_at
        )
        return (Finding(field, said, Level.STOP, "session.count_order"),)
    if not any(one.device_id == count.device_id for one in passes):
        said = sentence(
            mark("No pass of this session is with this laser. Clear its counter, or choose it in a pass.")
        )
        return (Finding(field, said, Level.STOP, "session.count_unused"),)
    return (*_check_sum(count, passes, field), *_check_last(count, last_end, field))


def _check_sum(count: PulseCount, passes: Sequence[PassEntry], field: str) -> Findings:
    own = [one.pulses for one in passes if one.device_id == count.device_id]
    if None in own:
        return ()
    given = sum(one or 0 for one in own)
    if given == count.fired:
        return ()
    said = sentence(
        mark("The counter went on by {fired}, the passes of this laser have {given} pulses."),
        fired=count.fired,
        given=given,
    )
    return (Finding(field, said, Level.NOTE, "session.count_sum"),)


def _check_last(count: PulseCount, last_end: int | None, field: str) -> Findings:
    if last_end is None or count.starts_at >= last_end:
        return ()
    said = sentence(
        mark("The counter starts at {start}; after the session before it showed {last}."),
        start=count.starts_at,
        last=last_end,
    )
    return (Finding(field, said, Level.NOTE, "session.count_back"),)
