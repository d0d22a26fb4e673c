"""Consents on paper: the form that is signed, the signature drawn on the screen, the scan that comes back."""

import io
import json
from datetime import timedelta
from pathlib import Path

import pikepdf
import pytest
from PIL import Image
from sqlalchemy import text

from pico_tracker.domain.addresses import DatabaseAddress
from pico_tracker.domain.consent_forms import PAGES_LIMIT, consent_digest
from pico_tracker.domain.consents import ConsentKind, SignedBy
from pico_tracker.domain.errors import FileTrouble, NotAllowed, NotFound, Refused
from pico_tracker.domain.printouts import SheetKind
from pico_tracker.domain.rules import RuleKind
from pico_tracker.domain.sheet_templates import SheetTemplate
from pico_tracker.domain.signatures import Signature, write_strokes
from pico_tracker.domain.topics import Topic
from pico_tracker.services import consent_scans
from pico_tracker.services.backups import back_up
from pico_tracker.services.clinics import open_with_key
from pico_tracker.services.consent_forms import (
    gather_consent_form,
    gather_signed_consent,
    print_consent_form,
    print_signed_consent,
)
from pico_tracker.services.consent_scans import (
    attach_consent_scan,
    list_consent_scans,
    list_scans_taken_away,
    list_signings,
    read_consent_scan,
    reinstate_consent_scan,
    withdraw_consent_scan,
)
from pico_tracker.services.consents import list_course_consents, read_signed_text, record_consent, withdraw_consent
from pico_tracker.services.consultations import sign_consultation
from pico_tracker.services.courses import open_course
from pico_tracker.services.letterheads import save_template
from pico_tracker.services.patients import add_patient
from pico_tracker.services.people import sign_in
from pico_tracker.services.rules import edit_rule
from tests.builders import TODAY, Bench
from tests.reports.reading import pages_of

SIGNED = Signature((((100, 100), (400, 100), (400, 140)), ((500, 120), (530, 80))))
DECIDED = {
    ConsentKind.TREATMENT: True,
    ConsentKind.PHOTOS_CLINICAL: True,
    ConsentKind.PHOTOS_MARKETING: False,
}


def new_course(bench: Bench, **changes: object) -> int:
    patient_id = add_patient(bench.practitioner, bench.patient(**changes)).value
    return open_course(bench.practitioner, bench.course(patient_id)).value


def sign(bench: Bench, course_id: int, signature: Signature | None = None, **changes: object) -> int:
    entry = bench.consent(course_id, **({"decisions": DECIDED} | changes))
    return record_consent(bench.practitioner, entry, signature).value


def change_text(bench: Bench) -> None:
    edit_rule(
        bench.administrator, RuleKind.CONSENT_TEXT, "tattoo", 1, {"cost": "Each session costs 90."}, "New prices."
    )


def words(pdf: bytes) -> str:
    return " ".join(pages_of(pdf))


@pytest.fixture
def scan(tmp_path: Path) -> Path:
    """A scan of two pages."""
    made = pikepdf.new()
    for size in ((595, 842), (842, 595)):
        page = made.add_blank_page(page_size=size)
        page.obj.Contents = made.make_stream(b"0.2 g 60 400 300 60 re f")
    made.save(tmp_path / "signed.pdf")
    return tmp_path / "signed.pdf"


@pytest.fixture
def picture(tmp_path: Path) -> Path:
    Image.new("L", (1240, 1754), 240).save(tmp_path / "signed.jpg")
    return tmp_path / "signed.jpg"


def test_the_form_has_the_text_as_it_is_now_and_names_its_version_on_each_page(bench: Bench) -> None:
    course_id = new_course(bench)
    change_text(bench)
    sign_consultation(bench.practitioner, bench.consultation(course_id, held_on=TODAY - timedelta(days=10)))
    form = gather_consent_form(bench.reception, course_id)
    assert (form.rule_key, form.rule_version, form.is_minor, form.reads) == ("tattoo", 2, False, "")
    assert form.informed_on == TODAY - timedelta(days=10)
    pages = pages_of(print_consent_form(bench.reception, course_id))
    assert "Each session costs 90." in " ".join(pages)
    assert all("version 2 of the text" in page for page in pages)


