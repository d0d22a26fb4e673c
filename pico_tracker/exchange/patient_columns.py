"""Which column of somebody else's table holds which field of a patient.

The names are those of address books (Outlook, Google), of spreadsheets and of practice
programs in English and German. They are compared without case, accents, spaces, signs and
digits, so `Phone 1 - Value`, `DateOfBirth` and `geburtsdatum` need no entries of their own.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence

from pico_tracker.domain.errors import FileTrouble
from pico_tracker.domain.words import Sentence, mark, sentence

Columns = Mapping[str, tuple[str, ...]]
"""Field to the columns it is read from, in the order in which they are joined."""

_NAMES = {
    "record_number": """recordnumber recordno record patientid patientno patientnumber patid patno patnr pid
        id mrn chartnumber chartno fileno filenumber customerid clientid clientnumber patientennr
        patientennummer patientnr patientnummer pat aktennummer akte karteinummer kartei kundennummer
        kundennr nr no number""",
    "name": """fullname patientname clientname displayname completename vollername vollstaendigername
        namevorname vornamename nachnamevorname vornamenachname patient client kunde contactname""",
    "title": "title titel akademischertitel akadtitel nametitle prefix nameprefix honorific namenstitel",
    "salutation": "anrede salutation",
    "given_names": """firstname givenname givennames forename forenames first vorname vornamen rufvorname
        patientfirstname patfirstname patvorname clientfirstname""",
    "middle_names": "middlename middlenames additionalname middle weiterevornamen zweitervorname",
    "family_name": """lastname familyname surname last nachname familienname zuname patientlastname
        patlastname patnachname patname clientlastname""",
    "called": "called nickname preferredname knownas callname rufname spitzname",
    "born_on": """bornon birthdate dateofbirth dob birthday born birth patientdob geburtsdatum gebdatum
        geburtstag gebdat geboren geborenam geb gebtag""",
    "sex": "sex gender geschlecht",
    "email": """email emailaddress mail mailaddress emailvalue emailadresse mailadresse epost homeemail
        privateemail emailprivat""",
    "address": """address fulladdress homeaddress postaladdress addressformatted anschrift adresse
        postanschrift wohnanschrift""",
    "street": """street homestreet addressstreet streetaddress addressline strasse str strassehausnummer
        strassehausnr strassenr strasseprivat homestreetaddress""",
    "house_number": "housenumber houseno hausnummer hausnr",
    "post_code": """postcode postalcode zip zipcode homepostalcode homezip addresspostalcode plz postleitzahl
        plzprivat""",
    "city": "city town homecity addresscity ort stadt wohnort ortprivat",
    "region": "region state homestate county province addressregion bundesland kanton",
    "country": "country homecountry homecountryregion countryregion addresscountry land landprivat",
    "language": "language preferredlanguage sprache muttersprache korrespondenzsprache",
    "contact_preference": """contactpreference preferredcontact preferredcontactmethod contactmethod
        kontaktwunsch kontaktart bevorzugterkontakt bevorzugtekontaktart""",
    "contact_hours": "contacthours besttimetocall besttime erreichbar erreichbarkeit kontaktzeiten",
    "consent_texts": """consenttexts consentsms smsconsent smsoptin textconsent consenttotexts smserlaubt
        einwilligungsms smseinwilligung sms""",
    "consent_email": """consentemail emailconsent emailoptin consenttoemail emailerlaubt einwilligungemail
        emaileinwilligung newsletter""",
    "guardian": """guardian parent parentguardian legalguardian responsibleparty vormund
        gesetzlichervertreter sorgeberechtigter erziehungsberechtigter eltern""",
    "family_doctor": """familydoctor gp generalpractitioner doctor physician primarycarephysician pcp hausarzt
        hausaerztin hausarztin""",
    "fitzpatrick": """fitzpatrick skintype fitzpatricktype fitzpatrickskintype skinphototype phototype hauttyp
        fitzpatricktyp hauttypfitzpatrick""",
    "allergies": "allergies allergy allergien allergie unvertraeglichkeiten",
    "alerts": "alerts alert warning warnings warnhinweis warnhinweise warnung cave hinweis achtung",
    "state": "patientstate status patientstatus active aktiv",
    "notes": """notes note comment comments remarks remark bemerkung bemerkungen notiz notizen kommentar
        anmerkung anmerkungen""",
}
_PHONE_NAMES = (
    """mobile mobilephone cell cellphone phonemobile mobil handy mobiltelefon mobilnummer handynummer
    telefonmobil telmobil mobilenumber phonecell mobilenr handynr mobilprivat""",
    """homephone phonehome hometelephone phonepersonal privatephone telefonprivat telprivat privattelefon
    festnetz telefonfestnetz telefonp telp privat""",
    """phone telephone tel phonenumber phones primaryphone phonevalue telefon telefonnummer telefonnr telnr
    fon rufnummer telephonenumber""",
    """businessphone workphone phonework officephone companymainphone telefongeschaeftlich telgeschaeftlich
    telefondienstlich teldienstlich telefonarbeit geschaeftlich telefong telg""",
    "otherphone alternatephone phoneother phoneother secondaryphone weiterestelefon telefonweitere",
)
_SEVERAL = frozenset({"phones", "street", "allergies", "alerts", "notes", "middle_names"})
FIELDS = (*_NAMES, "phones")
"""What a column can be read as."""

_FIELD_OF = {word: field for field, words in _NAMES.items() for word in words.split()} | {
    word: "phones" for words in _PHONE_NAMES for word in words.split()
}
_PHONE_RANK = {word: rank for rank, words in enumerate(_PHONE_NAMES) for word in words.split()}
_LISTED = 40


def known_columns(header: Iterable[str]) -> int:
    """How many of these cells are names of columns that can be read."""
    return len({field for field in map(_field_of, header) if field})


def guess_columns(header: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """Field to its columns, as far as the header tells. A field that holds one value takes the
    first column that fits; phones come in the order mobile, home, any, work, other."""
    found: dict[str, list[str]] = {}
    for column in header:
        field = _field_of(column)
        if field and (field in _SEVERAL or field not in found):
            found.setdefault(field, []).append(column)
    found.get("phones", []).sort(key=lambda column: _PHONE_RANK[_plain(column)])
    _place_plain_name(header, found)
    return {field: tuple(columns) for field, columns in found.items()}


def choose_columns(header: Sequence[str], overrides: Iterable[str] = ()) -> dict[str, tuple[str, ...]]:
    """The guess with `FIELD=COLUMN` overrides: `FIELD=` leaves a field out, several of a field are joined.

    Raises `FileTrouble` for an unknown field or column and when no column holds names.
    """
    chosen: dict[str, tuple[str, ...]] = {}
    for override in overrides:
        field, column = _taken_apart(override, header)
        chosen[field] = (*chosen.get(field, ()), column) if column else ()
    taken = {column for columns in chosen.values() for column in columns}
    guessed = {
        field: tuple(column for column in columns if column not in taken)
        for field, columns in guess_columns(header).items()
    }
    columns = {field: names for field, names in (guessed | chosen).items() if names}
    if not columns.keys() & {"name", "given_names", "family_name"}:
        raise _no_names(header)
    return columns


def _field_of(column: str) -> str:
    # A plain "Name" counts here; what it means depends on its neighbours.
    plain = _plain(column)
    return "name" if plain == "name" else _FIELD_OF.get(plain, "")


def _plain(column: str) -> str:
    spelled = column[:80].casefold().translate({ord("ä"): "ae", ord("ö"): "oe", ord("ü"): "ue"})
    letters = (c for c in unicodedata.normalize("NFKD", spelled) if c.isalpha())
    return re.sub(r"[^a-z]", "", "".join(letters))


def _place_plain_name(header: Sequence[str], found: dict[str, list[str]]) -> None:
    """A column "Name" beside "Vorname" or "First name" holds the family name."""
    first = found.get("name", [""])[0]
    if _plain(first) == "name" and "given_names" in found and "family_name" not in found:
        found["family_name"] = found.pop("name")


def _taken_apart(override: str, header: Sequence[str]) -> tuple[str, str]:
    field, _, column = (part.strip() for part in override.partition("="))
    if field not in FIELDS or "=" not in override:
        said = mark("“{field}” is no field that can be read. Say FIELD=COLUMN with one of: {fields}.")
        raise FileTrouble(sentence(said, field=field[:_LISTED], fields=", ".join(FIELDS)))
    names = {name.casefold(): name for name in reversed(header)}
    if column and column.casefold() not in names:
        said = mark("The file has no column “{column}”. Its columns are: {columns}.")
        raise FileTrouble(sentence(said, column=column[:_LISTED], columns=_listed(header)))
    return field, names.get(column.casefold(), "")


def _no_names(header: Sequence[str]) -> FileTrouble:
    if any(re.search(r"[0-9]{3}|@", cell) for cell in header):
        return FileTrouble(_headless())
    said = mark(
        "No column of the file is known to hold names. Its columns are: {columns}. "
        "Say which with --map name=COLUMN, or given_names=COLUMN and family_name=COLUMN."
    )
    return FileTrouble(sentence(said, columns=_listed(header)))


def _headless() -> Sentence:
    # The cells may be a patient's data, so they are not repeated here.
    return sentence(
        mark(
            "The first line of the file holds data instead of column names. "
            "Add a first line with names such as “Last name, First name, Birth date”."
        )
    )


def _listed(header: Sequence[str]) -> str:
    more = "" if len(header) <= _LISTED else ", …"
    return ", ".join(header[:_LISTED]) + more
