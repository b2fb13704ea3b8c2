"""What the build must and must not put into the page, and the repository into itself."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from pathlib import Path

READER = Path(__file__).resolve().parent.parent.parent / "resources" / "reader"


def test_the_page_holds_no_address_and_one_policy(page):
    text = page.read_text(encoding="utf-8")
    assert len(text) < 400_000
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', text)[1]
    rules = dict(each.strip().partition(" ")[::2] for each in policy.split(";"))
    assert rules["default-src"] == "'none'"
    assert "unsafe" not in policy
    for tag, rule in (("script", "script-src"), ("style", "style-src")):
        (inside,) = re.findall(rf"<{tag}(?: type=\"module\")?>(.*?)</{tag}>", text, re.DOTALL)
        digest = base64.b64encode(hashlib.sha256(inside.encode()).digest()).decode()
        assert rules[rule] == f"'sha256-{digest}'"
    assert not re.search(r'\b(?:src|href|action|style|on\w+)="', text.split("<script")[0])
    script = re.search(r'<script type="module">(.*?)</script>', text, re.DOTALL)[1]
    assert not re.search(r"https?://|\bfetch\(|XMLHttpRequest|WebSocket|localStorage", script)


def test_the_page_is_the_same_each_time(page, tmp_path):
    from tests.reader.conftest import build

    assert build(tmp_path / "again.html").read_bytes() == page.read_bytes()


def test_the_licences_of_what_it_is_made_from_are_in_it(page):
    text = page.read_text(encoding="utf-8")
    for name, version in json.loads((READER / "package.json").read_text())["dependencies"].items():
        assert f"{name} {version}" in text
    assert "Redistribution and use in source and binary forms" in text


def test_every_version_is_exact_and_every_module_hashed():
    package = json.loads((READER / "package.json").read_text())
    lock = json.loads((READER / "package-lock.json").read_text())
    wanted = {**package["dependencies"], **package["devDependencies"]}
    assert all(re.fullmatch(r"\d+\.\d+\.\d+", each) for each in wanted.values())
    for name, version in wanted.items():
        assert lock["packages"][f"node_modules/{name}"]["version"] == version
    for path, each in lock["packages"].items():
        assert not path or each["integrity"].startswith("sha512-")
    assert "://" not in json.dumps(lock) + json.dumps(package)
