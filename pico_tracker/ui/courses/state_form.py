"""The form that moves a course to another state."""

from PySide6.QtWidgets import QWidget

from pico_tracker.domain.courses import COURSE_STATE_NAMES, Course, CourseState, check_move, moves_from
from pico_tracker.domain.findings import Finding, Findings
from pico_tracker.domain.progress import CourseProgress
from pico_tracker.domain.words import mark, sentence
from pico_tracker.services.courses import change_course_state
from pico_tracker.ui.courses.reading import read_one
from pico_tracker.ui.desk import Desk
from pico_tracker.ui.kit.choice_fields import Option
from pico_tracker.ui.kit.fields import ChoiceField, LongTextField
from pico_tracker.ui.kit.words import tr, translated
from pico_tracker.ui.small_form import SmallForm


class StateForm(SmallForm):
    """Pause, complete, maintain, discontinue or take up a course again."""

    def __init__(self, desk: Desk, patient_id: int, course_id: int, parent: QWidget) -> None:
        super().__init__(tr("State of the course"), tr("Save state"), desk, parent)
        self._patient_id, self._course_id = patient_id, course_id
        self._course: Course | None = None
        self.state = ChoiceField("state", tr("Move to"), required=True)
        self.reason = LongTextField("reason", tr("Reason"), lines=3)
        self.form.section("", (self.state, self.reason), columns=1)
        self.state.changed.connect(self._explain)
        self.wait_for(read_one, patient_id, course_id, done=self._show)

    def _show(self, progress: CourseProgress) -> None:
        self._take(progress)
        self._explain()
        self.state.give_focus()

    @property
    def version(self) -> int:
        """The version that Save will name; 0 before the course is read."""
        return 0 if self._course is None else self._course.version

    def _explain(self) -> None:
        if self._course is None:
            return
        now = tr("now {state}", state=translated(COURSE_STATE_NAMES[self._course.state]).lower())
        about = (f"{self._course.title}, {now}", consequence(self.state.value()))
        self.tell_about(". ".join(text for text in about if text))

    def check(self) -> Findings:
        """The state must be chosen; some moves need a reason."""
        state = self.state.value()
        if not isinstance(state, CourseState) or self._course is None:
            return (Finding("state", sentence(mark("Choose a state.")), code="course.missing"),)
        return check_move(self._course, state, self.reason.value())

    def save(self) -> None:
        """Move the course."""
        state = self.state.value()
        if self._course is not None and isinstance(state, CourseState):
            self.send(change_course_state, self._course.id, self._course.version, state, self.reason.value())

    def read_again(self) -> None:
        """Take the version that somebody else saved, so that a second Save can go through."""
        self.desk.run(read_one, self._patient_id, self._course_id, done=self._take)

    def _take(self, progress: CourseProgress) -> None:
        self._course = progress.course
        moves = moves_from(progress.course)
        self.state.set_options(tuple(Option(to, translated(COURSE_STATE_NAMES[to])) for to in moves))


def consequence(state: object) -> str:
    """What a state means for dates, in a sentence."""
    meanings = {
        CourseState.PLANNED: tr("Sessions can be logged; the first one makes it active."),
        CourseState.ACTIVE: tr("Sessions can be logged; the patient is called when due."),
        CourseState.PAUSED: tr("Nobody is called until it is active again; a reason is needed."),
        CourseState.COMPLETED: tr("No more sessions; maintenance falls due where it was agreed."),
        CourseState.MAINTENANCE: tr(
            "Sessions count as M1, M2 and so on; maintenance falls due where it was agreed."
        ),
        CourseState.DISCONTINUED: tr("No more sessions and no maintenance; a reason is needed."),
    }
    return meanings[state] if isinstance(state, CourseState) else ""
