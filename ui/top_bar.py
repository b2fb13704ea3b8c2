"""The bar on top: search everything, how sensitive the screen is, and lock."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QPushButton

from fieldapp.vocab.handling import Level
from ui import theme


class TopBar(QFrame):
    """Announces what was typed and what was asked."""

    searched = Signal(str)
    entered = Signal()  # Enter: open the best result
    stepped_down = Signal()  # Down: into the results
    asked_lock = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("top-bar")
        self.search = QLineEdit()
        self.search.setObjectName("search")
        self.search.setAccessibleName("Search everything")
        self.search.setPlaceholderText("Search everything    Ctrl+K")
        self.search.setClearButtonEnabled(True)
        self.search.setMaximumWidth(480)
        self.search.addAction(
            theme.icon("magnifying-glass"), QLineEdit.ActionPosition.LeadingPosition
        )
        self.search.textEdited.connect(self.searched)
        self.search.returnPressed.connect(self.entered)
        self.search.installEventFilter(self)
        self._level = QLabel()
        self._level.setObjectName("sensitivity")
        self._level.setToolTip("The highest sensitivity of what is on screen")
        lock = QPushButton("Lock")
        lock.setObjectName("action-lock")
        lock.setIcon(theme.icon("lock-simple"))
        lock.setIconSize(QSize(16, 16))
        lock.setToolTip("Lock now; unfinished edits are kept, encrypted (Ctrl+L)")
        lock.setAccessibleName("Lock")
        lock.clicked.connect(self.asked_lock)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 8, 16, 8)
        row.setSpacing(16)
        row.addWidget(self.search, 1)
        row.addStretch(1)
        row.addWidget(self._level)
        row.addWidget(lock)
        self.show_level("")

    def show_level(self, level: str) -> None:
        """Say how sensitive the screen is; "" where it holds no content; unknown means Severe."""
        known = level in list(Level)
        code = level if known or not level else Level.SEVERE.value
        self._level.setText(code.upper())
        self._level.setAccessibleName(f"Sensitivity on screen: {code or 'no content'}")
        self._level.setProperty("level", code)
        self._level.style().unpolish(self._level)
        self._level.style().polish(self._level)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Down in the search field goes into the results."""
        if event.type() == QEvent.Type.KeyPress and watched is self.search:
            assert isinstance(event, QKeyEvent)
            if event.key() == Qt.Key.Key_Down:
                self.stepped_down.emit()
                return True
        return super().eventFilter(watched, event)
