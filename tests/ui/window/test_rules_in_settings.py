"""Clinical rules in Settings: read, edited with a reason, confirmed, added, retired, and what follows from it."""

from collections.abc import Callable
from decimal import Decimal
from functools import partial

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from pico_tracker.domain.device_limits import limits_key
from pico_tracker.domain.evidence import Evidence
from pico_tracker.domain.rule_books import RULE_BOOKS
from pico_tracker.domain.rules import Rule, RuleKind, part_of
from pico_tracker.services.patients import add_patient
from pico_tracker.services.rules import edit_rule, list_rule_history, list_rules
from pico_tracker.ui.courses.form_page import CourseFormPage
from pico_tracker.ui.desk import Desk
from pico_tracker.ui.kit.backend import Backend
from pico_tracker.ui.kit.plain_text import Label
from pico_tracker.ui.main_window import MainWindow
from pico_tracker.ui.settings.page import SettingsPage
from pico_tracker.ui.settings.rule_form import ForceForm, NewRuleForm, RuleForm
from pico_tracker.ui.settings.rule_words import evidence_chip, facts_of, mark_of
from pico_tracker.ui.settings.rules_part import TO_CONFIRM, RulesPart
from tests.builders import Bench

Show = Callable[[QWidget], None]
CONCERN = RuleKind.CONCERN
TO = "protocol.sessions_to.value"


def opened(desk: Desk, show: Show, qtbot: QtBot) -> RulesPart:
    """The tab with all rules read, as it is kept up to date by the window."""
    page = SettingsPage(desk)
    show(page)
    desk.backend.records_changed.connect(lambda _topics: page.refresh())
    page.show_rules(CONCERN)
    rules = page.rules
    assert rules is not None
    qtbot.waitUntil(lambda: rules.table.records.rowCount() == 6)
    return rules


@pytest.fixture
def rules(backend: Backend, file_bench: Bench, show: Show, qtbot: QtBot) -> RulesPart:
    """The administrator's."""
    return opened(Desk(backend, file_bench.administrator), show, qtbot)


@pytest.fixture
def confirmers_rules(desk: Desk, show: Show, qtbot: QtBot) -> RulesPart:
    """The practitioner's, who may confirm and not edit."""
    return opened(desk, show, qtbot)


def read(rules: RulesPart, kind: RuleKind, key: str, qtbot: QtBot) -> Rule:
    """One rule, open."""
    rules.open_rule(kind, key)
    qtbot.waitUntil(lambda: rules.currentIndex() == 1)
    sight = rules.view.sight
    assert sight is not None
    return sight.rule


def texts(widget: QWidget) -> list[str]:
    """Everything that labels say."""
    return [label.text() for label in widget.findChildren(Label)]


def says(rules: RulesPart, text: str) -> bool:
    """Whether the line under the rule's name says that."""
    return text in rules.view.said.text()


def newest(bench: Bench, key: str, kind: RuleKind = CONCERN) -> Rule:
    return list_rule_history(bench.practitioner, kind, key)[0]


def test_every_kind_stands_in_the_list_with_what_is_left_to_confirm(rules: RulesPart) -> None:
    assert rules.kinds.records.rowCount() == len(RULE_BOOKS)
    melasma = rules.rules()[0]
    book = RULE_BOOKS[CONCERN]
    assert facts_of(book, melasma.content, {}) == "3 to 5 sessions; weeks: earliest 2, target 4, late 6"
    assert getattr(mark_of(melasma), "text", "") == "Confirm with your clinician"
    assert evidence_chip(Evidence.UNSOURCED).text == "Not sourced"
    for one in RULE_BOOKS:
        rules.show_kind(one)
        for rule in rules.rules():
            assert RULE_BOOKS[one].name_of(rule.content)
            assert isinstance(facts_of(RULE_BOOKS[one], rule.content, {}), str)


def test_a_kind_that_is_wanted_before_the_rules_are_read_is_shown_then(
    desk: Desk, show: Show, qtbot: QtBot
) -> None:
    page = SettingsPage(desk)
    show(page)
    page.show_rules(RuleKind.QUESTION)
    rules = page.rules
    assert rules is not None
    qtbot.waitUntil(lambda: rules.table.records.rowCount() > 40)
    assert rules.card.title.text() == "Screening questions"


def test_a_rule_says_every_part_with_its_evidence_and_its_sources_in_full(rules: RulesPart, qtbot: QtBot) -> None:
    read(rules, CONCERN, "tattoo", qtbot)
    said = texts(rules.view.parts)
    assert said[said.index("Next session, late after") + 1] == "16 weeks"
    assert "Saedi N et al. Arch Dermatol 2012;148(12):1360-3 (PMID 22986470)" in texts(rules.view.sources)
    assert "Version 1" in rules.view.said.text()
    assert "as it ships" in rules.view.said.text()


