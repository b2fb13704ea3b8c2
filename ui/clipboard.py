"""Copied words: marked as secret for other programs, and taken back after a minute and at lock."""

from __future__ import annotations

from PySide6.QtCore import QMimeData, QObject, Qt, QTimer
from PySide6.QtGui import QClipboard, QGuiApplication

KEPT_MS = 60_000
OURS = "application/x-fieldapp"  # how a copy of ours is known again where the system cannot tell
_WINDOWS = 'application/x-qt-windows-mime;value="{}"'
# What clipboard histories look for: KDE's and others on Linux, then Windows. Qt has no way to set
# macOS's mark; there only the clearing helps.
MARKS = {
    OURS: b"1",
    "x-kde-passwordManagerHint": b"secret",
    _WINDOWS.format("ExcludeClipboardContentFromMonitorProcessing"): b"1",
    _WINDOWS.format("CanIncludeInClipboardHistory"): bytes(4),
}


class Clipboard(QObject):
    """Watches what this app copies, whoever copies it; there is one for the whole app."""

    def __init__(self, parent: QObject | None = None, kept_ms: int = KEPT_MS) -> None:
        super().__init__(parent)
        self._clipboard = QGuiApplication.clipboard()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(kept_ms)
        self._timer.timeout.connect(self.clear)
        self._clipboard.changed.connect(self._mark)

    def clear(self) -> None:
        """Take back what this app copied; what others copied stays."""
        self._timer.stop()
        for mode in (QClipboard.Mode.Clipboard, QClipboard.Mode.Selection):
            if self._owns(mode):
                self._clipboard.clear(mode)

    def _owns(self, mode: QClipboard.Mode) -> bool:
        if mode == QClipboard.Mode.Selection:
            return self._clipboard.supportsSelection() and self._clipboard.ownsSelection()
        held = self._clipboard.mimeData(mode)
        return self._clipboard.ownsClipboard() or (held is not None and held.hasFormat(OURS))

    def _is_ours(self) -> bool:
        # Not every system says whose a copy is; what is copied while this app is in front is ours.
        active = QGuiApplication.applicationState() == Qt.ApplicationState.ApplicationActive
        return active or self._clipboard.ownsClipboard()

    def _mark(self, mode: QClipboard.Mode) -> None:
        if mode != QClipboard.Mode.Clipboard or not self._is_ours():
            return
        held = self._clipboard.mimeData(mode)
        if held is None or held.hasFormat(OURS) or not held.hasText():
            return
        marked = QMimeData()
        marked.setText(held.text())  # the words only: a rich copy holds more than was chosen
        for name, value in MARKS.items():
            marked.setData(name, value)
        self._clipboard.setMimeData(marked, mode)
        self._timer.start()
