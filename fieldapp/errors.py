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
