"""What comes in says nothing of who made it, where or when; what one sees stays."""

from __future__ import annotations

import io
import subprocess
import sys
import zipfile

import openpyxl
import pypdf
import pytest
from PIL import Image

from fieldapp.services.attaching.segments import without_notes
from fieldapp.services.attaching.taking_in import NOTHING, STAYS, take_in
from tests.canary.words import contents, spellings
from tests.conftest import ROOT


def holds(content: bytes, word: str) -> bool:
    """Whether a planted word is in a file, also packed, also as UTF-16."""
    return any(said in each for _, each in contents(content) for said in spellings(word))


def test_a_photo_is_kept_upright_without_place_time_and_camera(photo, word):
    before = photo()
    assert holds(before, word)
    made = take_in("IMG_0042.JPG", before)
    assert not holds(made.content, word)
    image = Image.open(io.BytesIO(made.content))
    assert image.format == "JPEG"
    assert not image.getexif()
    assert set(image.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}
    assert image.size == (40, 80)  # turned as the camera was held
    top, bottom = image.getpixel((20, 10)), image.getpixel((20, 70))
    assert top[0] > 200 > bottom[0]
    assert made.taken == "Taken out: where it was taken, camera, time, notes within."
    assert made.name == "IMG_0042.jpg"


def test_a_drawing_keeps_its_holes_and_loses_its_texts(drawing, word):
    assert holds(drawing, word)
    made = take_in("plan.png", drawing)
    assert not holds(made.content, word)
    image = Image.open(io.BytesIO(made.content))
    assert image.mode == "RGBA"
    assert image.size == (10, 20)
    assert image.getpixel((3, 3)) == (1, 2, 3, 100)
    assert "editing history" in made.taken
    assert "notes within" in made.taken


@pytest.mark.parametrize(
    ("form", "mode", "kept"),
    [
        ("GIF", "P", "PNG"),
        ("BMP", "RGB", "PNG"),
        ("TIFF", "I;16", "PNG"),
        ("TIFF", "CMYK", "PNG"),
        ("WEBP", "RGB", "JPEG"),
        ("WEBP", "RGBA", "PNG"),
        ("JPEG", "CMYK", "JPEG"),
        ("JPEG", "L", "JPEG"),
        ("PNG", "1", "PNG"),
        ("PNG", "LA", "PNG"),
    ],
)
def test_every_form_of_picture_comes_in_as_one_of_two(form, mode, kept):
    out = io.BytesIO()
    Image.new(mode, (12, 7)).save(out, form)
    made = take_in(f"a.{form.lower()}", out.getvalue())
    image = Image.open(io.BytesIO(made.content))
    assert (image.format, image.size) == (kept, (12, 7))
    assert made.name == f"a.{'png' if kept == 'PNG' else 'jpeg' if form == 'JPEG' else 'jpg'}"


def test_of_a_moving_picture_the_first_frame_is_kept_and_that_is_said():
    out = io.BytesIO()
    frames = [Image.new("RGB", (8, 8), colour) for colour in ("red", "blue")]
    frames[0].save(out, "GIF", save_all=True, append_images=frames[1:])
    made = take_in("a.gif", out.getvalue())
    assert made.taken == "Taken out: all but the first frame."
    assert Image.open(io.BytesIO(made.content)).convert("RGB").getpixel((1, 1)) == (255, 0, 0)


def test_a_pdf_keeps_its_pages_and_loses_all_that_hides_beside_them(paper, word):
    assert holds(paper, word)
    made = take_in("Minutes.PDF", paper)
    assert not holds(made.content, word)
    reader = pypdf.PdfReader(io.BytesIO(made.content))
    assert not reader.metadata
    assert "Kharif" in reader.pages[0].extract_text()
    assert [n.get_object().get("/Contents") for n in reader.pages[0]["/Annots"]] == ["Agreed", None]
    assert not reader.attachments
    for said in ("author, program, times", "scripts", "files within", "who commented"):
        assert said in made.taken
    assert made.name == "Minutes.pdf"


