"""Next dates: why they are as they are, kept right for lists by whatever changes them, held for everybody."""

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Any

import pytest

from pico_tracker.db.models import CourseMoveRow, CourseRow
from pico_tracker.domain.assessments import AssessmentEntry
from pico_tracker.domain.courses import Course, CourseState
from pico_tracker.domain.diary import Place, VisitEntry, VisitKind
from pico_tracker.domain.errors import Refused
from pico_tracker.domain.intervals import Interval, NextDates
from pico_tracker.domain.patients import Fitzpatrick
from pico_tracker.domain.progress import ReadingEntry
from pico_tracker.domain.recalls import DueKind
from pico_tracker.domain.rules import Rule, RuleKind
from pico_tracker.domain.side_effects import Severity
from pico_tracker.services.assessments import record_assessment
from pico_tracker.services.context import Context
from pico_tracker.services.courses import (
    change_course_state,
    edit_course,
    list_course_summaries,
    open_course,
    read_patient_page,
    set_maintenance_date,
)
from pico_tracker.services.intervals import dates_of_patient, refresh_windows
from pico_tracker.services.patients import add_patient, edit_patient, read_patient
from pico_tracker.services.recalls import list_due
from pico_tracker.services.rules import confirm_rules, edit_rule, list_rules, put_rule_in_force
from pico_tracker.services.sessions import log_session, record_clearance
from pico_tracker.services.side_effects import heal_side_effect, release_reaction, report_side_effect
from pico_tracker.services.visits import book_visit
from tests.builders import TODAY, Bench


@dataclass
class Chair:
    """A patient of skin type II with one tattoo course, treated today."""

    bench: Bench
    patient_id: int
    course_id: int

    @property
    def context(self) -> Context:
        return self.bench.practitioner

    def course(self) -> Course:
        """The course as the patient page shows it; what is kept for lists must say the same."""
        self.check_kept()
        return read_patient_page(self.context, self.patient_id).courses[0].course

    def check_kept(self) -> None:
        with self.bench.database.read() as work:
            dates: NextDates = dates_of_patient(work, self.patient_id)[self.course_id]
            row = work.get(CourseRow, self.course_id)
            kept = (row.window_earliest_on, row.window_target_on, row.window_late_on, row.held_from_on)
        window = dates.window
        asked = (None,) * 3 if window is None else (window.earliest_on, window.target_on, window.late_on)
        assert kept == (*asked, dates.held_from_on)

    def earliest(self) -> date | None:
        window = self.course().window
        return None if window is None else window.earliest_on

    def reasons(self) -> list[str]:
        return [str(reason) for reason in self.course().reasons]

    def report(self, kind: str = "blister", severity: Severity = Severity.MILD) -> int:
        entry = self.bench.side_effect(self.course_id, None, kind_id=self.bench.kind_id(kind), severity=severity)
        return report_side_effect(self.context, entry).value

    def heal(self, effect_id: int) -> None:
        heal_side_effect(self.context, effect_id, self._version(effect_id), self.context.today())

    def release(self, effect_id: int) -> None:
        release_reaction(self.context, effect_id, self._version(effect_id), "Skin even and calm.")

    def _version(self, effect_id: int) -> int:
        page = read_patient_page(self.context, self.patient_id)
        return next(one.version for one in page.courses[0].side_effects if one.id == effect_id)

    def move(self, state: CourseState, reason: str = "") -> None:
        course = self.course()
        change_course_state(self.context, course.id, course.version, state, reason)

    def set_skin_type(self, skin_type: Fitzpatrick) -> None:
        patient = read_patient(self.context, self.patient_id)
        entry = replace(patient.entry, fitzpatrick=skin_type)
        edit_patient(self.bench.reception, patient.id, patient.version, entry)

    def visit(self, days: int, **changes: Any) -> VisitEntry:
        day = self.context.today() + timedelta(days=days)
        entry = VisitEntry(
            entry_id=self.bench.mint(),
            patient_id=self.patient_id,
            course_ids=(self.course_id,),
            kind=VisitKind.SESSION,
            place=Place(starts_at=datetime.combine(day, time(10), self.context.zone), minutes=30),
        )
        where = {name: changes.pop(name) for name in WHERE & set(changes)}
        return replace(entry, place=replace(entry.place, **where), **changes)

    def due(self) -> list[DueKind]:
        return [line.kind for line in list_due(self.bench.reception)]


WHERE = {"starts_at", "minutes", "practitioner_id"}


