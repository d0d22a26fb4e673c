"""The words of a draft, and what a password for a file must be."""

import pytest

from pico_tracker.domain.mail_drafts import check_draft, check_password, mail_body, mail_subject
from pico_tracker.domain.printouts import SheetKind, SheetWish
from pico_tracker.domain.words import in_english


def test_the_text_names_nothing_clinical_and_says_whom_to_call() -> None:
    phone = "+44 20 7946 0000"
    body = mail_body("Amara", "North Clinic", phone, title="Aftercare", is_locked=False, translate=in_english)
    assert body == (
        "Hello Amara,\n\nthe PDF attached to this e-mail is for you: Aftercare. "
        "Keep it where you can find it again.\n\n"
        "Is anything unclear? Call us: +44 20 7946 0000\n\nNorth Clinic\n"
    )
    assert mail_subject("North\nClinic", in_english) == "Your papers from North Clinic"


def test_a_locked_file_says_that_the_password_comes_another_way() -> None:
    body = mail_body("", "", "", title="Aftercare", is_locked=True, translate=in_english)
    assert body.startswith("Hello,\n")
    assert "You get the password another way, not by e-mail." in body
    assert "Call us" not in body
    assert mail_subject("", in_english) == "Your papers"


@pytest.mark.parametrize(
    ("password", "again", "code"),
    [
        ("1234567", "1234567", "password.short"),
        ("x" * 128, "x" * 128, "password.long"),
        ("pass\tword", "pass\tword", "password.signs"),
        ("passw\u2460rter", "passw\u2460rter", "password.signs"),
        ("pass\u00a0word", "pass\u00a0word", "password.signs"),
        ("passwort1", "passwort2", "password.again"),
    ],
)
def test_a_password_that_will_not_do_says_why(password: str, again: str, code: str) -> None:
    assert [one.code for one in check_password(password, again)] == [code]


def test_eight_characters_typed_twice_will_do() -> None:
    assert check_password("пароль 12", "пароль 12") == ()


@pytest.mark.parametrize(
    "kind", [SheetKind.DAY_SHEET, SheetKind.RECALL_LIST, SheetKind.TREATMENT_REGISTER, SheetKind.DOWNTIME_PACK]
)
def test_a_sheet_that_names_several_patients_leaves_with_a_password_only(kind: SheetKind) -> None:
    wish = SheetWish(kind=kind)
    (found,) = check_draft(wish, "", "")
    assert found.sentence.text == "This sheet names several patients. Give it a password."
    assert check_draft(wish, "geheim 1234", "geheim 1234") == ()
    assert [one.code for one in check_draft(wish, "", "geheim 1234")] == ["password.short"]


def test_a_sheet_of_one_patient_needs_no_password() -> None:
    assert check_draft(SheetWish(kind=SheetKind.PROGRESS_REPORT, patient_id=1), "", "") == ()
