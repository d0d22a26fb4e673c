"""The small form for a treatment alongside: what it is, from when to when."""

from functools import partial

from PySide6.QtWidgets import QWidget

from pico_tracker.domain.alongside import ALONGSIDE_NAMES, Alongside, AlongsideEntry, AlongsideKind, check_alongside
from pico_tracker.domain.errors import NotFound
from pico_tracker.domain.findings import Finding, Findings, Level
from pico_tracker.domain.words import mark, sentence
from pico_tracker.services.alongside import add_alongside, edit_alongside, list_alongside
from pico_tracker.services.context import Context
from pico_tracker.ui.alongside.alongside_words import said_alongside
from pico_tracker.ui.desk import Desk
from pico_tracker.ui.kit.fields import ChoiceField, DateField, LongTextField, Option, TextField
from pico_tracker.ui.kit.words import tr, translated
from pico_tracker.ui.small_form import SmallForm


class AlongsideForm(SmallForm):
    """Write down a cream, tablet, peel or treatment elsewhere, or edit one that is on record."""

    def __init__(self, desk: Desk, patient_id: int, parent: QWidget, known: Alongside | None = None) -> None:
        title = tr("Treatment alongside") if known is None else tr("Edit treatment alongside")
        super().__init__(title, tr("Save treatment"), desk, parent)
        self._patient_id, self._known = patient_id, known
        self._entry_id = desk.mint_entry_id() if known is None else known.entry.entry_id
        kinds = tuple(Option(one, translated(name)) for one, name in ALONGSIDE_NAMES.items())
        self.kind = ChoiceField("kind", tr("Kind"), options=kinds, required=True)
        self.what = TextField("what", tr("What"), required=True, hint=tr("Name and strength, or where and what"))
        self.from_on = DateField("from_on", tr("From"), hint=tr("Empty: start not known"))
        self.until_on = DateField("until_on", tr("Until"), hint=tr("Empty: it goes on"))
        self.note = LongTextField("note", tr("Note"), lines=2)
        fields = (self.kind, self.what, self.from_on, self.until_on, self.note)
        self.form.section("", fields, columns=2, spans={"note": 0})
        for field in fields:
            field.changed.connect(partial(self.touch, field.name))
        if known is None:
            self.form.fill({"from_on": desk.context.today()})
        else:
            self._fill(known)
        self._touched.clear()
        self.kind.give_focus()

    @property
    def version(self) -> int:
        """The version on record that an edit goes on from; 0 for a new one."""
        return 0 if self._known is None else self._known.version

    def _fill(self, known: Alongside) -> None:
        entry = known.entry
        values = {"kind": entry.kind, "what": entry.what, "note": entry.note}
        self.form.fill(values | {"from_on": entry.from_on, "until_on": entry.until_on})

    def entry(self) -> AlongsideEntry:
        """What is typed, as the rules and the service take it."""
        kind = self.kind.value()
        return AlongsideEntry(
            entry_id=self._entry_id,
            patient_id=self._patient_id,
            kind=kind if isinstance(kind, AlongsideKind) else AlongsideKind.OTHER,
            what=self.what.value(),
            from_on=self.from_on.value(),
            until_on=self.until_on.value(),
            note=self.note.value(),
        )

    def check(self) -> Findings:
        """What is missing, and what the rules say."""
        unread = {finding.field for finding in self.form.problems()}
        found = (*self._missing(), *check_alongside(self.entry(), self.desk.context.today()))
        return tuple(finding for finding in found if finding.field not in unread)

    def _missing(self) -> Findings:
        if self.kind.value() is not None:
            return ()
        return (Finding("kind", sentence(mark("Choose what kind it is.")), Level.STOP, "alongside.kind"),)

    def save(self) -> None:
        """Put it on record."""
        if self._known is None:
            self.send(add_alongside, self.entry())
        else:
            self.send(edit_alongside, self._known.id, self.version, self.entry())

    def read_again(self) -> None:
        """Somebody else saved it: go on from theirs, with what is typed here kept."""
        if self._known is not None:
            ids = (self._patient_id, self._known.id)
            self.desk.run(_read_one, *ids, done=self._go_on_from, failed=self._refuse)

    def _go_on_from(self, known: Alongside) -> None:
        self._known = known
        theirs = said_alongside(known, self.desk.context.today())
        self.tell_about("\n".join(filter(None, (tr("On record now: {what}", what=theirs), known.entry.note))))


def _read_one(context: Context, patient_id: int, alongside_id: int) -> Alongside:
    for one in list_alongside(context, patient_id):
        if one.id == alongside_id:
            return one
    raise NotFound(sentence(mark("This treatment is not on record (any more).")))
