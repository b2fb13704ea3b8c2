"""Signatures: ours and ssh-keygen's are one format, and nothing but the exact one passes."""

from __future__ import annotations

import shutil
import subprocess
from base64 import b64decode, b64encode
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fieldapp.crypto.sshsig import (
    SignatureError,
    SigningKeyError,
    new_seed,
    plain_line,
    public_line,
    sign,
    verify,
)

SEED = bytes(range(32))
LINE = public_line(SEED)
SPACE = "fieldapp-card"
MESSAGE = b"a card"
SIGNED = sign(SEED, MESSAGE, SPACE)
GOLDEN = (
    "U1NIU0lHAAAAAQAAADMAAAALc3NoLWVkMjU1MTkAAAAgA6EHv/POEL4dcN0Y50vAmWfk1j\n"
    "CbpQ1fHdyGZBJVMbgAAAANZmllbGRhcHAtY2FyZAAAAAAAAAAGc2hhNTEyAAAAUwAAAAtz\n"
    "c2gtZWQyNTUxOQAAAECRndQ6G5UuDp84LPlmd6g5VbzCboZiCgxKABwjHJPca8Zrz1M5Dt\n"
    "6IpLu85CTtDDP5+ph4R5yVXMgjM6/stjEK\n"
)
BEGIN, END = "-----BEGIN SSH SIGNATURE-----\n", "-----END SSH SIGNATURE-----\n"

needs_keygen = pytest.mark.skipif(
    not shutil.which("ssh-keygen"), reason="ssh-keygen is not installed"
)


def blob() -> bytes:
    return b64decode(SIGNED.removeprefix(BEGIN).removesuffix(END))


def armored(content: bytes) -> str:
    return BEGIN + wrapped(b64encode(content).decode()) + "\n" + END


def wrapped(text: str) -> str:
    return "\n".join(text[at : at + 70] for at in range(0, len(text), 70))


@given(message=st.binary(max_size=200), namespace=st.text(min_size=1, max_size=20))
def test_what_is_signed_verifies(message, namespace):
    seed = new_seed()
    verify(public_line(seed), sign(seed, message, namespace), message, namespace)


def test_the_format_is_frozen():
    # Made once and checked with ssh-keygen: a change here breaks every old card.
    assert LINE == (
        "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAOhB7/zzhC+HXDdGOdLwJln5NYwm6UNXx3chmQSVTG4"
    )
    assert SIGNED == BEGIN + GOLDEN + END
    assert armored(blob()) == SIGNED
    verify(LINE, SIGNED, MESSAGE, SPACE)


@pytest.mark.parametrize(
    ("line", "message", "namespace"),
    [
        (public_line(bytes(32)), MESSAGE, SPACE),
        (LINE, b"a cart", SPACE),
        (LINE, MESSAGE, "fieldapp-package"),
        (LINE, MESSAGE, "fieldapp-car"),
        (LINE, MESSAGE, ""),
    ],
)
def test_another_key_message_or_namespace_is_refused(line, message, namespace):
    with pytest.raises(SignatureError):
        verify(line, SIGNED, message, namespace)


def test_a_signature_for_no_purpose_is_refused():
    with pytest.raises(SignatureError):
        verify(LINE, sign(SEED, MESSAGE, ""), MESSAGE, "")


def test_any_flipped_bit_is_refused():
    for place in range(len(blob())):
        for bit in range(8):
            changed = bytearray(blob())
            changed[place] ^= 1 << bit
            with pytest.raises(SignatureError):
                verify(LINE, armored(bytes(changed)), MESSAGE, SPACE)


