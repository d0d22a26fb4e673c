"""Before and now: which photos of a course a report prints, and when it prints none."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from pico_tracker.domain.consents import Consent, ConsentKind, ConsentState, latest_consents
from pico_tracker.domain.photos import Photo
from pico_tracker.domain.sessions import Session


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportPhoto:
    """A photo as paper has it: a small JPEG, and what its caption says. `width` and `height` in pixels."""

    jpeg: bytes
    width: int
    height: int
    taken_on: date | None
    """None where nobody knows."""
    sessions_before: int | None
    """Sessions of the course before that day; None where the day is not known."""


@dataclass(frozen=True, slots=True)
class Withheld:
    """Why the photos of a course stay in the record: what was decided, and on which day."""

    state: ConsentState | None
    """None: nobody was asked."""
    on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CoursePhotos:
    """What a report prints of a course's photos; the default, for a course without any, is nothing."""

    photos: tuple[ReportPhoto, ...] = ()
    """The first one and the latest, or the only one."""
    withheld: Withheld | None = None
    unread: int = 0
    """Chosen photos of which the file is missing or damaged."""


NO_PHOTOS = CoursePhotos()


@dataclass(frozen=True, slots=True)
class ChosenPhoto:
    """A photo that stands for a moment of the course."""

    photo: Photo
    taken_on: date | None
    sessions_before: int | None


def why_withheld(consents: Iterable[Consent], day: date) -> Withheld | None:
    """Why no photo of a course is printed on `day`; None where photos for the record are agreed to.

    The last decision counts. Where nobody was asked nothing is printed either: paper leaves the
    building, and a patient who never said yes to photos does not expect one on it.
    """
    asked = latest_consents(one for one in consents if one.on <= day).get(ConsentKind.PHOTOS_CLINICAL)
    if asked is None:
        return Withheld(None)
    state = asked.state(day)
    return None if state is ConsentState.GIVEN else Withheld(state, _decided_on(asked, state))


def _decided_on(consent: Consent, state: ConsentState) -> date | None:
    if state is ConsentState.WITHDRAWN and consent.withdrawal is not None:
        return consent.withdrawal.on
    return consent.expires_on if state is ConsentState.EXPIRED else consent.on


def choose_photos(photos: Iterable[Photo], sessions: Sequence[Session]) -> tuple[ChosenPhoto, ...]:
    """The first photo of a course and the latest one of another day; one where there is no other, or none.

    `photos` come in the order they were attached, `sessions` are those that count. What shows a
    reported reaction or a test patch shows no progress, and what was taken at a void session is
    not this course's. Of several photos of the last day the one that looks like the first is
    taken: the same note (such as the view), else the nearest shape.
    """
    days = {session.id: session.entry.performed_on for session in sessions}
    fitting = [photo for photo in photos if _shows_progress(photo, days)]
    dated = [(on, photo) for photo in fitting if (on := photo.taken_on or days.get(photo.session_id or 0))]
    if not dated:
        return tuple(ChosenPhoto(photo, None, None) for photo in fitting[:1])
    first_on, first = min(dated, key=lambda one: one[0])
    last_on = max(on for on, _photo in dated)
    chosen = [(first_on, first)]
    if last_on != first_on:
        of_last_day = [photo for on, photo in dated if on == last_on]
        chosen.append((last_on, min(of_last_day, key=lambda photo: _unlike(photo, first))))
    return tuple(ChosenPhoto(photo, on, sum(day < on for day in days.values())) for on, photo in chosen)


def _shows_progress(photo: Photo, days: dict[int, date]) -> bool:
    is_counted = photo.session_id is None or photo.session_id in days
    return is_counted and photo.reaction_id is None and photo.test_patch_id is None


def _unlike(photo: Photo, first: Photo) -> tuple[bool, float]:
    """How far a photo is from showing the same as the first."""
    shapes = photo.width / photo.height, first.width / first.height
    return photo.note.casefold() != first.note.casefold(), abs(shapes[0] - shapes[1])
