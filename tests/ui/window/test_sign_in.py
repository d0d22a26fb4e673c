"""Before anybody works: the first start, the passphrase, the recovery key, who is working."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from pico_tracker.domain.addresses import DatabaseAddress
from pico_tracker.domain.clinic import Clinic as ClinicData
from pico_tracker.domain.people import Role, StaffMember
from pico_tracker.domain.recovery_key_sheets import RecoveryKeySheet
from pico_tracker.domain.recovery_keys import write_recovery_key
from pico_tracker.domain.words import in_english
from pico_tracker.services.drafts import list_drafts
from pico_tracker.services.recovery_key_sheets import print_recovery_key_sheet
from pico_tracker.ui.front_window import FrontWindow, TroublePage
from pico_tracker.ui.kit.backend import Backend
from pico_tracker.ui.kit.buttons import Button
from pico_tracker.ui.kit.crash import CrashHandler
from pico_tracker.ui.kit.style import Look
from pico_tracker.ui.main_window import MainWindow
from pico_tracker.ui.sign_in.doors import Door
from pico_tracker.ui.sign_in.first_start import FirstStartPage
from pico_tracker.ui.sign_in.recovery_key import RecoveryKeyPage
from pico_tracker.ui.sign_in.unlock import RecoveryPage, UnlockPage
from pico_tracker.ui.sign_in.who_page import WhoPage
from pico_tracker.ui.welcome import Surroundings, Welcome
from tests.builders import NOON, MovableClock

KEY = write_recovery_key(bytes(20))
PASSPHRASE = "seven quiet lanterns"
STAFF = (
    StaffMember(1, "Dr S. Okafor", Role.PRACTITIONER),
    StaffMember(2, "N. Costa", Role.PRACTITIONER),
    StaffMember(3, "R. Diaz", Role.RECEPTION, active=False),
    StaffMember(4, "M. Lindqvist", Role.ADMINISTRATOR),
)


class Clinic:
    """The window in front of one database file; the computer keeps no passphrase."""

    def __init__(self, path: Path, look: Look, backend: Backend) -> None:
        self.front = FrontWindow()
        door = Door(DatabaseAddress(path), MovableClock(), in_english, lambda _address: ("", None))
        around = Surroundings(self.front, backend, look, CrashHandler(self.front))
        self.welcome = Welcome(around, door)


@pytest.fixture
def start(
    qtbot: QtBot, qapp: QApplication, tmp_path: Path, look: Look, backend: Backend
) -> Iterator[Callable[[], Clinic]]:
    """Starts the program on `clinic.pico`, as often as a test wants."""
    started: list[Clinic] = []

    def begin() -> Clinic:
        clinic = Clinic(tmp_path / "clinic.pico", look, backend)
        qtbot.addWidget(clinic.front)
        started.append(clinic)
        with qtbot.waitExposed(clinic.front):
            clinic.front.show()
        clinic.welcome.open()
        return clinic

    yield begin
    backend.close()
    for clinic in started:
        clinic.welcome.close()


def wait_for(qtbot: QtBot, clinic: Clinic, kind: type[QWidget]) -> QWidget:
    qtbot.waitUntil(lambda: isinstance(clinic.front.page, kind), timeout=20_000)
    page = clinic.front.page
    assert page is not None
    return page


def set_up(qtbot: QtBot, clinic: Clinic) -> str:
    """Create the clinic as a person would; returns the recovery key."""
    page = wait_for(qtbot, clinic, FirstStartPage)
    assert isinstance(page, FirstStartPage)
    typed = {"name": "Mill Lane", "administrator": "A. Keeper", "passphrase": PASSPHRASE, "again": PASSPHRASE}
    page.form.restore(typed)
    page.create_button.click()
    shown = wait_for(qtbot, clinic, RecoveryKeyPage)
    assert isinstance(shown, RecoveryKeyPage)
    key = shown.shown.text().replace("\n", "-")
    shown.typed.set_value(key.lower().replace("-", " "))
    QTest.keyClick(shown.typed.input, Qt.Key.Key_Return)
    return key


def test_a_clinic_is_set_up_and_opened_again_by_its_passphrase(qtbot: QtBot, start: Callable[[], Clinic]) -> None:
    first = start()
    set_up(qtbot, first)
    who = wait_for(qtbot, first, WhoPage)
    assert isinstance(who, WhoPage)
    assert [card.person.name for card in who.cards] == ["A. Keeper"]
    with qtbot.waitSignal(first.welcome.settled) as settled:
        who.cards[0].chosen.emit()
    assert isinstance(settled.args[0], MainWindow)
    assert first.welcome.window is not None
    assert first.welcome.window.status.parts == ("Local encrypted file",)

    again = start()
    unlock = wait_for(qtbot, again, UnlockPage)
    assert isinstance(unlock, UnlockPage)
    unlock.passphrase.set_raw_text("seven loud lanterns")
    unlock.open_button.click()
    qtbot.waitUntil(unlock.open_button.isEnabled, timeout=20_000)
    (finding,) = unlock.passphrase.findings
    assert "does not open this database" in finding.sentence.said()
    assert unlock.passphrase.value() == "seven loud lanterns"
    unlock.passphrase.set_raw_text(PASSPHRASE)
    QTest.keyClick(unlock.passphrase.input, Qt.Key.Key_Return)
    wait_for(qtbot, again, WhoPage)


def test_the_recovery_key_opens_a_clinic_and_sets_a_new_passphrase(
    qtbot: QtBot, start: Callable[[], Clinic]
) -> None:
    first = start()
    key = set_up(qtbot, first)
    wait_for(qtbot, first, WhoPage)

    again = start()
    unlock = wait_for(qtbot, again, UnlockPage)
    assert isinstance(unlock, UnlockPage)
    unlock.recovery_wanted.emit()
    page = wait_for(qtbot, again, RecoveryPage)
    assert isinstance(page, RecoveryPage)
    page.form.restore({"key": key, "passphrase": "nine slow rivers", "again": "nine slow rivers"})
    page.open_button.click()
    wait_for(qtbot, again, WhoPage)

    third = start()
    unlock = wait_for(qtbot, third, UnlockPage)
    assert isinstance(unlock, UnlockPage)
    unlock.passphrase.set_raw_text("nine slow rivers")
    unlock.open_button.click()
    wait_for(qtbot, third, WhoPage)


def test_closing_the_window_keeps_what_was_typed(
    qtbot: QtBot, start: Callable[[], Clinic], backend: Backend, clinic_file: Path
) -> None:
    clinic = start()
    who = wait_for(qtbot, clinic, WhoPage)
    assert isinstance(who, WhoPage)
    with qtbot.waitSignal(clinic.welcome.settled):
        who.cards[0].chosen.emit()
    window = clinic.welcome.window
    assert window is not None
    window.new_patient()
    window.patient_form().form.field("family_name").set_raw_text("Tana")
    clinic.front.close()
    backend.close()
    (draft,) = list_drafts(window.desk.context)
    assert draft.content["family_name"] == "Tana"


def test_a_name_nobody_has_is_said_above_those_who_work_here(
    qtbot: QtBot, start: Callable[[], Clinic], clinic_file: Path
) -> None:
    clinic = start()
    wait_for(qtbot, clinic, WhoPage)
    clinic.welcome.close()
    clinic.welcome.open("Nobody <b>Real</b>")
    qtbot.waitUntil(lambda: isinstance(clinic.front.page, WhoPage) and bool(clinic.front.page.notices.notices))
    page = clinic.front.page
    assert isinstance(page, WhoPage)
    said = page.notices.notices[0].text.text()
    assert said == "Nobody called “Nobody <b>Real</b>” works here. Choose who is working."
    assert len(page.cards) == 3


def test_another_person_takes_over_at_the_same_window(
    qtbot: QtBot, start: Callable[[], Clinic], clinic_file: Path
) -> None:
    clinic = start()
    who = wait_for(qtbot, clinic, WhoPage)
    assert isinstance(who, WhoPage)
    with qtbot.waitSignal(clinic.welcome.settled):
        who.cards[0].chosen.emit()
    window = clinic.welcome.window
    assert window is not None
    window.rail.person.click()
    again = wait_for(qtbot, clinic, WhoPage)
    assert isinstance(again, WhoPage)
    other = next(card for card in again.cards if card.person.role is Role.RECEPTION)
    with qtbot.waitSignal(clinic.welcome.person_chosen) as chosen:
        other.chosen.emit()
    assert chosen.args == [other.person.id]
    qtbot.waitUntil(lambda: clinic.front.page is window)
    assert window.desk.context.operator.role is Role.RECEPTION
    assert window.isVisible()


def test_a_file_that_is_no_database_is_named_and_tried_again_on_wish(
    qtbot: QtBot, start: Callable[[], Clinic], tmp_path: Path
) -> None:
    path = tmp_path / "clinic.pico"
    path.write_bytes(b"no database at all, but long enough to look like a file of its own" * 100)
    clinic = start()
    page = wait_for(qtbot, clinic, TroublePage)
    assert isinstance(page, TroublePage)
    assert page.why.text()
    path.unlink()
    page.again.emit()
    wait_for(qtbot, clinic, FirstStartPage)


def test_an_empty_form_says_what_is_missing_and_goes_there(qtbot: QtBot, show: Callable[[QWidget], None]) -> None:
    page = FirstStartPage("/clinic.pico")
    show(page)
    page.create_button.click()
    said = {field.name: field.findings[0].sentence.said() for field in page.form.fields if field.findings}
    assert said["name"] == "Enter the clinic's name."
    assert said["administrator"] == "Enter the person's name."
    assert said["passphrase"].startswith("A passphrase has at least 12 characters.")
    assert page.form.field("name").hasFocus()
    assert page.create_button.isEnabled()


def test_two_different_passphrases_are_told_apart(qtbot: QtBot, show: Callable[[QWidget], None]) -> None:
    page = FirstStartPage("/clinic.pico")
    show(page)
    page.form.restore({"name": "C", "administrator": "A", "passphrase": PASSPHRASE, "again": "seven lanterns"})
    page.create_button.click()
    (finding,) = page.form.field("again").findings
    assert finding.sentence.said() == "The two are not the same. Type it again."


def test_a_passphrase_is_hidden_until_one_wants_to_see_it(qtbot: QtBot) -> None:
    page = FirstStartPage("/clinic.pico")
    qtbot.addWidget(page)
    assert page.new.first.input.echoMode() is QLineEdit.EchoMode.Password
    page.new.show.set_value(True)
    assert page.new.first.input.echoMode() is QLineEdit.EchoMode.Normal
    assert page.new.second.input.echoMode() is QLineEdit.EchoMode.Normal


def test_spaces_in_a_passphrase_are_kept_as_typed(qtbot: QtBot) -> None:
    page = UnlockPage("/clinic.pico")
    qtbot.addWidget(page)
    page.passphrase.set_raw_text("two  spaces ")
    with qtbot.waitSignal(page.typed) as typed:
        page.open_button.click()
    assert typed.args == ["two  spaces "]


def key_sheet() -> RecoveryKeySheet:
    return RecoveryKeySheet(clinic=ClinicData(name="Mill Lane"), database="/clinic.pico", key=KEY, made_at=NOON)


def test_another_recovery_key_is_not_taken_for_the_one_shown(qtbot: QtBot, backend: Backend) -> None:
    page = RecoveryKeyPage(backend, key_sheet())
    qtbot.addWidget(page)
    page.typed.set_value(write_recovery_key(bytes([1] * 20)))
    with qtbot.assertNotEmitted(page.confirmed):
        QTest.keyClick(page.typed.input, Qt.Key.Key_Return)
    assert page.typed.findings[0].sentence.said() == "This is another recovery key. Type the one shown above."


def test_the_recovery_key_is_saved_for_its_owner_alone(qtbot: QtBot, backend: Backend, tmp_path: Path) -> None:
    page = RecoveryKeyPage(backend, key_sheet())
    qtbot.addWidget(page)
    path = tmp_path / "key.txt"
    page.save_to(str(path))
    qtbot.waitUntil(lambda: bool(page.notices.notices))
    assert KEY in path.read_text("utf-8")
    assert "22 Nov 2026" in path.read_text("utf-8")
    assert path.stat().st_mode & 0o077 == 0


def test_saved_as_a_pdf_it_is_the_printed_sheet_for_its_owner_alone(
    qtbot: QtBot, backend: Backend, tmp_path: Path
) -> None:
    page = RecoveryKeyPage(backend, key_sheet())
    qtbot.addWidget(page)
    path = tmp_path / "key.pdf"
    path.touch(mode=0o644)
    page.save_to(str(path))
    qtbot.waitUntil(lambda: bool(page.notices.notices))
    assert path.read_bytes() == print_recovery_key_sheet(key_sheet(), in_english)
    assert path.stat().st_mode & 0o077 == 0


def test_the_key_never_overwrites_a_file_that_is_no_sheet(qtbot: QtBot, backend: Backend, tmp_path: Path) -> None:
    page = RecoveryKeyPage(backend, key_sheet())
    qtbot.addWidget(page)
    path = tmp_path / "clinic.pico"
    path.write_bytes(b"the record")
    page.save_to(str(path))
    qtbot.waitUntil(lambda: bool(page.notices.notices))
    assert page.notices.notices[0].text.text().startswith("clinic.pico is no name for the key.")
    assert path.read_bytes() == b"the record"


def test_print_sends_the_sheet_to_the_systems_dialog(
    qtbot: QtBot, backend: Backend, show: Callable[[QWidget], None]
) -> None:
    page = RecoveryKeyPage(backend, key_sheet())
    show(page)
    next(button for button in page.findChildren(Button) if button.said() == "Print").click()
    qtbot.waitUntil(lambda: page.print_dialog is not None)
    assert page.print_dialog is not None
    assert page.print_dialog.printer().docName() == "Recovery key"
    page.print_dialog.close()


def test_a_key_that_cannot_be_saved_is_said_and_stays_on_the_page(
    qtbot: QtBot, backend: Backend, tmp_path: Path
) -> None:
    page = RecoveryKeyPage(backend, key_sheet())
    qtbot.addWidget(page)
    page.save_to(str(tmp_path / "gone" / "key.txt"))
    qtbot.waitUntil(lambda: bool(page.notices.notices))
    assert page.notices.notices[0].text.text().startswith("key.txt cannot be written")


@pytest.fixture
def who(show: Callable[[QWidget], None]) -> WhoPage:
    page = WhoPage("Mill Lane", STAFF, last_id=2)
    show(page)
    page.setFocus()
    return page


def focused(page: WhoPage) -> str:
    return next(card.person.name for card in page.cards if card.hasFocus())


def test_who_worked_last_is_marked_and_begins_by_enter(qtbot: QtBot, who: WhoPage) -> None:
    assert focused(who) == "N. Costa"
    with qtbot.waitSignal(who.chosen) as chosen:
        QTest.keyClick(who.focusWidget(), Qt.Key.Key_Return)
    assert chosen.args == [2]


def test_arrows_and_letters_walk_through_those_at_work(qtbot: QtBot, who: WhoPage) -> None:
    for key, name in (
        (Qt.Key.Key_Down, "M. Lindqvist"),
        (Qt.Key.Key_Down, "M. Lindqvist"),
        (Qt.Key.Key_O, "Dr S. Okafor"),
        (Qt.Key.Key_L, "M. Lindqvist"),
        (Qt.Key.Key_Z, "M. Lindqvist"),
        (Qt.Key.Key_Up, "N. Costa"),
    ):
        QTest.keyClick(who.focusWidget(), key)
        assert focused(who) == name


def test_who_left_the_clinic_is_not_offered(who: WhoPage) -> None:
    assert [card.person.name for card in who.cards] == ["Dr S. Okafor", "N. Costa", "M. Lindqvist"]
