"""The card of the station's own words on the page of reference data."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QModelIndex
from PySide6.QtWidgets import QFrame, QTableView, QVBoxLayout, QWidget

import resources
from fieldapp.services.station_words import drop_words, keep_words, read_words, station_words
from fieldapp.services.word_table import word_table
from fieldapp.vocab.vocabulary import FIXED, shipped, use_station_words
from ui.files import ask_open
from ui.forms.choice import QuietCombo
from ui.pages.importing.word_lines import WordLines, fit_columns
from ui.pieces import button, card, labelled, row, words
from ui.session import Session
from ui.widgets.tables import dress

LINES = 9  # shown at once; the rest is scrolled to
ABOUT = (
    "Lists of choices and severity schemes ship with the app; where they come from stands beside "
    "each. A file with the columns code and label adds choices of your own and words them anew. "
    "Codes are never taken away, because records hold them."
)


class WordsCard(QWidget):
    """Choose a list, see it, load a file over it, or go back to what ships."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._names = sorted(
            file.stem for file in resources.path("vocab").glob("*.csv") if file.stem not in FIXED
        )
        self._which = QuietCombo()
        self._which.setObjectName("field-vocabulary")
        self._which.setAccessibleName("List of choices")
        self._which.setMaximumWidth(400)
        self._which.addItems([name.replace("_", " ").capitalize() for name in self._names])
        self._said = words("", "muted", "vocabulary-said")
        self._lines = WordLines()
        self._table = self._make_table()
        self._whole = words("", "muted", "vocabulary-line")
        self._load = button("Load a file…", "action-load-words")
        self._back = button("Back to what ships", "action-drop-words")
        panel, column = card()
        self._fill(panel, column)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(panel)
        self._which.currentIndexChanged.connect(lambda _: self.refresh())
        self._load.clicked.connect(self._ask)
        self._back.clicked.connect(self._drop)
        self.refresh()

    def _fill(self, _panel: QFrame, column: QVBoxLayout) -> None:
        column.addWidget(words("Words of this station", "section"))
        column.addWidget(words(ABOUT))
        column.addLayout(labelled("List of choices", self._which))
        column.addWidget(self._said)
        column.addWidget(self._table)
        column.addWidget(self._whole)
        column.addLayout(row(self._load, self._back))

    def _make_table(self) -> QTableView:
        table = QTableView()
        table.setModel(self._lines)
        dress(table, "list-vocabulary", "Choices of this list")
        line = table.fontMetrics().lineSpacing() + 10
        table.verticalHeader().setDefaultSectionSize(line)
        table.setFixedHeight((LINES + 1) * line + 14)
        table.selectionModel().currentRowChanged.connect(self._say_whole)
        return table

    def name(self) -> str:
        """The vocabulary that is chosen."""
        return self._names[max(0, self._which.currentIndex())]

    def refresh(self) -> None:
        """Say what the chosen list holds and where it comes from."""
        name = self.name()
        own = station_words(self._session.store.vault).get(name)
        held = own or shipped(name)
        new = [code for code in held if code not in shipped(name)]
        check = any("M?" in notes.get("source", "") for notes in held.notes.values())
        said = [f"{len(held)} choices."]
        if own is not None:
            said.append(f"The station's own version: {len(new)} added.")
        if check:
            said.append("To be checked before it is called a standard.")
        self._said.setText(" ".join(said))
        self._lines.show(word_table(held))
        fit_columns(self._table)
        self._table.selectRow(0)
        self._back.setEnabled(own is not None)

    def _say_whole(self, current: QModelIndex) -> None:
        """The chosen line in full, for what is cut in the table."""
        self._whole.setText(self._lines.in_words(current.row()))

    def load(self, path: Path) -> None:
        """Take the words of a file; they hold at once."""
        with self._session.telling():
            read = read_words(path, self.name())
            vault = self._session.store.vault
            keep_words(vault, read)
            use_station_words(station_words(vault))
            self.refresh()
            self._session.said.emit(f"{read.added} added, {read.reworded} worded anew.")

    def _ask(self) -> None:
        ask_open(self, "A list of choices", self.load, only="(*.csv *.xlsx *.json)")

    def _drop(self) -> None:
        vault = self._session.store.vault
        drop_words(vault, self.name())
        use_station_words(station_words(vault))
        self.refresh()
        self._session.said.emit("As it ships again.")
