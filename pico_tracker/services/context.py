"""What every service function is handed, what a change returns, and who may call it."""

import os
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import wraps
from typing import Concatenate, Generic, ParamSpec, TypeVar
from uuid import UUID
from zoneinfo import ZoneInfo

from pico_tracker.db.database import Database
from pico_tracker.db.unit_of_work import Actor
from pico_tracker.domain.errors import NotAllowed
from pico_tracker.domain.identity import mint_entry_id
from pico_tracker.domain.people import ROLE_NAMES, StaffMember
from pico_tracker.domain.permissions import Permission, is_allowed
from pico_tracker.domain.topics import Topics
from pico_tracker.domain.words import Translate, in_english, mark, sentence

Value = TypeVar("Value")
Arguments = ParamSpec("Arguments")
Clock = Callable[[], datetime]
"""Tells the moment, with its time zone."""

POLICY: dict[str, Permission] = {}
"""Each service function by its full name, with the permission it asks for."""


@dataclass(frozen=True, slots=True)
class Context:
    """One person at work on one clinic's database."""

    database: Database
    operator: StaffMember
    clock: Clock
    zone: ZoneInfo
    translate: Translate = in_english

    def now(self) -> datetime:
        """This moment in the clinic's time zone."""
        return self.clock().astimezone(self.zone)

    def today(self) -> date:
        """Which day it is in the clinic."""
        return self.now().date()

    def day(self) -> tuple[datetime, datetime]:
        """When today begins and ends in the clinic."""
        today = self.today()
        start = datetime.combine(today, time(), self.zone)
        return start, datetime.combine(today + timedelta(days=1), time(), self.zone)

    def actor(self) -> Actor:
        """Who acts and when, for one transaction."""
        return Actor(self.operator.id, self.clock())

    def mint_entry_id(self) -> UUID:
        """A new identifier for a form that opens now."""
        return mint_entry_id(self.clock(), os.urandom(10))


@dataclass(frozen=True, slots=True)
class Done(Generic[Value]):
    """A change that is saved: its value, and the topics that pages must ask again."""

    value: Value
    changed: Topics


def needs(
    permission: Permission,
) -> Callable[[Callable[Concatenate[Context, Arguments], Value]], Callable[Concatenate[Context, Arguments], Value]]:
    """Make a service function refuse everybody whose role has not `permission`."""

    def guard(
        function: Callable[Concatenate[Context, Arguments], Value],
    ) -> Callable[Concatenate[Context, Arguments], Value]:
        POLICY[f"{function.__module__}.{function.__qualname__}"] = permission

        @wraps(function)
        def guarded(context: Context, /, *args: Arguments.args, **kwargs: Arguments.kwargs) -> Value:
            require(context, permission)
            return function(context, *args, **kwargs)

        return guarded

    return guard


def require(context: Context, permission: Permission) -> None:
    """Raise `NotAllowed` unless the person at work has the permission."""
    operator = context.operator
    if not operator.active or not is_allowed(operator.role, permission):
        raise NotAllowed(
            sentence(
                mark("{role} may not do this ({permission}). Nothing was changed. Ask a colleague who may."),
                role=context.translate(ROLE_NAMES[operator.role]),
                permission=permission.value,
            )
        )
