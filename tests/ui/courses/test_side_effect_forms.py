"""The forms that follow a side effect: look again, end, release, incident, what the patient reports."""

from datetime import timedelta
from typing import TypeVar

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from pico_tracker.domain.reported_reactions import ReactionQuestion, ReportedReaction, ReportedReactionEntry
from pico_tracker.domain.side_effects import Change, Outcome, Severity, SideEffect
from pico_tracker.services.courses import open_course, read_patient_page
from pico_tracker.services.incidents import list_reported_reactions, read_incident, report_reaction
from pico_tracker.services.patients import add_patient
from pico_tracker.services.sessions import log_session
from pico_tracker.services.side_effects import heal_side_effect, report_side_effect
from pico_tracker.ui.courses.heal_form import HealForm
from pico_tracker.ui.courses.incident_form import IncidentForm
from pico_tracker.ui.courses.look_form import LookForm
from pico_tracker.ui.courses.reaction_form import DismissForm, ReactionForm
from pico_tracker.ui.courses.release_form import ReleaseForm
from pico_tracker.ui.courses.side_effect_form import SideEffectForm
from pico_tracker.ui.courses.side_effect_forms import form_of_report, form_of_step
from pico_tracker.ui.courses.story_view import StoryDialog
from pico_tracker.ui.desk import Desk
from pico_tracker.ui.kit.plain_text import Label
from pico_tracker.ui.kit.words import said
from pico_tracker.ui.side_effect_steps import Step
from pico_tracker.ui.small_form import SmallForm
from tests.builders import TODAY, Bench
from tests.ui.desks import Show

F = TypeVar("F", bound=SmallForm)


@pytest.fixture
def course_id(file_bench: Bench) -> int:
    """A course with one session three days ago."""
    patient_id = add_patient(file_bench.practitioner, file_bench.patient()).value
    course_id = open_course(file_bench.practitioner, file_bench.course(patient_id)).value
    log_session(file_bench.practitioner, file_bench.session(course_id, performed_on=TODAY - timedelta(days=3)))
    return course_id


@pytest.fixture
def blister(file_bench: Bench, course_id: int) -> SideEffect:
    """A mild blister since two days."""
    (session,) = read_patient_page(file_bench.practitioner, 1).courses[0].sessions
    entry = file_bench.side_effect(course_id, session.id, onset_on=TODAY - timedelta(days=2))
    report_side_effect(file_bench.practitioner, entry)
    return effect_of(file_bench)


@pytest.fixture
def window(on_screen: Show) -> QWidget:
    made = QWidget()
    on_screen(made)
    return made


def effect_of(bench: Bench) -> SideEffect:
    (effect,) = read_patient_page(bench.practitioner, 1).courses[0].side_effects
    return effect


def shown(form: F, qtbot: QtBot) -> F:
    with qtbot.waitActive(form):
        form.open()
    qtbot.waitUntil(form.form.isEnabled)
    return form


def save(form: SmallForm, qtbot: QtBot) -> None:
    with qtbot.waitSignal(form.saved):
        form.try_to_save()


def said_under(form: SmallForm, name: str) -> list[str]:
    return [said(finding.sentence) for finding in form.form.field(name).findings]


def test_a_later_look_asks_every_question_and_goes_on_record(
    desk: Desk, window: QWidget, file_bench: Bench, blister: SideEffect, qtbot: QtBot
) -> None:
    form = shown(LookForm(desk, blister, window), qtbot)
    assert form.about.text() == "Day 2, usual up to 7 days, prolonged after day 7"
    assert form.severity.value() is Severity.MILD
    form.try_to_save()
    assert said_under(form, "change") == ["Choose how it has gone on."]
    assert said_under(form, "red_flags") == ["Answer each question, yes or no."]
    form.change.set_value(Change.WORSE)
    form.severity.set_value(Severity.MODERATE)
    form.grade.set_value(1)
    for row in form.red_flags.rows.values():
        row.set_value(False)
    form.note.set_value("Grew to 6 mm.")
    save(form, qtbot)
    effect = effect_of(file_bench)
    (look,) = effect.follow_ups
    assert (look.entry.change, look.entry.severity, look.entry.grade) == (Change.WORSE, Severity.MODERATE, 1)
    assert (effect.entry.severity, effect.now.severity) == (Severity.MILD, Severity.MODERATE)


