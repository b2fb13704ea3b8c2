"""What a finished note comes to, and what one does next with it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from fieldapp.records.dialogue import Commitment, Meeting
from fieldapp.records.record import Record
from ui import pieces

FINISHED = "Finished. Locks in 24 hours, or when it first leaves."


class Finished(QWidget):
    """Says what was saved; each button is one usual next step."""

    asked = Signal(str)  # print, share, open, reopen, new

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("note-finished")
        panel, column = pieces.card(640)
        self._head = pieces.words(FINISHED, "section")
        self._ref = pieces.words("", "strong", "note-reference")
        self._counts = pieces.words("", "", "note-counts")
        self._until = pieces.words(
            "Until then it can be reopened. After that it is corrected by a new version.", "muted"
        )
        self._buttons = {
            "print": pieces.button("Print", "action-print", "main"),
            "share": pieces.button("Share", "action-share"),
            "new": pieces.button("New note", "action-new-note"),
            "open": pieces.button("Open the record", "action-open", "flat"),
            "reopen": pieces.button("Reopen", "action-reopen", "flat"),
        }
        for each in (self._head, self._ref, self._counts, self._until):
            column.addWidget(each)
        column.addLayout(pieces.row(*self._buttons.values()))
        for verb, button in self._buttons.items():
            button.clicked.connect(lambda _=False, verb=verb: self.asked.emit(verb))
        self._buttons["new"].setToolTip("Ctrl+Shift+N")
        # Stretches, not an alignment: a wrapped label is then given the height that it needs.
        across = QHBoxLayout()
        across.addStretch(1)
        across.addWidget(panel, 8)
        across.addStretch(1)
        around = QVBoxLayout(self)
        around.setContentsMargins(24, 24, 24, 24)
        around.addStretch(1)
        around.addLayout(across)
        around.addStretch(2)

    def show_record(self, meeting: Meeting, rows: Sequence[Record], *, may_share: bool) -> None:
        """Show what was finished."""
        promises = [each for each in rows if isinstance(each, Commitment)]
        theirs = sum(each.direction == "theirs" for each in promises)
        counts = (
            (len(meeting.statements), "statement", "statements"),
            (theirs, "promise of theirs", "promises of theirs"),
            (len(promises) - theirs, "promise of ours", "promises of ours"),
            (len(rows) - len(promises), "action", "actions"),
        )
        self._ref.setText(f"{meeting.title}   {meeting.ref}")
        said = ", ".join(f"{n} {one if n == 1 else many}" for n, one, many in counts if n)
        self._counts.setText(said or "The facts are written down.")
        self._buttons["share"].setVisible(may_share)

    def focus_first(self) -> None:
        """The next step is one key away."""
        self._buttons["print"].setFocus(Qt.FocusReason.OtherFocusReason)
