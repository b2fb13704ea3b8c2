"""The main job by command line, and planted words looked for in every file it may have left.

The program runs as a user runs it: its own processes, home, XDG and temporary folders.
"""

from __future__ import annotations

import json
import random
import string
from pathlib import Path

import attrs
import pytest

from fieldapp.log import OUR_BUG
from fieldapp.store.cipher import connect
from tests.approvals import approved_share
from tests.bad_input.conftest import TERMS
from tests.bad_input.door import Desk, Said, names, outside
from tests.canary.words import contents, find_words, streams

PASSPHRASE = "seven quiet herons cross the wadi"
_FOLDERS = {
    "HOME": "home",
    "XDG_CONFIG_HOME": "home/.config",
    "XDG_CACHE_HOME": "home/.cache",
    "XDG_DATA_HOME": "home/.local/share",
    "XDG_STATE_HOME": "home/.local/state",
    "XDG_RUNTIME_DIR": "run",
    "TMPDIR": "tmp",
}


@attrs.frozen
class Home:
    """A user's folders, and the program run in them."""

    root: Path

    @property
    def environment(self) -> dict[str, str]:
        return {name: str(self.root / folder) for name, folder in _FOLDERS.items()}

    def run(self, *words: object, stdin: str = "") -> Said:
        # Python's own cache of compiled modules lies beside the sources, not with the user.
        return outside(*words, stdin=stdin, env=self.environment)

    def done(self, *words: object, stdin: str = "") -> Said:
        said = self.run(*words, stdin=stdin)
        assert said.status == 0, said.err
        return said


@pytest.fixture
def home(tmp_path) -> Home:
    for folder in _FOLDERS.values():
        (tmp_path / folder).mkdir(parents=True, exist_ok=True, mode=0o700)
    return Home(tmp_path)


def planted(number: int) -> list[str]:
    """Random words of sixteen letters that stand nowhere else."""
    chosen = random.SystemRandom()
    return ["".join(chosen.choices(string.ascii_letters, k=16)) for _ in range(number)]


@attrs.frozen
class Words:
    """What is planted: in a name, confidential, in a meeting, and in a text that may leave."""

    person: str
    arabic: str
    confidential: str
    said: str
    shareable: str
    searched: str
    passphrase: str

    @property
    def all(self) -> list[str]:
        return [*attrs.astuple(self)]


def plant() -> Words:
    person, confidential, said, shareable, searched, passphrase = planted(6)
    arabic = "".join(random.SystemRandom().choices("ابتثجحخدذرزسشصضطظعغفقكلمنهوي", k=16))
    return Words(person, arabic, confidential, said, shareable, searched, passphrase)


def desk_of(home: Home, name: str, station: str, passphrase: str) -> tuple[Desk, str]:
    file = home.root / f"{name}.passphrase"
    file.write_text(passphrase)
    desk = Desk(home.root / f"{name}.vault", b"", file)
    made = home.done(
        *desk.words("new", "--station", station, "--name", name.title(), "--json")
    ).json
    return desk, made["recovery_key"]


def test_the_main_job_leaves_no_word_outside_what_was_asked_for(home):
    words = plant()
    sender, recovery = desk_of(home, "sender", "SDN", PASSPHRASE + words.passphrase)
    receiver, _ = desk_of(home, "receiver", "PCL", PASSPHRASE)
    untouched = names(home.root)
    meeting = _write_down(home, sender, words)
    agreement = _know_each_other(home, sender, receiver)
    asked = home.root / "asked"
    asked.mkdir()
    package = _share_and_open(home, sender, receiver, agreement, asked)
    home.done(*sender.words("print", meeting, "--out", asked / "note.pdf"))
    home.done(*sender.words("print", meeting, "--out", asked / "full.pdf", "--template", "full"))
    home.done(*sender.words("backup", "--out", home.root / "backup"))
    found = home.done(*sender.words("find", words.arabic))
    assert meeting in found.out or "SDN-PER" in found.out
    _no_word_but_in(home, [asked, sender.passphrase_file], [*words.all, recovery])
    _as_asked(asked, package, words)
    made = {path for path in names(home.root) - untouched if not path.startswith(str(asked))}
    # Beside what was asked for, nothing anywhere: not in home, configuration, cache nor tmp.
    assert {Path(path).relative_to(home.root).as_posix() for path in made} == {
        "backup",
        "sender.card",
        "receiver.card",
    }


def _write_down(home: Home, desk: Desk, words: Words) -> str:
    person = {
        "label": "kilo",
        "code_name": "KILO",
        "name": words.person,
        "aliases": [{"name": words.arabic}],
        "purpose": "The bridge",
        "review_on": "2090-01-01",
    }
    ref = home.done(*desk.words("add", "person", "-"), stdin=json.dumps(person)).out.split()[-1]
    incident = {
        "title": "Market shelled",
        "act": "killing",
        "happened": "2025-11-02",
        "narrative_confidential": f"{words.confidential} \u2028 {words.person} told us",
        "narrative_shareable": f"Shells fell on {words.shareable}.",
        "shows_source": "no",
    }
    home.done(*desk.words("add", "incident", "-"), stdin=json.dumps(incident))
    meeting = {
        "started": "2025-11-21T10:30+02:00",
        "title": words.searched,
        "contacts": [ref],
        "statements": [{"text": words.said, "speaker": ref}],
    }
    return home.done(*desk.words("add", "meeting", "-"), stdin=json.dumps(meeting)).out.split()[-1]


