"""The part of the patient page about consultation and consents of one course."""

from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from pico_tracker.domain.consent_forms import Signing
from pico_tracker.domain.consents import CONSENT_NAMES, Consent, ConsentKind, latest_consents
from pico_tracker.domain.consultations import Amendment, Consultation
from pico_tracker.domain.patients import Patient
from pico_tracker.domain.permissions import Permission
from pico_tracker.domain.printouts import SheetKind, SheetWish
from pico_tracker.domain.progress import CourseProgress
from pico_tracker.domain.topics import Topic
from pico_tracker.services.consent_scans import list_signings
from pico_tracker.services.consents import list_course_consents
from pico_tracker.services.consultations import list_consultations
from pico_tracker.services.context import Context
from pico_tracker.ui.consultation.consent_sheets import show_consent_form
from pico_tracker.ui.consultation.consent_words import consent_chip, consent_lines
from pico_tracker.ui.consultation.facts import FactGrid, consultation_facts
from pico_tracker.ui.consultation.signings_card import SigningsCard
from pico_tracker.ui.desk import Desk
from pico_tracker.ui.kit.buttons import Button, Kind
from pico_tracker.ui.kit.cards import Card, clear, line
from pico_tracker.ui.kit.chips import Chip, ChipText
from pico_tracker.ui.kit.days import said_day
from pico_tracker.ui.kit.notice import NoticeBoard
from pico_tracker.ui.kit.plain_text import Label, Role
from pico_tracker.ui.kit.style import Tone
from pico_tracker.ui.kit.words import tr, translated
from pico_tracker.ui.letters.letters_card import LettersCard
from pico_tracker.ui.sheets.logged_sheet import LoggedSheetDialog


@dataclass(frozen=True, slots=True)
class Agreed:
    """What the panel shows: consultations latest first, consents oldest first."""

    consultations: tuple[Consultation, ...]
    consents: tuple[Consent, ...]
    signings: tuple[Signing, ...] = ()
    """The signatures under those consents, latest first."""


