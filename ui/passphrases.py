"""A new passphrase, typed twice, with an honest word on how long it would stand."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.pieces import labelled, line, reveal, set_role, words

ADVICE = (
    "Five or more words that do not belong together are strong and can be remembered. "
    "There are no other rules. Nobody can look it up for you."
)
REST_MS = 250


class NewPassphrase(QWidget):
    """Two fields and an estimate; announces when they agree or no longer do."""

    changed = Signal()
    entered = Signal()

    def __init__(self, known: tuple[str, ...] = ()) -> None:
        super().__init__()
        self._known = known
        self.first = line("passphrase", "New passphrase", secret=True)
        self.again = line("passphrase_again", "The same passphrase again", secret=True)
        self._estimate = words(ADVICE, "muted", "strength")
        self._agree = words("", "muted", "passphrase-agree")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addLayout(labelled("New passphrase", self.first))
        column.addWidget(self._estimate)
        column.addLayout(labelled("The same again", self.again))
        column.addWidget(self._agree)
        column.addWidget(reveal(self.first, self.again))
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(REST_MS)
        self._rest.timeout.connect(self._say_strength)
        self.first.textChanged.connect(self._typed)
        self.again.textChanged.connect(self._typed)
        self.again.returnPressed.connect(self.entered)
        self.first.returnPressed.connect(self.again.setFocus)

    def value(self) -> str:
        """The passphrase, if both fields agree; "" otherwise."""
        typed = self.first.text()
        return typed if typed.strip() and typed == self.again.text() else ""

    def know(self, *known: str) -> None:
        """Words that an attacker would try first, such as the station's name."""
        self._known = known

    def clear(self) -> None:
        """Empty both fields."""
        self.first.clear()
        self.again.clear()

    def _typed(self) -> None:
        again = self.again.text()
        if not again:
            set_role(self._agree, "muted", "")
        elif self.value():
            set_role(self._agree, "good", "Both are the same.")
        elif not self.first.text().startswith(again):
            set_role(self._agree, "error", "The two are not the same.")
        else:
            set_role(self._agree, "muted", "")
        self._rest.start()
        self.changed.emit()

    def _say_strength(self) -> None:
        from fieldapp.crypto.strength import SENTENCES, estimate  # its word lists are large

        typed = self.first.text()
        if not typed:
            set_role(self._estimate, "muted", ADVICE)
            return
        found = estimate(typed, self._known)
        strong = found.level >= len(SENTENCES) - 2
        set_role(self._estimate, "good" if strong else "error", found.words)
