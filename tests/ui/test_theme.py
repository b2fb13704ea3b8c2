"""The look: words can be read on every ground, and the sheet and the fonts are whole."""

from __future__ import annotations

import itertools

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QFontInfo, QFontMetrics
from PySide6.QtWidgets import QApplication, QLabel

from ui import theme
from ui.app import dress

WORDS = ("text", "muted", "accent", "low", "moderate", "high", "severe")
GROUNDS = ("page", "panel", "raised", "hover", "chosen")
BOTH = pytest.mark.parametrize("colours", [theme.LIGHT, theme.DARK], ids=["light", "dark"])


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_the_measure_itself():
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)


@BOTH
def test_words_meet_aa_on_every_ground(colours):
    poor = [
        (word, ground)
        for word, ground in itertools.product(WORDS, GROUNDS)
        if contrast(getattr(colours, word), getattr(colours, ground)) < 4.5
    ]
    assert poor == []
    for word, ground in (
        ("on_accent", "accent"),
        ("on_accent", "accent_hover"),
        ("severe", "error_ground"),
        ("text", "quiet_ground"),
    ):
        assert contrast(getattr(colours, word), getattr(colours, ground)) >= 4.5


@BOTH
def test_edges_of_fields_and_the_focus_ring_can_be_seen(colours):
    for edge, ground in itertools.product(("line_strong", "accent"), ("page", "panel", "raised")):
        assert contrast(getattr(colours, edge), getattr(colours, ground)) >= 3


@BOTH
@pytest.mark.parametrize("scale", [100, 200])
def test_the_sheet_is_filled_in(colours, scale):
    sheet = theme.sheet(colours, scale)
    assert "$" not in sheet
    assert all(value in sheet for value in (colours.page, colours.text, colours.accent))
    assert f"font-size: {10.5 * scale / 100:g}pt" in sheet


def test_words_are_noto_in_both_weights_and_in_arabic(qapp):
    font = theme.body_font()
    assert QFontInfo(font).family() == "Noto Sans"
    plain = QFontMetrics(font).horizontalAdvance("El Fasher")
    font.setBold(True)
    assert QFontInfo(font).bold()
    assert QFontMetrics(font).horizontalAdvance("El Fasher") > plain
    assert (
        QFontMetrics(theme.body_font(200)).height() > 1.8 * QFontMetrics(theme.body_font()).height()
    )


def test_an_icon_takes_the_colour_of_the_theme_after_it_was_made(qtbot):
    icon = theme.icon("lock-simple")
    seen = []
    for dark in (False, True):
        dress(dark)
        image = icon.pixmap(QSize(32, 32)).toImage()
        painted = {
            image.pixelColor(x, y).name()
            for x in range(image.width())
            for y in range(image.height())
            if image.pixelColor(x, y).alpha() == 255
        }
        seen.append(painted)
    assert theme.LIGHT.text.lower() in seen[0]
    assert theme.DARK.text.lower() in seen[1]


def test_dress_sets_direction_and_size(qtbot):
    dress(False, 150, mirrored=True)
    label = QLabel("word")
    qtbot.addWidget(label)
    label.ensurePolished()
    assert label.font().pointSizeF() == pytest.approx(15.75)
    assert QApplication.isRightToLeft()


def test_the_tokens_are_colours():
    for colours in (theme.LIGHT, theme.DARK):
        assert all(len(value) == 7 and int(value[1:], 16) >= 0 for value in colours)
