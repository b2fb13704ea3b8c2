"""A sheet as a PDF: the meeting summary, and any other record, by the same way."""

from __future__ import annotations

from fieldapp.services.printing.package_summary import release_summary
from fieldapp.services.printing.paper import Paper, render
from fieldapp.services.printing.sheet import Sheet, Template
from fieldapp.services.printing.story import story

__all__ = ["meeting_summary", "record_sheet", "release_summary"]

DO_NOT_COPY = "Do not copy, photograph or forward."


def meeting_summary(sheet: Sheet) -> bytes:
    """The PDF of a sheet; pure, so a job may make it."""
    return render(_paper(sheet), lambda face: story(face, sheet))


record_sheet = meeting_summary


def _paper(sheet: Sheet) -> Paper:
    return Paper(
        level=sheet.level,
        marking=sheet.marking,
        ref=sheet.ref,
        about=sheet.kind,
        page=sheet.page,
        origin=sheet.station,
        handling=_handling(sheet),
        printed=_printed(sheet),
    )


def _printed(sheet: Sheet) -> str:
    said = ["Printed"]
    if sheet.printed_by:
        said.append(f"by {sheet.printed_by}")
    if sheet.printed_for:
        said.append(f"for {sheet.printed_for}")
    if sheet.printed_at:
        said.append(sheet.printed_at)
    words = " ".join(said)
    return f"{words} · {sheet.copy}" if sheet.copy else words


def _handling(sheet: Sheet) -> str:
    said = [DO_NOT_COPY]
    if sheet.template is Template.FULL:
        said.append("With names: own office only.")
    if sheet.destroy_by:
        said.append(f"Destroy by {sheet.destroy_by}.")
    return " ".join(said)
