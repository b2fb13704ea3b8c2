"""Two fields of an approval: the note on harm, and for how many days it holds."""

from __future__ import annotations

from PySide6.QtWidgets import QPlainTextEdit

from fieldapp.services.approving.statement import USUAL_DAYS
from ui.widgets.elided import ElidedCombo

NOTE = "What could go wrong for whom, and what lowers it"
NOTE_HELP = "For the approver and the log. It never leaves."
DAYS = (1, 2, 3, 5, 7, 10, 14)


def note_box() -> QPlainTextEdit:
    """The box for the note on harm."""
    box = QPlainTextEdit()
    box.setObjectName("field-harm_note")
    box.setAccessibleName(NOTE)
    box.setTabChangesFocus(True)
    box.setMaximumHeight(72)
    return box


def days_choice() -> ElidedCombo:
    """For how many days an approval holds, within the bounds."""
    box = ElidedCombo("approval_days", "Holds for")
    for number in DAYS:
        box.addItem("1 day" if number == 1 else f"{number} days", number)
    box.setCurrentIndex(DAYS.index(USUAL_DAYS))
    return box
