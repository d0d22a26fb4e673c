"""From a database's address to somebody at work: first start, passphrase, who is working."""

from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from pico_tracker.domain.clinic import Clinic
from pico_tracker.domain.errors import DatabaseTrouble, NotFound, PicoError
from pico_tracker.domain.people import Role, StaffMember
from pico_tracker.domain.recovery_key_sheets import RecoveryKeySheet
from pico_tracker.domain.words import Sentence, mark, sentence
from pico_tracker.services.context import Context
from pico_tracker.ui.desk import Desk
from pico_tracker.ui.front_window import FrontWindow, OpeningPage, TroublePage
from pico_tracker.ui.kit.backend import Backend
from pico_tracker.ui.kit.crash import CrashHandler
from pico_tracker.ui.kit.style import Look, Mode, Tone
from pico_tracker.ui.kit.words import said, tr
from pico_tracker.ui.main_window import MainWindow
from pico_tracker.ui.sign_in.doors import Door, Locked, Missing, OpenClinic, create, look, recover, unlock
from pico_tracker.ui.sign_in.first_start import FirstStartPage
from pico_tracker.ui.sign_in.recovery_key import RecoveryKeyPage
from pico_tracker.ui.sign_in.unlock import RecoveryPage, UnlockPage
from pico_tracker.ui.sign_in.who_page import WhoPage


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What the window stands in: made once by `app.py`."""

    front: FrontWindow
    backend: Backend
    appearance: Look
    crash: CrashHandler


class Welcome(QObject):
    """Leads a person to the main window: `Welcome(surroundings, door).open()`.

    `settled(MainWindow)` follows when somebody is at work for the first time, `person_chosen(id)`
    each time somebody begins, `theme_chosen(Mode)` when another look is wanted. Where nobody can be
    asked, `unattended(PicoError)` says why it goes no further.
    """

    settled = Signal(object)
    unattended = Signal(object)
    person_chosen = Signal(int)
    theme_chosen = Signal(object)

    def __init__(self, around: Surroundings, door: Door, mode: Mode = Mode.SYSTEM, last_person: int = 0) -> None:
        super().__init__(around.front)
        self._around, self._door, self._mode, self._last = around, door, mode, last_person
        self._clinic: OpenClinic | None = None
        self._as_name, self._can_ask = "", True
        self.window: MainWindow | None = None

    def open(self, as_name: str = "", *, can_ask: bool = True) -> None:
        """Open the clinic; `as_name` names who works, so that nobody is asked. Where there is
        nobody to ask, the administrator works."""
        self._as_name, self._can_ask = as_name, can_ask
        self._show(OpeningPage(), "")
        self._around.backend.run(look, self._door, done=self._looked, failed=self._in_trouble)

    def close(self) -> None:
        """Let go of the database, after everything asked for is done."""
        if self._clinic is not None:
            self._clinic.close()
            self._clinic = None

    def _looked(self, found: OpenClinic | Locked | Missing) -> None:
        if isinstance(found, OpenClinic):
            self._opened(found)
        elif not self._can_ask:
            said = mark("This clinic cannot be opened without somebody who types its passphrase.")
            self.unattended.emit(DatabaseTrouble(sentence(said)))
        elif isinstance(found, Locked):
            self._ask_passphrase(found)
        else:
            self._begin()

    def _in_trouble(self, error: PicoError) -> None:
        if not self._can_ask:
            self.unattended.emit(error)
            return
        page = TroublePage(error)
        page.again.connect(lambda: self.open(self._as_name))
        page.given_up.connect(self._around.front.close)
        self._show(page, "")

    def _begin(self) -> None:
        page = FirstStartPage(self._door.address.title, encrypted=not self._door.address.is_server)
        page.wanted.connect(lambda *typed: self._create(page, *typed))
        self._show(page, tr("Set up"))

    def _create(self, page: FirstStartPage, clinic: Clinic, name: str, passphrase: str) -> None:
        self._around.backend.run(
            create, self._door, clinic, name, passphrase, done=self._created, failed=page.refuse
        )

    def _created(self, made: OpenClinic) -> None:
        self._clinic = made
        if not made.recovery_key:
            self._opened(made)
            return
        sheet = RecoveryKeySheet(
            clinic=made.clinic, database=self._door.address.title, key=made.recovery_key, made_at=self._door.clock()
        )
        page = RecoveryKeyPage(self._around.backend, sheet)
        page.confirmed.connect(lambda: self._opened(made))
        self._show(page, tr("Recovery key"))

    def _ask_passphrase(self, locked: Locked) -> None:
        page = UnlockPage(self._door.address.title, locked.why)
        page.typed.connect(
            lambda typed: self._around.backend.run(unlock, self._door, typed, done=self._opened, failed=page.refuse)
        )
        page.recovery_wanted.connect(lambda: self._ask_recovery(locked))
        self._show(page, tr("Open"))

    def _ask_recovery(self, locked: Locked) -> None:
        page = RecoveryPage()
        page.typed.connect(
            lambda key, new: self._around.backend.run(
                recover, self._door, key, new, done=self._opened, failed=page.refuse
            )
        )
        page.back_wanted.connect(lambda: self._ask_passphrase(locked))
        self._show(page, tr("Recovery"))

    def _opened(self, clinic: OpenClinic) -> None:
        self._clinic = clinic
        name = self._as_name.strip()
        chosen = _named(clinic.staff, name)
        if chosen is None and not (name or self._can_ask):
            chosen = next((one for one in clinic.staff if one.active and one.role is Role.ADMINISTRATOR), None)
        if chosen is not None:
            self._sign_in(chosen.id)
        elif self._can_ask:
            said_nobody = mark("Nobody called “{name}” works here. Choose who is working.")
            self._ask_who(clinic.staff, sentence(said_nobody, name=name[:80]) if name else None)
        else:
            self.unattended.emit(NotFound(_said_names(clinic.staff, name)))

    def _ask_who(self, staff: tuple[StaffMember, ...], why: Sentence | None = None) -> None:
        if self._clinic is None:
            return
        page = WhoPage(self._clinic.clinic.name, staff, self._last)
        if why is not None:
            page.notices.tell(said(why), Tone.WARN)
        page.chosen.connect(self._sign_in)
        self._show(page, tr("Who is working?"))

    def _sign_in(self, staff_id: int) -> None:
        if self._clinic is not None:
            self._around.backend.run(self._clinic.sign_in, staff_id, done=self._signed_in, failed=self._in_trouble)

    def _signed_in(self, context: Context) -> None:
        self._last = context.operator.id
        self.person_chosen.emit(context.operator.id)
        if self.window is None:
            self._furnish(context)
        else:
            self.window.take_over(context)
            self._show(self.window, "")
            self.window.start()

    def _furnish(self, context: Context) -> None:
        around = self._around
        self.window = MainWindow(Desk(around.backend, context), around.appearance, around.crash, self._mode)
        self.window.person_wanted.connect(self._change_person)
        self.window.title_changed.connect(around.front.name_page)
        self.window.theme_chosen.connect(self.theme_chosen)
        around.front.leaving.connect(self.window.leave)
        self._show(self.window, "")
        self.window.start()
        self.settled.emit(self.window)

    def _change_person(self) -> None:
        if self._clinic is not None:
            self._around.backend.run(self._clinic.list_staff, done=self._ask_who)

    def _show(self, page: QWidget, name: str) -> None:
        front = self._around.front
        front.show_page(page, keep=front.page is self.window)
        if name:
            front.name_page(name)
        page.setFocus()


def _named(staff: tuple[StaffMember, ...], name: str) -> StaffMember | None:
    wanted = name.casefold()
    return next((one for one in staff if one.active and wanted and one.name.casefold() == wanted), None)


def _said_names(staff: tuple[StaffMember, ...], name: str) -> Sentence:
    names = ", ".join(one.name for one in staff if one.active)
    return sentence(mark("Nobody here is called “{name}”. There are: {names}."), name=name[:80], names=names)
