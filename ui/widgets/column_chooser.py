"""Which columns of a list are shown: a menu of the fields that are declared for it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu, QToolButton

from fieldapp.records.fields import Field
from fieldapp.records.record import Record
from ui.session import Session


class ColumnChooser(QToolButton):
    """Remembers in the vault which columns of a type are not wanted."""

    chosen = Signal()

    def __init__(self, kind: type[Record], session: Session, columns: Sequence[Field]) -> None:
        super().__init__()
        self._session, self._setting = session, f"columns.{kind.noun}"
        self._hidden: set[str] = set(session.setting(self._setting, []))
        self.setText("Which  ▾")
        self.setObjectName("action-choose-columns")
        self.setAccessibleName("Choose the columns")
        self.setProperty("filter", True)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(self)
        menu.setObjectName("menu-columns")
        for each in columns[1:]:
            action = menu.addAction(each.spec.label)
            action.setCheckable(True)
            action.setChecked(each.name not in self._hidden)
            action.toggled.connect(lambda on, name=each.name: self._choose(name, on))
        self.setMenu(menu)

    def shows(self, name: str) -> bool:
        """Whether a column is wanted."""
        return name not in self._hidden

    def _choose(self, name: str, on: bool) -> None:
        self._hidden = self._hidden - {name} if on else self._hidden | {name}
        self._session.set_setting(self._setting, sorted(self._hidden))
        self.chosen.emit()
