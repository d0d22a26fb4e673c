"""What was asked on the day of a session, and what treatment rested on, in words for screen and paper."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from pico_tracker.domain.consents import SIGNED_BY_NAMES, Consent, ConsentKind, ConsentState, latest_consents
from pico_tracker.domain.screening import ANSWER_NAMES, Answer
from pico_tracker.domain.session_telling import Voice
from pico_tracker.domain.words import mark


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedAnswer:
    """One answer of the day of a session, under the name that its question had then."""

    title: str
    answer: Answer
    note: str = ""
    asked_by: str


def treatment_consent_on(consents: Iterable[Consent], day: date) -> Consent | None:
    """The last decision on the treatment as it was known on a day, also one refused or run out."""
    known = (one for one in consents if one.kind is ConsentKind.TREATMENT and one.on <= day)
    return latest_consents(known).get(ConsentKind.TREATMENT)


def tell_asked(asked: tuple[AskedAnswer, ...], voice: Voice) -> str:
    """On a line: each yes and unsure by name with its note, that the others were no, and who asked."""
    if not asked:
        return voice.say(mark("No answer of that day is on record"))
    doubts = tell_doubts(asked, voice)
    others = mark("all else no") if doubts else mark("all no")
    rest = [voice.say(others)] if any(one.answer is Answer.NO for one in asked) else []
    return voice.say(mark("{answers}; asked by {names}"), answers="; ".join((*doubts, *rest)), names=_askers(asked))


def tell_doubts(asked: Iterable[AskedAnswer], voice: Voice) -> tuple[str, ...]:
    """Each answer that was not no, with its note."""
    return tuple(_doubt(one, voice) for one in asked if one.answer is not Answer.NO)


def tell_noes(asked: Iterable[AskedAnswer]) -> str:
    """By name what was answered with no; empty where nothing was."""
    return "; ".join(dict.fromkeys(one.title for one in asked if one.answer is Answer.NO))


def tell_consent(consent: Consent | None, day: date, voice: Voice) -> str:
    """The consent to treatment as it stood on a day: who signed it when, until when, and what ended it."""
    if consent is None:
        return voice.say(mark("None on record"))
    signed = voice.say(
        mark("{name} ({who}), {day}"),
        name=consent.signed_name,
        who=voice.say(SIGNED_BY_NAMES[consent.signed_by]).lower(),
        day=voice.day(consent.on),
    )
    state = consent.state(day)
    ended = consent.expires_on
    if state is ConsentState.WITHDRAWN and consent.withdrawal is not None:
        ended = consent.withdrawal.on
    said = _OPEN_ENDED if ended is None and state is ConsentState.GIVEN else _STANDINGS[state]
    return voice.say(said, signed=signed, until="" if ended is None else voice.day(ended))


_STANDINGS = {
    ConsentState.GIVEN: mark("Signed by {signed}, valid to {until}"),
    ConsentState.EXPIRED: mark("Signed by {signed}, had expired: it was valid to {until}"),
    ConsentState.REFUSED: mark("Refused by {signed}"),
    ConsentState.WITHDRAWN: mark("Signed by {signed}, withdrawn {until}"),
}
_OPEN_ENDED = mark("Signed by {signed}, valid until it is withdrawn")


def _doubt(one: AskedAnswer, voice: Voice) -> str:
    said = voice.say(mark("{question}: {answer}"), question=one.title, answer=voice.say(ANSWER_NAMES[one.answer]))
    return f"{said} ({one.note})" if one.note else said


def _askers(asked: Iterable[AskedAnswer]) -> str:
    return ", ".join(dict.fromkeys(one.asked_by for one in asked))
