"""A picture on the screen: whole in the room that there is, until somebody zooms."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage, QPixmap, QResizeEvent
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea

_STEP, _LEAST, _MOST = 1.25, 0.05, 8.0


class PictureView(QScrollArea):
    """Scrolls where the picture is larger than its room; arrow keys move it."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("attachment-picture")
        self.setAccessibleName("Picture")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._label = QLabel()
        self.setWidget(self._label)
        self._whole = QPixmap()
        self._scale = 0.0  # 0 fits the room

    def show_picture(self, image: QImage) -> None:
        """Show this one, whole; an empty image lets go of it."""
        self._whole, self._scale = QPixmap.fromImage(image), 0.0
        self._draw()

    def zoom(self, larger: bool) -> None:
        """One step larger or smaller."""
        scale = (self._scale or self._fitting()) * (_STEP if larger else 1 / _STEP)
        self._scale = min(max(scale, _LEAST), _MOST)
        self._draw()

    def fit(self) -> None:
        """Whole in the room again."""
        self._scale = 0.0
        self._draw()

    @property
    def drawn(self) -> QSize:
        """How large it is drawn now."""
        return self._label.size()

    def _fitting(self) -> float:
        room, size = self.viewport().size(), self._whole.size()
        return min(1.0, room.width() / max(size.width(), 1), room.height() / max(size.height(), 1))

    def _draw(self) -> None:
        scale = self._scale or self._fitting()
        ratio = self.devicePixelRatioF()
        wanted = self._whole.size() * scale
        if self._whole.isNull():
            self._label.clear()
            self._label.resize(0, 0)
            return
        smooth = Qt.TransformationMode.SmoothTransformation
        keep = Qt.AspectRatioMode.KeepAspectRatio
        drawn = self._whole.scaled(wanted * ratio, keep, smooth)
        drawn.setDevicePixelRatio(ratio)
        self._label.setPixmap(drawn)
        self._label.resize(wanted.expandedTo(QSize(1, 1)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt's own: fit again."""
        super().resizeEvent(event)
        if not self._scale:
            self._draw()
