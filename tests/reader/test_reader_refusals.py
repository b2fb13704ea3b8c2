"""Every way in which a package may be wrong, in a browser: one sentence, and nothing shown."""

from __future__ import annotations

import random
from pathlib import Path

import attrs

from fieldapp.crypto import age
from tests.reader.chromium import Tab
from tests.reader.conftest import Person
from tests.reader.using import READY, give, refused
from tests.services.package.forging import forge


def test_flipped_bytes_of_every_sort_are_refused(tab, person, tmp_path):
    good = person.package.read_bytes()
    start = good.index(b"\n---") + 50
    places = {
        "version": 3,
        "recipient line": 30,
        "wrapped key": start // 2,
        "mac": start - 20,
        "nonce": start + 4,
        "first chunk": start + 40,
        "last chunk": len(good) - 3,
        "anywhere": random.Random(7).randrange(start, len(good)),
    }
    give(tab, person)
    for name, at in places.items():
        path = tmp_path / "flipped.age"
        path.write_bytes(good[:at] + bytes([good[at] ^ 1]) + good[at + 1 :])
        tab.choose("package-file", path)
        tab.until(
            f"document.getElementById('package-said').textContent.includes('flipped') && {READY}"
        )
        assert refused(tab), name
        tab.click("forget")
        give(tab, person)


def fault(tab: Tab, person: Person, package: Path) -> str:
    give(tab, attrs.evolve(person, package=package))
    return refused(tab)


def test_a_wrong_key_says_so(tab, person, tmp_path):
    path = tmp_path / "other.txt"
    path.write_text(age.new_identity(age.HYBRID) + "\n")
    assert "None of the keys" in fault(tab, attrs.evolve(person, keys=path), person.package)


def test_another_sender_is_refused(tab, pair, person):
    path = forge(pair, person.package, seed=bytes(32))
    assert "not signed by the sender" in fault(tab, person, path)


def test_a_package_that_names_another_sender_is_refused(tab, pair, person):
    path = forge(pair, person.package, lambda p: p["sender"].update(fingerprint="1" * 64))
    assert "names another sender" in fault(tab, person, path)


def test_a_package_passed_on_is_refused(tab, pair, person):
    nobody = [{"fingerprint": "0" * 64, "since": 1}]
    path = forge(pair, person.package, lambda p: p.update(recipients=nobody))
    assert "not addressed" in fault(tab, person, path)


def test_changed_content_is_refused(tab, pair, person):
    path = forge(pair, person.package, files={"README.txt": b"Call"}, relist=False)
    assert "do not match its signed manifest" in fault(tab, person, path)


def test_junk_behind_a_packed_file_is_refused(tab, pair, person):
    path = forge(pair, person.package, raw=lambda raw: raw + b"x")
    assert "not a package" in fault(tab, person, path)


def test_a_changed_card_is_refused_at_once(tab, person, tmp_path):
    path = tmp_path / "card.json"
    path.write_bytes(person.card.read_bytes().replace(b"El Fasher", b"El Fashar"))
    tab.choose("sender-file", path)
    tab.until("document.getElementById('sender-said').classList.contains('refused')")
    assert "not a usable card" in tab.text("sender-said")
