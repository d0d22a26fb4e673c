"""Products recommended to patients: the names used so far."""

from pico_tracker.db.queries import products as queries
from pico_tracker.domain.permissions import Permission
from pico_tracker.services.context import Context, needs


@needs(Permission.READ_CLINICAL)
def list_products(context: Context) -> tuple[str, ...]:
    """The names in the clinic's newest sessions, the most used first."""
    with context.database.read() as work:
        return queries.list_products(work)
