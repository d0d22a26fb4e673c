"""The panel about preparation, aftercare and calls, and the small forms behind its buttons."""

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from pico_tracker.domain.advice import AdviceKind, AdviceWay
from pico_tracker.services.advice import read_course_advice
from pico_tracker.services.courses import open_course, read_patient_page
from pico_tracker.services.patients import add_patient
from pico_tracker.ui.advice.call_form import CallForm
from pico_tracker.ui.advice.check_form import PreparationCheckForm
from pico_tracker.ui.advice.panel import AdvicePanel
from pico_tracker.ui.advice.told_form import ToldForm
from pico_tracker.ui.desk import Desk
from pico_tracker.ui.kit.chips import Chip
from pico_tracker.ui.kit.plain_text import Label
from pico_tracker.ui.kit.words import said
from pico_tracker.ui.small_form import SmallForm
from tests.builders import Bench
from tests.ui.desks import Show


@pytest.fixture
def course_id(file_bench: Bench) -> int:
    """A tattoo's course."""
    patient_id = add_patient(file_bench.practitioner, file_bench.patient()).value
    return open_course(file_bench.practitioner, file_bench.course(patient_id)).value


@pytest.fixture
def panel(desk: Desk, on_screen: Show) -> AdvicePanel:
    made = AdvicePanel(desk)
    on_screen(made)
    return made


def show(panel: AdvicePanel, bench: Bench, course_id: int, qtbot: QtBot, expected: str) -> None:
    page = read_patient_page(bench.practitioner, 1)
    panel.show_course(page.patient, next(one for one in page.courses if one.course.id == course_id))
    qtbot.waitUntil(lambda: expected in texts(panel))


def texts(panel: QWidget) -> str:
    return "\n".join(label.text() for label in panel.findChildren(Label) if label.isVisible())


def chips(panel: QWidget) -> list[str]:
    return [one.chip.text for one in panel.findChildren(Chip) if one.isVisible()]


def ready(form: SmallForm, qtbot: QtBot) -> None:
    form.open()
    qtbot.waitUntil(form.form.isEnabled)


def save(form: SmallForm, qtbot: QtBot) -> None:
    with qtbot.waitSignal(form.saved):
        form.try_to_save()


def said_under(form: SmallForm, name: str) -> list[str]:
    return [said(finding.sentence) for finding in form.form.field(name).findings]


def test_what_is_told_stands_there_with_its_version_and_how_well_it_is_founded(
    panel: AdvicePanel, file_bench: Bench, course_id: int, qtbot: QtBot
) -> None:
    show(panel, file_bench, course_id, qtbot, "The aftercare is not written down as told yet.")
    shown = texts(panel)
    assert "•  Shave the area the day before." in shown
    assert "For tattoos" in shown
    assert chips(panel.aftercare) == ["Version 1.1"]
    for wish, button in (
        (panel.preparation_wanted, panel.preparation.told_button),
        (panel.aftercare_wanted, panel.aftercare.told_button),
        (panel.check_wanted, panel.check_button),
        (panel.call_wanted, panel.call_button),
    ):
        with qtbot.waitSignal(wish) as heard:
            button.click()
        assert heard.args == [1, course_id]


def test_told_today_is_spoken_unless_somebody_says_otherwise(
    panel: AdvicePanel, desk: Desk, file_bench: Bench, course_id: int, qtbot: QtBot
) -> None:
    form = ToldForm(desk, AdviceKind.AFTERCARE, course_id, panel)
    ready(form, qtbot)
    assert form.about.text() == "14 lines, version 1.1."
    form.form.restore({"ways": "", "told_on": ""})
    form.try_to_save()
    assert said_under(form, "told_on") == ["Enter the day it was told."]
    form.form.restore({"told_on": "22 Nov 2026"})
    form.try_to_save()
    assert said_under(form, "ways") == ["Tick how it was told."]
    form.form.restore({"printed": "yes"})
    save(form, qtbot)
    (told,) = read_course_advice(file_bench.practitioner, course_id).told
    assert told.ways == {AdviceWay.PRINTED}
    show(panel, file_bench, course_id, qtbot, "Told 22 Nov 2026 by Practitioner, printed, version 1.1")


def test_the_preparation_is_checked_with_two_quick_answers(
    panel: AdvicePanel, desk: Desk, file_bench: Bench, course_id: int, qtbot: QtBot
) -> None:
    form = PreparationCheckForm(desk, course_id, panel)
    form.open()
    form.try_to_save()
    assert said_under(form, "sun_avoided") == ["Say whether the area was kept out of the sun."]
    form.form.restore({"sun_avoided": "no", "products_stopped": "yes", "note": "Holiday in August"})
    save(form, qtbot)
    show(panel, file_bench, course_id, qtbot, "Checked 22 Nov 2026 by Practitioner: Holiday in August")
    assert chips(panel.checks) == ["Sun", "Products stopped"]


def test_a_call_that_reached_nobody_asks_nothing_more(
    panel: AdvicePanel, desk: Desk, file_bench: Bench, course_id: int, qtbot: QtBot
) -> None:
    form = CallForm(desk, 1, course_id, panel)
    ready(form, qtbot)
    assert form.about.text() == "Tattoo removal, right forearm"
    form.try_to_save()
    assert said_under(form, "reached") == ["Say whether the patient was reached."]
    form.form.restore({"reached": "no"})
    assert not form.followed.yes.isEnabled()
    with qtbot.assertNotEmitted(form.reaction_told):
        save(form, qtbot)
    show(panel, file_bench, course_id, qtbot, "Called 22 Nov 2026 by Practitioner")
    assert chips(panel.calls) == ["Not reached"]


def test_a_reaction_told_on_the_phone_is_passed_on(
    panel: AdvicePanel, reception_desk: Desk, file_bench: Bench, course_id: int, qtbot: QtBot
) -> None:
    form = CallForm(reception_desk, 1, course_id, panel)
    ready(form, qtbot)
    form.form.restore({"reached": "yes"})
    form.try_to_save()
    assert said_under(form, "reaction") == ["Say whether the patient tells of a reaction."]
    form.form.restore({"aftercare_followed": "yes", "reaction": "yes"})
    with qtbot.waitSignal(form.reaction_told) as heard:
        form.try_to_save()
    assert heard.args == [1, course_id]
    show(panel, file_bench, course_id, qtbot, "Called 22 Nov 2026 by Reception")
    assert chips(panel.calls) == ["Aftercare followed", "Tells of a reaction"]
