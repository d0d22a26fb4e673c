"""Which sheet, and about what: the fields that a kind asks, and no others."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from pico_tracker.domain.due_prints import last_month
from pico_tracker.domain.languages import language_name
from pico_tracker.domain.permissions import Permission
from pico_tracker.domain.printouts import SHEET_NAMES, SheetKind, SheetWish
from pico_tracker.domain.progress import Audience
from pico_tracker.domain.sheet_rights import ASKS, CLINICAL_SHEETS
from pico_tracker.services.printouts import printable_kinds
from pico_tracker.services.sheet_choices import SheetChoices, list_sheet_languages, read_sheet_choices
from pico_tracker.ui.desk import Desk
from pico_tracker.ui.diary.booking_words import said_when
from pico_tracker.ui.kit.days import said_day
from pico_tracker.ui.kit.field import Field
from pico_tracker.ui.kit.fields import ChoiceField, Option, TickField
from pico_tracker.ui.kit.plain_text import Label, Role
from pico_tracker.ui.kit.words import tr, translated
from pico_tracker.ui.printing.sheet_fields import NONE, DayField, chosen_key, field_trouble
from pico_tracker.ui.printing.sheet_words import said_kind

OF_CLINIC = (SheetKind.DAY_SHEET, SheetKind.RECALL_LIST, SheetKind.DOWNTIME_PACK, SheetKind.TREATMENT_REGISTER)
"""Sheets that are nobody's."""
_FIELDS: dict[SheetKind, tuple[str, ...]] = {
    SheetKind.PROGRESS_REPORT: ("audience", "course_id", "with_range"),
    SheetKind.AFTERCARE: ("course_id", "session_id", "language"),
    SheetKind.PREPARATION: ("course_id", "language"),
    SheetKind.CONSENT_FORM: ("course_id",),
    SheetKind.CONSULTATION: ("course_id",),
    SheetKind.TEST_PATCH: ("course_id",),
    SheetKind.SESSION_RECORD: ("session_id",),
    SheetKind.APPOINTMENT_LABEL: ("visit_id",),
    SheetKind.DOCTOR_LETTER: ("letter_id",),
    SheetKind.INCIDENT_REPORT: ("incident_id",),
    SheetKind.DAY_SHEET: ("first_on",),
    SheetKind.TREATMENT_REGISTER: ("first_on", "last_on"),
    SheetKind.DOWNTIME_PACK: ("first_on", "last_on"),
}


