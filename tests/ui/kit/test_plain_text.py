import re
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

import pico_tracker.ui
from pico_tracker.domain.words import sentence
from pico_tracker.ui.kit.banner import Identity, IdentityBanner
from pico_tracker.ui.kit.chips import Chip, ChipText
from pico_tracker.ui.kit.plain_text import LINE_CAP, Label, shown, tip
from pico_tracker.ui.kit.style import Tone
from pico_tracker.ui.kit.words import said, tr

ROOM = Path(pico_tracker.ui.__file__).parent
HOSTILE = '<b>Anna</b> <img src="/etc/passwd"> & Söhne'


def test_no_page_uses_a_label_that_guesses_markup() -> None:
    bare = re.compile(r"\b(QLabel|QMessageBox|QTextEdit|QTextBrowser|QErrorMessage)\(")
    users = [p.name for p in ROOM.rglob("*.py") if bare.search(p.read_text(encoding="utf-8"))]
    assert users == []


def test_nothing_but_the_application_is_executed() -> None:
    modal = re.compile(r"\.exec\(|\.exec_\(|processEvents|QThread\b")
    users = [str(p.relative_to(ROOM)) for p in ROOM.rglob("*.py") if modal.search(p.read_text(encoding="utf-8"))]
    assert [user for user in users if user != "kit/backend.py"] == []


def test_markup_in_a_label_is_shown_as_it_was_typed(qtbot: QtBot) -> None:
    label = Label(HOSTILE, elide=True)
    qtbot.addWidget(label)
    assert label.text() == HOSTILE
    assert label.textFormat() is Qt.TextFormat.PlainText
    assert label.toolTip() == (
        "<qt>&lt;b&gt;Anna&lt;/b&gt; &lt;img src=&quot;/etc/passwd&quot;&gt; &amp; Söhne</qt>"
    )


def test_an_empty_tip_shows_no_tooltip() -> None:
    assert tip("") == ""


@pytest.mark.parametrize("wrap", [True, False])
def test_a_text_of_ten_million_characters_is_cut_before_it_is_laid_out(qtbot: QtBot, wrap: bool) -> None:
    label = Label("x" * 10_000_000, wrap=wrap)
    qtbot.addWidget(label)
    assert label.text().endswith("…")
    assert len(label.text()) <= (20_000 if wrap else LINE_CAP)


def test_a_short_text_is_shown_whole() -> None:
    assert shown("Amara") == "Amara"


def test_an_eliding_label_gives_way_and_a_plain_one_does_not(qtbot: QtBot) -> None:
    eliding, plain = Label("A rather long name of a course", elide=True), Label("A rather long name of a course")
    qtbot.addWidget(eliding)
    qtbot.addWidget(plain)
    assert eliding.minimumSizeHint().width() < plain.minimumSizeHint().width() / 3


def test_sentences_get_their_values_whatever_these_contain() -> None:
    assert tr("Record of {name}", name="{x} <b>") == "Record of {x} <b>"
    assert said(sentence("Past {limit} mm", limit=15)) == "Past 15 mm"


def test_the_banner_names_the_allergy_before_anything_else(qtbot: QtBot) -> None:
    banner = IdentityBanner()
    qtbot.addWidget(banner)
    banner.show_identity(
        Identity(
            "A & B <i>",
            "34 y, F · P-10482",
            allergies=("lidocaine",),
            alerts=("Keloid tendency",),
            facts=(ChipText("Fitzpatrick III", skin=3),),
        )
    )
    layout = banner._chips
    texts = [
        w.text() if isinstance(w, Label) else w.chip.text
        for i in range(layout.count())
        if (item := layout.itemAt(i)) and isinstance(w := item.widget(), Label | Chip)
    ]
    assert texts == ["Allergy: lidocaine", "Keloid tendency", "Fitzpatrick III"]
    assert banner.name.text() == "A & B <i>"
    assert banner.accessibleDescription().startswith("Allergy: lidocaine. Keloid tendency")


def test_a_long_allergy_wraps_and_is_never_cut(qtbot: QtBot) -> None:
    banner = IdentityBanner()
    qtbot.addWidget(banner)
    banner.show_identity(Identity("Name", "", allergies=("benzocaine and " * 12,)))
    item = banner._chips.itemAt(0)
    assert item is not None
    label = item.widget()
    assert isinstance(label, Label)
    one_line = label.sizeHint().height()
    assert label.heightForWidth(300) > 3 * one_line / 2
    assert "…" not in label.text()


def test_a_chip_says_its_word_to_a_screen_reader(qtbot: QtBot) -> None:
    chip = Chip(ChipText("Overdue", Tone.WARN))
    qtbot.addWidget(chip)
    assert chip.accessibleName() == "Overdue"
    assert chip.sizeHint().width() > chip.fontMetrics().horizontalAdvance("Overdue") * 0.8
