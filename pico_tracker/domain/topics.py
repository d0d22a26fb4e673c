"""What a change touched, so that open pages know whether to ask again."""

from enum import StrEnum


class Topic(StrEnum):
    """One noun of the record; a page names those it shows."""

    CLINIC = "clinic"
    STAFF = "staff"
    DEVICES = "devices"
    PATIENTS = "patients"
    COURSES = "courses"
    CONSULTATIONS = "consultations"
    CONSENTS = "consents"
    ADVICE = "advice"
    SESSIONS = "sessions"
    SIDE_EFFECTS = "side effects"
    ASSESSMENTS = "assessments"
    SCREENING = "screening"
    VISITS = "visits"
    CONTACTS = "contacts"
    WAITING = "waiting"
    PHOTOS = "photos"
    DRAFTS = "drafts"
    RULES = "rules"
    TEXT_BLOCKS = "text blocks"
    PAPER = "paper"
    """Letterhead, templates, what was printed for whom."""
    LETTERS = "letters"


Topics = frozenset[Topic]
