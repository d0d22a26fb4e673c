"""The panel about consultation and consents, and the small forms behind its buttons."""

from datetime import timedelta

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from pico_tracker.domain.consents import ConsentKind
from pico_tracker.domain.patients import Patient
from pico_tracker.domain.progress import CourseProgress
from pico_tracker.services.consents import list_course_consents, record_consent, withdraw_consent
from pico_tracker.services.consultations import list_consultations, sign_consultation
from pico_tracker.services.courses import open_course, read_patient_page
from pico_tracker.services.patients import add_patient
from pico_tracker.ui.consultation.amendment_form import AmendmentForm
from pico_tracker.ui.consultation.panel import ConsultationPanel
from pico_tracker.ui.consultation.text_view import ConsentTextView, SignedTextDialog
from pico_tracker.ui.consultation.withdrawal_form import WithdrawalForm
from pico_tracker.ui.desk import Desk
from pico_tracker.ui.kit.buttons import Button
from pico_tracker.ui.kit.chips import Chip
from pico_tracker.ui.kit.plain_text import Label
from pico_tracker.ui.kit.words import said
from pico_tracker.ui.small_form import SmallForm
from tests.builders import TODAY, Bench
from tests.ui.desks import Show

DECIDED = {ConsentKind.TREATMENT: True, ConsentKind.PHOTOS_CLINICAL: True, ConsentKind.PHOTOS_TEACHING: False}


NOT_ASKED = ("Not asked",) * len(ConsentKind)


@pytest.fixture
def course_id(file_bench: Bench) -> int:
    """A course without papers."""
    patient_id = add_patient(file_bench.practitioner, file_bench.patient()).value
    return open_course(file_bench.practitioner, file_bench.course(patient_id)).value


def of(bench: Bench) -> tuple[Patient, CourseProgress]:
    page = read_patient_page(bench.practitioner, 1)
    return page.patient, page.courses[0]


@pytest.fixture
def panel(desk: Desk, on_screen: Show) -> ConsultationPanel:
    made = ConsultationPanel(desk)
    on_screen(made)
    return made


def chips(panel: ConsultationPanel) -> list[str]:
    return [one.chip.text for one in panel.consents.findChildren(Chip) if one.isVisible()]


def show(panel: ConsultationPanel, bench: Bench, qtbot: QtBot, *expected: str) -> None:
    """Show the course and wait until the chips of its consents say what they should, in their order."""
    panel.show_course(*of(bench))
    wanted = expected or NOT_ASKED
    qtbot.waitUntil(lambda: chips(panel) == list(wanted))


def texts(panel: QWidget) -> str:
    return "\n".join(label.text() for label in panel.findChildren(Label) if label.isVisible())


def buttons(panel: QWidget, text: str) -> list[Button]:
    return [one for one in panel.findChildren(Button) if one.isVisible() and one.said() == text]


def save(form: SmallForm, qtbot: QtBot) -> None:
    with qtbot.waitSignal(form.saved):
        form.try_to_save()


def test_nothing_signed_yet_is_said_and_the_first_step_is_offered(
    panel: ConsultationPanel, file_bench: Bench, course_id: int, qtbot: QtBot
) -> None:
    show(panel, file_bench, qtbot)
    assert panel.state.chip.text == "Not yet"
    assert "No consultation is signed yet." in texts(panel)
    with qtbot.waitSignal(panel.consultation_wanted) as heard:
        panel.consult_button.click()
    assert heard.args == [1, course_id]
    with qtbot.waitSignal(panel.consent_wanted):
        panel.consent_button.click()
    assert not panel.amend_button.isVisible()


