"""The editor of a place: an area by name or P-code, coordinates, and the name as it was heard."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import attrs
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from fieldapp.errors import FieldappError
from fieldapp.records.fields import Field
from fieldapp.records.values import place_in_words
from fieldapp.vocab.folding import fold
from fieldapp.vocab.places import PRECISIONS, Place
from ui import pieces
from ui.forms.choice import QuietCombo
from ui.forms.editor import Editor, OnLeaving
from ui.forms.plain import named, turn
from ui.session import Session
from ui.widgets.elided import Elided
from ui.widgets.options import Option, TypeAhead

_WORDS = {
    "exact": "Exact spot",
    "1km": "Within 1 km",
    "settlement": "Settlement",
    "adm3": "ADM3",
    "adm2": "ADM2, district",
    "adm1": "ADM1, state",
    "linear": "Along a road",
    "country": "Country",
}


class NotCoordinatesError(FieldappError):
    """The text is no pair of coordinates."""

    sentence = "Coordinates are decimal degrees: latitude -90 to 90, longitude -180 to 180."
    remedy = "Write both, such as 13.6279 and 25.3494."


class NotAnAreaError(FieldappError):
    """The text names no area that was taken from the gazetteer."""

    sentence = "No area was chosen for this."
    remedy = "Take one with Enter, or keep it as the name heard."


class PlaceEditor(Editor):
    """Two letters find an area in any script; what is in no gazetteer is kept as heard."""

    wide = True

    def __init__(self, field: Field, session: Session, name: str) -> None:
        super().__init__(field, session, name)
        self._place = Place()
        label = field.spec.label
        self.area = TypeAhead(self._found, letters=2)
        named(self.area, name, f"{label}: area")
        self.area.setPlaceholderText("Area or P-code")
        self.heard = QLineEdit()
        named(self.heard, f"{name}-heard", f"{label}: name as heard")
        self.heard.setPlaceholderText("Name as heard")
        self._path = Elided(role="muted")
        self._toggle = pieces.button("Coordinates", f"action-more-{name}", "link")
        self._toggle.setAccessibleName(f"{label}: coordinates and precision")
        self._fine = _Coordinates(name, label, self.edited.emit)
        self._lay_out()
        self.setFocusProxy(self.area)
        self.area.taken.connect(self._take)
        self.area.typed.connect(self._typed)
        self.heard.textEdited.connect(lambda _: self.edited.emit())
        self.heard.textChanged.connect(lambda _: turn(self.heard))
        self._toggle.clicked.connect(self._fine.toggle)
        OnLeaving(self.area, self._leave)

    def _lay_out(self) -> None:
        first = QHBoxLayout()
        first.setSpacing(8)
        first.addWidget(self.area, 3)
        first.addWidget(self.heard, 2)
        below = QHBoxLayout()
        below.addWidget(self._path, 1)
        below.addWidget(self._toggle)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addLayout(first)
        column.addLayout(below)
        column.addWidget(self._fine)

    def value(self) -> Place:
        """The place; an area that was typed but not taken is refused."""
        if self.area.text().strip() and self.area.text() != self._place.name:
            raise NotAnAreaError
        latitude, longitude, precision = self._fine.read()
        return attrs.evolve(
            self._place,
            heard=self.heard.text().strip(),
            latitude=latitude,
            longitude=longitude,
            precision=precision or self._place.precision,
        )

    def set_value(self, value: Any) -> None:
        """Show an area with its path, and what else is known."""
        self._show_area(value)
        self.heard.setText(value.heard)
        self.heard.setCursorPosition(0)
        self._fine.show_place(value)

    def set_read_only(self, on: bool) -> None:
        """Can still be read and copied."""
        self.area.setReadOnly(on)
        self.heard.setReadOnly(on)
        self._fine.setEnabled(not on)

    def unread(self) -> str:
        """What was typed for an area that was not taken."""
        return self.area.text() if self.error() else ""

    def set_unread(self, words: str) -> None:
        """Put it back."""
        self.area.setText(words)

    def _show_area(self, place: Place) -> None:
        self._place = attrs.evolve(place, heard="", latitude=None, longitude=None)
        self.area.setText(self._place.name)
        self.area.setCursorPosition(0)
        self._path.setText(place_in_words(self._place))

    def _found(self, words: str) -> Sequence[Option]:
        if not words.strip():
            return []
        station = self.session.store.station()
        country = station.country if station else ""
        found = self.session.store.gazetteer.search(words, country)
        heard = Option(words.strip(), f"Keep “{words.strip()}” as the name heard")
        return [*(Option(each, each.name, _path(each)) for each in found), heard]

    def _take(self, option: Option) -> None:
        if isinstance(option.value, Place):
            self._show_area(option.value)
        else:
            self._show_area(Place())
            self.heard.setText(option.value)
        self.edited.emit()

    def _typed(self, words: str) -> None:
        if not words.strip():
            self._show_area(Place())
        self.edited.emit()

    def _leave(self) -> None:
        """Nothing that was typed is lost: a name that no gazetteer has is kept as heard."""
        words = self.area.text().strip()
        if not words or words == self._place.name:
            return
        found = [o for o in self._found(words) if isinstance(o.value, Place)]
        station = self.session.store.station()
        same = self.session.store.gazetteer.called(words, station.country if station else "")
        if len(same) == 1:
            self._take(Option(same[0], same[0].name))
        elif not found and not self.heard.text().strip():
            self._take(Option(words, words))


class _Coordinates(QWidget):
    """Latitude, longitude and how precise they are; folded away unless there are any."""

    def __init__(self, name: str, label: str, edited: Callable[[], object]) -> None:
        super().__init__()
        self._lines: list[QLineEdit] = []
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 4, 0, 0)
        row.setSpacing(8)
        for part in ("latitude", "longitude"):
            line = QLineEdit()
            named(line, f"{name}-{part}", f"{label}: {part}")
            line.setPlaceholderText(part.capitalize())
            line.setMaximumWidth(120)
            line.textEdited.connect(lambda _: edited())
            self._lines.append(line)
            row.addWidget(line)
        self._precision = QuietCombo()
        named(self._precision, f"{name}-precision", f"{label}: precision")
        self._precision.addItem("Precision –", "")
        for code in PRECISIONS:
            self._precision.addItem(_WORDS[code], code)
        self._precision.activated.connect(lambda _: edited())
        row.addWidget(self._precision)
        datum = QLabel("WGS84")
        datum.setProperty("role", "muted")
        row.addWidget(datum)
        row.addStretch(1)
        self.hide()

    def toggle(self) -> None:
        """Fold or unfold."""
        self.setVisible(self.isHidden())

    def show_place(self, place: Place) -> None:
        """Show what is known, unfolded where there are coordinates."""
        for line, number in zip(self._lines, (place.latitude, place.longitude), strict=True):
            line.setText("" if number is None else f"{number:.6g}")
        self._precision.setCurrentIndex(max(0, self._precision.findData(place.precision)))
        self.setVisible(place.latitude is not None)

    def read(self) -> tuple[float | None, float | None, str]:
        """Latitude, longitude and precision; both numbers or neither."""
        typed = [fold(line.text()).strip().replace(",", ".") for line in self._lines]
        precision = self._precision.currentData() or ""
        if not any(typed):
            return None, None, precision
        try:
            latitude, longitude = (float(each) for each in typed)
        except ValueError:
            raise NotCoordinatesError from None
        if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
            raise NotCoordinatesError
        return latitude, longitude, precision


def _path(place: Place) -> str:
    above = [area.name or area.pcode for area in reversed(place.path[:-1])]
    return f"{', '.join(above)}  {place.path[-1].pcode}" if place.path else ""