def test_the_form_begins_and_ends_with_the_clinics_own_words(bench: Bench) -> None:
    course_id = new_course(bench, language="polski")
    own = SheetTemplate(opening="Read this at home.", closing="You get a copy.")
    save_template(bench.administrator, SheetKind.CONSENT_FORM, own)
    printed = words(print_consent_form(bench.reception, course_id))
    assert printed.index("Read this at home.") < printed.index("What it is for") < printed.index("You get a copy.")
    assert "The patient's language on record is Polish" in printed
    assert "language on record" not in words(print_consent_form(bench.reception, course_id, "English"))


def test_the_form_of_a_minor_is_for_the_guardian(bench: Bench) -> None:
    course_id = new_course(bench, born_on=TODAY.replace(year=2010), guardian="Ada Nwosu")
    assert gather_consent_form(bench.practitioner, course_id).is_minor
    assert "The patient is under 18: the guardian signs." in words(
        print_consent_form(bench.practitioner, course_id)
    )


def test_a_drawn_signature_is_kept_with_the_digest_of_what_it_was_put_under(bench: Bench) -> None:
    course_id = new_course(bench)
    signing_id = sign(bench, course_id, SIGNED)
    signed = gather_signed_consent(bench.practitioner, signing_id)
    assert signed.drawn is not None
    assert (signed.drawn.signature, signed.drawn.at) == (SIGNED, bench.clock())
    shown = read_signed_text(bench.practitioner, "tattoo", 1)
    assert signed.drawn.digest == consent_digest(shown, DECIDED, SignedBy.PATIENT, "Amara Nwosu", TODAY)
    assert signed.is_as_signed
    assert [one.kind for one in signed.consents] == list(DECIDED)
    (signing,) = list_signings(bench.practitioner, course_id)
    assert (signing.id, signing.is_drawn, signing.pages) == (signing_id, True, 0)


def test_a_second_call_of_the_same_form_finds_the_first_signature(bench: Bench) -> None:
    course_id = new_course(bench)
    entry = bench.consent(course_id)
    first = record_consent(bench.practitioner, entry, SIGNED).value
    assert record_consent(bench.practitioner, entry, SIGNED).value == first
    assert len(list_signings(bench.practitioner, course_id)) == 1


@pytest.mark.parametrize(
    ("signature", "days", "said"),
    [
        (Signature(), 0, "Sign in the field"),
        (Signature((((5, 5),),)), 0, "too small"),
        (SIGNED, 1, "For another day choose on paper"),
    ],
)
def test_what_is_no_signature_leaves_nothing_on_record(
    bench: Bench, signature: Signature, days: int, said: str
) -> None:
    course_id = new_course(bench)
    with pytest.raises(Refused, match=said):
        sign(bench, course_id, signature, given_on=TODAY - timedelta(days=days))
    assert list_course_consents(bench.practitioner, course_id) == ()


def test_what_was_signed_is_printed_in_the_version_that_was_signed(bench: Bench) -> None:
    course_id = new_course(bench)
    signing_id = sign(bench, course_id, SIGNED, interpreter="S. Rossi", thinking_days=10)
    change_text(bench)
    bench.clock.pass_days(2)
    marked = next(one for one in list_course_consents(bench.practitioner, course_id) if one.given)
    withdraw_consent(bench.practitioner, marked.id, TODAY + timedelta(days=1), "Moves away.")
    printed = words(print_signed_consent(bench.practitioner, signing_id))
    assert "version 1 of the text" in printed
    assert "Each session costs 90." not in printed
    for said in ("Amara Nwosu (the patient)", "S. Rossi", "10 days", "Reason: Moves away.", "Refused"):
        assert said in printed
    assert "Withdrawn on 23 Nov 2026: Treatment." in printed
    assert "Drawn on the screen 22 Nov 2026" in printed


def test_a_text_changed_behind_the_programs_back_is_told_on_the_sheet(file_bench: Bench) -> None:
    signing_id = sign(file_bench, new_course(file_bench), SIGNED)
    with file_bench.database.engine.begin() as connection:
        connection.execute(text("UPDATE consent_signature SET digest = 'aa'"))
    signed = gather_signed_consent(file_bench.practitioner, signing_id)
    assert not signed.is_as_signed
    assert "not those that this signature was put under" in words(
        print_signed_consent(file_bench.practitioner, signing_id)
    )


def test_signings_come_latest_first_each_with_its_own_decisions(bench: Bench) -> None:
    course_id = new_course(bench)
    early = sign(bench, course_id, given_on=TODAY - timedelta(days=9))
    late = sign(bench, course_id, decisions={ConsentKind.PHOTOS_TEACHING: True})
    sign(bench, new_course(bench, given_names="Ada"))
    found = [(one.id, [two.kind for two in one.consents]) for one in list_signings(bench.practitioner, course_id)]
    assert found == [(late, [ConsentKind.PHOTOS_TEACHING]), (early, list(DECIDED))]


