"""The card of side effects: how long each lasts, what stands out, and what is done next."""

from collections.abc import Callable, Sequence
from datetime import date, datetime
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from pico_tracker.domain.photos import Photo
from pico_tracker.domain.progress import CourseProgress
from pico_tracker.domain.reported_reactions import QUESTION_NAMES, ReportedReaction
from pico_tracker.domain.side_effects import SideEffect
from pico_tracker.services.context import Context
from pico_tracker.services.incidents import list_reported_reactions
from pico_tracker.services.photos import list_photos
from pico_tracker.ui.desk import Desk
from pico_tracker.ui.kit.buttons import Button, Kind
from pico_tracker.ui.kit.cards import Card, clear, line
from pico_tracker.ui.kit.chips import Chip, ChipText
from pico_tracker.ui.kit.days import said_day
from pico_tracker.ui.kit.flow_layout import FlowLayout
from pico_tracker.ui.kit.plain_text import Label, Role
from pico_tracker.ui.kit.style import Tone
from pico_tracker.ui.kit.words import tr, translated
from pico_tracker.ui.patients.course_words import side_effect_name
from pico_tracker.ui.photo_strip import PhotoStrip
from pico_tracker.ui.side_effect_steps import Step
from pico_tracker.ui.side_effect_words import chips_of, day_counter, harm_order, said_downtime

GAP = 4
"""Between what is said and what can be done, in px."""


