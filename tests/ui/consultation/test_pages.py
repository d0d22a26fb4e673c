"""The pages that sign: what they start from, what they ask for, and that nothing typed is lost."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from pico_tracker.domain.consents import ConsentKind, SignedBy
from pico_tracker.domain.patients import Fitzpatrick
from pico_tracker.services.advice import read_course_advice
from pico_tracker.services.consents import list_course_consents
from pico_tracker.services.consultations import list_consultations
from pico_tracker.services.courses import open_course
from pico_tracker.services.drafts import list_drafts
from pico_tracker.services.patients import add_patient, read_patient
from pico_tracker.ui.consultation.consent_page import ConsentPage
from pico_tracker.ui.consultation.consultation_page import ConsultationPage
from pico_tracker.ui.consultation.signing_page import SigningPage
from pico_tracker.ui.consultation.text_view import ConsentTextView
from pico_tracker.ui.desk import Desk
from pico_tracker.ui.kit.plain_text import Label
from pico_tracker.ui.kit.words import said
from tests.builders import TODAY, Bench
from tests.ui.desks import Show

TYPED = {
    "history": "Black tattoo of 2012.",
    "fitzpatrick": "III",
    "medicines": "None.",
    "allergies": "Latex\nLidocaine",
    "goal": "Bare arms.",
    "told_no_treatment": "yes",
    "told_topical": "yes",
    "preparation_told": "yes",
    "agreed": "yes",
}


@pytest.fixture
def ids(file_bench: Bench) -> tuple[int, int]:
    """A patient allergic to latex and a tattoo's course."""
    patient_id = add_patient(file_bench.practitioner, file_bench.patient(allergies=("Latex",))).value
    return patient_id, open_course(file_bench.practitioner, file_bench.course(patient_id, goal="Fade it.")).value


@pytest.fixture
def consultation(desk: Desk, on_screen: Show, ids: tuple[int, int], qtbot: QtBot) -> ConsultationPage:
    page = ConsultationPage(desk)
    on_screen(page)
    page.open_new(*ids)
    qtbot.waitUntil(page.banner.isVisible)
    return page


@pytest.fixture
def consent(desk: Desk, on_screen: Show, ids: tuple[int, int], qtbot: QtBot) -> ConsentPage:
    page = ConsentPage(desk)
    on_screen(page)
    page.open_new(*ids)
    qtbot.waitUntil(page.banner.isVisible)
    return page


def said_under(page: SigningPage, name: str) -> list[str]:
    return [said(finding.sentence) for finding in page.form.field(name).findings]


