"""The recall list on paper: reception's view, whoever prints it."""

from dataclasses import replace

from pico_tracker.domain.contacts import ContactAbout, ContactEntry, ContactMeans, ContactOutcome
from pico_tracker.domain.patients import PatientState
from pico_tracker.domain.recalls import DueKind
from pico_tracker.domain.side_effects import Severity
from pico_tracker.services.contacts import record_contact
from pico_tracker.services.courses import open_course
from pico_tracker.services.patients import add_patient, edit_patient, read_patient
from pico_tracker.services.recall_lists import gather_recall_list, print_recall_list
from pico_tracker.services.sessions import log_session
from pico_tracker.services.side_effects import report_side_effect
from tests.builders import Bench
from tests.reports.reading import pages_of

OVERDUE_DAYS = 70


def treated(bench: Bench, name: str) -> tuple[int, int]:
    patient_id = add_patient(bench.practitioner, bench.patient(family_name=name)).value
    course_id = open_course(bench.practitioner, bench.course(patient_id)).value
    log_session(bench.practitioner, bench.session(course_id))
    return patient_id, course_id


def test_harm_stands_first_and_nothing_clinical_is_printed_even_for_the_practitioner(bench: Bench) -> None:
    treated(bench, "Nwosu")
    bench.clock.pass_days(OVERDUE_DAYS)
    _patient, course_id = treated(bench, "Okoro")
    report_side_effect(bench.practitioner, bench.side_effect(course_id, None))
    for context in (bench.practitioner, bench.reception):
        lines = gather_recall_list(context).lines
        assert lines[0].patient_name == "Amara Okoro"
        assert DueKind.SESSION_OVERDUE in {line.kind for line in lines}
        assert {(line.detail, line.course_title, line.severity) for line in lines} == {("", "", None)}


def test_who_wishes_no_contact_is_not_on_it_and_a_reaction_of_theirs_is_counted(bench: Bench) -> None:
    patient_id, course_id = treated(bench, "Nwosu")
    report_side_effect(bench.practitioner, bench.side_effect(course_id, None))
    wish = ContactEntry(
        entry_id=bench.mint(),
        patient_id=patient_id,
        about=ContactAbout.OTHER,
        means=ContactMeans.PHONE,
        outcome=ContactOutcome.DO_NOT_CONTACT,
        note="Said so.",
    )
    assert gather_recall_list(bench.reception).left_out == 0
    record_contact(bench.reception, wish)
    made = gather_recall_list(bench.reception)
    assert made.lines == ()
    assert made.left_out >= 1


def test_nobody_calls_for_a_patient_who_died_and_the_open_incident_is_counted(bench: Bench) -> None:
    patient_id, course_id = treated(bench, "Nwosu")
    report_side_effect(bench.practitioner, bench.side_effect(course_id, None, severity=Severity.SEVERE))
    patient = read_patient(bench.reception, patient_id)
    died = replace(patient.entry, state=PatientState.DECEASED)
    edit_patient(bench.reception, patient_id, patient.version, died)
    made = gather_recall_list(bench.reception)
    assert (made.lines, made.left_out, made.deceased) == ((), 0, 1)
    printed = " ".join(pages_of(print_recall_list(bench.reception)))
    assert "1 reaction is not on this list, since the patient has died: look in Recalls." in printed
    assert "Nwosu" not in printed


def test_an_empty_list_comes_out_as_pdf_too(bench: Bench) -> None:
    assert gather_recall_list(bench.reception).sections == ()
    assert print_recall_list(bench.reception).startswith(b"%PDF")
