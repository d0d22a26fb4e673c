"""The first start: the clinic, its administrator, the passphrase."""

from collections.abc import Sequence
from zoneinfo import available_timezones

from PySide6.QtCore import QTimeZone, Signal

from pico_tracker.domain.clinic import Clinic, check_clinic
from pico_tracker.domain.errors import PicoError, Refused
from pico_tracker.domain.findings import Finding, Findings
from pico_tracker.domain.people import Role as StaffRole
from pico_tracker.domain.people import StaffEntry, check_staff
from pico_tracker.ui.front_window import Threshold
from pico_tracker.ui.kit.buttons import Button, Kind
from pico_tracker.ui.kit.fields import ChoiceField, LongTextField, Option, TextField
from pico_tracker.ui.kit.form import FieldGrid, Form
from pico_tracker.ui.kit.notice import NoticeBoard
from pico_tracker.ui.kit.plain_text import Label, Role
from pico_tracker.ui.kit.words import tr
from pico_tracker.ui.sign_in.passphrase_fields import NewPassphrase


class FirstStartPage(Threshold):
    """`wanted(Clinic, administrator, passphrase)` follows "Create the clinic".

    `encrypted` tells whether the clinic's data will lie in a file that a passphrase opens; a
    server's do not.
    """

    wanted = Signal(object, str, str)

    def __init__(self, place: str, *, encrypted: bool = True) -> None:
        super().__init__(tr("Set up your clinic"), tr("Everything but the passphrase can be changed later."), 640)
        self._encrypted = encrypted
        self.form = Form()
        self.notices = NoticeBoard()
        self.new = NewPassphrase()
        self.add(self.notices)
        self._place_clinic()
        self._place_person()
        self.add(Label(tr("The record will be kept in {place}", place=place), Role.SMALL, wrap=True).selectable())
        self.create_button = Button(tr("Create the clinic"), kind=Kind.PRIMARY, key="Ctrl+Return", run=self._create)
        self.add_buttons(self.create_button)
        self.setFocusProxy(self._name)

    def _place_clinic(self) -> None:
        self._name = TextField("name", tr("Clinic"), required=True)
        self._phone = TextField("phone", tr("Phone"))
        self._address = LongTextField("address", tr("Address"), lines=2, limit=1000)
        self._zone = time_zone_field()
        fields = (self._name, self._phone, self._address, self._zone)
        self.form.take(*fields)
        self.add(FieldGrid(fields, columns=2, spans={"address": 0, "time_zone": 0}))

    def _place_person(self) -> None:
        self._person = TextField(
            "administrator", tr("Your name"), required=True, hint=tr("You become the first administrator.")
        )
        self.form.take(self._person)
        if not self._encrypted:
            self.add(FieldGrid((self._person,), columns=2))
            return
        fields = (self._person, self.new.first, self.new.second, self.new.show)
        self.form.take(*fields[1:])
        self.add(FieldGrid(fields, columns=2, spans={"administrator": 0, "show": 0}))

    def clinic(self) -> Clinic:
        """The clinic as typed."""
        zone = self._zone.value()
        return Clinic(
            name=self._name.value(),
            phone=self._phone.value(),
            address=self._address.value(),
            time_zone=zone if isinstance(zone, str) else self._zone.raw_text(),
        )

    def _create(self) -> None:
        if not self.create_button.isEnabled():
            return
        clinic, name = self.clinic(), self._person.value()
        self.show_findings(
            (*check_clinic(clinic), *_for_administrator(name), *(self.new.check() if self._encrypted else ()))
        )
        if self.form.focus_first_stop():
            return
        self.create_button.setEnabled(False)
        self.wanted.emit(clinic, name, self.new.value())

    def show_findings(self, findings: Sequence[Finding]) -> None:
        """Say each finding beneath its field."""
        self.form.show_findings(findings)

    def refuse(self, error: PicoError) -> None:
        """Say why the clinic was not created and keep what was typed."""
        self.create_button.setEnabled(True)
        if isinstance(error, Refused):
            self.show_findings(error.findings)
        if not self.form.focus_first_stop():
            self.notices.clear()
            self.notices.refuse(error)


def time_zone_field() -> ChoiceField:
    """Every time zone there is, the system's chosen."""
    places = (zone for zone in available_timezones() if "/" in zone and not zone.startswith("Etc/"))
    zones = [*sorted(places), "Etc/UTC"]
    options = tuple(Option(zone, zone.replace("_", " ")) for zone in zones)
    field = ChoiceField(
        "time_zone", tr("Time zone"), options=options, required=True, hint=tr("It decides which day it is.")
    )
    system = bytes(QTimeZone.systemTimeZoneId().data()).decode("ascii", "replace")
    field.set_value(system if system in zones else "Etc/UTC")
    return field


def _for_administrator(name: str) -> Findings:
    found = check_staff(StaffEntry(name, StaffRole.ADMINISTRATOR))
    return tuple(Finding("administrator", one.sentence, one.level, one.code) for one in found)
