""" "Checked, may treat": who said so and when, taken back as soon as what stood before it changes."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtWidgets import QVBoxLayout, QWidget

from pico_tracker.domain.findings import Level
from pico_tracker.domain.safety_checks import SafetyCheck
from pico_tracker.domain.screening_gate import TO_ASK, question_states
from pico_tracker.domain.sessions import SessionEntry, SessionFacts, check_before, plan_of
from pico_tracker.domain.words import mark
from pico_tracker.ui.kit.buttons import Button
from pico_tracker.ui.kit.chips import Chip, ChipText
from pico_tracker.ui.kit.field import Field
from pico_tracker.ui.kit.plain_text import Label, Role, tip
from pico_tracker.ui.kit.style import Tone
from pico_tracker.ui.kit.words import tr, translated

_PARTS = {
    "healing": mark("how it healed"),
    "screening": mark("the answers"),
    "eye_protection": mark("the eye protection"),
    "performed_on": mark("the date"),
    "operator_id": mark("who treats"),
}


@dataclass(frozen=True, slots=True)
class CheckGround:
    """What a check rests on: `said` is what was answered, part by part, `known` what the rules had to
    say of it. More to say later means that there is something nobody checked."""

    said: Mapping[str, str]
    known: frozenset[str]

    def changes(self, now: "CheckGround") -> tuple[str, ...]:
        """What is not as it was, in words; nothing when the check still holds."""
        parts = tuple(
            translated(text) for name, text in _PARTS.items() if self.said.get(name) != now.said.get(name)
        )
        return parts or ((tr("what has to be asked"),) if now.known - self.known else ())


def ground_of(entry: SessionEntry, facts: SessionFacts) -> CheckGround:
    """What a check of this entry rests on."""
    answers = sorted((one.question, one.answer.value, one.note) for one in entry.answers)
    said = {
        "healing": "" if entry.healing is None else entry.healing.value,
        "screening": json.dumps(answers),
        "eye_protection": entry.eye_protection,
        "performed_on": entry.performed_on.isoformat(),
        "operator_id": str(entry.operator_id),
    }
    found = (f"{one.field}:{one.code}" for one in check_before(entry, facts) if one.level is not Level.NOTE)
    states = question_states(plan_of(entry), facts.screening)
    asked = (one.question.key for one in states if one.standing in TO_ASK)
    return CheckGround(said, frozenset((*found, *asked)))


class CheckField(Field[SafetyCheck]):
    """`field.stamp(check, ground)` once it is confirmed, `field.hold_against(ground)` after each change.

    `chip` says it at the head of the card. The wish to check is the page's to answer (`button`).
    """

    def __init__(self) -> None:
        super().__init__("checked", tr("Checked, may treat"))
        self.label.hide()
        self._check: SafetyCheck | None = None
        self._ground = CheckGround({}, frozenset())
        self.button = Button(tr("Checked, may treat"), key="F5")
        self.button.explain(tr("Keeps your name and the time as the safety check before this session."))
        self.chip = Chip(ChipText(""))
        self.told = Label("", Role.SMALL, wrap=True)
        self.told.set_tone("warn")
        box = QWidget()
        stack = QVBoxLayout(box)
        stack.setContentsMargins(0, 0, 0, 0)
        stack.setSpacing(6)
        stack.addWidget(self.told)
        stack.addWidget(self.button)
        self._place(box, self.button)
        self._paper = False
        self._show()

    def stamp(self, check: SafetyCheck, ground: CheckGround) -> None:
        """Somebody said now that the patient may be treated, with this before them."""
        self._check, self._ground = check, ground
        self.told.setText("")
        self._show()
        self.changed.emit()

    def hold_against(self, ground: CheckGround) -> None:
        """Take the check back if it does not cover what stands before it now, and say so."""
        changes = self._ground.changes(ground) if self._check is not None else ()
        if not changes:
            return
        self._check = None
        text = tr("The check was taken back, for this changed: {what}. Check again.", what=", ".join(changes))
        self.told.setText(text)
        self._show()
        self.changed.emit()

    def show_paper(self, is_paper: bool) -> None:
        """A paper record of a past day is not checked here any more."""
        self._paper = is_paper
        self._show()

    def _show(self) -> None:
        check = self._check
        if check is not None:
            at = f"{check.checked_at:%H:%M}"
            text = tr("Checked {time}, {name}", time=at, name=check.checked_by)
            self.chip.show_chip(ChipText(text, Tone.OK))
            whole = tr("Checked, may treat: {time}, {name}", time=at, name=check.checked_by)
            self.chip.setAccessibleName(whole)
            self.chip.setToolTip(tip(whole))
        self.chip.setVisible(check is not None and self.chip.parent() is not None)
        self.told.setVisible(bool(self.told.text()) and not self._paper)
        self.setVisible(check is None and not self._paper and self.parent() is not None)

    def value(self) -> SafetyCheck | None:
        """Who said it and when, none before somebody did."""
        return self._check

    def set_value(self, value: SafetyCheck | None) -> None:
        """Take it back; a check is only ever given by `stamp`."""
        if value is None and self._check is not None:
            self._check = None
            self._show()
            self.changed.emit()

    def raw_text(self) -> str:
        """The check and what it rests on as one text."""
        if self._check is None:
            return ""
        check, ground = self._check, self._ground
        kept = {"by": check.checked_by_id, "at": check.checked_at.isoformat(), "name": check.checked_by}
        return json.dumps({**kept, "said": dict(ground.said), "known": sorted(ground.known)}, ensure_ascii=False)

    def set_raw_text(self, text: str) -> None:
        """Put back what `raw_text` gave; a damaged text is no check."""
        try:
            kept = json.loads(text) if text else None
            if kept is None:
                self.set_value(None)
                return
            check = SafetyCheck(int(kept["by"]), datetime.fromisoformat(kept["at"]), str(kept["name"]))
            ground = CheckGround({str(k): str(v) for k, v in kept["said"].items()}, frozenset(kept["known"]))
        except (ValueError, TypeError, KeyError, AttributeError, RecursionError):  # damaged: to be checked again
            self.set_value(None)
            return
        self.stamp(check, ground)

    def set_read_only(self, read_only: bool) -> None:
        """Show without letting it be changed."""
        self.button.setEnabled(not read_only)
