""" "3 After": how the skin and the patient took it."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from pico_tracker.domain.responses import ANAESTHESIA_NAMES, COOLING_NAMES, Anaesthesia
from pico_tracker.domain.side_effect_kinds import SideEffectKind
from pico_tracker.ui.desk import Desk
from pico_tracker.ui.kit.cards import Card
from pico_tracker.ui.kit.fields import ChoiceField, NumberField, Option, TextField, TickField, WholeNumberField
from pico_tracker.ui.kit.form import AnyField, FieldGrid
from pico_tracker.ui.kit.notice import ToneBox
from pico_tracker.ui.kit.plain_text import Label, Role
from pico_tracker.ui.kit.style import Tone
from pico_tracker.ui.kit.words import tr, translated
from pico_tracker.ui.session_log.aftercare_line import AftercareLine
from pico_tracker.ui.session_log.photos_field import PhotosField
from pico_tracker.ui.session_log.products_field import ProductsField
from pico_tracker.ui.session_log.side_effects_field import SideEffectsField


@dataclass(frozen=True, slots=True, kw_only=True)
class Extras:
    """What of the card needs the record: photos, the aftercare sheet, products used in the course before."""

    photos: PhotosField
    sheet: AftercareLine
    used_before: tuple[str, ...] = ()


def make_extras(desk: Desk, patient_id: int, course_id: int, entry_id: UUID) -> Extras:
    """The parts for a course's session that is logged under `entry_id`."""
    return Extras(photos=PhotosField(desk, patient_id, course_id), sheet=AftercareLine(desk, course_id, entry_id))


class AfterCard(Card):
    """The fields that are filled in after treating. The strength of what numbed the skin is only
    asked where it was numbed; a locked anaesthesia says so before anybody chooses it.

    The common side effects of `concern_key` come first. `aftercare_print_wanted()` follows Print.
    """

    aftercare_print_wanted = Signal()

    def __init__(
        self,
        kinds: Sequence[SideEffectKind],
        actions: tuple[QWidget, ...] = (),
        *,
        concern_key: str = "",
        extras: Extras | None = None,
    ) -> None:
        super().__init__(tr("3 After"), actions=actions)
        self.photos = extras.photos if extras is not None else None
        self.sheet = extras.sheet if extras is not None else None
        self.effects = SideEffectsField(kinds, concern_key)
        self.products = _products(extras)
        self._lock = _LockNotice()
        self._make_fields()
        self._lay_out()
        if self.sheet is not None:
            self.sheet.aftercare_print_wanted.connect(self.aftercare_print_wanted)
        self.numbing.changed.connect(self._adapt)
        self._adapt()

    def _make_fields(self) -> None:
        self.pain = WholeNumberField("pain", tr("Pain"), unit=tr("/ 10"))
        cooled = tuple(Option(one, translated(text)) for one, text in COOLING_NAMES.items())
        self.cooling = ChoiceField("cooling", tr("Cooling"), options=cooled)
        numbed = tuple(Option(one, translated(text)) for one, text in ANAESTHESIA_NAMES.items())
        self.numbing = ChoiceField("anaesthesia", tr("Anaesthesia"), options=numbed)
        self.product = TextField("anaesthesia_product", tr("Product"))
        self.percent = NumberField("anaesthesia_percent", tr("Strength"), unit=tr("%"))
        self.minutes = WholeNumberField("anaesthesia_minutes", tr("Time"), unit=tr("min"))
        self.numbed_area = NumberField("anaesthesia_area_cm2", tr("Numbed area"), unit=tr("cm²"))
        self.aftercare = TickField("aftercare_told", tr("Aftercare told"))

    def _lay_out(self) -> None:
        self._details = FieldGrid(self._numbing_details, columns=2, narrowest=86, spans={"anaesthesia_product": 0})
        parts: tuple[QWidget | None, ...] = (
            FieldGrid((self.pain, self.cooling), columns=2, narrowest=86),
            *(self.numbing, self._lock, self._details, self.effects, self.products),
            *(self.photos, self.aftercare, self.sheet),
        )
        for part in parts:
            if part is not None:
                self.add(part)
        self.body.addStretch(1)

    @property
    def _numbing_details(self) -> tuple[AnyField, ...]:
        return (self.product, self.percent, self.minutes, self.numbed_area)

    @property
    def fields(self) -> tuple[AnyField, ...]:
        """The fields in reading order."""
        photos = () if self.photos is None else (self.photos,)
        return (
            *(self.pain, self.cooling, self.numbing, *self._numbing_details),
            *(self.effects, self.products, *photos, self.aftercare),
        )

    def _adapt(self) -> None:
        self._details.setVisible(self.numbing.value() not in (None, Anaesthesia.NONE))

    def show_aftercare(self, version: str) -> None:
        """Say in which version the aftercare is told; nothing is asked where there is no text."""
        self.aftercare.input.setText(tr("Aftercare told, version {version}", version=version))
        self.aftercare.setVisible(bool(version))

    def show_lock(self, allergy: str) -> None:
        """Say which allergy locks numbing creams with lidocaine; an empty text locks none."""
        self._lock.show_allergy(allergy)

    @property
    def lock_text(self) -> str:
        """What is said about a locked anaesthesia, empty when nothing is locked."""
        return self._lock.text()


def _products(extras: Extras | None) -> ProductsField:
    return ProductsField() if extras is None else ProductsField(extras.used_before, extras.photos.desk)


class _LockNotice(ToneBox):
    def __init__(self) -> None:
        super().__init__(Tone.DANGER)
        self._label = Label("", Role.SMALL, wrap=True)
        self._label.set_tone("danger")
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 6, 8, 6)
        row.addWidget(self._label)
        self.hide()

    def text(self) -> str:
        return self._label.text()

    def show_allergy(self, allergy: str) -> None:
        words = tr("Allergy on record: {allergy}. Lidocaine is locked for this patient.", allergy=allergy)
        self._label.setText(words if allergy else "")
        self.setVisible(bool(allergy))
