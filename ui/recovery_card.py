"""The recovery key: shown once, to write down or print, and typed back in part."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from ui.pieces import button, labelled, line, row, set_role, words

ASKED = (3, 6)  # which groups are typed back, counted from 1
_ALIKE = str.maketrans("OIL", "011")


class RecoveryCard(QWidget):
    """Shows a recovery key and announces that parts of it were typed back rightly."""

    confirmed = Signal()

    def __init__(self, key: str) -> None:
        super().__init__()
        self._groups = key.split("-")
        self._key = key
        shown = words("   ".join(self._groups[:4]) + "\n" + "   ".join(self._groups[4:]), "code")
        shown.setObjectName("recovery-key")
        shown.setAccessibleName("Recovery key")
        shown.setAccessibleDescription(" ".join(self._groups))
        self._problem = words("", "error", "recovery-problem")
        self._fields = {number: self._group_field(number) for number in ASKED}
        printing = button("Print it", "action-print-recovery")
        printing.clicked.connect(self._print)
        done = button("I have it on paper", "action-confirm", "main")
        done.clicked.connect(self._compare)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(
            words(
                "It opens the vault if the passphrase is forgotten. It is shown only now. Write it "
                "down or print it, and keep the paper away from this laptop."
            )
        )
        column.addWidget(shown)
        column.addLayout(row(printing))
        column.addWidget(
            words("Printing sends it, not encrypted, to the printer and its queue.", "muted")
        )
        column.addWidget(words("Now type two of its groups, from the paper:"))
        column.addLayout(self._lay_out_fields())
        column.addWidget(self._problem)
        column.addLayout(row(done))

    def _group_field(self, number: int) -> QLineEdit:
        field = line(f"group-{number}", f"Group {number} of the recovery key", width=120)
        field.setMaxLength(8)
        field.returnPressed.connect(self._compare)
        return field

    def _lay_out_fields(self) -> QHBoxLayout:
        side = QHBoxLayout()
        side.setSpacing(16)
        for number, field in self._fields.items():
            side.addLayout(labelled(f"Group {number}", field))
        side.addStretch(1)
        return side

    def focus_first(self) -> None:
        """Put the cursor in the first field."""
        next(iter(self._fields.values())).setFocus()

    def _compare(self) -> None:
        for number, field in self._fields.items():
            if _plain(field.text()) != _plain(self._groups[number - 1]):
                set_role(self._problem, "error", f"Group {number} is not as shown above.")
                field.setFocus()
                field.selectAll()
                return
        self.confirmed.emit()

    def _print(self) -> None:
        from PySide6.QtGui import QTextDocument
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter

        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setDocName("Recovery key")
        dialog = QPrintDialog(printer, self)
        document = QTextDocument(self)
        document.setHtml(
            "<h2>Recovery key</h2><p>FieldApp. Keep away from the laptop that it opens.</p>"
            f"<pre style='font-size: 16pt'>{'   '.join(self._groups)}</pre>"
        )
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(lambda: document.print_(printer))
        QDialog.open(dialog)


def _plain(group: str) -> str:
    return group.strip().upper().translate(_ALIKE)
