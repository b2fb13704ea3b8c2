"""Bech32 (BIP 173) without its length limit: how age writes its keys as text."""

from __future__ import annotations

_ALPHABET = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
_VALUES = {character: value for value, character in enumerate(_ALPHABET)}
_GENERATOR = (0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)
_CHECKSUM = 6


def encode(prefix: str, content: bytes) -> str:
    """Write bytes under a lower-case prefix."""
    values = _regroup(content, 8, 5, pad=True)
    checksum = _polymod([*_spread(prefix), *values, *[0] * _CHECKSUM]) ^ 1
    tail = [(checksum >> 5 * (5 - place)) & 31 for place in range(_CHECKSUM)]
    return prefix + "1" + "".join(_ALPHABET[value] for value in [*values, *tail])


def decode(text: str) -> tuple[str, bytes]:
    """Read the prefix, in the case it was written in, and the bytes; ValueError if mistyped."""
    if text not in (text.lower(), text.upper()) or not text.isascii():
        raise ValueError("mixed case or foreign characters")
    prefix, separator, rest = text.rpartition("1")
    if not separator or not prefix or len(rest) < _CHECKSUM:
        raise ValueError("no separator or checksum")
    if any(not "!" <= character <= "~" for character in prefix):
        raise ValueError("foreign character in the prefix")
    try:
        values = [_VALUES[character] for character in rest.lower()]
    except KeyError:
        raise ValueError("foreign character") from None
    if _polymod([*_spread(prefix.lower()), *values]) != 1:
        raise ValueError("wrong checksum")
    return prefix, bytes(_regroup(values[:-_CHECKSUM], 5, 8, pad=False))


def _polymod(values: list[int]) -> int:
    check = 1
    for value in values:
        top = check >> 25
        check = (check & 0x1FFFFFF) << 5 ^ value
        for place, generator in enumerate(_GENERATOR):
            if top >> place & 1:
                check ^= generator
    return check


def _spread(prefix: str) -> list[int]:
    return [ord(c) >> 5 for c in prefix] + [0] + [ord(c) & 31 for c in prefix]


def _regroup(values: bytes | list[int], given: int, wanted: int, *, pad: bool) -> list[int]:
    held = bits = 0
    out = []
    for value in values:
        held = (held << given | value) & 0xFFF
        bits += given
        while bits >= wanted:
            bits -= wanted
            out.append(held >> bits & (1 << wanted) - 1)
    rest = held & (1 << bits) - 1
    if pad and bits:
        out.append(rest << (wanted - bits))
    elif not pad and (bits >= given or rest):
        # Only one spelling of each key: left-over bits are fewer than a letter, and zero.
        raise ValueError("padding that is not zero")
    return out
