"""What the page of a session says: its title, its drafts, what could not be saved."""

from dataclasses import replace
from datetime import date

from pico_tracker.domain.drafts import Draft
from pico_tracker.domain.findings import Findings
from pico_tracker.ui.identity import identity_of
from pico_tracker.ui.kit.banner import Identity
from pico_tracker.ui.kit.days import said_day
from pico_tracker.ui.kit.words import in_a_sentence, said, tr, translated
from pico_tracker.ui.session_log.consent_line import consent_chip
from pico_tracker.ui.session_log.entry import needs_reason
from pico_tracker.ui.session_log.opening import Opening


def identity_with_consent(opening: Opening) -> Identity:
    """Whose record it is, and where the consent to the treatment stands."""
    identity = identity_of(opening.patient, opening.facts.today)
    consent = consent_chip(opening.facts.agreement, opening.facts.today)
    return replace(identity, facts=(*identity.facts, consent))


def said_title(opening: Opening, day: date | None) -> str:
    """Which session of the course one on `day` is, by its date."""
    number = opening.number_on(day or opening.facts.today)
    course = opening.progress.course
    title = f"{in_a_sentence(translated(course.concern_name))}, {course.entry.area}"
    if opening.is_maintenance:
        return tr("Maintenance {number}, {course}", number=number, course=title)
    return tr("Session {number}, {course}", number=number, course=title)


def said_draft(opening: Opening) -> str:
    """What a draft of it is called."""
    area = opening.progress.course.entry.area
    return tr("Session, {area}, {patient}", area=area, patient=opening.patient.name)


def said_begun(draft: Draft, held: str) -> str:
    """That a session of the course was begun before, and what the draft holds."""
    begun = f"{said_day(draft.saved_at.date())} {draft.saved_at:%H:%M}"
    text = tr("A session of this course was begun on {begun} and not signed.", begun=begun)
    return f"{text} {tr('It holds: {held}.', held=held)}" if held else text


def said_no_laser(*, may_add: bool) -> str:
    """Without a laser no session can be signed: where one is added, and by whom."""
    if may_add:
        return tr("The clinic has no laser in service. Add the clinic's laser in Settings; what is typed is kept.")
    return tr("The clinic has no laser in service. An administrator adds it in Settings.")


def said_to_answer(found: Findings, reason: str) -> str:
    """What goes ahead only with a reason and has none yet, each once; "" where nothing does."""
    asking = (one for one in found if not reason and needs_reason((one,)))
    return " ".join(dict.fromkeys(said(one.sentence) for one in asking))
