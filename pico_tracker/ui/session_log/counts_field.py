"""What the pulse counter of each laser shows before and after the session; not everybody reads it."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from pico_tracker.domain.devices import Device
from pico_tracker.domain.findings import Finding, Findings, Level
from pico_tracker.domain.pulse_counts import PulseCount
from pico_tracker.domain.words import mark, sentence
from pico_tracker.ui.kit.decimals import NotRead, read_whole
from pico_tracker.ui.kit.field import Field
from pico_tracker.ui.kit.plain_text import Label, Role, tip
from pico_tracker.ui.kit.slim_fields import FindingList, SlimNumberField
from pico_tracker.ui.kit.words import tr

_HALF = "form.count_half"
RAW_LIMIT = 10_000
"""A draft's text of counters is never longer than this, in characters."""


class CountRow(QWidget):
    """The counter of one laser: where it stood at the start and at the end."""

    changed = Signal()

    def __init__(self, device: Device) -> None:
        super().__init__()
        self.device = device
        self.start = SlimNumberField("start", tr("Pulse counter of {laser}", laser=device.title), unit=tr("start"))
        self.end = SlimNumberField("end", tr("Pulse counter of {laser}", laser=device.title), unit=tr("end"))
        self.last = Label("", Role.SMALL)
        self._said = FindingList()
        row = QHBoxLayout()
        row.setSpacing(8)
        self.laser = Label(device.title, elide=True)
        row.addWidget(self.laser, 2)
        for field in (self.start, self.end):
            field.label.hide()
            field.changed.connect(self.changed)
            row.addWidget(field, 2)
        row.addWidget(self.last, 2)
        stack = QVBoxLayout(self)
        stack.setContentsMargins(0, 0, 0, 0)
        stack.setSpacing(4)
        stack.addLayout(row)
        stack.addWidget(self._said)

    @property
    def name(self) -> str:
        """What findings about this counter are named."""
        return f"counts.{self.device.id}"

    @property
    def typed(self) -> tuple[str, str]:
        """Start and end as typed."""
        return self.start.raw_text().strip(), self.end.raw_text().strip()

    @property
    def findings(self) -> Findings:
        """What is said under the row now."""
        return self._said.findings

    def count(self) -> PulseCount | None:
        """The counter as read, none while one end is empty or no whole number."""
        start, end = (read_whole(one) for one in self.typed)
        if isinstance(start, NotRead) or isinstance(end, NotRead):
            return None
        return PulseCount(self.device.id, start, end)

    def problems(self) -> Iterator[Finding]:
        """What cannot be read, and the end that is missing beside the other one."""
        for typed in self.typed:
            if typed and isinstance(read_whole(typed), NotRead):
                text = mark("“{typed}” is no whole number. It is kept as typed; type it like {example}.")
                yield Finding(self.name, sentence(text, typed=typed, example="418206"))
        start, end = self.typed
        if start and not end:
            yield Finding(self.name, sentence(mark("Enter where the counter stands at the end.")), code=_HALF)
        elif end and not start:
            yield Finding(self.name, sentence(mark("Enter where the counter stood at the start.")), code=_HALF)

    def show_findings(self, findings: Findings) -> None:
        """Say these under the row and frame its fields."""
        self._said.show_findings(findings)
        for field in (self.start, self.end):
            field.show_findings(findings)

    def show_last(self, count: int | None) -> None:
        """Say where the counter stood after the session before; it is no answer and never filled in."""
        self.last.setText("" if count is None else tr("{count} on record", count=said_count(count)))

    def show_name(self, *, is_alone: bool) -> None:
        """Name the laser, by its serial number too where another is called the same; its tip tells both."""
        self.laser.setText(self.device.name if is_alone else self.device.title)
        self.laser.setToolTip(tip(self.device.title))

    def set_read_only(self, read_only: bool) -> None:
        """Show without letting it be changed."""
        for field in (self.start, self.end):
            field.set_read_only(read_only)


