"""The start: the unlock page before anything heavy, no history of folders, no core dumps."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
HEAVY = (
    "sqlite_utils",
    "sqlcipher3",
    "reportlab",
    "openpyxl",
    "click",
    "qtawesome",
    "zxcvbn",
    "rapidfuzz",
    "phonenumbers",
    "segno",
    "pypdfium2",
    "fieldapp.store.store",
    "ui.main_window",
)

START = """
import json, sys
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from ui.app import AppWindow, dress
app = QApplication([])
dress(False)
window = AppWindow(Path(sys.argv[1]))
def painted():
    print(json.dumps(sorted(sys.modules)))
    window.close()
    app.exit(0)
window.centralWidget().painted.disconnect()
window.centralWidget().painted.connect(painted)
window.show()
sys.exit(app.exec())
"""

DIALOG = """
import sys
from pathlib import Path
from PySide6.QtCore import QTimer, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from ui.files import ask_save
app = QApplication([])
parent = QWidget()
parent.show()
chosen = []
dialog = ask_save(parent, "Save", "card.json", chosen.append)
field = dialog.findChild(QLineEdit, "fileNameEdit")
assert field.text() == "card.json", field.text()
field.setText(str(Path(sys.argv[1]) / "chosen.json"))
dialog.destroyed.connect(app.quit)
QTest.keyClick(field, Qt.Key.Key_Return)
app.exec()
del parent
print(chosen[0].name)
"""

HARD = """
import json, resource
from fieldapp.hardening import harden
harden()
import ctypes
dumpable = ctypes.CDLL(None).prctl(3, 0, 0, 0, 0)
print(json.dumps([resource.getrlimit(resource.RLIMIT_CORE), dumpable]))
"""


@pytest.fixture
def run(tmp_path):
    """Runs a few lines in a process with a home of its own."""
    home = tmp_path / "home"
    home.mkdir()

    def start(lines: str, *arguments: str) -> str:
        places = {
            name: str(home / name.lower())
            for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME")
        }
        done = subprocess.run(
            [sys.executable, "-c", lines, *arguments],
            cwd=ROOT,
            env={**os.environ, "HOME": str(home), "QT_QPA_PLATFORM": "offscreen", **places},
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    start.home = home
    return start


def test_nothing_heavy_is_loaded_before_the_unlock_page_is_painted(run, made):
    loaded = json.loads(run(START, str(made.folder)))
    assert "ui.pages.unlock" in loaded
    assert [name for name in HEAVY if name in loaded] == []


def test_a_file_dialog_leaves_no_trace_at_home(run, tmp_path):
    folder = tmp_path / "Kutum papers"
    folder.mkdir()
    assert run(DIALOG, str(folder)).strip() == "chosen.json"
    left = [path for path in run.home.rglob("*") if path.is_file()]
    assert [path.name for path in left if path.name == "QtProject.conf"] == []
    assert [path for path in left if b"Kutum" in path.read_bytes()] == []


@pytest.mark.skipif(sys.platform != "linux", reason="asks the Linux kernel")
def test_no_core_dumps_and_no_looking_in(run):
    assert json.loads(run(HARD)) == [[0, 0], 0]
