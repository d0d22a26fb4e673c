"""What is kept of a sheet that left the program."""

import hashlib
import uuid

from pico_tracker.domain.printouts import PrintEntry, Printout, PrintWay


def entry_of(printout: Printout, way: PrintWay, entry_id: uuid.UUID) -> PrintEntry:
    """What became of a sheet as it came out, with its pages and its digest."""
    digest = hashlib.sha256(printout.pdf).hexdigest()
    return PrintEntry(entry_id=entry_id, wish=printout.wish, way=way, pages=printout.pages, digest=digest)
