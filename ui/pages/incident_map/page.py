"""The page of the map: where incidents were, as exactly as they are known and no more."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QToolButton, QVBoxLayout, QWidget

from fieldapp.services.analysis.area_shapes import ParsedShapes, load_shapes, read_shapes
from fieldapp.services.analysis.incident_places import (
    MapArea,
    Places,
    area_query,
    at_spot,
    extent,
    in_area,
    incident_places,
    spots,
)
from fieldapp.services.analysis.incident_scope import INCIDENT, Selection
from fieldapp.store.grouping import Box, Spot
from fieldapp.store.lists import Row, listed
from fieldapp.store.outlines import Outline
from fieldapp.store.store import Changes, Query
from ui import pieces
from ui.files import ask_open
from ui.jobs import Stop
from ui.pages.charts.scope_bar import ScopeBar
from ui.pages.incident_map.legend import Legend
from ui.pages.incident_map.painting import Shape, shapes_of
from ui.pages.incident_map.side import Side
from ui.pages.incident_map.sight import STEP
from ui.pages.incident_map.view import MapView
from ui.session import Session

CELL = 56  # pixels within which points are taken together
LEVELS = (1, 2)
ONLY = "(*.geojson *.json)"
ASKED = "Area boundaries (GeoJSON of COD-AB)"
NO_PLACES = (
    "No area has its place yet: load area boundaries (GeoJSON), or a gazetteer with the centres of "
    "areas on the page Reference data. Until then the areas stand in the list only."
)
NOT_HERE = "No persons, units or positions are on this map."


class IncidentMapPage(QWidget):
    """Counts by SQL, draws what is on screen; nothing of it comes from a network."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.setObjectName("page")
        self._session = session
        self._places: Places | None = None
        self._selection: Selection | None = None
        self._outlines: dict[int, list[Outline]] = {}
        self._shapes: Sequence[Shape] = ()
        self._chosen: MapArea | Spot | None = None
        self._stale = self._to_fit = True
        self._level = LEVELS[0]
        self._scope = ScopeBar(session, name="map")
        self._view, self._legend = MapView(), Legend()
        cells = [each.name for each in listed(session.store.kind(INCIDENT))]
        self._side = Side(cells.index("happened"))
        self._told = pieces.words("", "", "map-told")
        self._no_places = pieces.words(NO_PLACES, "muted", "map-no-places")
        self._after = QTimer(self)
        self._after.setSingleShot(True)
        self._after.setInterval(40)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        self._load = pieces.button("Load area boundaries…", "action-load-boundaries")
        head = pieces.row(pieces.words("Incident map", "page"), stretch=False)
        head.setStretch(0, 1)
        head.addWidget(self._load)
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self._no_places)
        column.addWidget(self._view, 1)
        column.addWidget(self._legend)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setChildrenCollapsible(False)
        split.setHandleWidth(12)
        split.addWidget(left)
        split.addWidget(self._side)
        split.setStretchFactor(0, 1)
        split.setSizes([760, 320])
        self._side.setMinimumWidth(250)
        bar = QHBoxLayout()
        bar.setSpacing(8)
        bar.addWidget(self._scope, 1)
        bar.addLayout(self._buttons())
        whole = QVBoxLayout(self)
        whole.setContentsMargins(24, 16, 24, 8)
        whole.setSpacing(10)
        whole.addLayout(head)
        whole.addLayout(bar)
        whole.addWidget(self._told)
        whole.addWidget(split, 1)

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(0)
        row.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._levels = {level: _segment(f"ADM{level}", level == LEVELS[-1]) for level in LEVELS}
        for level, button in self._levels.items():
            button.setChecked(level == self._level)
            button.clicked.connect(partial(self._take_level, level))
            row.addWidget(button)
        row.addSpacing(8)
        for text, name, said, act in (
            ("+", "action-map-closer", "Closer", lambda: self._view.zoom(STEP)),
            ("−", "action-map-wider", "Wider", lambda: self._view.zoom(1 / STEP)),
            ("All", "action-map-all", "Show all of it", self._view.show_whole),
        ):
            button = QToolButton()
            button.setText(text)
            button.setObjectName(name)
            button.setAccessibleName(said)
            button.setToolTip(said)
            button.clicked.connect(act)
            row.addWidget(button)
            row.addSpacing(4)
        return row

    def _connect(self) -> None:
        self._scope.changed.connect(self.refresh)
        self._view.looked.connect(self._after.start)
        self._after.timeout.connect(self._show_spots)
        self._view.area_chosen.connect(self._choose)
        self._view.spot_chosen.connect(self._choose)
        self._side.area_chosen.connect(self._choose)
        self._side.opened.connect(self._session.opened)
        self._side.asked_list.connect(self._open_list)
        self._load.clicked.connect(
            lambda: ask_open(self, ASKED, self._read, only="(*.geojson *.json)")
        )
        self._session.changed.connect(self._changed)

    # -- what the window asks --------------------------------------------------------------

    def start_here(self) -> None:
        """Put the cursor on the areas."""
        self._side.start_here()

    def level(self) -> str:
        """The highest level of any incident."""
        return self._places.sensitivity.value if self._places and self._places.events else ""

    def showEvent(self, event: QShowEvent) -> None:
        """Count when it is looked at, if something changed."""
        super().showEvent(event)
        if self._stale:
            self.refresh()

    # -- counting and drawing --------------------------------------------------------------

    def refresh(self) -> None:
        """Count again."""
        selection = self._scope.selection()
        if selection is None:
            return
        self._stale, self._selection = False, selection
        with self._session.telling():
            outlines = self._read_outlines()
            self._places = incident_places(self._session.store, selection, self._level, outlines)
            self._scope.offer(self._places.standing.series)
            self._view.show_places(self._places, self._shapes)
            self._tell(self._places)
            if self._to_fit:
                self._fit()
            self._show_spots()
            self._show_chosen()
        if self.isVisible():
            self._session.shown.emit(self.level())

    def _read_outlines(self) -> list[Outline]:
        """Of this level, and of those above it; read once."""
        store = self._session.store
        wanted = [each for each in LEVELS if each <= self._level]
        for level in wanted:
            if level not in self._outlines:
                self._outlines[level] = store.outlines.of_level(level)
                self._shapes = ()
        found = [each for level in reversed(wanted) for each in self._outlines[level]]
        if not self._shapes:
            self._shapes = shapes_of(found)
        return found

    def _tell(self, places: Places) -> None:
        told = [f"{places.events:,} incidents: {places.points:,} as points"]
        told[0] += f", {places.events - places.points:,} known only to an area or less."
        told += [places.standing.left_out.words(), NOT_HERE]
        self._told.setText(" ".join(each for each in told if each))
        anywhere = bool(self._shapes) or any(area.placed for area in places.areas)
        self._no_places.setVisible(not anywhere)

    def _fit(self) -> None:
        assert self._places is not None
        assert self._selection is not None
        boxes = [_around(area) for area in self._places.areas if area.placed]
        boxes += [_bounds(shape) for shape in self._shapes]
        points = None if self._shapes else extent(self._session.store, self._selection)
        boxes += [points] if points else []
        if boxes:
            self._to_fit = False
            self._view.fit(
                Box(
                    min(each.south for each in boxes),
                    min(each.west for each in boxes),
                    max(each.north for each in boxes),
                    max(each.east for each in boxes),
                )
            )

    def _show_spots(self) -> None:
        if self._selection is not None and self.isVisible():
            sight = self._view.sight
            found = spots(self._session.store, self._selection, sight.box(), self._step())
            self._view.show_spots(found)

    def _step(self) -> float:
        return CELL / self._view.sight.scale

    def _take_level(self, level: int) -> None:
        self._level = level
        for each, button in self._levels.items():
            button.setChecked(each == level)
        self._shapes, self._chosen = (), None
        self.refresh()

    # -- choosing --------------------------------------------------------------------------

    def _choose(self, chosen: MapArea | Spot) -> None:
        self._chosen = chosen
        self._view.choose(chosen)
        self._show_chosen()

    def _show_chosen(self) -> None:
        """Beside the map, the incidents of what is chosen; an area keeps its place in the list."""
        store, selection, places = self._session.store, self._selection, self._places
        assert selection is not None
        assert places is not None
        if isinstance(self._chosen, MapArea):
            code = self._chosen.pcode
            self._chosen = next((each for each in places.areas if each.pcode == code), None)
        code = self._chosen.pcode if isinstance(self._chosen, MapArea) else ""
        self._side.show_places(places, code)
        rows: Sequence[Row] = ()
        match self._chosen:
            case MapArea() as area:
                rows = in_area(store, selection, area)
                self._side.show_incidents(area.name, rows, area.total)
            case Spot() as spot:
                rows = at_spot(store, selection, spot, self._step())
                self._side.show_incidents("At this place", rows, spot.count)
            case _:
                self._side.show_incidents("", (), 0)
        self._side.offer_list(isinstance(self._chosen, MapArea))

    def _open_list(self) -> None:
        if isinstance(self._chosen, MapArea) and self._selection is not None:
            query: Query = area_query(self._selection, self._chosen)
            self._session.asked_page.emit(INCIDENT, query)

    # -- boundaries ------------------------------------------------------------------------

    def _read(self, path: Path) -> None:
        def work(stop: Stop) -> ParsedShapes:
            return read_shapes(path, stop=stop, progress=stop.progress)

        self._session.jobs.run(work, self._keep, label="Reading area boundaries")

    def _keep(self, parsed: ParsedShapes) -> None:
        with self._session.telling():
            number = load_shapes(self._session.store, parsed)
            self._outlines, self._shapes, self._to_fit = {}, (), True
            self.refresh()
            rest = f" {parsed.left_out:,} had no code or no shape." if parsed.left_out else ""
            self._session.said.emit(f"{number:,} areas are drawn from now on.{rest}")

    def _changed(self, changes: Changes) -> None:
        if INCIDENT in changes.kinds:
            self._stale = True
            if self.isVisible():
                self.refresh()


def _around(area: MapArea) -> Box:
    assert area.latitude is not None
    assert area.longitude is not None
    return Box(area.latitude, area.longitude, area.latitude, area.longitude)


def _bounds(shape: Shape) -> Box:
    room = shape.path.boundingRect()
    return Box(-room.bottom(), room.left(), -room.top(), room.right())


def _segment(label: str, last: bool) -> QToolButton:
    made = QToolButton()
    made.setText(label)
    made.setObjectName(f"action-map-{label.lower()}")
    made.setAccessibleName(f"Areas of {label}")
    made.setCheckable(True)
    made.setProperty("segment", True)
    made.setProperty("last", last)
    return made
