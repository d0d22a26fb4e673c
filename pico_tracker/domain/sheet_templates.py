"""What the clinic chooses for each kind of sheet: its own words, and which sections it prints."""

from collections.abc import Mapping
from dataclasses import dataclass

from pico_tracker.domain.findings import Finding, Findings, Level, check_lengths
from pico_tracker.domain.printouts import SheetKind
from pico_tracker.domain.words import TEXT_LIMIT, mark, sentence

SECTIONS: Mapping[SheetKind, Mapping[str, str]] = {
    SheetKind.PROGRESS_REPORT: {
        "photos": mark("Before and now"),
        "curve": mark("Curve"),
        "scores": mark("Scores"),
        "sessions": mark("Sessions"),
        "next": mark("What happens next"),
        "care": mark("Care and when to call"),
    },
    SheetKind.APPOINTMENT_CARD: {"clinic": mark("Address and phone"), "prepare": mark("How to prepare")},
    SheetKind.DAY_SHEET: {"phones": mark("Phone numbers"), "free": mark("Free time")},
    SheetKind.CONSULTATION: {"range": mark("Range to compare with")},
}
"""Sections that may be left out, with their marked names, in their order. What an inspector reads has none."""

WITH_TEXTS = frozenset(
    {
        SheetKind.PROGRESS_REPORT,
        SheetKind.AFTERCARE,
        SheetKind.APPOINTMENT_CARD,
        SheetKind.CONSENT_FORM,
        SheetKind.CONSULTATION,
        SheetKind.PREPARATION,
        SheetKind.DOCTOR_LETTER,
        SheetKind.PASSPORT,
    }
)
"""Sheets that may begin and end with words of the clinic's own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetTemplate:
    """The clinic's choice for one kind of sheet; the default adds nothing and leaves nothing out."""

    opening: str = ""
    """Printed below the heading."""
    closing: str = ""
    """Printed at the end."""
    hidden: frozenset[str] = frozenset()
    """Sections left out, by their keys in `SECTIONS`."""

    def shows(self, section: str) -> bool:
        """Whether a section is printed."""
        return section not in self.hidden


PLAIN_TEMPLATE = SheetTemplate()


def check_template(kind: SheetKind, template: SheetTemplate) -> Findings:
    """All that keeps a choice from being kept."""
    found = list(check_lengths(template, {"opening": TEXT_LIMIT, "closing": TEXT_LIMIT}, "template"))
    if kind not in WITH_TEXTS and (template.opening or template.closing):
        said = sentence(mark("This sheet takes no words of its own."))
        found.append(Finding("opening", said, Level.STOP, "template.opening"))
    if not template.hidden <= set(SECTIONS.get(kind, {})):
        said = sentence(mark("This sheet has no such section."))
        found.append(Finding("hidden", said, Level.STOP, "template.hidden"))
    return tuple(found)
