"""What an approver sees before deciding: facts, every text that leaves, and the sources by code."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QGridLayout,
    QHeaderView,
    QPlainTextEdit,
    QTableWidget,
    QTableWidgetItem,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from fieldapp.records.approvals import Approval
from fieldapp.records.counted import counted
from fieldapp.services.approving import basis
from fieldapp.services.approving.asked import Asked, goes_to
from fieldapp.services.sharing.release import Release
from fieldapp.vocab.vocabulary import vocabulary
from ui.pages.share.facts import day_words
from ui.pages.share.reading import every_text
from ui.pieces import scrolled, words
from ui.screen_words import moment_in_words
from ui.widgets.tables import dress

Line = tuple[str, str]


def release_lines(release: Release) -> Iterator[Line]:
    """The facts of a release that an approver decides on."""
    kinds = [each.kind for each in release.records]
    yield "Goes to", goes_to(release)
    yield "Under", f"{release.agreement.title} ({release.agreement.ref})"
    yield "For", release.agreement.purpose
    yield "Way", vocabulary("channel").label(release.channel)
    yield "Sensitivity", vocabulary("level").label(release.level.value)
    yield "Marked", vocabulary("marking").label(release.marking)
    yield "Records", counted({kind: kinds.count(kind) for kind in dict.fromkeys(kinds)})
    yield "They keep it", f"until {day_words(release.keep_until)}" if release.keep_until else ""
    yield "Sources", basis.in_words(release)
    yield "Clauses", "\n".join(release.clauses)
    yield "Digest", grouped(release.digest())


def asked_lines(asked: Asked) -> Iterator[Line]:
    """The same of a request that came in."""
    yield "Asked by", " · ".join(filter(None, (asked.station, asked.asked_by)))
    yield "Goes to", asked.goes_to
    yield "Under", f"{asked.title} ({asked.agreement})"
    yield "For", asked.purpose
    yield "Way", vocabulary("channel").label(asked.channel)
    yield "Sensitivity", vocabulary("level").label(asked.level)
    yield "Marked", vocabulary("marking").label(asked.marking)
    yield "Records", asked.counts_in_words
    yield "What could go wrong", asked.note
    yield "Sources", asked.basis
    yield "Clauses", "\n".join(asked.clauses)
    yield "Answer before", moment_in_words(asked.expires_at)
    yield "Digest", grouped(asked.digest)


def grouped(digest: str) -> str:
    """A digest that can be read aloud and wrapped."""
    return " ".join(digest[at : at + 4] for at in range(0, len(digest), 4))


def refused_in_words(refusals: Sequence[Approval], names: dict[str, str]) -> str:
    """Who refused exactly this before; empty where nobody did."""
    told = [
        f"{names.get(each.approver, 'An approver')} refused exactly this"
        f"{f' on {moment_in_words(each.decided_at)}' if each.decided_at else ''}"
        f"{f': {each.words}' if each.words else ''}."
        for each in refusals
    ]
    return " ".join(told)


class Lines(QWidget):
    """Facts one under the other: what it is, and what it says."""

    def __init__(self) -> None:
        super().__init__()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 8, 8, 0)
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(8)
        self._grid.setColumnStretch(1, 1)

    def show_lines(self, lines: Iterator[Line]) -> None:
        """Show these, without the empty ones."""
        while (item := self._grid.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        at = 0
        for at, (label, said) in enumerate((e for e in lines if e[1]), start=1):
            value = words(said)
            value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            value.setObjectName(f"approval-fact-{label.lower().replace(' ', '-')}")
            value.setAccessibleName(f"{label}: {said}")
            top = Qt.AlignmentFlag.AlignTop
            self._grid.addWidget(words(label, "muted"), at, 0, top)
            self._grid.addWidget(value, at, 1, top)
        self._grid.setRowStretch(at + 1, 1)


class ApprovalFacts(QTabWidget):
    """Summary, texts and sources of one release."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("approval-facts")
        self.setAccessibleName("What leaves")
        self._lines = Lines()
        self._texts = QPlainTextEdit()
        self._texts.setObjectName("field-approval_texts")
        self._texts.setAccessibleName("Every text that leaves")
        self._texts.setReadOnly(True)
        self._texts.setTabChangesFocus(True)
        self._sources = QTableWidget(0, 3)
        self._sources.setHorizontalHeaderLabels(["Source", "Basis", "Agreed to"])
        head = dress(self._sources, "list-approval-sources", "Sources by reference")
        head.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self._sources.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self._none = words("", "muted", "approval-sources-in-words")
        sources = QWidget()
        column = QVBoxLayout(sources)
        column.addWidget(self._none)
        column.addWidget(self._sources, 1)
        self.addTab(scrolled(self._lines), "Summary")
        self.addTab(self._texts, "Texts that leave")
        self.addTab(sources, "Sources")

    def show_release(self, release: Release) -> None:
        """Show another release, or the same one decided again."""
        self._lines.show_lines(release_lines(release))
        found = [(each, text) for each in release.records for text in every_text(each)]
        told = [f"{each.code} · {text.label}\n{text.words}" for each, text in found]
        self._texts.setPlainText("\n\n".join(told) or "No text leaves, only codes and counts.")
        self.setTabText(1, f"Texts that leave ({len(found):,})")
        sources = basis.sources_of(release)
        self._none.setText(basis.in_words(release))
        self._sources.setVisible(bool(sources))
        self._sources.setRowCount(len(sources))
        for at, each in enumerate(sources):
            for column, said in enumerate((each.ref, each.basis, each.agreed)):
                self._sources.setItem(at, column, QTableWidgetItem(said))
