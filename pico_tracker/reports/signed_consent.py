"""A consent as it was signed: the text, what was decided, the signature, and the scanned pages of the paper."""

from typing import BinaryIO

from reportlab.platypus import Flowable, KeepTogether, PageBreak

from pico_tracker.domain.consent_forms import TEXT_LANGUAGE, Drawn, ScannedPage, SignedConsent
from pico_tracker.domain.consents import CONSENT_NAMES, SIGNED_BY_NAMES, Consent, ConsentKind
from pico_tracker.domain.words import Translate, in_english, mark
from pico_tracker.reports import styles
from pico_tracker.reports.consent_parts import DrawnSignature, consent_head, consent_text, kept_heading
from pico_tracker.reports.formats import moment
from pico_tracker.reports.identity import identity_line
from pico_tracker.reports.page import Sheet, letterhead, open_pen, print_sheets
from pico_tracker.reports.pen import NAMES_LIMIT, Pen
from pico_tracker.reports.photo_row import Jpeg
from pico_tracker.reports.tables import PLAIN, Column, quiet_table, table_of

_SIGNATURE_WIDTH = 200.0
_FACT_SHARES = (24, 76)
_BELOW_CAPTION = 6.0


def render_signed_consent(consent: SignedConsent, out: BinaryIO, translate: Translate = in_english) -> None:
    """Write `consent` as a PDF to `out`; the same consent gives the same bytes.

    Nothing of the text is ever cut; each scanned page has a page of its own.
    """
    pen = open_pen(consent.clinic, consent.printed_at, translate)
    signed = consent.signed
    named = mark("Consent signed {day} · version {version} of the text")
    sheet = Sheet(
        paper=consent.clinic.paper,
        title=pen.say(named, day=pen.day(signed.on), version=signed.rule_version),
        author=consent.clinic.name,
        record_number=consent.patient.entry.record_number,
        made_at=consent.printed_at.astimezone(pen.zone),
        language=TEXT_LANGUAGE,
    )
    print_sheets(sheet, _story(consent, pen), pen, out)


def _story(consent: SignedConsent, pen: Pen) -> list[Flowable]:
    head = [
        letterhead(pen, consent.clinic, consent.printed_at, consent.printed_by),
        *consent_head(pen, consent.text.title, consent.patient, consent.course_title),
    ]
    body = [
        *_warnings(consent, pen),
        *consent_text(pen, consent.text),
        *_decisions(consent, pen),
        KeepTogether(_signing(consent, pen)),
        *(part for page in consent.pages for part in _scanned(consent, page, pen)),
    ]
    notice = pen.unprinted_notice()
    return [*head, *([pen.line(notice, styles.NOTICE)] if notice else []), *body]


def _warnings(consent: SignedConsent, pen: Pen) -> list[Flowable]:
    """What nobody may overlook who holds this paper."""
    said = []
    for one in consent.consents:
        if one.withdrawal is not None:
            values = {"what": pen.say(CONSENT_NAMES[one.kind]), "day": pen.day(one.withdrawal.on)}
            said.append(pen.say(mark("Withdrawn on {day}: {what}."), **values))
    if not consent.is_as_signed:
        said.append(
            pen.say(
                mark(
                    "The text or the decisions on record are not those that this signature was put under. "
                    "Ask the person who looks after the program before you rely on this consent."
                )
            )
        )
    return [pen.line(" ".join(said), styles.WARNING, NAMES_LIMIT)] if said else []


def _decisions(consent: SignedConsent, pen: Pen) -> list[Flowable]:
    columns = (
        Column(pen.say(mark("Decided")), 34),
        Column(pen.say(mark("Answer")), 18),
        Column(pen.say(mark("Valid")), 24),
        Column(pen.say(mark("Withdrawn")), 24),
    )
    decided = {one.kind: one for one in consent.consents}
    rows = [_decision(kind, decided.get(kind), pen) for kind in ConsentKind]
    return [
        *pen.section(mark("What was decided")),
        quiet_table(pen, columns, rows, PLAIN),
        *(part for one in consent.consents for part in _withdrawal(one, pen)),
    ]


def _decision(kind: ConsentKind, one: Consent | None, pen: Pen) -> tuple[str, ...]:
    name = pen.say(CONSENT_NAMES[kind])
    if one is None:
        return name, pen.say(mark("Not asked")), "–", "–"
    valid = "–"
    if one.given:
        valid = pen.say(mark("until withdrawn"))
        if one.expires_on is not None:
            valid = pen.say(mark("to {day}"), day=pen.day(one.expires_on))
    return (
        name,
        pen.say(mark("Given")) if one.given else pen.say(mark("Refused")),
        valid,
        "–" if one.withdrawal is None else pen.day(one.withdrawal.on),
    )


