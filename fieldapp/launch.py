"""`make run`: open the window; where there is no display, show the main job at work instead."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

OUT = Path("out")
NO_DISPLAY = "There is no display here, so the window cannot open: the sample station runs instead."
# A system library that Qt needs, and the Debian or Ubuntu package that brings it.
PACKAGES = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libGLX.so.0": "libglx0",
    "libOpenGL.so.0": "libopengl0",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-render.so.0": "libxcb-render0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-shm.so.0": "libxcb-shm0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-util.so.1": "libxcb-util1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxcb.so.1": "libxcb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libX11.so.6": "libx11-6",
    "libX11-xcb.so.1": "libx11-xcb1",
    "libSM.so.6": "libsm6",
    "libICE.so.6": "libice6",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libgthread-2.0.so.0": "libglib2.0-0",
    "libwayland-client.so.0": "libwayland-client0",
    "libwayland-cursor.so.0": "libwayland-cursor0",
    "libwayland-egl.so.1": "libwayland-egl1",
}
_LIBRARY = re.compile(r"lib[\w+.-]+\.so(?:\.\d+)*")
# Loads the widgets, then the plugin that talks to the screen, as Qt will.
_PROBE = """
import ctypes, os, pathlib, PySide6, PySide6.QtWidgets
folder = pathlib.Path(PySide6.__file__).parent / "Qt" / "plugins" / "platforms"
name = "libqwayland.so" if os.environ.get("WAYLAND_DISPLAY") else "libqxcb.so"
if (folder / name).exists():
    ctypes.CDLL(str(folder / name))
"""


def main() -> int:
    """Open the window, or say why not and run the sample station into `out/`."""
    if not has_display(os.environ):
        print(NO_DISPLAY)  # noqa: T201  # to a terminal: there is no window to say it in
        return _demo()
    if missing := missing_library():
        print(what_to_install(missing), file=sys.stderr)  # noqa: T201
        return 1
    from fieldapp.cli import main as run

    return run([])


def has_display(environment: Mapping[str, str]) -> bool:
    """Whether a window could be seen; elsewhere than on Linux there always is one."""
    if not sys.platform.startswith("linux"):
        return True
    if environment.get("QT_QPA_PLATFORM") in ("offscreen", "minimal", "vnc"):
        return True  # someone asked for a window without a screen
    return bool(environment.get("DISPLAY") or environment.get("WAYLAND_DISPLAY"))


def missing_library() -> str:
    """The system library that Qt lacks here; "" where it loads."""
    if not sys.platform.startswith("linux"):
        return ""
    probe = subprocess.run(  # noqa: S603  # our own interpreter and script
        [sys.executable, "-c", _PROBE], capture_output=True, text=True, check=False
    )
    return "" if probe.returncode == 0 else library_in(probe.stderr)


def library_in(said: str) -> str:
    """The library that a loader complains of, from its last line."""
    for line in reversed(said.splitlines()):
        if "cannot open shared object file" in line and (found := _LIBRARY.search(line)):
            return found[0]
    return "a system library"


def what_to_install(library: str) -> str:
    """One sentence that names the package."""
    package = PACKAGES.get(library)
    if package:
        return f"Qt cannot load {library}: install the package {package}, then start again."
    return f"Qt cannot load {library}: install the package that brings it, then start again."


def _demo() -> int:
    from fieldapp.cli import main as run
    from fieldapp.services.demo.job import remove_earlier

    remove_earlier(OUT)
    return run(["demo", str(OUT)])


if __name__ == "__main__":
    raise SystemExit(main())
