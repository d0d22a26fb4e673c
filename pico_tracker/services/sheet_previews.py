"""Sheets of an invented patient with the clinic's paper or texts as typed: seen in Settings, never printed."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from io import BytesIO

from pico_tracker.db.unit_of_work import Work
from pico_tracker.domain.advice import (
    ENGLISH,
    AdviceKind,
    AdvicePart,
    AdviceText,
    advice_text,
    read_instruction,
)
from pico_tracker.domain.advice_languages import advice_languages
from pico_tracker.domain.aftercare_sheets import AftercareSheet
from pico_tracker.domain.appointment_cards import AppointmentCard
from pico_tracker.domain.consent_forms import ConsentForm
from pico_tracker.domain.consents import read_consent_text
from pico_tracker.domain.consultation_sheets import ConsultationSheet
from pico_tracker.domain.day_sheets import DayGap, DayPart, DaySheet, DayVisit
from pico_tracker.domain.errors import NotFound
from pico_tracker.domain.letter_sheets import LetterSheet
from pico_tracker.domain.letterheads import Letterhead
from pico_tracker.domain.passports import Passport, PassportCourse
from pico_tracker.domain.permissions import Permission
from pico_tracker.domain.preparation_sheets import PreparationSheet
from pico_tracker.domain.printouts import SheetKind
from pico_tracker.domain.progress import Audience
from pico_tracker.domain.progress_reports import ProgressReport
from pico_tracker.domain.rules import Content, RuleKind
from pico_tracker.domain.sheet_samples import (
    SampleDesk,
    sample_consultation,
    sample_course,
    sample_letter,
    sample_patient,
    sample_progress,
    sample_visit,
)
from pico_tracker.domain.sheet_templates import SheetTemplate
from pico_tracker.domain.words import mark, sentence
from pico_tracker.services.consents import consent_text_for
from pico_tracker.services.context import Context, needs
from pico_tracker.services.letterheads import clinic_on_paper, template_of
from pico_tracker.services.rules import rules_of


@dataclass(frozen=True, slots=True)
class _Bench:
    """What every sample is made with: the record for the clinic's texts, the invented patient's desk."""

    work: Work
    desk: SampleDesk
    template: SheetTemplate


_TextSheet = AftercareSheet | PreparationSheet | ConsentForm
"""Sheets whose lines are a rule that the clinic writes."""
PREVIEWED_RULES: Mapping[RuleKind, tuple[SheetKind, ...]] = {
    RuleKind.INSTRUCTION: (SheetKind.AFTERCARE, SheetKind.PREPARATION),
    RuleKind.CONSENT_TEXT: (SheetKind.CONSENT_FORM,),
}
"""The kinds of rules that `preview_text` shows, each with the sheets that print them."""


@needs(Permission.MANAGE_CLINIC)
def preview_sheet(context: Context, kind: SheetKind, letterhead: Letterhead, template: SheetTemplate) -> bytes:
    """A sheet of that kind for an invented patient, as a PDF: letterhead and template as typed, the rest
    as the clinic has it. Nothing is kept. Raises `NotFound` where the clinic has no text for it, and
    `KeyError` for a kind that is not in `PREVIEWED`.
    """
    # ReportLab costs a third of a second and no window needs it before the first print.
    from pico_tracker.reports.previews import render_preview

    with context.database.read() as work:
        clinic = replace(clinic_on_paper(work), letterhead=letterhead)
        desk = SampleDesk(clinic=clinic, at=context.now(), by=context.operator.name, translate=context.translate)
        sheet = _SAMPLES[kind](_Bench(work, desk, template))
    out = BytesIO()
    render_preview(sheet, out, context.translate)
    return out.getvalue()


@needs(Permission.MANAGE_CLINIC)
def preview_text(context: Context, kind: SheetKind, content: Content, version: int) -> bytes:
    """A sheet of that kind for an invented patient, as a PDF: on the clinic's paper, with the text of a rule
    as it is typed, which would be its `version`. Nothing is kept.

    Raises `NotFound` while the text lacks what it cannot do without; `KeyError` for a kind that is not
    among those of `PREVIEWED_RULES`.
    """
    # ReportLab costs a third of a second and no window needs it before the first print.
    from pico_tracker.reports.previews import render_preview

    with context.database.read() as work:
        desk = SampleDesk(
            clinic=clinic_on_paper(work), at=context.now(), by=context.operator.name, translate=context.translate
        )
        sheet = _TEXT_SAMPLES[kind](_Bench(work, desk, template_of(work, kind)))
        try:
            sheet = _with_text(sheet, content, version)
        except (KeyError, TypeError, ValueError, ArithmeticError) as error:
            said = mark("The sheet shows once everything that is required is typed.")
            raise NotFound(sentence(said)) from error
    out = BytesIO()
    render_preview(sheet, out, context.translate)
    return out.getvalue()


def _with_text(sheet: _TextSheet, content: Content, version: int) -> _TextSheet:
    """The sheet with the text of a rule instead of those in force."""
    if isinstance(sheet, ConsentForm):
        return replace(sheet, text=read_consent_text(content), rule_version=version)
    one = read_instruction(content)
    is_after = isinstance(sheet, AftercareSheet)
    kind = AdviceKind.AFTERCARE if is_after else AdviceKind.PREPARATION
    part = AdvicePart(
        rule_key="",
        rule_version=version,
        title=one.title,
        lines=one.lines(kind),
        is_sourced=False,
        call_same_day=one.call_same_day if is_after else (),
        emergency=one.emergency if is_after else (),
    )
    return replace(sheet, text=AdviceText(kind, one.language, (part,) if part.lines else ()))


def _progress_report(bench: _Bench) -> ProgressReport:
    desk = bench.desk
    return ProgressReport(
        audience=Audience.PATIENT,
        clinic=desk.clinic,
        template=bench.template,
        patient=sample_patient(desk),
        courses=(sample_progress(desk),),
        printed_at=desk.at,
        printed_by=desk.by,
    )


def _aftercare(bench: _Bench) -> AftercareSheet:
    desk = bench.desk
    return AftercareSheet(
        clinic=desk.clinic,
        template=bench.template,
        patient=sample_patient(desk),
        course_title=sample_course(desk).title,
        text=_advice(bench, AdviceKind.AFTERCARE),
        treated_on=desk.today,
        printed_at=desk.at,
        printed_by=desk.by,
    )


def _preparation(bench: _Bench) -> PreparationSheet:
    desk = bench.desk
    return PreparationSheet(
        clinic=desk.clinic,
        template=bench.template,
        patient=sample_patient(desk),
        course_title=sample_course(desk).title,
        text=_advice(bench, AdviceKind.PREPARATION),
        visit=sample_visit(desk),
        printed_at=desk.at,
        printed_by=desk.by,
    )


def _advice(bench: _Bench, kind: AdviceKind) -> AdviceText:
    """The clinic's own lines in its first language, none where it has none."""
    rules = rules_of(bench.work, RuleKind.INSTRUCTION)
    concern = sample_course(bench.desk).concern_key
    language = next(iter(advice_languages(rules, kind, concern, frozenset())), ENGLISH)
    return advice_text(rules, kind, concern, language=language)