@pytest.mark.parametrize(
    "change",
    [
        lambda text: text + "x",
        lambda text: text + "\n",
        lambda text: " " + text,
        lambda text: text.replace("\n", "\r\n"),
        lambda text: text.replace("\n", "\n\n", 2),
        lambda text: text.replace("U1NIU0lH", "U1NI U0lH"),
        lambda text: text.replace(BEGIN, ""),
        lambda text: text + text,
        lambda text: "",
        lambda text: BEGIN + "=\n" * 2000 + END,
        lambda text: BEGIN + "AAAA\n" + END,
    ],
)
def test_a_changed_armor_is_refused(change):
    with pytest.raises(SignatureError):
        verify(LINE, change(SIGNED), MESSAGE, SPACE)


def test_trailing_bytes_and_another_hash_are_refused():
    for content in (blob() + b"\0", blob()[:-1], blob().replace(b"sha512", b"sha256")):
        with pytest.raises(SignatureError):
            verify(LINE, armored(content), MESSAGE, SPACE)


@settings(max_examples=200)
@given(st.text())
def test_no_text_is_a_signature_by_chance(text):
    with pytest.raises(SignatureError):
        verify(LINE, text, MESSAGE, SPACE)
    with pytest.raises(SigningKeyError):
        verify(text, SIGNED, MESSAGE, SPACE)


def test_a_public_line_loses_its_comment():
    assert plain_line(f"{LINE} someone@somewhere here\n") == LINE
    verify(f"{LINE} someone", SIGNED, MESSAGE, SPACE)


@pytest.mark.parametrize(
    "line",
    [
        "",
        "ssh-ed25519",
        "ssh-ed25519 ",
        LINE.replace("ssh-ed25519 ", "ssh-rsa "),
        LINE[:-4],
        LINE + "AAAA",
        LINE + "\n" + LINE,
        LINE + " me\n" + LINE,
        'restrict,command="x" ' + LINE,
        "ssh-ed25519  " + LINE.split(" ")[1],
        "ssh-ed25519 \u00e9\u00e9\u00e9\u00e9",
        "\ud800 " + LINE.split(" ")[1],
    ],
)
def test_a_broken_public_line_is_refused(line):
    with pytest.raises(SigningKeyError):
        plain_line(line)


def keygen(*words: str, given: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        ("ssh-keygen", *words), input=given, capture_output=True, timeout=60, check=False
    )


@needs_keygen
def test_ssh_keygen_verifies_our_signature(tmp_path: Path):
    (tmp_path / "signers").write_text(f"us {LINE}\n")
    (tmp_path / "sig").write_text(SIGNED)
    words = ("-Y", "verify", "-f", str(tmp_path / "signers"), "-I", "us", "-n", SPACE)
    words = (*words, "-s", str(tmp_path / "sig"))

    assert keygen(*words, given=MESSAGE).returncode == 0
    assert keygen(*words, given=b"a cart").returncode != 0


@needs_keygen
def test_we_verify_the_signature_of_ssh_keygen(tmp_path: Path):
    key = tmp_path / "key"
    assert keygen("-q", "-t", "ed25519", "-N", "", "-C", "a b", "-f", str(key)).returncode == 0
    done = keygen("-Y", "sign", "-f", str(key), "-n", SPACE, given=MESSAGE)
    line = (tmp_path / "key.pub").read_text()

    verify(line, done.stdout.decode(), MESSAGE, SPACE)
    short = keygen("-Y", "sign", "-O", "hashalg=sha256", "-f", str(key), "-n", SPACE, given=MESSAGE)
    assert short.returncode == 0
    with pytest.raises(SignatureError):
        verify(line, short.stdout.decode(), MESSAGE, SPACE)


@needs_keygen
def test_a_signature_of_another_key_type_is_refused(tmp_path: Path):
    key = tmp_path / "key"
    assert keygen("-q", "-t", "ecdsa", "-N", "", "-f", str(key)).returncode == 0
    done = keygen("-Y", "sign", "-f", str(key), "-n", SPACE, given=MESSAGE)
    with pytest.raises(SignatureError):
        verify(LINE, done.stdout.decode(), MESSAGE, SPACE)
    with pytest.raises(SigningKeyError):
        verify((tmp_path / "key.pub").read_text(), done.stdout.decode(), MESSAGE, SPACE)
