"""Consents: read the text, record a signing, withdraw."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime

from pico_tracker.db.models import (
    ConsentDecisionRow,
    ConsentSignatureRow,
    ConsentSigningRow,
    ConsentWithdrawalRow,
    StaffRow,
)
from pico_tracker.db.queries import consents as queries
from pico_tracker.db.queries import consultations as consultation_queries
from pico_tracker.db.queries import courses as course_queries
from pico_tracker.db.queries import patients as patient_queries
from pico_tracker.db.queries import people as people_queries
from pico_tracker.db.queries.rules import list_versions
from pico_tracker.db.unit_of_work import ChangeWork, Work
from pico_tracker.domain.consent_forms import consent_digest
from pico_tracker.domain.consents import (
    GENERAL,
    Agreement,
    Consent,
    ConsentEntry,
    ConsentText,
    check_consent,
    check_withdrawal,
    expiry,
    read_consent_text,
)
from pico_tracker.domain.courses import Course
from pico_tracker.domain.errors import NotFound
from pico_tracker.domain.findings import Finding
from pico_tracker.domain.patients import Patient
from pico_tracker.domain.people import StaffMember
from pico_tracker.domain.permissions import Permission
from pico_tracker.domain.rules import Rule, RuleKind
from pico_tracker.domain.signatures import Signature, check_signature, write_strokes
from pico_tracker.domain.words import clean_line, clean_text, mark, sentence
from pico_tracker.services.context import Context, Done, needs
from pico_tracker.services.drafts import drop_draft
from pico_tracker.services.refusals import refuse_stops
from pico_tracker.services.rules import levels, rules_of


@dataclass(frozen=True, slots=True)
class VersionedText:
    """A consent text with the rule it stands in."""

    key: str
    version: int
    text: ConsentText
    is_sourced: bool
    """False: not all of it is sourced, and the clinic has not ticked it off."""
    in_force_from: datetime
    """When this version was put on record."""


@dataclass(frozen=True, slots=True)
class ConsentOpening:
    """What the form of a consent starts from."""

    patient: Patient
    course: Course
    text: VersionedText
    """As it is now: what is read and signed on the screen."""
    versions: tuple[VersionedText, ...]
    """The same text as it is and as it was, newest first: what may have been signed on paper."""
    staff: tuple[StaffMember, ...]
    """Those at work, who may be the witness."""
    informed_on: date | None
    """Day of the last consultation of the course."""


@needs(Permission.READ_CLINICAL)
def list_course_consents(context: Context, course_id: int) -> tuple[Consent, ...]:
    """Every decision of a course, oldest first."""
    with context.database.read() as work:
        return queries.list_consents(work, course_id)


@needs(Permission.READ_CLINICAL)
def read_signed_text(context: Context, key: str, version: int) -> ConsentText:
    """A consent text as it was in a version; raises `NotFound`."""
    with context.database.read() as work:
        return signed_text_of(work, key, version)


@needs(Permission.WRITE_CLINICAL)
def read_consent_opening(context: Context, course_id: int) -> ConsentOpening:
    """What a consent to this course's treatment starts from; raises `NotFound`."""
    with context.database.read() as work:
        course = course_queries.read_course(work, course_id)
        held = consultation_queries.list_consultations(work, course_id)
        versions = _versions_for(work, course.concern_key)
        return ConsentOpening(
            patient=patient_queries.read_patient(work, course.entry.patient_id),
            course=course,
            text=versions[0],
            versions=versions,
            staff=tuple(one for one in people_queries.list_staff(work) if one.active),
            informed_on=held[0].entry.held_on if held else None,
        )


@needs(Permission.WRITE_CLINICAL)
def record_consent(context: Context, entry: ConsentEntry, signature: Signature | None = None) -> Done[int]:
    """Put one signing with all its decisions on record and return its key.

    `signature` is what was drawn on the screen, kept with the digest of the text and the decisions it
    was put under; None: it is signed on paper, and any version of the text that was there on that day may
    be what the paper says. A second call with the same `entry_id` finds the signing of the first. Raises
    `Refused`, also when the text drawn under was changed since it was read, or `NotFound`.
    """
    entry = replace(entry, signed_name=clean_line(entry.signed_name), interpreter=clean_line(entry.interpreter))
    with context.database.change(context.actor()) as work:
        known = queries.find_by_entry_id(work, entry.entry_id)
        if known is None:
            known = _write(context, work, entry, signature)
        drop_draft(work, entry.entry_id)
        return Done(known, work.changed)


@needs(Permission.WRITE_CLINICAL)
def withdraw_consent(context: Context, consent_id: int, on: date, reason: str) -> Done[None]:
    """End a consent by the patient's word; raises `Refused` or `NotFound`."""
    reason = clean_text(reason)
    with context.database.change(context.actor()) as work:
        work.hold(ConsentDecisionRow, consent_id)
        refuse_stops(check_withdrawal(queries.read_consent(work, consent_id), on, reason, context.today()))
        work.add(
            ConsentWithdrawalRow(
                decision_id=consent_id,
                withdrawn_on=on,
                reason=reason,
                recorded_by_id=context.operator.id,
                recorded_at=work.at,
            )
        )
        return Done(None, work.changed)


