"""The navigation: every page by word and icon, in groups, with what waits there."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from fieldapp.store.store import Store
from ui import theme
from ui.page import PageSpec
from ui.widgets.elided import Elided

NARROW = 56
BESIDE_WORDS = 96  # the icon, the number that waits, and the edges


class Navigation(QFrame):
    """Announces the page that was chosen; shows the one that is open."""

    chosen = Signal(str)
    collapsed = Signal(bool)

    def __init__(self, pages: Sequence[PageSpec], station: str) -> None:
        super().__init__()
        self.setObjectName("nav-frame")
        self._specs = [page for page in pages if not page.hidden]
        self._narrow = False
        self._buttons: dict[str, NavButton] = {}
        self._group = QButtonGroup(self)
        self._head = Elided(station, "strong")
        self._head.setObjectName("station")
        self._fold = QToolButton()
        self._fold.setObjectName("action-collapse")
        self._fold.setProperty("kind", "flat")
        self._fold.setIcon(theme.icon("list"))
        self._fold.setIconSize(QSize(20, 20))
        self._fold.setAccessibleName("Show or hide the words of the navigation")
        self._fold.setToolTip("Show or hide the words")
        self._fold.clicked.connect(lambda: self.collapse(not self.is_collapsed()))
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addLayout(self._lay_out_head())
        outer.addWidget(self._lay_out_pages(), 1)
        self._fit()

    def _lay_out_head(self) -> QHBoxLayout:
        head = QHBoxLayout()
        head.setContentsMargins(8, 8, 12, 8)
        head.addWidget(self._fold)
        head.addWidget(self._head, 1)
        return head

    def _lay_out_pages(self) -> QScrollArea:
        inside = QWidget()
        inside.setObjectName("nav")
        column = QVBoxLayout(inside)
        column.setContentsMargins(8, 0, 8, 8)
        column.setSpacing(0)
        group = self._specs[0].group if self._specs else ""
        for number, spec in enumerate(self._specs, start=1):
            if spec.group != group:
                group = spec.group
                column.addSpacing(8)
            button = NavButton(spec, number)
            button.clicked.connect(lambda _=False, name=spec.name: self.chosen.emit(name))
            self._group.addButton(button)
            self._buttons[spec.name] = button
            column.addWidget(button)
        column.addStretch(1)
        area = QScrollArea()
        area.setObjectName("nav-scroll")
        area.setWidget(inside)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        return area

    def names(self) -> list[str]:
        """The pages in order, as Ctrl+1 to Ctrl+9 reach them."""
        return list(self._buttons)

    def show_page(self, name: str) -> None:
        """Mark the page that is open; a page that is not listed leaves the mark."""
        if name in self._buttons:
            self._buttons[name].setChecked(True)

    def count(self, store: Store) -> None:
        """Bring the numbers up to date."""
        for spec in self._specs:
            if spec.badge is not None:
                self._buttons[spec.name].set_count(spec.badge(store))

    def set_station(self, station: str) -> None:
        """Show another station head."""
        self._head.setText(station)

    def is_collapsed(self) -> bool:
        """Whether only icons are shown."""
        return self._narrow

    def collapse(self, narrow: bool) -> None:
        """Show icons only, or icons and words."""
        self._narrow = narrow
        self._fit()
        self._head.setVisible(not narrow)
        for button in self._buttons.values():
            button.collapse(narrow)
        self.collapsed.emit(narrow)

    def changeEvent(self, event: QEvent) -> None:
        """Larger words need a wider column."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._fit()

    def _fit(self) -> None:
        bold = self.font()
        bold.setBold(True)
        words = (QFontMetrics(bold).horizontalAdvance(spec.label) for spec in self._specs)
        wide = max(words, default=0) + BESIDE_WORDS
        self.setFixedWidth(NARROW if self._narrow else max(wide, 160))


class NavButton(QToolButton):
    """One page in the navigation."""

    def __init__(self, spec: PageSpec, number: int) -> None:
        super().__init__()
        self._label, self._waiting = spec.label, 0
        self._hint = f"{spec.label}  (Ctrl+{number})" if number < 10 else spec.label
        self.setObjectName(f"nav-{spec.name}")
        self.setProperty("nav", True)
        self.setAccessibleName(spec.label)
        self.setCheckable(True)
        self.setAutoExclusive(True)
        self.setIcon(theme.icon(spec.icon))
        self.setIconSize(QSize(20, 20))
        self.setText(f" {spec.label}")
        self.setToolTip(self._hint)
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._badge = QLabel()
        self._badge.setObjectName("badge")
        self._badge.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._badge.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 8, 0)
        row.addStretch(1)
        row.addWidget(self._badge, 0, Qt.AlignmentFlag.AlignVCenter)
        self._badge.hide()

    def sizeHint(self) -> QSize:
        """As tall as its words; the layout on top of it holds only the number."""
        return QSize(40, max(26, self.fontMetrics().height() + 6))

    def minimumSizeHint(self) -> QSize:
        """The same: the column decides the width."""
        return self.sizeHint()

    def changeEvent(self, event: QEvent) -> None:
        """Larger words need a taller row; Qt does not ask again by itself."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self.updateGeometry()

    def set_count(self, waiting: int) -> None:
        """Show how much waits here; nothing for none."""
        self._waiting = waiting
        self._badge.setText(f"{waiting:,}" if waiting < 1000 else "999+")
        self._badge.setVisible(
            waiting > 0 and self.toolButtonStyle() != Qt.ToolButtonStyle.ToolButtonIconOnly
        )
        self.setAccessibleName(f"{self._label}, {waiting} waiting" if waiting else self._label)

    def collapse(self, narrow: bool) -> None:
        """Show the icon only, or the icon and the word."""
        style = Qt.ToolButtonStyle
        self.setToolButtonStyle(
            style.ToolButtonIconOnly if narrow else style.ToolButtonTextBesideIcon
        )
        self.set_count(self._waiting)
