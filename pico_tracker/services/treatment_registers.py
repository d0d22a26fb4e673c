"""The treatment register of a period: gather every use of a laser, and print it."""

from datetime import date
from io import BytesIO

from pico_tracker.db.queries import treatment_registers as queries
from pico_tracker.db.queries.upkeep import list_checks
from pico_tracker.domain.permissions import Permission
from pico_tracker.domain.treatment_registers import TreatmentRegister, check_period
from pico_tracker.services.catalogue import shipped_catalogue
from pico_tracker.services.context import Context, needs, require
from pico_tracker.services.letterheads import clinic_on_paper
from pico_tracker.services.refusals import refuse_stops


@needs(Permission.PRINT_REPORT)
def gather_treatment_register(context: Context, first_on: date, last_on: date) -> TreatmentRegister:
    """Every session and test patch from `first_on` to `last_on`, both included; raises `Refused`."""
    require(context, Permission.READ_CLINICAL)
    refuse_stops(check_period(first_on, last_on))
    makes = {model.key: model.manufacturer for model in shipped_catalogue().devices}
    with context.database.read() as work:
        entries, patches = queries.list_uses(work, first_on, last_on)
        return TreatmentRegister(
            clinic=clinic_on_paper(work),
            first_on=first_on,
            last_on=last_on,
            entries=entries,
            patches=patches,
            incidents=queries.list_incidents(work, first_on, last_on),
            checks=tuple(one for one in list_checks(work) if first_on <= one.entry.done_on <= last_on),
            lasers=queries.list_register_lasers(work, makes),
            handpieces=queries.list_handpiece_names(work),
            printed_at=context.now(),
            printed_by=context.operator.name,
        )


@needs(Permission.PRINT_REPORT)
def print_treatment_register(context: Context, first_on: date, last_on: date) -> bytes:
    """The register of a period as a PDF; raises `Refused` for a period that ends before it begins."""
    # ReportLab costs a third of a second and no window needs it before the first print.
    from pico_tracker.reports.treatment_register import render_treatment_register

    out = BytesIO()
    render_treatment_register(gather_treatment_register(context, first_on, last_on), out, context.translate)
    return out.getvalue()
