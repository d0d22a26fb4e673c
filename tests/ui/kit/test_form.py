from collections.abc import Callable
from datetime import date

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from pico_tracker.domain.findings import Finding, Level
from pico_tracker.domain.words import sentence
from pico_tracker.ui.kit.fields import DateField, LinesField, LongTextField, NumberField, TextField
from pico_tracker.ui.kit.form import QUIET_MS, FieldGrid, Form

Show = Callable[[QWidget], QWidget]


@pytest.fixture
def form(qtbot: QtBot) -> Form:
    made = Form()
    qtbot.addWidget(made)
    made.section("Person", (TextField("name", "Name"), DateField("born", "Born")))
    made.section("Care", (LinesField("phones", "Phones"), LongTextField("note", "Note")), spans={"note": 0})
    return made


def stop(field: str, text: str = "Not like this.") -> Finding:
    return Finding(field, sentence(text), Level.STOP)


def focus_of(form: Form, name: str) -> QWidget:
    proxy = form.field(name).focusProxy()
    assert proxy is not None
    return proxy


def test_a_draft_brings_back_the_form_exactly_as_typed_readable_or_not(form: Form, qtbot: QtBot) -> None:
    form.field("name").set_value("Nwosu")
    form.field("born").set_raw_text("31.02.92")
    form.field("phones").set_value(("1", "2"))
    raw = form.raw()
    again = Form()
    qtbot.addWidget(again)
    again.section("Person", (TextField("name", "Name"), DateField("born", "Born"), LinesField("phones", "Phones")))
    again.restore(raw)
    assert again.raw() == {"name": "Nwosu", "born": "31.02.92", "phones": "1\n2"}
    assert [problem.field for problem in again.problems()] == ["born"]


def test_each_finding_goes_to_its_field_and_parts_of_a_field_to_the_whole(form: Form) -> None:
    form.show_findings([stop("born"), stop("phones.1"), stop("nowhere", "A record number is taken.")])
    assert [f.field for f in form.field("born").findings] == ["born"]
    assert [f.field for f in form.field("phones").findings] == ["phones.1"]
    assert [notice.text.text() for notice in form.notices.notices] == ["A record number is taken."]
    form.show_findings(())
    assert form.field("born").findings == ()
    assert form.notices.notices == ()


def test_the_first_stop_gets_the_cursor(form: Form, seen: Show) -> None:
    seen(form)
    form.show_findings([Finding("name", sentence("Hm."), Level.NOTE), stop("born"), stop("note")])
    assert form.focus_first_stop()
    assert focus_of(form, "born").hasFocus()
    form.show_findings(())
    assert not form.focus_first_stop()


def test_typing_tells_once_after_a_pause(form: Form, qtbot: QtBot, seen: Show) -> None:
    seen(form)
    told: list[dict[str, str]] = []
    form.edited.connect(lambda: told.append(form.raw()))
    proxy = focus_of(form, "name")
    with qtbot.waitSignal(form.edited, timeout=QUIET_MS * 5):
        QTest.keyClicks(proxy, "Nwosu")
    assert [raw["name"] for raw in told] == ["Nwosu"]


def test_leaving_a_page_tells_at_once_and_only_when_something_was_typed(form: Form) -> None:
    told: list[int] = []
    form.edited.connect(lambda: told.append(1))
    form.flush()
    assert told == []
    form.field("name").set_raw_text("N")
    form.flush()
    form.flush()
    assert told == [1]


def test_filling_a_form_is_not_typing(form: Form) -> None:
    told: list[int] = []
    form.changed.connect(lambda: told.append(1))
    form.fill({"name": "Nwosu", "born": date(1992, 5, 3)})
    form.flush()
    assert told == []
    assert form.field("born").raw_text() == "3 May 1992"


def test_a_cut_text_is_a_note_and_does_not_stop_saving(form: Form) -> None:
    form.field("name").set_raw_text("x" * 500)
    assert form.problems() == ()


@pytest.mark.parametrize(("width", "columns"), [(1200, 3), (500, 2), (240, 1)])
def test_a_form_uses_as_many_columns_as_there_is_room_for(
    qtbot: QtBot, seen: Show, width: int, columns: int
) -> None:
    grid = FieldGrid([NumberField(str(n), f"Number {n}") for n in range(6)], columns=3)
    grid.resize(width, 400)
    seen(grid)
    qtbot.waitUntil(lambda: grid.columns == columns)
    fields = grid.findChildren(NumberField)
    assert all(field.geometry().right() <= grid.width() for field in fields)
    boxes = [field.geometry() for field in fields]
    assert not [1 for a in boxes for b in boxes if a is not b and a.intersects(b)]


def test_tab_walks_through_a_form_in_reading_order(form: Form, seen: Show) -> None:
    seen(form)
    order = [focus_of(form, name) for name in ("name", "born", "phones", "note")]
    here = order[0]
    walked: list[object] = [here]
    for _ in range(30):
        here = here.nextInFocusChain() or order[0]
        if here in order and here not in walked:
            walked.append(here)
    assert walked == order
