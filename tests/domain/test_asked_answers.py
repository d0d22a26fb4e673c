"""What was asked on the day of a session and the consent it rested on, in words."""

from datetime import date

import pytest

from pico_tracker.domain.asked_answers import (
    AskedAnswer,
    tell_asked,
    tell_consent,
    tell_noes,
    treatment_consent_on,
)
from pico_tracker.domain.consents import Consent, ConsentKind, SignedBy, Withdrawal
from pico_tracker.domain.screening import Answer
from pico_tracker.domain.session_telling import Voice
from pico_tracker.domain.words import in_english

DAY = date(2026, 6, 1)
VOICE = Voice(translate=in_english, day=date.isoformat, moment=str, number=str)


def _asked(title: str, answer: Answer = Answer.NO, note: str = "", by: str = "Dr S. Okafor") -> AskedAnswer:
    return AskedAnswer(title=title, answer=answer, note=note, asked_by=by)


def _consent(
    on: date = date(2026, 1, 1),
    expires_on: date | None = date(2027, 1, 1),
    withdrawn_on: date | None = None,
    *,
    given: bool = True,
    kind: ConsentKind = ConsentKind.TREATMENT,
) -> Consent:
    return Consent(
        id=1,
        course_id=1,
        kind=kind,
        given=given,
        on=on,
        expires_on=expires_on,
        rule_key="tattoo",
        rule_version=1,
        signed_by=SignedBy.GUARDIAN,
        signed_name="B. Nwosu",
        witness="Reception",
        withdrawal=None if withdrawn_on is None else Withdrawal(withdrawn_on, "Moved.", "Dr S. Okafor"),
    )


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ((), "No answer of that day is on record"),
        ((_asked("Tan"), _asked("Keloid")), "all no; asked by Dr S. Okafor"),
        (
            (
                _asked("Tan"),
                _asked("Keloid", Answer.YES, "Ear, 2019"),
                _asked("Gold", Answer.UNSURE, by="Dr L. Meyer"),
            ),
            "Keloid: Yes (Ear, 2019); Gold: Unsure; all else no; asked by Dr S. Okafor, Dr L. Meyer",
        ),
        ((_asked("Tan", Answer.YES),), "Tan: Yes; asked by Dr S. Okafor"),
    ],
)
def test_each_yes_and_unsure_is_named_and_who_asked(asked: tuple[AskedAnswer, ...], said: str) -> None:
    assert tell_asked(asked, VOICE) == said


def test_the_noes_are_named_once_each() -> None:
    asked = (_asked("Tan"), _asked("Pregnant"), _asked("Pregnant"), _asked("Keloid", Answer.YES))
    assert tell_noes(asked) == "Tan; Pregnant"


@pytest.mark.parametrize(
    ("consent", "said"),
    [
        (None, "None on record"),
        (_consent(), "Signed by B. Nwosu (the guardian), 2026-01-01, valid to 2027-01-01"),
        (_consent(expires_on=None), "Signed by B. Nwosu (the guardian), 2026-01-01, valid until it is withdrawn"),
        (
            _consent(expires_on=date(2026, 5, 31)),
            "Signed by B. Nwosu (the guardian), 2026-01-01, had expired: it was valid to 2026-05-31",
        ),
        (_consent(withdrawn_on=DAY), "Signed by B. Nwosu (the guardian), 2026-01-01, withdrawn 2026-06-01"),
        (
            _consent(withdrawn_on=date(2026, 6, 2)),
            "Signed by B. Nwosu (the guardian), 2026-01-01, valid to 2027-01-01",
        ),
        (_consent(given=False, expires_on=None), "Refused by B. Nwosu (the guardian), 2026-01-01"),
    ],
)
def test_the_consent_is_told_as_it_stood_on_the_day_of_the_session(consent: Consent | None, said: str) -> None:
    assert tell_consent(consent, DAY, VOICE) == said


def test_the_consent_of_a_day_is_the_last_decision_on_the_treatment_up_to_it() -> None:
    first, later = _consent(), _consent(on=date(2026, 6, 2))
    photos = _consent(on=DAY, kind=ConsentKind.PHOTOS_CLINICAL)
    assert treatment_consent_on((first, photos, later), DAY) is first
    assert treatment_consent_on((photos, later), DAY) is None
