"""One way to fold text, for the index, for queries and for the scan alike."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

# Letters of one sound that keyboards and dialects write differently (design 3).
_SAME = {
    **dict.fromkeys("أإآٱٲٳ", "ا"),
    **dict.fromkeys("ىیۍېےئ", "ي"),
    **dict.fromkeys("کڪګ", "ك"),
    **dict.fromkeys("ةهەۀۂھہ", "ه"),
    "ؤ": "و",
    "ء": "",
    "ـ": "",  # tatweel only stretches a word
    "\u200c": "",  # a joiner that keeps two halves of one word apart
    "\u200d": "",
    "ı": "i",
    "ł": "l",
    "ø": "o",
    "đ": "d",
    "ð": "d",
    "ß": "ss",
    "æ": "ae",
    "œ": "oe",
    "’": "'",
    "ʼ": "'",
}
_WORD = re.compile(r"\w+")


@cache
def _folded(char: str) -> str:
    """One character folded; cached because texts use few of them."""
    out = []
    for part in unicodedata.normalize("NFKD", _SAME.get(char, char)).casefold():
        if unicodedata.combining(part) or unicodedata.category(part) == "Cf":
            continue
        digit = unicodedata.digit(part, None)
        out.append(str(digit) if digit is not None else _SAME.get(part, part))
    return "".join(out)


def fold(text: str) -> str:
    """Fold case, marks, letter variants and digits, so that spellings of one word meet."""
    return "".join(map(_folded, unicodedata.normalize("NFKC", text)))


# The Arabic article, alone or after a particle, as it begins a folded word.
_ARTICLE = re.compile(r"(?:[وفبك]?ال|لل)(?=\w{2})")


def bare(word: str) -> str:
    """A folded word without the Arabic article that it begins with, so that both are found."""
    return _ARTICLE.sub("", word, count=1) if _ARTICLE.match(word) else word


def words(text: str) -> list[str]:
    """The folded words of a text, in order."""
    return _WORD.findall(fold(text))
