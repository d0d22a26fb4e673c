from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from pico_tracker.domain.findings import Level
from pico_tracker.domain.patients import ContactPreference, Fitzpatrick, PatientEntry, PatientState, Sex
from pico_tracker.services.drafts import list_drafts
from pico_tracker.services.patients import add_patient, edit_patient, read_patient
from pico_tracker.ui.desk import Desk
from pico_tracker.ui.kit.buttons import Button
from pico_tracker.ui.kit.words import said
from pico_tracker.ui.patients.fields import values_of
from pico_tracker.ui.patients.form_page import PatientFormPage
from tests.builders import Bench
from tests.ui.desks import Show


@pytest.fixture
def page(desk: Desk, on_screen: Show) -> PatientFormPage:
    made = PatientFormPage(desk)
    on_screen(made)
    return made


def type_in(page: PatientFormPage, **texts: str) -> None:
    """Type into fields and pause."""
    page.form.restore(texts)
    page.form.flush()


def said_under(page: PatientFormPage, name: str) -> list[str]:
    return [said(finding.sentence) for finding in page.form.field(name).findings]


def open_existing(page: PatientFormPage, patient_id: int, qtbot: QtBot) -> None:
    page.open_existing(patient_id)
    qtbot.waitUntil(lambda: page.form.field("given_names").raw_text() != "")


