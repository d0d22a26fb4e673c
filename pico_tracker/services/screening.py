"""Screening: ask the questions, remember the answers, tell what is still open."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from pico_tracker.db.models import CourseRow, ScreeningAnswerRow
from pico_tracker.db.queries import catalogue
from pico_tracker.db.queries import courses as course_queries
from pico_tracker.db.queries import patients as patient_queries
from pico_tracker.db.queries import screening as queries
from pico_tracker.db.queries.rules import revision_now
from pico_tracker.db.unit_of_work import ChangeWork, Work
from pico_tracker.domain.catalogue import Clearance, read_clearance, read_device
from pico_tracker.domain.courses import Course
from pico_tracker.domain.device_limits import device_of
from pico_tracker.domain.devices import Device
from pico_tracker.domain.errors import Refused
from pico_tracker.domain.evidence import Evidence
from pico_tracker.domain.findings import Finding, Findings
from pico_tracker.domain.patch_rules import PatchRule, read_patch_rule
from pico_tracker.domain.patients import Patient
from pico_tracker.domain.permissions import Permission
from pico_tracker.domain.rules import Rule, RuleKind
from pico_tracker.domain.screening import (
    About,
    Plan,
    Question,
    ScreeningAnswer,
    ScreeningFacts,
    asked_questions,
    check_answers,
    read_question,
)
from pico_tracker.domain.screening_gate import QuestionState, check_screening, question_states
from pico_tracker.domain.screening_lookups import last_tan
from pico_tracker.domain.test_patches import Beam, PatchFacts, PatchState, patch_state
from pico_tracker.domain.words import clean_text, mark, sentence
from pico_tracker.services.context import Context, Done, needs
from pico_tracker.services.refusals import refuse_stops
from pico_tracker.services.rules import rules_of, shipped_records

TEST_PATCH = "test_patch"
"""Key of the question, and of the one rule, on test patches."""


@dataclass(frozen=True, slots=True)
class Screening:
    """Where a course stands on a day: every question with its answer, and what they mean together."""

    plan: Plan
    facts: ScreeningFacts
    states: tuple[QuestionState, ...]
    findings: Findings
    patches: Mapping[Beam, PatchState]
    """Of each beam that was tested or asked about."""
    unconfirmed: frozenset[str] = frozenset()
    """Keys of questions that no source supports wholly and nobody ticked off."""


@needs(Permission.READ_CLINICAL)
def read_screening(
    context: Context, course_id: int, beams: tuple[Beam, ...] = (), *, numbs: bool = False
) -> Screening:
    """Where a course stands today, for these beams and with or without numbing; raises `NotFound`."""
    with context.database.read() as work:
        facts = screening_facts(work, course_id)
        rules = rules_of(work, RuleKind.QUESTION)
    plan = Plan(on=context.today(), beams=beams, numbs=numbs)
    tested = (one.entry.beam for one in facts.patches.patches)
    return Screening(
        plan=plan,
        facts=facts,
        states=question_states(plan, facts),
        findings=check_screening(plan, facts),
        patches={beam: _patch_state(beam, plan, facts) for beam in dict.fromkeys((*tested, *beams))},
        unconfirmed=frozenset(rule.key for rule in rules if _is_unconfirmed(rule)),
    )


def _is_unconfirmed(rule: Rule) -> bool:
    return not rule.is_confirmed and rule.evidence is not Evidence.SOURCED


def _patch_state(beam: Beam, plan: Plan, facts: ScreeningFacts) -> PatchState:
    return patch_state(beam, plan.on, facts.skin_type, last_tan(plan, facts), facts.patches)


@needs(Permission.WRITE_CLINICAL)
def record_answers(context: Context, course_id: int, answers: tuple[ScreeningAnswer, ...]) -> Done[None]:
    """Record what a patient answers today, at a consultation or on the phone; raises `Refused` or `NotFound`.

    Answers about the patient count for all courses, those about the area for this one.
    """
    answers = clean_answers(answers)
    if not answers:
        said = sentence(mark("Answer at least one question."))
        raise Refused((Finding("screening", said, code="screening.empty"),))
    with context.database.change(context.actor()) as work:
        questions = _questions(work)
        refuse_stops(check_answers(answers, questions))
        asked = AskedOn(course_id, context.today(), context.operator.id)
        write_answers(work, answers, questions, asked)
        return Done(None, work.changed)


@dataclass(frozen=True, slots=True)
class AskedOn:
    """In which course, on which day and by whom questions were asked; before which session, if any."""

    course_id: int
    on: date
    by_id: int
    session_id: int | None = None


def write_answers(
    work: ChangeWork, answers: Iterable[ScreeningAnswer], questions: Iterable[Question], asked: AskedOn
) -> None:
    """Add answers inside another service's transaction; what is not asked any more is left out."""
    about = {one.key: one.about for one in asked_questions(questions)}
    patient_id = work.get(CourseRow, asked.course_id).patient_id
    revision = revision_now(work) or None
    rows = [
        ScreeningAnswerRow(
            patient_id=patient_id,
            course_id=asked.course_id if about[one.question] is About.AREA else None,
            session_id=asked.session_id,
            question=one.question,
            answer=one.answer.value,
            note=one.note,
            given_on=asked.on,
            asked_by_id=asked.by_id,
            recorded_at=work.at,
            rules_revision=revision,
        )
        for one in answers
        if one.question in about
    ]
    work.add_all(rows)


