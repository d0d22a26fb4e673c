"""The command line as a person types it: what it says, what it leaves, with which exit code."""

import json
from pathlib import Path

import pytest
from pypdf import PdfReader

from pico_tracker.cli import run

PATIENTS = """Nachname;Vorname;Geburtsdatum;Telefon
Østergård;Maja;17.04.1988;+44 7700 900311
Okonkwo;Emeka;02.11.1979;+44 7700 900312
"""


@pytest.fixture
def clinic(tmp_path: Path) -> Path:
    """A demonstration clinic of five, written by the command itself."""
    path = tmp_path / "demo.pico"
    assert run(["demo", str(path), "--patients", "5", "--seed", "3", "--today", "2026-11-22"]) == 0
    return path


def test_the_same_seed_and_day_write_the_same_content(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    digests = []
    for name in ("one.pico", "two.pico"):
        common = ["--patients", "8", "--seed", "3", "--today", "2026-11-22", "--json"]
        assert run(["demo", str(tmp_path / name), *common]) == 0
        digests.append(json.loads(capsys.readouterr().out)["digest"])
    assert digests[0] == digests[1]
    assert run(["demo", str(tmp_path / "x.pico"), "--patients", "8", "--seed", "4", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["digest"] != digests[0]


def test_a_passphrase_in_the_environment_encrypts_the_clinic(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "secret.pico"
    monkeypatch.setenv("PICO_TRACKER_PASSPHRASE", "four plain words here")
    assert run(["demo", str(path), "--patients", "3", "--seed", "1", "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert answer["encrypted"] is True
    assert len(answer["recovery_key"].split("-")) == 8
    assert b"Nwosu" not in path.read_bytes()
    assert run(["check", "--database", str(path), "--json"]) == 0
    monkeypatch.setenv("PICO_TRACKER_PASSPHRASE", "four other words here")
    capsys.readouterr()
    assert run(["check", "--database", str(path)]) == 1
    assert "passphrase does not open" in capsys.readouterr().err


def test_a_report_is_a_pdf_that_names_the_patient(clinic: Path, tmp_path: Path) -> None:
    out = tmp_path / "report.pdf"
    assert run(["report", "P-10001", "--database", str(clinic), "--out", str(out)]) == 0
    text = PdfReader(out).pages[0].extract_text()
    assert "Amara Nwosu" in text
    assert "P-10001" in text


def test_an_unknown_record_number_is_said_in_one_sentence(
    clinic: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    capsys.readouterr()
    out = tmp_path / "report.pdf"
    assert run(["report", "P-1", "--database", str(clinic), "--out", str(out)]) == 1
    assert capsys.readouterr().err == "There is no patient with the record number P-1.\n"
    assert not out.exists()


def test_a_dry_run_changes_nothing_and_the_import_then_takes_every_row(
    clinic: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    table = tmp_path / "patienten.csv"
    table.write_bytes(PATIENTS.encode("cp1252"))
    common = ["import", "patients", str(table), "--database", str(clinic), "--json"]
    capsys.readouterr()
    assert run([*common, "--dry-run"]) == 0
    assert json.loads(capsys.readouterr().out)["imported"] == 0
    assert run(common) == 0
    assert json.loads(capsys.readouterr().out)["imported"] == 2
    assert run(["check", "--database", str(clinic), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["rows"]["patient"] == 7


def test_importing_the_same_table_twice_takes_nobody_and_names_each_row(
    clinic: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    table = tmp_path / "patienten.csv"
    table.write_bytes(PATIENTS.encode("cp1252"))
    common = ["import", "patients", str(table), "--database", str(clinic)]
    assert run(common) == 0
    capsys.readouterr()
    assert run(common) == 1
    said = capsys.readouterr().err
    assert "Line 2: The same name and birth date as patient P-10006" in said
    assert "2 rows cannot be imported, so nothing was." in said
    assert run([*common, "--skip-bad"]) == 0


def test_a_backup_can_be_checked_like_the_clinic_itself(
    clinic: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    capsys.readouterr()
    assert run(["backup", "--database", str(clinic), "--out", str(tmp_path / "safe"), "--json"]) == 0
    folder = Path(json.loads(capsys.readouterr().out)["folder"])
    assert run(["check", "--database", str(clinic), "--json"]) == 0
    ours = json.loads(capsys.readouterr().out)
    assert run(["check", "--database", str(folder / clinic.name), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["digest"] == ours["digest"]
    assert not list(folder.glob("*.part*"))


def test_nobody_of_that_name_is_said_with_those_there_are(clinic: Path, capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    assert run(["check", "--database", str(clinic), "--as", "Nobody"]) == 1
    assert "Dr S. Okafor" in capsys.readouterr().err


def test_reception_may_not_back_up(clinic: Path, capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    assert run(["backup", "--database", str(clinic), "--as", "R. Diaz"]) == 1
    assert "Reception may not do this" in capsys.readouterr().err


def test_wrong_usage_leaves_with_code_two(capsys: pytest.CaptureFixture[str]) -> None:
    for arguments in (["nonsense"], ["report", "P-10001"], ["demo", "x.pico", "--patients", "0"]):
        with pytest.raises(SystemExit) as left:
            run(arguments)
        assert left.value.code == 2
    assert "usage:" in capsys.readouterr().err


@pytest.mark.parametrize("content", [b"", b"Surname,First name\nBaker,Tom\n", bytes(range(256)) * 64])
def test_what_is_no_database_is_named_and_left_as_it_was(
    content: bytes, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "other.pico"
    path.write_bytes(content)
    assert run(["check", "--database", str(path)]) == 1
    said = capsys.readouterr().err
    assert said.endswith(".\n")
    assert said.count("\n") == 1
    assert path.read_bytes() == content


def test_a_report_never_takes_the_place_of_the_database(clinic: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = clinic.read_bytes()
    capsys.readouterr()
    assert run(["report", "P-10001", "--database", str(clinic), "--out", str(clinic)]) == 1
    assert "is no name for a report. Nothing was written." in capsys.readouterr().err
    assert clinic.read_bytes() == before
