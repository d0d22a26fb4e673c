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
        "device_authorisation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("device_id", sa.Integer(), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("until_on", sa.Date(), nullable=True),
        sa.Column("given_by_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["device_id"],
            ["device.id"],
            name=op.f("fk_device_authorisation_device_id_device"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["given_by_id"],
            ["staff.id"],
            name=op.f("fk_device_authorisation_given_by_id_staff"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["staff_id"],
            ["staff.id"],
            name=op.f("fk_device_authorisation_staff_id_staff"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_device_authorisation")),
        sqlite_strict=True,
    )
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
        "staff_paper",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("entry_id", sa.Uuid(), nullable=False),
        sa.Column("created_at", Utc(), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("issued_on", sa.Date(), nullable=True),
        sa.Column("valid_until", sa.Date(), nullable=True),
        sa.Column("recorded_by_id", sa.Integer(), nullable=False),
        sa.CheckConstraint("kind IN ('licence', 'training')", name=op.f("ck_staff_paper_kind")),
        sa.CheckConstraint("length(title) <= 200", name=op.f("ck_staff_paper_title_length")),
        sa.ForeignKeyConstraint(
            ["recorded_by_id"],
            ["staff.id"],
            name=op.f("fk_staff_paper_recorded_by_id_staff"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["staff_id"], ["staff.id"], name=op.f("fk_staff_paper_staff_id_staff"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_staff_paper")),
        sa.UniqueConstraint("entry_id", name=op.f("uq_staff_paper_entry_id")),
        sqlite_strict=True,
    )
    op.create_table(
        "assessment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("entry_id", sa.Uuid(), nullable=False),
        sa.Column("created_at", Utc(), nullable=False),
        sa.Column("patient_id", sa.Integer(), nullable=False),
        sa.Column("course_id", sa.Integer(), nullable=True),
        sa.Column("scale_key", sa.String(), nullable=False),
        sa.Column("scale_version", sa.String(), nullable=False),
        sa.Column("answers", sa.String(), nullable=False),
        sa.Column("score", Scaled(2), nullable=True),
        sa.Column("band", sa.String(), nullable=False),
        sa.Column("summary", sa.String(), nullable=False),
        sa.Column("assessed_on", sa.Date(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("taken_over", sa.Boolean(), nullable=False),
        sa.Column("rated_by_id", sa.Integer(), nullable=False),
        sa.Column("corrects_id", sa.Integer(), nullable=True),
        sa.Column("correction_reason", sa.String(), nullable=False),
        sa.CheckConstraint("length(answers) <= 20000", name=op.f("ck_assessment_answers_length")),
        sa.CheckConstraint(
            "length(correction_reason) <= 20000", name=op.f("ck_assessment_correction_reason_length")
        ),
        sa.CheckConstraint("length(note) <= 20000", name=op.f("ck_assessment_note_length")),
        sa.CheckConstraint("length(scale_key) <= 200", name=op.f("ck_assessment_scale_key_length")),
        sa.CheckConstraint("length(scale_version) <= 200", name=op.f("ck_assessment_scale_version_length")),
        sa.CheckConstraint("length(summary) <= 20000", name=op.f("ck_assessment_summary_length")),
        sa.ForeignKeyConstraint(
            ["corrects_id"],
            ["assessment.id"],
            name=op.f("fk_assessment_corrects_id_assessment"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["course_id"], ["course.id"], name=op.f("fk_assessment_course_id_course"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["patient_id"], ["patient.id"], name=op.f("fk_assessment_patient_id_patient"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["rated_by_id"], ["staff.id"], name=op.f("fk_assessment_rated_by_id_staff"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_assessment")),
        sa.UniqueConstraint("entry_id", name=op.f("uq_assessment_entry_id")),
        sqlite_strict=True,
    )
    op.create_table(
        "consent_signing",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("entry_id", sa.Uuid(), nullable=False),
        sa.Column("created_at", Utc(), nullable=False),
        sa.Column("course_id", sa.Integer(), nullable=False),
        sa.Column("rule_key", sa.String(), nullable=False),
        sa.Column("rule_version", sa.Integer(), nullable=False),
        sa.Column("given_on", sa.Date(), nullable=False),
        sa.Column("signed_by", sa.String(), nullable=False),
        sa.Column("signed_name", sa.String(), nullable=False),
        sa.Column("witness_id", sa.Integer(), nullable=False),
        sa.Column("interpreter", sa.String(), nullable=False),
        sa.Column("thinking_days", sa.Integer(), nullable=True),
        sa.CheckConstraint("signed_by IN ('patient', 'guardian')", name=op.f("ck_consent_signing_signed_by")),
        sa.CheckConstraint("length(interpreter) <= 200", name=op.f("ck_consent_signing_interpreter_length")),
        sa.CheckConstraint("length(rule_key) <= 200", name=op.f("ck_consent_signing_rule_key_length")),
        sa.CheckConstraint("length(signed_name) <= 200", name=op.f("ck_consent_signing_signed_name_length")),
        sa.CheckConstraint("thinking_days BETWEEN 0 AND 365", name=op.f("ck_consent_signing_thinking_days")),
        sa.ForeignKeyConstraint(
            ["course_id"],
            ["course.id"],
            name=op.f("fk_consent_signing_course_id_course"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["witness_id"],
            ["staff.id"],
            name=op.f("fk_consent_signing_witness_id_staff"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consent_signing")),
        sa.UniqueConstraint("entry_id", name=op.f("uq_consent_signing_entry_id")),
        sqlite_strict=True,
    )
    op.create_table(
        "consultation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("entry_id", sa.Uuid(), nullable=False),
        sa.Column("created_at", Utc(), nullable=False),
        sa.Column("course_id", sa.Integer(), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=False),
        sa.Column("history", sa.String(), nullable=False),
        sa.Column("fitzpatrick", sa.String(), nullable=False),
        sa.Column("medicines", sa.String(), nullable=False),
        sa.Column("allergies", sa.String(), nullable=False),
        sa.Column("goal", sa.String(), nullable=False),
        sa.Column("told_no_treatment", sa.Boolean(), nullable=False),
        sa.Column("told_topical", sa.Boolean(), nullable=False),
        sa.Column("told_other", sa.String(), nullable=False),
        sa.Column("sessions_from", sa.Integer(), nullable=False),
        sa.Column("sessions_to", sa.Integer(), nullable=False),
        sa.Column("limits", sa.String(), nullable=False),
        sa.Column("photos", sa.String(), nullable=False),
        sa.Column("photos_note", sa.String(), nullable=False),
        sa.Column("preparation_told", sa.Boolean(), nullable=False),
        sa.Column("agreed", sa.Boolean(), nullable=False),
        sa.Column("signed_by_id", sa.Integer(), nullable=False),
        sa.Column("signed_at", Utc(), nullable=False),
        sa.CheckConstraint(
            "fitzpatrick IN ('I', 'II', 'III', 'IV', 'V', 'VI')", name=op.f("ck_consultation_fitzpatrick")
        ),
        sa.CheckConstraint("photos IN ('none', 'elsewhere')", name=op.f("ck_consultation_photos")),
        sa.CheckConstraint("length(goal) <= 20000", name=op.f("ck_consultation_goal_length")),
        sa.CheckConstraint("length(history) <= 20000", name=op.f("ck_consultation_history_length")),
        sa.CheckConstraint("length(limits) <= 20000", name=op.f("ck_consultation_limits_length")),
        sa.CheckConstraint("length(medicines) <= 20000", name=op.f("ck_consultation_medicines_length")),
        sa.CheckConstraint("length(photos_note) <= 200", name=op.f("ck_consultation_photos_note_length")),
        sa.CheckConstraint("length(told_other) <= 20000", name=op.f("ck_consultation_told_other_length")),
        sa.CheckConstraint("sessions_from BETWEEN 1 AND 60", name=op.f("ck_consultation_sessions_from")),
        sa.CheckConstraint("sessions_to BETWEEN 1 AND 60", name=op.f("ck_consultation_sessions_to")),
        sa.ForeignKeyConstraint(
            ["course_id"], ["course.id"], name=op.f("fk_consultation_course_id_course"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["signed_by_id"],
            ["staff.id"],
            name=op.f("fk_consultation_signed_by_id_staff"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consultation")),
        sa.UniqueConstraint("entry_id", name=op.f("uq_consultation_entry_id")),
        sqlite_strict=True,
    )
    op.create_table(
        "course_ink",
        sa.Column("course_id", sa.Integer(), nullable=False),
        sa.Column("ink", sa.String(), nullable=False),
        sa.CheckConstraint(
            "ink IN ('black', 'blue', 'green', 'red', 'yellow', 'orange', 'purple', 'brown', 'white', 'other')",
            name=op.f("ck_course_ink_ink"),
        ),
        sa.ForeignKeyConstraint(
            ["course_id"], ["course.id"], name=op.f("fk_course_ink_course_id_course"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("course_id", "ink", name=op.f("pk_course_ink")),
        sqlite_strict=True,
    )
    op.create_table(
        "course_move",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("course_id", sa.Integer(), nullable=False),
        sa.Column("at", Utc(), nullable=False),
        sa.Column("moved_by_id", sa.Integer(), nullable=False),
        sa.Column("from_state", sa.String(), nullable=False),
        sa.Column("to_state", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.CheckConstraint(
            "from_state IN ('planned', 'active', 'paused', 'completed', 'maintenance', 'discontinued')",
            name=op.f("ck_course_move_from_state"),
        ),
        sa.CheckConstraint(
            "to_state IN ('planned', 'active', 'paused', 'completed', 'maintenance', 'discontinued')",
            name=op.f("ck_course_move_to_state"),
        ),
        sa.CheckConstraint("length(reason) <= 20000", name=op.f("ck_course_move_reason_length")),
        sa.ForeignKeyConstraint(
            ["course_id"], ["course.id"], name=op.f("fk_course_move_course_id_course"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["moved_by_id"], ["staff.id"], name=op.f("fk_course_move_moved_by_id_staff"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_course_move")),
        sqlite_strict=True,
    )
    op.create_table(
        "device_check",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("entry_id", sa.Uuid(), nullable=False),
        sa.Column("created_at", Utc(), nullable=False),
        sa.Column("device_id", sa.Integer(), nullable=False),
        sa.Column("handpiece_id", sa.Integer(), nullable=True),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("done_on", sa.Date(), nullable=False),
        sa.Column("result", sa.String(), nullable=False),
        sa.Column("next_due_on", sa.Date(), nullable=True),
        sa.Column("done_by", sa.String(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("recorded_by_id", sa.Integer(), nullable=False),
        sa.CheckConstraint("kind IN ('service', 'output check')", name=op.f("ck_device_check_kind")),
        sa.CheckConstraint("result IN ('passed', 'failed')", name=op.f("ck_device_check_result")),
        sa.CheckConstraint("length(done_by) <= 200", name=op.f("ck_device_check_done_by_length")),
        sa.CheckConstraint("length(note) <= 20000", name=op.f("ck_device_check_note_length")),
        sa.ForeignKeyConstraint(
            ["device_id"], ["device.id"], name=op.f("fk_device_check_device_id_device"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["handpiece_id"],
            ["handpiece.id"],
            name=op.f("fk_device_check_handpiece_id_handpiece"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["recorded_by_id"],
            ["staff.id"],
            name=op.f("fk_device_check_recorded_by_id_staff"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_device_check")),
        sa.UniqueConstraint("entry_id", name=op.f("uq_device_check_entry_id")),
        sqlite_strict=True,
    )
    op.create_table(
        "follow_up_call",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("entry_id", sa.Uuid(), nullable=False),
        sa.Column("created_at", Utc(), nullable=False),
        sa.Column("course_id", sa.Integer(), nullable=False),
        sa.Column("called_on", sa.Date(), nullable=False),
        sa.Column("reached", sa.Boolean(), nullable=False),
        sa.Column("aftercare_followed", sa.Boolean(), nullable=True),
        sa.Column("reaction", sa.Boolean(), nullable=True),
        sa.Column("called_by_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["called_by_id"],
            ["staff.id"],
            name=op.f("fk_follow_up_call_called_by_id_staff"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["course_id"], ["course.id"], name=op.f("fk_follow_up_call_course_id_course"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_follow_up_call")),
        sa.UniqueConstraint("entry_id", name=op.f("uq_follow_up_call_entry_id")),
        sqlite_strict=True,
    )
    op.create_table(
        "preparation_check",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("entry_id", sa.Uuid(), nullable=False),
        sa.Column("created_at", Utc(), nullable=False),
        sa.Column("course_id", sa.Integer(), nullable=False),
        sa.Column("checked_on", sa.Date(), nullable=False),
        sa.Column("sun_avoided", sa.Boolean(), nullable=False),
        sa.Column("products_stopped", sa.Boolean(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("checked_by_id", sa.Integer(), nullable=False),
        sa.CheckConstraint("length(note) <= 200", name=op.f("ck_preparation_check_note_length")),
        sa.ForeignKeyConstraint(
            ["checked_by_id"],
            ["staff.id"],
            name=op.f("fk_preparation_check_checked_by_id_staff"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["course_id"],
            ["course.id"],
            name=op.f("fk_preparation_check_course_id_course"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_preparation_check")),
        sa.UniqueConstraint("entry_id", name=op.f("uq_preparation_check_entry_id")),
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
            "kind IN ('concern', 'plausible range', 'dose protocol', 'device', 'interval', 'test patch', 'question', 'side effect', 'expectation', 'scale', 'instruction', 'consent text', 'policy')",
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
        "test_patch",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("entry_id", sa.Uuid(), nullable=False),
        sa.Column("created_at", Utc(), nullable=False),
        sa.Column("course_id", sa.Integer(), nullable=False),
        sa.Column("device_id", sa.Integer(), nullable=False),
        sa.Column("wavelength_nm", sa.Integer(), nullable=False),
        sa.Column("pulse_duration_ps", sa.Integer(), nullable=False),
        sa.Column("spot_width_mm", Scaled(2), nullable=False),
        sa.Column("fluence_j_cm2", Scaled(3), nullable=False),
        sa.Column("skin_type", sa.String(), nullable=True),
        sa.Column("placed_on", sa.Date(), nullable=False),
        sa.Column("placed_by_id", sa.Integer(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.CheckConstraint(
            "skin_type IN ('I', 'II', 'III', 'IV', 'V', 'VI')", name=op.f("ck_test_patch_skin_type")
        ),
        sa.CheckConstraint("fluence_j_cm2 BETWEEN 50 AND 20000", name=op.f("ck_test_patch_fluence_j_cm2")),
        sa.CheckConstraint("length(note) <= 20000", name=op.f("ck_test_patch_note_length")),
        sa.CheckConstraint("spot_width_mm BETWEEN 100 AND 1500", name=op.f("ck_test_patch_spot_width_mm")),
        sa.ForeignKeyConstraint(
            ["course_id"], ["course.id"], name=op.f("fk_test_patch_course_id_course"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["device_id"], ["device.id"], name=op.f("fk_test_patch_device_id_device"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["placed_by_id"], ["staff.id"], name=op.f("fk_test_patch_placed_by_id_staff"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_test_patch")),
        sa.UniqueConstraint("entry_id", name=op.f("uq_test_patch_entry_id")),
        sqlite_strict=True,
    )
    op.create_table(
        "advice",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("entry_id", sa.Uuid(), nullable=False),
        sa.Column("created_at", Utc(), nullable=False),
        sa.Column("course_id", sa.Integer(), nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=True),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("told_on", sa.Date(), nullable=False),
        sa.Column("told_by_id", sa.Integer(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("spoken", sa.Boolean(), nullable=False),
        sa.Column("printed", sa.Boolean(), nullable=False),
        sa.Column("emailed", sa.Boolean(), nullable=False),
        sa.CheckConstraint("kind IN ('preparation', 'aftercare')", name=op.f("ck_advice_kind")),
        sa.CheckConstraint("length(language) <= 200", name=op.f("ck_advice_language_length")),
        sa.ForeignKeyConstraint(
            ["course_id"], ["course.id"], name=op.f("fk_advice_course_id_course"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["session_id"], ["session.id"], name=op.f("fk_advice_session_id_session"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["told_by_id"], ["staff.id"], name=op.f("fk_advice_told_by_id_staff"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_advice")),
        sa.UniqueConstraint("entry_id", name=op.f("uq_advice_entry_id")),
        sqlite_strict=True,
    )
    op.create_table(
        "consent_decision",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("signing_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("given", sa.Boolean(), nullable=False),
        sa.Column("expires_on", sa.Date(), nullable=True),
        sa.CheckConstraint(
            "kind IN ('treatment', 'photos clinical', 'photos teaching', 'photos marketing')",
            name=op.f("ck_consent_decision_kind"),
        ),
        sa.ForeignKeyConstraint(
            ["signing_id"],
            ["consent_signing.id"],
            name=op.f("fk_consent_decision_signing_id_consent_signing"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consent_decision")),
        sqlite_strict=True,
    )
    op.create_table(
        "consultation_amendment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("entry_id", sa.Uuid(), nullable=False),
        sa.Column("created_at", Utc(), nullable=False),
        sa.Column("consultation_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=False),
        sa.CheckConstraint("length(reason) <= 20000", name=op.f("ck_consultation_amendment_reason_length")),
        sa.CheckConstraint("length(text) <= 20000", name=op.f("ck_consultation_amendment_text_length")),
        sa.ForeignKeyConstraint(
            ["author_id"],
            ["staff.id"],
            name=op.f("fk_consultation_amendment_author_id_staff"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["consultation_id"],
            ["consultation.id"],
            name=op.f("fk_consultation_amendment_consultation_id_consultation"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consultation_amendment")),
        sa.UniqueConstraint("entry_id", name=op.f("uq_consultation_amendment_entry_id")),
        sqlite_strict=True,
    )
    op.create_table(
        "rule_confirmation",
        sa.Column("rule_version_id", sa.Integer(), nullable=False),
        sa.Column("confirmed_by_id", sa.Integer(), nullable=False),
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
    op.create_table(
        "screening_answer",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("patient_id", sa.Integer(), nullable=False),
        sa.Column("course_id", sa.Integer(), nullable=True),
        sa.Column("session_id", sa.Integer(), nullable=True),
        sa.Column("question", sa.String(), nullable=False),
        sa.Column("answer", sa.String(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("given_on", sa.Date(), nullable=False),
        sa.Column("asked_by_id", sa.Integer(), nullable=False),
        sa.Column("recorded_at", Utc(), nullable=False),
        sa.Column("rules_revision", sa.Integer(), nullable=True),
        sa.CheckConstraint("answer IN ('yes', 'no', 'unsure')", name=op.f("ck_screening_answer_answer")),
        sa.CheckConstraint("length(note) <= 20000", name=op.f("ck_screening_answer_note_length")),
        sa.CheckConstraint("length(question) <= 200", name=op.f("ck_screening_answer_question_length")),
        sa.ForeignKeyConstraint(
            ["asked_by_id"],
            ["staff.id"],
            name=op.f("fk_screening_answer_asked_by_id_staff"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["course_id"],
            ["course.id"],
            name=op.f("fk_screening_answer_course_id_course"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["patient_id"],
            ["patient.id"],
            name=op.f("fk_screening_answer_patient_id_patient"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["rules_revision"],
            ["rule_revision.id"],
            name=op.f("fk_screening_answer_rules_revision_rule_revision"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["session_id"],
            ["session.id"],
            name=op.f("fk_screening_answer_session_id_session"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_screening_answer")),
        sqlite_strict=True,
    )
    op.create_table(
        "test_patch_reading",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("entry_id", sa.Uuid(), nullable=False),
        sa.Column("created_at", Utc(), nullable=False),
        sa.Column("test_patch_id", sa.Integer(), nullable=False),
        sa.Column("read_on", sa.Date(), nullable=False),
        sa.Column("result", sa.String(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("read_by_id", sa.Integer(), nullable=False),
        sa.CheckConstraint("result IN ('normal', 'reaction')", name=op.f("ck_test_patch_reading_result")),
        sa.CheckConstraint("length(note) <= 20000", name=op.f("ck_test_patch_reading_note_length")),
        sa.ForeignKeyConstraint(
            ["read_by_id"],
            ["staff.id"],
            name=op.f("fk_test_patch_reading_read_by_id_staff"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["test_patch_id"],
            ["test_patch.id"],
            name=op.f("fk_test_patch_reading_test_patch_id_test_patch"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_test_patch_reading")),
        sa.UniqueConstraint("entry_id", name=op.f("uq_test_patch_reading_entry_id")),
        sqlite_strict=True,
    )
    op.create_table(
        "advice_part",
        sa.Column("advice_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("rule_key", sa.String(), nullable=False),
        sa.Column("rule_version", sa.Integer(), nullable=False),
        sa.CheckConstraint("length(rule_key) <= 200", name=op.f("ck_advice_part_rule_key_length")),
        sa.ForeignKeyConstraint(
            ["advice_id"], ["advice.id"], name=op.f("fk_advice_part_advice_id_advice"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("advice_id", "position", name=op.f("pk_advice_part")),
        sqlite_strict=True,
    )
    op.create_table(
        "consent_withdrawal",
        sa.Column("decision_id", sa.Integer(), nullable=False),
        sa.Column("withdrawn_on", sa.Date(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("recorded_by_id", sa.Integer(), nullable=False),
        sa.Column("recorded_at", Utc(), nullable=False),
        sa.CheckConstraint("length(reason) <= 20000", name=op.f("ck_consent_withdrawal_reason_length")),
        sa.ForeignKeyConstraint(
            ["decision_id"],
            ["consent_decision.id"],
            name=op.f("fk_consent_withdrawal_decision_id_consent_decision"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["recorded_by_id"],
            ["staff.id"],
            name=op.f("fk_consent_withdrawal_recorded_by_id_staff"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("decision_id", name=op.f("pk_consent_withdrawal")),
        sqlite_strict=True,
    )
    op.create_table(
        "incident",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("entry_id", sa.Uuid(), nullable=False),
        sa.Column("created_at", Utc(), nullable=False),
        sa.Column("side_effect_id", sa.Integer(), nullable=False),
        sa.Column("opened_on", sa.Date(), nullable=False),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("closed_by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["closed_by_id"], ["staff.id"], name=op.f("fk_incident_closed_by_id_staff"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["side_effect_id"],
            ["side_effect.id"],
            name=op.f("fk_incident_side_effect_id_side_effect"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_incident")),
        sa.UniqueConstraint("entry_id", name=op.f("uq_incident_entry_id")),
        sqlite_strict=True,
    )
    op.create_table(
        "reported_reaction",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("entry_id", sa.Uuid(), nullable=False),
        sa.Column("created_at", Utc(), nullable=False),
        sa.Column("course_id", sa.Integer(), nullable=False),
        sa.Column("said", sa.String(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("reported_by_id", sa.Integer(), nullable=False),
        sa.Column("judged_at", Utc(), nullable=True),
        sa.Column("judged_by_id", sa.Integer(), nullable=True),
        sa.Column("side_effect_id", sa.Integer(), nullable=True),
        sa.Column("finding", sa.String(), nullable=False),
        sa.CheckConstraint("length(finding) <= 20000", name=op.f("ck_reported_reaction_finding_length")),
        sa.CheckConstraint("length(said) <= 20000", name=op.f("ck_reported_reaction_said_length")),
        sa.ForeignKeyConstraint(
            ["course_id"],
            ["course.id"],
            name=op.f("fk_reported_reaction_course_id_course"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["judged_by_id"],
            ["staff.id"],
            name=op.f("fk_reported_reaction_judged_by_id_staff"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["reported_by_id"],
            ["staff.id"],
            name=op.f("fk_reported_reaction_reported_by_id_staff"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["side_effect_id"],
            ["side_effect.id"],
            name=op.f("fk_reported_reaction_side_effect_id_side_effect"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reported_reaction")),
        sa.UniqueConstraint("entry_id", name=op.f("uq_reported_reaction_entry_id")),
        sqlite_strict=True,
    )
    op.create_table(
        "side_effect_look",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("entry_id", sa.Uuid(), nullable=False),
        sa.Column("created_at", Utc(), nullable=False),
        sa.Column("side_effect_id", sa.Integer(), nullable=False),
        sa.Column("seen_on", sa.Date(), nullable=False),
        sa.Column("change", sa.String(), nullable=False),
        sa.Column("severity", sa.String(), nullable=False),
        sa.Column("grade", sa.Integer(), nullable=True),
        sa.Column("management", sa.String(), nullable=True),
        sa.Column("management_text", sa.String(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("written_by_id", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "change IN ('better', 'same', 'worse', 'correction')", name=op.f("ck_side_effect_look_change")
        ),
        sa.CheckConstraint(
            "management IN ('endpoint', 'expected', 'monitor', 'contact clinic', 'practitioner review', 'urgent', 'emergency')",
            name=op.f("ck_side_effect_look_management"),
        ),
        sa.CheckConstraint(
            "severity IN ('mild', 'moderate', 'severe')", name=op.f("ck_side_effect_look_severity")
        ),
        sa.CheckConstraint("grade BETWEEN 1 AND 5", name=op.f("ck_side_effect_look_grade")),
        sa.CheckConstraint(
            "length(management_text) <= 20000", name=op.f("ck_side_effect_look_management_text_length")
        ),
        sa.CheckConstraint("length(note) <= 20000", name=op.f("ck_side_effect_look_note_length")),
        sa.ForeignKeyConstraint(
            ["side_effect_id"],
            ["side_effect.id"],
            name=op.f("fk_side_effect_look_side_effect_id_side_effect"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["written_by_id"],
            ["staff.id"],
            name=op.f("fk_side_effect_look_written_by_id_staff"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_side_effect_look")),
        sa.UniqueConstraint("entry_id", name=op.f("uq_side_effect_look_entry_id")),
        sqlite_strict=True,
    )
    op.create_table(
        "side_effect_release",
        sa.Column("side_effect_id", sa.Integer(), nullable=False),
        sa.Column("released_on", sa.Date(), nullable=False),
        sa.Column("released_by_id", sa.Integer(), nullable=False),
        sa.Column("finding", sa.String(), nullable=False),
        sa.CheckConstraint("length(finding) <= 20000", name=op.f("ck_side_effect_release_finding_length")),
        sa.ForeignKeyConstraint(
            ["released_by_id"],
            ["staff.id"],
            name=op.f("fk_side_effect_release_released_by_id_staff"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["side_effect_id"],
            ["side_effect.id"],
            name=op.f("fk_side_effect_release_side_effect_id_side_effect"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("side_effect_id", name=op.f("pk_side_effect_release")),
        sqlite_strict=True,
    )
    op.create_table(
        "incident_account",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("entry_id", sa.Uuid(), nullable=False),
        sa.Column("created_at", Utc(), nullable=False),
        sa.Column("incident_id", sa.Integer(), nullable=False),
        sa.Column("written_by_id", sa.Integer(), nullable=False),
        sa.Column("happened", sa.String(), nullable=False),
        sa.Column("device", sa.String(), nullable=False),
        sa.Column("settings", sa.String(), nullable=False),
        sa.Column("action", sa.String(), nullable=False),
        sa.Column("informed", sa.String(), nullable=False),
        sa.Column("informed_on", sa.Date(), nullable=True),
        sa.Column("reported_to", sa.String(), nullable=False),
        sa.Column("reported_on", sa.Date(), nullable=True),
        sa.Column("not_reported_because", sa.String(), nullable=False),
        sa.CheckConstraint("length(action) <= 20000", name=op.f("ck_incident_account_action_length")),
        sa.CheckConstraint("length(device) <= 200", name=op.f("ck_incident_account_device_length")),
        sa.CheckConstraint("length(happened) <= 20000", name=op.f("ck_incident_account_happened_length")),
        sa.CheckConstraint("length(informed) <= 200", name=op.f("ck_incident_account_informed_length")),
        sa.CheckConstraint(
            "length(not_reported_because) <= 20000",
            name=op.f("ck_incident_account_not_reported_because_length"),
        ),
        sa.CheckConstraint("length(reported_to) <= 200", name=op.f("ck_incident_account_reported_to_length")),
        sa.CheckConstraint("length(settings) <= 20000", name=op.f("ck_incident_account_settings_length")),
        sa.ForeignKeyConstraint(
            ["incident_id"],
            ["incident.id"],
            name=op.f("fk_incident_account_incident_id_incident"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["written_by_id"],
            ["staff.id"],
            name=op.f("fk_incident_account_written_by_id_staff"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_incident_account")),
        sa.UniqueConstraint("entry_id", name=op.f("uq_incident_account_entry_id")),
        sqlite_strict=True,
    )
    op.create_table(
        "side_effect_answer",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("side_effect_id", sa.Integer(), nullable=False),
        sa.Column("look_id", sa.Integer(), nullable=True),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("question", sa.String(), nullable=False),
        sa.Column("is_yes", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["look_id"],
            ["side_effect_look.id"],
            name=op.f("fk_side_effect_answer_look_id_side_effect_look"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["side_effect_id"],
            ["side_effect.id"],
            name=op.f("fk_side_effect_answer_side_effect_id_side_effect"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_side_effect_answer")),
        sqlite_strict=True,
    )
    op.add_column("concern", sa.Column("retired", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.add_column("course", sa.Column("state_since_on", sa.Date(), nullable=True))
    op.add_column("course", sa.Column("held_from_on", sa.Date(), nullable=True))
    op.add_column(
        "course", sa.Column("maintenance_by_hand", sa.Boolean(), nullable=False, server_default=sa.false())
    )
    op.add_column("session", sa.Column("area_cm2", Scaled(1), nullable=True))
    op.add_column("session", sa.Column("overlap_percent", Scaled(1), nullable=True))
    op.add_column("session", sa.Column("rules_revision", sa.Integer(), nullable=True))
    op.add_column("session_pass", sa.Column("times", sa.Integer(), nullable=False, server_default="1"))
    op.add_column(
        "side_effect",
        sa.Column(
            "outcome",
            sa.String(),
            sa.CheckConstraint(
                "outcome IN ('open', 'healed', 'healed with trace', 'permanent')",
                name=op.f("ck_side_effect_outcome"),
            ),
            nullable=False,
            server_default="open",
        ),
    )
    op.add_column(
        "side_effect",
        sa.Column(
            "cause",
            sa.String(),
            sa.CheckConstraint(
                "cause IN ('treatment', 'other', 'unknown')", name=op.f("ck_side_effect_cause")
            ),
            nullable=False,
            server_default="unknown",
        ),
    )
    op.add_column(
        "side_effect",
        sa.Column(
            "area",
            sa.String(),
            sa.CheckConstraint("length(area) <= 200", name=op.f("ck_side_effect_area_length")),
            nullable=False,
            server_default="",
        ),
    )
    op.add_column(
        "side_effect",
        sa.Column(
            "management",
            sa.String(),
            sa.CheckConstraint(
                "management IN ('endpoint', 'expected', 'monitor', 'contact clinic', 'practitioner review', 'urgent', 'emergency')",
                name=op.f("ck_side_effect_management"),
            ),
            nullable=True,
        ),
    )
    op.add_column(
        "side_effect",
        sa.Column(
            "management_text",
            sa.String(),
            sa.CheckConstraint(
                "length(management_text) <= 20000", name=op.f("ck_side_effect_management_text_length")
            ),
            nullable=False,
            server_default="",
        ),
    )
    op.add_column(
        "side_effect",
        sa.Column(
            "severity_now",
            sa.String(),
            sa.CheckConstraint(
                "severity_now IN ('mild', 'moderate', 'severe')", name=op.f("ck_side_effect_severity_now")
            ),
            nullable=True,
        ),
    )
    op.add_column(
        "side_effect",
        sa.Column(
            "gravest",
            sa.String(),
            sa.CheckConstraint(
                "gravest IN ('mild', 'moderate', 'severe')", name=op.f("ck_side_effect_gravest")
            ),
            nullable=True,
        ),
    )
    op.add_column("side_effect", sa.Column("grade_now", sa.Integer(), nullable=True))
    op.add_column(
        "side_effect",
        sa.Column(
            "alarms",
            sa.String(),
            sa.CheckConstraint("length(alarms) <= 20000", name=op.f("ck_side_effect_alarms_length")),
            nullable=False,
            server_default="",
        ),
    )
    op.add_column(
        "side_effect", sa.Column("awaits_release", sa.Boolean(), nullable=False, server_default=sa.false())
    )
    op.create_index(
        op.f("ix_device_authorisation_device_id"), "device_authorisation", ["device_id"], unique=False
    )
    op.create_index(op.f("ix_staff_paper_staff_id"), "staff_paper", ["staff_id"], unique=False)
    op.create_index(op.f("ix_assessment_corrects_id"), "assessment", ["corrects_id"], unique=True)
    op.create_index(
        op.f("ix_assessment_course_id_scale_key_assessed_on"),
        "assessment",
        ["course_id", "scale_key", "assessed_on"],
        unique=False,
    )
    op.create_index(op.f("ix_assessment_patient_id"), "assessment", ["patient_id"], unique=False)
    op.create_index(
        op.f("ix_consent_signing_course_id_given_on"),
        "consent_signing",
        ["course_id", "given_on"],
        unique=False,
    )
    op.create_index(
        op.f("ix_consultation_course_id_held_on"), "consultation", ["course_id", "held_on"], unique=False
    )
    op.create_index(op.f("ix_course_move_course_id"), "course_move", ["course_id"], unique=False)
    op.create_index(
        op.f("ix_device_check_device_id_done_on"), "device_check", ["device_id", "done_on"], unique=False
    )
    op.create_index(
        op.f("ix_follow_up_call_course_id_called_on"),
        "follow_up_call",
        ["course_id", "called_on"],
        unique=False,
    )
    op.create_index(
        op.f("ix_preparation_check_course_id_checked_on"),
        "preparation_check",
        ["course_id", "checked_on"],
        unique=False,
    )
    op.create_index("uq_rule_version", "rule_version", ["kind", "key", "version"], unique=True)
    op.create_index(op.f("ix_test_patch_course_id"), "test_patch", ["course_id"], unique=False)
    op.create_index(op.f("ix_test_patch_device_id"), "test_patch", ["device_id"], unique=False)
    op.create_index(op.f("ix_advice_course_id_told_on"), "advice", ["course_id", "told_on"], unique=False)
    op.create_index(op.f("ix_advice_session_id"), "advice", ["session_id"], unique=False)
    op.create_index(op.f("ix_consent_decision_expires_on"), "consent_decision", ["expires_on"], unique=False)
    op.create_index(
        op.f("ix_consent_decision_signing_id_kind"), "consent_decision", ["signing_id", "kind"], unique=True
    )
    op.create_index(
        op.f("ix_consultation_amendment_consultation_id"),
        "consultation_amendment",
        ["consultation_id"],
        unique=False,
    )
    op.create_index(op.f("ix_screening_answer_patient_id"), "screening_answer", ["patient_id"], unique=False)
    op.create_index(op.f("ix_screening_answer_session_id"), "screening_answer", ["session_id"], unique=False)
    op.create_index(
        op.f("ix_test_patch_reading_test_patch_id"), "test_patch_reading", ["test_patch_id"], unique=False
    )
    op.create_index(
        "ix_incident_open",
        "incident",
        ["opened_on"],
        unique=False,
        sqlite_where=sa.text("closed_on IS NULL"),
        postgresql_where=sa.text("closed_on IS NULL"),
    )
    op.create_index(op.f("ix_incident_side_effect_id"), "incident", ["side_effect_id"], unique=True)
    op.create_index(
        "ix_reported_reaction_to_judge",
        "reported_reaction",
        ["course_id"],
        unique=False,
        sqlite_where=sa.text("judged_at IS NULL"),
        postgresql_where=sa.text("judged_at IS NULL"),
    )
    op.create_index(
        op.f("ix_side_effect_look_side_effect_id"), "side_effect_look", ["side_effect_id"], unique=False
    )
    op.create_index(
        op.f("ix_incident_account_incident_id"), "incident_account", ["incident_id"], unique=False
    )
    op.create_index(
        op.f("ix_side_effect_answer_side_effect_id"), "side_effect_answer", ["side_effect_id"], unique=False
    )
    op.create_index(
        "ix_side_effect_to_release",
        "side_effect",
        ["healed_on"],
        unique=False,
        sqlite_where=sa.text("awaits_release = 1"),
        postgresql_where=sa.text("awaits_release"),
    )
