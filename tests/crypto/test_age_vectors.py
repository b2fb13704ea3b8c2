"""Every public test vector of the age format ends as it says."""

from __future__ import annotations

import hashlib
import io
import os
import zlib
from pathlib import Path

import pytest

from fieldapp.crypto import age

FOLDER = Path(
    os.environ.get(
        "FIELDAPP_AGE_VECTORS", Path(__file__).resolve().parents[3] / "shared" / "age-vectors"
    )
)
VECTORS = sorted(FOLDER.iterdir()) if FOLDER.is_dir() else []
FAILURES = {
    "header failure": age.AgeHeaderError,
    "HMAC failure": age.AgeHmacError,
    "no match": age.AgeNoMatchError,
    "payload failure": age.AgePayloadError,
}
WHY = "no age test vectors here: set FIELDAPP_AGE_VECTORS to their folder"


class Vector:
    """One file of the vectors: what it says, and the age file that it holds."""

    def __init__(self, path: Path) -> None:
        head, self.file = path.read_bytes().split(b"\n\n", 1)
        lines = [line.split(": ", 1) for line in head.decode().splitlines()]
        self.says = dict(lines)
        self.identities = [value for key, value in lines if key == "identity"]
        if self.says.get("compressed") == "zlib":
            self.file = zlib.decompress(self.file)

    def expected(self) -> type[age.AgeError] | None:
        """The class that must be raised; armored and passphrase files are refused as such."""
        said = FAILURES.get(self.says["expect"])
        if "armored" in self.says:
            return age.AgeHeaderError
        if self.file.count(b"\n-> scrypt") == 1 and said is not age.AgeHeaderError:
            return age.PassphraseFileError
        return said


@pytest.mark.skipif(not VECTORS, reason=WHY)
@pytest.mark.parametrize("path", VECTORS, ids=lambda path: path.name)
def test_a_vector_ends_as_it_says(path):
    vector = Vector(path)
    target = io.BytesIO()
    if expected := vector.expected():
        with pytest.raises(expected):
            age.decrypt(io.BytesIO(vector.file), target, vector.identities)
    else:
        age.decrypt(io.BytesIO(vector.file), target, vector.identities)
    refused = "armored" in vector.says or expected is age.PassphraseFileError
    if "payload" in vector.says and not refused:
        assert hashlib.sha256(target.getvalue()).hexdigest() == vector.says["payload"]
    else:
        assert target.getvalue() == b""


@pytest.mark.skipif(not VECTORS, reason=WHY)
@pytest.mark.parametrize("path", VECTORS, ids=lambda path: path.name)
def test_the_reader_ends_as_the_vector_says(path):
    vector = Vector(path)
    if expected := vector.expected():
        with pytest.raises(expected):
            age.open_reader(io.BytesIO(vector.file), vector.identities).read()
    else:
        content = age.open_reader(io.BytesIO(vector.file), vector.identities).read()
        assert hashlib.sha256(content).hexdigest() == vector.says["payload"]


@pytest.mark.skipif(not VECTORS, reason=WHY)
def test_armor_is_named_as_what_it_is():
    vector = Vector(FOLDER / "armor_x25519")
    with pytest.raises(age.ArmoredError):
        age.decrypt(io.BytesIO(vector.file), io.BytesIO(), vector.identities)


@pytest.mark.skipif(not VECTORS, reason=WHY)
def test_there_are_vectors_of_every_class():
    assert {Vector(path).says["expect"] for path in VECTORS} >= {"success", *FAILURES}
    assert len(VECTORS) >= 82
