"""The forms of the reception desk, opened with correct values."""

from dataclasses import asdict
from datetime import date
from typing import Any

from pico_tracker.services.incidents import list_reported_reactions
from pico_tracker.services.merges import read_merges
from pico_tracker.services.patients import add_patient
from pico_tracker.ui.courses.reaction_form import ReactionForm
from pico_tracker.ui.patients.merge_form import MergeForm
from tests.faults.room import Opened, Room, small


def open_reaction(room: Room) -> Opened:
    """What a patient reports, with all five answers."""
    course_id = room.course()
    form = ReactionForm(room.desk, room.patient_id, course_id, room.parent_widget)

    def read() -> dict[str, Any]:
        reports = list_reported_reactions(room.bench.practitioner, room.patient_id)
        entry = max(reports, key=lambda one: one.id).entry
        answers = {f"answers.{one.name.lower()}": yes for one, yes in entry.answers.items()}
        return asdict(entry) | answers

    opened = small(form, room, read)
    form.form.restore({"said": "There is a bubble."})
    form.since.set_value(date(2026, 11, 21))
    for question in form.questions.fields:
        question.set_value(False)
    return opened


def open_merge(room: Room) -> Opened:
    """Two records of one person, side by side."""
    other_id = add_patient(room.bench.practitioner, room.bench.patient(family_name="Bell")).value
    form = MergeForm(room.desk, room.patient_id, room.parent_widget)
    form.compare(other_id)

    def read() -> dict[str, Any]:
        return {"reason": read_merges(room.bench.practitioner, room.patient_id).merges[0].reason}

    opened = small(form, room, read)
    form.form.restore({"reason": "Same phone."})
    return opened
