"""Pictures decoded and drawn anew, so that nothing but what one sees comes in."""

from __future__ import annotations

import io
from collections.abc import Callable

import attrs
from PIL import ExifTags, Image, ImageOps, UnidentifiedImageError

from fieldapp.services.attaching.bitmap import Bitmap
from fieldapp.services.attaching.refusals import (
    MetadataStaysError,
    SeveralPagesError,
    TooManyPixelsError,
)

FORMATS = ("JPEG", "PNG", "GIF", "WEBP", "TIFF", "BMP")
MOST_PIXELS = 70_000_000  # 210 MB decoded
QUALITY = 92
_BROKEN = "It could not be read as the picture that it says it is."
_BOMB = (Image.DecompressionBombError, Image.DecompressionBombWarning)
_SPOILT = (OSError, ValueError, SyntaxError, EOFError, IndexError, TypeError, KeyError)

Check = Callable[[], None]


@attrs.frozen
class Redrawn:
    """A picture as it is kept: its bytes, its ending, and what is no longer in it."""

    content: bytes = attrs.field(repr=False)
    ending: str
    taken: tuple[str, ...]


def redrawn(content: bytes, check: Check) -> Redrawn:
    """Decode, turn upright, and encode again without EXIF, place, texts, profile or thumbnail."""
    image = _opened(content)
    taken = _what_it_says(image)
    moving = getattr(image, "n_frames", 1) > 1 and image.format != "MPO"
    if moving and image.format == "TIFF":
        raise SeveralPagesError
    if moving:
        taken.append("all but the first frame")
    lossy = image.format in ("JPEG", "MPO", "WEBP")
    check()
    try:
        upright = ImageOps.exif_transpose(image)
        upright.load()
    except _SPOILT:
        raise MetadataStaysError(_BROKEN) from None
    check()
    plain = _plain(upright)
    plain.info.clear()
    # What cannot be seen through needs no PNG where the picture was lossy before.
    jpeg = lossy and plain.mode in ("L", "RGB")
    out = io.BytesIO()
    if jpeg:
        plain.save(out, "JPEG", quality=QUALITY, optimize=False)
    else:
        plain.save(out, "PNG", compress_level=6)
    check()
    return Redrawn(out.getvalue(), "jpg" if jpeg else "png", tuple(dict.fromkeys(taken)))


def _opened(content: bytes) -> Image.Image:
    try:
        image = Image.open(io.BytesIO(content), formats=FORMATS)
    except _BOMB:
        raise TooManyPixelsError from None
    except (UnidentifiedImageError, *_SPOILT):
        raise MetadataStaysError(_BROKEN) from None
    if image.width * image.height > MOST_PIXELS:
        raise TooManyPixelsError
    return image


def _what_it_says(image: Image.Image) -> list[str]:
    """In plain words, what there was beside the picture itself."""
    found: list[str] = []
    try:
        exif = image.getexif()
        if exif.get_ifd(ExifTags.IFD.GPSInfo):
            found.append("where it was taken")
        if exif and set(exif) - {ExifTags.Base.Orientation, ExifTags.IFD.GPSInfo}:
            found.append("camera, time")
    except _SPOILT:
        found.append("camera, time")
    info = {str(name).lower() for name in image.info}
    if any("xmp" in name for name in info):
        found.append("editing history")
    if "comment" in info or "photoshop" in info or getattr(image, "text", None):
        found.append("notes within")
    if "icc_profile" in info:
        found.append("colour profile")
    return found


def _plain(image: Image.Image) -> Image.Image:
    """In a mode that both formats know; a palette with holes in it becomes see-through colour."""
    if image.mode in ("L", "RGB", "RGBA", "I;16"):
        if image.mode in ("L", "RGB") and "transparency" in image.info:
            return image.convert("RGBA")
        return image
    if image.mode in ("LA", "La", "PA", "RGBa") or "transparency" in image.info:
        return image.convert("RGBA")
    if image.mode == "1":
        return image.convert("L")
    return image.convert("RGB")


def for_screen(content: bytes, most: tuple[int, int], check: Check) -> Bitmap:
    """Decode a kept picture no larger than this."""
    image = _opened(content)
    check()
    try:
        image.draft("RGB", most)  # a JPEG is decoded at an eighth where that is enough
        image.thumbnail(most)
        shown = image.convert("RGBA")
    except _SPOILT:
        raise MetadataStaysError(_BROKEN) from None
    return Bitmap(shown.width, shown.height, shown.tobytes())


def pasted(bitmap: Bitmap, check: Check) -> bytes:
    """A copied picture as a PNG."""
    if bitmap.width * bitmap.height > MOST_PIXELS:
        raise TooManyPixelsError
    image = Image.frombytes("RGBA", (bitmap.width, bitmap.height), bitmap.pixels)
    if image.getchannel("A").getextrema() == (255, 255):
        image = image.convert("RGB")
    check()
    out = io.BytesIO()
    image.save(out, "PNG", compress_level=6)
    return out.getvalue()
