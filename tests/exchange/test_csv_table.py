"""Encoding, separator, header and rows, told from the bytes alone."""

import os
from pathlib import Path

import pytest

from pico_tracker.domain.errors import FileTrouble
from pico_tracker.exchange.csv_table import LINE_CHARACTERS, LINES_LIMIT, MISREAD_LIMIT, ROWS_LIMIT, read_table
from pico_tracker.exchange.csv_text import FILE_LIMIT_BYTES, read_bytes


def cells_of(data: bytes) -> list[tuple[str, ...]]:
    return [row.cells for row in read_table(data).rows]


@pytest.mark.parametrize(
    ("text", "encoding", "told"),
    [
        ("Name,City\nÅsa Öz,Łódź\n", "utf-8", "utf-8"),
        ("Name,City\nÅsa Öz,Łódź\n", "utf-8-sig", "utf-8-sig"),
        ("Name,City\nÅsa Öz,Łódź\n", "utf-16", "utf-16"),
        ("Name,City\nÅsa Öz,Łódź\n", "utf-16-be", "utf-16-be"),
        ("Name,City\nÅsa Öz,Łódź\n", "utf-32", "utf-32"),
        ("Name,City\nИван Ильин,Тверь\n", "utf-16-le", "utf-16-le"),
        ("Name,City\nÅsa Weiß,Köln “Mitte”\n", "cp1252", "cp1252"),
        ("Name,City\nПётр Ильин,Тверь\n", "cp1251", "cp1251"),
        ("Name,City\nPaweł Wąs,Łódź\n", "cp1250", "cp1250"),
        ("Name,City\nJörg Müller,Köln\n", "cp850", "cp850"),
    ],
)
def test_encodings_are_told_apart(text: str, encoding: str, told: str) -> None:
    table = read_table(text.encode(encoding))
    assert table.encoding == told
    assert [",".join(row.cells) for row in table.rows] == text.splitlines()[1:]


@pytest.mark.parametrize("separator", [";", ",", "\t", "|"])
def test_separators_are_told_apart_even_with_others_inside_cells(separator: str) -> None:
    text = f'Name{separator}Notes\n"Lee, Ann"{separator}"a;b, c|d"\n'
    table = read_table(text.encode())
    assert table.separator == separator
    assert table.rows[0].cells == ("Lee, Ann", "a;b, c|d")


@pytest.mark.parametrize("first", ["sep=;", '"sep=;"', "SEP=;"])
def test_a_spreadsheets_separator_line_is_obeyed_and_counted(first: str) -> None:
    table = read_table(f"{first}\r\nName;DOB, place\r\nAnn Lee;1, 2\r\n".encode())
    assert table.header == ("Name", "DOB, place")
    assert [(row.line, row.cells) for row in table.rows] == [(3, ("Ann Lee", "1, 2"))]


def test_one_column_alone_is_a_table() -> None:
    assert read_table(b"Name\nAnn Lee\n").header == ("Name",)
    assert cells_of(b"Name\nAnn Lee\n") == [("Ann Lee",)]


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_line_numbers_are_those_of_the_file(ending: str) -> None:
    text = ending.join(["Name,Notes", "", '"Ann","a', 'b"', "", ",", "Ida,c"])
    assert [row.line for row in read_table(text.encode()).rows] == [3, 7]


def test_a_title_above_the_header_is_left_out_and_said() -> None:
    table = read_table(b"Patientenliste vom 1.2.2024;;\n\nNachname;Vorname;Ort\nLee;Ann;Ulm\n")
    assert table.header == ("Nachname", "Vorname", "Ort")
    assert "line 3" in str(table.notes[0])
    assert len(table.rows) == 1


def test_words_of_a_data_row_do_not_make_it_a_header() -> None:
    table = read_table(b"Nom,Statut,Contact\nAnn,active,sms\n")
    assert table.header == ("Nom", "Statut", "Contact")


@pytest.mark.parametrize("first", [b"sep=", b'sep="', b"sep=\x00", b"sep=ab", b"sep=a"])
def test_an_odd_separator_line_is_not_obeyed(first: bytes) -> None:
    assert read_table(first + b"\r\nName,City\nAnn,Ulm\n").separator == ","


