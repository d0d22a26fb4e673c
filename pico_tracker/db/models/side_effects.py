"""Side effects with everything written about them later, incidents, and what patients report."""

from datetime import date, datetime

from sqlalchemy import Index, false, text
from sqlalchemy.orm import Mapped, mapped_column

from pico_tracker.db.base import STRICT, Base, Record, Utc, at_most, between, one_of, refers_to
from pico_tracker.domain.incidents import LIMITS
from pico_tracker.domain.reported_reactions import ReactionQuestion
from pico_tracker.domain.side_effect_kinds import Urgency
from pico_tracker.domain.side_effects import Cause, Change, Outcome, Severity
from pico_tracker.domain.topics import Topic
from pico_tracker.domain.words import LINE_LIMIT, TEXT_LIMIT


class SideEffectRow(Record, Base):
    """A side effect as reported, and how it ended.

    `severity_now`, `gravest` and `alarms` follow from the report and the later looks; lists ask for
    them without reading every look. They are empty in records older than the looks.
    """

    __tablename__ = "side_effect"
    __table_args__ = (
        one_of("severity", Severity),
        one_of("outcome", Outcome),
        one_of("cause", Cause),
        one_of("management", Urgency),
        one_of("severity_now", Severity),
        one_of("gravest", Severity),
        between("grade", 1, 5),
        between("downtime_days", 0, 365),
        *at_most({"note": TEXT_LIMIT, "area": LINE_LIMIT, "management_text": TEXT_LIMIT}),
        *at_most({"alarms": TEXT_LIMIT}),
        Index(None, "course_id"),
        Index(
            "ix_side_effect_open",
            "onset_on",
            sqlite_where=text("healed_on IS NULL"),
            postgresql_where=text("healed_on IS NULL"),
        ),
        Index(
            "ix_side_effect_open_kind",
            "kind_id",
            "onset_on",
            sqlite_where=text("healed_on IS NULL"),
            postgresql_where=text("healed_on IS NULL"),
        ),
        Index(
            "ix_side_effect_to_release",
            "healed_on",
            sqlite_where=text("awaits_release = 1"),
            postgresql_where=text("awaits_release"),
        ),
        STRICT,
    )
    topic = Topic.SIDE_EFFECTS

    course_id: Mapped[int] = mapped_column(refers_to("course"))
    session_id: Mapped[int | None] = mapped_column(refers_to("session"))
    kind_id: Mapped[int] = mapped_column(refers_to("side_effect_kind"))
    severity: Mapped[str]
    grade: Mapped[int | None]
    onset_on: Mapped[date]
    healed_on: Mapped[date | None]
    note: Mapped[str]
    reported_by_id: Mapped[int] = mapped_column(refers_to("staff"))
    outcome: Mapped[str] = mapped_column(server_default=Outcome.OPEN.value)
    cause: Mapped[str] = mapped_column(server_default=Cause.UNKNOWN.value)
    area: Mapped[str] = mapped_column(server_default="")
    management: Mapped[str | None]
    management_text: Mapped[str] = mapped_column(server_default="")
    severity_now: Mapped[str | None]
    gravest: Mapped[str | None]
    grade_now: Mapped[int | None]
    alarms: Mapped[str] = mapped_column(server_default="")
    """Keys of the red-flag questions answered with yes, with a space between."""
    awaits_release: Mapped[bool] = mapped_column(default=False, server_default=false())
    downtime_days: Mapped[int | None]
    """Days the patient stayed away from work or people because of it."""


class SideEffectLookRow(Record, Base):
    """A later look at a side effect; only ever added."""

    __tablename__ = "side_effect_look"
    __table_args__ = (
        one_of("change", Change),
        one_of("severity", Severity),
        one_of("management", Urgency),
        between("grade", 1, 5),
        *at_most({"note": TEXT_LIMIT, "management_text": TEXT_LIMIT}),
        Index(None, "side_effect_id"),
        STRICT,
    )
    topic = Topic.SIDE_EFFECTS

    side_effect_id: Mapped[int] = mapped_column(refers_to("side_effect"))
    seen_on: Mapped[date]
    change: Mapped[str]
    severity: Mapped[str]
    grade: Mapped[int | None]
    management: Mapped[str | None]
    management_text: Mapped[str]
    note: Mapped[str]
    written_by_id: Mapped[int] = mapped_column(refers_to("staff"))