class SideEffectsCard(Card):
    """Every side effect that is open, waits for the area's release or has an incident open, and what
    the patient reported that nobody has judged: `card.show_courses(patient_id, courses, may=True)`.

    Wishes: `report_wanted()`, `step_wanted(step, subject)`.
    """

    report_wanted = Signal()
    step_wanted = Signal(object, object)

    def __init__(self, desk: Desk) -> None:
        super().__init__(tr("Side effects"))
        self._desk = desk
        self._all: tuple[SideEffect, ...] = ()
        self._strips: list[tuple[PhotoStrip, Callable[[Photo], bool]]] = []
        self._reported = _stack()
        self._rows = _stack()
        self.report_button = Button(tr("Report side effect"), run=self.report_wanted.emit)
        self.report_button.explain(tr("Write down a side effect of the chosen course"))
        self.story_button = Button(tr("Read all"), kind=Kind.QUIET, run=self._want_story)
        self.story_button.explain(tr("Everything written about this patient's side effects"))
        self._reported_box = QWidget()
        for stack, box in ((self._reported, self._reported_box), (self._rows, QWidget())):
            box.setLayout(stack)
            self.add(box)
        self._reported_box.hide()
        self.add(self.report_button)
        self.add(self.story_button)

    def show_courses(self, patient_id: int, courses: Sequence[CourseProgress], *, may: bool) -> None:
        """Show what needs a look in these courses; `may` allows doing something about it."""
        today = self._desk.context.today()
        self._all = tuple(effect for one in courses for effect in one.side_effects)
        areas = {one.course.id: one.course.entry.area for one in courses}
        shown = harm_order(
            (effect for one in courses for effect in one.side_effects if _is_shown(effect, one)), today
        )
        clear(self._rows)
        self._strips.clear()
        for number, effect in enumerate(shown):
            if number:
                self._rows.addWidget(line())
            self._rows.addWidget(self._row(effect, areas[effect.entry.course_id], today, may=may))
        if not shown:
            self._rows.addWidget(Label(tr("None open"), Role.QUIET))
        self.story_button.setVisible(bool(self._all))
        self._show_reported((), may=False)
        latest = f"reported-{id(self)}"
        self._desk.run(_read_reported, patient_id, done=partial(self._show_read, may=may), latest=latest)

    def show_for_reception(self) -> None:
        """Offer to write down what the patient says, and show nothing clinical."""
        self._all = ()
        clear(self._rows)
        self._strips.clear()
        self._show_reported((), may=False)
        text = tr("Write down what the patient says; a practitioner judges it.")
        self._rows.addWidget(Label(text, Role.SMALL, wrap=True))
        self.story_button.hide()

    def _show_read(self, read: tuple[tuple[ReportedReaction, ...], tuple[Photo, ...]], *, may: bool) -> None:
        reactions, photos = read
        self._show_reported(reactions, may=may)
        for strip, is_of in self._strips:
            strip.show_photos(one for one in photos if is_of(one))

    def _strip(self, is_of: Callable[[Photo], bool]) -> PhotoStrip:
        """A place for photos that are asked for together with what was reported."""
        strip = PhotoStrip(self._desk, self)
        self._strips.append((strip, is_of))
        return strip

    def _show_reported(self, reactions: tuple[ReportedReaction, ...], *, may: bool) -> None:
        clear(self._reported)
        self._reported_box.setVisible(bool(reactions))
        for reaction in reactions:
            self._reported.addWidget(self._reported_row(reaction, may=may))
            self._reported.addWidget(line())

    def _reported_row(self, reaction: ReportedReaction, *, may: bool) -> QWidget:
        row, stack = _box()
        stack.addWidget(Label(reaction.entry.said, Role.STRONG, wrap=True))
        since = {"date": said_day(reaction.entry.since), "name": reaction.reported_by}
        stack.addWidget(Label(tr("Since {date}, told to {name}", **since), Role.SMALL, wrap=True))
        if reaction.due_at is not None:
            stack.addWidget(Label(self._said_due(reaction.due_at), Role.SMALL, wrap=True))
        for question in reaction.entry.alarms:
            stack.addWidget(Label(translated(QUESTION_NAMES[question]), Role.SMALL, wrap=True))
        stack.addWidget(self._strip(lambda photo: photo.reaction_id == reaction.id))
        flow = FlowLayout(gap=6)
        text = tr("Judge now") if reaction.entry.alarms else tr("To be judged")
        flow.addWidget(Chip(ChipText(text, Tone.DANGER)))
        if may:
            flow.addWidget(self._step(Step.JUDGE, tr("Judge"), reaction, reaction.entry.said))
            flow.addWidget(self._step(Step.DISMISS, tr("No side effect"), reaction, reaction.entry.said))
        stack.addSpacing(GAP)
        stack.addLayout(flow)
        return row

    def _said_due(self, due_at: datetime) -> str:
        """By when a practitioner looks at it; once that is past, since when it waits."""
        local, now = due_at.astimezone(self._desk.context.zone), self._desk.context.now()
        values = {"date": said_day(local.date()), "time": f"{local:%H:%M}"}
        return tr("Due by {date}, {time}", **values) if local > now else tr("Due since {date}, {time}", **values)

    def _row(self, effect: SideEffect, area: str, today: date, *, may: bool) -> QWidget:
        row, stack = _box()
        stack.addWidget(Label(side_effect_name(effect), Role.STRONG, wrap=True))
        stack.addWidget(Label(day_counter(effect, today), Role.SMALL, wrap=True))
        since = tr("{area}, since {date}", area=area, date=said_day(effect.entry.onset_on))
        stack.addWidget(Label(since, Role.SMALL, wrap=True))
        if away := said_downtime(effect.entry):
            stack.addWidget(Label(away, Role.SMALL, wrap=True))
        chips = FlowLayout(gap=4)
        for chip in chips_of(effect, today):
            chips.addWidget(Chip(chip))
        stack.addLayout(chips)
        stack.addWidget(self._strip(lambda photo: photo.side_effect_id == effect.id))
        if may:
            stack.addSpacing(GAP)
            stack.addLayout(self._steps(effect))
        return row

    def _steps(self, effect: SideEffect) -> FlowLayout:
        flow, name = FlowLayout(gap=6), side_effect_name(effect)
        steps = (
            (effect.is_open, Step.LOOK, tr("Look again")),
            (effect.is_open, Step.END, tr("Ended")),
            (effect.awaits_release, Step.RELEASE, tr("Release")),
            (effect.is_incident_open, Step.INCIDENT, tr("Incident")),
        )
        for offered, step, text in steps:
            if offered:
                flow.addWidget(self._step(step, text, effect, name))
        return flow

    def _step(self, step: Step, text: str, subject: object, name: str) -> Button:
        button = Button(text, run=partial(self.step_wanted.emit, step, subject))
        button.setAccessibleName(tr("{action}: {name}", action=text, name=name))
        return button

    def _want_story(self) -> None:
        self.step_wanted.emit(Step.STORY, self._all)


def _read_reported(context: Context, patient_id: int) -> tuple[tuple[ReportedReaction, ...], tuple[Photo, ...]]:
    return list_reported_reactions(context, patient_id), list_photos(context, patient_id)


def _is_shown(effect: SideEffect, progress: CourseProgress) -> bool:
    held = effect.holds_area(progress.course.last_session_on)
    return effect.is_open or held or effect.is_incident_open


def _stack() -> QVBoxLayout:
    stack = QVBoxLayout()
    stack.setContentsMargins(0, 0, 0, 0)
    stack.setSpacing(10)
    return stack


def _box() -> tuple[QWidget, QVBoxLayout]:
    row = QWidget()
    stack = QVBoxLayout(row)
    stack.setContentsMargins(0, 0, 0, 0)
    stack.setSpacing(4)
    return row, stack
