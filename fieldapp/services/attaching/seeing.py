"""What of an attachment is seen in the app, decoded in a job; nothing is ever opened outside."""

from __future__ import annotations

from collections.abc import Callable

import attrs

from fieldapp.services.attaching.bitmap import Bitmap
from fieldapp.services.attaching.kinds import FileKind, decoded
from fieldapp.services.attaching.refusals import MetadataStaysError
from fieldapp.store.attachments import Attachment, Snapshot, read_content

MOST_LETTERS = 400_000
MOST_SIDE = (2600, 2600)
NOT_HERE = "This kind of file cannot be seen in the app. It is kept, and a copy can be saved."
BROKEN = "This file is damaged, so it cannot be seen. A copy of it can be saved."
CUT = "\n\n… The rest is not shown; it is kept."

Check = Callable[[], None]


@attrs.frozen
class Seen:
    """One of these four: a picture, a PDF, words of a text, or why nothing can be seen."""

    picture: Bitmap | None = None
    pdf: bytes = attrs.field(default=b"", repr=False)
    text: str | None = attrs.field(default=None, repr=False)
    instead: str = ""


def see(snapshot: Snapshot, attachment: Attachment, check: Check) -> Seen:
    """Read an attachment over a connection of its own, and decode it for the screen."""
    if attachment.kind not in (FileKind.PICTURE, FileKind.PDF, FileKind.TEXT):
        return Seen(instead=NOT_HERE)
    from fieldapp.services.attaching.pictures import for_screen  # slow: here it is in the job

    content = read_content(snapshot, attachment, check)
    try:
        match attachment.kind:
            case FileKind.PICTURE:
                return Seen(picture=for_screen(content, MOST_SIDE, check))
            case FileKind.PDF:
                return Seen(pdf=content)
            case _:
                words = decoded(content)
    except (MetadataStaysError, UnicodeError):
        return Seen(instead=BROKEN)  # it was kept as it was, and was damaged already
    cut = CUT if len(words) > MOST_LETTERS else ""
    return Seen(text=words[:MOST_LETTERS] + cut)
