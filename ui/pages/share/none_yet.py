"""What the share page says where there is no agreement yet."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.pieces import button, card, narrow, row, words
from ui.session import Session

ABOUT = (
    "Nothing leaves this laptop without an agreement: with whom, for what, how much, until when. "
    "Write down the one that was signed. Then choose records here, look at each as it would leave, "
    "and seal them for the recipient alone."
)


class NoneYet(QWidget):
    """The first step towards sharing."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        panel, column = card()
        column.addWidget(words("No agreement yet", "section", "empty-agreement"))
        column.addWidget(words(ABOUT))
        make = button("Write down an agreement", "action-new-agreement", "main")
        make.clicked.connect(lambda: session.asked_page.emit("agreement", NEW))
        add = button("Add a partner first", "action-go-partners", "flat")
        add.clicked.connect(lambda: session.asked_page.emit("partner", None))
        column.addLayout(row(make, add))
        whole = QVBoxLayout(self)
        whole.addStretch(1)
        whole.addLayout(narrow(panel, 560))
        whole.addStretch(2)


NEW = "new"
