"""A recipient who has only age, unzip, ssh-keygen and common validators."""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import zipfile
from pathlib import Path

import attrs
import openpyxl
import pytest

from fieldapp.crypto import age, sshsig
from fieldapp.services.package import cards
from fieldapp.services.package.verify import verify
from tests.services.package.stations import Pair, agree


def needs(*programs: str) -> None:
    for each in programs:
        if shutil.which(each) is None:
            pytest.skip(f"the program {each} is not installed here")


@pytest.fixture
def outside(pair: Pair) -> tuple[Pair, str]:
    """An agreement with a recipient who has one X25519 key, typed in by hand."""
    identity = age.new_identity(age.CLASSIC)
    recipient = age.recipient_of(identity)
    code = cards.digits(cards.fingerprint("", (recipient,)))
    partner = cards.add_partner_by_hand(pair.sender, "Legal aid", (recipient,), verified=code)
    agreement = agree(pair.sender, partner, allow_classic="yes")
    return attrs.evolve(pair, agreement=agreement, partner=partner), identity


def decrypted(path: Path, identity: str) -> bytes:
    target = io.BytesIO()
    with path.open("rb") as file:
        age.decrypt(file, target, [identity])
    return target.getvalue()


def test_age_unzip_and_ssh_keygen_open_and_verify_a_package(outside):
    needs("age", "unzip", "ssh-keygen")
    pair, identity = outside
    out = pair.seal()
    assert out.disclosure.recipient_type == "x25519"
    (pair.folder / "identity.txt").write_text(identity + "\n")
    card = cards.own_card(pair.sender)
    (pair.folder / "allowed_signers").write_text(cards.allowed_signers(card))

    def run(*command: str, **more: object) -> str:
        done = subprocess.run(
            command, cwd=pair.folder, check=True, capture_output=True, text=True, **more
        )
        return done.stdout

    run("age", "-d", "-i", "identity.txt", "-o", "package.zip", out.path.name)
    assert "No errors detected" in run("unzip", "-t", "package.zip")
    run("unzip", "-q", "package.zip", "-d", "package")
    with (pair.folder / "package" / "manifest.json").open() as manifest:
        said = run(
            *("ssh-keygen", "-Y", "verify", "-f", "allowed_signers", "-n", "fieldapp-package"),
            *("-I", cards.principal(card.fingerprint), "-s", "package/manifest.json.sig"),
            stdin=manifest,
        )
    assert said.startswith('Good "fieldapp-package" signature')
    assert verify(pair.folder / "package.zip", card)["marking"] == "restricted"
    assert verify(pair.folder / "package", card)["sequence"] == 1


def test_python_zipfile_reads_every_file_with_one_fixed_date(outside):
    pair, identity = outside
    content = decrypted(pair.seal().path, identity)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.testzip() is None
        names = archive.namelist()
        assert {each.date_time for each in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert names[:2] == ["manifest.json", "manifest.json.sig"]
    assert names[-1] == "padding"
    assert {"data/incident.csv", "data.xlsx", "records.jsonl", "README.txt"} < set(names)
    assert len(content) == 64 * 1024


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_frictionless_finds_the_tables_valid(outside, monkeypatch):
    frictionless = pytest.importorskip("frictionless")
    pair, identity = outside
    content = decrypted(pair.seal(*pair.incidents(30)).path, identity)
    folder = pair.folder / "plain"
    zipfile.ZipFile(io.BytesIO(content)).extractall(folder)
    monkeypatch.chdir(folder)
    report = frictionless.validate("datapackage.json")
    assert report.valid, report.flatten(["rowNumber", "fieldName", "note"])
    assert report.tasks[0].stats["rows"] == 30
    rows = frictionless.Package("datapackage.json").get_resource("incident").read_rows()
    assert rows[0]["killed_women"] == 3
    assert rows[0]["killed_men"] is None


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_the_second_row_is_hxl(outside):
    try:
        import hxl
    except ImportError:
        pytest.skip("libhxl does not import here")
    pair, identity = outside
    content = decrypted(pair.seal().path, identity)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        text = archive.read("data/incident.csv")
    source = hxl.data(hxl.make_input(io.BytesIO(text), hxl.InputOptions(allow_local=True)))
    tags = {column.get_display_tag(sort_attributes=True) for column in source.columns}
    assert {"#adm1+code", "#affected+adults+f+killed"} <= tags
    assert len(list(source)) == 2


def test_excel_gets_p_codes_as_text_labels_and_a_codebook(outside):
    pair, identity = outside
    content = decrypted(pair.seal().path, identity)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        raw = archive.read("data.xlsx")
    book = openpyxl.load_workbook(io.BytesIO(raw))
    sheet = book["Incidents"]
    row = dict(zip((c.value for c in sheet[1]), sheet[2], strict=True))
    assert row["place_adm1_code"].value == "SD01"
    assert row["place_adm1_code"].data_type == "s"
    assert row["title"].value.startswith("'=Market")
    assert row["Act"].value == "Killing"
    assert row["killed_women"].value == 3
    assert any(cell.value == "Killing" for cell in book["Codebook"]["I"])
    assert not any("docProps" in name for name in zipfile.ZipFile(io.BytesIO(raw)).namelist())


def test_no_word_of_what_stays_here_is_in_the_content(outside):
    pair, identity = outside
    content = decrypted(pair.seal().path, identity)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = [archive.read(name) for name in archive.namelist()]
    with zipfile.ZipFile(io.BytesIO(parts[4])) as book:
        parts += [book.read(name) for name in book.namelist()]
    assert not [part for part in parts if b"Sesamoid" in part]
    assert not [part for part in parts if b"narrative_confidential" in part]


def test_a_signing_key_typed_in_by_hand_has_the_code_that_a_shell_computes(outside):
    needs("sh", "sha256sum", "bc", "sort")
    pair, identity = outside
    key, recipients = sshsig.public_line(bytes(32)), (age.recipient_of(identity),)
    (pair.folder / "signing.pub").write_text(f"{key} someone@somewhere\n")
    (pair.folder / "recipients.txt").write_text("".join(f"{each}\n" for each in recipients))
    help_text = (Path(__file__).parents[3] / "resources/help/package.md").read_text()
    command = help_text.split("```sh code\n")[1].split("```")[0]
    said = subprocess.run(
        ["sh", "-c", command],
        cwd=pair.folder,
        env={**os.environ, "LC_ALL": "C"},
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    assert said.split() == cards.digits(cards.fingerprint(key, recipients)).split()