def test_a_correction_says_what_was_wrong(desk: Desk, window: QWidget, blister: SideEffect, qtbot: QtBot) -> None:
    form = shown(LookForm(desk, blister, window), qtbot)
    form.change.set_value(Change.CORRECTION)
    form.try_to_save()
    assert said_under(form, "note") == ["Say what was entered wrongly."]


def test_ending_tells_that_a_practitioner_releases_the_area_and_keeps_how_it_ended(
    desk: Desk, window: QWidget, file_bench: Bench, blister: SideEffect, qtbot: QtBot
) -> None:
    form = shown(HealForm(desk, blister, window), qtbot)
    assert said_under(form, "outcome") == [
        "A practitioner releases the area afterwards; until then no session opens."
    ]
    form.outcome.set_value(Outcome.HEALED_WITH_TRACE)
    save(form, qtbot)
    effect = effect_of(file_bench)
    assert (effect.outcome, effect.awaits_release) == (Outcome.HEALED_WITH_TRACE, True)


def test_the_release_shows_what_was_written_and_asks_for_a_finding(
    desk: Desk, window: QWidget, file_bench: Bench, blister: SideEffect, qtbot: QtBot
) -> None:
    heal_side_effect(file_bench.practitioner, blister.id, blister.version, TODAY)
    form = shown(ReleaseForm(desk, effect_of(file_bench), window), qtbot)
    texts = [label.text() for label in form.findChildren(Label)]
    assert "Began 20 Nov 2026, day 1 after treatment, reported by Practitioner" in texts
    form.try_to_save()
    assert said_under(form, "finding") == ["Say what you found when you looked at the area."]
    form.finding.set_value("Skin closed.")
    save(form, qtbot)
    effect = effect_of(file_bench)
    assert (effect.released_on, effect.released_by) == (TODAY, "Practitioner")


def test_an_incident_knows_laser_and_settings_and_closes_when_everything_is_said(
    desk: Desk, window: QWidget, file_bench: Bench, course_id: int, qtbot: QtBot
) -> None:
    (session,) = read_patient_page(file_bench.practitioner, 1).courses[0].sessions
    burn = file_bench.side_effect(course_id, session.id, kind_id=file_bench.kind_id("burn"))
    report_side_effect(file_bench.practitioner, burn)
    form = shown(IncidentForm(desk, effect_of(file_bench), window), qtbot)
    assert form.device.value() == "PicoWay 21-0447"
    assert form.settings.value() == ("Session 1, 19 Nov 2026\n1064 nm, 450 ps, 4 mm, 2.4 J/cm², 301.6 mJ, 4 Hz")
    form.happened.set_value("Grey-white skin after the third pass.")
    save(form, qtbot)
    again = shown(IncidentForm(desk, effect_of(file_bench), window), qtbot)
    assert again.happened.value() == "Grey-white skin after the third pass."
    again.close_button.click()
    assert said_under(again, "action") == ["Say what was done at once, also if nothing was."]
    assert said_under(again, "not_reported_because") == ["Enter whom it was reported to, or why it was not."]
    again.action.set_value("Cooled.")
    again.form.restore({"informed": "Clinical lead", "informed_on": "22 Nov 2026"})
    again.not_reported.set_value("No fault of the device.")
    with qtbot.waitSignal(again.saved):
        again.close_button.click()
    incident = read_incident(file_bench.practitioner, 1)
    assert (incident.is_open, len(incident.accounts), incident.closed_by) == (False, 2, "Practitioner")


