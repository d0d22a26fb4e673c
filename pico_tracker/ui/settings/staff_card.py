"""Who works here: the list, a new person, and letting somebody go."""

from functools import partial

from pico_tracker.domain.people import ROLE_NAMES, StaffMember
from pico_tracker.services.context import Done
from pico_tracker.services.people import list_colleagues, retire_staff
from pico_tracker.ui.desk import Desk
from pico_tracker.ui.kit.buttons import Button
from pico_tracker.ui.kit.cards import Card
from pico_tracker.ui.kit.cells import Cell, Column
from pico_tracker.ui.kit.chips import ChipText
from pico_tracker.ui.kit.notice import NoticeBoard
from pico_tracker.ui.kit.record_table import RecordTable
from pico_tracker.ui.kit.style import Tone
from pico_tracker.ui.kit.words import tr, translated
from pico_tracker.ui.settings.person_dialog import PersonDialog


class StaffCard(Card):
    """The staff with their roles; add a person, or retire the one marked."""

    def __init__(self, desk: Desk, notices: NoticeBoard) -> None:
        super().__init__(tr("Staff"), edge_to_edge=True)
        self._desk, self._notices = desk, notices
        self.dialog: PersonDialog | None = None
        self.retire_button = Button(tr("Retire"), run=self._retire).explain(
            tr("Takes the marked person off “Who is working?”. The name stays on what they did.")
        )
        self.add_button = Button(tr("Add a person"), icon="plus", run=self.open_dialog)
        self.set_actions(self.retire_button, self.add_button)
        self.table: RecordTable[StaffMember] = RecordTable("staff", _columns(), key=lambda person: person.id)
        self.table.chosen.connect(self._mark)
        self.add(self.table)
        self._mark(None)

    def refresh(self) -> None:
        """Ask again who works here."""
        self._desk.run(list_colleagues, done=self._show, latest="settings staff")

    def _show(self, people: tuple[StaffMember, ...]) -> None:
        self.table.show_rows(people)
        self.table.fit_height()
        self._mark(self.table.current())

    def _mark(self, person: object) -> None:
        own = self._desk.context.operator.id
        can_go = isinstance(person, StaffMember) and person.active and person.id != own
        self.retire_button.setEnabled(can_go)

    def _retire(self) -> None:
        person = self.table.current()
        if person is not None:
            self._desk.run(retire_staff, person.id, done=partial(self._retired, person))

    def _retired(self, person: StaffMember, _done: Done[None]) -> None:
        self._notices.tell(tr("{name} does not work here any more.", name=person.name))

    def open_dialog(self) -> None:
        """Ask for a new person."""
        self.dialog = PersonDialog(self._desk, self)
        self.dialog.added.connect(self._added)
        self.dialog.open()
        self.dialog.name.give_focus()

    def _added(self, name: str) -> None:
        self._notices.tell(tr("{name} can work here from now on.", name=name))


def _columns() -> tuple[Column[StaffMember], ...]:
    return (
        Column("name", tr("Name"), lambda person: person.name, sort=lambda person: person.name, strong=True),
        Column("role", tr("Role"), lambda person: translated(ROLE_NAMES[person.role]), width=180),
        Column("state", tr("State"), _state, width=140),
    )


def _state(person: StaffMember) -> Cell:
    return ChipText(tr("Works here"), Tone.OK) if person.active else ChipText(tr("Retired"))
