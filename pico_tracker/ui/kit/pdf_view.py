"""The preview of a PDF inside the program, and the way to a printer."""

from functools import partial

from PySide6.QtCore import QEvent, QObject, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from pico_tracker.ui.kit.backend import Backend
from pico_tracker.ui.kit.buttons import Button, Kind
from pico_tracker.ui.kit.pdf_pages import page_sizes, render_page
from pico_tracker.ui.kit.plain_text import Label, Role
from pico_tracker.ui.kit.style import LIGHT, colour, px
from pico_tracker.ui.kit.words import tr

PRINT_DPI = 300
ZOOMS = (0.5, 0.67, 0.8, 1.0, 1.25, 1.5, 2.0, 3.0)
GAP = 16


class _Page(QWidget):
    """One page: white paper until its picture is there."""

    def __init__(self, number: int, of: int, size: tuple[float, float]) -> None:
        super().__init__()
        self.number, self.points, self.picture, self.asked = number, size, QImage(), 0.0
        self.setAccessibleName(tr("Page {number} of {count}", number=number + 1, count=of))

    def show_at(self, dots_per_inch: float) -> None:
        """Take the size of the page at that resolution."""
        wide, high = (round(length * dots_per_inch / 72) for length in self.points)
        self.setFixedSize(wide, high)

    def show_picture(self, picture: QImage) -> None:
        """Show the rendered page."""
        self.picture = picture
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint paper, picture and a thin edge."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(LIGHT.surface))
        if not self.picture.isNull():
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawImage(QRectF(self.rect()), self.picture)
        painter.setPen(colour("line_strong"))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))