def _withdrawal(one: Consent, pen: Pen) -> list[Flowable]:
    if one.withdrawal is None:
        return []
    said = pen.say(
        mark("{what}: withdrawn on {day}, told to {name}. Reason: {reason}"),
        what=pen.say(CONSENT_NAMES[one.kind]),
        day=pen.day(one.withdrawal.on),
        name=one.withdrawal.recorded_by,
        reason=one.withdrawal.reason,
    )
    return pen.flow(said, styles.NOTE)


def _signing(consent: SignedConsent, pen: Pen) -> list[Flowable]:
    rows = [
        [pen.line(name, styles.CELL_HEAD), pen.line(text, styles.CELL, NAMES_LIMIT)]
        for name, text in _facts(consent, pen)
    ]
    facts = table_of(pen, _FACT_SHARES, rows, PLAIN, headed=False)
    drawn = [] if consent.drawn is None else _drawn(consent.drawn, pen)
    return [kept_heading(pen, mark("Signature")), facts, *drawn]


def _facts(consent: SignedConsent, pen: Pen) -> list[tuple[str, str]]:
    one = consent.signed
    who = pen.say(
        mark("{name} ({role})"), name=one.signed_name, role=pen.say(SIGNED_BY_NAMES[one.signed_by]).lower()
    )
    days = one.thinking_days
    thought = "" if days is None else pen.count(mark("{count} day"), mark("{count} days"), days)
    facts = [
        (pen.say(mark("Patient")), identity_line(pen, consent.patient)),
        (pen.say(mark("Signed by")), who),
        (pen.say(mark("Signed on")), pen.day(one.on)),
        (pen.say(mark("Witness of the staff")), one.witness),
        (pen.say(mark("Interpreter")), one.interpreter or pen.say(mark("none"))),
        (pen.say(mark("Time to think")), thought),
        (pen.say(mark("Text")), _version(consent, pen)),
        (pen.say(mark("Signature")), _how(consent, pen)),
    ]
    return [(name, text) for name, text in facts if text]


def _version(consent: SignedConsent, pen: Pen) -> str:
    said = mark("{title}, version {version}")
    return pen.say(said, title=consent.text.title, version=consent.signed.rule_version)


def _how(consent: SignedConsent, pen: Pen) -> str:
    """Where the signature is: drawn here, on the scanned pages, or on a paper that nobody scanned yet."""
    pages = len(consent.pages)
    follow = pen.count(mark("{count} scanned page follows."), mark("{count} scanned pages follow."), pages)
    if consent.drawn is not None:
        drawn_at = moment(pen.local(consent.drawn.at), pen.translate)
        said = pen.say(mark("Drawn on the screen {moment}."), moment=drawn_at)
        return f"{said} {follow}" if pages else said
    said = pen.say(mark("On paper."))
    return f"{said} {follow if pages else pen.say(mark('No scan of it is on record.'))}"


def _drawn(drawn: Drawn, pen: Pen) -> list[Flowable]:
    signature = DrawnSignature(drawn.signature, min(_SIGNATURE_WIDTH, pen.width))
    signature.spaceBefore, signature.spaceAfter, signature.hAlign = 9, 4, "LEFT"
    kept = mark("SHA-256 of the text, the decisions, who signs and the day: {digest}")
    return [signature, *pen.flow(pen.say(kept, digest=drawn.digest), styles.NOTE)]


def _scanned(consent: SignedConsent, page: ScannedPage, pen: Pen) -> list[Flowable]:
    """A page of its own with the scan as large as it may be."""
    said = pen.say(
        mark("Signed paper, page {number} of {count}, scanned {moment}"),
        number=page.page,
        count=len(consent.pages),
        moment=moment(pen.local(page.added_at), pen.translate),
    )
    caption = pen.line(said, styles.QUIET_LINE)
    if page.jpeg is None:
        missing = mark("The file of this page is missing or damaged. Look for the paper, or for a backup.")
        return [PageBreak(), caption, pen.line(pen.say(missing), styles.WARNING)]
    return [PageBreak(), caption, _Picture(page, page.jpeg)]


class _Picture(Flowable):  # type: ignore[misc]  # ReportLab has no types
    """A scanned page, as large as the rest of its page lets it be; the JPEG is taken over as it is."""

    def __init__(self, page: ScannedPage, content: bytes) -> None:
        super().__init__()
        self._jpeg, self._wide, self._high = Jpeg(content), page.width, page.height

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """Width and height taken, in points."""
        scale = min(width / self._wide, (height - _BELOW_CAPTION) / self._high)
        self.width, self.height = self._wide * scale, self._high * scale
        return self.width, self.height + _BELOW_CAPTION

    def draw(self) -> None:
        """Draw it with a hair line around, since most paper is white."""
        self.canv.drawImage(self._jpeg, 0, 0, self.width, self.height)
        self.canv.setStrokeColor(styles.LINE)
        self.canv.setLineWidth(0.5)
        self.canv.rect(0, 0, self.width, self.height)