class ConsultationPanel(QWidget):
    """Whether the course was agreed: `panel.show_course(patient, progress)`.

    Wishes: `consultation_wanted(patient_id, course_id)`, `consent_wanted(patient_id, course_id)`,
    `amendment_wanted(consultation)`, `withdrawal_wanted(consent)`, `text_wanted(consent)`.
    """

    consultation_wanted = Signal(int, int)
    consent_wanted = Signal(int, int)
    amendment_wanted = Signal(object)
    withdrawal_wanted = Signal(object)
    text_wanted = Signal(object)
    topics = frozenset({Topic.CONSULTATIONS, Topic.CONSENTS, Topic.LETTERS})

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._ids = (0, 0)
        self.notices = NoticeBoard()
        self.state = Chip(ChipText(""))
        self.consult_button = Button(tr("Consultation"), run=self._want_consultation)
        self.amend_button = Button(tr("Amend"), run=self._want_amendment)
        self.amend_button.explain(tr("What was signed stays; the correction stands beside it with its reason."))
        self.sheet_button = Button(tr("Print"), icon="print", run=self._print_sheet)
        self.sheet_button.explain(
            tr("What was asked, told and agreed, with what to expect, for the patient and to sign.")
        )
        actions = (self.state, self.sheet_button, self.amend_button, self.consult_button)
        self.consultation = Card(tr("Consultation"), actions=actions)
        self.consent_button = Button(tr("Record consent"), run=self._want_consent)
        self.print_button = Button(tr("Print form"), icon="print", run=self._print_form)
        self.print_button.explain(tr("The consent form of this course, to be signed by hand."))
        self.consents = Card(tr("Consents"), actions=(self.print_button, self.consent_button))
        self.signings = SigningsCard(desk, self.notices)
        self.signings.changed.connect(self._ask)
        self._told, self._decided = _box(self.consultation), _box(self.consents)
        self._latest: Consultation | None = None
        self.letters = LettersCard(desk)
        self.sheet: LoggedSheetDialog | None = None
        stack = QVBoxLayout(self)
        stack.setContentsMargins(0, 0, 0, 0)
        stack.setSpacing(12)
        for part in (self.notices, self.consents, self.signings, self.consultation, self.letters):
            stack.addWidget(part)
        stack.addStretch(1)

    def show_course(self, patient: Patient, progress: CourseProgress) -> None:
        """Ask for what was agreed for this course."""
        ids = (patient.id, progress.course.id)
        if ids != self._ids:
            self._forget()
        self._ids = ids
        self.letters.show_course(patient, progress)
        self._ask()

    def _ask(self) -> None:
        latest = f"consultation-{id(self)}"
        self._desk.run(read_agreed, self._ids[1], done=self._show, failed=self.notices.refuse, latest=latest)

    def _forget(self) -> None:
        """Never show one course's papers while another's are on their way."""
        self._latest = None
        for box in (self._told, self._decided):
            clear(box)
        self.signings.show_signings(())

    def _show(self, agreed: Agreed) -> None:
        may = self._desk.may(Permission.WRITE_CLINICAL)
        self._latest = agreed.consultations[0] if agreed.consultations else None
        self._show_consultation(agreed.consultations)
        self._show_consents(agreed.consents, may=may)
        self.signings.show_signings(agreed.signings)
        self.consult_button.setText(tr("Consultation") if self._latest is None else tr("New consultation"))
        for button in (self.consult_button, self.consent_button):
            button.setVisible(may)
        self.amend_button.setVisible(may and self._latest is not None)
        self.sheet_button.setVisible(self._latest is not None)

    def _show_consultation(self, consultations: tuple[Consultation, ...]) -> None:
        clear(self._told)
        self.state.show_chip(consultation_chip(self._latest))
        if self._latest is None:
            text = tr(
                "No consultation is signed yet. It opens the course: history, skin type, goal, what to expect."
            )
            self._told.addWidget(Label(text, Role.QUIET, wrap=True))
            return
        for number, one in enumerate(consultations):
            if number:
                self._told.addWidget(line())
            self._told.addWidget(Label(signed_line(one), Role.STRONG if not number else Role.SMALL, wrap=True))
            self._told.addWidget(FactGrid(consultation_facts(one.entry)))
            for amendment in one.amendments:
                self._told.addWidget(_amendment_box(amendment))

    def _show_consents(self, consents: tuple[Consent, ...], *, may: bool) -> None:
        clear(self._decided)
        latest = latest_consents(consents)
        for number, kind in enumerate(ConsentKind):
            if number:
                self._decided.addWidget(line())
            self._decided.addWidget(self._consent_row(kind, latest.get(kind), may=may))
            earlier = [one for one in consents if one.kind is kind and one is not latest.get(kind)]
            for one in reversed(earlier):
                said = tr("Earlier: {what}", what=". ".join(consent_lines(one, one.rule_key)))
                self._decided.addWidget(Label(said, Role.SMALL, wrap=True))

    def _consent_row(self, kind: ConsentKind, consent: Consent | None, *, may: bool) -> QWidget:
        row = QWidget()
        stack = QVBoxLayout(row)
        stack.setContentsMargins(0, 0, 0, 0)
        stack.setSpacing(4)
        name = translated(CONSENT_NAMES[kind])
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(Label(name, Role.STRONG, wrap=True), 1)
        head.addWidget(Chip(consent_chip(consent, self._desk.context.today())), 0, Qt.AlignmentFlag.AlignVCenter)
        stack.addLayout(head)
        if consent is not None:
            for button in self._consent_buttons(name, consent, may=may):
                head.addWidget(button)
            for text in consent_lines(consent, consent.rule_key):
                stack.addWidget(Label(text, Role.SMALL, wrap=True))
        return row

    def _consent_buttons(self, name: str, consent: Consent, *, may: bool) -> list[Button]:
        read = Button(tr("Read text"), kind=Kind.QUIET, run=partial(self.text_wanted.emit, consent))
        read.setAccessibleName(tr("Read the text of {consent}", consent=name))
        buttons = [read]
        if may and consent.given and consent.withdrawal is None:
            withdraw = Button(tr("Withdraw"), kind=Kind.QUIET, run=partial(self.withdrawal_wanted.emit, consent))
            withdraw.setAccessibleName(tr("Withdraw {consent}", consent=name))
            buttons.append(withdraw)
        return buttons

    def _want_consultation(self) -> None:
        self.consultation_wanted.emit(*self._ids)

    def _print_sheet(self) -> None:
        patient_id, course_id = self._ids
        wish = SheetWish(kind=SheetKind.CONSULTATION, patient_id=patient_id, course_id=course_id)
        self.sheet = LoggedSheetDialog(self._desk, tr("Consultation and expectation"), wish, self)
        self.sheet.open()

    def _print_form(self) -> None:
        show_consent_form(self._desk, self._ids[1], self.window())

    def _want_consent(self) -> None:
        self.consent_wanted.emit(*self._ids)

    def _want_amendment(self) -> None:
        if self._latest is not None:
            self.amendment_wanted.emit(self._latest)


def consultation_chip(consultation: Consultation | None) -> ChipText:
    """Whether there is a signed consultation and how it ended."""
    if consultation is None:
        return ChipText(tr("Not yet"), Tone.WARN)
    if not consultation.entry.agreed:
        return ChipText(tr("Does not go ahead"), Tone.DANGER)
    return ChipText(tr("Signed"), Tone.OK)


def signed_line(consultation: Consultation) -> str:
    """Who held and signed it when."""
    held = said_day(consultation.entry.held_on)
    signed = said_day(consultation.signed_at.date())
    return tr("Held {held}, signed by {name} {signed}", held=held, name=consultation.signed_by, signed=signed)


def _amendment_box(amendment: Amendment) -> QWidget:
    day = said_day(amendment.at.date())
    head = tr("Amended {date} by {name}: {reason}", date=day, name=amendment.author, reason=amendment.reason)
    box = QWidget()
    stack = QVBoxLayout(box)
    stack.setContentsMargins(0, 4, 0, 0)
    stack.setSpacing(4)
    stack.addWidget(Label(head, Role.SMALL, wrap=True))
    stack.addWidget(Label(amendment.text, wrap=True).selectable())
    return box


def _box(card: Card) -> QVBoxLayout:
    holder = QWidget()
    stack = QVBoxLayout(holder)
    stack.setContentsMargins(0, 0, 0, 0)
    stack.setSpacing(8)
    card.add(holder)
    return stack


def read_agreed(context: Context, course_id: int) -> Agreed:
    """Consultations, consents and the signatures under them."""
    return Agreed(
        list_consultations(context, course_id),
        list_course_consents(context, course_id),
        list_signings(context, course_id),
    )
