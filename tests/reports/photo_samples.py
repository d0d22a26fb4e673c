"""Photos of a course for reports written by hand: skin with a dark shape that gets lighter."""

import io
from dataclasses import replace
from datetime import date
from functools import cache

from PIL import Image, ImageDraw

from pico_tracker.domain.course_photos import CoursePhotos, ReportPhoto
from pico_tracker.domain.progress import CourseProgress
from pico_tracker.domain.progress_reports import ProgressReport

SKIN, INK = (214, 172, 136), (58, 62, 64)


@cache
def make_jpeg(width: int = 240, height: int = 180, left: float = 1.0) -> bytes:
    """A picture of an oval on skin, of which the share `left` is to be seen."""
    image = Image.new("RGB", (width, height), SKIN)
    shade = tuple(round(skin + (ink - skin) * left) for skin, ink in zip(SKIN, INK, strict=True))
    box = (width * 0.28, height * 0.28, width * 0.72, height * 0.72)
    ImageDraw.Draw(image).ellipse(box, fill=shade)
    target = io.BytesIO()
    image.save(target, "JPEG", quality=88)
    return target.getvalue()


def make_photo(taken_on: date | None, before: int | None, left: float, size: tuple[int, int]) -> ReportPhoto:
    """A photo of that day, after so many sessions."""
    width, height = size
    return ReportPhoto(
        jpeg=make_jpeg(width, height, left), width=width, height=height, taken_on=taken_on, sessions_before=before
    )


def with_photos(progress: CourseProgress, size: tuple[int, int] = (240, 180)) -> CourseProgress:
    """The course with a photo of its first session's day, and of its last one's where there are more."""
    first, *others = [session.entry.performed_on for session in progress.sessions]
    photos = [make_photo(first, 0, 1.0, size)]
    if others:
        photos.append(make_photo(others[-1], len(others), 0.45, size))
    return replace(progress, photos=CoursePhotos(photos=tuple(photos)))


def pictured(report: ProgressReport, size: tuple[int, int] = (240, 180)) -> ProgressReport:
    """The report with photos in every course that has a session."""
    return replace(report, courses=tuple(with_photos(one, size) if one.sessions else one for one in report.courses))
