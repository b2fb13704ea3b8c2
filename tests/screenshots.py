"""Pictures of every page on the sample station: `python -m tests.screenshots FOLDER`."""

from __future__ import annotations

import datetime as dt
import os
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QApplication

from fieldapp.services.demo.job import demo
from tests.screenshots_camera import Camera
from tests.screenshots_open import open_pages
from tests.screenshots_start import start_pages
from ui.files import keep_no_history

LOOKS = (("light", False), ("dark", True))


def take_all(folder: Path, rest: Path, only: Sequence[str] = ()) -> list[Path]:
    """A PNG of each page in light and in dark; `only` names the looks, both where it is empty."""
    taken: list[Path] = []
    for name, dark in LOOKS:
        if only and name not in only:
            continue
        made = demo(rest / f"demo-{name}", lambda _: None, dt.datetime.now().astimezone())
        camera = Camera(folder, name, dark)
        start_pages(camera, rest / f"new-{name}.vault", made.vault)
        open_pages(camera, made)
        taken += camera.taken
    return taken


def main(argv: Sequence[str]) -> int:
    """Make the sample station in a folder of its own, go through the window, save the pictures."""
    if not argv:
        print("Say where to: python -m tests.screenshots FOLDER [light|dark]")  # noqa: T201
        return 2
    folder = Path(argv[0])
    folder.mkdir(parents=True, exist_ok=True)
    app = QApplication.instance() or QApplication(["screenshots"])
    assert isinstance(app, QApplication)
    keep_no_history()
    with tempfile.TemporaryDirectory(prefix="pictures-") as rest:
        taken = take_all(folder, Path(rest), argv[1:])
    print(f"{len(taken)} pictures are in {folder}.")  # noqa: T201
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