def agreement_of(work: Work, course_id: int) -> Agreement:
    """What the rules must know of consultation and consents before a session of this course."""
    return Agreement(
        consulted_on=consultation_queries.list_agreed_days(work, course_id),
        consents=queries.list_consents(work, course_id),
        levels=levels(work),
    )


def consent_text_for(work: Work, concern_key: str) -> VersionedText:
    """The text for a concern as it is now, the general one where it has none of its own."""
    return _versioned(_rule_for(work, concern_key))


def signed_text_of(work: Work, key: str, version: int) -> ConsentText:
    """A consent text as it was in a version; raises `NotFound`."""
    for rule in list_versions(work, RuleKind.CONSENT_TEXT, key):
        if rule.version == version:
            return read_consent_text(rule.content)
    raise NotFound(sentence(mark("This text is not on record.")))


def _rule_for(work: Work, concern_key: str) -> Rule:
    rules = {rule.key: rule for rule in rules_of(work, RuleKind.CONSENT_TEXT)}
    rule = rules.get(concern_key) or rules.get(GENERAL)
    if rule is None:
        said = mark("The clinic has no consent text in force. An administrator puts one into force in Settings.")
        raise NotFound(sentence(said))
    return rule


def _versions_for(work: Work, concern_key: str) -> tuple[VersionedText, ...]:
    """The text for a concern as it is and as it was, newest first, without the times it was retired."""
    versions = list_versions(work, RuleKind.CONSENT_TEXT, _rule_for(work, concern_key).key)
    return tuple(_versioned(rule) for rule in reversed(versions) if not rule.retired)


def _versioned(rule: Rule) -> VersionedText:
    text = read_consent_text(rule.content)
    return VersionedText(rule.key, rule.version, text, not rule.needs_confirming, rule.written_at)


def _write(context: Context, work: ChangeWork, entry: ConsentEntry, signature: Signature | None) -> int:
    course = course_queries.read_course(work, entry.course_id)
    patient = patient_queries.read_patient(work, course.entry.patient_id)
    versions = _versions_for(work, course.concern_key)
    read = _check_on_paper(context, entry, versions) if signature is None else _check_shown(entry, versions[0])
    refuse_stops(
        (
            *read,
            *check_consent(entry, patient.entry.born_on, context.today()),
            *_check_witness(work, entry.witness_id),
            *(() if signature is None else check_signature(signature, entry.given_on, context.today())),
        )
    )
    text = signed_text_of(work, entry.rule_key, entry.rule_version)
    row = work.add(_signing(work, entry))
    work.add_all(
        [
            ConsentDecisionRow(
                signing_id=row.id,
                kind=kind.value,
                given=given,
                expires_on=expiry(text, kind, entry.given_on) if given else None,
            )
            for kind, given in entry.decisions.items()
        ]
    )
    if signature is not None:
        work.add(_drawn(work, row.id, text, entry, signature))
    return row.id


def _drawn(
    work: ChangeWork, signing_id: int, text: ConsentText, entry: ConsentEntry, signature: Signature
) -> ConsentSignatureRow:
    digest = consent_digest(text, entry.decisions, entry.signed_by, entry.signed_name, entry.given_on)
    return ConsentSignatureRow(
        signing_id=signing_id, strokes=write_strokes(signature), digest=digest, drawn_at=work.at
    )


def _signing(work: ChangeWork, entry: ConsentEntry) -> ConsentSigningRow:
    return ConsentSigningRow(
        entry_id=entry.entry_id,
        created_at=work.at,
        course_id=entry.course_id,
        rule_key=entry.rule_key,
        rule_version=entry.rule_version,
        given_on=entry.given_on,
        signed_by=entry.signed_by.value,
        signed_name=entry.signed_name,
        witness_id=entry.witness_id,
        interpreter=entry.interpreter,
        thinking_days=entry.thinking_days,
    )


def _check_shown(entry: ConsentEntry, shown: VersionedText) -> Iterable[Finding]:
    if (entry.rule_key, entry.rule_version) != (shown.key, shown.version):
        said = mark("The consent text was changed meanwhile. Close the form, open it again and read the new text.")
        yield Finding("rule_version", sentence(said), code="consent.text")


def _check_on_paper(
    context: Context, entry: ConsentEntry, versions: tuple[VersionedText, ...]
) -> Iterable[Finding]:
    """Nobody signs what was not there yet; only the newest also stands for papers from before the program."""
    known = {(one.key, one.version): one for one in versions}.get((entry.rule_key, entry.rule_version))
    if known is None:
        said = mark(
            "This version of the consent text is not on record for this course. Close the form, open it again"
            " and choose the version that was signed."
        )
        yield Finding("rule_version", sentence(said), code="consent.text")
    elif known != versions[0] and known.in_force_from.astimezone(context.zone).date() > entry.given_on:
        said = mark(
            "Version {version} of the consent text was not in force yet on this day. Check the day, or choose"
            " the version that was signed."
        )
        yield Finding("given_on", sentence(said, version=known.version), code="consent.text")


def _check_witness(work: Work, witness_id: int) -> Iterable[Finding]:
    witness = work.find(StaffRow, witness_id)
    if witness is None or not witness.active:
        yield Finding("witness_id", sentence(mark("Choose who of the staff was there.")), code="consent.witness")
