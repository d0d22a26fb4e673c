"""A day's main job at the demonstration clinic, done through services: import, log, print.

This is what `python3 dev.py run` does where there is no display.
"""

from dataclasses import dataclass, replace
from pathlib import Path

from pico_tracker.demo.papers import renew_consent
from pico_tracker.domain.progress import Audience, CourseProgress
from pico_tracker.domain.recalls import DueKind
from pico_tracker.domain.responses import Anaesthesia
from pico_tracker.domain.safety_checks import Healing
from pico_tracker.domain.screening import Answer, ScreeningAnswer
from pico_tracker.domain.screening_gate import TO_ASK
from pico_tracker.domain.sessions import Session, SessionEntry
from pico_tracker.domain.test_patches import Beam
from pico_tracker.resources import find_resource
from pico_tracker.services.context import Context
from pico_tracker.services.courses import read_patient_page
from pico_tracker.services.imports import ImportWish, import_patients
from pico_tracker.services.recalls import list_due
from pico_tracker.services.reports import print_progress_report
from pico_tracker.services.screening import Screening, read_screening
from pico_tracker.services.sessions import confirm_check, log_session

_SESSION_DUE = (DueKind.SESSION_LOST, DueKind.SESSION_OVERDUE, DueKind.SESSION_DUE)


@dataclass(frozen=True, slots=True)
class DayDone:
    """What the day left behind."""

    imported: int
    session_id: int
    patient_id: int
    reports: tuple[Path, ...]


def work_a_day(context: Context, out: Path) -> DayDone:
    """Import a table of patients, log the session that is due, and print both reports into `out`."""
    table = find_resource("demo", "new_patients.csv").read_bytes()
    plan = import_patients(context, ImportWish(table)).value
    line = next(one for one in list_due(context) if one.kind in _SESSION_DUE)
    page = read_patient_page(context, line.patient_id)
    progress = next(one for one in page.courses if one.course.id == line.course_id)
    renew_consent(context, progress.course)
    entry = _as_last_time(context, progress, is_lost=line.kind is DueKind.SESSION_LOST)
    entry = replace(entry, checked=confirm_check(context, entry))
    session_id = log_session(context, entry).value
    return DayDone(len(plan.entries), session_id, line.patient_id, _print(context, line.patient_id, out))


def _as_last_time(context: Context, progress: CourseProgress, *, is_lost: bool) -> SessionEntry:
    """The last session once more; what the patient says of themselves or a late date asks for a reason."""
    last = progress.sessions[-1]
    is_open = any(one.is_open for one in progress.side_effects)
    screening = _screening(context, last)
    asks_reason = is_lost or any(one.triggers for one in screening.states)
    return replace(
        last.entry,
        entry_id=context.mint_entry_id(),
        performed_on=context.today(),
        clearance_percent=None,
        answers=_all_no(screening),
        reason="Talked through, both agree." if asks_reason else "",
        note="Even response, as last time.",
        healing=Healing.EVENT if is_open else Healing.HEALED,
        checked=None,
        counts=(),
        next_plan=None,
        call_on=None,
    )


def _screening(context: Context, last: Session) -> Screening:
    """What is known before the same is done again."""
    beams = tuple(Beam(one.entry.device_id, one.entry.wavelength_nm) for one in last.passes)
    numbs = last.entry.anaesthesia is not Anaesthesia.NONE
    return read_screening(context, last.entry.course_id, beams, numbs=numbs)


def _all_no(screening: Screening) -> tuple[ScreeningAnswer, ...]:
    """The patient is asked what has to be asked, and nothing has changed."""
    asked = (one.question.key for one in screening.states if one.standing in TO_ASK)
    return tuple(ScreeningAnswer(key, Answer.NO) for key in asked)


def _print(context: Context, patient_id: int, out: Path) -> tuple[Path, ...]:
    written = []
    for audience in Audience:
        path = out / f"progress-{audience.value}.pdf"
        path.write_bytes(print_progress_report(context, patient_id, audience))
        written.append(path)
    return tuple(written)
