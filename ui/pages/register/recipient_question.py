"""What this recipient holds of ours, until when."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHeaderView, QTableView, QVBoxLayout, QWidget

from fieldapp.records.sharing import Partner
from fieldapp.services.aftercare.held import held_by
from fieldapp.services.aftercare.register import Register, what_holds
from fieldapp.store.store import Query
from fieldapp.vocab.handling import Level
from ui.pages.register.exports import Exports
from ui.pages.register.tables import WhatIsHeld
from ui.pieces import button, labelled, row, words
from ui.session import Session
from ui.widgets.elided import ElidedCombo
from ui.widgets.tables import dress

NOBODY = "No partner is known here yet."
NET = "Less what was taken back and what was certified as destroyed."


class RecipientQuestion(QWidget):
    """A recipient is chosen; what it holds is counted, and its rows are read as they come up."""

    label = "About a recipient"

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._choice = ElidedCombo("register_partner", "Recipient")
        self._said = words("", "muted", "held-says")
        self._model = WhatIsHeld(session.store, self)
        self._table = QTableView()
        self._who = button("Who else got this record", "action-who_got")
        self._back = button("Ask it all back…", "action-ask-back")
        self._exports = Exports("held", session, self._register)
        self._lay_out()
        self._choice.currentIndexChanged.connect(lambda _: self.refresh())
        self._table.activated.connect(lambda _: self._ask_who())
        self._who.clicked.connect(self._ask_who)
        self._back.clicked.connect(self._ask_back)

    def _lay_out(self) -> None:
        self._table.setModel(self._model)
        head = dress(self._table, "list-held", "What it holds")
        for place, width in enumerate((160, 100, 130, 85, 200, 130, 100)):
            head.resizeSection(place, width)
        head.setSectionResizeMode(7, QHeaderView.ResizeMode.Stretch)
        self._choice.setMaximumWidth(480)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 12, 0, 0)
        column.setSpacing(8)
        column.addLayout(labelled("Recipient", self._choice))
        column.addWidget(self._said)
        column.addWidget(self._table, 1)
        foot = row(self._who, self._back, self._exports, stretch=False)
        foot.setAlignment(Qt.AlignmentFlag.AlignTop)
        foot.setStretch(2, 1)
        column.addLayout(foot)

    @property
    def partner(self) -> str:
        """The recipient that is chosen, by id."""
        return self._choice.currentData() or ""

    def offer(self) -> None:
        """Read the partners again, former ones too; the one chosen stays chosen."""
        kept = self.partner
        self._choice.blockSignals(True)
        self._choice.clear()
        for each in self._session.store.records(Query("partner", descending=False)):
            assert isinstance(each, Partner)
            ended = f"  (until {each.ended_on})" if each.ended_on else ""
            self._choice.addItem(f"{each.name or each.ref}{ended}", each.id)
        self._choice.setCurrentIndex(max(0, self._choice.findData(kept)))
        self._choice.blockSignals(False)
        self.refresh()

    def choose(self, partner_id: str) -> None:
        """Ask about this recipient."""
        self._choice.setCurrentIndex(max(0, self._choice.findData(partner_id)))

    def level(self) -> str:
        """The highest level of what it holds."""
        told = {each.level for each in self._model.held()}
        levels = [Level(each) for each in told if each in set(Level)]
        return Level.highest(*levels).value if levels else ""

    def refresh(self) -> None:
        """Count again what it holds."""
        held = held_by(self._session.store, self.partner) if self.partner else ()
        self._model.show(held)
        self._said.setText(self._in_words())
        for each in (self._who, self._back):
            each.setEnabled(bool(held))
        self._exports.offer(bool(held))
        if held:
            self._table.setCurrentIndex(self._model.index(0, 0))

    def _in_words(self) -> str:
        if not self.partner:
            return NOBODY
        number, today = self._model.size(), self._session.store.now().date()
        if not number:
            return f"It holds nothing of ours. {NET}"
        late = sum(1 for each in self._model.held() if each.overdue(today))
        told = f"{number:,} record{'s' if number != 1 else ''}."
        told += f" {late:,} may no longer be kept." if late else ""
        back = self._model.asked_back()
        told += f" {back:,} asked back, not confirmed yet." if back else ""
        return f"{told} {NET}"

    def _ask_who(self) -> None:
        held = self._model.held_at(self._table.currentIndex().row())
        if held is not None:
            self._session.asked_page.emit("who_holds", held.record)

    def _ask_back(self) -> None:
        self._session.asked_page.emit("take_back", self.partner)

    def _register(self) -> tuple[Register, str] | None:
        return (
            (what_holds(self._session.store, self.partner), self.partner) if self.partner else None
        )
