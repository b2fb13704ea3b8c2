"""The names under which the window's settings are kept inside the vault."""

from __future__ import annotations

IDLE = "window.idle_minutes"
DARK = "window.dark"  # None: as the system
SCALE = "window.scale"  # percent
RIGHT_TO_LEFT = "window.right_to_left"
COLLAPSED = "window.nav_collapsed"
RECOVERY_SEEN = "recovery_confirmed"  # whether the recovery key was typed back in part
KNOWN_TAGS = "tags.known"  # words that were used as tags, offered again