class SheetChoice(QWidget):
    """`choice.show_patient(7)` offers that patient's sheets; None: those of the clinic, and the fields of a
    patient's sheets once one is chosen. `changed()` follows each choice; `wish()` is what is wanted.

    `asked(choices)` follows when what a patient has on record is there.
    """

    changed = Signal()
    asked = Signal(object)
    refused = Signal(object)

    def __init__(self, desk: Desk, kinds: Iterable[SheetKind]) -> None:
        super().__init__()
        self._desk = desk
        self.patient_id: int | None = None
        self._quiet = 0
        self._languages = 0
        self.choices: SheetChoices | None = None
        self.kind = ChoiceField("kind", tr("Sheet"))
        self.audience = ChoiceField("audience", tr("For"))
        self.course = ChoiceField("course_id", tr("About"))
        self.session = ChoiceField("session_id", tr("Session"))
        self.visit = ChoiceField("visit_id", tr("Visit"))
        self.letter = ChoiceField("letter_id", tr("Letter"))
        self.incident = ChoiceField("incident_id", tr("Incident"))
        today = desk.context.today()
        self.first, self.last = DayField("first_on", tr("Day"), today), DayField("last_on", tr("Until"), today)
        self.language = ChoiceField("language", tr("Language"))
        self.with_range = TickField("with_range", tr("Show range to compare"))
        self.explained = Label("", Role.QUIET, wrap=True)
        self._of_kind = {field.name: field for field in self._fields()}
        stack = QVBoxLayout(self)
        stack.setContentsMargins(0, 0, 0, 0)
        stack.setSpacing(8)
        for part in (self.kind, *self._fields(), self.explained):
            stack.addWidget(part)
        self._offer(kinds)
        self.kind.changed.connect(self._kind_changed)
        self.course.changed.connect(self._course_changed)
        for field in self._fields():
            field.changed.connect(self._changed)
        self._show_fields()

    def _fields(self) -> tuple[Field[Any], ...]:
        """Those that follow from the kind, in the order of reading."""
        return (
            self.audience,
            self.course,
            self.session,
            self.visit,
            self.letter,
            self.incident,
            self.first,
            self.last,
            self.language,
            self.with_range,
        )

    def _offer(self, kinds: Iterable[SheetKind]) -> None:
        """The kinds that the person at work may print, and for whom a report is."""
        may_read = self._desk.may(Permission.READ_CLINICAL)
        known = printable_kinds()
        offered = [one for one in kinds if one in known and (may_read or one not in CLINICAL_SHEETS)]
        self.kind.set_options(Option(one, translated(SHEET_NAMES[one])) for one in offered)
        audiences = [Option(Audience.PATIENT, tr("The patient"))]
        if may_read:
            audiences.append(Option(Audience.PRACTITIONER, tr("A practitioner")))
        self.audience.set_options(audiences)
        self._kind = offered[0]
        self.kind.set_value(self._kind)
        self._set_defaults()

    def _set_defaults(self) -> None:
        self.audience.set_value(Audience.PATIENT)
        self.with_range.set_value(False)
        self._settle_days()

    @property
    def chosen_kind(self) -> SheetKind:
        """The sheet that is wanted; while the field holds no sheet, the one before."""
        return self._kind

    @property
    def needs_patient(self) -> bool:
        """Whether the sheet is a patient's and none is chosen."""
        return self.chosen_kind not in OF_CLINIC and self.patient_id is None

    # Whose it is

    def show_patient(self, patient_id: int | None) -> None:
        """Offer what this patient has on record; another patient than before begins anew."""
        if patient_id != self.patient_id:
            self.choices = None
            with self._settling():
                self._set_defaults()
                for field in (self.course, self.session, self.visit, self.letter, self.incident, self.language):
                    field.set_options(())
        self.patient_id = patient_id
        self.ask_again()

    def ask_again(self) -> None:
        """Ask what the patient has on record now."""
        if self.patient_id is None:
            self._changed()
            return
        latest = f"sheet-choices-{id(self)}"
        self._desk.run(
            read_sheet_choices, self.patient_id, done=self._take, failed=self.refused.emit, latest=latest
        )

    def _take(self, choices: SheetChoices) -> None:
        if choices.patient.id != self.patient_id:
            return
        self.choices = choices
        with self._settling():
            self._offer_records(choices)
        self.asked.emit(choices)
        self._ask_languages()

    def _offer_records(self, choices: SheetChoices) -> None:
        """What the chosen kind can be about; the latest comes first and is chosen."""
        titles = {one.course_id: one.title for one in choices.courses}
        self._fill(self.course, self._courses(choices))
        self._fill(self.session, self._sessions(choices, titles))
        self._fill(self.visit, [Option(one.id, said_when(one.starts_at)) for one in choices.visits])
        letters = [Option(one.letter_id, f"{said_day(one.written_on)} · {one.subject}") for one in choices.letters]
        self._fill(self.letter, letters)
        incidents = choices.incidents
        named = [
            Option(one.incident_id, f"{said_day(one.opened_on)} · {translated(one.name)}") for one in incidents
        ]
        self._fill(self.incident, named)

    def _courses(self, choices: SheetChoices) -> list[Option]:
        courses = [Option(one.course_id, one.title) for one in choices.courses]
        if self.chosen_kind is SheetKind.PROGRESS_REPORT:
            return [Option(NONE, tr("All courses")), *courses]
        return courses

    def _sessions(self, choices: SheetChoices, titles: dict[int, str]) -> list[Option]:
        of_course = self.course.value() if self.chosen_kind is SheetKind.AFTERCARE else None
        found = [one for one in choices.sessions if of_course in (None, one.course_id)]
        texts = [
            Option(one.session_id, " · ".join((said_day(one.performed_on), titles.get(one.course_id, ""))))
            for one in found
        ]
        return [Option(NONE, tr("None in particular")), *texts] if of_course is not None else texts

    @staticmethod
    def _fill(field: ChoiceField, options: list[Option]) -> None:
        field.set_options(options)
        if field.value() is None and options:
            latest = (
                options[1] if len(options) > 1 and field.name == "session_id" and options[0].value == NONE else None
            )
            field.set_value((latest or options[0]).value)

    # What follows from a choice

    @contextmanager
    def _settling(self) -> Iterator[None]:
        """Let several fields change and tell of it once, by whoever settles them."""
        self._quiet += 1
        try:
            yield
        finally:
            self._quiet -= 1

    def _kind_changed(self) -> None:
        if self._quiet:
            return
        chosen = self.kind.value()
        if not isinstance(chosen, SheetKind):
            self._changed()
            return
        self._kind = chosen
        with self._settling():
            self._settle_days()
            self.session.set_options(())
            if self.choices is not None:
                self._offer_records(self.choices)
        self._ask_languages()

    def _course_changed(self) -> None:
        if self._quiet:
            return
        if self.choices is not None and self.chosen_kind is SheetKind.AFTERCARE:
            with self._settling():
                self.session.set_options(())
                self._offer_records(self.choices)
        self._ask_languages()

    def _settle_days(self) -> None:
        """The days that are usual for a kind: today, last month, from today to the day after."""
        today = self._desk.context.today()
        first, last = today, today + timedelta(days=1)
        if self.chosen_kind is SheetKind.TREATMENT_REGISTER:
            first, last = last_month(today)
        self.first.set_value(first)
        self.last.set_value(last)

    def _ask_languages(self) -> None:
        course_id = self.course.value()
        if "language" not in self._asked_fields() or not isinstance(course_id, int) or course_id == NONE:
            self._take_languages(())
            return
        self._desk.run(
            list_sheet_languages,
            self.chosen_kind,
            course_id,
            done=self._take_languages,
            failed=self.refused.emit,
            latest=f"sheet-languages-{id(self)}",
        )

    def _take_languages(self, languages: tuple[str, ...]) -> None:
        self._languages = len(languages)
        with self._settling():
            own = [Option("", tr("The patient's own"))] if languages else []
            self.language.set_options([*own, *(Option(one, translated(language_name(one))) for one in languages)])
            if self.language.value() is None and own:
                self.language.set_value("")
        self._changed()

    def _asked_fields(self) -> tuple[str, ...]:
        return _FIELDS.get(self.chosen_kind, ())

    def _changed(self) -> None:
        if self._quiet:
            return
        self._show_fields()
        self.changed.emit()

    def _show_fields(self) -> None:
        """The fields of the kind, as far as there is something to choose."""
        asked = self._asked_fields()
        for name, field in self._of_kind.items():
            field.setVisible(name in asked and self._has_choice(field))
        is_report = self.chosen_kind is SheetKind.PROGRESS_REPORT
        self.with_range.setVisible(is_report and self.audience.value() is Audience.PATIENT)
        self.explained.setText(said_kind(self.chosen_kind, self.audience.value()))
        self.explained.setVisible(bool(self.explained.text()))

    def _has_choice(self, field: Field[Any]) -> bool:
        if self.chosen_kind in OF_CLINIC:
            return True
        if self.choices is None:
            return False
        return not (field is self.language and self._languages <= 1)

    # What is wanted

    def trouble(self) -> str:
        """Why what is typed is no choice; "" where nothing that the sheet asks is wrong."""
        if self.kind.value() is None:
            return tr("This is no sheet. Choose one from the list.")
        asked = self._asked_fields()
        wrong = (
            field_trouble(one) for name, one in self._of_kind.items() if name in asked and self._has_choice(one)
        )
        return next((text for text in wrong if text), "")

    def wish(self) -> SheetWish | None:
        """The sheet that is wanted; None while something that it asks is wrong or not chosen."""
        return None if self.trouble() else self._wish()

    def _wish(self) -> SheetWish | None:
        kind, asked = self.chosen_kind, self._asked_fields()
        days = {"first_on": self.first.value(), "last_on": self.last.value()}
        wish = SheetWish(
            kind=kind,
            patient_id=None if kind in OF_CLINIC else self.patient_id,
            course_id=chosen_key(self.course) if "course_id" in asked else None,
            session_id=chosen_key(self.session) if "session_id" in asked else None,
            visit_id=chosen_key(self.visit) if "visit_id" in asked else None,
            subject_id=self._subject(),
            first_on=days["first_on"] if "first_on" in asked else None,
            last_on=days["last_on"] if "last_on" in asked else self._only_day(),
            audience=self._audience() if "audience" in asked else Audience.PATIENT,
            with_range=bool(self.with_range.value()) and "with_range" in asked,
            language=(str(self.language.value() or "") or None) if "language" in asked else None,
        )
        needed = ASKS[kind] if kind in OF_CLINIC else ("patient_id", *ASKS[kind])
        return None if any(getattr(wish, name) is None for name in needed) else wish

    def _only_day(self) -> date | None:
        return self.first.value() if self.chosen_kind is SheetKind.DAY_SHEET else None

    def _subject(self) -> int | None:
        fields = {SheetKind.DOCTOR_LETTER: self.letter, SheetKind.INCIDENT_REPORT: self.incident}
        field = fields.get(self.chosen_kind)
        return None if field is None else chosen_key(field)

    def _audience(self) -> Audience:
        chosen = self.audience.value()
        return chosen if isinstance(chosen, Audience) else Audience.PATIENT
