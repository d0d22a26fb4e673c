"""One session in full: every setting of every pass, how the skin took it, what was written and amended."""

from collections.abc import Callable, Sequence
from datetime import tzinfo

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from pico_tracker.domain.asked_answers import tell_asked, tell_consent, tell_noes
from pico_tracker.domain.laser import BASIS_NAMES, FluenceBasis
from pico_tracker.domain.passes import ENDPOINT_NAMES, LoggedPass
from pico_tracker.domain.permissions import Permission
from pico_tracker.domain.session_amendments import amendments_of, why_void
from pico_tracker.domain.session_digests import content_digest, grouped
from pico_tracker.domain.session_records import SessionRecord
from pico_tracker.domain.session_telling import Recorded, Told, Voice, recorded, tell_session, tell_texts
from pico_tracker.domain.sessions import Session
from pico_tracker.services.reports import gather_session_record
from pico_tracker.ui.desk import Desk
from pico_tracker.ui.kit.buttons import Button, Kind
from pico_tracker.ui.kit.cards import Card, clear
from pico_tracker.ui.kit.cells import Column
from pico_tracker.ui.kit.days import said_day
from pico_tracker.ui.kit.plain_text import Label, Role, tip
from pico_tracker.ui.kit.record_table import RecordTable
from pico_tracker.ui.kit.words import tr, translated
from pico_tracker.ui.patients.amendments_part import AmendmentsPart, VersionChoice
from pico_tracker.ui.patients.course_words import aligned_number, session_name, short_number, spot_size
from pico_tracker.ui.photo_strip import PhotoStrip
from pico_tracker.ui.session_steps import SessionStep
from pico_tracker.ui.session_voice import screen_voice

_FACTS_A_LINE = 4
_DASH = "–"
Numbered = tuple[int, LoggedPass]


