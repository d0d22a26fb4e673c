"""A colleague in a process of their own: registers a patient in the clinic file that is named.

python -m tests.journeys.colleague FILE     with the passphrase in the environment
"""

import sys
from datetime import UTC, date, datetime
from pathlib import Path

from pico_tracker.config import find_passphrase
from pico_tracker.domain.addresses import DatabaseAddress
from pico_tracker.domain.patients import PatientEntry
from pico_tracker.services.clinics import list_staff, open_clinic
from pico_tracker.services.patients import add_patient
from pico_tracker.services.people import sign_in


def _now() -> datetime:
    return datetime.now(UTC)


def main(file: str) -> None:
    """Open the clinic, register the patient, leave."""
    address = DatabaseAddress(Path(file))
    database = open_clinic(address, lambda: find_passphrase(address), _now)
    context = sign_in(database, list_staff(database)[0].id, _now)
    entry = PatientEntry(
        entry_id=context.mint_entry_id(),
        given_names="Amara",
        family_name="Nwosu",
        born_on=date(1992, 5, 3),
        phones=("+44 7700 900142",),
    )
    add_patient(context, entry)
    database.close()


if __name__ == "__main__":
    main(sys.argv[1])
