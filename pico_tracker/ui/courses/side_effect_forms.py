"""Which form a wish about a side effect opens."""

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QWidget

from pico_tracker.domain.drafts import Draft
from pico_tracker.domain.permissions import Permission
from pico_tracker.domain.reported_reactions import ReportedReaction
from pico_tracker.ui.courses.heal_form import HealForm
from pico_tracker.ui.courses.incident_form import IncidentForm
from pico_tracker.ui.courses.look_form import LookForm
from pico_tracker.ui.courses.reaction_form import DismissForm, ReactionForm
from pico_tracker.ui.courses.release_form import ReleaseForm
from pico_tracker.ui.courses.side_effect_form import SideEffectForm
from pico_tracker.ui.courses.story_view import StoryDialog
from pico_tracker.ui.desk import Desk
from pico_tracker.ui.kit.dialog import Dialog
from pico_tracker.ui.side_effect_steps import Step
from pico_tracker.ui.small_form import SmallForm


def form_of_step(step: Step, subject: Any, desk: Desk, parent: QWidget) -> Dialog:
    """The form for one step; `subject` is what `Step` says goes with it."""
    return _FORMS[step](desk, subject, parent)


def form_of_report(
    desk: Desk, patient_id: int, course_id: int, parent: QWidget, draft: Draft | None = None
) -> SmallForm:
    """The form to report with: who may not judge writes down what the patient says."""
    if desk.may(Permission.WRITE_CLINICAL):
        return SideEffectForm(desk, patient_id, course_id, parent, draft)
    return ReactionForm(desk, patient_id, course_id or None, parent)


def _judge(desk: Desk, reaction: ReportedReaction, parent: QWidget) -> SideEffectForm:
    form = SideEffectForm(desk, reaction.patient_id, reaction.entry.course_id, parent)
    form.judge(reaction)
    return form


_FORMS: dict[Step, Callable[[Desk, Any, QWidget], Dialog]] = {
    Step.LOOK: LookForm,
    Step.END: HealForm,
    Step.RELEASE: ReleaseForm,
    Step.INCIDENT: IncidentForm,
    Step.STORY: StoryDialog,
    Step.JUDGE: _judge,
    Step.DISMISS: DismissForm,
}
