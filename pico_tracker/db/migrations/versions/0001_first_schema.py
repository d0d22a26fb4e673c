"""The first schema.

Revision ID: 0001
Revises:
"""

import sqlalchemy as sa
from alembic import op

from pico_tracker.db.base import Scaled, Utc

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "clinic",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("address", sa.String(), nullable=False),
        sa.Column("phone", sa.String(), nullable=False),
        sa.Column("time_zone", sa.String(), nullable=False),
        sa.Column("paper", sa.String(), nullable=False),
        sa.Column("is_demonstration", sa.Boolean(), nullable=False),
        sa.Column("next_record_number", sa.Integer(), nullable=False),
        sa.CheckConstraint("paper IN ('A4', 'Letter')", name=op.f("ck_clinic_paper")),
        sa.CheckConstraint("id = 1", name=op.f("ck_clinic_single")),
        sa.CheckConstraint("length(address) <= 1000", name=op.f("ck_clinic_address_length")),
        sa.CheckConstraint("length(name) <= 200", name=op.f("ck_clinic_name_length")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_clinic")),
        sqlite_strict=True,
    )
    op.create_table(
        "concern",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("sessions_from", sa.Integer(), nullable=False),
        sa.Column("sessions_to", sa.Integer(), nullable=False),
        sa.Column("earliest_weeks", sa.Integer(), nullable=False),
        sa.Column("target_weeks", sa.Integer(), nullable=False),
        sa.Column("late_weeks", sa.Integer(), nullable=False),
        sa.Column("maintenance_months", sa.Integer(), nullable=True),
        sa.Column("evidence", sa.String(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.CheckConstraint("length(name) <= 200", name=op.f("ck_concern_name_length")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_concern")),
        sa.UniqueConstraint("key", name=op.f("uq_concern_key")),
        sqlite_strict=True,
    )
    op.create_table(
        "device",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("catalogue_key", sa.String(), nullable=True),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("serial", sa.String(), nullable=False),
        sa.Column("is_nanosecond", sa.Boolean(), nullable=False),
        sa.Column("max_repetition_hz", Scaled(2), nullable=True),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.CheckConstraint("length(name) <= 200", name=op.f("ck_device_name_length")),
        sa.CheckConstraint("length(serial) <= 200", name=op.f("ck_device_serial_length")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_device")),
        sqlite_strict=True,
    )
    op.create_table(
        "patient",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("entry_id", sa.Uuid(), nullable=False),
        sa.Column("created_at", Utc(), nullable=False),
        sa.Column("record_number", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("given_names", sa.String(), nullable=False),
        sa.Column("family_name", sa.String(), nullable=False),
        sa.Column("called", sa.String(), nullable=False),
        sa.Column("born_on", sa.Date(), nullable=True),
        sa.Column("sex", sa.String(), nullable=False),
        sa.Column("email", sa.String(), nullable=False),
        sa.Column("address", sa.String(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("contact_preference", sa.String(), nullable=False),
        sa.Column("contact_hours", sa.String(), nullable=False),
        sa.Column("consent_texts", sa.Boolean(), nullable=False),
        sa.Column("consent_email", sa.Boolean(), nullable=False),
        sa.Column("guardian", sa.String(), nullable=False),
        sa.Column("family_doctor", sa.String(), nullable=False),
        sa.Column("fitzpatrick", sa.String(), nullable=True),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("notes", sa.String(), nullable=False),
        sa.CheckConstraint(
            "contact_preference IN ('phone', 'text', 'email', 'letter', 'none')",
            name=op.f("ck_patient_contact_preference"),
        ),
        sa.CheckConstraint(
            "fitzpatrick IN ('I', 'II', 'III', 'IV', 'V', 'VI')", name=op.f("ck_patient_fitzpatrick")
        ),
        sa.CheckConstraint("sex IN ('female', 'male', 'other', 'unknown')", name=op.f("ck_patient_sex")),
        sa.CheckConstraint("state IN ('active', 'inactive', 'deceased')", name=op.f("ck_patient_state")),
        sa.CheckConstraint("length(family_name) <= 200", name=op.f("ck_patient_family_name_length")),
        sa.CheckConstraint("length(given_names) <= 200", name=op.f("ck_patient_given_names_length")),
        sa.CheckConstraint("length(notes) <= 20000", name=op.f("ck_patient_notes_length")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_patient")),
        sa.UniqueConstraint("entry_id", name=op.f("uq_patient_entry_id")),
        sqlite_strict=True,
    )
    op.create_index(
        op.f("ix_patient_family_name_given_names"), "patient", ["family_name", "given_names"], unique=False
    )
    op.create_table(
        "room",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.CheckConstraint("length(name) <= 200", name=op.f("ck_room_name_length")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_room")),
        sa.UniqueConstraint("name", name=op.f("uq_room_name")),
        sqlite_strict=True,
    )
    op.create_table(
        "side_effect_kind",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("urgency", sa.String(), nullable=False),
        sa.Column("expected_days", sa.Integer(), nullable=True),
        sa.Column("prolonged_after_days", sa.Integer(), nullable=False),
        sa.Column("evidence", sa.String(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.CheckConstraint(
            "urgency IN ('endpoint', 'expected', 'monitor', 'contact clinic', 'practitioner review', 'urgent', 'emergency')",
            name=op.f("ck_side_effect_kind_urgency"),
        ),
        sa.CheckConstraint("length(name) <= 200", name=op.f("ck_side_effect_kind_name_length")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_side_effect_kind")),
        sa.UniqueConstraint("key", name=op.f("uq_side_effect_kind_key")),
        sqlite_strict=True,
    )
    op.create_table(
        "staff",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.CheckConstraint(
            "role IN ('practitioner', 'reception', 'administrator')", name=op.f("ck_staff_role")
        ),
        sa.CheckConstraint("length(name) <= 200", name=op.f("ck_staff_name_length")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_staff")),
        sa.UniqueConstraint("name", name=op.f("uq_staff_name")),
        sqlite_strict=True,
    )
    op.create_table(
        "audit_event",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("at", Utc(), nullable=False),
        sa.Column("actor_id", sa.Integer(), nullable=True),
        sa.Column("action", sa.String(), nullable=False),
        sa.Column("table_name", sa.String(), nullable=False),
        sa.Column("record_key", sa.String(), nullable=False),
        sa.Column("payload_hash", sa.LargeBinary(), nullable=False),
        sa.Column("previous_mac", sa.LargeBinary(), nullable=True),
        sa.Column("mac", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(
            ["actor_id"], ["staff.id"], name=op.f("fk_audit_event_actor_id_staff"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_event")),
        sqlite_strict=True,
    )
    op.create_index(
        op.f("ix_audit_event_table_name_record_key"),
        "audit_event",
        ["table_name", "record_key"],
        unique=False,
    )
    op.create_table(
        "course",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("entry_id", sa.Uuid(), nullable=False),
        sa.Column("created_at", Utc(), nullable=False),
        sa.Column("patient_id", sa.Integer(), nullable=False),
        sa.Column("concern_id", sa.Integer(), nullable=False),
        sa.Column("area", sa.String(), nullable=False),
        sa.Column("sessions_from", sa.Integer(), nullable=False),
        sa.Column("sessions_to", sa.Integer(), nullable=False),
        sa.Column("earliest_weeks", sa.Integer(), nullable=False),
        sa.Column("target_weeks", sa.Integer(), nullable=False),
        sa.Column("late_weeks", sa.Integer(), nullable=False),
        sa.Column("maintenance_months", sa.Integer(), nullable=True),
        sa.Column("opened_on", sa.Date(), nullable=False),
        sa.Column("goal", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("state_reason", sa.String(), nullable=False),
        sa.Column("sessions_done", sa.Integer(), nullable=False),
        sa.Column("maintenance_done", sa.Integer(), nullable=False),
        sa.Column("last_session_on", sa.Date(), nullable=True),
        sa.Column("window_earliest_on", sa.Date(), nullable=True),
        sa.Column("window_target_on", sa.Date(), nullable=True),
        sa.Column("window_late_on", sa.Date(), nullable=True),
        sa.Column("maintenance_due_on", sa.Date(), nullable=True),
        sa.CheckConstraint(
            "state IN ('planned', 'active', 'paused', 'completed', 'maintenance', 'discontinued')",
            name=op.f("ck_course_state"),
        ),
        sa.CheckConstraint("earliest_weeks BETWEEN 1 AND 104", name=op.f("ck_course_earliest_weeks")),
        sa.CheckConstraint("late_weeks BETWEEN 1 AND 104", name=op.f("ck_course_late_weeks")),
        sa.CheckConstraint("length(area) <= 200", name=op.f("ck_course_area_length")),
        sa.CheckConstraint("maintenance_months BETWEEN 1 AND 60", name=op.f("ck_course_maintenance_months")),
        sa.CheckConstraint("sessions_from BETWEEN 1 AND 60", name=op.f("ck_course_sessions_from")),
        sa.CheckConstraint("sessions_to BETWEEN 1 AND 60", name=op.f("ck_course_sessions_to")),
        sa.CheckConstraint("target_weeks BETWEEN 1 AND 104", name=op.f("ck_course_target_weeks")),
        sa.ForeignKeyConstraint(
            ["concern_id"], ["concern.id"], name=op.f("fk_course_concern_id_concern"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["patient_id"], ["patient.id"], name=op.f("fk_course_patient_id_patient"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_course")),
        sa.UniqueConstraint("entry_id", name=op.f("uq_course_entry_id")),
        sqlite_strict=True,
    )
    op.create_index(
        "ix_course_due",
        "course",
        ["window_earliest_on"],
        unique=False,
        sqlite_where=sa.text("state IN ('planned', 'active')"),
        postgresql_where=sa.text("state IN ('planned', 'active')"),
    )
    op.create_index(
        "ix_course_maintenance",
        "course",
        ["maintenance_due_on"],
        unique=False,
        sqlite_where=sa.text("maintenance_due_on IS NOT NULL"),
        postgresql_where=sa.text("maintenance_due_on IS NOT NULL"),
    )
    op.create_index(op.f("ix_course_patient_id"), "course", ["patient_id"], unique=False)
    op.create_table(
        "draft",
        sa.Column("entry_id", sa.Uuid(), nullable=False),
        sa.Column("owner_id", sa.Integer(), nullable=False),
        sa.Column("form", sa.String(), nullable=False),
        sa.Column("subject_id", sa.Integer(), nullable=True),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("content", sa.String(), nullable=False),
        sa.Column("saved_at", Utc(), nullable=False),
        sa.ForeignKeyConstraint(
            ["owner_id"], ["staff.id"], name=op.f("fk_draft_owner_id_staff"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("entry_id", name=op.f("pk_draft")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_draft_owner_id"), "draft", ["owner_id"], unique=False)
    op.create_table(
        "handpiece",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("device_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("optic", sa.String(), nullable=False),
        sa.CheckConstraint(
            "optic IN ('full beam', 'fractional', 'unknown')", name=op.f("ck_handpiece_optic")
        ),
        sa.CheckConstraint("length(name) <= 200", name=op.f("ck_handpiece_name_length")),
        sa.ForeignKeyConstraint(
            ["device_id"], ["device.id"], name=op.f("fk_handpiece_device_id_device"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_handpiece")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_handpiece_device_id"), "handpiece", ["device_id"], unique=False)
    op.create_table(
        "patient_item",
        sa.Column("patient_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.CheckConstraint("kind IN ('phone', 'allergy', 'alert')", name=op.f("ck_patient_item_kind")),
        sa.CheckConstraint("length(text) <= 200", name=op.f("ck_patient_item_text_length")),
        sa.ForeignKeyConstraint(
            ["patient_id"],
            ["patient.id"],
            name=op.f("fk_patient_item_patient_id_patient"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("patient_id", "kind", "position", name=op.f("pk_patient_item")),
        sqlite_strict=True,
    )
    op.create_table(
        "patient_token",
        sa.Column("patient_id", sa.Integer(), nullable=False),
        sa.Column("token", sa.String().with_variant(sa.String(collation="C"), "postgresql"), nullable=False),
        sa.ForeignKeyConstraint(
            ["patient_id"],
            ["patient.id"],
            name=op.f("fk_patient_token_patient_id_patient"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("patient_id", "token", name=op.f("pk_patient_token")),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_index(
        op.f("ix_patient_token_token_patient_id"), "patient_token", ["token", "patient_id"], unique=False
    )
    op.create_table(
        "pulse_mode",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("device_id", sa.Integer(), nullable=False),
        sa.Column("wavelength_nm", sa.Integer(), nullable=False),
        sa.Column("shortest_ps", sa.Integer(), nullable=True),
        sa.Column("longest_ps", sa.Integer(), nullable=True),
        sa.Column("is_nanosecond", sa.Boolean(), nullable=False),
        sa.CheckConstraint("wavelength_nm BETWEEN 200 AND 12000", name=op.f("ck_pulse_mode_wavelength_nm")),
        sa.ForeignKeyConstraint(
            ["device_id"], ["device.id"], name=op.f("fk_pulse_mode_device_id_device"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pulse_mode")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_pulse_mode_device_id"), "pulse_mode", ["device_id"], unique=False)
    op.create_table(
        "recent_patient",
        sa.Column("patient_id", sa.Integer(), nullable=False),
        sa.Column("opened_at", Utc(), nullable=False),
        sa.ForeignKeyConstraint(
            ["patient_id"],
            ["patient.id"],
            name=op.f("fk_recent_patient_patient_id_patient"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("patient_id", name=op.f("pk_recent_patient")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_recent_patient_opened_at"), "recent_patient", ["opened_at"], unique=False)
    op.create_table(
        "visit",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("entry_id", sa.Uuid(), nullable=False),
        sa.Column("created_at", Utc(), nullable=False),
        sa.Column("patient_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("starts_at", Utc(), nullable=False),
        sa.Column("ends_at", Utc(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("override_reason", sa.String(), nullable=False),
        sa.CheckConstraint(
            "kind IN ('consultation', 'test patch', 'session', 'review', 'maintenance', 'call')",
            name=op.f("ck_visit_kind"),
        ),
        sa.CheckConstraint(
            "state IN ('booked', 'confirmed', 'arrived', 'in room', 'done', 'no-show', 'cancelled')",
            name=op.f("ck_visit_state"),
        ),
        sa.CheckConstraint("ends_at > starts_at", name=op.f("ck_visit_order")),
        sa.CheckConstraint("length(note) <= 20000", name=op.f("ck_visit_note_length")),
        sa.ForeignKeyConstraint(
            ["patient_id"], ["patient.id"], name=op.f("fk_visit_patient_id_patient"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_visit")),
        sa.UniqueConstraint("entry_id", name=op.f("uq_visit_entry_id")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_visit_patient_id_starts_at"), "visit", ["patient_id", "starts_at"], unique=False)
    op.create_index(op.f("ix_visit_starts_at"), "visit", ["starts_at"], unique=False)
    op.create_table(
        "audit_payload",
        sa.Column(
            "event_id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=False,
            nullable=False,
        ),
        sa.Column("salt", sa.LargeBinary(), nullable=False),
        sa.Column("content", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"],
            ["audit_event.id"],
            name=op.f("fk_audit_payload_event_id_audit_event"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("event_id", name=op.f("pk_audit_payload")),
        sqlite_strict=True,
    )
    op.create_table(
        "occupancy",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("visit_id", sa.Integer(), nullable=False),
        sa.Column("part", sa.String(), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=True),
        sa.Column("room_id", sa.Integer(), nullable=True),
        sa.Column("device_id", sa.Integer(), nullable=True),
        sa.Column("starts_at", Utc(), nullable=False),
        sa.Column("ends_at", Utc(), nullable=False),
        sa.CheckConstraint("part IN ('numbing', 'treatment', 'clean-up')", name=op.f("ck_occupancy_part")),
        sa.CheckConstraint(
            "(CASE WHEN staff_id IS NULL THEN 0 ELSE 1 END) + (CASE WHEN room_id IS NULL THEN 0 ELSE 1 END) + (CASE WHEN device_id IS NULL THEN 0 ELSE 1 END) = 1",
            name=op.f("ck_occupancy_one_resource"),
        ),
        sa.CheckConstraint("ends_at > starts_at", name=op.f("ck_occupancy_order")),
        sa.ForeignKeyConstraint(
            ["device_id"], ["device.id"], name=op.f("fk_occupancy_device_id_device"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["room_id"], ["room.id"], name=op.f("fk_occupancy_room_id_room"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["staff_id"], ["staff.id"], name=op.f("fk_occupancy_staff_id_staff"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["visit_id"], ["visit.id"], name=op.f("fk_occupancy_visit_id_visit"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_occupancy")),
        sqlite_strict=True,
    )
    op.create_index(
        op.f("ix_occupancy_device_id_starts_at"), "occupancy", ["device_id", "starts_at"], unique=False
    )
    op.create_index(
        op.f("ix_occupancy_room_id_starts_at"), "occupancy", ["room_id", "starts_at"], unique=False
    )
    op.create_index(
        op.f("ix_occupancy_staff_id_starts_at"), "occupancy", ["staff_id", "starts_at"], unique=False
    )
    op.create_index(op.f("ix_occupancy_visit_id"), "occupancy", ["visit_id"], unique=False)
    op.create_table(
        "session",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("entry_id", sa.Uuid(), nullable=False),
        sa.Column("created_at", Utc(), nullable=False),
        sa.Column("course_id", sa.Integer(), nullable=False),
        sa.Column("visit_id", sa.Integer(), nullable=True),
        sa.Column("performed_on", sa.Date(), nullable=False),
        sa.Column("operator_id", sa.Integer(), nullable=False),
        sa.Column("is_maintenance", sa.Boolean(), nullable=False),
        sa.Column("eye_protection", sa.String(), nullable=False),
        sa.Column("pain", sa.Integer(), nullable=True),
        sa.Column("cooling", sa.String(), nullable=False),
        sa.Column("anaesthesia", sa.String(), nullable=False),
        sa.Column("anaesthesia_product", sa.String(), nullable=False),
        sa.Column("anaesthesia_percent", Scaled(2), nullable=True),
        sa.Column("anaesthesia_minutes", sa.Integer(), nullable=True),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("note_for_next_time", sa.String(), nullable=False),
        sa.Column("entered_later", sa.Boolean(), nullable=False),
        sa.Column("signed_at", Utc(), nullable=True),
        sa.Column("signed_by_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "anaesthesia IN ('none', 'topical lidocaine', 'other')", name=op.f("ck_session_anaesthesia")
        ),
        sa.CheckConstraint(
            "cooling IN ('none', 'cold air', 'contact', 'ice', 'other')", name=op.f("ck_session_cooling")
        ),
        sa.CheckConstraint("length(eye_protection) <= 200", name=op.f("ck_session_eye_protection_length")),
        sa.CheckConstraint("length(note) <= 20000", name=op.f("ck_session_note_length")),
        sa.CheckConstraint(
            "length(note_for_next_time) <= 20000", name=op.f("ck_session_note_for_next_time_length")
        ),
        sa.CheckConstraint("pain BETWEEN 0 AND 10", name=op.f("ck_session_pain")),
        sa.ForeignKeyConstraint(
            ["course_id"], ["course.id"], name=op.f("fk_session_course_id_course"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["operator_id"], ["staff.id"], name=op.f("fk_session_operator_id_staff"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["signed_by_id"], ["staff.id"], name=op.f("fk_session_signed_by_id_staff"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["visit_id"], ["visit.id"], name=op.f("fk_session_visit_id_visit"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_session")),
        sa.UniqueConstraint("entry_id", name=op.f("uq_session_entry_id")),
        sqlite_strict=True,
    )
    op.create_index(
        op.f("ix_session_course_id_performed_on"), "session", ["course_id", "performed_on"], unique=False
    )
    op.create_index(op.f("ix_session_performed_on"), "session", ["performed_on"], unique=False)
    op.create_table(
        "visit_course",
        sa.Column("visit_id", sa.Integer(), nullable=False),
        sa.Column("course_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["course_id"], ["course.id"], name=op.f("fk_visit_course_course_id_course"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["visit_id"], ["visit.id"], name=op.f("fk_visit_course_visit_id_visit"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("visit_id", "course_id", name=op.f("pk_visit_course")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_visit_course_course_id"), "visit_course", ["course_id"], unique=False)
    op.create_table(
        "clearance_reading",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("entry_id", sa.Uuid(), nullable=False),
        sa.Column("created_at", Utc(), nullable=False),
        sa.Column("course_id", sa.Integer(), nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=True),
        sa.Column("read_on", sa.Date(), nullable=False),
        sa.Column("percent", sa.Integer(), nullable=False),
        sa.Column("sessions_before", sa.Integer(), nullable=False),
        sa.Column("read_by_id", sa.Integer(), nullable=False),
        sa.CheckConstraint("percent BETWEEN -100 AND 100", name=op.f("ck_clearance_reading_percent")),
        sa.ForeignKeyConstraint(
            ["course_id"],
            ["course.id"],
            name=op.f("fk_clearance_reading_course_id_course"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["read_by_id"],
            ["staff.id"],
            name=op.f("fk_clearance_reading_read_by_id_staff"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["session_id"],
            ["session.id"],
            name=op.f("fk_clearance_reading_session_id_session"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_clearance_reading")),
        sa.UniqueConstraint("entry_id", name=op.f("uq_clearance_reading_entry_id")),
        sqlite_strict=True,
    )
    op.create_index(
        op.f("ix_clearance_reading_course_id_read_on"),
        "clearance_reading",
        ["course_id", "read_on"],
        unique=False,
    )
    op.create_table(
        "session_finding",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("field", sa.String(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("level", sa.Integer(), nullable=False),
        sa.Column("said", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["session_id"],
            ["session.id"],
            name=op.f("fk_session_finding_session_id_session"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_session_finding")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_session_finding_session_id"), "session_finding", ["session_id"], unique=False)
    op.create_table(
        "session_pass",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("device_id", sa.Integer(), nullable=False),
        sa.Column("handpiece_id", sa.Integer(), nullable=True),
        sa.Column("wavelength_nm", sa.Integer(), nullable=False),
        sa.Column("pulse_duration_ps", sa.Integer(), nullable=False),
        sa.Column("spot_shape", sa.String(), nullable=False),
        sa.Column("spot_width_mm", Scaled(2), nullable=False),
        sa.Column("spot_height_mm", Scaled(2), nullable=True),
        sa.Column("fluence_j_cm2", Scaled(3), nullable=False),
        sa.Column("fluence_basis", sa.String(), nullable=False),
        sa.Column("pulse_energy_mj", Scaled(2), nullable=True),
        sa.Column("repetition_hz", Scaled(2), nullable=False),
        sa.Column("pulses", sa.Integer(), nullable=True),
        sa.Column("purpose", sa.String(), nullable=False),
        sa.CheckConstraint(
            "fluence_basis IN ('macro spot', 'per microbeam')", name=op.f("ck_session_pass_fluence_basis")
        ),
        sa.CheckConstraint(
            "spot_shape IN ('round', 'square', 'rectangular')", name=op.f("ck_session_pass_spot_shape")
        ),
        sa.CheckConstraint("fluence_j_cm2 BETWEEN 50 AND 20000", name=op.f("ck_session_pass_fluence_j_cm2")),
        sa.CheckConstraint("length(purpose) <= 200", name=op.f("ck_session_pass_purpose_length")),
        sa.CheckConstraint("pulses BETWEEN 1 AND 20000", name=op.f("ck_session_pass_pulses")),
        sa.CheckConstraint(
            "spot_height_mm BETWEEN 100 AND 1500", name=op.f("ck_session_pass_spot_height_mm")
        ),
        sa.CheckConstraint("spot_width_mm BETWEEN 100 AND 1500", name=op.f("ck_session_pass_spot_width_mm")),
        sa.ForeignKeyConstraint(
            ["device_id"], ["device.id"], name=op.f("fk_session_pass_device_id_device"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["handpiece_id"],
            ["handpiece.id"],
            name=op.f("fk_session_pass_handpiece_id_handpiece"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["session_id"],
            ["session.id"],
            name=op.f("fk_session_pass_session_id_session"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_session_pass")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_session_pass_device_id"), "session_pass", ["device_id"], unique=False)
    op.create_index(
        op.f("ix_session_pass_session_id_position"), "session_pass", ["session_id", "position"], unique=True
    )
    op.create_table(
        "side_effect",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("entry_id", sa.Uuid(), nullable=False),
        sa.Column("created_at", Utc(), nullable=False),
        sa.Column("course_id", sa.Integer(), nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=True),
        sa.Column("kind_id", sa.Integer(), nullable=False),
        sa.Column("severity", sa.String(), nullable=False),
        sa.Column("grade", sa.Integer(), nullable=True),
        sa.Column("onset_on", sa.Date(), nullable=False),
        sa.Column("healed_on", sa.Date(), nullable=True),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("reported_by_id", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "severity IN ('mild', 'moderate', 'severe')", name=op.f("ck_side_effect_severity")
        ),
        sa.CheckConstraint("grade BETWEEN 1 AND 5", name=op.f("ck_side_effect_grade")),
        sa.CheckConstraint("length(note) <= 20000", name=op.f("ck_side_effect_note_length")),
        sa.ForeignKeyConstraint(
            ["course_id"], ["course.id"], name=op.f("fk_side_effect_course_id_course"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["kind_id"],
            ["side_effect_kind.id"],
            name=op.f("fk_side_effect_kind_id_side_effect_kind"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["reported_by_id"],
            ["staff.id"],
            name=op.f("fk_side_effect_reported_by_id_staff"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["session_id"],
            ["session.id"],
            name=op.f("fk_side_effect_session_id_session"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_side_effect")),
        sa.UniqueConstraint("entry_id", name=op.f("uq_side_effect_entry_id")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_side_effect_course_id"), "side_effect", ["course_id"], unique=False)
    op.create_index(
        "ix_side_effect_open",
        "side_effect",
        ["onset_on"],
        unique=False,
        sqlite_where=sa.text("healed_on IS NULL"),
        postgresql_where=sa.text("healed_on IS NULL"),
    )
    op.create_index(
        "ix_side_effect_open_kind",
        "side_effect",
        ["kind_id", "onset_on"],
        unique=False,
        sqlite_where=sa.text("healed_on IS NULL"),
        postgresql_where=sa.text("healed_on IS NULL"),
    )
    op.create_table(
        "pass_endpoint",
        sa.Column("pass_id", sa.Integer(), nullable=False),
        sa.Column("endpoint", sa.String(), nullable=False),
        sa.CheckConstraint(
            "endpoint IN ('none', 'slight whitening', 'frosting', 'erythema', 'oedema', 'petechiae', 'pinpoint bleeding', 'purpura', 'blister')",
            name=op.f("ck_pass_endpoint_endpoint"),
        ),
        sa.ForeignKeyConstraint(
            ["pass_id"],
            ["session_pass.id"],
            name=op.f("fk_pass_endpoint_pass_id_session_pass"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("pass_id", "endpoint", name=op.f("pk_pass_endpoint")),
        sqlite_strict=True,
    )
    op.create_index("uq_patient_record_number", "patient", [sa.text("lower(record_number)")], unique=True)
