"""Mapping files: which column of a foreign table means which field, and which word which code."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import attrs

import resources
from fieldapp.services.importing.errors import UnknownMappingError
from fieldapp.vocab.folding import fold

Codes = Mapping[str, tuple[str, ...]]


def key(words: str) -> str:
    """How words of a file are compared: folded, blanks made one."""
    return " ".join(fold(words).split())


@attrs.frozen(kw_only=True)
class Rule:
    """What one column does: where its value goes and how it is read.

    `codes` translates words into codes; `nothing` holds words that mean no value; `split` divides a
    cell, but never inside the phrases of `whole`. With `pattern` the rule holds only for cells that
    match, with `positive` only for numbers above zero. `value` is stored in place of the cell.
    `via` goes on from the code by a column of its vocabulary, as `reported_perpetrator.actor_type`.
    `why` is what the report says each time that the rule holds.
    """

    to: str
    codes: Codes = attrs.field(factory=dict, repr=False)
    nothing: frozenset[str] = attrs.field(default=frozenset(), repr=False)
    whole: frozenset[str] = attrs.field(default=frozenset(), repr=False)
    split: str = ""
    pattern: re.Pattern[str] | None = None
    positive: bool = False
    value: str = ""
    via: str = ""
    why: str = ""

    @property
    def field(self) -> str:
        """The field of the record that this ends in."""
        return self.to.partition(".")[0]

    @property
    def part(self) -> str:
        """What of that field: a group of a tally, a piece of a place, a field of a row."""
        return self.to.partition(".")[2]


@attrs.frozen(kw_only=True)
class Crosswalk:
    """One mapping file: columns with their rules, constants, and names of areas.

    `recognise` holds the columns by which a file is known. `derived` are (field, target, value):
    the first of the fields that is filled with more than zero gives the target its value, where the
    file gives none. `ignored` columns repeat what another column says.
    """

    name: str
    kind: str
    dataset: str
    recognise: frozenset[str]
    rules: Mapping[str, tuple[Rule, ...]]
    constants: Mapping[str, Any]
    derived: tuple[tuple[str, str, str], ...]
    ignored: frozenset[str]
    areas: Mapping[str, str] = attrs.field(repr=False)

    def knows(self, columns: Iterable[str]) -> bool:
        """Whether a file with these columns is of this kind."""
        return self.recognise <= set(map(key, columns))


def crosswalks() -> tuple[Crosswalk, ...]:
    """The mappings that ship with the app."""
    files = sorted(resources.path("mappings").glob("*.toml"))
    return tuple(_read(file) for file in files if not file.stem.endswith("-words"))


def crosswalk(name: str) -> Crosswalk:
    """A mapping by name, or by the path of a TOML file."""
    shipped = resources.path("mappings", f"{name}.toml")
    file = shipped if re.fullmatch(r"[\w-]+", name) and shipped.is_file() else Path(name)
    if not file.is_file():
        raise UnknownMappingError
    return _read(file)


def _read(file: Path) -> Crosswalk:
    try:
        plain = tomllib.loads(file.read_text(encoding="utf-8"))
        if include := plain.get("words"):
            words = resources.path("mappings", f"{include}.toml")
            plain = {**tomllib.loads(words.read_text(encoding="utf-8")), **plain}
        return _crosswalk(file.stem, plain)
    except (OSError, ValueError, KeyError, TypeError, AttributeError, re.error):
        raise UnknownMappingError from None


def _crosswalk(name: str, plain: Mapping[str, Any]) -> Crosswalk:
    tables = plain.get("tables", {})
    return Crosswalk(
        name=name,
        kind=plain["kind"],
        dataset=plain["dataset"],
        recognise=frozenset(map(key, plain["recognise"])),
        rules={
            key(column): tuple(_rule(each, tables) for each in _as_list(rules))
            for column, rules in plain["columns"].items()
        },
        constants=plain.get("constants", {}),
        derived=tuple((each[0], each[1], each[2]) for each in plain.get("derived", ())),
        ignored=frozenset(map(key, plain.get("ignored", ()))),
        areas={
            f"{country} {key(area)}": pcode
            for country, areas in plain.get("areas", {}).items()
            for area, pcode in areas.items()
        },
    )


def _rule(plain: Mapping[str, Any], tables: Mapping[str, Mapping[str, Any]]) -> Rule:
    rest = dict(plain)
    words = tables[rest.pop("table")] if "table" in rest else {}
    nothing = frozenset(map(key, rest.pop("nothing", ())))
    whole = [*rest.pop("whole", ()), *words]
    pattern = rest.pop("pattern", "")
    return Rule(
        codes={key(word): tuple(_as_list(codes)) for word, codes in words.items()},
        nothing=nothing,
        whole=frozenset(map(key, whole)) | nothing,
        pattern=re.compile(pattern) if pattern else None,
        **rest,
    )


def _as_list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def pieces(rule: Rule, text: str) -> list[str]:
    """A cell divided as its rule says; a phrase that is known stays whole."""
    if not rule.split or key(text) in rule.whole:
        return [text.strip()]
    tokens = [token.strip() for token in text.split(rule.split)]
    found: list[str] = []
    while tokens:
        taken = _longest(tokens, rule)
        found.append(f"{rule.split} ".join(tokens[:taken]))
        tokens = tokens[taken:]
    return [each for each in dict.fromkeys(found) if each]


def _longest(tokens: list[str], rule: Rule) -> int:
    for length in range(min(len(tokens), 5), 1, -1):
        if key(f"{rule.split} ".join(tokens[:length])) in rule.whole:
            return length
    return 1
