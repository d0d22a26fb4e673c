"""Small forms: a check of a laser, a paper of a person, a person authorised for a laser."""

from collections.abc import Iterable
from typing import Any

from PySide6.QtWidgets import QWidget

from pico_tracker.domain.devices import Device
from pico_tracker.domain.findings import Finding, Findings
from pico_tracker.domain.people import Role, StaffMember
from pico_tracker.domain.upkeep import (
    CHECK_NAMES,
    PAPER_NAMES,
    RESULT_NAMES,
    CheckKind,
    CheckResult,
    DeviceCheckEntry,
    PaperKind,
    StaffPaperEntry,
    check_device_check,
    check_staff_paper,
)
from pico_tracker.domain.words import mark, sentence
from pico_tracker.services.upkeep import Upkeep, authorise_person, record_device_check, record_staff_paper
from pico_tracker.ui.desk import Desk
from pico_tracker.ui.kit.field import Field
from pico_tracker.ui.kit.fields import ChoiceField, DateField, LongTextField, Option, TextField
from pico_tracker.ui.kit.words import tr, translated
from pico_tracker.ui.small_form import SmallForm

WHOLE_LASER = 0
"""Stands for the laser itself among its handpieces."""


class CheckForm(SmallForm):
    """Writes down a service or an output check of a laser or one of its handpieces."""

    def __init__(self, desk: Desk, upkeep: Upkeep, parent: QWidget) -> None:
        super().__init__(tr("Record a check"), tr("Save"), desk, parent)
        self._devices = {device.id: device for device in upkeep.devices if device.active}
        self._entry_id = desk.context.mint_entry_id()
        self.device = ChoiceField("device_id", tr("Laser"), options=_lasers(self._devices.values()), required=True)
        self.piece = ChoiceField("handpiece_id", tr("Part"), required=True)
        kinds = tuple(Option(kind, translated(name)) for kind, name in CHECK_NAMES.items())
        self.kind = ChoiceField("kind", tr("What was done"), options=kinds, required=True)
        results = tuple(Option(result, translated(name)) for result, name in RESULT_NAMES.items())
        self.outcome = ChoiceField("result", tr("Result"), options=results, required=True)
        self.done_on = DateField("done_on", tr("Done on"), required=True)
        self.next_due_on = DateField("next_due_on", tr("Next due on"))
        self.done_by = TextField("done_by", tr("Done by"), hint=tr("Who checked it, such as the maker's engineer."))
        self.note = LongTextField("note", tr("Note"), hint=tr("Measured values; what was found and done."))
        pairs = (self.device, self.piece, self.kind, self.outcome, self.done_on, self.next_due_on)
        self.form.section("", (*pairs, self.done_by, self.note), spans={"done_by": 0, "note": 0})
        self.device.changed.connect(self._offer_parts)
        first = next(iter(self._devices), None)
        self.form.fill({"device_id": first, "kind": CheckKind.OUTPUT, "done_on": desk.context.today()})
        self._offer_parts()
        self.device.give_focus()

    def _offer_parts(self) -> None:
        chosen = self.device.value()
        device = self._devices.get(chosen) if isinstance(chosen, int) else None
        pieces = device.handpieces if device is not None else ()
        whole = Option(WHOLE_LASER, tr("The laser itself"))
        self.piece.set_options((whole, *(Option(piece.id, piece.name) for piece in pieces)))
        self.piece.set_value(WHOLE_LASER)

    def _entry(self) -> DeviceCheckEntry | None:
        device, kind, result = self.device.value(), self.kind.value(), self.outcome.value()
        piece, day = self.piece.value(), self.done_on.value()
        if not isinstance(device, int) or not isinstance(kind, CheckKind) or not isinstance(result, CheckResult):
            return None
        if day is None or not isinstance(piece, int):
            return None
        return DeviceCheckEntry(
            entry_id=self._entry_id,
            device_id=device,
            handpiece_id=piece or None,
            kind=kind,
            done_on=day,
            result=result,
            next_due_on=self.next_due_on.value(),
            done_by=self.done_by.value(),
            note=self.note.value(),
        )

    def check(self) -> Findings:
        """What is missing, and what the rules say."""
        entry = self._entry()
        if entry is not None:
            return check_device_check(entry, self.desk.context.today())
        needed: dict[Field[Any], str] = {
            self.device: mark("Choose the laser."),
            self.kind: mark("Choose what was done."),
            self.outcome: mark("Choose how it came out."),
            self.done_on: mark("Enter the day."),
        }
        return _missing(needed)

    def save(self) -> None:
        """Put the check on file."""
        if (entry := self._entry()) is not None:
            self.send(record_device_check, entry)


