"""A small form for one act on an agreement: the day, why, and what the act needs besides."""

from __future__ import annotations

import datetime as dt

import attrs
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QFrame, QHBoxLayout, QLineEdit, QVBoxLayout

from fieldapp.errors import FieldappError
from fieldapp.records.sharing import Agreement
from fieldapp.services import agreements as life
from fieldapp.vocab.days import Day
from fieldapp.vocab.spoken_days import read_day
from ui.pieces import button, labelled, line, row, words

UNTIL, KEEP, NEXT, FOLLOWS, SUSPENDS = "until", "keep", "next", "follows", "suspends"


@attrs.frozen
class Asking:
    """What an act is called, what it means, and which lines it asks for."""

    action: str
    about: str
    asks: tuple[str, ...] = ()


ACTS = {
    life.SIGN: Asking("Put in force", "Signed or instructed on this day; from then on it holds."),
    life.RENEW: Asking("Renew", "New dates; the old ones stay in a row below.", (UNTIL, KEEP)),
    life.SUSPEND: Asking("Suspend", "Nothing leaves under it until it is resumed."),
    life.RESUME: Asking("Resume", "In force again, if its dates still hold."),
    life.BREACH: Asking(
        "Record a breach", "What was broken, by whom, and what follows.", (FOLLOWS, SUSPENDS)
    ),
    life.REVIEW: Asking("Reviewed", "Looked at with the other side.", (NEXT,)),
    life.END: Asking("End it", "Nothing leaves under it any more. This cannot be taken back."),
}
_LABELS = {
    UNTIL: "Valid until",
    KEEP: "Recipient keeps until",
    NEXT: "Next review (may be empty)",
    FOLLOWS: "What follows",
}


class ActForm(QFrame):
    """Hands over the agreement as it is after the act; nothing is saved here."""

    done = Signal(object, str)  # the agreement, and what was done
    left = Signal()

    def __init__(self, what: str, agreement: Agreement, today: dt.date) -> None:
        super().__init__()
        self.setProperty("inset", True)
        self.setObjectName("agreement-act")
        self._what, self._agreement, self._today = what, agreement, today
        asking = ACTS[what]
        self._on = line("act-on", "On", width=160)
        self._on.setText(today.isoformat())
        self._words = line("act-words", "What was broken" if what == life.BREACH else "Why")
        self._lines: dict[str, QLineEdit] = {}
        self._suspends = QCheckBox("Suspend it until this is settled")
        self._suspends.setObjectName("field-act-suspends")
        self._error = words("", "error", "act-error")
        self._error.hide()
        self._go = button(asking.action, "action-do-act", "main")
        self._cancel = button("Cancel", "action-cancel-act", "flat")
        self._go.clicked.connect(self.act)
        self._cancel.clicked.connect(self.left)
        self._lay_out(asking)

    def _lay_out(self, asking: Asking) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(8)
        column.addWidget(words(asking.action, "strong"))
        column.addWidget(words(asking.about, "muted"))
        days = QHBoxLayout()
        days.setSpacing(16)
        days.addLayout(labelled("On", self._on))
        for name in asking.asks:
            if name in (UNTIL, KEEP, NEXT):
                days.addLayout(labelled(_LABELS[name], self._line(name, 160)))
        days.addStretch(1)
        column.addLayout(days)
        column.addLayout(labelled(self._words.accessibleName(), self._words))
        if FOLLOWS in asking.asks:
            column.addLayout(labelled(_LABELS[FOLLOWS], self._line(FOLLOWS)))
        if SUSPENDS in asking.asks and life.SUSPEND in life.possible(self._agreement):
            column.addWidget(self._suspends)
        column.addWidget(self._error)
        column.addLayout(row(self._go, self._cancel))
        for each in (self._on, self._words, *self._lines.values()):
            each.returnPressed.connect(self.act)

    def _line(self, name: str, width: int = 0) -> QLineEdit:
        made = self._lines[name] = line(f"act-{name}", _LABELS[name], width=width)
        return made

    def focus_first(self) -> None:
        """Go to what has to be typed."""
        first = self._lines.get(UNTIL, self._words)
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def act(self) -> None:
        """Do it, or say beside it what is wrong."""
        self._error.hide()
        try:
            after = self._after()
        except FieldappError as error:
            self._error.setText(error.in_full())
            self._error.show()
            return
        self.done.emit(after, self._what)

    def _after(self) -> Agreement:
        act = life.Act(self._day(self._on), self._words.text(), self._text(FOLLOWS))
        match self._what:
            case life.RENEW:
                until, keep = self._day(self._lines[UNTIL]), self._day(self._lines[KEEP])
                return life.renew(self._agreement, act, until, keep)
            case life.BREACH:
                return life.breach(self._agreement, act, suspends=self._suspends.isChecked())
            case life.REVIEW:
                next_ = self._day(self._lines[NEXT]) if self._text(NEXT) else None
                return life.reviewed(self._agreement, act, next_)
        plain = {
            life.SIGN: life.sign,
            life.SUSPEND: life.suspend,
            life.RESUME: life.resume,
            life.END: life.end,
        }
        return plain[self._what](self._agreement, act)

    def _text(self, name: str) -> str:
        return self._lines[name].text().strip() if name in self._lines else ""

    def _day(self, field: QLineEdit) -> Day:
        return read_day(field.text(), self._today)
