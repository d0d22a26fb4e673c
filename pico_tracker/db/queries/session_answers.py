"""What was asked on the day of a session, under the names that the questions had then."""

from collections.abc import Mapping

from sqlalchemy import and_, or_, select

from pico_tracker.db.models import ScreeningAnswerRow, StaffRow
from pico_tracker.db.queries.rules import list_rules, list_rules_at
from pico_tracker.db.queries.screening import OF_VOID_VISIT
from pico_tracker.db.unit_of_work import Work
from pico_tracker.domain.asked_answers import AskedAnswer
from pico_tracker.domain.rules import RuleKind
from pico_tracker.domain.screening import Answer
from pico_tracker.domain.sessions import Session


def list_asked(work: Work, patient_id: int, session: Session) -> tuple[AskedAnswer, ...]:
    """The answers kept with a session, and those given earlier that day that it relied on."""
    answer, on = ScreeningAnswerRow, session.entry.performed_on
    earlier = and_(
        answer.session_id.is_(None),
        answer.patient_id == patient_id,
        answer.given_on == on,
        or_(answer.course_id.is_(None), answer.course_id == session.entry.course_id),
        ~OF_VOID_VISIT,
    )
    if session.signed_at is not None:
        earlier = and_(earlier, answer.recorded_at <= session.signed_at)
    statement = (
        select(answer.__table__, StaffRow.name.label("asked_by"))
        .join(StaffRow, StaffRow.id == answer.asked_by_id)
        .where(or_(answer.session_id == session.id, earlier))
        .order_by(answer.id)
    )
    rows = work.connection.execute(statement).all()
    titles = {revision: _titles(work, revision) for revision in {row.rules_revision for row in rows}}
    return tuple(
        AskedAnswer(
            title=titles[row.rules_revision].get(row.question, row.question),
            answer=Answer(row.answer),
            note=row.note,
            asked_by=row.asked_by,
        )
        for row in rows
    )


def _titles(work: Work, revision: int | None) -> Mapping[str, str]:
    """Names of the questions by key after that edit of the rules; as they are now where none is told."""
    kind = RuleKind.QUESTION
    rules = list_rules(work, kind) if revision is None else list_rules_at(work, kind, revision)
    return {rule.key: rule.content["title"] for rule in rules}
