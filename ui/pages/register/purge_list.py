"""Before a record is removed for ever: which packages carried it, and the way to ask it back."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from fieldapp.services.aftercare.left import count_left, left_of
from fieldapp.services.aftercare.register import lines_of, sentence
from ui.pieces import button, row, scrolled, words
from ui.session import Session

CARRIED = (
    "This record left in {entries}. Removing it here removes it nowhere else: ask for it back "
    "first, while you know what it is."
)
MOST = 50


class PurgeList(QWidget):
    """Not there at all where the record never left."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._record = ""
        self.number = 0
        self._said = words("", "error", "purge-carried")
        self._lines = QVBoxLayout()
        self._lines.setSpacing(2)
        inside = QWidget()
        rows = QVBoxLayout(inside)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.addLayout(self._lines)
        rows.addStretch(1)
        self._area = scrolled(inside)
        self._back = button("Take it back first…", "action-take-back-first")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 8)
        column.setSpacing(4)
        column.addWidget(self._said)
        column.addWidget(self._area)
        column.addLayout(row(self._back))
        self._back.clicked.connect(lambda: session.asked_page.emit("take_back", self._record))
        self.hide()

    def show_record(self, record_id: str) -> None:
        """Show what left of a record, newest first."""
        store = self._session.store
        self._record, self.number = record_id, count_left(store, record_id)
        self.setVisible(bool(self.number))
        while (item := self._lines.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        entries = "1 package" if self.number == 1 else f"{self.number:,} packages"
        self._said.setText(CARRIED.format(entries=entries))
        told = lines_of(store, left_of(store, record_id, limit=MOST)) if self.number else ()
        for at, each in enumerate(told, start=1):
            self._lines.addWidget(words(sentence(each), "", f"carried-{at}"))
        height = self.fontMetrics().height() + 8
        self._area.setFixedHeight(height * min(8, 2 * len(told)) + 8)
