"""Mapped classes; each ends in `Row` and never leaves `db` and `services`."""

from pico_tracker.db.models.advice import AdvicePartRow, AdviceRow, FollowUpCallRow, PreparationCheckRow
from pico_tracker.db.models.areas import SessionAreaRow, TreatedAreaRow
from pico_tracker.db.models.assessments import AssessmentRow
from pico_tracker.db.models.attendances import AlongsideRow, AttendanceAmendmentRow, AttendanceRow
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
from pico_tracker.db.models.paper import (
    ConsentScanRow,
    ConsentSignatureRow,
    DoctorLetterRow,
    LetterheadRow,
    PrintRow,
    SheetTemplateRow,
)
from pico_tracker.db.models.patients import (
    ItemKind,
    PatientItemRow,
    PatientRow,
    PatientTokenRow,
    RecentPatientRow,
)
from pico_tracker.db.models.photos import PhotoRow
from pico_tracker.db.models.plans import CourseAgreementRow, NextPlanRow, PlannedPassRow
from pico_tracker.db.models.rules import RuleConfirmationRow, RuleRevisionRow, RuleVersionRow
from pico_tracker.db.models.screening import (
    PatchPhotoRow,
    PatchReadingRow,
    PatchRow,
    PatchSpotRow,
    ScreeningAnswerRow,
)
from pico_tracker.db.models.sessions import (
    PassEndpointRow,
    PulseCountRow,
    SessionCheckRow,
    SessionFindingRow,
    SessionPassRow,
    SessionRow,
    SessionVersionRow,
)
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
from pico_tracker.db.models.text_blocks import TextBlockRow
from pico_tracker.db.models.upkeep import AuthorisationRow, DeviceCheckRow, StaffPaperRow
from pico_tracker.db.models.visits import OccupancyRow, VisitCourseRow, VisitRow, VisitStepRow

__all__ = [
    "SheetTemplateRow",
    "PrintRow",
    "LetterheadRow",
    "DoctorLetterRow",
    "ConsentSignatureRow",
    "ConsentScanRow",
    "AbsenceRow",
    "AdvicePartRow",
    "AdviceRow",
    "AlongsideRow",
    "AssessmentRow",
    "AttendanceAmendmentRow",
    "AttendanceRow",
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
    "CourseAgreementRow",
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
    "NextPlanRow",
    "OccupancyRow",
    "OpeningRow",
    "PassEndpointRow",
    "PatchPhotoRow",
    "PatchReadingRow",
    "PatchRow",
    "PatchSpotRow",
    "PatientItemRow",
    "PatientMergeItemRow",
    "PatientMergeRow",
    "PatientRow",
    "PatientTokenRow",
    "PhotoRow",
    "PlannedPassRow",
    "PreparationCheckRow",
    "PulseCountRow",
    "PulseModeRow",
    "RecentPatientRow",
    "ReportedAnswerRow",
    "ReportedReactionRow",
    "RoomRow",
    "RuleConfirmationRow",
    "RuleRevisionRow",
    "RuleVersionRow",
    "ScreeningAnswerRow",
    "SessionAreaRow",
    "SessionCheckRow",
    "SessionFindingRow",
    "SessionPassRow",
    "SessionRow",
    "SessionVersionRow",
    "SideEffectAnswerRow",
    "SideEffectKindRow",
    "SideEffectLookRow",
    "SideEffectReleaseRow",
    "SideEffectRow",
    "StaffPaperRow",
    "StaffRow",
    "TextBlockRow",
    "TreatedAreaRow",
    "VisitCourseRow",
    "VisitRow",
    "VisitStepRow",
    "WaitingCourseRow",
    "WaitingRow",
]