@pytest.fixture
def chair(bench: Bench) -> Chair:
    """A treated course; the agreed weeks are 6, 8 and 16, so the earliest date is 3 January 2027."""
    entry = bench.patient(fitzpatrick=Fitzpatrick.II)
    patient_id = add_patient(bench.reception, entry).value
    course_id = open_course(bench.practitioner, bench.course(patient_id, maintenance_months=6)).value
    log_session(bench.practitioner, bench.session(course_id))
    return Chair(bench, patient_id, course_id)


def in_weeks(weeks: int, since: date = TODAY) -> date:
    return since + timedelta(weeks=weeks)


# What moves the dates


def test_a_session_sets_the_agreed_window_with_its_reason(chair: Chair) -> None:
    assert chair.earliest() == in_weeks(6)
    assert chair.reasons() == ["Session on 2026-11-22: 6 weeks from then at the earliest."]


def test_another_skin_type_moves_the_earliest_date_at_once(chair: Chair) -> None:
    chair.set_skin_type(Fitzpatrick.V)
    assert chair.earliest() == in_weeks(8)
    assert chair.reasons()[0].startswith("Skin type V: not before the typical interval")
    chair.set_skin_type(Fitzpatrick.III)
    assert chair.earliest() == in_weeks(6)


def test_a_blister_leaves_no_date_until_it_is_healed_and_released_and_then_counts_from_its_healing(
    chair: Chair,
) -> None:
    effect_id = chair.report()
    assert (chair.course().is_held, chair.earliest()) == (True, None)
    chair.bench.clock.pass_days(10)
    chair.heal(effect_id)
    healed_on = chair.context.today()
    assert (chair.course().is_held, chair.earliest()) == (True, None)
    assert "nobody has released the area" in " ".join(chair.reasons())
    chair.bench.clock.pass_days(2)
    chair.release(effect_id)
    assert (chair.course().is_held, chair.earliest()) == (False, in_weeks(6, healed_on))
    assert chair.reasons()[0] == f"Blister healed {healed_on}: 6 weeks from then at the earliest."


def test_redness_within_its_days_leaves_the_dates_and_past_them_takes_them(chair: Chair) -> None:
    effect_id = chair.report("erythema")
    assert (chair.course().is_held, chair.earliest()) == (False, in_weeks(6))
    chair.bench.clock.pass_days(15)
    assert (chair.course().is_held, chair.earliest()) == (True, None)
    chair.heal(effect_id)
    assert (chair.course().is_held, chair.earliest()) == (False, in_weeks(6))


def test_an_edited_spacing_of_the_course_moves_the_dates_with_every_adjustment(chair: Chair) -> None:
    chair.set_skin_type(Fitzpatrick.IV)
    course = chair.course()
    entry = replace(course.entry, interval=Interval(4, 10, 20))
    edit_course(chair.context, course.id, course.version, entry)
    assert chair.earliest() == in_weeks(10)


def test_an_edited_rule_of_the_interval_moves_the_dates_of_everybody(chair: Chair) -> None:
    chair.set_skin_type(Fitzpatrick.III)
    assert chair.earliest() == in_weeks(6)
    _edit(chair, RuleKind.INTERVAL, "darker_skin", {"from_skin_type": "III"})
    assert chair.earliest() == in_weeks(8)
    rule = _rule(chair, RuleKind.INTERVAL, "darker_skin")
    put_rule_in_force(
        chair.bench.administrator, rule.kind, rule.key, rule.version, "We do not wait.", in_force=False
    )
    assert chair.earliest() == in_weeks(6)


def test_an_edited_kind_of_side_effect_decides_anew_what_is_open(chair: Chair) -> None:
    chair.report("erythema")
    chair.bench.clock.pass_days(15)
    assert chair.course().is_held
    _edit(chair, RuleKind.SIDE_EFFECT, "erythema", {"prolonged_after_days_by_concern.tattoo": 20})
    assert not chair.course().is_held


def test_a_session_given_in_spite_of_a_healed_reaction_settles_it(chair: Chair) -> None:
    effect_id = chair.report()
    chair.bench.clock.pass_days(60)
    chair.heal(effect_id)
    chair.bench.clock.pass_days(1)
    with pytest.raises(Refused, match="no date yet"):
        log_session(chair.context, chair.bench.session(chair.course_id))
    log_session(chair.context, chair.bench.session(chair.course_id, reason="Looked at it: calm."))
    assert (chair.course().is_held, chair.earliest()) == (False, in_weeks(6, chair.context.today()))