class CountsField(Field[tuple[PulseCount, ...]]):
    """The pulse counters of the lasers in use, a row each: `field.show_devices((3, 7))`.

    Empty is allowed. A laser that is taken out of the passes keeps its row while something is typed in it.
    What is missing beside a number is said in colour once the person was sent here.
    """

    def __init__(self, devices: Sequence[Device], last_counts: Mapping[int, int] | None = None) -> None:
        super().__init__("counts", tr("Pulse counter"))
        self._rows: dict[int, CountRow] = {}
        self._used: tuple[int, ...] = ()
        self._was_asked = False
        self.elsewhere = FindingList()
        box = QWidget()
        self._lines = QVBoxLayout(box)
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setSpacing(6)
        self._lines.addWidget(self.elsewhere)
        self._place(box)
        self.offer(devices)
        self.show_last(last_counts or {})

    def offer(self, devices: Sequence[Device]) -> None:
        """Know these lasers too; what is typed stays."""
        for device in devices:
            if device.id not in self._rows:
                row = self._rows[device.id] = CountRow(device)
                self._lines.insertWidget(self._lines.count() - 1, row)
                row.changed.connect(self.changed)
        names = Counter(row.device.name for row in self._rows.values())
        for row in self._rows.values():
            row.show_name(is_alone=names[row.device.name] == 1)
        self._show_rows()

    def show_devices(self, device_ids: Iterable[int]) -> None:
        """Ask for the counters of these lasers."""
        self._used = tuple(device_ids)
        self._show_rows()

    def show_last(self, last_counts: Mapping[int, int]) -> None:
        """Say where each counter stood last, by the laser's key."""
        for device_id, row in self._rows.items():
            row.show_last(last_counts.get(device_id))

    def rows(self) -> tuple[CountRow, ...]:
        """The rows that are asked for or filled in."""
        return tuple(row for device_id, row in self._rows.items() if device_id in self._used or any(row.typed))

    def _show_rows(self) -> None:
        shown = self.rows()
        for row in self._rows.values():
            row.setVisible(row in shown)
        self.label.setVisible(bool(shown))

    def value(self) -> tuple[PulseCount, ...]:
        """Every counter with both of its ends."""
        return tuple(count for row in self.rows() if (count := row.count()) is not None)

    def set_value(self, value: tuple[PulseCount, ...] | None) -> None:
        """Show these counters and no other."""
        known = {one.device_id: (str(one.starts_at), str(one.ends_at)) for one in value or ()}
        self._type(known)

    def raw_text(self) -> str:
        """Everything typed, as one text."""
        typed = {str(row.device.id): list(row.typed) for row in self.rows() if any(row.typed)}
        return json.dumps(typed) if typed else ""

    def set_raw_text(self, text: str) -> None:
        """Put back what `raw_text` gave; a damaged text changes nothing."""
        try:
            found = json.loads(text[:RAW_LIMIT]) if text else {}
        except (json.JSONDecodeError, RecursionError):  # cut or damaged: the rest of the draft still comes back
            return
        if isinstance(found, dict):
            self._type({int(key): _ends(ends) for key, ends in found.items() if key.isdecimal()})

    def _type(self, typed: Mapping[int, tuple[str, str]]) -> None:
        for device_id, row in self._rows.items():
            start, end = typed.get(device_id, ("", ""))
            row.start.set_raw_text(start)
            row.end.set_raw_text(end)
        self._show_rows()

    def problems(self) -> Findings:
        """What cannot be read, or is missing beside the other end."""
        return tuple(finding for row in self.rows() for finding in row.problems())

    def show_findings(self, findings: Iterable[Finding]) -> None:
        """Say each at the row of its laser."""
        self._shown = (*self.problems(), *findings)
        said = [one for one in self._shown if self._was_asked or one.code != _HALF]
        names = {row.name for row in self.rows()}
        for row in self._rows.values():
            row.show_findings(tuple(one for one in said if one.field == row.name))
        self.elsewhere.show_findings(one for one in said if one.field not in names)

    def give_focus(self) -> None:
        """Go to the first counter that stops, else to the first that is not filled in."""
        self._was_asked = True
        self.show_findings(one for one in self._shown if one not in self.problems())
        stopped = (row for row in self.rows() if any(one.level is Level.STOP for one in row.findings))
        unread = (row for row in self.rows() if row.count() is None)
        row = next(stopped, next(unread, None))
        if row is not None:
            (row.end if row.typed[0] else row.start).give_focus()

    def set_read_only(self, read_only: bool) -> None:
        """Show without letting it be changed."""
        for row in self._rows.values():
            row.set_read_only(read_only)


def said_count(count: int) -> str:
    """A counter as lasers show it, in groups of three: 418 206."""
    return f"{count:,}".replace(",", "\N{NARROW NO-BREAK SPACE}")


def _ends(ends: object) -> tuple[str, str]:
    """Both ends of a draft, empty where it is damaged."""
    if isinstance(ends, list) and len(ends) == 2:
        return str(ends[0]), str(ends[1])
    return "", ""
