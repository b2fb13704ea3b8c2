"""The recipe of the bundle: it reads as Python, and all that it names is there."""

from __future__ import annotations

import ast
import importlib.metadata
import importlib.util
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
SPEC = ROOT / "build.spec"


def named(name: str) -> tuple[str, ...]:
    """A tuple of names in the recipe, which itself needs PyInstaller to run."""
    for node in ast.parse(SPEC.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") == name:
            found = ast.literal_eval(node.value)
            assert found
            return found
    raise AssertionError(name)


@pytest.mark.parametrize("kind", ["OURS", "BY_NAME", "COMPILED", "WITH_FILES"])
def test_every_package_that_is_bundled_is_installed(kind):
    missing = [name for name in named(kind) if importlib.util.find_spec(name) is None]
    assert missing == []


def test_the_fonts_are_bundled_with_what_they_say_of_themselves():
    assert [importlib.metadata.version(name) for name in named("FONTS")]


def test_the_start_scripts_and_the_shipped_files_are_where_the_recipe_looks():
    words = {
        node.value
        for node in ast.walk(ast.parse(SPEC.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    for place in ("ui/__main__.py", "fieldapp/__main__.py", "resources"):
        assert place in words
        assert (ROOT / place).exists()
    assert {"FieldApp", "fieldapp"} <= words
