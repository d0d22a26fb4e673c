"""A laser for the clinic: one of the known models, or one as its maker describes it."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from pico_tracker.domain.catalogue import CatalogueDevice
from pico_tracker.domain.devices import check_device
from pico_tracker.domain.errors import PicoError, Refused
from pico_tracker.domain.evidence import Evidence
from pico_tracker.domain.findings import Finding, Findings
from pico_tracker.domain.words import mark, sentence
from pico_tracker.services.catalogue import add_device, add_own_device, list_models
from pico_tracker.services.context import Done
from pico_tracker.ui.desk import Desk
from pico_tracker.ui.kit.buttons import Button, Kind
from pico_tracker.ui.kit.dialog import Dialog
from pico_tracker.ui.kit.fields import ChoiceField, Option, TextField
from pico_tracker.ui.kit.form import FieldGrid, Form
from pico_tracker.ui.kit.plain_text import Label, Role
from pico_tracker.ui.kit.style import px
from pico_tracker.ui.kit.words import tr
from pico_tracker.ui.settings.own_laser import OwnLaser

OWN = "own"
"""Stands among the models for a laser that is none of them."""
WIDTH, OWN_HIGH = 620, 330


class LaserDialog(Dialog):
    """Asks for a model and its serial number, or for everything, and adds the laser: `added(name)`."""

    added = Signal(str)

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(tr("Add a laser"), parent, width=WIDTH)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._desk = desk
        self._models: dict[object, CatalogueDevice] = {}
        self.form = Form()
        self.model = ChoiceField("catalogue_key", tr("Model"), required=True)
        self.serial = TextField("serial", tr("Serial number"), hint=tr("On the plate of the laser."))
        self.model.changed.connect(self._adapt)
        self.about = Label("", Role.SMALL, wrap=True)
        self.form.take(self.model, self.serial)
        self.own = OwnLaser(self.form)
        self._own_area = _scrolling(self.own)
        self.add(self.form)
        self.add(FieldGrid((self.model, self.serial), columns=2))
        self.add(self.about)
        self.add(self._own_area, 1)
        self.save_button = Button(tr("Add"), kind=Kind.PRIMARY, key="Ctrl+Return", run=self.save)
        self.ends_with(self.cancel_button(), self.save_button)
        self._adapt()
        desk.run(list_models, done=self.show_models)

    def show_models(self, models: Sequence[CatalogueDevice]) -> None:
        """Offer these models, and one's own at the end."""
        self._models = {model.key: model for model in models}
        own = Option(OWN, tr("Another laser, not in this list"))
        self.model.set_options((*(Option(model.key, _title(model)) for model in models), own))

    @property
    def is_own(self) -> bool:
        """Whether the laser is none of the models."""
        return self.model.value() == OWN

    def _adapt(self) -> None:
        model = self._models.get(self.model.value())
        self.about.setText("" if model is None else said_model(model))
        self.about.setVisible(model is not None)
        if self._own_area.isHidden() is self.is_own:
            self._own_area.setVisible(self.is_own)

    def save(self) -> None:
        """Put the laser into service as typed."""
        self.form.show_findings(self._findings())
        if self.form.focus_first_stop():
            return
        self.save_button.setEnabled(False)
        if self.is_own:
            entry = self.own.entry(self.serial.value())
            self._desk.run(add_own_device, entry, done=self._done, failed=self._refuse)
        else:
            key, serial = str(self.model.value()), self.serial.value()
            self._desk.run(add_device, key, serial, done=self._done, failed=self._refuse)

    def _findings(self) -> Findings:
        if self.is_own:
            found = (self.own.home(one) for one in check_device(self.own.entry(self.serial.value())))
            unread = {one.field: one for one in self.form.problems()}
            return (*unread.values(), *(one for one in found if one.field not in unread))
        if self.model.value() is None:
            said = sentence(mark("Choose a model, or the last line for another laser."))
            return (Finding("catalogue_key", said),)
        return ()

    def _done(self, _done: Done[int]) -> None:
        model = self._models.get(self.model.value())
        self.added.emit(self.own.laser_name.value() if model is None else model.name)
        self.accept()

    def _refuse(self, error: PicoError) -> None:
        self.save_button.setEnabled(True)
        if isinstance(error, Refused):
            self.form.show_findings(self.own.home(one) for one in error.findings)
            self.form.focus_first_stop()
        else:
            self.form.notices.refuse(error)


def said_model(model: CatalogueDevice) -> str:
    """What a model gives, and whether a clinician has to confirm its data."""
    lines = [tr("{lengths} nm", lengths=", ".join(str(one) for one in model.wavelengths_nm))]
    lines += ["; ".join(piece.name for piece in model.handpieces)] if model.handpieces else []
    if model.evidence is Evidence.UNSOURCED:
        lines.append(tr("No source states these data. Confirm them with your clinician before use."))
    elif model.needs_confirming:
        lines.append(tr("Some of its limits have no source. Confirm them with your clinician."))
    return "\n".join(lines)


def _title(model: CatalogueDevice) -> str:
    made_by = tr("{name}, {maker}", name=model.name, maker=model.manufacturer)
    title = made_by if model.manufacturer else model.name
    return tr("{model} (unsourced)", model=title) if model.evidence is Evidence.UNSOURCED else title


def _scrolling(inside: QWidget) -> QScrollArea:
    area = QScrollArea()
    area.setWidget(inside)
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFixedHeight(px(OWN_HIGH))
    area.hide()
    return area
