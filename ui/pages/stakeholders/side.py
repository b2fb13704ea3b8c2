"""The right side of the page: the matrix or the way to someone, and who is chosen."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSplitter, QTabWidget

from fieldapp.services.analysis.network import Network
from fieldapp.services.analysis.network_scores import Score
from ui.pages.stakeholders.card import NodeCard
from ui.pages.stakeholders.matrix import Matrix
from ui.pages.stakeholders.ways import Ways
from ui.widgets.empty import Empty


class Side(QSplitter):
    """Its three parts speak for themselves; the way needs the room of the card too."""

    def __init__(self) -> None:
        super().__init__(Qt.Orientation.Vertical)
        self.matrix, self.ways, self.card = Matrix(), Ways(), NodeCard()
        self._tabs = QTabWidget()
        self._tabs.setObjectName("map-side")
        self._tabs.addTab(self.matrix, "Power and interest")
        self._tabs.addTab(self.ways, "Way to someone")
        self._tabs.currentChanged.connect(lambda at: self.card.setVisible(at == 0))
        self.addWidget(self._tabs)
        self.addWidget(self.card)
        self.setSizes([330, 190])
        self.setChildrenCollapsible(False)
        self.setHandleWidth(16)

    def turn_to_ways(self) -> None:
        """Bring the way to someone on screen."""
        self._tabs.setCurrentWidget(self.ways)

    def show_node(
        self,
        network: Network,
        node_id: str,
        score: Score | None,
        *,
        objective: bool,
        labels: Sequence[str],
    ) -> None:
        """Mark and tell the one who is chosen; "" where nobody is."""
        node = network.nodes.get(node_id)
        self.matrix.choose(node_id)
        if node is None:
            self.card.show_nobody()
        else:
            self.card.show_node(network, node, score, objective=objective, labels=labels)
        between = node is None or node.noun == "intermediary"
        self.ways.offer_to_find("" if between else node_id, node.label if node else "")


class EmptyMap(Empty):
    """Nobody is recorded yet, or nobody fits."""

    def __init__(self) -> None:
        super().__init__("map-empty", "action-map-empty", "main")

    def explain(self, *, anyone: bool) -> None:
        """Say which of the two it is, and offer the step that helps."""
        if anyone:
            self.say("Nobody fits these filters", "Everyone is still there.", "Clear the filters")
        else:
            about = "Actors, contacts and the relations between them draw it."
            self.say("Nobody is on the map yet", about, "New actor")
