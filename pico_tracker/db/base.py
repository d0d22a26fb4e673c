"""Declarative base, naming convention and the column types both engines share.

STRICT tables of SQLite know TEXT, INTEGER, REAL and BLOB only, so every type compiles to one of
them there; exact numbers are scaled integers, moments are UTC.
"""

from collections.abc import Iterable
from datetime import UTC, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any, ClassVar

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Date,
    DateTime,
    ForeignKey,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Text,
    Uuid,
)
from sqlalchemy.engine import Dialect
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
from sqlalchemy.types import TypeDecorator, TypeEngine

from pico_tracker.domain.topics import Topic

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


def _compile_as(name: str, *types: type[TypeEngine[Any]]) -> None:
    for kind in types:
        compiles(kind, "sqlite")(lambda element, compiler, **kw: name)


_compile_as("TEXT", String, Text, Date, DateTime, Uuid)
_compile_as("INTEGER", Boolean)
_compile_as("BLOB", LargeBinary)


class Utc(TypeDecorator[datetime]):
    """A moment: time-zoned in Python, `timestamptz` on PostgreSQL, ISO text in UTC on SQLite."""

    impl = DateTime
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """Text on SQLite, so that STRICT tables and sorting both work."""
        if dialect.name == "sqlite":
            return dialect.type_descriptor(String())
        return dialect.type_descriptor(DateTime(timezone=True))

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> Any:
        """Refuse a naive moment: it could mean any time zone."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment needs a time zone")
        moment = value.astimezone(UTC)
        return moment.strftime("%Y-%m-%dT%H:%M:%S.%fZ") if dialect.name == "sqlite" else moment

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        """Back to a time-zoned moment in UTC."""
        if value is None:
            return None
        return datetime.fromisoformat(value) if isinstance(value, str) else value.astimezone(UTC)


class Scaled(TypeDecorator[Decimal]):
    """An exact decimal kept as an integer of `10 ** -places`, such as J/cm² in thousandths."""

    impl = Integer
    cache_ok = True

    def __init__(self, places: int) -> None:
        super().__init__()
        self.places = places

    def process_bind_param(self, value: Decimal | None, dialect: Dialect) -> int | None:
        """Refuse digits that would be lost."""
        if value is None:
            return None
        scaled = value.scaleb(self.places)
        if scaled != scaled.to_integral_value():
            msg = f"more than {self.places} decimal places"
            raise ValueError(msg)
        return int(scaled)

    def process_result_value(self, value: int | None, dialect: Dialect) -> Decimal | None:
        """Back to a decimal without trailing noise."""
        return None if value is None else _plain(Decimal(value).scaleb(-self.places))


def _plain(value: Decimal) -> Decimal:
    normal = value.normalize()
    return normal.quantize(Decimal(1)) if int(normal.as_tuple().exponent) > 0 else normal


class Base(DeclarativeBase):
    """Every mapped class. `topic` names what its changes touch; `audited` is off for derived rows."""

    metadata = MetaData(naming_convention=NAMING)
    topic: ClassVar[Topic | None] = None
    audited: ClassVar[bool] = True


class Record:
    """Columns of a record that forms edit: key, version seen by a form, the form's own identifier."""

    id: Mapped[int] = mapped_column(primary_key=True, sort_order=-4)
    version: Mapped[int] = mapped_column(default=1, sort_order=-3)
    entry_id: Mapped[Any] = mapped_column(Uuid, unique=True, sort_order=-2)
    created_at: Mapped[datetime] = mapped_column(Utc, sort_order=-1)


def refers_to(table: str) -> ForeignKey:
    """A foreign key to a table's `id`. Nothing is ever deleted by deleting what it belongs to."""
    return ForeignKey(f"{table}.id", ondelete="RESTRICT")


def one_of(column: str, values: type[StrEnum]) -> CheckConstraint:
    """A named CHECK that `column` holds one of the enum's values."""
    listed = ", ".join(f"'{value.value}'" for value in values)
    return CheckConstraint(f"{column} IN ({listed})", name=column)


def between(column: str, low: int, high: int) -> CheckConstraint:
    """A named CHECK that `column` lies in a range (or is empty)."""
    return CheckConstraint(f"{column} BETWEEN {low} AND {high}", name=column)


def at_most(limits: dict[str, int]) -> Iterable[CheckConstraint]:
    """Named CHECKs on the length of text columns."""
    for column, limit in limits.items():
        yield CheckConstraint(f"length({column}) <= {limit}", name=f"{column}_length")


STRICT = {"sqlite_strict": True}
"""Table option: SQLite keeps each value in its declared type."""
