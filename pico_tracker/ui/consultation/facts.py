"""A signed consultation as lines that are read: what was asked, told and agreed."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from pico_tracker.domain.consultations import BASELINE_PHOTO_NAMES, ConsultationEntry
from pico_tracker.ui.kit.plain_text import Label, Role
from pico_tracker.ui.kit.words import tr, translated


class FactGrid(QWidget):
    """Names at the left, texts at the right: `FactGrid(((tr("Goal"), text), …))`."""

    def __init__(self, facts: tuple[tuple[str, str], ...]) -> None:
        super().__init__()
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(0, 2)
        grid.setColumnStretch(1, 7)
        for line, (name, text) in enumerate(facts):
            grid.addWidget(Label(name, Role.SMALL, wrap=True), line, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(Label(text, wrap=True).selectable(), line, 1)


def consultation_facts(entry: ConsultationEntry) -> tuple[tuple[str, str], ...]:
    """Name and text of everything in a consultation, in the order of its form."""
    none = tr("None known")
    facts = (
        (tr("Concern and history"), entry.history),
        (
            tr("Skin type"),
            "" if entry.fitzpatrick is None else tr("Fitzpatrick {type}", type=entry.fitzpatrick.value),
        ),
        (tr("Medicines"), entry.medicines),
        (tr("Allergies"), ", ".join(entry.allergies) or none),
        (tr("Goal"), entry.goal),
        (tr("Alternatives discussed"), alternatives(entry)),
        (tr("Number of sessions"), sessions_range(entry)),
        (tr("What may not be possible"), entry.limits),
        (tr("Photos of the start"), _photos(entry)),
        (tr("Preparation"), tr("Told") if entry.preparation_told else tr("Not told yet")),
        (tr("Goes ahead"), tr("Yes") if entry.agreed else tr("No")),
    )
    return tuple((name, text) for name, text in facts if text)


def alternatives(entry: ConsultationEntry) -> str:
    """The alternatives that were discussed, one after the other."""
    told = ((tr("no treatment"), entry.told_no_treatment), (tr("topical treatment"), entry.told_topical))
    return ", ".join([*(name for name, was_told in told if was_told), *filter(None, (entry.told_other,))])


def sessions_range(entry: ConsultationEntry) -> str:
    """How many sessions were named: a range, never a promise."""
    if entry.sessions_from == entry.sessions_to:
        return tr("about {count}", count=entry.sessions_from)
    return tr("about {low} to {high}", low=entry.sessions_from, high=entry.sessions_to)


def _photos(entry: ConsultationEntry) -> str:
    return ": ".join(filter(None, (translated(BASELINE_PHOTO_NAMES[entry.photos]), entry.photos_note)))
