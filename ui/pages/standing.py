"""How a record stands: whether it may be edited, and in words why not and what one can do."""

from __future__ import annotations

from collections.abc import Sequence

import attrs

from fieldapp.records.record import Record


@attrs.frozen
class Standing:
    """`mark` is one word for the head; `sentence` is for the banner, with its one action."""

    mark: str = ""
    sentence: str = ""
    action: str = ""
    verb: str = ""

    @property
    def read_only(self) -> bool:
        """Whether a banner says why it cannot be edited."""
        return bool(self.sentence)


def standing(record: Record, told: str = "") -> Standing:
    """What may be done with a record as it is, and what follows from what it holds.

    `told` says of a copy that its sender corrected it or took it back, and when.
    """
    known = Standing("Finished" if record.finished_at else "")
    found = next((each for applies, each in _cases(record, told) if applies), known)
    marks = filter(None, (found.mark, type(record).remark(record)))
    return attrs.evolve(found, mark=" · ".join(marks))


def _cases(record: Record, told: str) -> Sequence[tuple[bool, Standing]]:
    return (
        (
            record.retracted and not record.received_from,
            Standing(
                "Taken back",
                "We took this back: whoever has it is asked to delete it, and it leaves no more.",
            ),
        ),
        (
            record.retracted,
            Standing(
                "Taken back",
                f"{told or 'Taken back by the sender'}. Do not rely on it: no count, chart or "
                "product holds it any more.",
                "Delete the copy…",
                "destroy",
            ),
        ),
        (
            bool(record.received_from),
            Standing(
                "Corrected" if told else "Received",
                f"{told}; its history says what changed. To write your own, make a copy."
                if told
                else "This came from another station and cannot be changed here. "
                "To write your own, make a copy.",
                "Make a copy",
                "copy",
            ),
        ),
        (
            bool(record.superseded_by),
            Standing(
                "Replaced",
                "A newer version replaces this one; both are kept.",
                "Open the newer version",
                "newer",
            ),
        ),
        (
            bool(record.sealed_at),
            Standing(
                "Locked",
                "Locked: it left, was printed for others, or a day has passed since it was "
                "finished. A correction makes a new version and keeps both.",
                "Correct it",
                "correct",
            ),
        ),
        (
            record.sealable and bool(record.finished_at) and not record.draft,
            Standing(
                "Finished",
                "Finished. Until it first leaves, or for a day, it can be opened again.",
                "Reopen",
                "reopen",
            ),
        ),
        (record.draft, Standing("Draft")),
    )
