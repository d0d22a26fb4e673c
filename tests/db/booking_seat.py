"""A seat of its own process that books and moves at random in the clinic that is named.

python -m tests.db.booking_seat ADDRESS SEED     prints how many bookings and moves went through,
and how many were refused since the time or the visit was taken
"""

import random
import sys
from datetime import timedelta

from pico_tracker.domain.addresses import parse_address
from pico_tracker.domain.diary import Place, VisitEntry, VisitKind
from pico_tracker.domain.errors import DatabaseTrouble, EditConflict, Refused, TimeTaken
from pico_tracker.services.clinics import list_staff, open_with_key
from pico_tracker.services.context import Context
from pico_tracker.services.people import sign_in
from pico_tracker.services.visits import book_visit, list_patient_visits, move_visit
from tests.builders import NOON

TURNS, PATIENTS, QUARTERS = 60, 3, 12
"""Tries of one seat, patients they share, and quarters of an hour they share."""


def main(address: str, seed: int) -> None:
    """Try, and say what came of it."""
    database = open_with_key(parse_address(address), None, lambda: NOON)
    staff = next(person for person in list_staff(database) if person.name == "Practitioner")
    context = sign_in(database, staff.id, lambda: NOON)
    dice = random.Random(seed)
    done = sum(_try(context, dice) for _turn in range(TURNS))
    database.close()
    sys.stdout.write(f"{done} {TURNS - done}\n")


def _try(context: Context, dice: random.Random) -> bool:
    patient_id = dice.randint(1, PATIENTS)
    start = NOON + timedelta(days=1, minutes=15 * dice.randrange(QUARTERS))
    place = Place(
        starts_at=start,
        minutes=dice.choice((15, 30, 45)),
        practitioner_id=dice.choice((None, context.operator.id)),
    )
    try:
        _book_or_move(context, dice, patient_id, place)
    except (TimeTaken, Refused, EditConflict, DatabaseTrouble):
        return False
    return True


def _book_or_move(context: Context, dice: random.Random, patient_id: int, place: Place) -> None:
    visits = list_patient_visits(context, patient_id)
    if visits and dice.random() < 0.5:
        visit = dice.choice(visits)
        move_visit(context, visit.id, place, visit.version)
        return
    entry = VisitEntry(
        entry_id=context.mint_entry_id(),
        patient_id=patient_id,
        course_ids=(),
        kind=VisitKind.REVIEW,
        place=place,
    )
    book_visit(context, entry)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
