"""E-mail drafts out (RFC 5322): a text and one PDF, opened by a mail program as a message not sent yet."""

from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

from pico_tracker.domain.mail_drafts import MailDraft
from pico_tracker.domain.words import clean_line, clean_text

UNSENT = "X-Unsent"
"""What tells mail programs to open the file as a draft."""
_LINE = 78


def write_mail_draft(draft: MailDraft) -> bytes:
    """The draft as a file; the same draft, the same bytes. No text of it can begin a header of its own."""
    message = EmailMessage(SMTP.clone(max_line_length=_LINE))
    message[UNSENT] = "1"
    message["Date"] = format_datetime(draft.written_at)
    message["Message-ID"] = f"<{draft.message_id}>"
    if is_address(draft.to):
        message["To"] = draft.to
    message["Subject"] = _sendable(draft.subject)
    # quoted-printable writes "=" as "=3D": no line of the text can be the boundary
    message.set_content(clean_text(_encodable(draft.body)) + "\n", cte="quoted-printable")
    name = _sendable(draft.file_name)
    message.add_attachment(draft.pdf, maintype="application", subtype="pdf", filename=name)
    message.set_boundary(f"=_{draft.message_id.partition('@')[0]}")
    return message.as_bytes()


def is_address(text: str) -> bool:
    """Whether a text can stand as the one address of a message: plain letters about one @, no comma or quote."""
    local, at, host = text.partition("@")
    plain = text.isascii() and text.isprintable() and not set(text) & set(' ,;:?<>()[]"\\')
    return bool(local and at and host and plain and "@" not in host)


def _sendable(text: str) -> str:
    """On one line. The library reads `=?` as letters written in code, a line break among them: it is parted."""
    return clean_line(_encodable(text)).replace("=?", "= ?")


def _encodable(text: str) -> str:
    """Without halves of a character, which no mail can carry."""
    return text.encode("utf-8", "replace").decode("utf-8")
