"""Colours, spaces and type sizes, in this one place, and the look made from them."""

from dataclasses import asdict, dataclass
from enum import StrEnum
from string import Template
from typing import ClassVar

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from pico_tracker.resources import find_resource

FAMILIES = [
    "Inter",
    "Segoe UI",
    "SF Pro Text",
    ".AppleSystemUIFont",
    "Noto Sans",
    "DejaVu Sans",
    "sans-serif",
]
BODY, SMALL, TITLE, HEADING = 14, 12, 20, 15
"""Type sizes in px at 100 %."""
CONTROL, ROW, SUB_ROW, TWO_LINE_ROW = 34, 36, 30, 54
"""Heights in px at 100 %: a field or button, a table row, one of several lines, name over number."""
STEP, RADIUS, CARD_RADIUS = 4, 6, 8
"""The step all spaces are made of, and the rounding of controls and of cards, in px."""


class Mode(StrEnum):
    """What the person chose: as the system has it, or one of the two."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


class Tone(StrEnum):
    """What a colour says; a word always says it too."""

    NEUTRAL = "neutral"
    BRAND = "brand"
    OK = "ok"
    INFO = "info"
    WARN = "warn"
    DANGER = "danger"
    SPECIAL = "special"
    ALARM = "alarm"
    """An allergy: filled, before anything else."""


@dataclass(frozen=True, slots=True)
class Theme:
    """All colours of one look, as `#rrggbb`."""

    name: str
    background: str
    surface: str
    raised: str
    line: str
    line_strong: str
    control: str
    ink: str
    ink_2: str
    ink_3: str
    brand: str
    brand_hover: str
    brand_soft: str
    on_brand: str
    focus: str
    neutral: str
    neutral_soft: str
    danger: str
    danger_soft: str
    warn: str
    warn_soft: str
    ok: str
    ok_soft: str
    info: str
    info_soft: str
    special: str
    special_soft: str
    alarm: str
    on_alarm: str
    skin: tuple[str, ...]

    def tone(self, tone: Tone) -> tuple[str, str]:
        """The text and the ground of a tone."""
        if tone is Tone.ALARM:
            return self.on_alarm, self.alarm
        return getattr(self, tone.value), getattr(self, f"{tone.value}_soft")


_SKIN = ("#f3d9c4", "#e6bf9f", "#c99a70", "#a5734a", "#75492d", "#432a1e")

LIGHT = Theme(
    name="light",
    background="#f4f6f8",
    surface="#ffffff",
    raised="#f8fafb",
    line="#dfe4ea",
    line_strong="#c9d1da",
    control="#808d9a",
    ink="#17212b",
    ink_2="#56636f",
    ink_3="#5f6b76",
    brand="#0b6e75",
    brand_hover="#095b61",
    brand_soft="#e2f1f2",
    on_brand="#ffffff",
    focus="#0b6e75",
    neutral="#4e5b67",
    neutral_soft="#eaeef2",
    danger="#b3261e",
    danger_soft="#fce6e4",
    warn="#8f5200",
    warn_soft="#fdf0d5",
    ok="#21723d",
    ok_soft="#e3f3e8",
    info="#2457a6",
    info_soft="#e5edfa",
    special="#5d3fa3",
    special_soft="#ede7f9",
    alarm="#b3261e",
    on_alarm="#ffffff",
    skin=_SKIN,
)

DARK = Theme(
    name="dark",
    background="#12181d",
    surface="#1a2229",
    raised="#212b33",
    line="#2b353e",
    line_strong="#3a4650",
    control="#71808d",
    ink="#e8edf1",
    ink_2="#a9b5bf",
    ink_3="#8fa0ac",
    brand="#4db6bd",
    brand_hover="#6cc5cb",
    brand_soft="#16363a",
    on_brand="#0c1a1c",
    focus="#4db6bd",
    neutral="#b4bfc8",
    neutral_soft="#2a343d",
    danger="#f5a099",
    danger_soft="#452220",
    warn="#f0b75e",
    warn_soft="#3d2c12",
    ok="#7fd196",
    ok_soft="#17331f",
    info="#9dbef7",
    info_soft="#1b2f4f",
    special="#c4abf4",
    special_soft="#2f2449",
    alarm="#b3261e",
    on_alarm="#ffffff",
    skin=_SKIN,
)


def theme() -> Theme:
    """The theme in force, told by the palette, so that nothing has to be passed about."""
    return DARK if QGuiApplication.palette().window().color() == QColor(DARK.background) else LIGHT


def px(size: float) -> int:
    """A size in px at 100 % type, at the type size in force."""
    set_size = QApplication.font().pixelSize()
    return round(size * set_size / BODY) if set_size > 0 else round(size)


def type_font(size: int = BODY, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
    """The font for a painter: `size` in px at 100 %, digits all of one width."""
    font = QFont(QApplication.font())
    font.setPixelSize(px(size))
    font.setWeight(weight)
    return font


def colour(token: str) -> QColor:
    """A token such as "ink_2" of the theme in force, for a painter."""
    return QColor(getattr(theme(), token))


class Look(QObject):
    """Sets fonts, palette and style sheet of the application, and follows the system's scheme.

    The last one applied is in force; an earlier one follows nothing any more.
    """

    changed = Signal()
    _in_force: ClassVar["Look | None"] = None

    def __init__(self, application: QApplication) -> None:
        super().__init__(application)
        self._application = application
        self._mode, self._scale = Mode.SYSTEM, 1.0
        self._system = application.styleHints().colorScheme()
        application.styleHints().colorSchemeChanged.connect(self._follow)

    def apply(self, mode: Mode = Mode.SYSTEM, scale: float = 1.0) -> None:
        """Show the chosen mode with type at `scale` (1.25 is 125 %)."""
        Look._in_force = self
        self._mode, self._scale = mode, scale
        self._application.setStyle("Fusion")
        self._ask_system(mode)
        self._paint()

    def _ask_system(self, mode: Mode) -> None:
        hints = self._application.styleHints()
        if mode is Mode.SYSTEM:
            hints.unsetColorScheme()
            self._system = hints.colorScheme()
        else:
            hints.setColorScheme(Qt.ColorScheme.Dark if mode is Mode.DARK else Qt.ColorScheme.Light)

    def _follow(self, scheme: Qt.ColorScheme) -> None:
        self._system = scheme
        if self._mode is Mode.SYSTEM and Look._in_force is self:
            self._paint()

    def _chosen(self) -> Theme:
        if self._mode is not Mode.SYSTEM:
            return DARK if self._mode is Mode.DARK else LIGHT
        return DARK if self._system is Qt.ColorScheme.Dark else LIGHT

    def _paint(self) -> None:
        chosen = self._chosen()
        self._application.setFont(_application_font(self._scale))
        self._application.setPalette(palette_of(chosen))
        self._application.setStyleSheet(style_sheet(chosen, self._scale))
        self.changed.emit()


def _application_font(scale: float) -> QFont:
    font = QFont()
    font.setFamilies(FAMILIES)
    font.setPixelSize(round(BODY * scale))
    font.setFeature(QFont.Tag("tnum"), 1)
    return font


def palette_of(chosen: Theme) -> QPalette:
    """The palette of a theme, for whatever the style sheet does not reach."""
    palette = QPalette()
    roles = QPalette.ColorRole
    for role, token in {
        roles.Window: chosen.background,
        roles.WindowText: chosen.ink,
        roles.Base: chosen.surface,
        roles.AlternateBase: chosen.raised,
        roles.Text: chosen.ink,
        roles.Button: chosen.surface,
        roles.ButtonText: chosen.ink,
        roles.BrightText: chosen.on_brand,
        roles.Highlight: chosen.brand,
        roles.HighlightedText: chosen.on_brand,
        roles.PlaceholderText: chosen.ink_3,
        roles.ToolTipBase: chosen.surface,
        roles.ToolTipText: chosen.ink,
        roles.Link: chosen.brand,
        roles.Mid: chosen.line_strong,
        roles.Accent: chosen.brand,
    }.items():
        palette.setColor(role, QColor(token))
    for role in (roles.Text, roles.WindowText, roles.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, role, QColor(chosen.ink_3))
    return palette


def style_sheet(chosen: Theme, scale: float = 1.0) -> str:
    """The style sheet of the application for a theme, sizes in px at `scale`."""
    template = Template(find_resource("style", "pico.qss").read_text(encoding="utf-8"))
    sizes = {
        "body": BODY,
        "small": SMALL,
        "title": TITLE,
        "heading": HEADING,
        "inner": CONTROL - 2,
        "row": ROW,
    }
    tokens = {key: value for key, value in asdict(chosen).items() if isinstance(value, str)}
    pictures = find_resource("style").as_posix()
    return template.substitute(
        tokens | {key: str(round(size * scale)) for key, size in sizes.items()}, pictures=pictures
    )
