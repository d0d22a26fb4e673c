"""Clinical rules in Settings: kinds at the left, the rules of one kind, one rule in full."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QStackedWidget, QWidget

from pico_tracker.domain.device_limits import limits_key
from pico_tracker.domain.permissions import Permission
from pico_tracker.domain.rule_books import RULE_BOOKS
from pico_tracker.domain.rules import Rule, RuleBook, RuleKind
from pico_tracker.services.context import Context, Done
from pico_tracker.services.rules import confirm_rules, list_every_rule, list_rule_history, list_sources
from pico_tracker.services.sessions import list_devices
from pico_tracker.ui.desk import Desk
from pico_tracker.ui.kit.buttons import Button, Kind
from pico_tracker.ui.kit.cards import Card, EmptyState
from pico_tracker.ui.kit.cells import Column, TwoLines
from pico_tracker.ui.kit.dialog import Dialog
from pico_tracker.ui.kit.fields import ChoiceField, Option
from pico_tracker.ui.kit.notice import NoticeBoard
from pico_tracker.ui.kit.plain_text import Label
from pico_tracker.ui.kit.record_table import RecordTable
from pico_tracker.ui.kit.style import px
from pico_tracker.ui.kit.words import tr, translated
from pico_tracker.ui.settings.rule_form import ForceForm, NewRuleForm, RuleForm, Shelf
from pico_tracker.ui.settings.rule_view import RuleSight, RuleView
from pico_tracker.ui.settings.rule_words import Names, evidence_chip, facts_of, mark_of, names_in, said_confirmed
from pico_tracker.ui.small_form import SmallForm

KINDS_WIDE = 312
"""Width of the list of kinds in px at 100 %."""
ALL, TO_CONFIRM = "all", "to confirm"


@dataclass(frozen=True, slots=True)
class RulesRead:
    """All rules by kind, the sources they name, and the lasers' titles by the key of their limits."""

    rules: Mapping[RuleKind, tuple[Rule, ...]]
    sources: Mapping[str, str]
    titles: Mapping[str, str]


