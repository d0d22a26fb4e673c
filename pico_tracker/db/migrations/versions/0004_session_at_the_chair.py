"""Session at the chair: both moments, pulse counters, areas, plans, amendments, visits without treatment.

Revision ID: 0004
Revises: 0003
"""

import sqlalchemy as sa
from alembic import op

from pico_tracker.db.base import Scaled, Utc

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "text_block",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("entry_id", sa.Uuid(), nullable=False),
        sa.Column("created_at", Utc(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("retired", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.CheckConstraint("length(text) <= 20000", name=op.f("ck_text_block_text_length")),
        sa.CheckConstraint("length(title) <= 200", name=op.f("ck_text_block_title_length")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_text_block")),
        sa.UniqueConstraint("entry_id", name=op.f("uq_text_block_entry_id")),
        sqlite_strict=True,
    )
    op.create_table(
        "alongside",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("entry_id", sa.Uuid(), nullable=False),
        sa.Column("created_at", Utc(), nullable=False),
        sa.Column("patient_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("what", sa.String(), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=True),
        sa.Column("until_on", sa.Date(), nullable=True),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("recorded_by_id", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "kind IN ('cream', 'tablet', 'peel', 'elsewhere', 'other')", name=op.f("ck_alongside_kind")
        ),
        sa.CheckConstraint("length(note) <= 20000", name=op.f("ck_alongside_note_length")),
        sa.CheckConstraint("length(what) <= 200", name=op.f("ck_alongside_what_length")),
        sa.ForeignKeyConstraint(
            ["patient_id"], ["patient.id"], name=op.f("fk_alongside_patient_id_patient"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["recorded_by_id"],
            ["staff.id"],
            name=op.f("fk_alongside_recorded_by_id_staff"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_alongside")),
        sa.UniqueConstraint("entry_id", name=op.f("uq_alongside_entry_id")),
        sqlite_strict=True,
    )
    op.create_table(
        "attendance",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("entry_id", sa.Uuid(), nullable=False),
        sa.Column("created_at", Utc(), nullable=False),
        sa.Column("course_id", sa.Integer(), nullable=False),
        sa.Column("visit_id", sa.Integer(), nullable=True),
        sa.Column("held_on", sa.Date(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("healing", sa.String(), nullable=True),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("return_on", sa.Date(), nullable=True),
        sa.Column("satisfaction", sa.Integer(), nullable=True),
        sa.Column("goal_reached", sa.Integer(), nullable=True),
        sa.Column("signed_by_id", sa.Integer(), nullable=False),
        sa.Column("signed_at", Utc(), nullable=False),
        sa.Column("is_void", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("void_reason", sa.String(), server_default="", nullable=False),
        sa.Column("voided_by_id", sa.Integer(), nullable=True),
        sa.Column("voided_at", Utc(), nullable=True),
        sa.CheckConstraint("healing IN ('healed', 'event')", name=op.f("ck_attendance_healing")),
        sa.CheckConstraint("kind IN ('not treated', 'review')", name=op.f("ck_attendance_kind")),
        sa.CheckConstraint("goal_reached BETWEEN 0 AND 10", name=op.f("ck_attendance_goal_reached")),
        sa.CheckConstraint("length(note) <= 20000", name=op.f("ck_attendance_note_length")),
        sa.CheckConstraint("length(reason) <= 20000", name=op.f("ck_attendance_reason_length")),
        sa.CheckConstraint("length(void_reason) <= 20000", name=op.f("ck_attendance_void_reason_length")),
        sa.CheckConstraint("satisfaction BETWEEN 0 AND 10", name=op.f("ck_attendance_satisfaction")),
        sa.ForeignKeyConstraint(
            ["course_id"], ["course.id"], name=op.f("fk_attendance_course_id_course"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["signed_by_id"], ["staff.id"], name=op.f("fk_attendance_signed_by_id_staff"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["visit_id"], ["visit.id"], name=op.f("fk_attendance_visit_id_visit"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["voided_by_id"], ["staff.id"], name=op.f("fk_attendance_voided_by_id_staff"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attendance")),
        sa.UniqueConstraint("entry_id", name=op.f("uq_attendance_entry_id")),
        sqlite_strict=True,
    )
    op.create_table(
        "course_agreement",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("entry_id", sa.Uuid(), nullable=False),
        sa.Column("created_at", Utc(), nullable=False),
        sa.Column("course_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("sessions_from", sa.Integer(), nullable=False),
        sa.Column("sessions_to", sa.Integer(), nullable=False),
        sa.Column("earliest_weeks", sa.Integer(), nullable=False),
        sa.Column("target_weeks", sa.Integer(), nullable=False),
        sa.Column("late_weeks", sa.Integer(), nullable=False),
        sa.Column("maintenance_months", sa.Integer(), nullable=True),
        sa.Column("agreed_on", sa.Date(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("written_by_id", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "earliest_weeks BETWEEN 1 AND 104", name=op.f("ck_course_agreement_earliest_weeks")
        ),
        sa.CheckConstraint("late_weeks BETWEEN 1 AND 104", name=op.f("ck_course_agreement_late_weeks")),
        sa.CheckConstraint("length(reason) <= 20000", name=op.f("ck_course_agreement_reason_length")),
        sa.CheckConstraint(
            "maintenance_months BETWEEN 1 AND 60", name=op.f("ck_course_agreement_maintenance_months")
        ),
        sa.CheckConstraint("sessions_from BETWEEN 1 AND 60", name=op.f("ck_course_agreement_sessions_from")),
        sa.CheckConstraint("sessions_to BETWEEN 1 AND 60", name=op.f("ck_course_agreement_sessions_to")),
        sa.CheckConstraint("target_weeks BETWEEN 1 AND 104", name=op.f("ck_course_agreement_target_weeks")),
        sa.ForeignKeyConstraint(
            ["course_id"],
            ["course.id"],
            name=op.f("fk_course_agreement_course_id_course"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["written_by_id"],
            ["staff.id"],
            name=op.f("fk_course_agreement_written_by_id_staff"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_course_agreement")),
        sa.UniqueConstraint("entry_id", name=op.f("uq_course_agreement_entry_id")),
        sqlite_strict=True,
    )
    op.create_table(
        "treated_area",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("entry_id", sa.Uuid(), nullable=False),
        sa.Column("created_at", Utc(), nullable=False),
        sa.Column("course_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("view", sa.String(), nullable=False),
        sa.Column("outline", sa.String(), nullable=False),
        sa.Column("area_cm2", Scaled(1), nullable=True),
        sa.Column("retired", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.CheckConstraint(
            "view IN ('front', 'back', 'left', 'right', 'hands', 'feet', 'face', 'face left', 'face right')",
            name=op.f("ck_treated_area_view"),
        ),
        sa.CheckConstraint("area_cm2 BETWEEN 1 AND 20000", name=op.f("ck_treated_area_area_cm2")),
        sa.CheckConstraint("length(name) <= 200", name=op.f("ck_treated_area_name_length")),
        sa.CheckConstraint("length(outline) <= 20000", name=op.f("ck_treated_area_outline_length")),
        sa.ForeignKeyConstraint(
            ["course_id"], ["course.id"], name=op.f("fk_treated_area_course_id_course"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_treated_area")),
        sa.UniqueConstraint("entry_id", name=op.f("uq_treated_area_entry_id")),
        sqlite_strict=True,
    )
    op.create_table(
        "attendance_amendment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("entry_id", sa.Uuid(), nullable=False),
        sa.Column("created_at", Utc(), nullable=False),
        sa.Column("attendance_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=False),
        sa.CheckConstraint("length(reason) <= 20000", name=op.f("ck_attendance_amendment_reason_length")),
        sa.CheckConstraint("length(text) <= 20000", name=op.f("ck_attendance_amendment_text_length")),
        sa.ForeignKeyConstraint(
            ["attendance_id"],
            ["attendance.id"],
            name=op.f("fk_attendance_amendment_attendance_id_attendance"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["author_id"],
            ["staff.id"],
            name=op.f("fk_attendance_amendment_author_id_staff"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attendance_amendment")),
        sa.UniqueConstraint("entry_id", name=op.f("uq_attendance_amendment_entry_id")),
        sqlite_strict=True,
    )
    op.create_table(
        "next_plan",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("entry_id", sa.Uuid(), nullable=False),
        sa.Column("created_at", Utc(), nullable=False),
        sa.Column("course_id", sa.Integer(), nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=True),
        sa.Column("attendance_id", sa.Integer(), nullable=True),
        sa.Column("made_on", sa.Date(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=True),
        sa.Column("room_id", sa.Integer(), nullable=True),
        sa.Column("device_id", sa.Integer(), nullable=True),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("made_by_id", sa.Integer(), nullable=False),
        sa.CheckConstraint("length(note) <= 20000", name=op.f("ck_next_plan_note_length")),
        sa.CheckConstraint("minutes BETWEEN 5 AND 480", name=op.f("ck_next_plan_minutes")),
        sa.ForeignKeyConstraint(
            ["attendance_id"],
            ["attendance.id"],
            name=op.f("fk_next_plan_attendance_id_attendance"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["course_id"], ["course.id"], name=op.f("fk_next_plan_course_id_course"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["device_id"], ["device.id"], name=op.f("fk_next_plan_device_id_device"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["made_by_id"], ["staff.id"], name=op.f("fk_next_plan_made_by_id_staff"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["room_id"], ["room.id"], name=op.f("fk_next_plan_room_id_room"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["session_id"], ["session.id"], name=op.f("fk_next_plan_session_id_session"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_next_plan")),
        sa.UniqueConstraint("entry_id", name=op.f("uq_next_plan_entry_id")),
        sqlite_strict=True,
    )
    op.create_table(
        "pulse_count",
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("device_id", sa.Integer(), nullable=False),
        sa.Column("starts_at", sa.Integer(), nullable=False),
        sa.Column("ends_at", sa.Integer(), nullable=False),
        sa.CheckConstraint("ends_at >= starts_at", name=op.f("ck_pulse_count_order")),
        sa.ForeignKeyConstraint(
            ["device_id"], ["device.id"], name=op.f("fk_pulse_count_device_id_device"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["session_id"],
            ["session.id"],
            name=op.f("fk_pulse_count_session_id_session"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("session_id", "device_id", name=op.f("pk_pulse_count")),
        sqlite_strict=True,
    )
    op.create_table(
        "session_area",
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("area_id", sa.Integer(), nullable=False),
        sa.Column("outline", sa.String(), nullable=False),
        sa.Column("area_cm2", Scaled(1), nullable=True),
        sa.CheckConstraint("area_cm2 BETWEEN 1 AND 20000", name=op.f("ck_session_area_area_cm2")),
        sa.CheckConstraint("length(outline) <= 20000", name=op.f("ck_session_area_outline_length")),
        sa.ForeignKeyConstraint(
            ["area_id"],
            ["treated_area.id"],
            name=op.f("fk_session_area_area_id_treated_area"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["session_id"],
            ["session.id"],
            name=op.f("fk_session_area_session_id_session"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("session_id", "area_id", name=op.f("pk_session_area")),
        sqlite_strict=True,
    )
    op.create_table(
        "session_check",
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("checked_by_id", sa.Integer(), nullable=False),
        sa.Column("checked_at", Utc(), nullable=False),
        sa.ForeignKeyConstraint(
            ["checked_by_id"],
            ["staff.id"],
            name=op.f("fk_session_check_checked_by_id_staff"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["session_id"],
            ["session.id"],
            name=op.f("fk_session_check_session_id_session"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("session_id", name=op.f("pk_session_check")),
        sqlite_strict=True,
    )
    op.create_table(
        "session_version",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("content", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("amended_by_id", sa.Integer(), nullable=False),
        sa.Column("amended_at", Utc(), nullable=False),
        sa.CheckConstraint("kind IN ('amended', 'void')", name=op.f("ck_session_version_kind")),
        sa.CheckConstraint("length(reason) <= 20000", name=op.f("ck_session_version_reason_length")),
        sa.ForeignKeyConstraint(
            ["amended_by_id"],
            ["staff.id"],
            name=op.f("fk_session_version_amended_by_id_staff"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["session_id"],
            ["session.id"],
            name=op.f("fk_session_version_session_id_session"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_session_version")),
        sqlite_strict=True,
    )
    op.create_table(
        "test_patch_spot",
        sa.Column("test_patch_id", sa.Integer(), nullable=False),
        sa.Column("series", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("handpiece_id", sa.Integer(), nullable=True),
        sa.Column("place", sa.String(), nullable=False),
        sa.CheckConstraint("length(place) <= 200", name=op.f("ck_test_patch_spot_place_length")),
        sa.ForeignKeyConstraint(
            ["handpiece_id"],
            ["handpiece.id"],
            name=op.f("fk_test_patch_spot_handpiece_id_handpiece"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["test_patch_id"],
            ["test_patch.id"],
            name=op.f("fk_test_patch_spot_test_patch_id_test_patch"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("test_patch_id", name=op.f("pk_test_patch_spot")),
        sqlite_strict=True,
    )
    op.create_table(
        "planned_pass",
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("purpose", sa.String(), nullable=False),
        sa.Column("device_id", sa.Integer(), nullable=True),
        sa.Column("handpiece_id", sa.Integer(), nullable=True),
        sa.Column("wavelength_nm", sa.Integer(), nullable=True),
        sa.Column("pulse_duration_ps", sa.Integer(), nullable=True),
        sa.Column("spot_width_mm", Scaled(2), nullable=True),
        sa.Column("fluence_j_cm2", Scaled(3), nullable=True),
        sa.Column("is_patch", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.CheckConstraint("fluence_j_cm2 BETWEEN 50 AND 20000", name=op.f("ck_planned_pass_fluence_j_cm2")),
        sa.CheckConstraint("length(purpose) <= 200", name=op.f("ck_planned_pass_purpose_length")),
        sa.CheckConstraint("spot_width_mm BETWEEN 100 AND 1500", name=op.f("ck_planned_pass_spot_width_mm")),
        sa.ForeignKeyConstraint(
            ["device_id"], ["device.id"], name=op.f("fk_planned_pass_device_id_device"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["handpiece_id"],
            ["handpiece.id"],
            name=op.f("fk_planned_pass_handpiece_id_handpiece"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["plan_id"], ["next_plan.id"], name=op.f("fk_planned_pass_plan_id_next_plan"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("plan_id", "position", name=op.f("pk_planned_pass")),
        sqlite_strict=True,
    )
    op.create_table(
        "test_patch_photo",
        sa.Column("photo_id", sa.Integer(), nullable=False),
        sa.Column("test_patch_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["photo_id"], ["photo.id"], name=op.f("fk_test_patch_photo_photo_id_photo"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["test_patch_id"],
            ["test_patch.id"],
            name=op.f("fk_test_patch_photo_test_patch_id_test_patch"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("photo_id", name=op.f("pk_test_patch_photo")),
        sqlite_strict=True,
    )
    op.add_column(
        "session",
        sa.Column(
            "healing",
            sa.String(),
            sa.CheckConstraint("healing IN ('healed', 'event')", name=op.f("ck_session_healing")),
            nullable=True,
        ),
    )
    op.add_column(
        "session",
        sa.Column(
            "ending",
            sa.String(),
            sa.CheckConstraint("ending IN ('complete', 'stopped early')", name=op.f("ck_session_ending")),
            nullable=False,
            server_default="complete",
        ),
    )
    op.add_column(
        "session",
        sa.Column(
            "ending_reason",
            sa.String(),
            sa.CheckConstraint(
                "length(ending_reason) <= 20000", name=op.f("ck_session_ending_reason_length")
            ),
            nullable=False,
            server_default="",
        ),
    )
    op.add_column("session", sa.Column("return_on", sa.Date(), nullable=True))
    op.add_column("session", sa.Column("anaesthesia_area_cm2", Scaled(1), nullable=True))
    op.add_column(
        "session",
        sa.Column(
            "products",
            sa.String(),
            sa.CheckConstraint("length(products) <= 20000", name=op.f("ck_session_products_length")),
            nullable=False,
            server_default="",
        ),
    )
    op.add_column("session", sa.Column("call_on", sa.Date(), nullable=True))
    op.add_column("session", sa.Column("is_void", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.add_column(
        "session_pass",
        sa.Column(
            "density_per_cm2",
            sa.Integer(),
            sa.CheckConstraint(
                "density_per_cm2 BETWEEN 1 AND 20000", name=op.f("ck_session_pass_density_per_cm2")
            ),
            nullable=True,
        ),
    )
    op.add_column("session_pass", sa.Column("overlap_percent", Scaled(1), nullable=True))
    op.add_column(
        "side_effect",
        sa.Column(
            "downtime_days",
            sa.Integer(),
            sa.CheckConstraint("downtime_days BETWEEN 0 AND 365", name=op.f("ck_side_effect_downtime_days")),
            nullable=True,
        ),
    )
    op.add_column(
        "test_patch_reading", sa.Column("is_chosen", sa.Boolean(), nullable=False, server_default=sa.false())
    )
    op.create_index(op.f("ix_alongside_patient_id"), "alongside", ["patient_id"], unique=False)
    op.create_index(
        op.f("ix_attendance_course_id_held_on"), "attendance", ["course_id", "held_on"], unique=False
    )
    op.create_index(op.f("ix_attendance_visit_id"), "attendance", ["visit_id"], unique=False)
    op.create_index(
        op.f("ix_course_agreement_course_id_number"), "course_agreement", ["course_id", "number"], unique=True
    )
    op.create_index(op.f("ix_treated_area_course_id"), "treated_area", ["course_id"], unique=False)
    op.create_index(
        op.f("ix_attendance_amendment_attendance_id"), "attendance_amendment", ["attendance_id"], unique=False
    )
    op.create_index(op.f("ix_next_plan_attendance_id"), "next_plan", ["attendance_id"], unique=False)
    op.create_index(
        op.f("ix_next_plan_course_id_made_on"), "next_plan", ["course_id", "made_on"], unique=False
    )
    op.create_index(op.f("ix_next_plan_session_id"), "next_plan", ["session_id"], unique=False)
    op.create_index(op.f("ix_pulse_count_device_id"), "pulse_count", ["device_id"], unique=False)
    op.create_index(op.f("ix_session_area_area_id"), "session_area", ["area_id"], unique=False)
    op.create_index(
        op.f("ix_session_version_session_id_version"),
        "session_version",
        ["session_id", "version"],
        unique=True,
    )
    op.create_index(op.f("ix_test_patch_spot_series"), "test_patch_spot", ["series"], unique=False)
    op.create_index(op.f("ix_planned_pass_device_id"), "planned_pass", ["device_id"], unique=False)
    op.create_index(
        op.f("ix_test_patch_photo_test_patch_id"), "test_patch_photo", ["test_patch_id"], unique=False
    )
