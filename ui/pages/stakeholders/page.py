"""The page of the stakeholder map: who matters for an objective, and who moves whom."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from fieldapp.services.analysis.network import Network, as_of, first_day, part, within
from fieldapp.services.analysis.network_paths import Way, ways
from fieldapp.services.analysis.network_reading import (
    KINDS,
    in_area,
    in_touch,
    labels_of,
    read_network,
    read_scores,
)
from fieldapp.services.analysis.network_records import kept_way, new_score
from fieldapp.services.analysis.network_scores import Score, latest
from fieldapp.services.notes_records import here_now
from fieldapp.store.store import Changes
from fieldapp.vocab.handling import Level
from ui import pieces, theme
from ui.pages.stakeholders.filters import MapFilters
from ui.pages.stakeholders.network_pane import NetworkPane
from ui.pages.stakeholders.paper import MapPaper
from ui.pages.stakeholders.side import EmptyMap, Side
from ui.session import Session

if TYPE_CHECKING:
    from fieldapp.records.advocacy import InfluencePath
    from fieldapp.services.printing.network_sheet import MapSheet

AT_FIRST, AT_MOST = 60, 240  # more than that nobody can read
NEAR, NARROW, _TALL = 40, 760, 960
_READ = frozenset({*KINDS, "scoring", "objective", "label"})


class StakeholdersPage(QWidget):
    """Reads the whole network once, shows the part that fits, and draws it by day."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.setObjectName("page")
        self._session = session
        self._all = self._fits = Network({}, ())
        self._scored: tuple[Score, ...] = ()
        self._size, self._stale = AT_FIRST, True
        self._around: tuple[str, ...] = ()
        self._wish = ""  # whom to choose once the map is drawn
        self._count = pieces.words("", "muted", "map-count")
        self._filters = MapFilters(session)
        self._pane = NetworkPane(session)
        self._side, self._empty = Side(), EmptyMap()
        self._ways = self._side.ways
        self._paper = MapPaper(session, self._gather)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        self._stack = QStackedWidget()
        self._stack.addWidget(pieces.scrolled(self._sides()))
        self._stack.addWidget(self._empty)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 16, 24, 12)
        column.setSpacing(12)
        column.addLayout(self._head())
        column.addWidget(self._filters)
        column.addWidget(self._paper.question)
        column.addWidget(self._stack, 1)

    def _head(self) -> QHBoxLayout:
        self._title = pieces.words("Stakeholder map", "page")
        self._more = pieces.button("Show more", "action-show-more", "link")
        self._tidy = pieces.button("Lay out again", "action-lay-out", "flat")
        for words in (self._title, self._count):
            words.setWordWrap(False)
        head = pieces.row(self._title, self._count, self._more)
        head.addWidget(self._tidy)
        head.addWidget(self._paper)
        return head

    def _sides(self) -> QSplitter:
        split = self._split = QSplitter(Qt.Orientation.Horizontal)
        split.addWidget(self._pane)
        split.addWidget(self._side)
        split.setSizes([700, 400])
        split.setStretchFactor(0, 1)
        split.setChildrenCollapsible(False)
        split.setHandleWidth(16)
        return split

    def _connect(self) -> None:
        scene = self._pane.scene
        self._filters.changed.connect(self._narrow)
        self._filters.found.connect(self.show_around)
        self._more.clicked.connect(self._show_more)
        self._tidy.clicked.connect(self._pane.again)
        self._pane.day_moved.connect(self._show_day)
        self._pane.drawn.connect(self._drawn)
        scene.chosen.connect(self._chosen)
        scene.opened.connect(self._session.opened)
        self._side.matrix.chosen.connect(scene.choose)
        self._side.matrix.opened.connect(self._session.opened)
        self._ways.shown.connect(self._show_way)
        self._ways.kept.connect(self._keep_way)
        self._side.card.asked_open.connect(lambda: self._session.opened.emit(scene.current()))
        self._side.card.asked_score.connect(self._score_again)
        self._side.card.asked_way.connect(lambda: self._find_way(scene.current()))
        self._ways.asked.connect(self._find_way)
        self._empty.pressed.connect(self._first_step)
        self._session.changed.connect(self._changed)
        self._session.restyled.connect(self._pane.view.viewport().update)

    # -- what the window asks --------------------------------------------------------------

    def start_here(self) -> None:
        """Put the cursor on the network."""
        shown = self._stack.currentWidget() is not self._empty
        (self._pane.view if shown else self._empty.button).setFocus(Qt.FocusReason.OtherFocusReason)

    def find_here(self) -> None:
        """Put the cursor in the search of the map."""
        self._filters.search.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def take(self, argument: object) -> None:
        """Show one actor or contact, by id, and who stands around."""
        if isinstance(argument, str):
            self.show_around(argument)

    def back(self) -> bool:
        """From one node to all, then from its surroundings to the whole."""
        if self._pane.scene.current():
            self._pane.scene.choose("")
            return True
        around, self._around = self._around, ()
        if around:
            self._narrow()
        return bool(around)

    def keep(self) -> None:
        """What was written about a risk is kept, as the draft that it was for."""
        for way, risk in self._ways.unkept():
            self._session.save(self._kept(way, risk))
        self._ways.forget()

    def level(self) -> str:
        """The highest level among what is drawn, scores included."""
        present = self._pane.present
        scores = [each.level for key, each in self._latest().items() if key in present.nodes]
        levels = [*scores, *(Level(each) for each in [present.level()] if each)]
        return Level.highest(*levels).value if levels else ""

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt's own: what can be done without goes first."""
        super().resizeEvent(event)
        narrow = self.width() < NARROW * max(1.0, self.font().pointSizeF() / theme.BODY)
        self._title.setVisible(not narrow)
        # One below the other, scrolled, where there is no room side by side.
        self._split.setOrientation(Qt.Orientation.Vertical if narrow else Qt.Orientation.Horizontal)
        self._split.setMinimumHeight(_TALL if narrow else 0)

    def showEvent(self, event: QShowEvent) -> None:
        """Read anew where anything has changed since."""
        super().showEvent(event)
        if self._stale:
            self.refresh()

    def refresh(self) -> None:
        """Read the network again."""
        store = self._session.store
        self._stale = False
        self._filters.refresh()
        self._ways.clear()
        self._all = read_network(store)
        today = here_now(store, store.now()).date()
        self._pane.days.reach(first_day(self._all) or today, today)
        self._narrow()

    def show_around(self, node_id: str) -> None:
        """One node, chosen, with its neighbours first."""
        if self._stale:
            self.refresh()
        if node_id in self._pane.present.nodes:
            self._pane.scene.choose(node_id)
        elif node_id in self._all.nodes:
            self._around, self._wish = (node_id,), node_id
            self._narrow()
        self._pane.view.setFocus(Qt.FocusReason.OtherFocusReason)

    # -- what is shown ---------------------------------------------------------------------

    def _narrow(self) -> None:
        """Take the part that the filters leave."""
        store, objective = self._session.store, self._filters.objective()
        self._scored = read_scores(store, objective) if objective else ()
        ids = in_area(store, self._filters.pcode()) if self._filters.pcode() else None
        if self._filters.only_scored():
            scored = frozenset(each.who for each in self._scored)
            ids = scored if ids is None else ids & scored
        self._fits = within(self._all, ids, self._filters.most())
        near = [each for each in self._around if each in self._fits.nodes]
        shown = part(self._fits, NEAR if near else self._size, near)
        self._say_count(len(shown.nodes))
        self._stack.setCurrentIndex(0 if shown.nodes else 1)
        if not shown.nodes:
            self._empty.explain(anyone=bool(self._all.nodes))
        self._pane.show_network(shown, self._latest())

    def _show_day(self) -> None:
        self._ways.clear()
        self._pane.show_day(self._latest())

    def _latest(self) -> Mapping[str, Score]:
        return latest(self._scored, self._pane.days.day)

    def _drawn(self) -> None:
        present, objective = self._pane.present, bool(self._filters.objective())
        self._side.matrix.show_scores(present, self._latest(), objective)
        wish, self._wish = self._wish or self._pane.scene.current(), ""
        self._pane.scene.choose(wish)
        self._chosen(self._pane.scene.current())
        if self._ways.current() is not None:
            self._show_way(self._ways.current())
        if self.isVisible():
            self._session.shown.emit(self.level())

    def _chosen(self, node_id: str) -> None:
        objective, day = self._filters.objective(), self._pane.days.day.isoformat()
        self._side.show_node(
            self._pane.present,
            node_id,
            self._latest().get(node_id),
            objective=bool(objective),
            labels=labels_of(self._session.store, node_id, objective, day) if node_id else (),
        )
        item = self._pane.scene.nodes.get(node_id)
        self._pane.view.setAccessibleDescription(item.toolTip() if item is not None else "")

    def _say_count(self, shown: int) -> None:
        whole = len(self._all.nodes)
        all_of_it = shown == whole
        said = (
            f"{shown:,} shown" if all_of_it else f"showing {shown:,} of {whole:,}: search or filter"
        )
        self._count.setText(said if whole else "")
        self._more.setVisible(shown < min(len(self._fits.nodes), AT_MOST))
        self._tidy.setVisible(bool(shown))

    def _show_more(self) -> None:
        self._size, self._around = min(AT_MOST, 2 * self._size), ()
        self._narrow()

    def _first_step(self) -> None:
        if self._all.nodes:
            self._filters.clear()
        else:
            self._session.asked_page.emit("actor", None)

    def _changed(self, changes: Changes) -> None:
        if changes.kinds & _READ:
            self._stale = True
            if self.isVisible():
                self.refresh()

    # -- acting ----------------------------------------------------------------------------

    def _score_again(self) -> None:
        who, objective = self._pane.scene.current(), self._filters.objective()
        self._session.asked_page.emit("scoring", new_score(who, objective, self._today()))

    def _today(self) -> dt.date:
        store = self._session.store
        return here_now(store, store.now()).date()

    def _find_way(self, target: str) -> None:
        """Over all that the level lets in, not only over those on screen; they come into view."""
        day = self._pane.days.day
        touched = in_touch(self._session.store, day.isoformat())
        limited = as_of(within(self._all, None, self._filters.most()), day)
        found = ways(limited, touched, target)
        on_it = dict.fromkeys([target, *(each for way in found for each in way.through)])
        self._side.turn_to_ways()
        self._ways.show_ways(limited, target, found, touched)
        if not on_it.keys() <= self._pane.present.nodes.keys():
            self._around, self._wish = tuple(on_it), target
            self._narrow()

    def _show_way(self, way: Way | None) -> None:
        self._pane.bring_out(None if way is None else [step.edge for step in way.steps])

    def _keep_way(self, way: Way, risk: str) -> None:
        made = self._kept(way, risk)
        self._ways.clear()
        self._session.asked_page.emit("influence_path", made)

    def _kept(self, way: Way, risk: str) -> InfluencePath:
        return kept_way(self._all, way, risk, self._filters.objective(), self._today())

    def _gather(self) -> MapSheet:
        """The map as it is shown, for paper."""
        from fieldapp.services.printing.network_sheet import map_sheet

        return map_sheet(
            self._session.store,
            self._pane.present,
            self._pane.spots(),
            self._latest(),
            self._pane.days.day,
            self._filters.objective_title(),
            self._filters.said(),
        )
