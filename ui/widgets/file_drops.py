"""Files that are dropped or pasted, as paths; and pictures that were copied, as pixels."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QEvent, QMimeData, QObject, Signal
from PySide6.QtGui import QDropEvent, QImage
from PySide6.QtWidgets import QWidget

from fieldapp.services.attaching.bitmap import Bitmap


class FileDrops(QObject):
    """Lets files be dropped on a widget, and on what lies in it and takes no drops itself."""

    dropped = Signal(object)  # list of paths

    def __init__(self, on: QWidget) -> None:
        super().__init__(on)
        on.setAcceptDrops(True)
        on.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Qt's own: take what holds files, leave all else."""
        if not isinstance(event, QDropEvent) or not (paths := files_in(event.mimeData())):
            return False
        event.acceptProposedAction()
        if event.type() == QEvent.Type.Drop:
            self.dropped.emit(paths)
        return True


def files_in(held: QMimeData | None) -> Sequence[Path]:
    """The local files that were copied or are dragged; none where it is words or a picture."""
    if held is None or not held.hasUrls():
        return []
    return [Path(each.toLocalFile()) for each in held.urls() if each.isLocalFile()]


def picture_in(held: QMimeData | None) -> Bitmap | None:
    """The pixels of a copied picture."""
    if held is None or not held.hasImage():
        return None
    image = QImage(held.imageData())
    if image.isNull():
        return None
    plain = image.convertToFormat(QImage.Format.Format_RGBA8888)
    return Bitmap(plain.width(), plain.height(), bytes(plain.constBits()))


def picture_of(bitmap: Bitmap) -> QImage:
    """Decoded pixels as Qt draws them."""
    form = QImage.Format.Format_RGBA8888
    row = 4 * bitmap.width
    return QImage(bitmap.pixels, bitmap.width, bitmap.height, row, form).copy()
