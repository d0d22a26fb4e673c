"""How a visit takes its time and lets go of it, inside the transaction of whoever asks."""

import uuid
from dataclasses import dataclass

from pico_tracker.db.models import (
    OccupancyRow,
    PatientRow,
    VisitCourseRow,
    VisitRow,
    VisitStepRow,
)
from pico_tracker.db.queries import visits as queries
from pico_tracker.db.unit_of_work import ChangeWork
from pico_tracker.domain.diary import Place, Visit, VisitEntry, VisitKind, VisitPart, VisitState
from pico_tracker.domain.visit_steps import VisitStep, holds_time, read_place, write_place
from pico_tracker.services.context import Context
from pico_tracker.services.free_times import check_place_free
from pico_tracker.services.refusals import refuse_stops


@dataclass(frozen=True, slots=True)
class StepTaker:
    """Takes steps of visits in one transaction, for one reason; `batch` makes them one to undo."""

    context: Context
    work: ChangeWork
    reason: str = ""
    batch: uuid.UUID | None = None

    def write(self, entry: VisitEntry) -> int:
        """Add a checked visit that holds its time; returns its key."""
        self.work.get(PatientRow, entry.patient_id)
        state = VisitState.ARRIVED if entry.is_walk_in else VisitState.BOOKED
        row = self.work.add(
            VisitRow(
                entry_id=entry.entry_id,
                created_at=self.work.at,
                patient_id=entry.patient_id,
                kind=entry.kind.value,
                state=state.value,
                state_at=self.work.at if entry.is_walk_in else None,
                starts_at=entry.place.starts_at,
                ends_at=entry.place.ends_at,
                note=entry.note,
                desk_note=entry.desk_note,
                override_reason=entry.reason,
                is_walk_in=entry.is_walk_in,
                tie=entry.tie,
            )
        )
        served = dict.fromkeys(entry.course_ids)
        self.work.add_all([VisitCourseRow(visit_id=row.id, course_id=one) for one in served])
        self._hold(row.id, entry.place, entry.patient_id, entry.kind)
        return row.id

    def set_state(self, visit: Visit, state: VisitState, undoes_id: int | None = None) -> int:
        """Bring a visit into a state; returns the step."""
        row = self.work.get(VisitRow, visit.id)
        if holds_time(state) != holds_time(visit.state):
            if holds_time(state):
                place = visit.place
                refuse_stops(check_place_free(self.work, place, visit.patient_id, visit.kind, visit.id))
            for key in queries.list_holdings_of(self.work, visit.id):
                self.work.get(OccupancyRow, key).active = holds_time(state)
        row.state, row.state_at = state.value, self.work.at
        return self._note(visit, state, ("", ""), undoes_id)

    def release(self, visit: Visit) -> None:
        """Let a visit go of its time; `put` gives it another in the same transaction."""
        keys = queries.list_holdings_of(self.work, visit.id)
        self.work.remove_all([self.work.get(OccupancyRow, key) for key in keys])

    def put(self, visit: Visit, place: Place, undoes_id: int | None = None) -> int:
        """Let a visit that was released hold another time; returns the step."""
        row = self.work.get(VisitRow, visit.id)
        is_moved = place.starts_at != visit.starts_at
        row.starts_at, row.ends_at = place.starts_at, place.ends_at
        if self.reason and is_moved:
            row.override_reason = self.reason
        self._hold(visit.id, place, visit.patient_id, visit.kind, goes_back=undoes_id is not None)
        state = VisitState.BOOKED if is_moved and visit.state is VisitState.CONFIRMED else visit.state
        row.state = state.value  # nobody has confirmed the new time
        return self._note(visit, state, (write_place(visit.place), write_place(place)), undoes_id)

    def take_back(self, visit: Visit, step: VisitStep) -> None:
        """Undo a step, which was released before where it moved the visit."""
        self.work.get(VisitRow, visit.id).version += 1
        if step.before:
            self.put(visit, read_place(step.before), step.id)
            self.work.get(VisitRow, visit.id).state = step.from_state.value
        else:
            self.set_state(visit, step.from_state, step.id)

    def _hold(
        self, visit_id: int, place: Place, patient_id: int, kind: VisitKind, *, goes_back: bool = False
    ) -> None:
        """What is held already is said in words; what two seats take at once, the database refuses.

        A visit that goes back to where it stood may do so although somebody is away there by now.
        """
        found = check_place_free(self.work, place, patient_id, kind, visit_id)
        refuse_stops(tuple(one for one in found if not goes_back or one.code == "place.held"))
        values = holdings_of(place, patient_id)
        self.work.add_all([OccupancyRow(visit_id=visit_id, **one) for one in values])

    def _note(self, visit: Visit, state: VisitState, places: tuple[str, str], undoes_id: int | None) -> int:
        step = VisitStepRow(
            visit_id=visit.id,
            at=self.work.at,
            by_id=self.context.operator.id,
            from_state=visit.state.value,
            to_state=state.value,
            before=places[0],
            after=places[1],
            reason=self.reason,
            batch=self.batch,
            undoes_id=undoes_id,
        )
        return self.work.add(step).id


def holdings_of(place: Place, patient_id: int) -> list[dict[str, object]]:
    """What a visit holds, one column's worth a row: numbing holds the room, and clean-up does."""
    everything = {
        "patient_id": patient_id,
        "staff_id": place.practitioner_id,
        "room_id": place.room_id,
        "device_id": place.device_id,
    }
    parts = (
        (VisitPart.NUMBING, place.starts_at, place.treated_from, ("patient_id", "room_id")),
        (VisitPart.TREATMENT, place.treated_from, place.ends_at, tuple(everything)),
        (VisitPart.CLEAN_UP, place.ends_at, place.free_from, ("room_id",)),
    )
    nothing = dict.fromkeys(everything)
    return [
        {**nothing, name: everything[name], "part": part.value, "starts_at": start, "ends_at": end, "active": True}
        for part, start, end, names in parts
        for name in names
        if everything[name] is not None and end > start
    ]