def test_maintenance_has_no_window_but_a_reaction_still_holds_it(chair: Chair) -> None:
    chair.move(CourseState.MAINTENANCE)
    assert (chair.course().window, chair.course().reasons) == (None, ())
    chair.bench.clock.pass_days(190)
    log_session(chair.context, chair.bench.session(chair.course_id))
    chair.report()
    assert chair.course().is_held
    with pytest.raises(Refused, match="no date yet"):
        book_visit(chair.bench.reception, chair.visit(30, kind=VisitKind.MAINTENANCE))
    chair.move(CourseState.ACTIVE)
    assert chair.course().is_held


def test_dates_of_an_older_file_are_brought_up_to_date_for_the_whole_clinic_at_once(chair: Chair) -> None:
    chair.set_skin_type(Fitzpatrick.VI)
    chair.report()
    with chair.bench.database.change(chair.context.actor()) as work:
        row = work.get(CourseRow, chair.course_id)
        row.window_earliest_on, row.held_from_on = in_weeks(6), None
    with pytest.raises(AssertionError):
        chair.check_kept()
    with chair.bench.database.change(chair.context.actor()) as work:
        refresh_windows(work)
    chair.check_kept()


# What everybody is told


def test_reception_is_told_to_review_first_without_clinical_text(chair: Chair) -> None:
    chair.report()
    (seen,) = list_course_summaries(chair.bench.reception, chair.patient_id)
    assert (seen.is_held, seen.window, seen.reasons) == (True, None, ())
    with pytest.raises(Refused) as refused:
        book_visit(chair.bench.reception, chair.visit(60, reason="The patient insists."))
    said = str(refused.value.findings[0].sentence)
    assert said == (
        "Tattoo removal, right forearm: no date yet, a practitioner reviews it first. "
        "Book a review, or ask a practitioner."
    )
    assert "lister" not in said
    book_visit(chair.bench.reception, chair.visit(3, kind=VisitKind.REVIEW))
    (seen,) = list_course_summaries(chair.context, chair.patient_id)
    assert seen.reasons != ()


def test_a_practitioner_may_book_with_a_reason_although_there_is_no_date(chair: Chair) -> None:
    chair.report()
    book_visit(chair.context, chair.visit(60, reason="Seen today, nearly healed."))


def test_an_expected_reaction_does_not_keep_anybody_from_booking_ahead(chair: Chair) -> None:
    chair.report("erythema")
    book_visit(chair.bench.reception, chair.visit(42))


def test_a_booking_asks_the_dates_with_their_adjustments(chair: Chair) -> None:
    chair.set_skin_type(Fitzpatrick.VI)
    with pytest.raises(Refused, match="safe to book from 2027-01-17"):
        book_visit(chair.bench.reception, chair.visit(55))
    book_visit(chair.bench.reception, chair.visit(56))


def test_a_held_course_is_not_called_for_its_session_but_for_its_reaction(chair: Chair) -> None:
    chair.bench.clock.pass_days(45)
    assert chair.due() == [DueKind.SESSION_DUE]
    effect_id = chair.report()
    assert chair.due() == [DueKind.SIDE_EFFECT_OPEN]
    chair.heal(effect_id)
    assert chair.due() == [DueKind.REACTION_TO_RELEASE]
    chair.release(effect_id)
    assert chair.due() == []
    chair.bench.clock.pass_days(42)
    assert chair.due() == [DueKind.SESSION_DUE]


# States


def test_every_move_is_kept_with_who_when_and_why(chair: Chair) -> None:
    chair.move(CourseState.PAUSED, "Pregnant.")
    course = chair.course()
    assert (course.state_reason, course.state_since_on) == ("Pregnant.", TODAY)
    chair.move(CourseState.ACTIVE)
    with chair.bench.database.read() as work:
        moves = [work.get(CourseMoveRow, key) for key in (1, 2, 3)]
        told = [(one.from_state, one.to_state, one.reason) for one in moves]
        assert {one.moved_by_id for one in moves} == {chair.context.operator.id}
    assert told == [("planned", "active", ""), ("active", "paused", "Pregnant."), ("paused", "active", "")]


@pytest.mark.parametrize("state", [CourseState.COMPLETED, CourseState.DISCONTINUED])
def test_what_has_ended_is_reopened_with_a_reason_only(chair: Chair, state: CourseState) -> None:
    chair.move(state, "Clear enough.")
    with pytest.raises(Refused, match="taken up again"):
        chair.move(CourseState.ACTIVE)
    chair.move(CourseState.ACTIVE, "A rest of green is left.")
    assert chair.earliest() == in_weeks(6)