class PdfView(QWidget):
    """Pages of a PDF one under the other: `view = PdfView(backend); view.show_pdf(data)`.

    Only pages in sight are rendered, off the GUI thread. Zoom by buttons or Ctrl with + and -;
    Ctrl+0 fits the width.
    """

    page_changed = Signal(int, int)

    def __init__(self, backend: Backend) -> None:
        super().__init__()
        self._backend, self._pdf, self._zoom = backend, b"", 0.0
        self._generation = 0
        self.pages: list[_Page] = []
        self._paper = QWidget()
        self._paper.setProperty("ground", "clear")
        self._stack = QVBoxLayout(self._paper)
        self._stack.setSpacing(GAP)
        self._area = QScrollArea()
        self._area.setAccessibleName(tr("Pages of the document"))
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setWidget(self._paper)
        self._area.verticalScrollBar().valueChanged.connect(self._look)
        self._area.viewport().installEventFilter(self)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self._look)
        self.where = Label("", Role.SMALL)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(4)
        whole.addLayout(self._tools())
        whole.addWidget(self._area, 1)

    def _tools(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.addWidget(self.where, 1)
        for icon, name, key, run in (
            ("zoom-out", tr("Smaller"), "Ctrl+-", partial(self._step_zoom, -1)),
            ("zoom-in", tr("Larger"), "Ctrl++", partial(self._step_zoom, 1)),
        ):
            button = Button("", kind=Kind.QUIET, icon=icon, run=run).explain(name)
            button.setAccessibleName(name)
            button.setShortcut(key)
            row.addWidget(button)
        row.addWidget(Button(tr("Fit width"), kind=Kind.QUIET, key="Ctrl+0", run=self.fit_width))
        return row

    def show_pdf(self, pdf: bytes, *, again: bool = False) -> None:
        """Show a document; `Backend.refused` or `crashed` hears when it is none.

        `again`: it is the one that is shown, changed a little. The eye stays where it is, and each
        page keeps its picture until the new one is there.
        """
        self._pdf = pdf
        self._generation += 1
        done = self._draw_again if again else self._lay_out
        self._backend.run(page_sizes, pdf, done=done, latest=f"pdf-{id(self)}")

    def _draw_again(self, sizes: tuple[tuple[float, float], ...]) -> None:
        if sizes != tuple(page.points for page in self.pages):
            self._lay_out(sizes)
            return
        for page in self.pages:
            page.asked = 0.0
        self._look()

    def _lay_out(self, sizes: tuple[tuple[float, float], ...]) -> None:
        for page in self.pages:
            self._stack.removeWidget(page)
            page.hide()
            page.deleteLater()
        self.pages = [_Page(number, len(sizes), size) for number, size in enumerate(sizes)]
        for page in self.pages:
            self._stack.addWidget(page, 0, Qt.AlignmentFlag.AlignHCenter)
        self._resize_pages()

    def dots_per_inch(self) -> float:
        """The resolution the pages are shown at now."""
        if self._zoom:
            return 96 * self._zoom
        widest = max((page.points[0] for page in self.pages), default=595.0)
        return max(36.0, (self._area.viewport().width() - px(2 * GAP)) / widest * 72)

    def fit_width(self) -> None:
        """Make the widest page as wide as the view."""
        self._zoom = 0.0
        self._resize_pages()

    def _step_zoom(self, by: int) -> None:
        now = self.dots_per_inch() / 96
        steps = [zoom for zoom in ZOOMS if (zoom > now + 0.01 if by > 0 else zoom < now - 0.01)]
        if steps:
            self._zoom = steps[0] if by > 0 else steps[-1]
            self._resize_pages()

    def _resize_pages(self) -> None:
        resolution = self.dots_per_inch()
        for page in self.pages:
            page.show_at(resolution)
        self._soon.start(0)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Fit again when the view has another width."""
        if event.type() == QEvent.Type.Resize and self._zoom == 0.0 and self.pages:
            self._resize_pages()
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Look again at what is in sight."""
        super().resizeEvent(event)
        self._soon.start(0)

    def _look(self) -> None:
        """Render what is in sight and tell where one is."""
        if not self.pages:
            return
        bar = self._area.verticalScrollBar()
        top, bottom = bar.value(), bar.value() + self._area.viewport().height()
        seen = [(page, end) for page, start, end in self._places() if start < bottom and end > top]
        for page, _end in seen:
            self._render(page)
        middle = bottom if 0 < bar.value() == bar.maximum() else (top + bottom) // 2
        ends_after = (page for page, end in seen if end + GAP > middle)
        here = next(ends_after, seen[-1][0] if seen else self.pages[0])
        self.where.setText(tr("Page {number} of {count}", number=here.number + 1, count=len(self.pages)))
        self.page_changed.emit(here.number + 1, len(self.pages))

    def _places(self) -> list[tuple[_Page, int, int]]:
        """Each page with its upper and lower edge, known before the layout has been at work."""
        places, start = [], self._stack.contentsMargins().top()
        for page in self.pages:
            places.append((page, start, start + page.height()))
            start += page.height() + GAP
        return places

    def _render(self, page: _Page) -> None:
        wanted = round(self.dots_per_inch() * self.devicePixelRatioF(), 1)
        if page.asked == wanted:
            return
        page.asked = wanted
        self._backend.run(
            render_page,
            self._pdf,
            page.number,
            wanted,
            done=page.show_picture,
            latest=f"pdf-{id(self)}-{page.number}",
        )


def print_pdf(pdf: bytes, title: str, backend: Backend, parent: QWidget) -> QPrintDialog:
    """Ask which printer, by the system's own dialog, and print every page at `PRINT_DPI`.

    Returns the dialog, already open. Pages are rendered off the GUI thread, one by one.
    """
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(title)
    printer.setFullPage(True)
    dialog = QPrintDialog(printer, parent)
    job = PrintJob(pdf, printer, backend, parent)  # holds the printer, which has to outlive the dialog
    dialog.finished.connect(dialog.deleteLater)
    dialog.accepted.connect(job.start)
    dialog.rejected.connect(job.deleteLater)
    QDialog.open(dialog)  # QPrintDialog's own `open` wants a receiver
    return dialog


class PrintJob(QObject):
    """Prints a PDF on a printer page by page; `finished` says how many pages were sent."""

    finished = Signal(int)

    def __init__(self, pdf: bytes, printer: QPrinter, backend: Backend, parent: QObject) -> None:
        super().__init__(parent)
        self._pdf, self._printer, self._backend = pdf, printer, backend
        self._painter = QPainter()
        self._count = 0

    def start(self) -> None:
        """Begin with the first page."""
        self._backend.run(page_sizes, self._pdf, done=self._begin)

    def _begin(self, sizes: tuple[tuple[float, float], ...]) -> None:
        self._count = len(sizes)
        if self._count and self._painter.begin(self._printer):
            self._ask(0)
        else:
            self._end(0)

    def _ask(self, number: int) -> None:
        done = partial(self._print, number)
        self._backend.run(render_page, self._pdf, number, float(PRINT_DPI), done=done)

    def _print(self, number: int, picture: QImage) -> None:
        if number and not self._printer.newPage():
            self._end(number)
            return
        paper = QRectF(self._painter.viewport())
        size = picture.size().scaled(paper.size().toSize(), Qt.AspectRatioMode.KeepAspectRatio)
        self._painter.drawImage(QRectF(0, 0, size.width(), size.height()), picture)
        if number + 1 < self._count:
            self._ask(number + 1)
        else:
            self._end(self._count)

    def _end(self, printed: int) -> None:
        if self._painter.isActive():
            self._painter.end()
        self.finished.emit(printed)
        self.deleteLater()
