"""Step 1: under which agreement, and in which way."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from fieldapp.records.sharing import Agreement, Partner
from fieldapp.store.store import Query
from fieldapp.vocab.vocabulary import vocabulary
from ui.pages.share.facts import PACKAGE, Fact, agreement_facts, partner_facts
from ui.pieces import button, labelled, row, words
from ui.session import Session
from ui.widgets.elided import ElidedCombo


class AgreementStep(QWidget):
    """Announces the agreement and the way that were chosen, and says what they are."""

    chosen = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._agreements: dict[str, Agreement] = {}
        self.partners: tuple[Partner, ...] = ()
        self._choice = ElidedCombo("agreement", "Agreement")
        self._way = ElidedCombo("channel", "Way")
        self._way_row = QWidget()
        way = labelled("Way", self._way)
        way.setContentsMargins(0, 0, 0, 0)
        self._way_row.setLayout(way)
        self._facts = QWidget()
        self._fact_column = QVBoxLayout(self._facts)
        self._fact_column.setContentsMargins(0, 0, 0, 0)
        self._fact_column.setSpacing(4)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(words("1  Agreement", "section"))
        column.addWidget(self._choice)
        column.addWidget(self._facts)
        column.addWidget(self._way_row)
        self._choice.currentIndexChanged.connect(self._choose)
        self._way.currentIndexChanged.connect(self._choose_way)

    @property
    def agreement(self) -> Agreement | None:
        """The agreement chosen; None where there is none."""
        return self._agreements.get(self._choice.currentData() or "")

    @property
    def channel(self) -> str:
        """How it goes: `package`, or a way without a key that the agreement lists."""
        return self._way.currentData() or PACKAGE

    def refresh(self) -> None:
        """Read the agreements again; the one chosen stays chosen."""
        kept = self._choice.currentData()
        self._agreements = {each.id: each for each in _agreements(self._session)}
        self._choice.blockSignals(True)
        self._choice.clear()
        for each in self._agreements.values():
            self._choice.addItem(each.title or each.ref, each.id)
        self._choice.setCurrentIndex(max(0, self._choice.findData(kept)))
        self._choice.blockSignals(False)
        self._choose()

    def choose(self, agreement_id: str) -> None:
        """Choose an agreement, as when the page is opened with one in hand."""
        place = self._choice.findData(agreement_id)
        if place >= 0:
            self._choice.setCurrentIndex(place)

    def offers(self, agreement_id: str) -> bool:
        """Whether this is one of the agreements to choose from."""
        return agreement_id in self._agreements

    def focus_way(self) -> None:
        """Put the cursor where another way is chosen."""
        (self._way if self._way_row.isVisibleTo(self) else self._choice).setFocus()

    def _choose(self) -> None:
        self._offer_ways()
        self._show_facts()
        self.chosen.emit()

    def _choose_way(self) -> None:
        self._show_facts()
        self.chosen.emit()

    def _offer_ways(self) -> None:
        kept = self.channel
        ways = (PACKAGE, *(self.agreement.release_channels if self.agreement else ()))
        self._way.blockSignals(True)
        self._way.clear()
        for each in ways:
            self._way.addItem(vocabulary("channel").label(each), each)
        self._way.setCurrentIndex(max(0, self._way.findData(kept)))
        self._way.blockSignals(False)
        self._way_row.setVisible(len(ways) > 1)

    def _show_facts(self) -> None:
        while (item := self._fact_column.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        agreement = self.agreement
        if agreement is None:
            return
        self.partners = _partners(self._session, agreement.recipients)
        told = [
            *agreement_facts(agreement, self._session.store.now().date()),
            *partner_facts(self.partners, self.channel),
        ]
        for number, fact in enumerate(told, start=1):
            self._fact_column.addWidget(self._fact(fact, number))

    def _fact(self, fact: Fact, number: int) -> QWidget:
        said = words(fact.words, fact.role)
        if not fact.opens:
            return said
        mend = button("Mend", f"action-mend-fact-{number}", "link")
        mend.setAccessibleName(f"Mend: {fact.words}")
        mend.clicked.connect(lambda: self._session.opened.emit(fact.opens))
        whole = QWidget()
        line = row(said, mend, stretch=False)
        line.setContentsMargins(0, 0, 0, 0)
        line.setStretch(0, 1)
        whole.setLayout(line)
        return whole


def _agreements(session: Session) -> list[Agreement]:
    """Those of this station: what came in with a package binds its sender, not us."""
    found = session.store.records(Query("agreement", received=False))
    agreements = [each for each in found if isinstance(each, Agreement)]
    return sorted(agreements, key=lambda each: (each.draft, each.status != "in_force"))


def _partners(session: Session, ids: Sequence[str]) -> tuple[Partner, ...]:
    found = session.store.get_many(ids)
    return tuple(each for key in ids if isinstance(each := found.get(key), Partner))