def test_every_rule_of_every_kind_can_be_read_and_its_form_holds_what_it_says(
    rules: RulesPart, file_bench: Bench, qtbot: QtBot
) -> None:
    for kind in RULE_BOOKS:
        first = next((one for one in list_rules(file_bench.practitioner, kind) if not one.retired), None)
        if first is None:
            continue
        rules.show_list()
        read(rules, kind, first.key, qtbot)
        rules.view.edit_button.click()
        form = rules.form
        assert isinstance(form, RuleForm)
        assert form.typed(first.content) == first.content, kind
        assert [one.field for one in form.check()] == ["reason"], kind
        form.reject()


def test_an_edit_needs_a_reason_and_shows_as_a_new_version(
    rules: RulesPart, file_bench: Bench, qtbot: QtBot
) -> None:
    question = next(one for one in list_rules(file_bench.practitioner, RuleKind.QUESTION) if not one.retired)
    read(rules, RuleKind.QUESTION, question.key, qtbot)
    rules.view.edit_button.click()
    form = rules.form
    assert isinstance(form, RuleForm)
    form.form.field("question").set_value("Has there been sun on this area?")
    form.save_button.click()
    assert form.reason.findings[0].sentence.said() == "Say why the rule changes."
    form.reason.set_value("Shorter, so that people answer it.")
    with qtbot.waitSignal(form.saved):
        form.save_button.click()
    qtbot.waitUntil(lambda: "Version 2" in rules.view.said.text())
    history = texts(rules.view.history)
    assert "Shorter, so that people answer it." in history
    assert any(f"Question: {question.content['question']} → Has there been sun" in text for text in history)
    rules.view.show_version(1)
    assert question.content["question"] in texts(rules.view.parts)
    assert "version 2 is in force" in rules.view.said.text()


def test_a_wrong_number_is_told_beside_it_and_nothing_is_saved(
    rules: RulesPart, file_bench: Bench, qtbot: QtBot
) -> None:
    read(rules, CONCERN, "melasma", qtbot)
    rules.view.edit_button.click()
    form = rules.form
    assert isinstance(form, RuleForm)
    form.form.field(TO).set_raw_text("many")
    form.reason.set_value("Why not.")
    form.save_button.click()
    assert "not a whole number" in form.form.field(TO).findings[0].sentence.said()
    form.form.field(TO).set_value(2)
    form.save_button.click()
    assert form.form.field(TO).findings[0].sentence.said() == "This is smaller than the number before it."
    form.form.field(TO).set_value(5)
    form.save_button.click()
    assert form.form.notices.notices[0].text.text() == "Nothing is changed yet."
    form.reject()
    assert newest(file_bench, "melasma").version == 1


def test_what_somebody_else_saved_meanwhile_is_shown_beside_what_is_typed(
    rules: RulesPart, file_bench: Bench, qtbot: QtBot
) -> None:
    read(rules, CONCERN, "melasma", qtbot)
    rules.view.edit_button.click()
    form = rules.form
    assert isinstance(form, RuleForm)
    edit_rule(file_bench.administrator, CONCERN, "melasma", 1, {TO: 6}, "First.")
    form.form.field(TO).set_value(8)
    form.reason.set_value("Second.")
    form.save_button.click()
    qtbot.waitUntil(form.conflict.isVisible)
    assert list(form.conflict.choices) == [TO]
    assert newest(file_bench, "melasma").version == 2
    with qtbot.waitSignal(form.saved):
        form.save_button.click()
    assert part_of(newest(file_bench, "melasma").content, TO) == 8
    assert newest(file_bench, "melasma").version == 3


def test_a_practitioner_confirms_and_cannot_edit(
    confirmers_rules: RulesPart, file_bench: Bench, qtbot: QtBot
) -> None:
    rules = confirmers_rules
    assert not rules.add_button.isVisible()
    read(rules, CONCERN, "melasma", qtbot)
    assert not rules.view.edit_button.isVisible()
    assert not rules.view.force_button.isVisible()
    rules.view.confirm_button.click()
    qtbot.waitUntil(lambda: "Confirmed by Practitioner on 22 Nov 2026." in rules.view.said.text())
    assert not rules.view.confirm_button.isVisible()
    assert newest(file_bench, "melasma").is_confirmed


