"""The window's front door: paints first, loads what is heavy meanwhile, wires everything together."""

import argparse
import gc
import logging
import os
import shutil
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from importlib import import_module
from logging.handlers import RotatingFileHandler
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QTimer, SignalInstance
from PySide6.QtWidgets import QApplication

from pico_tracker.config import (
    Places,
    database_file,
    default_places,
    find_passphrase,
    prepare_folder,
    read_window_settings,
    write_window_settings,
)
from pico_tracker.domain.addresses import DatabaseAddress, parse_address
from pico_tracker.domain.errors import PicoError
from pico_tracker.domain.window_settings import ThemeChoice
from pico_tracker.domain.words import Sentence, mark, sentence
from pico_tracker.ui.front_window import FrontWindow, OpeningPage, TroublePage
from pico_tracker.ui.kit.backend import Backend
from pico_tracker.ui.kit.crash import CrashHandler
from pico_tracker.ui.kit.rubbish import RubbishCollector
from pico_tracker.ui.kit.style import Look, Mode
from pico_tracker.ui.kit.words import translated
from pico_tracker.ui.single_instance import SingleInstance

DEMONSTRATION_PATIENTS, DEMONSTRATION_SEED = 60, 1
_LOG_BYTES, _LOGS_KEPT = 1_000_000, 3
_GOOD, _BAD = 0, 1


class Wish(argparse.Namespace):
    """What was asked for on the command line."""

    database: str
    demo: bool
    seat: bool
    person: str
    headless: Path | None


def open_window(arguments: Sequence[str]) -> int:
    """Open the window and stay until it is closed; returns the exit code.

    Where one is open on the same database, that one comes to the front instead.
    """
    wish = _parser().parse_args(arguments, Wish())
    if wish.headless is not None:
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    application = QApplication(["pico-tracker"])
    application.setApplicationName("Pico Tracker")
    application.setDesktopFileName("pico-tracker")
    places = default_places()
    single = _single(wish, places)
    if single is not None and not single.begin(is_further=wish.seat):
        _say(sentence(mark("Pico Tracker is open already and its window is in front; --seat opens another.")))
        return _GOOD
    program = Program(application, wish, places)
    if single is not None:
        single.wanted.connect(program.front.come_forward)
    program.start()
    application.exec()
    if single is not None:
        single.close()
    program.close()
    return program.exit_code


class Program(QObject):
    """Everything that lives as long as the program, made in the order of need: window, then work."""

    def __init__(self, application: QApplication, wish: Wish, places: Places) -> None:
        super().__init__(application)
        self._application, self._wish, self._places = application, wish, places
        self._settings = read_window_settings(places)
        self.exit_code = _GOOD
        self._close_clinic: Callable[[], None] = _nothing
        self._look = Look(application)
        self._mode = Mode(self._settings.theme.value)
        self._look.apply(self._mode)
        self.front = FrontWindow()
        self.backend = Backend(self)
        self.crash = CrashHandler(self.front)
        self.crash.install()
        self._rubbish = RubbishCollector(self)
        self.backend.crashed.connect(self.crash.caught)
        self.crash.happened.connect(self._note_crash)

    def start(self) -> None:
        """Paint the window, then load and open on the database thread."""
        self.front.show_page(OpeningPage())
        self.front.show()
        QTimer.singleShot(0, self, self._prepare)

    def close(self) -> None:
        """Let everything asked for finish, then let go of the database."""
        self.backend.close()
        self._close_clinic()
        self.crash.uninstall()
        self._rubbish.close()

    def _prepare(self) -> None:
        self.backend.run(_prepare, self._wish, self._places, done=self._open, failed=self._refuse)

    def _refuse(self, error: PicoError) -> None:
        if self._wish.headless is not None:
            self._end_headless(error)
            return
        page = TroublePage(error)
        page.again.connect(self._prepare)
        page.given_up.connect(self.front.close)
        self.front.show_page(page)

    def _open(self, address: DatabaseAddress) -> None:
        from pico_tracker.ui.sign_in.doors import Door
        from pico_tracker.ui.welcome import Surroundings, Welcome

        around = Surroundings(self.front, self.backend, self._look, self.crash)
        door = Door(address, _now, translated, _ask_computer)
        welcome = Welcome(around, door, self._mode, self._settings.last_person)
        self._close_clinic = welcome.close
        welcome.person_chosen.connect(lambda person: self._remember(last_person=person))
        welcome.theme_chosen.connect(lambda mode: self._remember(theme=ThemeChoice(mode.value)))
        out = self._wish.headless
        if out is not None:
            welcome.settled.connect(lambda window: self._work_alone(window, out))
            welcome.unattended.connect(self._end_headless)
        welcome.open(self._wish.person, can_ask=out is None)

    def _work_alone(self, window: Any, out: Path) -> None:
        """Work a day and look at every page; `window` is the `MainWindow`, too heavy to name up here."""
        from pico_tracker.headless import LonelyDay

        day = LonelyDay(window, out)
        day.said.connect(_say)
        day.failed.connect(self._end_headless)
        self._end_with(day.finished)
        day.start(with_work=self._wish.demo)

    def _note_crash(self) -> None:
        """Somebody is told in the window; a run without one has to end badly."""
        if self._wish.headless is not None:
            said = mark("The program failed. What happened is written in {log}.")
            self._end_headless(PicoError(sentence(said, log=self._places.logs)))

    def _end_with(self, finished: SignalInstance) -> None:
        finished.connect(self.front.close)
        finished.connect(self._application.quit)

    def _remember(self, *, last_person: int | None = None, theme: ThemeChoice | None = None) -> None:
        before = self._settings
        self._settings = replace(
            before,
            last_person=before.last_person if last_person is None else last_person,
            theme=theme or before.theme,
            last_database=_worth_keeping(self._wish) or before.last_database,
        )
        if self._wish.headless is None:
            self.backend.run(write_window_settings, self._places, self._settings)

    def _end_headless(self, error: PicoError) -> None:
        sys.stderr.write(error.sentence.said(translated) + "\n")
        self.exit_code = _BAD
        self.front.close()
        self._application.quit()


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="pico-tracker")
    parser.add_argument("--database", metavar="ADDRESS", default="")
    parser.add_argument("--demo", action="store_true")
    parser.add_argument("--seat", action="store_true")
    parser.add_argument("--as", dest="person", metavar="NAME", default="")
    parser.add_argument("--headless", type=Path, metavar="FOLDER", default=None)
    return parser


