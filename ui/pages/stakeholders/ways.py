"""The way to someone: over whom, its weakest and oldest tie, and the risk to those between."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from fieldapp.services.analysis.network import Network
from fieldapp.services.analysis.network_paths import Way
from fieldapp.services.analysis.network_words import label, way_words
from ui import pieces
from ui.widgets.growing_text import GrowingText

ASK = "What could happen to them if it were known? Say it even if it is nothing."
START = "Choose someone on the map: over whom could we reach them?"
NONE = (
    "No way is recorded: no tie of influence leads there from anyone whom we meet or have a "
    "channel to."
)


class Ways(QWidget):
    """Says which ties are shown, and when a way is to be kept."""

    asked = Signal(str)  # whom to reach: an id
    shown = Signal(object)  # a Way, or None
    kept = Signal(object, str)  # a Way and the risk

    def __init__(self) -> None:
        super().__init__()
        self._ways: Sequence[Way] = ()
        self._risks: dict[tuple[str, ...], tuple[Way, str]] = {}  # what was written and not kept
        self._network = Network({}, ())
        self._touched: Mapping[str, str] = {}
        self._head = pieces.words(START, "", "way-head")
        self._find = pieces.button("", "action-find-way")
        self._target = self._asked = ""
        self._choice = QComboBox()
        self._choice.setObjectName("field-way")
        self._choice.setAccessibleName("Which way")
        self._steps = QListWidget()
        self._steps.setObjectName("list-way")
        self._steps.setAccessibleName("Steps of the way, from us on")
        self._steps.setWordWrap(True)
        self._steps.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._risk = GrowingText(2)
        self._risk.setObjectName("field-risk")
        self._keep = pieces.button("Keep as influence path", "action-keep-path", "main")
        self._below = QWidget()
        ask = pieces.labelled("Risk to the one between", self._risk, ASK)
        ask.setContentsMargins(0, 0, 0, 0)
        self._below.setLayout(ask)
        self._risk.setAccessibleName("Risk to the one between")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 0)
        column.setSpacing(8)
        column.addLayout(pieces.row(self._find))
        column.addWidget(self._head)
        column.addWidget(self._choice)
        column.addWidget(self._steps, 1)
        column.addWidget(self._below)
        column.addLayout(pieces.row(self._keep))
        column.addStretch(0)
        self._find.clicked.connect(lambda: self.asked.emit(self._asked))
        self._choice.activated.connect(self._show)
        self._risk.textChanged.connect(self._written)
        self._keep.clicked.connect(self._give)
        self.clear()

    def clear(self) -> None:
        """No way is looked for."""
        self._target = ""
        self._offer((), START)
        self.offer_to_find("", "")

    def offer_to_find(self, node_id: str, name: str) -> None:
        """A button for the way to one who was chosen, unless it is shown."""
        self._asked = node_id
        self._find.setText(f"Find the way to {name}")
        self._find.setAccessibleName(self._find.text())
        self._find.setVisible(bool(node_id) and node_id != self._target)

    def show_ways(
        self, network: Network, target: str, ways: Sequence[Way], touched: Mapping[str, str]
    ) -> None:
        """Ways to a target, the strongest first, with the days on which we were last in touch."""
        self._network, self._touched, self._target = network, touched, target
        self._find.hide()
        name = label(network, target)
        direct = f" We are in touch with {name} ourselves." if target in touched else ""
        self._offer(ways, (f"Ways to {name}." if ways else NONE) + direct)

    def _offer(self, ways: Sequence[Way], head: str) -> None:
        self._ways = ways
        self._head.setText(head)
        self._choice.clear()
        for number, way in enumerate(ways):
            self._choice.addItem(_called(number, way))
        for each in (self._choice, self._steps, self._below, self._keep):
            each.setVisible(bool(ways))
        self._show()

    def current(self) -> Way | None:
        """The way that is shown."""
        at = self._choice.currentIndex()
        return self._ways[at] if 0 <= at < len(self._ways) else None

    def _show(self) -> None:
        self._steps.clear()
        way = self.current()
        written = self._risks.get(_key(way))
        self._risk.setPlainText(written[1] if written else "")
        if way is not None:
            told = way_words(self._network, way, self._touched.get(way.start, ""))
            for ends, detail in told:
                self._steps.addItem(QListWidgetItem(f"{ends}\n{detail}"))
            self._steps.setCurrentRow(0)
        self.shown.emit(way)

    def unkept(self) -> list[tuple[Way, str]]:
        """Ways about whose risk something was written that is in no record yet."""
        return list(self._risks.values())

    def forget(self) -> None:
        """All of it is kept."""
        self._risks.clear()
        self._risk.clear()

    def _written(self) -> None:
        way, risk = self.current(), self._risk.toPlainText().strip()
        self._keep.setEnabled(way is not None and bool(risk))
        if way is not None and risk:
            self._risks[_key(way)] = way, risk
        else:
            self._risks.pop(_key(way), None)

    def _give(self) -> None:
        way = self.current()
        if way is not None:
            _, risk = self._risks.pop(_key(way))
            self.kept.emit(way, risk)


def _key(way: Way | None) -> tuple[str, ...]:
    return () if way is None else (way.steps[-1].end, *way.through)


def _called(number: int, way: Way) -> str:
    return f"{'Another' if number else 'Strongest'} way, {len(way.through)} between us"
