"""What a new clinic still has to do before its first session."""

from pico_tracker.db.queries.catalogue import list_devices
from pico_tracker.db.queries.patients import has_patients
from pico_tracker.db.queries.people import list_staff
from pico_tracker.domain.clinic import FirstStep, first_steps
from pico_tracker.domain.permissions import Permission
from pico_tracker.services.context import Context, needs


@needs(Permission.READ_DIRECTORY)
def list_first_steps(context: Context) -> tuple[FirstStep, ...]:
    """The steps that are still open, in order; none in a clinic that has begun."""
    with context.database.read() as work:
        return first_steps(
            has_laser=any(device.active for device in list_devices(work)),
            has_colleagues=sum(person.active for person in list_staff(work)) > 1,
            has_patients=has_patients(work),
        )
