"""The card of treatment alongside and its form."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from pico_tracker.domain.alongside import Alongside, AlongsideEntry, AlongsideKind
from pico_tracker.services.alongside import add_alongside, edit_alongside, list_alongside
from pico_tracker.services.courses import open_course, read_patient_page
from pico_tracker.services.patients import add_patient
from pico_tracker.ui.alongside.alongside_card import AlongsideCard
from pico_tracker.ui.alongside.alongside_form import AlongsideForm
from pico_tracker.ui.alongside.alongside_words import said_alongside
from pico_tracker.ui.desk import Desk
from pico_tracker.ui.kit.buttons import Button
from pico_tracker.ui.kit.plain_text import Label
from pico_tracker.ui.kit.words import said
from tests.builders import TODAY, Bench
from tests.ui.desks import Show

CREAM = AlongsideEntry(
    entry_id=UUID(int=1),
    patient_id=1,
    kind=AlongsideKind.CREAM,
    what="Hydroquinone 4 %",
    from_on=date(2026, 11, 3),
)


@pytest.fixture
def patient_id(file_bench: Bench) -> int:
    made = add_patient(file_bench.practitioner, file_bench.patient()).value
    open_course(file_bench.practitioner, file_bench.course(made))
    return made


@pytest.fixture
def cream(file_bench: Bench, patient_id: int) -> Alongside:
    add_alongside(file_bench.practitioner, CREAM)
    return list_alongside(file_bench.practitioner, patient_id)[0]


@pytest.fixture
def window(on_screen: Show) -> QWidget:
    made = QWidget()
    on_screen(made)
    return made


def card_of(desk: Desk, bench: Bench, on_screen: Show, qtbot: QtBot, text: str) -> AlongsideCard:
    card = AlongsideCard(desk)
    on_screen(card)
    page = read_patient_page(bench.practitioner, 1)
    card.show_course(page.patient, page.courses[0])
    qtbot.waitUntil(lambda: text in texts(card))
    return card


def texts(card: QWidget) -> list[str]:
    return [label.text() for label in card.findChildren(Label)]


def said_under(form: AlongsideForm, name: str) -> list[str]:
    return [said(finding.sentence) for finding in form.form.field(name).findings]


@pytest.mark.parametrize(
    ("changes", "days"),
    [
        ({}, "since 3 Nov 2026"),
        ({"from_on": date(2026, 12, 1)}, "from 1 Dec 2026"),
        ({"until_on": date(2026, 11, 10)}, "3 Nov 2026 to 10 Nov 2026"),
        ({"from_on": None}, "start not known"),
        ({"from_on": None, "until_on": date(2026, 11, 10)}, "until 10 Nov 2026"),
    ],
)
def test_a_line_says_what_it_is_and_its_days(changes: dict[str, Any], days: str) -> None:
    one = Alongside(id=1, version=1, entry=replace(CREAM, **changes), recorded_by="Practitioner", recorded_on=TODAY)
    assert said_alongside(one, TODAY) == f"Cream: Hydroquinone 4 %, {days}"


def test_the_card_shows_what_goes_on_and_then_what_ended(
    desk: Desk, file_bench: Bench, cream: Alongside, on_screen: Show, qtbot: QtBot
) -> None:
    ended = replace(CREAM, entry_id=file_bench.mint(), kind=AlongsideKind.PEEL, what="Glycolic 30 %")
    add_alongside(file_bench.practitioner, replace(ended, until_on=TODAY - timedelta(days=1), note="Stung."))
    card = card_of(desk, file_bench, on_screen, qtbot, "Ended")
    assert texts(card)[-6:] == [
        "Cream: Hydroquinone 4 %",
        "since 3 Nov 2026",
        "Ended",
        "Peel: Glycolic 30 %",
        "3 Nov 2026 to 21 Nov 2026",
        "Stung.",
    ]
    edit = next(one for one in card.findChildren(Button) if one.said() == "Edit")
    with qtbot.waitSignal(card.edit_wanted) as heard:
        edit.click()
    assert heard.args == [cream]
    assert edit.accessibleName() == "Edit Cream: Hydroquinone 4 %"


def test_an_empty_card_offers_to_add(
    desk: Desk, file_bench: Bench, patient_id: int, on_screen: Show, qtbot: QtBot
) -> None:
    card = card_of(desk, file_bench, on_screen, qtbot, "Nothing going on")
    with qtbot.waitSignal(card.add_wanted) as heard:
        card.add_button.click()
    assert heard.args == [patient_id]


def test_it_is_written_down_with_kind_name_and_days(
    desk: Desk, file_bench: Bench, patient_id: int, window: QWidget, qtbot: QtBot
) -> None:
    form = AlongsideForm(desk, patient_id, window)
    form.open()
    form.try_to_save()
    assert said_under(form, "kind") == ["Choose what kind it is."]
    assert said_under(form, "what") == ["Write what it is, such as the name on the package."]
    form.form.restore({"kind": "Tablet", "what": "Isotretinoin 20 mg", "from_on": "3 Nov 2026"})
    with qtbot.waitSignal(form.saved):
        form.try_to_save()
    (known,) = list_alongside(file_bench.practitioner, patient_id)
    assert (known.entry.kind, known.entry.what) == (AlongsideKind.TABLET, "Isotretinoin 20 mg")
    assert (known.entry.from_on, known.entry.until_on) == (date(2026, 11, 3), None)


def test_an_edit_gives_it_its_last_day_even_after_somebody_else_saved(
    desk: Desk, file_bench: Bench, cream: Alongside, window: QWidget, qtbot: QtBot
) -> None:
    form = AlongsideForm(desk, 1, window, cream)
    form.open()
    assert form.what.value() == "Hydroquinone 4 %"
    edit_alongside(file_bench.administrator, cream.id, cream.version, replace(CREAM, note="At night."))
    form.until_on.set_raw_text("22 Nov 2026")
    form.try_to_save()
    qtbot.waitUntil(lambda: form.version == 2)
    assert form.until_on.value() == TODAY
    assert form.about.text() == "On record now: Cream: Hydroquinone 4 %, since 3 Nov 2026\nAt night."
    with qtbot.waitSignal(form.saved):
        form.try_to_save()
    (known,) = list_alongside(file_bench.practitioner, 1)
    assert (known.version, known.entry.until_on) == (3, TODAY)
