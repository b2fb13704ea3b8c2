"""What is loaded, and the choices before a file is imported."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QComboBox, QFrame, QVBoxLayout, QWidget

from fieldapp.records.counted import in_sentence
from fieldapp.records.record import Record
from fieldapp.services.importing.crosswalk import crosswalks
from fieldapp.services.importing.importing import PLACE
from fieldapp.services.importing.loaded import Loaded, loaded
from fieldapp.services.importing.reading import importable
from ui.files import ask_open
from ui.forms.choice import QuietCombo
from ui.pages.importing.wording import counted
from ui.pages.importing.words_card import WordsCard
from ui.pieces import button, card, labelled, narrow, row, scrolled, words
from ui.session import Session

WIDTH = 720
TABLE_WIDTH = 1060  # crosswalks stand side by side
OWN = "own"  # no mapping has this name: they have their files' names
ABOUT = (
    "A CSV, XLSX or JSON table: incidents of a data set, a list of places, or records of your own. "
    "At most 64 MB and 100,000 rows. The file is read first; nothing is stored before you have "
    "seen what was understood and what was not."
)


class StartPane(QWidget):
    """Asks for a file; the choices stay as they are for the next one."""

    asked = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._own: Path | None = None
        self._places = words("", "", "loaded-places")
        self._sets = words("", "", "loaded-sets")
        self._holds = _combo("holds", "What the file holds")
        self._mapping = _combo("mapping", "Mapping")
        self.ask = button("Import a file…", "action-import-file", "main")
        self.ask.clicked.connect(self.asked)
        self._fill(session.types())
        self._lay_out()
        self._holds.currentIndexChanged.connect(self._allow)
        self._mapping.activated.connect(self._choose_mapping)

    def _lay_out(self) -> None:
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(24, 16, 24, 24)
        column.setSpacing(16)
        column.addWidget(words("Reference data and import", "page"))
        for each in (self._lay_out_loaded(), self._lay_out_import()):
            column.addLayout(narrow(each, WIDTH))
        column.addLayout(narrow(WordsCard(self._session), TABLE_WIDTH))
        column.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(scrolled(inside))

    def _lay_out_import(self) -> QFrame:
        panel, column = card()
        column.addWidget(words("Import a file", "section"))
        column.addWidget(words(ABOUT))
        column.addLayout(
            labelled(
                "What it holds",
                self._holds,
                "Known data sets and lists of places are told by their columns. For any other "
                "table choose its type; its columns have the names of the fields.",
            )
        )
        column.addLayout(
            labelled(
                "Mapping",
                self._mapping,
                "Which column means what, where it is not told by the names.",
            )
        )
        column.addLayout(row(self.ask))
        return panel

    def _lay_out_loaded(self) -> QFrame:
        panel, column = card()
        column.addWidget(words("What is loaded", "section"))
        column.setSpacing(8)
        for head, said in (("Places", self._places), ("Data sets", self._sets)):
            column.addWidget(words(head, "muted"))
            column.addWidget(said)
        return panel

    def _fill(self, types: Sequence[type[Record]]) -> None:
        self._holds.addItem("Tell it by its columns", "")
        for kind in importable(types):
            self._holds.addItem(kind.plural, kind.noun)
        self._holds.addItem("Places with P-codes (gazetteer)", PLACE)
        self._mapping.addItem("Tell it by its columns", "")
        for each in crosswalks():
            self._mapping.addItem(each.name.replace("-", " ").capitalize(), each.name)
        self._mapping.addItem("A mapping file of your own…", OWN)

    # -- what the page asks ----------------------------------------------------------------

    def kind(self) -> str:
        """The noun of the records, or "" to tell it by the columns."""
        return str(self._holds.currentData())

    def mapping(self) -> str | None:
        """The name or path of the mapping, or None to tell it by the columns."""
        chosen = str(self._mapping.currentData())
        if self.kind() == PLACE or not chosen:
            return None
        return str(self._own) if chosen == OWN and self._own else chosen

    def refresh(self) -> None:
        """Say again what is loaded."""
        found = loaded(self._session.store)
        self._places.setText(_said_places(found))
        self._sets.setText(_said_sets(found))

    def allow(self, may: bool) -> None:
        """Whether a file may be asked for now."""
        self.ask.setEnabled(may)

    # -- choosing --------------------------------------------------------------------------

    def _allow(self) -> None:
        # Places are known by their columns alone.
        self._mapping.setEnabled(self.kind() != PLACE)

    def _choose_mapping(self) -> None:
        if self._mapping.currentData() != OWN:
            return
        if self._own is None:
            self._take_back()  # until a file is chosen there is none
        ask_open(self, "A mapping file of your own", self._take_mapping, only="(*.toml)")

    def _take_back(self) -> None:
        with QSignalBlocker(self._mapping):
            self._mapping.setCurrentIndex(0)

    def _take_mapping(self, path: Path) -> None:
        self._own = path
        at = self._mapping.findData(OWN)
        self._mapping.setItemText(at, f"{path.name} (your own; choose again to change)")
        self._mapping.setCurrentIndex(at)
        self._mapping.setFocus()


def _combo(name: str, label: str) -> QComboBox:
    made = QuietCombo()
    made.setObjectName(f"field-{name}")
    made.setAccessibleName(label)
    made.setMaximumWidth(400)
    return made


def _said_places(found: Loaded) -> str:
    if not found.editions:
        return (
            "No gazetteer is loaded. With one, places are found while they are typed, and imported "
            "rows get their P-codes. Import a list of P-codes from OCHA."
        )
    return "\n".join(
        f"{counted(number, 'area', 'areas')} of the gazetteer of {edition}"
        for edition, number in found.editions
    )


def _said_sets(found: Loaded) -> str:
    if not found.sets:
        return "None yet. Rows of a data set carry its name and number, and are not taken twice."
    said = []
    for each in found.sets:
        one, many = in_sentence(each.kind.label), in_sentence(each.kind.plural)
        said.append(f"{each.name}: {counted(each.count, one, many)}")
    return "\n".join(said)