def test_what_was_signed_on_paper_says_so_until_it_is_scanned(bench: Bench) -> None:
    course_id = new_course(bench)
    signing_id = sign(bench, course_id)
    assert "On paper. No scan of it is on record." in words(print_signed_consent(bench.practitioner, signing_id))


def test_the_pages_of_a_scan_lie_sealed_beside_the_photos_and_are_printed(file_bench: Bench, scan: Path) -> None:
    course_id = new_course(file_bench)
    signing_id = sign(file_bench, course_id)
    done = attach_consent_scan(file_bench.practitioner, signing_id, scan)
    assert done.changed == {Topic.CONSENTS}
    pages = list_consent_scans(file_bench.practitioner, signing_id)
    assert [(one.id, one.page, one.width, one.height) for one in pages] == [
        (done.value[0], 1, 1767, 2500),
        (done.value[1], 2, 2500, 1767),
    ]
    assert {one.added_by for one in pages} == {"Practitioner"}
    content = read_consent_scan(file_bench.practitioner, pages[0].id)
    assert Image.open(io.BytesIO(content)).size == (1767, 2500)
    files = sealed(file_bench)
    assert len(files) == 2
    assert all(content[:40] not in one.read_bytes() for one in files)
    assert list_signings(file_bench.practitioner, course_id)[0].pages == 2
    pdf = print_signed_consent(file_bench.practitioner, signing_id)
    assert content in pdf
    assert "Signed paper, page 2 of 2, scanned 22 Nov 2026 12:00" in pages_of(pdf)[-1]


def sealed(bench: Bench) -> list[Path]:
    assert bench.database.path is not None
    return sorted(bench.database.path.with_name("clinic.pico.photos").rglob("*.photo"))


def test_the_same_scan_once_more_adds_nothing_and_another_one_follows(
    file_bench: Bench, scan: Path, picture: Path
) -> None:
    signing_id = sign(file_bench, new_course(file_bench))
    first = attach_consent_scan(file_bench.practitioner, signing_id, scan).value
    again = attach_consent_scan(file_bench.practitioner, signing_id, scan)
    assert (again.value, again.changed) == (first, frozenset())
    attach_consent_scan(file_bench.practitioner, signing_id, picture)
    pages = list_consent_scans(file_bench.practitioner, signing_id)
    assert [(one.page, one.width) for one in pages] == [(1, 1767), (2, 2500), (3, 1240)]


def test_a_page_taken_away_can_be_put_back_where_it_was(file_bench: Bench, scan: Path, picture: Path) -> None:
    course_id = new_course(file_bench)
    signing_id = sign(file_bench, course_id)
    first, second = attach_consent_scan(file_bench.practitioner, signing_id, scan).value
    assert withdraw_consent_scan(file_bench.practitioner, first).changed == {Topic.CONSENTS}
    (left,) = list_consent_scans(file_bench.practitioner, signing_id)
    assert (left.id, left.page) == (second, 1)
    shown = list_signings(file_bench.practitioner, course_id)[0]
    assert (shown.pages, shown.taken_away) == (1, 1)
    attach_consent_scan(file_bench.practitioner, signing_id, picture)
    reinstate_consent_scan(file_bench.practitioner, first)
    found = list_consent_scans(file_bench.practitioner, signing_id)
    assert [one.id for one in found][:2] == [first, second]
    assert len(found) == 3
    assert withdraw_consent_scan(file_bench.practitioner, first).value is None
    assert withdraw_consent_scan(file_bench.practitioner, first).changed == frozenset()


def test_pages_taken_away_are_listed_with_their_first_place_until_they_are_back(
    file_bench: Bench, scan: Path
) -> None:
    signing_id = sign(file_bench, new_course(file_bench))
    first, second = attach_consent_scan(file_bench.practitioner, signing_id, scan).value
    assert list_scans_taken_away(file_bench.practitioner, signing_id) == ()
    for one in (first, second):
        withdraw_consent_scan(file_bench.practitioner, one)
    away = list_scans_taken_away(file_bench.practitioner, signing_id)
    assert [(one.id, one.page) for one in away] == [(first, 1), (second, 2)]
    reinstate_consent_scan(file_bench.practitioner, first)
    away = list_scans_taken_away(file_bench.practitioner, signing_id)
    assert [(one.id, one.page) for one in away] == [(second, 2)]


