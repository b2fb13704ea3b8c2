"""The foot of the share page: what still stands in the way, and the one button that lets it go."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from fieldapp.services.sharing.release import Release
from ui.pages.share.facts import PACKAGE, seal_words
from ui.pages.share.hits import wait
from ui.pieces import button, labelled, line, set_role, words

NOTHING = "Nothing to seal yet"
NOTE_ON_HARM = "Approval and note"
NOT_SECRET = {
    "paper": "Paper is not encrypted. It is logged with who handed it over, to whom and when.",
    "voice": "What is said is logged with who said it, to whom and when.",
    "file": "The file will NOT be encrypted: whoever finds it can read it. It is logged.",
}


class SealBar(QFrame):
    """Announces that a person wants it to go; it cannot be asked while anything stands in the way.

    For a way without a key it also asks who hands it over and to whom.
    """

    asked = Signal()
    asked_approval = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("seal-bar")
        self._release: Release | None = None
        self._waiting, self._hits, self._busy = 0, 0, False
        self._stands = words("", "muted", "share-stands")
        self._texts = words("", "muted", "share-hits")
        self._seal = button(NOTHING, "action-seal", "main")
        self._seal.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self._by, self._to = line("handed_by", "Handed over by"), line("handed_to", "Handed to")
        self._seal.setMinimumWidth(240)
        self._hands = QWidget()
        hands = QHBoxLayout(self._hands)
        hands.setContentsMargins(0, 0, 0, 0)
        hands.setSpacing(8)
        hands.addLayout(labelled("Handed over by", self._by))
        hands.addLayout(labelled("Handed to", self._to))
        self._hands.hide()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 4, 0, 0)
        whole.setSpacing(4)
        whole.addWidget(self._hands)
        self._approval = button(NOTE_ON_HARM, "action-approval")
        self._approval.clicked.connect(self.asked_approval)
        said = QVBoxLayout()
        said.setSpacing(0)
        said.addWidget(self._texts)
        said.addWidget(self._stands)
        last = QHBoxLayout()
        last.setSpacing(8)
        last.addLayout(said, 1)
        last.addWidget(self._approval)
        last.addWidget(self._seal)
        whole.addLayout(last)
        self._seal.clicked.connect(self.asked)
        for each in (self._by, self._to):
            each.textChanged.connect(self._allow)
        self._allow()

    @property
    def hands(self) -> tuple[str, str]:
        """Who hands it over, and to whom."""
        return self._by.text().strip(), self._to.text().strip()

    def show_release(self, release: Release | None, waiting: int, hits: int = 0) -> None:
        """Say what would happen, and allow it where nothing stands in the way.

        `hits` of the scan wait for a choice: it may go all the same, without those texts.
        """
        self._release, self._waiting, self._hits = release, waiting, hits
        without_key = release is not None and release.channel != PACKAGE
        self._hands.setVisible(without_key)
        # What still needs the second person has a button above, beside what stops it.
        wanting = release is not None and release.needs_approval and not release.approved
        self._approval.setVisible(release is not None and bool(release.records) and not wanting)
        self._allow()

    def propose_hands(self, by: str) -> None:
        """Fill in who hands it over, where nobody did."""
        if not self._by.text():
            self._by.setText(by)

    def set_busy(self, busy: bool) -> None:
        """While it is being written nothing more can be asked."""
        self._busy = busy
        self._allow()

    def _allow(self) -> None:
        release = self._release
        told = seal_words(release) if release and release.records else NOTHING
        self._seal.setText(_shortened(told))
        self._seal.setToolTip(told)
        self._seal.setAccessibleName(told)
        stands = self._what_stands()
        self._seal.setEnabled(release is not None and not stands)
        channel = release.channel if release else PACKAGE
        self._stands.setVisible(bool(stands or NOT_SECRET.get(channel, "")))
        set_role(self._stands, "muted", stands or NOT_SECRET.get(channel, ""))
        self._texts.setVisible(self._hits > 0)
        self._texts.setText(f"{wait(self._hits)}: without a choice, those texts stay here.")
        self._seal.setAccessibleDescription(self._stands.text())

    def _what_stands(self) -> str:
        """Why it may not go yet; empty where it may."""
        release = self._release
        if release is None:
            return "Choose an agreement first."
        if self._busy:
            return "It is being written."
        if release.blocks:
            number = len(release.blocks)
            return "One thing stops this: see above." if number == 1 else _several(number)
        if self._waiting:
            number = self._waiting
            texts = "1 more text" if number == 1 else f"{number:,} more texts"
            return f"Read {texts} first."
        if release.channel != PACKAGE and not all(self.hands):
            return "Fill in who hands it over, and to whom."
        return ""


def _several(number: int) -> str:
    return f"{number} things stop this: see above."


def _shortened(told: str, most: int = 90) -> str:
    """A very long name does not push the button off the screen; the tip has all of it."""
    return told if len(told) <= most else f"{told[: most // 2 - 1]}…{told[-most // 2 :]}"
