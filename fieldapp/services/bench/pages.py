"""Every page of the window opened for the first time on a large station, in its own process."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator

import resources
from fieldapp.services.bench.corpus import Made
from fieldapp.services.bench.rows import Row, row

MOST_MS = 500
# A page counts as open when it was made, laid out and painted once; what it does not need it loads
# later, and a job that it starts may still run.
_VISIT = """
import json, sys, time
from pathlib import Path
from PySide6.QtWidgets import QApplication
from ui import app as start
from ui import theme
app = QApplication([start.NAME])
start.dress(False)
folder, key = Path(sys.argv[1]), bytes.fromhex(sys.stdin.readline().strip())
window = start.AppWindow(folder)
window.resize(1366, 768)
window.show()
window.open(folder, key)
app.processEvents()
frame = window.frame()
names = [p.name for spec in frame.specs() for p in (spec.parts or (spec,)) if not spec.hidden]
found = {}
for name in names:
    began = time.perf_counter()
    frame.go(name)
    app.processEvents()
    found[name] = (time.perf_counter() - began) * 1000
    while window.jobs.busy:  # what a page goes on with is not the next page's time
        app.processEvents()
        time.sleep(0.01)
print(json.dumps(found))
sys.stdout.flush()
import os
os._exit(0)
"""


def rows(made: Made) -> Iterator[Row]:
    """Those that read most, the slowest, and all others; nothing where Qt does not load."""
    try:
        found = _visit(made)
    except subprocess.CalledProcessError:
        return
    slowest = sorted(found, key=lambda name: -found[name])
    shown = [*_NAMED, *[name for name in slowest if name not in _NAMED][:4]]
    for name in shown:
        if name in found:
            yield row(f"open page: {name}", found[name], "ms", at_most=MOST_MS)
    rest = [found[name] for name in found if name not in shown]
    yield row(f"open page: slowest of {len(rest)} others", max(rest), "ms", at_most=MOST_MS)


_NAMED = (
    "today", "stakeholders", "actor", "charts", "incident_map", "board", "task_report", "calendar",
    "incident", "relation",
)  # fmt: skip


def _visit(made: Made) -> dict[str, float]:
    here = str(resources.path().parent)
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": here}
    done = subprocess.run(  # noqa: S603  # our own interpreter and script
        [sys.executable, "-c", _VISIT, str(made.folder)],
        input=made.key.hex() + "\n",
        env=environment,
        check=True,
        timeout=300,
        capture_output=True,
        text=True,
    )
    times: dict[str, float] = json.loads(done.stdout.strip().splitlines()[-1])
    return times
