"""What every test may use: folders of real data, and a vault made once and copied."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real public data beside the checkout; a test skips where it is not there."""
    folder = Path(os.environ.get("FIELDAPP_SHARED", ROOT.parent / "shared"))
    if not folder.is_dir():
        pytest.skip(f"no shared data folder at {folder.name}: set FIELDAPP_SHARED to run this")
    return folder