class SideEffectReleaseRow(Base):
    """Who found the area fit to be treated again after a side effect; never undone."""

    __tablename__ = "side_effect_release"
    __table_args__ = (*at_most({"finding": TEXT_LIMIT}), STRICT)
    topic = Topic.SIDE_EFFECTS

    side_effect_id: Mapped[int] = mapped_column(refers_to("side_effect"), primary_key=True)
    released_on: Mapped[date]
    released_by_id: Mapped[int] = mapped_column(refers_to("staff"))
    finding: Mapped[str]


class SideEffectAnswerRow(Base):
    """The answer to a red-flag question, in the words it was asked."""

    __tablename__ = "side_effect_answer"
    __table_args__ = (Index(None, "side_effect_id"), STRICT)
    topic = Topic.SIDE_EFFECTS

    id: Mapped[int] = mapped_column(primary_key=True)
    side_effect_id: Mapped[int] = mapped_column(refers_to("side_effect"))
    look_id: Mapped[int | None] = mapped_column(refers_to("side_effect_look"))
    """None: asked when it was reported."""
    key: Mapped[str]
    question: Mapped[str]
    is_yes: Mapped[bool]


class ReportedReactionRow(Record, Base):
    """What a patient says about a reaction, until a practitioner has judged it."""

    __tablename__ = "reported_reaction"
    __table_args__ = (
        *at_most({"said": TEXT_LIMIT, "finding": TEXT_LIMIT}),
        Index(
            "ix_reported_reaction_to_judge",
            "course_id",
            sqlite_where=text("judged_at IS NULL"),
            postgresql_where=text("judged_at IS NULL"),
        ),
        STRICT,
    )
    topic = Topic.SIDE_EFFECTS

    course_id: Mapped[int] = mapped_column(refers_to("course"))
    said: Mapped[str]
    since: Mapped[date]
    reported_by_id: Mapped[int] = mapped_column(refers_to("staff"))
    judged_at: Mapped[datetime | None] = mapped_column(Utc)
    judged_by_id: Mapped[int | None] = mapped_column(refers_to("staff"))
    side_effect_id: Mapped[int | None] = mapped_column(refers_to("side_effect"))
    """What it was found to be; None where it is none."""
    finding: Mapped[str]
    treated_on: Mapped[date | None]
    """Day of the treatment that the patient means."""
    due_at: Mapped[datetime | None] = mapped_column(Utc)
    """By when a practitioner calls back."""


class ReportedAnswerRow(Base):
    """What a patient who reports a reaction answered to one of the questions that tell harm."""

    __tablename__ = "reported_answer"
    __table_args__ = (one_of("question", ReactionQuestion), STRICT)
    topic = Topic.SIDE_EFFECTS

    reaction_id: Mapped[int] = mapped_column(refers_to("reported_reaction"), primary_key=True)
    question: Mapped[str] = mapped_column(primary_key=True)
    is_yes: Mapped[bool]


class IncidentRow(Record, Base):
    """A serious side effect that has to be looked into, until somebody closes it."""

    __tablename__ = "incident"
    __table_args__ = (
        Index(None, "side_effect_id", unique=True),
        Index(
            "ix_incident_open",
            "opened_on",
            sqlite_where=text("closed_on IS NULL"),
            postgresql_where=text("closed_on IS NULL"),
        ),
        STRICT,
    )
    topic = Topic.SIDE_EFFECTS

    side_effect_id: Mapped[int] = mapped_column(refers_to("side_effect"))
    opened_on: Mapped[date]
    closed_on: Mapped[date | None]
    closed_by_id: Mapped[int | None] = mapped_column(refers_to("staff"))


class IncidentAccountRow(Record, Base):
    """An account of an incident; only ever added, the latest one counts."""

    __tablename__ = "incident_account"
    __table_args__ = (*at_most(LIMITS), Index(None, "incident_id"), STRICT)
    topic = Topic.SIDE_EFFECTS

    incident_id: Mapped[int] = mapped_column(refers_to("incident"))
    written_by_id: Mapped[int] = mapped_column(refers_to("staff"))
    happened: Mapped[str]
    device: Mapped[str]
    settings: Mapped[str]
    action: Mapped[str]
    informed: Mapped[str]
    informed_on: Mapped[date | None]
    reported_to: Mapped[str]
    reported_on: Mapped[date | None]
    not_reported_because: Mapped[str]
