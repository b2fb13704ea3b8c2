"""Words that give way: cut with an ellipsis where there is no room, whole in the tooltip."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QComboBox,
    QLabel,
    QStyle,
    QStyleOptionComboBox,
    QStylePainter,
    QWidget,
)

from ui.widgets.direction import direction_of


class Elided(QLabel):
    """A line of plain text that never asks for more width than it is given."""

    def __init__(self, text: str = "", role: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        if role:
            self.setProperty("role", role)

    def minimumSizeHint(self) -> QSize:
        """Qt's own: it may shrink to nothing."""
        return QSize(0, super().minimumSizeHint().height())

    def fitting(self, _room: int) -> str:
        """The words to show, before they are cut."""
        return self.text()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Qt's own."""
        metrics, room = self.fontMetrics(), self.contentsRect()
        words = self.fitting(room.width())
        shown = metrics.elidedText(words, Qt.TextElideMode.ElideRight, room.width())
        self.setToolTip(self.text() if shown != self.text() else "")
        painter = QPainter(self)
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        side = Qt.AlignmentFlag.AlignRight if mirrored else Qt.AlignmentFlag.AlignLeft
        align = side | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter
        painter.setLayoutDirection(direction_of(self.text()))
        painter.setPen(self.palette().windowText().color())
        painter.drawText(room, int(align), shown)
        painter.end()


class Titled(Elided):
    """A title that is said shorter where there is no room for all of it, before it is cut."""

    def __init__(self, role: str = "") -> None:
        super().__init__(role=role)
        self._short = ""

    def say(self, whole: str, short: str) -> None:
        """Say this, or what is left of it when it must be short."""
        self._short = short
        self.setText(whole)

    def fitting(self, room: int) -> str:
        """The whole where it fits, else the short form."""
        whole = self.text()
        fits = self.fontMetrics().horizontalAdvance(whole) <= room
        return whole if fits or not self._short else self._short


class ElidedCombo(QComboBox):
    """A choice whose words may be longer than the box, which Qt would cut without a sign."""

    def __init__(self, name: str, label: str) -> None:
        super().__init__()
        self.setObjectName(f"field-{name}")
        self.setAccessibleName(label)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(12)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Qt's own."""
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        room = self.style().subControlRect(
            QStyle.ComplexControl.CC_ComboBox,
            option,
            QStyle.SubControl.SC_ComboBoxEditField,
            self,
        )
        whole, end = self.currentText(), Qt.TextElideMode.ElideRight
        shown = self.fontMetrics().elidedText(whole, end, room.width() - 4)
        self.setToolTip(whole if shown != whole else "")
        option.currentText = shown
        painter = QStylePainter(self)
        painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)
        painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)
        painter.end()
