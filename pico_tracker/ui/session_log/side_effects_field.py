"""Side effects seen right now: words to toggle, each with its severity."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QVBoxLayout, QWidget

from pico_tracker.domain.findings import Findings
from pico_tracker.domain.side_effect_kinds import SideEffectKind
from pico_tracker.domain.side_effects import Severity
from pico_tracker.domain.words import mark, sentence
from pico_tracker.ui.kit.field import Field
from pico_tracker.ui.kit.fields import ChoiceField, Option
from pico_tracker.ui.kit.flow_layout import FlowLayout
from pico_tracker.ui.kit.toggles_field import ToggleChip
from pico_tracker.ui.kit.words import tr, translated
from pico_tracker.ui.session_log.effect_chip import EffectChip
from pico_tracker.ui.session_log.severity_line import SeverityLine

COMMON = ("erythema", "oedema", "petechiae", "blister", "urticaria")
"""Kinds that may show within minutes of treating. Source: reference, section 4, times of onset."""
COMMON_OF = {
    "melasma": ("erythema", "oedema", "urticaria", "whitening"),
    "solar_lentigo": ("erythema", "oedema", "whitening", "petechiae", "blister"),
    "acne_scar": ("erythema", "oedema", "petechiae", "bruise", "urticaria"),
    "wrinkle": ("erythema", "oedema", "petechiae", "urticaria"),
    "rejuvenation": ("erythema", "oedema", "petechiae", "urticaria"),
}
"""By concern, where they are others."""
_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1}


@dataclass(frozen=True, slots=True)
class SeenNow:
    """One side effect seen at the end of the session; no severity while none is chosen."""

    kind_id: int
    severity: Severity | None = None


class SideEffectsField(Field[tuple[SeenNow, ...]]):
    """Side effects now: `SideEffectsField(kinds, concern_key)`, the common ones of the concern first.

    One Tab stop with arrows between the words. Space on a word says that it is seen and asks how
    severe, with "Mild" ready; 1, 2 or 3 say both at once. Letters search among all kinds.
    """

    def __init__(self, kinds: Sequence[SideEffectKind], concern_key: str = "") -> None:
        super().__init__("side_effects", tr("Side effects now"))
        self._kinds = {kind.id: kind for kind in kinds}
        self._common = _common(kinds, concern_key)
        self._seen: dict[int, Severity | None] = {}
        self._chips: dict[int, EffectChip] = {}
        self._asked_id: int | None = None
        self.severity = SeverityLine()
        self.severity.graded.connect(self._grade_asked)
        self.other = ToggleChip(tr("Other…"))
        self.other.clicked.connect(self._toggle_others)
        self.other.setAccessibleName(tr("Side effects now: another kind"))
        self.add_choice = ChoiceField("side_effect_kind", tr("Add a side effect"), options=self._open_options())
        self._build()

    def _build(self) -> None:
        self.add_choice.label.hide()
        self.add_choice.hide()
        self.add_choice.input.activated.connect(lambda _place: self._add_chosen())
        line = self.add_choice.input.lineEdit()
        if line is not None:
            line.returnPressed.connect(self._add_chosen)
        words = QWidget()
        self._flow = FlowLayout(words, gap=4)
        box = QWidget()
        stack = QVBoxLayout(box)
        stack.setContentsMargins(0, 0, 0, 0)
        stack.setSpacing(6)
        for part in (words, self.severity, self.add_choice):
            stack.addWidget(part)
        for kind_id in self._common:
            self._make_chip(kind_id)
        self.other.installEventFilter(self)
        self._flow.addWidget(self.other)
        self._place(box, self.words[0])
        self._renew_focus()

    @property
    def words(self) -> tuple[QAbstractButton, ...]:
        """The words in reading order, "Other…" last."""
        return (*self._chips.values(), self.other)

    def chip(self, kind_id: int) -> EffectChip:
        """The word of a kind that is common or seen."""
        return self._chips[kind_id]

    def _make_chip(self, kind_id: int) -> EffectChip:
        chip = EffectChip(translated(self._kinds[kind_id].name))
        chip.asked.connect(partial(self._ask, kind_id))
        chip.graded.connect(partial(self._grade, kind_id))
        chip.removed.connect(partial(self._drop, kind_id))
        chip.installEventFilter(self)
        self._chips[kind_id] = chip
        self._flow.addWidget(chip)
        chip.show()  # at once: it may get the cursor before the layout comes to it
        return chip

    def _renew_focus(self) -> None:
        """One Tab stop: the first word; a click goes to any."""
        for place, word in enumerate(self.words):
            word.setFocusPolicy(Qt.FocusPolicy.ClickFocus if place else Qt.FocusPolicy.StrongFocus)

    def _ask(self, kind_id: int) -> None:
        if kind_id not in self._seen:
            self._seen[kind_id] = None
            self._show()
            self.changed.emit()
        self._ask_severity(kind_id)
        self.severity.give_focus()

    def _ask_severity(self, kind_id: int) -> None:
        self._asked_id = kind_id
        self.severity.ask(translated(self._kinds[kind_id].name))

    def _grade_asked(self, severity: Severity) -> None:
        if self._asked_id is not None:
            self._grade(self._asked_id, severity)

    def _grade(self, kind_id: int, severity: Severity) -> None:
        self._seen[kind_id] = severity
        self._asked_id = None
        self._show()
        self._chips[kind_id].setFocus(Qt.FocusReason.OtherFocusReason)
        self.changed.emit()

    def _drop(self, kind_id: int) -> None:
        self._seen.pop(kind_id, None)
        if self._asked_id == kind_id:
            self._asked_id = None
        self._show()
        self.give_focus()
        self.changed.emit()

    def _toggle_others(self) -> None:
        if self.add_choice.isHidden():
            self._open_others()
        else:
            self._close_others()

    def _open_others(self) -> None:
        self.other.setChecked(True)
        self.add_choice.show()
        self.add_choice.give_focus()

    def _close_others(self) -> None:
        self.other.setChecked(False)
        self.add_choice.set_value(None)
        self.add_choice.hide()

    def _open_options(self) -> tuple[Option, ...]:
        free = (kind for kind in self._kinds.values() if kind.id not in self._seen)
        return tuple(Option(kind.id, translated(kind.name)) for kind in free)

    def _add_chosen(self) -> None:
        kind_id = self.add_choice.value()
        if isinstance(kind_id, int):
            self._close_others()
            self._ask(kind_id)

    def _show(self) -> None:
        """Words as they stand: those seen that are not common after the common ones, then "Other…"."""
        for kind_id in [one for one in self._chips if one not in self._common and one not in self._seen]:
            chip = self._chips.pop(kind_id)
            self._flow.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        for kind_id in self._seen:
            if kind_id not in self._chips:
                self._flow.removeWidget(self.other)
                self._make_chip(kind_id)
                self._flow.addWidget(self.other)
        for kind_id, chip in self._chips.items():
            chip.show_state(is_seen=kind_id in self._seen, severity=self._seen.get(kind_id))
        self.add_choice.set_options(self._open_options())
        self._renew_focus()
        self._show_asked()

    def _show_asked(self) -> None:
        """Ask for the first severity that is missing; where none is, nothing is asked."""
        waiting = next((one for one, severity in self._seen.items() if severity is None), self._asked_id)
        if waiting is None:
            self.severity.hide()
        else:
            self._ask_severity(waiting)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Arrows go from one word to the next, a letter begins a search before it is a key of the page."""
        if not isinstance(event, QKeyEvent) or event.modifiers() & ~Qt.KeyboardModifier.ShiftModifier:
            return super().eventFilter(watched, event)
        step = _STEPS.get(Qt.Key(event.key()))
        if step is None and not event.text().isalpha():
            return super().eventFilter(watched, event)
        if event.type() is QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        if event.type() is QEvent.Type.KeyPress:
            self._go(watched, step, event.text())
            return True
        return super().eventFilter(watched, event)

    def _go(self, word: QObject, step: int | None, typed: str) -> None:
        if step is None:
            self._search(typed)
            return
        here = next(place for place, one in enumerate(self.words) if one is word)
        self.words[(here + step) % len(self.words)].setFocus(Qt.FocusReason.TabFocusReason)

    def _search(self, typed: str) -> None:
        """Look among all kinds for what somebody begins to type."""
        if self.add_choice.isHidden():
            self._open_others()
        line = self.add_choice.input.lineEdit()
        if line is not None:
            line.insert(typed)

    def value(self) -> tuple[SeenNow, ...]:
        """What was seen, in the order it was chosen."""
        return tuple(SeenNow(kind_id, severity) for kind_id, severity in self._seen.items())

    def set_value(self, value: tuple[SeenNow, ...] | None) -> None:
        """Show these; kinds that the clinic has not got are left out."""
        self._seen = {one.kind_id: one.severity for one in value or () if one.kind_id in self._kinds}
        self._asked_id = None
        self._show()
        self.changed.emit()

    def raw_text(self) -> str:
        """Kinds and severities as one text."""
        return json.dumps([[one.kind_id, one.severity or ""] for one in self.value()]) if self._seen else ""

    def set_raw_text(self, text: str) -> None:
        """Put back what `raw_text` gave; a damaged text shows none."""
        self.set_value(_from_json(text))

    def problems(self) -> Findings:
        """Explains a kind that is typed and not in the list."""
        if not self.add_choice.raw_text().strip():
            return ()
        return (self.stop(sentence(mark("Choose the side effect from the list, or empty the field."))),)

    def set_read_only(self, read_only: bool) -> None:
        """Show without letting it be changed."""
        for part in (*self.words, self.severity, self.add_choice):
            part.setEnabled(not read_only)


def _common(kinds: Iterable[SideEffectKind], concern_key: str) -> tuple[int, ...]:
    """The kinds shown from the start, those that the clinic has taken out of use left out."""
    ids = {kind.key: kind.id for kind in kinds if not kind.retired}
    return tuple(ids[key] for key in COMMON_OF.get(concern_key, COMMON) if key in ids)


def _from_json(text: str) -> tuple[SeenNow, ...]:
    try:
        found = json.loads(text) if text else []
        return tuple(SeenNow(int(kind), Severity(severity) if severity else None) for kind, severity in found)
    except (ValueError, TypeError, OverflowError, RecursionError):  # damaged: the draft's other fields still come
        return ()
