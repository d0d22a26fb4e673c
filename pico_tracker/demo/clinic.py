"""Writes a demonstration clinic of any size: the same content for the same seed and date."""

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time
from itertools import islice
from uuid import UUID
from zoneinfo import ZoneInfo

from pico_tracker.demo.courses import Setup, Standing, make_course, make_course_at
from pico_tracker.demo.desk import book_caller, clear_the_desk
from pico_tracker.demo.papers import write_papers
from pico_tracker.demo.people import make_first_person, make_person
from pico_tracker.demo.protocols import adopt_protocols
from pico_tracker.demo.reactions import write_reactions
from pico_tracker.demo.rooms import furnish, open_doors
from pico_tracker.demo.scores import score_melasma, score_tattoo
from pico_tracker.demo.screening import write_screening
from pico_tracker.demo.texts import write_text_blocks
from pico_tracker.demo.timetable import Diary
from pico_tracker.demo.today import ROSTER, bring_to_noon, make_visitor
from pico_tracker.demo.treatments import MELASMA, TATTOO, TREATMENTS, Tool
from pico_tracker.demo.upkeep import keep_up
from pico_tracker.domain.addresses import DatabaseAddress
from pico_tracker.domain.clinic import Clinic
from pico_tracker.domain.histories import PatientHistory
from pico_tracker.domain.identity import mint_entry_id
from pico_tracker.domain.interval_rules import adjustments_of
from pico_tracker.domain.patients import PatientState
from pico_tracker.domain.people import Role, StaffEntry
from pico_tracker.domain.rules import RuleKind
from pico_tracker.services.catalogue import add_device
from pico_tracker.services.clinics import NewClinic, create_clinic
from pico_tracker.services.context import Context
from pico_tracker.services.courses import list_concerns
from pico_tracker.services.histories import load_histories
from pico_tracker.services.people import add_staff, sign_in
from pico_tracker.services.rules import confirm_everything, list_rules
from pico_tracker.services.sessions import list_devices
from pico_tracker.services.side_effects import list_side_effect_kinds

ADMINISTRATOR = "M. Lindqvist"
GUEST = "P-10001"
"""Record number of the patient whom the guide's pictures show."""
ZONE = ZoneInfo("Europe/London")
_AT_ONCE = 500
_GUEST_SESSIONS = range(3, 6)
_STAFF = (("Dr S. Okafor", Role.PRACTITIONER), ("N. Costa", Role.PRACTITIONER), ("R. Diaz", Role.RECEPTION))
_DEVICES = (("picoway", "21-0447"), ("picosure", "PS-1180"))
_SECOND_COURSE_SHARE = 0.35
_STANDINGS = (
    Standing.PLANNED,
    Standing.OVERDUE,
    Standing.JUST_TREATED,
    Standing.OVERDUE,
    Standing.BOOKED,
    Standing.OVERDUE,
    Standing.JUST_TREATED,
    Standing.DUE,
    Standing.BOOKED,
    Standing.DUE,
    Standing.HEALING,
    Standing.COMPLETED,
    Standing.MAINTENANCE,
)
"""What no seed goes without, so that every list has its line."""

OnProgress = Callable[[int, int], object]
"""Told how many patients are written, of how many."""


@dataclass(frozen=True, slots=True)
class DemonstrationPlan:
    """What to write: how many patients, from which seed, as of which day."""

    patients: int
    seed: int
    today: date


def write_demonstration(
    address: DatabaseAddress,
    plan: DemonstrationPlan,
    passphrase: str | None = None,
    on_progress: OnProgress = lambda done, total: None,
) -> NewClinic:
    """Create a demonstration clinic at `address` and fill it; returns it open.

    Raises `DatabaseTrouble` when something is there already.
    """
    made = create_clinic(address, _clinic(), ADMINISTRATOR, passphrase, _clock(plan.today))
    try:
        context = sign_in(made.database, made.administrator_id, _clock(plan.today))
        _fill(context, plan, on_progress)
    except BaseException:
        made.database.close()
        raise
    return made


def _clinic() -> Clinic:
    return Clinic(
        name="Northgate Laser Clinic",
        address="12 Mill Lane, Leeds LS1",
        phone="0113 496 0100",
        time_zone=ZONE.key,
        is_demonstration=True,
        local_rules="Version 3 of 12 January 2026",
    )


def _clock(today: date) -> Callable[[], datetime]:
    moment = datetime.combine(today, time(12), ZONE).astimezone(UTC)
    return lambda: moment