def _know_each_other(home: Home, sender: Desk, receiver: Desk) -> str:
    partner = ""
    for here, there in ((receiver, sender), (sender, receiver)):
        card = home.root / f"{there.vault.stem}.card"
        code = home.done(*there.words("card", "--out", card)).err.strip()
        partner = home.done(*here.words("partner add", card, "--verified", code)).out.split()[-1]
    terms = json.dumps({**TERMS, "title": "Protocol", "recipients": [partner]})
    return home.done(*sender.words("agreement add", "-"), stdin=terms).out.split()[-1]


def _share_and_open(home: Home, sender: Desk, receiver: Desk, agreement: str, asked: Path) -> Path:
    def run(command: str, *words: object) -> Said:
        return home.done(*sender.words(command, *words))

    yes = approved_share(run, asked, agreement)
    shared = run("share", "--agreement", agreement, *yes, "--out", asked, "--json")
    package = Path(shared.json["file"])
    home.done(*receiver.words("open", package, "--import"))
    home.done(*receiver.words("open", package, "--extract", asked / "plain"))
    home.done(*receiver.words("receipt", package, "--out", asked / "receipt.age"))
    home.done(*sender.words("open", asked / "receipt.age"))
    home.done("verify", asked / "plain", "--card", home.root / "sender.card")
    return package


def _no_word_but_in(home: Home, asked: list[Path], words: list[str]) -> None:
    found = find_words([home.root], words, except_for=asked)
    assert not found, sorted({(each.path.name, each.form) for each in found})


def _as_asked(asked: Path, package: Path, words: Words) -> None:
    """The search finds what is there; what was extracted and printed holds only what may."""
    extracted = find_words([asked / "plain"], words.all)
    assert {each.word for each in extracted} == {words.shareable}
    assert {each.path.suffix for each in extracted} >= {".csv", ".jsonl", ".xlsx"}
    assert not find_words([package.parent], words.all, [asked / "plain", *asked.glob("*.pdf")])
    paper = "".join(text.decode("utf-8", "replace") for _, text in _read(asked / "note.pdf"))
    assert words.person not in paper
    assert words.searched in paper  # so the paper was really read


def _read(path: Path):
    return contents(path.read_bytes())


def test_a_refusal_and_a_fault_of_ours_say_no_value(home):
    """A row that was damaged inside the vault: the program's own words hold none of it."""
    words = plant()
    desk, _ = desk_of(home, "sender", "SDN", PASSPHRASE)
    meeting = _write_down(home, desk, words)
    from fieldapp.store.vault import unlock

    database = connect(desk.vault / "vault.db", unlock(desk.vault, PASSPHRASE))
    for column, value in (("statements", f"[{words.said}"), ("started", words.said)):
        database.execute(f'UPDATE "meeting" SET "{column}" = ?', [value])
    database.close()
    before = names(home.root)
    for command, *rest in (
        ("show", meeting),
        ("check",),
        ("print", meeting, "--out", home.root / "note.pdf"),
    ):
        said = home.run(*desk.words(command, *rest))
        assert said.status == 1, (command, said.out)
        assert OUR_BUG in said.err
        assert "Traceback" not in said.err
        assert not any(word in said.err + said.out for word in [*words.all, meeting])
    assert names(home.root) == before
    assert not find_words([home.root], words.all)


@pytest.mark.parametrize("word", ["Zikrabanufelshad", "قرية\u200cالنخيل"])
def test_the_search_for_words_finds_each_form(tmp_path, word):
    """The canary must be able to die: each form is found, in a file and in what is packed."""
    import zipfile
    import zlib

    forms = {
        "utf-8": word.encode(),
        "utf-16-le": b"x" + word.encode("utf-16-le"),
        "utf-16-be": word.encode("utf-16-be"),
        "json": json.dumps(word).encode(),
        "pdf": b"%PDF-1.7\nstream\n" + zlib.compress(word.encode()) + b"\nendstream",
    }
    for name, raw in forms.items():
        if name == "pdf":
            assert any(word.encode() in each for each in streams(raw))
            continue
        (tmp_path / name).write_bytes(raw)
    with zipfile.ZipFile(tmp_path / "zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("inner", word)
    (tmp_path / f"name-{word}").write_bytes(b"")
    found = {each.path.name for each in find_words([tmp_path], [word])}
    assert found == {"utf-8", "utf-16-le", "utf-16-be", "json", "zip", f"name-{word}"}
    assert not find_words([tmp_path], ["Nowherenowherexx"])
