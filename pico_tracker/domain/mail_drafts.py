"""E-mail drafts with a sheet attached: what they say, and the password a file may have.

The text says nothing of what somebody is treated for. Nothing is sent by the program.
"""

import unicodedata
from dataclasses import dataclass
from datetime import datetime

from pico_tracker.domain.findings import Finding, Findings
from pico_tracker.domain.printouts import SheetKind, SheetWish
from pico_tracker.domain.words import Translate, clean_line, mark, sentence

SHORTEST_PASSWORD = 8
LONGEST_PASSWORD = 127
"""Bytes that the format keeps of a password."""

_OF_SEVERAL = frozenset(
    {SheetKind.DAY_SHEET, SheetKind.RECALL_LIST, SheetKind.TREATMENT_REGISTER, SheetKind.DOWNTIME_PACK}
)
"""Sheets that name whoever was or will be there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MailDraft:
    """A draft as it is written to a file."""

    message_id: str
    """As in "5f2c…@pico-tracker": without angle brackets."""
    written_at: datetime
    """With time zone."""
    to: str = ""
    """Empty: whoever sends it writes the address."""
    subject: str
    body: str
    file_name: str
    pdf: bytes


def mail_subject(clinic: str, translate: Translate) -> str:
    """What stands over the draft; it names no sheet, since a subject is read over shoulders."""
    text = mark("Your papers from {clinic}") if clinic else mark("Your papers")
    return translate(text).format(clinic=clean_line(clinic))


def mail_body(called: str, clinic: str, phone: str, *, title: str, is_locked: bool, translate: Translate) -> str:
    """A few plain lines that name the sheet by its title; with a password, that it comes another way."""
    greeting = translate(mark("Hello {name},")).format(name=called) if called else translate(mark("Hello,"))
    attached = mark("the PDF attached to this e-mail is for you: {sheet}. Keep it where you can find it again.")
    lines = [greeting, "", translate(attached).format(sheet=clean_line(title))]
    if is_locked:
        lines.append(translate(mark("It opens with a password. You get the password another way, not by e-mail.")))
    if phone:
        lines += ["", translate(mark("Is anything unclear? Call us: {phone}")).format(phone=phone)]
    lines += ["", clinic]
    return "\n".join(lines).strip() + "\n"


def check_draft(wish: SheetWish, password: str, again: str) -> Findings:
    """All that is wrong with a draft: as `check_password` where one is typed, which some sheets must have."""
    if password or again:
        return check_password(password, again)
    if wish.kind in _OF_SEVERAL:
        said = sentence(mark("This sheet names several patients. Give it a password."))
        return (Finding("locked", said, code="draft.open"),)
    return ()


def check_password(password: str, again: str) -> Findings:
    """All that is wrong with a password for a file, typed twice."""
    if len(password) < SHORTEST_PASSWORD:
        said = sentence(mark("A password has at least {limit} characters."), limit=SHORTEST_PASSWORD)
        return (Finding("password", said, code="password.short"),)
    if len(password.encode("utf-8", "surrogatepass")) > LONGEST_PASSWORD:
        return (Finding("password", sentence(mark("The password is too long.")), code="password.long"),)
    if any(unicodedata.category(sign) in ("Cc", "Cs") for sign in password) or _is_read_in_two_ways(password):
        said = sentence(mark("A password is one line of characters that can be typed."))
        return (Finding("password", said, code="password.signs"),)
    if password != again:
        said = sentence(mark("The two passwords differ. Type the same one twice."))
        return (Finding("again", said, code="password.again"),)
    return ()


def _is_read_in_two_ways(password: str) -> bool:
    """Whether some readers write it another way before they try it (RFC 4013): "①" as "1", a fixed blank as one."""
    return unicodedata.normalize("NFKC", password) != password
