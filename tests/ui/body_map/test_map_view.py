"""The map on screen: drawing by mouse, coming closer, and what is told to those who cannot see it."""

from collections.abc import Sequence

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QHelpEvent, QImage, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolTip
from pytestqt.qtbot import QtBot

from pico_tracker.domain.outlines import box_of, middle
from pico_tracker.domain.treated_areas import BodyView, Outline
from pico_tracker.ui.body_map.map_view import CLOSER, MapView
from pico_tracker.ui.body_map.painting import Shade, Shape, fading
from pico_tracker.ui.kit.style import LIGHT, Look, Mode
from tests.ui.body_map.courses import FOREARM

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def view(qtbot: QtBot) -> MapView:
    made = MapView(drawing=True)
    qtbot.addWidget(made)
    made.resize(404, 1004)  # the map itself takes 400 by 1000
    return made


def drag(view: MapView, corners: Sequence[tuple[int, int]]) -> list[Outline]:
    """Draw along these places of the widget; returns what came of it."""
    found: list[Outline] = []
    view.drawn.connect(found.append)
    QTest.mousePress(view, LEFT, pos=QPoint(*corners[0]))
    for x, y in corners[1:]:
        QTest.mouseMove(view, QPoint(x, y))
    QTest.mouseRelease(view, LEFT, pos=QPoint(*corners[-1]))
    return found


def ink(picture: QImage, token: str) -> int:
    """How many points have just this colour."""
    colour = QColor(token)
    return sum(picture.pixelColor(x, y) == colour for x in range(picture.width()) for y in range(picture.height()))


def test_a_line_drawn_around_something_is_closed_and_simplified(view: MapView) -> None:
    (outline,) = drag(view, [(102, 202), (152, 202), (202, 202), (202, 302), (152, 302), (102, 302)])
    assert set(outline) == {(250, 200), (500, 200), (500, 300), (250, 300)}


def test_a_click_outlines_nothing(view: MapView) -> None:
    assert drag(view, [(150, 250), (150, 250)]) == []


def test_the_right_button_draws_nothing(view: MapView, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(view.drawn):
        QTest.mousePress(view, Qt.MouseButton.RightButton, pos=QPoint(100, 100))
        QTest.mouseMove(view, QPoint(200, 300))
        QTest.mouseRelease(view, Qt.MouseButton.RightButton, pos=QPoint(50, 300))


def test_a_map_to_look_at_is_not_drawn_on(qtbot: QtBot) -> None:
    picture = MapView()
    qtbot.addWidget(picture)
    picture.resize(200, 300)
    assert drag(picture, [(50, 50), (150, 50), (150, 150)]) == []


def test_the_line_being_drawn_is_seen(view: MapView) -> None:
    before = ink(view.grab().toImage(), LIGHT.brand)
    QTest.mousePress(view, LEFT, pos=QPoint(20, 700))
    QTest.mouseMove(view, QPoint(20, 900))
    assert ink(view.grab().toImage(), LIGHT.brand) > before + 100


def test_from_close_the_same_place_is_drawn_larger(view: MapView) -> None:
    x, y = middle(FOREARM)
    view.come_closer(x / 1000, y / 1000)
    assert view.is_close
    (outline,) = drag(view, [(172, 472), (232, 472), (232, 532), (172, 532)])
    left, top, right, bottom = box_of(outline)
    assert right - left == pytest.approx(60 / 400 / CLOSER * 1000, abs=2)
    assert bottom - top == pytest.approx(60 / 1000 / CLOSER * 1000, abs=2)
    assert middle(outline) == pytest.approx((x, y), abs=3)
    view.show_map(BodyView.BACK)
    assert not view.is_close


def wheel(view: MapView, turn: int) -> None:
    place, upside_down = QPointF(120, 430), False
    event = QWheelEvent(
        place,
        view.mapToGlobal(place),
        QPoint(),
        QPoint(0, turn),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        upside_down,
    )
    QApplication.sendEvent(view, event)


def test_the_wheel_comes_closer_and_goes_back(view: MapView, qtbot: QtBot) -> None:
    wheel(view, -120)
    assert not view.is_close
    with qtbot.waitSignal(view.distance_changed):
        wheel(view, 120)
    assert view.is_close
    view.grab()
    wheel(view, -120)
    assert not view.is_close


def test_pointing_at_the_figure_tells_the_region(view: MapView) -> None:
    assert view.told_at(QPointF(2, 2)) == ""
    x, y = middle(FOREARM)
    place = QPoint(2 + x * 400 // 1000, 2 + y)
    assert view.told_at(QPointF(place)) == "Right forearm"
    QApplication.sendEvent(view, QHelpEvent(QEvent.Type.ToolTip, place, view.mapToGlobal(place)))
    assert "Right forearm" in QToolTip.text()
    QToolTip.hideText()


def test_what_is_outlined_is_told_in_words(view: MapView) -> None:
    assert view.accessibleName() == "Map: Front. Nothing is outlined."
    shapes = (
        Shape(FOREARM, name="Right forearm"),
        Shape(FOREARM, Shade.EARLIER, 0.5, "Right forearm, 18 Oct 2026"),
    )
    view.show_map(BodyView.FRONT, shapes)
    assert view.accessibleName() == "Map: Front. Outlined: Right forearm, 18 Oct 2026, Right forearm."


def test_what_is_treated_now_lies_above_earlier_sessions(view: MapView) -> None:
    view.show_map(BodyView.FRONT, (Shape(FOREARM), Shape(FOREARM, Shade.OTHER), Shape(FOREARM, Shade.EARLIER)))
    assert [one.shade for one in view.shapes] == [Shade.OTHER, Shade.EARLIER, Shade.NOW]


def test_older_layers_are_painted_fainter() -> None:
    assert fading(0) == ()
    assert fading(1) == (1.0,)
    oldest, middle_one, newest = fading(3)
    assert oldest < middle_one < newest == 1


@pytest.mark.parametrize("mode", [Mode.LIGHT, Mode.DARK])
@pytest.mark.parametrize("shown", BodyView)
def test_every_map_is_painted_in_the_colours_of_the_theme(
    shown: BodyView, mode: Mode, qtbot: QtBot, page_look: Look
) -> None:
    page_look.apply(mode)
    for high in (90, 300):
        picture = MapView()
        qtbot.addWidget(picture)
        picture.show_map(shown)
        picture.resize(high, high)
        seen = picture.grab().toImage()
        colours = {seen.pixelColor(x, y).name() for x in range(high) for y in range(high)}
        assert len(colours) > 10, "the figure is there"
        assert "#000000" not in colours, "no line is left in a colour of its own"
    assert picture.sizeHint().height() >= picture.minimumSizeHint().height()
