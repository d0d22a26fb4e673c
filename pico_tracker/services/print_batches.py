"""Many sheets at once: made one by one, put into one file or saved one each."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from pico_tracker.domain.errors import FileTrouble, NotAllowed, NotFound, Refused
from pico_tracker.domain.permissions import Permission
from pico_tracker.domain.printouts import Printout, SheetWish
from pico_tracker.domain.sheet_files import free_name, merged_name
from pico_tracker.domain.words import Sentence, mark, sentence
from pico_tracker.services.context import Context, needs
from pico_tracker.services.letterheads import clinic_on_paper
from pico_tracker.services.printouts import make_printout

ShowProgress = Callable[[int, int], object]
"""Called with how many sheets are made and how many there are; what it raises ends the batch."""


@dataclass(frozen=True, slots=True)
class Failure:
    """A sheet that could not be made, and why."""

    wish: SheetWish
    why: Sentence


@dataclass(frozen=True, slots=True)
class Batch:
    """What came of the wishes, in their order."""

    printouts: tuple[Printout, ...]
    failures: tuple[Failure, ...] = ()


@dataclass(frozen=True, slots=True)
class MergedFile:
    """All sheets of a batch in one file, with a bookmark for each."""

    batch: Batch
    pdf: bytes
    """Empty where no sheet could be made."""
    file_name: str


@needs(Permission.PRINT_REPORT)
def make_batch(context: Context, wishes: Sequence[SheetWish], on_progress: ShowProgress) -> Batch:
    """Make every sheet; one that cannot be made is named and the others go on.

    Nothing is written and nothing kept, so that a batch that is cancelled leaves nothing behind.
    """
    made: list[Printout] = []
    failed: list[Failure] = []
    for number, wish in enumerate(wishes):
        on_progress(number, len(wishes))
        try:
            made.append(make_printout(context, wish))
        except (NotFound, NotAllowed, Refused) as error:
            failed.append(Failure(wish, error.sentence))
    on_progress(len(wishes), len(wishes))
    return Batch(tuple(made), tuple(failed))


@needs(Permission.PRINT_REPORT)
def make_merged(context: Context, wishes: Sequence[SheetWish], on_progress: ShowProgress) -> MergedFile:
    """Make every sheet, as `make_batch`, and put them into one file."""
    batch = make_batch(context, wishes, on_progress)
    name = merged_name(len(batch.printouts), context.today(), context.translate)
    if not batch.printouts:
        return MergedFile(batch, b"", name)
    # pikepdf costs a tenth of a second and no window needs it before the first print.
    from pico_tracker.exchange.pdf_files import merge_pdfs

    with context.database.read() as work:
        clinic = clinic_on_paper(work)
    parts = [(_bookmark(one), one.pdf) for one in batch.printouts]
    return MergedFile(batch, merge_pdfs(parts, name.removesuffix(".pdf"), "en", clinic.name), name)


@needs(Permission.PRINT_REPORT)
def save_each(context: Context, batch: Batch, folder: Path) -> tuple[str, ...]:
    """Save each sheet under its own name in a folder; a name that is taken gets a number, nothing is replaced.

    All of them or none: raises `FileTrouble` and takes away what was written. The names stand in order.
    """
    written: list[Path] = []
    try:
        taken = {one.name.lower() for one in folder.iterdir()}
        for one in batch.printouts:
            path = folder / free_name(one.file_name, taken)
            taken.add(path.name.lower())
            _write_new(path, one.pdf, written)
    except OSError as error:
        for path in written:
            path.unlink(missing_ok=True)
        said = mark("The sheets could not be saved: {reason}. None was kept. Choose another folder.")
        raise FileTrouble(sentence(said, reason=error.strerror)) from error
    return tuple(path.name for path in written)


def _write_new(path: Path, content: bytes, written: list[Path]) -> None:
    """Write a file that is not there yet; it is noted before its content is in it."""
    with path.open("xb") as file:
        written.append(path)
        file.write(content)


def _bookmark(printout: Printout) -> str:
    """As in "P-10001 aftercare 2026-11-22": the file's own name."""
    return printout.file_name.removesuffix(".pdf")
