"""PDFs written anew from their pages, without what they say of their maker and what can act."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator

import attrs
from pypdf import PdfReader, PdfWriter
from pypdf.errors import PyPdfError
from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    IndirectObject,
    NameObject,
    PdfObject,
    StreamObject,
)

from fieldapp.services.attaching.refusals import MetadataStaysError
from fieldapp.services.attaching.segments import without_notes

MOST_PAGES = 2000
_SPOILT = (PyPdfError, ValueError, KeyError, TypeError, AttributeError, IndexError, OSError,
           RecursionError, AssertionError, OverflowError)  # fmt: skip
_DROPPED = {
    "/Metadata": "editing history",
    "/PieceInfo": "editing history",
    "/LastModified": "",
    "/AA": "actions",
    "/OpenAction": "actions",
    "/JS": "scripts",
    "/JavaScript": "scripts",
    "/EF": "files within",
    "/AF": "files within",
    "/EmbeddedFiles": "files within",
}
_ACTIONS = frozenset({"/URI", "/GoTo", "/Named"})
_ACTING = frozenset({"/FileAttachment", "/RichMedia", "/Screen", "/Movie", "/Sound", "/3D"})
_MAKER = ("/T", "/M", "/CreationDate", "/NM")  # who commented, and when

Check = Callable[[], None]


@attrs.frozen
class Rewritten:
    """A PDF as it is kept, and what is no longer in it."""

    content: bytes = attrs.field(repr=False)
    taken: tuple[str, ...]


def rewritten(content: bytes, check: Check) -> Rewritten:
    """The pages of a PDF in a new one; what cannot be rewritten has to be asked about."""
    try:
        reader = PdfReader(io.BytesIO(content))
        if reader.is_encrypted:
            raise MetadataStaysError("It is protected with a password.")
        if b"/ByteRange" in content:
            raise MetadataStaysError("It is signed digitally, and rewriting breaks the signature.")
        if len(reader.pages) > MOST_PAGES:
            raise MetadataStaysError("It has too many pages to be rewritten here.")
        taken = dict.fromkeys(_of_the_whole(reader))
        writer = _pages_of(reader, check)
        for each in _swept(writer, check):
            taken.setdefault(each)
        out = io.BytesIO()
        writer.write(out)
    except _SPOILT:
        raise MetadataStaysError("It is built in a way that could not be rewritten.") from None
    return Rewritten(out.getvalue(), tuple(each for each in taken if each))


def _of_the_whole(reader: PdfReader) -> Iterator[str]:
    """What stands beside the pages, and so is left behind."""
    if reader.metadata:
        yield "author, program, times"
    root = reader.root_object
    if "/Metadata" in root:
        yield "editing history"
    names = root.get("/Names")
    named = names.get_object() if names is not None else {}
    within = isinstance(named, DictionaryObject)
    if (within and "/EmbeddedFiles" in named) or "/AF" in root:
        yield "files within"
    if within and "/JavaScript" in named:
        yield "scripts"
    if "/OpenAction" in root or "/AA" in root:
        yield "actions"


def _pages_of(reader: PdfReader, check: Check) -> PdfWriter:
    writer = PdfWriter()
    writer.metadata = None
    for page in reader.pages:
        check()
        writer.add_page(page)
    layers = reader.root_object.get("/OCProperties")
    if layers is not None:  # else layers that were hidden would come to light
        clone = layers.get_object().clone(writer)
        writer.root_object[NameObject("/OCProperties")] = clone
    return writer


def _swept(writer: PdfWriter, check: Check) -> Iterator[str]:
    """Take out of every object what says who made it or what can act; then what nobody needs."""
    for number, each in enumerate(writer._objects):
        if number % 50 == 0:
            check()
        if each is not None:
            yield from _clean(each)
    reached = _reached(writer)
    for number in range(len(writer._objects)):
        if number + 1 not in reached:
            writer._objects[number] = None


def _clean(top: PdfObject) -> Iterator[str]:
    waiting: list[object] = [top]
    while waiting:
        each = waiting.pop()
        if isinstance(each, DictionaryObject):
            yield from _clean_one(each)
            waiting += each.values()
        elif isinstance(each, ArrayObject):
            waiting += each


def _clean_one(each: DictionaryObject) -> Iterator[str]:
    for key, said in _DROPPED.items():
        if key in each:
            del each[key]
            yield said
    action = each.get("/A")
    action = action.get_object() if action is not None else None
    if isinstance(action, DictionaryObject) and action.get("/S") not in (None, *_ACTIONS):
        del each["/A"]
        yield "actions"
    if isinstance(each.get("/Annots"), ArrayObject | IndirectObject):
        yield from _clean_notes(each)
    if isinstance(each, StreamObject) and each.get("/Filter") in ("/DCTDecode", ["/DCTDecode"]):
        plain = without_notes(each._data)
        if plain != each._data:
            each._data = plain
            yield "notes in pictures"


def _clean_notes(page: DictionaryObject) -> Iterator[str]:
    notes = page["/Annots"].get_object()
    if not isinstance(notes, ArrayObject):
        return
    kept = ArrayObject()
    for each in notes:
        note = each.get_object()
        if not isinstance(note, DictionaryObject):
            continue
        if note.get("/Subtype") in _ACTING:
            yield "files within"
            continue
        for key in _MAKER:
            if note.get("/Subtype") != "/Widget" and key in note:
                del note[key]
                yield "who commented"
        kept.append(each)
    page[NameObject("/Annots")] = kept


def _reached(writer: PdfWriter) -> set[int]:
    """The numbers of the objects that the pages need."""
    waiting: list[object] = [writer.root_object.indirect_reference]
    reached: set[int] = set()
    while waiting:
        each = waiting.pop()
        if isinstance(each, IndirectObject):
            if each.pdf is writer and each.idnum not in reached:
                reached.add(each.idnum)
                waiting.append(writer._objects[each.idnum - 1])
        elif isinstance(each, DictionaryObject):
            waiting += [each.raw_get(key) for key in each]
        elif isinstance(each, ArrayObject):
            waiting += list(each)
    return reached
