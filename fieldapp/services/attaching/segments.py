"""Notes cut out of JPEG and PNG bytes without decoding them: pictures within other files."""

from __future__ import annotations

_JPEG, _PNG = b"\xff\xd8", b"\x89PNG\r\n\x1a\n"
# APP1 holds EXIF and XMP, APP13 captions, FE a comment; APP0 and APP14 say how to decode, APP2 the
# colours.
_NOTES = frozenset({0xE1, *range(0xE3, 0xEE), 0xEF, 0xFE})
_SCAN, _END = 0xDA, b"\xff\xd9"
_WITHIN_SCAN = frozenset({0x00, 0xFF, *range(0xD0, 0xD8)})
_NOTE_CHUNKS = frozenset({b"tEXt", b"zTXt", b"iTXt", b"eXIf", b"tIME"})


def without_notes(content: bytes) -> bytes:
    """The same picture without notes; anything else, or what is broken, comes back as it is."""
    if content.startswith(_JPEG):
        return _jpeg(content)
    return _png(content) if content.startswith(_PNG) else content


def _jpeg(content: bytes) -> bytes:
    kept, at = [_JPEG], 2
    while at + 4 <= len(content) and content[at] == 0xFF:
        marker = content[at + 1]
        size = int.from_bytes(content[at + 2 : at + 4], "big")
        if size < 2:
            break
        end = at + 2 + size
        if marker == _SCAN:
            end = _end_of_scan(content, end)
        if marker not in _NOTES:
            kept.append(content[at:end])
        if content[end : end + 2] == _END:  # phones append films to it
            return b"".join([*kept, _END])
        at = end
    return content


def _end_of_scan(content: bytes, at: int) -> int:
    """Where the next marker stands that is neither a restart nor a stuffed byte."""
    while 0 <= (at := content.find(0xFF, at)) < len(content) - 1:
        if content[at + 1] not in _WITHIN_SCAN:
            return at
        at += 1 if content[at + 1] == 0xFF else 2
    return len(content)


def _png(content: bytes) -> bytes:
    kept, at = [_PNG], len(_PNG)
    while at + 12 <= len(content):
        size = int.from_bytes(content[at : at + 4], "big")
        kind = content[at + 4 : at + 8]
        if kind not in _NOTE_CHUNKS:
            kept.append(content[at : at + 12 + size])
        at += 12 + size
        if kind == b"IEND":
            return b"".join(kept)
    return content
