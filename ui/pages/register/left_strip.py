"""What left of a record before: the newest of it in words, and what is owed to who has it."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from fieldapp.records.record import Record
from fieldapp.services.aftercare.corrections import Correction, corrections_of
from fieldapp.services.aftercare.left import count_left, left_of
from fieldapp.services.aftercare.register import lines_of, sentence
from ui.pieces import button, row, words
from ui.session import Session

SHOWN = 3
OWED = "Whoever has an older version is owed a correction under {title}."
ENDED = "An older version is out under {title}, which no longer lists this: take it back."


class LeftStrip(QWidget):
    """Not there at all for a record that never left."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._record: Record | None = None
        self._lines = QVBoxLayout()
        self._lines.setSpacing(2)
        self._owed = QVBoxLayout()
        self._owed.setSpacing(2)
        self._all = button("", "action-who-got", "link")
        self._back = button("Take it back…", "action-take-back", "link")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 8)
        column.setSpacing(4)
        column.addLayout(self._lines)
        column.addLayout(self._owed)
        column.addLayout(row(self._all, self._back))
        self._all.clicked.connect(lambda: self._go("who_holds"))
        self._back.clicked.connect(lambda: self._go("take_back"))
        self.hide()

    def show_record(self, record: Record | None) -> None:
        """Show what left of this one, in any of its versions."""
        self._record = record
        _clear(self._lines)
        _clear(self._owed)
        store = self._session.store
        number = count_left(store, record.id) if record is not None else 0
        self.setVisible(bool(number))
        if record is None or not number:
            return
        told = lines_of(store, left_of(store, record.id, limit=SHOWN))
        for at, each in enumerate(told[:SHOWN], start=1):
            self._lines.addWidget(words(sentence(each), "muted", f"left-{at}"))
        for at, owed in enumerate(corrections_of(store, record.id), start=1):
            self._owed.addWidget(self._correction(owed, at))
        packages = "1 entry" if number == 1 else f"all {number:,} entries"
        self._all.setText(f"Who got it: {packages}")
        self._all.setAccessibleName(self._all.text())

    def _correction(self, owed: Correction, at: int) -> QWidget:
        told = OWED if owed.may_leave else ENDED
        said = words(told.format(title=owed.agreement.title or owed.agreement.ref), "error")
        whole = QWidget()
        line = row(said, stretch=False)
        line.setContentsMargins(0, 0, 0, 0)
        line.setStretch(0, 1)
        if owed.may_leave:
            send = button("Send the correction", f"action-send-correction-{at}")
            send.clicked.connect(
                lambda: self._session.asked_page.emit("share", (owed.agreement.id, owed.record.id))
            )
            line.addWidget(send)
        whole.setLayout(line)
        return whole

    def _go(self, page: str) -> None:
        if self._record is not None:
            self._session.asked_page.emit(page, self._record.id)


def _clear(column: QVBoxLayout) -> None:
    while (item := column.takeAt(0)) is not None:
        if (old := item.widget()) is not None:
            old.hide()
            old.deleteLater()
