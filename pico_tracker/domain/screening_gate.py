"""What the answers given so far mean for treating today: which questions are still open, and which
of the answered ones give a note, a caution or a stop."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from pico_tracker.domain.findings import Finding, Findings, Level
from pico_tracker.domain.screening import (
    SOURCE,
    About,
    Answer,
    GivenAnswer,
    Plan,
    Question,
    QuestionKind,
    Scope,
    ScreeningFacts,
)
from pico_tracker.domain.screening_lookups import FIELD, LOOKUPS, found_by
from pico_tracker.domain.words import mark, sentence

UNASKED = "screening.unasked"
_OLD_TATTOO = timedelta(days=92)
"""A tattoo whose course was opened so long ago is older than 3 months."""
_NOW = datetime.max.replace(tzinfo=UTC)
"""What is answered now comes after all that is on record."""
_NAMED = 4
"""So many open questions are named in a sentence; the others are counted."""


class Standing(StrEnum):
    """Where a question stands on a day."""

    OPEN = "open"
    """Never answered, or opened by a yes and not answered yet."""
    STALE = "stale"
    """The answer is too old, or a change was reported since."""
    ANSWERED = "answered"
    CLOSED = "closed"
    """The question of each visit before it was answered with no."""
    BEHIND = "behind"
    """Waits for the question of each visit before it."""


TO_ASK = frozenset({Standing.OPEN, Standing.STALE})
STANDING_NAMES = {
    Standing.OPEN: mark("Not asked yet"),
    Standing.STALE: mark("Ask again"),
    Standing.ANSWERED: mark("Answered"),
    Standing.CLOSED: mark("No"),
    Standing.BEHIND: mark("At the visit"),
}


@dataclass(frozen=True, slots=True)
class QuestionState:
    """A question that applies, where it stands, and the last answer to it."""

    question: Question
    standing: Standing
    given: GivenAnswer | None = None

    @property
    def triggers(self) -> bool:
        """Whether its answer counts against treating."""
        return (
            self.standing is Standing.ANSWERED
            and self.question.kind is QuestionKind.ASKED
            and self.given is not None
            and self.given.answer.counts_as_yes
        )


class Verdict(StrEnum):
    """What the questions mean together."""

    PASS = "pass"
    CAUTION = "caution"
    """Goes ahead with a reason."""
    STOP = "stop"
    TO_ASK = "to ask"
    """Nothing stops it but questions that nobody asked yet."""


VERDICT_NAMES = {
    Verdict.PASS: mark("May be treated"),
    Verdict.CAUTION: mark("With a reason"),
    Verdict.STOP: mark("Stop"),
    Verdict.TO_ASK: mark("Questions to ask"),
}


def verdict_of(findings: Findings) -> Verdict:
    """The gravest of what was found; what was answered counts before what is still to be asked."""
    answered = [one for one in findings if one.code != UNASKED]
    if any(one.level is Level.STOP for one in answered):
        return Verdict.STOP
    if len(answered) < len(findings):
        return Verdict.TO_ASK
    return Verdict.CAUTION if any(one.level is Level.CAUTION for one in answered) else Verdict.PASS


def question_states(plan: Plan, facts: ScreeningFacts) -> tuple[QuestionState, ...]:
    """Every question a person has to answer for this plan, in the clinic's order."""
    return _Asked(plan, facts).states()


def check_screening(plan: Plan, facts: ScreeningFacts) -> Findings:
    """All that the questions have to say: what must be asked first, then what was answered."""
    if not facts.questions:
        return ()
    states = question_states(plan, facts)
    found = [*_check_open(states)]
    found += [_triggered(state) for state in states if state.triggers]
    computed = {one.key: one for one in facts.questions if one.kind is QuestionKind.COMPUTED}
    for key, check in LOOKUPS.items():
        if key in computed and computed[key].concerns_course(facts.concern_key):
            found += check(computed[key], plan, facts)
    return tuple(found)


