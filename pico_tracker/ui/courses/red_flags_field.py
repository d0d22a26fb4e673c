"""The red-flag questions of a kind of side effect, each answered with yes or no."""

import json

from PySide6.QtWidgets import QVBoxLayout, QWidget

from pico_tracker.domain.side_effect_kinds import SideEffectKind
from pico_tracker.domain.side_effects import RedFlagAnswer
from pico_tracker.ui.kit.cards import clear
from pico_tracker.ui.kit.field import Field
from pico_tracker.ui.kit.fields import YesNoField
from pico_tracker.ui.kit.plain_text import Label, Role
from pico_tracker.ui.kit.words import tr, translated


class RedFlagsField(Field[tuple[RedFlagAnswer, ...]]):
    """Red flags: `RedFlagsField()`, then `.ask_about(kind)` whenever the kind changes.

    An answer outlives a change of kind and counts again when its question comes back.
    """

    def __init__(self) -> None:
        super().__init__("red_flags", tr("Red flags"))
        self._kind: SideEffectKind | None = None
        self._answers: dict[str, bool] = {}
        self.rows: dict[str, YesNoField] = {}
        box = QWidget()
        self._lines = QVBoxLayout(box)
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setSpacing(6)
        self._place(box)
        self.ask_about(None)

    def ask_about(self, kind: SideEffectKind | None) -> None:
        """Ask the questions of this kind; none asks nothing."""
        self._kind = kind
        clear(self._lines)
        self.rows = {}
        for flag in () if kind is None else kind.red_flags:
            row = YesNoField(flag.key, translated(flag.question))
            row.label.setWordWrap(True)
            row.set_value(self._answers.get(flag.key))
            row.changed.connect(self._remember)
            self.rows[flag.key] = row
            self._lines.addWidget(row)
        text = self._without_questions()
        if text:
            self._lines.addWidget(Label(text, Role.QUIET, wrap=True))

    def _without_questions(self) -> str:
        if self._kind is None:
            return tr("Choose the kind first; its questions stand here.")
        if self._kind.is_always_alarming:
            return tr("This kind is a red flag by itself.")
        return "" if self.rows else tr("No question for this kind.")

    def _remember(self) -> None:
        answers = {key: row.value() for key, row in self.rows.items()}
        self._answers |= {key: value for key, value in answers.items() if value is not None}
        self.changed.emit()

    @property
    def unanswered(self) -> bool:
        """Whether a question waits for its answer."""
        return any(row.value() is None for row in self.rows.values())

    def value(self) -> tuple[RedFlagAnswer, ...]:
        """What was answered, in the order it was asked."""
        flags = () if self._kind is None else self._kind.red_flags
        found = ((flag, self.rows[flag.key].value()) for flag in flags)
        return tuple(RedFlagAnswer(flag.key, flag.question, is_yes) for flag, is_yes in found if is_yes is not None)

    def set_value(self, value: tuple[RedFlagAnswer, ...] | None) -> None:
        """Show these answers."""
        self._answers = {one.key: one.is_yes for one in value or ()}
        self.ask_about(self._kind)
        self.changed.emit()

    def raw_text(self) -> str:
        """The answers by key, as one text."""
        answers = {one.key: one.is_yes for one in self.value()}
        return json.dumps(answers) if answers else ""

    def set_raw_text(self, text: str) -> None:
        """Put back what `raw_text` gave; a damaged text answers nothing."""
        self._answers = _from_json(text)
        self.ask_about(self._kind)
        self.changed.emit()

    def give_focus(self) -> None:
        """Go to the first question that waits."""
        for row in self.rows.values():
            if row.value() is None:
                row.give_focus()
                return

    def set_read_only(self, read_only: bool) -> None:
        """Show without letting it be changed."""
        for row in self.rows.values():
            row.set_read_only(read_only)


def _from_json(text: str) -> dict[str, bool]:
    try:
        found = json.loads(text) if text else {}
        return {str(key): value is True for key, value in found.items()}
    except (ValueError, AttributeError, RecursionError):  # damaged: the draft's other fields still come
        return {}
