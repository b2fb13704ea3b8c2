"""The rows of a protocol to read beside the signed text, and to tick off one by one."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from fieldapp.records.protocols import Protocol, ProtocolRule
from fieldapp.records.record import Record
from fieldapp.services.protocols import unchecked, with_checked
from fieldapp.vocab.vocabulary import vocabulary
from ui.pieces import button, words
from ui.session import Session
from ui.widgets.flow import Flow

HEADS = ("Rule", "Level", "Protocol says", "Read here as", "Signed text")
ABOUT = "Choose rows, compare them with the signed protocol, and say what you found."
UNFINISHED = "An edit of this protocol is not saved yet: finish it under Record first."
ACTS = (
    ("checked", "As signed"),
    ("differs", "Differs: mended here"),
    ("not_found", "Not in it"),
    ("to_check", "To be checked"),
)


class RulesTab(QWidget):
    """Says of the chosen rows how they stand to the signed text; a row that is not in it is out."""

    label = "Rows to check"

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._protocol: Protocol | None = None
        self._said = words("", "strong", "rules-said")
        self._table = self._make_table()
        self._acts = QWidget()
        flow = Flow(self._acts, 8)
        for code, label in ACTS:
            made = button(label, f"action-rule-{code.replace('_', '-')}")
            made.clicked.connect(partial(self._mark, code))
            flow.addWidget(made)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 12, 0, 0)
        column.setSpacing(8)
        column.addWidget(self._said)
        column.addWidget(words(ABOUT, "muted"))
        column.addWidget(self._acts)
        column.addWidget(self._table, 1)

    def _make_table(self) -> QTableWidget:
        table = QTableWidget(0, len(HEADS))
        table.setObjectName("list-protocol-rules")
        table.setAccessibleName("Rows of the protocol")
        table.setHorizontalHeaderLabels(list(HEADS))
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setTabKeyNavigation(False)
        table.setShowGrid(False)
        table.setWordWrap(True)
        table.verticalHeader().hide()
        head = table.horizontalHeader()
        head.setStretchLastSection(False)
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter)
        # As tall as its words at the width that the column has then.
        table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        for column in (2, 3):
            head.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)
        return table

    def show_record(self, record: Record) -> None:
        """Show the rows of a protocol, as it is kept."""
        if not isinstance(record, Protocol):
            return
        store = self._session.store
        kept = store.get_many([record.id]).get(record.id)
        self._protocol = protocol = kept if isinstance(kept, Protocol) else record
        left, edited = unchecked(protocol), store.draft(protocol.id) is not None
        all_ = len(protocol.rules)
        said = f"{left} of {all_} rows to be checked." if left else "Every row was checked."
        self._said.setText(UNFINISHED if edited else said if all_ else "No rows yet.")
        self._acts.setEnabled(not edited and bool(all_))
        chosen = {index.row() for index in self._table.selectedIndexes()}
        self._table.setRowCount(all_)
        for at, rule in enumerate(protocol.rules):
            for column, told in enumerate(self._cells(rule)):
                item = QTableWidgetItem(told)
                item.setToolTip(told)
                item.setTextAlignment(Qt.AlignmentFlag.AlignTop)
                self._table.setItem(at, column, item)
        self._table.resizeColumnToContents(0)
        self._table.resizeColumnToContents(1)
        self._table.setColumnWidth(4, 132)
        if not chosen and all_:
            self._table.selectRow(0)

    def _cells(self, rule: ProtocolRule) -> tuple[str, ...]:
        kinds = {kind.noun: kind.label for kind in self._session.store.types}
        read = f"{kinds.get(rule.kind, rule.kind)}: " if rule.kind else ""
        return (
            rule.rule,
            vocabulary("level").label(rule.level),
            rule.stated,
            f"{read}{rule.interpretation}",
            vocabulary("rule_check").label(rule.checked).split(" against")[0].split(" in the")[0],
        )

    def _mark(self, code: str) -> None:
        rows = {index.row() for index in self._table.selectedIndexes()}
        if self._protocol is None or not rows:
            return
        with self._session.telling():
            ids = {self._protocol.rules[at].id for at in rows}
            store = self._session.store
            after = with_checked(self._protocol, ids, code, store.now().date(), store.author)
            self._session.save(after, because="compared with the signed text")
            self.show_record(after)
            self._go_on(max(rows))

    def _go_on(self, last: int) -> None:
        """To the next row that waits, so that a protocol is gone through from top to bottom."""
        assert self._protocol is not None
        rules = self._protocol.rules
        order = (*range(last + 1, len(rules)), *range(last + 1))
        waiting = next((at for at in order if rules[at].checked == "to_check"), last)
        self._table.selectRow(waiting)
        self._table.setFocus(Qt.FocusReason.OtherFocusReason)
