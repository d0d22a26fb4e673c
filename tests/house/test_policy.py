"""Who may call what: every service function asks for a permission, and the table is as written here."""

import importlib
import inspect
import pkgutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest

from pico_tracker import services
from pico_tracker.db.unit_of_work import Work
from pico_tracker.domain.errors import NotAllowed, NotFound, Refused
from pico_tracker.domain.people import Role, StaffEntry
from pico_tracker.domain.progress import Audience
from pico_tracker.services.backups import check_database
from pico_tracker.services.context import POLICY, Context, require
from pico_tracker.services.courses import open_course
from pico_tracker.services.patients import add_patient
from pico_tracker.services.people import add_staff, list_colleagues, retire_staff, sign_in
from pico_tracker.services.reports import gather_progress_report
from pico_tracker.services.visits import readable_visit
from tests.builders import Bench

EVERYONE, CLINICAL, ADMINISTRATOR = "everyone", "practitioner and administrator", "administrator"
TABLE = {
    "absence_plans.accept_offers": EVERYONE,
    "absence_plans.plan_absence": EVERYONE,
    "absence_plans.undo_batch": EVERYONE,
    "agreements.agree_longer_plan": CLINICAL,
    "agreements.list_agreements": CLINICAL,
    "alongside.add_alongside": CLINICAL,
    "alongside.edit_alongside": CLINICAL,
    "alongside.list_alongside": CLINICAL,
    "alongside.list_begun_since": CLINICAL,
    "attendances.amend_attendance": CLINICAL,
    "attendances.list_attendances": CLINICAL,
    "attendances.list_patient_attendances": CLINICAL,
    "attendances.read_attendance_opening": CLINICAL,
    "attendances.sign_attendance": CLINICAL,
    "attendances.void_attendance": CLINICAL,
    "advice.read_course_advice": CLINICAL,
    "advice.record_advice": CLINICAL,
    "advice.record_follow_up_call": EVERYONE,
    "advice.record_preparation_check": CLINICAL,
    "aftercare_sheets.list_aftercare_languages": EVERYONE,
    "aftercare_sheets.print_aftercare_sheet": EVERYONE,
    "sheet_previews.preview_sheet": ADMINISTRATOR,
    "sheet_previews.preview_text": ADMINISTRATOR,
    "preparation_sheets.list_preparation_languages": EVERYONE,
    "preparation_sheets.read_preparation_offer": EVERYONE,
    "preparation_sheets.print_preparation_sheet": EVERYONE,
    "aftercare_sheets.read_aftercare_offer": EVERYONE,
    "appointment_cards.gather_appointment_card": EVERYONE,
    "appointment_cards.gather_appointment_label": EVERYONE,
    "appointment_cards.print_appointment_card": EVERYONE,
    "appointment_cards.print_appointment_label": EVERYONE,
    "assessments.correct_assessment": CLINICAL,
    "assessments.list_assessments": CLINICAL,
    "assessments.list_settled_scales": CLINICAL,
    "assessments.record_assessment": CLINICAL,
    "backups.back_up": ADMINISTRATOR,
    "backups.check_database": ADMINISTRATOR,
    "bookings.book_beside": EVERYONE,
    "bookings.check_booking": EVERYONE,
    "bookings.list_visits_on": EVERYONE,
    "bookings.read_booking_choices": EVERYONE,
    "bookings.read_booking_patient": EVERYONE,
    "calendars.export_calendar": EVERYONE,
    "calendars.save_calendar": EVERYONE,
    "catalogue.add_device": ADMINISTRATOR,
    "catalogue.add_own_device": ADMINISTRATOR,
    "catalogue.list_models": ADMINISTRATOR,
    "catalogue.reinstate_device": ADMINISTRATOR,
    "catalogue.retire_device": ADMINISTRATOR,
    "changes.read_changes": EVERYONE,
    "clinics.edit_clinic": ADMINISTRATOR,
    "consent_forms.gather_consent_form": EVERYONE,
    "consent_forms.gather_signed_consent": EVERYONE,
    "consent_forms.print_consent_form": EVERYONE,
    "consent_forms.print_signed_consent": EVERYONE,
    "consent_scans.attach_consent_scan": CLINICAL,
    "consent_scans.list_consent_scans": CLINICAL,
    "consent_scans.list_scans_taken_away": CLINICAL,
    "consent_scans.list_signings": CLINICAL,
    "consent_scans.read_consent_scan": CLINICAL,
    "consent_scans.reinstate_consent_scan": CLINICAL,
    "consent_scans.withdraw_consent_scan": CLINICAL,
    "consents.list_course_consents": CLINICAL,
    "consents.read_consent_opening": CLINICAL,
    "consents.read_signed_text": CLINICAL,
    "consents.record_consent": CLINICAL,
    "consents.withdraw_consent": CLINICAL,
    "amendments.amend_session": CLINICAL,
    "amendments.read_amendment_facts": CLINICAL,
    "amendments.void_session": CLINICAL,
    "consultation_sheets.gather_consultation_sheet": EVERYONE,
    "consultation_sheets.print_consultation_sheet": EVERYONE,
    "consultations.amend_consultation": CLINICAL,
    "consultations.list_consultations": CLINICAL,
    "consultations.read_consultation_opening": CLINICAL,
    "consultations.sign_consultation": CLINICAL,
    "contacts.list_contacts": EVERYONE,
    "contacts.record_contact": EVERYONE,
    "contacts.withdraw_contact": EVERYONE,
    "courses.change_course_state": CLINICAL,
    "courses.edit_course": CLINICAL,
    "courses.find_patient_of_course": EVERYONE,
    "courses.list_concerns": EVERYONE,
    "courses.list_course_summaries": EVERYONE,
    "courses.open_course": CLINICAL,
    "courses.read_patient_page": CLINICAL,
    "courses.set_maintenance_date": CLINICAL,
    "doctor_letters.gather_doctor_letter": EVERYONE,
    "doctor_letters.list_doctor_letters": CLINICAL,
    "doctor_letters.preview_doctor_letter": CLINICAL,
    "doctor_letters.print_doctor_letter": EVERYONE,
    "doctor_letters.read_letter_draft": CLINICAL,
    "doctor_letters.write_doctor_letter": CLINICAL,
    "drafts.discard_draft": EVERYONE,
    "drafts.keep_draft": EVERYONE,
    "drafts.list_drafts": EVERYONE,
    "expectation.read_expectation": CLINICAL,
    "first_steps.list_first_steps": EVERYONE,
    "free_times.find_free_times": EVERYONE,
    "histories.load_histories": ADMINISTRATOR,
    "imports.import_patients": ADMINISTRATOR,
    "imports.plan_import": ADMINISTRATOR,
    "incident_reports.gather_incident_report": EVERYONE,
    "incident_reports.print_incident_report": EVERYONE,
    "incidents.dismiss_reaction": CLINICAL,
    "incidents.list_reported_reactions": CLINICAL,
    "incidents.read_incident": CLINICAL,
    "incidents.read_reaction_opening": EVERYONE,
    "incidents.report_reaction": EVERYONE,
    "incidents.write_account": CLINICAL,
    "next_plans.read_next_plan": CLINICAL,
    "next_plans.read_plan_to_book": EVERYONE,
    "next_visits.preview_maintenance": CLINICAL,
    "next_visits.preview_next_dates": CLINICAL,
    "opening_hours.add_room": ADMINISTRATOR,
    "opening_hours.list_absences": EVERYONE,
    "opening_hours.list_rooms": EVERYONE,
    "opening_hours.place_device": ADMINISTRATOR,
    "opening_hours.read_absence": EVERYONE,
    "opening_hours.read_hours_and_rooms": EVERYONE,
    "opening_hours.read_opening_hours": EVERYONE,
    "opening_hours.record_absence": EVERYONE,
    "opening_hours.reinstate_room": ADMINISTRATOR,
    "opening_hours.rename_room": ADMINISTRATOR,
    "opening_hours.retire_room": ADMINISTRATOR,
    "opening_hours.set_openings": ADMINISTRATOR,
    "opening_hours.withdraw_absence": EVERYONE,
    "messages.edit_message_text": ADMINISTRATOR,
    "messages.list_message_texts": EVERYONE,
    "messages.prepare_message": EVERYONE,
    "messages.prepare_messages": EVERYONE,
    "messages.restore_message_text": ADMINISTRATOR,
    "messages.save_messages": EVERYONE,
    "letterheads.read_letterhead": EVERYONE,
    "letterheads.read_logo": ADMINISTRATOR,
    "letterheads.read_template": EVERYONE,
    "letterheads.save_letterhead": ADMINISTRATOR,
    "letterheads.save_template": ADMINISTRATOR,
    "merges.merge_patients": EVERYONE,
    "merges.read_merge_opening": EVERYONE,
    "merges.read_merges": EVERYONE,
    "merges.undo_merge": EVERYONE,
    "passports.gather_passport": EVERYONE,
    "passports.print_passport": EVERYONE,
    "patch_sheets.gather_patch_sheet": EVERYONE,
    "patch_sheets.print_patch_sheet": EVERYONE,
    "patients.add_patient": EVERYONE,
    "patients.add_provisional_patient": EVERYONE,
    "patients.edit_patient": EVERYONE,
    "patients.find_patient_by_number": EVERYONE,
    "patients.find_patients": EVERYONE,
    "patients.list_recent_patients": EVERYONE,
    "patients.note_patient_opened": EVERYONE,
    "patients.read_patient": EVERYONE,
    "people.add_staff": ADMINISTRATOR,
    "people.list_colleagues": EVERYONE,
    "people.retire_staff": ADMINISTRATOR,
    "photos.attach_photo": EVERYONE,
    "photos.list_photos": CLINICAL,
    "photos.preview_photo": EVERYONE,
    "photos.read_photo": CLINICAL,
    "photos.withdraw_photo": CLINICAL,
    "products.list_products": CLINICAL,
    "recalls.count_recalls": EVERYONE,
    "recalls.list_due": EVERYONE,
    "recalls.list_recalls": EVERYONE,
    "recalls.list_visits_to_confirm": EVERYONE,
    "reports.gather_progress_report": EVERYONE,
    "reports.gather_session_record": CLINICAL,
    "reports.print_progress_report": EVERYONE,
    "reports.print_session_record": CLINICAL,
    "rules.add_rule": ADMINISTRATOR,
    "rules.confirm_everything": CLINICAL,
    "rules.confirm_rules": CLINICAL,
    "rules.edit_rule": ADMINISTRATOR,
    "rules.list_every_rule": CLINICAL,
    "rules.list_rule_history": CLINICAL,
    "rules.list_rules": CLINICAL,
    "rules.list_sources": CLINICAL,
    "rules.put_rule_in_force": ADMINISTRATOR,
    "screening.read_screening": CLINICAL,
    "screening.record_answers": CLINICAL,
    "sessions.confirm_check": CLINICAL,
    "session_photos.describe_photo": CLINICAL,
    "session_photos.reinstate_photo": CLINICAL,
    "sessions.list_devices": EVERYONE,
    "sessions.log_session": CLINICAL,
    "sessions.read_session_facts": CLINICAL,
    "sessions.record_clearance": CLINICAL,
    "signing.sign_session": CLINICAL,
    "side_effects.end_healed_effects": CLINICAL,
    "side_effects.follow_up_side_effect": CLINICAL,
    "side_effects.heal_side_effect": CLINICAL,
    "side_effects.list_side_effect_kinds": EVERYONE,
    "side_effects.release_reaction": CLINICAL,
    "side_effects.report_side_effect": CLINICAL,
    "test_patches.list_patch_series": CLINICAL,
    "test_patches.read_patch_series": CLINICAL,
    "test_patches.read_test_patch": CLINICAL,
    "test_patches.record_patch_series": CLINICAL,
    "test_patches.record_test_patch": CLINICAL,
    "treated_areas.add_area": CLINICAL,
    "treated_areas.edit_area": CLINICAL,
    "treated_areas.list_areas": CLINICAL,
    "treated_areas.reinstate_area": CLINICAL,
    "treated_areas.retire_area": CLINICAL,
    "treatment_registers.gather_treatment_register": EVERYONE,
    "treatment_registers.print_treatment_register": EVERYONE,
    "text_blocks.add_text_block": ADMINISTRATOR,
    "text_blocks.edit_text_block": ADMINISTRATOR,
    "text_blocks.list_text_blocks": CLINICAL,
    "text_blocks.reinstate_text_block": ADMINISTRATOR,
    "text_blocks.retire_text_block": ADMINISTRATOR,
    "upkeep.authorise_person": ADMINISTRATOR,
    "upkeep.list_due_upkeep": CLINICAL,
    "upkeep.list_look_back": CLINICAL,
    "upkeep.read_upkeep": CLINICAL,
    "upkeep.record_device_check": CLINICAL,
    "upkeep.record_staff_paper": ADMINISTRATOR,
    "upkeep.take_back_authorisation": ADMINISTRATOR,
    "visits.list_patient_visits": EVERYONE,
    "visits.read_visit": EVERYONE,
    "visits.move_visit": EVERYONE,
    "visits.set_visit_state": EVERYONE,
    "visits.undo_visit_step": EVERYONE,
    "safe_dates.read_safe_date": EVERYONE,
    "day_sheets.gather_day_sheet": EVERYONE,
    "day_sheets.print_day_sheet": EVERYONE,
    "due_prints.list_due_prints": EVERYONE,
    "mail_drafts.lock": EVERYONE,
    "mail_drafts.make_mail_draft": EVERYONE,
    "mail_drafts.read_mail_address": EVERYONE,
    "print_batches.make_batch": EVERYONE,
    "print_batches.make_merged": EVERYONE,
    "print_batches.save_each": EVERYONE,
    "printouts.list_printed": EVERYONE,
    "printouts.make_printout": EVERYONE,
    "printouts.record_print": EVERYONE,
    "printouts.record_prints": EVERYONE,
    "printouts.take_back_print": EVERYONE,
    "printouts.take_back_prints": EVERYONE,
    "sheet_choices.list_sheet_languages": EVERYONE,
    "sheet_choices.read_sheet_choices": EVERYONE,
    "downtime_packs.gather_downtime_pack": CLINICAL,
    "downtime_packs.print_downtime_pack": CLINICAL,
    "recall_lists.gather_recall_list": EVERYONE,
    "recall_lists.print_recall_list": EVERYONE,
    "day_book.read_day_book": EVERYONE,
    "day_book.read_week": EVERYONE,
    "visits.cancel_visit": EVERYONE,
    "visits.list_today_visits": EVERYONE,
    "visits.book_visit": EVERYONE,
    "waiting.add_to_waiting_list": EVERYONE,
    "waiting.book_waiting": EVERYONE,
    "waiting.close_waiting": EVERYONE,
    "waiting.list_waiting": EVERYONE,
    "waiting.match_freed_time": EVERYONE,
    "waiting.put_back_on_waiting_list": EVERYONE,
    "waiting.withdraw_waiting": EVERYONE,
}
ROLES = {
    EVERYONE: frozenset(Role),
    CLINICAL: frozenset({Role.PRACTITIONER, Role.ADMINISTRATOR}),
    ADMINISTRATOR: frozenset({Role.ADMINISTRATOR}),
}
PURE = {readable_visit}
"""Takes a context for its time zone and its rights only and touches no record."""


