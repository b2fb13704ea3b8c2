"""An attachment seen in the app: a picture, a PDF or words; no other program ever opens one."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QImage, QKeyEvent, QTextOption
from PySide6.QtWidgets import (
    QHBoxLayout,
    QPlainTextEdit,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from fieldapp.services.attaching.seeing import BROKEN, Seen, see
from fieldapp.store.attachments import Attachment, Snapshot
from ui import pieces
from ui.pdf_view import PdfView
from ui.session import Session
from ui.widgets.direction import direction_of
from ui.widgets.elided import Elided
from ui.widgets.file_drops import picture_of
from ui.widgets.picture_view import PictureView

_WIDEST = 5000.0  # points: a page larger than any paper would take all memory to draw


class AttachmentView(QWidget):
    """Takes the place of the list; Esc or the button goes back to it."""

    closed = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.setObjectName("attachment-view")
        self._session = session
        self._shown = ""
        self._title = Elided(role="strong")
        self._title.setObjectName("attachment-title")
        self._words = pieces.words("", "muted", "attachment-instead")
        self._words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._picture, self._pdf, self._text = PictureView(), PdfView(), _text_box()
        self._what = QStackedWidget()
        for each in (self._words, self._picture, self._pdf, self._text):
            self._what.addWidget(each)
        self._zooms = self._zoom_buttons()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(self._bar())
        column.addWidget(self._what, 1)

    def _bar(self) -> QHBoxLayout:
        back = pieces.button("‹ Attachments", "action-leave-attachment", "flat")
        back.setAccessibleName("Back to the attachments")
        back.clicked.connect(self.closed)
        bar = QHBoxLayout()
        bar.setSpacing(8)
        bar.addWidget(back)
        bar.addWidget(self._title, 1)
        for each in self._zooms:
            bar.addWidget(each)
        return bar

    def _zoom_buttons(self) -> tuple[QPushButton, ...]:
        smaller = pieces.button("Smaller", "action-smaller-attachment", "flat")
        larger = pieces.button("Larger", "action-larger-attachment", "flat")
        fit = pieces.button("Fit", "action-fit-attachment", "flat")
        smaller.clicked.connect(partial(self._zoom, False))
        larger.clicked.connect(partial(self._zoom, True))
        fit.clicked.connect(self._fit)
        return smaller, larger, fit

    def show_attachment(self, attachment: Attachment) -> None:
        """Read it in a job and show it, unless another is asked for meanwhile."""
        self.clear()
        self._shown = attachment.id
        self._title.setText(attachment.name)
        self._say("")
        snapshot = Snapshot.of(self._session.store.vault)
        self._session.jobs.run(
            lambda stop: see(snapshot, attachment, stop.check),
            partial(self._show, attachment.id),
            failed=partial(self._fail, attachment.id),
            label="Reading an attachment",
        )

    def clear(self) -> None:
        """Let go of what was shown."""
        self._shown = ""
        self._picture.show_picture(QImage())
        self._pdf.clear()
        self._text.clear()
        self._title.setText("")

    def _show(self, attachment_id: str, seen: Seen) -> None:
        if attachment_id != self._shown:
            return
        if seen.picture is not None:
            self._picture.show_picture(picture_of(seen.picture))
            self._turn_to(self._picture)
        elif seen.pdf:
            self._show_pdf(seen.pdf)
        elif seen.text is not None:
            self._show_text(seen.text)
        else:
            self._say(seen.instead)

    def _show_text(self, words: str) -> None:
        option = self._text.document().defaultTextOption()
        direction = direction_of(words)
        option.setTextDirection(direction)
        mirrored = direction == Qt.LayoutDirection.RightToLeft  # plain text does not turn by itself
        option.setAlignment(Qt.AlignmentFlag.AlignRight if mirrored else Qt.AlignmentFlag.AlignLeft)
        self._text.document().setDefaultTextOption(option)
        self._text.setPlainText(words)
        self._turn_to(self._text)

    def _show_pdf(self, pdf: bytes) -> None:
        import pypdfium2

        from ui.printing import Pages

        try:
            pages = Pages(pdf)
            sides = [side for size in pages.sizes for side in size]
            pages.close()
            if not sides or max(sides) > _WIDEST:
                self._say(BROKEN)
                return
            self._turn_to(self._pdf)
            self._pdf.show_pdf(pdf)
        except pypdfium2.PdfiumError:
            self._say(BROKEN)

    def _fail(self, attachment_id: str, error: Exception) -> None:
        if attachment_id == self._shown:
            self.closed.emit()
        self._session.failed.emit(error)

    def _say(self, words: str) -> None:
        self._words.setText(words)
        self._turn_to(self._words)

    def _turn_to(self, widget: QWidget) -> None:
        self._what.setCurrentWidget(widget)
        for each in self._zooms:
            each.setVisible(widget in (self._picture, self._pdf))
        if self.isVisible():
            (self if widget is self._words else widget).setFocus(Qt.FocusReason.OtherFocusReason)

    def _zoom(self, larger: bool) -> None:
        if self._what.currentWidget() is self._pdf:
            self._pdf.zoom(larger)
        else:
            self._picture.zoom(larger)

    def _fit(self) -> None:
        if self._what.currentWidget() is self._pdf:
            self._pdf.fit_width()
        else:
            self._picture.fit()

    def event(self, event: QEvent) -> bool:
        """Esc is this view's before it is the window's."""
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.key() == Qt.Key.Key_Escape
        ):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt's own: Esc goes back."""
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
            return
        super().keyPressEvent(event)


def _text_box() -> QPlainTextEdit:
    box = QPlainTextEdit()
    box.setObjectName("attachment-text")
    box.setAccessibleName("Text of the attachment")
    box.setReadOnly(True)
    box.setUndoRedoEnabled(False)
    option = box.document().defaultTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    box.document().setDefaultTextOption(option)
    return box
