"""How the window looks: two sets of colours, one family of type, one set of icons."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from string import Template
from typing import NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QIcon, QPalette
from PySide6.QtWidgets import QApplication

import resources
from fieldapp.errors import FieldappError

BODY, SMALL, SECTION, PAGE_TITLE = 10.5, 9.0, 13.0, 18.0
SPACE = 4  # every distance is a multiple: 8 inside, 16 between, 24 around
INSIDE, BETWEEN, AROUND = 2 * SPACE, 4 * SPACE, 6 * SPACE
BOLD_FONT = "NotoSans-Bold-Latin-Cyrillic.ttf"
FONT_PACKAGES = ("fontpkg_noto_sans", "fontpkg_noto_sans_arabic")
Role = QPalette.ColorRole


class MissingFontError(FieldappError):
    """A font that ships with the app is not there."""

    sentence = "A font of this app is missing, so it cannot be shown."
    remedy = "Install FieldApp again."


class Tokens(NamedTuple):
    """The colours of one theme, named by what they are for.

    A tuple, not an attrs class: at the start nothing else needs attrs yet.
    """

    page: str
    panel: str
    raised: str
    text: str
    muted: str
    faint: str  # disabled words only
    line: str
    line_strong: str  # edges of fields: 3:1 on their ground, so a field can be seen
    accent: str
    accent_hover: str
    on_accent: str
    hover: str
    chosen: str
    low: str
    moderate: str
    high: str
    severe: str
    quiet_ground: str
    error_ground: str


LIGHT = Tokens(
    page="#F6F7F9", panel="#FFFFFF", raised="#FFFFFF",
    text="#1B1F24", muted="#59636E", faint="#8C959F",
    line="#DDE2E8", line_strong="#838C96",
    accent="#1F5FA8", accent_hover="#194E8A", on_accent="#FFFFFF",
    hover="#EEF1F5", chosen="#E1ECF8",
    low="#27703F", moderate="#806200", high="#A84E09", severe="#A3182B",
    quiet_ground="#E6F2EA", error_ground="#FCEBED",
)  # fmt: skip
DARK = Tokens(
    page="#15181D", panel="#1C2027", raised="#242A33",
    text="#E8EBEF", muted="#9AA5B1", faint="#6B7682",
    line="#323A45", line_strong="#6B7682",
    accent="#6FB1FF", accent_hover="#8CC1FF", on_accent="#0B1B2E",
    hover="#2A313B", chosen="#26384F",
    low="#6CCB93", moderate="#E2C14D", high="#F2A45C", severe="#FF8A98",
    quiet_ground="#1B2E25", error_ground="#3A2228",
)  # fmt: skip


def tokens(dark: bool) -> Tokens:
    """The colours of one of the two themes."""
    return DARK if dark else LIGHT


def current() -> Tokens:
    """The colours in use, for what is painted by hand."""
    return tokens(QGuiApplication.palette().color(Role.Window).lightness() < 128)


def system_is_dark() -> bool:
    """Whether the desktop asks for dark windows."""
    return QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark


def apply(app: QApplication, dark: bool, scale: int = 100) -> None:
    """Give every widget of the app its colours and its type; `scale` is 100 to 200 percent."""
    app.setStyleSheet("")  # from one sheet to another, Qt takes ten times as long
    app.setStyle("Fusion")
    app.setFont(body_font(scale))
    app.setPalette(palette(tokens(dark)))
    app.setStyleSheet(sheet(tokens(dark), scale))


def sheet(colours: Tokens, scale: int = 100) -> str:
    """The style sheet with the colours and sizes filled in."""
    sizes = {"body": BODY, "small": SMALL, "section": SECTION, "page_title": PAGE_TITLE}
    values = colours._asdict() | {k: f"{v * scale / 100:g}" for k, v in sizes.items()}
    for image in ("check", "caret"):
        file = resources.path("style", f"{image}-{'dark' if colours is DARK else 'light'}.svg")
        values[image] = f'"{file.as_posix()}"'
    source = resources.path("style", "window.qss").read_text(encoding="utf-8")
    return Template(source).substitute(values)


def palette(colours: Tokens) -> QPalette:
    """The same colours for what a style sheet does not reach: icons, placeholders, selections."""
    made = QPalette()
    for role, value in (
        (Role.Window, colours.page),
        (Role.Base, colours.raised),
        (Role.AlternateBase, colours.page),
        (Role.Button, colours.raised),
        (Role.ToolTipBase, colours.raised),
        (Role.Text, colours.text),
        (Role.WindowText, colours.text),
        (Role.ButtonText, colours.text),
        (Role.ToolTipText, colours.text),
        (Role.PlaceholderText, colours.muted),
        (Role.Highlight, colours.accent),
        (Role.Accent, colours.accent),
        (Role.HighlightedText, colours.on_accent),
        (Role.Link, colours.accent),
        (Role.LinkVisited, colours.accent),
        (Role.Mid, colours.line),
    ):
        made.setColor(role, QColor(value))
    for role in (Role.Text, Role.WindowText, Role.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, role, QColor(colours.faint))
    return made


def body_font(scale: int = 100) -> QFont:
    """Noto Sans from its package, never from the system, with Arabic beside it."""
    if "Bold" not in QFontDatabase.styles("Noto Sans"):
        for package in FONT_PACKAGES:
            QFontDatabase.addApplicationFont(str(_font_file(package)))
        # The packages hold variable fonts, of which Qt uses only the regular weight here.
        QFontDatabase.addApplicationFont(str(resources.path("fonts", BOLD_FONT)))
    font = QFont(["Noto Sans", "Noto Sans Arabic"])
    font.setPointSizeF(BODY * scale / 100)
    return font


def _font_file(package: str) -> Path:
    # Found without importing it: the package reads its own registry at import.
    spec = importlib.util.find_spec(package)
    places = [] if spec is None else [Path(p) for p in spec.submodule_search_locations or ()]
    for place in places:
        for file in sorted((place / "files").glob("*.ttf")):
            if "Italic" not in file.name:
                return file
    raise MissingFontError


def icon(name: str) -> QIcon:
    """A Phosphor icon in the colour of the text around it, such as `icon("lock")`."""
    from ui.icons import glyph  # heavy: not before the unlock page is painted

    return glyph(name)
