"""What the sheets of advice share: whose they are, in which language and version, the frame that stands out."""

from collections.abc import Sequence

from reportlab.lib.colors import Color
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Flowable, Table, TableStyle

from pico_tracker.domain.advice import AdviceText
from pico_tracker.domain.languages import language_name
from pico_tracker.domain.patients import Patient
from pico_tracker.domain.words import mark
from pico_tracker.reports import styles
from pico_tracker.reports.pen import NAMES_LIMIT, Pen
from pico_tracker.reports.tables import EMBEDDED


def said_person(pen: Pen, patient: Patient) -> Flowable:
    """The patient's name and record number on a quiet line."""
    said = pen.say(
        mark("{name} · record {number}"),
        name=f"{patient.entry.title} {patient.name}".strip(),
        number=patient.entry.record_number,
    )
    return pen.line(said, styles.QUIET_LINE, NAMES_LIMIT)


def said_unserved(pen: Pen, text: AdviceText, unserved: str) -> list[Flowable]:
    """The line for a patient whose language the clinic has no text in; none where it has."""
    if not unserved:
        return []
    said = pen.say(
        mark("We do not have this text in {wanted} yet. This sheet is in {language}. Ask us what is not clear."),
        wanted=unserved,
        language=pen.translate(language_name(text.language)),
    )
    return [pen.line(said, styles.NOTICE)]


def said_versions(pen: Pen, text: AdviceText) -> list[Flowable]:
    """Which texts these are, so that a sheet in a patient's hands can be told apart from a later one."""
    named = (
        pen.say(mark("{title}: version {version}"), title=part.title, version=part.rule_version)
        for part in text.parts
    )
    return pen.flow(" · ".join((pen.translate(language_name(text.language)), *named)), styles.NOTE)


def lines_of(pen: Pen, lines: Sequence[str], style: ParagraphStyle) -> list[Flowable]:
    """Each line in full."""
    return [one for line in lines for one in pen.flow(line, style)]


def framed(pen: Pen, rows: Sequence[Flowable], bar: Color, ground: Color) -> Table:
    """Lines on a light ground with a bar where they begin, which may run on over pages."""
    edge, left, right = ("LINEAFTER", 12, 14) if pen.to_left else ("LINEBEFORE", 14, 12)
    look = [
        EMBEDDED,
        ("BACKGROUND", (0, 0), (-1, -1), ground),
        (edge, (0, 0), (0, -1), 3, bar),
        ("LEFTPADDING", (0, 0), (-1, -1), left),
        ("RIGHTPADDING", (0, 0), (-1, -1), right),
        ("TOPPADDING", (0, 0), (-1, -1), 4),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 4),
    ]
    return Table(
        [[row] for row in rows],
        colWidths=[pen.width],
        splitInRow=1,
        style=TableStyle(look),
        hAlign="LEFT",
        spaceBefore=12,
        spaceAfter=8,
    )
