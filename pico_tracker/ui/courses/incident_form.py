"""The form for an account of an incident, and to close it."""

from functools import partial

from PySide6.QtWidgets import QVBoxLayout, QWidget

from pico_tracker.domain.findings import Findings
from pico_tracker.domain.incidents import Incident, IncidentEntry, check_account, check_closing
from pico_tracker.domain.passes import PassEntry
from pico_tracker.domain.sessions import Session
from pico_tracker.domain.side_effects import SideEffect
from pico_tracker.services.context import Context, Done
from pico_tracker.services.incidents import read_incident, write_account
from pico_tracker.ui.courses.reading import read_one
from pico_tracker.ui.desk import Desk
from pico_tracker.ui.kit.buttons import Button
from pico_tracker.ui.kit.days import said_day
from pico_tracker.ui.kit.decimals import said_decimal
from pico_tracker.ui.kit.fields import DateField, LongTextField, TextField
from pico_tracker.ui.kit.plain_text import Label, Role
from pico_tracker.ui.kit.words import tr
from pico_tracker.ui.small_form import SmallForm


class IncidentForm(SmallForm):
    """Write an account of an incident beside the earlier ones; close it when everything is said."""

    def __init__(self, desk: Desk, effect: SideEffect, parent: QWidget) -> None:
        super().__init__(tr("Incident: {kind}", kind=effect.kind.name), tr("Save account"), desk, parent)
        self._effect = effect
        self._incident: Incident | None = None
        self._entry_id = desk.mint_entry_id()
        self._closes = False
        self.close_button = Button(tr("Save and close incident"), run=self._close_it)
        self.ends_with(self.close_button)
        self._make_fields()
        self._earlier = QVBoxLayout()
        self._earlier.setSpacing(6)
        self.body.addLayout(self._earlier)
        self.wait_for(_read, effect, done=self._show)

    def _make_fields(self) -> None:
        self.happened = LongTextField("happened", tr("What happened"), required=True, lines=2)
        self.device = TextField("device", tr("Laser and serial number"))
        self.settings = LongTextField("settings", tr("Session and settings"), lines=2)
        self.action = LongTextField("action", tr("What was done at once"), lines=2)
        self.informed = TextField("informed", tr("Who was told"))
        self.informed_on = DateField("informed_on", tr("On"))
        self.reported_to = TextField("reported_to", tr("Reported to (authority or maker)"))
        self.reported_on = DateField("reported_on", tr("On"))
        self.not_reported = TextField("not_reported_because", tr("Or why it was not reported"))
        fields = (
            *(self.happened, self.action, self.device, self.settings),
            *(self.informed, self.informed_on, self.reported_to, self.reported_on, self.not_reported),
        )
        self.form.section("", fields, columns=2, spans={"not_reported_because": 0})
        self.setMinimumWidth(760)
        for field in fields:
            field.changed.connect(partial(self.touch, field.name))

    def _show(self, read: tuple[Incident, str]) -> None:
        self._incident, settings = read
        incident, latest = self._incident, self._incident.latest
        self.tell_about(tr("Open since {date}", date=said_day(incident.opened_on)))
        self.form.fill({"device": incident.device, "settings": settings})
        if latest is not None:
            self.form.fill({name: getattr(latest, name) for name in (one.name for one in self.form.fields)})
        self._tell_earlier(incident)
        self._touched.clear()
        self.happened.give_focus()

    def _tell_earlier(self, incident: Incident) -> None:
        for one in incident.accounts:
            written = one.written_at.astimezone(self.desk.context.zone).date()
            head = tr("{date}, {name}", date=said_day(written), name=one.written_by)
            text = tr("{head}: {happened}", head=head, happened=one.entry.happened)
            self._earlier.addWidget(Label(text, Role.SMALL, wrap=True))

    def entry(self) -> IncidentEntry:
        """What is typed, as the rules and the service take it."""
        return IncidentEntry(
            entry_id=self._entry_id,
            incident_id=self._effect.incident_id or 0,
            happened=self.happened.value(),
            device=self.device.value(),
            settings=self.settings.value(),
            action=self.action.value(),
            informed=self.informed.value(),
            informed_on=self.informed_on.value(),
            reported_to=self.reported_to.value(),
            reported_on=self.reported_on.value(),
            not_reported_because=self.not_reported.value(),
        )

    def check(self) -> Findings:
        """What the rules say; closing needs more than an account."""
        if self._incident is None:
            return ()
        unread = {finding.field for finding in self.form.problems()}
        found = check_account(self.entry(), self._incident.opened_on, self.desk.context.today())
        if self._closes:
            known = {one.field for one in found}
            found = (*found, *(one for one in check_closing(self.entry()) if one.field not in known))
        return tuple(one for one in found if one.field not in unread)

    def _close_it(self) -> None:
        self._closes = True
        self.try_to_save()
        self._closes = False

    def save(self) -> None:
        """Write the account."""
        if self._incident is not None:
            self.send(_write, self.entry(), self._incident.version, self._closes)

    def read_again(self) -> None:
        """Take the version that somebody else saved, so that a second Save can go through."""
        self.desk.run(_read, self._effect, done=self._take)

    def _take(self, read: tuple[Incident, str]) -> None:
        self._incident = read[0]


def _write(context: Context, entry: IncidentEntry, seen_version: int, closes: bool) -> Done[int]:
    return write_account(context, entry, seen_version, close=closes)


def _read(context: Context, effect: SideEffect) -> tuple[Incident, str]:
    progress = read_one(context, effect.patient_id, effect.entry.course_id)
    session = next((one for one in progress.sessions if one.id == effect.entry.session_id), None)
    return read_incident(context, effect.incident_id or 0), "" if session is None else _said_session(session)


def _said_session(session: Session) -> str:
    """The session and what it was given with, one line a pass."""
    head = tr("Session {number}, {date}", number=session.number, date=said_day(session.entry.performed_on))
    return "\n".join((head, *(_said_pass(one.entry) for one in session.passes)))


def _said_pass(entry: PassEntry) -> str:
    spot = said_decimal(entry.spot.width_mm)
    if entry.spot.height_mm is not None:
        spot = f"{spot} × {said_decimal(entry.spot.height_mm)}"
    parts = [
        f"{entry.wavelength_nm} nm",
        f"{entry.pulse_duration_ps} ps",
        f"{spot} mm",
        f"{said_decimal(entry.fluence_j_cm2)} J/cm²",
        f"{said_decimal(entry.repetition_hz)} Hz",
    ]
    if entry.pulse_energy_mj is not None:
        parts.insert(4, f"{said_decimal(entry.pulse_energy_mj)} mJ")
    return ", ".join(parts)
