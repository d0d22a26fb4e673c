"""The clinic itself: letterhead, time zone, paper."""

from dataclasses import dataclass
from enum import StrEnum
from zoneinfo import available_timezones

from pico_tracker.domain.findings import Finding, Findings, Level, check_lengths
from pico_tracker.domain.letterheads import HOUSE_LETTERHEAD, Letterhead
from pico_tracker.domain.words import LINE_LIMIT, TEXT_LIMIT, mark, sentence


class Paper(StrEnum):
    """Sheet size that the clinic prints on."""

    A4 = "A4"
    LETTER = "Letter"


class FirstStep(StrEnum):
    """What a new clinic does before its first session."""

    ADD_LASER = "add laser"
    ADD_STAFF = "add staff"
    ADD_PATIENT = "add patient"


def first_steps(*, has_laser: bool, has_colleagues: bool, has_patients: bool) -> tuple[FirstStep, ...]:
    """The steps that are still open, in order; one may work alone once there are patients."""
    is_open = {
        FirstStep.ADD_LASER: not has_laser,
        FirstStep.ADD_STAFF: not (has_colleagues or has_patients),
        FirstStep.ADD_PATIENT: not has_patients,
    }
    return tuple(step for step in FirstStep if is_open[step])


@dataclass(frozen=True, slots=True, kw_only=True)
class Clinic:
    """What a letterhead shows and what dates follow."""

    name: str
    address: str = ""
    phone: str = ""
    time_zone: str = "Etc/UTC"
    """IANA name; it decides which day it is."""
    paper: Paper = Paper.A4
    is_demonstration: bool = False
    reaction_advice: str = ""
    """What reception does when a patient reports an alarming reaction, in the clinic's words."""
    local_rules: str = ""
    """Version of the laser's local rules and who advised on them, for the treatment register."""
    letterhead: Letterhead = HOUSE_LETTERHEAD
    """Read for paper only (`services/letterheads.clinic_on_paper`); elsewhere the house's own."""


def check_clinic(clinic: Clinic) -> Findings:
    """All that is wrong with the clinic's data."""
    found = []
    if not clinic.name:
        found.append(Finding("name", sentence(mark("Enter the clinic's name.")), Level.STOP, "clinic.name"))
    if clinic.time_zone not in available_timezones():
        said = sentence(
            mark("“{zone}” is not a time zone. Write it as in Europe/London."), zone=clinic.time_zone[:60]
        )
        found.append(Finding("time_zone", said, Level.STOP, "clinic.time_zone"))
    limits = dict.fromkeys(("name", "phone", "local_rules"), LINE_LIMIT)
    limits |= {"address": 1000, "reaction_advice": TEXT_LIMIT}
    return (*found, *check_lengths(clinic, limits, "clinic"))