class RulesPart(QStackedWidget):
    """Every kind of rule with what is left to confirm; a rule opens in full. An administrator edits,
    adds and retires; a practitioner confirms.
    """

    def __init__(self, desk: Desk, notices: NoticeBoard) -> None:
        super().__init__()
        self._desk, self._notices = desk, notices
        self._read = RulesRead({}, {}, {})
        self._names: Names = {}
        self._open: tuple[RuleKind, str] | None = None
        self._wanted = next(iter(RULE_BOOKS))
        self.dialog: Dialog | None = None
        self.form: SmallForm | None = None
        self.kinds: RecordTable[RuleBook] = RecordTable(
            "rule kinds", self._kind_columns(), key=lambda book: book.kind
        )
        self.kinds.setAccessibleName(tr("Kinds of rules"))
        self.kinds.chosen.connect(lambda _book: self._show_kind())
        self.table: RecordTable[Rule] = RecordTable("rules", self._columns(), key=lambda rule: rule.key)
        self.table.setAccessibleName(tr("Rules of this kind"))
        self.table.opened.connect(lambda rule: self.open_rule(rule.kind, rule.key))
        self.filter = _filter_field()
        self.filter.changed.connect(self._show_kind)
        self.add_button = Button(tr("Add"), icon="plus", run=self.add_one)
        self.confirm_all_button = Button(tr("Confirm all shown"), run=self.ask_to_confirm_all)
        self.open_button = Button(tr("Open"), run=self._open_current)
        self.empty = EmptyState(tr("Nothing to confirm here."))
        self.view = RuleView()
        self._connect_view()
        self.addWidget(self._list())
        self.addWidget(_scrolling(self.view))

    def _connect_view(self) -> None:
        view = self.view
        view.back_button.clicked.connect(self.show_list)
        view.confirm_button.clicked.connect(self._confirm_one)
        view.edit_button.clicked.connect(self._edit)
        view.force_button.clicked.connect(self._force)

    def _list(self) -> QWidget:
        box = QWidget()
        row = QHBoxLayout(box)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        left = Card(tr("Kinds of rules"), edge_to_edge=True)
        left.setFixedWidth(px(KINDS_WIDE))
        left.add(self.kinds, 1)
        self.card = Card(
            tr("Rules"), actions=(self.confirm_all_button, self.open_button, self.add_button), edge_to_edge=True
        )
        above = QWidget()
        inner = QHBoxLayout(above)
        inner.setContentsMargins(15, 10, 15, 8)
        self.filter.setFixedWidth(px(250))
        inner.addWidget(self.filter)
        inner.addStretch(1)
        self.card.add(above)
        self.card.add(self.table, 1)
        self.card.add(self.empty, 1)
        row.addWidget(left)
        row.addWidget(self.card, 1)
        return box

    # Reading

    def refresh(self) -> None:
        """Ask again for all rules, and for the one that is open."""
        self._desk.run(_read, done=self._show, latest="settings rules")

    def _show(self, read: RulesRead) -> None:
        self._read, self._names = read, names_in(read.rules, RULE_BOOKS)
        self.kinds.show_rows(tuple(RULE_BOOKS.values()))
        if self.kinds.current() is None:
            self.kinds.go_to(self._wanted)
        self._show_kind()
        if self._open is not None:
            self.open_rule(*self._open)

    @property
    def book(self) -> RuleBook:
        """The kind of rules that is shown."""
        return self.kinds.current() or next(iter(RULE_BOOKS.values()))

    def rules(self) -> tuple[Rule, ...]:
        """The rules of the kind that the filter leaves."""
        some = self._read.rules.get(self.book.kind, ())
        return _waiting(some) if self.filter.value() == TO_CONFIRM else some

    def show_kind(self, kind: RuleKind) -> None:
        """Show the rules of a kind."""
        self.show_list()
        self._wanted = kind
        self.kinds.go_to(kind)

    def show_list(self) -> None:
        """Leave the rule that is open."""
        self._open = None
        self.setCurrentIndex(0)

    def _show_kind(self) -> None:
        book, rules = self.book, self.rules()
        self.card.title.setText(translated(book.title))
        self.table.show_rows(rules)
        self.table.setVisible(bool(rules))
        self.empty.setVisible(not rules)
        self.empty.text.setText(_said_empty(self._read.rules.get(book.kind, ())))
        self.add_button.setVisible(self._may_edit and book.blank is not None)
        waiting = _waiting(rules)
        self.confirm_all_button.setVisible(self._may_confirm and bool(waiting))
        self.confirm_all_button.setText(_said_confirm(len(waiting)))
        self.open_button.setVisible(bool(rules))

    @property
    def _may_edit(self) -> bool:
        return self._desk.may(Permission.MANAGE_CLINIC)

    @property
    def _may_confirm(self) -> bool:
        return self._desk.may(Permission.WRITE_CLINICAL)

    # One rule

    def _open_current(self) -> None:
        rule = self.table.current() or next(iter(self.rules()), None)
        if rule is not None:
            self.open_rule(rule.kind, rule.key)

    def open_rule(self, kind: RuleKind, key: str) -> None:
        """Show one rule in full, with all its versions."""
        self._open = (kind, key)
        self._desk.run(list_rule_history, kind, key, done=self._show_rule, latest="settings rule")

    def _show_rule(self, versions: tuple[Rule, ...]) -> None:
        rule = versions[0]
        if self._open != (rule.kind, rule.key):
            return
        book, zone = RULE_BOOKS[rule.kind], self._desk.context.zone
        view = self.view
        view.show_rule(RuleSight(versions, book, self._names, self._read.sources, zone, self._name(rule)))
        view.confirm_button.setVisible(self._may_confirm and rule.needs_confirming and not rule.retired)
        view.edit_button.setVisible(self._may_edit and not rule.retired)
        view.force_button.setVisible(self._may_edit)
        view.force_button.setText(tr("Back into force") if rule.retired else tr("Retire"))
        self.setCurrentIndex(1)

    def _confirm_one(self) -> None:
        sight = self.view.sight
        if sight is not None:
            self._confirm(sight.rule.kind, {sight.rule.key: sight.rule.version})

    def _confirm(self, kind: RuleKind, seen: Mapping[str, int]) -> None:
        self._desk.run(confirm_rules, kind, seen, done=self._confirmed)

    def _confirmed(self, done: Done[int]) -> None:
        self._notices.tell(tr("Confirmed: {count}. Your name and the day are kept with it.", count=done.value))

    def ask_to_confirm_all(self) -> None:
        """Say what confirming all of a kind means, then do it."""
        waiting = {rule.key: rule.version for rule in _waiting(self.rules())}
        title = _said_confirm(len(waiting))
        self.dialog = dialog = Dialog(title, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.add(Label(_said_confirming(self.book, len(waiting)), wrap=True))
        confirm = Button(title, kind=Kind.PRIMARY, run=partial(self._confirm_all, dialog, waiting))
        dialog.ends_with(dialog.cancel_button(), confirm)
        dialog.open()

    def _confirm_all(self, dialog: Dialog, seen: Mapping[str, int]) -> None:
        dialog.accept()
        self._confirm(self.book.kind, seen)

    # Forms

    def _shelf(self, book: RuleBook) -> Shelf:
        keys = tuple(rule.key for rule in self._read.rules.get(book.kind, ()))
        return Shelf(book, self._names, keys)

    def add_one(self) -> None:
        """Ask for a rule of the clinic's own of the kind that is shown."""
        book = self.book
        if book.blank is not None:
            self._show_form(NewRuleForm(self._desk, self, book.blank, self._shelf(book)), tr("The rule is added."))

    def _edit(self) -> None:
        sight = self.view.sight
        if sight is not None:
            form = RuleForm(self._desk, self, sight.rule, self._shelf(sight.book))
            self._show_form(form, tr("Saved as a new version. What was judged before keeps the old one."))

    def _force(self) -> None:
        sight = self.view.sight
        if sight is not None:
            self._show_form(ForceForm(self._desk, self, sight.rule, sight.name), tr("Saved as a new version."))

    def _show_form(self, form: SmallForm, told: str) -> None:
        self.form = form
        form.saved.connect(lambda: self._notices.tell(told))
        form.open()
        form.form.fields[0].give_focus()

    # Columns

    def _kind_columns(self) -> tuple[Column[RuleBook], ...]:
        return (
            Column("kind", tr("Kind"), lambda book: translated(book.title)),
            Column("waiting", tr("To confirm"), self._said_waiting, number=True),
        )

    def _said_waiting(self, book: RuleBook) -> str:
        return str(len(_waiting(self._read.rules.get(book.kind, ()))) or "")

    def _columns(self) -> tuple[Column[Rule], ...]:
        return (
            Column("name", tr("Rule"), self._named, sort=lambda rule: self._named(rule).first, strong=True),
            Column("evidence", tr("Evidence"), lambda rule: evidence_chip(rule.evidence), keep=True),
            Column("mark", tr("Confirmed"), mark_of, keep=True, tip=said_confirmed),
            Column("version", tr("Version"), lambda rule: str(rule.version), number=True),
        )

    def _named(self, rule: Rule) -> TwoLines:
        return TwoLines(self._name(rule), facts_of(RULE_BOOKS[rule.kind], rule.content, self._names))

    def _name(self, rule: Rule) -> str:
        """What people call it; a laser's limits go by its title, since a clinic may have two of a model."""
        own = self._read.titles.get(rule.key) if rule.kind is RuleKind.DEVICE else None
        return own or RULE_BOOKS[rule.kind].name_of(rule.content)


def _waiting(rules: tuple[Rule, ...]) -> tuple[Rule, ...]:
    return tuple(rule for rule in rules if rule.needs_confirming and not rule.retired)


def _read(context: Context) -> RulesRead:
    titles = {limits_key(device.id): device.title for device in list_devices(context)}
    return RulesRead(list_every_rule(context), list_sources(context), titles)


def _said_confirm(count: int) -> str:
    return tr("Confirm one rule") if count == 1 else tr("Confirm {count} rules", count=count)


def _said_empty(rules: tuple[Rule, ...]) -> str:
    if rules:
        return tr("Everything of this kind is confirmed.")
    return tr("The clinic has no rule of this kind yet.")


def _said_confirming(book: RuleBook, count: int) -> str:
    return tr(
        "Under “{kind}” this ticks off {count} as they stand now, with your name and today's date. "
        "Limits without a source then count fully, up to a stop. A later edit has to be confirmed again.",
        count=count,
        kind=translated(book.title),
    )


def _filter_field() -> ChoiceField:
    options = (Option(ALL, tr("All")), Option(TO_CONFIRM, tr("To confirm")))
    field = ChoiceField("show", tr("Show"), options=options)
    field.set_value(ALL)
    return field


def _scrolling(inside: QWidget) -> QScrollArea:
    area = QScrollArea()
    area.setWidget(inside)
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    return area
