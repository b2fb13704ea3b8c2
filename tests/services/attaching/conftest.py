"""Files as phones and offices make them, each with a planted word wherever one may hide."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

import pypdf
import pytest
from PIL import Image, PngImagePlugin
from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    FloatObject,
    NameObject,
    StreamObject,
    TextStringObject,
)

WORD = "Quetzalcanary"


@pytest.fixture
def word() -> str:
    """What may be in no attachment."""
    return WORD


def exif() -> Image.Exif:
    made = Image.Exif()
    made[0x0112] = 6  # on its side
    made[0x010F] = WORD
    made[0x9286] = WORD
    made.get_ifd(0x8825)[1] = "N"
    made.get_ifd(0x8825)[2] = (13.0, 37.0, 12.0)
    return made


@pytest.fixture
def photo() -> Callable[..., bytes]:
    """A JPEG with EXIF, place and comment; its left half is red, as the sensor saw it."""

    def make(size: tuple[int, int] = (80, 40)) -> bytes:
        image = Image.new("RGB", size, "blue")
        image.paste("red", (0, 0, size[0] // 2, size[1]))
        out = io.BytesIO()
        image.save(out, "JPEG", quality=95, exif=exif(), comment=WORD.encode())
        return out.getvalue() + WORD.encode()  # as phones that append a film do

    return make


@pytest.fixture
def drawing() -> bytes:
    """A PNG that can be seen through, with texts in it."""
    texts = PngImagePlugin.PngInfo()
    texts.add_text("Author", WORD)
    texts.add_itxt("XML:com.adobe.xmp", f"<x>{WORD}</x>")
    out = io.BytesIO()
    Image.new("RGBA", (20, 10), (1, 2, 3, 100)).save(out, "PNG", pnginfo=texts, exif=exif())
    return out.getvalue()


@pytest.fixture
def paper(photo) -> bytes:
    """A PDF with all that can be hidden in one; its page says Kharif, and a note says Agreed."""
    writer = pypdf.PdfWriter()
    page = writer.add_blank_page(200, 100)
    content = StreamObject()
    content.set_data(b"BT /F1 12 Tf 20 50 Td (Kharif) Tj ET")
    font = {"/Type": "/Font", "/Subtype": "/Type1", "/BaseFont": "/Helvetica"}
    names = {NameObject(k): NameObject(v) for k, v in font.items()}
    picture = StreamObject()
    picture._data = photo()
    for key, value in (("/Subtype", "/Image"), ("/Filter", "/DCTDecode")):
        picture[NameObject(key)] = NameObject(value)
    resources = DictionaryObject(
        {
            NameObject("/Font"): DictionaryObject(
                {NameObject("/F1"): writer._add_object(DictionaryObject(names))}
            ),
            NameObject("/XObject"): DictionaryObject(
                {NameObject("/Im1"): writer._add_object(picture)}
            ),
        }
    )
    page[NameObject("/Contents")] = writer._add_object(content)
    page[NameObject("/Resources")] = resources
    page[NameObject("/Annots")] = ArrayObject(
        [writer._add_object(each) for each in (_note(), _link_with_script())]
    )
    page[NameObject("/PieceInfo")] = DictionaryObject(
        {NameObject("/Private"): TextStringObject(WORD)}
    )
    writer.add_metadata({"/Author": WORD, "/Title": WORD})
    writer.add_attachment("inside.txt", WORD.encode())
    named = ArrayObject([TextStringObject("a"), writer._add_object(_script())])
    scripts = DictionaryObject({NameObject("/Names"): named})
    writer.root_object["/Names"][NameObject("/JavaScript")] = scripts
    writer.root_object[NameObject("/OpenAction")] = _script()
    xmp = StreamObject()
    xmp.set_data(WORD.encode())
    writer.root_object[NameObject("/Metadata")] = writer._add_object(xmp)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def _note() -> DictionaryObject:
    return DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Annot"),
            NameObject("/Subtype"): NameObject("/Text"),
            NameObject("/Rect"): ArrayObject([FloatObject(n) for n in (0, 0, 9, 9)]),
            NameObject("/Contents"): TextStringObject("Agreed"),
            NameObject("/T"): TextStringObject(WORD),
        }
    )


def _script() -> DictionaryObject:
    return DictionaryObject(
        {NameObject("/S"): NameObject("/JavaScript"), NameObject("/JS"): TextStringObject(WORD)}
    )


def _link_with_script() -> DictionaryObject:
    return DictionaryObject(
        {
            NameObject("/Subtype"): NameObject("/Link"),
            NameObject("/Rect"): ArrayObject([FloatObject(n) for n in (0, 0, 9, 9)]),
            NameObject("/A"): _script(),
        }
    )


def packed(parts: dict[str, bytes]) -> bytes:
    """A ZIP of these."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Override PartName="/word/document.xml" ContentType="a"/>'
    '<Override PartName="/docProps/core.xml" ContentType="b"/></Types>'
)
RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="r1" Type="t" Target="word/document.xml"/>'
    '<Relationship Id="r2" Type="t" Target="docProps/core.xml"/></Relationships>'
)


@pytest.fixture
def letter(photo) -> bytes:
    """A Word file with properties, a change by an author, and a photo."""
    document = f'<w:document><w:ins w:id="1" w:author="{WORD}">Kharif</w:ins></w:document>'
    return packed(
        {
            "[Content_Types].xml": TYPES.encode(),
            "_rels/.rels": RELATIONS.encode(),
            "docProps/core.xml": f"<a>{WORD}</a>".encode(),
            "docProps/thumbnail.jpeg": WORD.encode(),
            "word/document.xml": document.encode(),
            "word/media/image1.jpeg": photo(),
        }
    )


MANIFEST = (
    '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
    '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>'
    '<manifest:file-entry manifest:full-path="meta.xml" manifest:media-type="text/xml"/>'
    "</manifest:manifest>"
)


@pytest.fixture
def open_letter() -> bytes:
    """An OpenDocument text with metadata and a comment by an author."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr("content.xml", f"<t>Kharif<dc:creator>{WORD}</dc:creator></t>")
        archive.writestr("meta.xml", f"<m>{WORD}</m>")
        archive.writestr("META-INF/manifest.xml", MANIFEST)
    return out.getvalue()
