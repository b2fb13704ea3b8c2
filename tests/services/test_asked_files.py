"""A file the user asks for is there whole, or not there at all."""

from __future__ import annotations

import resource

import pytest

from fieldapp.errors import FullDiskError, UnwritableError
from fieldapp.services.files import ExistsError, write_asked


def test_a_file_is_written_whole_and_for_its_owner_only(tmp_path):
    path = write_asked(tmp_path / "out.csv", lambda file: file.write(b"all") and None)
    assert path.read_bytes() == b"all"
    assert path.stat().st_mode & 0o077 == 0
    assert list(tmp_path.iterdir()) == [path]


def test_nothing_is_replaced_unless_said(tmp_path):
    path = tmp_path / "out.csv"
    path.write_bytes(b"old")
    with pytest.raises(ExistsError):
        write_asked(path, lambda file: file.write(b"new") and None)
    assert path.read_bytes() == b"old"
    write_asked(path, lambda file: file.write(b"new") and None, replace=True)
    assert path.read_bytes() == b"new"


@pytest.mark.parametrize("room", [1, 4096, 19_999])
def test_a_full_disk_leaves_what_was_there(tmp_path, room):
    path = tmp_path / "out.csv"
    path.write_bytes(b"old")
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (room, before[1]))
    try:
        with pytest.raises(FullDiskError):
            write_asked(path, lambda file: file.write(bytes(20_000)) and None, replace=True)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_writer_that_fails_leaves_nothing(tmp_path):
    def fail(file) -> None:
        file.write(b"half")
        raise RuntimeError

    with pytest.raises(RuntimeError):
        write_asked(tmp_path / "out.csv", fail)
    assert list(tmp_path.iterdir()) == []


def test_a_part_left_by_a_killed_run_is_no_obstacle(tmp_path):
    (tmp_path / "out.csv.part").write_bytes(b"half")
    path = write_asked(tmp_path / "out.csv", lambda file: file.write(b"all") and None)
    assert [each.name for each in tmp_path.iterdir()] == [path.name]


def test_a_folder_that_is_not_there(tmp_path):
    with pytest.raises(UnwritableError):
        write_asked(tmp_path / "missing" / "out.csv", lambda file: None)