def test_a_consent_has_no_more_than_so_many_pages(
    file_bench: Bench, scan: Path, picture: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert PAGES_LIMIT == 100
    monkeypatch.setattr(consent_scans, "PAGES_LIMIT", 2)
    signing_id = sign(file_bench, new_course(file_bench))
    attach_consent_scan(file_bench.practitioner, signing_id, scan)
    with pytest.raises(FileTrouble, match=r"signed.jpg this consent would have more than 2 pages"):
        attach_consent_scan(file_bench.practitioner, signing_id, picture)
    assert len(sealed(file_bench)) == 2


def test_a_page_whose_file_is_gone_is_told_and_the_rest_is_printed(file_bench: Bench, scan: Path) -> None:
    signing_id = sign(file_bench, new_course(file_bench))
    first, second = attach_consent_scan(file_bench.practitioner, signing_id, scan).value
    kept = read_consent_scan(file_bench.practitioner, second)
    for file in sealed(file_bench):
        spoiled = bytearray(file.read_bytes())
        spoiled[-1] ^= 1
        if file_name_of(file_bench, first) == file.stem:
            file.write_bytes(spoiled)
    with pytest.raises(FileTrouble, match="file of this scanned page is missing or damaged") as told:
        read_consent_scan(file_bench.practitioner, first)
    assert f"{file_name_of(file_bench, first)}.photo" in str(told.value)
    pdf = print_signed_consent(file_bench.practitioner, signing_id)
    assert kept in pdf
    assert "The file of this page is missing or damaged." in pages_of(pdf)[-2]


def file_name_of(bench: Bench, scan_id: int) -> str:
    with bench.database.engine.connect() as connection:
        found = connection.scalar(text("SELECT file_name FROM consent_scan WHERE id = :id"), {"id": scan_id})
    return str(found)


def test_a_backup_holds_the_scanned_pages_too(file_bench: Bench, scan: Path) -> None:
    signing_id = sign(file_bench, new_course(file_bench))
    (first, _second) = attach_consent_scan(file_bench.practitioner, signing_id, scan).value
    kept = read_consent_scan(file_bench.practitioner, first)
    backup = back_up(file_bench.administrator)
    assert json.loads((backup.folder / "manifest.json").read_text("utf-8"))["photos"] == 2
    opened = open_with_key(DatabaseAddress(path=backup.database), None, file_bench.clock)
    reader = sign_in(opened, file_bench.practitioner.operator.id, file_bench.clock)
    assert read_consent_scan(reader, first) == kept
    assert len(list_consent_scans(reader, signing_id)) == 2
    opened.close()


def test_on_a_server_a_scan_has_no_place_yet(bench: Bench, scan: Path) -> None:
    if bench.database.path is not None:
        assert len(attach_consent_scan(bench.practitioner, sign(bench, new_course(bench)), scan).value) == 2
        return
    with pytest.raises(FileTrouble, match="Keep the signed paper"):
        attach_consent_scan(bench.practitioner, sign(bench, new_course(bench)), scan)


def test_what_is_not_on_record_has_no_paper(file_bench: Bench, scan: Path) -> None:
    for ask in (print_consent_form, print_signed_consent, read_consent_scan, withdraw_consent_scan):
        with pytest.raises(NotFound):
            ask(file_bench.practitioner, 77)
    with pytest.raises(NotFound):
        attach_consent_scan(file_bench.practitioner, 77, scan)
    assert sealed(file_bench) == []


def test_reception_prints_the_form_and_sees_nothing_that_is_signed(file_bench: Bench, scan: Path) -> None:
    course_id = new_course(file_bench)
    signing_id = sign(file_bench, course_id)
    assert print_consent_form(file_bench.reception, course_id).startswith(b"%PDF")
    with pytest.raises(NotAllowed):
        print_signed_consent(file_bench.reception, signing_id)
    with pytest.raises(NotAllowed):
        attach_consent_scan(file_bench.reception, signing_id, scan)


def test_strokes_lie_in_the_record_as_json(file_bench: Bench) -> None:
    sign(file_bench, new_course(file_bench), SIGNED)
    with file_bench.database.engine.connect() as connection:
        kept = connection.scalar(text("SELECT strokes FROM consent_signature"))
    assert kept == write_strokes(SIGNED)
    assert json.loads(kept)[1] == [[500, 120], [530, 80]]
