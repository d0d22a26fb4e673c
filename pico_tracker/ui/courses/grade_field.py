"""The CTCAE grade beside the severity: only grades that the kind's term has, each with its text."""

from pico_tracker.domain.findings import Finding, Findings, Level
from pico_tracker.domain.side_effect_kinds import SideEffectKind
from pico_tracker.domain.side_effects import MANAGEMENT_NAMES, SEVERITY_NAMES
from pico_tracker.domain.words import mark, sentence
from pico_tracker.ui.kit.fields import ChoiceField, Option
from pico_tracker.ui.kit.words import tr, translated

NOT_GRADED = 0


class GradeField(ChoiceField):
    """A grade or none: `GradeField()`, then `.grade_by(kind)` whenever the kind changes."""

    def __init__(self) -> None:
        super().__init__("grade", tr("CTCAE grade"))
        self.grade_by(None)

    def grade_by(self, kind: SideEffectKind | None) -> None:
        """Offer the grades of this kind's term."""
        grades = {} if kind is None else kind.grades
        options = [Option(NOT_GRADED, tr("Not graded"))]
        options += [Option(grade, f"{grade}: {translated(text)}") for grade, text in sorted(grades.items())]
        self.set_options(options)
        if self.value() is None:
            self.set_value(NOT_GRADED)
        self.set_read_only(not grades)

    @property
    def grade(self) -> int | None:
        """The grade chosen; none where nobody graded it."""
        value = self.value()
        return value if isinstance(value, int) and value != NOT_GRADED else None


def grading_notes(kind: SideEffectKind | None) -> Findings:
    """What to know before grading: which term, and that a grade by body surface says little here."""
    if kind is None:
        return ()
    if not kind.grades:
        return (_note(mark("CTCAE has no grade for it.")),)
    return (_note(_about_term(kind), term=kind.grading_term),)


def _about_term(kind: SideEffectKind) -> str:
    if kind.grades_by_surface:
        return mark(
            "“{term}” is graded by the surface of the whole body: a small tattoo that blisters all over is "
            "its grade 1. The severity says how far it goes on the area."
        )
    if kind.has_own_term:
        return mark("The term is “{term}”.")
    return mark("CTCAE has no term for it; graded as “{term}”.")


def _note(text: str, **values: object) -> Finding:
    return Finding("grade", sentence(text, **values), Level.NOTE, "side_effect.grade")


def severity_field() -> ChoiceField:
    """The severity by what is seen on the skin itself."""
    options = tuple(Option(one, translated(name)) for one, name in SEVERITY_NAMES.items())
    return ChoiceField("severity", tr("Severity on the skin"), options=options, required=True)


def management_field() -> ChoiceField:
    """What was done, by category."""
    options = tuple(Option(one, translated(name)) for one, name in MANAGEMENT_NAMES.items())
    return ChoiceField("management", tr("What was done"), options=options)