def test_a_new_patient_is_saved_with_every_field_and_the_next_number(
    page: PatientFormPage, file_bench: Bench, qtbot: QtBot
) -> None:
    page.open_new()
    typed = file_bench.patient(
        title="Ms",
        called="Ama",
        email="amara@example.com",
        address="12 Mill Lane\nLeeds",
        language="English",
        contact_preference=ContactPreference.TEXT,
        contact_hours="after 17:00",
        consent_texts=True,
        guardian="Ngozi Nwosu",
        family_doctor="Harbour Street Surgery",
        fitzpatrick=Fitzpatrick.V,
        allergies=("lidocaine", "latex"),
        alerts=("Keloid tendency",),
        state=PatientState.ACTIVE,
        notes="Comes with a friend.",
    )
    page.form.fill(values_of(typed))
    with qtbot.waitSignal(page.saved) as heard:
        QTest.keyClick(page, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    kept = read_patient(file_bench.practitioner, heard.args[0]).entry
    assert kept == replace(typed, entry_id=kept.entry_id, record_number="P-10001")


def test_a_name_typed_in_the_search_arrives_in_the_form(page: PatientFormPage) -> None:
    page.open_new(typed="Amara Ada Nwosu")
    assert page.form.field("given_names").raw_text() == "Amara Ada"
    assert page.form.field("family_name").raw_text() == "Nwosu"
    page.open_new(typed="+44 7700 900142")
    assert page.form.field("phones").value() == ("+44 7700 900142",)


def test_saving_nothing_is_answered_beside_the_name(page: PatientFormPage) -> None:
    page.open_new()
    page.save()
    assert said_under(page, "family_name") == ["Enter at least one name."]


def test_rules_speak_beside_the_field_while_somebody_types_and_not_elsewhere(page: PatientFormPage) -> None:
    page.open_new()
    type_in(page, email="amara at example")
    assert said_under(page, "email") == ["An e-mail address looks like name@example.com."]
    assert said_under(page, "family_name") == []
    type_in(page, email="amara@example.com")
    assert said_under(page, "email") == []


def test_a_birth_date_of_a_child_asks_for_the_guardian(page: PatientFormPage) -> None:
    page.open_new()
    type_in(page, given_names="Ida", born_on="1 May 2015")
    assert said_under(page, "guardian") == ["The patient is 11. Enter the guardian who decides and signs."]


@pytest.mark.parametrize(
    ("name", "hostile"),
    [
        ("born_on", "31 Feb 1992"),
        ("born_on", "<b>yesterday</b>"),
        ("phones", "<img src=x onerror=alert(1)>\n+44 7700 900142"),
        ("email", "a@b@c"),
        ("record_number", "P 1; DROP TABLE patient"),
    ],
)
def test_hostile_input_is_refused_beside_its_field_and_stays_as_typed(
    page: PatientFormPage, name: str, hostile: str
) -> None:
    page.open_new()
    type_in(page, given_names="Amara", **{name: hostile})
    page.save()
    assert page.form.field(name).raw_text() == hostile
    assert [finding.level for finding in page.form.field(name).findings] == [Level.STOP]


def test_ten_megabytes_pasted_as_a_name_are_cut_and_said(page: PatientFormPage) -> None:
    page.open_new()
    page.form.field("family_name").set_raw_text("ñ" * 10_000_000)
    assert len(page.form.field("family_name").raw_text()) == 200
    assert said_under(page, "family_name") == ["Only the first 200 characters were kept. The rest was cut."]


def test_right_to_left_emoji_and_markup_are_kept_letter_by_letter(
    page: PatientFormPage, file_bench: Bench, qtbot: QtBot
) -> None:
    page.open_new()
    type_in(page, given_names="مريم 🦊", family_name="<b>Ñandú</b>", notes="NUL\x00 and <img src=x>")
    with qtbot.waitSignal(page.saved) as heard:
        page.save()
    kept = read_patient(file_bench.practitioner, heard.args[0]).entry
    assert (kept.given_names, kept.family_name) == ("مريم 🦊", "<b>Ñandú</b>")
    assert kept.notes == "NUL and <img src=x>"


def test_somebody_on_record_already_is_hinted_while_typing_and_opens_on_a_click(
    page: PatientFormPage, file_bench: Bench, qtbot: QtBot
) -> None:
    known = add_patient(file_bench.practitioner, file_bench.patient()).value
    page.open_new()
    type_in(page, given_names="Amára", family_name="Nwosu")
    qtbot.waitUntil(page.hints.isVisible)
    assert [line.id for line in page.hints.lines] == [known]
    hint = page.hints.findChildren(Button)[-1]
    assert hint.said() == "Amara Nwosu · born 3 May 1992 · P-10001 · +44 7700 900142"
    with qtbot.waitSignal(page.patient_wanted) as heard:
        hint.click()
    assert heard.args == [known]


@pytest.mark.parametrize(
    "typed",
    [
        {"family_name": "Nwozu", "born_on": "3 May 1992", "given_names": "Ama"},
        {"given_names": "A", "phones": "07700 900142"},
    ],
)
def test_the_same_birth_date_or_phone_is_a_hint_too(
    page: PatientFormPage, file_bench: Bench, qtbot: QtBot, typed: dict[str, str]
) -> None:
    known = add_patient(file_bench.practitioner, file_bench.patient()).value
    page.open_new()
    type_in(page, **typed)
    qtbot.waitUntil(lambda: [line.id for line in page.hints.lines] == [known])


def test_hints_go_when_the_name_is_another_one(page: PatientFormPage, file_bench: Bench, qtbot: QtBot) -> None:
    add_patient(file_bench.practitioner, file_bench.patient())
    page.open_new()
    type_in(page, given_names="Amara", family_name="Nwosu")
    qtbot.waitUntil(page.hints.isVisible)
    type_in(page, given_names="Zoe", family_name="Quist")
    qtbot.waitUntil(lambda: not page.hints.isVisible())


def test_what_is_typed_survives_as_a_draft_and_goes_on_where_it_stopped(
    page: PatientFormPage, desk: Desk, file_bench: Bench, qtbot: QtBot
) -> None:
    page.open_new()
    type_in(page, given_names="Amara", born_on="31 Feb 1992")
    qtbot.waitUntil(lambda: page.kept.text() == "Draft kept 12:00")
    (draft,) = list_drafts(file_bench.practitioner)
    assert (draft.form, draft.subject_id, draft.title) == ("patient", None, "New patient Amara")
    again = PatientFormPage(desk)
    qtbot.addWidget(again)
    again.open_new(draft)
    assert again.form.field("born_on").raw_text() == "31 Feb 1992"
    type_in(again, born_on="29 Feb 1992")
    with qtbot.waitSignal(again.saved):
        again.save()
    assert list_drafts(file_bench.practitioner) == ()


def test_discarding_a_draft_leaves_nothing(page: PatientFormPage, file_bench: Bench, qtbot: QtBot) -> None:
    page.open_new()
    type_in(page, given_names="Amara")
    qtbot.waitUntil(page.discard_button.isVisible)
    with qtbot.waitSignal(page.closed):
        page.discard_button.click()
    qtbot.waitUntil(lambda: list_drafts(file_bench.practitioner) == ())


def test_opening_a_form_is_no_typing(page: PatientFormPage, file_bench: Bench, qtbot: QtBot) -> None:
    known = add_patient(file_bench.practitioner, file_bench.patient(notes="long\ntext")).value
    open_existing(page, known, qtbot)
    with qtbot.assertNotEmitted(page.form.edited):
        page.leave()
    assert not page.discard_button.isVisible()


def test_an_edit_changes_only_what_was_typed(page: PatientFormPage, file_bench: Bench, qtbot: QtBot) -> None:
    entry = file_bench.patient(allergies=("latex",), consent_email=True, sex=Sex.FEMALE)
    known = add_patient(file_bench.practitioner, entry).value
    open_existing(page, known, qtbot)
    assert page.banner.isVisible()
    type_in(page, called="Ama")
    with qtbot.waitSignal(page.saved):
        page.save()
    kept = read_patient(file_bench.practitioner, known).entry
    assert kept == replace(entry, called="Ama", record_number="P-10001")


def saved_by_somebody_else(bench: Bench, patient_id: int, **changes: Any) -> None:
    there = read_patient(bench.reception, patient_id)
    changed: PatientEntry = replace(there.entry, **changes)
    edit_patient(bench.reception, patient_id, there.version, changed)


def test_a_conflict_takes_over_what_only_they_changed_and_asks_for_the_rest(
    page: PatientFormPage, file_bench: Bench, qtbot: QtBot
) -> None:
    known = add_patient(file_bench.practitioner, file_bench.patient()).value
    open_existing(page, known, qtbot)
    type_in(page, called="Mine", language="German")
    saved_by_somebody_else(file_bench, known, called="Theirs", email="new@example.com")
    page.save()
    qtbot.waitUntil(page.conflict.isVisible)
    assert list(page.conflict.choices) == ["called"]
    assert "Taken over from them: E-mail." in page.conflict.said.text()
    assert page.form.field("called").raw_text() == "Mine"
    assert page.form.field("email").raw_text() == "new@example.com"
    keep_theirs, keep_mine = page.conflict.choices["called"]
    keep_theirs.click()
    assert page.form.field("called").raw_text() == "Theirs"
    keep_mine.click()
    with qtbot.waitSignal(page.saved):
        page.save()
    kept = read_patient(file_bench.practitioner, known).entry
    assert (kept.called, kept.language, kept.email) == ("Mine", "German", "new@example.com")


def test_a_draft_resumed_after_somebody_else_saved_still_meets_the_conflict(
    page: PatientFormPage, desk: Desk, file_bench: Bench, qtbot: QtBot
) -> None:
    known = add_patient(file_bench.practitioner, file_bench.patient()).value
    open_existing(page, known, qtbot)
    type_in(page, called="Mine")
    qtbot.waitUntil(page.discard_button.isVisible)
    saved_by_somebody_else(file_bench, known, called="Theirs")
    (draft,) = list_drafts(file_bench.practitioner)
    page.open_existing(known, draft)
    qtbot.waitUntil(lambda: page.form.field("called").raw_text() == "Mine")
    page.save()
    qtbot.waitUntil(page.conflict.isVisible)
    assert list(page.conflict.choices) == ["called"]
    assert read_patient(file_bench.practitioner, known).entry.called == "Theirs"


def test_a_record_number_of_somebody_else_is_refused_beside_the_field(
    page: PatientFormPage, file_bench: Bench, qtbot: QtBot
) -> None:
    add_patient(file_bench.practitioner, file_bench.patient())
    page.open_new()
    type_in(page, given_names="Ida", born_on=f"{date(1990, 1, 2):%d.%m.%Y}", record_number="P-10001")
    page.save()
    qtbot.waitUntil(lambda: bool(said_under(page, "record_number")))
    assert said_under(page, "record_number") == ["Record number P-10001 belongs to another patient."]


def test_escape_leaves_the_form_and_keeps_the_typing(
    page: PatientFormPage, file_bench: Bench, qtbot: QtBot
) -> None:
    page.open_new()
    page.form.field("given_names").set_raw_text("Amara")
    with qtbot.waitSignal(page.closed):
        QTest.keyClick(page, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: len(list_drafts(file_bench.practitioner)) == 1)
