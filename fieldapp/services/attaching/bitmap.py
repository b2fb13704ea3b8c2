"""A decoded picture as plain values, as it goes between the window and a job."""

from __future__ import annotations

import attrs


@attrs.frozen
class Bitmap:
    """RGBA bytes, row by row."""

    width: int
    height: int
    pixels: bytes = attrs.field(repr=False)
