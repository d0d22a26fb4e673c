"""The set-up: which Pythons it takes, what it installs, and when it starts again from nothing."""

import os
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from packaging.requirements import Requirement

import dev

ROOT = Path(__file__).parents[2]
LOCKS = (dev.RUNTIME, dev.DEVELOPMENT)
WINDOW = """
from PySide6.QtWidgets import QApplication, QLabel
app = QApplication([])
label = QLabel("Fluence")
label.show()
assert not label.grab().isNull()
print(app.platformName())
"""


def pins(kind: str) -> dict[str, Requirement]:
    """The requirements of a lock file by name, hashes apart."""
    text = dev.lock_file(kind).read_text(encoding="utf-8")
    lines = [line.removesuffix(" \\") for line in text.splitlines() if re.match(r"[a-z0-9]", line)]
    return {Requirement(line).name: Requirement(line) for line in lines}


def wanted(kind: str) -> list[Requirement]:
    """What pyproject.toml asks for."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    more = project["optional-dependencies"]["development"] if kind == dev.DEVELOPMENT else []
    return [Requirement(line) for line in [*project["dependencies"], *more]]


@pytest.mark.parametrize("version", [(3, 11, 0), (3, 12, 1), (3, 13, 0), (3, 14, 2)])
def test_a_python_that_the_packages_exist_for_is_taken(version: tuple[int, ...]) -> None:
    assert dev.refusal(version) == ""


@pytest.mark.parametrize("version", [(2, 7, 18), (3, 10, 13), (3, 15, 0), (4, 0, 0)])
def test_another_python_is_refused_with_its_name_and_what_to_use(version: tuple[int, ...]) -> None:
    said = dev.refusal(version)
    assert ".".join(map(str, version)) in said
    assert "3.11, 3.12, 3.13 or 3.14" in said


@pytest.mark.parametrize("kind", LOCKS)
def test_every_locked_package_has_one_version_and_hashes(kind: str) -> None:
    text = dev.lock_file(kind).read_text(encoding="utf-8")
    packages = re.split(r"^(?=[a-z0-9])", text, flags=re.MULTILINE)[1:]
    assert len(packages) == len(pins(kind))
    for package in packages:
        assert re.match(r"[a-z0-9-]+==\S+ ", package)
        assert re.search(r"--hash=sha256:[0-9a-f]{64}$", package, re.MULTILINE)


@pytest.mark.parametrize("kind", LOCKS)
def test_a_lock_file_names_no_server_and_no_folder(kind: str) -> None:
    assert not re.search(r"://|--index|--find-links|/", dev.lock_file(kind).read_text(encoding="utf-8"))


@pytest.mark.parametrize("kind", LOCKS)
def test_the_lock_holds_what_pyproject_asks_for(kind: str) -> None:
    locked = pins(kind)
    for requirement in wanted(kind):
        [pinned] = locked[requirement.name.lower()].specifier
        assert requirement.specifier.contains(pinned.version), f"{requirement}: run dev.py lock"


def test_the_runtime_lock_is_a_part_of_the_development_lock() -> None:
    whole = pins(dev.DEVELOPMENT)
    assert all(whole[name].specifier == pin.specifier for name, pin in pins(dev.RUNTIME).items())


def test_every_dependency_has_its_line_of_reasons() -> None:
    reasons = (ROOT / "docs" / "decisions.md").read_text(encoding="utf-8")
    unexplained = [r.name for r in wanted(dev.DEVELOPMENT) if f"`{r.name}" not in reasons]
    assert not unexplained


@pytest.fixture
def finished(tmp_path: Path) -> Path:
    """An environment with one package and the stamp of a finished set-up."""
    venv = tmp_path / "venv"
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", venv], check=True)
    (dev.site_packages(venv) / "fluence-1.0.dist-info").mkdir()
    stamp = f"{dev.fingerprint(dev.RUNTIME)}\nfluence-1.0.dist-info"
    (venv / "runtime.stamp").write_text(stamp, encoding="utf-8")
    return venv


def test_a_finished_environment_is_used_again(finished: Path) -> None:
    assert dev.is_ready(finished, dev.RUNTIME)
    dev.set_up_packages(finished, dev.RUNTIME)
    assert (dev.site_packages(finished) / "fluence-1.0.dist-info").exists()


def test_a_finished_environment_to_run_is_not_yet_one_to_develop(finished: Path) -> None:
    assert not dev.is_ready(finished, dev.DEVELOPMENT)


def test_an_environment_without_stamp_is_not_used(finished: Path) -> None:
    (finished / "runtime.stamp").unlink()
    assert not dev.is_ready(finished, dev.RUNTIME)


def test_an_environment_of_another_lock_file_is_not_used(finished: Path) -> None:
    (finished / "runtime.stamp").write_text("0" * 64, encoding="utf-8")
    assert not dev.is_ready(finished, dev.RUNTIME)


def test_an_environment_that_lost_a_package_is_not_used(finished: Path) -> None:
    (dev.site_packages(finished) / "fluence-1.0.dist-info").rmdir()
    assert not dev.is_ready(finished, dev.RUNTIME)


def test_an_environment_whose_python_is_gone_is_not_used(finished: Path) -> None:
    dev.python_of(finished).unlink()
    assert not dev.is_ready(finished, dev.RUNTIME)


def test_a_broken_environment_is_made_anew_and_empty(finished: Path) -> None:
    dev.make_venv(finished)
    assert not (finished / "runtime.stamp").exists()
    assert not (dev.site_packages(finished) / "fluence-1.0.dist-info").exists()
    assert subprocess.run([dev.python_of(finished), "-m", "pip", "--version"], check=False).returncode == 0


def test_an_unknown_command_says_which_there_are(capsys: pytest.CaptureFixture[str]) -> None:
    assert dev.main(["fly"]) == 2
    said = capsys.readouterr().out
    assert all(f"dev.py {command} " in said for command in dev.COMMANDS)


def test_the_check_of_a_submission_is_the_test_command() -> None:
    script = ROOT / ".ci" / "run"
    assert os.access(script, os.X_OK)
    lines = script.read_text(encoding="utf-8").splitlines()
    assert lines[0] == "#!/usr/bin/env bash"
    assert "set -eu" in lines
    assert "python3 dev.py test" in lines[-1]


def test_the_command_to_type_names_each_missing_package() -> None:
    said = dev.by_hand("Qt lacks something.", ["libegl1", "libgl1"])
    assert "sudo apt-get install -y --no-install-recommends libegl1 libgl1" in said


linux = pytest.mark.skipif(sys.platform != "linux", reason="Qt brings its libraries along elsewhere")


@linux
def test_nothing_is_missing_where_the_linker_knows_every_library() -> None:
    tag = {"x86_64": "x86-64", "aarch64": "AArch64"}[os.uname().machine]
    listed = "".join(f"\t{soname} (libc6,{tag}) => /lib/{soname}\n" for soname in dev.QT_LIBRARIES)
    assert dev.missing_libraries(listed) == []
    assert dev.missing_libraries(listed.replace("libEGL.so.1 ", "other ")) == ["libegl1"]
    assert dev.missing_libraries("") == list(dev.QT_LIBRARIES.values())


@linux
def test_a_library_for_another_processor_does_not_count() -> None:
    assert "libegl1" in dev.missing_libraries("\tlibEGL.so.1 (libc6) => /lib32/libEGL.so.1\n")


@contextmanager
def screen() -> Iterator[str]:
    """A display of our own, of which nobody sees anything; yields its name."""
    line = ["Xvfb", "-displayfd", "1", "-screen", "0", "800x600x24", "-nolisten", "tcp"]
    with subprocess.Popen(line, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as server:
        assert server.stdout is not None
        try:
            yield f":{server.stdout.readline().strip()}"
        finally:
            server.terminate()


@linux
@pytest.mark.skipif(not shutil.which("Xvfb") and not dev.is_debian_root(), reason="Xvfb is not installed")
def test_the_listed_libraries_are_enough_for_a_window_on_a_real_display() -> None:
    with screen() as display:
        done = subprocess.run(
            [sys.executable, "-c", WINDOW],
            env={**os.environ, "DISPLAY": display, "QT_QPA_PLATFORM": "xcb"},
            capture_output=True,
            text=True,
            check=False,
        )
    assert (done.stdout, done.returncode) == ("xcb\n", 0), done.stderr