def _single(wish: Wish, places: Places) -> SingleInstance | None:
    """Who sees to it that one window is open on this database; nobody where nobody looks.

    What is wrong with the address or the folder is not said here: `_prepare` meets it again and the
    window shows it.
    """
    if wish.headless is not None:
        return None
    try:
        address = DatabaseAddress(_demonstration_file(places)) if wish.demo else _address(wish, places)
        return SingleInstance(prepare_folder(places.data / "seats"), address)
    except PicoError:
        return None


def _prepare(wish: Wish, places: Places) -> DatabaseAddress:
    """On the database thread: load what is heavy, and say where the database is.

    What was loaded stays; `freeze` spares the garbage collector from walking it again and again.
    """
    import_module("pico_tracker.ui.welcome")
    gc.freeze()
    _write_log(prepare_folder(places.logs))
    prepare_folder(places.data)
    if wish.demo and wish.headless is not None:
        return _fresh_demonstration(wish.headless)
    return _demonstration(places) if wish.demo else _address(wish, places)


def _address(wish: Wish, places: Places) -> DatabaseAddress:
    typed = wish.database or read_window_settings(places).last_database
    address = parse_address(typed) if typed else DatabaseAddress(places.database)
    return address if address.path is None else DatabaseAddress(database_file(address.path))


def _demonstration(places: Places) -> DatabaseAddress:
    """The demonstration clinic of today, written now if it is not there; those of other days go.

    Its dates are told from the day it was written, so that an older one would only be overdue.
    """
    path = _demonstration_file(places)
    if path.exists():
        return DatabaseAddress(path)
    _remove_all(places.data.glob("demonstration-*.pico*"))
    return _write_demonstration(path)


def _demonstration_file(places: Places) -> Path:
    return database_file(places.data / f"demonstration-{datetime.now(UTC).astimezone().date()}.pico")


def _fresh_demonstration(folder: Path) -> DatabaseAddress:
    """A demonstration clinic of this run alone, since what is imported into it can be imported once."""
    folder.mkdir(parents=True, exist_ok=True)
    _remove_all(folder.glob("demonstration.pico*"))
    return _write_demonstration(folder / "demonstration.pico")


def _remove_all(files: Iterable[Path]) -> None:
    """Remove an old demonstration: its files, and the folder of its photos."""
    for old in files:
        shutil.rmtree(old) if old.is_dir() else old.unlink()


def _write_demonstration(path: Path) -> DatabaseAddress:
    from pico_tracker.demo.clinic import DemonstrationPlan, write_demonstration
    from pico_tracker.demo.pictures import take_pictures

    address = DatabaseAddress(database_file(path))
    today = datetime.now(UTC).astimezone().date()
    plan = DemonstrationPlan(DEMONSTRATION_PATIENTS, DEMONSTRATION_SEED, today)
    made = write_demonstration(address, plan)
    take_pictures(made, lambda: datetime.now(UTC))
    made.database.close()
    return address


def _say(said: Sentence) -> None:
    sys.stdout.write(said.said(translated) + "\n")


def _ask_computer(address: DatabaseAddress) -> tuple[str, Sentence | None]:
    """A passphrase the computer keeps, or "" and why the keyring could not say."""
    why: list[Sentence] = []

    def nobody(said: Sentence | None) -> str:
        why.extend([said] if said is not None else [])
        return ""

    return find_passphrase(address, nobody), why[0] if why else None


def _worth_keeping(wish: Wish) -> str:
    """The address to open next time: what was named, unless it may hold a password."""
    return "" if wish.demo or "://" in wish.database else wish.database


def _write_log(folder: Path) -> None:
    """Let the log go into a file that stays small."""
    path = folder / "pico-tracker.log"
    handler = RotatingFileHandler(path, maxBytes=_LOG_BYTES, backupCount=_LOGS_KEPT, encoding="utf-8", delay=True)
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
    logging.getLogger("pico_tracker").addHandler(handler)


def _now() -> datetime:
    return datetime.now(UTC)


def _nothing() -> None:
    """There is no clinic to close yet."""
