"""The clinic's own wording of texts."""

from sqlalchemy import select

from pico_tracker.db.models import MessageTextRow
from pico_tracker.db.unit_of_work import Work
from pico_tracker.domain.contacts import ContactMeans
from pico_tracker.domain.messages import MessagePurpose, MessageText


def list_own_texts(work: Work) -> tuple[MessageText, ...]:
    """Every text that the clinic words itself."""
    rows = work.connection.execute(select(MessageTextRow.__table__).order_by(MessageTextRow.id))
    return tuple(
        MessageText(
            purpose=MessagePurpose(row.purpose),
            means=ContactMeans(row.means),
            language=row.language,
            subject=row.subject,
            body=row.body,
            version=row.version,
        )
        for row in rows
    )


def find_own_text(work: Work, text: MessageText) -> int | None:
    """The key of the clinic's own wording of this text, if it has one."""
    return work.connection.scalar(
        select(MessageTextRow.id).where(
            MessageTextRow.purpose == text.purpose.value,
            MessageTextRow.means == text.means.value,
            MessageTextRow.language == text.language,
        )
    )
