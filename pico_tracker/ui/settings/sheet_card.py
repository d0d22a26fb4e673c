"""The card on which a clinic chooses for one kind of sheet: its own words, which sections are printed."""

from collections.abc import Mapping

from PySide6.QtCore import Signal

from pico_tracker.domain.printouts import SHEET_NAMES, SheetKind
from pico_tracker.domain.rules import RuleKind
from pico_tracker.domain.sheet_templates import PLAIN_TEMPLATE, SECTIONS, WITH_TEXTS, SheetTemplate
from pico_tracker.services.sheet_previews import PREVIEWED
from pico_tracker.ui.kit.buttons import Button, Kind
from pico_tracker.ui.kit.cards import Card
from pico_tracker.ui.kit.fields import ChoiceField, LongTextField, Option
from pico_tracker.ui.kit.form import Form
from pico_tracker.ui.kit.plain_text import Label, Role
from pico_tracker.ui.kit.words import tr, translated
from pico_tracker.ui.settings.several_field import SeveralField

CHOSEN_KINDS = tuple(kind for kind in SheetKind if kind in PREVIEWED)
"""The sheets that have something to choose."""
RULES_OF: Mapping[SheetKind, RuleKind] = {
    SheetKind.AFTERCARE: RuleKind.INSTRUCTION,
    SheetKind.PREPARATION: RuleKind.INSTRUCTION,
    SheetKind.CONSENT_FORM: RuleKind.CONSENT_TEXT,
}
"""Where the lines of a sheet are written, for those whose lines are the clinic's rules."""


class SheetCard(Card):
    """Holds what is chosen for every kind and shows one: `card.fill(templates)`, `card.templates`.
    `choice`, which sheet that is, stands where the page puts it.

    `changed` follows each change, `kind_changed` the choice of another sheet, `rules_wanted(kind)`
    the button that leads to the sheet's lines.
    """

    changed = Signal()
    kind_changed = Signal()
    rules_wanted = Signal(object)

    def __init__(self, form: Form) -> None:
        super().__init__(translated(SHEET_NAMES[CHOSEN_KINDS[0]]))
        self.templates: dict[SheetKind, SheetTemplate] = dict.fromkeys(CHOSEN_KINDS, PLAIN_TEMPLATE)
        self._is_showing = False
        options = tuple(Option(kind, translated(SHEET_NAMES[kind])) for kind in CHOSEN_KINDS)
        self.choice = ChoiceField("sheet", tr("Sheet"), options=options)
        self.choice.set_value(CHOSEN_KINDS[0])
        self.choice.label.hide()  # it stands in the head of a card
        self.sections = {kind: _sections_field(kind) for kind in CHOSEN_KINDS if kind in SECTIONS}
        self.opening = LongTextField("opening", tr("At the beginning"), lines=3, hint=tr("Below the heading"))
        self.closing = LongTextField("closing", tr("At the end"), lines=3)
        lines = tr("The lines between are the clinic's own, kept with version and source under Clinical rules.")
        self.elsewhere = Label(lines, Role.QUIET, wrap=True)
        self.rules_button = Button(tr("Open clinical rules"), kind=Kind.QUIET, icon="arrow-right", run=self._go)
        form.take(self.choice, self.opening, self.closing)
        self.body.setSpacing(12)
        for ticks in self.sections.values():
            self.add(ticks)
        for part in (self.opening, self.closing, self.elsewhere, self.rules_button):
            self.add(part)
        self._connect()
        self._show()

    def _connect(self) -> None:
        self.choice.changed.connect(self._choose)
        for changed in (
            *(one.changed for one in self.sections.values()),
            self.opening.changed,
            self.closing.changed,
        ):
            changed.connect(self._take)

    @property
    def kind(self) -> SheetKind:
        """The sheet that is shown."""
        chosen = self.choice.value()
        return chosen if isinstance(chosen, SheetKind) else CHOSEN_KINDS[0]

    def show_kind(self, kind: SheetKind) -> None:
        """Bring a sheet into view."""
        self.choice.set_value(kind)

    def fill(self, templates: Mapping[SheetKind, SheetTemplate]) -> None:
        """Show what is on record."""
        self.templates |= templates
        self._show()

    def _choose(self) -> None:
        self._show()
        self.kind_changed.emit()

    def _show(self) -> None:
        kind, template = self.kind, self.templates[self.kind]
        self._is_showing = True
        self.title.setText(translated(SHEET_NAMES[kind]))
        for other, field in self.sections.items():
            field.setVisible(other is kind)
        if kind in self.sections:
            self.sections[kind].set_value(key for key in SECTIONS[kind] if template.shows(key))
        for text, value in ((self.opening, template.opening), (self.closing, template.closing)):
            text.setVisible(kind in WITH_TEXTS)
            text.set_value(value)
        self._is_showing = False
        self._show_elsewhere()

    def _show_elsewhere(self) -> None:
        has_rules = self.kind in RULES_OF
        self.elsewhere.setVisible(has_rules)
        self.rules_button.setVisible(has_rules)

    def _take(self) -> None:
        """Keep what is typed for the sheet that is shown."""
        if self._is_showing:
            return
        kind, field = self.kind, self.sections.get(self.kind)
        shown = set(SECTIONS.get(kind, {})) if field is None else set(field.value())
        self.templates[kind] = SheetTemplate(
            opening=self.opening.value(),
            closing=self.closing.value(),
            hidden=frozenset(key for key in SECTIONS.get(kind, {}) if key not in shown),
        )
        self.changed.emit()

    def _go(self) -> None:
        self.rules_wanted.emit(RULES_OF[self.kind])


def _sections_field(kind: SheetKind) -> SeveralField:
    options = [Option(key, translated(name)) for key, name in SECTIONS[kind].items()]
    return SeveralField("sections", tr("Printed sections"), options)
