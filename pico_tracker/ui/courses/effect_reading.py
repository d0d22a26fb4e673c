"""A side effect as it is on record now, for a form that somebody else overtook."""

from pico_tracker.domain.side_effects import SideEffect
from pico_tracker.services.context import Context
from pico_tracker.services.courses import read_patient_page


def read_effect(context: Context, effect: SideEffect) -> SideEffect:
    """The side effect as it is now, or as it was where it is gone."""
    page = read_patient_page(context, effect.patient_id)
    effects = (one for progress in page.courses for one in progress.side_effects)
    return next((one for one in effects if one.id == effect.id), effect)