def _modules() -> Iterator[Any]:
    for found in pkgutil.iter_modules(services.__path__):
        yield importlib.import_module(f"{services.__name__}.{found.name}")


def _functions() -> Iterator[tuple[str, Callable[..., Any]]]:
    """Public functions that take a context and are no part of another service's transaction."""
    for module in _modules():
        for name, function in inspect.getmembers(module, inspect.isfunction):
            if function.__module__ == module.__name__ and not name.startswith("_"):
                kinds = [parameter.annotation for parameter in inspect.signature(function).parameters.values()]
                composed = any(inspect.isclass(kind) and issubclass(kind, Work) for kind in kinds)
                if kinds[:1] == [Context] and not composed:
                    yield f"{module.__name__.rpartition('.')[2]}.{name}", function


NOT_SERVICES = PURE | {require}
FUNCTIONS = {name: function for name, function in _functions() if function not in NOT_SERVICES}


def test_every_service_function_asks_for_a_permission() -> None:
    without = [name for name in FUNCTIONS if f"{services.__name__}.{name}" not in POLICY]
    assert without == []
    assert len(FUNCTIONS) == len(POLICY)


def test_the_walk_sees_a_function_without_a_permission(monkeypatch: pytest.MonkeyPatch) -> None:
    module = importlib.import_module("pico_tracker.services.recalls")

    def forgotten(context: Context) -> None:
        """Has no permission."""

    forgotten.__module__ = module.__name__
    monkeypatch.setattr(module, "forgotten", forgotten, raising=False)
    assert "recalls.forgotten" in dict(_functions())


