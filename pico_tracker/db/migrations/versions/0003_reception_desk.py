"""Reception desk: what a visit holds, hours and absences, contacts, the waiting list, merged records.

Revision ID: 0003
Revises: 0002
"""

import sqlalchemy as sa
from alembic import op

from pico_tracker.db.base import Utc

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

_OF_A_PHOTO = (
    ("patient_id", "patient"),
    ("course_id", "course"),
    ("session_id", "session"),
    ("reaction_id", "reported_reaction"),
    ("added_by_id", "staff"),
)
_RESOURCES = ("patient_id", "staff_id", "room_id", "device_id")
_HOLDS = "v.state NOT IN ('no-show', 'cancelled')"


def upgrade() -> None:
    _make_occupancy_anew()
    op.create_table(
        "absence",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("entry_id", sa.Uuid(), nullable=False),
        sa.Column("created_at", Utc(), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=True),
        sa.Column("room_id", sa.Integer(), nullable=True),
        sa.Column("device_id", sa.Integer(), nullable=True),
        sa.Column("starts_at", Utc(), nullable=False),
        sa.Column("ends_at", Utc(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("recorded_by_id", sa.Integer(), nullable=False),
        sa.Column("withdrawn", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.CheckConstraint(
            "(CASE WHEN staff_id IS NULL THEN 0 ELSE 1 END) + (CASE WHEN room_id IS NULL THEN 0 ELSE 1 END) + (CASE WHEN device_id IS NULL THEN 0 ELSE 1 END) <= 1",
            name=op.f("ck_absence_one_at_most"),
        ),
        sa.CheckConstraint("ends_at > starts_at", name=op.f("ck_absence_order")),
        sa.CheckConstraint("length(reason) <= 200", name=op.f("ck_absence_reason_length")),
        sa.ForeignKeyConstraint(
            ["device_id"], ["device.id"], name=op.f("fk_absence_device_id_device"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["recorded_by_id"],
            ["staff.id"],
            name=op.f("fk_absence_recorded_by_id_staff"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["room_id"], ["room.id"], name=op.f("fk_absence_room_id_room"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["staff_id"], ["staff.id"], name=op.f("fk_absence_staff_id_staff"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_absence")),
        sa.UniqueConstraint("entry_id", name=op.f("uq_absence_entry_id")),
        sqlite_strict=True,
    )
    op.create_table(
        "device_room",
        sa.Column("device_id", sa.Integer(), nullable=False),
        sa.Column("room_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["device_id"], ["device.id"], name=op.f("fk_device_room_device_id_device"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["room_id"], ["room.id"], name=op.f("fk_device_room_room_id_room"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("device_id", name=op.f("pk_device_room")),
        sqlite_strict=True,
    )
    op.create_table(
        "message_text",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("entry_id", sa.Uuid(), nullable=False),
        sa.Column("created_at", Utc(), nullable=False),
        sa.Column("purpose", sa.String(), nullable=False),
        sa.Column("means", sa.String(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("body", sa.String(), nullable=False),
        sa.Column("edited_by_id", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "means IN ('phone', 'text', 'email', 'letter', 'in person')", name=op.f("ck_message_text_means")
        ),
        sa.CheckConstraint(
            "purpose IN ('session due', 'maintenance due', 'follow-up', 'test patch', 'review', 'confirm visit', 'visit moved', 'free time')",
            name=op.f("ck_message_text_purpose"),
        ),
        sa.CheckConstraint("length(body) <= 20000", name=op.f("ck_message_text_body_length")),
        sa.CheckConstraint("length(language) <= 200", name=op.f("ck_message_text_language_length")),
        sa.CheckConstraint("length(subject) <= 200", name=op.f("ck_message_text_subject_length")),
        sa.ForeignKeyConstraint(
            ["edited_by_id"],
            ["staff.id"],
            name=op.f("fk_message_text_edited_by_id_staff"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_message_text")),
        sa.UniqueConstraint("entry_id", name=op.f("uq_message_text_entry_id")),
        sqlite_strict=True,
    )
    op.create_table(
        "opening",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=True),
        sa.Column("weekday", sa.Integer(), nullable=False),
        sa.Column("opens", sa.Integer(), nullable=False),
        sa.Column("closes", sa.Integer(), nullable=False),
        sa.CheckConstraint("closes > opens", name=op.f("ck_opening_order")),
        sa.CheckConstraint("closes BETWEEN 1 AND 1440", name=op.f("ck_opening_closes")),
        sa.CheckConstraint("opens BETWEEN 0 AND 1439", name=op.f("ck_opening_opens")),
        sa.CheckConstraint("weekday BETWEEN 0 AND 6", name=op.f("ck_opening_weekday")),
        sa.ForeignKeyConstraint(
            ["staff_id"], ["staff.id"], name=op.f("fk_opening_staff_id_staff"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_opening")),
        sqlite_strict=True,
    )
    op.create_table(
        "patient_merge",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kept_id", sa.Integer(), nullable=False),
        sa.Column("gone_id", sa.Integer(), nullable=False),
        sa.Column("at", Utc(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("undone_at", Utc(), nullable=True),
        sa.Column("undone_by_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("length(reason) <= 20000", name=op.f("ck_patient_merge_reason_length")),
        sa.ForeignKeyConstraint(
            ["by_id"], ["staff.id"], name=op.f("fk_patient_merge_by_id_staff"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["gone_id"], ["patient.id"], name=op.f("fk_patient_merge_gone_id_patient"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["kept_id"], ["patient.id"], name=op.f("fk_patient_merge_kept_id_patient"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["undone_by_id"],
            ["staff.id"],
            name=op.f("fk_patient_merge_undone_by_id_staff"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_patient_merge")),
        sqlite_strict=True,
    )
    op.create_table(
        "contact",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("entry_id", sa.Uuid(), nullable=False),
        sa.Column("created_at", Utc(), nullable=False),
        sa.Column("patient_id", sa.Integer(), nullable=False),
        sa.Column("course_id", sa.Integer(), nullable=True),
        sa.Column("visit_id", sa.Integer(), nullable=True),
        sa.Column("about", sa.String(), nullable=False),
        sa.Column("means", sa.String(), nullable=False),
        sa.Column("outcome", sa.String(), nullable=False),
        sa.Column("at", Utc(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("hidden_until", sa.Date(), nullable=True),
        sa.Column("call_back_at", Utc(), nullable=True),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("withdrawn", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.CheckConstraint(
            "about IN ('reaction', 'session', 'maintenance', 'follow-up', 'test patch', 'visit', 'other')",
            name=op.f("ck_contact_about"),
        ),
        sa.CheckConstraint(
            "means IN ('phone', 'text', 'email', 'letter', 'in person')", name=op.f("ck_contact_means")
        ),
        sa.CheckConstraint(
            "outcome IN ('booked', 'spoke', 'no answer', 'message left', 'call back', 'snoozed', 'wrong number', 'declined', 'do not contact', 'confirmed', 'prepared', 'sent', 'called in')",
            name=op.f("ck_contact_outcome"),
        ),
        sa.CheckConstraint("length(note) <= 20000", name=op.f("ck_contact_note_length")),
        sa.ForeignKeyConstraint(
            ["by_id"], ["staff.id"], name=op.f("fk_contact_by_id_staff"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["course_id"], ["course.id"], name=op.f("fk_contact_course_id_course"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["patient_id"], ["patient.id"], name=op.f("fk_contact_patient_id_patient"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["visit_id"], ["visit.id"], name=op.f("fk_contact_visit_id_visit"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contact")),
        sa.UniqueConstraint("entry_id", name=op.f("uq_contact_entry_id")),
        sqlite_strict=True,
    )
    op.create_table(
        "patient_merge_item",
        sa.Column("merge_id", sa.Integer(), nullable=False),
        sa.Column("table_name", sa.String(), nullable=False),
        sa.Column("row_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["merge_id"],
            ["patient_merge.id"],
            name=op.f("fk_patient_merge_item_merge_id_patient_merge"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("merge_id", "table_name", "row_id", name=op.f("pk_patient_merge_item")),
        sqlite_strict=True,
    )
    op.create_table(
        "visit_step",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("visit_id", sa.Integer(), nullable=False),
        sa.Column("at", Utc(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("from_state", sa.String(), nullable=False),
        sa.Column("to_state", sa.String(), nullable=False),
        sa.Column("before", sa.String(), nullable=False),
        sa.Column("after", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("batch", sa.Uuid(), nullable=True),
        sa.Column("undoes_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "from_state IN ('booked', 'confirmed', 'arrived', 'in room', 'done', 'no-show', 'cancelled')",
            name=op.f("ck_visit_step_from_state"),
        ),
        sa.CheckConstraint(
            "to_state IN ('booked', 'confirmed', 'arrived', 'in room', 'done', 'no-show', 'cancelled')",
            name=op.f("ck_visit_step_to_state"),
        ),
        sa.CheckConstraint("length(reason) <= 20000", name=op.f("ck_visit_step_reason_length")),
        sa.ForeignKeyConstraint(
            ["by_id"], ["staff.id"], name=op.f("fk_visit_step_by_id_staff"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["undoes_id"],
            ["visit_step.id"],
            name=op.f("fk_visit_step_undoes_id_visit_step"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["visit_id"], ["visit.id"], name=op.f("fk_visit_step_visit_id_visit"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_visit_step")),
        sqlite_strict=True,
    )
    op.create_table(
        "waiting",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("entry_id", sa.Uuid(), nullable=False),
        sa.Column("created_at", Utc(), nullable=False),
        sa.Column("patient_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("numbing_minutes", sa.Integer(), nullable=False),
        sa.Column("clean_up_minutes", sa.Integer(), nullable=False),
        sa.Column("device_id", sa.Integer(), nullable=True),
        sa.Column("practitioner_id", sa.Integer(), nullable=True),
        sa.Column("weekdays", sa.Integer(), nullable=False),
        sa.Column("from_minute", sa.Integer(), nullable=False),
        sa.Column("to_minute", sa.Integer(), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=True),
        sa.Column("until_on", sa.Date(), nullable=True),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("visit_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "kind IN ('consultation', 'test patch', 'session', 'review', 'maintenance', 'call')",
            name=op.f("ck_waiting_kind"),
        ),
        sa.CheckConstraint("state IN ('waiting', 'booked', 'withdrawn')", name=op.f("ck_waiting_state")),
        sa.CheckConstraint("clean_up_minutes BETWEEN 0 AND 240", name=op.f("ck_waiting_clean_up_minutes")),
        sa.CheckConstraint("from_minute BETWEEN 0 AND 1439", name=op.f("ck_waiting_from_minute")),
        sa.CheckConstraint("length(note) <= 20000", name=op.f("ck_waiting_note_length")),
        sa.CheckConstraint("minutes BETWEEN 5 AND 480", name=op.f("ck_waiting_minutes")),
        sa.CheckConstraint("numbing_minutes BETWEEN 0 AND 240", name=op.f("ck_waiting_numbing_minutes")),
        sa.CheckConstraint("to_minute BETWEEN 1 AND 1440", name=op.f("ck_waiting_to_minute")),
        sa.CheckConstraint("weekdays BETWEEN 0 AND 127", name=op.f("ck_waiting_weekdays")),
        sa.ForeignKeyConstraint(
            ["device_id"], ["device.id"], name=op.f("fk_waiting_device_id_device"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["patient_id"], ["patient.id"], name=op.f("fk_waiting_patient_id_patient"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["practitioner_id"],
            ["staff.id"],
            name=op.f("fk_waiting_practitioner_id_staff"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["visit_id"], ["visit.id"], name=op.f("fk_waiting_visit_id_visit"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_waiting")),
        sa.UniqueConstraint("entry_id", name=op.f("uq_waiting_entry_id")),
        sqlite_strict=True,
    )
    op.create_table(
        "waiting_course",
        sa.Column("waiting_id", sa.Integer(), nullable=False),
        sa.Column("course_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["course_id"], ["course.id"], name=op.f("fk_waiting_course_course_id_course"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["waiting_id"],
            ["waiting.id"],
            name=op.f("fk_waiting_course_waiting_id_waiting"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("waiting_id", "course_id", name=op.f("pk_waiting_course")),
        sqlite_strict=True,
    )
    op.create_table(
        "reported_answer",
        sa.Column("reaction_id", sa.Integer(), nullable=False),
        sa.Column("question", sa.String(), nullable=False),
        sa.Column("is_yes", sa.Boolean(), nullable=False),
        sa.CheckConstraint(
            "question IN ('eye', 'breathing', 'fever', 'spreading', 'face blister')",
            name=op.f("ck_reported_answer_question"),
        ),
        sa.ForeignKeyConstraint(
            ["reaction_id"],
            ["reported_reaction.id"],
            name=op.f("fk_reported_answer_reaction_id_reported_reaction"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("reaction_id", "question", name=op.f("pk_reported_answer")),
        sqlite_strict=True,
    )
    op.add_column(
        "clinic",
        sa.Column(
            "contact_pause_days",
            sa.Integer(),
            sa.CheckConstraint(
                "contact_pause_days BETWEEN 0 AND 60", name=op.f("ck_clinic_contact_pause_days")
            ),
            nullable=False,
            server_default=sa.text("3"),
        ),
    )
    op.add_column(
        "clinic",
        sa.Column(
            "confirm_days",
            sa.Integer(),
            sa.CheckConstraint("confirm_days BETWEEN 0 AND 14", name=op.f("ck_clinic_confirm_days")),
            nullable=False,
            server_default=sa.text("2"),
        ),
    )
    op.add_column(
        "clinic",
        sa.Column(
            "reaction_advice",
            sa.String(),
            sa.CheckConstraint(
                "length(reaction_advice) <= 20000", name=op.f("ck_clinic_reaction_advice_length")
            ),
            nullable=False,
            server_default="",
        ),
    )
    op.add_column(
        "patient", sa.Column("is_provisional", sa.Boolean(), nullable=False, server_default=sa.false())
    )
    op.add_column("patient", sa.Column("is_merged", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.add_column("patient", sa.Column("no_contact", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.add_column("reported_reaction", sa.Column("treated_on", sa.Date(), nullable=True))
    op.add_column("reported_reaction", sa.Column("due_at", Utc(), nullable=True))
    op.add_column(
        "visit",
        sa.Column(
            "desk_note",
            sa.String(),
            sa.CheckConstraint("length(desk_note) <= 20000", name=op.f("ck_visit_desk_note_length")),
            nullable=False,
            server_default="",
        ),
    )
    op.add_column("visit", sa.Column("state_at", Utc(), nullable=True))
    op.add_column("visit", sa.Column("is_walk_in", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.add_column("visit", sa.Column("tie", sa.Uuid(), nullable=True))
    op.create_index(op.f("ix_absence_ends_at"), "absence", ["ends_at"], unique=False)
    op.create_index(op.f("ix_device_room_room_id"), "device_room", ["room_id"], unique=False)
    op.create_index(
        op.f("ix_message_text_purpose_means_language"),
        "message_text",
        ["purpose", "means", "language"],
        unique=True,
    )
    op.create_index(op.f("ix_opening_staff_id"), "opening", ["staff_id"], unique=False)
    op.create_index(op.f("ix_patient_merge_gone_id"), "patient_merge", ["gone_id"], unique=False)
    op.create_index(op.f("ix_patient_merge_kept_id"), "patient_merge", ["kept_id"], unique=False)
    op.create_index(op.f("ix_contact_course_id_about"), "contact", ["course_id", "about"], unique=False)
    op.create_index(op.f("ix_contact_patient_id_at"), "contact", ["patient_id", "at"], unique=False)
    op.create_index(op.f("ix_contact_visit_id"), "contact", ["visit_id"], unique=False)
    op.create_index(
        "ix_visit_step_batch",
        "visit_step",
        ["batch"],
        unique=False,
        sqlite_where=sa.text("batch IS NOT NULL"),
        postgresql_where=sa.text("batch IS NOT NULL"),
    )
    op.create_index(op.f("ix_visit_step_visit_id"), "visit_step", ["visit_id"], unique=False)
    op.create_index(
        "ix_waiting_open",
        "waiting",
        ["created_at"],
        unique=False,
        sqlite_where=sa.text("state = 'waiting'"),
        postgresql_where=sa.text("state = 'waiting'"),
    )
    op.create_index(op.f("ix_waiting_patient_id"), "waiting", ["patient_id"], unique=False)
    op.create_index(
        "ix_visit_tie",
        "visit",
        ["tie"],
        unique=False,
        sqlite_where=sa.text("tie IS NOT NULL"),
        postgresql_where=sa.text("tie IS NOT NULL"),
    )
    op.create_table(
        "photo",
        sa.Column("patient_id", sa.Integer(), nullable=False),
        sa.Column("course_id", sa.Integer(), nullable=True),
        sa.Column("session_id", sa.Integer(), nullable=True),
        sa.Column("reaction_id", sa.Integer(), nullable=True),
        sa.Column("taken_on", sa.Date(), nullable=True),
        sa.Column("file_name", sa.String(), nullable=False),
        sa.Column("width", sa.Integer(), nullable=False),
        sa.Column("height", sa.Integer(), nullable=False),
        sa.Column("thumbnail", sa.LargeBinary(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("added_by_id", sa.Integer(), nullable=False),
        sa.Column("withdrawn", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("entry_id", sa.Uuid(), nullable=False),
        sa.Column("created_at", Utc(), nullable=False),
        sa.CheckConstraint("width BETWEEN 1 AND 20000", name=op.f("ck_photo_width")),
        sa.CheckConstraint("height BETWEEN 1 AND 20000", name=op.f("ck_photo_height")),
        sa.CheckConstraint("length(file_name) <= 64", name=op.f("ck_photo_file_name_length")),
        sa.CheckConstraint("length(note) <= 20000", name=op.f("ck_photo_note_length")),
        *(
            sa.ForeignKeyConstraint(
                [column], [f"{table}.id"], name=op.f(f"fk_photo_{column}_{table}"), ondelete="RESTRICT"
            )
            for column, table in _OF_A_PHOTO
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_photo")),
        sa.UniqueConstraint("entry_id", name=op.f("uq_photo_entry_id")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_test_patch_placed_on"), "test_patch", ["placed_on"], unique=False)
    for column in ("patient_id", "course_id", "session_id", "reaction_id"):
        op.create_index(op.f(f"ix_photo_{column}"), "photo", [column], unique=False)


def _make_occupancy_anew() -> None:
    """Give each part of a visit its patient too, and let a holding be let go of.

    Visits booked before nothing was held for the patient do so now. Where two of them hold the same
    person at the same time, the later booked one keeps its place on the page and holds nothing, as
    do cancelled and missed ones.
    """
    op.execute("CREATE TABLE occupancy_before AS SELECT * FROM occupancy")
    op.drop_table("occupancy")
    op.create_table(
        "occupancy",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("visit_id", sa.Integer(), nullable=False),
        sa.Column("part", sa.String(), nullable=False),
        sa.Column("patient_id", sa.Integer(), nullable=True),
        sa.Column("staff_id", sa.Integer(), nullable=True),
        sa.Column("room_id", sa.Integer(), nullable=True),
        sa.Column("device_id", sa.Integer(), nullable=True),
        sa.Column("starts_at", Utc(), nullable=False),
        sa.Column("ends_at", Utc(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.CheckConstraint("ends_at > starts_at", name=op.f("ck_occupancy_order")),
        sa.CheckConstraint("part IN ('numbing', 'treatment', 'clean-up')", name=op.f("ck_occupancy_part")),
        sa.CheckConstraint(
            " + ".join(f"(CASE WHEN {column} IS NULL THEN 0 ELSE 1 END)" for column in _RESOURCES) + " = 1",
            name=op.f("ck_occupancy_one_resource"),
        ),
        *(
            sa.ForeignKeyConstraint(
                [f"{table}_id"],
                [f"{table}.id"],
                name=op.f(f"fk_occupancy_{table}_id_{table}"),
                ondelete="RESTRICT",
            )
            for table in ("visit", "patient", "staff", "room", "device")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_occupancy")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_occupancy_visit_id"), "occupancy", ["visit_id"])
    for column in _RESOURCES:
        op.create_index(op.f(f"ix_occupancy_{column}_starts_at"), "occupancy", [column, "starts_at"])
    op.execute(
        "INSERT INTO occupancy (visit_id, part, staff_id, room_id, device_id, starts_at, ends_at, active) "
        f"SELECT b.visit_id, b.part, b.staff_id, b.room_id, b.device_id, b.starts_at, b.ends_at, {_HOLDS} "
        "AND NOT EXISTS (SELECT 1 FROM occupancy_before AS o JOIN visit AS ov ON ov.id = o.visit_id "
        "WHERE o.staff_id = b.staff_id AND o.id < b.id AND ov.state NOT IN ('no-show', 'cancelled') "
        "AND o.starts_at < b.ends_at AND o.ends_at > b.starts_at) "
        "FROM occupancy_before AS b JOIN visit AS v ON v.id = b.visit_id ORDER BY b.id"
    )
    op.execute(
        "INSERT INTO occupancy (visit_id, part, patient_id, starts_at, ends_at, active) "
        f"SELECT v.id, 'treatment', v.patient_id, v.starts_at, v.ends_at, {_HOLDS} "
        "AND NOT EXISTS (SELECT 1 FROM visit AS o WHERE o.patient_id = v.patient_id AND o.id < v.id "
        "AND o.state NOT IN ('no-show', 'cancelled') "
        "AND o.starts_at < v.ends_at AND o.ends_at > v.starts_at) FROM visit AS v ORDER BY v.id"
    )
    op.drop_table("occupancy_before")
    _hold_what_is_free()


def _hold_what_is_free() -> None:
    """Of those left out for overlapping an earlier one, let each hold what none that holds takes.

    So of three in a row, where the second overlaps both others, only the second holds nothing.
    """
    connection = op.get_bind()
    waiting = (
        f"SELECT o.id FROM occupancy AS o JOIN visit AS v ON v.id = o.visit_id "
        f"WHERE NOT o.active AND {_HOLDS} ORDER BY o.id"
    )
    taken = " OR ".join(
        f"(h.{column} = occupancy.{column} AND h.starts_at < occupancy.ends_at AND h.ends_at > occupancy.starts_at)"
        for column in _RESOURCES
    )
    take = sa.text(
        "UPDATE occupancy SET active = :yes WHERE id = :id "
        f"AND NOT EXISTS (SELECT 1 FROM occupancy AS h WHERE h.active AND ({taken}))"
    ).bindparams(sa.bindparam("yes", True, sa.Boolean()))
    for (key,) in connection.execute(sa.text(waiting)).all():
        connection.execute(take, {"id": key})
