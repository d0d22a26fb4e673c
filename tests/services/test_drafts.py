"""Drafts: for their owner only, until the record is saved."""

from dataclasses import replace
from uuid import UUID

import pytest

from pico_tracker.domain.drafts import Draft
from pico_tracker.domain.errors import NotAllowed, Refused
from pico_tracker.domain.topics import Topic
from pico_tracker.services.courses import edit_course, open_course
from pico_tracker.services.drafts import discard_draft, keep_draft, list_drafts
from pico_tracker.services.patients import add_patient, edit_patient
from pico_tracker.services.sessions import log_session
from pico_tracker.services.side_effects import report_side_effect
from tests.builders import NOON, Bench


def _draft(entry_id: UUID, **content: object) -> Draft:
    return Draft(
        entry_id=entry_id, form="patient", subject_id=None, title="New patient", content=content, saved_at=NOON
    )


def test_a_draft_comes_back_as_it_was_typed(bench: Bench) -> None:
    content = {
        "family_name": "O'Brien \0\ud800 👩‍⚕️ \u202e",
        "phones": ["+44", ""],
        "pain": None,
        "passes": [{"a": 1.5}],
    }
    keep_draft(bench.reception, _draft(bench.mint(), **content))
    (draft,) = list_drafts(bench.reception)
    assert draft.content == content


def test_a_later_keystroke_replaces_the_earlier_draft_and_the_latest_form_comes_first(bench: Bench) -> None:
    first, second = bench.mint(), bench.mint()
    keep_draft(bench.reception, _draft(first, family_name="N"))
    bench.clock.pass_days(1)
    keep_draft(bench.reception, _draft(second, family_name="B"))
    bench.clock.pass_days(1)
    keep_draft(bench.reception, _draft(first, family_name="Nw"))
    assert [(one.entry_id, one.content["family_name"]) for one in list_drafts(bench.reception)] == [
        (first, "Nw"),
        (second, "B"),
    ]


def test_a_draft_is_its_owners_only(bench: Bench) -> None:
    entry_id = bench.mint()
    keep_draft(bench.reception, _draft(entry_id, family_name="N"))
    assert list_drafts(bench.practitioner) == ()
    with pytest.raises(NotAllowed, match="belongs to a colleague"):
        keep_draft(bench.practitioner, _draft(entry_id, family_name="Overwritten"))
    discard_draft(bench.practitioner, entry_id)
    assert [one.content for one in list_drafts(bench.reception)] == [{"family_name": "N"}]
    discard_draft(bench.reception, entry_id)
    discard_draft(bench.reception, entry_id)
    assert list_drafts(bench.reception) == ()


def test_saving_the_record_drops_its_draft_in_the_same_transaction(bench: Bench) -> None:
    patient, keep = bench.patient(), bench.mint()
    keep_draft(bench.practitioner, _draft(keep))
    for entry_id in (patient.entry_id,):
        keep_draft(bench.practitioner, _draft(entry_id))
    done = add_patient(bench.practitioner, patient)
    assert Topic.DRAFTS in done.changed
    course = bench.course(done.value)
    keep_draft(bench.practitioner, _draft(course.entry_id))
    course_id = open_course(bench.practitioner, course).value
    session = bench.session(course_id)
    keep_draft(bench.practitioner, _draft(session.entry_id))
    session_id = log_session(bench.practitioner, session).value
    effect = bench.side_effect(course_id, session_id)
    keep_draft(bench.practitioner, _draft(effect.entry_id))
    report_side_effect(bench.practitioner, effect)
    assert [one.entry_id for one in list_drafts(bench.practitioner)] == [keep]


def test_saving_an_edit_drops_its_draft(bench: Bench) -> None:
    patient = bench.patient()
    patient_id = add_patient(bench.practitioner, patient).value
    course = bench.course(patient_id)
    course_id = open_course(bench.practitioner, course).value
    for entry in (patient, course):
        keep_draft(bench.practitioner, _draft(entry.entry_id))
    edit_patient(bench.practitioner, patient_id, 1, replace(patient, called="Ama"))
    edit_course(bench.practitioner, course_id, 1, replace(course, goal="Fade"))
    assert list_drafts(bench.practitioner) == ()


def test_a_refused_save_keeps_the_draft(bench: Bench) -> None:
    wrong = bench.patient(given_names="", family_name="")
    keep_draft(bench.reception, _draft(wrong.entry_id, family_name=""))
    with pytest.raises(Refused):
        add_patient(bench.reception, wrong)
    assert len(list_drafts(bench.reception)) == 1
