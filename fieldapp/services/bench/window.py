"""Start to the unlock page, beside a bare window; each in a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import resources
from fieldapp.services.bench.rows import Row, median, milliseconds, row

ROUNDS = 5
_BARE = """
import os
from PySide6.QtWidgets import QApplication, QMainWindow
class Window(QMainWindow):
    def paintEvent(self, event):
        os._exit(0)
app = QApplication(["bare"])
window = Window()
window.show()
app.exec()
"""
# As the window's own start does it, but it ends at the first paint.
_OURS = """
import os, sys
from pathlib import Path
from PySide6.QtWidgets import QApplication
from ui import app as start
from ui import theme
app = QApplication([start.NAME])
start.dress(theme.system_is_dark())
window = start.AppWindow(Path(sys.argv[1]))
window.centralWidget().painted.connect(lambda: os._exit(0))
window.show()
app.exec()
"""


def rows(folder: Path) -> Iterator[Row]:
    """The two in turns, so that a busy moment meets both; nothing where Qt does not load."""
    locked = folder / "locked.vault"
    locked.mkdir()
    ours, bare = [], []
    try:
        _run(_BARE)  # the first of each reads the disk
    except subprocess.CalledProcessError:
        return
    _run(_OURS, str(locked))
    for _ in range(ROUNDS):
        bare.append(milliseconds(_run, _BARE))
        ours.append(milliseconds(_run, _OURS, str(locked)))
    yield row(
        "start to unlock page",
        median(ours),
        "ms",
        reference=median(bare),
        reference_name="bare PySide6 window",
        most_ratio=2.0,
    )


def _run(script: str, *words: str) -> None:
    here = str(resources.path().parent)  # the window is found wherever this was started
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": here}
    subprocess.run(  # noqa: S603  # our own interpreter and scripts
        [sys.executable, "-c", script, *words],
        env=environment,
        check=True,
        timeout=60,
        capture_output=True,
    )
