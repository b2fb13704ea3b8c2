"""What can go wrong in words that a tired person understands."""

from __future__ import annotations


class FieldappError(Exception):
    """Something went wrong that the user can understand.

    The message is one sentence for the screen. It never holds a name, a field's
    value, a passphrase or a path, because it may be read aloud, shown to a
    stranger, or written to the log. `remedy` says what to try next. Each class
    owns its `sentence`; a layer declares its own classes beside the code that
    raises them.
    """

    sentence = "Something could not be done."
    remedy = ""

    def __init__(self, sentence: str = "") -> None:
        super().__init__(sentence or self.sentence)

    def in_full(self) -> str:
        """The sentence and the remedy, where there is one, as one line."""
        return f"{self} {self.remedy}".strip()


class FullDiskError(FieldappError):
    """A write met the end of the disk; what was there before is still there."""

    sentence = "The disk is full, so this was not saved."
    remedy = "Make some room on this disk, then try again. Nothing that was saved is lost."


class UnwritableError(FieldappError):
    """A file or folder cannot be written or read."""

    sentence = "This place cannot be read or written."
    remedy = "Choose another folder, or ask for the right to write in this one."
