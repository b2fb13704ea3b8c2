"""The card of the settings on which the station picks its information sharing protocol."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QVBoxLayout

from fieldapp.records.protocols import Protocol
from fieldapp.records.record import evolve
from fieldapp.services.protocols import notice, picked
from fieldapp.store.store import Changes, Query
from ui.pieces import button, labelled, row, words
from ui.session import Session
from ui.widgets.elided import ElidedCombo

ABOUT = (
    "Its rows give every record its level; where it is silent, the default profile does, and where "
    "that is silent too, the level is Severe."
)
NONE = "None: the default profile alone"


class ProtocolPick(QFrame):
    """A choice that is kept at once; a notice as long as rows wait to be checked."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.setProperty("panel", True)
        self._session = session
        self._choice = ElidedCombo("station-protocol", "Information sharing protocol")
        self._choice.setMaximumWidth(480)
        self._choice.activated.connect(self._pick)
        self._notice = words("", "strong", "protocol-notice")
        self._open = button("Open it", "action-open-protocol", "link")
        self._all = button("See the protocols", "action-see-protocols", "link")
        self._open.clicked.connect(self._open_picked)
        self._all.clicked.connect(lambda: session.asked_page.emit("protocol", None))
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(12)
        column.addWidget(words("Protocol", "section"))
        column.addLayout(labelled("Information sharing protocol", self._choice, ABOUT))
        column.addWidget(self._notice)
        column.addLayout(row(self._open, self._all))
        self._show()
        session.changed.connect(self._changed)

    def _show(self) -> None:
        store = self._session.store
        chosen = picked(store)
        found = [
            each
            for each in store.records(Query("protocol", received=False, descending=False))
            if isinstance(each, Protocol) and (not each.draft or each == chosen)
        ]
        country = station.country if (station := store.station()) else ""
        # That of the own country first: it is the one that is looked for.
        found.sort(key=lambda each: (not country or each.country != country, each.title))
        self._choice.clear()
        self._choice.addItem(NONE, "")
        for each in found:
            version = f" ({each.version})" if each.version else ""
            self._choice.addItem(f"{each.title}{version}", each.id)
        at = self._choice.findData(chosen.id) if chosen else 0
        self._choice.setCurrentIndex(max(0, at))
        self._notice.setText(notice(store))
        self._notice.setVisible(bool(self._notice.text()))
        self._open.setVisible(chosen is not None)
        self._choice.setEnabled(store.station() is not None)

    def _pick(self) -> None:
        with self._session.telling():
            station = self._session.store.station()
            wanted = self._choice.currentData() or ""
            if station is not None and station.protocol != wanted:
                self._session.save(evolve(station, protocol=wanted), because="protocol picked")
                self._session.said.emit("Picked. Levels are given by it from now on.")

    def _open_picked(self) -> None:
        chosen = picked(self._session.store)
        if chosen is not None:
            self._session.opened.emit(chosen.id)

    def _changed(self, changes: Changes) -> None:
        if {"station", "protocol"} & changes.kinds:
            self._show()
