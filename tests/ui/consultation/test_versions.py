"""A consent on paper: the version of the text that was signed is chosen, read and kept."""

import pytest
from pytestqt.qtbot import QtBot

from pico_tracker.domain.rules import RuleKind
from pico_tracker.domain.signatures import Signature
from pico_tracker.services.consents import list_course_consents
from pico_tracker.services.courses import open_course
from pico_tracker.services.drafts import list_drafts
from pico_tracker.services.patients import add_patient
from pico_tracker.services.rules import edit_rule
from pico_tracker.ui.consultation.consent_page import ConsentPage
from pico_tracker.ui.consultation.text_view import ConsentTextView
from pico_tracker.ui.desk import Desk
from pico_tracker.ui.kit.chips import Chip
from pico_tracker.ui.kit.plain_text import Label
from pico_tracker.ui.kit.words import said
from pico_tracker.ui.sheets.sheet_dialog import SheetDialog
from tests.builders import Bench
from tests.ui.desks import Show

COST = "A session costs 90."


@pytest.fixture
def ids(file_bench: Bench) -> tuple[int, int]:
    """A patient and a tattoo's course."""
    patient_id = add_patient(file_bench.practitioner, file_bench.patient()).value
    return patient_id, open_course(file_bench.practitioner, file_bench.course(patient_id)).value


@pytest.fixture
def page(desk: Desk, on_screen: Show) -> ConsentPage:
    made = ConsentPage(desk)
    on_screen(made)
    return made


def rewrite(bench: Bench, seen_version: int = 1) -> None:
    """Put another version of the tattoo's text into force."""
    edit_rule(bench.administrator, RuleKind.CONSENT_TEXT, "tattoo", seen_version, {"cost": COST}, "New prices.")


def begin(page: ConsentPage, ids: tuple[int, int], qtbot: QtBot) -> None:
    page.open_new(*ids)
    qtbot.waitUntil(page.banner.isVisible)


def text_shown(page: ConsentPage) -> tuple[list[str], list[bool]]:
    """The version chip that is seen, and whether the text under it has the new price."""
    chips = [one.chip.text for one in page.form.findChildren(Chip) if one.isVisible()]
    views = [one for one in page.form.findChildren(ConsentTextView) if one.isVisible()]
    costs = [COST in [label.text() for label in view.findChildren(Label)] for view in views]
    return [chip for chip in chips if chip.startswith("Version")], costs


def test_the_version_is_asked_for_on_paper_only_and_the_older_text_is_read_beside_it(
    page: ConsentPage, ids: tuple[int, int], file_bench: Bench, qtbot: QtBot
) -> None:
    rewrite(file_bench)
    begin(page, ids, qtbot)
    choice = page.form.signed_version
    assert not choice.isVisible()
    qtbot.waitUntil(lambda: text_shown(page) == (["Version 2"], [True]))
    page.form.restore({"signed_where": "On paper"})
    assert choice.isVisible()
    assert [choice.input.itemText(row) for row in range(choice.input.count())] == ["Version 2", "Version 1"]
    assert choice.raw_text() == "Version 2"
    assert page.form.print_button.isVisible()
    choice.input.setCurrentIndex(1)
    qtbot.waitUntil(lambda: text_shown(page) == (["Version 1"], [False]))
    assert not page.form.print_button.isVisible()
    page.form.restore({"signed_where": "On the screen"})
    qtbot.waitUntil(lambda: text_shown(page) == (["Version 2"], [True]))
    assert not choice.isVisible()


def test_what_was_signed_on_paper_goes_on_record_in_its_version(
    page: ConsentPage, ids: tuple[int, int], file_bench: Bench, qtbot: QtBot
) -> None:
    rewrite(file_bench)
    begin(page, ids, qtbot)
    page.form.restore({"treatment": "yes", "signed_where": "On paper", "signed_version": "Version 1"})
    with qtbot.waitSignal(page.saved):
        page.save()
    (known,) = list_course_consents(file_bench.practitioner, ids[1])
    assert (known.rule_key, known.rule_version) == ("tattoo", 1)


def test_a_text_with_one_version_asks_for_none(
    page: ConsentPage, ids: tuple[int, int], file_bench: Bench, qtbot: QtBot
) -> None:
    begin(page, ids, qtbot)
    page.form.restore({"signed_where": "On paper"})
    assert page.form.on_paper.isVisible()
    assert not page.form.signed_version.isVisible()


