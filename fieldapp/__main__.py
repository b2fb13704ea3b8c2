"""`python -m fieldapp` is the command line; without any word it opens the window."""

from __future__ import annotations

from fieldapp.cli import main

raise SystemExit(main())