def sign(page: SigningPage, qtbot: QtBot) -> list[int]:
    with qtbot.waitSignal(page.saved) as heard:
        QTest.keyClick(page, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    return list(heard.args or ())


def test_a_consultation_starts_from_what_is_known_and_agreed(consultation: ConsultationPage) -> None:
    raw = consultation.form.raw()
    assert (raw["goal"], raw["allergies"], raw["held_on"]) == ("Fade it.", "Latex", "22 Nov 2026")
    assert (raw["sessions_from"], raw["sessions_to"]) == ("4", "10")
    assert raw["limits"].startswith("Some inks cannot be removed completely")
    assert consultation.course_title.text() == "Tattoo removal, right forearm"
    assert "Amara Nwosu" in [label.text() for label in consultation.banner.findChildren(Label)]


def test_it_is_signed_with_all_that_was_typed(
    consultation: ConsultationPage, ids: tuple[int, int], file_bench: Bench, qtbot: QtBot
) -> None:
    consultation.form.restore(TYPED)
    assert sign(consultation, qtbot) == list(ids)
    (known,) = list_consultations(file_bench.practitioner, ids[1])
    assert known.entry.history == "Black tattoo of 2012."
    assert (known.entry.fitzpatrick, known.entry.agreed) == (Fitzpatrick.III, True)
    assert read_patient(file_bench.practitioner, ids[0]).entry.allergies == ("Latex", "Lidocaine")
    assert [one.version for one in read_course_advice(file_bench.practitioner, ids[1]).told] == ["1.1"]


def test_signing_an_empty_one_says_beside_each_field_what_is_missing(consultation: ConsultationPage) -> None:
    consultation.save()
    assert said_under(consultation, "history") == ["Write down the concern and its history."]
    assert said_under(consultation, "told_no_treatment") == [
        "Tell that no treatment is an alternative, then tick it."
    ]
    assert said_under(consultation, "agreed") == ["Say whether the patient goes ahead."]


def test_a_consultation_begun_is_kept_and_can_be_gone_on_with(
    consultation: ConsultationPage, ids: tuple[int, int], file_bench: Bench, qtbot: QtBot
) -> None:
    consultation.form.restore({"history": "Half a sentence", "told_topical": "yes"})
    consultation.leave()
    qtbot.waitUntil(consultation.discard_button.isVisible)
    (draft,) = list_drafts(file_bench.practitioner)
    title = "Consultation, Tattoo removal, right forearm"
    assert (draft.form, draft.subject_id, draft.title) == ("consultation", ids[1], title)
    consultation.open_new(*ids, draft)
    qtbot.waitUntil(consultation.banner.isVisible)
    raw = consultation.form.raw()
    assert (raw["history"], raw["told_topical"]) == ("Half a sentence", "yes")
    with qtbot.waitSignal(consultation.closed):
        consultation.discard()
    qtbot.waitUntil(lambda: list_drafts(file_bench.practitioner) == ())


def test_the_whole_text_can_be_read_before_signing(consent: ConsentPage) -> None:
    (text,) = consent.form.findChildren(ConsentTextView)
    words = " ".join(label.text() for label in text.findChildren(Label))
    for part in ("What may not be possible", "permanent make-up may turn dark", "At each session", "Cost"):
        assert part in words
    raw = consent.form.raw()
    assert (raw["signed_by"], raw["signed_name"], raw["witness_id"]) == (
        "The patient",
        "Amara Nwosu",
        "Practitioner",
    )


def test_yes_no_and_left_open_are_given_refused_and_not_asked(
    consent: ConsentPage, ids: tuple[int, int], file_bench: Bench, qtbot: QtBot
) -> None:
    consent.form.restore({"treatment": "yes", "photos_teaching": "no", "interpreter": "S. Rossi"})
    consent.form.restore({"signed_where": "On paper"})
    assert sign(consent, qtbot) == list(ids)
    known = list_course_consents(file_bench.practitioner, ids[1])
    assert {one.kind: one.given for one in known} == {
        ConsentKind.TREATMENT: True,
        ConsentKind.PHOTOS_TEACHING: False,
    }
    assert {(one.signed_by, one.interpreter, one.on) for one in known} == {(SignedBy.PATIENT, "S. Rossi", TODAY)}


def test_a_consent_in_which_nothing_is_decided_cannot_be_signed(consent: ConsentPage) -> None:
    consent.form.restore({"signed_name": "", "signed_by": "", "given_on": "", "signed_where": ""})
    consent.save()
    assert said_under(consent, "treatment") == ["Choose what is given or refused."]
    (told,) = [notice.text.text() for notice in consent.notices.notices]
    assert told == (
        "Not signed yet. Choose what is given or refused. Enter the day of the signature. Choose who signs. "
        "What else is missing is marked below."
    )
    assert said_under(consent, "signed_name") == ["Enter the name of who signs."]
    assert said_under(consent, "signed_by") == ["Choose who signs."]
    assert said_under(consent, "given_on") == ["Enter the day of the signature."]
    assert said_under(consent, "signed_where") == ["Choose where it is signed."]


def test_a_minor_s_guardian_is_proposed_and_asked_for(
    desk: Desk, on_screen: Show, file_bench: Bench, qtbot: QtBot
) -> None:
    young = file_bench.patient(born_on=TODAY.replace(year=2010), guardian="Ada Nwosu")
    patient_id = add_patient(file_bench.practitioner, young).value
    course_id = open_course(file_bench.practitioner, file_bench.course(patient_id)).value
    page = ConsentPage(desk)
    on_screen(page)
    page.open_new(patient_id, course_id)
    qtbot.waitUntil(page.banner.isVisible)
    assert page.form.field("signed_name").raw_text() == "Ada Nwosu"
    page.form.restore({"treatment": "yes", "signed_by": "The patient"})
    page.save()
    assert said_under(page, "signed_by") == ["The patient is under 18: the guardian signs."]
