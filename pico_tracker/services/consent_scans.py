"""Consents signed on paper: attach the scan, look at its pages, take one away and put it back."""

from pathlib import Path

from pico_tracker.db.engine import FILE_ENDINGS
from pico_tracker.db.models import ConsentScanRow, ConsentSigningRow
from pico_tracker.db.queries import consent_scans as queries
from pico_tracker.db.unit_of_work import ChangeWork, Work
from pico_tracker.domain.consent_forms import PAGES_LIMIT, ConsentScan, Signing
from pico_tracker.domain.errors import FileTrouble
from pico_tracker.domain.permissions import Permission
from pico_tracker.domain.words import mark, sentence
from pico_tracker.services.context import Context, Done, needs
from pico_tracker.store.photos import ENDING, PhotoFolder
from pico_tracker.store.scan_files import CleanPage, read_scan_file


@needs(Permission.READ_CLINICAL)
def list_signings(context: Context, course_id: int) -> tuple[Signing, ...]:
    """Every signature of a course, latest first: on the screen or on paper, and how many pages are scanned."""
    with context.database.read() as work:
        return queries.list_signings(work, course_id)


@needs(Permission.WRITE_CLINICAL)
def attach_consent_scan(context: Context, signing_id: int, path: Path) -> Done[tuple[int, ...]]:
    """Keep the pages of a scan (PDF, JPEG, PNG or WebP) after those already there; returns their keys.

    First the encrypted files, for good, then the rows. The same scan once more finds its pages and
    adds nothing. Long work. Raises `NotFound` or `FileTrouble`; then nothing was kept.
    """
    folder = _folder(context)
    with context.database.read() as work:
        work.get(ConsentSigningRow, signing_id)
        held = queries.count_pages(work, signing_id)
    database = context.database.path
    pages = read_scan_file(path, [Path(f"{database}{ending}") for ending in FILE_ENDINGS])
    _check_room(held + len(pages), path.name)
    kept = [(folder.keep(page.content), page) for page in pages]
    with context.database.change(context.actor()) as work:
        work.hold(ConsentSigningRow, signing_id)
        known = queries.list_scan_files(work, signing_id)
        if all(name in known for name, _page in kept):
            return Done(tuple(known[name] for name, _page in kept), work.changed)
        held = queries.count_pages(work, signing_id)
        _check_room(held + len(kept), path.name)
        rows = [_row(context, work, *one) for one in kept]
        for number, row in enumerate(rows, start=held + 1):
            row.signing_id, row.page = signing_id, number
        work.add_all(rows)
        return Done(tuple(row.id for row in rows), work.changed)


@needs(Permission.READ_CLINICAL)
def list_consent_scans(context: Context, signing_id: int) -> tuple[ConsentScan, ...]:
    """The scanned pages of a signing as thumbnails, in their order."""
    with context.database.read() as work:
        return queries.list_scans(work, signing_id)


@needs(Permission.WRITE_CLINICAL)
def list_scans_taken_away(context: Context, signing_id: int) -> tuple[ConsentScan, ...]:
    """The scanned pages of a signing that `reinstate_consent_scan` can put back, each with its first place."""
    with context.database.read() as work:
        return queries.list_scans(work, signing_id, taken_away=True)


@needs(Permission.READ_CLINICAL)
def read_consent_scan(context: Context, scan_id: int) -> bytes:
    """A page in full (JPEG); raises `NotFound`, or `FileTrouble` where its file is missing or damaged."""
    with context.database.read() as work:
        return read_page(context, work, scan_id)


@needs(Permission.WRITE_CLINICAL)
def withdraw_consent_scan(context: Context, *scan_ids: int) -> Done[None]:
    """Take pages away, such as another patient's; their files and rows stay. Raises `NotFound`."""
    return _mark(context, scan_ids, withdrawn=True)


@needs(Permission.WRITE_CLINICAL)
def reinstate_consent_scan(context: Context, *scan_ids: int) -> Done[None]:
    """Put pages that were taken away back where they were; raises `NotFound`."""
    return _mark(context, scan_ids, withdrawn=False)


def read_page(context: Context, work: Work, scan_id: int) -> bytes:
    """A page in full (JPEG), for a composing function; raises `NotFound` or `FileTrouble`."""
    folder, name = _folder(context), work.get(ConsentScanRow, scan_id).file_name
    try:
        return folder.read(name)
    except FileTrouble as trouble:
        said = mark(
            "The file of this scanned page is missing or damaged. Nothing was changed. "
            "Put {file} back into {folder} from a backup, or scan the paper again."
        )
        place = f"{folder.path.name}/{name[:2]}"
        raise FileTrouble(sentence(said, file=f"{name}{ENDING}", folder=place)) from trouble


def _folder(context: Context) -> PhotoFolder:
    """Where scanned pages lie, among the photos; raises `FileTrouble` on a server."""
    path = context.database.path
    if path is None:
        said = mark(
            "Scans can be kept only where the database is a file; on a server they have no place yet. "
            "Nothing was kept. Keep the signed paper."
        )
        raise FileTrouble(sentence(said))
    return PhotoFolder(path, context.database.key)


def _mark(context: Context, scan_ids: tuple[int, ...], *, withdrawn: bool) -> Done[None]:
    with context.database.change(context.actor()) as work:
        for row in (work.hold(ConsentScanRow, one) for one in sorted(scan_ids)):
            if row.withdrawn is not withdrawn:
                row.withdrawn = withdrawn
                row.version += 1
        return Done(None, work.changed)


def _check_room(pages: int, file_name: str) -> None:
    if pages > PAGES_LIMIT:
        said = mark("With {file} this consent would have more than {limit} pages. Nothing was kept.")
        raise FileTrouble(sentence(said, file=file_name, limit=PAGES_LIMIT))


def _row(context: Context, work: ChangeWork, name: str, page: CleanPage) -> ConsentScanRow:
    return ConsentScanRow(
        entry_id=context.mint_entry_id(),
        created_at=work.at,
        file_name=name,
        width=page.width,
        height=page.height,
        thumbnail=page.thumbnail,
        added_by_id=context.operator.id,
    )
