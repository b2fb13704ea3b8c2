"""The drawing of one network: its items, who is chosen, and what is marked."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from PySide6.QtCore import QPointF, Signal
from PySide6.QtWidgets import (
    QGraphicsScene,
    QGraphicsSceneContextMenuEvent,
    QGraphicsSceneMouseEvent,
)

from fieldapp.services.analysis.network import Edge, Network
from fieldapp.services.analysis.network_layout import Points
from fieldapp.services.analysis.network_lines import bends
from fieldapp.services.analysis.network_scores import Score
from fieldapp.services.analysis.network_words import edge_words, node_words
from ui.pages.stakeholders.items import DIMMED, EdgeItem, NodeItem

_MANY = 60  # more lines than that step back a little


class NetworkScene(QGraphicsScene):
    """Says who was chosen, opened or moved; what is not beside the chosen one steps back."""

    chosen = Signal(str)  # an id, "" for nobody
    opened = Signal(str)
    dragged = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.nodes: dict[str, NodeItem] = {}
        self.edges: list[EdgeItem] = []
        self.drawn = 0  # goes up whenever a label may have to stand elsewhere
        self._quiet = self._moving = False
        self._calm = 1.0
        self.selectionChanged.connect(self._tell)

    def show_network(self, network: Network, spots: Points, scores: Mapping[str, Score]) -> None:
        """Draw this anew; who was chosen stays so, if still there."""
        before, self._quiet = self.current(), True
        self.clear()
        self.drawn += 1
        self.nodes, self.edges = {}, []
        for key, node in network.nodes.items():
            item = NodeItem(node, scores.get(key), self._was_moved)
            item.setPos(QPointF(*spots.get(key, (0.0, 0.0))))
            item.setToolTip(node_words(node, scores.get(key)))
            self.addItem(item)
            self.nodes[key] = item
        self._add_edges(network)
        self._calm = 1.0 if len(self.edges) <= _MANY else 0.6
        self._quiet = self._moving = False
        self.choose(before)
        self.bring_out()

    def _add_edges(self, network: Network) -> None:
        for edge, bend in zip(network.edges, bends(network.edges), strict=True):
            if edge.source != edge.target:
                item = EdgeItem(edge, self.nodes[edge.source], self.nodes[edge.target], bend)
                item.setToolTip(edge_words(network, edge))
                self.addItem(item)
                self.edges.append(item)

    def current(self) -> str:
        """The chosen node's id; "" where none is."""
        found = [each for each in self.selectedItems() if isinstance(each, NodeItem)]
        return found[0].node.id if found else ""

    def choose(self, node_id: str) -> None:
        """Choose a node, or nobody, and tell only where that is new."""
        before, self._quiet = self.current(), True
        self.clearSelection()
        if node_id in self.nodes:
            self.nodes[node_id].setSelected(True)
        self._quiet = False
        self.bring_out()
        if self.current() != before:
            self.chosen.emit(self.current())

    def bring_out(self, edges: Collection[Edge] | None = None) -> None:
        """Let the ties of the chosen node stand out, or these, with their ends."""
        at = self.current()
        if edges is None:
            shown = [each for each in self.edges if at and at in _pair(each.edge)]
        else:
            shown = [each for each in self.edges if each.edge in edges]
        ends = {end for each in shown for end in _pair(each.edge)} | ({at} if at else set())
        for line in self.edges:
            line.marked = line in shown
            line.setOpacity(self._calm if not ends else 1 if line.marked else DIMMED)
            line.update()
        for key, item in self.nodes.items():
            item.setOpacity(1 if not ends or key in ends else DIMMED)

    def spots(self) -> dict[str, tuple[float, float]]:
        """Where each node is now."""
        return {key: (item.pos().x(), item.pos().y()) for key, item in self.nodes.items()}

    def _tell(self) -> None:
        if not self._quiet:
            self.bring_out()
            self.chosen.emit(self.current())

    def _was_moved(self) -> None:
        self.drawn += 1
        self._moving = not self._quiet

    # -- what Qt asks ----------------------------------------------------------------------

    def mouseReleaseEvent(self, event: QGraphicsSceneMouseEvent) -> None:
        """Qt's own: a node was let go."""
        super().mouseReleaseEvent(event)
        if self._moving:
            self._moving = False
            self.dragged.emit()

    def mouseDoubleClickEvent(self, event: QGraphicsSceneMouseEvent) -> None:
        """Qt's own: open what is under the mouse."""
        for item in self.items(event.scenePos()):
            if isinstance(item, NodeItem):
                self.opened.emit(item.node.id)
                return
            if isinstance(item, EdgeItem) and item.edge.id:
                self.opened.emit(item.edge.id)
                return

    def contextMenuEvent(self, event: QGraphicsSceneContextMenuEvent) -> None:
        """Qt's own: there is no menu here."""
        event.accept()


def _pair(edge: Edge) -> tuple[str, str]:
    return min(edge.source, edge.target), max(edge.source, edge.target)
