"""What the small forms read before they open: one course, and who it belongs to."""

from pico_tracker.domain.errors import NotFound
from pico_tracker.domain.progress import CourseProgress
from pico_tracker.domain.words import mark, sentence
from pico_tracker.services.context import Context
from pico_tracker.services.courses import read_patient_page


def read_one(context: Context, patient_id: int, course_id: int) -> CourseProgress:
    """One course of a patient with all that happened in it; raises `NotFound`."""
    for progress in read_patient_page(context, patient_id).courses:
        if progress.course.id == course_id:
            return progress
    raise NotFound(sentence(mark("This course is not one of the patient's (any more). Choose it again.")))
