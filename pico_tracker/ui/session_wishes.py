"""What the page of a session asks of the window: what happened, a consent, a draft kept, a visit not treated."""

from collections.abc import Callable
from functools import partial
from typing import Protocol

from pico_tracker.domain.diary import Visit, VisitKind
from pico_tracker.domain.drafts import Draft
from pico_tracker.domain.permissions import Permission
from pico_tracker.ui.agreeing import Agreeing
from pico_tracker.ui.attendances.attendance_form import AttendanceForm
from pico_tracker.ui.course_parts import CourseParts
from pico_tracker.ui.desk import Desk
from pico_tracker.ui.kit.dialog import Dialog
from pico_tracker.ui.kit.notice import NoticeBoard
from pico_tracker.ui.kit.style import Tone
from pico_tracker.ui.kit.words import tr
from pico_tracker.ui.session_log.page import LogSessionPage


class Rooms(Protocol):
    """What is needed of the window."""

    desk: Desk
    notices: NoticeBoard
    parts: CourseParts
    agreeing: Agreeing
    dialog: Dialog | None

    def open_patient(self, patient_id: int, course_id: int = 0) -> None:
        """Open a patient's record, at a course if one is named."""
        ...

    def log_session(self, patient_id: int, course_id: int, draft: Draft | None = None) -> None:
        """Open the page to log a session."""
        ...

    def report_side_effect(self, patient_id: int, course_id: int, draft: Draft | None = None) -> None:
        """Ask for a side effect of a course."""
        ...

    def open_lasers(self) -> None:
        """Go to where lasers are added."""
        ...

    def close_form(self) -> None:
        """Go back from a form."""
        ...


class SessionWishes:
    """Answers the page of a session, and opens it for a visit of the day book."""

    def __init__(self, window: Rooms) -> None:
        self._window = window

    def connect(self, page: LogSessionPage) -> LogSessionPage:
        """Answer all that the page wishes."""
        window = self._window
        page.saved.connect(window.open_patient)
        page.closed.connect(lambda _patient_id, _course_id: window.close_form())
        page.draft_kept.connect(self._draft_kept)
        page.event_wanted.connect(window.report_side_effect)
        page.not_treated_wanted.connect(self._not_treated)
        page.consent_wanted.connect(window.agreeing.ask_consent)
        page.lasers_wanted.connect(window.open_lasers)
        page.patch_wanted.connect(window.parts.place_patch)
        page.patch_reading_wanted.connect(window.parts.read_patch)
        return page

    def _not_treated(self, patient_id: int, course_id: int) -> None:
        """Once the visit is signed as not treated there is no session to log."""
        self._window.parts.not_treated(patient_id, course_id)
        form = self._window.dialog
        if isinstance(form, AttendanceForm):
            form.saved.connect(partial(self._window.open_patient, patient_id, course_id))

    def _draft_kept(self, _patient_id: int, _course_id: int, take_back: Callable[[], object]) -> None:
        self._window.close_form()
        undo = partial(self._take_back, take_back)
        self._window.notices.tell(tr("Kept as a draft, not signed."), Tone.OK, undo=undo)

    def _take_back(self, take_back: Callable[[], object]) -> None:
        take_back()
        self._window.notices.tell(tr("The draft is as it was before."), Tone.OK)

    def log_for(self, visit: Visit) -> None:
        """Open what the visit is for: the page of a session, or the form of a test patch, review or
        consultation; where it has several courses or none, the record is opened to choose in."""
        window = self._window
        if not window.desk.may(Permission.WRITE_CLINICAL):
            window.open_patient(visit.patient_id)
        elif len(visit.course_ids) == 1:
            self._open(visit.kind, visit.patient_id, visit.course_ids[0])
        else:
            window.open_patient(visit.patient_id, next(iter(visit.course_ids), 0))

    def _open(self, kind: VisitKind, patient_id: int, course_id: int) -> None:
        window = self._window
        ways = {
            VisitKind.TEST_PATCH: window.parts.place_patch,
            VisitKind.REVIEW: window.parts.review,
            VisitKind.CONSULTATION: window.agreeing.consult,
            VisitKind.CALL: window.parts.call,
        }
        way = ways.get(kind, window.log_session)
        if kind in (VisitKind.TEST_PATCH, VisitKind.REVIEW, VisitKind.CALL):
            window.open_patient(patient_id, course_id)  # what the form is about stands behind it
        way(patient_id, course_id)
