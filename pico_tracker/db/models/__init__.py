"""Mapped classes; each ends in `Row` and never leaves `db` and `services`."""

from pico_tracker.db.models.advice import AdvicePartRow, AdviceRow, FollowUpCallRow, PreparationCheckRow
from pico_tracker.db.models.assessments import AssessmentRow
from pico_tracker.db.models.audit import AuditEventRow, AuditPayloadRow
from pico_tracker.db.models.catalogue import (
    ConcernRow,
    DeviceRow,
    HandpieceRow,
    PulseModeRow,
    SideEffectKindRow,
)
from pico_tracker.db.models.clinic import ClinicRow, RoomRow, StaffRow
from pico_tracker.db.models.consents import ConsentDecisionRow, ConsentSigningRow, ConsentWithdrawalRow
from pico_tracker.db.models.consultations import ConsultationAmendmentRow, ConsultationRow
from pico_tracker.db.models.contacts import ContactRow, MessageTextRow, WaitingCourseRow, WaitingRow
from pico_tracker.db.models.courses import ClearanceReadingRow, CourseMoveRow, CourseRow
from pico_tracker.db.models.drafts import DraftRow
from pico_tracker.db.models.hours import AbsenceRow, DeviceRoomRow, OpeningRow
from pico_tracker.db.models.inks import CourseInkRow
from pico_tracker.db.models.merges import PatientMergeItemRow, PatientMergeRow
from pico_tracker.db.models.patients import (
    ItemKind,
    PatientItemRow,
    PatientRow,
    PatientTokenRow,
    RecentPatientRow,
)
from pico_tracker.db.models.photos import PhotoRow
from pico_tracker.db.models.rules import RuleConfirmationRow, RuleRevisionRow, RuleVersionRow
from pico_tracker.db.models.screening import PatchReadingRow, PatchRow, ScreeningAnswerRow
from pico_tracker.db.models.sessions import PassEndpointRow, SessionFindingRow, SessionPassRow, SessionRow
from pico_tracker.db.models.side_effects import (
    IncidentAccountRow,
    IncidentRow,
    ReportedAnswerRow,
    ReportedReactionRow,
    SideEffectAnswerRow,
    SideEffectLookRow,
    SideEffectReleaseRow,
    SideEffectRow,
)
from pico_tracker.db.models.upkeep import AuthorisationRow, DeviceCheckRow, StaffPaperRow
from pico_tracker.db.models.visits import OccupancyRow, VisitCourseRow, VisitRow, VisitStepRow

__all__ = [
    "AbsenceRow",
    "AdvicePartRow",
    "AdviceRow",
    "AssessmentRow",
    "AuditEventRow",
    "AuditPayloadRow",
    "AuthorisationRow",
    "ClearanceReadingRow",
    "ClinicRow",
    "ConcernRow",
    "ConsentDecisionRow",
    "ConsentSigningRow",
    "ConsentWithdrawalRow",
    "ConsultationAmendmentRow",
    "ConsultationRow",
    "ContactRow",
    "CourseInkRow",
    "CourseMoveRow",
    "CourseRow",
    "DeviceCheckRow",
    "DeviceRoomRow",
    "DeviceRow",
    "DraftRow",
    "FollowUpCallRow",
    "HandpieceRow",
    "IncidentAccountRow",
    "IncidentRow",
    "ItemKind",
    "MessageTextRow",
    "OccupancyRow",
    "OpeningRow",
    "PassEndpointRow",
    "PatchReadingRow",
    "PatchRow",
    "PatientItemRow",
    "PatientMergeItemRow",
    "PatientMergeRow",
    "PatientRow",
    "PatientTokenRow",
    "PhotoRow",
    "PreparationCheckRow",
    "PulseModeRow",
    "RecentPatientRow",
    "ReportedAnswerRow",
    "ReportedReactionRow",
    "RoomRow",
    "RuleConfirmationRow",
    "RuleRevisionRow",
    "RuleVersionRow",
    "ScreeningAnswerRow",
    "SessionFindingRow",
    "SessionPassRow",
    "SessionRow",
    "SideEffectAnswerRow",
    "SideEffectKindRow",
    "SideEffectLookRow",
    "SideEffectReleaseRow",
    "SideEffectRow",
    "StaffPaperRow",
    "StaffRow",
    "VisitCourseRow",
    "VisitRow",
    "VisitStepRow",
    "WaitingCourseRow",
    "WaitingRow",
]
