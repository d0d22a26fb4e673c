"""Each import contract holds, and each one is broken on purpose in a copy and seen to complain.

A contract that forbids overlapping modules, or names a module that is not there, is void without a
word; only a sabotage shows it.
"""

import itertools
import os
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
SETTINGS = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
CONTRACTS: dict[str, dict[str, Any]] = {
    contract["id"]: contract for contract in SETTINGS["tool"]["importlinter"]["contracts"]
}
Arrow = tuple[str, str]
"""Importer and imported."""


def floors(contract: dict[str, Any]) -> list[list[str]]:
    """The layers from top to bottom, each with its rooms side by side."""
    return [[room.strip(" ()") for room in layer.split("|")] for layer in contract["layers"]]


def forbidden_arrows(contract: dict[str, Any]) -> list[Arrow]:
    """Every arrow that `contract` promises to refuse."""
    if contract["type"] == "forbidden":
        return list(itertools.product(contract["source_modules"], contract["forbidden_modules"]))
    if contract["type"] == "independence":
        return list(itertools.permutations(contract["modules"], 2))
    levels = floors(contract)
    sideways = (pair for level in levels for pair in itertools.permutations(level, 2))
    upward = (pair for high, low in itertools.combinations(levels, 2) for pair in itertools.product(low, high))
    return [*sideways, *upward]


def file_of(copy: Path, module: str) -> Path:
    """The source of `module` in the copy, made when nobody has written it yet."""
    stem = copy.joinpath(*module.split("."))
    candidates = (stem.with_suffix(".py"), stem / "__init__.py")
    found = [path for path in candidates if path.exists()]
    if not found:
        found = [candidates[0]]
        found[0].write_text('"""Not written yet."""\n', encoding="utf-8")
    return found[0]


def copy_house(folder: Path) -> Path:
    """The package and the settings, so that they can be spoiled."""
    ignored = shutil.ignore_patterns("__pycache__", "*.pyc")
    shutil.copytree(ROOT / "pico_tracker", folder / "pico_tracker", ignore=ignored)
    shutil.copy(ROOT / "pyproject.toml", folder)
    return folder


def add_imports(copy: Path, arrows: Iterable[Arrow]) -> None:
    """Write the offending imports, each at the end of its importer's file."""
    for importer, imported in arrows:
        with file_of(copy, importer).open("a", encoding="utf-8") as source:
            source.write(f"\nimport {imported}\n")


def lint(folder: Path, *options: str) -> subprocess.CompletedProcess[str]:
    """Run import-linter in `folder`, on that folder's package and no other."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    line = "from importlinter.cli import lint_imports_command as lint; lint()"
    return subprocess.run(
        [sys.executable, "-c", line, "--no-cache", "--no-logo", *options],
        cwd=folder,
        env={**environment, "COLUMNS": "200"},
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_house_keeps_its_contracts() -> None:
    done = lint(ROOT)
    assert done.returncode == 0, done.stdout
    assert f"Contracts: {len(CONTRACTS)} kept, 0 broken." in done.stdout


def test_every_contract_has_an_id_of_its_own() -> None:
    assert len(CONTRACTS) == len(SETTINGS["tool"]["importlinter"]["contracts"])


@pytest.mark.parametrize("contract", CONTRACTS.values(), ids=CONTRACTS)
def test_a_contract_names_only_modules_that_exist(contract: dict[str, Any]) -> None:
    named = {module for arrow in forbidden_arrows(contract) for module in arrow}
    ours = [module.replace(".", "/") for module in named if module.startswith("pico_tracker")]
    missing = [m for m in ours if not ((ROOT / f"{m}.py").exists() or (ROOT / m / "__init__.py").exists())]
    assert not missing


@pytest.mark.parametrize("contract", CONTRACTS.values(), ids=CONTRACTS)
def test_a_contract_refuses_every_arrow_it_forbids(contract: dict[str, Any], tmp_path: Path) -> None:
    arrows = forbidden_arrows(contract)
    copy = copy_house(tmp_path)
    for module in {module for arrow in arrows for module in arrow if module.startswith("pico_tracker")}:
        file_of(copy, module)
    add_imports(copy, arrows)
    done = lint(copy, "--contract", contract["id"])
    assert done.returncode == 1, done.stdout + done.stderr
    assert f"{contract['name']} BROKEN" in done.stdout
    said = done.stdout.replace("\n", " ")
    unseen = [f"{a} -> {b}" for a, b in arrows if f"{a} is not allowed to import {b}" not in said]
    assert not unseen, done.stdout
