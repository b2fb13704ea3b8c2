"""The chosen node in words: what we think of it, on which basis, and what ties it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from fieldapp.services.analysis.network import Network, Node
from fieldapp.services.analysis.network_scores import Score, quadrant
from fieldapp.services.analysis.network_words import (
    basis_words,
    edge_words,
    kind_words,
    score_words,
)
from ui import pieces
from ui.widgets.elided import Elided

_MOST_TIES = 30
NOBODY = "Choose someone on the map or in the matrix to see what we think and what it rests on."


class NodeCard(QFrame):
    """With a button for each usual next step."""

    asked_open = Signal()
    asked_score = Signal()
    asked_way = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("panel", True)
        self.setObjectName("node-card")
        self._name = Elided(role="section")
        self._kind = Elided(role="muted")
        self._score = pieces.words("", "", "node-score")
        self._basis = pieces.words("", "muted", "node-basis")
        self._ties = pieces.words("", "", "node-ties")
        self._open = pieces.button("Open", "action-open-node")
        self._again = pieces.button("Score again", "action-rescore")
        self._way = pieces.button("Way to it", "action-way-to")
        inside = QWidget()
        told = QVBoxLayout(inside)
        told.setContentsMargins(0, 0, 8, 0)
        told.setSpacing(4)
        for each in (self._score, self._basis, self._ties):
            told.addWidget(each)
        told.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 8, 12, 12)
        column.setSpacing(4)
        column.addWidget(self._name)
        column.addWidget(self._kind)
        column.addWidget(pieces.scrolled(inside), 1)
        column.addLayout(pieces.row(self._open, self._again, self._way))
        self._open.clicked.connect(self.asked_open)
        self._again.clicked.connect(self.asked_score)
        self._way.clicked.connect(self.asked_way)
        self.show_nobody()

    def show_nobody(self) -> None:
        """Nobody is chosen."""
        self._name.setText("Nobody chosen")
        self._kind.hide()
        for each in (self._basis, self._ties):
            each.setText("")
        self._score.setText(NOBODY)
        for button in (self._open, self._again, self._way):
            button.setVisible(False)

    def show_node(
        self,
        network: Network,
        node: Node,
        score: Score | None,
        *,
        objective: bool,
        labels: Sequence[str] = (),
    ) -> None:
        """One node, of the network as it is shown, with its labels in words."""
        stands = quadrant(score)
        self._name.setText(node.label)
        kind = kind_words(node) + (" · not finished" if node.draft else "")
        self._kind.show()
        self._kind.setText(f"{kind} · {stands.label}" if stands is not None else kind)
        between = node.noun == "intermediary"
        said = _score(score, objective, between=between)
        self._score.setText("\n".join((said, *(f"Label: {each}" for each in labels))))
        self._basis.setText(basis_words(score) if score is not None else "")
        self._basis.setVisible(score is not None)
        ties = [edge_words(network, e) for e in network.edges if node.id in (e.source, e.target)]
        more = len(ties) - _MOST_TIES
        shown = ties[:_MOST_TIES] + ([f"and {more:,} more"] if more > 0 else [])
        self._ties.setText("\n".join(f"· {each}" for each in shown))
        self._open.setVisible(True)
        self._again.setVisible(objective and not between)
        self._again.setText("Score again" if score is not None else "Score")
        self._way.setVisible(not between)


def _score(score: Score | None, objective: bool, *, between: bool) -> str:
    if between:
        return "A civilian between us and others: kept by code only, never scored (R26)."
    return score_words(score) if objective else "Choose an objective to see a score."
