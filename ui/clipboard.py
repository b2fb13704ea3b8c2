"""Copied words: marked as secret for other programs, and taken back after a minute and at lock."""

from __future__ import annotations

from PySide6.QtCore import QMimeData, QObject, QTimer
from PySide6.QtGui import QClipboard, QGuiApplication

KEPT_MS = 60_000
MARK = "x-kde-passwordManagerHint"
_WINDOWS = 'application/x-qt-windows-mime;value="{}"'
# What clipboard histories look for: KDE's and others on Linux, then Windows. Qt has no way to set
# macOS's mark; there only the clearing helps.
MARKS = {
    MARK: b"secret",
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
        return self._clipboard.ownsClipboard() or (held is not None and held.hasFormat(MARK))

    def _mark(self, mode: QClipboard.Mode) -> None:
        if mode != QClipboard.Mode.Clipboard or not self._clipboard.ownsClipboard():
            return
        held = self._clipboard.mimeData(mode)
        if held is None or held.hasFormat(MARK) or not held.hasText():
            return
        marked = QMimeData()
        marked.setText(held.text())  # the words only: a rich copy holds more than was chosen
        for name, value in MARKS.items():
            marked.setData(name, value)
        self._clipboard.setMimeData(marked, mode)
        self._timer.start()