def test_a_draft_keeps_the_version_that_was_chosen(
    page: ConsentPage, ids: tuple[int, int], file_bench: Bench, qtbot: QtBot
) -> None:
    rewrite(file_bench)
    begin(page, ids, qtbot)
    page.form.restore({"treatment": "yes", "signed_where": "On paper", "signed_version": "Version 1"})
    page.leave()
    qtbot.waitUntil(page.discard_button.isVisible)
    (draft,) = list_drafts(file_bench.practitioner)
    begin(page, ids, qtbot)
    qtbot.waitUntil(lambda: text_shown(page) == (["Version 2"], [True]))
    page.open_new(*ids, draft)
    qtbot.waitUntil(page.banner.isVisible)
    assert page.form.raw()["signed_version"] == "Version 1"
    assert page.form.signed_version.isVisible()
    qtbot.waitUntil(lambda: text_shown(page) == (["Version 1"], [False]))


def test_a_draft_of_what_is_signed_on_the_screen_goes_on_with_the_newest_text(
    page: ConsentPage, ids: tuple[int, int], file_bench: Bench, qtbot: QtBot
) -> None:
    begin(page, ids, qtbot)
    page.form.restore({"treatment": "yes"})
    page.leave()
    qtbot.waitUntil(page.discard_button.isVisible)
    (draft,) = list_drafts(file_bench.practitioner)
    rewrite(file_bench)
    page.open_new(*ids, draft)
    qtbot.waitUntil(page.banner.isVisible)
    qtbot.waitUntil(lambda: text_shown(page) == (["Version 2"], [True]))
    page.form.restore({"signed_where": "On paper"})
    assert page.form.signed_version.raw_text() == "Version 2"


def test_a_version_that_came_after_the_day_of_the_signature_is_refused_beside_the_day(
    page: ConsentPage, ids: tuple[int, int], file_bench: Bench, qtbot: QtBot
) -> None:
    file_bench.clock.pass_days(10)
    rewrite(file_bench)
    rewrite_again = {"cost": "A session costs 95."}
    edit_rule(file_bench.administrator, RuleKind.CONSENT_TEXT, "tattoo", 2, rewrite_again, "New prices.")
    begin(page, ids, qtbot)
    page.form.restore({"treatment": "yes", "signed_where": "On paper", "signed_version": "Version 2"})
    page.form.restore({"given_on": "25 Nov 2026"})
    page.save()
    given_on = page.form.field("given_on")
    qtbot.waitUntil(lambda: bool(given_on.findings))
    (found,) = given_on.findings
    assert said(found.sentence).startswith("Version 2 of the consent text was not in force yet on this day.")
    page.form.restore({"signed_version": "Version 1"})
    with qtbot.waitSignal(page.saved):
        page.save()


def test_a_form_printed_after_the_text_was_edited_meanwhile_shows_what_is_printed(
    page: ConsentPage, ids: tuple[int, int], file_bench: Bench, qtbot: QtBot
) -> None:
    begin(page, ids, qtbot)
    page.form.restore({"treatment": "yes", "signed_where": "On paper"})
    rewrite(file_bench)
    page.form.print_button.click()
    qtbot.waitUntil(lambda: bool(page.findChildren(SheetDialog)))
    (dialog,) = page.findChildren(SheetDialog)
    qtbot.waitUntil(dialog.print_button.isEnabled)
    dialog.reject()
    qtbot.waitUntil(lambda: text_shown(page) == (["Version 2"], [True]))
    assert page.form.raw()["treatment"] == "yes"
    assert page.form.signed_version.isVisible()


def test_a_signature_is_drawn_anew_after_another_version_was_read(
    page: ConsentPage, ids: tuple[int, int], file_bench: Bench, qtbot: QtBot
) -> None:
    rewrite(file_bench)
    begin(page, ids, qtbot)
    drawn = Signature((((10, 10), (400, 200)),))
    page.form.signature.set_value(drawn)
    page.form.restore({"signed_where": "On paper"})
    page.form.restore({"signed_where": "On the screen"})
    assert page.form.drawn() == drawn
    page.form.restore({"signed_where": "On paper"})
    page.form.restore({"signed_version": "Version 1"})
    page.form.restore({"signed_where": "On the screen"})
    assert page.form.drawn() == Signature()
