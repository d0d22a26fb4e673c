"""Paper: letterhead, choices for each sheet, what was printed for whom, letters, signatures and scans of consents.

Revision ID: 0005
Revises: 0004
"""

import sqlalchemy as sa
from alembic import op

from pico_tracker.db.base import Utc

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "letterhead",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("logo", sa.LargeBinary(), nullable=False),
        sa.Column("colour", sa.String(), nullable=False),
        sa.Column("footer", sa.String(), nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_letterhead_single")),
        sa.CheckConstraint("length(colour) <= 7", name=op.f("ck_letterhead_colour_length")),
        sa.CheckConstraint("length(footer) <= 300", name=op.f("ck_letterhead_footer_length")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_letterhead")),
        sqlite_strict=True,
    )
    op.create_table(
        "sheet_template",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("entry_id", sa.Uuid(), nullable=False),
        sa.Column("created_at", Utc(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("opening", sa.String(), nullable=False),
        sa.Column("closing", sa.String(), nullable=False),
        sa.Column("hidden", sa.String(), nullable=False),
        sa.CheckConstraint(
            "kind IN ('progress report', 'aftercare', 'appointment card', 'appointment label', 'consent form', 'day sheet', 'treatment register', 'session record', 'consultation', 'preparation', 'test patch', 'recall list', 'doctor letter', 'incident report', 'passport', 'recovery key', 'downtime pack')",
            name=op.f("ck_sheet_template_kind"),
        ),
        sa.CheckConstraint("length(closing) <= 20000", name=op.f("ck_sheet_template_closing_length")),
        sa.CheckConstraint("length(hidden) <= 200", name=op.f("ck_sheet_template_hidden_length")),
        sa.CheckConstraint("length(opening) <= 20000", name=op.f("ck_sheet_template_opening_length")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sheet_template")),
        sa.UniqueConstraint("entry_id", name=op.f("uq_sheet_template_entry_id")),
        sqlite_strict=True,
    )
    op.create_table(
        "doctor_letter",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("entry_id", sa.Uuid(), nullable=False),
        sa.Column("created_at", Utc(), nullable=False),
        sa.Column("patient_id", sa.Integer(), nullable=False),
        sa.Column("course_id", sa.Integer(), nullable=True),
        sa.Column("addressee", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("written_on", sa.Date(), nullable=False),
        sa.Column("written_by_id", sa.Integer(), nullable=False),
        sa.CheckConstraint("length(addressee) <= 1000", name=op.f("ck_doctor_letter_addressee_length")),
        sa.CheckConstraint("length(subject) <= 200", name=op.f("ck_doctor_letter_subject_length")),
        sa.CheckConstraint("length(text) <= 20000", name=op.f("ck_doctor_letter_text_length")),
        sa.ForeignKeyConstraint(
            ["course_id"], ["course.id"], name=op.f("fk_doctor_letter_course_id_course"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["patient_id"],
            ["patient.id"],
            name=op.f("fk_doctor_letter_patient_id_patient"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["written_by_id"],
            ["staff.id"],
            name=op.f("fk_doctor_letter_written_by_id_staff"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_doctor_letter")),
        sa.UniqueConstraint("entry_id", name=op.f("uq_doctor_letter_entry_id")),
        sqlite_strict=True,
    )
    op.create_table(
        "consent_scan",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("entry_id", sa.Uuid(), nullable=False),
        sa.Column("created_at", Utc(), nullable=False),
        sa.Column("signing_id", sa.Integer(), nullable=False),
        sa.Column("page", sa.Integer(), nullable=False),
        sa.Column("file_name", sa.String(), nullable=False),
        sa.Column("width", sa.Integer(), nullable=False),
        sa.Column("height", sa.Integer(), nullable=False),
        sa.Column("thumbnail", sa.LargeBinary(), nullable=False),
        sa.Column("added_by_id", sa.Integer(), nullable=False),
        sa.Column("withdrawn", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.CheckConstraint("height BETWEEN 1 AND 20000", name=op.f("ck_consent_scan_height")),
        sa.CheckConstraint("length(file_name) <= 64", name=op.f("ck_consent_scan_file_name_length")),
        sa.CheckConstraint("page BETWEEN 1 AND 100", name=op.f("ck_consent_scan_page")),
        sa.CheckConstraint("width BETWEEN 1 AND 20000", name=op.f("ck_consent_scan_width")),
        sa.ForeignKeyConstraint(
            ["added_by_id"], ["staff.id"], name=op.f("fk_consent_scan_added_by_id_staff"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["signing_id"],
            ["consent_signing.id"],
            name=op.f("fk_consent_scan_signing_id_consent_signing"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consent_scan")),
        sa.UniqueConstraint("entry_id", name=op.f("uq_consent_scan_entry_id")),
        sqlite_strict=True,
    )
    op.create_table(
        "consent_signature",
        sa.Column("signing_id", sa.Integer(), nullable=False),
        sa.Column("strokes", sa.String(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("drawn_at", Utc(), nullable=False),
        sa.CheckConstraint("length(digest) <= 64", name=op.f("ck_consent_signature_digest_length")),
        sa.CheckConstraint("length(strokes) <= 200000", name=op.f("ck_consent_signature_strokes_length")),
        sa.ForeignKeyConstraint(
            ["signing_id"],
            ["consent_signing.id"],
            name=op.f("fk_consent_signature_signing_id_consent_signing"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("signing_id", name=op.f("pk_consent_signature")),
        sqlite_strict=True,
    )
    op.create_table(
        "print",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("entry_id", sa.Uuid(), nullable=False),
        sa.Column("created_at", Utc(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("way", sa.String(), nullable=False),
        sa.Column("patient_id", sa.Integer(), nullable=True),
        sa.Column("course_id", sa.Integer(), nullable=True),
        sa.Column("session_id", sa.Integer(), nullable=True),
        sa.Column("visit_id", sa.Integer(), nullable=True),
        sa.Column("subject_id", sa.Integer(), nullable=True),
        sa.Column("first_on", sa.Date(), nullable=True),
        sa.Column("last_on", sa.Date(), nullable=True),
        sa.Column("audience", sa.String(), nullable=False),
        sa.Column("with_range", sa.Boolean(), nullable=False),
        sa.Column("language", sa.String(), nullable=True),
        sa.Column("pages", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("printed_at", Utc(), nullable=False),
        sa.Column("printed_by_id", sa.Integer(), nullable=False),
        sa.Column("withdrawn", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.CheckConstraint("audience IN ('patient', 'practitioner')", name=op.f("ck_print_audience")),
        sa.CheckConstraint(
            "kind IN ('progress report', 'aftercare', 'appointment card', 'appointment label', 'consent form', 'day sheet', 'treatment register', 'session record', 'consultation', 'preparation', 'test patch', 'recall list', 'doctor letter', 'incident report', 'passport', 'recovery key', 'downtime pack')",
            name=op.f("ck_print_kind"),
        ),
        sa.CheckConstraint(
            "way IN ('printed', 'saved', 'e-mailed', 'not needed')", name=op.f("ck_print_way")
        ),
        sa.CheckConstraint("length(digest) <= 64", name=op.f("ck_print_digest_length")),
        sa.CheckConstraint("length(language) <= 35", name=op.f("ck_print_language_length")),
        sa.CheckConstraint("pages BETWEEN 0 AND 100000", name=op.f("ck_print_pages")),
        sa.ForeignKeyConstraint(
            ["course_id"], ["course.id"], name=op.f("fk_print_course_id_course"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["patient_id"], ["patient.id"], name=op.f("fk_print_patient_id_patient"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["printed_by_id"], ["staff.id"], name=op.f("fk_print_printed_by_id_staff"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["session_id"], ["session.id"], name=op.f("fk_print_session_id_session"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["visit_id"], ["visit.id"], name=op.f("fk_print_visit_id_visit"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_print")),
        sa.UniqueConstraint("entry_id", name=op.f("uq_print_entry_id")),
        sqlite_strict=True,
    )
    op.add_column("advice", sa.Column("withdrawn", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.add_column(
        "clinic",
        sa.Column(
            "local_rules",
            sa.String(),
            sa.CheckConstraint("length(local_rules) <= 200", name=op.f("ck_clinic_local_rules_length")),
            nullable=False,
            server_default="",
        ),
    )
    op.create_index(op.f("ix_sheet_template_kind"), "sheet_template", ["kind"], unique=True)
    op.create_index(op.f("ix_doctor_letter_patient_id"), "doctor_letter", ["patient_id"], unique=False)
    op.create_index(op.f("ix_doctor_letter_written_on"), "doctor_letter", ["written_on"], unique=False)
    op.create_index(op.f("ix_consent_scan_signing_id"), "consent_scan", ["signing_id"], unique=False)
    op.create_index(
        op.f("ix_print_patient_id_printed_at"), "print", ["patient_id", "printed_at"], unique=False
    )
    op.create_index(op.f("ix_print_printed_at"), "print", ["printed_at"], unique=False)
    op.create_index(op.f("ix_course_move_at"), "course_move", ["at"], unique=False)