def test_a_refused_move_says_why_and_changes_nothing(chair: Chair) -> None:
    chair.move(CourseState.DISCONTINUED, "Moved away.")
    with pytest.raises(Refused, match="first reopened as active"):
        chair.move(CourseState.MAINTENANCE)
    assert chair.course().state is CourseState.DISCONTINUED


# Maintenance


def _begin_upkeep(chair: Chair) -> None:
    chair.move(CourseState.MAINTENANCE)
    assert chair.course().maintenance_due_on == date(2027, 5, 22)


def _read(chair: Chair, percent: int) -> None:
    chair.bench.clock.pass_days(1)
    entry = ReadingEntry(
        entry_id=chair.bench.mint(),
        course_id=chair.course_id,
        read_on=chair.context.today(),
        percent=percent,
    )
    record_clearance(chair.context, entry)


def test_a_clearance_that_fell_brings_maintenance_forward_and_one_that_rose_puts_it_back(chair: Chair) -> None:
    _begin_upkeep(chair)
    for percent in (70, 50):
        _read(chair, percent)
    course = chair.course()
    assert course.maintenance_due_on == TODAY + timedelta(days=181 // 2)
    told = "Clearance fell by 20 points or more: maintenance comes earlier."
    assert str(course.maintenance_reasons[0]) == told
    _read(chair, 60)
    assert (chair.course().maintenance_due_on, chair.course().maintenance_reasons) == (date(2027, 5, 22), ())


def test_a_date_set_by_hand_stays_until_the_next_session(chair: Chair) -> None:
    _begin_upkeep(chair)
    set_maintenance_date(chair.context, chair.course_id, date(2027, 6, 1))
    for percent in (70, 30):
        _read(chair, percent)
    assert chair.course().maintenance_due_on == date(2027, 6, 1)
    chair.bench.clock.pass_days(190)
    log_session(chair.context, chair.bench.session(chair.course_id, clearance_percent=60))
    assert chair.course().maintenance_due_on == date(2027, 12, 2)


def test_an_edited_rule_decides_anew_when_maintenance_comes(chair: Chair) -> None:
    _begin_upkeep(chair)
    for percent in (70, 55):
        _read(chair, percent)
    assert chair.course().maintenance_due_on == date(2027, 5, 22)
    _edit(chair, RuleKind.INTERVAL, "maintenance_worsened", {"worsened_points.value": 15})
    assert chair.course().maintenance_due_on == TODAY + timedelta(days=90)


def _rule(chair: Chair, kind: RuleKind, key: str) -> Rule:
    return next(rule for rule in list_rules(chair.context, kind) if rule.key == key)


def _edit(chair: Chair, kind: RuleKind, key: str, parts: dict[str, object]) -> None:
    rule = _rule(chair, kind, key)
    edit_rule(chair.bench.administrator, kind, key, rule.version, parts, "Our own experience.")


# What nobody ticked off


def test_reasons_say_that_an_adjustment_is_not_sourced_until_the_clinic_ticks_it_off(chair: Chair) -> None:
    chair.set_skin_type(Fitzpatrick.V)
    assert chair.reasons()[-1] == "Not every adjustment is sourced: confirm it with your clinician."
    rules = list_rules(chair.context, RuleKind.INTERVAL)
    confirm_rules(chair.context, RuleKind.INTERVAL, {rule.key: rule.version for rule in rules})
    assert "sourced" not in " ".join(chair.reasons())
    assert chair.earliest() == in_weeks(8)


def test_a_score_that_got_worse_brings_maintenance_forward(chair: Chair) -> None:
    _begin_upkeep(chair)
    for grade in ("2", "3"):
        chair.bench.clock.pass_days(1)
        record_assessment(
            chair.context,
            AssessmentEntry(
                entry_id=chair.bench.mint(),
                patient_id=chair.patient_id,
                course_id=chair.course_id,
                scale_key="gais",
                answers={"grade": grade},
                assessed_on=chair.context.today(),
            ),
        )
    course = chair.course()
    assert course.maintenance_due_on == TODAY + timedelta(days=181 // 2)
    assert (
        str(course.maintenance_reasons[0]) == "The last score is worse by 20 % or more: maintenance comes earlier."
    )


# Lost to follow-up


def test_past_the_late_date_a_course_is_called_lost_to_follow_up_and_stays_active(chair: Chair) -> None:
    chair.bench.clock.pass_days(16 * 7)
    assert chair.due() == [DueKind.SESSION_OVERDUE]
    chair.bench.clock.pass_days(1)
    assert chair.due() == [DueKind.SESSION_LOST]
    assert chair.course().state is CourseState.ACTIVE
    log_session(chair.context, chair.bench.session(chair.course_id))
    assert chair.due() == []
