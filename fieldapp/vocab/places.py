"""Where something was: a path of P-codes, coordinates with a stated precision, a name as heard."""

from __future__ import annotations

import attrs

# Finest first; index is used to say that nothing becomes finer than it was recorded.
PRECISIONS = ("exact", "1km", "settlement", "adm3", "adm2", "adm1", "linear", "country")


@attrs.frozen(cache_hash=True)
class Area:
    """One administrative area: its P-code (text) and its name as the gazetteer gives it."""

    pcode: str
    name: str = attrs.field(default="", repr=False)


@attrs.frozen(cache_hash=True)
class Place:
    """A place as recorded.

    `path` runs from the country (an ISO3 code) down to the finest area known, so its length less
    one is the admin level. Coordinates are WGS84 decimal degrees. `precision` is one of PRECISIONS
    or empty; `heard` is the name as it was said; `gazetteer` names the version that the P-codes
    come from.
    """

    path: tuple[Area, ...] = attrs.field(default=(), repr=False)
    latitude: float | None = attrs.field(default=None, repr=False)
    longitude: float | None = attrs.field(default=None, repr=False)
    precision: str = attrs.field(default="", repr=False)
    heard: str = attrs.field(default="", repr=False)
    gazetteer: str = attrs.field(default="", repr=False)

    @property
    def admin_level(self) -> int:
        """0 for a country only, 2 for an ADM2 area; -1 where no area is known."""
        return len(self.path) - 1

    @property
    def name(self) -> str:
        """The finest name there is: area, else as heard."""
        return self.path[-1].name if self.path else self.heard

    def __bool__(self) -> bool:
        return bool(self.path or self.heard or self.latitude is not None)

    def coarsen(self, level: int) -> Place:
        """Keep areas down to this admin level only; coordinates and the name as heard go."""
        path = self.path[: level + 1]
        precision = "country" if len(path) == 1 else f"adm{len(path) - 1}" if path else ""
        return Place(path=path, precision=precision, gazetteer=self.gazetteer if path else "")
