"""The page: marking top and bottom, reference, page x of y, who printed it and until when."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from typing import Any

import attrs
from reportlab import rl_config
from reportlab.lib.pagesizes import A4, LETTER
from reportlab.lib.units import mm
from reportlab.pdfbase.pdfdoc import PDFDictionary, PDFInfo, PDFString
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Frame, PageTemplate
from reportlab.platypus.flowables import Flowable

from fieldapp.services.printing.flow import INK, MUTED, RULE, draw_line
from fieldapp.services.printing.fonts import REGULAR, Typeface, typeface
from fieldapp.services.printing.lines import set_line
from fieldapp.services.printing.marks import banner, colour_of
from fieldapp.vocab.handling import Level

# A PDF may hold any byte; spelled in ASCII its pages would be a quarter longer, and take longer.
rl_config.useA85 = 0

SIZES = {"A4": A4, "Letter": LETTER}
_SIDE, _TOP, _BOTTOM = 22 * mm, 33 * mm, 30 * mm


@attrs.frozen(kw_only=True)
class Paper:
    """What stands around the text on every page."""

    level: Level
    marking: str
    ref: str
    about: str
    page: str = "A4"
    origin: str = ""
    handling: str = ""
    printed: str = attrs.field(default="", repr=False)
    language: str = "en"

    @property
    def size(self) -> tuple[float, float]:
        """Width and height in points; A4 where the name is not known."""
        width, height = SIZES.get(self.page, A4)
        return width, height


def render(paper: Paper, fill: Callable[[Typeface], Sequence[Flowable]]) -> bytes:
    """A PDF without author, clock or path: equal input gives equal bytes."""
    target = io.BytesIO()
    width, height = paper.size
    with typeface() as face:
        document = BaseDocTemplate(target, pagesize=paper.size, title=paper.about, invariant=1)
        frame = Frame(
            _SIDE, _BOTTOM, width - 2 * _SIDE, height - _TOP - _BOTTOM, 0, 0, 0, 0, id="text"
        )
        document.addPageTemplates(PageTemplate(id="page", frames=[frame]))
        document.build(list(fill(face)), canvasmaker=_canvas_for(paper, face))
    return target.getvalue()


class _Anonymous(PDFInfo):  # type: ignore[misc]  # reportlab has no types
    """Document information that names nobody and no time."""

    def format(self, document: Any) -> Any:
        """The title and no more."""
        return PDFDictionary({"Title": PDFString(self.title)}).format(document)


def _canvas_for(paper: Paper, face: Typeface) -> type[Canvas]:
    class Numbered(Canvas):  # type: ignore[misc]  # reportlab has no types
        """Keeps each page open until the number of pages is known."""

        def __init__(self, *args: Any, **options: Any) -> None:
            options |= {"initialFontName": REGULAR, "lang": paper.language}
            super().__init__(*args, **options)
            self._pages: list[dict[str, Any]] = []
            title = self._doc.info.title
            self._doc.info = _Anonymous()
            self._doc.info.title = title

        def showPage(self) -> None:  # noqa: N802  reportlab's name
            self._pages.append(dict(self.__dict__))
            self._startPage()

        def save(self) -> None:
            for number, page in enumerate(self._pages, 1):
                self.__dict__.update(page)
                _surround(self, paper, face, f"Page {number} of {len(self._pages)}")
                super().showPage()
            super().save()

    return Numbered


def _surround(canvas: Any, paper: Paper, face: Typeface, number: str) -> None:
    width, height = paper.size
    right = width - _SIDE

    def put(words: str, x: float, y: float, size: float, **look: Any) -> None:
        line = set_line(face, words, size, bold=look.get("bold", False))
        x -= {"left": 0.0, "centre": line.width / 2, "right": line.width}[look.get("to", "left")]
        draw_line(canvas, line, x, y, size, look.get("colour", MUTED))

    mark = {"bold": True, "colour": colour_of(paper.level)}
    words = banner(paper.level, paper.marking)
    for y in (height - 13 * mm, 9 * mm):
        put(words, width / 2, y, 9.5, to="centre", **mark)
    put(paper.origin, _SIDE, height - 20 * mm, 8.5)
    put(paper.about, _SIDE, height - 24.5 * mm, 8.5)
    put(paper.ref, right, height - 20 * mm, 8.5, to="right", bold=True, colour=INK)
    put(paper.marking, right, height - 24.5 * mm, 8.5, to="right", colour=mark["colour"])
    canvas.setStrokeColor(RULE)
    canvas.setLineWidth(0.5)
    for y in (height - 27.5 * mm, 23.5 * mm):
        canvas.line(_SIDE, y, right, y)
    put(paper.printed, _SIDE, 19 * mm, 8)
    put(number, right, 19 * mm, 8, to="right")
    put(paper.handling, _SIDE, 15 * mm, 8)