def test_a_cubic_centimetre_does_not_make_a_western_file_polish() -> None:
    table = read_table("Name,Notes\nJörg,5 cm³ gel\n".encode("cp1252"))
    assert table.rows[0].cells == ("Jörg", "5 cm³ gel")


def test_column_names_are_made_different() -> None:
    table = read_table(b"Phone,Phone,,Phone,Phone (2),\nx,y,z,u,v,\n")
    assert table.header == ("Phone", "Phone (2)", "(3)", "Phone (3)", "Phone (2) (2)")


def test_very_long_equal_column_names_are_made_different() -> None:
    header = read_table((",".join(["N" * 200] * 30) + "\nx\n").encode()).header
    assert len(set(header)) == 30


def test_short_rows_are_filled_and_long_ones_reported() -> None:
    table = read_table(b"Name,City,Notes\nAnn\nIda,Ulm,x,,\nUdo,Ulm,x,y\n")
    assert [row.cells for row in table.rows] == [("Ann", "", ""), ("Ida", "Ulm", "x")]
    (problem,) = table.problems
    assert problem.line == 4
    assert "4 cells" in str(problem.reason)


def test_a_quotation_mark_inside_a_cell_spoils_only_its_row() -> None:
    table = read_table(b'Name,City\nAnn,Ulm\n"Ida" Berg,Ulm\nUdo 5" Falk,Ulm\n')
    assert [row.cells[0] for row in table.rows] == ["Ann", 'Udo 5" Falk']
    assert [problem.line for problem in table.problems] == [3]


def test_a_quotation_mark_that_is_never_closed_is_refused_where_it_opens() -> None:
    with pytest.raises(FileTrouble, match="line 3"):
        read_table(b'Name,City\nAnn,Ulm\n"Ida,Ulm\nUdo,Ulm\n')
    with pytest.raises(FileTrouble, match="line 3"):
        read_table(b'Name,City\nAnn,Ulm\n"Ida,Ulm\n' + b"Udo,Ulm\n" * 50_000)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "empty"),
        (b"\xef\xbb\xbf", "no row"),
        (b" \r\n\n\x00\x00", "empty"),
        (b"PK\x03\x04" + bytes(200), "workbook"),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 8, "not a table of text"),
        (b"\x7fELF\x02\x01\x01" + b"\x01\x02\x03" * 300, "not a table of text"),
        ("Name,City\nMüller,Köln\nÖz,Bär\n".encode() + "Jürg,Ulm\n".encode("cp1252"), "Line 4"),
        ("Name\nAnn\n".encode("utf-16") + b"\x00", "Line"),
        (b"Name" + b"," * 1_000_000 + b"\nAnn\n", "Line 1 is longer"),
        (b"a," * 5_000 + b"b\n1\n", "5001 columns"),
        (b"Name\n" + b"A\n" * (ROWS_LIMIT + 1), "more than"),
        (b"Name\n" + b"\n" * (LINES_LIMIT + 1), "lines"),
        (b"Name\n" + b'"a"b\n' * (MISREAD_LIMIT + 2), "quotation marks inside cells"),
        (b"x" * (FILE_LIMIT_BYTES + 1), "larger than 25 MB"),
        (b"Name\n" + b"A" * (LINE_CHARACTERS + 5), "Line 2 is longer"),
    ],
)
def test_what_is_no_table_is_refused_with_a_sentence(data: bytes, said: str) -> None:
    with pytest.raises(FileTrouble, match=said):
        read_table(data)


def test_a_pipe_a_folder_and_a_missing_file_are_refused(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe.csv"
    os.mkfifo(pipe)
    with pytest.raises(FileTrouble, match="not a file"):
        read_bytes(pipe)
    with pytest.raises(FileTrouble, match="not a file"):
        read_bytes(tmp_path)
    with pytest.raises(FileTrouble, match="cannot be opened"):
        read_bytes(tmp_path / "missing.csv")
    with pytest.raises(FileTrouble, match="cannot be opened"):
        read_bytes(Path("a\x00b"))


def test_a_file_is_read_whole(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(b"Name\nAnn\n")
    assert read_bytes(tmp_path / "a.csv") == b"Name\nAnn\n"
