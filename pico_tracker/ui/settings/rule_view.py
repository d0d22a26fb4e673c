"""One rule in full: every part with how well it is founded, its sources, every version of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import tzinfo

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from pico_tracker.domain.rules import Rule, RuleBook, RuleField, changes_between, evidence_of, part_of
from pico_tracker.ui.kit.buttons import Button, Kind
from pico_tracker.ui.kit.cards import Card, clear, line
from pico_tracker.ui.kit.chips import Chip, ChipText
from pico_tracker.ui.kit.plain_text import Label, Role
from pico_tracker.ui.kit.style import px
from pico_tracker.ui.kit.words import tr
from pico_tracker.ui.settings.rule_words import (
    Names,
    evidence_chip,
    label_of,
    mark_of,
    said_confirmed,
    said_part,
    said_version,
)

LABEL_WIDE = 210
"""Width of the labels in px at 100 %."""


@dataclass(frozen=True, slots=True)
class RuleSight:
    """A rule with what is needed to say it: its versions (newest first), its book, names, sources."""

    versions: tuple[Rule, ...]
    book: RuleBook
    names: Names
    sources: Mapping[str, str]
    zone: tzinfo
    name: str

    @property
    def rule(self) -> Rule:
        """The version in force."""
        return self.versions[0]


class RuleView(QWidget):
    """Shows a rule: `view.show_rule(sight)`; the buttons are the page's to connect."""

    def __init__(self) -> None:
        super().__init__()
        self.sight: RuleSight | None = None
        self.shown: Rule | None = None
        self.back_button = Button(tr("All rules"), kind=Kind.QUIET, icon="arrow-left")
        self.confirm_button = Button(tr("Confirm"), kind=Kind.PRIMARY, key="Ctrl+Return")
        self.edit_button = Button(tr("Edit"), icon="pencil")
        self.force_button = Button(tr("Retire"))
        stack = QVBoxLayout(self)
        stack.setContentsMargins(0, 0, 0, 0)
        stack.setSpacing(12)
        stack.addLayout(self._head())
        self.said = Label("", Role.QUIET, wrap=True)
        stack.addWidget(self.said)
        self.parts = Card(tr("What it says"))
        self.sources = Card(tr("Sources"))
        self.history = Card(tr("Versions"))
        for card in (self.parts, self.sources, self.history):
            stack.addWidget(card)
        stack.addStretch(1)

    def _head(self) -> QHBoxLayout:
        head = QHBoxLayout()
        head.setSpacing(8)
        self.name = Label("", Role.TITLE, elide=True)
        self.chips = QHBoxLayout()
        self.chips.setSpacing(6)
        head.addWidget(self.back_button)
        head.addWidget(self.name, 1)
        head.addLayout(self.chips)
        for button in (self.force_button, self.edit_button, self.confirm_button):
            head.addWidget(button)
        return head

    def show_rule(self, sight: RuleSight) -> None:
        """Show the version in force."""
        self.sight = sight
        self.name.setText(sight.name)
        self._show_history(sight)
        self._show_version(sight, sight.rule)

    def show_version(self, number: int) -> None:
        """Read one of its versions, the one in force or an earlier one."""
        sight = self.sight
        if sight is not None:
            self._show_version(sight, next(rule for rule in sight.versions if rule.version == number))

    def _show_version(self, sight: RuleSight, rule: Rule) -> None:
        self.shown = rule
        self._show_chips(rule)
        is_newest = rule.version == sight.rule.version
        said = [said_version(rule, sight.zone) + ".", said_confirmed(rule)]
        said += [] if is_newest else [tr("This is how it was; version {now} is in force.", now=sight.rule.version)]
        self.said.setText(" ".join(part for part in said if part))
        self.parts.title.setText(tr("What it says") if is_newest else tr("What it said"))
        self._show_parts(sight, rule)
        self._show_sources(sight, rule)

    def _show_chips(self, rule: Rule) -> None:
        clear(self.chips)
        mark = mark_of(rule)
        for chip in (evidence_chip(rule.evidence), mark):
            if isinstance(chip, ChipText):
                self.chips.addWidget(Chip(chip))

    def _show_parts(self, sight: RuleSight, rule: Rule) -> None:
        clear(self.parts.body)
        box, grid = QWidget(), QGridLayout()
        box.setLayout(grid)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(7)
        grid.setColumnMinimumWidth(0, px(LABEL_WIDE))
        grid.setColumnStretch(1, 1)
        for row, field in enumerate(self._told(sight, rule)):
            label = Label(label_of(field), Role.SMALL, wrap=True)
            label.setFixedWidth(px(LABEL_WIDE))
            value = Label(said_part(field, part_of(rule.content, field.path), sight.names), wrap=True)
            grid.addWidget(label, row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(value.selectable(), row, 1, Qt.AlignmentFlag.AlignTop)
            if field.path.endswith(".value"):
                chip = Chip(evidence_chip(evidence_of(rule.content, field.path)))
                grid.addWidget(chip, row, 2, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignRight)
        self.parts.add(box)

    @staticmethod
    def _told(sight: RuleSight, rule: Rule) -> list[RuleField]:
        """What there is to say: parts that are empty and need not be there are left out."""
        fields = sight.book.fields_for(rule.content)
        return [one for one in fields if one.required or part_of(rule.content, one.path) not in (None, "", [])]

    def _show_sources(self, sight: RuleSight, rule: Rule) -> None:
        clear(self.sources.body)
        keys = sources_in(rule.content)
        for key in keys:
            self.sources.add(Label(sight.sources.get(key, key), wrap=True).selectable())
        if not keys:
            self.sources.add(Label(tr("No source: the clinic entered it."), Role.QUIET, wrap=True))

    def _show_history(self, sight: RuleSight) -> None:
        clear(self.history.body)
        older = (*sight.versions[1:], None)
        for number, (rule, before) in enumerate(zip(sight.versions, older, strict=True)):
            if number:
                self.history.add(line())
            self.history.add(self._version_row(sight, rule, before))

    def _version_row(self, sight: RuleSight, rule: Rule, before: Rule | None) -> QWidget:
        row, words = QWidget(), QVBoxLayout()
        across = QHBoxLayout(row)
        across.setContentsMargins(0, 0, 0, 0)
        across.addLayout(words, 1)
        words.setSpacing(2)
        words.addWidget(Label(said_version(rule, sight.zone), Role.STRONG))
        for text in (rule.reason, *said_changes(sight, rule, before), said_confirmed(rule)):
            if text:
                words.addWidget(Label(text, wrap=True).selectable())
        read = Button(tr("Read it"), kind=Kind.QUIET, run=lambda: self.show_version(rule.version))
        read.setAccessibleName(tr("Read version {number}", number=rule.version))
        across.addWidget(read, 0, Qt.AlignmentFlag.AlignTop)
        return row


def said_changes(sight: RuleSight, rule: Rule, before: Rule | None) -> tuple[str, ...]:
    """What a version changed, part by part, old and new."""
    if before is None:
        return ()
    if rule.retired != before.retired:
        return (tr("Retired.") if rule.retired else tr("Put back into force."),)
    return tuple(
        tr(
            "{part}: {before} → {after}",
            part=label_of(change.field),
            before=said_part(change.field, change.before, sight.names),
            after=said_part(change.field, change.after, sight.names),
        )
        for change in changes_between(sight.book, before.content, rule.content)
    )


def sources_in(content: object) -> tuple[str, ...]:
    """The keys of every source that a record names anywhere, each once."""
    found: dict[str, None] = {}
    if isinstance(content, Mapping):
        named = content.get("sources", ())
        found |= dict.fromkeys(named if isinstance(named, list | tuple) else ())
        found |= {key: None for part in content.values() for key in sources_in(part)}
    elif isinstance(content, list | tuple):
        found |= {key: None for part in content for key in sources_in(part)}
    return tuple(found)
