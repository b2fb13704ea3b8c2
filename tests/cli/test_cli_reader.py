"""The command that hands out the reader."""

from __future__ import annotations

import hashlib

PAGE = b"<!doctype html>\n<title>x</title>\n"


def test_the_reader_is_handed_out_once_and_only_where_it_was_built(station, monkeypatch, tmp_path):
    folder = tmp_path / "app" / "resources"
    monkeypatch.setattr("resources._HERE", folder)
    stick = tmp_path / "stick"
    stick.mkdir()
    none = station("reader", "--out", stick)
    assert (none.status, list(stick.iterdir())) == (1, [])
    assert "no reader" in none.err
    place = folder / "reader" / "built"
    place.mkdir(parents=True)
    (place / "reader.html").write_bytes(PAGE)
    made = station("reader", "--out", stick, "--json")
    assert made.json["sha256"] == hashlib.sha256(PAGE).hexdigest()
    assert sorted(made.json["files"]) == sorted(each.name for each in stick.iterdir())
    assert station("reader", "--out", stick).status == 1
