"""The main job on the sample stations: what it made, what it says, and that nothing leaks."""

from __future__ import annotations

import io
import json
import os
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pypdfium2
import pytest

import resources
from fieldapp.crypto import age
from fieldapp.errors import FieldappError
from fieldapp.services.demo import country, job
from fieldapp.services.package import opening
from fieldapp.services.package.extract import extract
from fieldapp.store.lists import Query
from fieldapp.vocab.folding import fold


def _planted() -> set[str]:
    """Words that must never leave: names, phones, code names, places of telling, first words."""

    def read(noun):
        return json.loads(resources.path("demo", f"{noun}.json").read_text(encoding="utf-8"))

    people, sources = read("person"), read("source")
    found = {each[name] for each in people for name in ("name", "code_name")}
    found |= {alias["name"] for each in people for alias in each.get("aliases", ())}
    found |= {line for each in people for line in each.get("phones", "").splitlines()}
    for name in ("name", "contact", "told_where", "monitor"):
        found |= {each.get(name, "") for each in sources}
    found |= {each["code_name"] for each in read("intermediary")}
    for each in read("incident"):
        found.add(each.get("narrative_confidential", "")[:40])
    for each in read("meeting"):
        found |= {each.get(name, "")[:40] for name in ("interpretation", "recommendation", "facts")}
        found |= {
            row.get("text", "")[:40]
            for row in each["statements"]
            if row.get("attribution") in (None, "background_only", "off_record")
        }
    return {fold(words) for words in found if words}


def _words(name: str, content: bytes) -> str:
    if name.endswith(".pdf"):
        with pypdfium2.PdfDocument(content) as pdf:
            return "\n".join(page.get_textpage().get_text_bounded() for page in pdf)
    if name.endswith((".xlsx", ".zip")):
        with zipfile.ZipFile(io.BytesIO(content)) as inner:
            return "\n".join(_words(each, inner.read(each)) for each in inner.namelist())
    return content.decode("utf-8", "replace")


def _leaks(words: str) -> list[str]:
    text = fold(words)
    here = [each for each in _planted() if each in text]
    return [each for each in here if re.search(rf"(?<!\w){re.escape(each)}(?!\w)", text)]


def test_the_planted_words_are_found_where_they_stand(officer):
    """The search for leaks can fail: what the vault holds is full of them."""
    texts = [each.narrative_confidential for each in officer.records(Query("incident"))]

    assert len(_leaks("\n".join(texts))) > 30


def test_nothing_planted_is_in_the_package_for_outsiders(ran, tmp_path):
    outside = ran.made.outside
    clear = io.BytesIO()
    with outside.package.open("rb") as sealed:
        age.decrypt(sealed, clear, [outside.identity.read_text(encoding="ascii").strip()])

    words = _words("package.zip", clear.getvalue())

    assert "Enrôlement" in words
    assert _leaks(words) == []


def test_nothing_planted_is_in_the_package_for_the_cluster(ran, cluster, tmp_path):
    opened = opening.open_package(ran.made.package, opening.inbox(cluster))
    folder = extract(opened, tmp_path / "clear")

    files = [each for each in folder.rglob("*") if each.is_file()]
    words = "\n".join(_words(each.name, each.read_bytes()) for each in files)

    assert "Order on schools read out in every sector" in words
    assert _leaks(words) == []


def test_the_cluster_has_what_was_sealed_and_the_log_says_so(ran, officer, cluster):
    sent = list(officer.records(Query("disclosure", descending=False)))
    (inbox,) = cluster.records(Query("received"))
    theirs = sum(cluster.count(Query(noun)) for noun in ("meeting", "incident", "commitment"))

    assert sent[0].ref
    assert (len(sent), len(sent[0].records)) == (2, theirs)
    assert sent[0].deliveries[0].receipt_state == "imported"
    assert inbox.manifest_hash == sent[0].manifest_hash
    assert [each.recipient_type for each in sent] == ["hybrid", "x25519"]


