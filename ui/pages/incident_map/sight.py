"""Which part of the world is on screen: degrees to pixels and back, zoom and pan."""

from __future__ import annotations

import math

import attrs

from fieldapp.store.grouping import Box

KM_A_DEGREE = 111.2
CLOSEST, WIDEST = 20_000.0, 2.0  # pixels a degree
STEP = 1.5


@attrs.frozen
class Sight:
    """The middle of the screen in degrees, how many pixels a degree of latitude takes, and the
    size of the screen. A degree of longitude is narrower, by the latitude that `narrow` is for.
    """

    latitude: float = 0.0
    longitude: float = 0.0
    scale: float = 20.0
    narrow: float = 1.0
    width: int = 1
    height: int = 1

    def to_screen(self, latitude: float, longitude: float) -> tuple[float, float]:
        """Where a place is drawn."""
        x = self.width / 2 + (longitude - self.longitude) * self.narrow * self.scale
        return x, self.height / 2 - (latitude - self.latitude) * self.scale

    def to_degrees(self, x: float, y: float) -> tuple[float, float]:
        """Latitude and longitude of a point on screen."""
        latitude = self.latitude - (y - self.height / 2) / self.scale
        return latitude, self.longitude + (x - self.width / 2) / (self.scale * self.narrow)

    def box(self, margin: int = 40) -> Box:
        """What is on screen, and a little more."""
        north, west = self.to_degrees(-margin, -margin)
        south, east = self.to_degrees(self.width + margin, self.height + margin)
        return Box(max(south, -90), max(west, -180), min(north, 90), min(east, 180))

    def sized(self, width: int, height: int) -> Sight:
        """The same on a screen of another size."""
        return attrs.evolve(self, width=max(1, width), height=max(1, height))

    def fit(self, box: Box, margin: int = 40) -> Sight:
        """So that all of a box is seen."""
        latitude, longitude = (box.south + box.north) / 2, (box.west + box.east) / 2
        narrow = max(0.2, math.cos(math.radians(latitude)))
        across = max(box.east - box.west, 0.05) * narrow
        along = max(box.north - box.south, 0.05)
        room = max(40, self.width - 2 * margin), max(40, self.height - 2 * margin)
        scale = _kept(min(room[0] / across, room[1] / along))
        return attrs.evolve(
            self, latitude=latitude, longitude=longitude, scale=scale, narrow=narrow
        )

    def zoom(self, factor: float, x: float | None = None, y: float | None = None) -> Sight:
        """Closer or wider; what is at this point of the screen stays there."""
        x = self.width / 2 if x is None else x
        y = self.height / 2 if y is None else y
        latitude, longitude = self.to_degrees(x, y)
        nearer = attrs.evolve(self, scale=_kept(self.scale * factor))
        there = nearer.to_degrees(x, y)
        return nearer.moved(latitude - there[0], longitude - there[1])

    def moved(self, latitude: float, longitude: float) -> Sight:
        """By so many degrees, but never off the world."""
        north = min(90.0, max(-90.0, self.latitude + latitude))
        east = min(180.0, max(-180.0, self.longitude + longitude))
        return attrs.evolve(self, latitude=north, longitude=east)

    def pan(self, dx: float, dy: float) -> Sight:
        """By so many pixels: what was there moves along with the hand."""
        return self.moved(dy / self.scale, -dx / (self.scale * self.narrow))

    def pixels(self, km: float) -> float:
        """How long so many kilometres are on screen."""
        return km / KM_A_DEGREE * self.scale

    def scale_bar(self, most: float = 120.0) -> tuple[float, float]:
        """A round number of kilometres that fits, and its pixels."""
        km = most / self.scale * KM_A_DEGREE
        magnitude: float = 10 ** math.floor(math.log10(km))
        for step in (5, 2, 1):
            if step * magnitude <= km:
                return step * magnitude, self.pixels(step * magnitude)
        return magnitude, self.pixels(magnitude)


def _kept(scale: float) -> float:
    return min(CLOSEST, max(WIDEST, scale))
