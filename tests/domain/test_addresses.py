"""What may stand after --database."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pico_tracker.domain.addresses import parse_address
from pico_tracker.domain.errors import DatabaseTrouble

SERVER = "postgresql+psycopg://anna:secret@db.clinic:5433/pico?sslmode=verify-full"


def refusal(text: str) -> str:
    with pytest.raises(DatabaseTrouble) as refused:
        parse_address(text)
    return str(refused.value)


@pytest.mark.parametrize(
    "text", ["clinic.pico", "/data/clinic.pico", "~/clinic.pico", "C:\\Data\\clinic.pico", "a b/ü.pico", "c:x"]
)
def test_a_file_is_a_file(text: str) -> None:
    address = parse_address(f" {text} ")
    assert address.path == Path(text)
    assert not address.is_server
    assert address.title == str(Path(text))


def test_a_server_keeps_its_whole_address() -> None:
    address = parse_address(SERVER)
    assert address.is_server
    assert address.url == SERVER


def test_user_and_password_of_a_server_are_never_shown() -> None:
    address = parse_address(SERVER)
    assert address.title == "db.clinic/pico"
    assert "secret" not in repr(address)
    assert "anna" not in repr(address)


def test_a_server_may_be_named_by_the_folder_of_its_socket() -> None:
    address = parse_address("postgresql+psycopg://anna@/pico?host=/run/postgresql")
    assert address.title == "localhost/pico"


def test_an_empty_address_is_refused() -> None:
    assert refusal("  ") == "Enter a database: a file, or postgresql+psycopg://user@host/name."


@pytest.mark.parametrize("text", ["postgresql://anna@host/pico", "postgres://host/pico"])
def test_a_server_without_its_driver_is_told_how_to_write_it(text: str) -> None:
    assert refusal(text) == "Write the server's address as postgresql+psycopg://user@host/name."


@pytest.mark.parametrize("text", ["sqlite:///clinic.pico", "mysql://host/pico", "https://host/pico", "file:/x"])
def test_another_kind_of_address_is_named(text: str) -> None:
    assert refusal(text).startswith(f"Pico Tracker cannot use {text.split(':')[0]}.")


@pytest.mark.parametrize(
    "text",
    [
        "postgresql+psycopg://",
        "postgresql+psycopg://host",
        "postgresql+psycopg://host/",
        "postgresql+psycopg:///pico",
        "postgresql+psycopg://host:0/pico",
    ],
)
def test_a_server_needs_a_host_and_a_database(text: str) -> None:
    assert "lacks host or database" in refusal(text)


@pytest.mark.parametrize("text", ["postgresql+psycopg://host:port/pico", "postgresql+psycopg://[::1/pico"])
def test_a_port_that_is_no_number_is_refused(text: str) -> None:
    assert "no proper host and port" in refusal(text)


@pytest.mark.parametrize("text", ["folder/", "C:\\folder\\"])
def test_a_folder_is_refused(text: str) -> None:
    assert refusal(text) == "This is a folder. Name the database file in it."


@pytest.mark.parametrize("text", ["a\0b", "a\nb", "x" * 5000])
def test_what_no_file_can_be_called_is_refused(text: str) -> None:
    assert "no database address" in refusal(text)


def test_no_refusal_repeats_a_password() -> None:
    for text in ("postgres://anna:secret@host/x", "mysql://anna:secret@host", "postgresql+psycopg://anna:secret@h"):
        assert "secret" not in refusal(text)


@given(st.text(max_size=80))
def test_any_text_is_an_address_or_a_sentence(text: str) -> None:
    try:
        title = parse_address(text).title
    except DatabaseTrouble as refused:
        title = str(refused)
    assert title