def test_what_a_source_did_not_allow_stays(officer):
    (first, _) = officer.records(Query("disclosure", descending=False))
    left = {row.record for row in first.records}

    for each in officer.records(Query("incident")):
        sources = officer.get_many(each.sources).values()
        if sources and all(s.no_one == "yes" or s.withdrawn_on for s in sources):
            assert each.id not in left, each.ref
        if each.act == "sexual_violence":
            assert each.id not in left


def test_the_summary_is_a_marked_paper_without_names(ran):
    text = _words("summary.pdf", ran.made.summary_pdf.read_bytes())

    assert "KILO" in text
    assert "Bachraoui" not in text
    assert "confidential" in text.lower()


def test_json_has_exactly_the_words_that_scripts_rely_on(ran):
    plain = ran.made.to_plain()

    assert list(plain) == [
        "vault", "passphrase_file", "partner_vault", "partner_passphrase_file",
        "agreement", "package", "summary_pdf", "outside",
    ]  # fmt: skip
    assert list(plain["outside"]) == ["identity", "allowed_signers", "package"]
    files = [plain[name] for name in plain if name not in ("agreement", "outside")]
    assert all(Path(each).exists() for each in (*files, *plain["outside"].values()))


def test_it_says_what_it_does_in_words(ran):
    said = "\n".join(ran.said)

    assert "invented" in said
    assert re.search(r"of \d+ records \d+ leave, \d+ stay", said)
    assert "verified" in said
    assert re.search(r"imported (\d+ [a-z ]+s, )*\d+ meetings\b", said)


@pytest.mark.skipif(
    not all(map(shutil.which, ("age", "unzip", "ssh-keygen"))),
    reason="needs the programs age, unzip and ssh-keygen",
)
def test_an_outsider_opens_and_verifies_it_with_three_programs(ran, tmp_path):
    outside, clear, folder = ran.made.outside, tmp_path / "p.zip", tmp_path / "clear"
    principal = outside.allowed_signers.read_text(encoding="ascii").split()[0]

    def done(*words: object, stdin: bytes = b"") -> None:
        subprocess.run([str(w) for w in words], input=stdin, check=True, capture_output=True)

    done("age", "-d", "-i", outside.identity, "-o", clear, outside.package)
    done("unzip", "-q", clear, "-d", folder)
    verify = ("-Y", "verify", "-f", outside.allowed_signers, "-I", principal)
    signature = ("-n", "fieldapp-package", "-s", folder / "manifest.json.sig")
    manifest = (folder / "manifest.json").read_bytes()
    done("ssh-keygen", *verify, *signature, stdin=manifest)
    with pytest.raises(subprocess.CalledProcessError):
        done("ssh-keygen", *verify, *signature, stdin=manifest + b" ")


def test_a_folder_with_something_in_it_is_left_alone(tmp_path):
    (tmp_path / "notes.txt").write_text("mine", encoding="utf-8")

    with pytest.raises(FieldappError):
        job.demo(tmp_path, lambda _: None, country.now())
    job.remove_earlier(tmp_path)

    assert [each.name for each in tmp_path.iterdir()] == ["notes.txt"]


def test_only_what_a_demo_made_is_removed(tmp_path):
    made = tmp_path / "out"
    made.mkdir()
    (made / "demo.json").write_text('{"format": "another"}', encoding="utf-8")
    job.remove_earlier(made)
    assert made.exists()

    (made / "demo.json").write_text('{"format": "fieldapp-demo/1"}', encoding="utf-8")
    job.remove_earlier(made)
    assert not made.exists()


def test_where_there_is_no_display_make_run_says_so_and_runs_the_demo(tmp_path):
    hidden = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    environment = {name: value for name, value in os.environ.items() if name not in hidden}
    environment["PYTHONPATH"] = str(Path(__file__).resolve().parents[3])
    ran = subprocess.run(
        [sys.executable, "-m", "fieldapp.launch"],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )

    if not sys.platform.startswith("linux"):
        pytest.skip("only Linux runs without a display")
    assert ran.returncode == 0, ran.stderr
    assert "There is no display here" in ran.stdout
    assert (tmp_path / "out" / "meeting-summary.pdf").is_file()
    assert ran.stderr == ""
