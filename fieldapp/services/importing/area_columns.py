"""Which column of a list of areas is what: the global list, and COD-AB under old and new names."""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cache

import attrs

import resources
from fieldapp.services.importing.crosswalk import key

# The global list of P-codes: one column for each of these, one row an area of any level.
LISTED = ("location", "admin_level", "p_code", "name", "parent_p_code")
_COUNTRY = ("iso3", "adm0_iso3", "admin0_iso3", "iso2", "adm0_iso2", "admin0_iso2")
_VERSION = ("version", "cod_version")
_DATED = ("valid_from_date", "valid_on", "validon", "date")
_LATITUDE = ("center_lat", "centre_lat", "centroid_lat")
_LONGITUDE = ("center_lon", "centre_lon", "centroid_lon")
# Written out, because not every ending of two letters is a language: `adm1_id` is a number.
_LANGUAGE = (
    "en|fr|es|pt|ar|fa|prs|ps|ku|ckb|kmr|ur|uz|tg|tk|ky|kk|tr|az|hy|ka|ru|uk|ro|am|ti|om|so|sw|"
    "rw|rn|ln|kg|sg|mg|my|th|lo|km|vi|bn|hi|ne|si|ta|dz|mn|zh|ko|ja|tl|ht|he|el|it|nl|sq|sr|bs|mk|"
    "arabic|french|english|spanish|portuguese|russian|ukrainian|persian|dari|pashto|kurdish"
)
_LEVELLED = re.compile(r"adm(?:in)?_?([0-5])_?(\w+)")
_PCODE = re.compile(r"p_?code?")
# In the order in which a name is preferred: as given, of reference, the other ones.
_NAMES = (
    re.compile(rf"(?:name_?)?(?:{_LANGUAGE})|name"),
    re.compile(rf"name_?[1-9](?:_(?:{_LANGUAGE}))?|(?:local_?name|name_?local)"),
    re.compile(rf"ref(?:_?name)?(?:_?(?:{_LANGUAGE}))?|name_?ref"),
    re.compile(rf"(?:name_?)?alt(?:_?name)?_?[1-9]?(?:_?(?:{_LANGUAGE}))?"),
)


@attrs.frozen
class AreaColumns:
    """Where the columns stand. `pcodes` and `names` are by level; of names the preferred first.

    In the global list, `listed` holds its five columns and `names` the other ones, at level 0.
    """

    listed: Mapping[str, int]
    pcodes: Mapping[int, int]
    names: Mapping[int, tuple[int, ...]]
    country: tuple[int, ...]
    centre: tuple[int, int] | None
    version: tuple[int, ...]
    dated: tuple[int, ...]

    def __bool__(self) -> bool:
        return bool(self.listed) or any(level in self.names for level in self.pcodes)

    def is_list_of_areas(self) -> bool:
        """Whether areas below a country can be read from it; a sheet of countries alone is none."""
        return bool(self.listed) or any(level in self.names for level in self.pcodes if level)


def area_columns(columns: Sequence[str]) -> AreaColumns:
    """Read the heads of a table; extra columns are passed over."""
    plain = [re.sub(r"[^a-z0-9]+", "_", key(column)).strip("_") for column in columns]
    at = {name: place for place, name in reversed(list(enumerate(plain)))}
    listed = {name: at[name] for name in LISTED} if set(LISTED) <= set(at) else {}
    pcodes: dict[int, int] = {}
    names: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for place, name in enumerate(plain):
        found = _LEVELLED.fullmatch(name)
        level, rest = (int(found[1]), found[2]) if found else (0, name)
        if listed:
            level, rest = 0, name if name.startswith("name_") else ""
        elif not found:
            continue
        rank = next((n for n, each in enumerate(_NAMES) if each.fullmatch(rest)), None)
        if rank is not None:
            names[level].append((rank, place))
        elif found and _PCODE.fullmatch(rest):
            pcodes.setdefault(level, place)
    lat, lon = (next((at[n] for n in each if n in at), None) for each in (_LATITUDE, _LONGITUDE))
    return AreaColumns(
        listed=listed,
        pcodes={} if listed else pcodes,
        names={level: tuple(place for _, place in sorted(some)) for level, some in names.items()},
        country=_places(at, _COUNTRY),
        centre=(lat, lon) if lat is not None and lon is not None else None,
        version=_places(at, _VERSION),
        dated=_places(at, _DATED),
    )


def _places(at: Mapping[str, int], names: Iterable[str]) -> tuple[int, ...]:
    return tuple(at[name] for name in names if name in at)


@cache
def iso3() -> Mapping[str, str]:
    """The ISO code of three letters of each country, by that of two letters."""
    with resources.path("reference", "countries.csv").open(encoding="utf-8", newline="") as file:
        return {row["iso2"]: row["iso3"] for row in csv.DictReader(file)}
