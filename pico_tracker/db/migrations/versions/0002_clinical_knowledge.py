"""Clinical knowledge: rules in versions, and the records that follow from them.

Revision ID: 0002
Revises: 0001
"""

import sqlalchemy as sa
from alembic import op

from pico_tracker.db.base import Scaled, Utc

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "rule_revision",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", Utc(), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=True),
        sa.Column("reason", sa.String(), nullable=False),
        sa.CheckConstraint("length(reason) <= 20000", name=op.f("ck_rule_revision_reason_length")),
        sa.ForeignKeyConstraint(
            ["author_id"], ["staff.id"], name=op.f("fk_rule_revision_author_id_staff"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rule_revision")),
        sqlite_strict=True,
    )
    op.create_table(
        "rule_version",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("revision_id", sa.Integer(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("retired", sa.Boolean(), nullable=False),
        sa.CheckConstraint(
            "kind IN ('concern', 'plausible range', 'dose protocol', 'device', 'interval', 'test patch', 'question', 'side effect', 'expectation', 'instruction', 'consent text', 'policy')",
            name=op.f("ck_rule_version_kind"),
        ),
        sa.CheckConstraint("length(key) <= 200", name=op.f("ck_rule_version_key_length")),
        sa.ForeignKeyConstraint(
            ["revision_id"],
            ["rule_revision.id"],
            name=op.f("fk_rule_version_revision_id_rule_revision"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rule_version")),
        sqlite_strict=True,
    )
    op.create_table(
        "rule_confirmation",
        sa.Column("rule_version_id", sa.Integer(), nullable=False),
        sa.Column("confirmed_by_id", sa.Integer(), nullable=True),
        sa.Column("confirmed_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(
            ["confirmed_by_id"],
            ["staff.id"],
            name=op.f("fk_rule_confirmation_confirmed_by_id_staff"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["rule_version_id"],
            ["rule_version.id"],
            name=op.f("fk_rule_confirmation_rule_version_id_rule_version"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("rule_version_id", name=op.f("pk_rule_confirmation")),
        sqlite_strict=True,
    )
    op.add_column("concern", sa.Column("retired", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.add_column("session", sa.Column("rules_revision", sa.Integer(), nullable=True))
    op.create_index("uq_rule_version", "rule_version", ["kind", "key", "version"], unique=True)