def clean_answers(answers: Iterable[ScreeningAnswer]) -> tuple[ScreeningAnswer, ...]:
    """The last answer to each question, with its note cleaned."""
    last = {one.question: replace(one, note=clean_text(one.note)) for one in answers}
    return tuple(last.values())


def screening_facts(work: Work, course_id: int) -> ScreeningFacts:
    """What the record knows about screening one course; raises `NotFound`."""
    course = course_queries.read_course(work, course_id)
    patient = patient_queries.read_patient(work, course.entry.patient_id)
    return facts_of(work, course, patient, catalogue.list_devices(work))


def facts_of(work: Work, course: Course, patient: Patient, devices: Iterable[Device]) -> ScreeningFacts:
    """The same for records that were read already."""
    return ScreeningFacts(
        questions=_questions(work),
        given=queries.list_answers(work, patient.id),
        course_id=course.id,
        concern_key=course.concern_key,
        course_opened_on=course.entry.opened_on,
        born_on=patient.entry.born_on,
        skin_type=patient.entry.fitzpatrick,
        clearances=_clearances(work),
        devices={one.id: one for one in devices},
        patches=patch_facts(work, course.id),
    )


def patch_facts(work: Work, course_id: int) -> PatchFacts:
    """Test patches and treatments of the area of a course."""
    courses = queries.courses_of_area(work, course_id)
    return PatchFacts(
        rule=patch_rule(work),
        patches=queries.list_patches(work, courses),
        treated=queries.list_treated_beams(work, courses),
    )


def patch_rule(work: Work) -> PatchRule | None:
    """The clinic's rule on test patches, None where it was retired."""
    rules = rules_of(work, RuleKind.TEST_PATCH)
    return read_patch_rule(rules[0].content) if rules else None


def _questions(work: Work) -> tuple[Question, ...]:
    return tuple(read_question(rule.content) for rule in rules_of(work, RuleKind.QUESTION))


def _clearances(work: Work) -> dict[int, tuple[Clearance, ...]]:
    """What each laser is cleared for: by the clinic's own record of it, else by its model."""
    models = queries.list_catalogue_keys(work).items()
    by_model = {device_id: _shipped_clearances().get(model, ()) for device_id, model in models}
    own = {
        device_of(rule.key): tuple(read_clearance(one) for one in rule.content.get("clearances", ()))
        for rule in rules_of(work, RuleKind.DEVICE)
    }
    return by_model | own


@lru_cache(maxsize=1)
def _shipped_clearances() -> dict[str, tuple[Clearance, ...]]:
    """By the model's key; read once, since every session asks for them."""
    return {key: read_device(content).clearances for key, content in shipped_records("devices.toml").items()}
