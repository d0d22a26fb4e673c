"""Words for coded fields as tables have them, in English and German.

Each function returns None for a word it does not know: nothing is guessed about consent, sex or
skin type. An empty cell is never asked about.
"""

import re

from pico_tracker.domain.patients import ContactPreference, Fitzpatrick, PatientState, Sex

_SEX = {
    Sex.FEMALE: "f female w weiblich weibl woman frau girl mrs ms miss",
    Sex.MALE: "m male maennlich männlich männl maennl man mann herr boy mr",
    Sex.OTHER: "d divers diverse other o x nonbinary non-binary",
    Sex.UNKNOWN: "u unknown unbekannt unspecified - ? n/a k.a. undisclosed 0",
}
_YES = "yes y true 1 ja j wahr x ✓ ✔ on granted erteilt"
_NO = "no n false 0 nein falsch - off refused none keine abgelehnt"
_STATES = {
    PatientState.ACTIVE: f"active aktiv current {_YES}",
    PatientState.INACTIVE: f"inactive inaktiv archived archiviert former ehemalig {_NO}",
    PatientState.DECEASED: "deceased dead died verstorben gestorben † ✝",
}
_PREFERENCES = {
    ContactPreference.PHONE: "phone call telephone telefon anruf telefonisch mobile handy",
    ContactPreference.TEXT: "text sms textmessage message whatsapp nachricht",
    ContactPreference.EMAIL: "email e-mail mail",
    ContactPreference.LETTER: "letter post brief postal postalisch",
    ContactPreference.NONE: "none no any egal keine keiner - nopreference",
}
_SKIN_TYPES = dict(zip("123456", Fitzpatrick, strict=True)) | {kind.value: kind for kind in Fitzpatrick}
_SKIN_TYPE = re.compile(
    r"^(?:fitzpatrick|fst)?[ -]*(?:skin|haut|photo)?[ -]*(?:typ|type)?[ .:-]*([1-6]|I{1,3}|IV|VI?)$", re.I
)
_NONE = """- none no nil nka nkda n/a keine nein noneknown nonereported noknownallergies nodrugallergies
    keinebekannt keineallergien"""


def read_sex(text: str) -> Sex | None:
    """Sex from a letter or word; a salutation will do as well."""
    return _SEX_OF.get(_plain(text))


def read_yes_no(text: str) -> bool | None:
    """Yes or no."""
    word = _plain(text)
    if word in _YES.split():
        return True
    return False if word in _NO.split() else None


def read_state(text: str) -> PatientState | None:
    """Whether the clinic still treats the person; a column "Active" says yes or no."""
    return _STATE_OF.get(_plain(text))


def read_preference(text: str) -> ContactPreference | None:
    """How the patient wants to be reached."""
    return _PREFERENCE_OF.get(_plain(text))


def read_fitzpatrick(text: str) -> Fitzpatrick | None:
    """Skin type from `III`, `3`, `Type III`, `Hauttyp 3`."""
    found = _SKIN_TYPE.match(text[:40].strip())
    return _SKIN_TYPES[found[1].upper()] if found else None


def is_none_known(text: str) -> bool:
    """Whether a cell for allergies or alerts says that there are none."""
    return _plain(text) in _NONE.split()


def _plain(text: str) -> str:
    return "".join(text[:40].casefold().rstrip(".").split())


_SEX_OF = {word: sex for sex, words in _SEX.items() for word in words.split()}
_STATE_OF = {word: state for state, words in _STATES.items() for word in words.split()}
_PREFERENCE_OF = {word: wish for wish, words in _PREFERENCES.items() for word in words.split()}
