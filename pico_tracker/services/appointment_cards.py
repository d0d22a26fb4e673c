"""The appointment card of a patient and the label of one visit: gather what they print, and print them."""

from collections.abc import Iterable
from io import BytesIO

from pico_tracker.db.queries import courses, patients
from pico_tracker.db.queries import visits as queries
from pico_tracker.db.unit_of_work import Work
from pico_tracker.domain.advice import fitting_instructions
from pico_tracker.domain.appointment_cards import AppointmentCard, AppointmentLabel, for_anybodys_eyes
from pico_tracker.domain.bookings import FIRING
from pico_tracker.domain.courses import OPEN_STATES
from pico_tracker.domain.diary import HOLDING, Visit
from pico_tracker.domain.errors import NotFound
from pico_tracker.domain.permissions import Permission
from pico_tracker.domain.printouts import SheetKind
from pico_tracker.domain.rules import RuleKind
from pico_tracker.domain.words import mark, sentence
from pico_tracker.services.context import Context, needs
from pico_tracker.services.letterheads import clinic_on_paper, template_of
from pico_tracker.services.rules import rules_of
from pico_tracker.services.visits import readable_visit


@needs(Permission.PRINT_REPORT)
def gather_appointment_card(context: Context, patient_id: int) -> AppointmentCard:
    """The visits of a patient that are still to come, without anything clinical; raises `NotFound`."""
    with context.database.read() as work:
        visits = queries.list_next_visits(work, patient_id, context.clock())
        return AppointmentCard(
            clinic=clinic_on_paper(work),
            template=template_of(work, SheetKind.APPOINTMENT_CARD),
            patient=patients.read_patient(work, patient_id),
            visits=for_anybodys_eyes(readable_visit(context, one) for one in visits),
            asks_preparation=_asks_preparation(work, patient_id, visits),
            printed_at=context.now(),
            printed_by=context.operator.name,
        )


@needs(Permission.PRINT_REPORT)
def print_appointment_card(context: Context, patient_id: int) -> bytes:
    """The appointment card of a patient as a PDF; raises `NotFound`."""
    # ReportLab costs a third of a second and no window needs it before the first print.
    from pico_tracker.reports.appointment_card import render_appointment_card

    out = BytesIO()
    render_appointment_card(gather_appointment_card(context, patient_id), out, context.translate)
    return out.getvalue()


@needs(Permission.PRINT_REPORT)
def gather_appointment_label(context: Context, visit_id: int) -> AppointmentLabel:
    """One visit with its patient, without anything clinical; raises `NotFound`, also for one that is off."""
    with context.database.read() as work:
        found = queries.find_visits(work, (visit_id,))
        if not found:
            raise NotFound(sentence(mark("This visit is not there any more. Look at the day again.")))
        visit = readable_visit(context, found[0].visit)
        if visit.state not in HOLDING:
            raise NotFound(sentence(mark("This visit was cancelled or missed. Choose another one.")))
        return AppointmentLabel(
            clinic=clinic_on_paper(work),
            patient=patients.read_patient(work, visit.patient_id),
            visit=for_anybodys_eyes((visit,))[0],
            printed_at=context.now(),
            printed_by=context.operator.name,
        )


@needs(Permission.PRINT_REPORT)
def print_appointment_label(context: Context, visit_id: int) -> bytes:
    """The label of one visit as a PDF of a label's size; raises `NotFound`."""
    # ReportLab costs a third of a second and no window needs it before the first print.
    from pico_tracker.reports.appointment_label import render_appointment_label

    out = BytesIO()
    render_appointment_label(gather_appointment_label(context, visit_id), out, context.translate)
    return out.getvalue()


def _asks_preparation(work: Work, patient_id: int, visits: Iterable[Visit]) -> bool:
    """Whether a concern that one of the visits may treat has a text on how to prepare."""
    treating = [one for one in visits if one.kind in FIRING]
    if not treating:
        return False
    named = {course_id for one in treating for course_id in one.course_ids}
    is_open = any(not one.course_ids for one in treating)
    own = courses.list_courses(work, patient_id)
    concerns = {one.concern_key for one in own if one.id in named or (is_open and one.state in OPEN_STATES)}
    rules = tuple(rules_of(work, RuleKind.INSTRUCTION))
    return any(
        one.preparation for concern in concerns for _rule, one in fitting_instructions(rules, concern, frozenset())
    )
