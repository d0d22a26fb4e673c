"""Texts to patients: their wording, filled for one person or many, and as a table. Nothing is sent here."""

import io
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from functools import lru_cache
from pathlib import Path

from pico_tracker.db.models import MessageTextRow, PatientRow
from pico_tracker.db.queries import messages as queries
from pico_tracker.db.queries.contacts import read_reaches
from pico_tracker.db.queries.people import read_clinic
from pico_tracker.db.unit_of_work import ChangeWork, StaleVersion, Work
from pico_tracker.domain.contacts import MEANS_NAMES, ContactMeans
from pico_tracker.domain.diary import VISIT_KIND_NAMES
from pico_tracker.domain.errors import EditConflict, FileTrouble, NotFound, Refused
from pico_tracker.domain.findings import Finding, stops
from pico_tracker.domain.messages import (
    Message,
    MessageText,
    MessageWish,
    Prepared,
    address_of,
    check_filled,
    check_message_text,
    check_wish,
    choose_text,
    fill_text,
    in_force,
    read_message_texts,
)
from pico_tracker.domain.patients import full_name
from pico_tracker.domain.permissions import Permission
from pico_tracker.domain.words import clean_line, clean_text, mark, sentence
from pico_tracker.exchange.csv_cells import CSV_ENCODING, write_rows
from pico_tracker.reports.formats import clock, day, weekday
from pico_tracker.resources import find_resource
from pico_tracker.services.context import Context, Done, needs
from pico_tracker.services.refusals import refuse_stops
from pico_tracker.store.durable_files import write_durably

ENDING = ".csv"
_TITLES = (
    mark("Name"),
    mark("Record number"),
    mark("By"),
    mark("To"),
    mark("Subject"),
    mark("Text"),
)


@needs(Permission.READ_DIRECTORY)
def list_message_texts(context: Context) -> tuple[MessageText, ...]:
    """Every text as it is used now, the clinic's own wording in place of that which ships."""
    with context.database.read() as work:
        return _texts(work)


@needs(Permission.MANAGE_CLINIC)
def edit_message_text(context: Context, text: MessageText) -> Done[None]:
    """Keep the clinic's own wording of a text; `text.version` is the version that the form read.

    Raises `Refused`, or `EditConflict` when somebody saved in between.
    """
    text = replace(
        text,
        subject=clean_line(text.subject),
        body=clean_text(text.body),
        language=clean_line(text.language).lower(),
    )
    refuse_stops(check_message_text(text))
    with context.database.change(context.actor()) as work:
        row = _own_row(work, text)
        if row is None:
            _add(context, work, text)
        else:
            row.subject, row.body = text.subject, text.body
            row.edited_by_id = context.operator.id
        return Done(None, work.changed)


@needs(Permission.MANAGE_CLINIC)
def restore_message_text(context: Context, text: MessageText) -> Done[None]:
    """Go back to the wording that ships; raises `EditConflict` when somebody saved in between."""
    with context.database.change(context.actor()) as work:
        row = _own_row(work, text)
        if row is not None:
            work.remove(row)
        return Done(None, work.changed)


@needs(Permission.BOOK)
def prepare_message(context: Context, wish: MessageWish) -> Message:
    """A text filled for one patient; raises `Refused` where it was not agreed or has nowhere to go."""
    with context.database.read() as work:
        return _prepare(context, work, wish, _texts(work))


@needs(Permission.BOOK)
def prepare_messages(context: Context, wishes: tuple[MessageWish, ...]) -> tuple[Prepared, ...]:
    """A text for each wish, or why there is none, in the same order."""
    with context.database.read() as work:
        texts = _texts(work)
        return tuple(_prepared(context, work, wish, texts) for wish in wishes)


@needs(Permission.BOOK)
def save_messages(context: Context, prepared: tuple[Prepared, ...], path: Path) -> int:
    """Write the texts there are to a table, whole or not at all; returns how many stand in it.

    Under another ending nothing is written: the name could be that of the database itself.
    Raises `FileTrouble`.
    """
    if path.suffix.lower() != ENDING:
        said = mark("{file} is no name for a table. Nothing was written. End the name in .csv.")
        raise FileTrouble(sentence(said, file=path.name))
    rows = [_row(context, one, one.message) for one in prepared if one.message is not None]
    out = io.StringIO(newline="")
    write_rows([context.translate(title) for title in _TITLES], rows, out)
    try:
        write_durably(path, out.getvalue().encode(CSV_ENCODING))
    except OSError as error:
        said = mark("The table could not be saved: {reason}. Choose another folder or name.")
        raise FileTrouble(sentence(said, reason=error.strerror)) from error
    return len(rows)


