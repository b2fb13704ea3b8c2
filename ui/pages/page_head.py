"""The head of a page of records: its title, and the ways to begin a new one."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QToolButton, QWidget

from fieldapp.records.counted import in_sentence
from fieldapp.records.record import Record
from fieldapp.services.templates import drop_template, template_names
from ui import pieces
from ui.session import Session


class PageHead(QWidget):
    """New, from a template, or on paper first."""

    asked_new = Signal()
    asked_template = Signal(str)  # its name
    asked_blank = Signal()
    asked_keying = Signal()
    asked_export = Signal()

    def __init__(self, kind: type[Record], session: Session) -> None:
        super().__init__()
        self._kind, self._session = kind, session
        self._new = pieces.button(
            f"New {in_sentence(kind.label)}", f"action-new-{kind.noun}", "main"
        )
        self._new.setToolTip("Ctrl+N")
        self._new.clicked.connect(self.asked_new)
        self._more = QToolButton()
        self._more.setText("More  ▾")
        self._more.setObjectName(f"action-more-{kind.noun}")
        self._more.setAccessibleName("Templates, paper forms, export")
        self._more.setProperty("kind", "flat")
        self._more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._menu = QMenu(self._more)
        self._menu.setObjectName("menu-more")
        self._menu.aboutToShow.connect(self._fill)
        self._more.setMenu(self._menu)
        self._row = row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(pieces.title(kind.plural), 1)
        row.addWidget(self._more)
        row.addWidget(self._new)
        for each in (self._more, self._new):
            each.setVisible(kind.by_hand)

    def offer(self, widget: QWidget) -> None:
        """One more way, before those that every type has."""
        self._row.insertWidget(self._row.indexOf(self._more), widget)

    def _fill(self) -> None:
        menu, names = self._menu, template_names(self._session.store, self._kind.noun)
        menu.clear()
        for name in names:
            menu.addAction(f"New from “{name}”").triggered.connect(
                lambda _=False, name=name: self.asked_template.emit(name)
            )
        if names:
            forget = menu.addMenu("Forget a template")
            for name in names:
                forget.addAction(name).triggered.connect(
                    lambda _=False, name=name: drop_template(
                        self._session.store, self._kind.noun, name
                    )
                )
            menu.addSeparator()
        menu.addAction("Print a blank form").triggered.connect(self.asked_blank)
        menu.addAction("Key in filled forms").triggered.connect(self.asked_keying)
        if self._kind.leaves:
            menu.addSeparator()
            export = menu.addAction("Export what the list shows…")
            export.setObjectName("action-export-list")
            export.triggered.connect(self.asked_export)
