"""Whatever the bytes: a plan with a reason for each bad row, or a refusal with a sentence."""

from hypothesis import given, settings
from hypothesis import strategies as st

from pico_tracker.domain.errors import FileTrouble
from tests.exchange.reading import plan_of

SOUND = 'Nachname;Vorname;Geburtsdatum;Telefon;Notizen\nMüller;Änne;01.02.1980;+49 30 5555555;"a\nb"\n' * 2


@settings(deadline=None, max_examples=150, derandomize=True)
@given(
    st.sampled_from(["utf-8", "utf-16", "cp1252", "utf-16-le"]),
    st.lists(st.tuples(st.integers(0, 400), st.binary(max_size=6)), max_size=6),
)
def test_a_mutated_file_is_read_or_refused_with_a_sentence(encoding: str, edits: list[tuple[int, bytes]]) -> None:
    data = bytearray(SOUND.encode(encoding))
    for place, piece in edits:
        data[place : place + len(piece) // 2] = piece
    _read_or_refuse(bytes(data))


@settings(deadline=None, max_examples=150, derandomize=True)
@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused_with_a_sentence(data: bytes) -> None:
    _read_or_refuse(data)


@settings(deadline=None, max_examples=150, derandomize=True)
@given(st.lists(st.lists(st.text(max_size=12), max_size=7), max_size=6), st.sampled_from(",;\t|"))
def test_any_cells_are_read_or_refused_with_a_sentence(rows: list[list[str]], separator: str) -> None:
    lines = [separator.join(row) for row in rows]
    header = separator.join(["Name", "DOB", "Phone", "Sex", "Skin type", "Status"])
    _read_or_refuse("\n".join([header, *lines]).encode("utf-8", errors="replace"))


def _read_or_refuse(data: bytes) -> None:
    try:
        plan = plan_of(data)
    except FileTrouble:
        return
    lines = data.count(b"\n") + data.count(b"\r") + 1
    assert all(1 < each.line <= lines and str(each.reason) for each in plan.problems)
    assert all(1 < numbered.line <= lines for numbered in plan.entries)
