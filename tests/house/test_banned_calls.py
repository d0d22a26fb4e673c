"""Calls that make tests flaky or block the window are not in the source, whatever their reason."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
IN_TESTS = {"time.sleep", "sleep", "qtbot.wait", "processEvents"}
IN_PACKAGE = {"time.sleep", "sleep", "processEvents", "exec_", "QThread", "TYPE_CHECKING", "QEventLoop"}
APPLICATIONS = {"app", "application", "QApplication", "QCoreApplication", "QGuiApplication"}


def spoken(node: ast.AST) -> Iterator[str]:
    """The ways in which `node` names something: `a.b.c` is said as `c` and as `b.c`."""
    if isinstance(node, ast.Name):
        yield node.id
    elif isinstance(node, ast.alias):
        yield node.name.rpartition(".")[2]
    elif isinstance(node, ast.Attribute):
        yield node.attr
        yield from (f"{owner}.{node.attr}" for owner in spoken(node.value) if "." not in owner)


def runs_a_loop_of_its_own(node: ast.AST) -> bool:
    """Whether this is an `exec()` that is not the application's, as of a dialog, menu or drag."""
    if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
        return False
    owners = {name for part in ast.walk(node.func.value) for name in spoken(part)}
    return node.func.attr == "exec" and not APPLICATIONS & owners


def offences(source: str, banned: set[str], where: str) -> list[str]:
    """File and line of each thing in `source` that the house does without."""
    found = []
    for node in ast.walk(ast.parse(source)):
        names = banned & set(spoken(node))
        if runs_a_loop_of_its_own(node):
            names.add("exec()")
        found += [f"{where}:{getattr(node, 'lineno', 0)}: {name}" for name in sorted(names)]
    return found


@pytest.mark.parametrize(("folder", "banned"), [("tests", IN_TESTS), ("pico_tracker", IN_PACKAGE)])
def test_nothing_sleeps_or_runs_a_loop_of_its_own(folder: str, banned: set[str]) -> None:
    files = sorted((ROOT / folder).rglob("*.py"))
    assert files
    found = [
        offence
        for file in files
        for offence in offences(file.read_text(encoding="utf-8"), banned, str(file.relative_to(ROOT)))
    ]
    assert not found


@pytest.mark.parametrize(
    "source",
    [
        "import time\ntime.sleep(1)",
        "from time import sleep",
        "qtbot.wait(100)",
        "QApplication.processEvents()",
        "dialog.exec()",
        "QMenu(self).exec(point)",
        "dialog.exec_()",
        "class Worker(QThread): pass",
        "from PySide6.QtCore import QThread",
        "from typing import TYPE_CHECKING",
        "import typing\nif typing.TYPE_CHECKING: pass",
    ],
)
def test_an_offence_is_found(source: str) -> None:
    assert offences(source, IN_TESTS | IN_PACKAGE, "sample.py")


@pytest.mark.parametrize(
    "source",
    [
        "app.exec()",
        "self.application.exec()",
        "QApplication.instance().exec()",
        "with qtbot.waitSignal(done): pass",
        "qtbot.waitUntil(ready)",
        "'time.sleep(1) is banned'",
    ],
)
def test_what_is_allowed_is_left_alone(source: str) -> None:
    assert not offences(source, IN_TESTS | IN_PACKAGE, "sample.py")
