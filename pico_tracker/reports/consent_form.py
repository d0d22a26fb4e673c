"""The consent form to be signed by hand: the text, boxes for each decision, lines for who signs."""

from typing import BinaryIO

from reportlab.platypus import Flowable, KeepTogether

from pico_tracker.domain.consent_forms import TEXT_LANGUAGE, ConsentForm
from pico_tracker.domain.consents import CONSENT_NAMES, SIGNED_BY_NAMES, ConsentKind, SignedBy
from pico_tracker.domain.languages import language_name
from pico_tracker.domain.patients import ADULT_YEARS
from pico_tracker.domain.words import Translate, in_english, mark
from pico_tracker.reports import styles
from pico_tracker.reports.consent_parts import TickBox, consent_head, consent_text, kept_heading
from pico_tracker.reports.identity import identity_line
from pico_tracker.reports.ink import Blank, ink_lines
from pico_tracker.reports.page import Sheet, letterhead, open_pen, print_sheets
from pico_tracker.reports.pen import NAMES_LIMIT, Pen
from pico_tracker.reports.tables import PLAIN, table_of
from pico_tracker.reports.templates import closing, opening

_INK_ROOM = 21.0


def render_consent_form(form: ConsentForm, out: BinaryIO, translate: Translate = in_english) -> None:
    """Write `form` as a PDF to `out`; the same form gives the same bytes.

    Nothing of the text is ever cut. Its version stands at the foot of each page; whose form it is stands
    on the page that is signed too, since pages of paper come apart.
    """
    pen = open_pen(form.clinic, form.printed_at, translate)
    named = mark("Consent form · version {version} of the text")
    sheet = Sheet(
        paper=form.clinic.paper,
        title=pen.say(named, version=form.rule_version),
        author=form.clinic.name,
        record_number=form.patient.entry.record_number,
        made_at=form.printed_at.astimezone(pen.zone),
        language=TEXT_LANGUAGE,
    )
    print_sheets(sheet, _story(form, pen), pen, out)


def _story(form: ConsentForm, pen: Pen) -> list[Flowable]:
    head = [
        letterhead(pen, form.clinic, form.printed_at, form.printed_by),
        *consent_head(pen, form.text.title, form.patient, form.course_title),
    ]
    body = [
        *_language(form, pen),
        *opening(pen, form.template),
        *consent_text(pen, form.text),
        KeepTogether([*_decisions(form, pen), *_signing(form, pen)]),
        *closing(pen, form.template),
    ]
    notice = pen.unprinted_notice()
    return [*head, *([pen.line(notice, styles.NOTICE)] if notice else []), *body]


def _language(form: ConsentForm, pen: Pen) -> list[Flowable]:
    """Who reads another language needs somebody who tells what is written here."""
    if not form.reads:
        return []
    said = mark(
        "The patient's language on record is {language}. Where this text is in another one, an interpreter "
        "tells it and signs below."
    )
    return [pen.line(pen.say(said, language=pen.translate(language_name(form.reads))), styles.NOTICE)]


def _decisions(form: ConsentForm, pen: Pen) -> list[Flowable]:
    yes, no = pen.say(mark("I agree")), pen.say(mark("I do not agree"))
    rows = [
        [pen.line(pen.say(CONSENT_NAMES[kind]), styles.STRONG_CELL), TickBox(pen, yes), TickBox(pen, no)]
        for kind in ConsentKind
    ]
    asked = mark("Tick one box in each line: each is decided by itself. What is left open was not asked.")
    return [
        kept_heading(pen, mark("What is decided")),
        pen.line(identity_line(pen, form.patient), styles.STRONG_CELL, NAMES_LIMIT),
        pen.line(pen.say(asked), styles.BODY),
        table_of(pen, (50, 22, 28), rows, PLAIN, headed=False),
    ]


def _signing(form: ConsentForm, pen: Pen) -> list[Flowable]:
    """Who signs, when, before whom; with the lines that hold it."""
    said = mark("With this signature I confirm that I have read this text, or had it read to me, before I decided.")
    return [
        kept_heading(pen, mark("Signature")),
        pen.line(pen.say(said), styles.BODY),
        _who(form, pen),
        *(ink_lines(pen, blanks, _INK_ROOM) for blanks in _blanks(form, pen)),
    ]


def _who(form: ConsentForm, pen: Pen) -> Flowable:
    if form.is_minor:
        minor = pen.say(mark("The patient is under {years}: the guardian signs."), years=ADULT_YEARS)
        return pen.line(minor, styles.STRONG_CELL)
    boxes = [[TickBox(pen, pen.say(SIGNED_BY_NAMES[one])) for one in SignedBy]]
    return table_of(pen, (50, 50), boxes, PLAIN, headed=False)


def _blanks(form: ConsentForm, pen: Pen) -> tuple[tuple[Blank, ...], ...]:
    thought = pen.say(mark("Days to think since informed"))
    if form.informed_on is not None:
        thought = pen.say(mark("Days to think since {day}"), day=pen.day(form.informed_on))
    return (
        (Blank(pen.say(mark("Name in capital letters")), 5), Blank(pen.say(mark("Day")), 2)),
        (Blank(pen.say(mark("Signature")), 5), Blank(thought, 2)),
        (
            Blank(pen.say(mark("Witness of the staff: name")), 3),
            Blank(pen.say(mark("Signature of the witness")), 4),
        ),
        (
            Blank(pen.say(mark("Interpreter, if any: name or service")), 3),
            Blank(pen.say(mark("Signature of the interpreter")), 4),
        ),
    )
