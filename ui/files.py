"""The one door to file dialogs: Qt's own dialog, kept from remembering anything.

Qt's dialog writes the folders that were visited, and with them names, to `QtProject.conf`. Here
its settings have no place to go; what a system keeps elsewhere is removed when it closes.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import QAbstractItemView, QFileDialog, QLineEdit, QWidget

Chosen = Callable[[Path], None]
_NOWHERE = Path(os.devnull) / "fieldapp"  # below a device: can neither be read nor made
Mode = QFileDialog.FileMode


def ask_save(parent: QWidget, title: str, neutral_name: str, chosen: Chosen) -> QFileDialog:
    """Ask where to write a file; `chosen` gets the path, unless the user thinks better of it.

    The name proposed must be neutral: no person, place or reference. The dialog does not block,
    so that locking can destroy it with its parent.
    """
    dialog = _dialog(parent, title, chosen)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setFileMode(Mode.AnyFile)
    dialog.setDefaultSuffix(Path(neutral_name).suffix.lstrip("."))
    dialog.selectFile(neutral_name)
    return _shown(dialog)


def ask_open(parent: QWidget, title: str, chosen: Chosen, *, only: str = "") -> QFileDialog:
    """Ask for a file to read; `only` is a filter such as "Packages (*.age)"."""
    dialog = _dialog(parent, title, chosen)
    dialog.setFileMode(Mode.ExistingFile)
    if only:
        dialog.setNameFilters([only, "All files (*)"])
    return _shown(dialog)


def ask_folder(parent: QWidget, title: str, chosen: Chosen) -> QFileDialog:
    """Ask for a folder that exists."""
    dialog = _dialog(parent, title, chosen)
    dialog.setFileMode(Mode.Directory)
    dialog.setOption(QFileDialog.Option.ShowDirsOnly, True)
    _keep_to_what_is_typed(dialog)
    return _shown(dialog)


def _keep_to_what_is_typed(dialog: QFileDialog) -> None:
    """While a path is typed Qt marks every folder on the way to it, and would give all of those."""
    name = dialog.findChild(QLineEdit, "fileNameEdit")
    views = [dialog.findChild(QAbstractItemView, each) for each in ("listView", "treeView")]

    def unmark(typed: str) -> None:
        if Path(typed).is_absolute():
            for view in views:
                if view is not None:
                    view.clearSelection()

    if name is not None:
        name.textChanged.connect(unmark)


def _dialog(parent: QWidget, title: str, chosen: Chosen) -> QFileDialog:
    keep_no_history()
    dialog = QFileDialog(parent, title, str(Path.home()))
    dialog.setObjectName("file-dialog")
    for option in (
        QFileDialog.Option.DontUseNativeDialog,
        QFileDialog.Option.DontUseCustomDirectoryIcons,
        QFileDialog.Option.DontConfirmOverwrite,  # the writer refuses, in the message bar
    ):
        dialog.setOption(option, True)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setWindowModality(Qt.WindowModality.WindowModal)
    dialog.fileSelected.connect(lambda name: chosen(Path(name)) if name else None)
    dialog.destroyed.connect(_forget)
    return dialog


def _shown(dialog: QFileDialog) -> QFileDialog:
    name = dialog.findChild(QLineEdit, "fileNameEdit")
    if name is not None:
        name.setAccessibleName("File name")
    dialog.open()
    if name is not None:
        name.setFocus()
        name.selectAll()
    return dialog


def keep_no_history() -> None:
    """Give Qt's own settings no place to go; called at the start and before each dialog."""
    for form in (QSettings.Format.NativeFormat, QSettings.Format.IniFormat):
        QSettings.setPath(form, QSettings.Scope.UserScope, str(_NOWHERE))


def _forget() -> None:
    if os.name == "nt":  # the registry has no path to point elsewhere
        kept = QSettings(QSettings.Scope.UserScope, "QtProject")
        kept.remove("FileDialog")
        kept.remove("Qt/filedialog")
