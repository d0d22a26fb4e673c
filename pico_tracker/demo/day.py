"""A day's main job at the demonstration clinic, done through services: import, log, print.

This is what `python3 dev.py run` does where there is no display.
"""

from dataclasses import dataclass
from pathlib import Path

from pico_tracker.demo.treatments import BLACK_INK, Tool, make_pass
from pico_tracker.domain.courses import OPEN_STATES
from pico_tracker.domain.people import Role
from pico_tracker.domain.progress import Audience, CourseProgress
from pico_tracker.domain.sessions import Anaesthesia, Cooling, SessionEntry
from pico_tracker.resources import find_resource
from pico_tracker.services.context import Context
from pico_tracker.services.courses import read_patient_page
from pico_tracker.services.imports import ImportWish, import_patients
from pico_tracker.services.people import list_colleagues
from pico_tracker.services.reports import print_progress_report
from pico_tracker.services.sessions import list_devices, log_session


@dataclass(frozen=True, slots=True)
class DayDone:
    """What the day left behind."""

    imported: int
    session_id: int
    reports: tuple[Path, ...]


def work_a_day(context: Context, patient_id: int, out: Path) -> DayDone:
    """Import a table of patients, log a session for a patient and print both reports into `out`."""
    table = find_resource("demo", "new_patients.csv").read_bytes()
    plan = import_patients(context, ImportWish(table)).value
    progress = _open_course(context, patient_id)
    session_id = log_session(context, _next_session(context, progress)).value
    return DayDone(len(plan.entries), session_id, _print(context, patient_id, out))


def _open_course(context: Context, patient_id: int) -> CourseProgress:
    page = read_patient_page(context, patient_id)
    return next(one for one in page.courses if one.course.state in OPEN_STATES)


def _next_session(context: Context, progress: CourseProgress) -> SessionEntry:
    """Today's session with the settings of this clinic's black ink."""
    device = next(one for one in list_devices(context) if one.name == "PicoWay")
    tool = Tool(device.id, {piece.name: piece.id for piece in device.handpieces})
    operator = next(one for one in list_colleagues(context) if one.role is Role.PRACTITIONER)
    done = len(progress.sessions)
    return SessionEntry(
        entry_id=context.mint_entry_id(),
        course_id=progress.course.id,
        performed_on=context.today(),
        operator_id=operator.id,
        eye_protection="Patient: metal shields. Staff: OD 7 at 1064 nm.",
        passes=(make_pass(BLACK_INK, tool, done, 240),),
        pain=4,
        cooling=Cooling.COLD_AIR,
        anaesthesia=Anaesthesia.NONE,
        note="Even frosting, no bleeding.",
        note_for_next_time="As today.",
        reason="Agreed with the patient, who moves away.",
    )


def _print(context: Context, patient_id: int, out: Path) -> tuple[Path, ...]:
    written = []
    for audience in Audience:
        path = out / f"progress-{audience.value}.pdf"
        path.write_bytes(print_progress_report(context, patient_id, audience))
        written.append(path)
    return tuple(written)
