"""Prepare a release, select what goes into it, and check it again before it is sealed."""

from __future__ import annotations

from fieldapp.services.sharing.result import (
    Block,
    Release,
    ReleasedField,
    ReleasedRecord,
    ReleasedRow,
    Withheld,
)

__all__ = ["Block", "Release", "ReleasedField", "ReleasedRecord", "ReleasedRow", "Withheld"]
