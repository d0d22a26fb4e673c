"""The built wheel works in an environment that holds nothing else than the locked runtime packages.

The environment is a real one, filled by pip from the lock file: about 20 s with pip's cache, once a
module. Linking the packages of the development environment would be faster and prove less.
"""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from pypdf import PdfReader

import dev

ROOT = Path(__file__).parents[2]


def call(folder: Path, *line: str | Path) -> str:
    """Run a program in `folder`, out of reach of the checkout; returns what it printed."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    done = subprocess.run(
        line,
        cwd=folder,
        env={**environment, "HOME": str(folder)},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    call(ROOT, sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", folder)
    [built] = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def environment(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    venv = tmp_path_factory.mktemp("environment") / "venv"
    dev.make_venv(venv)
    dev.install(venv, dev.RUNTIME)
    pip = (dev.python_of(venv), "-m", "pip", "--disable-pip-version-check")
    call(wheel.parent, *pip, "install", "--quiet", "--no-deps", "--no-index", wheel)
    call(wheel.parent, *pip, "check")
    return venv


def test_the_wheel_carries_every_resource(wheel: Path) -> None:
    resources = ROOT / "resources"
    expected = {
        f"pico_tracker/_resources/{file.relative_to(resources).as_posix()}"
        for file in resources.rglob("*")
        if file.is_file()
    }
    assert expected
    assert expected <= set(zipfile.ZipFile(wheel).namelist())


def test_the_installed_program_writes_a_clinic_and_prints_a_report(environment: Path, tmp_path: Path) -> None:
    program = dev.python_of(environment).with_name("pico-tracker.exe" if os.name == "nt" else "pico-tracker")
    call(tmp_path, program, "demo", "clinic.db", "--patients", "5", "--seed", "1")
    call(tmp_path, program, "report", "P-10001", "--out", "x.pdf", "--database", "clinic.db")
    text = "".join(page.extract_text() for page in PdfReader(tmp_path / "x.pdf").pages)
    assert "P-10001" in text


def test_the_installed_program_is_not_the_checkout(environment: Path, tmp_path: Path) -> None:
    said = call(tmp_path, dev.python_of(environment), "-c", "import pico_tracker; print(pico_tracker.__file__)")
    assert Path(said.strip()).is_relative_to(environment)