def test_a_word_file_keeps_its_words_and_loses_its_author(letter, word):
    assert holds(letter, word)
    made = take_in("letter.docx", letter)
    assert not holds(made.content, word)
    with zipfile.ZipFile(io.BytesIO(made.content)) as archive:
        assert archive.testzip() is None
        assert archive.namelist()[0] == "[Content_Types].xml"
        assert not [name for name in archive.namelist() if name.startswith("docProps")]
        assert b"docProps" not in archive.read("_rels/.rels") + archive.read("[Content_Types].xml")
        assert b"Kharif" in archive.read("word/document.xml")
        assert Image.open(archive.open("word/media/image1.jpeg")).size == (80, 40)
    for said in ("author, program, times", "who commented", "notes in pictures"):
        assert said in made.taken


def test_a_workbook_still_opens(word):
    book = openpyxl.Workbook()
    book.properties.creator = word
    book.active["A1"] = "Kharif"
    out = io.BytesIO()
    book.save(out)
    assert holds(out.getvalue(), word)
    made = take_in("table.xlsx", out.getvalue())
    assert not holds(made.content, word)
    assert openpyxl.load_workbook(io.BytesIO(made.content)).active["A1"].value == "Kharif"


def test_an_open_document_loses_its_metadata(open_letter, word):
    assert holds(open_letter, word)
    made = take_in("letter.odt", open_letter)
    assert not holds(made.content, word)
    with zipfile.ZipFile(io.BytesIO(made.content)) as archive:
        first = archive.infolist()[0]
        assert (first.filename, first.compress_type) == ("mimetype", zipfile.ZIP_STORED)
        assert b"Kharif" in archive.read("content.xml")
        assert b"meta.xml" not in archive.read("META-INF/manifest.xml")


def test_a_text_stays_as_it_is():
    made = take_in("a.csv", "a,b\nç,ð".encode())
    assert (made.content, made.taken, made.kind) == ("a,b\nç,ð".encode(), NOTHING, "text")


def test_what_is_kept_as_it_is_says_so():
    made = take_in("call.m4a", b"\0\0\0 ftypM4A rest", as_it_is=True)
    assert (made.taken, made.kind) == (STAYS, "other")


def test_notes_are_cut_from_a_picture_without_decoding_it(photo, drawing, word):
    for content in (photo(), drawing):
        plain = without_notes(content)
        assert word.encode() not in plain
        before, after = (Image.open(io.BytesIO(each)) for each in (content, plain))
        assert before.tobytes() == after.tobytes()


@pytest.mark.parametrize(
    "content", [b"", b"\xff\xd8", b"\xff\xd8\xff\xe1\0\0", b"\x89PNG\r\n\x1a\n1"]
)
def test_what_is_broken_comes_back_as_it_is(content):
    assert without_notes(content) == content


WATCHED = """
import sys
from pathlib import Path
from fieldapp.services.attaching.pictures import for_screen
from fieldapp.services.attaching.taking_in import take_in
import PIL.Image, pypdf
PIL.Image.init()
files = [Path(each) for each in sys.argv[1:]]
contents = [each.read_bytes() for each in files]
written = []
def watch(event, args):
    if event == "open" and (args[2] or 0) & 3:
        written.append(args[0])
    if event.startswith(("tempfile.", "os.mkdir", "subprocess.", "os.exec", "os.posix_spawn")):
        written.append(event)
sys.addaudithook(watch)
for file, content in zip(files, contents):
    kept = take_in(file.name, content)
    if kept.kind == "picture":
        for_screen(kept.content, (100, 100), lambda: None)
print(written)
"""


def test_cleaning_writes_nothing_to_the_disk(tmp_path, photo, drawing, paper, letter, open_letter):
    files = {"a.jpg": photo(), "b.png": drawing, "c.pdf": paper, "d.docx": letter}
    files["e.odt"] = open_letter
    for name, content in files.items():
        (tmp_path / name).write_bytes(content)
    done = subprocess.run(
        [sys.executable, "-B", "-c", WATCHED, *(str(tmp_path / name) for name in files)],
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
    )
    assert done.stdout.strip() == "[]"
