"""What a file is, by its first bytes; what can run is refused whatever it is called."""

from __future__ import annotations

from enum import StrEnum

from fieldapp.services.attaching.names import ending_of
from fieldapp.services.attaching.refusals import MacroError, ProgramError


class FileKind(StrEnum):
    """What an attachment is, as far as the app must know."""

    PICTURE = "picture"
    PDF = "pdf"
    OFFICE = "office"
    OPEN_DOCUMENT = "open_document"
    TEXT = "text"
    OTHER = "other"


LABELS = {
    FileKind.PICTURE: "Picture",
    FileKind.PDF: "PDF",
    FileKind.OFFICE: "Office document",
    FileKind.OPEN_DOCUMENT: "OpenDocument",
    FileKind.TEXT: "Text",
    FileKind.OTHER: "Other",
}

_PROGRAM_STARTS = (
    b"MZ",  # Windows
    b"\x7fELF",
    b"#!",
    b"\xfe\xed\xfa\xce",  # macOS, four ways
    b"\xfe\xed\xfa\xcf",
    b"\xce\xfa\xed\xfe",
    b"\xcf\xfa\xed\xfe",
    b"\xca\xfe\xba\xbe",
    b"dex\n",
    b"\0asm",
    b"L\0\0\0\x01\x14\x02\0",  # a Windows shortcut
)
_PROGRAM_ENDINGS = frozenset(
    {
        "exe", "dll", "com", "scr", "pif", "cpl", "msi", "msp", "bat", "cmd", "ps1", "psm1", "vbs",
        "vbe", "js", "jse", "mjs", "wsf", "wsh", "hta", "lnk", "url", "reg", "jar", "class", "apk",
        "ipa", "app", "dmg", "pkg", "deb", "rpm", "appimage", "sh", "bash", "zsh", "command",
        "desktop", "py", "pyw", "pyz", "pl", "rb", "php", "so", "dylib", "sys", "inf", "chm",
        "gadget", "scf", "settingcontent-ms"
    }
)  # fmt: skip
_MACRO_ENDINGS = frozenset(
    {"docm", "dotm", "xlsm", "xltm", "xlam", "xlsb", "pptm", "potm", "ppam", "ppsm", "sldm"}
)
_PICTURES = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"GIF87a", b"GIF89a", b"II*\0", b"MM\0*")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = b"PK\x03\x04"
_MACRO_MARKS = tuple(word.encode("utf-16-le") for word in ("_VBA_PROJECT", "Macros", "VBA"))
_TEXT_ENDINGS = frozenset(
    {
        "txt", "csv", "tsv", "md", "json", "geojson", "log", "srt", "vtt", "xml", "kml", "gpx",
        "yaml", "yml"
    }
)  # fmt: skip


def kind_of(name: str, content: bytes) -> FileKind:
    """What this is; raises where it is a program or, in the old formats, holds macros."""
    ending = ending_of(name)
    # Only a program begins with two letters and then binary; a text may begin with them too.
    started = content.startswith(_PROGRAM_STARTS) and not (
        content.startswith(b"MZ") and _is_text(content)
    )
    if started or ending in _PROGRAM_ENDINGS:
        raise ProgramError
    if ending in _MACRO_ENDINGS:
        raise MacroError
    if content.startswith(_OLE):
        if any(mark in content for mark in _MACRO_MARKS):
            raise MacroError
        return FileKind.OTHER
    if _is_picture(ending, content):
        return FileKind.PICTURE
    if b"%PDF-" in content[:1024]:
        return FileKind.PDF
    if content.startswith(_ZIP):
        return _archive(content)
    return FileKind.TEXT if ending in _TEXT_ENDINGS and _is_text(content) else FileKind.OTHER


def _is_picture(ending: str, content: bytes) -> bool:
    bitmap = content.startswith(b"BM") and ending in ("bmp", "dib")
    webp = content[:4] == b"RIFF" and content[8:12] == b"WEBP"
    return content.startswith(_PICTURES) or bitmap or webp


def _archive(content: bytes) -> FileKind:
    if b"application/vnd.oasis.opendocument." in content[:200]:
        return FileKind.OPEN_DOCUMENT
    return FileKind.OFFICE if b"[Content_Types].xml" in content else FileKind.OTHER


def _is_text(content: bytes) -> bool:
    try:
        words = decoded(content)
    except UnicodeError:
        return False
    return "\0" not in words


def decoded(content: bytes) -> str:
    """The words of a text file: UTF-8, or UTF-16 where it begins with the mark of that."""
    marked = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    return content.decode("utf-16" if marked else "utf-8-sig")
