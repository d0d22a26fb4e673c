"""Every sheet there is: all samples of `tests/reports/sheets`, found by looking."""

import hashlib
import io
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from importlib import import_module
from pathlib import Path
from typing import Any

from pico_tracker.domain.clinic import Clinic, Paper
from pico_tracker.domain.patients import Patient
from tests.reports.sheets.sample import SampleSheet

FOLDER = Path(__file__).parent / "sheets"


def find_sheets() -> dict[str, SampleSheet]:
    """All samples by name. Raises `ValueError` where two have one name."""
    names = sorted(file.stem for file in FOLDER.glob("*.py") if file.stem not in ("sample", "__init__"))
    found: dict[str, SampleSheet] = {}
    for name in names:
        for sheet in import_module(f"tests.reports.sheets.{name}").SHEETS:
            if sheet.name in found:
                msg = f"two samples are named {sheet.name}"
                raise ValueError(msg)
            found[sheet.name] = sheet
    return found


def printed_sheet(sheet: SampleSheet, value: Any = None) -> bytes:
    """The PDF of a sample, or of another value that it can print."""
    out = io.BytesIO()
    sheet.render(sheet.value if value is None else value, out)
    return out.getvalue()


def on_paper(value: Any, paper: Paper) -> Any:
    """`value` as a clinic prints it that has paper of this size."""
    if isinstance(value, Clinic):
        return replace(value, paper=paper)
    if isinstance(value, tuple):
        return tuple(on_paper(one, paper) for one in value)
    if is_dataclass(value) and not isinstance(value, type):
        inner = {one.name: getattr(value, one.name) for one in fields(value) if one.init}
        return replace(value, **{name: on_paper(one, paper) for name, one in inner.items()})
    return value


def _within(value: Any) -> Iterator[Any]:
    yield value
    if isinstance(value, tuple):
        for one in value:
            yield from _within(one)
    elif is_dataclass(value) and not isinstance(value, type):
        for field in fields(value):
            yield from _within(getattr(value, field.name))


def record_numbers(value: Any) -> list[str]:
    """The record numbers of all patients that `value` is about."""
    return [one.entry.record_number for one in _within(value) if isinstance(one, Patient)]


def clinic_of(value: Any) -> Clinic | None:
    """The clinic whose sheet it is."""
    return next((one for one in _within(value) if isinstance(one, Clinic)), None)


def digests() -> dict[str, str]:
    """A hash of the bytes of each sample."""
    return {name: hashlib.sha256(printed_sheet(sheet)).hexdigest() for name, sheet in find_sheets().items()}


if __name__ == "__main__":
    for sheet_name, digest in digests().items():
        print(sheet_name, digest)  # noqa: T201  # read by the test that starts this as a process of its own
