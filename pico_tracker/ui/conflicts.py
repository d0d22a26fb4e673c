"""Two people saved the same record: what both changed is shown side by side, and one decides."""

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtWidgets import QButtonGroup, QGridLayout, QWidget

from pico_tracker.ui.kit.buttons import Button
from pico_tracker.ui.kit.cards import Card, clear
from pico_tracker.ui.kit.form import Form
from pico_tracker.ui.kit.plain_text import Label, Role
from pico_tracker.ui.kit.words import tr

Raw = Mapping[str, str]
"""Field name to the text as it stands in the field."""


@dataclass(frozen=True, slots=True)
class Merge:
    """Fields by who changed them: `theirs` they alone, `both` they and the person at work."""

    theirs: tuple[str, ...]
    both: tuple[str, ...]


def compare_versions(base: Raw, theirs: Raw, mine: Raw) -> Merge:
    """Sort the fields that somebody else changed since `base` was read."""
    changed = [name for name in theirs if theirs[name] != base.get(name) and theirs[name] != mine.get(name)]
    untouched = {name for name in changed if name in base and mine.get(name) == base[name]}
    return Merge(
        tuple(name for name in changed if name in untouched),
        tuple(name for name in changed if name not in untouched),
    )


class ConflictPanel(Card):
    """Says who changed what, takes over what only they changed, and asks for the rest, field by
    field: `panel.show_conflict(form, base, values)`. Hidden until there is something to settle.
    """

    def __init__(self) -> None:
        super().__init__(tr("Somebody else saved this record meanwhile"))
        self.said = Label("", wrap=True)
        self.add(self.said)
        self._rows = QWidget()
        self._grid = QGridLayout(self._rows)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(8)
        for column, stretch in enumerate((2, 4, 4, 0)):
            self._grid.setColumnStretch(column, stretch)
        self.add(self._rows)
        self.choices: dict[str, tuple[Button, Button]] = {}
        self.hide()

    def show_conflict(self, form: Form, base: Raw, values: Mapping[str, object]) -> Merge:
        """Compare what is on record now (`values`, field name to value) with what is typed."""
        mine = form.raw()
        theirs = _raw_of(form, values)
        merge = compare_versions(base, theirs, mine)
        form.restore({name: mine[name] for name in theirs if name not in merge.theirs})
        self.said.setText(_explained(form, merge))
        self._fill(form, merge, theirs, mine)
        self.show()
        return merge

    def _fill(self, form: Form, merge: Merge, theirs: Raw, mine: Raw) -> None:
        clear(self._grid)
        self.choices = {}
        self._rows.setVisible(bool(merge.both))
        titles = ("", tr("On record now"), tr("Typed by you"), "")
        for column, title in enumerate(titles):
            self._grid.addWidget(Label(title, Role.SMALL), 0, column)
        for line, name in enumerate(merge.both, start=1):
            self._add_row(line, form, name, (theirs[name], mine[name]))

    def _add_row(self, line: int, form: Form, name: str, texts: tuple[str, str]) -> None:
        label = form.field(name).label_text
        self._grid.addWidget(Label(label, Role.STRONG, wrap=True), line, 0)
        for column, text in enumerate(texts, start=1):
            self._grid.addWidget(Label(_shown(text), wrap=True).selectable(), line, column)
        self._grid.addWidget(self._choice(form, name, texts), line, 3)

    def _choice(self, form: Form, name: str, texts: tuple[str, str]) -> QWidget:
        keep_theirs, keep_mine = Button(tr("Keep theirs")), Button(tr("Keep mine"))
        box, group = QWidget(), QButtonGroup(self)
        row = QGridLayout(box)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        for column, (button, text) in enumerate(zip((keep_theirs, keep_mine), texts, strict=True)):
            button.setCheckable(True)
            button.setProperty("segment", ("first", "last")[column])
            button.setAccessibleName(f"{form.field(name).label_text}: {button.said()}")
            group.addButton(button)
            row.addWidget(button, 0, column)
            _puts_back(button, form, name, text)
        keep_mine.setChecked(True)
        self.choices[name] = (keep_theirs, keep_mine)
        return box


def _puts_back(button: Button, form: Form, name: str, text: str) -> None:
    button.clicked.connect(lambda: form.restore({name: text}))


def _raw_of(form: Form, values: Mapping[str, object]) -> dict[str, str]:
    """What the fields say for these values; the form shows them afterwards."""
    form.fill(values)
    raw = form.raw()
    return {name: raw[name] for name in values}


def _explained(form: Form, merge: Merge) -> str:
    parts = [tr("Nothing was overwritten and your typing is kept.")]
    if merge.theirs:
        names = ", ".join(form.field(name).label_text for name in merge.theirs)
        parts.append(tr("Taken over from them: {fields}.", fields=names))
    if merge.both:
        parts.append(tr("You both changed the following. Choose for each, then save again."))
    else:
        parts.append(tr("Look it over, then save again."))
    return " ".join(parts)


def _shown(text: str) -> str:
    return text if text.strip() else tr("(empty)")
