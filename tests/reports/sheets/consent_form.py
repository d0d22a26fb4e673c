"""Consent forms: blank, for a guardian, signed on the screen, signed on paper and scanned, withdrawn."""

import math
from dataclasses import replace
from datetime import UTC, date, datetime
from io import BytesIO
from typing import Any

from PIL import Image, ImageDraw

from pico_tracker.domain.clinic import Paper
from pico_tracker.domain.consent_forms import ConsentForm, Drawn, ScannedPage, SignedConsent, digest_of
from pico_tracker.domain.consents import (
    Consent,
    ConsentKind,
    ConsentText,
    SignedBy,
    Withdrawal,
    read_consent_text,
)
from pico_tracker.domain.rules import read_records
from pico_tracker.domain.sheet_templates import SheetTemplate
from pico_tracker.domain.signatures import Signature
from pico_tracker.reports.consent_form import render_consent_form
from pico_tracker.reports.signed_consent import render_signed_consent
from pico_tracker.resources import find_resource
from tests.reports.samples import CLINIC, PATIENT
from tests.reports.sheets.sample import SampleSheet

SHIPPED = read_records(find_resource("clinical", "consents.toml").read_text("utf-8"))
TEXT: ConsentText = read_consent_text(SHIPPED["tattoo"])
SIGNED_ON = date(2026, 11, 22)
PRINTED_AT = datetime(2026, 11, 24, 10, 58, tzinfo=UTC)
YOUNG = replace(PATIENT, entry=replace(PATIENT.entry, born_on=date(2010, 5, 3), guardian="Ada Nwosu"))
TREATMENT = Consent(
    id=1,
    course_id=1,
    kind=ConsentKind.TREATMENT,
    given=True,
    on=SIGNED_ON,
    expires_on=date(2027, 11, 22),
    rule_key="tattoo",
    rule_version=3,
    signed_by=SignedBy.PATIENT,
    signed_name="Amara Nwosu",
    witness="M. Hart",
    thinking_days=10,
)
RECORD = replace(TREATMENT, id=2, kind=ConsentKind.PHOTOS_CLINICAL, expires_on=date(2031, 11, 21))
TEACHING = replace(TREATMENT, id=3, kind=ConsentKind.PHOTOS_TEACHING, given=False, expires_on=None)
DECIDED = (TREATMENT, RECORD, TEACHING)
WITHDRAWN = replace(
    RECORD,
    withdrawal=Withdrawal(date(2026, 11, 23), "Does not want to be photographed any more.", "Dr S. Okafor"),
)


def make_signature() -> Signature:
    """Loops that run to the right, and a line below them."""
    turns = [one / 8 for one in range(96)]
    loops = tuple(
        (round(90 + 62 * at + 45 * math.sin(at * 2.1)), round(170 - 80 * math.cos(at * 2.1) + 3 * at))
        for at in turns
    )
    return Signature((loops, ((120, 290), (420, 278), (860, 300))))


def make_scan(width: int = 1240, height: int = 1754) -> bytes:
    """A JPEG of a page of grey lines with a blue stroke at its foot."""
    page = Image.new("RGB", (width, height), (252, 252, 250))
    draw = ImageDraw.Draw(page)
    for line in range(12, 70):
        draw.rectangle((110, line * 20, 1130 - (line * 37) % 240, line * 20 + 7), fill=(96, 100, 106))
    draw.line([(140 + 9 * one, 1560 + round(60 * math.sin(one / 3))) for one in range(60)], (20, 40, 160), 6)
    out = BytesIO()
    page.save(out, "JPEG", quality=70)
    return out.getvalue()


def make_form(**changes: Any) -> ConsentForm:
    """A form for a tattoo course, to be signed."""
    made = ConsentForm(
        clinic=CLINIC,
        patient=PATIENT,
        course_title="Tattoo removal, right forearm",
        text=TEXT,
        rule_key="tattoo",
        rule_version=3,
        is_minor=False,
        informed_on=date(2026, 11, 12),
        printed_at=PRINTED_AT,
        printed_by="Dr S. Okafor",
    )
    return replace(made, **changes)


def make_signed(consents: tuple[Consent, ...] = DECIDED, **changes: Any) -> SignedConsent:
    """What was signed on the screen on 22 November 2026 at 11:04 in London."""
    drawn = Drawn(
        signature=make_signature(),
        digest=digest_of(TEXT, consents),
        at=datetime(2026, 11, 22, 11, 4, tzinfo=UTC),
    )
    made = SignedConsent(
        clinic=CLINIC,
        patient=PATIENT,
        course_title="Tattoo removal, right forearm",
        text=TEXT,
        consents=consents,
        drawn=drawn,
        printed_at=PRINTED_AT,
        printed_by="Dr S. Okafor",
    )
    return replace(made, **changes)


def make_scanned(**changes: Any) -> SignedConsent:
    """What was signed on paper, with one page of it scanned."""
    page = ScannedPage(
        page=1, added_at=datetime(2026, 11, 22, 15, tzinfo=UTC), jpeg=make_scan(), width=1240, height=1754
    )
    return make_signed(**{"drawn": None, "pages": (page,)} | changes)


TEMPLATE = SheetTemplate(
    opening="Take this form home and read it in peace.", closing="You get a copy of this form when it is signed."
)
SHEETS = (
    SampleSheet("consent_form", render_consent_form, make_form(template=TEMPLATE)),
    SampleSheet(
        "consent_form_guardian",
        render_consent_form,
        make_form(patient=YOUNG, is_minor=True, informed_on=None, reads="Polish"),
    ),
    SampleSheet("consent_form_letter", render_consent_form, make_form(clinic=replace(CLINIC, paper=Paper.LETTER))),
    SampleSheet("signed_consent_screen", render_signed_consent, make_signed()),
    SampleSheet("signed_consent_paper", render_signed_consent, make_scanned()),
    SampleSheet("signed_consent_withdrawn", render_signed_consent, make_signed((TREATMENT, WITHDRAWN, TEACHING))),
)
