"""Edit a rule, add one of the clinic's own, retire one: each with the reason why."""

from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QWidget

from pico_tracker.domain.errors import PicoError
from pico_tracker.domain.findings import Findings
from pico_tracker.domain.rule_checks import check_rule
from pico_tracker.domain.rules import (
    Content,
    Rule,
    RuleBook,
    RuleField,
    edited,
    is_same,
    own_key,
    part_of,
)
from pico_tracker.domain.words import clean_text, mark, sentence
from pico_tracker.services.context import Context, Done
from pico_tracker.services.rules import add_rule, edit_rule, list_rule_history, put_rule_in_force
from pico_tracker.services.sheet_previews import PREVIEWED_RULES
from pico_tracker.ui.conflicts import ConflictPanel
from pico_tracker.ui.desk import Desk
from pico_tracker.ui.kit.fields import LongTextField
from pico_tracker.ui.kit.form import FieldGrid
from pico_tracker.ui.kit.style import Tone, px
from pico_tracker.ui.kit.words import tr
from pico_tracker.ui.settings.rule_fields import add_rule_fields, parts_in, values_of
from pico_tracker.ui.settings.rule_preview import RulePreview
from pico_tracker.ui.settings.rule_words import Names
from pico_tracker.ui.small_form import SmallForm

WIDE, HIGH = 760, 360
"""Room for the parts of a rule, in px at 100 %."""
WIDE_BESIDE = 1120
"""The same with the sheet beside them that a text is printed on."""


@dataclass(frozen=True, slots=True)
class Shelf:
    """What a form needs to know beside its rule: the book of its kind, names of rules, keys in use."""

    book: RuleBook
    names: Names
    keys: tuple[str, ...] = ()


class _PartsForm(SmallForm):
    """The parts of a rule in a scrolling form, the sheet that prints them beside, the reason beneath."""

    def __init__(self, title: str, save_text: str, desk: Desk, parent: QWidget, shelf: Shelf) -> None:
        super().__init__(title, save_text, desk, parent)
        self.shelf = shelf
        self.fields: tuple[RuleField, ...] = ()
        self.conflict = ConflictPanel()
        self.add(self.conflict)
        self.body.removeWidget(self.form)
        self.area = _scrolling(self.form)
        self.preview = RulePreview(desk, shelf.book.kind) if shelf.book.kind in PREVIEWED_RULES else None
        self.setMinimumWidth(px(WIDE if self.preview is None else WIDE_BESIDE))
        self.add(self._beside(), 1)
        self.reason = LongTextField("reason", tr("Why it changes"), required=True, lines=2)
        self.add(FieldGrid((self.reason,), columns=1))

    def _beside(self) -> QWidget:
        """The parts, and the sheet at their right where there is one."""
        box = QWidget()
        row = QHBoxLayout(box)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(14)
        row.addWidget(self.area, 11)
        if self.preview is not None:
            row.addWidget(self.preview, 9)
        return box

    def show_on_paper(self, preview: RulePreview, content: Content, version: int) -> None:
        """Show `content` with what is typed on its sheet, now and after each change."""

        def show() -> None:
            preview.show_text(self.typed(content), version)

        self.form.changed.connect(show)
        show()

    def show_parts(self, content: Content) -> None:
        """Offer the parts of a rule, as this content has them."""
        self.fields = self.shelf.book.fields_for(content)
        add_rule_fields(self.form, self.fields, self.shelf.names)
        self.form.take(self.reason)
        self.form.fill(values_of(self.fields, content))

    def typed(self, content: Content) -> Content:
        """The content with what is typed."""
        return edited(content, parts_in(self.form, self.fields, content))

    def found(self, content: Content) -> Findings:
        """What is wrong with what is typed; what cannot be read is told once."""
        unread = self.form.problems()
        names = {one.field for one in unread}
        ruled = check_rule(self.shelf.book, self.typed(content), clean_text(self.reason.value()))
        return (*unread, *(one for one in ruled if one.field not in names))