def test_reception_writes_down_words_and_a_practitioner_judges_them(
    desk: Desk, reception_desk: Desk, window: QWidget, file_bench: Bench, course_id: int, qtbot: QtBot
) -> None:
    form = form_of_report(reception_desk, 1, course_id, window)
    assert isinstance(form, ReactionForm)
    shown(form, qtbot)
    assert form.treatment.value() == (course_id, TODAY - timedelta(days=3))
    form.try_to_save()
    assert said_under(form, "said") == ["Write down what the patient says."]
    assert said_under(form, "since") == ["Enter the day it began."]
    assert said_under(form, "answers.eye") == ["Ask the patient, and choose yes or no."]
    form.said.set_value("There is a bubble.")
    form.form.restore({"since": "21 Nov 2026"})
    for question in form.questions.fields:
        question.set_value(False)
    save(form, qtbot)
    (reaction,) = list_reported_reactions(file_bench.practitioner, 1)
    judging = form_of_step(Step.JUDGE, reaction, desk, window)
    assert isinstance(judging, SideEffectForm)
    shown(judging, qtbot)
    assert judging.note.value() == "There is a bubble."
    assert judging.about.text().splitlines()[1:] == [
        "The patient said to Reception, since 21 Nov 2026: There is a bubble.",
        "About the treatment of 19 Nov 2026.",
        "All five questions answered no.",
    ]
    assert judging.session.value() == 1
    judging.kind.set_value(file_bench.kind_id("blister"))
    judging.severity.set_value(Severity.MILD)
    for row in judging.red_flags.rows.values():
        row.set_value(False)
    judging.downtime.set_raw_text("2")
    save(judging, qtbot)
    assert list_reported_reactions(file_bench.practitioner, 1) == ()
    assert effect_of(file_bench).entry.downtime_days == 2
    assert effect_of(file_bench).entry.onset_on == TODAY - timedelta(days=1)


def reported(bench: Bench, course_id: int) -> ReportedReaction:
    answers = {one: one is ReactionQuestion.FEVER for one in ReactionQuestion}
    entry = ReportedReactionEntry(
        entry_id=bench.mint(), course_id=course_id, said="It stings.", since=TODAY, answers=answers
    )
    report_reaction(bench.reception, entry)
    (reaction,) = list_reported_reactions(bench.practitioner, 1)
    return reaction


def test_what_is_no_side_effect_is_settled_with_a_reason(
    desk: Desk, window: QWidget, file_bench: Bench, course_id: int, qtbot: QtBot
) -> None:
    form = form_of_step(Step.DISMISS, reported(file_bench, course_id), desk, window)
    assert isinstance(form, DismissForm)
    shown(form, qtbot)
    assert form.about.text().endswith("since 22 Nov 2026: It stings.\nAnswered yes: fever or pus.")
    form.try_to_save()
    assert said_under(form, "finding") == ["Say why it is no side effect."]
    form.finding.set_value("A mosquito bite.")
    save(form, qtbot)
    assert list_reported_reactions(file_bench.practitioner, 1) == ()


def test_every_step_has_its_form(desk: Desk, window: QWidget, blister: SideEffect, qtbot: QtBot) -> None:
    assert isinstance(form_of_report(desk, 1, blister.entry.course_id, window), SideEffectForm)
    forms = {Step.LOOK: LookForm, Step.END: HealForm, Step.RELEASE: ReleaseForm, Step.INCIDENT: IncidentForm}
    for step, kind in forms.items():
        assert isinstance(form_of_step(step, blister, desk, window), kind)


def test_the_story_of_all_side_effects_can_be_read(
    desk: Desk, window: QWidget, blister: SideEffect, qtbot: QtBot
) -> None:
    dialog = form_of_step(Step.STORY, (blister,), desk, window)
    assert isinstance(dialog, StoryDialog)
    dialog.open()
    texts = [label.text() for label in dialog.findChildren(Label)]
    assert "Blister" in texts
    assert "Mild" in texts
    empty = StoryDialog(desk, (), window)
    assert "No side effect on record." in [label.text() for label in empty.findChildren(Label)]
