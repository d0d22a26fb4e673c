"""Photos attached while a session is logged: say what they show, take a withdrawal back."""

from pico_tracker.db.models import PhotoRow
from pico_tracker.domain.findings import Finding
from pico_tracker.domain.permissions import Permission
from pico_tracker.domain.words import TEXT_LIMIT, clean_text, mark, sentence
from pico_tracker.services.context import Context, Done, needs
from pico_tracker.services.refusals import refuse_stops


@needs(Permission.WRITE_CLINICAL)
def describe_photo(context: Context, photo_id: int, note: str) -> Done[None]:
    """Say what a photo shows, such as the view; raises `Refused` or `NotFound`."""
    note = clean_text(note)
    if len(note) > TEXT_LIMIT:
        said = sentence(mark("This is longer than {limit} characters. Shorten it."), limit=TEXT_LIMIT)
        refuse_stops((Finding("note", said, code="photo.note"),))
    with context.database.change(context.actor()) as work:
        row = work.hold(PhotoRow, photo_id)
        if row.note != note:
            row.note = note
            row.version += 1
        return Done(None, work.changed)


@needs(Permission.WRITE_CLINICAL)
def reinstate_photo(context: Context, photo_id: int) -> Done[None]:
    """Put a photo that was taken away back where it was; raises `NotFound`."""
    with context.database.change(context.actor()) as work:
        row = work.hold(PhotoRow, photo_id)
        if row.withdrawn:
            row.withdrawn = False
            row.version += 1
        return Done(None, work.changed)
