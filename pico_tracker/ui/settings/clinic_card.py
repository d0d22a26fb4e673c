"""The clinic's data as a letterhead shows them, and its time zone."""

from zoneinfo import available_timezones

from pico_tracker.domain.clinic import Clinic, Paper, check_clinic
from pico_tracker.domain.errors import PicoError, Refused
from pico_tracker.services.clinics import edit_clinic, read_clinic
from pico_tracker.services.context import Context, Done
from pico_tracker.ui.desk import Desk
from pico_tracker.ui.kit.buttons import Button, Kind
from pico_tracker.ui.kit.cards import Card
from pico_tracker.ui.kit.fields import ChoiceField, LongTextField, Option, TextField
from pico_tracker.ui.kit.form import FieldGrid, Form
from pico_tracker.ui.kit.notice import NoticeBoard
from pico_tracker.ui.kit.words import tr


class ClinicCard(Card):
    """Edit the clinic's data; what is typed stays while another page is looked at."""

    def __init__(self, desk: Desk, notices: NoticeBoard) -> None:
        super().__init__(tr("Clinic"))
        self._desk, self._notices = desk, notices
        self._known: Clinic | None = None
        self.form = Form()
        self.save_button = Button(tr("Save clinic"), kind=Kind.PRIMARY, key="Ctrl+S", run=self.save)
        self.set_actions(self.save_button)
        self._name = TextField("name", tr("Clinic"), required=True)
        self._phone = TextField("phone", tr("Phone"))
        self._address = LongTextField("address", tr("Address"), lines=3, limit=1000)
        self._zone, self._paper = _zone_field(), _paper_field()
        self._advice = LongTextField(
            "reaction_advice",
            tr("Alarming reaction reported"),
            lines=3,
            hint=tr("What reception does, and whom it calls; shown as soon as an answer is alarming"),
        )
        self._local_rules = TextField(
            "local_rules",
            tr("Local rules, version and adviser"),
            hint=tr("Printed in the treatment register, such as “3 of 1 March 2026, laser protection adviser”"),
        )
        fields = (
            self._name,
            self._phone,
            self._address,
            self._zone,
            self._paper,
            self._advice,
            self._local_rules,
        )
        self.form.take(*fields)
        self.add(self.form)
        self.add(FieldGrid(fields, columns=2, spans={"address": 0, "reaction_advice": 0, "local_rules": 0}))

    def refresh(self) -> None:
        """Read the clinic's data; what is being typed stays."""
        self._desk.run(_read, done=self._show)

    def _show(self, clinic: Clinic | None) -> None:
        if clinic is None or (self._known is not None and self.entry() != self._known):
            return
        self._known = clinic
        self.form.fill(
            {
                "name": clinic.name,
                "phone": clinic.phone,
                "address": clinic.address,
                "time_zone": clinic.time_zone,
                "paper": clinic.paper,
                "reaction_advice": clinic.reaction_advice,
                "local_rules": clinic.local_rules,
            }
        )

    def entry(self) -> Clinic:
        """The clinic as typed."""
        zone, paper = self._zone.value(), self._paper.value()
        return Clinic(
            name=self._name.value(),
            phone=self._phone.value(),
            address=self._address.value(),
            time_zone=zone if isinstance(zone, str) else self._zone.raw_text(),
            paper=paper if isinstance(paper, Paper) else Paper.A4,
            is_demonstration=bool(self._known and self._known.is_demonstration),
            reaction_advice=self._advice.value(),
            local_rules=self._local_rules.value(),
        )

    def save(self) -> None:
        """Save what is typed."""
        self.form.show_findings(check_clinic(self.entry()))
        if self.form.focus_first_stop():
            return
        self.save_button.setEnabled(False)
        self._desk.run(edit_clinic, self.entry(), done=self._saved, failed=self._refuse)

    def _saved(self, _done: Done[None]) -> None:
        self.save_button.setEnabled(True)
        self._known = self.entry()
        self._notices.tell(tr("The clinic's data are saved. A new time zone holds from the next sign-in."))

    def _refuse(self, error: PicoError) -> None:
        self.save_button.setEnabled(True)
        if isinstance(error, Refused):
            self.form.show_findings(error.findings)
        else:
            self._notices.refuse(error)


def _read(context: Context) -> Clinic | None:
    return read_clinic(context.database)


def _zone_field() -> ChoiceField:
    options = tuple(Option(zone, zone) for zone in sorted(available_timezones()))
    return ChoiceField("time_zone", tr("Time zone"), options=options, required=True)


def _paper_field() -> ChoiceField:
    return ChoiceField("paper", tr("Paper"), options=tuple(Option(paper, paper.value) for paper in Paper))