class RuleForm(_PartsForm):
    """Edit a rule: `form = RuleForm(desk, parent, rule, shelf); form.saved.connect(…); form.open()`.

    Where somebody else saved meanwhile, both are shown side by side and nothing is overwritten.
    """

    def __init__(self, desk: Desk, parent: QWidget, rule: Rule, shelf: Shelf) -> None:
        title = tr("Edit {rule}", rule=shelf.book.name_of(rule.content))
        super().__init__(title, tr("Save as a new version"), desk, parent, shelf)
        self.rule = rule
        self.tell_about(tr("What you change counts as not sourced until somebody confirms it."))
        self.show_parts(rule.content)
        if self.preview is not None:
            self.show_on_paper(self.preview, rule.content, rule.version + 1)
        self._base = self.form.raw()

    def check(self) -> Findings:
        """What the book says about what is typed."""
        return self.found(self.rule.content)

    def save(self) -> None:
        """Write the new version, unless nothing is different."""
        parts = parts_in(self.form, self.fields, self.rule.content)
        changed = {path: value for path, value in parts.items() if self._differs(path, value)}
        if not changed:
            self.form.notices.clear()
            self.form.notices.tell(tr("Nothing is changed yet."), Tone.WARN)
            return
        rule = self.rule
        self.send(edit_rule, rule.kind, rule.key, rule.version, changed, self.reason.value())

    def _differs(self, path: str, value: object) -> bool:
        return not is_same(value, part_of(self.rule.content, path))

    def _refuse(self, error: PicoError) -> None:
        super()._refuse(error)
        self.area.verticalScrollBar().setValue(0)

    def read_again(self) -> None:
        """Show what somebody else saved beside what is typed."""
        self.wait_for(list_rule_history, self.rule.kind, self.rule.key, done=self._show_newer)

    def _show_newer(self, versions: tuple[Rule, ...]) -> None:
        self.rule = versions[0]
        values = values_of(self.fields, self.rule.content)
        self.form.notices.clear()
        self.conflict.show_conflict(self.form, self._base, values)
        self._base = self.form.raw() | self._raw_of_record(values)

    def _raw_of_record(self, values: dict[str, object]) -> dict[str, str]:
        """What the fields say for the version on record; what is typed stays."""
        mine = self.form.raw()
        self.form.fill(values)
        theirs = self.form.raw()
        self.form.restore(mine)
        return {name: theirs[name] for name in values}


class NewRuleForm(_PartsForm):
    """Add a rule of the clinic's own."""

    def __init__(self, desk: Desk, parent: QWidget, blank: Content, shelf: Shelf) -> None:
        super().__init__(tr("Add a rule"), tr("Add"), desk, parent, shelf)
        self._blank = blank
        self.reason.set_value(tr("Added by the clinic"))
        self.tell_about(tr("A rule of your own has no source: it stays marked until somebody confirms it."))
        self.show_parts(blank)
        if self.preview is not None:
            self.show_on_paper(self.preview, blank, 1)

    def typed(self, content: Content) -> Content:
        """What is typed, with the key that its name makes."""
        typed, book = super().typed(content), self.shelf.book
        if book.key_path:
            return typed
        return {**typed, "key": own_key(book.name_of(typed), self.shelf.keys)}

    def check(self) -> Findings:
        """What the book says about what is typed."""
        return self.found(self._blank)

    def save(self) -> None:
        """Add it under its key."""
        content, book = self.typed(self._blank), self.shelf.book
        key = str(part_of(content, book.key_path or "key"))
        self.send(add_rule, book.kind, key, content, self.reason.value())


class ForceForm(SmallForm):
    """Retire a rule or put it back into force, with the reason."""

    def __init__(self, desk: Desk, parent: QWidget, rule: Rule, name: str) -> None:
        back = rule.retired
        title = tr("Put {rule} back into force", rule=name) if back else tr("Retire {rule}", rule=name)
        super().__init__(title, tr("Back into force") if back else tr("Retire"), desk, parent)
        self.rule = rule
        self.tell_about(
            tr("It counts again from now on.")
            if back
            else tr("It counts no more from now on. What was judged by it stays as it is.")
        )
        self.reason = LongTextField("reason", tr("Reason"), required=True, lines=2)
        self.form.section("", (self.reason,), columns=1)

    def check(self) -> Findings:
        """A reason is needed."""
        if clean_text(self.reason.value()):
            return ()
        return (self.reason.stop(sentence(mark("Say why the rule changes."))),)

    def save(self) -> None:
        """Write it as a version of its own."""
        self.send(_put, self.rule, self.reason.value())


def _put(context: Context, rule: Rule, reason: str) -> Done[None]:
    return put_rule_in_force(context, rule.kind, rule.key, rule.version, reason, in_force=rule.retired)


def _scrolling(inside: QWidget) -> QScrollArea:
    area = QScrollArea()
    area.setWidget(inside)
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFixedHeight(px(HIGH))
    return area
