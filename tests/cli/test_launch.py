"""`make run` on machines that lack a display or a library of the system."""

from __future__ import annotations

import sys

import pytest

from fieldapp import launch

LOADER = (
    "Traceback (most recent call last):\n"
    '  File "<string>", line 2, in <module>\n'
    "ImportError: libEGL.so.1: cannot open shared object file: No such file or directory\n"
)


def test_a_missing_library_is_named_with_its_package():
    library = launch.library_in(LOADER)

    assert library == "libEGL.so.1"
    assert launch.what_to_install(library) == (
        "Qt cannot load libEGL.so.1: install the package libegl1, then start again."
    )


def test_a_library_that_we_do_not_know_is_still_named():
    said = launch.what_to_install("libnew.so.9")

    assert "libnew.so.9" in said


def test_what_is_no_missing_library_is_not_blamed_on_one():
    assert launch.library_in("ValueError: libEGL.so.1 is fine") == "a system library"


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux lacks a display")
def test_a_display_is_what_the_system_says():
    assert not launch.has_display({})
    assert launch.has_display({"DISPLAY": ":0"})
    assert launch.has_display({"WAYLAND_DISPLAY": "wayland-0"})
    assert launch.has_display({"QT_QPA_PLATFORM": "offscreen"})