def _appointment_card(bench: _Bench) -> AppointmentCard:
    desk = bench.desk
    return AppointmentCard(
        clinic=desk.clinic,
        template=bench.template,
        patient=sample_patient(desk),
        visits=(sample_visit(desk),),
        asks_preparation=True,
        printed_at=desk.at,
        printed_by=desk.by,
    )


def _day_sheet(bench: _Bench) -> DaySheet:
    """One visit and the hour after it, which is free."""
    desk = bench.desk
    visit = replace(sample_visit(desk), phone=desk.clinic.phone)
    free = DayGap(visit.ends_at, visit.ends_at + timedelta(hours=1))
    return DaySheet(
        clinic=desk.clinic,
        template=bench.template,
        day=visit.starts_at.date(),
        parts=(DayPart(name=desk.by, lines=(DayVisit(visit=visit), free)),),
        printed_at=desk.at,
        printed_by=desk.by,
    )


def _consultation(bench: _Bench) -> ConsultationSheet:
    desk = bench.desk
    limits = consent_text_for(bench.work, sample_course(desk).concern_key).text.limits
    return ConsultationSheet(
        clinic=desk.clinic,
        template=bench.template,
        patient=sample_patient(desk),
        progress=sample_progress(desk),
        consultations=(sample_consultation(desk, limits),),
        printed_at=desk.at,
        printed_by=desk.by,
    )


def _consent_form(bench: _Bench) -> ConsentForm:
    desk, course = bench.desk, sample_course(bench.desk)
    shown = consent_text_for(bench.work, course.concern_key)
    return ConsentForm(
        clinic=desk.clinic,
        template=bench.template,
        patient=sample_patient(desk),
        course_title=course.title,
        text=shown.text,
        rule_key=shown.key,
        rule_version=shown.version,
        is_minor=False,
        informed_on=course.entry.opened_on,
        printed_at=desk.at,
        printed_by=desk.by,
    )


def _passport(bench: _Bench) -> Passport:
    desk = bench.desk
    return Passport(
        clinic=desk.clinic,
        template=bench.template,
        patient=sample_patient(desk),
        courses=(PassportCourse(progress=sample_progress(desk)),),
        printed_at=desk.at,
        printed_by=desk.by,
    )


def _letter(bench: _Bench) -> LetterSheet:
    desk = bench.desk
    return LetterSheet(
        clinic=desk.clinic,
        template=bench.template,
        patient=sample_patient(desk),
        letter=sample_letter(desk),
        printed_at=desk.at,
        printed_by=desk.by,
    )


_TEXT_SAMPLES: Mapping[SheetKind, Callable[[_Bench], _TextSheet]] = {
    SheetKind.AFTERCARE: _aftercare,
    SheetKind.PREPARATION: _preparation,
    SheetKind.CONSENT_FORM: _consent_form,
}
_SAMPLES: Mapping[SheetKind, Callable[[_Bench], object]] = {
    **_TEXT_SAMPLES,
    SheetKind.PROGRESS_REPORT: _progress_report,
    SheetKind.APPOINTMENT_CARD: _appointment_card,
    SheetKind.CONSULTATION: _consultation,
    SheetKind.DAY_SHEET: _day_sheet,
    SheetKind.PASSPORT: _passport,
    SheetKind.DOCTOR_LETTER: _letter,
}
PREVIEWED = frozenset(_SAMPLES)
"""Kinds of sheets that `preview_sheet` shows."""