def test_what_was_signed_stands_there_in_full_with_every_correction(
    panel: ConsultationPanel, desk: Desk, file_bench: Bench, course_id: int, qtbot: QtBot
) -> None:
    key = sign_consultation(file_bench.practitioner, file_bench.consultation(course_id)).value
    (known,) = list_consultations(file_bench.practitioner, course_id)
    assert known.id == key
    form = AmendmentForm(desk, known, panel)
    form.open()
    form.try_to_save()
    assert [said(one.sentence) for one in form.form.field("reason").findings] == ["Say why it is corrected."]
    form.form.restore({"text": "Skin type IV.", "reason": "Misread the scale."})
    save(form, qtbot)
    show(panel, file_bench, qtbot)
    shown = texts(panel)
    assert panel.state.chip.text == "Signed"
    for text in (
        "Held 22 Nov 2026, signed by Practitioner 22 Nov 2026",
        "Black tattoo of 2012, no earlier laser.",
        "Fitzpatrick III",
        "no treatment, topical treatment",
        "about 4 to 10",
        "A shadow may stay.",
        "Amended 22 Nov 2026 by Practitioner: Misread the scale.",
        "Skin type IV.",
    ):
        assert text in shown
    with qtbot.waitSignal(panel.amendment_wanted):
        panel.amend_button.click()


def test_a_patient_who_does_not_go_ahead_is_told_apart(
    panel: ConsultationPanel, file_bench: Bench, course_id: int, qtbot: QtBot
) -> None:
    sign_consultation(file_bench.practitioner, file_bench.consultation(course_id, agreed=False))
    show(panel, file_bench, qtbot)
    assert panel.state.chip.text == "Does not go ahead"


def test_each_consent_says_where_it_stands_in_a_word(
    panel: ConsultationPanel, file_bench: Bench, course_id: int, qtbot: QtBot
) -> None:
    record_consent(file_bench.practitioner, file_bench.consent(course_id, decisions=DECIDED))
    show(panel, file_bench, qtbot, "Given", "Given", "Refused", "Not asked")
    assert "Given 22 Nov 2026 by Amara Nwosu (the patient), witness Reception, valid to 22 Nov 2027" in texts(panel)
    photos = list_course_consents(file_bench.practitioner, course_id)[1]
    withdraw_consent(file_bench.practitioner, photos.id, TODAY, "Moves away.")
    file_bench.clock.pass_days(340)
    show(panel, file_bench, qtbot, "Expires 22 Nov 2027", "Withdrawn", "Refused", "Not asked")
    file_bench.clock.pass_days(40)
    show(panel, file_bench, qtbot, "Expired", "Withdrawn", "Refused", "Not asked")


def test_the_text_as_it_was_signed_can_be_read(
    panel: ConsultationPanel, desk: Desk, file_bench: Bench, course_id: int, qtbot: QtBot
) -> None:
    record_consent(file_bench.practitioner, file_bench.consent(course_id))
    show(panel, file_bench, qtbot, "Given", *NOT_ASKED[1:])
    with qtbot.waitSignal(panel.text_wanted) as heard:
        buttons(panel, "Read text")[0].click()
    (consent,) = heard.args
    dialog = SignedTextDialog(desk, consent, panel)
    dialog.open()
    qtbot.waitUntil(lambda: bool(dialog.findChildren(ConsentTextView)))
    assert dialog.about.text() == "Consent to laser treatment of a tattoo"
    assert "Your right to stop" in texts(dialog)


def test_a_withdrawal_says_what_follows_and_wants_a_reason(
    panel: ConsultationPanel, desk: Desk, file_bench: Bench, course_id: int, qtbot: QtBot
) -> None:
    record_consent(file_bench.practitioner, file_bench.consent(course_id))
    show(panel, file_bench, qtbot, "Given", *NOT_ASKED[1:])
    with qtbot.waitSignal(panel.withdrawal_wanted) as heard:
        buttons(panel, "Withdraw")[0].click()
    (consent,) = heard.args
    form = WithdrawalForm(desk, consent, panel)
    form.open()
    assert "no session of this course can be signed" in form.about.text()
    form.form.restore({"on": "somewhen"})
    form.try_to_save()
    form.form.restore({"on": ""})
    form.try_to_save()
    assert [said(one.sentence) for one in form.on.findings] == ["Enter the day of the withdrawal."]
    form.form.restore({"on": f"{TODAY - timedelta(days=1):%d %b %Y}", "reason": "None given."})
    form.try_to_save()
    assert [said(one.sentence) for one in form.on.findings] == ["It was given after that day. Check the day."]
    form.form.restore({"on": f"{TODAY:%d %b %Y}"})
    save(form, qtbot)
    show(panel, file_bench, qtbot, "Withdrawn", *NOT_ASKED[1:])
    assert "Withdrawn 22 Nov 2026, told to Practitioner: None given." in texts(panel)