def test_all_of_a_kind_are_confirmed_after_saying_what_that_means(
    confirmers_rules: RulesPart, qtbot: QtBot
) -> None:
    rules = confirmers_rules
    rules.filter.set_value(TO_CONFIRM)
    assert len(rules.rules()) == 6
    rules.confirm_all_button.click()
    dialog = rules.dialog
    assert dialog is not None
    assert any("this ticks off 6 as they stand now" in text for text in texts(dialog))
    confirm = next(one for one in dialog.findChildren(type(rules.add_button)) if one.said() == "Confirm 6 rules")
    confirm.click()
    qtbot.waitUntil(lambda: rules.rules() == ())
    assert rules.empty.text.text() == "Everything of this kind is confirmed."
    assert not rules.confirm_all_button.isVisible()


def test_a_concern_of_the_clinics_own_opens_a_course(
    rules: RulesPart, file_bench: Bench, backend: Backend, show: Show, qtbot: QtBot
) -> None:
    rules.add_button.click()
    form = rules.form
    assert isinstance(form, NewRuleForm)
    form.save_button.click()
    assert form.form.field("name").findings[0].sentence.said() == "This is needed."
    numbers = {"sessions_from": 2, "sessions_to": 4, "earliest_weeks": 3, "target_weeks": 5, "late_weeks": 9}
    values: dict[str, object] = {f"protocol.{name}.value": value for name, value in numbers.items()}
    form.form.fill(values | {"name": "Warts", "definition": "Rough growths of the skin."})
    with qtbot.waitSignal(form.saved):
        form.save_button.click()
    qtbot.waitUntil(lambda: len(rules.rules()) == 7)
    patient = add_patient(file_bench.reception, file_bench.patient()).value
    page = CourseFormPage(Desk(backend, file_bench.practitioner))
    show(page)
    page.open_new(patient)
    qtbot.waitUntil(page.banner.isVisible)
    page.form.concern.set_value(file_bench.concern_id("own_warts"))
    assert [page.form.field(name).raw_text() for name in numbers] == ["2", "4", "3", "5", "9"]
    assert page.form.notes.text() == "Rough growths of the skin."
    assert page.form.evidence_text.text() == "These values are unsourced: confirm with your clinician."


def test_a_rule_is_retired_and_put_back_with_a_reason(rules: RulesPart, file_bench: Bench, qtbot: QtBot) -> None:
    read(rules, CONCERN, "wrinkle", qtbot)
    for version, button in ((2, "Retire"), (3, "Back into force")):
        assert rules.view.force_button.said() == button
        rules.view.force_button.click()
        form = rules.form
        assert isinstance(form, ForceForm)
        form.save_button.click()
        assert form.reason.findings
        form.reason.set_value("Decided today.")
        with qtbot.waitSignal(form.saved):
            form.save_button.click()
        qtbot.waitUntil(partial(says, rules, f"Version {version}"))
    assert [one.retired for one in list_rule_history(file_bench.practitioner, CONCERN, "wrinkle")] == [
        False,
        True,
        False,
    ]


def test_the_limits_and_cleared_skin_types_of_a_laser_are_edited_like_any_rule(
    rules: RulesPart, file_bench: Bench, qtbot: QtBot
) -> None:
    key = limits_key(file_bench.device_id)
    read(rules, RuleKind.DEVICE, key, qtbot)
    assert rules.view.name.text() == "PicoWay · 21-0447"
    said = texts(rules.view.parts)
    assert said[said.index("1064 nm: Highest fluence") + 1] == "12.73 J/cm²"
    rules.view.edit_button.click()
    form = rules.form
    assert isinstance(form, RuleForm)
    form.form.fill({"modes.3.max_repetition_hz.value": Decimal(5), "clearances.0.skin_types": ("I", "II")})
    uses = len(form.rule.content["clearances"])
    form.form.fill({f"clearances.{uses}.use": "Freckles", f"clearances.{uses}.concerns": ("solar_lentigo",)})
    form.reason.set_value("As the maker's letter says.")
    with qtbot.waitSignal(form.saved):
        form.save_button.click()
    content = newest(file_bench, key, RuleKind.DEVICE).content
    assert part_of(content, "modes.3.max_repetition_hz") == {"value": "5", "evidence": "unsourced"}
    assert part_of(content, "clearances.0.skin_types") == ["I", "II"]
    assert part_of(content, f"clearances.{uses}") == {"use": "Freckles", "concerns": ["solar_lentigo"]}


def test_reception_has_no_tab_for_clinical_rules(window: MainWindow, backend: Backend, file_bench: Bench) -> None:
    window.settings().show_rules(CONCERN)
    assert window.settings().rules is not None
    page = SettingsPage(Desk(backend, file_bench.reception))
    page.show_rules(CONCERN)
    assert page.rules is None
    page.deleteLater()