def test_every_service_function_stands_in_the_table() -> None:
    assert set(FUNCTIONS) == set(TABLE)


@pytest.mark.parametrize("name", sorted(TABLE))
def test_a_function_lets_in_whom_the_table_names_and_nobody_else(name: str, file_bench: Bench) -> None:
    people = (file_bench.practitioner, file_bench.reception, file_bench.administrator)
    let_in = {context.operator.role for context in people if _is_let_in(FUNCTIONS[name], context)}
    assert let_in == ROLES[TABLE[name]]


def _is_let_in(function: Callable[..., Any], context: Context) -> bool:
    """Whether the guard lets the call through; without its arguments the function itself then fails."""
    try:
        function(context)
    except NotAllowed:
        return False
    except TypeError as error:
        return "missing" in str(error)
    return True


def test_somebody_who_is_refused_leaves_nothing_behind(bench: Bench) -> None:
    patient_id = add_patient(bench.reception, bench.patient()).value
    before = check_database(bench.administrator)
    with pytest.raises(NotAllowed) as refused:
        open_course(bench.reception, bench.course(patient_id))
    assert "Reception may not do this" in str(refused.value)
    after = check_database(bench.administrator)
    assert (after.rows, after.digest) == (before.rows, before.digest)


def test_a_retired_person_is_denied_everything_and_cannot_sign_in(bench: Bench) -> None:
    person = bench.practitioner.operator
    retire_staff(bench.administrator, person.id)
    with pytest.raises(NotFound):
        sign_in(bench.database, person.id, bench.clock)
    retired = next(one for one in list_colleagues(bench.administrator) if one.id == person.id)
    assert not retired.active
    context = replace(bench.practitioner, operator=retired)
    for function in FUNCTIONS.values():
        with pytest.raises(NotAllowed):
            function(context)


def test_nobody_can_retire_themselves(bench: Bench) -> None:
    with pytest.raises(Refused):
        retire_staff(bench.administrator, bench.administrator.operator.id)


def test_reception_cannot_gather_the_practitioners_report(bench: Bench) -> None:
    patient_id = add_patient(bench.reception, bench.patient()).value
    with pytest.raises(NotAllowed):
        gather_progress_report(bench.reception, patient_id, Audience.PRACTITIONER)


def test_a_name_is_given_to_one_colleague_only_whatever_its_case(bench: Bench) -> None:
    name = bench.reception.operator.name.upper()
    with pytest.raises(Refused):
        add_staff(bench.administrator, StaffEntry(name, Role.PRACTITIONER))
