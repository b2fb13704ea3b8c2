"""Other programs open what we encrypt, and we open what they encrypt."""

from __future__ import annotations

import io
import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from fieldapp.crypto import age

CONTENT = bytes(range(256)) * 600  # two chunks and a part
AGE = shutil.which("age")
NODE = shutil.which("node")
SECOND = os.environ.get("FIELDAPP_TYPAGE", "")

needs_age = pytest.mark.skipif(not AGE, reason="the age program is not installed")
needs_second = pytest.mark.skipif(
    not NODE or not SECOND,
    reason="needs node, and FIELDAPP_TYPAGE naming a folder where age-encryption is installed",
)


def sealed(content: bytes, *identities: str) -> bytes:
    target = io.BytesIO()
    age.encrypt(io.BytesIO(content), target, [age.recipient_of(each) for each in identities])
    return target.getvalue()


def opened(file: bytes, identity: str) -> bytes:
    return age.open_reader(io.BytesIO(file), [identity]).read()


def run(*words: str, given: bytes = b"", cwd: Path | None = None) -> bytes:
    done = subprocess.run(words, input=given, capture_output=True, cwd=cwd, timeout=60, check=False)
    assert done.returncode == 0, done.stderr.decode(errors="replace")
    return done.stdout


def hybrid_age() -> bool:
    if not AGE:
        return False
    said = re.search(r"(\d+)\.(\d+)", run(AGE, "--version").decode())
    return said is not None and (int(said[1]), int(said[2])) >= (1, 3)


@pytest.fixture(params=[age.CLASSIC, age.HYBRID])
def identity(request) -> str:
    if request.param == age.HYBRID and not hybrid_age():
        pytest.skip("hybrid files need the age program 1.3 or newer")
    return age.new_identity(request.param)


@needs_age
@pytest.mark.parametrize("content", [b"", CONTENT], ids=["empty", "long"])
def test_the_age_program_opens_our_file(tmp_path, identity, content):
    key = tmp_path / "key.txt"
    key.write_text(identity + "\n")
    assert run(AGE, "-d", "-i", str(key), given=sealed(content, identity)) == content


@needs_age
@pytest.mark.parametrize("content", [b"", CONTENT], ids=["empty", "long"])
def test_we_open_the_file_of_the_age_program(identity, content):
    others = age.recipient_of(age.new_identity(age.recipient_type(age.recipient_of(identity))))
    file = run(AGE, "-r", others, "-r", age.recipient_of(identity), given=content)
    assert opened(file, identity) == content


@pytest.mark.skipif(not shutil.which("age-keygen"), reason="age-keygen is not installed")
def test_age_keygen_agrees_on_the_recipient():
    identity = age.new_identity(age.CLASSIC)
    said = run("age-keygen", "-y", given=f"{identity}\n".encode())
    assert said.decode().strip() == age.recipient_of(identity)


def test_pyrage_and_we_open_each_other():
    pyrage = pytest.importorskip("pyrage", reason="pyrage is not installed")
    identity = age.new_identity(age.CLASSIC)
    theirs = pyrage.x25519.Identity.from_str(identity)
    assert str(theirs.to_public()) == age.recipient_of(identity)
    assert pyrage.decrypt(sealed(CONTENT, identity), [theirs]) == CONTENT
    assert opened(pyrage.encrypt(CONTENT, [theirs.to_public()]), identity) == CONTENT


SCRIPT = """
import { Decrypter, Encrypter, identityToRecipient } from "age-encryption";
import { readFileSync, writeFileSync } from "node:fs";
const [mode, identity] = process.argv.slice(2);
const given = new Uint8Array(readFileSync(0));
let made;
if (mode === "open") {
  const d = new Decrypter();
  d.addIdentity(identity);
  made = await d.decrypt(given);
} else if (mode === "seal") {
  const e = new Encrypter();
  e.addRecipient(await identityToRecipient(identity));
  made = await e.encrypt(given);
} else {
  made = await identityToRecipient(identity);
}
writeFileSync(1, made);
"""


def second(mode: str, identity: str, given: bytes = b"") -> bytes:
    words = (NODE or "node", "--input-type=module", "-e", SCRIPT, "-", mode, identity)
    return run(*words, given=given, cwd=Path(SECOND))


@needs_second
@pytest.mark.parametrize("kind", [age.HYBRID, age.CLASSIC])
def test_the_second_implementation_and_we_open_each_other(kind):
    identity = age.new_identity(kind)
    assert second("name", identity).decode() == age.recipient_of(identity)
    assert second("open", identity, sealed(CONTENT, identity)) == CONTENT
    assert opened(second("seal", identity, CONTENT), identity) == CONTENT
