"""E-mail drafts as the standard library reads them back: nothing that is typed begins a header."""

import email
from dataclasses import replace
from datetime import UTC, datetime
from email.message import EmailMessage
from email.policy import default
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pico_tracker.domain.mail_drafts import MailDraft
from pico_tracker.exchange.mail_files import is_address, write_mail_draft

PDF = b"%PDF-1.7\nbytes \x00\xff\r\n.\r\nFrom here\n%%EOF\n"
DRAFT = MailDraft(
    message_id="0123456789abcdef@pico-tracker",
    written_at=datetime(2026, 11, 22, 12, 5, tzinfo=UTC),
    to="amara@example.org",
    subject="Your papers from North Clinic",
    body="Hello Amara,\n\nthe PDF is for you.\n",
    file_name="P-10001 aftercare 2026-11-22.pdf",
    pdf=PDF,
)
KNOWN = {
    "x-unsent",
    "date",
    "message-id",
    "to",
    "subject",
    "mime-version",
    "content-type",
}
HOSTILE = (
    "a\r\nBcc: all@example.org",
    "a\nX-Evil: 1\n\nbody",
    "\r\n\r\nEarly body",
    "\x00\x0b\x0c\x1c\x85\u2028\u2029",
    "=?utf-8?q?=0D=0ABcc:_all=40example.org?=",
    "--=_0123456789abcdef--",
    "Ω ж م 漢字 🧴 \ud800",
    "x" * 5000,
    '"; filename="evil.exe"',
    "../../evil.pdf",
    "",
)


def parsed(draft: MailDraft) -> EmailMessage:
    found = email.message_from_bytes(write_mail_draft(draft), policy=default)
    assert isinstance(found, EmailMessage)
    return found


def attachment_of(message: EmailMessage) -> EmailMessage:
    (found,) = message.iter_attachments()
    assert isinstance(found, EmailMessage)
    return found


def test_a_draft_opens_as_a_message_not_sent_yet_with_its_text_and_its_file() -> None:
    message = parsed(DRAFT)
    assert {name.lower() for name in message} == KNOWN
    assert (message["X-Unsent"], message["To"]) == ("1", "amara@example.org")
    assert message["Subject"] == DRAFT.subject
    assert message["Date"].datetime == DRAFT.written_at
    body = message.get_body()
    assert body is not None
    assert body.get_content().replace("\r\n", "\n") == DRAFT.body
    attached = attachment_of(message)
    assert attached.get_content_type() == "application/pdf"
    assert attached.get_filename() == DRAFT.file_name
    assert attached.get_content() == PDF


def test_the_same_draft_gives_the_same_bytes_in_lines_that_mail_takes() -> None:
    written = write_mail_draft(DRAFT)
    assert written == write_mail_draft(DRAFT)
    assert max(map(len, written.split(b"\r\n"))) <= 998
    assert b"\n" not in written.replace(b"\r\n", b"")


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("name", ["to", "subject", "body", "file_name"])
def test_no_text_begins_a_header_or_a_part_of_its_own(name: str, text: str) -> None:
    changes: dict[str, Any] = {name: text}
    message = parsed(replace(DRAFT, **changes))
    assert {one.lower() for one in message} <= KNOWN
    assert len(message.get_payload()) == 2
    assert message.defects == []
    assert attachment_of(message).get_content() == PDF
    body = message.get_body()
    assert body is not None
    assert body.get_content_type() == "text/plain"
    assert "Bcc" not in {one for part in message.walk() for one in part}


@given(st.text(), st.text(), st.text())
def test_whatever_is_typed_the_file_attached_is_whole(to: str, subject: str, file_name: str) -> None:
    message = parsed(replace(DRAFT, to=to, subject=subject, file_name=file_name))
    assert {one.lower() for one in message} <= KNOWN
    assert attachment_of(message).get_content() == PDF


def test_without_an_address_the_draft_has_none() -> None:
    assert parsed(replace(DRAFT, to=""))["To"] is None


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("amara@example.org", True),
        ("a.b+c@mail.example.org", True),
        ("", False),
        ("amara", False),
        ("a@b@c", False),
        ("a@b, c@d", False),
        ("A <a@b>", False),
        ("a b@c", False),
        ("a@b\nBcc: c@d", False),
        ("ä@example.org", False),
        ("=?utf-8?b?DQpCY2M6IGE=?=@example.org", False),
    ],
)
def test_only_one_plain_address_is_taken(text: str, is_one: bool) -> None:
    assert is_address(text) is is_one
