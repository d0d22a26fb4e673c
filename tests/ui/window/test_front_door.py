"""The front door: window or command line, and a run without a display from beginning to end."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image

from pico_tracker.__main__ import is_for_window


@pytest.mark.parametrize(
    "typed",
    ["", "--demo", "--database clinic.pico", "--database=clinic.pico --as Ann", "--headless out --demo", "--seat"],
)
def test_options_alone_open_the_window(typed: str) -> None:
    assert is_for_window(typed.split())


@pytest.mark.parametrize(
    "typed",
    ["check", "--database clinic.pico check", "demo x.pico", "--help", "--version", "--database", "--strange"],
)
def test_everything_else_is_for_the_command_line(typed: str) -> None:
    assert not is_for_window(typed.split())


def run(home: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = os.environ | {
        "HOME": str(home),
        "XDG_DATA_HOME": str(home / "data"),
        "XDG_STATE_HOME": str(home / "state"),
        "QT_QPA_PLATFORM": "offscreen",
    }
    command = [sys.executable, "-m", "pico_tracker", *arguments]
    return subprocess.run(command, env=environment, capture_output=True, text=True, timeout=120, check=False)


def test_a_run_without_a_display_leaves_a_picture_of_each_page(tmp_path: Path) -> None:
    out = tmp_path / "out"
    ended = run(tmp_path, "--demo", "--headless", str(out))
    assert ended.returncode == 0, ended.stderr
    pictures = {path.stem for path in out.glob("*.png")}
    for page in ("today", "patients", "new-patient", "patient", "new-course", "log-session", "print", "settings"):
        for look in ("light-1440", "light-1280", "dark-1440", "dark-1280"):
            assert f"{page}-{look}" in pictures
    behind_tabs = {"patient": ("scores", "safety", "consultation", "advice")}
    behind_tabs |= {"settings": ("lasers", "upkeep", "rules", "rule")}
    for page, parts in behind_tabs.items():
        for part in parts:
            assert {f"{page}-{part}-light-1440", f"{page}-{part}-dark-1280"} <= pictures
    with Image.open(out / "today-dark-1280.png") as picture:
        assert picture.size == (1280, 720)
        assert picture.convert("RGB").getpixel((210, 700)) != (255, 255, 255)


def test_a_database_that_cannot_be_is_said_in_one_sentence(tmp_path: Path) -> None:
    ended = run(tmp_path, "--database", "mysql://host/name", "--headless", str(tmp_path / "out"))
    assert ended.returncode == 1
    assert "cannot use mysql" in ended.stderr
    assert "Traceback" not in ended.stderr


def test_without_a_display_nobody_can_set_up_a_clinic_and_that_is_said(tmp_path: Path) -> None:
    ended = run(tmp_path, "--database", str(tmp_path / "new.pico"), "--headless", str(tmp_path / "out"))
    assert ended.returncode == 1
    assert "cannot be opened without somebody" in ended.stderr
    assert not (tmp_path / "new.pico").exists()


def test_without_a_display_a_name_nobody_has_ends_the_run_and_says_who_is_there(tmp_path: Path) -> None:
    ended = run(tmp_path, "--demo", "--headless", str(tmp_path / "out"), "--as", "Nobody Real")
    assert ended.returncode == 1
    assert "Nobody here is called “Nobody Real”. There are: Dr S. Okafor" in ended.stderr
    assert not list((tmp_path / "out").glob("*.png"))
