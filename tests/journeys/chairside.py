"""A practitioner at the chair in a process of their own, which is killed in the middle of it.

python -m tests.journeys.chairside FILE PATIENT COURSE MOMENT

`typing` types a note on and on and says "kept N" whenever N letters of it are safe. `asked`, `begun` and
`saved` fill everything in, sign, and kill the process just after the signature was asked for, one turn of the
event loop later, or when the page says that it is saved.
"""

import os
import signal
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from pico_tracker.domain.addresses import DatabaseAddress
from pico_tracker.domain.drafts import Draft
from pico_tracker.domain.people import Role
from pico_tracker.domain.safety_checks import Healing
from pico_tracker.domain.side_effects import Severity
from pico_tracker.services.clinics import list_staff, open_with_key
from pico_tracker.services.drafts import list_drafts
from pico_tracker.services.people import sign_in
from pico_tracker.ui.desk import Desk
from pico_tracker.ui.kit.backend import Backend
from pico_tracker.ui.kit.style import Look, Mode
from pico_tracker.ui.session_log.page import LogSessionPage
from pico_tracker.ui.session_log.session_form import SessionForm
from pico_tracker.ui.session_log.side_effects_field import SeenNow
from tests.builders import MovableClock

LETTER_MS = 20
TURN_MS = 5


class Chair:
    """The page of a session, and hands that never rest."""

    def __init__(self, page: LogSessionPage, desk: Desk, moment: str) -> None:
        self._page, self._desk, self._moment = page, desk, moment
        self._timer = QTimer(page)
        self._next: Callable[[], object] = self._begin
        self._timer.timeout.connect(self._go_on)
        self._timer.start(TURN_MS)
        page.saved.connect(_end)

    def _go_on(self) -> None:
        self._next()

    @property
    def _form(self) -> SessionForm:
        assert self._page.form is not None
        return self._page.form

    def _begin(self) -> None:
        if self._page.form is None:
            return
        if self._moment == "typing":
            self._timer.start(LETTER_MS)
            self._next = self._type
        else:
            self._fill()

    def _type(self) -> None:
        self._form.note.input.insertPlainText("x")
        self._desk.run(list_drafts, done=self._say_kept, latest="kept")

    def _say_kept(self, drafts: tuple[Draft, ...]) -> None:
        for draft in drafts:
            sys.stdout.write(f"kept {len(str(draft.content['note']))}\n")
            sys.stdout.flush()

    def _fill(self) -> None:
        form = self._form
        form.before.healing.set_value(Healing.HEALED)
        form.before.screening.answer_no()
        form.fill({"eye_protection": "Metal shields, goggles OD 7.", "pain": 3, "note": "Even frosting."})
        seen = (replace(one, pulses="312", endpoints="frosting") for one in form.passes.value())
        form.passes.set_value(tuple(seen))
        redness = next(one.id for one in form.opening.kinds if one.key == "erythema")
        form.after.effects.set_value((SeenNow(redness, Severity.MILD),))
        self._page.confirm()
        self._next = self._rest

    def _rest(self) -> None:
        """What was typed a while ago is a draft by now."""
        if self._form.before.checked.value() is not None:
            self._timer.stop()
            self._form.flush()
            self._desk.run(list_drafts, done=self._sign)

    def _sign(self, drafts: tuple[Draft, ...]) -> None:
        assert drafts
        self._page.sign()
        if self._moment == "asked":
            _end()
        if self._moment == "begun":
            QTimer.singleShot(0, _end)


def _end() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def main(file: str, patient_id: str, course_id: str, moment: str) -> None:
    """Sit down, open the session, and go on until the process is killed."""
    app = QApplication([])
    Look(app).apply(Mode.LIGHT)
    clock = MovableClock()
    database = open_with_key(DatabaseAddress(path=Path(file)), None, clock)
    person = next(one for one in list_staff(database) if one.role is Role.PRACTITIONER)
    backend = Backend()
    desk = Desk(backend, sign_in(database, person.id, clock))
    page = LogSessionPage(desk)
    page.show()
    chair = Chair(page, desk, moment)
    page.open_new(int(patient_id), int(course_id))
    app.exec()
    del chair


if __name__ == "__main__":
    main(*sys.argv[1:5])
