"""The report of an incident is gathered from the real record, with every account and pass."""

from dataclasses import replace

import pytest

from pico_tracker.domain.errors import NotAllowed, NotFound
from pico_tracker.domain.incidents import IncidentEntry
from pico_tracker.domain.side_effects import Change, FollowUpEntry, Severity
from pico_tracker.services.amendments import amend_session
from pico_tracker.services.courses import open_course
from pico_tracker.services.incident_reports import gather_incident_report, print_incident_report
from pico_tracker.services.incidents import read_incident, write_account
from pico_tracker.services.patients import add_patient
from pico_tracker.services.reports import gather_session_record
from pico_tracker.services.sessions import log_session
from pico_tracker.services.side_effects import follow_up_side_effect, report_side_effect
from tests.builders import TODAY, Bench
from tests.reports.reading import pages_of


@pytest.fixture
def course_id(bench: Bench) -> int:
    patient_id = add_patient(bench.reception, bench.patient()).value
    return open_course(bench.practitioner, bench.course(patient_id)).value


def burn(bench: Bench, course_id: int, session_id: int | None) -> int:
    """A burn of today, which opens incident 1; returns the side effect's key."""
    effect = bench.side_effect(course_id, session_id, kind_id=bench.kind_id("burn"))
    return report_side_effect(bench.practitioner, effect).value


def account(bench: Bench, happened: str) -> None:
    entry = IncidentEntry(entry_id=bench.mint(), incident_id=1, happened=happened, informed="Clinical lead")
    write_account(bench.practitioner, entry, read_incident(bench.practitioner, 1).version)


def test_every_account_look_and_pass_is_in_the_report(bench: Bench, course_id: int) -> None:
    passes = (bench.one_pass(), bench.one_pass(pulses=9))
    session_id = log_session(bench.practitioner, bench.session(course_id, passes=passes)).value
    effect_id = burn(bench, course_id, session_id)
    look = FollowUpEntry(
        entry_id=bench.mint(),
        side_effect_id=effect_id,
        seen_on=TODAY,
        change=Change.WORSE,
        severity=Severity.SEVERE,
    )
    follow_up_side_effect(bench.practitioner, look, 1)
    for happened in ("Grey skin.", "Grey skin over a scar."):
        account(bench, happened)
    report = gather_incident_report(bench.practitioner, 1)
    assert (report.patient.name, report.initials, report.age) == ("Amara Nwosu", "A.N.", 34)
    assert [one.entry.happened for one in report.incident.accounts] == ["Grey skin.", "Grey skin over a scar."]
    assert [one.entry.change for one in report.effect.follow_ups] == [Change.WORSE]
    assert [(one.make, one.model, one.serial) for one in report.devices] == [
        ("Candela (Syneron Candela)", "PicoWay", "21-0447")
    ]
    assert report.session is not None
    assert [one.entry.pulses for one in report.session.passes] == [312, 9]
    assert report.signed_by == bench.practitioner.operator.name
    text = " ".join(pages_of(print_incident_report(bench.practitioner, 1)))
    assert "Burn severe at its gravest" in text
    assert "Grey skin over a scar." in text


def test_an_amended_session_is_printed_as_it_stands_with_its_version(bench: Bench, course_id: int) -> None:
    session_id = log_session(bench.practitioner, bench.session(course_id)).value
    burn(bench, course_id, session_id)
    session = gather_session_record(bench.practitioner, session_id).session
    passes = (replace(session.entry.passes[0], pulses=298),)
    amend_session(bench.practitioner, session_id, 1, replace(session.entry, passes=passes), "Misread.")
    text = " ".join(pages_of(print_incident_report(bench.practitioner, 1)))
    assert "session 1, 22 Nov 2026, version 2" in text
    assert "301.6 4 298 Frosting" in text


def test_an_incident_of_no_session_has_no_lasers(bench: Bench, course_id: int) -> None:
    burn(bench, course_id, None)
    report = gather_incident_report(bench.practitioner, 1)
    assert (report.session, report.devices, report.signed_by) == (None, (), "")
    assert "It was written to no session." in " ".join(pages_of(print_incident_report(bench.practitioner, 1)))


def test_an_incident_that_is_not_on_record_is_not_found(bench: Bench) -> None:
    with pytest.raises(NotFound):
        print_incident_report(bench.practitioner, 1)


def test_reception_prints_no_incident(bench: Bench, course_id: int) -> None:
    burn(bench, course_id, None)
    with pytest.raises(NotAllowed):
        print_incident_report(bench.reception, 1)
