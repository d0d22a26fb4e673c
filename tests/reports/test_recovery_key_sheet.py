"""The recovery key's sheet as somebody reads it on the day the passphrase is lost."""

import io

from pico_tracker.reports.recovery_key_sheet import render_recovery_key_sheet
from tests.reports.reading import pages_of
from tests.reports.sheets.recovery_key_sheet import KEY, make_key_sheet


def text_of(**changes: object) -> str:
    out = io.BytesIO()
    render_recovery_key_sheet(make_key_sheet(**changes), out)
    (page,) = pages_of(out.getvalue())
    return page


def test_it_says_for_which_clinic_and_record_and_when_the_key_was_made() -> None:
    text = text_of()
    assert (
        "Recovery key Northgate Laser Clinic · made on 22 Nov 2026 at 10:58 Record: /clinic/northgate.pico" in text
    )
    assert "Record:" not in text_of(database="")


def test_the_groups_stand_in_their_order_each_under_its_number() -> None:
    numbered = " ".join(f"{number} {group}" for number, group in enumerate(KEY.split("-"), start=1))
    words = text_of()
    places = [words.index(f"{number} {group}") for number, group in enumerate(KEY.split("-"), start=1)]
    assert places == sorted(places), numbered


def test_it_says_where_to_keep_it_how_to_use_it_and_who_has_it() -> None:
    text = text_of()
    for said in (
        "Whoever has it and the record can read every patient.",
        "Keep it in a safe or a bank box, in a closed envelope, apart from the computer and from its backups.",
        "Never photograph, scan or e-mail it",
        "2. Where it asks for the passphrase, choose “Use the recovery key”.",
        "4. Choose a new passphrase.",
        "Who keeps this sheet Name Since Where it lies Signature",
    ):
        assert said in text
    steps = [text.index(f"{number}. ") for number in (1, 2, 3, 4)]
    assert steps == sorted(steps)


def test_the_foot_of_the_page_and_the_file_do_not_tell_the_key() -> None:
    out = io.BytesIO()
    render_recovery_key_sheet(make_key_sheet(), out)
    assert KEY.encode() not in out.getvalue()
    assert "Northgate Laser Clinic · Recovery key Page 1 of 1" in text_of()
