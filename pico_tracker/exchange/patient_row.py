"""One row of a table as a patient's entry: each field with its own way of reading."""

import re
import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar

from pico_tracker.domain.imports import DateOrder, ImportProblem, NumberedRow
from pico_tracker.domain.patients import ContactPreference, PatientEntry, PatientState, Sex
from pico_tracker.domain.words import TEXT_LIMIT, Sentence, clean_line, clean_text, mark, sentence
from pico_tracker.exchange.birth_dates import is_no_date, readings
from pico_tracker.exchange.patient_columns import Columns
from pico_tracker.exchange.patient_words import (
    is_none_known,
    read_fitzpatrick,
    read_preference,
    read_sex,
    read_state,
    read_yes_no,
)
from pico_tracker.exchange.person_names import NameParts, cut_title, split_name

Known = TypeVar("Known")

SHORT_CHARACTERS = 3_000
"""For the cells of any field but the notes, together; the entry's own limits are narrower still."""

_PHONES_APART = re.compile(r"[;\n,]|:::| / | or | oder ")
_LINES_APART = re.compile(r"[;\n]")
_WORDS = {
    "sex": mark("This word for the sex is not known. Known are for instance female, male, other, f, m, w, d."),
    "fitzpatrick": mark("A Fitzpatrick skin type is I to VI or 1 to 6."),
    "contact_preference": mark("This way to be reached is not known: phone, text, email, letter or none."),
    "consent_texts": mark("Consent is yes or no; anything else is not taken as consent."),
    "consent_email": mark("Consent is yes or no; anything else is not taken as consent."),
    "state": mark("This state is not known: active, inactive or deceased."),
}
_DATE_EXPECTED = {
    DateOrder.DMY: mark("This is not a date of the calendar written as day, month, year (31.12.1980)."),
    DateOrder.MDY: mark("This is not a date of the calendar written as month, day, year (12/31/1980)."),
    DateOrder.YMD: mark("This is not a date of the calendar written as year, month, day (1980-12-31)."),
}


def _longest(name: str) -> int:
    return TEXT_LIMIT if name == "notes" else SHORT_CHARACTERS


