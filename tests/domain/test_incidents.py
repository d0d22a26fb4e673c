"""What an account of an incident needs, and what closing one needs."""

import uuid
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from pico_tracker.domain.findings import Findings
from pico_tracker.domain.incidents import Account, Incident, IncidentEntry, check_account, check_closing

TODAY = date(2026, 11, 22)
OPENED = date(2026, 11, 20)
WHOLE = IncidentEntry(
    entry_id=uuid.UUID(int=1),
    incident_id=1,
    happened="Grey-white skin after the third pass.",
    device="PicoWay 21-0447",
    action="Stopped and cooled.",
    informed="Clinical lead",
    informed_on=OPENED,
    reported_to="Yellow Card",
    reported_on=TODAY,
)


def fields(findings: Findings) -> list[str]:
    return [finding.field for finding in findings]


def test_a_whole_account_may_be_written_and_closed() -> None:
    assert check_account(WHOLE, OPENED, TODAY) == ()
    assert check_closing(WHOLE) == ()


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"happened": ""}, "happened"),
        ({"device": "x" * 201}, "device"),
        ({"action": "x" * 20_001}, "action"),
        ({"informed_on": TODAY + timedelta(days=1)}, "informed_on"),
        ({"reported_on": TODAY + timedelta(days=1)}, "reported_on"),
        ({"reported_on": OPENED - timedelta(days=1)}, "reported_on"),
    ],
)
def test_what_is_wrong_with_an_account_is_said_at_its_field(changes: dict[str, Any], field: str) -> None:
    assert fields(check_account(replace(WHOLE, **changes), OPENED, TODAY)) == [field]


def test_an_account_may_be_short_but_a_short_one_closes_nothing() -> None:
    short = IncidentEntry(entry_id=uuid.UUID(int=2), incident_id=1, happened="A burn.")
    assert check_account(short, OPENED, TODAY) == ()
    assert fields(check_closing(short)) == ["device", "action", "informed", "informed_on", "not_reported_because"]
    assert fields(check_closing(replace(short, happened="")))[0] == "happened"


def test_reported_to_nobody_needs_a_reason_and_to_somebody_a_day() -> None:
    unreported = replace(WHOLE, reported_to="", reported_on=None)
    assert fields(check_closing(unreported)) == ["not_reported_because"]
    assert check_closing(replace(unreported, not_reported_because="No fault of the device.")) == ()
    assert fields(check_closing(replace(WHOLE, reported_on=None))) == ["reported_on"]


def test_the_latest_account_counts_and_an_incident_is_open_until_its_day_of_closing() -> None:
    incident = Incident(id=1, version=1, side_effect_id=1, opened_on=OPENED)
    assert incident.is_open
    assert incident.latest is None
    moment = datetime(2026, 11, 22, 9, tzinfo=UTC)
    first, second = (
        Account(entry=replace(WHOLE, action=action), written_by="Ada", written_at=moment)
        for action in ("Cooled.", "Cooled for 20 minutes.")
    )
    told = replace(incident, accounts=(first, second), closed_on=TODAY)
    assert told.latest == second.entry
    assert not told.is_open
