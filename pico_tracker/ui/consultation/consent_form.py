"""The fields under a consent text, and the entry they make."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from pico_tracker.domain.consents import (
    CONSENT_NAMES,
    SIGNED_BY_NAMES,
    ConsentEntry,
    ConsentKind,
    SignedBy,
    days_to_think,
)
from pico_tracker.domain.patients import ADULT_YEARS, PatientEntry, age_in_years, full_name
from pico_tracker.domain.signatures import Signature
from pico_tracker.services.consents import ConsentOpening, VersionedText
from pico_tracker.ui.consultation.signature_field import SignatureField
from pico_tracker.ui.consultation.text_view import text_card
from pico_tracker.ui.kit.buttons import Button
from pico_tracker.ui.kit.cards import Card
from pico_tracker.ui.kit.choice_fields import Option
from pico_tracker.ui.kit.fields import ChoiceField, DateField, TextField, WholeNumberField, YesNoField
from pico_tracker.ui.kit.plain_text import Label, Role
from pico_tracker.ui.kit.words import tr, translated
from pico_tracker.ui.record_form_page import RecordForm

KIND_FIELDS = {kind: kind.value.replace(" ", "_") for kind in ConsentKind}
"""The name of the field that asks for each kind."""
ON_SCREEN, ON_PAPER = "screen", "paper"
"""Where it is signed."""


class ConsentForm(RecordForm):
    """The text at the left, decisions and signature at the right.

    What is drawn stands for what is decided above it and the text beside it: where one is changed
    afterwards, the signature is taken away and asked for again. On paper an earlier version of the text
    may have been signed: it is chosen then, and read beside the choice. Wish: `print_wanted()`, the form
    on paper.
    """

    print_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._versions: tuple[VersionedText, ...] = ()
        self._shown: tuple[VersionedText, Card] | None = None
        self._text, self._fields_column = QVBoxLayout(), QVBoxLayout()
        columns = QHBoxLayout()
        columns.setSpacing(12)
        for part, stretch in ((self._text, 6), (self._fields_column, 5)):
            part.setSpacing(12)
            columns.addLayout(part, stretch)
        self._text.addStretch(1)
        self._stack.addLayout(columns)
        self._decide()
        self._say_who()
        self._sign()
        self._fields_column.addStretch(1)

    def _decide(self) -> None:
        asked = tuple(YesNoField(KIND_FIELDS[kind], translated(name)) for kind, name in CONSENT_NAMES.items())
        card = self.section(tr("Agrees to"), asked, columns=1, into=self._fields_column)
        note = tr("No is a refusal and is kept as one. What is left open was not asked.")
        card.add(Label(note, Role.SMALL, wrap=True))

    def _say_who(self) -> None:
        signers = tuple(Option(one, translated(name)) for one, name in SIGNED_BY_NAMES.items())
        fields = (
            DateField("given_on", tr("Signed on"), required=True),
            WholeNumberField("thinking_days", tr("Time to think"), unit=tr("days")),
            ChoiceField("signed_by", tr("Signed by"), options=signers, required=True),
            TextField("signed_name", tr("Name as signed"), required=True),
            ChoiceField("witness_id", tr("Witness of the staff"), required=True),
            TextField("interpreter", tr("Interpreter, if any")),
        )
        self.section(tr("Who signs"), fields, columns=2, into=self._fields_column)

    def _sign(self) -> None:
        places = (Option(ON_SCREEN, tr("On the screen")), Option(ON_PAPER, tr("On paper")))
        self.where = ChoiceField("signed_where", tr("Signed where"), options=places, required=True)
        self.signature = SignatureField("signature", tr("Signature"))
        for field in self.fields:
            field.changed.connect(self.signature.forget)
        self.signed_version = ChoiceField("signed_version", tr("Version that was signed"), required=True)
        self.print_button = Button(tr("Print the form"), icon="print", run=self.print_wanted.emit)
        self.on_paper = Label(
            tr("The form is signed by hand; its scan is attached to this consent afterwards."),
            Role.SMALL,
            wrap=True,
        )
        card = self.section(tr("Signature"), (self.where,), columns=1, into=self._fields_column)
        self.take(self.signature, self.signed_version)
        for part in (self.signature, self.signed_version, self.on_paper):
            card.add(part)
        card.body.addWidget(self.print_button, 0, Qt.AlignmentFlag.AlignLeft)
        self.where.changed.connect(self._show_where)
        self.signed_version.changed.connect(self._show_text)
        self.fill({self.where.name: ON_SCREEN})

    @property
    def is_on_screen(self) -> bool:
        """Whether the signature is drawn here."""
        return self.where.value() != ON_PAPER

    def drawn(self) -> Signature | None:
        """What is drawn, an empty one where nothing is yet; None where it is signed on paper."""
        return (self.signature.value() or Signature()) if self.is_on_screen else None

    def restore(self, raw: Mapping[str, str]) -> None:
        """Put a draft back, with the text it was about."""
        super().restore(raw)
        self._show_where()

    def _show_where(self) -> None:
        on_paper = not self.is_on_screen
        if self._versions and (self.is_on_screen or self.signed_version.value() is None):
            self.fill({self.signed_version.name: self._versions[0].version})
        self.signature.setVisible(self.is_on_screen)
        self.signed_version.setVisible(on_paper and len(self._versions) > 1)
        self.on_paper.setVisible(on_paper)
        self._show_text()

    def _show_text(self) -> None:
        """The text that is signed; only the newest is printed to be signed."""
        self.print_button.setVisible(not self.is_on_screen and self._signed() in self._versions[:1])
        text = self._signed()
        if text is None or (self._shown is not None and self._shown[0] == text):
            return
        if self._shown is not None:
            self.signature.forget()
            self._text.removeWidget(self._shown[1])
            self._shown[1].hide()
            self._shown[1].deleteLater()
        self._shown = text, text_card(text)
        self._text.insertWidget(0, self._shown[1])

    def _signed(self) -> VersionedText | None:
        chosen = self.signed_version.value()
        return next((one for one in self._versions if one.version == chosen), None)

    def offer(self, versions: tuple[VersionedText, ...]) -> None:
        """Show the newest of these, the first, and let what was signed on paper be any of them."""
        self._versions = versions
        self.signed_version.set_options(
            Option(one.version, tr("Version {version}", version=one.version)) for one in versions
        )
        self.fill({self.signed_version.name: versions[0].version})
        self._show_where()

    def open(self, opening: ConsentOpening, witness_id: int, today: date) -> None:
        """Show the text and propose who signs."""
        self.offer(opening.versions)
        witness = self.field("witness_id")
        if isinstance(witness, ChoiceField):
            witness.set_options(tuple(Option(one.id, one.name) for one in opening.staff))
        signed_by, name = signer_of(opening.patient.entry, today)
        self.fill(
            {
                "given_on": today,
                "signed_by": signed_by,
                "signed_name": name,
                "witness_id": witness_id,
                "thinking_days": days_to_think(opening.informed_on, today),
            }
        )

    def entry(self, entry_id: UUID, course_id: int, today: date) -> ConsentEntry:
        """What is typed, as the rules and the service take it."""
        text = self._signed()
        values: dict[str, Any] = {field.name: field.value() for field in self.fields}
        decided = {kind: values[name] for kind, name in KIND_FIELDS.items() if values[name] is not None}
        return ConsentEntry(
            entry_id=entry_id,
            course_id=course_id,
            rule_key=text.key if text else "",
            rule_version=text.version if text else 0,
            given_on=values["given_on"] or today,
            decisions=decided,
            signed_by=values["signed_by"] or SignedBy.PATIENT,
            signed_name=values["signed_name"],
            witness_id=values["witness_id"] or 0,
            interpreter=values["interpreter"],
            thinking_days=values["thinking_days"],
        )


def signer_of(patient: PatientEntry, today: date) -> tuple[SignedBy, str]:
    """Who signs for this patient, and under which name."""
    if patient.born_on is not None and age_in_years(patient.born_on, today) < ADULT_YEARS:
        return SignedBy.GUARDIAN, patient.guardian
    return SignedBy.PATIENT, full_name(patient.given_names, patient.family_name)
