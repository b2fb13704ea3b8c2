"""Each thing that the scan found in a record, in its sentence, with what a person may do (R17)."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QComboBox, QFrame, QLabel, QPushButton, QVBoxLayout, QWidget

from fieldapp.services.sharing.scanning.choices import CLEARED, LEFT_OUT, REPLACED, Asked
from fieldapp.vocab.vocabulary import vocabulary
from ui.pages.share.hits import first_waiting, sentence, wait, what
from ui.pieces import button, row, words
from ui.widgets.flow import Flow

HELPS = "It helps, and it misses some: read it."
_KEYS = {"C": CLEARED, "R": REPLACED, "L": LEFT_OUT}
_NEVER = "This is surely somebody's, or finer than this agreement allows: replace it."


class HitsPanel(QFrame):
    """Shows one hit after another; a choice is announced and goes on to the next."""

    chosen = Signal(object, str, str)  # the hit, the choice, the reason
    asked_next = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("hits-panel")
        self.setAccessibleName("What the scan found")
        self._asked: tuple[Asked, ...] = ()
        self._at = 0
        self._what = words("", "strong", "hit-what")
        self._sentence = QLabel()
        self._sentence.setObjectName("hit-sentence")
        self._sentence.setTextFormat(Qt.TextFormat.RichText)
        self._sentence.setWordWrap(True)
        self._helps = words(HELPS, "muted", "hit-helps")
        self._reason = QComboBox()
        self._reason.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self._reason.setMinimumContentsLength(16)
        self._reason.setObjectName("field-clear-reason")
        self._reason.setAccessibleName("Why it may be said")
        reasons = vocabulary("text_reason")
        for code in reasons:
            self._reason.addItem(reasons.label(code), code)
        self._buttons = {
            CLEARED: button("Clear (C)", "action-clear-hit"),
            REPLACED: button("Replace (R)", "action-replace-hit"),
            LEFT_OUT: button("Leave text out (L)", "action-leave-out-text"),
        }
        self._before = button("Previous", "action-previous-hit", "link")
        self._after = button("Next", "action-next-hit", "link")
        self._elsewhere = button("", "action-next-record-with-hits", "link")
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 0)
        column.setSpacing(4)
        top = row(self._what, self._before, self._after, stretch=False)
        top.setStretch(0, 1)
        column.addLayout(top)
        column.addWidget(self._sentence)
        inside = QWidget()
        flow = Flow(inside)
        clear, replace, leave = self._buttons.values()
        self._helps.setWordWrap(False)
        for each in (replace, leave, clear, self._reason, self._elsewhere, self._helps):
            flow.addWidget(each)
        column.addWidget(inside)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Be as tall as the words and buttons need at this width; a splitter does not ask."""
        super().resizeEvent(event)
        self._be_tall_enough()

    def _be_tall_enough(self) -> None:
        layout = self.layout()
        if layout is not None and self.width() > 0:
            self.setMinimumHeight(layout.heightForWidth(self.width()))

    def _connect(self) -> None:
        for choice, made in self._buttons.items():
            made.clicked.connect(lambda _=False, choice=choice: self._choose(choice))
        for key, choice in _KEYS.items():
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(self._buttons[choice].click)
        self._before.clicked.connect(lambda: self._go(self._at - 1))
        self._after.clicked.connect(lambda: self._go(self._at + 1))
        self._elsewhere.clicked.connect(self.asked_next)

    def show_hits(self, asked: Sequence[Asked], elsewhere: int) -> None:
        """Show the hits of one record, the first that waits; `elsewhere` wait in other records."""
        had = self._focused()
        self._asked = tuple(asked)
        self._elsewhere.setText(f"Next record ({wait(elsewhere)} elsewhere)")
        self._elsewhere.setAccessibleName(self._elsewhere.text())
        self._elsewhere.setVisible(elsewhere > 0)
        self._elsewhere.setEnabled(elsewhere > 0)
        self.setVisible(bool(self._asked or elsewhere))
        for each in (self._what, self._sentence, self._reason, *self._buttons.values()):
            each.setVisible(bool(self._asked))
        self._go(first_waiting(self._asked))
        if had is not None and self.isVisible():
            self._focus_on(had)

    def say_helps(self, said: bool) -> None:
        """Say that it misses some, unless that is said right below."""
        self._helps.setVisible(said)

    def focus_first(self) -> None:
        """Put the cursor where a choice is made."""
        self._focus_on(self._buttons[REPLACED])

    def _focused(self) -> QPushButton | None:
        return next((each for each in self._buttons.values() if each.hasFocus()), None)

    def _focus_on(self, had: QPushButton) -> None:
        """The button of the last choice, or the one that is always there; onward at the end."""
        left = any(not each.choice for each in self._asked)
        if not left and self._elsewhere.isEnabled():
            self._elsewhere.setFocus()
        else:
            (had if had.isEnabled() else self._buttons[REPLACED]).setFocus()

    def _go(self, at: int) -> None:
        self._at = max(0, min(at, len(self._asked) - 1))
        several = len(self._asked) > 1
        for each, on in (
            (self._before, self._at > 0),
            (self._after, self._at < len(self._asked) - 1),
        ):
            each.setVisible(several and on)
        if not self._asked:
            return
        asked = self._asked[self._at]
        self._what.setText(what(asked, self._at + 1, len(self._asked)))
        self._sentence.setText(sentence(asked))
        self._say_buttons(asked)
        self._be_tall_enough()

    def _say_buttons(self, asked: Asked) -> None:
        clear, replace = self._buttons[CLEARED], self._buttons[REPLACED]
        clear.setEnabled(asked.may_clear)
        clear.setToolTip("It may be said, for the reason beside." if asked.may_clear else _NEVER)
        self._reason.setEnabled(asked.may_clear)
        self._reason.setVisible(asked.may_clear)
        self._reason.setToolTip(self._reason.currentText())
        replace.setText(f"Replace by {asked.instead} (R)")
        for each in self._buttons.values():
            each.setAccessibleName(each.text())
            each.setAccessibleDescription(f"{self._what.text()} {HELPS}")

    def _choose(self, choice: str) -> None:
        asked = self._asked[self._at]
        self.chosen.emit(asked, choice, self._reason.currentData() if choice == CLEARED else "")
