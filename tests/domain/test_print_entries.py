"""What is kept of a sheet names its file by what is in it."""

from uuid import UUID

from pico_tracker.domain.print_entries import entry_of
from pico_tracker.domain.printouts import Printout, PrintWay, SheetKind, SheetWish


def test_what_is_kept_holds_pages_and_digest() -> None:
    wish = SheetWish(kind=SheetKind.RECALL_LIST)
    made = Printout(wish=wish, title="Recall list", file_name="Recall list.pdf", pdf=b"abc", pages=2)
    entry = entry_of(made, PrintWay.SAVED, UUID(int=1))
    assert (entry.wish, entry.way, entry.pages, entry.entry_id) == (wish, PrintWay.SAVED, 2, UUID(int=1))
    assert entry.digest == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
