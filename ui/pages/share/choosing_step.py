"""Step 2: what is looked at: which types, since when, and only where a field says so."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from fieldapp.errors import FieldappError
from fieldapp.records.fields import Field, Kind
from fieldapp.records.record import Record
from fieldapp.records.sharing import Agreement
from fieldapp.services.sharing.onward import may_pass_on
from fieldapp.store.lists import own_only
from fieldapp.store.store import Filter, Query
from fieldapp.vocab.days import Day
from fieldapp.vocab.spoken_days import day_in_words, read_day
from fieldapp.vocab.vocabulary import vocabulary
from ui.pieces import labelled, line, words
from ui.session import Session
from ui.widgets.elided import ElidedCombo

RECEIVED = "Also what others sent"
_FILTERED = frozenset({Kind.CHOICE, Kind.FLAG})


class ChoosingStep(QWidget):
    """Announces each change of what is to be looked at."""

    changed = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._offered: tuple[type[Record], ...] = ()
        self._boxes: dict[str, QCheckBox] = {}
        self._types = QVBoxLayout()
        self._types.setSpacing(2)
        self.since: Day | None = None
        self._since = line("since", "Since", width=200)
        self._since.setPlaceholderText("Any date")
        self._wrong = words("", "error")
        self._wrong.hide()
        self._field = ElidedCombo("filter", "Only where this field")
        self._value = ElidedCombo("filter_value", "is")
        self._received = QCheckBox(RECEIVED)
        self._received.setObjectName("field-received")
        self._received.setAccessibleName(RECEIVED)
        self._received.setToolTip("Their terms, and what is recorded of them, decide on each.")
        self._received.toggled.connect(lambda _: self.changed.emit())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(words("2  What", "section"))
        column.addLayout(self._types)
        column.addLayout(labelled("Since", self._since))
        column.addWidget(self._wrong)
        column.addLayout(labelled("Only where", self._field))
        column.addWidget(self._value)
        column.addWidget(self._received)
        self._since.editingFinished.connect(self._read_since)
        self._field.currentIndexChanged.connect(self._offer_values)
        self._value.currentIndexChanged.connect(lambda _: self.changed.emit())
        self._offer_filters()

    # -- what was chosen -------------------------------------------------------------------

    @property
    def kinds(self) -> tuple[str, ...]:
        """The nouns of the types ticked."""
        return tuple(noun for noun, box in self._boxes.items() if box.isChecked())

    @property
    def filters(self) -> tuple[Filter, ...]:
        """The one condition on a field, where there is one."""
        name, value = self._field.currentData(), self._value.currentData()
        return (Filter(name, value),) if name and value else ()

    @property
    def received(self) -> bool:
        """Whether what others sent is looked at too; their terms decide on each record."""
        return self._received.isChecked() and not self._received.isHidden()

    # -- what is offered -------------------------------------------------------------------

    def offer(self, agreement: Agreement | None) -> None:
        """Offer the types that an agreement lists; those unticked before stay so."""
        listed = agreement.record_types if agreement else ()
        offered = tuple(kind for kind in self._session.store.types if kind.noun in listed)
        if offered != self._offered:
            self._offered = offered
            self._offer_types()
            self._offer_filters()
        self._received.setVisible(bool(may_pass_on(self._session.store)))
        self.count()

    def count(self) -> None:
        """Say beside each type how many records there are to look at."""
        for kind in self._offered:
            number = self._session.store.count(self._query(kind))
            self._boxes[kind.noun].setText(f"{kind.plural}  {number:,}")
            self._boxes[kind.noun].setAccessibleName(f"{kind.plural}, {number}")

    def focus(self) -> None:
        """Put the cursor where the choice begins."""
        first = next(iter(self._boxes.values()), None)
        (first or self._since).setFocus()

    def _query(self, kind: type[Record]) -> Query:
        also: tuple[Filter, ...] = ()
        if self.since and kind.dated:
            also = (Filter(kind.dated, self.since.iso, "since"),)
        asked = (*own_only(kind, self.filters), *also)
        return Query(kind.noun, filters=asked, received=None if self.received else False)

    def _offer_types(self) -> None:
        unticked = {noun for noun, box in self._boxes.items() if not box.isChecked()}
        for box in self._boxes.values():
            self._types.removeWidget(box)
            box.hide()
            box.deleteLater()
        self._boxes = {kind.noun: self._box(kind, unticked) for kind in self._offered}

    def _box(self, kind: type[Record], unticked: set[str]) -> QCheckBox:
        box = QCheckBox(kind.plural)
        box.setObjectName(f"field-kind-{kind.noun}")
        box.setChecked(kind.noun not in unticked)
        box.toggled.connect(self._toggle)
        self._types.addWidget(box)
        return box

    def _toggle(self) -> None:
        self._offer_filters()
        self.changed.emit()

    def _offer_filters(self) -> None:
        kept = self._field.currentData()
        ticked = [kind for kind in self._offered if kind.noun in self.kinds]
        with QSignalBlocker(self._field):
            self._field.clear()
            self._field.addItem("Anything", "")
            for each in _shared_fields(ticked):
                self._field.addItem(each.spec.label, each.name)
            self._field.setCurrentIndex(max(0, self._field.findData(kept)))
        if self._field.currentData() != kept or not kept:
            self._fill_values()

    def _offer_values(self) -> None:
        self._fill_values()
        self.changed.emit()

    def _fill_values(self) -> None:
        name = self._field.currentData()
        with QSignalBlocker(self._value):
            self._value.clear()
            self._value.setVisible(bool(name))
            for kind in self._offered:
                if name and kind.noun in self.kinds:
                    codes = vocabulary(kind.field(name).spec.vocabulary)
                    for code in codes:
                        self._value.addItem(codes.label(code), code)
                    break

    def _read_since(self) -> None:
        typed = self._since.text().strip()
        try:
            found = read_day(typed, self._today()) if typed else None
        except FieldappError as error:
            self._wrong.setText(error.in_full())
            self._wrong.show()
            return
        self._wrong.hide()
        if found is not None:
            self._since.setText(day_in_words(found))
        if found != self.since:
            self.since = found
            self.changed.emit()

    def _today(self) -> dt.date:
        return self._session.store.now().date()


def _shared_fields(kinds: Sequence[type[Record]]) -> list[Field]:
    """The coded fields that all of these types have, with the same words."""
    if not kinds:
        return []
    first, *others = kinds
    found = [e for e in first.fields() if e.spec.kind in _FILTERED and e.spec.vocabulary[:1] != "@"]
    return [
        each
        for each in found
        if (each.spec.listed or each.spec.sorted) and all(_has(kind, each) for kind in others)
    ]


def _has(kind: type[Record], field: Field) -> bool:
    return any(
        each.name == field.name and each.spec.vocabulary == field.spec.vocabulary
        for each in kind.fields()
    )
