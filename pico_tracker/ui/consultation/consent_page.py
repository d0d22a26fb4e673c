"""The page on which a consent text is read, and consents are given or refused."""

from dataclasses import replace
from functools import partial

from pico_tracker.domain.consents import check_consent
from pico_tracker.domain.drafts import Draft
from pico_tracker.domain.findings import Finding, Findings
from pico_tracker.domain.signatures import check_signature
from pico_tracker.domain.words import mark, sentence
from pico_tracker.services.consents import ConsentOpening, read_consent_opening, record_consent
from pico_tracker.ui.consultation.consent_form import ConsentForm
from pico_tracker.ui.consultation.consent_sheets import show_consent_form
from pico_tracker.ui.consultation.signing_page import SigningPage
from pico_tracker.ui.desk import Desk
from pico_tracker.ui.drafting import DraftKeeper
from pico_tracker.ui.kit.words import tr

FORM = "consent"
"""The kind of draft this page keeps; its subject is the course."""


class ConsentPage(SigningPage):
    """Read the text and record what is given or refused: `page.open_new(patient_id, course_id, draft)`."""

    form: ConsentForm

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, tr("Sign consent"))
        self.form = ConsentForm()
        self._opening: ConsentOpening | None = None

    def open_new(self, patient_id: int, course_id: int, draft: Draft | None = None) -> None:
        """Begin a consent about this course, or go on with a draft."""
        self.start(patient_id, course_id, tr("Consent"))
        self._opening = None
        self.form = ConsentForm()
        self.form.print_wanted.connect(self._print)
        self.take_form(FORM, course_id)
        done = partial(self._show, draft)
        self.desk.run(read_consent_opening, course_id, done=done, failed=self.refuse, latest=f"consent-{id(self)}")

    def _show(self, draft: Draft | None, opening: ConsentOpening) -> None:
        self._opening = opening
        self.show_person(opening.patient, opening.course.title)
        self.form.open(opening, self.desk.context.operator.id, self.desk.context.today())
        self.let_type(draft)
        self.form.field("treatment").give_focus()

    def draft_title(self) -> str:
        """Which course it is about."""
        return tr("Consent, {course}", course=self.course_title.text())[:200]

    def check(self, keeper: DraftKeeper) -> Findings:
        """What the rules say, and what is missing before they can say anything.

        That nothing is decided stands under the first decision, where the cursor can go.
        """
        if self._opening is None:
            return ()
        today, born_on = self.desk.context.today(), self._opening.patient.entry.born_on
        entry = self.form.entry(keeper.entry_id, self.course_id, today)
        drawn = self.form.drawn()
        signed = () if drawn is None else check_signature(drawn, entry.given_on, today)
        found = (*self._missing(), *check_consent(entry, born_on, today), *signed)
        return tuple(replace(one, field="treatment") if one.field == "decisions" else one for one in found)

    def _missing(self) -> Findings:
        asked = {
            "given_on": mark("Enter the day of the signature."),
            "signed_by": mark("Choose who signs."),
            "signed_where": mark("Choose where it is signed."),
            "witness_id": mark("Choose who of the staff was there."),
        }
        return tuple(
            Finding(name, sentence(text), code="consent.missing")
            for name, text in asked.items()
            if self.form.field(name).value() is None and not self.form.field(name).problems()
        )

    def send(self, keeper: DraftKeeper) -> None:
        """Record it."""
        entry = self.form.entry(keeper.entry_id, self.course_id, self.desk.context.today())
        self.desk.run(record_consent, entry, self.form.drawn(), done=self.done, failed=self.refuse)

    def _print(self) -> None:
        """The text is read anew: what is printed now is what stands on the page."""
        self.desk.run(
            read_consent_opening,
            self.course_id,
            done=self._show_sheet,
            failed=self.refuse,
            latest=f"consent-print-{id(self)}",
        )

    def _show_sheet(self, opening: ConsentOpening) -> None:
        if opening.course.id == self.course_id:
            self.form.offer(opening.versions)
            show_consent_form(self.desk, self.course_id, self)
