"""The left side of the page: the network, the day of which it is, and what its signs mean."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout

from fieldapp.services.analysis.network import Edge, Network, as_of
from fieldapp.services.analysis.network_layout import Point, Points, lay_out
from fieldapp.services.analysis.network_scores import Score
from fieldapp.services.analysis.network_words import CAUTION
from fieldapp.services.notes_records import here_now
from ui import theme
from ui.pages.stakeholders.dates import DayBar
from ui.pages.stakeholders.legend import Legend
from ui.pages.stakeholders.scene import NetworkScene
from ui.pages.stakeholders.view import NetworkView
from ui.session import Session
from ui.widgets.elided import Elided

PLACES = "stakeholders.places"
NARROW = 420


class NetworkPane(QFrame):
    """Keeps where nodes were dragged to, by id, in the vault; lays out the rest in a job."""

    drawn = Signal()
    day_moved = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.setProperty("panel", True)
        self._session = session
        today = here_now(session.store, session.store.now()).date()
        self.scene = NetworkScene()
        self.scene.setParent(self)
        self.view = NetworkView(self.scene, self)
        self.days = DayBar(today)
        self._whole = self.present = Network({}, ())
        self._scores: Mapping[str, Score] = {}
        self._spots: dict[str, Point] = {}
        self._legend = Legend()
        caution = Elided(CAUTION, "muted")
        caution.setObjectName("map-caution")
        caution.setStyleSheet(f"font-size: {theme.SMALL}pt")
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(8)
        column.addWidget(self.days)
        column.addWidget(self.view, 1)
        column.addWidget(self._legend)
        column.addWidget(caution)
        self.scene.dragged.connect(self._keep)
        self.days.moved.connect(lambda _: self.day_moved.emit())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt's own: where there is little room, the network has it."""
        super().resizeEvent(event)
        narrow = self.width() < NARROW * max(1.0, self.font().pointSizeF() / theme.BODY)
        self.days.be_narrow(narrow)
        self._legend.setVisible(not narrow)

    def show_network(self, network: Network, scores: Mapping[str, Score]) -> None:
        """Draw the part of the network that is shown, as of the day that is chosen."""
        self._whole, self._scores = network, scores
        if network.nodes.keys() <= self._spots.keys():
            self._draw()
            return
        ids = list(network.nodes)
        ties = [(each.source, each.target) for each in network.edges]
        fixed, shape = self._fixed(network), self._shape()
        self._session.jobs.run(
            lambda _stop: lay_out(ids, ties, fixed, shape), self._placed, label="Laying out the map"
        )

    def again(self) -> None:
        """Forget where nodes were dragged to, and lay all out anew."""
        self._session.set_setting(PLACES, {})
        self._spots = {}
        self.show_network(self._whole, self._scores)

    def show_day(self, scores: Mapping[str, Score]) -> None:
        """Draw it as of another day; nobody moves."""
        self._scores = scores
        if self._whole.nodes.keys() <= self._spots.keys():
            self._draw(fit=False)

    def bring_out(self, edges: Collection[Edge] | None) -> None:
        """Let these ties stand out; None: those of the chosen node."""
        self.scene.bring_out(edges)
        self.view.viewport().update()

    def spots(self) -> Points:
        """Where each node that is drawn stands."""
        return self.scene.spots()

    def _fixed(self, network: Network) -> dict[str, Point]:
        """Those dragged once stay; so do the others, unless most of the picture is new."""
        kept = {key: (float(x), float(y)) for key, (x, y) in self._kept().items()}
        known = self._spots.keys() & network.nodes.keys()
        if 2 * len(known) >= len(network.nodes):
            kept = {key: self._spots[key] for key in known} | kept
        return {key: spot for key, spot in kept.items() if key in network.nodes}

    def _kept(self) -> dict[str, tuple[float, float]]:
        found: dict[str, tuple[float, float]] = self._session.setting(PLACES, {})
        return found

    def _shape(self) -> float:
        room = self.view.viewport().size()
        return min(2.2, max(0.8, room.width() / max(1, room.height())))

    def _placed(self, spots: dict[str, Point]) -> None:
        if spots.keys() == self._whole.nodes.keys():  # else more has changed meanwhile
            self._spots = spots
            self._draw()

    def _draw(self, *, fit: bool = True) -> None:
        self.present = as_of(self._whole, self.days.day)
        self.scene.show_network(self.present, self._spots, self._scores)
        if fit:
            self.view.fit()
        self.drawn.emit()

    def _keep(self) -> None:
        self._spots |= self.scene.spots()
        kept = self._kept() | {key: (round(x), round(y)) for key, (x, y) in self._spots.items()}
        self._session.set_setting(PLACES, kept)