class _Asked:
    """Looks up the answers of one plan, today's before those on record."""

    def __init__(self, plan: Plan, facts: ScreeningFacts) -> None:
        self._plan, self._facts = plan, facts
        today = (GivenAnswer(answer=one, given_on=plan.on, recorded_at=_NOW) for one in plan.answers)
        known = (one for one in facts.given if one.given_on <= plan.on)
        self._given = sorted((*known, *today), key=lambda one: one.place)
        changes = {one.key for one in facts.questions if one.reopens}
        reported = [one.place for one in self._given if one.answer.question in changes and one.answer.counts_as_yes]
        self._changed = max(reported, default=None)

    def states(self) -> tuple[QuestionState, ...]:
        questions = [one for one in self._facts.questions if self._applies(one)]
        groups = {one.key: self._single(one) for one in questions if one.kind is QuestionKind.GROUP}
        sizes = {key: sum(one.group == key for one in questions) for key in groups}
        return tuple(
            groups.get(one.key) or self._behind(one, groups.get(one.group), alone=sizes.get(one.group) == 1)
            for one in questions
        )

    def _applies(self, question: Question) -> bool:
        if question.kind is QuestionKind.COMPUTED or not question.concerns_course(self._facts.concern_key):
            return False
        if question.scope is Scope.ANAESTHESIA:
            return self._plan.numbs
        return not (question.key == "tattoo_age" and self._is_old_tattoo())

    def _is_old_tattoo(self) -> bool:
        opened_on = self._facts.course_opened_on
        return opened_on is not None and self._plan.on - opened_on >= _OLD_TATTOO

    def _single(self, question: Question) -> QuestionState:
        given = self._last(question)
        if given is None:
            return QuestionState(question, Standing.OPEN)
        is_fresh = self._plan.on < given.asked_again_on(question) and not self._is_reopened(given)
        return QuestionState(question, Standing.ANSWERED if is_fresh else Standing.STALE, given)

    def _last(self, question: Question) -> GivenAnswer | None:
        is_for_all = question.about is About.PATIENT
        return next(
            (
                one
                for one in reversed(self._given)
                if one.answer.question == question.key
                and (is_for_all or one.course_id in (None, self._facts.course_id))
            ),
            None,
        )

    def _is_reopened(self, given: GivenAnswer) -> bool:
        return self._changed is not None and given.place < self._changed

    def _behind(self, question: Question, group: QuestionState | None, *, alone: bool) -> QuestionState:
        """A question behind one of each visit; where it is the only one, the answer there is its own."""
        own = self._single(question)
        if group is None or (own.standing is Standing.ANSWERED and not _is_outdone(own, group)):
            return own
        if group.standing is not Standing.ANSWERED or group.given is None:
            return QuestionState(question, Standing.BEHIND, own.given)
        if not group.given.answer.counts_as_yes:
            return QuestionState(question, Standing.CLOSED, group.given)
        if alone:
            return QuestionState(question, Standing.ANSWERED, group.given)
        return replace(own, standing=Standing.STALE) if own.standing is Standing.ANSWERED else own


def _is_outdone(own: QuestionState, group: QuestionState) -> bool:
    """Whether a later yes to the question of the visit contradicts a no that is still remembered."""
    if group.standing is not Standing.ANSWERED or group.given is None or own.given is None:
        return False
    is_no, is_yes = not own.given.answer.counts_as_yes, group.given.answer.counts_as_yes
    return is_no and is_yes and own.given.place < group.given.place


def _check_open(states: Iterable[QuestionState]) -> Iterator[Finding]:
    titles = [one.question.title for one in states if one.standing in TO_ASK]
    if not titles:
        return
    named = "; ".join(titles[:_NAMED])
    if len(titles) > _NAMED:
        rest = len(titles) - _NAMED
        said = sentence(mark("Ask before treating: {titles}, and {count} more."), titles=named, count=rest)
    else:
        said = sentence(mark("Ask before treating: {titles}."), titles=named)
    yield Finding(FIELD, said, Level.STOP, UNASKED, "screening", SOURCE)


def _triggered(state: QuestionState) -> Finding:
    question, given = state.question, state.given
    is_unsure = given is not None and given.answer.answer is Answer.UNSURE
    if question.level is Level.NOTE:
        text = mark("{title}: unsure, which counts as yes. {reason}") if is_unsure else mark("{title}. {reason}")
    elif is_unsure:
        text = mark("{title}: unsure, which counts as yes. Outside your rules. {reason}")
    else:
        text = mark("{title}. Outside your rules. {reason}")
    return found_by(question, sentence(text, title=question.title, reason=question.reason))
