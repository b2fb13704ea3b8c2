"""Settings: the station, how the window looks, and when it locks; all kept inside the vault."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget

from fieldapp.records.record import Record, evolve
from fieldapp.store.store import Changes
from ui.forms.record_form import RecordForm
from ui.idle import MINUTES
from ui.pages.protocol_pick import ProtocolPick
from ui.pieces import button, card, labelled, narrow, row, scrolled, words
from ui.session import Session
from ui.setting_names import DARK, IDLE, RIGHT_TO_LEFT, SCALE

Choices = Sequence[tuple[str, Any]]
WIDTH = 720
THEMES: Choices = (("As the system", None), ("Light", False), ("Dark", True))
SCALES: Choices = tuple((f"{percent} %", percent) for percent in (100, 125, 150, 175, 200))
DIRECTIONS: Choices = (("Left to right", False), ("Right to left", True))
IDLE_TIMES: Choices = tuple(
    ("1 minute" if minutes == 1 else f"{minutes} minutes", minutes)
    for minutes in (1, 2, 5, 10, 15, 30)
)


class SettingsPage(QWidget):
    """Each choice is kept and takes effect at once."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.setObjectName("page")
        self._session = session
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(24, 16, 24, 24)
        column.setSpacing(16)
        column.addWidget(words("Settings", "page"))
        if any(kind.noun == "protocol" for kind in session.store.types):
            column.addLayout(narrow(ProtocolPick(session), WIDTH))
        column.addLayout(narrow(self._lay_out_look(), WIDTH))
        column.addLayout(narrow(self._lay_out_locking(), WIDTH))
        self._form: RecordForm | None = None
        self._edited = False
        if any(kind.noun == "station" for kind in session.store.types):
            column.addLayout(narrow(self._lay_out_station(), WIDTH))
        column.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(scrolled(inside))
        session.changed.connect(self._refresh)

    def level(self) -> str:
        """Nothing of the records is shown here."""
        return ""

    def keep(self) -> None:
        """Save what was typed about the station, if it may be saved."""
        if self._edited:
            self._session.keep_draft("settings.station", self._typed())

    # -- the cards -------------------------------------------------------------------------

    def _lay_out_look(self) -> QWidget:
        panel, column = card()
        column.addWidget(words("Look", "section"))
        for name, label, choices, setting, start in (
            ("theme", "Colours", THEMES, DARK, None),
            ("scale", "Text size", SCALES, SCALE, 100),
            ("direction", "Reading direction", DIRECTIONS, RIGHT_TO_LEFT, False),
        ):
            box = self._choice(name, label, choices, setting, start)
            column.addLayout(labelled(label, box))
        return panel

    def _lay_out_locking(self) -> QWidget:
        panel, column = card()
        column.addWidget(words("Locking", "section"))
        box = self._choice("idle", "Lock when left alone for", IDLE_TIMES, IDLE, MINUTES)
        said = "Unfinished edits are kept, encrypted. Ctrl+L locks at once."
        column.addLayout(labelled("Lock when left alone for", box, said))
        return panel

    def _lay_out_station(self) -> QWidget:
        panel, column = card()
        self._form = RecordForm(self._session.store.kind("station"), self._session)
        self._save = button("Save the station", "action-save-station", "main")
        self._save.clicked.connect(self._save_station)
        self._form.edited.connect(self._note_edit)
        column.addWidget(self._form)
        column.addLayout(row(self._save))
        self._show_station()
        return panel

    def _choice(
        self, name: str, label: str, choices: Choices, setting: str, start: Any
    ) -> QComboBox:
        box = QComboBox()
        box.setObjectName(f"field-{name}")
        box.setAccessibleName(label)
        box.setMaximumWidth(240)
        for text, value in choices:
            box.addItem(text, value)
        box.setCurrentIndex(max(0, box.findData(self._session.setting(setting, start))))
        box.activated.connect(lambda _: self._set(setting, box.currentData()))
        return box

    def _set(self, setting: str, value: Any) -> None:
        with self._session.telling():
            self._session.set_setting(setting, value)
            self._session.restyled.emit()

    # -- the station -----------------------------------------------------------------------

    def _show_station(self) -> None:
        assert self._form is not None
        store = self._session.store
        draft = store.draft("settings.station")
        kept = draft.record if draft else store.station()
        self._form.show(kept if kept is not None else store.kind("station")())
        self._edited = draft is not None

    def _note_edit(self) -> None:
        self._edited = True

    def _typed(self) -> Record:
        assert self._form is not None
        return self._form.record()

    def _save_station(self) -> None:
        with self._session.telling():
            self._edited = False
            # The protocol is picked on a card of its own, perhaps since this was begun.
            kept = self._session.store.station()
            self._session.save(evolve(self._typed(), protocol=kept.protocol if kept else ""))
            self._session.drop_draft("settings.station")
            self._session.said.emit("The station is saved, encrypted.")

    def _refresh(self, changes: Changes) -> None:
        if "station" in changes.kinds and self._form is not None and not self._edited:
            self._show_station()
