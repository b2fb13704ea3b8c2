"""What stops the release, at the top of the page, each with the way to mend it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from fieldapp.services.sharing.release import Block, Release
from ui.pages.share.mending import Mend, mends
from ui.pieces import button, words


class BlocksPanel(QFrame):
    """Hidden where nothing blocks; announces the mend that was asked for."""

    asked = Signal(object)  # Mend

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("blocks")
        self.setProperty("tone", "error")
        self.setAccessibleName("What stops this release")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(16, 8, 16, 8)
        self._column.setSpacing(4)
        self._shown: list[QWidget] = []
        self.hide()

    def show_blocks(self, release: Release | None) -> None:
        """Show the blocks of a release; None where there is none."""
        for each in self._shown:
            self._column.removeWidget(each)
            each.hide()
            each.deleteLater()
        blocks = release.blocks if release else ()
        self._shown = [self._line(n, each, release) for n, each in enumerate(blocks, 1) if release]
        for line in self._shown:
            self._column.addWidget(line)
        self.setVisible(bool(blocks))

    def _line(self, number: int, block: Block, release: Release) -> QWidget:
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        said = words(f"{block.sentence} {block.remedy}", "error", f"block-{number}")
        row.addWidget(said, 1)
        for place, mend in enumerate(mends(block, release), start=1):
            name = f"action-mend-{number}" if place == 1 else f"action-mend-{number}-{place}"
            row.addWidget(self._button(mend, name))
        return line

    def _button(self, mend: Mend, name: str) -> QWidget:
        made = button(mend.words, name)
        made.clicked.connect(lambda: self.asked.emit(mend))
        return made
