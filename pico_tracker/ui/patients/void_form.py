"""The form that finds a signed session void: another patient's, or never given."""

from PySide6.QtWidgets import QWidget

from pico_tracker.domain.findings import Findings
from pico_tracker.domain.session_amendments import check_void
from pico_tracker.domain.sessions import Session
from pico_tracker.services.amendments import void_session
from pico_tracker.services.reports import gather_session_record
from pico_tracker.ui.desk import Desk
from pico_tracker.ui.kit.days import said_day
from pico_tracker.ui.kit.fields import LongTextField
from pico_tracker.ui.kit.words import tr
from pico_tracker.ui.small_form import SmallForm


class VoidForm(SmallForm):
    """`VoidForm(desk, session, parent).open()`: asks why, and says what follows."""

    def __init__(self, desk: Desk, session: Session, parent: QWidget) -> None:
        super().__init__(tr("Void the session"), tr("Void session"), desk, parent)
        self._session = session
        self.reason = LongTextField(
            "reason", tr("Reason"), required=True, hint=tr("Such as: another patient's session, never given")
        )
        self.form.section("", (self.reason,), columns=1)
        self.reason.changed.connect(lambda: self.touch("reason"))
        self.tell_about(
            tr(
                "The session of {date} then counts nowhere: not in the number of sessions, the next dates or the "
                "curve. It stays readable with the reason, and nobody can amend it any more.",
                date=said_day(session.entry.performed_on),
            )
        )
        self.reason.give_focus()

    @property
    def version(self) -> int:
        """The version that Save will name."""
        return self._session.version

    def check(self) -> Findings:
        """A reason is needed."""
        return check_void(self._session, self.reason.value().strip() if self.reason.value() else "")

    def save(self) -> None:
        """Find it void."""
        self.send(void_session, self._session.id, self.version, self.reason.value() or "")

    def read_again(self) -> None:
        """Take the version that somebody else saved, so that a second Save can go through."""
        self.desk.run(gather_session_record, self._session.id, done=lambda read: self._take(read.session))

    def _take(self, session: Session) -> None:
        self._session = session
