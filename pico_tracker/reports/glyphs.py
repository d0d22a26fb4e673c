"""Fonts whose letters change with their neighbours: shaped by HarfBuzz, drawn as glyphs, copied as typed."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any

import uharfbuzz
from reportlab.pdfbase.pdfmetrics import registerFont
from reportlab.pdfbase.ttfonts import ShapeData, ShapedStr, TTFont

_FIRST_SIGN = 0xF0000
"""Where a glyph stands for itself in a text: a plane that is nobody's, so that it meets no letter."""
_UNSEEN = "\u200c\u200d"
_CMAP_BLOCK = 100
"""Entries of one block of a character map. Source: Adobe Technical Note 5411."""


@dataclass(frozen=True, slots=True)
class Glyph:
    """A drawn shape: `sign` stands for it in its font; sizes are in thousandths of the type size."""

    sign: str
    cluster: int
    """Where in the text its letters begin."""
    advance: float
    width: float
    """The advance that the font itself has for it; shaping may have changed it."""
    right: float
    up: float


class GlyphFont(TTFont):  # type: ignore[misc]  # ReportLab has no types
    """A TrueType font that draws glyphs.

    Each pair of a glyph and the letters it was drawn for has a sign of its own, so that a file says
    of each shape what it spells: a ligature two letters, one shape sometimes this letter, sometimes that.
    """

    def __init__(self, name: str, path: str) -> None:
        super().__init__(name, path, asciiReadable=False)
        face = uharfbuzz.Face(Path(path).read_bytes())
        self._shaper = uharfbuzz.Font(face)
        self._scale = 1000 / face.upem
        self._numbers = count(_FIRST_SIGN)
        self._signs: dict[tuple[int, str], int] = {}
        self._spelled: dict[int, str] = {}

    def shape(self, text: str, *, to_left: bool) -> list[Glyph]:
        """The glyphs of `text`, typed in the order it is read, from left to right as they are drawn."""
        buffer = uharfbuzz.Buffer()
        buffer.cluster_level = uharfbuzz.BufferClusterLevel.MONOTONE_CHARACTERS
        buffer.add_str(text)
        buffer.guess_segment_properties()
        buffer.direction = "rtl" if to_left else "ltr"
        # Without optional ligatures: where one shape spells several letters, readers copy them turned round.
        uharfbuzz.shape(self._shaper, buffer, {"kern": True, "liga": False})
        return list(self._glyphs(text, buffer.glyph_infos, buffer.glyph_positions))

    def _glyphs(self, text: str, infos: Sequence[Any], positions: Sequence[Any]) -> Iterator[Glyph]:
        starts = sorted({info.cluster for info in infos})
        ends = dict(zip(starts, [*starts[1:], len(text)], strict=True))
        for info, place in zip(infos, positions, strict=True):
            # The first glyph of a cluster spells all of it, the others nothing.
            spelled = text[info.cluster : ends.pop(info.cluster, info.cluster)]
            if spelled and spelled.strip(_UNSEEN) == "":
                continue
            code = self._code_of(info.codepoint, spelled)
            yield Glyph(
                sign=chr(code),
                cluster=info.cluster,
                advance=place.x_advance * self._scale,
                width=self.face.charWidths[code],
                right=place.x_offset * self._scale,
                up=place.y_offset * self._scale,
            )

    def _code_of(self, glyph: int, spelled: str) -> int:
        known = self._signs.get((glyph, spelled))
        if known is not None:
            return known
        code = next(self._numbers)
        self.face.charToGlyph[code] = glyph
        self.face.charWidths[code] = self.face.hmetrics[glyph][0] * self._scale
        self._spelled[code] = spelled
        return self._signs.setdefault((glyph, spelled), code)

    def addObjects(self, doc: Any) -> None:
        """Write the font's subsets into the file, each with what its glyphs spell."""
        subsets = self.state[doc].subsets
        names = [self.getSubsetInternalName(number, doc)[1:] for number in range(len(subsets))]
        super().addObjects(doc)
        for name, subset in zip(names, subsets, strict=True):
            font = doc.idToObject["BasicFonts"].dict[name]
            spelled = doc.idToObject[font.ToUnicode.name]
            spelled.content = _character_map([self._spelled.get(code, "") for code in subset])


def as_drawn(glyphs: Sequence[Glyph]) -> str:
    """Glyphs as the PDF library writes them: as one string, each moved to where it belongs."""
    places = [ShapeData(0, one.advance, 0, one.right, one.up, one.width) for one in glyphs]
    written: str = ShapedStr("".join(one.sign for one in glyphs), places)
    return written


def _character_map(spelled: Sequence[str]) -> str:
    """What each code of a subset spells. Source: ISO 32000-2, 9.10.3."""
    entries = [f"<{code:02X}> <{text.encode('utf-16-be').hex()}>" for code, text in enumerate(spelled) if text]
    blocks = [entries[start : start + _CMAP_BLOCK] for start in range(0, len(entries), _CMAP_BLOCK)]
    written = [line for block in blocks for line in (f"{len(block)} beginbfchar", *block, "endbfchar")]
    return "\n".join((*_CMAP_HEAD, *written, *_CMAP_FOOT))


_CMAP_HEAD = (
    "/CIDInit /ProcSet findresource begin",
    "12 dict begin",
    "begincmap",
    "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def",
    "/CMapName /Adobe-Identity-UCS def",
    "/CMapType 2 def",
    "1 begincodespacerange",
    "<00> <FF>",
    "endcodespacerange",
)
_CMAP_FOOT = ("endcmap", "CMapName currentdict /CMap defineresource pop", "end", "end")


def register_glyph_font(name: str, path: str) -> GlyphFont:
    """Read a font and make it known to the PDF library under `name`."""
    font = GlyphFont(name, path)
    registerFont(font)
    return font
