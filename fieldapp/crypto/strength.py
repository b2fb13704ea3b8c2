"""How long a passphrase would stand against someone who has this laptop.

An estimate, said in words, with no rule on what to type. It is made low on purpose: where two
ways to count differ, the attacker is given the easier one.
"""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from fieldapp.crypto.derivation import normal

# Argon2id at 256 MiB and 3 passes moves 1.5 GiB through memory for each guess: some 600 a second
# on a large graphics card, so this is a rack of sixteen.
GUESSES_PER_SECOND = 10_000
_PIECE = 72  # zxcvbn takes no more
# One of the words that most people of a language know.
_WORD_BITS = 17.0
_LETTER_BITS = math.log2(10)  # what zxcvbn counts for a letter that it cannot explain

_MINUTE, _HOUR, _DAY = 60, 3600, 86_400
_YEAR = 365 * _DAY
_SPANS = (
    (_MINUTE, "Guessed at once by an attacker who has this laptop."),
    (_HOUR, "Guessed in minutes by an attacker who has this laptop."),
    (_DAY, "Guessed in hours by an attacker who has this laptop."),
    (30 * _DAY, "Guessed in days by an attacker who has this laptop."),
    (_YEAR, "Guessed in months by an attacker who has this laptop."),
    (100 * _YEAR, "Guessed in years by an attacker who has this laptop."),
    (math.inf, "Not guessed in a lifetime with the machines of today, even by an attacker who has"
     " this laptop."),
)  # fmt: skip
SENTENCES = tuple(words for _, words in _SPANS)


@dataclass(frozen=True)
class Strength:
    """What guessing a passphrase takes."""

    log2_guesses: float

    @property
    def seconds(self) -> float:
        """How long a well-equipped attacker needs."""
        return float(2 ** min(self.log2_guesses, 1000)) / GUESSES_PER_SECOND

    @property
    def level(self) -> int:
        """The place of `words` in `SENTENCES`, the weakest first."""
        return next(place for place, (most, _) in enumerate(_SPANS) if self.seconds < most)

    @property
    def words(self) -> str:
        """One of `SENTENCES`, for the screen."""
        return SENTENCES[self.level]


def estimate(passphrase: str, known: Sequence[str] = ()) -> Strength:
    """Estimate a passphrase; `known` are words that an attacker would try first."""
    words = normal(passphrase).split()
    foreign = [word for word in words if not _latin(word)]
    rest = " ".join(word for word in words if _latin(word))
    return Strength(_latin_bits(rest, known) + sum(map(_word_bits, set(foreign))))


def _latin_bits(text: str, known: Sequence[str]) -> float:
    """Count the text as a whole and word by word, and take what is easier to guess.

    As a whole, zxcvbn counts every space as if it could be any sign.
    """
    words = {word for word in text.split(" ") if word}
    return min(_zxcvbn_bits(text, known), sum(_zxcvbn_bits(word, known) for word in words))


def _zxcvbn_bits(text: str, known: Sequence[str]) -> float:
    """Ask zxcvbn; of a text too long for it the strongest piece counts, and no sum."""
    if not text:
        return 0.0
    # Its word lists take longer to load than the rest of the start.
    from zxcvbn import zxcvbn

    pieces = [text[at : at + _PIECE] for at in range(0, len(text), _PIECE)]
    return max(
        math.log2(max(1, int(zxcvbn(piece, user_inputs=list(known))["guesses"])))
        for piece in pieces
    )


def _word_bits(word: str) -> float:
    # The word lists of zxcvbn are English: any other word would look random, and is not.
    return min(len(word) * _LETTER_BITS, _WORD_BITS)


def _latin(word: str) -> bool:
    letters = [letter for letter in word if letter.isalpha()]
    return not letters or any(unicodedata.name(each, "").startswith("LATIN") for each in letters)
