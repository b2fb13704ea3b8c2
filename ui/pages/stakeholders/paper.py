"""The ways of the map out of the window: onto paper, or into a picture named as plaintext."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from PySide6.QtCore import QBuffer, QIODevice
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QMenu, QToolButton, QWidget

from ui import pieces
from ui.files import ask_save
from ui.jobs import Stop
from ui.session import Session
from ui.widgets.asking import Asking

if TYPE_CHECKING:
    from fieldapp.services.printing.network_sheet import MapSheet

NEUTRAL = "picture.png"
WARNING = (
    "The picture is not encrypted: whoever finds the file can read it. Keep it on a device that is "
    "encrypted, and delete it when you have what you need."
)
_SHARP = 2.2  # pixels a point: A4 in 160 dots an inch
_MAP, _MATRIX = 0, 1


class MapPaper(QWidget):
    """Both ways use the same paper, with its marking; `question` stands where the page puts it."""

    def __init__(self, session: Session, gather: Callable[[], MapSheet]) -> None:
        super().__init__()
        self._session, self._gather = session, gather
        self.question = Asking("picture")
        preview = pieces.button("Print preview", "action-print-map", "main")
        picture = QToolButton()
        picture.setText("Save picture  ▾")
        picture.setStyleSheet("QToolButton::menu-indicator { image: none; }")
        picture.setObjectName("action-save-picture")
        picture.setAccessibleName("Save a picture of the map or of the matrix")
        picture.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(picture)
        menu.setObjectName("menu-picture")
        menu.addAction("Of the map…").triggered.connect(partial(self._ask, _MAP))
        menu.addAction("Of the matrix…").triggered.connect(partial(self._ask, _MATRIX))
        picture.setMenu(menu)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(picture)
        row.addWidget(preview)
        preview.clicked.connect(self._preview)
        preview.setToolTip("Ctrl+P")
        QShortcut(QKeySequence("Ctrl+P"), self).activated.connect(self._preview)

    def _preview(self) -> None:
        with self._session.telling():
            made = self._gather()
            self._session.jobs.run(lambda _stop: draw(made), self._show, label="Drawing the pages")

    def _show(self, pdf: bytes) -> None:
        self._session.asked_page.emit("preview", pdf)

    def _ask(self, page: int, _checked: bool = False) -> None:
        self.question.ask(WARNING, "Choose where…", lambda _: self._choose(page), plain=True)

    def _choose(self, page: int) -> None:
        ask_save(
            self, "Save as a picture that is not encrypted", NEUTRAL, partial(self._save, page)
        )

    def _save(self, page: int, path: Path) -> None:
        with self._session.telling():
            made = self._gather()
            self._log()
            self._session.jobs.run(
                lambda stop: write_picture(made, page, path, stop), self._saved, label="Saving"
            )

    def _saved(self, _path: Path) -> None:
        self._session.said.emit("Saved as a picture that is not encrypted.")

    def _log(self) -> None:
        """The station's history says it before the disk does."""
        from fieldapp.services.leaving import PICTURE_SAVED_IN_CLEAR

        station = self._session.store.station()
        if station is not None:
            self._session.announce(self._session.store.note(station.id, PICTURE_SAVED_IN_CLEAR))


def draw(made: MapSheet) -> bytes:
    """The PDF; what draws it is loaded only now."""
    from fieldapp.services.printing.network_sheet import map_pdf

    return map_pdf(made)


def write_picture(made: MapSheet, page: int, path: Path, stop: Stop) -> Path:
    """One page of the paper as a PNG."""
    from fieldapp.services.files import write_asked
    from ui.printing import Pages

    pages = Pages(draw(made))
    stop.check()
    kept = QBuffer()
    kept.open(QIODevice.OpenModeFlag.WriteOnly)
    pages.image(page, _SHARP).save(kept, "PNG")  # type: ignore[call-overload]
    pages.close()
    content = bytes(kept.data().data())

    def write(file: BinaryIO) -> None:
        file.write(content)

    # The dialog has asked before it lets an existing file be chosen.
    return write_asked(path, write, replace=True)
