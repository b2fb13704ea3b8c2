"""An opened package: who sent it, under what, what is in it, and what may be done with it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from fieldapp.records.counted import counted
from fieldapp.records.record import Record
from fieldapp.services.package.opening import Opened
from fieldapp.services.receiving import arrival
from fieldapp.vocab.days import Day
from fieldapp.vocab.spoken_days import day_in_words
from fieldapp.vocab.vocabulary import vocabulary
from ui.pieces import button, card, row, scrolled, set_role, words

PLAINTEXT = (
    "This writes every file of the package in clear: {names}. They are NOT encrypted: whoever "
    "finds the folder can read them. Write them only where that is safe, and delete them after."
)


class OpenedPackage(QWidget):
    """Shows one package; announces what the officer wants to do with it."""

    asked_import = Signal()
    asked_look = Signal()
    asked_extract = Signal()
    asked_receipt = Signal()
    asked_sender = Signal()
    closed = Signal()

    def __init__(self, types: Sequence[type[Record]]) -> None:
        super().__init__()
        self._types = types
        self._close = button("Back to the inbox", "action-back-inbox", "flat")
        self._title = words("", "page", "opened-title")
        self._level = QLabel()
        self._level.setObjectName("opened-level")
        self._trust = words("", "good", "opened-trust")
        self._sender = button("Compare the code", "action-open-sender")
        self._order = words("", "muted", "opened-order")
        self._checks = {
            name: words("", "muted", f"opened-{name}")
            for name in ("signature", "code", "hashes", "addressed")
        }
        self._facts = QVBoxLayout()
        self._facts.setSpacing(4)
        self._import = button("Import", "action-import", "main")
        self._look = button("Look at the summary", "action-look")
        self._receipt = button("Write a receipt…", "action-receipt")
        self._extract = button("Extract…", "action-extract", "flat")
        self._warning = _Plaintext()
        self._said = words("", "muted", "opened-said")
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        panel, column = card()
        top = row(self._title, self._level, stretch=False)
        top.setStretch(0, 1)
        column.addLayout(top)
        trust = row(self._trust, self._sender, stretch=False)
        trust.setStretch(0, 1)
        column.addLayout(trust)
        checked = QVBoxLayout()
        checked.setSpacing(2)
        for label in self._checks.values():
            checked.addWidget(label)
        column.addLayout(checked)
        column.addWidget(self._order)
        column.addLayout(row(self._import, self._look, self._receipt, self._extract))
        column.addWidget(self._said)
        column.addWidget(self._warning)
        column.addLayout(self._facts)
        column.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(24, 16, 24, 16)
        whole.setSpacing(8)
        whole.addLayout(row(self._close))
        whole.addWidget(scrolled(panel), 1)

    def _connect(self) -> None:
        self._close.clicked.connect(self.closed)
        self._sender.clicked.connect(self.asked_sender)
        self._import.clicked.connect(self.asked_import)
        self._look.clicked.connect(self.asked_look)
        self._receipt.clicked.connect(self.asked_receipt)
        self._extract.clicked.connect(self._warning.show)
        self._warning.went_on.connect(self.asked_extract)

    # -- showing ---------------------------------------------------------------------------

    def show_opened(self, opened: Opened, imported: bool) -> None:
        """Show a package; `imported` is whether its records are here."""
        read = opened.manifest
        self._title.setText(read.agreement.title)
        marking = vocabulary("marking").label(read.marking)
        level = read.sensitivity.value.capitalize()
        self._level.setText(" · ".join(filter(None, (level, marking))))
        self._level.setProperty("level", read.sensitivity.value)
        self._level.style().unpolish(self._level)
        self._level.style().polish(self._level)
        role, told = _trust(opened)
        set_role(self._trust, role, told)
        self._sender.setVisible(not opened.verified)
        for each in arrival.checks(opened):
            set_role(self._checks[each.name], "muted" if each.good else "error", each.words)
        role, told = arrival.order(opened, imported=imported)
        set_role(self._order, role, told)
        self._warning.hide()
        self._warning.say(PLAINTEXT.format(names=", ".join(each.path for each in read.files)))
        stopped = imported or opened.standing.imported or opened.standing.conflict
        self._import.setEnabled(opened.verified and not stopped)
        self._import.setText(f"Import {self._counts(opened)}")
        self._import.setAccessibleName(self._import.text())
        has_summary = any(each.path == "summary.pdf" for each in read.files)
        self._look.setEnabled(opened.verified and has_summary)
        self._extract.setEnabled(opened.verified)
        self._receipt.setEnabled(opened.verified)
        self._say_state(opened, imported)
        self._show_facts(opened)

    def focus(self) -> None:
        """Put the cursor on the usual next step."""
        for each in (self._import, self._receipt, self._sender, self._close):
            if each.isEnabled() and each.isVisibleTo(self):
                each.setFocus()
                return

    def _say_state(self, opened: Opened, imported: bool) -> None:
        if not opened.verified:
            told = "Importing and extracting wait until the code was compared."
        elif imported or opened.standing.imported:
            told = "Imported. A receipt tells the sender that it arrived."
        elif opened.standing.conflict:
            told = "It cannot be imported: it contradicts one that was imported before."
        else:
            told = "Nothing of it is stored here yet."
        self._said.setText(told)

    def _counts(self, opened: Opened) -> str:
        return counted(opened.manifest.counts, self._types)

    def _show_facts(self, opened: Opened) -> None:
        while (item := self._facts.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        for label, told in self._told(opened):
            if told:
                self._facts.addWidget(words(label, "muted"))
                self._facts.addWidget(words(told))

    def _told(self, opened: Opened) -> list[tuple[str, str]]:
        read = opened.manifest
        keep = day_in_words(Day(read.keep_until)) if read.keep_until else ""
        onward = vocabulary("onward_sharing").label(read.onward_sharing)
        asked = ", ".join(vocabulary("ask").label(each) for each in read.ask.what)
        by = f", by {day_in_words(Day(read.ask.by))}" if read.ask.by else ""
        spoken = vocabulary("attribution").label(read.attribution) if read.attribution else ""
        return [
            ("From", " · ".join(filter(None, (opened.sender.name, read.sender.station)))),
            ("Under their agreement", read.agreement.reference),
            ("Purpose", read.agreement.purpose),
            ("Clauses", "\n".join(read.agreement.clauses)),
            ("Asked of you", f"{asked}{by}" if asked else ""),
            ("Keep until", keep),
            ("Onward sharing", onward),
            ("What was said in it", spoken),
            ("Contents", self._counts(opened)),
            ("Coverage and gaps", read.method.coverage),
            ("Contact point", read.contact_point),
            ("Made", f"{read.created:%Y-%m-%d}"),
            ("Files", "\n".join(f"{each.path}  {_size(each.size)}" for each in read.files)),
        ]


class _Plaintext(QFrame):
    """Says what is about to be written in clear, before a folder is asked for."""

    went_on = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("blocks")
        self._words = words("", "error", "plaintext-words")
        go, stop = (
            button("Choose a folder…", "action-go-on"),
            button("Do not extract", "action-stay", "flat"),
        )
        go.clicked.connect(self.went_on)
        go.clicked.connect(self.hide)
        stop.clicked.connect(self.hide)
        column = QVBoxLayout(self)
        column.addWidget(self._words)
        column.addLayout(row(go, stop))
        self.hide()

    def say(self, told: str) -> None:
        """What will be written."""
        self._words.setText(told)


def _trust(opened: Opened) -> tuple[str, str]:
    name = opened.sender.name
    if opened.verified:
        return "good", f"Verified: {name} signed this, with the key whose code you compared."
    return "error", (
        f"Not verified: it was signed with the key that stands at {name}, but the 40-digit code of "
        "that key was never compared. It may be someone else's. You can look, and no more."
    )


def _size(number: int) -> str:
    return f"{number:,} bytes" if number < 10_000 else f"{number / 1000:,.0f} kB"