def _row(context: Context, prepared: Prepared, message: Message) -> Sequence[str]:
    means = context.translate(MEANS_NAMES[prepared.wish.means])
    return (
        prepared.patient_name,
        prepared.record_number,
        means,
        message.to,
        message.subject,
        message.body,
    )


@lru_cache(maxsize=1)
def _shipped() -> tuple[MessageText, ...]:
    content = tomllib.loads(find_resource("clinical", "messages.toml").read_text("utf-8"))
    return read_message_texts(content)


def _texts(work: Work) -> tuple[MessageText, ...]:
    return in_force(_shipped(), queries.list_own_texts(work))


def _own_row(work: ChangeWork, text: MessageText) -> MessageTextRow | None:
    """The row of the clinic's own wording, one version up; the form must have seen what there is."""
    key = queries.find_own_text(work, text)
    if key is None:
        if text.version:
            raise EditConflict({})
        return None
    try:
        return work.take(MessageTextRow, key, text.version)
    except StaleVersion:
        raise EditConflict({}) from None


def _add(context: Context, work: ChangeWork, text: MessageText) -> None:
    work.add(
        MessageTextRow(
            entry_id=context.mint_entry_id(),
            created_at=work.at,
            purpose=text.purpose.value,
            means=text.means.value,
            language=text.language,
            subject=text.subject,
            body=text.body,
            edited_by_id=context.operator.id,
        )
    )


def _prepared(context: Context, work: Work, wish: MessageWish, texts: Iterable[MessageText]) -> Prepared:
    row = work.get(PatientRow, wish.patient_id)
    name = full_name(row.given_names, row.family_name)
    known = Prepared(wish=wish, patient_name=name, record_number=row.record_number)
    try:
        return replace(known, message=_prepare(context, work, wish, texts))
    except Refused as refused:
        return replace(known, why_not=stops(refused.findings)[0].sentence)


def _prepare(context: Context, work: Work, wish: MessageWish, texts: Iterable[MessageText]) -> Message:
    row = work.get(PatientRow, wish.patient_id)
    reach = read_reaches(work, (wish.patient_id,))[wish.patient_id]
    refuse_stops(check_wish(wish, reach))
    text = choose_text(texts, wish, row.language)
    if text is None:
        said = sentence(mark("There is no text for this. Choose another way to reach the patient."))
        raise Refused((Finding("means", said, code="message.text"),))
    values = _values(context, work, wish, row)
    refuse_stops(check_filled(text, values))
    return fill_text(text, values, address_of(wish.means, reach))


def _values(context: Context, work: Work, wish: MessageWish, row: PatientRow) -> Mapping[str, str]:
    clinic = read_clinic(work)
    if clinic is None:
        raise NotFound(sentence(mark("The clinic is not set up.")))
    name = full_name(row.given_names, row.family_name)
    called = name if wish.means is ContactMeans.LETTER else row.called or row.given_names or name
    return {"name": called, "clinic": clinic.name, "phone": clinic.phone, **_visit_values(context, wish)}


def _visit_values(context: Context, wish: MessageWish) -> Mapping[str, str]:
    if wish.arrival is None:
        return {}
    arrival = wish.arrival.astimezone(context.zone)
    treated_from = (wish.treated_from or arrival).astimezone(context.zone)
    kind = "" if wish.kind is None else context.translate(VISIT_KIND_NAMES[wish.kind]).lower()
    return {
        "date": _said_day(context, arrival),
        "arrival": clock(arrival),
        "time": clock(treated_from),
        "kind": kind,
    }


def _said_day(context: Context, moment: datetime) -> str:
    """As in Tuesday 24 Nov 2026."""
    on = moment.date()
    return f"{weekday(on, context.translate)} {day(on, context.translate)}"