class PaperForm(SmallForm):
    """Writes down a licence or a training of a person."""

    def __init__(self, desk: Desk, upkeep: Upkeep, parent: QWidget) -> None:
        super().__init__(tr("Record a paper"), tr("Save"), desk, parent)
        self._entry_id = desk.context.mint_entry_id()
        self.person = ChoiceField("staff_id", tr("Person"), options=_people(upkeep.people), required=True)
        kinds = tuple(Option(kind, translated(name)) for kind, name in PAPER_NAMES.items())
        self.kind = ChoiceField("kind", tr("Paper"), options=kinds, required=True)
        hint = tr("Its number, or the course and who gave it.")
        self.title = TextField("title", tr("What it is"), required=True, hint=hint)
        self.issued_on = DateField("issued_on", tr("Issued on"))
        self.valid_until = DateField("valid_until", tr("Valid until"), hint=tr("Empty: it does not run out."))
        fields = (self.person, self.kind, self.title, self.issued_on, self.valid_until)
        self.form.section("", fields, spans={"title": 0})
        self.person.give_focus()

    def _entry(self) -> StaffPaperEntry | None:
        person, kind = self.person.value(), self.kind.value()
        if not isinstance(person, int) or not isinstance(kind, PaperKind):
            return None
        return StaffPaperEntry(
            entry_id=self._entry_id,
            staff_id=person,
            kind=kind,
            title=self.title.value(),
            issued_on=self.issued_on.value(),
            valid_until=self.valid_until.value(),
        )

    def check(self) -> Findings:
        """What is missing, and what the rules say."""
        entry = self._entry()
        if entry is not None:
            return check_staff_paper(entry, self.desk.context.today())
        needed: dict[Field[Any], str] = {
            self.person: mark("Choose the person."),
            self.kind: mark("Choose the paper."),
        }
        return _missing(needed)

    def save(self) -> None:
        """Put the paper on file."""
        if (entry := self._entry()) is not None:
            self.send(record_staff_paper, entry)


class AuthoriseForm(SmallForm):
    """Names a person who may fire a laser from today on."""

    def __init__(self, desk: Desk, upkeep: Upkeep, parent: QWidget) -> None:
        super().__init__(tr("Authorise a person"), tr("Authorise"), desk, parent)
        self.tell_about(tr("From the first name on, the list holds: whoever is not on it needs a reason to treat."))
        lasers = _lasers(device for device in upkeep.devices if device.active)
        self.device = ChoiceField("device_id", tr("Laser"), options=lasers, required=True)
        self.person = ChoiceField("staff_id", tr("Person"), options=_people(upkeep.people), required=True)
        self.form.section("", (self.device, self.person))
        self.device.give_focus()

    def check(self) -> Findings:
        """What is missing."""
        needed: dict[Field[Any], str] = {
            self.device: mark("Choose the laser."),
            self.person: mark("Choose the person."),
        }
        return _missing(needed)

    def save(self) -> None:
        """Let the person fire the laser."""
        device, person = self.device.value(), self.person.value()
        if isinstance(device, int) and isinstance(person, int):
            self.send(authorise_person, device, person)


def _lasers(devices: Iterable[Device]) -> tuple[Option, ...]:
    return tuple(Option(device.id, device.title) for device in devices)


def _people(people: Iterable[StaffMember]) -> tuple[Option, ...]:
    may = (person for person in people if person.active and person.role is not Role.RECEPTION)
    return tuple(Option(person.id, person.name) for person in may)


def _missing(needed: dict[Field[Any], str]) -> Findings:
    """What to say of those fields that are empty."""
    return tuple(
        Finding(field.name, sentence(text), code="upkeep.missing")
        for field, text in needed.items()
        if field.value() is None
    )