@dataclass(slots=True)
class RowReader:
    """Reads one row; what cannot be read is in `problems`, its field is left empty."""

    row: NumberedRow
    cells: Mapping[str, tuple[str, ...]]
    """Field to its cells, in the order of `columns`."""
    columns: Columns
    order: DateOrder | None
    today: date
    problems: list[ImportProblem] = field(default_factory=list)

    def __post_init__(self) -> None:
        long = [name for name, cells in self.cells.items() if sum(map(len, cells)) > _longest(name)]
        for name in long:
            said = mark("This is longer than {limit} characters. Shorten it.")
            self._problem(name, sentence(said, limit=_longest(name)))
        # Not even looked at: a file made to hold the program up gets no further than this.
        self.cells = {name: () if name in long else cells for name, cells in self.cells.items()}

    def entry(self, entry_id: uuid.UUID) -> PatientEntry:
        """The row as an entry, as far as it can be read."""
        names = self._names()
        return PatientEntry(
            entry_id=entry_id,
            record_number=self._line("record_number"),
            title=names.title,
            given_names=names.given_names,
            family_name=names.family_name,
            called=self._line("called"),
            born_on=self._birth_date(),
            sex=self._sex(),
            phones=self._phones(),
            email=self._line("email").removeprefix("mailto:"),
            address=self._address(),
            language=self._line("language"),
            contact_preference=self._known("contact_preference", read_preference, ContactPreference.NONE),
            contact_hours=self._line("contact_hours"),
            consent_texts=self._known("consent_texts", read_yes_no, default=False),
            consent_email=self._known("consent_email", read_yes_no, default=False),
            guardian=self._line("guardian"),
            family_doctor=self._text("family_doctor"),
            fitzpatrick=self._known("fitzpatrick", read_fitzpatrick, None),
            allergies=self._list("allergies"),
            alerts=self._list("alerts"),
            state=self._known("state", read_state, PatientState.ACTIVE),
            notes=self._text("notes"),
        )

    def _line(self, name: str) -> str:
        return self._joined(name, " ", clean_line) if name in self.cells else ""

    def _text(self, name: str) -> str:
        return self._joined(name, "\n", clean_text)

    def _joined(self, name: str, between: str, clean: Callable[[str], str]) -> str:
        cells = [cell for cell in self.cells.get(name, ()) if cell]
        if not cells:
            return ""
        return clean(cells[0]) if len(cells) == 1 else between.join(filter(None, map(clean, cells)))

    def _known(self, name: str, read: Callable[[str], Known | None], default: Known) -> Known:
        """A coded field: the default for an empty cell, a problem for an unknown word."""
        text = self._line(name)
        value = read(text) if text else default
        if value is None and text:
            self._problem(name, sentence(_WORDS[name]))
        return default if value is None else value

    def _sex(self) -> Sex:
        if "sex" in self.cells:
            return self._known("sex", read_sex, Sex.UNKNOWN)
        first = self._line("salutation").partition(" ")[0]
        return read_sex(first) or Sex.UNKNOWN if first else Sex.UNKNOWN

    def _names(self) -> NameParts:
        given, family = self._line("given_names"), self._line("family_name")
        if not given and not family:
            whole = split_name(self._line("name"))
            return NameParts(self._title(whole.title), whole.given_names, whole.family_name)
        before_given, given = cut_title(given)
        before_family, family = cut_title(family)
        title = self._title(" ".join(part for part in (before_given, before_family) if part))
        middle = self._line("middle_names")
        return NameParts(title, f"{given} {middle}".strip(), family)

    def _title(self, found: str) -> str:
        own = self._line("title")
        if own:
            return own
        # "Frau Dr.": the academic part of a salutation is a title, the rest says the sex.
        return found or self._line("salutation").partition(" ")[2]

    def _birth_date(self) -> date | None:
        text = self._line("born_on")
        if is_no_date(text):
            return None
        found = readings(text, self.today)
        order = self.order or DateOrder.DMY
        if order not in found:
            self._problem("born_on", self._date_expected())
        return found.get(order)

    def _date_expected(self) -> Sentence:
        if self.order:
            return sentence(_DATE_EXPECTED[self.order])
        return sentence(mark("This is not a date of the calendar."))

    def _phones(self) -> tuple[str, ...]:
        """Each number once, also if two columns write it differently."""
        found: dict[str, str] = {}
        for cell in self.cells.get("phones", ()):
            for part in _PHONES_APART.split(cell):
                phone = clean_line(part).removeprefix("tel:")
                if phone:
                    found.setdefault(re.sub(r"[^\w+]", "", phone), phone)
        return tuple(found.values())

    def _address(self) -> str:
        street = self._joined("street", ", ", clean_text)
        lines = (
            f"{street} {self._line('house_number')}".strip(),
            f"{self._line('post_code')} {self._line('city')}".strip(),
            self._line("region"),
            self._line("country"),
        )
        whole = self._text("address")
        if not whole:
            return "\n".join(filter(None, lines))
        # An address book repeats the parts in a whole address; elsewhere "Adresse" is the street alone.
        said = set(re.findall(r"\w+", whole))
        new = [line for line in lines if not said.issuperset(re.findall(r"\w+", line))]
        return "\n".join((whole, *new))

    def _list(self, name: str) -> tuple[str, ...]:
        parts = (clean_line(part) for cell in self.cells.get(name, ()) for part in _LINES_APART.split(cell))
        return tuple(dict.fromkeys(part for part in parts if part and not is_none_known(part)))

    def _problem(self, name: str, reason: Sentence) -> None:
        self.problems.append(ImportProblem(self.row.line, self.columns[name][0], reason))
