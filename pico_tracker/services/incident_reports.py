"""The report of an incident: gather it with its session and every account, and print it."""

from io import BytesIO

from pico_tracker.db.queries import courses, incidents, patients, rooms, session_records, side_effects
from pico_tracker.db.queries.treatment_registers import list_register_lasers
from pico_tracker.domain.incident_reports import IncidentReport
from pico_tracker.domain.permissions import Permission
from pico_tracker.services.catalogue import shipped_catalogue
from pico_tracker.services.context import Context, needs, require
from pico_tracker.services.letterheads import clinic_on_paper


@needs(Permission.PRINT_REPORT)
def gather_incident_report(context: Context, incident_id: int) -> IncidentReport:
    """Everything that is on record of an incident; raises `NotFound`."""
    require(context, Permission.READ_CLINICAL)
    makes = {model.key: model.manufacturer for model in shipped_catalogue().devices}
    with context.database.read() as work:
        incident = incidents.read_incident(work, incident_id)
        effect = side_effects.read_side_effect(work, incident.side_effect_id)
        session_id = incident.session_id
        return IncidentReport(
            clinic=clinic_on_paper(work),
            patient=patients.read_patient(work, effect.patient_id),
            course=courses.read_course(work, effect.entry.course_id),
            effect=effect,
            incident=incident,
            session=None if session_id is None else session_records.read_session(work, session_id)[1],
            signed_by="" if session_id is None else session_records.read_signer(work, session_id),
            lasers=list_register_lasers(work, makes),
            rooms={one.id: one.name for one in rooms.list_rooms(work)},
            printed_at=context.now(),
            printed_by=context.operator.name,
        )


@needs(Permission.PRINT_REPORT)
def print_incident_report(context: Context, incident_id: int) -> bytes:
    """The report of an incident as a PDF; raises `NotFound`."""
    # ReportLab costs a third of a second and no window needs it before the first print.
    from pico_tracker.reports.incident_report import render_incident_report

    out = BytesIO()
    render_incident_report(gather_incident_report(context, incident_id), out, context.translate)
    return out.getvalue()