def _fill(context: Context, plan: DemonstrationPlan, on_progress: OnProgress) -> None:
    dice = random.Random(f"{plan.seed}/{plan.today}")
    setup = _setup(context, plan.today, dice)
    has_caller = plan.patients > len(ROSTER) + 1
    _load(context, _histories(dice, setup, plan.patients - has_caller), plan, on_progress)
    write_papers(context, plan.patients, setup.mint)
    write_reactions(context, plan.patients, setup.mint)
    write_screening(context, plan.patients, setup.tools, setup.mint)
    clear_the_desk(context, setup.mint)
    if has_caller:
        book_caller(context, setup)
    bring_to_noon(context, setup)
    on_progress(plan.patients, plan.patients)


def _load(
    context: Context, histories: Iterator[PatientHistory], plan: DemonstrationPlan, on_progress: OnProgress
) -> None:
    """Write the patients, some at once."""
    written = 0
    while some := list(islice(histories, _AT_ONCE)):
        load_histories(context, some, "demonstration")
        written += len(some)
        if written < plan.patients:
            on_progress(written, plan.patients)


def _setup(context: Context, today: date, dice: random.Random) -> Setup:
    practitioners = [
        add_staff(context, StaffEntry(name, role)).value for name, role in _STAFF if role is Role.PRACTITIONER
    ]
    for name, role in _STAFF:
        if role is not Role.PRACTITIONER:
            add_staff(context, StaffEntry(name, role))
    devices = {key: add_device(context, key, serial).value for key, serial in _DEVICES}
    adopt_protocols(context)
    write_text_blocks(context, _mint(context, random.Random("texts")))
    confirm_everything(context)
    keep_up(context, devices.values(), _mint(context, random.Random("upkeep")))
    pieces = {one.id: {piece.name: piece.id for piece in one.handpieces} for one in list_devices(context)}
    hours = open_doors(context, practitioners[-1], _mint(context, random.Random("hours")))
    return Setup(
        today=today,
        zone=context.zone,
        concerns={one.key: one for one in list_concerns(context)},
        kinds={one.key: one for one in list_side_effect_kinds(context)},
        tools={key: Tool(device_id, pieces[device_id]) for key, device_id in devices.items()},
        teams=furnish(context, devices, practitioners),
        adjustments=adjustments_of(list_rules(context, RuleKind.INTERVAL)),
        mint=_mint(context, dice),
        diary=Diary(dice, hours),
    )


def _mint(context: Context, dice: random.Random) -> Callable[[], UUID]:
    return lambda: mint_entry_id(context.clock(), dice.randbytes(10))


def _histories(dice: random.Random, setup: Setup, patients: int) -> Iterator[PatientHistory]:
    """The guest, then those who come today, then one at each standing, then everybody else."""
    yield _first(dice, setup)
    for slot in ROSTER[: patients - 1]:
        yield make_visitor(dice, setup, slot)
    others = max(0, patients - 1 - len(ROSTER))
    for standing in _STANDINGS[:others]:
        yield _at_standing(dice, setup, standing)
    for _number in range(others - len(_STANDINGS)):
        yield _history(dice, setup)


def _first(dice: random.Random, setup: Setup) -> PatientHistory:
    """The guest: melasma in maintenance, and a tattoo of two inks with a few sessions behind it."""
    entry = make_first_person(setup.mint(), setup.today)
    melasma = make_course_at(dice, setup, entry, (MELASMA, Standing.MAINTENANCE))
    tattoo = make_course_at(dice, setup, entry, (TATTOO, Standing.DUE))
    while not (len(tattoo.sessions) in _GUEST_SESSIONS and len(tattoo.sessions[0].passes) > 1):
        tattoo = make_course_at(dice, setup, entry, (TATTOO, Standing.DUE))
    courses = (score_melasma(melasma, setup.today, setup.mint), score_tattoo(tattoo, setup.mint))
    return PatientHistory(entry=entry, courses=courses)


def _at_standing(dice: random.Random, setup: Setup, standing: Standing) -> PatientHistory:
    entry = replace(make_person(dice, setup.mint(), setup.today), state=PatientState.ACTIVE)
    course = make_course_at(dice, setup, entry, (dice.choice(TREATMENTS), standing))
    return PatientHistory(entry=entry, courses=(course,))


def _history(dice: random.Random, setup: Setup) -> PatientHistory:
    entry = make_person(dice, setup.mint(), setup.today)
    count = 2 if dice.random() < _SECOND_COURSE_SHARE else 1
    return PatientHistory(entry=entry, courses=tuple(make_course(dice, setup, entry) for _ in range(count)))
