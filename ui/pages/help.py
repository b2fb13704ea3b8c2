"""Help: short pages that ship with the app, and what the field in focus is for."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

import resources
from ui.pieces import words
from ui.session import Session

FIRST = "first-steps"


class HelpPage(QWidget):
    """A list of topics and one topic; F1 brings the words of the field that had the focus."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.setObjectName("page")
        self._session = session
        self._topics = QListWidget()
        self._topics.setObjectName("list-help")
        self._topics.setAccessibleName("Help topics")
        self._topics.setFixedWidth(240)
        self._topics.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for file in topics():
            item = QListWidgetItem(title_of(file))
            item.setToolTip(item.text())
            item.setData(Qt.ItemDataRole.UserRole, file.stem)
            self._topics.addItem(item)
        self._text = QTextBrowser()
        self._text.setObjectName("help-text")
        self._text.setAccessibleName("Help text")
        self._text.setOpenLinks(False)  # a link names another topic; nothing here goes online
        self._text.anchorClicked.connect(lambda url: self.show_topic(url.path()))
        self._text.document().setDocumentMargin(16)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 16, 24, 16)
        column.setSpacing(16)
        column.addWidget(words("Help", "page"))
        side = QHBoxLayout()
        side.setSpacing(16)
        side.addWidget(self._topics)
        side.addWidget(self._text, 1)
        column.addLayout(side, 1)
        self._topics.currentItemChanged.connect(self._show_chosen)
        self.show_topic(FIRST)

    def level(self) -> str:
        """No content of the vault is shown here."""
        return ""

    def take(self, argument: object) -> None:
        """Show a topic by name, or (page, words about the field that had the focus)."""
        match argument:
            case str():
                self.show_topic(argument)
            case (str(page), str(about)):
                self.show_topic(topic_for(page))
                if about:
                    self._tell(about)

    def show_topic(self, name: str) -> None:
        """Show a topic; one that does not exist shows the first steps."""
        names = [file.stem for file in topics()]
        self._topics.setCurrentRow(names.index(name if name in names else FIRST))

    def _show_chosen(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            file = resources.path("help", f"{item.data(Qt.ItemDataRole.UserRole)}.md")
            self._text.setMarkdown(file.read_text(encoding="utf-8"))

    def _tell(self, about: str) -> None:
        label, _, help_words = about.partition("\n")
        cursor = self._text.textCursor()
        cursor.movePosition(cursor.MoveOperation.Start)
        cursor.insertMarkdown(f"**{label}**\n\n{help_words}\n\n---\n\n")
        self._text.moveCursor(cursor.MoveOperation.Start)


def topics() -> list[Path]:
    """The help pages of the window, in the order of their names; the first steps come first."""
    files = sorted(resources.path("help").glob("*.md"))
    return sorted(files, key=lambda file: file.stem != FIRST)


def title_of(file: Path) -> str:
    """The first line of a help page, which is its title."""
    with file.open(encoding="utf-8") as text:
        return text.readline().lstrip("# ").strip()


def topic_for(page: str) -> str:
    """The topic that speaks about a page of the window."""
    named = {
        "share": "sharing",
        "agreement": "agreements",
        "approval": "approving",
        "approver": "approving",
        "radio_answer": "approving",
        "protocol": "agreements",
        "impact_assessment": "agreements",
        "disclosure": "after-sharing",
        "who_holds": "after-sharing",
        "take_back": "after-sharing",
        "recall": "after-sharing",
        "destruction": "after-sharing",
        "partner": "keys-and-cards",
        "keys": "keys-and-cards",
        "received": "receiving",
        "inbox": "receiving",
        "import": "importing",
        "settings": "locking",
        "preview": "printing",
        "stakeholders": "stakeholder-map",
        "relation": "stakeholder-map",
        "scoring": "stakeholder-map",
        "objective": "stakeholder-map",
        "influence_path": "stakeholder-map",
        "charts": "counting",
        "incident_map": "counting",
        "product": "counting",
        "training": "planning",
        "exercise": "planning",
        "awareness": "planning",
        "cmcoord_assessment": "planning",
        "advice_note": "planning",
        "guidance": "planning",
        "framework": "planning",
        "conveyed_concern": "planning",
        "protection_priority": "planning",
        "mission": "planning",
        "reference": "planning",
        "calendar": "reports",
        "task_report": "reports",
        "make_product": "reports",
    }
    return named.get(page, "writing")
