"""What else happened since the last session stands beside it before the next."""

from datetime import timedelta

from pico_tracker.domain.alongside import AlongsideEntry, AlongsideKind
from pico_tracker.domain.attendances import AttendanceEntry, AttendanceKind
from pico_tracker.services.alongside import add_alongside
from pico_tracker.services.attendances import sign_attendance, void_attendance
from pico_tracker.ui.kit.plain_text import Label
from tests.builders import TODAY
from tests.ui.session_log.conftest import Chair
from tests.ui.session_log.test_page import had_a_session


def _not_treated(chair: Chair, days: int, reason: str) -> int:
    entry = AttendanceEntry(
        entry_id=chair.bench.mint(),
        course_id=chair.course_id,
        held_on=TODAY - timedelta(days=days),
        kind=AttendanceKind.NOT_TREATED,
        reason=reason,
        return_on=TODAY,
    )
    return sign_attendance(chair.bench.practitioner, entry).value


def test_a_visit_without_treatment_and_a_new_cream_are_read_before_treating(chair: Chair) -> None:
    had_a_session(chair)
    practitioner = chair.bench.practitioner
    _not_treated(chair, 7, "Tan on the area.")
    void_attendance(practitioner, _not_treated(chair, 5, "Another patient's."), "Wrong patient.")
    for what, days in (("hydroquinone 4 %", 10), ("tretinoin", 400)):
        entry = AlongsideEntry(
            entry_id=chair.bench.mint(),
            patient_id=chair.patient_id,
            kind=AlongsideKind.CREAM,
            what=what,
            from_on=TODAY - timedelta(days=days),
        )
        add_alongside(practitioner, entry)
    form = chair.open()
    said = [one.text() for one in form.before.findChildren(Label)]
    assert "Not treated on 15 Nov 2026: Tan on the area." in said
    assert "New: Cream: hydroquinone 4 %, since 12 Nov 2026" in said
    assert not [one for one in said if "tretinoin" in one or "Another patient" in one]
