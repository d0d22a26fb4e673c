"""People of the demonstration clinic. None of them exists; the phone numbers are reserved for fiction."""

import random
import tomllib
from datetime import date, timedelta
from uuid import UUID

from pico_tracker.domain.patients import ContactPreference, Fitzpatrick, PatientEntry, PatientState, Sex
from pico_tracker.resources import find_resource

_NAMES: dict[str, list[str]] = tomllib.loads(find_resource("demo", "names.toml").read_text("utf-8"))
_ALLERGIES = ("Lidocaine (numbing cream)", "Penicillin", "Latex", "Nickel", "Hydroquinone")
_ALERTS = ("Keloid tendency", "Cold sores", "Photosensitive medicine", "Faints easily", "Works outdoors")
_STREETS = ("Mill Lane", "Harbour Street", "Station Road", "Orchard Close", "Chapel Hill", "Meadow View")
_HOURS = ("", "", "after 17:00", "mornings", "lunch time", "not on Fridays")
_LANGUAGES = ("English",) * 8 + ("German", "Spanish", "Polish", "Arabic", "Japanese")
_TYPES = tuple(Fitzpatrick)
_TYPE_WEIGHTS = (6, 22, 30, 22, 13, 7)
_CHANNELS = (
    ContactPreference.PHONE,
    ContactPreference.PHONE,
    ContactPreference.TEXT,
    ContactPreference.EMAIL,
)


def make_person(dice: random.Random, entry_id: UUID, today: date) -> PatientEntry:
    """One adult patient; everything follows from `dice` and `today`."""
    sex = dice.choice((Sex.FEMALE, Sex.FEMALE, Sex.MALE))
    given = dice.choice(_NAMES["women" if sex is Sex.FEMALE else "men"])
    family = dice.choice(_NAMES["families"])
    phones = tuple(_phone(dice) for _ in range(dice.choice((1, 1, 1, 2))))
    preference = dice.choice(_CHANNELS)
    return PatientEntry(
        entry_id=entry_id,
        given_names=given,
        family_name=family,
        born_on=today - timedelta(days=dice.randrange(19 * 366, 71 * 365)),
        sex=sex,
        phones=phones,
        email=_email(given, family) if dice.random() < 0.8 else "",
        address=f"{dice.randrange(1, 140)} {dice.choice(_STREETS)}\nLeeds LS{dice.randrange(1, 29)}",
        language=dice.choice(_LANGUAGES),
        contact_preference=preference,
        contact_hours=dice.choice(_HOURS),
        consent_texts=preference is ContactPreference.TEXT or dice.random() < 0.5,
        consent_email=dice.random() < 0.6,
        fitzpatrick=dice.choices(_TYPES, _TYPE_WEIGHTS)[0],
        allergies=_some(dice, _ALLERGIES, 0.14),
        alerts=_some(dice, _ALERTS, 0.22),
        state=PatientState.INACTIVE if dice.random() < 0.04 else PatientState.ACTIVE,
    )


def make_first_person(entry_id: UUID, today: date) -> PatientEntry:
    """The patient of the guide's pictures: an allergy, an alert and a tattoo half way."""
    return PatientEntry(
        entry_id=entry_id,
        given_names="Amara",
        family_name="Nwosu",
        born_on=date(today.year - 34, 5, 3),
        sex=Sex.FEMALE,
        phones=("+44 7700 900142",),
        email="amara.nwosu@example.com",
        address="12 Harbour Street\nLeeds LS1",
        language="English",
        contact_preference=ContactPreference.PHONE,
        contact_hours="after 17:00",
        consent_texts=True,
        fitzpatrick=Fitzpatrick.III,
        allergies=("Lidocaine (numbing cream)",),
        alerts=("Keloid tendency",),
        family_doctor="Harbour Street Surgery, Leeds",
    )


def _phone(dice: random.Random) -> str:
    return f"+44 7700 900{dice.randrange(1000):03d}"


def _email(given: str, family: str) -> str:
    plain = "".join(letter for letter in f"{given}.{family}".lower() if letter.isascii() and letter not in "' ")
    return f"{plain.strip('.-')}@example.com"


def _some(dice: random.Random, choices: tuple[str, ...], share: float) -> tuple[str, ...]:
    return (dice.choice(choices),) if dice.random() < share else ()