class SessionDetail(Card):
    """All that is on record of one session: `detail.show_session(session, zone)`; hidden until then.

    `step_wanted(SessionStep, Session)` follows the buttons; what was found void can only be printed.
    """

    step_wanted = Signal(object, object)

    def __init__(self, desk: Desk) -> None:
        super().__init__(tr("Session"))
        self._desk = desk
        self.session: Session | None = None
        self._voice: Voice | None = None
        self._record: SessionRecord | None = None
        self._make_actions()
        self.void_line = Label("", wrap=True)
        self.void_line.set_tone("danger")
        self.versions = VersionChoice(self._show_version)
        facts = QWidget()
        self._facts = QGridLayout(facts)
        self._facts.setContentsMargins(0, 0, 0, 4)
        self._facts.setHorizontalSpacing(20)
        self._facts.setVerticalSpacing(8)
        for column in range(_FACTS_A_LINE):
            self._facts.setColumnStretch(column, 1)
        self.passes: RecordTable[Numbered] = RecordTable(
            "session_passes", _pass_columns(), key=lambda numbered: numbered[0]
        )
        self.passes.setAccessibleName(tr("Passes of the session"))
        texts = QWidget()
        self._texts = QVBoxLayout(texts)
        self._texts.setContentsMargins(0, 4, 0, 0)
        self._texts.setSpacing(2)
        self.photos, self.amendments = PhotoStrip(self._desk, self), AmendmentsPart()
        for part in (self.void_line, self.versions, facts, self.passes, texts, self.photos, self.amendments):
            self.add(part)
        self.hide()

    def _make_actions(self) -> None:
        self.print_button = Button(tr("Print record"), run=lambda: self._want(SessionStep.PRINT))
        self.amend_button = Button(tr("Amend…"), run=lambda: self._want(SessionStep.AMEND))
        self.amend_button.explain(tr("Say what happened. How it was signed stays readable beside it."))
        self.void_button = Button(tr("Wrong patient…"), run=lambda: self._want(SessionStep.VOID))
        self.void_button.explain(tr("Find it void: another patient's, or never given. It stays readable."))
        close = Button("", kind=Kind.QUIET, icon="close", run=self.put_away)
        close.setAccessibleName(tr("Close this session"))
        self.set_actions(self.print_button, self.amend_button, self.void_button, close)

    def _want(self, step: SessionStep) -> None:
        if self.session is not None:
            self.step_wanted.emit(step, self.session)

    def show_session(self, session: Session, zone: tzinfo) -> None:
        """Show a session; `zone` is the clinic's. Names of rooms and why it went ahead follow from the record."""
        if self._record is not None and self._record.session.id != session.id:
            self._forget_record()
        self.session = session
        self.title.setText(_title(session))
        may = self._desk.may(Permission.WRITE_CLINICAL) and session.signed_at is not None
        for button in (self.amend_button, self.void_button):
            button.setVisible(may and not session.is_void)
        self._show_all(session, screen_voice(zone, _lasers_of(session)))
        self.show()
        self._desk.run(
            gather_session_record,
            session.id,
            done=lambda record: self._show_record(record, zone),
            latest=f"session-detail-{id(self)}",
        )

    def _show_record(self, record: SessionRecord, zone: tzinfo) -> None:
        if self.session is None or record.session.id != self.session.id:
            return
        self.session, self._record = record.session, record
        self.photos.show_photos(record.photos)
        self._show_all(record.session, screen_voice(zone, record.lasers, record.rooms))
        for finding in record.findings:
            said = tr("Went ahead with a reason: {found}", found=finding.said)
            self._texts.addWidget(Label(said, Role.SMALL, wrap=True).selectable())

    def _show_all(self, session: Session, voice: Voice) -> None:
        self._voice = voice
        self.void_line.setText(tr("Void: {reason}", reason=why_void(session)))
        self.void_line.setVisible(session.is_void)
        self.versions.offer(session)
        self.amendments.show_amendments(amendments_of(session, voice), voice)
        self._show_version(session)

    def _show_what_differs(self, passes: Sequence[LoggedPass]) -> None:
        """Leave out what no pass has, so that the rest can be read: basis, more than one time, foci, overlap."""
        fractional = any(one.entry.fluence_basis is FluenceBasis.PER_MICROBEAM for one in passes)
        self.passes.show_column("basis", shown=fractional or any(one.entry.density_per_cm2 for one in passes))
        self.passes.show_column("times", shown=any(one.entry.times > 1 for one in passes))
        self.passes.show_column("spread", shown=any(_spread(one) != _DASH for one in passes))

    def _show_version(self, version: Recorded) -> None:
        """Facts, passes and texts as one version has them."""
        if self._voice is None or self.session is None:
            return
        told = (*session_facts(version, self.session, self._voice), *_papers(self._record, self._voice))
        clear(self._facts)
        for place, one in enumerate(told):
            fact = _fact(one)
            if one.key == "asked" and self._record is not None:
                fact.setToolTip(tip(tr("No: {names}", names=tell_noes(self._record.asked) or _DASH)))
            self._facts.addWidget(fact, place // _FACTS_A_LINE, place % _FACTS_A_LINE)
        self._show_what_differs(version.passes)
        self.passes.show_rows(tuple(enumerate(version.passes, start=1)))
        self.passes.fit_height()
        clear(self._texts)
        for one in recorded(tell_texts(version.entry, self._voice)):
            self._texts.addWidget(Label(one.label, Role.SMALL))
            self._texts.addWidget(Label(one.text, wrap=True).selectable())
        self._texts.addWidget(_hash_line(self.session, version))

    def put_away(self) -> None:
        """Take the session off the page."""
        self.session = None
        self._forget_record()
        self.hide()

    def _forget_record(self) -> None:
        """Never show what was asked or photographed in one session under another."""
        self._record = None
        self.photos.show_photos(())


def _hash_line(session: Session, version: Recorded) -> Label:
    """What a printed record of this version is compared by."""
    digest = grouped(content_digest(session, version))
    line = Label(
        tr("Content hash of version {number}: {digest}", number=version.version, digest=digest),
        Role.SMALL,
        wrap=True,
    ).selectable()
    line.setToolTip(tip(tr("A printed record of this version shows the same.")))
    return line


def _title(session: Session) -> str:
    day = said_day(session.entry.performed_on)
    if session.is_void:
        return tr("Void session, {date}", date=day)
    number = session_name(session.number, is_maintenance=session.is_maintenance)
    return tr("Session {number}, {date}", number=number, date=day)


def _lasers_of(session: Session) -> dict[int, str]:
    return {one.entry.device_id: one.device_name for one in session.passes}


def session_facts(version: Recorded, session: Session, voice: Voice) -> tuple[Told, ...]:
    """What was recorded besides passes and notes, then how it came on record."""
    in_full = {one.key for one in tell_texts(version.entry, voice)}
    told = (one for one in recorded(tell_session(version, voice)) if one.key not in in_full)
    signed = tr("Not signed") if session.signed_at is None else voice.moment(session.signed_at)
    entered = tr("Later than the session") if session.entered_later else tr("On the day")
    return (
        *told,
        Told("signed", tr("Signed"), signed),
        Told("entered", tr("Entered"), entered),
        Told("judged", tr("Judged by"), _judged_by(session)),
    )


def _papers(record: SessionRecord | None, voice: Voice) -> tuple[Told, ...]:
    """What the session rested on, once it is known: the answers of that day and the consent."""
    if record is None:
        return ()
    consent = tell_consent(record.consent, record.session.entry.performed_on, voice)
    return (
        Told("asked", tr("Asked that day"), tell_asked(record.asked, voice)),
        Told("consent", tr("Consent to treatment"), consent),
    )


def _judged_by(session: Session) -> str:
    """Which state of the rules: each version in Settings tells the number of its edit."""
    if session.rules_revision is None:
        return tr("No rule: brought in")
    return tr("Your rules as of edit {number}", number=session.rules_revision)


def _fact(one: Told) -> QWidget:
    box = QWidget()
    stack = QVBoxLayout(box)
    stack.setContentsMargins(0, 0, 0, 0)
    stack.setSpacing(1)
    stack.addWidget(Label(one.label, Role.SMALL))
    stack.addWidget(Label(one.text, wrap=True).selectable())
    stack.addStretch(1)
    return box


def _pass_columns() -> tuple[Column[Numbered], ...]:
    def of(said: Callable[[LoggedPass], str]) -> Callable[[Numbered], str]:
        return lambda numbered: said(numbered[1])

    return (
        Column("pass", "#", lambda numbered: str(numbered[0]), width=40, strong=True),
        Column("laser", tr("Laser"), of(_laser), tip=of(_laser)),
        Column("nm", "nm", of(lambda one: str(one.entry.wavelength_nm)), number=True),
        Column("ps", "ps", of(lambda one: str(one.entry.pulse_duration_ps)), number=True),
        Column("spot", tr("Spot, mm"), of(lambda one: spot_size(one.entry.spot)), number=True),
        Column("fluence", tr("J/cm²"), of(lambda one: aligned_number(one.entry.fluence_j_cm2)), number=True),
        Column("basis", tr("Basis"), of(lambda one: translated(BASIS_NAMES[one.entry.fluence_basis]))),
        Column("energy", "mJ", of(_energy), number=True),
        Column("rate", "Hz", of(lambda one: short_number(one.entry.repetition_hz)), number=True),
        Column("times", tr("Times"), of(lambda one: str(one.entry.times)), number=True),
        Column("pulses", tr("Pulses"), of(lambda one: str(one.entry.pulses or _DASH)), number=True),
        Column("spread", tr("Foci, overlap"), of(_spread)),
        Column("endpoint", tr("Endpoint"), of(_endpoints)),
        Column("purpose", tr("Purpose"), of(lambda one: one.entry.purpose or _DASH)),
    )


def _energy(one: LoggedPass) -> str:
    return _DASH if one.entry.pulse_energy_mj is None else short_number(one.entry.pulse_energy_mj)


def _laser(one: LoggedPass) -> str:
    return ", ".join(name for name in (one.device_name, one.handpiece_name) if name)


def _spread(one: LoggedPass) -> str:
    """How a fractional spot is made up, and how far spots overlap."""
    density, overlap = one.entry.density_per_cm2, one.entry.overlap_percent
    foci = "" if density is None else tr("{density}/cm²", density=density)
    covered = "" if overlap is None else tr("{percent} %", percent=short_number(overlap))
    return ", ".join(part for part in (foci, covered) if part) or _DASH


def _endpoints(one: LoggedPass) -> str:
    return ", ".join(translated(ENDPOINT_NAMES[endpoint]) for endpoint in one.entry.endpoints) or _DASH
